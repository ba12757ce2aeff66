"""Who is taken out of a workbook is taken out of all of it: nothing of them stays in the parts of the cleaned file."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from listcleaner.core.export.strings import UsedStrings
from tests.core.exporting import exported
from tests.core.test_export_workbook import cells, edit, part_of, sheet_of, with_shared_strings
from tests.core.test_export_workbook import made as made_inline

GONE, STAYS = "user2@example.com", "user3@example.com"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "members.xlsx"


def made(file: Path, change: Callable[[Worksheet], None] | None = None) -> Path:
    return with_shared_strings(made_inline(file, change))


def holders(book: Path, text: str) -> list[str]:
    """The parts of a workbook that have a text in them."""
    with zipfile.ZipFile(book) as archive:
        return [name for name in archive.namelist() if text.encode() in archive.read(name)]


def everywhere(sheet: Worksheet) -> None:
    """The third row's address as a cell, a link, a comment and a text of several fonts."""
    for row in (3, 4):
        address = sheet.cell(row, 1).value
        sheet.cell(row, 1).hyperlink = f"mailto:{address}"
        sheet.cell(row, 2).comment = Comment(f"ask {address}", "me")
        sheet.cell(row, 3).value = CellRichText("write to ", TextBlock(InlineFont(b=True), address))


def test_the_address_of_a_person_removed_stands_in_no_part_of_the_cleaned_workbook(file: Path) -> None:
    made(file, everywhere)
    before = openpyxl.load_workbook(file, rich_text=True)["Members"]
    done = exported(file, {3: "remove", 5: "suspend"})
    assert len(holders(file, GONE)) == 3  # texts, comments, links
    assert holders(done.path("cleaned"), GONE) == []
    assert holders(done.path("cleaned"), "user4@example.com") == []
    assert holders(done.path("removed"), STAYS) == holders(done.path("suspended"), STAYS) == []
    after = openpyxl.load_workbook(done.path("cleaned"), rich_text=True)["Members"]
    assert [(cell.value, cell.number_format) for cell in after[3]] == [
        (cell.value, cell.number_format) for cell in before[4]
    ]
    assert after["A3"].hyperlink.target == f"mailto:{STAYS}"
    assert after["B3"].comment.text == f"ask {STAYS}"
    assert isinstance(after["C3"].value, CellRichText)


def test_texts_stay_that_other_rows_or_other_sheets_have_too(file: Path) -> None:
    def twice(sheet: Worksheet) -> None:
        sheet["B4"] = sheet["B3"].value
        sheet.parent["Notes"]["A2"] = sheet["A3"].value

    done = exported(made(file, twice), {3: "remove"})
    book = openpyxl.load_workbook(done.path("cleaned"))
    assert book["Members"]["B3"].value == "王 2"
    assert [book["Notes"][f"A{row}"].value for row in (1, 2)] == ["kept as it is", GONE]
    assert book["Members"].max_row == 9


def test_what_an_accepted_correction_replaced_does_not_stay(file: Path) -> None:
    def slip(sheet: Worksheet) -> None:
        sheet["A4"] = "user3@gmial.com"

    done = exported(made(file, slip), {2: "remove"}, corrected=[4])
    assert holders(done.path("cleaned"), "user3@gmial.com") == []


def prefixed(file: Path) -> None:
    for part in (r"xl/worksheets/sheet\d\.xml", r"xl/sharedStrings\.xml"):
        edit(file, r"<(/?)(?=[a-zA-Z])", lambda tag: f"<{tag[1]}x:", part)
        edit(file, 'xmlns="', lambda _: 'xmlns:x="', part)


def spread_out(file: Path) -> None:
    edit(file, "<v>", lambda _: "\n <v>", r"xl/worksheets/sheet\d\.xml")
    edit(file, "<si>", lambda _: "\n <si>\n", r"xl/sharedStrings\.xml")


def type_first(file: Path) -> None:
    edit(
        file,
        r'<c r="(\w+)"([^>]*) t="s"',
        lambda c: f'<c t="s" r="{c[1]}"{c[2]}',
        r"xl/worksheets/sheet\d\.xml",
    )


def other_sheet_in_other_quotes(file: Path) -> None:
    edit(file, '"', lambda _: "'", r"xl/worksheets/sheet2\.xml")


def other_sheet_with_cdata(file: Path) -> None:
    edit(file, r"<v>(\d+)</v>", lambda v: f"<v><![CDATA[{v[1]}]]></v>", r"xl/worksheets/sheet2\.xml")


