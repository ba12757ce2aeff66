"""People's journeys through the window, by what they want, not by widget."""

import csv
import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget

from listcleaner import __version__, resources
from listcleaner.core.export import write as saving
from listcleaner.core.progress import Progress
from listcleaner.core.rules.plan import REMOVE
from listcleaner.gui.app import Application
from listcleaner.gui.messages import report
from listcleaner.gui.pages.help import answers
from listcleaner.gui.parts.widgets import Button


def wait(application: Application, qtbot) -> None:
    qtbot.waitUntil(lambda: not application.jobs.busy, timeout=20_000)


def pressed(page: QWidget, words: str) -> None:
    """Presses the button that says so."""
    next(one for one in page.findChildren(Button) if one.text() == words and not one.isHidden()).click()


def test_a_new_user_goes_from_samples_to_a_clean_list(
    application: Application, tmp_path: Path, qtbot
) -> None:
    window = application.window
    window.open_samples()
    qtbot.waitUntil(lambda: application.document.plan is not None, timeout=20_000)
    for page in ("addresses", "health", "clean", "save"):
        window.go(page)
        assert window.current == page
        assert not window.grab().isNull()
    window.save.use_folder(tmp_path / "out")
    window.save.save()
    wait(application, qtbot)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {
        "subscribers-cleaned.xlsx",
        "subscribers-suspended.xlsx",
        "subscribers-removed.xlsx",
        "subscribers-review.xlsx",
        "removal-log.xlsx",
    }
    assert window.save.state == "done"


def test_the_first_window_is_no_larger_than_the_screen(application: Application) -> None:
    room = application.window.screen().availableSize()
    assert room.width() < 1280  # of the screen the tests run on
    application.window.appear()
    assert application.window.isMaximized()


def test_files_dropped_on_any_page_are_told_apart(
    application: Application, samples: list[Path], qtbot
) -> None:
    window = application.window
    window.go("settings")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in samples])
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dragEnterEvent(QDragEnterEvent(QPointF(300, 300).toPoint(), action, mime, button, keys))
    assert window.current == "files"
    window.dropEvent(QDropEvent(QPointF(300, 300), action, mime, button, keys))
    qtbot.waitUntil(lambda: application.document.plan is not None, timeout=20_000)
    roles = [source.role for source in application.document.session.sources]
    assert roles == ["list", *["bounces"] * (len(samples) - 1)]


def test_one_address_is_kept_and_that_is_undone(loaded: Application, qtbot) -> None:
    document, clean = loaded.document, loaded.window.clean
    loaded.window.go("clean")
    removed = len(clean.grid.grid_model().order)
    row = int(clean.grid.grid_model().order[0])
    clean.grid.row_acted.emit(row, "act")
    assert document.plan is not None and document.plan.own[row] and document.plan.action[row] == 0
    assert len(clean.grid.grid_model().order) == removed - 1
    qtbot.keyClick(loaded.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(clean.grid.grid_model().order) == removed


def test_a_click_on_a_button_decides_that_row_and_no_other(loaded: Application, qtbot) -> None:
    document, clean = loaded.document, loaded.window.clean
    loaded.window.go("clean")
    model, grid = clean.grid.grid_model(), clean.grid
    index = model.index(2, 3)
    row = model.row(index)
    grid.scrollTo(index)
    button = grid.delegate.button_rect(grid.visualRect(index), "Keep this one")
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=button.center())
    assert document.plan is not None
    assert np.flatnonzero(document.plan.own).tolist() == [row]


def test_each_of_two_buttons_in_a_row_does_its_own(loaded: Application, qtbot) -> None:
    document, clean = loaded.document, loaded.window.clean
    loaded.window.go("clean")
    clean.tabs.choose("review")
    model, grid = clean.grid.grid_model(), clean.grid
    row = model.row(model.index(1, 4))
    button = grid.delegate.button_rect(grid.visualRect(model.index(1, 4)), "Remove")
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=button.center())
    assert document.plan is not None
    assert np.flatnonzero(document.plan.own).tolist() == [row]
    assert document.plan.action[row] == REMOVE


def test_all_of_a_tab_are_kept_at_once(loaded: Application) -> None:
    clean = loaded.window.clean
    loaded.window.go("clean")
    clean.tabs.choose("suspended")
    clean.grid.selectAll()
    clean.grid.row_acted.emit(int(clean.grid.grid_model().order[0]), "act")
    assert clean.tabs.tabs["suspended"].isVisible()
    assert len(clean.grid.grid_model().order) == 0


