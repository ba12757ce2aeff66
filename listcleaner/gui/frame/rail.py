"""The rail: the steps of the work, what is done, where you are, and what is missing."""

from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout, QWidget

from listcleaner.gui.look import fonts, icons, theme
from listcleaner.gui.parts.layouts import framed, row
from listcleaner.gui.parts.painted import PaintedButton, write
from listcleaner.gui.text import tr

State = Literal["done", "warning", "todo"]
WIDE, NARROW = 184, 80


@dataclass(frozen=True)
class Standing:
    """How a step stands: its state and its second line."""

    state: State = "todo"
    second: str = ""


class RailButton(PaintedButton):
    """What step and place buttons have in common: the ground of the current one, the focus ring, the arrow keys.

    ``left``: the person goes on to the next button (1) or the one before (-1).
    """

    left = Signal(int)

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title
        self.narrow = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.left.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _ground(self, painter: QPainter, area: QRectF) -> None:
        t = theme.tokens()
        if self.isChecked():
            painter.setPen(QPen(QColor(t.border), 1))
            painter.setBrush(QColor(t.rail_selected))
            painter.drawRoundedRect(area, 8, 8)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.press))
            painter.drawRoundedRect(area, 8, 8)
        if self.ring:
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 8, 8)


class StepButton(RailButton):
    """A step: circle with its number or mark, its name, and a second line."""

    def __init__(self, number: int, title: str, last: bool) -> None:
        super().__init__(title)
        self.number, self.last = number, last
        self.standing = Standing()

    def set_standing(self, standing: Standing) -> None:
        """Shows how the step stands."""
        self.standing = standing
        self.setToolTip(standing.second)
        said = [tr("Step {number}").format(number=self.number), self.title, standing.second]
        self.setAccessibleName(", ".join(part for part in said if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(NARROW, 64) if self.narrow else QSize(WIDE, 56)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = theme.tokens()
        high = self.height()
        if self.narrow:
            self._ground(painter, QRectF(4.5, 0.5, NARROW - 10, high - 4))
            x, y = NARROW / 2, 20.0
        else:
            self._ground(painter, QRectF(8.5, 0.5, WIDE - 18, high - 5))
            x, y = 32.0, 26.0
            if not self.last:
                painter.fillRect(QRectF(x - 0.5, y + 18, 1.25, high - y - 18), QColor(t.border_strong))
            if self.number > 1:
                painter.fillRect(QRectF(x - 0.5, 0, 1.25, y - 16), QColor(t.border_strong))
        self._circle(painter, x, y)
        weight = 600 if self.isChecked() else 500
        colour = t.text if self.isChecked() or self.standing.state != "todo" else t.text2
        if self.narrow:
            middle = Qt.AlignmentFlag.AlignCenter
            write(painter, QRectF(2, 36, NARROW - 4, 18), self.title, fonts.font(12, weight), colour, middle)
            return
        write(painter, QRectF(54, 7, WIDE - 62, 20), self.title, fonts.font(14, weight), colour)
        quiet = t.text2 if self.standing.state != "todo" else t.text3
        write(painter, QRectF(54, 26, WIDE - 65, 18), self.standing.second, fonts.font(12), quiet)

    def _circle(self, painter: QPainter, x: float, y: float) -> None:
        t, state = theme.tokens(), self.standing.state
        circle = QRectF(x - 12, y - 12, 24, 24)
        here = self.isChecked()
        if state == "todo":
            painter.setPen(Qt.PenStyle.NoPen if here else QPen(QColor(t.control), 1.25))
            painter.setBrush(QColor(t.fill) if here else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(circle if here else circle.adjusted(0.6, 0.6, -0.6, -0.6))
            painter.setFont(fonts.font(12, 600))
            painter.setPen(QColor("#FFFFFF" if here else t.text3))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self.number))
            return
        tone = t.tones["ok" if state == "done" else "soft"]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.tint))
        painter.drawEllipse(circle)
        icons.paint(painter, "check" if state == "done" else "triangle-alert", tone.text, x - 7, y - 7, 14)
        if here:
            painter.setPen(QPen(QColor(t.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(circle.adjusted(-2.5, -2.5, 2.5, 2.5))


class PlaceButton(RailButton):
    """A place beside the steps, such as Settings: icon and name."""

    def __init__(self, icon: str, title: str) -> None:
        super().__init__(title)
        self.icon_name = icon
        self.setAccessibleName(title)

    def sizeHint(self) -> QSize:
        return QSize(NARROW, 48) if self.narrow else QSize(WIDE, 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = theme.tokens()
        font = fonts.font(12 if self.narrow else 13, 500)
        if self.narrow:
            self._ground(painter, QRectF(4.5, 0.5, NARROW - 10, self.height() - 2))
            icons.paint(painter, self.icon_name, t.text2, NARROW / 2 - 8, 6, 16)
            middle = Qt.AlignmentFlag.AlignCenter
            write(painter, QRectF(2, 24, NARROW - 4, 18), self.title, font, t.text2, middle)
            return
        self._ground(painter, QRectF(8.5, 0.5, WIDE - 18, self.height() - 2))
        icons.paint(painter, self.icon_name, t.text2, 24, 9, 16)
        write(painter, QRectF(54, 0, WIDE - 62, self.height()), self.title, font, t.text2)


class Brand(QWidget):
    """The program's mark and name."""

    def __init__(self) -> None:
        super().__init__()
        self.narrow = False
        self.setFixedHeight(72)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = theme.tokens()
        x = (NARROW - 28) / 2 if self.narrow else 18
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.fill))
        painter.drawRoundedRect(QRectF(x, 14, 28, 28), 7, 7)
        icons.paint(painter, "list-checks", "#FFFFFF", x + 6, 20, 16)
        if not self.narrow:
            write(painter, QRectF(56, 14, WIDE - 60, 28), tr("List Cleaner"), fonts.font(14, 600), t.text)


class Rail(QFrame):
    """Steps above, places below. ``chosen`` carries the id of a step or place."""

    chosen = Signal(str)

    def __init__(self, steps: dict[str, str], places: dict[str, tuple[str, str]]) -> None:
        super().__init__()
        self.brand = Brand()
        self.buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 12)
        layout.setSpacing(0)
        layout.addWidget(self.brand)
        for number, (name, title) in enumerate(steps.items(), 1):
            self._add(layout, name, StepButton(number, title, number == len(steps)))
        layout.addStretch(1)
        layout.addLayout(row(framed("line", "strong"), margins=(16, 0, 17, 8)))
        for name, (icon, title) in places.items():
            self._add(layout, name, PlaceButton(icon, title))
        self.set_narrow(False)

    def _add(self, layout: QVBoxLayout, name: str, button: RailButton) -> None:
        self.buttons[name] = button
        self._group.addButton(button)
        button.clicked.connect(lambda: self.chosen.emit(name))
        button.left.connect(partial(self._go_on, button))
        layout.addWidget(button)

    def _go_on(self, button: RailButton, step: int) -> None:
        every = list(self.buttons.values())
        every[(every.index(button) + step) % len(every)].setFocus(Qt.FocusReason.TabFocusReason)

    def set_narrow(self, narrow: bool) -> None:
        """With the second lines, or circles with names below."""
        self.setFixedWidth(NARROW if narrow else WIDE)
        self.brand.narrow = narrow
        for button in self.buttons.values():
            button.narrow = narrow
            button.setFixedHeight(button.sizeHint().height())
            button.update()

    def set_current(self, name: str) -> None:
        """Marks where you are; there Tab comes in, and the arrow keys go on to the others."""
        self.buttons[name].setChecked(True)
        for one, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one == name else Qt.FocusPolicy.ClickFocus)

    def set_standing(self, name: str, standing: Standing) -> None:
        """Shows how a step stands."""
        button = self.buttons[name]
        if isinstance(button, StepButton):
            button.set_standing(standing)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(t.rail))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(t.border))
