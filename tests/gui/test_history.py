"""What the window remembers from month to month, what History shows of it, and how it is taken back."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from listcleaner import userdata
from listcleaner.core.errors import UserError
from listcleaner.core.ledger import Ledger
from listcleaner.core.rules.declared import RULES
from listcleaner.gui.app import Application
from listcleaner.gui.dialogs.forget import ForgetDialog
from listcleaner.gui.dialogs.undo_run import UndoDialog
from listcleaner.gui.parts.widgets import Button, Strip
from listcleaner.gui.text import here

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # of every dialog, without a screen

LIST = """email,name,status
anna@example.com,Anna,subscribed
ben@example.com,Ben,unsubscribed
cleo@example.com,Cleo,subscribed
dora@example.com,Dora,subscribed
emil@example.com,Emil,subscribed
"""


def settle(application: Application, qtbot) -> None:  # type: ignore[no-untyped-def]
    qtbot.waitUntil(lambda: not application.jobs.busy and not application.document.busy, timeout=20_000)


Open = Callable[..., None]
Save = Callable[[str], Path]


@pytest.fixture
def give(application: Application, tmp_path: Path, qtbot) -> Open:  # type: ignore[no-untyped-def]
    """Begins anew with files of these texts, by name."""

    def act(**files: str) -> None:
        application.document.start_over(str)
        paths = []
        for name, text in files.items():
            paths.append(tmp_path / f"{name}.csv")
            paths[-1].write_text(text, encoding="utf-8")
        application.window.add_files(paths)
        settle(application, qtbot)
        assert application.document.plan is not None

    return act


@pytest.fixture
def save(application: Application, tmp_path: Path, qtbot) -> Save:  # type: ignore[no-untyped-def]
    """Saves into a folder of this name."""

    def act(name: str) -> Path:
        page = application.window.save
        application.window.go("save")
        page.use_folder(tmp_path / name)
        page.save()
        settle(application, qtbot)
        assert page.state == "done"
        return tmp_path / name

    return act


def taken_out(application: Application) -> dict[str, str]:
    """Address → rule, of the rows the plan does not keep."""
    document, ids = application.document, [rule.id for rule in RULES]
    assert document.plan is not None and document.analysis is not None
    rows = document.plan.action.nonzero()[0]
    addresses = document.analysis.contacts["address"].iloc[rows]
    return {address: ids[rule] for address, rule in zip(addresses, document.plan.rule[rows], strict=True)}


def shown(application: Application, qtbot) -> list[list[str]]:  # type: ignore[no-untyped-def]
    """The receipt of the run that History shows first, in words."""
    application.window.go("history")
    settle(application, qtbot)
    model = application.window.history.runs.receipt.grid.grid_model()
    return [[model.index(y, x).data() for x in range(3)] for y in range(model.rowCount())]


def told(application: Application) -> list[str]:
    history = application.window.history
    return [strip.sentence.text() for strip in history.findChildren(Strip) if not strip.isHidden()]


def test_every_saved_run_is_in_the_history_with_whom_it_took_out_and_why(
    application: Application, give: Open, save: Save, qtbot
) -> None:
    give(members=LIST)
    save("out")
    done = application.saver.done
    assert done is not None
    assert f"Saved {here(done.at):%H:%M}" in application.window.rail.buttons["save"].accessibleName()
    assert shown(application, qtbot) == [["ben@example.com", "Unsubscribed", "Removed"]]
    history = application.window.history
    assert [label.text() for label in history.runs.receipt.findChildren(QLabel) if label.text() == "5"] == [
        "5"
    ]
    history.search("nobody")
    assert history.runs.receipt.grid.grid_model().rowCount() == 0


def test_who_was_taken_out_and_comes_back_is_known_again(
    application: Application, give: Open, save: Save
) -> None:
    give(members=LIST)
    save("out")
    give(old_list="email,name\nben@example.com,Ben\ndora@example.com,Dora\n")
    assert taken_out(application) == {"ben@example.com": "came_back"}


def test_soft_bounces_add_up_over_months(application: Application, give: Open, save: Save) -> None:
    members = "email\n" + "".join(f"{name}@example.com\n" for name in ("anna", "ben", "cleo", "dora", "emil"))
    for month, expected in ((5, {}), (6, {}), (7, {"anna@example.com": "soft"})):
        bounced = f"email,bounce type,bounced at\nanna@example.com,soft,2026-0{month}-12\n"
        give(members=members, **{f"bounces_{month}": bounced})
        assert taken_out(application) == expected
        save(f"out {month}")


def test_undoing_a_run_forgets_it_and_gives_the_rows_back(
    application: Application, give: Open, save: Save, tmp_path: Path, qtbot
) -> None:
    give(members=LIST)
    save("out")
    shown(application, qtbot)
    history = application.window.history
    history.runs.receipt.undo_wanted.emit()
    dialog = history.findChild(UndoDialog)
    dialog._folder = tmp_path / "back"
    for wanted in (False, True):  # the folder can be chosen where the rows are wanted
        dialog.restores.click()
        choose = next(one for one in dialog.findChildren(Button) if one.text() == "Choose folder…")
        assert choose.isEnabled() == wanted
    next(one for one in dialog.findChildren(Button) if one.text() == "Undo this run").click()
    settle(application, qtbot)
    assert (tmp_path / "back" / "members-restored.csv").read_text(encoding="utf-8").splitlines() == [
        "email,name,status",
        "ben@example.com,Ben,unsubscribed",
    ]
    assert any("is undone. 1 row" in text for text in told(application))
    assert application.document.memory.contents.runs == ()
    assert application.window.rail.buttons["save"].accessibleName() == "Step 5, Save, Ready to save"
    give(old_list="email,name\nben@example.com,Ben\n")
    assert taken_out(application) == {}


def test_a_protected_address_stays_in_later_runs_until_that_is_taken_back(
    application: Application, give: Open, qtbot
) -> None:
    document, bounced = (
        application.document,
        "email,bounce type,bounced at\nanna@example.com,hard,2026-05-12\n",
    )
    give(members=LIST, bounces=bounced)
    assert "anna@example.com" in taken_out(application)
    document.protect({"anna@example.com": "anna@example.com"}, lambda: "protect anna@example.com")
    assert "anna@example.com" not in taken_out(application)
    settle(application, qtbot)
    give(members=LIST, bounces=bounced)
    assert "anna@example.com" not in taken_out(application)
    with Ledger(userdata.ledger()) as ledger:
        assert [address for address, _ in ledger.protected()] == ["anna@example.com"]
    window = application.window
    window.go("history")
    settle(application, qtbot)
    window.history.tabs.choose("protected")
    window.history.protected.grid.row_acted.emit(0, "act")
    settle(application, qtbot)
    assert document.memory.contents.protected == ()
    assert "anna@example.com" in taken_out(application)
    assert document.undo_name == "protect anna@example.com no longer"
    document.undo()
    settle(application, qtbot)
    assert [one.address for one in document.memory.contents.protected] == ["anna@example.com"]
    assert "anna@example.com" not in taken_out(application)


def test_undo_takes_a_protection_back_in_the_ledger_too(application: Application, give: Open, qtbot) -> None:
    document = application.document
    give(members=LIST)
    document.protect({"ben@example.com": "ben@example.com"}, lambda: "protect ben@example.com")
    settle(application, qtbot)
    assert len(document.memory.contents.protected) == 1
    document.undo()
    settle(application, qtbot)
    assert document.memory.contents.protected == ()
    assert taken_out(application) == {"ben@example.com": "unsubscribed"}


def test_a_correction_is_listed_with_what_it_was(
    application: Application, give: Open, save: Save, qtbot
) -> None:
    give(members="email\ntom.becker@gmial.com\nanna@example.com\n")
    application.window.go("clean")
    application.window.clean.tabs.choose("corrections")
    application.window.clean._accept_all()
    settle(application, qtbot)
    save("out")
    assert shown(application, qtbot) == [["tom.becker@gmial.com", "Now tom.becker@gmail.com", "Corrected"]]
    model = application.window.history.corrected.grid.grid_model()
    assert [model.index(0, x).data() for x in range(2)] == ["tom.becker@gmial.com", "tom.becker@gmail.com"]


def test_somebody_who_asks_for_it_is_forgotten(
    application: Application, give: Open, save: Save, qtbot
) -> None:
    give(members=LIST)
    save("out")
    window = application.window
    window.go("history")
    window.history._ask_forget()
    dialog = window.findChild(ForgetDialog)
    dialog.address.setText("ben")
    assert not dialog.forget.isEnabled()
    dialog.address.setText("ben@example.com")
    dialog.forget.click()
    settle(application, qtbot)
    assert shown(application, qtbot)[0][0] == "Somebody forgotten since"
    assert any("may still hold this address. " in text for text in told(application))
    give(old_list="email\nben@example.com\ndora@example.com\n")
    assert list(taken_out(application)) == ["ben@example.com"]


@pytest.mark.parametrize("way", ["back_up", "export"])
def test_the_history_is_never_written_over_a_list_or_over_itself(
    application: Application, give: Open, save: Save, way: str, qtbot
) -> None:
    give(members=LIST)
    save("out")
    failures: list[Exception] = []
    application.jobs.on_failure = failures.append
    own = [application.document.session.sources[0].path, application.document.memory.place]
    before = [path.read_bytes() for path in own]
    for path in own:
        getattr(application.window.history, way)(path)
        settle(application, qtbot)
    assert [failure.code for failure in failures] == ["output_is_input"] * 2  # type: ignore[attr-defined]
    assert [path.read_bytes() for path in own] == before


def test_a_backup_that_fails_leaves_the_earlier_one(
    application: Application, give: Open, save: Save, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    give(members=LIST)
    save("out")
    history, copy = application.window.history, tmp_path / "copy.sqlite"
    history.back_up(copy)
    settle(application, qtbot)
    before = copy.read_bytes()
    assert before

    def full(ledger: Ledger, path: Path) -> None:
        path.write_bytes(b"half")
        raise UserError("ledger_full", file=path.name)

    monkeypatch.setattr(Ledger, "backup", full)
    failures: list[Exception] = []
    application.jobs.on_failure = failures.append
    history.back_up(copy)
    settle(application, qtbot)
    assert len(failures) == 1 and copy.read_bytes() == before
    assert not list(tmp_path.glob(".copy*"))


def test_the_whole_history_is_backed_up_put_back_moved_and_written_as_a_table(
    application: Application, give: Open, save: Save, tmp_path: Path, qtbot
) -> None:
    give(members=LIST)
    save("out")
    window, memory = application.window, application.document.memory
    history = window.history
    history.back_up(tmp_path / "copy.sqlite")
    history.export(tmp_path / "table.xlsx")
    settle(application, qtbot)
    assert load_workbook(tmp_path / "table.xlsx").sheetnames
    history.undo(memory.contents.runs[0], None)
    settle(application, qtbot)
    assert memory.contents.runs == ()
    history.put_back(tmp_path / "copy.sqlite")
    settle(application, qtbot)
    assert len(memory.contents.runs) == 1
    window.settings.move_history(tmp_path / "elsewhere" / "ledger.sqlite")
    settle(application, qtbot)
    assert not userdata.ledger().exists()
    assert application.settings.ledger == memory.place == tmp_path / "elsewhere" / "ledger.sqlite"
    assert len(memory.contents.runs) == 1
    window.settings.use(tmp_path / "copy.sqlite")
    settle(application, qtbot)
    assert memory.place == tmp_path / "copy.sqlite" and len(memory.contents.runs) == 1


def test_a_damaged_history_is_said_and_the_work_goes_on_without_it(
    application: Application, give: Open, save: Save, qtbot
) -> None:
    place = userdata.ledger()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"no database at all" * 100)
    give(members=LIST)
    window = application.window
    assert window.banner.isVisible()
    out = save("out")
    assert (out / "members-cleaned.csv").exists()
    assert application.saver.done is not None and not application.saver.done.remembered
    assert place.read_bytes().startswith(b"no database")
    place.unlink()
    next(one for one in window.banner.findChildren(Button) if one.text() == "Try again").click()
    settle(application, qtbot)
    assert not window.banner.isVisible()


def test_a_history_that_fails_while_saving_leaves_no_files_and_the_choice_to_save_without_it(
    application: Application, give: Open, tmp_path: Path, qtbot
) -> None:
    give(members=LIST)
    place = userdata.ledger()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"somebody else's file" * 100)  # since the list was read
    window = application.window
    window.go("save")
    window.save.use_folder(tmp_path / "out")
    window.save.save()
    settle(application, qtbot)
    assert window.save.state == "" and not (tmp_path / "out").exists()
    link = [one for one in window.save.findChildren(Button) if one.text() == "Save without the history"]
    link[-1].click()
    settle(application, qtbot)
    assert window.save.state == "done" and (tmp_path / "out" / "members-cleaned.csv").exists()
    assert window.banner.isVisible()


def test_the_samples_leave_no_trace(loaded: Application, tmp_path: Path, qtbot) -> None:
    loaded.window.save.use_folder(tmp_path / "out")
    loaded.window.save.save()
    settle(loaded, qtbot)
    person = str(loaded.document.overview.analysis.people["key"].iloc[0])
    loaded.document.protect({person: person}, str)
    settle(loaded, qtbot)
    assert not userdata.ledger().exists()
    assert loaded.document.is_protected(0)


def test_the_history_is_not_opened_before_it_is_needed(application: Application) -> None:
    assert not application.jobs.busy
    assert not userdata.ledger().exists()


def test_the_saved_list_stays_a_list_that_other_programs_read(
    application: Application, give: Open, save: Save
) -> None:
    give(members=LIST)
    with (save("out") / "members-cleaned.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["name"] for row in csv.DictReader(stream)] == ["Anna", "Cleo", "Dora", "Emil"]


def test_protecting_is_a_switch_beside_the_address_and_a_key(
    application: Application, give: Open, qtbot
) -> None:
    give(members=LIST)
    window, document = application.window, application.document
    window.go("addresses")
    page = window.addresses
    ben = document.overview.address.tolist().index("ben@example.com")
    page.grid.selectRow(page.grid.grid_model().place(ben))
    assert not page.detail.protect.isChecked()
    page.detail.protect.click()
    assert document.undo_name == "protect ben@example.com"
    assert page._reason(ben).startswith("You protect it")
    assert taken_out(application) == {}
    qtbot.keyClick(page.grid, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: not page.detail.protect.isChecked())
    assert document.undo_name == "protect ben@example.com no longer"
    assert not page.detail.protect.isChecked()
    assert list(taken_out(application)) == ["ben@example.com"]
    settle(application, qtbot)


def test_without_a_run_the_runs_say_so(application: Application, give: Open, qtbot) -> None:  # type: ignore[no-untyped-def]
    give(members=LIST)
    application.document.protect({"anna@example.com": "anna@example.com"}, lambda: "protect anna@example.com")
    settle(application, qtbot)
    application.window.go("history")
    runs = application.window.history.runs
    shown = [label.text() for label in runs.findChildren(QLabel) if label.isVisible()]
    assert shown == ["No run yet", "Each time you save a cleaned list, it is noted here."]
    assert not runs.grid.isVisible()


def test_a_row_without_an_address_is_nobody_forgotten(
    application: Application, give: Open, save: Save, qtbot
) -> None:  # type: ignore[no-untyped-def]
    many = "".join(f"p{n}@example.com,Pat,subscribed\n" for n in range(20))
    give(members=LIST + many + ",Nobody,subscribed\n-,Dash,subscribed\n")
    save("out")
    said = [row[0] for row in shown(application, qtbot)]
    assert "No address in this row" in said and "Somebody forgotten since" not in said
