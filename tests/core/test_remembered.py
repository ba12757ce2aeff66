"""What the person once said about a file holds for later files with the same header."""

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from listcleaner.core.arrival import arrive
from listcleaner.core.columns.remembered import (
    FILE,
    MOST,
    Memory,
    Told,
    find,
    load,
    read_as_told,
    remember,
    told,
)
from listcleaner.core.contacts import load_list
from listcleaner.core.formats.files import open_file
from listcleaner.core.formats.inspect import inspect
from listcleaner.core.formats.load import load_bounces
from listcleaner.core.pipeline import Pipeline
from listcleaner.core.progress import silent
from listcleaner.core.session import Session, Source
from listcleaner.core.tables.read import read_table
from listcleaner.core.tables.table import Reading

NOTE = "as_told_before"
ODD = "Aaa;Bbb;Ccc;Ddd\n{};x@shop.example.org;7;2026-03-0{}\n"
COLUMNS = (("email", "Aaa"), ("class", "Ccc"), ("time", "Ddd"))


@pytest.fixture
def odd(tmp_path):
    """Two exports nobody can understand: sender and recipient, a number for what happened."""
    for day, name in ((1, "a.csv"), (2, "b.csv")):
        (tmp_path / name).write_text(ODD.format(f"{name[0]}nn@example.com", day), encoding="utf-8")
    return tmp_path


def say(folder: Path, path: Path, kind: str = "bounces", columns=(), **reading) -> Memory:
    """As the person says it once."""
    found = read_table(path)
    wanted = read_table(path, Reading(**reading)) if reading else found
    new = told(kind, columns, found, wanted, load(folder))
    assert new is not None
    return remember(folder, new)


def codes(notes) -> set[str]:
    return {note.code for note in notes}


def test_columns_said_once_hold_for_the_next_file_of_that_header(odd):
    memory = say(odd / "data", odd / "a.csv", columns=COLUMNS)
    (file,) = load_bounces(odd / "b.csv", memory=memory)
    assert file.events["address"].tolist() == ["bnn@example.com"]
    assert str(file.events["at"][0]) == "2026-03-02 00:00:00"
    assert NOTE in codes(file.notes)


def test_columns_said_of_json_hold_for_the_next_file_of_those_keys(tmp_path):
    text = '[{{"to": {{"email": "{}@example.com"}}, "a": "hard", "b": "soft"}}]'
    for name in ("ann", "bob"):
        (tmp_path / f"{name}.json").write_text(text.format(name))
    found = open_file(tmp_path / "ann.json", Reading(), (), silent).main.table
    new = told("bounces", (("class", "b"),), found, found)
    assert new is not None
    (file,) = load_bounces(tmp_path / "bob.json", memory=remember(tmp_path / "data", new))
    assert file.events[["address", "class"]].to_numpy().tolist() == [["bob@example.com", "soft"]]
    assert NOTE in codes(file.notes)


def test_the_columns_of_a_json_list_are_known_by_its_keys(tmp_path):
    path = tmp_path / "members.json"
    path.write_text('[{"other": "x@example.org", "mail": "ann@example.com", "ok": "unsubscribed"}]')
    assert load_list(path, columns=(("email", "other"),)).contacts["address"].tolist() == ["x@example.org"]


def test_it_is_there_after_a_restart(odd):
    memory = say(odd / "data", odd / "a.csv", columns=COLUMNS)
    assert load(odd / "data") == memory != ()


def test_inspect_and_drag_and_drop_know_it_too(odd):
    memory = say(odd / "data", odd / "a.csv", columns=COLUMNS)
    found = inspect(odd / "b.csv", memory=memory)
    assert (found.kind, found.columns["email"], NOTE in codes(found.warnings)) == ("events", "Aaa", True)
    source, _ = arrive(odd / "b.csv", memory=memory)
    assert source.role == "bounces"


