"""Addresses: every person on the lists with her status, and why. Facets left, the table, one person right."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QSplitter, QWidget

from listcleaner.core.rules.plan import KEEP, REMOVE, SUSPEND
from listcleaner.gui.deciding import decide
from listcleaner.gui.dialogs.preview import Rows
from listcleaner.gui.grid import Grid
from listcleaner.gui.grid_model import GridModel
from listcleaner.gui.jobs import Job
from listcleaner.gui.overview import Overview
from listcleaner.gui.page import Desk, Page
from listcleaner.gui.pages.addresses.detail import Detail, Fate
from listcleaner.gui.pages.addresses.people_columns import (
    ALWAYS,
    APART,
    DROPPED,
    LEAST_ADDRESS,
    USUAL,
    count_column,
    people_cell,
    people_columns,
)
from listcleaner.gui.pages.addresses.people_facets import narrowed_counts, people_facets
from listcleaner.gui.pages.addresses.shown import nothing, subtitle
from listcleaner.gui.pages.addresses.view_export import write_view
from listcleaner.gui.parts.cells import EMPTY, Cell
from listcleaner.gui.parts.column_menu import ColumnMenu
from listcleaner.gui.parts.decided_strip import DecidedStrip
from listcleaner.gui.parts.facets import Facets
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import framed, ground, row, stack
from listcleaner.gui.parts.widgets import Button, icon_button
from listcleaner.gui.story import why
from listcleaner.gui.text import BETWEEN, tr

FACETS, DETAIL = (174, 168), (280, 264)  # pixels; the second where there is little room
HIGH, LOW = 48, 36  # pixels of a row with two lines, and with one
WIDE = 1316  # width of the page, in a window of 1500, from which on the reason has a column of its own
USUAL_WIDTH = 1096  # width of the page in a window of 1280


class AddressesPage(Page):
    """Look at everyone. ``rows_wanted``: of the list at this path these rows, for :meth:`show_rows`."""

    rows_wanted = Signal(object, tuple)
    searchable = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._sort: tuple[str, bool] = ("last", True)
        self._narrow = self._apart = False
        self._counting: Job[dict[tuple[str, str], int]] | None = None
        self._facets = Facets()
        ground(self._facets, "canvas")
        self._facets.setMinimumWidth(FACETS[True])
        self._facets.changed.connect(self._show)
        self.decided = DecidedStrip(self.document)
        self.detail = Detail()
        self.detail.setMinimumWidth(DETAIL[True])
        self.detail.decided.connect(self._decide)
        self.detail.row_wanted.connect(self._show_rows)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        for widget in (self._facets, self._make_middle(), self.detail):
            self._split.addWidget(widget)
        self._split.setStretchFactor(1, 1)
        self._moved = False  # whether the person herself said how wide the parts are
        self._split.splitterMoved.connect(lambda: setattr(self, "_moved", True))
        self.setLayout(stack(self._split))

    def _make_middle(self) -> QWidget:
        self._subtitle = Label("second")
        self._next = Button(tr("See health"), "primary", "arrow-right", trailing=True)
        self._next.clicked.connect(lambda: self.go.emit("health"))
        export = icon_button("download", tr("Save these addresses as a table…"))
        export.clicked.connect(self._choose_file)
        self._choose_columns = icon_button("columns-3", tr("Choose columns"))
        self._choose_columns.clicked.connect(self.ask_columns)
        titles = stack(Label("section", tr("Addresses")), self._subtitle, gap=0)
        head = row(
            titles, None, row(self._choose_columns, export, gap=2), self._next, margins=(16, 10, 12, 10)
        )
        self._none = Label("body", "", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._clear = Button(tr("Show all addresses"))
        self._clear.clicked.connect(self.show_all)
        self._nothing = QWidget()
        self._nothing.setLayout(stack(32, self._none, 10, row(None, self._clear, None), None))
        self.grid = self.first = self._make_grid()
        self._show_columns()
        middle = ground(QWidget(), "surface")
        middle.setLayout(stack(head, framed("line"), self.grid, self._nothing, self.decided))
        return middle

    def _make_grid(self) -> Grid:
        grid = Grid(GridModel(people_columns(), self._cell), HIGH, tr("Addresses"), least=LEAST_ADDRESS)
        grid.show_sorting(*self._sort)
        grid.sort_wanted.connect(self._sort_by)
        grid.row_chosen.connect(self._choose)
        grid.opened.connect(self._choose)
        grid.selected.connect(self.detail.show_selected)
        grid.row_acted.connect(lambda person, _: self._toggle_keep(person))
        grid.dropped.connect(lambda person: self._decide("drop", person))
        grid.shielded.connect(lambda _: self._toggle_protect())
        copy, leave = QKeySequence(QKeySequence.StandardKey.Copy), QKeySequence("Esc")
        for keys, act in ((copy, self._copy), (leave, self._leave)):
            shortcut = QShortcut(keys, grid)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        return grid

    def _cell(self, person: int, column: str) -> Cell:
        overview = self.document.overview
        if overview is None or person >= len(overview):
            return EMPTY
        if column == APART:
            return Cell(self._reason(person), tone="text2")
        second = self._reason(person) if column == "address" and not self._apart else ""
        return people_cell(overview, person, column, second)

    def _reason(self, person: int) -> str:
        """The plain reason, after what the person herself decided."""
        overview, plan = self.document.overview, self.document.plan
        assert overview is not None
        rows = overview.contact_rows(person)
        own = rows[plan.own[rows]] if plan is not None else rows[:0]
        if not len(own) or plan is None:
            said = why(overview, person)
            return BETWEEN.join((tr("You protect it"), said)) if self.document.is_protected(person) else said
        acts = {KEEP: tr("You keep it"), SUSPEND: tr("You leave it out for now"), REMOVE: tr("You remove it")}
        decided = acts[int(plan.action[own[0]])]
        return BETWEEN.join((decided, why(overview, person)))

    # Showing

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self._show_columns()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns shown: those the person chose, else the usual ones there is room for."""
        usual = [name for name in USUAL if not (self._narrow and name == DROPPED)]
        if self.width() >= WIDE:
            usual.insert(usual.index("address") + 1, APART)
        return self.desk.settings.columns or tuple(usual)

    def use_columns(self, ids: tuple[str, ...] | None) -> None:
        """Shows these columns from now on, also next time; None: the usual ones."""
        self.desk.settings.columns = ids
        self._show_columns()

    def _show_columns(self) -> None:
        self._apart = APART in self.columns
        self.grid.set_row_height(LOW if self._apart else HIGH)
        self.grid.show_columns({*self.columns, *ALWAYS})
        self.grid.grid_model().rename("address", tr("Address") if self._apart else tr("Address and reason"))

    def ask_columns(self) -> ColumnMenu:
        """The menu that chooses them, open below its button."""
        menu = ColumnMenu(self.grid.grid_model().columns, self.columns, ALWAYS, self)
        menu.chosen.connect(self.use_columns)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._choose_columns.mapToGlobal(self._choose_columns.rect().bottomLeft()))
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (self.width() >= WIDE) != (event.oldSize().width() >= WIDE):
            self._show_columns()
        if not self._moved:
            self._split.resize(self.size())  # now, not when the layout comes to it
            more = max(0, min(400, self.width() - USUAL_WIDTH)) // 6
            left, right = FACETS[self._narrow] + more, DETAIL[self._narrow] + more
            self._split.setSizes([left, self.width() - left - right, right])

    @property
    def parts(self) -> list[QWidget]:
        return [self._facets, self.grid, self.detail]

    def refresh(self, what: frozenset[str]) -> None:
        self.decided.refresh()
        overview = self.document.overview
        if overview is None or not what & {"analysis", "plan", "search"}:
            return
        if "analysis" in what:
            self._offer()
        self.grid.set_width("count", count_column(overview))
        self._show()

    def _offer(self) -> None:
        overview = self.document.overview
        assert overview is not None
        self._facets.offer(people_facets(overview, self._facets.chosen), (tr("All"), len(overview)))

    def _show(self) -> None:
        overview = self.document.overview
        if overview is None:
            return
        order = overview.rows(self._facets.chosen, self.sought, self._sort)
        self.grid.show_rows(order)
        self.grid.setVisible(len(order) > 0)
        self._nothing.setVisible(len(order) == 0)
        if self.grid.current_row() < 0 and len(order):
            self.grid.setCurrentIndex(self.grid.grid_model().index(0, 0))
        self._subtitle.setText(subtitle(overview, len(order), bool(self.sought or self._facets.chosen)))
        self._none.setText(nothing(self.sought, bool(self._facets.chosen)))
        self._count(overview)  # last: the worker searches nothing anew then, and does not hold this thread up

    def _count(self, overview: Overview) -> None:
        """The counts of the facets, in the worker; those before stay until then."""
        if self._counting is not None:
            self._counting.cancel()
        asked = {group: set(values) for group, values in self._facets.chosen.items()}, self.sought
        offered = self._facets.offered
        self._counting = self.desk.jobs.start(
            lambda progress: narrowed_counts(overview, *asked, offered, progress), self._facets.set_counts
        )

    def _sort_by(self, column: str, descending: bool) -> None:
        self._sort = (column, descending)
        self.grid.show_sorting(column, descending)
        self._show()
        self.grid.scrollToTop()

    def show_all(self) -> None:
        """Takes away facets and search."""
        self.sought = ""
        self.searched.emit("")
        self._facets.clear()

    def show_only(self, group: str, value: str) -> None:
        """Shows the people of one facet, such as a status."""
        self.sought = ""
        self.searched.emit("")
        self._facets.chosen = {group: {value}}
        if self.document.overview is not None and not self._facets.has(group, value):
            self._offer()
        self._facets.choose(group, value)

    def show_person(self, person: int) -> None:
        """Chooses somebody, among everyone."""
        self.show_all()
        model = self.grid.grid_model()
        index = model.index(model.place(person), 0)
        self.grid.setCurrentIndex(index)
        self.grid.scrollTo(index, Grid.ScrollHint.PositionAtCenter)
        bar, height = self.grid.verticalScrollBar(), self.grid.rowHeight(index.row())
        bar.setValue(bar.value() // height * height)  # no row cut at the top

    def show_example(self) -> None:
        """Chooses somebody with a story, for the pictures."""
        overview = self.document.overview
        if overview is not None and overview.status_counts["soft"]:
            soft = overview.rows({"status": {"soft"}}, "", ("count", True))
            self.show_person(int(soft[0]))

    def _leave(self) -> None:
        """Esc: first the filters go, then the selection."""
        if self.sought or self._facets.chosen:
            self.show_all()
        else:
            self.grid.clearSelection()

    def _choose(self, person: int) -> None:
        overview, plan = self.document.overview, self.document.plan
        if overview is None or plan is None or not 0 <= person < len(overview):
            self.detail.clear()
            return
        (first, *_) = rows = overview.contact_rows(person)
        action, review = int(plan.action[first]), bool(plan.review[first])
        protected = self.document.is_protected(person)
        self.detail.show_person(overview, person, Fate(action, review, bool(plan.own[rows].any()), protected))

    def _show_rows(self, person: int) -> None:
        """Of the first list she is on."""
        overview = self.document.overview
        assert overview is not None
        self.rows_wanted.emit(*overview.stands_in(person))

    def show_rows(self, names: Sequence[str], rows: Rows) -> None:
        """Shows these rows in the panel, if they are of whoever is chosen now."""
        overview, person = self.document.overview, self.detail.person
        if overview is None or not 0 <= person < len(overview):
            return
        if [number for number, _ in rows] == list(overview.stands_in(person)[1]):
            self.detail.whole_row.show_rows(names, rows)

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            tr("Save these addresses as a table…"),
            str(self.folder() / f"{tr('Addresses')}.csv"),
            "CSV (*.csv)",
        )
        if name:
            self.save_view(Path(name))

    def save_view(self, path: Path) -> None:
        """Writes what the table shows, in the worker; never over a file of the session."""
        overview, people = self.document.overview, self.grid.grid_model().order
        if overview is None:
            return
        inputs = [source.path for source in self.document.session.sources]
        columns = [one for one in self.grid.grid_model().columns if one.id in {*self.columns, *ALWAYS}]
        told = tr("Saved as {file}").format(file=path.name)
        self.desk.jobs.start(
            lambda progress: write_view(overview, people, columns, path, inputs, progress),
            lambda _: self._subtitle.setText(told),
        )

    # Decisions

    def _is_own(self, person: int) -> bool:
        overview, plan = self.document.overview, self.document.plan
        return (
            overview is not None and plan is not None and bool(plan.own[overview.contact_rows(person)].any())
        )

    def _toggle_keep(self, person: int) -> None:
        self._decide("release" if self._is_own(person) else "keep", person)

    def _toggle_protect(self) -> None:
        person = self.detail.person
        if person >= 0:
            self._decide("free" if self.document.is_protected(person) else "protect", person)

    def _decide(self, act: str, person: int) -> None:
        """For this person, or for all selected when she is one of them."""
        overview = self.document.overview
        if overview is None or person < 0:
            return
        chosen = self.grid.selected_rows()
        people = chosen if len(chosen) > 1 and person in chosen else np.array([person])
        before = self.document.session
        said = decide(self.document, act, people)
        self.decided.tell(said, self.document.session is not before)

    def _copy(self) -> None:
        overview = self.document.overview
        if overview is not None:
            chosen = self.grid.selected_rows()
            QGuiApplication.clipboard().setText("\n".join(overview.address[chosen]))
