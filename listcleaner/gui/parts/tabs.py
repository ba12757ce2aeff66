"""Tabs with counts, painted as the look says."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from listcleaner.gui.look import fonts, theme
from listcleaner.gui.parts.painted import PaintedButton
from listcleaner.gui.text import number

PAD = 6  # pixels beside a tab's words, for the ring


class Tab(PaintedButton):
    """A word and a count on the tint of its tone."""

    def __init__(self, text: str, tone: str) -> None:
        super().__init__(text)
        self.setFixedHeight(40)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._tone, self._count = tone, "0"

    def set_count(self, count: int) -> None:
        """Shows how many rows there are."""
        self._count = number(count)
        self.setAccessibleName(f"{self.text()}, {self._count}")
        self.updateGeometry()
        self.update()

    @property
    def _badge(self) -> int:
        return QFontMetrics(fonts.font(12, 600)).horizontalAdvance(self._count) + 14

    def sizeHint(self) -> QSize:
        word = QFontMetrics(fonts.font(13, 600)).horizontalAdvance(self.text())
        return QSize(word + 8 + self._badge + 1 + 2 * PAD, 40)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 32 + 8 + self._badge + 2 * PAD), 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self.text() if self.width() < self.sizeHint().width() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        t, on = theme.tokens(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(fonts.font(13, 600 if on else 500))
        metrics, room = QFontMetrics(painter.font()), self.width() - self._badge - 8 - 2 * PAD
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        wide = metrics.horizontalAdvance(shown)
        painter.setPen(QColor(t.text if on else t.text2))
        painter.drawText(QRectF(PAD, 0, wide + 2, 39), Qt.AlignmentFlag.AlignVCenter, shown)
        tone = t.tones.get(self._tone)
        painter.setFont(fonts.font(12, 600))
        high = QRectF(PAD + wide + 8, 10, self._badge, 19)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.tint if tone else t.sunken))
        painter.drawRoundedRect(high, 5, 5)
        painter.setPen(QColor(tone.text if tone else t.text2))
        painter.drawText(high, Qt.AlignmentFlag.AlignCenter, self._count)
        if on:
            painter.fillRect(QRectF(PAD - 2, 37, self.width() - 2 * PAD + 4, 3), QColor(t.accent))
        if self.ring:
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 3, -1, -5), 4, 4)


class Tabs(QWidget):
    """A row of tabs. ``chosen`` carries the id."""

    chosen = Signal(str)

    def __init__(self, tabs: dict[str, tuple[str, str]]) -> None:
        super().__init__()
        self.tabs: dict[str, Tab] = {}
        self.current = next(iter(tabs))
        group = QButtonGroup(self)
        layout = self._row = QHBoxLayout(self)
        layout.setContentsMargins(16 - PAD, 0, 16 - PAD, 0)
        for name, (text, tone) in tabs.items():
            tab = Tab(text, tone)
            tab.clicked.connect(lambda _, name=name: self.choose(name))
            group.addButton(tab)
            self.tabs[name] = tab
            layout.addWidget(tab)
        layout.addStretch(1)
        self.set_narrow(False)
        self.tabs[self.current].setChecked(True)

    def set_narrow(self, narrow: bool) -> None:
        """Closer together, or not."""
        self._row.setSpacing(0 if narrow else 18 - 2 * PAD)

    def choose(self, name: str) -> None:
        """Shows this tab."""
        self.current = name
        self.tabs[name].setChecked(True)
        self.chosen.emit(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.tokens().border))