def test_a_whole_job_uses_it_for_lists_and_bounces(odd):
    (odd / "list.csv").write_text("Aaa,Zzz\nann@example.com,bnn@example.com\n", encoding="utf-8")
    say(odd / "data", odd / "list.csv", "list", (("email", "Zzz"),))
    memory = say(odd / "data", odd / "a.csv", columns=COLUMNS)
    session = Session(
        (Source(odd / "list.csv", "list", memory=memory), Source(odd / "b.csv", "bounces", memory=memory))
    )
    from datetime import datetime

    result = Pipeline().compute(session, datetime(2026, 4, 1))
    assert result.lists[0].contacts["address"].tolist() == ["bnn@example.com"]
    assert NOTE in codes(result.lists[0].notes) & codes(result.bounce_files[0].notes)


def test_another_header_is_not_touched(odd):
    memory = say(odd / "data", odd / "a.csv", columns=COLUMNS)
    (odd / "c.csv").write_text("Email,Bounce type\nann@example.com,Hard\n", encoding="utf-8")
    (file,) = load_bounces(odd / "c.csv", memory=memory)
    assert NOTE not in codes(file.notes)


def test_case_blanks_and_quotes_do_not_make_another_header(odd):
    memory = say(odd / "data", odd / "a.csv", columns=COLUMNS)
    text = ODD.replace("Aaa;Bbb", '" AAA";bbb').format("cnn@example.com", 3)
    (odd / "c.csv").write_text(text, encoding="utf-8")
    assert load_bounces(odd / "c.csv", memory=memory)[0].events["address"].tolist() == ["cnn@example.com"]


def test_what_she_says_of_this_file_itself_comes_first(odd):
    memory = say(odd / "data", odd / "a.csv", columns=COLUMNS)
    (file,) = load_bounces(odd / "b.csv", columns=(("email", "Bbb"), ("class", "Ccc")), memory=memory)
    assert file.events["address"].tolist() == ["x@shop.example.org"]
    assert NOTE not in codes(file.notes)


def test_said_of_a_list_it_does_not_hold_for_bounces_of_the_same_columns(odd):
    memory = say(odd / "data", odd / "a.csv", "list", (("email", "Bbb"),))
    assert load_list(odd / "b.csv", memory=memory).contacts["address"].tolist() == ["x@shop.example.org"]
    (odd / "c.csv").write_text("Email,Name\nann@example.com,Ann\n", encoding="utf-8")
    memory = say(odd / "data", odd / "c.csv", "list", (("email", "Email"),))
    (odd / "hard bounces.csv").write_text("Email,Name\nann@example.com,Ann\n", encoding="utf-8")
    assert load_bounces(odd / "hard bounces.csv", memory=memory)[0].events["class"].tolist() == ["hard"]


def test_the_sheet_and_the_header_row_are_remembered_with_the_columns(tmp_path):
    for month in ("march", "april"):
        book = openpyxl.Workbook()
        book.active.append(["Name", "Email"])
        book.active.append([month, "editor@example.org"])
        sheet = book.create_sheet("Returned")
        for row in (
            ["Email", "Returned"],
            ["ours@example.org", month],
            ["Who", "Why"],
            [f"{month}@example.com", "user unknown"],
        ):
            sheet.append(row)
        book.save(tmp_path / f"{month}.xlsx")
    memory = say(tmp_path / "data", tmp_path / "march.xlsx", sheet="Returned", header_row=3)
    (file,) = load_bounces(tmp_path / "april.xlsx", memory=memory)
    assert file.events["address"].tolist() == ["april@example.com"]
    assert (file.reading.sheet, file.reading.header_row) == ("Returned", 3)


