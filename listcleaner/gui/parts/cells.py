"""What a table cell shows, and how it is drawn: one delegate for every table, no widgets in rows."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from listcleaner.gui.look import fonts, icons, theme
from listcleaner.gui.text import tr

CellRole = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
INSET, FIRST_INSET = 12, 16
DOTS = 5  # soft bounces shown as dots; of more only the number


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    ``tone``: a status or token that colours icon and text. ``count``: soft bounces so far and their limit.
    ``wrap``: a sentence, small in every row, so that long ones have two lines. ``action``: the text is a button of the row.
    ``address``: elided so that the domain stays. ``tip``: shown on hover; what takes long to say is made then.
    """

    text: str = ""
    second: str = ""
    icon: str = ""
    tone: str = "text"
    text_tone: str = ""
    weight: int = 400
    count: tuple[int, int] | None = None
    right: bool = False
    action: bool = False
    address: bool = False
    wrap: bool = False
    tip: str | Callable[[], str] = ""

    @property
    def hint(self) -> str:
        """What is shown on hover."""
        return (self.tip if isinstance(self.tip, str) else self.tip()) or self.spoken

    @property
    def spoken(self) -> str:
        """The cell in words, for copying and for screen readers."""
        if self.count is not None:
            return tr("{done} of {limit} soft bounces").format(done=self.count[0], limit=self.count[1])
        return ", ".join(part for part in (self.text, self.second) if part)


EMPTY = Cell()


def elide_address(address: str, metrics: QFontMetrics, width: int) -> str:
    """Shortened at the end of the local part: the domain tells more. ``margarete.ho…@gmx.de``."""
    if metrics.horizontalAdvance(address) <= width:
        return address
    local, at, domain = address.rpartition("@")
    rest = at + domain
    room = width - metrics.horizontalAdvance(rest)
    if not at or metrics.horizontalAdvance(rest) > width * 0.8:
        return metrics.elidedText(address, Qt.TextElideMode.ElideMiddle, width)
    return metrics.elidedText(local, Qt.TextElideMode.ElideRight, room) + rest


def count_text(done: int, limit: int) -> str:
    """``2 of 3``."""
    return tr("{done} of {limit}").format(done=done, limit=limit)


def count_width(limit: int) -> int:
    """How wide a cell with a soft count is."""
    text = QFontMetrics(fonts.font(12, 500)).horizontalAdvance(count_text(limit, limit))
    return INSET + (12 * limit + 6 if limit <= DOTS else 0) + text + 8


