"""One run as a receipt: what was cleaned, how many by which rule, and whom it took out and why."""

from collections import Counter
from datetime import date

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from listcleaner.core.ledger import Run
from listcleaner.core.ledger.reading import Decision
from listcleaner.gui.grid import Grid
from listcleaner.gui.grid_model import Column, GridModel
from listcleaner.gui.look import theme
from listcleaner.gui.parts.cells import EMPTY, Cell
from listcleaner.gui.parts.labels import Elided, Label
from listcleaner.gui.parts.layouts import emptied, framed, row, stack
from listcleaner.gui.parts.rule_list import TONES
from listcleaner.gui.parts.widgets import Button
from listcleaner.gui.story import problem_text, reason_text
from listcleaner.gui.text import BETWEEN, here, moment, number, tr, word, wording

ACTION = 116  # pixels


class Receipt(QFrame):
    """Shows a run and the rows it decided on. ``undo_wanted``: the person wants it undone."""

    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._decided: list[Decision] = []
        self._sought = ""
        self._title, self._files = Label("section"), Elided("second")
        self._undo = Button(tr("Undo this run…"), icon="rotate-ccw")
        self._undo.clicked.connect(self.undo_wanted)
        head = row(stack(self._title, self._files, gap=2), self._undo, gap=12)
        head.setStretch(0, 1)
        self._figures = row(gap=0)
        self._rules = Label("body", wrap=True)
        columns = [
            Column("address", tr("Address"), sorts=False),
            Column("why", tr("Why"), 250, sorts=False),
            Column("action", tr("Outcome"), ACTION, sorts=False),
        ]
        self.grid = Grid(GridModel(columns, self._cell), 40, tr("Whom this run took out"))
        self._nobody = Label("body", wrap=True)
        self._nobody.setContentsMargins(18, 12, 18, 18)
        self.setLayout(
            stack(
                stack(head, 12, self._figures, 10, self._rules, margins=(18, 15, 14, 12)),
                framed("line"), self._nobody, self.grid, margins=(1, 0, 1, 8),
            )
        )  # fmt: skip

    def set_narrow(self, narrow: bool) -> None:
        """There is little room for the reasons."""
        self.grid.horizontalHeader().resizeSection(1, 190 if narrow else 250)

    def show_run(self, run: Run, today: date) -> None:
        """Shows a run; its rows follow."""
        self._decided = []
        self._title.setText(moment(here(run.at), today))
        names = [one.file for one in run.lists] + list(run.files)
        self._files.setText(BETWEEN.join(names))
        emptied(self._figures)
        for value, caption in _figures(run):
            figure = QWidget()
            figure.setFixedWidth(104)
            figure.setLayout(stack(Label("figure", number(value)), Label("caption", caption)))
            self._figures.addWidget(figure)
        self._figures.addStretch(1)
        self._rules.setText("")
        self._show()

    def show_decided(self, decided: list[Decision]) -> None:
        """Shows whom it took out or corrected."""
        self._decided = decided
        counts = Counter(one.rule for one in decided)
        said = (f"{_rule_text(rule)}\u00a0{number(count)}" for rule, count in counts.most_common())
        self._rules.setText(BETWEEN.join(said))
        self._show()

    def search(self, text: str) -> None:
        """Narrows the rows to addresses with this text."""
        self._sought = text.casefold()
        self._show()

    def _show(self) -> None:
        found = [place for place, one in enumerate(self._decided) if self._sought in one.address.casefold()]
        self.grid.show_rows(np.array(found, dtype=np.int64))
        self.grid.setVisible(bool(found))
        none = tr("No address with “{text}” among them.").format(text=self._sought)
        self._nobody.setText(none if self._sought else tr("This run took nobody out."))
        self._nobody.setVisible(not found)

    def _cell(self, place: int, column: str) -> Cell:
        if place >= len(self._decided):
            return EMPTY
        one = self._decided[place]
        if column == "address":
            nobody = tr("No address in this row") if one.reason == "empty" else tr("Somebody forgotten since")
            return Cell(one.address.strip() or nobody, weight=500, address=True)
        if column == "action":
            return Cell(_action_text(one.action), tone="text2")
        if one.became:
            text = tr("Now {address}").format(address=one.became)
            return Cell(text, icon="spell-check", tone="ok", text_tone="text2", tip=text)
        tone = TONES.get(one.rule, "unknown")
        icon = {"duplicate": "copy", "own": "shield-check"}.get(one.rule) or theme.ICONS[tone]
        text = _why(one)
        return Cell(text, icon=icon, tone=tone, text_tone="text2", wrap=True, tip=text)


def _figures(run: Run) -> list[tuple[int, str]]:
    """Number and what it counts; of runs that did not note their lists only the people removed."""
    if not run.lists:
        removed = sum(run.removed.values())
        return [(removed, tr("removed"))]
    rows, kept, removed, suspended, corrected = (
        sum(getattr(one, name) for one in run.lists)
        for name in ("rows", "kept", "removed", "suspended", "corrected")
    )
    figures = [
        (rows, tr("row(s)", "", rows)),
        (kept, tr("kept")),
        (removed, tr("removed")),
        (suspended, tr("suspended")),
    ]
    return [*figures, (corrected, tr("corrected"))] if corrected else figures


def _rule_text(rule: str) -> str:
    own = {"own": tr("Your own decision"), "correction": tr("Corrected by you")}
    code = f"rule.{rule}.title"
    return own.get(rule) or (word(code) if code in wording() else rule)


def _why(one: Decision) -> str:
    if one.rule == "invalid":
        said = problem_text(one.reason)
        return said[:1].upper() + said[1:]
    said = reason_text(one.reason) if one.rule in ("hard", "soft", "came_back") else ""
    told = {
        "came_back": tr("Came back after an earlier run"),
        "duplicate": tr("Another row has this address"),
        "soft": tr("Too many soft bounces in a row"),
    }.get(one.rule) or _rule_text(one.rule)
    return (said if one.rule == "hard" else f"{told} ({said})") if said else told


def _action_text(action: str) -> str:
    return {
        "removed": tr("Removed"),
        "suspended": tr("Suspended"),
        "corrected": tr("Corrected"),
    }.get(action, action)
