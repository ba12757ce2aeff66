"""Charts, one widget each, painted from the tokens. What they show can be reached: by mouse, by keyboard, and as text."""

from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from listcleaner.core.health.forecast import Forecast
from listcleaner.core.health.sends import LINE
from listcleaner.gui.look import fonts, theme
from listcleaner.gui.parts.painted import BACK, FORTH, Ringed
from listcleaner.gui.text import percent, tr

SENDS = 12


def line_name() -> str:
    """What the dashed line is called."""
    return tr("{share} line").format(share=whole_percent(LINE))


def whole_percent(share: float) -> str:
    """``2 %``: for axes."""
    return percent(share).replace(".0", "")


def _dashed(painter: QPainter) -> None:
    pen = QPen(QColor(theme.tokens().text2), 1.5)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)


class RateChart(Ringed, QWidget):
    """Bounce rate of each send against the line one should stay below. ``chosen`` carries the place of a send."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rates: list[tuple[str, float, str]] = []
        self._first = 0  # the place of the first send shown
        self._here = 0  # the bar the keyboard is at
        self.setMinimumHeight(196)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_rates(self, rates: list[tuple[str, float, str]]) -> None:
        """Shows the last of all sends: date, rate in percent, and how many of how many that is."""
        self._first = max(0, len(rates) - SENDS)
        self._rates = rates[self._first :]
        self._here = max(0, len(self._rates) - 1)
        said = [f"{date}: {percent(rate)}" for date, rate, _ in self._rates]
        self.setAccessibleName(", ".join([tr("Bounce rate per send"), *said]))
        self.update()

    @property
    def _top(self) -> int:
        return max(4, ceil(max(rate for _, rate, _ in self._rates) * 1.1))

    @property
    def _area(self) -> QRectF:
        return QRectF(35, 18, self.width() - 35 - 84, self.height() - 18 - 28)

    def _y(self, rate: float) -> float:
        return self._area.bottom() - self._area.height() * rate / self._top

    def _bar(self, place: int) -> QRectF:
        area = self._area
        slot = area.width() / len(self._rates)
        wide = min(30.0, slot * 0.6)
        high = self._y(self._rates[place][1])
        return QRectF(area.left() + slot * (place + 0.5) - wide / 2, high, wide, area.bottom() - high)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rates:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._grid(painter)
        for place in range(len(self._rates)):
            self._paint_bar(painter, place)
        _dashed(painter)
        line = self._y(LINE)
        painter.drawLine(QPointF(self._area.left(), line), QPointF(self._area.right() + 4, line))
        for place in range(len(self._rates)):
            self._value(painter, place)
        self._name_line(painter)

    def _grid(self, painter: QPainter) -> None:
        t, area, top = theme.tokens(), self._area, self._top
        step = 1 if top <= 6 else ceil(top / 5)
        painter.setFont(fonts.font(12))
        painter.setPen(QColor(t.text3))
        for value in range(0, top + 1, step):
            y = self._y(value)
            painter.fillRect(QRectF(area.left(), round(y), area.width(), 1), QColor(t.gridline))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, y - 9, 28, 18), right, whole_percent(value))

    def _paint_bar(self, painter: QPainter, place: int) -> None:
        t, (date, rate, _) = theme.tokens(), self._rates[place]
        bar = self._bar(place)
        round_ = min(4.0, bar.height())
        path = QPainterPath()
        path.addRoundedRect(bar.adjusted(0, 0, 0, round_), round_, round_)
        painter.save()
        painter.setClipRect(bar)
        painter.fillPath(path, QColor(t.tones["hard"].chart if rate > LINE else t.blue))
        painter.restore()
        painter.setFont(fonts.font(12))
        painter.setPen(QColor(t.text2))
        slot = self._area.width() / len(self._rates)
        under = QRectF(bar.center().x() - slot / 2, self._area.bottom() + 6, slot, 18)
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, date)
        if self.ring and place == self._here:
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.drawRoundedRect(bar.adjusted(-4, -4, 4, 0), 5, 5)

    def _value(self, painter: QPainter, place: int) -> None:
        """The value above a bar, on a patch so that the line never crosses it."""
        t, rate, bar = theme.tokens(), self._rates[place][1], self._bar(place)
        painter.setFont(fonts.font(12, 600))
        text = f"{rate:.1f}"
        wide = QFontMetrics(painter.font()).horizontalAdvance(text) + 8
        patch = QRectF(bar.center().x() - wide / 2, bar.top() - 20, wide, 17)
        painter.fillRect(patch, QColor(t.surface))
        painter.setPen(QColor(t.tones["hard"].text if rate > LINE else t.text2))
        painter.drawText(patch, Qt.AlignmentFlag.AlignCenter, text)

    def _name_line(self, painter: QPainter) -> None:
        t, x, y = theme.tokens(), self._area.right() + 10, self._y(LINE)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(fonts.font(12, 600))
        painter.setPen(QColor(t.text2))
        painter.drawText(QRectF(x, y - 17, 74, 18), left, line_name())
        painter.setFont(fonts.font(12))
        painter.setPen(QColor(t.text3))
        painter.drawText(QRectF(x, y, 74, 18), left, tr("keep below"))

    # Reaching a send

    def _at(self, event: QMouseEvent) -> int:
        """The bar under the mouse, -1 none."""
        slots = [self._bar(place).adjusted(-8, -20, 8, 26) for place in range(len(self._rates))]
        return next((place for place, slot in enumerate(slots) if slot.contains(event.position())), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._at(event)
        self.setCursor(Qt.CursorShape.ArrowCursor if place < 0 else Qt.CursorShape.PointingHandCursor)
        show = tr("Show the addresses that bounced")
        self.setToolTip("" if place < 0 else f"{self._rates[place][2]}\n{show}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if (place := self._at(event)) >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._first + place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._rates:
            self.chosen.emit(self._first + self._here)
        elif event.key() in (*FORTH, *BACK) and self._rates:
            self._here = (self._here + (1 if event.key() in FORTH else -1)) % len(self._rates)
            self.update()
        else:
            super().keyPressEvent(event)


class ForecastChart(QWidget):
    """Two bars on one scale with the same dashed line: the next send to everyone, and after cleaning."""

    LABEL, BAR, STEP = 30, 26, 76  # heights; from the first bar to the second

    def __init__(self) -> None:
        super().__init__()
        self._bars: list[tuple[str, float | None]] = []
        self.setFixedHeight(162)

    def show_forecast(self, forecast: Forecast) -> None:
        """Shows what to expect."""
        self._bars = [
            (tr("If you send to everyone"), forecast.everyone),
            (tr("After cleaning"), forecast.cleaned),
        ]
        said = [f"{name}: {self._about(rate)}" for name, rate in self._bars]
        self.setAccessibleName(", ".join([tr("Your next send"), *said]))
        self.update()

    @staticmethod
    def _about(rate: float | None) -> str:
        return tr("not known yet") if rate is None else tr("about {share}").format(share=percent(rate))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = max(1.6 * LINE, *(1.2 * rate for _, rate in self._bars if rate is not None), 0)
        for place, (_, rate) in enumerate(self._bars):
            self._paint_bar(painter, place * self.STEP + self.LABEL, rate, top)
        x = round(self.width() * LINE / top) + 0.5
        _dashed(painter)
        painter.drawLine(QPointF(x, 26), QPointF(x, self.STEP + self.LABEL + self.BAR + 6))
        for place, (name, rate) in enumerate(self._bars):
            self._say(painter, place * self.STEP, name, rate)
        painter.setFont(fonts.font(12, 500))
        painter.setPen(QColor(t.text2))
        under = QRectF(x - 60, self.STEP + self.LABEL + self.BAR + 9, 120, 18)
        under.moveLeft(max(0.0, min(under.left(), self.width() - under.width())))
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, line_name())

    @staticmethod
    def _tone(rate: float | None) -> theme.Tone:
        return theme.tone("ok" if rate is None or rate <= LINE else "hard")

    def _say(self, painter: QPainter, y: int, name: str, rate: float | None) -> None:
        """What a bar is, and its value; on patches so that the line never crosses them."""
        t, about = theme.tokens(), self._about(rate)
        both = (
            (name, fonts.font(13), t.text2, Qt.AlignmentFlag.AlignLeft),
            (
                about,
                fonts.font(14, 600),
                t.text3 if rate is None else self._tone(rate).text,
                Qt.AlignmentFlag.AlignRight,
            ),
        )
        for text, font, colour, side in both:
            wide = QFontMetrics(font).horizontalAdvance(text) + 6
            left = 0 if side == Qt.AlignmentFlag.AlignLeft else self.width() - wide
            patch = QRectF(left, y + 5, wide, 22)
            painter.fillRect(patch, QColor(t.surface))
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(patch, Qt.AlignmentFlag.AlignVCenter | side, text)

    def _paint_bar(self, painter: QPainter, y: int, rate: float | None, top: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens().sunken))
        track = QRectF(0, y, self.width(), self.BAR)
        painter.drawRoundedRect(track, 4, 4)
        if rate:
            painter.setBrush(QColor(self._tone(rate).chart))
            track.setWidth(max(6.0, self.width() * rate / top))
            painter.drawRoundedRect(track, 4, 4)


class Composition(QWidget):
    """OK against the rest, and below it the rest under a lens. The legend beside it says the same in words."""

    LEAST, GAP = 5, 2

    def __init__(self) -> None:
        super().__init__()
        self._counts: dict[str, int] = {}
        self.setFixedHeight(52)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Shows people by status."""
        self._counts = counts
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
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
        painter.drawLine(QPointF(wide - part, 20), QPointF(0, 37))
        painter.drawLine(QPointF(wide, 20), QPointF(wide, 37))
        painter.setPen(Qt.PenStyle.NoPen)
        parts = [(n, name) for name, n in self._counts.items() if n and name != "ok"]
        room = wide - self.GAP * (len(parts) - 1)
        widths = [max(self.LEAST, room * n / rest) for n, _ in parts]
        widths[widths.index(max(widths))] -= sum(widths) - room
        x = 0.0
        for width, (_, name) in zip(widths, parts, strict=True):
            painter.setBrush(QColor(t.tones[name].chart))
            painter.drawRoundedRect(QRectF(x, 39, width, 12), 3, 3)
            x += width + self.GAP
