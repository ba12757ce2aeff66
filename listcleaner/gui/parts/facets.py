"""The list of facets beside a table: several values of one group add up, groups narrow."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from listcleaner.gui.look import fonts, icons, theme
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import emptied, scrolled, stack
from listcleaner.gui.parts.painted import RIGHT, PaintedButton, write
from listcleaner.gui.text import number


class Facet(PaintedButton):
    """One value: icon, word, count. Tinted when chosen."""

    def __init__(self, text: str, icon: str = "", tone: str = "text2") -> None:
        super().__init__(text)
        self.setFixedHeight(30)
        self.setToolTip(text)  # it may be cut
        self._icon, self._tone, self.count = icon, tone, 0

    def set_count(self, count: int) -> None:
        """Shows how many there are."""
        self.count = count
        self.setAccessibleName(f"{self.text()}, {number(count)}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, on = theme.tokens(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.tint if on else t.press))
            painter.drawRoundedRect(area, 6, 6)
        if self.ring:
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        x = 8
        if self._icon:
            icons.paint(painter, self._icon, theme.colour("accent" if on else self._tone), x, 7, 16)
            x = 30
        value, font = number(self.count), fonts.font(13, 600 if on else 400)
        right = QRectF(0, 0, self.width() - 6, 30)
        write(painter, right, value, font, t.accent if on else t.text3, RIGHT)
        room = right.width() - QFontMetrics(font).horizontalAdvance(value) - x - 4
        colour = t.accent if on else t.text if self._icon else t.text2
        write(painter, QRectF(x, 0, room, 30), self.text(), font, colour)


class Facets(QWidget):
    """Groups of facets. ``chosen``: the values chosen, by group; ``changed`` says they are others."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(8, 12, 0, 12)
        self._column.setSpacing(0)
        content = QWidget()
        content.setLayout(self._column)
        self.setLayout(stack(scrolled(content, gutter=10)))
        self.chosen: dict[str, set[str]] = {}
        self._facets: dict[tuple[str, str], Facet] = {}
        self._all: Facet | None = None

    def offer(
        self, groups: dict[str, tuple[str, list[tuple[str, Facet, int]]]], everything: tuple[str, int]
    ) -> None:
        """Shows groups: id → title and (value, facet, count). The first group begins with ``everything``: its word and count."""
        emptied(self._column)
        self._facets.clear()
        self._all = Facet(everything[0], "users")
        self._all.set_count(everything[1])
        self._all.clicked.connect(self.clear)
        for place, (group, (title, values)) in enumerate(groups.items()):
            if place:
                self._column.addSpacing(12)
            heading = Label("heading", title)
            heading.setContentsMargins(8, 0, 8, 0)
            heading.setFixedHeight(26)
            self._column.addWidget(heading)
            if not place:
                self._column.addWidget(self._all)
            for value, facet, count in values:
                facet.set_count(count)
                facet.clicked.connect(lambda on, group=group, value=value: self._toggle(group, value, on))
                self._facets[group, value] = facet
                self._column.addWidget(facet)
        self._column.addStretch(1)
        self._mark()

    def set_counts(self, counts: dict[tuple[str, str], int]) -> None:
        """New counts, same facets."""
        for key, count in counts.items():
            if key in self._facets:
                self._facets[key].set_count(count)

    @property
    def offered(self) -> list[tuple[str, str]]:
        """Group and value of every facet."""
        return list(self._facets)

    def has(self, group: str, value: str) -> bool:
        """Whether this value is offered."""
        return (group, value) in self._facets

    def choose(self, group: str, value: str) -> None:
        """Shows only this value of one group."""
        self.chosen = {group: {value}}
        self._mark()
        self.changed.emit()

    def clear(self) -> None:
        """Shows everything."""
        self.chosen = {}
        self._mark()
        self.changed.emit()

    def _toggle(self, group: str, value: str, on: bool) -> None:
        values = self.chosen.setdefault(group, set())
        values.add(value) if on else values.discard(value)
        if not values:
            del self.chosen[group]
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        for (group, value), facet in self._facets.items():
            facet.setChecked(value in self.chosen.get(group, set()))
        if self._all is not None:
            self._all.setChecked(not self.chosen)
