"""Why mail came back, month by month: a column a month, a part a reason. Each part leads to its addresses."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from listcleaner.core.findings import month_name
from listcleaner.core.health.reasons import Month
from listcleaner.gui.look import fonts, theme
from listcleaner.gui.parts.painted import BACK, FORTH, Ringed, write
from listcleaner.gui.story import reason_text
from listcleaner.gui.text import number, tr, word, wording

NAMED = 5  # reasons with a colour of their own; the others are one part
# Colours by the kind of bounce first; the next reason of that kind takes the next that is free.
COLOURS = {
    "hard": ("hard", "complained", "invalid"),
    "soft": ("soft", "suspended", "invalid"),
    "blocked": ("blocked", "unsubscribed"),
}
REST = ("unsubscribed", "invalid", "complained", "suspended")


class MonthChart(Ringed, QWidget):
    """``chosen`` carries a month (``2026-03``) and a reason."""

    chosen = Signal(str, str)
    LEGEND, LINE = 190, 24  # width of the legend, height of a line there
    YEAR = 64  # pixels a month needs to be named with its year

    def __init__(self) -> None:
        super().__init__()
        self._months: list[Month] = []
        self._reasons: list[str] = []
        self._tones: dict[str, str] = {}
        self._here = 0  # the part the keyboard is at
        self.setMinimumHeight(190)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_months(self, months: list[Month]) -> None:
        """Shows these months, oldest first."""
        self._months, totals = months, dict[str, int]()
        kinds: dict[str, str] = {}
        for month in months:
            for reason, n in month.reasons.items():
                totals[reason] = totals.get(reason, 0) + n
                kinds.setdefault(reason, month.kinds[reason])
        self._reasons = sorted(totals, key=lambda name: -totals[name])[:NAMED]
        self._tones = {}
        for reason in self._reasons:
            wanted = () if reason == "undefined" else COLOURS[kinds[reason]]
            free = [tone for tone in (*wanted, *REST) if tone not in self._tones.values()]
            self._tones[reason] = free[0]
        self._here = 0
        said = [f"{self._name(place)}: {number(sum(m.reasons.values()))}" for place, m in enumerate(months)]
        self.setAccessibleName(", ".join([word("months.title"), *said]))
        self.update()

    def _name(self, place: int) -> str:
        return month_name(self._months[place].start, wording())

    def _parts(self) -> list[tuple[int, str, int, QRectF]]:
        """Month, reason ("" for all others), how many, and where it is painted; from left to right, from the bottom up."""
        area = QRectF(36, 22, self.width() - 36 - self.LEGEND - 24, self.height() - 22 - 26)
        most = max((sum(month.reasons.values()) for month in self._months), default=1)
        slot = area.width() / max(1, len(self._months))
        wide = min(44.0, slot * 0.6)
        parts = []
        for place, month in enumerate(self._months):
            left, bottom = area.left() + slot * (place + 0.5) - wide / 2, area.bottom()
            others = sum(month.reasons.values()) - sum(month.reasons.get(name, 0) for name in self._reasons)
            for reason, n in [*((name, month.reasons.get(name, 0)) for name in self._reasons), ("", others)]:
                high = area.height() * n / most
                if n:
                    parts.append((place, reason, n, QRectF(left, bottom - high, wide, high)))
                bottom -= high
        return parts

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._months:
            return
        t, painter = theme.tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = self.height() - 26
        painter.fillRect(QRectF(36, base, self.width() - 36 - self.LEGEND - 24, 1), QColor(t.border_strong))
        parts = self._parts()
        for part, (place, reason, _, where) in enumerate(parts):
            top = part + 1 == len(parts) or parts[part + 1][0] != place
            self._paint(painter, where, self._colour(reason), top)
            if self.ring and part == self._here:
                painter.setPen(QPen(QColor(t.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(where.adjusted(-3, -2, 3, 2), 4, 4)
            if top:
                whole = number(sum(self._months[place].reasons.values()))
                over = QRectF(where.center().x() - 40, where.top() - 18, 80, 16)
                write(painter, over, whole, fonts.font(12, 600), t.text2, Qt.AlignmentFlag.AlignCenter)
                under = QRectF(where.center().x() - 45, base + 6, 90, 18)
                write(
                    painter, under, self._short(place), fonts.font(12), t.text2, Qt.AlignmentFlag.AlignCenter
                )
        self._legend(painter)

    def _short(self, place: int) -> str:
        """The month; with its year where it is the first or a January, and there is room."""
        name, month = self._name(place), self._months[place].start
        wide = (self.width() - 36 - self.LEGEND - 24) / len(self._months) >= self.YEAR
        if wide and (place == 0 or month.month == 1):
            return name
        return name.rpartition(" ")[0] or name.partition("年")[2]

    def _paint(self, painter: QPainter, where: QRectF, colour: str, top: bool) -> None:
        painter.save()
        painter.setClipRect(where.adjusted(0, 0, 0, -1 if where.height() > 3 else 0))
        path = QPainterPath()
        round_ = min(4.0, where.height()) if top else 0.0
        path.addRoundedRect(where.adjusted(0, 0, 0, round_), round_, round_)
        painter.fillPath(path, QColor(colour))
        painter.restore()

    def _colour(self, reason: str) -> str:
        t = theme.tokens()
        return str(t.tones[self._tones[reason]].chart if reason else t.mute)

    def _legend(self, painter: QPainter) -> None:
        t, left = theme.tokens(), self.width() - self.LEGEND
        others = any(set(month.reasons) - set(self._reasons) for month in self._months)
        for line, reason in enumerate([*self._reasons, *([""] if others else [])]):
            y = 8 + line * self.LINE
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._colour(reason)))
            painter.drawRoundedRect(QRectF(left, y + 5, 10, 10), 2, 2)
            name = reason_text(reason) if reason else word("months.others")
            write(painter, QRectF(left + 18, y, self.LEGEND - 18, 20), name, fonts.font(12), t.text2)

    # Reaching a part

    def _at(self, point: QPointF) -> tuple[int, str, int, QRectF] | None:
        reach = (part for part in self._parts() if part[3].adjusted(-6, -2, 6, 2).contains(point))
        return next(reach, None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        part = self._at(event.position())
        named = part is not None and bool(part[1])
        self.setCursor(Qt.CursorShape.PointingHandCursor if named else Qt.CursorShape.ArrowCursor)
        if part is None:
            QToolTip.hideText()
            return
        name = reason_text(part[1]) if part[1] else word("months.others")
        self.setToolTip(f"{self._name(part[0])}: {name}, {number(part[2])}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._at(event.position()))

    def _choose(self, part: tuple[int, str, int, QRectF] | None) -> None:
        if part is not None and part[1]:
            self.chosen.emit(f"{self._months[part[0]].start:%Y-%m}", part[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        parts = self._parts()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and parts:
            self._choose(parts[self._here])
        elif event.key() in (*FORTH, *BACK) and parts:
            self._here = (self._here + (1 if event.key() in FORTH else -1)) % len(parts)
            place, reason, n, _ = parts[self._here]
            name = reason_text(reason) if reason else word("months.others")
            self.setAccessibleDescription(
                tr("{what}: show these addresses").format(what=f"{self._name(place)}, {name}, {n}")
            )
            self.update()
        else:
            super().keyPressEvent(event)
