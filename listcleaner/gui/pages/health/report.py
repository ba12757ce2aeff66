"""The health page on paper: the same figures as sentences, charts and tables, black on white whatever the window wears."""

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QFont, QImage, QPainter, QTextDocument
from PySide6.QtWidgets import QWidget

from listcleaner.core.findings import forecast_sentence, incident_sentence, source_sentence
from listcleaner.core.health.forecast import forecast
from listcleaner.core.health.reasons import why
from listcleaner.core.rules.plan import Plan
from listcleaner.core.vocabulary import SHOWN
from listcleaner.gui.look import fonts, theme
from listcleaner.gui.overview import Overview
from listcleaner.gui.pages.health.words import judged, of_which_sends, shown_rates, verdict
from listcleaner.gui.parts.charts import ForecastChart, RateChart
from listcleaner.gui.story import reason_text
from listcleaner.gui.text import BETWEEN, day, number, percent, tr, word, wording

RATES, EXPECTED = QSize(620, 200), QSize(300, 166)  # sizes of the charts
SHARP = 4  # pixels of a chart for each that it would have on a screen
DOMAINS, REASONS = 30, 9  # the largest of them
PAGE = '<p style="page-break-before: always"></p>'
STYLE = """
h1 { font-size: 18pt; margin-bottom: 4px; } h2 { font-size: 12pt; margin-top: 18px; margin-bottom: 6px; }
p { margin-top: 0; margin-bottom: 6px; } .quiet { color: #4A5563; font-size: 9pt; }
td, th { padding: 3px 20px 3px 0; } th { color: #4A5563; font-size: 9pt; font-weight: normal; text-align: left; }
.half { padding: 0; }
"""


def report(overview: Overview, plan: Plan, lists: Iterable[str], known: bool) -> QTextDocument:
    """Says how these lists are doing. ``known``: there is a bounce file."""
    document = QTextDocument()
    font = QFont(fonts.body())
    font.setPointSizeF(10)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(STYLE)
    sends, how = overview.sends, wording()
    title, people = tr("How your list is doing"), tr("%Ln address(es)", "", len(overview))
    facts = [", ".join(lists), people, day(overview.now, overview.now, year=True)]
    parts = [
        f"<h1>{escape(title)}</h1>",
        _said(BETWEEN.join(facts), "quiet"),
        _said(judged([send.rate for send in sends], known)),
        *(_said(incident_sentence(one, how)) for one in overview.analysis.incidents),
    ]
    if sends:
        rates = RateChart()
        rates.show_rates(shown_rates(overview))
        parts += [_head(tr("Bounce rate per send")), _said(of_which_sends(sends), "quiet")]
        parts.append(_drawn(document, "rates", rates, RATES))
    expected = forecast(overview.analysis, plan, sends, overview.learned)
    if expected is not None:
        chart = ForecastChart()
        chart.show_forecast(expected)
        parts += [_head(tr("Your next send")), _drawn(document, "expected", chart, EXPECTED)]
        parts.append(_said(forecast_sentence(expected, how), "quiet"))
    halves = [_head(tr("Your list(s)", "", 1)) + _composition(overview)]
    if reasons := why(overview.analysis, overview.status)[:REASONS]:
        rows = [[reason_text(name) or word(f"status.{status}"), number(n)] for name, status, n in reasons]
        halves.append(_head(tr("Why messages came back")) + _table([], rows))
    cells = "".join(f'<td class="half" width="50%">{half}</td>' for half in halves)
    parts += ["<p></p>", f'<table width="100%"><tr>{cells}</tr></table>', PAGE, _head(tr("Domains"))]
    parts.append(_domains(overview, known))
    feeding = [one for one in overview.origins if one.feeds]
    if feeding:
        parts.append(_head(word("origins.title")))
        parts += [_said(source_sentence(one, how)) for one in feeding]
    document.setHtml("".join(parts))
    return document


def _head(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def _said(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>'


def _drawn(document: QTextDocument, name: str, chart: QWidget, size: QSize) -> str:
    """The chart as a picture in the document."""
    image = QImage(size * SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARP)
    image.fill(Qt.GlobalColor.white)
    chart.setFixedSize(size)
    with theme.on_paper():
        painter = QPainter(image)
        chart.render(painter, QPoint(), renderFlags=QWidget.RenderFlag(0))
        painter.end()
    image.setDevicePixelRatio(1)
    document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
    return f'<p><img src="{name}" width="{size.width()}" height="{size.height()}"></p>'


def _composition(overview: Overview) -> str:
    counts, whole = overview.status_counts, max(1, len(overview))
    rows = [
        [word(f"status.{name}"), number(counts[name]), percent(100 * counts[name] / whole)]
        for name in SHOWN
        if counts[name]
    ]
    return _table([], rows)


def _domains(overview: Overview, known: bool) -> str:
    rows = [
        [one.name, number(one.people), percent(one.rate), verdict(overview, one)]
        if known or one.verdict != "healthy"
        else [one.name, number(one.people), "", ""]
        for one in overview.domains[:DOMAINS]
    ]
    table = _table([tr("Domain"), tr("Addresses"), tr("Bounced"), tr("Verdict")], rows)
    more = len(overview.domains) - DOMAINS
    return table + (_said(tr("and %Ln more", "", more), "quiet") if more > 0 else "")


def _table(heads: list[str], rows: list[list[str]]) -> str:
    """Names at the left, figures at the right, words at the left again."""

    def cells(row: list[str], kind: str) -> str:
        figures = [' align="right"' if place in (1, 2) else "" for place in range(len(row))]
        return "".join(
            f"<{kind}{figure}>{escape(cell)}</{kind}>" for cell, figure in zip(row, figures, strict=True)
        )

    lines = [cells(heads, "th")] if heads else []
    lines += [cells(row, "td") for row in rows]
    return '<table width="100%">' + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
