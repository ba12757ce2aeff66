"""Says that the preview shows the rows of one list only, with a way back to all."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import row
from listcleaner.gui.parts.widgets import Button
from listcleaner.gui.text import tr


class OneList(QWidget):
    """``every_wanted``: the rows of all lists."""

    every_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text, every = Label("body"), Button(tr("Show all"), "link")
        every.clicked.connect(self.every_wanted)
        self.setLayout(row(self._text, every, None, margins=(16, 8, 16, 4)))

    def show_list(self, file: str) -> None:
        """Names the list; hidden without one."""
        self._text.setText(tr("Only rows of “{file}”").format(file=file))
        self.setVisible(bool(file))