def with_empty_cells(file: Path) -> None:
    edit(file, "</c></row>", lambda _: '</c><c t="s"/></row>')


WRITTEN_OTHERWISE = [
    prefixed, spread_out, type_first, other_sheet_in_other_quotes, other_sheet_with_cdata, with_empty_cells,
]  # fmt: skip


@pytest.mark.parametrize("change", WRITTEN_OTHERWISE)
def test_cells_and_texts_are_understood_as_other_programs_write_them(
    file: Path, change: Callable[[Path], None]
) -> None:
    change(made(file))
    done = exported(file, {3: "remove"})
    assert done.file("cleaned").notes == ()
    assert holders(done.path("cleaned"), GONE) == []
    assert holders(done.path("removed"), GONE) == ["xl/sharedStrings.xml"]
    book = openpyxl.load_workbook(done.path("cleaned"))
    assert [book["Members"].cell(3, column).value for column in (1, 2, 3)] == [STAYS, "王 3", "003"]
    assert book["Notes"]["A1"].value == "kept as it is"


def test_a_workbook_whose_texts_stand_in_its_cells_needs_nothing(file: Path) -> None:
    with xlsxwriter.Workbook(file, {"in_memory": False, "constant_memory": True}) as book:
        sheet = book.add_worksheet("Members")
        for row, address in enumerate(["Email", "user1@example.com", GONE, STAYS]):
            sheet.write(row, 0, address)
    done = exported(file, {3: "remove"})
    assert cells(sheet_of(done, "cleaned"), "A") == ["Email", "user1@example.com", STAYS]
    assert holders(done.path("cleaned"), GONE) == []


def test_a_chart_does_not_remember_whom_it_shows_no_more(file: Path) -> None:
    with xlsxwriter.Workbook(file) as book:
        sheet, chart = book.add_worksheet("Members"), book.add_chart({"type": "bar"})
        for row, address in enumerate(["Email", "user1@example.com", GONE, STAYS]):
            sheet.write_row(row, 0, [address, row or "Points"])
        chart.add_series({"categories": "=Members!$A$2:$A$4", "values": "=Members!$B$2:$B$4"})
        chart.add_series({"values": "=Members!$B$2:$B$2"})
        sheet.insert_chart("E2", chart)
    assert "xl/charts/chart1.xml" in holders(file, GONE)
    done = exported(file, {3: "remove"})
    assert holders(done.path("cleaned"), GONE) == []
    shown = part_of(done.path("cleaned"), "xl/charts/chart1.xml")
    assert shown.count("<c:numCache>") == 1  # of the row that is as it was
    assert "<c:f>Members!$A$2:$A$3</c:f>" in shown


def with_pivot(file: Path, *sheets: int, chart: bool = False) -> Path:
    """A pivot table on each of these sheets, all from one copy of the list's rows."""
    made(file)
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def links(*targets: tuple[str, str, str]) -> str:
        inside = "".join(
            f'<Relationship Id="{id}" Type="{rels}/{kind}" Target="{target}"/>'
            for id, kind, target in targets
        )
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        return f'<Relationships xmlns="{package}">{inside}</Relationships>'

    edit(
        file,
        "</Relationships>",
        lambda end: (
            f'<Relationship Id="rIdP" Type="{rels}/pivotCacheDefinition" '
            f'Target="pivotCache/pivotCacheDefinition1.xml"/>{end[0]}'
        ),
        r"xl/_rels/workbook\.xml\.rels",
    )
    caches = f'<pivotCaches><pivotCache cacheId="1" xmlns:r="{rels}" r:id="rIdP"/></pivotCaches>'
    edit(file, "</workbook>", lambda end: caches + end[0], r"xl/workbook\.xml")
    with zipfile.ZipFile(file, "a") as archive:
        for sheet in sheets:
            archive.writestr(
                f"xl/worksheets/_rels/sheet{sheet}.xml.rels",
                links(("rId9", "pivotTable", f"../pivotTables/pivotTable{sheet}.xml")),
            )
            archive.writestr(f"xl/pivotTables/pivotTable{sheet}.xml", "<pivotTableDefinition/>")
            archive.writestr(
                f"xl/pivotTables/_rels/pivotTable{sheet}.xml.rels",
                links(("rId1", "pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml")),
            )
        archive.writestr("xl/pivotCache/pivotCacheDefinition1.xml", "<pivotCacheDefinition/>")
        archive.writestr(
            "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels",
            links(("rId1", "pivotCacheRecords", "pivotCacheRecords1.xml")),
        )
        archive.writestr("xl/pivotCache/pivotCacheRecords1.xml", f"<r>{GONE}</r>")
        if chart:
            archive.writestr("xl/charts/chart1.xml", '<chartSpace><pivotSource name="x"/></chartSpace>')
    return file


