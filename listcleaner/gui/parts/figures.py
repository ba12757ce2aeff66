"""Lines of figures that lead to their addresses: a status with its share, a reason with its bar."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen

from listcleaner.gui.look import fonts, icons, theme
from listcleaner.gui.parts.painted import LEFT, RIGHT, PaintedButton, write
from listcleaner.gui.text import number, percent, tr


class _Figure(PaintedButton):
    """A line that can be pressed: tinted under the mouse, ringed by the keyboard."""

    HIGH = 27

    def __init__(self, text: str, count: int, said: str) -> None:
        super().__init__(text)
        self.setCheckable(False)
        self.count = count
        self.setFixedHeight(self.HIGH)
        self.setMinimumWidth(120)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(", ".join([text, number(count), said] if said else [text, number(count)]))
        self.setToolTip(tr("{what}: show these addresses").format(what=text))

    def sizeHint(self) -> QSize:
        return QSize(200, self.HIGH)

    def _begin(self, painter: QPainter) -> None:
        t = theme.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.ring:
            painter.setPen(QPen(QColor(t.accent), 2) if self.ring else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)


class Share(_Figure):
    """A status: icon, word, number and share of all."""

    def __init__(self, text: str, status: str, count: int, share: float) -> None:
        super().__init__(text, count, percent(share))
        self._status, self._share = status, percent(share)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = theme.tokens(), QPainter(self)
        self._begin(painter)
        wide, high = self.width(), self.height()
        icons.paint(painter, theme.ICONS[self._status], theme.colour(self._status), 0, (high - 16) / 2, 16)
        figures = QRectF(wide - 110, 0, 55, high)
        write(painter, QRectF(22, 0, wide - 22 - 110, high), self.text(), fonts.font(13), t.text, LEFT)
        write(painter, figures, number(self.count), fonts.font(13, 600), t.text, RIGHT)
        write(painter, QRectF(wide - 54, 0, 54, high), self._share, fonts.font(12), t.text3, RIGHT)


class Bar(_Figure):
    """A reason, or a source: text and number above a bar that is a share of the largest. ``shown``: more than the number."""

    HIGH = 40

    def __init__(self, text: str, status: str, count: int, share: float, shown: str = "") -> None:
        super().__init__(text, count, shown)
        self._tone, self._share, self._shown = status, share, shown or number(count)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = theme.tokens(), QPainter(self)
        self._begin(painter)
        wide, shown = self.width(), self._shown
        room = QFontMetrics(fonts.font(13, 600)).horizontalAdvance(shown)
        write(painter, QRectF(0, 4, wide - room - 8, 20), self.text(), fonts.font(13), t.text, LEFT)
        write(painter, QRectF(wide - room - 1, 4, room + 1, 20), shown, fonts.font(13, 600), t.text, RIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.sunken))
        painter.drawRoundedRect(QRectF(0, 27, wide, 6), 3, 3)
        painter.setBrush(QColor(t.tones[self._tone].chart))
        painter.drawRoundedRect(QRectF(0, 27, max(6.0, wide * self._share), 6), 3, 3)
