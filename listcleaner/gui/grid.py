"""Tables of any length: the model shows row numbers in an order the core made; no proxy model, no per-row widget."""

from collections.abc import Collection

import numpy as np
from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QHeaderView, QTableView, QWidget

from listcleaner.gui.grid_model import GridModel
from listcleaner.gui.look import theme
from listcleaner.gui.parts.cells import CellDelegate
from listcleaner.gui.parts.grid_header import GridHeader
from listcleaner.gui.parts.painted import Ringed

MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class Grid(Ringed, QTableView):
    """The table view of the window: fast at a million rows, whole rows, drawn by one delegate.

    ``sort_wanted``: column id and descending. ``row_chosen``: source row of the current row, -1 none.
    ``row_acted``: source row and column id of the button pressed; Space and K name no column.
    ``dropped``: Delete on a source row, ``shielded``: P. ``opened``: Enter or double click on one.
    ``selected``: how many rows are selected.
    """

    sort_wanted = Signal(str, bool)
    row_chosen = Signal(int)
    row_acted = Signal(int, str)
    dropped = Signal(int)
    shielded = Signal(int)
    opened = Signal(int)
    selected = Signal(int)

    def __init__(
        self, model: GridModel, row_height: int, name: str, parent: QWidget | None = None, least: int = 0
    ) -> None:
        """``least``: pixels the column that takes what is left keeps; where there are fewer, the table scrolls sideways."""
        super().__init__(parent)
        self._least = least
        self.setAccessibleName(name)
        self.delegate = CellDelegate(row_height, self)
        self.delegate.acted.connect(self._button_pressed)
        self.setItemDelegate(self.delegate)
        self.setHorizontalHeader(GridHeader(self))
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(row_height)
        rows.setDefaultSectionSize(row_height)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.horizontalHeader().sectionClicked.connect(self._header_clicked)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.grid_model().row(index)))
        self._letter = QTimer(self, singleShot=True, interval=QApplication.keyboardInputInterval())
        self._letter.timeout.connect(self._act_on_letter)
        self._typed = ""
        self.setModel(model)
        self._lay_out()

    def setModel(self, model: QAbstractItemModel) -> None:  # type: ignore[override]
        """Also gives the header a selection model of its own.

        Otherwise the header asks, after Ctrl+A, whether whole columns are selected, which walks a million rows in Python
        (measured: 17-45 s frozen; with this 0.01 s). Again after every setModel.
        """
        super().setModel(model)
        header = self.horizontalHeader()
        header.setSelectionModel(QItemSelectionModel(model, self))
        selection = self.selectionModel()
        selection.currentRowChanged.connect(self._current_changed)
        selection.selectionChanged.connect(self._selection_changed)
        if isinstance(model, GridModel):
            model.modelReset.connect(self.viewport().update)

    def grid_model(self) -> GridModel:
        """The model, by its type."""
        model = self.model()
        assert isinstance(model, GridModel)
        return model

    def grid_header(self) -> GridHeader:
        """The header, by its type."""
        header = self.horizontalHeader()
        assert isinstance(header, GridHeader)
        return header

    def _lay_out(self) -> None:
        header = self.horizontalHeader()
        header.setMinimumSectionSize(40)
        for place, column in enumerate(self.grid_model().columns):
            mode = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(place, mode)
            if column.width:
                header.resizeSection(place, column.width)

    def show_columns(self, ids: Collection[str]) -> None:
        """Shows these columns and no others."""
        for place, column in enumerate(self.grid_model().columns):
            self.setColumnHidden(place, column.id not in ids)
        self._share_room()

    def set_row_height(self, height: int) -> None:
        """Makes all rows this high."""
        self.delegate.row_height = height
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    def set_width(self, column: str, width: int) -> None:
        """Makes a column of fixed width as wide as this."""
        place = next(place for place, one in enumerate(self.grid_model().columns) if one.id == column)
        self.horizontalHeader().resizeSection(place, width)
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        header, columns = self.horizontalHeader(), self.grid_model().columns
        stretch = next((place for place, column in enumerate(columns) if not column.width), None)
        if not self._least or stretch is None:
            return
        beside = sum(header.sectionSize(place) for place in range(len(columns)) if place != stretch)
        tight = self.viewport().width() - beside < self._least
        mode = QHeaderView.ResizeMode.Fixed if tight else QHeaderView.ResizeMode.Stretch
        header.setSectionResizeMode(stretch, mode)
        if tight:
            header.resizeSection(stretch, self._least)
        needed = Qt.ScrollBarPolicy.ScrollBarAsNeeded if tight else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(needed)

    def show_rows(self, order: np.ndarray) -> None:
        """Shows these source rows and stays on the current one if it is among them."""
        model = self.grid_model()
        row = self.current_row()
        if np.array_equal(order, model.order):  # what is selected stays so
            model.refresh()
            self.row_chosen.emit(row)
            return
        model.set_order(order)
        place = model.place(row) if row >= 0 else -1
        if place >= 0:
            self.setCurrentIndex(model.index(place, 0))
        else:
            self.scrollToTop()
            self.row_chosen.emit(-1)

    def show_sorting(self, column: str | None, descending: bool) -> None:
        """Marks the column the rows are sorted by."""
        places = {c.id: place for place, c in enumerate(self.grid_model().columns)}
        self.grid_header().sorted = (places[column], descending) if column in places else None
        self.grid_header().viewport().update()

    def current_row(self) -> int:
        """The source row of the current row, -1 if there is none."""
        index = self.currentIndex()
        return self.grid_model().row(index) if index.isValid() else -1

    def selected_rows(self) -> np.ndarray:
        """Source rows selected, in order shown. By ranges: asking row by row takes half a minute at a million."""
        selection: QItemSelection = self.selectionModel().selection()
        order = self.grid_model().order
        chosen = np.zeros(len(order), dtype=bool)
        for place in range(selection.size()):
            block = selection.at(place)
            chosen[block.top() : block.bottom() + 1] = True
        return np.asarray(order[chosen])

    def _button_pressed(self, index: QModelIndex) -> None:
        model = self.grid_model()
        self.row_acted.emit(model.row(index), model.columns[index.column()].id)

    def _header_clicked(self, section: int) -> None:
        column = self.grid_model().columns[section]
        if not column.sorts:
            return
        now = self.grid_header().sorted
        descending = not now[1] if now is not None and now[0] == section else column.falls
        self.sort_wanted.emit(column.id, descending)

    def _selection_changed(self) -> None:
        blocks = self.selectionModel().selection()
        self.selected.emit(sum(blocks.at(place).height() for place in range(blocks.size())))

    def _current_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        self._repaint(before.row(), current.row())  # the ring is round the whole row, Qt repaints cells
        self.row_chosen.emit(self.grid_model().row(current) if current.isValid() else -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.ring = False
        self._settle_letter()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.ring = True
        if event.key() not in MODIFIERS and not (event.text().strip() and event.text().isprintable()):
            self._settle_letter()  # an arrow, Space, Enter: no word goes on with them
        row = self.current_row()
        if row >= 0 and not event.modifiers() and self._is_letter(event.text()):
            return
        if row >= 0 and not event.modifiers() and event.key() == Qt.Key.Key_Space:
            self.row_acted.emit(row, "")
        elif row >= 0 and event.key() == Qt.Key.Key_Delete:
            self.dropped.emit(row)
        elif row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(row)
        elif event.key() == Qt.Key.Key_Escape and self._gives_up_selection():
            self.clearSelection()
        elif row >= 0 and not event.modifiers() and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = len(self.grid_model().order) - 1  # of the table; Qt would go along the row
            self.setCurrentIndex(self.grid_model().index(0 if event.key() == Qt.Key.Key_Home else last, 0))
        else:
            super().keyPressEvent(event)

    def _is_letter(self, typed: str) -> bool:
        """Whether the key is K or P, which wait: followed by another letter they begin a word to find, and decide nothing."""
        waiting, self._typed = self._typed if self._letter.isActive() else "", typed.casefold()
        self._letter.stop()
        if waiting:
            self.keyboardSearch(waiting)
            return False
        if self._typed not in ("k", "p"):
            return False
        self._letter.start()
        return True

    def _settle_letter(self) -> None:
        """A letter that waits is about the row it was pressed on."""
        if self._letter.isActive():
            self._letter.stop()
            self._act_on_letter()

    def _act_on_letter(self) -> None:
        row = self.current_row()
        if row >= 0 and self._typed == "k":
            self.row_acted.emit(row, "")
        elif row >= 0:
            self.shielded.emit(row)

    def _gives_up_selection(self) -> bool:
        """Whether Esc is about the selection: in a dialog it closes the dialog."""
        return self.selectionModel().hasSelection() and not isinstance(self.window(), QDialog)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverMove, QEvent.Type.MouseMove):
            self._hover(self.indexAt(event.position().toPoint()).row())  # type: ignore[attr-defined]
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.HoverLeave):
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, place: int) -> None:
        before, self.delegate.hovered = self.delegate.hovered, place
        if before != place:
            self._repaint(before, place)

    def _repaint(self, *places: int) -> None:
        for one in places:
            if one >= 0:
                y = self.rowViewportPosition(one)
                self.viewport().update(0, y, self.viewport().width(), self.rowHeight(one))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.ring and self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            rect = self.visualRect(self.currentIndex())
            rect.setLeft(0)
            rect.setRight(self.viewport().width() - 1)
            painter.setPen(QPen(QColor(theme.tokens().accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
            painter.end()
