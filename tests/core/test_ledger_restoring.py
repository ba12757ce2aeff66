"""``undo RUN --out DIR``: the rows a run took out or corrected come back exactly as they stood in the list."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from listcleaner.core.export.write import RunStamp, export
from listcleaner.core.ledger import Ledger, Restored, restore
from listcleaner.core.pipeline import Pipeline
from listcleaner.core.result import Result
from listcleaner.core.rules.decisions import Decisions
from listcleaner.core.rules.declared import default_rules
from listcleaner.core.session import Session, Source
from listcleaner.core.wording import Wording

NOW = datetime(2026, 6, 1)
BOUNCES = """email,type,reason,date
bob@example.com,hard,550 5.1.1 User unknown,2026-03-12 09:00
frank@example.org,soft,452 4.2.2 Mailbox full,2026-03-12 09:00
frank@example.org,soft,452 4.2.2 Mailbox full,2026-04-09 09:00
frank@example.org,soft,452 4.2.2 Mailbox full,2026-05-14 09:00
"""
# Removed 3 (hard), 6 (its copy), 8 (duplicate); suspended 5; corrected 7.
ROWS = [
    ["ann@example.com", "Ann Lee", "0012345", "a; \"b\""],
    ["bob@example.com", "Bob 王", "007", "x"],
    ["cara@example.org", "Cara", "", ""],
    ["frank@example.org", "Frank Müller", "+49 30", "=1+1"],
    ["BOB@EXAMPLE.COM", "Bob again", "", "two\nlines"],
    ["eve@gmial.com", "Ève", "0", "typo"],
    ["ann@example.com", "Ann", "", ""],
    ["zoe@example.net", "Zoé", "9", ""],
]  # fmt: skip
TAKEN, CORRECTED = [3, 5, 6, 8], [7]


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        yield ledger


def text(folder: Path, name: str, encoding: str, delimiter: str = ";") -> Path:
    def field(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if set(cell) & {delimiter, '"', "\n"} else cell

    rows = [["E-Mail", "Name", "Telefon", "Notiz"], *ROWS]
    content = "".join(delimiter.join(map(field, row)) + "\r\n" for row in rows)
    path = folder / name
    path.write_bytes(content.encode(encoding, "replace"))
    return path


def workbook(folder: Path) -> Path:
    path = folder / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet("Kunden"), book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, ["E-Mail", "Name", "Telefon", "Notiz", "Seit", "Umsatz", "Ja"])
        for number, row in enumerate(ROWS, 1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
            sheet.write_datetime(number, 4, datetime(2020, 1, number), day)
            sheet.write_number(number, 5, number * 1.5)
            sheet.write_boolean(number, 6, number % 2 == 0)
    return path


def cleaned(
    folder: Path,
    ledger: Ledger,
    *lists: Path,
    run: str = "run",
    accept: bool = True,
    format: str | None = None,
) -> Result:
    """One run over some lists, its files in ``out``; the correction of row 7 is accepted."""
    bounces = folder / "bounces.csv"
    bounces.write_text(BOUNCES, encoding="utf-8")
    sources = (*(Source(path, "list") for path in lists), Source(bounces, "bounces"))
    pipeline, history = Pipeline(), ledger.history()
    session = Session(sources)
    marks = [file.fingerprint for file in pipeline.compute(session, NOW, history=history).lists]
    accepted = frozenset((mark, row) for mark in marks for row in CORRECTED) if accept else frozenset()
    decisions = Decisions(corrections=accepted)
    result = pipeline.compute(Session(sources, decisions=decisions), NOW, history=history)
    assert result.analysis is not None and result.plan is not None
    with ledger.recording(result, run, NOW, accepted) as seal:
        export(
            result.analysis,
            result.plan,
            result.lists,
            folder / "out",
            wording=Wording(),
            rules=default_rules(),
            run=RunStamp(run, NOW),
            corrections=accepted,
            format=format,
            sealing=seal,
        )
    return result


def restored(folder: Path, ledger: Ledger, run: str = "run") -> list[Restored]:
    found = restore(ledger.taken(run), folder / "back")
    ledger.undo(run)
    return found


def records(path: Path, rows: list[int]) -> bytes:
    """The header and some records of a text list; that of row 6 stands on two lines."""
    lines = path.read_bytes().replace(b"two\nlines", b"two\x00lines").splitlines(keepends=True)
    return b"".join(lines[row - 1] for row in [1, *rows]).replace(b"two\x00lines", b"two\nlines")


def cells(path: Path, rows: list[int] | None = None) -> list[list[tuple[object, str]]]:
    """Values and number formats of a workbook's first sheet, of all rows or these; an empty text is no value."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    every = [
        [(None if cell.value == "" else cell.value, cell.number_format) for cell in row]
        for row in sheet.iter_rows()
    ]
    return every if rows is None else [every[row - 1] for row in [1, *rows]]


ALL = sorted([*TAKEN, *CORRECTED])


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ","), ("utf-16", "\t"), ("gb18030", ";")])
def test_rows_of_a_text_list_come_back_to_the_byte(
    tmp_path: Path, ledger: Ledger, encoding: str, delimiter: str
) -> None:
    path = text(tmp_path, "list.csv", encoding, delimiter)
    cleaned(tmp_path, ledger, path)
    (one,) = restored(tmp_path, ledger)
    assert (one.path, one.rows) == (tmp_path / "back" / "list-restored.csv", len(ALL))
    wide = encoding == "utf-16"
    found, expected = (
        content.decode("utf-16") if wide else content.decode(encoding)
        for content in (one.path.read_bytes(), text(tmp_path, "same.csv", encoding, delimiter).read_bytes())
    )
    lines = expected.replace("two\nlines", "two\x00lines").splitlines(keepends=True)
    assert found == "".join(lines[row - 1] for row in [1, *ALL]).replace("two\x00lines", "two\nlines")
    assert ledger.is_empty()


