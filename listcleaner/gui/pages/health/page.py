"""Health: how the last sends went and what to expect of the next, what the list is made of, why messages came back, domains."""

from functools import partial

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from listcleaner.core.errors import UserError
from listcleaner.core.findings import QUIET, forecast_sentence
from listcleaner.core.health.domains import Domain
from listcleaner.core.health.forecast import forecast
from listcleaner.core.health.reasons import why
from listcleaner.core.vocabulary import SHOWN
from listcleaner.gui.grid import Grid
from listcleaner.gui.grid_model import Column, GridModel, wide_enough
from listcleaner.gui.look import fonts
from listcleaner.gui.messages import open_path
from listcleaner.gui.page import Desk, Page
from listcleaner.gui.pages.health.health_cards import IncidentStrips, MonthsCard, SourcesCard
from listcleaner.gui.pages.health.report import report
from listcleaner.gui.pages.health.words import judged, of_which_sends, shown_rates, verdict
from listcleaner.gui.parts.cells import EMPTY, INSET, Cell
from listcleaner.gui.parts.charts import Composition, ForecastChart, RateChart
from listcleaner.gui.parts.figures import Bar, Share
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import emptied, framed, row, scrolled, stack, tab_in_order
from listcleaner.gui.parts.widgets import Button, Strip
from listcleaner.gui.printing import print_document
from listcleaner.gui.story import reason_text
from listcleaner.gui.text import here, number, percent, tr, word, wording

UPPER = 258  # pixels, the cards of the sends
REASONS = 6
DOMAINS = 7  # of them shown at first: the largest, and the worst
WORST = 4
MEASURED, WIDEST = 100, 221  # domains whose verdicts tell how wide their column is, and its limit in pixels
UNBOUND = 16_777_215  # Qt's QWIDGETSIZE_MAX
# Verdict → icon and tone; fine ones are not coloured.
LOOKS = {
    "healthy": ("circle-check", "ok"),
    "usual": ("info", "unknown"),
    "few": ("circle-question-mark", "unknown"),
    "many": ("triangle-alert", "soft"),
    "blocks": ("shield-alert", "blocked"),
    "overloaded": ("clock-alert", "soft"),
    "outage": ("clock-alert", "soft"),
    "gone": ("circle-x", "hard"),
    "typo": ("spell-check", "invalid"),
}
RIGHT, VERDICT = INSET + 16, INSET + 24 + 16  # pixels beside a figure at the right, and beside a verdict