def test_what_is_decided_for_all_rows_selected_stands_below_them_once(loaded: Application) -> None:
    clean, model = loaded.window.clean, loaded.window.clean.grid.grid_model()
    loaded.window.go("clean")
    clean.tabs.choose("suspended")
    buttons = [model.index(place, 3) for place in range(2)]
    assert [button.data() for button in buttons] == ["Keep this one"] * 2
    assert not clean.selection.isVisible()
    clean.grid.selectAll()
    many = len(model.order)
    assert [button.data() for button in buttons] == [""] * 2
    below = {one.text(): one for one in clean.selection.findChildren(Button) if one.isVisible()}
    assert set(below) == {f"Keep {many}", "Clear selection"}
    below[f"Keep {many}"].click()
    assert loaded.document.plan is not None and int(loaded.document.plan.own.sum()) == many
    assert not clean.selection.isVisible()
    loaded.document.undo()
    clean.grid.selectRow(0)
    assert [button.data() for button in buttons] == ["Keep this one"] * 2


def test_who_clicks_a_tab_is_in_its_table(loaded: Application, qtbot) -> None:
    """Ctrl+A and Space are about the rows."""
    clean = loaded.window.clean
    loaded.window.activateWindow()
    loaded.window.go("clean")
    loaded.window.bar.search.setFocus()
    qtbot.mouseClick(clean.tabs.tabs["suspended"], Qt.MouseButton.LeftButton)
    assert clean.grid.hasFocus()
    many = len(clean.grid.grid_model().order)
    qtbot.keyClick(clean.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(clean.grid, Qt.Key.Key_Space)
    assert loaded.document.plan is not None and int(loaded.document.plan.own.sum()) == many


def test_a_switched_off_rule_takes_nothing_out(loaded: Application) -> None:
    clean, document = loaded.window.clean, loaded.document
    loaded.window.go("clean")
    before = document.plan.counts["hard"]
    clean._rules.rows["hard"].switch.click()
    assert before > 0
    assert document.plan.counts["hard"] == 0
    assert "Hard bounces" in document.undo_name
    document.undo()
    assert clean._rules.rows["hard"].switch.isChecked()


def test_accepted_corrections_are_in_the_saved_list(application: Application, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "members.csv"
    path.write_text("email,name\ntom.becker@gmial.com,Tom\nanna@example.com,Anna\n", encoding="utf-8")
    window = application.window
    window.add_files([path])
    qtbot.waitUntil(lambda: application.document.plan is not None)
    window.go("clean")
    window.clean.tabs.choose("corrections")
    window.clean._accept_all()
    wait(application, qtbot)
    window.save.use_folder(tmp_path / "out")
    window.save.save()
    wait(application, qtbot)
    with (tmp_path / "out" / "members-cleaned.csv").open(encoding="utf-8", newline="") as stream:
        addresses = [row["email"] for row in csv.DictReader(stream)]
    assert addresses == ["tom.becker@gmail.com", "anna@example.com"]
    assert path.read_text(encoding="utf-8").count("gmial.com") == 1


def test_a_wrong_file_says_what_to_do_and_the_list_goes_on_working(
    loaded: Application, tmp_path: Path, qtbot
) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    loaded.window.add_files([empty])
    wait(loaded, qtbot)
    source = loaded.document.session.sources[-1]
    assert loaded.document.problem(source).code == "file_empty"
    loaded.window.go("clean")
    assert loaded.window.current == "clean"


def test_too_many_removals_are_asked_about_before_saving(
    application: Application, tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "members.csv"
    rows = [f"p{place}@example.com,{'unsubscribed' if place < 30 else 'subscribed'}" for place in range(60)]
    path.write_text("\n".join(["email,status", *rows]) + "\n", encoding="utf-8")
    window = application.window
    window.add_files([path])
    qtbot.waitUntil(lambda: application.document.plan is not None)
    assert application.document.plan.brake is not None
    window.go("save")
    assert not window.save._save.isEnabled()
    assert window.save.brake.isVisible()
    window.save.brake._hold.click()
    assert application.document.plan.brake is None
    assert window.save._save.isEnabled()
    application.document.undo()
    window.save.brake._go_on.click()
    assert application.document.plan.brake is None


def test_saving_over_an_input_is_refused_in_words(application: Application, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "members-cleaned.csv"
    path.write_text("email\nanna@example.com\n", encoding="utf-8")
    other = tmp_path / "members.csv"
    other.write_text("email\nben@example.com\n", encoding="utf-8")
    before = path.read_bytes()
    window = application.window
    window.add_files([other, path])
    qtbot.waitUntil(lambda: application.document.plan is not None)
    window.save.use_folder(tmp_path)
    window.save.save()
    wait(application, qtbot)
    assert window.save.state == ""
    assert application.saver.failure is not None and application.saver.failure.code == "output_is_input"
    assert path.read_bytes() == before


def test_stopping_a_save_leaves_no_half_file_and_can_be_begun_again(
    loaded: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    real, out = saving.export, tmp_path / "out"

    def slow(*arguments: object, progress: Progress, **others: object) -> object:
        while not loaded.saver._job.cancelling:  # it stops where the writing next reports
            progress("writing", 1, 600)
        return real(*arguments, progress=progress, **others)

    monkeypatch.setattr(saving, "export", slow)
    save = loaded.window.save
    loaded.window.go("save")
    save.use_folder(out)
    save.save()
    assert save.state == "running"
    qtbot.waitUntil(lambda: "1 of 600 rows" in save._subtitle.text())
    save._stop.click()
    wait(loaded, qtbot)
    assert save.state == ""
    assert not out.exists()
    monkeypatch.setattr(saving, "export", real)
    save.save()
    wait(loaded, qtbot)
    assert save.state == "done"


@pytest.mark.parametrize("answer", ["Cancel", "Close"])
def test_closing_with_work_that_is_not_saved_asks(
    loaded: Application, answer: str, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    asked: list[str] = []
    button = getattr(QMessageBox.StandardButton, answer)
    monkeypatch.setattr(QMessageBox, "question", lambda *told: asked.append(told[2]) or button)
    window, document = loaded.window, loaded.document
    window.setProperty("quiet", False)
    document.keep(document.overview.refs(document.plan.action.nonzero()[0][:1]), lambda: "keep")
    monkeypatch.setattr(type(loaded.saver), "running", property(lambda saver: True))
    assert window.close() == (answer == "Close")
    assert asked == ["Your files are still being written. Stop and close?"]
    monkeypatch.undo()
    monkeypatch.setattr(QMessageBox, "question", lambda *told: asked.append(told[2]) or button)
    window.show()
    assert window.close() == (answer == "Close")
    assert asked[1:] == ["What you decided is not saved yet. Close anyway?"]


def test_closing_when_nothing_was_decided_or_all_is_saved_asks_nothing(
    loaded: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    monkeypatch.setattr(QMessageBox, "question", lambda *told: pytest.fail(told[2]))
    window, document = loaded.window, loaded.document
    window.setProperty("quiet", False)
    assert window.close()
    document.keep(document.overview.refs(document.plan.action.nonzero()[0][:1]), lambda: "keep")
    assert document.undone_work
    window.save.use_folder(tmp_path / "out")
    window.save.save()
    wait(loaded, qtbot)
    assert window.close()


def test_samples_are_not_saved_into_the_program(loaded: Application) -> None:
    assert not loaded.window.save.folder_chosen.is_relative_to(resources.path("samples"))


def test_files_that_would_be_replaced_are_named_before(loaded: Application, tmp_path: Path, qtbot) -> None:
    save = loaded.window.save
    loaded.window.go("save")
    save.use_folder(tmp_path)
    assert save._strips.count() == 0
    (tmp_path / "removal-log.xlsx").write_bytes(b"")
    save.use_folder(tmp_path)
    assert save._strips.count() == 1


def test_every_page_keeps_its_own_search(loaded: Application, qtbot) -> None:
    window, field = loaded.window, loaded.window.bar.search
    window.go("addresses")
    everyone = len(window.addresses.grid.grid_model().order)
    qtbot.keyClicks(field, "no such address")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    window.go("clean")
    assert field.text() == ""
    window.go("addresses")
    assert field.text() == "no such address"
    window.addresses._clear.click()
    assert field.text() == ""
    assert len(window.addresses.grid.grid_model().order) == everyone
    qtbot.keyClicks(field, "no such address")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert len(window.addresses.grid.grid_model().order) == everyone


def test_what_she_decided_stands_in_the_table(loaded: Application) -> None:
    page = loaded.window.addresses
    loaded.window.go("addresses")
    person = int(page.grid.grid_model().order[0])
    page.detail.decided.emit("keep", person)
    assert page.grid.grid_model().index(0, 1).data().endswith(page._reason(person))
    assert page._reason(person).startswith("You keep it")
    page.detail.decided.emit("drop", person)
    assert page._reason(person).startswith("You remove it")


def test_the_focus_never_lands_on_a_control_nobody_went_to(loaded: Application, qtbot) -> None:
    window = loaded.window
    window.activateWindow()
    window.go("addresses")
    keep = window.addresses.detail._keep
    keep.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(keep, Qt.Key.Key_Space)
    assert not keep.isVisible()
    assert window.focusWidget() is window.addresses.grid
    assert not any(button.ring for button in window.rail.buttons.values())


def test_without_bounce_files_silence_is_no_good_news(
    application: Application, samples: list[Path], qtbot
) -> None:
    window = application.window
    window.add_files(samples[:1])
    qtbot.waitUntil(lambda: application.document.plan is not None and not application.jobs.busy)
    window.go("health")
    said = [label.text() for label in window.health.findChildren(QLabel) if label.isVisible()]
    assert not any("good" in text for text in said)
    model = window.health._domains.grid_model()
    verdicts = [model.index(place, 3).data() for place in range(model.rowCount())]
    assert "Healthy" not in verdicts


def test_after_saving_she_saves_elsewhere_or_takes_the_next_list(
    loaded: Application, tmp_path: Path, qtbot
) -> None:
    window, save = loaded.window, loaded.window.save
    window.go("save")
    for name in ("one", "two"):
        save.use_folder(tmp_path / name)
        save.save()
        wait(loaded, qtbot)
        assert save.state == "done"
        pressed(save, "Save again…")
        assert save.state == ""
    assert {path.name for path in tmp_path.iterdir()} == {"one", "two"}
    save.save()
    wait(loaded, qtbot)
    pressed(save, "Start another list")
    wait(loaded, qtbot)
    assert window.current == "files" and loaded.document.session.sources == ()
    loaded.document.undo()
    wait(loaded, qtbot)
    assert loaded.document.plan is not None


def test_somebody_is_always_chosen_while_somebody_is_shown(loaded: Application) -> None:
    page = loaded.window.addresses
    loaded.window.go("addresses")
    for status in ("ok", "hard", "soft"):
        page.show_only("status", status)
        assert loaded.document.overview.status_name(page.detail.person) == status


def test_search_finds_and_its_end_shows_everyone(loaded: Application, qtbot) -> None:
    window = loaded.window
    window.go("addresses")
    everyone = len(window.addresses.grid.grid_model().order)
    field = window.bar.search
    qtbot.keyClicks(field, "example.org")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    found = window.addresses.grid.grid_model().order
    assert 0 < len(found) < everyone
    assert all("example.org" in loaded.document.overview.address[row].lower() for row in found)
    field.clear()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(window.addresses.grid.grid_model().order) == everyone


def test_it_is_said_for_how_many_a_decision_is(loaded: Application) -> None:
    page = loaded.window.addresses
    loaded.window.go("addresses")
    assert page.detail._drop.text() == "Remove"
    page.show_only("status", "hard")
    page.grid.selectAll()
    hard = loaded.document.overview.status_counts["hard"]
    assert page.detail._drop.text() == "Remove all"
    assert page.detail._many.text() == f"{hard} addresses selected"
    page.grid.clearSelection()
    assert page.detail._drop.text() == "Remove"


def test_what_the_table_shows_can_be_saved_as_a_table(loaded: Application, tmp_path: Path, qtbot) -> None:
    page, overview = loaded.window.addresses, loaded.document.overview
    page.show_only("status", "suspended")
    page.save_view(tmp_path / "suspended.csv")
    wait(loaded, qtbot)
    with (tmp_path / "suspended.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["Address"] for row in rows] == overview.address[page.grid.grid_model().order].tolist()
    assert {row["Status"] for row in rows} == {"Suspended"}
    assert list(rows[0]) == ["Status", "Address", "Soft bounces", "Last bounce", "Whose problem", "Why"]
    assert all(
        int(row["Soft bounces"]) >= 3 and row["Why"] and row["Last bounce"][:4] == "2026" for row in rows
    )


def test_a_table_is_never_saved_over_an_input(application: Application, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "members.csv"
    path.write_text("email\nanna@example.com\n", encoding="utf-8")
    window, told = application.window, []
    window.add_files([path])
    qtbot.waitUntil(lambda: application.document.plan is not None and not application.jobs.busy)
    application.jobs.on_failure = told.append
    window.addresses.save_view(path)
    wait(application, qtbot)
    assert [error.code for error in told] == ["output_is_input"]
    assert path.read_text(encoding="utf-8") == "email\nanna@example.com\n"


def test_the_counts_of_the_facets_are_those_of_the_table(loaded: Application) -> None:
    addresses, overview = loaded.window.addresses, loaded.document.overview
    for status, count in overview.status_counts.items():
        addresses.show_only("status", status)
        assert len(addresses.grid.grid_model().order) == count
    assert sum(overview.status_counts.values()) == len(overview)


def test_every_person_can_be_looked_at(loaded: Application) -> None:
    page = loaded.window.addresses
    for person in range(len(loaded.document.overview)):
        page._choose(person)
        assert page.detail.person == person


def test_the_steps_are_reached_by_keyboard(loaded: Application, qtbot) -> None:
    window = loaded.window
    for place, name in enumerate(("files", "addresses", "health", "clean", "save"), 1):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{place}"), Qt.KeyboardModifier.ControlModifier)
        assert window.current == name
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    window.go("addresses")
    window.addresses.grid.setFocus()
    qtbot.keyClick(window.addresses.grid, Qt.Key.Key_Down)
    assert window.addresses.grid.current_row() >= 0


def test_f6_leads_through_all_parts_of_the_window_and_back(loaded: Application, qtbot) -> None:
    window = loaded.window
    window.activateWindow()
    window.go("addresses")
    QApplication.processEvents()
    page = window.addresses
    been = []
    for _ in range(5):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        been.append(window.focusWidget())
    detail, rail, search, facets, grid = been
    assert page.detail.isAncestorOf(detail)
    assert rail is window.rail.buttons["addresses"]
    assert window.bar.isAncestorOf(search)
    assert page._facets.isAncestorOf(facets)
    assert grid is page.grid
    for before in (facets, search, rail, detail, grid):
        qtbot.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        assert window.focusWidget() is before


@pytest.mark.parametrize("name", ["clean", "settings"])
def test_tab_into_the_rail_leads_to_the_open_page(loaded: Application, qtbot, name: str) -> None:
    window = loaded.window
    window.activateWindow()
    window.go(name)
    inside = [one for one in window.rail.buttons.values() if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert inside == [window.rail.buttons[name]]
    inside[0].setFocus()
    qtbot.keyClick(inside[0], Qt.Key.Key_Up)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert window.current != name and window.rail.buttons[window.current].hasFocus()


def test_ctrl_f_is_ready_for_the_next_search_and_enter_goes_to_what_was_found(
    loaded: Application, qtbot
) -> None:
    window, field = loaded.window, loaded.window.bar.search
    window.activateWindow()
    window.go("addresses")
    for sought in ("anna", "example"):
        qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClicks(field, sought)
        assert field.text() == sought
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert window.focusWidget() is window.addresses.grid
        assert window.addresses.sought == sought


def test_every_question_has_an_answer_and_f1_leads_there(application: Application, qtbot) -> None:
    window = application.window
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.current == "help"
    for place in range(window.help.questions.count()):
        window.help.questions.setCurrentRow(place)
        question, _, answer = window.help.answer.toPlainText().partition("\n")
        assert question == window.help.questions.item(place).text()
        assert len(answer) > 100 and not re.search(r"\{(statuses|licences)\}", answer)


@pytest.mark.parametrize(("language", "question"), [("en", "What is new?"), ("zh_CN", "有什么新内容？")])
def test_help_tells_what_is_new_in_this_very_version(language: str, question: str) -> None:
    assert answers(language)[question].startswith(f"**{__version__}")


def test_help_answers_the_same_questions_in_both_languages() -> None:
    english, chinese = answers("en"), answers("zh_CN")
    assert len(english) == len(chinese) > 5
    keys = [
        re.findall(r"F\d|Ctrl\+\w|\{\w+\}|\.\w{2,4}\b", text)
        for texts in (english, chinese)
        for text in texts.values()
    ]
    assert keys[: len(english)] == keys[len(english) :]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_page_opens_in_every_language_and_look(loaded: Application, language: str, look: str) -> None:
    loaded.settings.language, loaded.settings.theme = language, look
    loaded._dress()
    loaded.rebuild()
    for size in ((1280, 800), (1024, 700)):
        loaded.window.resize(*size)
        for name in loaded.window.pages:
            loaded.window.go(name)
            QApplication.processEvents()
            assert not loaded.window.grab().isNull()
    loaded.settings.language, loaded.settings.theme = "en", "light"
    loaded.rebuild()


def test_a_report_of_a_bug_holds_nothing_of_the_persons_data() -> None:
    try:
        raise ValueError("anna@example.com")
    except ValueError as error:
        told = report(error)
    assert "ValueError" in told
    assert "anna" not in told
