"""Where files are dropped: the big area of the empty page and the small one below the cards. All painted."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from listcleaner.gui.look import icons, theme


class DropArea(QFrame):
    """A dashed outline; tinted while files hover over the window, in red where none of them can be read."""

    def __init__(self, radius: int) -> None:
        super().__init__()
        self._radius = radius
        self.hovered = self.refused = False

    def set_hovered(self, hovered: bool, refused: bool = False) -> None:
        """Files are over the window, or no more. ``refused``: none of them can be read."""
        self.hovered, self.refused = hovered, refused
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hard = t.tones["hard"]
        line, tint = (hard.text, hard.tint) if self.refused else (t.accent, t.tint)
        pen = QPen(QColor(line if self.hovered else t.control), 1.5)
        pen.setDashPattern([5, 3.5])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(QColor(tint if self.hovered else t.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), self._radius, self._radius)


class Drawing(QWidget):
    """Three sheets of paper and a check: what the program does, for the empty page."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(280, 24)  # on a screen of 600 pixels there is no more
        self.setMaximumSize(280, 144)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(280, 144)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min(self.width() / 280, self.height() / 144)
        painter.translate(self.width() / 2, self.height() / 2)
        painter.scale(scale, scale)
        tones = t.tones
        ok, soft, hard = (QColor(tones[name].chart) for name in ("ok", "soft", "hard"))
        self._sheet(painter, -82, 5, -8, QColor(t.blue), [ok, ok, hard, ok, soft])
        self._sheet(painter, 82, 5, 8, soft, [hard, soft, hard, soft, hard])
        self._sheet(painter, 0, -6, 0, ok, [ok] * 6)
        painter.setPen(QPen(QColor(t.surface), 3))
        painter.setBrush(QColor(tones["ok"].text))
        painter.drawEllipse(QPointF(46, 47), 15, 15)
        icons.paint(painter, "check", t.surface, 37, 38, 18)

    def _sheet(
        self, painter: QPainter, x: float, y: float, angle: float, head: QColor, dots: list[QColor]
    ) -> None:
        t = theme.tokens()
        painter.save()
        painter.translate(x, y)
        painter.rotate(angle)
        wide, high = (104, 124) if not angle else (90, 104)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 12))
        painter.drawRoundedRect(QRectF(-wide / 2, -high / 2 + 4, wide, high), 8, 8)
        painter.setPen(QPen(QColor(t.border_strong), 1))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(QRectF(-wide / 2, -high / 2, wide, high), 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(head)
        painter.drawRoundedRect(QRectF(-wide / 2 + 10, -high / 2 + 10, wide - 20, 8), 4, 4)
        for place, dot in enumerate(dots):
            top = -high / 2 + 32 + 15 * place
            painter.setBrush(dot)
            painter.drawEllipse(QPointF(-wide / 2 + 15, top), 4, 4)
            painter.setBrush(QColor(t.border))
            length = (60, 50, 56, 40, 54, 46)[place]
            painter.drawRoundedRect(QRectF(-wide / 2 + 25, top - 3, length, 6), 3, 3)
        painter.restore()
