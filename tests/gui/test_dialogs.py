"""The dialogs: how a file is read, the rows a note is about, and what is said when the program itself is wrong."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from listcleaner.core import pipeline
from listcleaner.core.errors import UserError
from listcleaner.core.formats.load import load_bounces
from listcleaner.core.tables.table import Note
from listcleaner.gui.app import Application
from listcleaner.gui.dialogs.mapping import MappingDialog
from listcleaner.gui.dialogs.preview import headers
from listcleaner.gui.dialogs.rows import RowsDialog
from listcleaner.gui.messages import error_text, log_file, note_text, show_error
from listcleaner.gui.parts.widgets import Strip
from tests.gui.person import named


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """A title above the header, two sheets with addresses."""
    book = Workbook()
    first = book.active
    for line in (
        ["Members 2026"],
        [],
        ["Name", "E-mail"],
        ["Anna", "anna@example.com"],
        ["Ben", "ben@example.com"],
    ):
        first.append(line)
    second = book.create_sheet("Old")
    for line in (["Mail", "Second mail"], ["cleo@example.com", "c@example.org"]):
        second.append(line)
    book.save(tmp_path / "members.xlsx")
    return tmp_path / "members.xlsx"


def opened(application: Application, path: Path, qtbot) -> MappingDialog:
    window = application.window
    window.add_files([path])
    qtbot.waitUntil(lambda: not application.jobs.busy and application.document.session.sources != ())
    window.dialogs.change(application.document.session.sources[0])
    dialog = window.findChild(MappingDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.table is not None)
    return dialog


def choose(box, value: object) -> None:  # type: ignore[no-untyped-def]
    """As the person chooses a value."""
    box.setCurrentIndex(box.findData(value))
    box.chosen.emit(value)


def told(dialog: MappingDialog) -> str:
    """Every sentence in the dialog."""
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def say(dialog: MappingDialog, role: str, column: str) -> None:
    """As the person says above a column what it holds."""
    assert dialog.table is not None
    choose(dialog.preview.menus[headers(dialog.table).index(column)], role)


def used(application: Application, dialog: MappingDialog, qtbot) -> None:
    qtbot.waitUntil(named(dialog, "Read it like this").isEnabled)
    named(dialog, "Read it like this").click()
    qtbot.waitUntil(lambda: not application.document.busy)


def addresses(application: Application) -> list[str]:
    overview = application.document.overview
    assert overview is not None
    return sorted(overview.address)


def test_another_sheet_and_another_column_are_read(application: Application, sheets: Path, qtbot) -> None:
    dialog = opened(application, sheets, qtbot)
    assert named(dialog, "Header row").value() == 3
    choose(named(dialog, "Sheet"), "Old")
    qtbot.waitUntil(lambda: dialog.table is not None and dialog.table.reading.sheet == "Old")
    say(dialog, "email", "Second mail")
    used(application, dialog, qtbot)
    assert addresses(application) == ["c@example.org"]
    application.document.undo()
    qtbot.waitUntil(lambda: not application.document.busy)
    assert addresses(application) == ["anna@example.com", "ben@example.com"]


def test_a_step_in_the_dialog_is_taken_back_there(application: Application, sheets: Path, qtbot) -> None:
    dialog = opened(application, sheets, qtbot)
    assert not named(dialog, "Undo").isEnabled()
    choose(named(dialog, "Sheet"), "Old")
    qtbot.waitUntil(lambda: dialog.table is not None and dialog.table.reading.sheet == "Old")
    say(dialog, "email", "Second mail")
    named(dialog, "Undo").click()
    assert dialog.said == {"email": "Mail"}
    named(dialog, "Undo").click()
    qtbot.waitUntil(lambda: dialog.table is not None and dialog.table.reading.sheet != "Old")
    assert dialog.said == {"email": "E-mail"}
    assert not named(dialog, "Undo").isEnabled()
    dialog.reject()


def test_a_column_that_is_nothing_is_said_so_and_another_takes_its_place(
    application: Application, tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "members.csv"
    path.write_text("mail,old mail\nanna@example.com,a@example.org\n", encoding="utf-8")
    dialog = opened(application, path, qtbot)
    assert dialog.said == {"email": "mail"}
    say(dialog, "", "mail")
    assert dialog.said == {} and not named(dialog, "Read it like this").isEnabled()
    say(dialog, "email", "old mail")
    used(application, dialog, qtbot)
    assert addresses(application) == ["a@example.org"]


def test_the_header_row_can_be_moved(application: Application, sheets: Path, qtbot) -> None:
    dialog = opened(application, sheets, qtbot)
    named(dialog, "Header row").setValue(0)
    qtbot.waitUntil(lambda: dialog.table is not None and dialog.table.reading.header_row == 0)
    assert dialog.said == {"email": "B"}  # no row names it
    dialog.reject()
    assert application.document.undo_name == "add members.xlsx"


def test_the_chosen_column_stays_chosen_when_the_header_row_is_moved(
    application: Application, tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "contacts.csv"
    lines = ["Name,Contact A,Contact B", "name,first,second"]
    lines += [f"N{i},a{i}@example.com,b{i}@example.com" for i in range(9)]
    path.write_text("\n".join(lines), encoding="utf-8")
    dialog = opened(application, path, qtbot)
    say(dialog, "email", "Contact B")
    named(dialog, "Header row").setValue(2)
    qtbot.waitUntil(lambda: dialog.table is not None and dialog.table.reading.header_row == 2)
    assert dialog.said["email"] == "second"
    named(dialog, "Undo").click()
    qtbot.waitUntil(lambda: dialog.table is not None and dialog.table.reading.header_row == 1)
    assert dialog.said["email"] == "Contact B"
    dialog.reject()


def test_other_columns_with_addresses_are_told_of_until_she_has_chosen(
    application: Application, tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "contacts.csv"
    lines = ["Name,Contact A,Contact B", *(f"N{i},a{i}@example.com,b{i}@example.com" for i in range(9))]
    path.write_text("\n".join(lines), encoding="utf-8")

    def told() -> bool:
        strips = [one for one in application.window.files.findChildren(Strip) if not one.isHidden()]
        return any("Addresses stand in these columns too" in one.sentence.text() for one in strips)

    dialog = opened(application, path, qtbot)
    qtbot.waitUntil(told)
    say(dialog, "email", "Contact B")
    used(application, dialog, qtbot)
    assert addresses(application)[0] == "b0@example.com"
    assert not told()


def test_separator_and_encoding_can_be_set(application: Application, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "members.csv"
    path.write_bytes("Name;E-mail\nJürgen;j@example.com\nZoë;z@example.com\n".encode("cp1252"))
    dialog = opened(application, path, qtbot)
    choose(named(dialog, "Encoding"), "gb18030")
    qtbot.waitUntil(lambda: dialog.table is not None and dialog.table.reading.encoding == "gb18030")
    assert "Jürgen" not in dialog.table.cells.iloc[:, 0].tolist()  # type: ignore[union-attr]
    choose(named(dialog, "Encoding"), "cp1252")
    choose(named(dialog, "Separator"), ",")
    qtbot.waitUntil(lambda: dialog.table is not None and dialog.table.reading.delimiter == ",")
    assert not named(dialog, "Read it like this").isEnabled()  # one wide column: no addresses in it
    choose(named(dialog, "Separator"), ";")
    used(application, dialog, qtbot)
    assert addresses(application) == ["j@example.com", "z@example.com"]


def test_a_list_without_known_addresses_asks_for_the_column(
    application: Application, tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "names.csv"
    path.write_text("name,contact\nAnna,anna at example\nBen,ben at example\n", encoding="utf-8")
    dialog = opened(application, path, qtbot)
    assert not named(dialog, "Read it like this").isEnabled()
    assert "Which column holds the e-mail addresses?" in told(dialog)
    say(dialog, "email", "contact")
    assert "The first rows" in told(dialog)
    used(application, dialog, qtbot)
    assert len(addresses(application)) == 2


def test_what_was_taken_for_a_list_can_be_called_a_bounce_file(
    application: Application, tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "some.csv"
    path.write_text("email,event\na@example.com,processed\nb@example.com,processed\n", encoding="utf-8")
    dialog = opened(application, path, qtbot)
    offered = dialog.preview.menus[0]
    assert offered.findData("class") < 0
    choose(named(dialog, "What it is"), "bounces")
    assert dialog.preview.menus[0].findData("class") > 0
    used(application, dialog, qtbot)
    (source,) = application.document.session.sources
    assert source.role == "bounces"
    assert application.document.problem(source) is not None


@pytest.fixture
def odd(tmp_path: Path) -> tuple[Path, Path]:
    """Two exports of one service, in which the addresses of the shop are no bounces; the window guesses wrong."""
    paths = tmp_path / "march.csv", tmp_path / "april.csv"
    for number, path in enumerate(paths, 1):
        lines = [f"x@shop.example.org;{path.stem}{i}@example.com;{number};2026-03-0{i}" for i in (1, 2)]
        path.write_text("\n".join(["Aaa;Bbb;Ccc;Ddd", *lines]), encoding="utf-8")
    return paths


def test_what_is_said_of_a_bounce_file_holds_for_the_next_one(
    application: Application, odd: tuple[Path, Path], qtbot
) -> None:
    march, april = odd
    dialog = opened(application, march, qtbot)
    choose(named(dialog, "What it is"), "bounces")
    say(dialog, "email", "Bbb")
    say(dialog, "class", "Ccc")
    used(application, dialog, qtbot)
    application.window.add_files([april])
    qtbot.waitUntil(lambda: not application.jobs.busy and len(application.document.result.bounce_files) == 2)
    file = next(file for file in application.document.result.bounce_files if file.path == april)
    assert file.events["address"].tolist() == ["april1@example.com", "april2@example.com"]
    assert "as_told_before" in {note.code for note in file.notes}


def test_taking_it_back_leaves_the_file_as_it_was_read_before(
    application: Application, sheets: Path, qtbot
) -> None:
    dialog = opened(application, sheets, qtbot)
    choose(named(dialog, "Sheet"), "Old")
    qtbot.waitUntil(lambda: dialog.table is not None and dialog.table.reading.sheet == "Old")
    say(dialog, "email", "Second mail")
    used(application, dialog, qtbot)
    application.document.undo()
    qtbot.waitUntil(lambda: not application.document.busy)
    assert addresses(application) == ["anna@example.com", "ben@example.com"]


def test_the_dialog_shows_how_a_remembered_file_is_read(
    application: Application, sheets: Path, qtbot
) -> None:
    dialog = opened(application, sheets, qtbot)
    choose(named(dialog, "Sheet"), "Old")
    qtbot.waitUntil(lambda: dialog.table is not None and dialog.table.reading.sheet == "Old")
    say(dialog, "email", "Second mail")
    used(application, dialog, qtbot)
    again = sheets.with_name("again.xlsx")
    again.write_bytes(sheets.read_bytes())
    application.window.add_files([again])
    qtbot.waitUntil(lambda: not application.jobs.busy and len(application.document.session.sources) == 2)
    application.window.dialogs.change(application.document.session.sources[1])
    dialog = application.window.findChildren(MappingDialog)[-1]
    qtbot.waitUntil(lambda: dialog.table is not None)
    assert (dialog.table.reading.sheet, dialog.said["email"]) == ("Old", "Second mail")  # type: ignore[union-attr]
    dialog.reject()


def test_the_order_of_dates_is_remembered_for_files_with_this_header(
    application: Application, tmp_path: Path, qtbot
) -> None:
    document = application.document
    first, second = tmp_path / "april.csv", tmp_path / "may.csv"
    for path, day in ((first, "05/04/2026"), (second, "06/05/2026")):
        path.write_text(f"email,bounce type,bounced at\nanna@example.com,soft,{day}\n", encoding="utf-8")
    dialog = opened(application, first, qtbot)
    choose(named(dialog, "Dates"), "mdy")
    used(application, dialog, qtbot)
    application.window.add_files([second])
    qtbot.waitUntil(lambda: not application.jobs.busy and len(document.result.bounce_files) == 2)
    days = {file.path.name: f"{file.events['at'].iloc[0]:%m-%d}" for file in document.result.bounce_files}
    assert days == {"april.csv": "05-04", "may.csv": "06-05"}
    (note,) = (one for one in document.result.bounce_files[1].notes if one.code == "as_told_before")
    assert note_text(note)


@pytest.mark.parametrize(
    ("name", "text", "column"),
    [
        ("report.json", '[{"to": {"email": "anna@example.com"}, "kind": "hard", "fate": "soft"}]', "fate"),
        ("bounces.csv", "anna@example.com,hard,soft\nben@example.com,hard,soft\n", "C"),
    ],
    ids=["json", "no header"],
)
def test_columns_can_be_chosen_where_no_row_names_them(
    application: Application, tmp_path: Path, qtbot, name: str, text: str, column: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    dialog = opened(application, path, qtbot)
    say(dialog, "class", column)
    used(application, dialog, qtbot)
    (source,) = application.document.session.sources
    assert dict(source.columns)["class"] == column
    (file,) = load_bounces(source.path, source.reading, source.columns)
    assert set(file.events["class"]) == {"soft"}


def test_a_file_that_vanishes_meanwhile_is_said_in_a_sentence(
    application: Application, tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "members.csv"
    path.write_text("email\nanna@example.com\n", encoding="utf-8")
    dialog = opened(application, path, qtbot)
    path.unlink()
    choose(named(dialog, "Separator"), ";")
    qtbot.waitUntil(lambda: "members.csv" in told(dialog))
    assert "file_missing" not in told(dialog)
    assert str(tmp_path) not in told(dialog)


def test_the_rows_of_a_note_are_shown_with_their_numbers(
    application: Application, tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "members.csv"
    lines = [f"p{place}@example.com,P{place}" for place in range(20)]
    path.write_text("\n".join(["email,name", "ben@example.com,Ben,more", *lines, ""]), encoding="utf-8")
    window = application.window
    window.add_files([path])
    qtbot.waitUntil(lambda: application.document.plan is not None)
    (note,) = (note for note in application.document.result.lists[0].notes if note.rows)
    window.dialogs.show_noted(application.document.session.sources[0], note)
    dialog = window.findChild(RowsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog._rows.rowCount() > 0)
    assert dialog._rows.rowCount() == 1
    assert dialog._rows.verticalHeaderItem(0).text() == "2"
    assert dialog._rows.item(0, 0).text() == "ben@example.com"


def test_the_whole_rows_of_a_person_can_be_looked_at(application: Application, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "members.csv"
    path.write_text(
        "email,name,town\nann@example.com,Ann,Ulm\nben@example.com,Ben,Bonn\nANN@example.com,,\n",
        encoding="utf-8",
    )
    window = application.window
    window.add_files([path])
    qtbot.waitUntil(lambda: application.document.plan is not None)
    window.go("addresses")
    page = window.addresses
    page.show_person(page.document.overview.address.tolist().index("ann@example.com"))
    whole = page.detail.whole_row
    whole.button.click()
    qtbot.waitUntil(lambda: len(whole.shown) > 1)
    assert whole.shown == [
        ("Row", "2"), ("email", "ann@example.com"), ("name", "Ann"), ("town", "Ulm"),
        ("Row", "4"), ("email", "ANN@example.com"),
    ]  # fmt: skip
    page.show_person(page.document.overview.address.tolist().index("ben@example.com"))
    assert whole.shown == []  # what is read of one person is not said of another


@pytest.mark.logs("No sentence for")
def test_a_person_never_meets_a_bare_code(qapp) -> None:  # type: ignore[no-untyped-def]
    told = error_text(UserError("no_such_error", file="/home/anna/members.csv"))
    assert "members.csv" in told
    assert "no_such_error" not in told
    assert "/home" not in told
    assert "no_such_note" not in note_text(Note("no_such_note", {}, (1, 2)))
    assert error_text(UserError("sheet_missing"))  # a field forgotten


def test_a_bug_in_a_job_is_told_and_logged_without_anything_of_the_persons(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    def broken(*told: object) -> None:
        raise ValueError("cannot use anna@example.com")

    window = application.window
    application.jobs.on_failure = lambda error: show_error(window, error)
    monkeypatch.setattr(pipeline, "arrive", broken)
    path = tmp_path / "private.csv"
    path.write_text("email\nanna@example.com\n", encoding="utf-8")
    window.add_files([path])
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    said = box.text() + box.informativeText() + box.detailedText() + log_file().read_text(encoding="utf-8")
    assert "ValueError" in said and "pipeline.py" in said
    assert "anna" not in said and "private" not in said
    next(one for one in box.buttons() if one.text() == "Copy the report").click()
    assert QApplication.clipboard().text() == box.detailedText()
    assert box.isVisible()  # there is more to do than to copy it
    box.close()
    window.add_files([path])  # it happens again: nobody wants to be told each time
    qtbot.waitUntil(lambda: not application.jobs.busy)
    assert not [one for one in window.findChildren(QMessageBox) if one.isVisible()]
    assert application.document.session.sources == ()
    assert not application.document.busy
