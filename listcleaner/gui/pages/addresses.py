"""Addresses: every person on the lists with her status, and why. Facets left, the table, one person right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from listcleaner.gui import theme
from listcleaner.gui.cells import EMPTY, Cell
from listcleaner.gui.detail import Detail
from listcleaner.gui.facets import Facet, Facets
from listcleaner.gui.grid import Column, Grid, GridModel
from listcleaner.gui.layouts import ground, row, stack
from listcleaner.gui.overview import SHOWN
from listcleaner.gui.page import Desk, Page
from listcleaner.gui.text import language, number, tr, word
from listcleaner.gui.widgets import Button, Label

DOMAINS = 4


class AddressesPage(Page):
    """Look at everyone."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._text = ""
        self._sort: tuple[str, bool] = ("last", True)
        self._facets = Facets()
        ground(self._facets, "canvas")
        self._facets.setMinimumWidth(168)
        self._facets.changed.connect(self._show)
        self._title = Label("section", tr("Addresses"))
        self._subtitle = Label("second")
        self._next = Button(tr("Clean the list"), "primary", "arrow-right", trailing=True)
        self._next.clicked.connect(lambda: self.go.emit("clean"))
        self.grid = Grid(GridModel(self._columns(), self._cell), 48, tr("Addresses"))
        self.grid.show_sorting(*self._sort)
        self.grid.sort_wanted.connect(self._sort_by)
        self.grid.row_chosen.connect(self._choose)
        self.grid.opened.connect(self._choose)
        self._none = Label("body", "", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._clear = Button(tr("Show all addresses"))
        self._clear.clicked.connect(self.show_all)
        self._detail = Detail()
        self._detail.setMinimumWidth(264)
        self._detail.kept.connect(self._keep)
        self._detail.dropped.connect(self._drop)
        self._detail.released.connect(self._release)
        middle = QWidget()
        ground(middle, "surface")
        head = row(stack(self._title, self._subtitle, gap=0), None, self._next, margins=(16, 10, 12, 10))
        self._nothing = QWidget()
        self._nothing.setLayout(stack(32, self._none, 10, row(None, self._clear, None), None))
        middle.setLayout(stack(head, self.grid, self._nothing))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for widget in (self._facets, middle, self._detail):
            split.addWidget(widget)
        split.setStretchFactor(1, 1)
        split.setSizes([168, 648, 280])
        self._split = split
        self.setLayout(stack(split))
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.grid)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy)

    @staticmethod
    def _columns() -> list[Column]:
        chinese = language() == "zh_CN"
        return [
            Column("status", tr("Status"), 124 if chinese else 132),
            Column("address", tr("Address and reason")),
            Column("count", tr("Soft bounces"), 108),
            Column("last", tr("Last bounce"), 108),
            Column("fault", tr("Whose problem"), 108),
        ]

    def _cell(self, person: int, column: str) -> Cell:
        overview = self.document.overview
        if overview is None or person >= len(overview):
            return EMPTY
        status = overview.status_name(person)
        if column == "status":
            tone = theme.tone(status)
            return Cell(
                word(f"status.{status}"),
                icon=tone.icon,
                tone=status,
                weight=500,
                text_tone="text2" if status == "ok" else "",
            )
        if column == "address":
            return Cell(str(overview.address[person]), second=overview.second(person), address=True)
        if column == "count" and overview.has_history(person):
            return Cell(count=(int(overview.count[person]), overview.limit))
        if column == "last":
            return Cell(overview.date(overview.last_bounce[person]), tone="text2")
        if column == "fault" and (fault := overview.fault_name(person)):
            return Cell(word(f"fault.{fault}"), tone="text2")
        return EMPTY

    # Showing

    def set_narrow(self, narrow: bool) -> None:
        self.grid.setColumnHidden(4, narrow)
        room = self._split.width() - 168
        detail = 264 if narrow else 280
        self._split.setSizes([168, room - detail, detail])

    def refresh(self, what: frozenset[str]) -> None:
        overview = self.document.overview
        if overview is None or not what & {"analysis", "plan"}:
            return
        counts = overview.status_counts()
        if "analysis" in what:
            self._offer()
        else:
            self._facets.set_counts({("status", name): n for name, n in counts.items()})
        self._show()

    def _offer(self) -> None:
        overview = self.document.overview
        assert overview is not None
        counts = overview.status_counts()
        statuses = [
            (name, Facet(word(f"status.{name}"), theme.ICONS[name], name), counts[name])
            for name in SHOWN
            if counts[name] or name not in ("unknown",)
        ]
        faults = [(name, Facet(word(f"fault.{name}")), n) for name, n in overview.fault_counts().items() if n]
        domains = [(name, Facet(name), n) for name, n in overview.domain_counts(DOMAINS).items()]
        groups = {"status": (tr("Status"), statuses)}
        if faults:
            groups["fault"] = (tr("Whose problem"), faults)
        groups["domain"] = (tr("Largest domains"), domains)
        self._facets.offer(groups, (tr("All"), len(overview)))

    def _show(self) -> None:
        overview = self.document.overview
        if overview is None:
            return
        order = overview.rows(self._facets.chosen, self._text, self._sort)
        self.grid.show_rows(order)
        self.grid.setVisible(len(order) > 0)
        self._nothing.setVisible(len(order) == 0)
        if self.grid.current_row() < 0 and len(order):
            self.grid.setCurrentIndex(self.grid.grid_model().index(0, 0))
        everyone, shown = number(len(overview)), number(len(order))
        look = number(len(overview) - overview.status_counts()["ok"])
        if self._text or self._facets.chosen:
            self._subtitle.setText(tr("{shown} of {count} shown").format(shown=shown, count=everyone))
        else:
            self._subtitle.setText(
                tr("{count}, of which {look} need a look").format(count=everyone, look=look)
            )
        if self._text and self._facets.chosen:
            self._none.setText(tr("None of these addresses contains “{text}”.").format(text=self._text))
        elif self._text:
            self._none.setText(tr("No address contains “{text}”.").format(text=self._text))
        else:
            self._none.setText(tr("No addresses here. That is good."))

    def _sort_by(self, column: str, descending: bool) -> None:
        self._sort = (column, descending)
        self.grid.show_sorting(column, descending)
        self._show()

    @property
    def sought(self) -> str:
        return self._text

    def search(self, text: str) -> bool:
        self._text = text
        self._show()
        return True

    def show_all(self) -> None:
        """Takes away facets and search."""
        self._text = ""
        self.searched.emit("")
        self._facets.clear()

    def show_example(self) -> None:
        """Chooses somebody with a story, for the pictures."""
        overview = self.document.overview
        if overview is not None and overview.status_counts()["soft"]:
            soft = overview.rows({"status": {"soft"}}, "", ("count", True))
            model = self.grid.grid_model()
            index = model.index(model.place(int(soft[0])), 0)
            self.grid.setCurrentIndex(index)
            self.grid.scrollTo(index, Grid.ScrollHint.PositionAtCenter)

    def show_status(self, status: str) -> None:
        """Shows the people of one status."""
        self._text = ""
        self.searched.emit("")
        self._facets.choose("status", status)

    def _choose(self, person: int) -> None:
        overview, plan = self.document.overview, self.document.plan
        if overview is None or plan is None or not 0 <= person < len(overview):
            self._detail.clear()
            return
        own = bool(plan.own[overview.contact_rows(person)].any())
        self._detail.show_person(overview, person, own)

    # Decisions

    def _keep(self, person: int) -> None:
        self._decide("keep", person)

    def _drop(self, person: int) -> None:
        self._decide("drop", person)

    def _release(self, person: int) -> None:
        self._decide("release", person)

    def _decide(self, act: str, person: int) -> None:
        overview = self.document.overview
        if overview is None or person < 0:
            return
        refs = overview.refs(overview.contact_rows(person))
        address = str(overview.address[person])
        names = {
            "keep": lambda: tr("keep {address}").format(address=address),
            "drop": lambda: tr("remove {address}").format(address=address),
            "release": lambda: tr("leave {address} to the rules").format(address=address),
        }
        getattr(self.document, act)(refs, names[act])

    def _copy(self) -> None:
        overview = self.document.overview
        if overview is not None:
            chosen = self.grid.selected_rows()
            QGuiApplication.clipboard().setText("\n".join(overview.address[chosen]))
