"""Cards of the Health page about what many addresses together tell: incidents, reasons over time, sources of bad addresses."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from listcleaner.core.findings import incident_sentence, source_name, source_sentence
from listcleaner.core.health.sources import Source
from listcleaner.gui.overview import Overview
from listcleaner.gui.pages.health.month_chart import MonthChart
from listcleaner.gui.parts.figures import Bar
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import emptied, stack
from listcleaner.gui.parts.widgets import Strip
from listcleaner.gui.text import number, percent, word, wording

INCIDENTS = 3  # the last of them; the others are in the time lines
SOURCES = 5


class _Card(QFrame):
    """``wanted`` carries a group of people to look at (core/health/groups.py)."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)


class IncidentStrips(QFrame):
    """What was set aside, a strip each; hidden where there was nothing."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._strips = QVBoxLayout()
        self._strips.setContentsMargins(0, 0, 0, 0)
        self._strips.setSpacing(8)
        self.setLayout(self._strips)

    def show_incidents(self, overview: Overview) -> None:
        """Shows the last ones."""
        emptied(self._strips)
        incidents = overview.analysis.incidents
        for place in range(len(incidents))[-INCIDENTS:]:
            show = word("incident.show", n=incidents[place].addresses)
            act = partial(self.wanted.emit, f"incident:{place}")
            self._strips.addWidget(
                Strip("warning", incident_sentence(incidents[place], wording()), show, act)
            )
        self.setVisible(bool(incidents))


class MonthsCard(_Card):
    """Why mail came back, month by month."""

    def __init__(self) -> None:
        super().__init__()
        self._chart = MonthChart()
        self._chart.chosen.connect(lambda month, reason: self.wanted.emit(f"month:{month}:{reason}"))
        self._none = Label("body", word("months.none"), wrap=True)
        title = Label("section", word("months.title"))
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setLayout(stack(title, 12, self._none, self._chart, margins=(18, 15, 18, 12)))

    def show_months(self, overview: Overview) -> None:
        """Shows the reasons of the last months."""
        self._chart.show_months(overview.months)
        self._chart.setVisible(bool(overview.months))
        self._none.setVisible(not overview.months)


class SourcesCard(_Card):
    """The sign-up sources and months that feed bad addresses, beside those that do not."""

    def __init__(self) -> None:
        super().__init__()
        self._bars = QVBoxLayout()
        self._bars.setSpacing(6)
        self._said = Label("body", wrap=True)
        title = Label("section", word("origins.title"))
        self.setLayout(stack(title, 6, self._bars, 8, self._said, None, margins=(18, 15, 18, 14)))

    def show_sources(self, overview: Overview) -> None:
        """Shows the worst."""
        emptied(self._bars)
        feeding = [one for one in overview.origins if one.feeds]
        named = [one for one in overview.origins if one.kind == "source" and not one.feeds]
        shown = [*feeding, *named][:SOURCES]
        most = max((one.bad_share for one in shown), default=0) or 1
        for one in shown:
            self._bars.addWidget(self._bar(one, most))
        if feeding:
            self._said.setText(source_sentence(feeding[0], wording()))
        else:
            self._said.setText(word("origins.even" if overview.origins else "origins.none"))

    def _bar(self, source: Source, most: float) -> Bar:
        share = word("origins.share", bad=number(source.bad), there=number(source.people))
        name, tone = source_name(source, wording()), "hard" if source.feeds else "unsubscribed"
        name = word("group.signup", month=name) if source.kind == "signup" else name
        shown = f"{percent(source.bad_share)}  ·  {share}"
        bar = Bar(name, tone, source.bad, source.bad_share / most, shown)
        bar.clicked.connect(partial(self.wanted.emit, f"{source.kind}:{source.name}"))
        return bar
