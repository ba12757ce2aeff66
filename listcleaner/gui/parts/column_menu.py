"""The menu that chooses the columns of a table: it stays open while several are chosen."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from listcleaner.gui.grid_model import Column
from listcleaner.gui.text import tr


class ColumnMenu(QMenu):
    """``chosen`` carries the ids of the columns wanted now, in their order; None: the usual ones."""

    chosen = Signal(object)

    def __init__(
        self, columns: Sequence[Column], shown: Collection[str], always: Collection[str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._entries = {column.id: self.addAction(column.title) for column in columns}
        for name, entry in self._entries.items():
            entry.setCheckable(True)
            entry.setChecked(name in shown)
            entry.setEnabled(name not in always)
            entry.triggered.connect(self._tell)
        self.addSeparator()
        self.addAction(tr("Usual columns")).triggered.connect(lambda: self.chosen.emit(None))

    def _tell(self) -> None:
        self.chosen.emit(tuple(name for name, entry in self._entries.items() if entry.isChecked()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        entry = self.actionAt(event.position().toPoint())
        if entry is not None and entry.isCheckable() and entry.isEnabled():
            entry.trigger()
        else:
            super().mouseReleaseEvent(event)
