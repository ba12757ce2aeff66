"""The runs of the history: a list of them, and the one chosen as a receipt."""

from datetime import date

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from listcleaner.core.ledger import Run
from listcleaner.core.ledger.reading import Decision
from listcleaner.gui.grid import Grid
from listcleaner.gui.grid_model import Column, GridModel
from listcleaner.gui.memory import Memory
from listcleaner.gui.pages.history.receipt import Receipt
from listcleaner.gui.parts.cells import EMPTY, Cell
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import framed, row, stack
from listcleaner.gui.text import BETWEEN, here, moment, number, tr

WIDE, NARROW = 400, 330  # pixels of the list


class Runs(QWidget):
    """``undo_wanted`` carries the run the person wants undone."""

    undo_wanted = Signal(object)

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self._runs: tuple[Run, ...] = ()
        self._today = date.min
        self.chosen: Run | None = None
        columns = [
            Column("when", tr("Saved on"), sorts=False),
            Column("removed", tr("Removed"), 88, right=True, sorts=False),
            Column("suspended", tr("Suspended"), 100, right=True, sorts=False),
        ]
        self.grid = Grid(GridModel(columns, self._cell), 52, tr("Runs"))
        self.grid.setSelectionMode(Grid.SelectionMode.SingleSelection)
        self.grid.row_chosen.connect(self._choose)
        self._card = framed("card")
        self._card.setLayout(stack(self.grid, margins=(1, 4, 1, 8)))
        self.receipt = Receipt()
        self.receipt.undo_wanted.connect(lambda: self.undo_wanted.emit(self.chosen))
        self._none = _nothing()
        layout = row(self._card, self.receipt, self._none, gap=16)
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def set_narrow(self, narrow: bool) -> None:
        """There is little room: how many were suspended, the receipt says."""
        self.grid.setColumnHidden(2, narrow)
        self._card.setFixedWidth(NARROW if narrow else WIDE)
        self.receipt.set_narrow(narrow)

    def show_runs(self, runs: tuple[Run, ...], today: date) -> None:
        """Shows these, the latest first, and stays at the one chosen."""
        latest = self._runs[0].id if self._runs else ""
        self._runs, self._today = runs, today
        self.grid.show_rows(np.arange(len(runs)))
        places = {run.id: place for place, run in enumerate(runs)}
        # a new one is looked at first
        place = places.get(self.chosen.id, 0) if self.chosen and latest == (runs and runs[0].id) else 0
        for part in (self._card, self.receipt):
            part.setVisible(bool(runs))
        self._none.setVisible(not runs)
        if not runs:
            self.chosen = None
        elif self.grid.current_row() != place:
            self.grid.selectRow(place)
        else:
            self._choose(place)

    def _choose(self, place: int) -> None:
        if not 0 <= place < len(self._runs) or self._runs[place] == self.chosen:
            return
        self.chosen = run = self._runs[place]
        self.receipt.show_run(run, self._today)
        self._memory.receipt(run.id, lambda found: self._show_decided(run, found))

    def _show_decided(self, run: Run, found: list[Decision]) -> None:
        if isValid(self) and self.chosen == run:  # the window may be another by now, in another language
            self.receipt.show_decided(found)

    def _cell(self, place: int, column: str) -> Cell:
        if place >= len(self._runs):
            return EMPTY
        run = self._runs[place]
        if column == "when":
            names = BETWEEN.join(one.file for one in run.lists) or BETWEEN.join(run.files)
            return Cell(moment(here(run.at), self._today), second=names)
        counted = sum(getattr(one, column) for one in run.lists)
        if not run.lists and column == "removed":
            counted = sum(run.removed.values())
        return Cell(number(counted), right=True, tone="text" if counted else "text3", weight=500)


def _nothing() -> QWidget:
    """In place of the runs, as long as there is none."""
    title, said = (
        Label("section", tr("No run yet")),
        tr("Each time you save a cleaned list, it is noted here."),
    )
    words = Label("subtitle", said)
    card = framed("card")
    card.setLayout(stack(None, row(None, title, None), 6, row(None, words, None), None))
    return card
