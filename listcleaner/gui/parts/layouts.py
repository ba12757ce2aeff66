"""Putting parts together: rows, stacks, frames the style sheet knows, scrolled content."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget


def framed(name: str, value: object = True) -> QFrame:
    """A frame the style sheet knows: card, strip, brake, box, line, upright."""
    frame = QFrame()
    frame.setProperty(name, value)
    return frame


def ground(widget: QWidget, name: str) -> QWidget:
    """Gives a plain widget the background of a token (surface, canvas)."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    widget.setProperty("ground", name)
    return widget


def _filled(
    layout: QBoxLayout, parts: tuple[object, ...], gap: int, margins: tuple[int, int, int, int]
) -> None:
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)


def row(*parts: object, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Side by side: widgets, layouts, a number for a gap, None for what is left."""
    layout = QHBoxLayout()
    _filled(layout, parts, gap, margins)
    return layout


def stack(*parts: object, gap: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """One above the other, as in :func:`row`."""
    layout = QVBoxLayout()
    _filled(layout, parts, gap, margins)
    return layout


class _Scrolled(QScrollArea):
    """``gutter``: free space at the right, in which the scroll bar stands, so that the content is as wide with it as without."""

    def __init__(self, gutter: int) -> None:
        super().__init__()
        self._gutter = gutter
        self.verticalScrollBar().rangeChanged.connect(self._keep_width)
        self._keep_width()

    def _keep_width(self) -> None:
        bar = self.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
        self.setViewportMargins(0, 0, max(0, self._gutter - taken), 0)


def scrolled(content: QWidget, gutter: int = 0) -> QScrollArea:
    """The content in an area that scrolls up and down only, with a ``gutter`` at its right."""
    area = _Scrolled(gutter)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setProperty("clear", True)
    area.setWidget(content)
    return area


def tab_in_order(*parts: QWidget) -> None:
    """Tab goes through these parts in this order, through what is in a part in the order it was made."""
    stops = [
        one
        for part in parts
        for one in (part, *part.findChildren(QWidget))
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
    ]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def lay_out(dialog: QWidget, layout: QLayout, wide: int) -> None:
    """Gives a dialog its layout, this width, and the height its sentences need then."""
    dialog.setLayout(layout)
    dialog.setFixedSize(wide, layout.totalHeightForWidth(wide))


def emptied(layout: QLayout) -> None:
    """Takes everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            emptied(inner)
