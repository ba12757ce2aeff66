"""The window: rail, bar and pages; files dropped anywhere; the keyboard."""

import gc
from collections.abc import Callable, Iterable
from functools import partial
from operator import attrgetter
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QMainWindow, QMessageBox, QWidget

from listcleaner import userdata
from listcleaner.core import samples
from listcleaner.gui.dialogs.files import FileDialogs
from listcleaner.gui.frame.memory_banner import MemoryBanner
from listcleaner.gui.frame.pages import EVERYTHING, LIGHT, PLACES, Pages, load
from listcleaner.gui.frame.rail import Rail
from listcleaner.gui.frame.standings import standings
from listcleaner.gui.frame.top_bar import TopBar
from listcleaner.gui.messages import show_error
from listcleaner.gui.opening import SIZE, place
from listcleaner.gui.page import Desk
from listcleaner.gui.parts.layouts import framed, row, stack
from listcleaner.gui.text import tr

NARROW = 1160  # below this width the rail and the pages draw in


class MainWindow(QMainWindow):
    """``rebuild_wanted``: the language is another, the window must be made again."""

    rebuild_wanted = Signal()
    theme_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.document = desk, desk.document
        self.setWindowTitle(tr("List Cleaner"))
        self.setMinimumSize(960, 540)  # a screen of 1024 × 600, without its bar
        self.setAcceptDrops(True)
        self.dialogs = FileDialogs(self, self.document, desk.jobs)
        self.pages = Pages(desk, self.dialogs)
        self._loading = False
        self._wished = ""  # the page to show when everything is loaded
        self._names = {
            "files": tr("Files"),
            "addresses": tr("Addresses"),
            "health": tr("Health"),
            "clean": tr("Clean"),
            "save": tr("Save"),
        }
        places = {
            "history": ("history", tr("History")),
            "settings": ("settings", tr("Settings")),
            "help": ("circle-question-mark", tr("Help")),
        }
        self.rail = Rail(self._names, places)
        self.bar = TopBar(self.document)
        body, whole = QWidget(), QWidget()
        self.banner = MemoryBanner(self.document.memory)
        body.setLayout(stack(self.bar, framed("line"), self.banner, self.pages))
        whole.setLayout(row(self.rail, body, gap=0))
        self.setCentralWidget(whole)
        self._connect()
        self._shortcuts()
        self.resize(*SIZE)
        self._narrow = self.width() < NARROW
        self._refresh(EVERYTHING)
        self.go("files")

    def _connect(self) -> None:
        pages = self.pages
        pages.go.connect(self.go)
        pages.files_chosen.connect(lambda names: self.add_files(Path(name) for name in names))
        pages.sample_wanted.connect(self.open_samples)
        pages.searched.connect(self.bar.search.show_quietly)
        pages.language_chosen.connect(self._set_language)
        pages.theme_chosen.connect(self._set_theme)
        pages.reset.connect(self._reset)
        pages.facet_wanted.connect(self._show_facet)
        pages.person_wanted.connect(self._show_person)
        pages.protected_wanted.connect(self._show_protected)
        pages.rows_wanted.connect(self._read_rows)
        self.rail.chosen.connect(self.go)
        self.bar.search.searched.connect(self._search)
        self.bar.search.left.connect(lambda: self._focus_page(Qt.FocusReason.TabFocusReason))
        self.document.changed.connect(self._refresh)
        self.document.working.connect(self._stand)  # a lambda would outlive the window
        self.desk.arrivals.changed.connect(self._stand)
        self.desk.saver.changed.connect(self._stand)
        self.banner.again.connect(self._look_again)
        self.banner.elsewhere.connect(lambda: self.go("settings"))
        self.desk.jobs.on_failure = lambda error: show_error(self, error)

    def appear(self) -> None:
        """Shows the window where it was last time; the first time at a size that the screen has room for."""
        place(self, self.desk.settings)
        self.show()

    def load(self) -> None:
        """Brings in, in the worker, what the window does without until there are files. Files given meanwhile wait their turn."""
        self._loading = True

        def loaded(_: None) -> None:
            self._loading = False
            gc.freeze()  # what is there stays: to look at it again and again holds the window up for 0.1 s each time
            if self._wished:
                self.go(self._wished)

        self.desk.jobs.start(load, loaded)

    # Pages

    files, save = property(attrgetter("pages.files")), property(attrgetter("pages.save"))
    addresses, clean = property(attrgetter("pages.addresses")), property(attrgetter("pages.clean"))
    health, history = property(attrgetter("pages.health")), property(attrgetter("pages.history"))
    settings, help = property(attrgetter("pages.settings")), property(attrgetter("pages.help"))

    @property
    def current(self) -> str:
        """The page shown."""
        return self.pages.current

    def go(self, name: str) -> None:
        """Shows a page, if it has something to show; one that is still to be loaded as soon as it can."""
        if name not in ("files", *PLACES) and self.document.overview is None:
            name = "files"
        self._wished = name if self._loading and name not in LIGHT else ""
        self.rail.set_current(name)
        if self._wished:
            return
        focus, staying = self.focusWidget(), (self.rail, self.bar)
        self.pages.show_page(name)
        if focus is None or not any(one.isAncestorOf(focus) for one in staying):
            self._focus_page()
        elif self.rail.isAncestorOf(focus):  # its ring goes along
            self.rail.buttons[name].setFocus(Qt.FocusReason.TabFocusReason)
        self.bar.search.setEnabled(self.document.overview is not None or self.pages[name].searchable)
        self.bar.search.show_quietly(self.pages[name].sought)
        self._stand()

    def _search(self, text: str) -> None:
        page = self.pages[self.current]
        if text == page.sought:
            return
        if page.searchable:
            page.search(text)
        elif self.document.overview is not None:
            self.addresses.search(text)
            self.go("addresses")

    def _focus_page(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.pages[self.current].first.setFocus(reason)

    def _next_part(self, step: int = 1) -> None:
        """F6: rail, bar, and the parts of the page in turn; ``step`` -1: back."""
        rail = self.rail.buttons[self.current]
        parts = [self.rail, self.bar, *self.pages[self.current].parts]
        here = self.focusWidget() or self
        place = next((n for n, part in enumerate(parts) if part is here or part.isAncestorOf(here)), -1)
        turn = [parts[(place + step * n) % len(parts)] for n in range(1, len(parts) + 1)]
        ways = [_way_in(part) for part in turn]
        way = next((rail if self.rail.isAncestorOf(one) else one for one in ways if one is not None), None)
        if way is not None:
            way.setFocus(Qt.FocusReason.TabFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """When what had the focus goes away, the page has it: Qt would give it to any control, ringed as if by keyboard."""
        left = self.focusWidget()
        if left is not None and not (left.isVisible() and left.isEnabled()):
            self._focus_page()
            return True
        return super().focusNextPrevChild(forward)

    def _save_by_key(self) -> None:
        """Leads to the page that saves; there it saves."""
        if self.current == "save":
            self.save.press()
        else:
            self.go("save")
            self.save.invite()

    def _show_person(self, person: int) -> None:
        self.go("addresses")
        self.addresses.show_person(person)

    def _read_rows(self, path: Path, rows: tuple[int, ...]) -> None:
        page = self.addresses
        self.dialogs.read_rows(path, rows, page.show_rows, page.detail.whole_row.show_failure)

    def _show_protected(self) -> None:
        self.history.tabs.choose("protected")
        self.go("history")

    def _show_facet(self, group: str, value: str) -> None:
        self.addresses.show_only(group, value)
        self.go("addresses")

    def _refresh(self, what: frozenset[str]) -> None:
        self.pages.refresh(what)
        if self.document.overview is None and self.current not in ("files", *PLACES):
            self.go("files")
        self._stand()

    def _stand(self) -> None:
        self.setWindowTitle(self.bar.title)
        for name, standing in standings(
            self.document, bool(self.desk.arrivals.paths), self.desk.saver
        ).items():
            self.rail.set_standing(name, standing)

    def _look_again(self) -> None:
        """The ledger may be usable by now: what is known from it counts again."""
        self.document.memory.look()
        self.document.read_again()

    # Files

    def add_files(self, paths: Iterable[Path]) -> None:
        """Adds files: lists and bounce files are told apart."""
        wanted = list(paths)
        if wanted:
            self.go("files")
            self.desk.settings.use(wanted)
            self.desk.arrivals.add(wanted)

    def open_samples(self) -> None:
        """Adds the sample list and bounce files."""
        self.go("files")
        known = samples.session().sources
        self.document.add(list(known), lambda: tr("add the sample data"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = _dragged(event)
        if paths:
            event.acceptProposedAction()
            self.go("files")
            self.files.set_hovered(paths)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.files.set_hovered(())
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.files.set_hovered(())
        event.acceptProposedAction()
        self.add_files(_dragged(event))

    # Keyboard and window

    def _shortcuts(self) -> None:
        standard = QKeySequence.StandardKey
        pairs: list[tuple[QKeySequence | QKeySequence.StandardKey, Callable[[], object]]] = [
            (standard.Open, self.files.choose),
            (standard.Find, self.bar.search.begin),
            (standard.Undo, self.document.undo),
            (standard.Redo, self.document.redo),
            (QKeySequence("Ctrl+Y"), self.document.redo),
            (standard.Save, self._save_by_key),
            (QKeySequence("Ctrl+,"), lambda: self.go("settings")),
            (QKeySequence("F1"), lambda: self.go("help")),
            (QKeySequence("F6"), self._next_part),
            (QKeySequence("Shift+F6"), partial(self._next_part, -1)),
        ]
        pairs += [
            (QKeySequence(f"Ctrl+{place}"), partial(self.go, name))
            for place, name in enumerate(self._names, 1)
        ]
        seen = set()
        for keys, act in pairs:
            sequence = QKeySequence(keys)
            if sequence.toString() in seen:
                continue
            seen.add(sequence.toString())
            shortcut = QShortcut(sequence, self)
            shortcut.setAutoRepeat(
                keys != standard.Save
            )  # held down, it does not go on from looking to saving
            shortcut.activated.connect(act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow != self._narrow or event.oldSize().width() < 0:
            self._narrow = narrow
            self.rail.set_narrow(narrow)
            self.bar.set_narrow(narrow)
            self.pages.set_narrow(narrow)

    def _set_language(self, value: str) -> None:
        self.desk.settings.language = value
        self.rebuild_wanted.emit()

    def _set_theme(self, value: str) -> None:
        self.desk.settings.theme = value
        self.theme_wanted.emit()

    def _reset(self) -> None:
        """The settings as at first, the window made again with them."""
        self.desk.settings.reset()
        if self.document.memory.place is not None:
            self.document.memory.move_to(userdata.ledger())
            self.document.read_again()
        self.theme_wanted.emit()
        self.rebuild_wanted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        saving = self.desk.saver.running
        if (saving or self.document.undone_work) and not self.property("quiet"):
            told = tr("Your files are still being written. Stop and close?")
            answer = QMessageBox.question(
                self,
                tr("List Cleaner"),
                told if saving else tr("What you decided is not saved yet. Close anyway?"),
                QMessageBox.StandardButton.Close | QMessageBox.StandardButton.Cancel,
                QMessageBox.StandardButton.Cancel,
            )
            if answer != QMessageBox.StandardButton.Close:
                event.ignore()
                return
        self.desk.settings.geometry = self.saveGeometry()
        super().closeEvent(event)


def _dragged(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _way_in(part: QWidget) -> QWidget | None:
    """What of a part takes the focus by keyboard: itself, or the first control in it."""
    for one in (part, *part.findChildren(QWidget)):
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return one
    return None
