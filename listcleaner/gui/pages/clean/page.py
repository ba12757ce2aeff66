"""Clean: the rules left, and right what they would do to every row. Nothing changes until it is saved."""

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QWidget

from listcleaner.core.rules.declared import RULES
from listcleaner.core.rules.plan import KEEP, REMOVE, SUSPEND
from listcleaner.gui.dialogs.comparison import ComparisonDialog
from listcleaner.gui.dialogs.rule_settings import GeneralDialog, RuleDialog, counting_title
from listcleaner.gui.grid import Column, Grid, GridModel, wide_enough
from listcleaner.gui.look import fonts
from listcleaner.gui.page import Desk, Page
from listcleaner.gui.pages.clean.comparing import Comparing
from listcleaner.gui.pages.clean.preview_cells import PreviewCells
from listcleaner.gui.pages.clean.row_acts import ACTS, label, step, told
from listcleaner.gui.pages.clean.rules_menu import RulesButton
from listcleaner.gui.parts.brake import BrakeQuestion
from listcleaner.gui.parts.cells import EMPTY, Cell
from listcleaner.gui.parts.decided_strip import DecidedStrip
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import framed, ground, row, scrolled, stack
from listcleaner.gui.parts.rule_list import RuleList
from listcleaner.gui.parts.sentence import Sentence, Shares, counts
from listcleaner.gui.parts.tabs import Tabs
from listcleaner.gui.parts.widgets import Button, Icon
from listcleaner.gui.text import language, number, tr, word

BUTTON = 36  # pixels beside the text of a row's button
LEAST, SHARE, MOST = 186, 0.31, 340  # of the preview's width for the address, in pixels
NOBODY = np.empty(0, dtype=np.int64)