class HealthPage(Page):
    """See how the list is. ``wanted`` carries a facet to look at: group and value."""

    wanted = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._subtitle = Label("subtitle")
        self._next = Button(tr("Clean the list"), "primary", "arrow-right", trailing=True)
        self._next.clicked.connect(lambda: self.go.emit("clean"))
        titles = stack(Label("title", tr("Health")), self._subtitle, gap=4)
        self._print = Button(tr("Print report…"))
        self._print.clicked.connect(self._ask_to_print)
        head = row(titles, None, self._print, self._next, margins=(0, 0, 24, 0))
        self._whole, self._why, self._domains_card = (
            self._make_whole(),
            self._make_why(),
            self._make_domains(),
        )
        upper = row(self._make_rate(), self._make_forecast(), gap=16)
        upper.setStretch(0, 1)
        self._second, self._third = row(self._whole, self._why, gap=16), row()
        self._incidents, self._months, self._sources = IncidentStrips(), MonthsCard(), SourcesCard()
        for part in (self._incidents, self._months, self._sources):
            part.wanted.connect(lambda group: self.wanted.emit("found", group))
        self._sources.setFixedWidth(336)
        lower = row(self._months, self._sources, gap=16)
        lower.setStretch(0, 1)
        content = QWidget()
        parts = (self._incidents, upper, self._second, self._third, lower, None)
        content.setLayout(stack(*parts, gap=16, margins=(0, 0, 0, 16)))
        self._all_domains = False
        self._told = QVBoxLayout()
        self._told.setContentsMargins(0, 0, 24, 0)
        self.setLayout(stack(head, 18, self._told, scrolled(content, gutter=24), margins=(24, 22, 0, 0)))
        self.set_narrow(False)

    # The cards

    def _make_rate(self) -> QWidget:
        self._chart = RateChart()
        self._chart.chosen.connect(lambda place: self.wanted.emit("send", str(place)))
        self._sends = Label("caption")
        said = tr("Add bounce files that name their mailing, and the rate of each send is shown here.")
        self._no_sends = Label("body", said, wrap=True)
        title = row(Label("section", tr("Bounce rate per send")), None, self._sends)
        parts = stack(title, 8, self._no_sends, self._chart, None, margins=(18, 15, 18, 10))
        parts.setStretch(3, 1)
        return _card(parts, UPPER)

    def _make_forecast(self) -> QWidget:
        self._forecast = ForecastChart()
        self._estimate = Label("caption", wrap=True)
        self._estimate.setAlignment(Qt.AlignmentFlag.AlignBottom)
        title = Label("section", tr("Your next send"))
        card = _card(stack(title, 6, self._forecast, None, self._estimate, margins=(18, 15, 18, 12)), UPPER)
        card.setFixedWidth(336)
        self._next_send = card
        return card

    def _make_whole(self) -> QWidget:
        self._composition = Composition()
        self._size = Label("caption")
        self._legend = QVBoxLayout()
        self._legend.setSpacing(0)
        title = row(Label("section", tr("Your list(s)", "", 1)), None, self._size)
        return _card(stack(title, 12, self._composition, 7, self._legend, None, margins=(18, 16, 18, 14)))

    def _make_why(self) -> QWidget:
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(6)
        title = Label("section", tr("Why messages came back"))
        return _card(stack(title, 7, self._reasons, None, margins=(18, 16, 18, 14)))

    def _make_domains(self) -> QWidget:
        self._domains = Grid(GridModel(self._columns(), self._cell), 35, tr("Domains"))
        self._domains.clicked.connect(lambda index: self._show_domain(self._domains.grid_model().row(index)))
        self._domains.opened.connect(self._show_domain)
        self._more = Button("", "link")
        self._more.clicked.connect(self._toggle_domains)
        title = row(Label("section", tr("Domains")), None, self._more, margins=(16, 17, 12, 0))
        return _card(stack(title, 5, self._domains, None, margins=(1, 0, 1, 10)))

    def _columns(self) -> list[Column]:
        """As wide as their words, so that the names have what is left."""
        figures = [number(1_000_000), percent(99.9)]
        people, rate = (
            Column(
                name, title, wide_enough(title, [figure], fonts.font(13, 600), RIGHT), right=True, sorts=False
            )
            for name, title, figure in zip(
                ("people", "rate"), (tr("Addresses"), tr("Bounced")), figures, strict=True
            )
        )
        return [
            Column("name", tr("Domain"), sorts=False),
            people,
            rate,
            Column("verdict", tr("Verdict"), VERDICT, sorts=False),
        ]

    def set_narrow(self, narrow: bool) -> None:
        """At full width the lower cards are one row, else the domains are a row of their own."""
        for widget, wide in ((self._whole, 284), (self._why, 244)):
            widget.setMinimumWidth(wide)
            widget.setMaximumWidth(UNBOUND if narrow else wide)
            self._second.setStretchFactor(widget, int(narrow))
        (self._third if narrow else self._second).addWidget(self._domains_card, 1)

    # Showing

    def refresh(self, what: frozenset[str]) -> None:
        overview, plan = self.document.overview, self.document.plan
        if overview is None or plan is None or not what & {"analysis", "plan"}:
            return
        emptied(self._told)
        sends = overview.sends
        self._chart.show_rates(shown_rates(overview))
        self._chart.setVisible(bool(sends))
        self._no_sends.setVisible(not sends)
        self._sends.setText(of_which_sends(sends))
        self._subtitle.setText(judged([send.rate for send in sends], self._anything_known()))
        expected = forecast(overview.analysis, plan, sends, overview.learned)
        self._next_send.setVisible(expected is not None)
        if expected is not None:
            self._forecast.show_forecast(expected)
            self._estimate.setText(forecast_sentence(expected, wording()))
        self._show_whole()
        self._show_why()
        if "analysis" in what:
            self._all_domains = False
            self._incidents.show_incidents(overview)
            self._months.show_months(overview)
            self._sources.show_sources(overview)
            for card in (self._months, self._sources):
                card.setVisible(self._anything_known())
        self._show_domains()
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab goes as one reads, to what was made just now, too."""
        upper = (self._print, self._next, self._incidents, self._chart, self._whole, self._why)
        tab_in_order(*upper, self._more, self._domains, self._months, self._sources)

    def _anything_known(self) -> bool:
        """Whether there is a bounce file: without one, silence is no good news."""
        return bool(self.document.result.bounce_files)

    def _show_whole(self) -> None:
        overview = self.document.overview
        assert overview is not None
        counts = overview.status_counts
        self._size.setText(tr("%Ln address(es)", "", len(overview)))
        self._composition.show_counts(counts)
        emptied(self._legend)
        for name in SHOWN:
            if counts[name]:
                share = 100 * counts[name] / max(1, len(overview))
                line = Share(word(f"status.{name}"), name, counts[name], share)
                line.clicked.connect(partial(self.wanted.emit, "status", name))
                self._legend.addWidget(line)

    def _show_why(self) -> None:
        overview = self.document.overview
        assert overview is not None
        emptied(self._reasons)
        reasons = why(overview.analysis, overview.status)[:REASONS]
        for reason, status, count in reasons:
            status = "soft" if status == "suspended" else status  # the kind of bounce
            bar = Bar(reason_text(reason) or word(f"status.{status}"), status, count, count / reasons[0][2])
            bar.clicked.connect(partial(self.wanted.emit, "reason", reason))
            self._reasons.addWidget(bar)
        if not reasons:
            fine = tr("Nothing came back. That is good.")
            said = fine if self._anything_known() else tr("Add bounce files, and the reasons are shown here.")
            self._reasons.addWidget(Label("body", said, wrap=True))

    def report(self) -> QTextDocument:
        """What the page says, for paper; there is a plan."""
        overview, plan = self.document.overview, self.document.plan
        assert overview is not None and plan is not None
        names = [file.path.name for file in self.document.result.lists]
        return report(overview, plan, names, self._anything_known())

    def _ask_to_print(self) -> None:
        inputs = [source.path for source in self.document.session.sources]
        name = tr("List Cleaner health {date}").format(date=here(self.document.now).date())
        try:
            saved = print_document(self, self.report(), name, self.folder(), inputs)
        except UserError as error:
            self.desk.jobs.on_failure(error)
            return
        if saved is not None:
            emptied(self._told)
            told = tr("Saved as {file}.").format(file=saved.name)
            self._told.addWidget(Strip("ok", told, tr("Open"), lambda: open_path(self, saved)))
            self._told.addSpacing(10)

    # Domains

    def _show_domains(self) -> None:
        overview = self.document.overview
        assert overview is not None
        every = overview.domains
        places = np.arange(len(every)) if self._all_domains else _telling(every)
        said = [verdict(overview, every[place]) for place in places[:MEASURED].tolist()]
        wide = wide_enough(tr("Verdict"), said, fonts.font(13, 500), VERDICT)
        most = [number(max((domain.people for domain in every), default=0))]
        people = wide_enough(tr("Addresses"), most, fonts.font(13, 600), RIGHT)
        self._domains.horizontalHeader().resizeSection(1, people)
        self._domains.horizontalHeader().resizeSection(3, min(wide, WIDEST))
        self._domains.show_rows(places)
        self._domains.setCurrentIndex(self._domains.grid_model().index(-1, -1))
        high = 34 + 35 * min(len(places), 12) + 2
        self._domains.setFixedHeight(high)
        self._more.setVisible(len(every) > DOMAINS)
        every_one = tr("Show all {count}").format(count=number(len(every)))
        self._more.setText(tr("Show fewer") if self._all_domains else every_one)

    def _toggle_domains(self) -> None:
        self._all_domains = not self._all_domains
        self._show_domains()

    def _show_domain(self, place: int) -> None:
        overview = self.document.overview
        if overview is not None:
            self.wanted.emit("domain", overview.domains[place].name)

    def _cell(self, place: int, column: str) -> Cell:
        overview = self.document.overview
        if overview is None or place >= len(overview.domains):
            return EMPTY
        domain = overview.domains[place]
        icon, tone = LOOKS[domain.verdict]
        quiet = domain.verdict in QUIET
        if column == "name":
            return Cell(domain.name, weight=500, address=True)  # its end tells it from others
        if column in ("rate", "verdict") and domain.verdict == "healthy" and not self._anything_known():
            return EMPTY
        if column == "people":
            return Cell(number(domain.people), right=True, tone="text2")
        if column == "rate":
            share = percent(domain.rate) if domain.bounced else percent(0)
            bold = not quiet and domain.bounced > 0
            return Cell(share, right=True, tone=tone if bold else "text2", weight=600 if bold else 400)
        said, first = verdict(overview, domain), "text2" if quiet else tone
        return Cell(said, icon=icon, tone=tone, text_tone=first, weight=400 if quiet else 500)


def _telling(domains: list[Domain]) -> np.ndarray:
    """Places of a few domains worth a look: the worst by how many bounced, then the largest; in the order of size."""
    odd = [place for place, one in enumerate(domains) if one.verdict not in QUIET]
    worst = sorted(odd, key=lambda place: -domains[place].bounced)[:WORST]
    rest = (place for place in range(len(domains)) if place not in worst)
    return np.array(
        sorted([*worst, *(place for place, _ in zip(rest, range(DOMAINS - len(worst)), strict=False))])
    )


def _card(content: QLayout, high: int = 0) -> QWidget:
    card = framed("card")
    card.setLayout(content)
    if high:
        card.setMinimumHeight(high)  # what is said may need more
    return card
