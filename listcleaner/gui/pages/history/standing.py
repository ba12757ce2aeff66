"""What the person decided for good: whom she protects, and what she corrected."""

from collections.abc import Callable
from datetime import date

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from listcleaner.core.ledger.lookup import Corrected
from listcleaner.gui.grid import Grid
from listcleaner.gui.grid_model import Column, GridModel
from listcleaner.gui.memory import Protected
from listcleaner.gui.parts.cells import EMPTY, Cell
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import stack
from listcleaner.gui.text import here, moment, tr


class _Standing(QFrame):
    """A table, and a word where it is empty."""

    def __init__(
        self, columns: list[Column], name: str, empty: str, cell: Callable[[int, str], Cell]
    ) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._today = date.min
        self.grid = Grid(GridModel(columns, cell), 40, name)
        self._empty = Label("body", empty, wrap=True)
        self._empty.setContentsMargins(18, 14, 18, 18)
        layout = stack(self.grid, self._empty, None, margins=(1, 4, 1, 8))
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def _show(self, many: int, today: date) -> None:
        self._today = today
        self.grid.show_rows(np.arange(many))
        self.grid.setVisible(many > 0)
        self._empty.setVisible(not many)


class ProtectedTable(_Standing):
    """``freed`` carries the one to be left to the rules again."""

    freed = Signal(object)

    def __init__(self) -> None:
        self._rows: tuple[Protected, ...] = ()
        columns = [
            Column("address", tr("Address"), sorts=False),
            Column("since", tr("Protected since"), 200, sorts=False),
            Column("act", "", 220, sorts=False),
        ]
        said = tr(
            "Nobody is protected. Protect an address on the Addresses page, and no rule takes it out, in later runs too."
        )
        super().__init__(columns, tr("Protected addresses"), said, self._cell)
        self.grid.row_acted.connect(lambda place, _: self.freed.emit(self._rows[place]))
        self.grid.dropped.connect(lambda place: self.freed.emit(self._rows[place]))

    def show_rows(self, rows: tuple[Protected, ...], today: date) -> None:
        """Shows these."""
        self._rows = rows
        self._show(len(rows), today)

    def _cell(self, place: int, column: str) -> Cell:
        if place >= len(self._rows):
            return EMPTY
        if column == "act":
            return Cell(tr("Protect no longer"), action=True)
        if column == "since":
            return Cell(moment(here(self._rows[place].at), self._today), tone="text2")
        address = self._rows[place].address
        return Cell(address, icon="shield-check", tone="ok", text_tone="text", weight=500, address=True)


class CorrectedTable(_Standing):
    """What was corrected in all runs."""

    def __init__(self) -> None:
        self._rows: tuple[Corrected, ...] = ()
        columns = [
            Column("address", tr("As it was"), sorts=False),
            Column("became", tr("Corrected to"), 360, sorts=False),
            Column("since", tr("Saved"), 200, sorts=False),
        ]
        said = tr(
            "No address was corrected yet. A correction you accept is remembered, "
            "and offered again when the old spelling comes back."
        )
        super().__init__(columns, tr("Corrected addresses"), said, self._cell)

    def show_rows(self, rows: tuple[Corrected, ...], today: date) -> None:
        """Shows these."""
        self._rows = rows
        self._show(len(rows), today)

    def _cell(self, place: int, column: str) -> Cell:
        if place >= len(self._rows):
            return EMPTY
        one = self._rows[place]
        if column == "since":
            return Cell(moment(here(one.at), self._today), tone="text2")
        if column == "became":
            return Cell(one.became, icon="spell-check", tone="ok", text_tone="text", weight=500, address=True)
        return Cell(one.address, tone="text2", address=True)
