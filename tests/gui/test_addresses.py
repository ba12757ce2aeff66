"""The page of addresses: which columns it shows, how it sorts by them, what it says of one person."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from listcleaner.core.rules.plan import KEEP, OWN, SUSPEND
from listcleaner.gui.app import Application
from listcleaner.gui.overview import Overview
from listcleaner.gui.pages.addresses.page import AddressesPage
from listcleaner.gui.pages.addresses.people_columns import USUAL
from listcleaner.gui.parts.widgets import Button


@pytest.fixture
def page(loaded: Application) -> AddressesPage:
    loaded.window.go("addresses")
    return loaded.window.addresses


def shown(page: AddressesPage) -> list[str]:
    columns = page.grid.grid_model().columns
    return [column.id for place, column in enumerate(columns) if not page.grid.isColumnHidden(place)]


def test_a_column_she_chose_is_there_next_time_too(loaded: Application, page: AddressesPage, qtbot) -> None:
    menu = page.ask_columns()
    entry = next(one for one in menu.actions() if one.text() == "Bounces in all")
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())
    assert menu.isVisible()  # for the next one
    menu.close()
    assert shown(page) == ["status", "address", "count", "last", "bounces", "fault"]
    loaded.rebuild()
    assert shown(loaded.window.addresses) == ["status", "address", "count", "last", "bounces", "fault"]


def test_the_usual_columns_come_back(page: AddressesPage) -> None:
    page.use_columns(("status", "list"))
    assert shown(page) == ["status", "address", "list"]  # without addresses it would be no table of addresses
    menu = page.ask_columns()
    next(one for one in menu.actions() if one.text() == "Usual columns").trigger()
    menu.close()
    assert shown(page) == list(USUAL)


def test_where_there_is_much_room_the_reason_has_a_column_of_its_own(
    loaded: Application, page: AddressesPage, qtbot
) -> None:
    assert page.grid.rowHeight(0) == 48
    loaded.window.resize(1600, 900)
    qtbot.waitUntil(lambda: "reason" in shown(page))
    model = page.grid.grid_model()
    titles = [column.title for column in model.columns if column.id in ("address", "reason")]
    assert titles == ["Address", "Why"]
    assert page.grid.rowHeight(0) == 36
    assert model.index(0, 1).data() == page.document.overview.address[model.order[0]]
    assert model.index(0, 2).data() == page._reason(int(model.order[0]))
    loaded.window.resize(1280, 800)
    qtbot.waitUntil(lambda: "reason" not in shown(page))
    assert page.grid.rowHeight(0) == 48


def test_where_there_is_little_room_a_column_goes_unless_she_chose_it(page: AddressesPage) -> None:
    page.set_narrow(True)
    assert "fault" not in shown(page)
    page.use_columns(("status", "fault"))
    assert "fault" in shown(page)


def test_with_all_columns_the_table_scrolls_sideways_and_addresses_can_be_read(page: AddressesPage) -> None:
    columns = page.grid.grid_model().columns
    page.use_columns(tuple(column.id for column in columns))
    assert page.grid.columnWidth(1) >= 150
    QApplication.processEvents()
    assert page.grid.horizontalScrollBar().maximum() > 0
    page.use_columns(None)
    QApplication.processEvents()
    assert page.grid.horizontalScrollBar().maximum() == 0


def test_qt_finds_no_fault_with_the_table_of_people(page: AddressesPage) -> None:
    tester = QAbstractItemModelTester(
        page.grid.grid_model(), QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    page.show_only("status", "hard")
    page.show_all()
    assert tester.model() is page.grid.grid_model()


def test_counts_of_facets_follow_the_other_filters_and_the_search(
    loaded: Application, page: AddressesPage, qtbot
) -> None:
    def counts(group: str) -> dict[str, int]:
        qtbot.waitUntil(lambda: not loaded.jobs.busy)
        return {
            value: page._facets._facets[known, value].count
            for known, value in page._facets.offered
            if known == group
        }

    overview = loaded.document.overview
    assert overview is not None
    everyone = counts("status")
    assert everyone == {name: overview.status_counts[name] for name in everyone}
    page.show_only("status", "hard")
    assert counts("status") == everyone  # values of one group add up
    for value, count in counts("domain").items():
        assert count == len(overview.rows({"status": {"hard"}, "domain": {value}}, "", None))
    page.show_all()
    page.search("@inbox.")
    assert sum(counts("status").values()) == page.grid.grid_model().rowCount()
    page.show_all()
    assert counts("status") == everyone


VALUES: dict[str, Callable[[Overview, int], object]] = {
    "address": lambda overview, one: str(overview.address[one]).casefold(),
    "count": lambda overview, one: int(overview.count[one]),
    "bounces": lambda overview, one: int(overview.bounces[one]),
    "domain": lambda overview, one: overview.domain_name(one),
    "list": lambda overview, one: overview.lists_of(one)[0],
    "reason": lambda overview, one: overview.reason_name(one),
    "last": lambda overview, one: overview.last_bounce[one],
    "engaged": lambda overview, one: overview.last_engaged[one],
}


@pytest.mark.parametrize("column", VALUES)
def test_rows_are_sorted_by_any_column_and_empty_cells_come_last(page: AddressesPage, column: str) -> None:
    overview = page.document.overview
    assert overview is not None
    page.grid.sort_wanted.emit(column, False)
    values = [VALUES[column](overview, one) for one in page.grid.grid_model().order.tolist()]
    there = [one for one in values if not (one == "" or (isinstance(one, np.datetime64) and np.isnat(one)))]
    assert there == sorted(there)
    assert values[: len(there)] == there
    assert len(values) == len(overview)


def test_a_click_on_the_header_of_a_chosen_column_sorts_by_it(page: AddressesPage, qtbot) -> None:
    page.use_columns(("status", "bounces"))
    header = page.grid.horizontalHeader()
    place = next(place for place, one in enumerate(page.grid.grid_model().columns) if one.id == "bounces")
    middle = QPoint(header.sectionViewportPosition(place) + 10, 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    overview, order = page.document.overview, page.grid.grid_model().order
    assert overview is not None
    assert overview.bounces[order[0]] == overview.bounces.max() > 0


def test_a_protected_address_stays_whatever_the_rules_say_until_she_frees_it(
    page: AddressesPage, qtbot
) -> None:
    document = page.document
    page.show_only("status", "hard")
    person = page.grid.current_row()
    rows = document.overview.contact_rows(person)
    assert document.plan.action[rows].all()
    page.detail.protect.click()
    assert not document.plan.action[rows].any()
    assert document.is_protected(person)
    assert page.grid.grid_model().index(0, 1).data().split(", ", 1)[1].startswith("You protect it")
    assert document.undo_name == f"protect {document.overview.address[person]}"
    qtbot.keyClick(page.grid, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: not document.is_protected(person))
    assert document.plan.action[rows].all()


def test_a_word_typed_to_find_decides_nothing(page: AddressesPage, qtbot) -> None:
    """P and K alone decide about the row one is on."""
    page.use_columns(("address", "status"))
    page.grid.setCurrentIndex(page.grid.grid_model().index(0, 1))
    before, steps = page.grid.current_row(), page.document.undo_name
    qtbot.keyClicks(page.grid, "pet")
    qtbot.wait(QApplication.keyboardInputInterval() + 50)
    assert page.document.undo_name == steps
    found = page.grid.current_row()
    assert found != before
    assert str(page.document.overview.address[found]).lower().startswith("pet")


def test_a_letter_is_about_the_row_it_was_pressed_on(page: AddressesPage, qtbot) -> None:
    page.grid.setCurrentIndex(page.grid.grid_model().index(0, 1))
    person = page.grid.current_row()
    qtbot.keyClick(page.grid, Qt.Key.Key_P)
    qtbot.keyClick(page.grid, Qt.Key.Key_Down)
    assert page.grid.current_row() != person
    assert page.document.is_protected(person)
    assert not page.document.is_protected(page.grid.current_row())


def test_several_are_protected_at_once(page: AddressesPage) -> None:
    document = page.document
    page.show_only("status", "suspended")
    page.grid.selectAll()
    people = page.grid.selected_rows()
    page.detail.protect.click()
    assert all(document.is_protected(person) for person in people.tolist())
    document.undo()
    assert not any(document.is_protected(person) for person in people.tolist())


def test_a_mass_removal_leaves_protected_ones_alone_says_so_and_can_be_undone(
    page: AddressesPage, qtbot
) -> None:
    document = page.document
    page.show_only("status", "suspended")
    person = page.grid.current_row()
    page.detail.protect.click()
    page.grid.selectAll()
    others = len(page.grid.selected_rows()) - 1
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert document.plan.action[document.overview.contact_rows(person)].tolist() == [KEEP]
    assert int((document.plan.rule == OWN).sum()) == others
    said = f"{others} addresses: will be removed. 1 protected address stays."
    assert page.decided.isVisible() and page.decided.sentence.text() == said
    page.decided.findChild(Button).click()
    assert not page.decided.isVisible()
    assert not document.plan.own.any()


def test_a_protected_address_is_not_removed_before_its_protection(page: AddressesPage, qtbot) -> None:
    page.show_only("status", "hard")
    page.detail.protect.click()
    steps = page.document.undo_name
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert page.document.undo_name == steps
    assert page.decided.sentence.text() == "1 protected address stays. Take the protection off first."
    assert not any(button.isVisible() for button in page.decided.findChildren(Button))  # nothing to undo


def test_whoever_is_protected_is_no_longer_removed_by_hand(page: AddressesPage) -> None:
    document, person = page.document, page.grid.current_row()
    page.detail.decided.emit("drop", person)
    page.detail.protect.click()
    assert not document.plan.action[document.overview.contact_rows(person)].any()
    assert page._reason(person).startswith("You protect it")


def test_an_address_is_left_out_for_now_by_a_button(page: AddressesPage) -> None:
    document = page.document
    page.show_only("status", "ok")
    person = page.grid.current_row()
    buttons = {button.text(): button for button in page.detail.findChildren(Button) if button.isVisible()}
    assert "Keep" not in buttons  # it is kept
    buttons["Suspend now"].click()
    rows = document.overview.contact_rows(person)
    assert set(document.plan.action[rows].tolist()) == {SUSPEND}
    assert document.undo_name == f"suspend {document.overview.address[person]}"
    assert page._reason(person).startswith("You leave it out for now")
    document.undo()
    assert not document.plan.action[rows].any()


def test_a_full_mailbox_is_no_fault_of_the_address(page: AddressesPage) -> None:
    overview = page.document.overview
    said = {overview.reason_name(one): overview.fault_name(one) for one in range(len(overview))}
    assert said["mailbox_full"] == "mailbox"
    assert said["invalid_mailbox"] == "address"
    assert said["unsubscribed"] == "reader"
    page.show_only("fault", "mailbox")
    reasons = {overview.reason_name(one) for one in page.grid.grid_model().order.tolist()}
    assert reasons == {"mailbox_full"}