def test_encoding_and_separator_are_remembered(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_bytes(f"Größe|Post\n1|{name}@example.com\n".encode("cp1252"))
    memory = say(
        tmp_path / "data", tmp_path / "a.csv", "list", (("email", "Post"),), encoding="gb18030", delimiter="|"
    )
    file = load_list(tmp_path / "b.csv", memory=memory)
    assert (file.reading.encoding, file.contacts["address"].tolist()) == ("gb18030", ["b@example.com"])


def test_where_the_sheet_is_missing_the_file_is_read_as_any_other(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Email", "Type"], ["ann@example.com", "Hard"]):
        book.active.append(row)
    book.create_sheet("Other").append(["x"])
    book.save(tmp_path / "a.xlsx")
    memory = say(
        tmp_path / "data", tmp_path / "a.xlsx", columns=(("email", "x"),), sheet="Other", header_row=1
    )
    del book["Other"]
    book.save(tmp_path / "b.xlsx")
    (file,) = load_bounces(tmp_path / "b.xlsx", memory=memory)
    assert (file.events["class"].tolist(), NOTE in codes(file.notes)) == (["hard"], False)


def test_the_last_word_counts_and_what_was_said_before_of_the_reading_stays(odd):
    say(odd / "data", odd / "a.csv", columns=(("email", "Bbb"),))
    memory = say(odd / "data", odd / "a.csv", columns=COLUMNS)
    assert [one.columns for one in memory] == [COLUMNS]


def test_nothing_said_is_nothing_remembered(odd):
    table = read_table(odd / "a.csv")
    assert told("bounces", (), table, table) is None


def test_a_table_without_header_cannot_be_known_again(tmp_path):
    (tmp_path / "a.csv").write_text("ann@example.com,Ann\nbob@example.com,Bob\n", encoding="utf-8")
    table = read_table(tmp_path / "a.csv", Reading(header_row=0))
    assert told("list", (("email", "B"),), table, table) is None


def test_no_cell_and_no_header_of_strangers_is_written_down(odd):
    say(odd / "data", odd / "a.csv", columns=COLUMNS)
    text = (odd / "data" / FILE).read_text(encoding="utf-8")
    assert "@" not in text
    assert "Bbb" not in text


def test_a_contact_taken_for_the_header_is_not_written_down(tmp_path):
    (tmp_path / "a.csv").write_text("ann@example.com,Ann Lee\nbob@example.com,Bob\n", encoding="utf-8")
    found = read_table(tmp_path / "a.csv")
    wanted = read_table(tmp_path / "a.csv", Reading(header_row=1))
    assert told("list", (("email", "ann@example.com"), ("name", "Ann Lee")), found, wanted) is None


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "7", '{"version": 99, "told": []}', '{"version": 1, "told": [{"kind": "bounces"}]}',
     '{"version": 1, "told": [{"headers": [1], "kind": "bounces", "reading": {}, "columns": []}]}',
     '{"version": 1, "told": [{"headers": [], "kind": "x", "reading": {}, "columns": []}]}',
     '{"version": 1, "told": [{"headers": [], "kind": "list", "reading": {"header_row": "a"}, "columns": []}]}',
     '{"version": 1, "told": [{"headers": [], "kind": "list", "reading": {"colour": "a"}, "columns": []}]}',
     '{"version": 1, "told": [{"headers": [], "kind": "list", "reading": {}, "columns": [["email"]]}]}'],
)  # fmt: skip
def test_a_broken_memory_is_no_memory(tmp_path, content):
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    assert load(tmp_path) == ()


def test_the_oldest_are_forgotten(tmp_path):
    for i in range(MOST + 1):
        remember(tmp_path, Told(frozenset({f"{i}"}), "list", columns=(("email", "a"),)))
    assert [min(one.marks) for one in load(tmp_path)][:2] == ["1", "2"]
    assert len(json.loads((tmp_path / FILE).read_text())["told"]) == MOST


def test_a_memory_that_is_not_there_is_empty(tmp_path, odd):
    assert load(tmp_path / "nowhere") == ()
    assert find((), read_table(odd / "a.csv"), None) is None


def test_what_a_file_is_said_to_mean_by_its_dates_goes_before_what_was_told_of_its_header(tmp_path):
    path = tmp_path / "bounces.csv"
    path.write_text("email,at\nanna@example.com,05/04/2026\n", encoding="utf-8")
    table = read_table(path)
    wanted = replace(table, reading=replace(table.reading, dates="mdy"))
    new = told("bounces", (), table, wanted)
    assert new is not None and new.reading == Reading(dates="mdy")
    memory = remember(tmp_path, new)
    assert load(tmp_path) == memory
    read, _ = read_as_told(path, Reading(), memory, "bounces", silent)
    assert read.reading.dates == "mdy"
    read, _ = read_as_told(path, Reading(dates="dmy"), memory, "bounces", silent)
    assert read.reading.dates == "dmy"
