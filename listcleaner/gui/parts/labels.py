"""Texts by role: size, weight, colour and line box, so that pages look alike in every language."""

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from listcleaner.gui.look import fonts, theme
from listcleaner.gui.text import language

# Role → pixel size, weight, colour, height of the line box (0: as many lines as needed).
ROLES = {
    "title": (22, 600, "text", 30),
    "drop": (20, 600, "text", 28),
    "sentence": (16, 400, "text", 24),
    "section": (15, 600, "text", 22),
    "subtitle": (14, 400, "text2", 20),
    "file": (14, 600, "text", 20),
    "name": (13, 500, "text", 20),
    "strong": (13, 600, "text", 20),
    "figure": (15, 600, "text", 22),
    "body": (13, 400, "text2", 0),
    "text": (13, 400, "text", 0),
    "caption": (12, 400, "text3", 18),
    "second": (12, 400, "text2", 18),
    "heading": (12, 600, "text3", 18),
}


LEAST = 24  # pixels a line keeps when there is no room
ABOVE = 2  # pixels: Qt puts all of the air below a line
LINE_HEIGHT = {"en": 122, "zh_CN": 112}  # percent; Chinese fonts bring a tall line of their own


def paragraph(html: str) -> str:
    """Text of several lines, with air between them; a number and its percent sign stay together."""
    kept = html.replace(" %", "\u00a0%")
    return f'<p style="line-height: {LINE_HEIGHT[language()]}%">{kept}</p>'


class Label(QLabel):
    """Text in one of the ROLES. The line box is fixed, so that both languages share one layout.

    One line gives way where there is no room: it is shortened, and its tooltip says the whole.
    """

    def __init__(self, role: str, text: str = "", wrap: bool = False, colour: str = "") -> None:
        super().__init__()
        size, weight, usual, height = ROLES[role]
        self._colour = colour or usual
        self._whole = ""
        self.setFont(fonts.font(size, weight))
        self.setWordWrap(wrap)
        if wrap:
            self.setContentsMargins(0, ABOVE, 0, 0)
        self.setTextFormat(Qt.TextFormat.RichText if wrap else Qt.TextFormat.PlainText)
        if height and not wrap:
            self.setFixedHeight(height)
        self._dress()
        self.setText(text)

    def text(self) -> str:
        """The whole text."""
        return self._whole

    def setText(self, text: str) -> None:
        self._whole = text
        self.updateGeometry()  # also where nothing of it shows yet
        self._fit()

    def _shortened(self, metrics: QFontMetrics, width: int) -> str:
        return metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, width)

    def _fit(self) -> None:
        if self.wordWrap():
            super().setText(paragraph(escape(self._whole).replace("\n", "<br>")) if self._whole else "")
            return
        shown, metrics = self._whole, QFontMetrics(self.font())
        room = self.contentsRect().width()
        if metrics.horizontalAdvance(shown) > room:
            shown = self._shortened(metrics, room)
        if shown != super().text():
            super().setText(shown)
        cut = self._whole if shown != self._whole else ""
        self.setToolTip(cut)
        self.setAccessibleName(cut)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.wordWrap():
            self._fit()

    def sizeHint(self) -> QSize:
        if self.wordWrap():
            return super().sizeHint()
        margins = self.contentsMargins()
        wide = QFontMetrics(self.font()).horizontalAdvance(self._whole) + margins.left() + margins.right()
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        if self.wordWrap():
            return super().minimumSizeHint()
        return QSize(min(LEAST, self.sizeHint().width()), super().minimumSizeHint().height())

    def recolour(self, colour: str) -> None:
        """Takes another token's or status's colour."""
        self._colour = colour
        self._dress()

    def _dress(self) -> None:
        palette = self.palette()
        wanted = QColor(theme.colour(self._colour))
        if palette.color(QPalette.ColorRole.WindowText) != wanted:
            palette.setColor(QPalette.ColorRole.WindowText, wanted)
            self.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()


class Elided(Label):
    """One line that gives way before all others: as wide as there is room, shortened in the middle or at the right."""

    def __init__(self, role: str, text: str = "", middle: bool = False, colour: str = "") -> None:
        self._mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        super().__init__(role, text, colour=colour)
        self.setFixedHeight(ROLES[role][3] or 20)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def _shortened(self, metrics: QFontMetrics, width: int) -> str:
        return metrics.elidedText(self._whole, self._mode, width)
