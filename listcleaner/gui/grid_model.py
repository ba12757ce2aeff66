"""What a table of any length shows: row numbers in an order the core made, and the columns; no proxy model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QWidget

from listcleaner.gui.look import fonts
from listcleaner.gui.parts.cells import INSET, Cell, CellRole

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass(frozen=True)
class Column:
    """A column. ``width`` 0: takes what is left. ``sorts``: the header can be clicked; ``falls``: the largest first."""

    id: str
    title: str
    width: int = 0
    right: bool = False
    sorts: bool = True
    falls: bool = False


def wide_enough(title: str, texts: Sequence[str], font: QFont, room: int = INSET + 5) -> int:
    """How wide a column has to be for its title and these texts in this font; ``room``: beside a text.

    The chevron of a sorted column may stand in the inset of the next.
    """
    head = QFontMetrics(fonts.font(12, 600)).horizontalAdvance(title) + room
    metrics = QFontMetrics(font)
    return max([head, *(metrics.horizontalAdvance(text) + room for text in texts)])


class GridModel(QAbstractTableModel):
    """Rows of a source, by number, in a given order. ``cell(row, column id)`` says what a cell shows."""

    def __init__(
        self,
        columns: Sequence[Column],
        cell: Callable[[int, str], Cell],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._cell = cell
        self._order = np.empty(0, dtype=np.int64)

    @property
    def order(self) -> np.ndarray:
        """Row numbers of the source, as shown from top to bottom."""
        return self._order

    def set_order(self, order: np.ndarray) -> None:
        """Shows these rows."""
        self.beginResetModel()
        self._order = order
        self.endResetModel()

    def rename(self, column: str, title: str) -> None:
        """Calls a column otherwise."""
        place = next(place for place, one in enumerate(self.columns) if one.id == column)
        named = replace(self.columns[place], title=title)
        self.columns = (*self.columns[:place], named, *self.columns[place + 1 :])
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, place, place)

    def refresh(self) -> None:
        """The same rows say something else."""
        if len(self._order):
            last = self.index(len(self._order) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row(self, index: Index) -> int:
        """The source row shown at an index."""
        return int(self._order[index.row()])

    def place(self, row: int) -> int:
        """Where a source row is shown, -1 if it is not."""
        found = np.flatnonzero(self._order == row)
        return int(found[0]) if len(found) else -1

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == CellRole:
            return self._cell(self.row(index), self.columns[index.column()].id)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._cell(self.row(index), self.columns[index.column()].id).spoken
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        across = orientation == Qt.Orientation.Horizontal
        if not across or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and self.columns[section].right:
            return Qt.AlignmentFlag.AlignRight
        return self.columns[section].title if role == Qt.ItemDataRole.DisplayRole else None
