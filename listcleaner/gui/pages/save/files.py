"""The files a save writes: a line for each part, with a switch before, a bar meanwhile, and a button to open it afterwards."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QProgressBar, QWidget

from listcleaner.core.export.naming import PlannedFile
from listcleaner.core.export.write import WrittenFile
from listcleaner.gui.parts.labels import Elided, Label
from listcleaner.gui.parts.layouts import emptied, framed, row, stack
from listcleaner.gui.parts.widgets import Button, Icon, Switch
from listcleaner.gui.text import number, tr

PARTS = ("cleaned", "removed", "suspended", "review", "log")
LOOKS = {
    "cleaned": ("file-check", "ok"),
    "removed": ("circle-x", "hard"),
    "suspended": ("circle-pause", "suspended"),
    "review": ("shield-alert", "blocked"),
    "log": ("file-text", "hard"),
}
FIGURE, END = 96, 108  # widths of the number and of what stands at the end of a line
WHOLE = 1000  # of a bar
End = tuple[QWidget | None, ...]  # what stands at the end of a line, None: room between


class Written(QWidget):
    """How far a part is: it waits, is being written, or is complete."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._waiting, self._done = Label("body", tr("Waiting")), Icon("circle-check", "ok", 18)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(name)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, WHOLE)
        self._bar.setFixedWidth(END)
        self.setFixedWidth(END)
        self.setLayout(row(None, self._waiting, self._done, self._bar, gap=0))
        self.show_share(None)

    def show_share(self, share: float | None) -> None:
        """Of 1; None: it waits."""
        self._waiting.setVisible(share is None)
        self._done.setVisible(share is not None and share >= 1)
        self._bar.setVisible(share is not None and share < 1)
        self._bar.setValue(round(WHOLE * (share or 0)))


class FileList(QFrame):
    """A line for each part of the result. ``switched``: the person wants this part, or does not. ``opened`` carries a file."""

    switched = Signal(str, bool)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._written: dict[str, Written] = {}
        self._lines = stack()
        self.setLayout(self._lines)

    def show_planned(self, files: dict[str, list[Path]], rows: dict[str, int], off: set[str]) -> None:
        """Before: part → its files, each with a switch; without the cleaned list there is nothing to save."""

        def switch(part: str, name: str) -> End:
            one = Switch(tr("Write {file}").format(file=name))
            one.set_on(part not in off)
            one.setEnabled(part != "cleaned")
            one.clicked.connect(lambda on: self.switched.emit(part, on))
            return None, one

        self._show(files, rows, switch)

    def show_running(self, files: dict[str, list[Path]], rows: dict[str, int]) -> None:
        """Meanwhile: how far each is. See :meth:`show_progress`."""

        def written(part: str, name: str) -> End:
            self._written[part] = Written(name)
            return (self._written[part],)

        self._show(files, rows, written)
        self.show_progress("writing", 0)

    def show_progress(self, step: str, share: float) -> None:
        """The parts of the list are written row by row, side by side; the log after them."""
        for part, written in self._written.items():
            if step == "writing":
                written.show_share(None if part == "log" else share)
            else:
                written.show_share(share if part == "log" else 1)

    def show_done(self, files: dict[str, list[Path]], rows: dict[str, int]) -> None:
        """Afterwards: each can be opened."""

        def opener(part: str, name: str) -> End:
            button = Button(tr("Open log") if part == "log" else tr("Open"))
            button.setAccessibleName(tr("Open {file}").format(file=name))
            if len(files[part]) == 1:
                button.clicked.connect(partial(self.opened.emit, files[part][0]))
            else:
                self._offer(button, files[part])
            return (
                Icon("circle-check", "ok", 18),
                None,
                button,
            )  # the ticks below each other, however wide the buttons

        self._show(files, rows, opener)

    def _offer(self, button: Button, paths: list[Path]) -> None:
        """Which of several lists' files to open, a menu asks."""
        menu = QMenu(button)
        for path in paths:
            menu.addAction(path.name.replace("&", "&&")).triggered.connect(partial(self.opened.emit, path))
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))

    def _show(
        self,
        files: dict[str, list[Path]],
        rows: dict[str, int],
        end: Callable[[str, str], End],
    ) -> None:
        emptied(self._lines)
        self._written = {}
        for part, paths in files.items():
            if self._lines.count():
                self._lines.addWidget(framed("line"))
            widget, last = QWidget(), QWidget()
            last.setFixedWidth(END)
            last.setLayout(row(*end(part, paths[0].name), gap=5))
            widget.setLayout(_line(part, paths, last, rows[part], rows.get("corrected", 0)))
            self._lines.addWidget(widget)


def _line(part: str, paths: list[Path], end: QWidget, count: int, corrected: int) -> QHBoxLayout:
    texts = {
        "cleaned": (_same_as_list(len(paths), corrected), tr("row(s)", "", count)),
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
    figure.setFixedWidth(FIGURE)
    figure.setLayout(stack(Label("figure", number(count)), Label("caption", caption), gap=2))
    line = row(Icon(icon, tone, 22, 44), 14, names, 14, figure, end, gap=0, margins=(16, 12, 16, 12))
    line.setStretch(2, 1)
    return line


def _same_as_list(lists: int, corrected: int) -> str:
    if not corrected:
        return tr("Same columns and order as your list(s)", "", lists)
    if lists > 1:
        return tr("Same columns and order as your lists; %Ln address(es) corrected", "", corrected)
    return tr("Same columns and order as your list; %Ln address(es) corrected", "", corrected)


def by_part(planned: Iterable[PlannedFile | WrittenFile]) -> dict[str, list[Path]]:
    """Part → its files, in the order shown; of several lists there are several."""
    ordered = sorted(planned, key=lambda file: (PARTS.index(file.part), file.list or 0))
    return {
        part: [f.path for f in ordered if f.part == part] for part in dict.fromkeys(f.part for f in ordered)
    }
