"""Clean: the rules left, and right what they would do to every row. Nothing changes until it is saved."""

from functools import lru_cache

import numpy as np
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QWidget

from listcleaner.core.export.explain import explain
from listcleaner.core.rules.declared import RULES
from listcleaner.core.rules.plan import KEEP, REMOVE, SUSPEND
from listcleaner.gui import fonts, theme
from listcleaner.gui.brake import BrakeQuestion
from listcleaner.gui.cells import EMPTY, Cell
from listcleaner.gui.grid import Column, Grid, GridModel, wide_enough
from listcleaner.gui.labels import Label
from listcleaner.gui.layouts import framed, ground, row, scrolled, stack
from listcleaner.gui.page import Desk, Page
from listcleaner.gui.rule_list import RuleList
from listcleaner.gui.sentence import Sentence, Shares, counts
from listcleaner.gui.story import date, why
from listcleaner.gui.tabs import Tabs
from listcleaner.gui.text import BETWEEN, language, number, tr, wording
from listcleaner.gui.widgets import Button

SCREENFUL = 64
BUTTON = 36  # pixels beside the text of a row's button
LEAST, SHARE, MOST = 186, 0.31, 340  # of the preview's width for the address, in pixels
NOBODY = np.empty(0, dtype=np.int64)
# What the row's buttons do, by tab.
ACTS = {
    "removed": ("keep", ""),
    "suspended": ("keep", ""),
    "corrections": ("correct", ""),
    "review": ("keep", "drop"),
    "kept": ("drop", ""),
}


class CleanPage(Page):
    """Decide."""

    searchable = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._sentences: dict[int, str] = {}
        self._corrected = self._selected = NOBODY
        layout = row(self._make_left(), framed("upright"), self._make_right(), gap=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _make_left(self) -> QWidget:
        self._rules = RuleList()
        self._rules.changed.connect(self.document.set_rules)
        title = Label("title", tr("Clean"))
        promise = Label("subtitle", tr("Nothing changes until you save."))
        self._own = Label("second")
        self._own_bar = QWidget()
        self._own_bar.setLayout(stack(framed("line"), stack(self._own, margins=(16, 6, 16, 6))))
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
        column = stack(self._make_head(), self.tabs, self._all_bar, self.grid, self._nothing)
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
        grid.selected.connect(self._selection_changed)
        return grid

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
        plan = self.document.plan
        if plan is None or self.document.overview is None:
            return
        if not what & {"plan", "analysis"}:
            if "search" in what:
                self._show()
            return
        self._why.cache_clear()
        self._sentences.clear()
        self._corrected = self.document.overview.positions(self.document.session.decisions.corrections)
        there = counts(plan, len(self._corrected))
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
        self._own_bar.setVisible(own > 0)
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
        self._why.cache_clear()
        rows = self._rows(self.tabs.current)
        if self.sought:
            rows = rows[overview.contains(rows, self.sought)]
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
            return self._why(contact)
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
        many = len(self._deciding(contact))
        if many > 1:
            labels = {
                "correct": tr("Correct {n}"),
                "uncorrect": tr("Take back {n}"),
                "keep": tr("Keep {n}"),
                "drop": tr("Remove {n}"),
                "release": tr("Undo {n}"),
            }
            return labels[act].format(n=number(many))
        return {
            "correct": tr("Correct this one"),
            "uncorrect": tr("Take back"),
            "keep": tr("Keep this one"),
            "drop": tr("Remove"),
            "release": tr("Undo my decision"),
        }[act]

    @lru_cache(maxsize=4096)  # noqa: B019 - cleared at every change; a page lives as long as its window
    def _why(self, contact: int) -> Cell:
        overview, plan = self.document.overview, self.document.plan
        assert overview is not None and plan is not None
        if self.tabs.current == "corrections" and (better := overview.suggestion(contact)):
            written = str(overview.written(contact))
            said = (
                tr("Without hidden characters: {address}")
                if _looks_like(written, better)
                else tr("Probably {address}")
            )
            return Cell(
                said.format(address=better),
                icon="spell-check",
                tone="ok",
                text_tone="text2",
            )
        if contact in self._corrected:
            return Cell(tr("Corrected by you"), icon="spell-check", tone="ok", text_tone="text2")
        place = int(plan.rule[contact])
        if place == -2:
            return Cell(tr("Your own decision"), icon="shield-check", tone="accent", text_tone="text2")
        person = int(overview.analysis.person[contact])
        status = overview.status_name(person)
        if place == -1:
            icon, tone = theme.ICONS[status], status
            return Cell(why(overview, person), icon=icon, tone=tone, text_tone="text2")
        rule = RULES[place].id
        icon = theme.ICONS.get(status if status != "ok" else "unknown", "copy")
        if rule == "duplicate":
            icon, status = "copy", "unknown"
        whole = self._sentence_of(contact)
        if self.tabs.current == "review":  # two buttons leave little room
            when = date(overview, overview.last_bounce[person])
            text = BETWEEN.join(part for part in (why(overview, person), when) if part)
            return Cell(text, icon=icon, tone=status, text_tone="text2", wrap=True, tip=whole)
        return Cell(whole, icon=icon, tone=status, text_tone="text2", wrap=True)

    def _sentence_of(self, contact: int) -> str:
        """Made for a screenful at once: the core's sentences cost little each and much a call."""
        if contact not in self._sentences:
            document, shown = self.document, self.grid.grid_model().order
            assert document.analysis is not None and document.plan is not None
            start = int(np.searchsorted(shown, contact))
            rows = shown[start : start + SCREENFUL]
            rules, lists = document.session.rules, document.result.lists
            made = explain(document.analysis, document.plan, rules, wording(), rows, lists)
            self._sentences |= dict(zip(map(int, rows), made, strict=True))
        return self._sentences[contact]

    # Decisions

    def _acted(self, contact: int, column: str) -> None:
        self._decide(self._act(contact, column or "act"), contact)

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
            self.document.correct(
                refs, lambda: _step("correct" if accept else "uncorrect", one, many), accept
            )
        else:
            getattr(self.document, act)(refs, lambda: _step(act, one, many))

    def _accept_all(self) -> None:
        overview = self.document.overview
        if overview is not None:
            refs, many = overview.refs(overview.suggested), len(overview.suggested)
            self.document.correct(refs, lambda: _step("correct", "", many))


def _looks_like(written: str, better: str) -> bool:
    """Whether the two differ only in what cannot be seen."""
    return "".join(sign for sign in written if sign.isprintable() and not sign.isspace()) == better


def _step(act: str, address: str, many: int) -> str:
    """The name of a decision as a step."""
    what = tr("%Ln address(es)", "", many) if many > 1 or not address else address
    return {
        "keep": tr("keep {what}"),
        "drop": tr("remove {what}"),
        "release": tr("leave {what} to the rules"),
        "correct": tr("correct {what}"),
        "uncorrect": tr("take back the correction of {what}"),
    }[act].format(what=what)
