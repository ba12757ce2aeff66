"""Charts, one widget each, painted from the tokens."""

from math import ceil

import pandas as pd
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from listcleaner.gui import fonts, theme
from listcleaner.gui.text import percent, tr

SENDS = 12


class RateChart(QWidget):
    """Bounce rate of each send against the line one should stay below."""

    def __init__(self, line: float) -> None:
        super().__init__()
        self._line = line
        self._rates: list[tuple[str, float]] = []
        self.setMinimumHeight(196)

    def show_rates(self, rates: list[tuple[pd.Timestamp, float]], dates: list[str]) -> None:
        """Shows the last sends."""
        self._rates = [(date, rate) for date, (_, rate) in zip(dates, rates, strict=True)][-SENDS:]
        said = [f"{date}: {percent(rate)}" for date, rate in self._rates]
        self.setAccessibleName(", ".join([tr("Bounce rate per send"), *said]))
        self.setToolTip("\n".join(said))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt calls it
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._rates:
            return
        top = max(4, ceil(max(rate for _, rate in self._rates) * 1.1))
        step = 1 if top <= 6 else ceil(top / 5)
        area = QRectF(44, 18, self.width() - 44 - 84, self.height() - 18 - 28)

        def y(rate: float) -> float:
            return area.bottom() - area.height() * rate / top

        painter.setFont(fonts.font(12))
        for value in range(0, top + 1, step):
            painter.fillRect(QRectF(area.left(), round(y(value)), area.width(), 1), QColor(t.gridline))
            painter.setPen(QColor(t.text3))
            label = QRectF(0, y(value) - 9, 36, 18)
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{value} %")
        slot = area.width() / len(self._rates)
        wide = min(30.0, slot * 0.6)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, (date, rate) in enumerate(self._rates):
            middle = area.left() + slot * (place + 0.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.tones["hard"].chart if rate > self._line else t.blue))
            bar = QRectF(middle - wide / 2, y(rate), wide, area.bottom() - y(rate))
            painter.drawRoundedRect(bar, min(4.0, bar.height() / 2), min(4.0, bar.height() / 2))
            painter.setFont(fonts.font(12))
            painter.setPen(QColor(t.text2))
            painter.drawText(
                QRectF(middle - slot / 2, area.bottom() + 6, slot, 18), Qt.AlignmentFlag.AlignCenter, date
            )
        painter.setPen(QPen(QColor(t.text2), 1.5, Qt.PenStyle.CustomDashLine))
        pen = painter.pen()
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(area.left(), y(self._line)), QPointF(area.right() + 4, y(self._line)))
        self._values(painter, area, slot, top)
        painter.setFont(fonts.font(12, 600))
        painter.setPen(QColor(t.text2))
        x = area.right() + 10
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(x, y(self._line) - 17, 74, 18), left, tr("2 % line"))
        painter.setFont(fonts.font(12))
        painter.setPen(QColor(t.text3))
        painter.drawText(QRectF(x, y(self._line), 74, 18), left, tr("keep below"))

    def _values(self, painter: QPainter, area: QRectF, slot: float, top: int) -> None:
        """The value above each bar, on a patch so that the line never crosses it."""
        t = theme.tokens()
        painter.setFont(fonts.font(12, 600))
        metrics = QFontMetrics(painter.font())
        for place, (_, rate) in enumerate(self._rates):
            text = f"{rate:.1f}"
            wide = metrics.horizontalAdvance(text) + 8
            middle = area.left() + slot * (place + 0.5)
            high = area.bottom() - area.height() * rate / top
            patch = QRectF(middle - wide / 2, high - 20, wide, 17)
            painter.fillRect(patch, QColor(t.surface))
            painter.setPen(QColor(t.tones["hard"].text if rate > self._line else t.text2))
            painter.drawText(patch, Qt.AlignmentFlag.AlignCenter, text)


class Composition(QWidget):
    """OK against the rest, and below it the rest under a lens."""

    LEAST, GAP = 5, 2

    def __init__(self) -> None:
        super().__init__()
        self._counts: dict[str, int] = {}
        self.setFixedHeight(56)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Shows people by status."""
        self._counts = counts
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt calls it
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = sum(self._counts.values())
        if not whole:
            return
        rest = whole - self._counts.get("ok", 0)
        wide = self.width() - 1
        part = max(self.LEAST, wide * rest / whole) if rest else 0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.tones["ok"].chart))
        painter.drawRoundedRect(QRectF(0, 0, wide - part - (self.GAP if rest else 0), 18), 4, 4)
        if not rest:
            return
        painter.setBrush(QColor(t.mute))
        painter.drawRoundedRect(QRectF(wide - part, 0, part, 18), 4, 4)
        painter.setPen(QPen(QColor(t.border_strong), 1))
        painter.drawLine(QPointF(wide - part, 20), QPointF(0, 40))
        painter.drawLine(QPointF(wide, 20), QPointF(wide, 40))
        painter.setPen(Qt.PenStyle.NoPen)
        parts = [(n, name) for name, n in self._counts.items() if n and name != "ok"]
        room = wide - self.GAP * (len(parts) - 1)
        widths = [max(self.LEAST, room * n / rest) for n, _ in parts]
        widths[widths.index(max(widths))] -= sum(widths) - room
        x = 0.0
        for width, (_, name) in zip(widths, parts, strict=True):
            painter.setBrush(QColor(t.tones[name].chart))
            painter.drawRoundedRect(QRectF(x, 42, width, 12), 3, 3)
            x += width + self.GAP


class Track(QWidget):
    """A 6 px bar: a share of the largest."""

    def __init__(self, share: float, tone: str) -> None:
        super().__init__()
        self._share, self._tone = share, tone
        self.setFixedHeight(6)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt calls it
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.sunken))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        painter.setBrush(QColor(t.tones[self._tone].chart))
        painter.drawRoundedRect(QRectF(0, 0, max(6.0, self.width() * self._share), 6), 3, 3)
