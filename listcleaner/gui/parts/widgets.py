"""Small parts every page is built from: icon, button, switch, badge, pill, choice, strip."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import (
    Property,
    QEasingCurve,
    QEvent,
    QPropertyAnimation,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFrame,
    QPushButton,
    QStyledItemDelegate,
    QWidget,
)

from listcleaner.gui.look import fonts, icons, theme
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import row


class Icon(QWidget):
    """An icon in the colour of a token or status; with ``tile`` on a rounded square in the status's tint."""

    def __init__(self, name: str, colour: str, size: int = 16, tile: int = 0, round_: bool = False) -> None:
        super().__init__()
        self._name, self._colour, self._size, self._round = name, colour, size, round_
        self._tile = tile
        side = tile or size
        self.setFixedSize(side, side)

    def set(self, name: str, colour: str) -> None:
        """Shows another icon."""
        self._name, self._colour = name, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = theme.tokens()
        if self._tile:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.tones[self._colour].tint if self._colour in t.tones else t.tint))
            radius = self._tile / 2 if self._round else 8
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        inset = (self.width() - self._size) / 2
        icons.paint(painter, self._name, theme.colour(self._colour), inset, inset, self._size)


class Button(QPushButton):
    """A button with an icon in its text's colour. ``kind``: primary, ghost, link or plain."""

    def __init__(self, text: str, kind: str = "", icon: str = "", trailing: bool = False) -> None:
        super().__init__(text)
        self._kind, self._icon, self._trailing = kind, icon, trailing
        self.setFont(fonts.font(13, 600 if kind == "primary" else 500))
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus, and its ring, where it is
        if kind:
            self.setProperty("kind", kind)
        if trailing:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._dress()

    def set_icon(self, name: str) -> None:
        """Shows another icon."""
        self._icon = name
        self._dress()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._dress()

    def _dress(self) -> None:
        if self._icon:
            t = theme.tokens()
            colour = {"primary": "#FFFFFF", "link": t.accent, "ghost": t.text2}.get(self._kind, t.text)
            gap = 4 if self.text() else 0
            before, after = (gap, 0) if self._trailing else (0, gap)
            faint = t.text3 if self._kind == "primary" else t.border_strong
            self.setIcon(icons.icon(self._icon, colour, faint, before, after))
            self.setIconSize(QSize(16 + gap, 16))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()


def icon_button(icon: str, name: str) -> Button:
    """A button that is only an icon; pointing at it, and a screen reader, say its name."""
    button = Button("", "ghost", icon)
    button.setFixedWidth(32)
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button


