""" "What would they do?": the ready-made rules over this list, and where each differs from the person's own."""

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLayout, QProgressBar, QWidget

from listcleaner.core.rules.compare import Comparison
from listcleaner.gui.explained import Explained
from listcleaner.gui.grid import Grid
from listcleaner.gui.grid_model import Column, GridModel, wide_enough
from listcleaner.gui.look import fonts
from listcleaner.gui.parts.cells import EMPTY, Cell
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import row, stack
from listcleaner.gui.parts.tabs import Tabs
from listcleaner.gui.parts.widgets import Button
from listcleaner.gui.text import gap, number, tr, word, wording

Explain = Callable[[Comparison, str], Explained]
"""Why rows go: for ``out`` by the ready-made rules, for ``kept`` by the person's own."""


class ComparisonDialog(QDialog):
    """Opens at once; :meth:`show_result` when it is known. ``wanted`` carries the ready-made rules to use from now on."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What would they do?"))
        self.resize(1040, 620)
        self._found: Sequence[Comparison] = ()
        self._own = (0, 0)
        self._written: Callable[[int], str] = str
        self._explain: Explain | None = None
        self._sentences: Explained | None = None
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Comparing…"))
        self._waiting, self._result = QWidget(), QWidget()
        self._waiting.setLayout(stack(None, Label("body", tr("Comparing…")), 8, self._bar, None))
        sides = row(self._make_rules(), self._make_people(), gap=20)
        sides.setStretch(0, 10)
        sides.setStretch(1, 9)
        self._result.setLayout(sides)
        self._result.hide()
        self._use = Button(tr("Use these rules"), "primary")
        self._use.setEnabled(False)
        self._use.clicked.connect(self._take)
        close = Button(tr("Close"))
        close.clicked.connect(self.reject)
        layout = stack(
            Label("section", tr("What would others do with this list?")), 12, self._waiting, self._result, 14,
            row(None, close, self._use), margins=(20, 18, 20, 18),
        )  # fmt: skip
        layout.setStretch(2, 1)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _make_rules(self) -> QLayout:
        numbers = [number(9_999)]

        def counted(name: str, title: str) -> Column:
            return Column(
                name, title, wide_enough(title, numbers, fonts.font(13), 29), right=True, sorts=False
            )

        columns = [
            Column("title", tr("Rules"), sorts=False),
            counted("removed", tr("Removed")),
            counted("suspended", tr("Suspended")),
            counted("out", tr("Only they")),
            counted("kept", tr("Only you")),
        ]
        self.rules = Grid(GridModel(columns, self._rule_cell), 35, tr("Rules"))
        self.rules.row_chosen.connect(lambda _: self._show_people())
        self._about = Label("text", "", wrap=True)
        self._source = Label("caption", "")
        side = stack(5, self.rules, 10, self._about, 4, self._source)
        side.setStretch(1, 1)
        return side

    def _make_people(self) -> QLayout:
        self.tabs = Tabs({"out": (tr("Only they take out"), "hard"), "kept": (tr("Only you take out"), "ok")})
        self.tabs.chosen.connect(lambda _: self._show_people())
        columns = [Column("address", tr("Address"), 190, sorts=False), Column("why", tr("Why"), sorts=False)]
        self.people = Grid(GridModel(columns, self._person_cell), 40, tr("Where they differ"))
        self._nobody = QWidget()
        self._nobody.setLayout(stack(16, Label("body", tr("No difference.")), None))
        side = stack(self.tabs, self.people, self._nobody)
        side.setStretch(1, 1)
        side.setStretch(2, 1)
        return side

    def show_result(
        self,
        found: Sequence[Comparison],
        own: tuple[int, int],
        written: Callable[[int], str],
        explain: Explain,
    ) -> None:
        """``own``: rows that the person's rules remove and suspend. ``written``: the address of a row of contacts."""
        self._found, self._own, self._written, self._explain = found, own, written, explain
        self._waiting.hide()
        self._result.show()
        self.rules.show_rows(np.arange(len(found) + 1))
        self.rules.setCurrentIndex(self.rules.grid_model().index(1, 0))
        self.rules.setFocus()

    def _rule_cell(self, place: int, column: str) -> Cell:
        if place == 0:
            own = {
                "title": tr("Your rules"),
                "removed": number(self._own[0]),
                "suspended": number(self._own[1]),
            }
            return Cell(own.get(column, ""), weight=600, right=column != "title")
        one = self._found[place - 1]
        if column == "title":
            return Cell(word(f"preset.{one.preset.name}.title"), weight=500)
        many = {
            "removed": one.removed,
            "suspended": one.suspended,
            "out": len(one.out),
            "kept": len(one.kept),
        }
        return Cell(number(many[column]), tone="text" if many[column] else "text3", right=True)

    @property
    def chosen(self) -> Comparison | None:
        """What the person looks at; None while those are her own rules."""
        place = self.rules.current_row()
        return self._found[place - 1] if place > 0 else None

    def _show_people(self) -> None:
        one = self.chosen
        self._use.setEnabled(one is not None)
        self._about.setText(_about(one.preset.name) if one else "")
        self._source.setText(one.preset.source if one else "")
        rows = (
            {"out": one.out, "kept": one.kept}
            if one
            else dict.fromkeys(("out", "kept"), np.empty(0, dtype=np.int64))
        )
        for name, tab in self.tabs.tabs.items():
            tab.set_count(len(rows[name]))
        shown = rows[self.tabs.current]
        self._sentences = self._explain(one, self.tabs.current) if one and self._explain else None
        self.people.show_rows(shown)
        self.people.setVisible(len(shown) > 0)
        self._nobody.setVisible(len(shown) == 0)

    def _person_cell(self, contact: int, column: str) -> Cell:
        if self._sentences is None:
            return EMPTY
        if column == "address":
            return Cell(self._written(contact), weight=500, address=True)
        text = self._sentences[contact]
        return Cell(text, tone="text2", wrap=True, tip=text)

    def _take(self) -> None:
        if (one := self.chosen) is not None:
            self.accept()
            self.wanted.emit(one.preset)


def _about(name: str) -> str:
    """What ready-made rules do, and what of them cannot be said in ours."""
    cannot = f"preset.{name}.cannot"
    said = [word(f"preset.{name}.about"), word(cannot) if cannot in wording() else ""]
    return gap().join(part for part in said if part)
