"""Parts of the save page: the files to be written, where to, what changes, and what to do once they are there."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from listcleaner.core.export.naming import PlannedFile
from listcleaner.gui.parts.labels import Elided, Label
from listcleaner.gui.parts.layouts import emptied, framed, row, stack
from listcleaner.gui.parts.widgets import Button, Choice, Icon, Switch
from listcleaner.gui.text import day, number, short_path, tr

PARTS = ("cleaned", "removed", "suspended", "review", "log")
LOOKS = {
    "cleaned": ("file-check", "ok"),
    "removed": ("circle-x", "hard"),
    "suspended": ("circle-pause", "suspended"),
    "review": ("shield-alert", "blocked"),
    "log": ("file-text", "hard"),
}


def open_path(path: Path) -> None:
    """Opens a file or folder with the program for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class FileList(QFrame):
    """A line for each part of the result. ``switched``: the person wants this part, or does not."""

    switched = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._by_part: dict[str, QHBoxLayout] = {}
        self._lines = stack()
        self.setLayout(self._lines)

    def show_planned(self, files: dict[str, list[Path]], rows: dict[str, int], off: set[str]) -> None:
        """Before: part → its files, each with a switch; without the cleaned list there is nothing to save."""
        self._show(files, rows)
        for part, line in self._by_part.items():
            switch = Switch(tr("Write {file}").format(file=files[part][0].name))
            switch.set_on(part not in off)
            switch.setEnabled(part != "cleaned")
            switch.clicked.connect(lambda on, part=part: self.switched.emit(part, on))
            line.addWidget(switch)

    def show_running(self, files: dict[str, list[Path]], rows: dict[str, int]) -> None:
        """Meanwhile: no controls."""
        self._show(files, rows)

    def show_done(self, files: dict[str, list[Path]], rows: dict[str, int]) -> None:
        """Afterwards: each can be opened."""
        self._show(files, rows)
        for part, line in self._by_part.items():
            first = files[part][0]
            button = Button(tr("Open"))
            button.setAccessibleName(tr("Open {file}").format(file=first.name))
            button.clicked.connect(lambda _, path=first: open_path(path))
            line.addWidget(Icon("circle-check", "ok", 18))
            line.addWidget(button)

    def _show(self, files: dict[str, list[Path]], rows: dict[str, int]) -> None:
        emptied(self._lines)
        self._by_part = {}
        for part, paths in files.items():
            if self._by_part:
                self._lines.addWidget(framed("line"))
            widget = QWidget()
            self._by_part[part] = self._line(part, paths, rows[part], rows.get("corrected", 0))
            widget.setLayout(self._by_part[part])
            self._lines.addWidget(widget)

    @staticmethod
    def _line(part: str, paths: list[Path], count: int, corrected: int) -> QHBoxLayout:
        texts = {
            "cleaned": (_same_as_list(corrected), tr("row(s)", "", count)),
            "removed": (tr("The rows taken out, unchanged"), tr("removed")),
            "suspended": (tr("At rest; they can come back later"), tr("suspended")),
            "review": (tr("Still on your list until you decide"), tr("to review")),
            "log": (tr("Who was taken out, why, and the server’s own words"), tr("row(s)", "", count)),
        }
        said, caption = texts[part]
        icon, tone = LOOKS[part]
        title = paths[0].name + (tr(" and %Ln more", "", len(paths) - 1) if len(paths) > 1 else "")
        names = stack(Elided("file", title, middle=True), Elided("second", said), gap=3)
        figure = QWidget()
        figure.setFixedWidth(92)
        figure.setLayout(stack(Label("figure", number(count)), Label("caption", caption), gap=2))
        line = row(Icon(icon, tone, 22, 44), names, figure, gap=14, margins=(16, 12, 16, 12))
        line.setStretch(1, 1)
        return line


def by_part(planned: list[PlannedFile]) -> dict[str, list[Path]]:
    """Part → its files, in the order shown; of several lists there are several."""
    ordered = sorted(planned, key=lambda file: (PARTS.index(file.part), file.list or 0))
    return {
        part: [f.path for f in ordered if f.part == part] for part in dict.fromkeys(f.part for f in ordered)
    }


