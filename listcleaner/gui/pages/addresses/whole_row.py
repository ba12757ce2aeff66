"""Everything a list says of one person: the name of each column and, below it, what stands there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from listcleaner.gui.dialogs.preview import Rows
from listcleaner.gui.messages import failure_text
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import emptied, row, stack
from listcleaner.gui.parts.widgets import Button
from listcleaner.gui.text import tr

LONGEST = 500  # signs of a cell


class WholeRow(QWidget):
    """A link that opens the row, and closes it. ``wanted``: it is to be read. ``shown``: column and cell, as they stand there."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.button = Button("", "link")
        self.button.setMinimumWidth(40)  # it may be cut, the panel may not
        self.button.clicked.connect(self._toggle)
        self.shown: list[tuple[str, str]] = []
        self._open = False
        self._fields = stack()
        self.setLayout(stack(row(self.button, None), self._fields))
        self.hide_row()

    def _toggle(self) -> None:
        if self._open:
            self.hide_row()
            return
        self._set_open(True)
        self._fields.addWidget(Label("caption", tr("Reading…")))
        self.wanted.emit()

    def _set_open(self, opened: bool) -> None:
        self._open = opened
        self.button.setText(tr("Hide the whole row") if opened else tr("Show the whole row"))
        self.button.setToolTip(self.button.text())
        emptied(self._fields)
        self.shown = []

    def hide_row(self) -> None:
        """Shows nothing but the link."""
        self._set_open(False)

    def show_rows(self, names: Sequence[str], rows: Rows) -> None:
        """Shows rows of a file, if they are still wanted. Empty cells are left out."""
        if not self._open:
            return
        self._set_open(True)
        for number, cells in rows:
            self._add(tr("Row"), str(number))
            for name, cell in zip(names, cells, strict=True):
                if cell.strip():
                    self._add(name, cell[:LONGEST])

    def _add(self, name: str, text: str) -> None:
        cell = Label("text", text, wrap=True)
        cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._fields.addSpacing(8)
        self._fields.addWidget(Label("caption", name))
        self._fields.addWidget(cell)
        self.shown.append((name, text))

    def show_failure(self, error: Exception) -> None:
        """The file could not be read."""
        if self._open:
            self._set_open(True)
            self._fields.addWidget(Label("text", failure_text(error), wrap=True))
