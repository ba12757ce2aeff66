"""Files: where the work begins. A drop area, then a card for each file: what it is and what should be known about it."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from listcleaner.core.session import Source
from listcleaner.gui.dialogs.files import FileDialogs
from listcleaner.gui.page import Desk, Page
from listcleaner.gui.pages.files.recent import RecentButton
from listcleaner.gui.pages.files.welcome import Welcome
from listcleaner.gui.parts.cards import PendingCard, tile
from listcleaner.gui.parts.drop_area import DropArea
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import emptied, row, scrolled, stack
from listcleaner.gui.parts.widgets import Button, Icon, Strip
from listcleaner.gui.text import gap, tr, word, wording

if TYPE_CHECKING:  # with it comes pandas, which is there when a file was read
    from listcleaner.gui.pages.files.file_cards import FileCards

KINDS = (
    "*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.tab *.txt *.json *.jsonl *.ndjson *.zip *.html *.htm "
    "*.eml *.emlx *.msg *.mbox *.mbx *.log *.gz"
)

ROOM = 20  # cards below a heading at first: those of 200 files hold the window for 3 s


class FilesPage(Page):
    """Drop, look, go on."""

    def __init__(self, desk: Desk, dialogs: FileDialogs) -> None:
        super().__init__(desk)
        arrivals = self._arrivals = desk.arrivals
        self._dialogs = dialogs
        self._narrow = False
        self._room = ROOM
        self._pending: dict[Path, PendingCard] = {}
        self._now: Path | None = None  # the file being read
        self._told = self._stopping = ""
        self._title = Label("title", tr("Files"))
        self._subtitle = Label("subtitle")
        self._next = Button(tr("Look at the addresses"), "primary", "arrow-right", trailing=True)
        self._next.clicked.connect(lambda: self.go.emit("addresses"))
        self._stop = Button(tr("Stop"))
        self._stop.clicked.connect(self._stop_all)
        titles = stack(self._title, self._subtitle, gap=4)
        head = row(titles, None, self._stop, self._next, margins=(0, 0, 24, 0))
        self._recent = RecentButton(desk.settings)
        self._recent.chosen.connect(self.files_chosen)
        self._empty = Welcome(self._recent)
        self._empty.choose_wanted.connect(self.choose)
        self._empty.sample_wanted.connect(self.sample_wanted)
        self._cards = QVBoxLayout()
        self._cards.setContentsMargins(0, 10, 0, 24)
        self._cards.setSpacing(10)
        content = QWidget()
        content.setLayout(self._cards)
        self._loaded = scrolled(content, gutter=24)
        self.setLayout(stack(head, 20, self._empty, self._loaded, margins=(24, 22, 0, 0)))
        self.document.progressed.connect(self._show_progress)
        self.document.opened.connect(self._show_opened)
        self.document.working.connect(self._show_working)
        arrivals.changed.connect(self._show_arrivals)
        arrivals.told.connect(self._tell)
        arrivals.progressed.connect(self._show_progress)
        self.refresh(frozenset({"sources"}))

    def set_hovered(self, paths: Sequence[Path]) -> None:
        """These files hover over the window, or none."""
        refused = _refused(paths)
        self._empty.set_hovered(len(paths), refused)
        if (small := self.findChild(DropArea, "more")) is not None:
            small.set_hovered(bool(paths), bool(refused))
            said = refused or tr("Let go to add %Ln file(s)", "", len(paths))
            self._drop_here.setText(said if paths else tr("Drop more files here, or"))

    def choose(self) -> None:
        """Asks for files."""
        kinds = tr("Lists and bounce files ({kinds})").format(kinds=KINDS)
        every = tr("All files ({kinds})").format(kinds="*")
        names, _ = QFileDialog.getOpenFileNames(
            self, tr("Choose files"), str(self.folder()), f"{kinds};;{every}",
            options=QFileDialog.Option.HideNameFilterDetails,
        )  # fmt: skip
        if names:
            self.files_chosen.emit(names)

    # The page with cards

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self._show()

    def refresh(self, what: frozenset[str]) -> None:
        if not what & {"sources", "analysis"}:
            return
        if "sources" in what:
            self._told = ""
        self._show()

    def _show(self) -> None:
        sources, coming = self.document.session.sources, self._arrivals.paths
        busy = self.document.busy or bool(coming)
        some = bool(sources or coming)
        if not some:
            self._room = ROOM
        self._empty.setVisible(not some)
        self._loaded.setVisible(some)
        self._recent.refresh()
        if self._stopping and not busy:
            self._told, self._stopping = self._stopping, ""
        self._next.setVisible(bool(sources) and not busy)
        self._next.setEnabled(self.document.overview is not None)
        self._stop.setVisible(busy and some)
        self._subtitle.setText(self._summary())
        emptied(self._cards)
        self._pending.clear()
        if some:
            self._show_cards(sources, coming)
        self._mark_pending(word("step.reading"))

    def _summary(self) -> str:
        sources = self.document.session.sources
        if self.document.busy:
            return word("step.reading")
        if self._arrivals.paths:
            return word("step.recognising")
        if not sources:
            return self._told or tr("Start with the list you want to clean.")
        bad = sum(self.document.problem(source) is not None for source in sources)
        if bad:
            told = tr("%Ln file(s) need a look.", "", bad)
            return told if bad == len(sources) else told + gap() + tr("The others work.")
        if not any(source.role == "list" for source in sources):
            return tr("Now add the list you want to clean.")
        if not any(source.role == "bounces" for source in sources):
            return tr("Now add your bounce files: what came back from your last mailings.")
        if len(sources) == 2:
            return tr("Both files were recognised. Your files are never changed.")
        return tr("All %Ln file(s) were recognised. Your files are never changed.", "", len(sources))

    def _tell(self, text: str) -> None:
        self._told = text
        self._show()

    # What is not read yet

    def _stop_all(self) -> None:
        self._stopping = tr("Stopped. Nothing was added.")
        self._arrivals.stop()
        self.document.stop()

    def _show_arrivals(self) -> None:
        if not self.document.busy:
            self._now = self._arrivals.current
        here = {source.path for source in self.document.session.sources}
        if set(self._arrivals.paths[: self._room]) == set(self._pending) - here:
            self._mark_pending(word("step.recognising"))
        else:
            self._show()

    def _show_working(self, working: bool) -> None:
        if working:
            self._now = None
        self._show()

    def _show_opened(self, source: Source) -> None:
        self._now = source.path
        self._mark_pending(word("step.reading"))

    def _mark_pending(self, text: str) -> None:
        """Files before the one being read have been read, those after it wait."""
        order = [*(source.path for source in self.document.session.sources), *self._arrivals.paths]
        places = {path: place for place, path in enumerate(order)}
        turn = -1 if self._now is None else places.get(self._now, -1)
        for path, card in self._pending.items():
            place = places[path]
            if place == turn:
                card.show_work(text)
            elif place < turn:
                card.show_read()
            else:
                card.show_waiting()

    def _show_progress(self, step: str, done: int, total: int = -1) -> None:
        del total
        code = f"step.{step}" if f"step.{step}" in wording() else "step.reading"
        text = word(code) + (" " + tr("%Ln row(s)", "", done) if done else "")
        self._subtitle.setText(text)
        if step in ("reading", "recognising"):
            self._mark_pending(text)
        elif self._now is not None:  # all are read, what follows concerns all of them
            self._now = None
            for source in self.document.session.sources:
                if source.path in self._pending:
                    self._pending[source.path].show_read()

    def _show_cards(self, sources: tuple[Source, ...], coming: list[Path]) -> None:
        if self._told:
            self._cards.addWidget(Strip("ok", self._told))
            self._cards.addSpacing(4)
        unread = [source for source in sources if self.document.problem(source) is not None]
        read = [source for source in sources if source not in unread] if unread else sources
        lists = [source for source in read if source.role == "list"]
        bounces = [source for source in read if source.role == "bounces"]
        if unread:  # first, for they ask for something
            self._cards.addLayout(row(Label("section", tr("Not read")), None))
            self._add_cards(unread)
        if lists:
            self._cards.addLayout(row(Label("section", tr("Your list(s)", "", len(lists))), None))
            self._add_cards(lists)
        if bounces:
            rows = sum(file.rows for file in self.document.result.bounce_files)
            counts = tr("%Ln file(s)", "", len(bounces)) + tr(", ") + tr("%Ln row(s)", "", rows)
            self._cards.addLayout(
                row(Label("section", tr("Bounce files")), Label("body", counts if rows else ""), None)
            )
            self._add_cards(bounces)
        for path in coming[: self._room]:
            self._cards.addWidget(self._pending_card(path, Icon("file-text", "text2", 22, 44)))
        self._add_rest(len(coming))
        self._cards.addWidget(self._more())
        self._cards.addStretch(1)

    def _add_cards(self, sources: Sequence[Source]) -> None:
        """The cards below a heading, as many as there is room for; of more, those first that say or ask something."""
        if len(sources) > self._room:
            sources = sorted(sources, key=lambda source: not self._made.notes(source))
        for source in sources[: self._room]:
            self._cards.addWidget(self._card(source))
        self._add_rest(len(sources))
        self._cards.addSpacing(12)

    def _add_rest(self, count: int) -> None:
        rest = count - self._room
        if rest > 0:
            more = Button(tr("Show more"), "link")
            more.clicked.connect(self._show_more)
            self._cards.addLayout(
                row(Label("body", tr("and %Ln more file(s)", "", rest)), more, None, gap=12)
            )

    def _show_more(self) -> None:
        self._room += ROOM
        self._show()

    def _more(self) -> QWidget:
        area = DropArea(10)
        area.setObjectName("more")
        area.setFixedHeight(72)
        link = Button(tr("choose files…"), "link")
        link.clicked.connect(self.choose)
        text = self._drop_here = Label("body", tr("Drop more files here, or"))
        recent = RecentButton(self.desk.settings, "link")
        recent.chosen.connect(self.files_chosen)
        area.setLayout(row(None, Icon("plus", "accent"), text, link, 14, recent, None, gap=6))
        return area

    @cached_property
    def _made(self) -> "FileCards":
        from listcleaner.gui.pages.files.file_cards import Acts, FileCards

        dialogs, arrivals = self._dialogs, self._arrivals
        return FileCards(
            self.document, Acts(dialogs.change, dialogs.show_noted, lambda path: arrivals.add([path]))
        )

    def _card(self, source: Source) -> QWidget:
        self._made.narrow = self._narrow
        return self._made.make(source) or self._pending_card(source.path, tile(source))

    def _pending_card(self, path: Path, tile: Icon) -> PendingCard:
        card = self._pending[path] = PendingCard(path, tile)
        return card


def _refused(paths: Sequence[Path]) -> str:
    """What is said of files none of which is of a kind that can be read; "" of others, and of folders."""
    endings = dict.fromkeys("" if path.is_dir() else path.suffix.lower() for path in paths)
    if not paths or any(f"*{ending}" in KINDS.split() or not ending for ending in endings):
        return ""
    told = tr("{kinds} files cannot be read. Lists are Excel, CSV or ODS, bounces also .eml, .msg or .zip.")
    return told.format(kinds=tr(", ").join(endings))