class Switch(QAbstractButton):
    """On or off, 36 x 20."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFixedSize(40, 24)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._place = 0.0
        self._slide = QPropertyAnimation(self, b"place", self)
        self._slide.setDuration(120)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)

    def sizeHint(self) -> QSize:
        return QSize(40, 24)

    def _get_place(self) -> float:
        return self._place

    def _set_place(self, place: float) -> None:
        self._place = place
        self.update()

    place = Property(float, _get_place, _set_place)

    def set_on(self, on: bool) -> None:
        """Stands so, without a signal and without motion."""
        self.blockSignals(True)
        self.setChecked(on)
        self.blockSignals(False)
        self._slide.stop()
        self._set_place(float(on))

    def nextCheckState(self) -> None:
        super().nextCheckState()
        self._slide.stop()
        self._slide.setEndValue(float(self.isChecked()))
        self._slide.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        t, on = theme.tokens(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track, size = QRectF(2.5, 2.5, 35, 19), 14.0 if on else 11.0
        if self.hasFocus():  # a gap between ring and track: both may be blue
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.drawRoundedRect(QRectF(1, 1, 38, 22), 11, 11)
            track, size = track.adjusted(2, 2, -2, -2), size - 3
        painter.setPen(QPen(QColor(t.fill if on else t.control), 1.25))
        painter.setBrush(QColor(t.fill) if on else QColor(t.surface))
        if not self.isEnabled():
            painter.setOpacity(0.5)
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#FFFFFF") if on else QColor(t.control))
        x = 12 + 16 * self._place
        painter.drawEllipse(QRectF(x - size / 2, 12 - size / 2, size, size))


class Badge(QWidget):
    """A count on the tint of a status; grey when it is switched off or zero."""

    def __init__(self, tone: str) -> None:
        super().__init__()
        self._tone, self._text, self._quiet = tone, "", False
        self.setFixedHeight(22)

    def show_text(self, text: str, quiet: bool = False) -> None:
        """Shows this number."""
        self._text, self._quiet = text, quiet
        self.setAccessibleName(text)
        self.setFixedWidth(QFontMetrics(fonts.font(13, 600)).horizontalAdvance(text) + 14)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = None if self._quiet else t.tones.get(self._tone)
        if tone or not self._quiet:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tone.tint if tone else t.sunken))
            painter.drawRoundedRect(QRectF(0, 1, self.width(), 20), 5, 5)
        painter.setFont(fonts.font(13, 600))
        painter.setPen(QColor(tone.text if tone else t.text3 if self._quiet else t.text2))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


class Pill(QWidget):
    """A status: icon and word on its tint."""

    def __init__(self) -> None:
        super().__init__()
        self._status, self._text = "ok", ""
        self.setFixedHeight(22)

    def show_status(self, status: str, text: str) -> None:
        """Shows this status."""
        self._status, self._text = status, text
        self.setAccessibleName(text)
        self.setFixedWidth(QFontMetrics(fonts.font(12, 600)).horizontalAdvance(text) + 40)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = theme.tone(self._status)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.tint))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        icons.paint(painter, tone.icon, tone.text, 8, 4, 14)
        painter.setFont(fonts.font(12, 600))
        painter.setPen(QColor(tone.text))
        area = self.rect().adjusted(28, 0, 0, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text)


class Choice(QComboBox):
    """A small menu of values inside a sentence. ``chosen`` carries the value; only the person's choice emits it."""

    chosen = Signal(object)

    def __init__(self, name: str, small: bool = True) -> None:
        super().__init__()
        self.setProperty("small", small)
        self.setAccessibleName(name)
        self.setFont(fonts.font(13, 500 if small else 400))
        self.setItemDelegate(QStyledItemDelegate(self))  # Fusion's own shows no tint under the mouse
        self.activated.connect(lambda place: self.chosen.emit(self.itemData(place)))

    def offer(self, values: dict[object, str], chosen: object) -> None:
        """Offers these values (value → text) and shows the chosen one."""
        self.clear()
        for value, text in values.items():
            self.addItem(text, value)
        self.setCurrentIndex(list(values).index(chosen) if chosen in values else -1)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as its longest value: Fusion's own hint leaves room for twice that."""
        if not self.property("small"):
            return super().sizeHint()
        metrics = QFontMetrics(self.font())
        texts = [self.itemText(place) for place in range(self.count())]
        return QSize(max((metrics.horizontalAdvance(text) for text in texts), default=20) + 37, 26)

    def minimumSizeHint(self) -> QSize:
        return (
            self.sizeHint().boundedTo(QSize(72, 32)) if self.property("small") else super().minimumSizeHint()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self.currentText() if self.width() < self.sizeHint().width() else "")

    def wheelEvent(self, event: object) -> None:
        """Scrolling the page must not change a rule."""
        event.ignore()  # type: ignore[attr-defined]


class Strip(QFrame):
    """A line about a file or a step: icon, sentence, perhaps a link. ``kind``: warning, error, ok."""

    LOOK: ClassVar = {
        "warning": ("triangle-alert", "soft"),
        "error": ("circle-x", "hard"),
        "ok": ("circle-check", "ok"),
    }

    def __init__(self, kind: str, text: str, link: str = "", act: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.setProperty("strip", kind)
        self.setMinimumHeight(36)
        icon, tone = self.LOOK[kind]
        self.sentence = Label("text", text, wrap=True)
        parts: list[object] = [Icon(icon, tone), self.sentence]
        layout = row(*parts, gap=10, margins=(12, 6, 5, 6))
        layout.setStretch(1, 1)
        self._parts = layout
        self.setLayout(layout)
        if link and act:
            button = Button(link, "link")
            button.clicked.connect(lambda: act())
            self.add(button)

    def add(self, control: QWidget) -> None:
        """Puts a control at its end."""
        self._parts.addWidget(control)