class CellDelegate(QStyledItemDelegate):
    """Draws cells from the tokens. Emits ``acted`` with the index whose button was pressed."""

    acted = Signal(QModelIndex)

    def __init__(self, row_height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.row_height = row_height
        self.hovered = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t = theme.tokens()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = index.row() == self.hovered
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or hovered:
            painter.fillRect(rect, QColor(t.tint if selected else t.hover))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(t.gridline))
        if selected and index.column() == 0:
            active = bool(state & QStyle.StateFlag.State_Active)
            painter.fillRect(
                rect.left(), rect.top(), 3, rect.height(), QColor(t.accent if active else t.control)
            )
        cell: Cell = index.data(CellRole) or EMPTY
        left = rect.left() + (FIRST_INSET if index.column() == 0 else INSET)
        area = QRect(left, rect.top(), rect.right() - left - (15 if cell.right else 4), rect.height() - 1)
        if cell.action:
            self._button(painter, rect, cell, selected or hovered)
        elif cell.count is not None:
            self._count(painter, area, min(cell.count), cell.count[1])
        else:
            self._text(painter, area, cell)
        painter.restore()

    def _text(self, painter: QPainter, area: QRect, cell: Cell) -> None:
        if cell.icon:
            icons.paint(painter, cell.icon, theme.colour(cell.tone), area.left(), area.center().y() - 7, 16)
            area = area.adjusted(24, 0, 0, 0)
        colour = theme.colour(cell.text_tone or cell.tone)
        if cell.second:
            top = area.top() + (area.height() - 38) // 2
            first = QRect(area.left(), top, area.width(), 20)
            second = QRect(area.left(), top + 20, area.width(), 18)
            _line(painter, first, cell.text, fonts.font(13, 500), colour, cell.address)
            _line(painter, second, cell.second, fonts.font(12), theme.tokens().text2)
            return
        if cell.wrap:
            _two_lines(painter, area, cell.text, colour)
            return
        _line(painter, area, cell.text, fonts.font(13, cell.weight), colour, cell.address, cell.right)

    def _count(self, painter: QPainter, area: QRect, done: int, limit: int) -> None:
        t = theme.tokens()
        x, middle = area.left(), area.center().y() + 0.5
        if limit <= DOTS:
            paint_dots(painter, x, middle, done, limit)
            x += 12 * limit + 6
        text = count_text(done, limit)
        rest = QRect(int(x), area.top(), area.right() - int(x), area.height())
        _line(painter, rest, text, fonts.font(12, 500), t.text if done else t.text3)

    def _button(self, painter: QPainter, rect: QRect, cell: Cell, raised: bool) -> None:
        t = theme.tokens()
        place = self.button_rect(rect, cell.text)
        if raised:
            painter.setPen(QPen(QColor(t.border_strong), 1))
            painter.setBrush(QColor(t.surface))
            painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setFont(fonts.font(13, 500))
        painter.setPen(QColor(t.accent if raised else t.text3))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, cell.text)

    def button_rect(self, rect: QRect, text: str) -> QRect:
        """Where the row's button is, inside the cell ``rect``."""
        width = QFontMetrics(fonts.font(13, 500)).horizontalAdvance(text) + 20
        return QRect(rect.right() - width - 11, rect.center().y() - 13, width, 26)

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        cell: Cell = index.data(CellRole) or EMPTY
        if cell.action and isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            rect: QRect = option.rect  # type: ignore[attr-defined]
            if self.button_rect(rect, cell.text).contains(event.position().toPoint()):
                self.acted.emit(index)
                return True
        return False

    def helpEvent(self, event: object, view: object, option: QStyleOptionViewItem, index: Index) -> bool:
        cell: Cell = index.data(CellRole) or EMPTY
        QToolTip.showText(event.globalPos(), cell.hint)  # type: ignore[attr-defined]
        return True


def _line(
    painter: QPainter,
    area: QRect,
    text: str,
    font: QFont,
    colour: str,
    address: bool = False,
    right: bool = False,
) -> None:
    metrics = QFontMetrics(font)
    if address:
        text = elide_address(text, metrics, area.width())
    elif metrics.horizontalAdvance(text) > area.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


def _two_lines(painter: QPainter, area: QRect, text: str, colour: str) -> None:
    """A sentence on one line or two; what is still too long is elided."""
    layout = QTextLayout(text, fonts.font(12))
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(area.width())
    layout.endLayout()
    start = first.textLength()
    if start >= len(text):
        _line(painter, area, text, layout.font(), colour)
        return
    top = area.top() + (area.height() - 32) // 2
    _line(painter, QRect(area.left(), top, area.width(), 16), text[:start].rstrip(), layout.font(), colour)
    _line(painter, QRect(area.left(), top + 16, area.width(), 16), text[start:], layout.font(), colour)


def paint_dots(painter: QPainter, x: float, middle: float, done: int, limit: int) -> None:
    """Soft bounces so far as dots: filled up to ``done``, rings up to ``limit``."""
    t = theme.tokens()
    filled = QColor(t.tones["suspended"].chart if done >= limit else t.dot)
    for place in range(limit):
        centre = QPointF(x + 4 + 12 * place, middle)
        if place < done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(filled)
            painter.drawEllipse(centre, 4, 4)
        else:
            painter.setPen(QPen(QColor(t.control if done else t.border_strong), 1.25))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, 3.4, 3.4)
