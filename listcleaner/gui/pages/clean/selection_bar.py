"""What can be done with all rows selected, below the table; the rows themselves have no buttons then."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from listcleaner.gui.pages.clean.row_acts import label_for
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import emptied, framed, row, stack
from listcleaner.gui.parts.widgets import Button
from listcleaner.gui.text import tr


class SelectionBar(QWidget):
    """Shows while several rows are selected. ``acted`` carries what is to be done with them; ``left``: nothing."""

    acted = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._count = Label("strong")
        self._none = Button(tr("Clear selection"), "link")
        self._none.clicked.connect(self.left)
        self._buttons = row()
        bar = row(self._count, 4, self._buttons, None, self._none, margins=(16, 8, 16, 8))
        self.setLayout(stack(framed("line"), bar))
        self._shown: tuple[int, Sequence[str]] = (0, ())
        self.hide()

    def offer(self, many: int, acts: Sequence[str]) -> None:
        """So many rows are selected, and this can be done with them."""
        if (many, acts) != self._shown:
            self._shown = (many, acts)
            self._count.setText(tr("%Ln row(s) selected", "", many))
            emptied(self._buttons)
            for act in acts:
                button = Button(label_for(act, many))
                button.clicked.connect(lambda _, act=act: self.acted.emit(act))
                self._buttons.addWidget(button)
        self.setVisible(many > 1)