def test_rows_of_a_workbook_come_back_with_types_and_formats(tmp_path: Path, ledger: Ledger) -> None:
    path = workbook(tmp_path)
    cleaned(tmp_path, ledger, path)
    (one,) = restored(tmp_path, ledger)
    assert cells(one.path) == cells(path, ALL)
    assert cells(one.path)[1][4] == (datetime(2020, 1, 2), "dd.mm.yyyy")


def test_each_list_of_a_run_gets_its_rows_back(tmp_path: Path, ledger: Ledger) -> None:
    first = text(tmp_path, "list.csv", "utf-8")
    (tmp_path / "b").mkdir()
    second = text(tmp_path / "b", "List.csv", "utf-8", ",")
    second.write_bytes(second.read_bytes() + b"new@example.com,New,,\r\n")
    cleaned(tmp_path, ledger, first, second)
    found = restored(tmp_path, ledger)
    assert [one.path.name for one in found] == ["list-restored.csv", "List-2-restored.csv"]
    assert found[0].path.read_bytes() == records(first, ALL)
    assert found[1].path.read_bytes() == records(
        second, list(range(2, 10))
    )  # all are copies of the first list's


def take_away(path: Path) -> None:
    path.unlink()


def change(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"new@example.com\r\n")


@pytest.mark.parametrize("lose", [take_away, change])
@pytest.mark.parametrize("accept", [True, False])
def test_without_the_list_the_rows_come_from_the_files_of_the_run(
    tmp_path: Path, ledger: Ledger, lose: Callable[[Path], None], accept: bool
) -> None:
    path = text(tmp_path, "list.csv", "utf-8-sig")
    expected = records(path, ALL if accept else TAKEN)
    cleaned(tmp_path, ledger, path, accept=accept)
    lose(path)
    (one,) = restored(tmp_path, ledger)
    assert one.path.read_bytes() == expected


@pytest.mark.parametrize("accept", [True, False])
def test_without_the_workbook_the_rows_come_from_the_files_of_the_run(
    tmp_path: Path, ledger: Ledger, accept: bool
) -> None:
    path = workbook(tmp_path)
    expected = cells(path, ALL if accept else TAKEN)
    cleaned(tmp_path, ledger, path, accept=accept)
    path.unlink()
    (one,) = restored(tmp_path, ledger)
    assert cells(one.path) == expected


def test_without_list_and_files_it_is_said_and_the_ledger_forgets_the_run(
    tmp_path: Path, ledger: Ledger
) -> None:
    path = text(tmp_path, "list.csv", "utf-8")
    cleaned(tmp_path, ledger, path)
    path.unlink()
    (tmp_path / "out" / "list-removed.csv").unlink()
    (one,) = restored(tmp_path, ledger)
    assert one.path is None and one.problem is not None
    assert (one.problem.code, one.problem.fields["file"]) == ("restore_impossible", "list.csv")
    assert ledger.is_empty()
    assert not (tmp_path / "back").exists()


def test_who_asked_to_be_forgotten_does_not_come_back(tmp_path: Path, ledger: Ledger) -> None:
    path = text(tmp_path, "list.csv", "utf-8")
    cleaned(tmp_path, ledger, path)
    ledger.forget("bob@example.com", NOW)
    (one,) = restored(tmp_path, ledger)
    assert one.path.read_bytes() == records(path, [5, 7, 8])


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_nor_does_she_from_the_files_of_the_run(tmp_path: Path, ledger: Ledger, suffix: str) -> None:
    path = text(tmp_path, "list.csv", "utf-8") if suffix == ".csv" else workbook(tmp_path)
    expected = records(path, [5, 7, 8]) if suffix == ".csv" else cells(path, [5, 7, 8])
    cleaned(tmp_path, ledger, path)
    ledger.forget("bob@example.com", NOW)
    path.unlink()
    (one,) = restored(tmp_path, ledger)
    assert (one.path.read_bytes() if suffix == ".csv" else cells(one.path)) == expected


def test_a_list_nothing_was_taken_from_gets_no_file(tmp_path: Path, ledger: Ledger) -> None:
    path = tmp_path / "good.csv"
    path.write_text("email\nann@example.com\n")
    cleaned(tmp_path, ledger, path, accept=False)
    assert restored(tmp_path, ledger) == []


def test_a_list_in_another_format_than_its_files_comes_back_in_its_own(
    tmp_path: Path, ledger: Ledger
) -> None:
    path = workbook(tmp_path)
    cleaned(tmp_path, ledger, path, format="csv")
    (one,) = restored(tmp_path, ledger)
    assert cells(one.path) == cells(path, ALL)


def test_cleaned_and_restored_rows_together_are_the_list(tmp_path: Path, ledger: Ledger) -> None:
    path = text(tmp_path, "list.csv", "utf-8")
    cleaned(tmp_path, ledger, path, accept=False)
    (one,) = restored(tmp_path, ledger)
    kept = (tmp_path / "out" / "list-cleaned.csv").read_bytes().splitlines(keepends=True)[1:]
    back = one.path.read_bytes().splitlines(keepends=True)
    assert sorted([*kept, *back]) == sorted(path.read_bytes().splitlines(keepends=True))


def test_the_day_of_a_cell_is_still_a_day(tmp_path: Path, ledger: Ledger) -> None:
    path = workbook(tmp_path)
    cleaned(tmp_path, ledger, path)
    path.unlink()
    (one,) = restored(tmp_path, ledger)
    assert cells(one.path)[1][4][0].date() == date(2020, 1, 2)
