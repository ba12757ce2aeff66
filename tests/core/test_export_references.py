"""References in formulas when rows go: as a spreadsheet moves them, but never to a row that is another one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcleaner.core.export.parts import Rows
from listcleaner.core.export.references import Base, Formulas, filled, moved_area, moved_areas, nearest

# Rows 3 and 6 go: 1 2 4 5 7 8 … become 1 2 3 4 5 6 …
ROWS = Rows(np.array([0, 1, 1, 0, 1, 1, 0, 1], dtype=bool), True)
OURS = Formulas(ROWS, "My List", here=True)


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A2&B2", "A2&B2"),
        ("$B$5*2", "$B$4*2"),
        ("SUM(A2:A7)", "SUM(A2:A5)"),
        ("SUM(A3:A7)", "SUM(A3:A5)"),
        ("COUNTIF(B:B,B5)", "COUNTIF(B:B,B4)"),
        ("SUM(5:7)", "SUM(4:5)"),
        ("'My List'!B5+Other!B5", "'My List'!B4+Other!B5"),
        ("'my list'!B5", "'my list'!B4"),
        ("[1]Book!A5", "[1]Book!A5"),
        ("'[b.xlsx]My List'!A5", "'[b.xlsx]My List'!A5"),
        ("People[[#This Row],[A5]]", "People[[#This Row],[A5]]"),
        ('IF(A5="A5 ""A7""",1,2)', 'IF(A4="A5 ""A7""",1,2)'),
        ("LOG10(A5)+1E5", "LOG10(A4)+1E5"),
        ("tax.2024+A5", "tax.2024+A4"),
        ("A1048576", "A1048574"),
        ("A3+1", None),
        ("SUM(A3:A3)", None),
        ("First:Last!A5", None),
    ],
)
def test_formulas_move_with_their_rows_or_are_given_up(formula: str, moved: str | None) -> None:
    assert OURS.moved(formula) == moved


def test_in_other_sheets_only_what_names_the_list_moves() -> None:
    assert Formulas(ROWS, "My List", here=False).moved("A5+'My List'!A5") == "A5+'My List'!A4"


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("$F4>3", "$F3>3"),
        ("COUNTIF($A$4:$A$7,A4)", "COUNTIF($A$3:$A$5,A3)"),
        ("SUM($A$4:A5)", "SUM($A$3:A4)"),
    ],
)
def test_formulas_for_an_area_are_counted_from_its_first_row(formula: str, moved: str) -> None:
    assert OURS.moved(formula, Base(4, 3)) == moved


@pytest.mark.parametrize(
    ("area", "moved"),
    [
        ("A1:H7", "A1:H5"),
        ("B5", "B4"),
        ("B6", None),
        ("A3:B3", None),
        ("C2:C1048576", "C2:C1048574"),
        ("A:C", "A:C"),
    ],
)
def test_areas_keep_the_rows_that_are_left(area: str, moved: str | None) -> None:
    assert moved_area(area, ROWS) == moved


def test_of_several_areas_those_left_stay() -> None:
    assert moved_areas("A1:A3 B6 C7", ROWS) == "A1:A2 C5"


def test_a_cursor_on_a_row_that_goes_moves_to_the_row_before() -> None:
    assert [nearest(cell, ROWS) for cell in ("B6", "B7", "B3")] == ["B4", "B5", "B2"]


@pytest.mark.parametrize(
    ("formula", "down", "right", "result"),
    [
        ("A2*$B$1", 3, 0, "A5*$B$1"),
        ("A2+$C2+D$2", 1, 2, "C3+$C3+F$2"),
        ("SUM(A$1:A2)", 1, 0, "SUM(A$1:A3)"),
        ("SUM(A:A,2:2)", 1, 1, "SUM(B:B,3:3)"),
        ('Z1&"A1"', 0, 1, 'AA1&"A1"'),
    ],
)
def test_a_shared_formula_reads_in_each_cell_as_if_filled_there(
    formula: str, down: int, right: int, result: str
) -> None:
    assert filled(formula, down, right) == result


@given(held=st.lists(st.booleans(), min_size=1, max_size=20), data=st.data())
def test_a_reference_to_a_row_that_stays_is_to_the_same_row(held: list[bool], data: st.DataObject) -> None:
    rows = Rows(np.array([False, *held]), data.draw(st.booleans()))
    left = [row for row, stays in enumerate(held, 1) if stays]
    for row in range(1, len(held) + 1):
        expected = f"B{left.index(row) + 1}&$C${left.index(row) + 1}" if row in left else None
        assert Formulas(rows, "S", here=True).moved(f"B{row}&$C${row}") == expected
    first = data.draw(st.integers(1, len(held)))
    last = data.draw(st.integers(first, len(held)))
    inside = [left.index(row) + 1 for row in left if first <= row <= last]
    assert rows.span(first, last) == ((inside[0], inside[-1]) if inside else None)
