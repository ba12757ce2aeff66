"""A few rows of a file as they were read, with their row numbers; perhaps with a menu above each column."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from listcleaner.core.tables.table import Table
from listcleaner.gui.look import fonts
from listcleaner.gui.parts.widgets import Choice
from listcleaner.gui.text import tr

ROWS = 100
MENU = 128  # pixels a column with a menu has at least

Rows = Sequence[tuple[int, Sequence[str]]]
"""Rows of a file: the number and the cells of each."""


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

    def _fill(self, cells: pd.DataFrame) -> None:
        for y, line in enumerate(cells.itertuples(index=False, name=None)):
            for x, text in enumerate(line):
                self.setItem(y, x, QTableWidgetItem(str(text)[:200]))


class MappedPreview(Preview):
    """``told`` carries the place of a column and the role the person says it has, "" none."""

    told = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._header = _MenuHeader(self)
        self.setHorizontalHeader(self._header)
        self.horizontalScrollBar().valueChanged.connect(self._header.place)

    @property
    def menus(self) -> list[Choice]:
        """The menu of each column."""
        return self._header.menus

    def show_roles(self, offered: Mapping[object, str], roles: dict[int, str]) -> None:
        """``offered``: role → its name; ``roles``: place of a column → its role. Columns with a role are bold."""
        names = [self._name(place) for place in range(self.columnCount())]
        self._header.make(names)
        for place, menu in enumerate(self.menus):
            menu.offer({"": tr("not used"), **offered}, roles.get(place, ""))
            menu.chosen.connect(lambda role, place=place: self.told.emit(place, role))
            self.setColumnWidth(place, max(self.columnWidth(place), MENU, menu.sizeHint().width() + 12))
            for y in range(self.rowCount()):
                if (item := self.item(y, place)) is not None:
                    item.setFont(fonts.font(13, 500 if place in roles else 400))
        self._header.place()

    def _name(self, place: int) -> str:
        item = self.horizontalHeaderItem(place)
        return item.text() if item is not None else ""


class _MenuHeader(QHeaderView):
    """A header with a menu above each name, as wide as its column."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.menus: list[Choice] = []
        self.setFixedHeight(68)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self.sectionResized.connect(self.place)

    def make(self, names: list[str]) -> None:
        """A menu for each of these columns."""
        for menu in self.menus:
            menu.hide()
            menu.deleteLater()
        self.menus = []
        for name in names:
            menu = Choice(tr("What column “{column}” holds").format(column=name))
            menu.setParent(self.viewport())
            menu.show()
            self.menus.append(menu)

    def place(self) -> None:
        """Puts each menu above its column."""
        for place, menu in enumerate(self.menus):
            left, wide = self.sectionViewportPosition(place), self.sectionSize(place)
            menu.setGeometry(left + 4, 7, wide - 8, 28)


def headers(table: Table) -> list[str]:
    """A word for every column: its header, else its letter as spreadsheets have it."""
    named = [*table.header, *[""] * (table.cells.shape[1] - len(table.header))]
    return [name or _letters(place) for place, name in enumerate(named[: table.cells.shape[1]])]


def _letters(place: int) -> str:
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def rows_of(table: Table, numbers: Sequence[int]) -> Rows:
    """Some rows of a table, by their source row numbers."""
    chosen = np.flatnonzero(np.isin(table.numbers, numbers))
    cells: pd.DataFrame = table.cells.iloc[chosen]
    lines = cells.itertuples(index=False, name=None)
    return [
        (int(n), [str(one) for one in line]) for n, line in zip(table.numbers[chosen], lines, strict=True)
    ]