def test_a_pivot_table_on_the_lists_sheet_goes_with_its_copy_of_the_rows_and_all_else_stays(
    file: Path,
) -> None:
    done = exported(with_pivot(file, 1), {3: "remove"})
    assert [note.code for note in done.file("cleaned").notes] == ["pivots_left_out"]
    with zipfile.ZipFile(done.path("cleaned")) as archive:
        assert not [name for name in archive.namelist() if "pivot" in name]
        assert not [name for name in archive.namelist() if b"pivotCache" in archive.read(name)]
    assert holders(done.path("cleaned"), GONE) == []
    assert openpyxl.load_workbook(done.path("cleaned"))["Notes"]["A1"].value == "kept as it is"


def test_a_copy_of_the_rows_another_sheets_pivot_table_uses_stays_and_is_said(file: Path) -> None:
    done = exported(with_pivot(file, 1, 2), {3: "remove"})
    assert [note.code for note in done.file("cleaned").notes] == ["pivots_left_out", "copies_of_rows"]
    with zipfile.ZipFile(done.path("cleaned")) as archive:
        pivots = {name for name in archive.namelist() if "pivotTables/pivot" in name}
        assert pivots == {"xl/pivotTables/pivotTable2.xml"}
        assert "pivotCache " in archive.read("xl/workbook.xml").decode()


def test_where_a_chart_needs_the_pivot_table_the_list_is_written_anew(file: Path) -> None:
    done = exported(with_pivot(file, 1, chart=True), {3: "remove"})
    assert [note.code for note in done.file("cleaned").notes] == ["workbook_formats"]


def test_copies_of_rows_in_pivot_tables_are_said(file: Path) -> None:
    made(file)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/pivotCache/pivotCacheRecords1.xml", "<pivotCacheRecords/>")
    assert [note.code for note in exported(file, {3: "remove"}).file("cleaned").notes] == ["copies_of_rows"]


CELLS = {
    "a shared text": '<c r="A1" t="s"><v>{n}</v></c>',
    "a format": '<c r="A1" s="5" t="s" cm="1"><v>{n}</v></c>',
    "spaces": "<c r='A1' t = 's' ><v> {n} </v></c>",
    "a formula": '<c r="A1" t="s"><f t="shared" si="3"/><v>{n}</v></c>',
    "a written formula": '<c r="A1" t="s"><f>A2&amp;"="</f><v xml:space="preserve">{n}</v></c>',
}
OTHERS = [
    '<c r="B1"><v>77</v></c>', '<c r="B1" t="str"><f>"t=""s"""</f><v>78</v></c>', '<c r="B1" t="s"/>',
    '<c r="B1" t="inlineStr"><is><t> t="s"&gt; 79</t></is></c>', '<c r="B1" t="s"></c>', "<c r='B1' s='7'><v>80</v></c>",
]  # fmt: skip


@given(
    rows=st.lists(
        st.tuples(st.sampled_from(sorted(CELLS)), st.integers(0, 50), st.sampled_from(["", *OTHERS]))
    )
)
def test_used_texts_are_those_cells_refer_to_and_no_others(rows: list[tuple[str, int, str]]) -> None:
    content = "".join(f"<row>{CELLS[kind].format(n=n)}{other}</row>" for kind, n, other in rows)
    used = UsedStrings()
    used.add_rows(content.encode())
    assert used.numbers().tolist() == sorted(n for _, n, _ in rows)
    sheet = f"<worksheet><sheetData>{content}</sheetData></worksheet>"
    for encoding in ("utf-8", "utf-16"):
        used = UsedStrings()
        used.add_sheet(sheet.encode(encoding))
        assert used.numbers().tolist() == sorted(n for _, n, _ in rows)


def test_blanked_texts_keep_the_numbers_of_the_others(file: Path) -> None:
    done = exported(made(file), dict.fromkeys(range(2, 10), "remove"))
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(done.path("cleaned")) as new:
        before, after = (re.findall(rb"<si>.*?</si>", one.read("xl/sharedStrings.xml")) for one in (old, new))
    assert len(before) == len(after)
    assert {new for old, new in zip(before, after, strict=True) if new != old} == {b"<si><t/></si>"}
    assert cells(sheet_of(done, "cleaned"), "A") == ["Email", "user9@example.com"]
