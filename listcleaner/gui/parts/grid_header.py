"""The header of a table: its words stand over the cells' words, the sort chevron beside them."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from listcleaner.gui.look import fonts, icons, theme
from listcleaner.gui.parts.cells import FIRST_INSET, INSET

CHEVRON = 12


class GridHeader(QHeaderView):
    """Header text with the same insets as the cells below it, and the sort chevron beside the word."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(34)
        self.sorted: tuple[int, bool] | None = None  # column, descending

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        t = theme.tokens()
        painter.save()
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(t.border))
        title = str(self.model().headerData(section, self.orientation()) or "")
        here = self.sorted is not None and self.sorted[0] == section
        painter.setFont(fonts.font(12, 600 if here else 500))
        painter.setPen(QColor(t.text if here else t.text3))
        left = rect.left() + (FIRST_INSET if section == 0 else INSET)
        align = self.model().headerData(section, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        right = align == Qt.AlignmentFlag.AlignRight
        area = QRect(left, rect.top(), rect.right() - left - (15 if right else 4), rect.height() - 1)
        metrics = QFontMetrics(painter.font())
        last = all(self.isSectionHidden(one) for one in range(section + 1, self.count()))
        room = area.width() - (CHEVRON + 4 if here and last else 0)
        title = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | side, title)
        if here and self.sorted:
            chevron = "chevron-down" if self.sorted[1] else "chevron-up"
            after = left + metrics.horizontalAdvance(title) + 4
            icons.paint(painter, chevron, t.text, after, rect.center().y() - 6, CHEVRON)
        painter.restore()
