"""Clean as a person decides there: rows, rules, corrections, search; every figure follows."""

import re

import numpy as np
import pytest
from PySide6.QtCore import Qt

from listcleaner.core.rules.plan import KEEP, REMOVE
from listcleaner.gui.app import Application
from listcleaner.gui.pages.clean.page import CleanPage
from tests.gui.person import CTRL, Person


@pytest.fixture
def page(loaded: Application, she: Person) -> CleanPage:
    """She is there with the samples."""
    she.goes_to("Clean")
    return loaded.window.clean


def decided(page: CleanPage) -> list[int]:
    """Rows about which she decided herself."""
    assert page.document.plan is not None
    return np.flatnonzero(page.document.plan.own).tolist()


def test_a_click_on_a_button_decides_that_row_and_no_other(page: CleanPage, she: Person) -> None:
    address, row = she.rows("Preview")[2][0], page.grid.grid_model().order[2]
    before = len(she.rows("Preview"))
    she.presses_in_row("Preview", address, "Keep this one")
    assert decided(page) == [row]
    assert len(she.rows("Preview")) == before - 1
    assert she.sees(f"Kept {address}")
    she.presses("Kept")
    she.presses_in_row("Preview", address, "Undo")
    assert decided(page) == []


@pytest.mark.parametrize(("button", "action"), [("Remove", REMOVE), ("Keep this one", KEEP)])
def test_each_of_two_buttons_in_a_row_does_its_own(
    page: CleanPage, she: Person, button: str, action: int
) -> None:
    she.presses("Review")
    row = page.grid.grid_model().order[1]
    she.presses_in_row("Preview", she.rows("Preview")[1][0], button)
    assert decided(page) == [row]
    assert page.document.plan is not None and page.document.plan.action[row] == action


def test_what_is_decided_for_all_rows_selected_stands_below_them_once(page: CleanPage, she: Person) -> None:
    she.presses("Suspended")  # who clicks a tab is in its table
    many = len(she.rows("Preview"))
    assert {row[-1] for row in she.rows("Preview")} == {"Keep this one"}
    she.key(Qt.Key.Key_A, CTRL)
    assert {row[-1] for row in she.rows("Preview")} == {""}
    she.presses(f"Keep {many}")
    assert len(decided(page)) == many
    assert she.sees("Nothing would be suspended.") and not she.can_press("Clear selection")


def test_who_clicks_a_tab_is_in_its_table(page: CleanPage, she: Person) -> None:
    she.finds("Search addresses").setFocus()
    she.presses("Suspended")
    many = len(she.rows("Preview"))
    she.key(Qt.Key.Key_A, CTRL)
    she.key(Qt.Key.Key_Space)
    assert len(decided(page)) == many


def test_a_switched_off_rule_takes_nothing_out_and_every_figure_says_so(page: CleanPage, she: Person) -> None:
    plan = page.document.plan
    assert plan is not None and plan.counts["hard"] > 0

    def said() -> tuple[str, ...]:
        (tab,) = (text for text in she.reads() if text.startswith("Removed, "))
        (sentence,) = (text for text in she.reads() if " would be removed" in text and "<b>" not in text)
        (rail,) = (text for text in she.reads() if text.startswith("Step 4, Clean"))
        return tab, sentence, rail

    before, listed = said(), len(she.rows("Preview"))
    she.presses("Hard bounces")
    assert page.document.plan is not None and page.document.plan.counts["hard"] == 0
    left = len(she.rows("Preview"))
    assert left < listed
    assert all(one != other for one, other in zip(said(), before, strict=True))
    assert said()[0] == f"Removed, {left}" and re.search(rf"\b{left}\b", said()[1])
    assert page.document.undo_name == "switch off “Hard bounces”"
    she.presses("Undo: switch off “Hard bounces”")
    assert said() == before


def test_search_narrows_the_tab_to_what_is_sought(page: CleanPage, she: Person, qtbot) -> None:
    domain = she.rows("Preview")[0][0].rpartition("@")[2]
    there = [row[0] for row in she.rows("Preview")]
    expected = [one for one in there if domain in one.lower()]
    she.types("Search addresses", domain)  # as she types, without Enter
    qtbot.waitUntil(lambda: [row[0] for row in she.rows("Preview")] == expected)
    assert 0 < len(expected) < len(there)


def test_all_corrections_are_accepted_at_once(page: CleanPage, she: Person) -> None:
    overview = page.document.overview
    assert overview is not None and len(overview.suggested) > 1
    she.presses("Corrections")
    she.presses("Accept all corrections")
    she.waits()
    assert len(page.document.session.decisions.corrections) == len(overview.suggested)
    assert {row[-1] for row in she.rows("Preview")} == {"Take back"}