class Where(QFrame):
    """The folder and the format. ``folder_wanted``: she wants another; ``format_chosen``: None as the list."""

    folder_wanted = Signal()
    format_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._place = Elided("name", middle=True)
        choose = Button(tr("Choose folder…"))
        choose.clicked.connect(self.folder_wanted)
        formats: dict[object, str] = {
            None: tr("Same as my list"),
            "xlsx": tr("Excel (.xlsx)"),
            "csv": tr("Text (.csv)"),
        }
        choice = Choice(tr("File format"), small=False)
        choice.offer(formats, None)
        choice.chosen.connect(self.format_chosen)
        names = stack(Label("caption", tr("Save in")), self._place)
        folder = row(Icon("folder", "accent", 20), names, choose, gap=12)
        folder.setStretch(1, 1)
        name = Label("name", tr("File format"))
        format_ = row(Icon("file-spreadsheet", "accent", 20), name, None, choice, gap=12)
        self.setLayout(stack(folder, framed("line"), format_, gap=12, margins=(16, 12, 16, 12)))

    def show_folder(self, folder: Path) -> None:
        """Names the folder."""
        self._place.setText(short_path(folder))


class Changes(QFrame):
    """What the plan does to the list, as a small sum."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._lines = stack(gap=8, margins=(18, 14, 18, 14))
        self.setLayout(self._lines)

    def show_counts(self, there: dict[str, int], until: date, today: date) -> None:
        """``there``: as :func:`~listcleaner.gui.parts.sentence.counts` tells; ``until``: suspended addresses rest so long."""
        emptied(self._lines)
        suspended = tr("Suspended until {date}").format(date=day(until, today))
        self._add("users", "text2", tr("On your list before"), number(there["all"]))
        self._add("circle-x", "hard", tr("Removed"), _less(there["removed"]))
        self._add("circle-pause", "suspended", suspended, _less(there["suspended"]))
        self._lines.addWidget(framed("line"))
        self._add("circle-check", "ok", tr("On your cleaned list"), number(there["kept"]), strong=True)
        if there["corrected"]:
            self._add("spell-check", "ok", tr("of these were corrected"), number(there["corrected"]))
        if there["review"]:
            self._add("shield-alert", "blocked", tr("of these wait for you"), number(there["review"]))

    def _add(self, icon: str, tone: str, text: str, value: str, strong: bool = False) -> None:
        widget = QWidget()
        name = Label("strong" if strong else "text", text)
        figure = Label("figure" if strong else "strong", value, colour="ok" if strong else "")
        widget.setLayout(row(Icon(icon, tone), name, None, figure, gap=10))
        widget.setMinimumHeight(26)
        self._lines.addWidget(widget)


def _same_as_list(corrected: int) -> str:
    fixed = tr("Same columns and order as your list; %Ln address(es) corrected", "", corrected)
    return fixed if corrected else tr("Same columns and order as your list")


def _less(count: int) -> str:
    """How many are taken away: ``− 74``; none is ``0``."""
    return f"− {number(count)}" if count else "0"


def afterwards(
    folder: Path, run: str, to_review: int, history: QWidget, buttons: tuple[QWidget, ...]
) -> QWidget:
    """Where it is, what else can be done here, and what to do next. ``run``: when it was, "" where no history remembers it;
    ``history``: leads there."""
    card = framed("card")
    steps = [
        tr("Upload the cleaned file to your newsletter tool, in place of the old list."),
        tr("Look at the %Ln address(es) to review.", "", to_review) if to_review else "",
        tr("After your next send, drop the new bounce file here."),
    ]
    columns = row(gap=24)
    for place, text in enumerate((text for text in steps if text), 1):
        label = Label("text", text, wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        mark = Label("figure", str(place), colour="accent")
        step = row(mark, label, gap=10)
        step.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        step.setStretch(1, 1)
        columns.addLayout(step, 1)
    card.setLayout(stack(Label("section", tr("What to do next")), 8, columns, margins=(18, 14, 18, 16)))
    widget = QWidget()
    where = row(Icon("folder", "text3"), Elided("body", short_path(folder), middle=True), *buttons, gap=10)
    where.setStretch(1, 1)
    known = tr("In the history as “{run}”. There you can look at it again, and undo it.").format(run=run)
    parts = [Icon("history", "text3"), Elided("body", known), history] if run else []
    remembered = row(*parts, gap=10)
    if run:
        remembered.setStretch(1, 1)
    widget.setLayout(stack(14, where, 6 if run else 0, remembered, 14, card))
    return widget
