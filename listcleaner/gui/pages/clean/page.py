"""Clean: the rules left, and right what they would do to every row. Nothing changes until it is saved."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from listcleaner.core.rules.declared import RULES
from listcleaner.core.rules.plan import KEEP, REMOVE, SUSPEND
from listcleaner.gui.deciding import decide_rows
from listcleaner.gui.dialogs.comparison import ComparisonDialog
from listcleaner.gui.dialogs.rule_settings import GeneralDialog, RuleDialog, counting_title
from listcleaner.gui.grid import Grid
from listcleaner.gui.grid_model import Column, GridModel
from listcleaner.gui.overview import Overview
from listcleaner.gui.page import Desk, Page
from listcleaner.gui.pages.clean.comparing import Comparing
from listcleaner.gui.pages.clean.head import CleanHead
from listcleaner.gui.pages.clean.one_list import OneList
from listcleaner.gui.pages.clean.preview_cells import PreviewCells
from listcleaner.gui.pages.clean.row_acts import ACTS, INSTEAD, button_width, label
from listcleaner.gui.pages.clean.rules_side import RulesSide
from listcleaner.gui.pages.clean.selection_bar import SelectionBar
from listcleaner.gui.parts.cells import EMPTY, Cell
from listcleaner.gui.parts.decided_strip import DecidedStrip
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import framed, ground, row, stack
from listcleaner.gui.parts.sentence import counts
from listcleaner.gui.parts.tabs import Tabs
from listcleaner.gui.parts.widgets import Button
from listcleaner.gui.text import tr, word

LIST = 110  # pixels of the column that names the list, where there are several
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
        self._found = np.empty(0, dtype=bool)  # of all rows, those whose address holds what is sought
        self.side = RulesSide(desk)
        self._rules, self.menu = self.side.rules, self.side.menu
        self._rules.more_wanted.connect(self.ask_rule)
        self.menu.general_wanted.connect(self.ask_general)
        self.menu.comparison_wanted.connect(self.ask_comparison)
        self.side.protected_wanted.connect(self.protected_wanted)
        layout = row(self.side, framed("upright"), self._make_right(), gap=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _make_right(self) -> QWidget:
        self.head = CleanHead(self.document)
        self.head.save_wanted.connect(lambda: self.go.emit("save"))
        self.brake, self.copies = self.head.brake, self.head.copies
        self.brake.show_wanted.connect(self.show_out_of)
        self._none = Label("body")
        self._none.setContentsMargins(16, 24, 16, 0)
        self._nothing = QWidget()
        self._clear = Button(tr("Clear search"))
        self._clear.clicked.connect(self._end_search)
        self._nothing.setLayout(stack(self._none, 10, row(self._clear, None, margins=(16, 0, 0, 0)), None))
        self._all = Button(tr("Accept all corrections"))
        self._all.clicked.connect(self._accept_all)
        self._all_bar = QWidget()
        self._all_bar.setLayout(row(self._all, None, margins=(16, 8, 16, 4)))
        self._only: Path | None = None  # the list the rows shown are of; None: all
        self._only_bar = OneList()
        self._only_bar.every_wanted.connect(self._show_every_list)
        self.tabs = self._make_tabs()
        self.grid = self.first = self._make_grid()
        self.decided = DecidedStrip(self.document)
        self.selection = SelectionBar()
        self.selection.acted.connect(self._act_on_selected)
        self.selection.left.connect(self.grid.clearSelection)
        below = self.selection, self.decided
        above = self.head, self.tabs, self._only_bar, self._all_bar
        column = stack(*above, self.grid, self._nothing, *below)
        column.setStretch(4, 1)
        column.setStretch(5, 1)
        right = ground(QWidget(), "surface")
        right.setLayout(column)
        return right

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
        tabs.chosen.connect(lambda _: self._choose_tab())
        return tabs

    def _make_grid(self) -> Grid:
        columns = [
            Column("address", tr("Address"), LEAST, sorts=False),
            Column("why", tr("Why"), sorts=False),
            Column("list", tr("List"), LIST, sorts=False),
            Column("act", "", button_width("keep"), sorts=False),
            Column("other", "", button_width("drop"), sorts=False),
        ]
        grid = Grid(GridModel(columns, self._cell), 40, tr("Preview"))
        grid.row_acted.connect(self._acted)
        grid.dropped.connect(self._dropped)
        grid.opened.connect(self._open)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), grid)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy)
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
        self.side.set_narrow(narrow)
        self.head.set_narrow(narrow)
        self.tabs.set_narrow(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self.side.width()
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
        self.side.show_plan(self.document.session.rules, plan)
        self.head.show_counts(there)
        self._show()

    def _choose_tab(self) -> None:
        self._show()
        if not any(tab.ring for tab in self.tabs.tabs.values()):
            self.grid.setFocus()  # who clicked wants the rows: Ctrl+A, Space and Delete are about them

    def _end_search(self) -> None:
        self.searched.emit("")
        self.search("")

    def show_out_of(self, place: int) -> None:
        """Shows the rows of a list that would be taken out: removed or, where more are, suspended."""
        plan, overview = self.document.plan, self.document.overview
        assert plan is not None and overview is not None
        action = plan.action[overview.analysis.traits.lists[place]]
        suspended = np.count_nonzero(action == SUSPEND) > np.count_nonzero(action == REMOVE)
        self._only = overview.lists[place].path
        self.tabs.choose("suspended" if suspended else "removed")
        self.grid.setFocus()

    def _show_every_list(self) -> None:
        self._only = None
        self._show()

    def _rows(self, tab: str) -> np.ndarray:
        """Rows of the contacts table a tab shows."""
        plan, overview = self.document.plan, self.document.overview
        assert plan is not None and overview is not None
        if tab == "corrections":
            return np.union1d(overview.suggested, self._corrected)
        if tab == "review":
            return np.flatnonzero(plan.review)
        return np.flatnonzero(plan.action == {"removed": REMOVE, "suspended": SUSPEND, "kept": KEEP}[tab])

    def _count(self, overview: Overview) -> None:
        """How many rows each tab has; of a search, how many it finds there."""
        if self.sought:
            self._found = overview.contains(np.arange(len(overview.analysis.contacts)), self.sought)
        for name in ACTS:
            rows = self._rows(name)
            self.tabs.tabs[name].set_count(int(self._found[rows].sum()) if self.sought else len(rows))

    def _show(self) -> None:
        overview = self.document.overview
        if overview is None or self.document.plan is None:
            return
        self._count(overview)
        rows = self._rows(self.tabs.current)
        paths = [one.path for one in overview.lists]
        if len(paths) < 2 or self._only not in paths:
            self._only = None
        self._only_bar.show_list(self._only.name if self._only else "")
        if self._only:
            part = overview.analysis.traits.lists[paths.index(self._only)]
            rows = rows[(rows >= part.start) & (rows < part.stop)]
        if self.sought:
            rows = rows[self._found[rows]]
        self._cells.show(self.tabs.current, rows, self._corrected)
        first, other = ACTS[self.tabs.current]
        self.grid.set_width("act", max(button_width(act) for act in (first, INSTEAD[first])))
        self.grid.setColumnHidden(2, len(overview.lists) < 2)
        self.grid.setColumnHidden(4, not other)
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
        found = tr("No address here contains “{text}”.").format(text=self.sought)
        self._clear.setVisible(bool(self.sought))
        self._none.setText(found if self.sought else nothing[self.tabs.current])

    def _cell(self, contact: int, column: str) -> Cell:
        overview, plan = self.document.overview, self.document.plan
        if overview is None or plan is None or contact >= len(plan.action):
            return EMPTY
        if column == "address":
            return Cell(overview.written(contact), weight=500, address=True)
        if column == "why":
            return self._cells.why(contact)
        if column == "list":
            return Cell(overview.list_of(contact), tone="text2")
        act = self._act(contact, column)
        return Cell(label(act), action=True) if act and not self._is_selected(contact) else EMPTY

    def _act(self, contact: int, column: str) -> str:
        plan = self.document.plan
        first, other = ACTS[self.tabs.current]
        if first == "correct" and column == "act":
            return "uncorrect" if contact in self._corrected else "correct"
        if first != "correct" and plan is not None and plan.own[contact]:
            return "release" if column == "act" else ""
        return first if column == "act" else other

    # Decisions

    def _acted(self, contact: int, column: str) -> None:
        act = self._act(contact, column or "act")
        self._decide(act, self._selected if self._is_selected(contact) else np.array([contact]))

    def _dropped(self, contact: int) -> None:
        """Delete removes what stays, in the tabs that offer it."""
        if "drop" in ACTS[self.tabs.current]:
            self._decide("drop", self._selected if self._is_selected(contact) else np.array([contact]))

    def _copy(self) -> None:
        overview = self.document.overview
        if overview is not None:
            rows = self.grid.selected_rows().tolist()
            QGuiApplication.clipboard().setText("\n".join(overview.written(one) for one in rows))

    def _act_on_selected(self, act: str) -> None:
        self._decide(act, self._selected)

    def _open(self, contact: int) -> None:
        if self.document.analysis is not None:
            self.person_wanted.emit(int(self.document.analysis.person[contact]))

    def _selection_changed(self, many: int) -> None:
        self._selected = np.sort(self.grid.selected_rows()) if many > 1 else NOBODY
        first = int(self._selected[0]) if many > 1 else -1
        acts = [act for column in ("act", "other") if many > 1 and (act := self._act(first, column))]
        self.selection.offer(many, acts)
        self.grid.viewport().update()  # rows selected have no buttons

    def _is_selected(self, contact: int) -> bool:
        """Whether a row is one of several selected: what is decided for it is decided for all of them."""
        place = int(np.searchsorted(self._selected, contact))
        return place < len(self._selected) and int(self._selected[place]) == contact

    def _decide(self, act: str, rows: np.ndarray) -> None:
        if self.document.overview is None or not act:
            return
        before = self.document.session
        said = decide_rows(self.document, act, rows)
        self.decided.tell(said, self.document.session is not before)

    def _accept_all(self) -> None:
        overview = self.document.overview
        if overview is not None:
            self._decide("correct", overview.suggested)


def _finer(rule: str) -> str:
    title = word(f"rule.{rule}.title")
    return tr("“{rule}”: {value}").format(rule=title, value=tr("more settings"))
