"""The table: rows of a source in a given order; a million rows are no different from ten."""

import time

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester

from listcleaner.gui.grid import Grid
from listcleaner.gui.grid_model import Column, GridModel
from listcleaner.gui.look import fonts
from listcleaner.gui.parts.cells import Cell, elide_address

COLUMNS = [
    Column("address", "Address"),
    Column("count", "Soft bounces", 100, falls=True),
    Column("act", "", 130, sorts=False),
]


def cell(row: int, column: str) -> Cell:
    if column == "count":
        return Cell(count=(row % 4, 3))
    return (
        Cell("Keep this one", action=True) if column == "act" else Cell(f"a{row}@example.com", second="fine")
    )


@pytest.fixture
def model() -> GridModel:
    return GridModel(COLUMNS, cell)


@pytest.fixture
def grid(model: GridModel, qtbot) -> Grid:
    made = Grid(model, 48, "Addresses")
    qtbot.addWidget(made)
    made.resize(640, 400)
    made.show()
    return made


def test_qt_finds_no_fault_with_the_model(model: GridModel, qtbot) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for order in ([3, 1, 2], [], range(100)):
        model.set_order(np.array(order, dtype=np.int64))
        model.refresh()
    assert tester.model() is model


def test_rows_stand_in_the_order_given(model: GridModel) -> None:
    model.set_order(np.array([7, 2, 5]))
    shown = [model.data(model.index(place, 0), Qt.ItemDataRole.DisplayRole) for place in range(3)]
    assert [text.partition("@")[0] for text in shown] == ["a7", "a2", "a5"]
    assert model.place(5) == 2
    assert model.place(4) == -1


def test_the_current_row_stays_current_when_the_order_changes(grid: Grid) -> None:
    grid.show_rows(np.array([1, 2, 3]))
    grid.setCurrentIndex(grid.grid_model().index(1, 0))
    grid.show_rows(np.array([3, 2, 1, 0]))
    assert grid.current_row() == 2
    grid.show_rows(np.array([0]))
    assert grid.current_row() == -1


def test_selected_rows_are_those_of_the_source(grid: Grid) -> None:
    grid.show_rows(np.array([9, 8, 7, 6]))
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for place in (0, 2, 3):
        grid.selectionModel().select(grid.grid_model().index(place, 0), flags)
    assert grid.selected_rows().tolist() == [9, 7, 6]


def test_what_is_selected_stays_so_while_the_same_rows_are_shown(grid: Grid) -> None:
    grid.show_rows(np.array([9, 8, 7]))
    grid.selectAll()
    grid.show_rows(np.array([9, 8, 7]))
    assert grid.selected_rows().tolist() == [9, 8, 7]


def test_a_ring_is_shown_to_those_who_use_the_keyboard(grid: Grid, qtbot) -> None:
    grid.show_rows(np.array([4, 5]))
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert not grid.ring
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert grid.ring


def test_a_header_sorts_first_up_then_down_and_counts_the_other_way(grid: Grid, qtbot) -> None:
    told = []
    grid.sort_wanted.connect(
        lambda column, down: (told.append((column, down)), grid.show_sorting(column, down))
    )
    for section in (0, 0, 1, 2):
        grid.horizontalHeader().sectionClicked.emit(section)
    assert told == [("address", False), ("address", True), ("count", True)]


def test_space_acts_on_the_current_row(grid: Grid, qtbot) -> None:
    grid.show_rows(np.array([4, 5]))
    grid.setCurrentIndex(grid.grid_model().index(1, 0))
    with qtbot.waitSignal(grid.row_acted) as signal:
        qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert signal.args == [5, ""]


def test_home_and_end_lead_to_the_first_and_the_last_row(grid: Grid, qtbot) -> None:
    grid.show_rows(np.array([4, 5, 6]))
    grid.setCurrentIndex(grid.grid_model().index(1, 0))
    qtbot.keyClick(grid, Qt.Key.Key_End)
    assert grid.current_row() == 6
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    assert grid.selected_rows().tolist() == [4]


def test_a_click_on_the_rows_button_acts_on_that_row(grid: Grid, qtbot) -> None:
    grid.show_rows(np.array([4, 5]))
    rect = grid.visualRect(grid.grid_model().index(1, 2))
    button = grid.delegate.button_rect(rect, "Keep this one")
    with qtbot.waitSignal(grid.row_acted) as signal:
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=button.center())
    assert signal.args == [5, "act"]


def test_a_million_rows_are_selected_and_shown_without_a_pause(grid: Grid, qtbot) -> None:
    """Generous limits: without the header's own selection model this takes half a minute (reference: qt_notes)."""
    began = time.perf_counter()
    grid.show_rows(np.arange(1_000_000))
    grid.selectAll()
    grid.grab()
    assert len(grid.selected_rows()) == 1_000_000
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("address", "wide", "ends"),
    [
        ("short@gmx.de", 400, "short@gmx.de"),
        ("margarete.hoffmann@gmx.de", 130, "@gmx.de"),
    ],
)
def test_a_long_address_keeps_its_domain(qapp, address: str, wide: int, ends: str) -> None:
    metrics = QFontMetrics(fonts.font(13, 500))
    shown = elide_address(address, metrics, wide)
    assert shown.endswith(ends)
    assert metrics.horizontalAdvance(shown) <= wide
