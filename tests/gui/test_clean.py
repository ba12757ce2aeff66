"""The page where she decides: finer settings, rules files, what proves a row."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from listcleaner.core.rules.declared import GENERAL, RULES, default_rules
from listcleaner.core.rules.file import load_rules
from listcleaner.core.rules.plan import REMOVE
from listcleaner.core.rules.presets import preset_of
from listcleaner.gui.app import Application
from listcleaner.gui.dialogs.comparison import ComparisonDialog
from listcleaner.gui.pages.clean.page import CleanPage
from listcleaner.gui.parts.cells import CellRole
from listcleaner.gui.parts.widgets import Button


@pytest.fixture
def page(loaded: Application) -> CleanPage:
    loaded.window.go("clean")
    return loaded.window.clean


def test_a_reason_gets_a_limit_of_its_own_and_that_is_one_step(page: CleanPage) -> None:
    dialog = page.ask_rule("soft")
    dialog.form.set("reason.mailbox_full", 5)
    dialog.form.set("reader_limit", 10)
    assert page.document.session.rules == default_rules()  # nothing before OK
    dialog._accept()
    soft = page.document.session.rules["soft"]
    assert soft.limits == (("mailbox_full", 5),)
    assert soft.param("reader_limit") == 10
    assert page.document.undo_name == "“Repeated soft bounces”: more settings"
    page.document.undo()
    assert page.document.session.rules == default_rules()


def test_the_reasons_that_occur_most_can_be_given_a_limit_first(page: CleanPage) -> None:
    dialog = page.ask_rule("soft")
    overview = page.document.overview
    assert overview is not None
    shown = [name.removeprefix("reason.") for name in dialog.form.names if name.startswith("reason.")]
    often = [overview.strike_counts().get(reason, 0) for reason in shown]
    assert often == sorted(often, reverse=True)
    assert often[0] > 0


def test_what_was_set_is_shown_again(page: CleanPage) -> None:
    dialog = page.ask_rule("soft")
    dialog.form.set("reason.greylisted", 0)
    dialog._accept()
    again = page.ask_rule("soft")
    assert again.form.values["reason.greylisted"] == 0
    again._accept()
    assert page.document.session.rules["soft"].limits == (("greylisted", 0),)


def test_cancel_changes_nothing(page: CleanPage) -> None:
    dialog = page.ask_general()
    dialog.form.set("brake_percent", 100)
    dialog.reject()
    assert page.document.session.rules == default_rules()


@pytest.mark.parametrize("one", GENERAL, ids=lambda one: one.name)
def test_all_that_holds_for_all_rules_can_be_set(page: CleanPage, one: object) -> None:
    dialog = page.ask_general()
    assert dialog.rules == default_rules()
    assert one.name in dialog.form.names  # type: ignore[attr-defined]
    dialog.close()


def test_when_the_brake_asks_can_be_set(application: Application, tmp_path: Path, qtbot) -> None:
    people = [f"p{place}@example.com" for place in range(20)]
    (tmp_path / "members.csv").write_text("\n".join(["email", *people, ""]), encoding="utf-8")
    gone = [f"{one},Hard" for one in people[:3]]
    (tmp_path / "bounced.csv").write_text("\n".join(["email,bounce type", *gone, ""]), encoding="utf-8")
    application.window.add_files(tmp_path / name for name in ("members.csv", "bounced.csv"))
    document = application.document
    qtbot.waitUntil(lambda: document.plan is not None and len(document.result.bounce_files) == 1)
    page = application.window.clean
    application.window.go("clean")
    assert document.plan.brake is None
    dialog = page.ask_general()
    dialog.form.set("brake_percent", 10)
    dialog._accept()
    assert document.plan.brake is not None
    assert page.brake.isVisible()


@pytest.mark.parametrize(
    "rule", [rule.id for rule in RULES if rule.limits or any(p.fine for p in rule.params)]
)
def test_a_dialog_left_as_it_is_leaves_the_rule_as_it_is(page: CleanPage, rule: str) -> None:
    dialog = page.ask_rule(rule)
    assert dialog.setting == default_rules()[rule]
    dialog.close()


def test_rules_are_saved_and_opened_again_and_the_command_line_reads_them(
    page: CleanPage, tmp_path: Path
) -> None:
    page._rules.rows["role"].switch.click()
    rules = page.document.session.rules
    page.menu.save(tmp_path / "ours.toml")
    assert load_rules(tmp_path / "ours.toml") == rules
    page.document.undo()
    page.menu.load(tmp_path / "ours.toml")
    assert page.document.session.rules == rules
    assert page.document.undo_name == "rules of ours.toml"


def test_a_rules_file_with_a_mistake_is_said_and_changes_nothing(
    loaded: Application, page: CleanPage, tmp_path: Path
) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text("[soft]\nlimit = 300\n", encoding="utf-8")
    told: list[Exception] = []
    loaded.jobs.on_failure = told.append
    page.menu.load(path)
    assert [error.code for error in told] == ["rules_invalid"]  # type: ignore[attr-defined]
    assert page.document.session.rules == default_rules()


def test_rules_are_never_saved_over_an_input(loaded: Application, page: CleanPage) -> None:
    path = loaded.document.session.sources[0].path
    before, told = path.read_bytes(), []
    loaded.jobs.on_failure = told.append
    page.menu.save(path)
    assert [error.code for error in told] == ["output_is_input"]
    assert path.read_bytes() == before


def test_who_points_at_a_reason_sees_what_proves_it(page: CleanPage) -> None:
    rules = page.document.session.rules
    others = tuple((name, replace(one, on=name == "hard")) for name, one in rules.settings)
    page.document.set_rules(replace(rules, settings=others), str)
    model, analysis = page.grid.grid_model(), page.document.analysis
    assert analysis is not None and model.rowCount() > 0
    for place in range(model.rowCount()):
        sentence, source, *words = model.index(place, 1).data(CellRole).hint.split("\n")
        assert sentence.startswith("Bounced for good on")
        event = analysis.events.iloc[
            int(analysis.people["evidence"].iloc[analysis.person[model.order[place]]])
        ]
        assert source == f"{event['file']}, row {event['row']}"
        assert "\n".join(words) == event["text"]


def compared(loaded: Application, page: CleanPage, qtbot) -> ComparisonDialog:
    dialog = page.ask_comparison()
    qtbot.waitUntil(lambda: not loaded.jobs.busy, timeout=20_000)
    return dialog


def test_whom_others_would_take_out_is_shown_with_the_reason(
    loaded: Application, page: CleanPage, qtbot
) -> None:
    dialog, plan = compared(loaded, page, qtbot), page.document.plan
    assert plan is not None
    names = [
        dialog.rules.grid_model().index(place, 0).data()
        for place in range(dialog.rules.grid_model().rowCount())
    ]
    assert names[:3] == ["Your rules", "Careful", "Strict"] and "As Mailchimp" in names
    for place in range(1, len(names)):
        dialog.rules.setCurrentIndex(dialog.rules.grid_model().index(place, 0))
        one = dialog.chosen
        assert one is not None
        for which, rows in (("out", one.out), ("kept", one.kept)):
            dialog.tabs.choose(which)
            assert dialog.people.grid_model().order.tolist() == rows.tolist()
            assert all(dialog.people.grid_model().index(row, 1).data() for row in range(len(rows)))
    dialog.close()


def test_ready_made_rules_are_taken_as_one_step_and_the_brake_stays(
    loaded: Application, page: CleanPage, qtbot
) -> None:
    dialog = page.ask_general()
    dialog.form.set("brake_percent", 50)
    dialog._accept()
    shown = compared(loaded, page, qtbot)
    shown.rules.setCurrentIndex(shown.rules.grid_model().index(2, 0))
    chosen = shown.chosen
    assert chosen is not None
    shown._take()
    qtbot.waitUntil(lambda: not loaded.jobs.busy, timeout=20_000)
    plan, rules = page.document.plan, page.document.session.rules
    assert plan is not None
    assert preset_of(rules) == chosen.preset
    assert rules.brake_percent == 50
    assert np.flatnonzero(plan.action == REMOVE).size == chosen.removed
    assert page.document.undo_name == "rules “Strict”"
    menu = page.menu.ask()
    assert [entry.text() for entry in menu.actions() if entry.isChecked()] == ["Strict"]
    menu.close()


def test_a_comparison_nobody_waits_for_is_stopped(loaded: Application, page: CleanPage, qtbot) -> None:
    dialog = page.ask_comparison()
    dialog.reject()
    qtbot.waitUntil(lambda: not loaded.jobs.busy, timeout=20_000)
    assert page.document.session.rules == default_rules()


def test_how_many_are_protected_stands_below_the_rules(loaded: Application, page: CleanPage) -> None:
    assert page.side._own_bar.isHidden()
    loaded.window.go("addresses")
    loaded.window.addresses.detail.protect.click()
    loaded.window.go("clean")
    assert page.side._shielded.text() == "1 protected address always stays"
    next(one for one in page.findChildren(Button) if one.text() == "Edit").click()
    assert loaded.window.current == "history"
    assert loaded.window.history.tabs.current == "protected"


def test_what_was_decided_is_said_and_can_be_taken_back_there(page: CleanPage) -> None:
    row = int(page.grid.grid_model().order[0])
    assert page.document.overview is not None
    address, before = page.document.overview.written(row), page.document.session
    page._acted(row, "act")
    assert page.decided.isVisible()
    assert page.decided.sentence.text() == f"Kept {address}"
    page.decided.findChild(Button).click()
    assert page.document.session == before
    assert not page.decided.isVisible()


def test_what_was_decided_is_not_said_after_another_step(page: CleanPage) -> None:
    page._acted(int(page.grid.grid_model().order[0]), "act")
    page._rules.rows["role"].switch.click()
    assert not page.decided.isVisible()


def test_enter_on_a_row_shows_everything_that_is_known_about_her(
    loaded: Application, page: CleanPage, qtbot
) -> None:
    page.grid.setCurrentIndex(page.grid.grid_model().index(3, 0))
    row = page.grid.current_row()
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert loaded.window.current == "addresses"
    assert page.document.analysis is not None
    assert loaded.window.addresses.detail.person == page.document.analysis.person[row]


@pytest.fixture
def two_lists(application: Application, tmp_path: Path, qtbot) -> Application:
    """Nearly all of the second list have unsubscribed."""
    first = [f"p{place}@example.com,subscribed" for place in range(20)]
    second = [f"q{place}@example.com,unsubscribed" for place in range(10)]
    for name, lines in (("club.csv", first), ("yoga.csv", [*second, "tom@gmial.com,subscribed"])):
        (tmp_path / name).write_text("\n".join(["email,status", *lines, ""]), encoding="utf-8")
    application.window.add_files(tmp_path / name for name in ("club.csv", "yoga.csv"))
    document = application.document
    qtbot.waitUntil(lambda: document.plan is not None and len(document.result.lists) == 2)
    application.window.go("clean")
    return application


def said(page: CleanPage, column: str) -> list[str]:
    """What a column of the preview says, from top to bottom."""
    model = page.grid.grid_model()
    place = [one.id for one in model.columns].index(column)
    return [model.index(row, place).data() for row in range(model.rowCount())]


def test_the_brake_names_the_list_and_the_cause_and_shows_its_rows(two_lists: Application) -> None:
    page, document = two_lists.window.clean, two_lists.document
    assert "“yoga.csv”" in page.brake._title.text()
    assert "“Unsubscribed” (10 rows)" in page.brake._text.text()
    document.drop(document.overview.refs(np.array([0])), str)
    assert set(said(page, "list")) == {"club.csv", "yoga.csv"}
    page.brake._show.click()
    assert set(said(page, "list")) == {"yoga.csv"}
    assert page._only_bar.isVisible()
    page._only_bar.findChild(Button).click()
    assert set(said(page, "list")) == {"club.csv", "yoga.csv"}


def test_what_the_person_took_out_herself_is_taken_back_at_once(loaded: Application) -> None:
    page, document = loaded.window.clean, loaded.document
    loaded.window.go("clean")
    page.tabs.choose("kept")
    page.grid.selectAll()
    page._act_on_selected("drop")
    assert document.plan.brake is not None
    assert page.brake._hold.text().startswith("Undo my decisions on ")
    page.brake._hold.click()
    assert document.plan.brake is None and not document.plan.own.any()


def test_a_correction_says_what_it_replaced(two_lists: Application, qtbot) -> None:
    page = two_lists.window.clean
    page.tabs.choose("corrections")
    assert said(page, "why") == ["Probably tom@gmail.com"]
    page.grid.row_acted.emit(int(page.grid.grid_model().order[0]), "act")
    qtbot.waitUntil(lambda: not two_lists.jobs.busy and two_lists.document.plan is not None)
    assert said(page, "address") == ["tom@gmail.com"]
    assert said(page, "why") == ["Corrected by you, was tom@gmial.com"]


def test_esc_closes_the_comparison_at_once(page: CleanPage, qtbot) -> None:
    dialog = page.ask_comparison()
    qtbot.waitUntil(lambda: dialog.rules.isVisible())
    qtbot.keyClick(dialog.rules, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_an_address_on_two_lists_stays_on_both_if_she_wants(
    application: Application, tmp_path: Path, qtbot
) -> None:
    for name in ("club.csv", "yoga.csv"):
        (tmp_path / name).write_text(f"email\nann@example.com\n{name[0]}@example.com\n", encoding="utf-8")
    application.window.add_files(tmp_path / name for name in ("club.csv", "yoga.csv"))
    document, page = application.document, application.window.clean
    qtbot.waitUntil(lambda: document.plan is not None and len(document.result.lists) == 2)
    application.window.go("clean")
    assert page.copies.sentence.text() == "1 address stands on two of your lists and stays on one of them."
    page.copies.findChild(Button).click()
    qtbot.waitUntil(lambda: not application.jobs.busy)
    assert not page.copies.isVisible() and not document.plan.action.any()
    assert document.undo_name == "keep addresses on every list"


def test_a_search_says_in_which_tab_it_finds_something(two_lists: Application) -> None:
    page = two_lists.window.clean
    counts = {name: tab.accessibleName() for name, tab in page.tabs.tabs.items()}
    page.tabs.choose("suspended")
    page.search("p1")
    assert page.tabs.tabs["kept"].accessibleName() == "Kept, 11"
    assert page._none.text() == "No address here contains “p1”."
    page._clear.click()
    assert {name: tab.accessibleName() for name, tab in page.tabs.tabs.items()} == counts


def test_delete_removes_what_stays_and_nothing_else(page: CleanPage, qtbot) -> None:
    document = page.document
    page.tabs.choose("suspended")
    page.grid.setCurrentIndex(page.grid.grid_model().index(0, 0))
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert not document.plan.own.any()  # it is taken out already
    page.tabs.choose("review")
    row = page.grid.grid_model().row(page.grid.grid_model().index(0, 0))
    page.grid.setCurrentIndex(page.grid.grid_model().index(0, 0))
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert np.flatnonzero(document.plan.own).tolist() == [row]
    assert document.plan.action[row] == REMOVE


def test_the_addresses_of_rows_are_copied(page: CleanPage, qtbot) -> None:
    page.tabs.choose("review")
    page.grid.selectAll()
    qtbot.keyClick(page.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().split("\n") == said(page, "address")
