"""Health: how the last sends went, what the list is made of, and why messages came back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from listcleaner.gui import theme
from listcleaner.gui.charts import Composition, RateChart, Track
from listcleaner.gui.layouts import emptied, framed, row, scrolled, stack
from listcleaner.gui.overview import SHOWN, reason_text
from listcleaner.gui.page import Desk, Page
from listcleaner.gui.text import number, percent, tr, word
from listcleaner.gui.widgets import Button, Elided, Icon, Label

REASONS = 6


class HealthPage(Page):
    """See how the list is."""

    LINE = 2.0  # percent of a send; providers begin to block above it
    status_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._subtitle = Label("subtitle")
        self._next = Button(tr("Clean the list"), "primary", "arrow-right", trailing=True)
        self._next.clicked.connect(lambda: self.go.emit("clean"))
        head = row(stack(Label("title", tr("Health")), self._subtitle, gap=4), None, self._next)
        self._chart = RateChart(self.LINE)
        self._sends = Label("caption")
        self._no_sends = Label("body", "", wrap=True)
        self._no_sends.setText(
            tr("Add bounce files that name their mailing, and the rate of each send is shown here.")
        )
        rate = framed("card")
        title = row(Label("section", tr("Bounce rate per send")), None, self._sends)
        rate.setLayout(stack(title, 8, self._no_sends, self._chart, margins=(18, 14, 18, 12)))
        self._composition = Composition()
        self._size = Label("caption")
        self._legend = QVBoxLayout()
        self._legend.setSpacing(0)
        whole = framed("card")
        title = row(Label("section", tr("Your addresses")), None, self._size)
        whole.setLayout(stack(title, 10, self._composition, 8, self._legend, None, margins=(18, 14, 18, 14)))
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(12)
        why = framed("card")
        why.setLayout(
            stack(
                Label("section", tr("Why messages came back")),
                10,
                self._reasons,
                None,
                margins=(18, 14, 18, 14),
            )
        )
        below = row(whole, why, gap=16)
        below.setStretch(0, 1)
        below.setStretch(1, 1)
        content = QWidget()
        content.setLayout(stack(rate, 16, below, None, margins=(0, 0, 0, 24)))
        self.setLayout(stack(head, 20, scrolled(content), margins=(24, 22, 24, 0)))

    def refresh(self, what: frozenset[str]) -> None:
        overview = self.document.overview
        if overview is None or not what & {"analysis", "plan"}:
            return
        rates = overview.rates
        self._chart.show_rates(rates, [overview.date(at) for at, _ in rates])
        self._chart.setVisible(bool(rates))
        self._no_sends.setVisible(not rates)
        self._sends.setText(tr("Last %Ln send(s)", "", min(12, len(rates))) if rates else "")
        self._subtitle.setText(self._verdict([rate for _, rate in rates]))
        counts = overview.status_counts()
        self._size.setText(tr("%Ln address(es)", "", len(overview)))
        self._composition.show_counts(counts)
        emptied(self._legend)
        for name in SHOWN:
            if counts[name]:
                share = 100 * counts[name] / max(1, len(overview))
                self._legend.addWidget(_legend(name, counts[name], share, self.status_wanted.emit))
        emptied(self._reasons)
        reasons = overview.reason_counts()[:REASONS]
        for reason, status, count in reasons:
            self._reasons.addWidget(_reason(reason_text(reason), status, count, count / reasons[0][2]))
        if not reasons:
            self._reasons.addWidget(Label("body", tr("Nothing came back. That is good.")))

    def _verdict(self, rates: list[float]) -> str:
        if not rates:
            return tr("How your list is doing.")
        high = 0
        for rate in reversed(rates):
            if rate <= self.LINE:
                break
            high += 1
        if high:
            return tr("Your last %Ln send(s) were above 2 %. Providers may start to block you.", "", high)
        return tr("Your last send was below 2 %. That is good.")


def _legend(status: str, count: int, share: float, act: object) -> QWidget:
    widget = QWidget()
    widget.setFixedHeight(27)
    name = Button(word(f"status.{status}"), "quiet")
    name.clicked.connect(lambda: act(status))  # type: ignore[operator]
    figure, part = Label("strong", number(count)), Label("caption", percent(share))
    part.setFixedWidth(58)
    for label in (figure, part):
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    widget.setLayout(row(Icon(theme.ICONS[status], status), name, None, figure, part, gap=6))
    return widget


def _reason(text: str, status: str, count: int, share: float) -> QWidget:
    widget = QWidget()
    line = row(Elided("text", text), Label("strong", number(count)))
    line.setStretch(0, 1)
    widget.setLayout(stack(line, 2, Track(share, status)))
    return widget
