"""A workbook that cannot be copied part by part is written anew: values, number formats and widths of kept rows survive."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from listcleaner.core.errors import Cancelled
from listcleaner.core.export import values
from tests.core.exporting import Exported, exported
from tests.core.test_export_workbook import SIZE, cells, edit, made, part_of, sheet_of, with_shared_strings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "members.xlsx"


def commented(file: Path) -> Path:
    """A comment between rows, which copying by bytes does not understand."""
    edit(file, "<sheetData>", lambda _: "<sheetData><!-- rows -->")
    return file


def prefixed(file: Path) -> Path:
    edit(file, r"<(/?)(?=[a-zA-Z])", lambda tag: f"<{tag[1]}x:")
    edit(file, 'xmlns="', lambda _: 'xmlns:x="')
    edit(file, "<x:sheetData>", lambda _: "<x:sheetData><!-- rows -->")
    return file


def with_foreign_strings(file: Path) -> Path:
    edit(with_shared_strings(file), "<si>", lambda _: "<!-- text --><si>", "xl/sharedStrings.xml")
    return file


def with_single_quotes(file: Path) -> Path:
    edit(file, '"', lambda _: "'")
    return file


def with_doctype(file: Path) -> Path:
    edit(file, "^", lambda _: '<!DOCTYPE worksheet [<!ENTITY a "b">]>')
    edit(file, r"^(<!DOCTYPE.*?\]>)(<\?xml.*?\?>)", lambda found: found[2] + found[1])
    return file


def with_rows_out_of_order(file: Path) -> Path:
    edit(file, r'(<row r="3".*?</row>)(<row r="4".*?</row>)', lambda rows: rows[2] + rows[1])
    return file


def noted(done: Exported) -> list[str]:
    return [note.code for note in done.file("cleaned").notes]


@pytest.mark.parametrize("change", [commented, prefixed, with_foreign_strings, with_single_quotes])
def test_types_formats_and_widths_of_kept_rows_survive_and_the_loss_is_said(
    file: Path, change: Callable[[Path], Path]
) -> None:
    before = openpyxl.load_workbook(made(file))["Members"]
    done = exported(change(file), {2: "remove", 5: "suspend"})
    after = sheet_of(done, "cleaned")
    for new, old in enumerate([1, 3, 4, 6, 7, 8, 9, 10], 1):
        assert [(cell.value, cell.data_type, cell.number_format) for cell in after[new]] == [
            (cell.value, cell.data_type, cell.number_format) for cell in before[old]
        ]
    assert after.max_row == SIZE - 1
    assert after.column_dimensions["A"].width == 33
    assert cells(sheet_of(done, "removed"), "A") == ["Email", "user1@example.com"]
    assert cells(sheet_of(done, "suspended"), "A") == ["Email", "user4@example.com"]
    assert noted(done) == ["workbook_formats"]


@pytest.mark.parametrize("change", [with_doctype, with_rows_out_of_order])
def test_where_the_formats_cannot_be_read_the_values_are_written(
    file: Path, change: Callable[[Path], Path]
) -> None:
    done = exported(change(made(file)), {2: "remove"})
    after = openpyxl.load_workbook(done.path("cleaned")).active
    assert [cell.value for cell in after[2]] == [
        "user2@example.com", "王 2", "002", datetime(2025, 3, 2), datetime(2026, 1, 2, 9, 30), 3, True,
    ]  # fmt: skip
    assert cells(after, "A")[1:] == [f"user{n}@example.com" for n in range(2, SIZE + 1)]
    assert noted(done) == ["workbook_values"]


def test_cancelling_leaves_nothing_behind(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "_ROWS_AT_ONCE", 1)
    commented(made(file))

    def stop(step: str, done: int, _: int) -> None:
        if step == "writing" and done > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        exported(file, {2: "remove"}, progress=stop)
    assert list(tmp_path.iterdir()) == [file]


def test_a_text_that_looks_like_a_formula_stays_a_text(file: Path) -> None:
    def hostile(sheet: Worksheet) -> None:
        for row, text in ((3, '=HYPERLINK("http://example.com")'), (4, "#N/A")):
            sheet.cell(row, 2, text).data_type = "s"

    done = exported(commented(made(file, hostile)), {2: "remove"})
    after = sheet_of(done, "cleaned")
    assert [(cell.value, cell.data_type) for cell in (after["B2"], after["B3"])] == [
        ('=HYPERLINK("http://example.com")', "s"),
        ("#N/A", "s"),
    ]
    assert noted(done) == ["workbook_formats"]


def test_a_formula_becomes_its_value(file: Path) -> None:
    def calculated(sheet: Worksheet) -> None:
        sheet["H3"] = "=F3*2"

    made(file, calculated)
    edit(file, r'(<c r="H3"[^>]*><f.*?</f>)<v ?/?>(?:</v>)?', lambda found: f"{found[1]}<v>6</v>")
    after = sheet_of(exported(commented(file), {2: "remove"}), "cleaned")
    assert (after["H2"].value, after["H2"].data_type) == (6, "n")


def test_an_accepted_correction_is_written(file: Path) -> None:
    def slip(sheet: Worksheet) -> None:
        sheet["A4"] = "user3@gmial.com"

    done = exported(commented(made(file, slip)), {2: "remove"}, corrected=[4])
    assert cells(sheet_of(done, "cleaned"), "A")[1:3] == ["user2@example.com", "user3@gmail.com"]


def test_blank_rows_stay_where_they_are(file: Path) -> None:
    def gap(sheet: Worksheet) -> None:
        sheet.delete_rows(4)
        sheet.insert_rows(4)

    after = sheet_of(exported(commented(made(file, gap)), {2: "remove"}), "cleaned")
    assert cells(after, "A")[1:4] == ["user2@example.com", None, "user4@example.com"]


def test_a_macro_workbook_stays_one_by_name_and_type(tmp_path: Path) -> None:
    file = made(tmp_path / "members.xlsm")
    main = r"application/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet\.main\+xml"
    macros = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    edit(file, main, lambda _: macros, r"\[Content_Types\].xml")
    done = exported(commented(file), {2: "remove"})
    assert noted(done) == ["workbook_formats"]
    assert done.path("cleaned").suffix == ".xlsm"
    assert macros in part_of(done.path("cleaned"), r"\[Content_Types\].xml")
