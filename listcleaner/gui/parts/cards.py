"""The card of a file: what it is, its figures and buttons, strips below; and that of a file still to be read."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from listcleaner.core.session import Source
from listcleaner.gui.parts.labels import Elided, Label
from listcleaner.gui.parts.layouts import framed, row, stack
from listcleaner.gui.parts.widgets import Button, Icon
from listcleaner.gui.text import tr


class Card(QWidget):
    """A file: tile, name, figures, Change and remove, and strips below."""

    def __init__(self, tile: Icon, title: str, second: str) -> None:
        super().__init__()
        frame = framed("card")
        names = QWidget()
        names.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.second = Elided("second", second, middle=True)
        self._names = stack(Elided("file", title), self.second, gap=3)
        names.setLayout(self._names)
        names.setMinimumWidth(150)
        self._figures, self._buttons = row(gap=0), row(gap=4)
        line = row(tile, 16, names, 16, self._figures, 8, self._buttons, gap=0)
        line.setStretch(2, 1)
        self._all = stack(line, gap=12, margins=(16, 14, 16, 14))
        frame.setLayout(self._all)
        self.setLayout(stack(frame))

    def add_figure(self, value: str, caption: str, width: int) -> None:
        """A number and what it counts."""
        figure = QWidget()
        figure.setFixedWidth(width)
        figure.setLayout(stack(Label("figure", value), Label("caption", caption), gap=1))
        self._figures.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)

    def add_caption(self, text: str) -> None:
        """A line under the file's name, where there is no room for a figure."""
        self._names.addWidget(Label("caption", text))

    def add_button(self, text: str, act: Callable[[], None], icon: str = "", name: str = "") -> None:
        """A button at the end of the line."""
        button = Button(text, "ghost" if icon else "", icon)
        if icon:
            button.setFixedWidth(32)
        button.setAccessibleName(name or text)
        if name:
            button.setToolTip(name)
        button.clicked.connect(lambda: act())
        self._buttons.addWidget(button)

    def add_strip(self, strip: QWidget) -> None:
        """A line of its own below."""
        self._all.addWidget(strip)

    def add_more(self, strips: Sequence[QWidget]) -> None:
        """Lines that show only when they are asked for."""
        if not strips:
            return
        more = Button(tr("Show %Ln more", "", len(strips)), "link")
        self._all.addLayout(row(more, None))
        for strip in strips:
            strip.hide()
            self._all.addWidget(strip)
            more.clicked.connect(strip.show)
        more.clicked.connect(more.hide)


class PendingCard(Card):
    """A file that is not read yet: it waits, is being read, or waits for the others."""

    def __init__(self, path: Path, tile: Icon) -> None:
        super().__init__(tile, path.name, tr("Waiting"))
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.hide()
        self.add_strip(self._bar)

    def show_waiting(self) -> None:
        """Its turn comes."""
        self._bar.hide()
        self.second.setText(tr("Waiting"))

    def show_work(self, text: str) -> None:
        """It is its turn."""
        self._bar.show()
        self.second.setText(text)

    def show_read(self) -> None:
        """It has been read."""
        self._bar.hide()
        self.second.setText(tr("Read"))


def tile(source: Source) -> Icon:
    """The picture of a file: people, or mails that came back."""
    return Icon("users", "ok", 22, 44) if source.role == "list" else Icon("mail-x", "hard", 22, 44)
