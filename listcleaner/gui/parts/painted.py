"""What all painted controls share: text that is never cut without a sign, a ring only after keyboard use; of buttons:
Enter presses, arrows move.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton

BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
FORTH = (Qt.Key.Key_Down, Qt.Key.Key_Right)
BACK = (Qt.Key.Key_Up, Qt.Key.Key_Left)


def write(
    painter: QPainter, area: QRectF, text: str, font: QFont, colour: str, side: Qt.AlignmentFlag = LEFT
) -> None:
    """A line of text in its area, shortened at the right where it is too long."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, side, shown)


class Ringed:
    """Beside a widget class: ``ring`` says that the focus is to be shown."""

    ring = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)  # type: ignore[misc]

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.ring = False
        super().focusOutEvent(event)  # type: ignore[misc]


class PaintedButton(Ringed, QAbstractButton):
    """A button its class paints."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in FORTH or event.key() in BACK:
            self._move(1 if event.key() in FORTH else -1)
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        """To the next control, or the one before. Of a group where one is chosen, Qt lets Tab stop only there; arrows go on."""
        group = self.group()
        if group is None:
            self.focusNextPrevChild(step > 0)
            return
        there = [one for one in group.buttons() if one.isVisible() and one.isEnabled()]
        there[(there.index(self) + step) % len(there)].setFocus(Qt.FocusReason.TabFocusReason)
