"""A few rows of a file as they were read, with their row numbers."""

import numpy as np
import pandas as pd
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from listcleaner.core.tables.table import Table
from listcleaner.gui import fonts
from listcleaner.gui.text import tr

ROWS = 100


class Preview(QTableWidget):
    """Shows rows of a table; not to be edited."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Rows of the file"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setMinimumHeight(220)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def show_table(self, table: Table, rows: tuple[int, ...] | None = None) -> None:
        """Shows the first rows, or those of these source row numbers."""
        cells, numbers = table.cells, table.numbers
        if rows is not None:
            chosen = np.flatnonzero(np.isin(numbers, rows))
            cells, numbers = cells.iloc[chosen], numbers[chosen]
        cells, numbers = cells.head(ROWS), numbers[:ROWS]
        self.setColumnCount(cells.shape[1])
        self.setRowCount(len(cells))
        self.setHorizontalHeaderLabels(headers(table))
        self.setVerticalHeaderLabels([str(number) for number in numbers])
        self._fill(cells)
        self.resizeColumnsToContents()
        for column in range(self.columnCount()):
            self.setColumnWidth(column, min(220, max(70, self.columnWidth(column) + 12)))

    def mark(self, column: int) -> None:
        """Makes one column bold, and no other."""
        for x in range(self.columnCount()):
            for y in range(self.rowCount()):
                if (item := self.item(y, x)) is not None:
                    item.setFont(fonts.font(13, 600 if x == column else 400))

    def _fill(self, cells: pd.DataFrame) -> None:
        for y, line in enumerate(cells.itertuples(index=False, name=None)):
            for x, text in enumerate(line):
                self.setItem(y, x, QTableWidgetItem(str(text)[:200]))


def headers(table: Table) -> list[str]:
    """A word for every column: its header, else its letter as spreadsheets have it."""
    named = [*table.header, *[""] * (table.cells.shape[1] - len(table.header))]
    return [name or _letters(place) for place, name in enumerate(named[: table.cells.shape[1]])]


def _letters(place: int) -> str:
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)