class CleanPage(Page):
    """Decide. ``person_wanted``: everything that is known about her; ``protected_wanted``: who is always kept."""

    person_wanted = Signal(int)
    protected_wanted = Signal()

    searchable = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._cells = PreviewCells(self.document)
        self._corrected = self._selected = NOBODY
        layout = row(self._make_left(), framed("upright"), self._make_right(), gap=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _make_left(self) -> QWidget:
        self._rules = RuleList()
        self._rules.changed.connect(self.document.set_rules)
        self._rules.more_wanted.connect(self.ask_rule)
        self.menu = RulesButton(self.desk)
        self.menu.general_wanted.connect(self.ask_general)
        self.menu.comparison_wanted.connect(self.ask_comparison)
        title = row(Label("title", tr("Clean")), None, self.menu)
        promise = Label("subtitle", tr("Nothing changes until you save."))
        self._own = Label("second")
        self._own_bar = QWidget()
        self._shielded, history = Label("second"), Button(tr("Edit"), "link")
        history.clicked.connect(self.protected_wanted)
        self._shield_bar = QWidget()
        self._shield_bar.setLayout(row(Icon("shield-check", "ok"), self._shielded, None, history, gap=8))
        self._own_bar.setLayout(
            stack(framed("line"), stack(self._own, self._shield_bar, gap=4, margins=(16, 6, 14, 6)))
        )
        titles = stack(title, promise, gap=3, margins=(16, 20, 16, 18))
        self._left = ground(QWidget(), "canvas")
        self._left.setLayout(stack(titles, scrolled(self._rules), self._own_bar))
        self._left.setFixedWidth(378)
        return self._left

    def _make_right(self) -> QWidget:
        self._none = Label("body")
        self._none.setContentsMargins(16, 24, 16, 0)
        self._nothing = QWidget()
        self._nothing.setLayout(stack(self._none, None))
        self._all = Button(tr("Accept all corrections"))
        self._all.clicked.connect(self._accept_all)
        self._all_bar = QWidget()
        self._all_bar.setLayout(row(self._all, None, margins=(16, 8, 16, 4)))
        self.tabs = self._make_tabs()
        self.grid = self.first = self._make_grid()
        self.decided = DecidedStrip(self.document)
        column = stack(self._make_head(), self.tabs, self._all_bar, self.grid, self._nothing, self.decided)
        column.setStretch(3, 1)
        column.setStretch(4, 1)
        right = ground(QWidget(), "surface")
        right.setLayout(column)
        return right

    def _make_head(self) -> QLayout:
        self._sentence, self._shares = Sentence(), Shares()
        self._second = Label("body")
        self._next = Button(tr("Go to Save"), "primary", "arrow-right", trailing=True)
        self._next.clicked.connect(lambda: self.go.emit("save"))
        self.brake = BrakeQuestion(self.document)
        self.brake.show_wanted.connect(lambda: self.show_removed())
        top = row(stack(self._sentence, self._second, gap=2), self._next, gap=16)
        top.setStretch(0, 1)
        return stack(top, 12, self._shares, 12, self.brake, margins=(20, 18, 16, 4))

    def _make_tabs(self) -> Tabs:
        tabs = Tabs(
            {
                "removed": (tr("Removed"), "hard"),
                "suspended": (tr("Suspended"), "suspended"),
                "corrections": (tr("Corrections"), "ok"),
                "review": (tr("Review"), "blocked"),
                "kept": (tr("Kept"), ""),
            }
        )
        tabs.chosen.connect(lambda _: self._show())
        return tabs

    def _make_grid(self) -> Grid:
        firsts = [tr("Take back"), tr("Correct this one"), tr("Keep this one"), tr("Undo my decision")]
        others = [tr("Remove"), tr("Remove {n}").format(n=number(99_999))]
        columns = [
            Column("address", tr("Address"), LEAST, sorts=False),
            Column("why", tr("Why"), sorts=False),
            Column("act", "", wide_enough("", firsts, fonts.font(13, 500), BUTTON), sorts=False),
            Column("other", "", wide_enough("", others, fonts.font(13, 500), BUTTON), sorts=False),
        ]
        grid = Grid(GridModel(columns, self._cell), 40, tr("Preview"))
        grid.row_acted.connect(self._acted)
        grid.opened.connect(self._open)
        grid.selected.connect(self._selection_changed)
        return grid

    def ask_rule(self, rule: str) -> RuleDialog:
        """Asks for the finer settings of a rule."""
        declared = next(one for one in RULES if one.id == rule)
        overview = self.document.overview
        often = overview.strike_counts() if overview is not None else {}
        dialog = RuleDialog(self, declared, self.document.session.rules[rule], often)
        dialog.decided.connect(lambda: self._rules.set(rule, dialog.setting, lambda: _finer(rule)))
        dialog.open()
        return dialog

    def ask_general(self) -> GeneralDialog:
        """Asks for what holds for all rules."""
        dialog = GeneralDialog(self, self.document.session.rules)
        dialog.decided.connect(lambda: self.document.set_rules(dialog.rules, counting_title))
        dialog.open()
        return dialog

    def ask_comparison(self) -> ComparisonDialog:
        """Shows what the ready-made rules would do, as soon as it is known."""
        comparing, overview, dialog = Comparing(self.document), self.document.overview, ComparisonDialog(self)
        assert overview is not None
        written = overview.written
        job = self.desk.jobs.start(
            comparing.work,
            lambda found: dialog.show_result(found, comparing.own, written, comparing.explained),
        )
        dialog.rejected.connect(job.cancel)
        dialog.wanted.connect(self.menu.use)
        dialog.open()
        return dialog

    def set_narrow(self, narrow: bool) -> None:
        self._left.setFixedWidth(360 if narrow else 378)
        self._next.setText(tr("Save") if narrow else tr("Go to Save"))
        self.tabs.set_narrow(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self._left.width()
        self.grid.horizontalHeader().resizeSection(0, max(LEAST, min(MOST, int(room * SHARE))))

    # Showing

    @property
    def parts(self) -> list[QWidget]:
        return [self._rules, self.tabs, self.grid]

    def refresh(self, what: frozenset[str]) -> None:
        self.decided.refresh()
        plan = self.document.plan
        if plan is None or self.document.overview is None:
            return
        if not what & {"plan", "analysis"}:
            if "search" in what:
                self._show()
            return
        self._corrected = self.document.overview.positions(self.document.session.decisions.corrections)
        there = counts(self.document.result, self.document.session.decisions.corrections)
        self._rules.show_rules(self.document.session.rules, plan)
        self._sentence.show_counts(there)
        second = tr("Your cleaned list has %Ln row(s).", "", there["kept"])
        if there["review"]:
            second += ("" if language() == "zh_CN" else " ") + tr(
                "%Ln of them wait(s) for your decision.", "", there["review"]
            )
        self._second.setText(second)
        self._shares.show_counts(there)
        own = int(np.count_nonzero(plan.own))
        self._own.setText(tr("You decided %Ln row(s) yourself.", "", own))
        self._own.setVisible(own > 0)
        shielded = len(plan.protected)
        self._shielded.setText(tr("%Ln protected address(es) always stay", "", shielded))
        self._shield_bar.setVisible(shielded > 0)
        self._own_bar.setVisible(own + shielded > 0)
        self.brake.refresh()
        for name in ACTS:
            self.tabs.tabs[name].set_count(len(self._rows(name)))
        self._show()

    def show_removed(self) -> None:
        """Shows the rows that would be removed."""
        self.tabs.choose("removed")

    def _rows(self, tab: str) -> np.ndarray:
        """Rows of the contacts table a tab shows."""
        plan, overview = self.document.plan, self.document.overview
        assert plan is not None and overview is not None
        if tab == "corrections":
            return np.union1d(overview.suggested, self._corrected)
        if tab == "review":
            return np.flatnonzero(plan.review)
        return np.flatnonzero(plan.action == {"removed": REMOVE, "suspended": SUSPEND, "kept": KEEP}[tab])

    def _show(self) -> None:
        overview = self.document.overview
        if overview is None or self.document.plan is None:
            return
        rows = self._rows(self.tabs.current)
        if self.sought:
            rows = rows[overview.contains(rows, self.sought)]
        self._cells.show(self.tabs.current, rows, self._corrected)
        self.grid.setColumnHidden(3, not ACTS[self.tabs.current][1])
        self.grid.show_rows(rows)
        self._selection_changed(len(self.grid.selected_rows()))
        self.grid.setVisible(len(rows) > 0)
        self._nothing.setVisible(len(rows) == 0)
        self._all_bar.setVisible(self.tabs.current == "corrections" and len(rows) > len(self._corrected))
        nothing = {
            "removed": tr("Nothing would be removed."),
            "suspended": tr("Nothing would be suspended."),
            "corrections": tr("No typing mistakes found."),
            "review": tr("Nothing waits for your decision."),
            "kept": tr("Nothing would be kept."),
        }
        found = tr("No address contains “{text}”.").format(text=self.sought)
        self._none.setText(found if self.sought else nothing[self.tabs.current])

    def _cell(self, contact: int, column: str) -> Cell:
        overview, plan = self.document.overview, self.document.plan
        if overview is None or plan is None or contact >= len(plan.action):
            return EMPTY
        if column == "address":
            return Cell(overview.written(contact), weight=500, address=True)
        if column == "why":
            return self._cells.why(contact)
        act = self._act(contact, column)
        return Cell(self._label(act, contact), action=True) if act else EMPTY

    def _act(self, contact: int, column: str) -> str:
        plan = self.document.plan
        first, other = ACTS[self.tabs.current]
        if first != "correct" and plan is not None and plan.own[contact]:
            return "release" if column == "act" else ""
        return first if column == "act" else other

    def _label(self, act: str, contact: int) -> str:
        """Says for how many the button is."""
        if act == "correct" and contact in self._corrected:
            act = "uncorrect"
        return label(act, len(self._deciding(contact)))

    # Decisions

    def _acted(self, contact: int, column: str) -> None:
        self._decide(self._act(contact, column or "act"), contact)

    def _open(self, contact: int) -> None:
        if self.document.analysis is not None:
            self.person_wanted.emit(int(self.document.analysis.person[contact]))

    def _selection_changed(self, many: int) -> None:
        self._selected = np.sort(self.grid.selected_rows()) if many > 1 else NOBODY
        self.grid.viewport().update()  # the buttons of all rows selected say for how many they are

    def _deciding(self, contact: int) -> np.ndarray:
        """The rows a button in this row is for: all selected when it is one of them, else itself."""
        place = int(np.searchsorted(self._selected, contact))
        chosen = place < len(self._selected) and int(self._selected[place]) == contact
        return self._selected if chosen else np.array([contact])

    def _decide(self, act: str, contact: int) -> None:
        overview = self.document.overview
        if overview is None or not act:
            return
        rows = self._deciding(contact)
        refs, many = overview.refs(rows), len(rows)
        one = overview.written(contact)
        if act == "correct":
            accept = contact not in self._corrected
            act = "correct" if accept else "uncorrect"
            self.document.correct(refs, lambda: step(act, one, many), accept)
        else:
            getattr(self.document, act)(refs, lambda: step(act, one, many))
        self.decided.tell(told(act, one, many))

    def _accept_all(self) -> None:
        overview = self.document.overview
        if overview is not None:
            refs, many = overview.refs(overview.suggested), len(overview.suggested)
            self.document.correct(refs, lambda: step("correct", "", many))
            self.decided.tell(told("correct", "", many))


def _finer(rule: str) -> str:
    title = word(f"rule.{rule}.title")
    return tr("“{rule}”: {value}").format(rule=title, value=tr("more settings"))
