"""A cleaned workbook is the person's own workbook with rows fewer: types, formats, and all that refers to rows."""

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from listcleaner.core.tables.table import Reading
from tests.core.exporting import Exported, exported

DATA = Path(__file__).parents[1] / "data"
HEADER = ["Email", "Name", "Phone", "Joined", "Seen", "Points", "VIP"]
SIZE = 9  # contacts, in rows 2…10


def person(number: int) -> list[object]:
    seen = datetime(2026, 1, number, 9, 30)
    return [
        f"user{number}@example.com",
        f"王 {number}",
        f"00{number}",
        date(2025, 3, number),
        seen,
        number * 1.5,
        number % 2 == 0,
    ]


def made(file: Path, change: Callable[[Worksheet], None] | None = None) -> Path:
    """A workbook of nine contacts with number formats, a width and a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Members"
    sheet.append(HEADER)
    for number in range(1, SIZE + 1):
        sheet.append(person(number))
        sheet.cell(number + 1, 4).number_format = "dd.mm.yyyy"
        sheet.cell(number + 1, 6).number_format = "0.00"
        sheet.row_dimensions[number + 1].height = 10 + number
    sheet.column_dimensions["A"].width = 33
    sheet["B4"].font = Font(bold=True)
    sheet["B4"].fill = PatternFill("solid", "FFFF00")
    book.create_sheet("Notes")["A1"] = "kept as it is"
    if change:
        change(sheet)
    book.save(file)
    return file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "members.xlsx"


def sheet_of(done: Exported, part: str) -> Worksheet:
    return openpyxl.load_workbook(done.path(part))["Members"]


def cells(sheet: Worksheet, column: str) -> list[object]:
    return [cell.value for cell in sheet[column]]


def part_of(book: Path, pattern: str) -> str:
    with zipfile.ZipFile(book) as archive:
        (name,) = [name for name in archive.namelist() if re.fullmatch(pattern, name)]
        return archive.read(name).decode()


def test_types_formats_and_widths_of_kept_rows_stay(file: Path) -> None:
    before = openpyxl.load_workbook(made(file))["Members"]
    done = exported(file, {2: "remove", 5: "suspend"})
    after = sheet_of(done, "cleaned")
    for new, old in enumerate([1, 3, 4, 6, 7, 8, 9, 10], 1):
        for ours, theirs in zip(after[new], before[old], strict=True):
            assert (ours.value, ours.data_type, ours.number_format) == (
                theirs.value,
                theirs.data_type,
                theirs.number_format,
            )
            assert (ours.font.b, ours.fill.fgColor.rgb) == (theirs.font.b, theirs.fill.fgColor.rgb)
        assert after.row_dimensions[new].height == before.row_dimensions[old].height
    assert after.max_row == 8
    assert after.column_dimensions["A"].width == 33
    assert cells(sheet_of(done, "removed"), "A") == ["Email", "user1@example.com"]
    assert cells(sheet_of(done, "suspended"), "A") == ["Email", "user4@example.com"]


def test_nothing_taken_out_leaves_every_part_as_it_was(file: Path) -> None:
    done = exported(made(file), {})
    before = openpyxl.load_workbook(file)["Members"]
    assert [[c.value for c in row] for row in sheet_of(done, "cleaned").rows] == [
        [c.value for c in row] for row in before.rows
    ]
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(done.path("cleaned")) as new:
        assert new.testzip() is None
        assert sorted(new.namelist()) == sorted(old.namelist())
        for name in old.namelist():
            if name not in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"):
                assert new.read(name) == old.read(name), name


def test_other_sheets_stay(file: Path) -> None:
    done = exported(made(file), {2: "remove"})
    assert openpyxl.load_workbook(done.path("removed"))["Notes"]["A1"].value == "kept as it is"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(fates=st.lists(st.sampled_from(["keep", "remove", "suspend"]), min_size=SIZE, max_size=SIZE))
def test_the_three_workbooks_together_are_the_list(
    tmp_path_factory: pytest.TempPathFactory, fates: list[str]
) -> None:
    file = made(tmp_path_factory.mktemp("list") / "members.xlsx")
    done = exported(file, {row: fate for row, fate in enumerate(fates, 2) if fate != "keep"})
    for part, fate in (("cleaned", "keep"), ("suspended", "suspend"), ("removed", "remove")):
        expected = [f"user{n}@example.com" for n, mine in enumerate(fates, 1) if mine == fate]
        assert cells(sheet_of(done, part), "A") == ["Email", *expected]


def test_an_accepted_correction_changes_the_text_and_keeps_the_format(file: Path) -> None:
    def slip(sheet: Worksheet) -> None:
        sheet["A4"] = "user3@gmial.com"
        sheet["A4"].font = Font(italic=True)

    done = exported(made(file, slip), {2: "remove"}, corrected=[4])
    after = sheet_of(done, "cleaned")
    assert after["A3"].value == "user3@gmail.com"
    assert after["A3"].font.i
    assert after["B3"].value == "王 3"
    assert cells(after, "A")[1] == "user2@example.com"


# --- what refers to rows


def test_merged_cells_close_up_or_go(file: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("F3:G3")
        sheet.merge_cells("F5:G7")
        sheet.merge_cells("F9:G9")

    done = exported(made(file, merge), {3: "remove", 6: "remove"})
    assert sorted(map(str, sheet_of(done, "cleaned").merged_cells.ranges)) == ["F4:G5", "F7:G7"]
    assert sorted(map(str, sheet_of(done, "removed").merged_cells.ranges)) == ["F2:G2", "F3:G3"]
    assert "mergeCell" not in part_of(done.path("suspended"), "xl/worksheets/sheet1.xml")


def test_a_table_shrinks_to_its_rows_and_never_below_one(file: Path) -> None:
    def table(sheet: Worksheet) -> None:
        sheet.add_table(Table(displayName="People", ref=f"A1:G{SIZE + 1}"))

    done = exported(made(file, table), {2: "remove", 3: "remove"})
    areas = {part: sheet_of(done, part).tables["People"] for part in ("cleaned", "removed", "suspended")}
    assert {part: table.ref for part, table in areas.items()} == {
        "cleaned": "A1:G8",
        "removed": "A1:G3",
        "suspended": "A1:G2",
    }
    assert areas["cleaned"].autoFilter.ref == "A1:G8"


def test_a_filter_and_the_names_of_areas_shrink(file: Path) -> None:
    def filtered(sheet: Worksheet) -> None:
        sheet.auto_filter.ref = f"A1:G{SIZE + 1}"
        sheet.print_area = "A1:G10"
        sheet.parent.defined_names["Everyone"] = DefinedName("Everyone", attr_text="Members!$A$2:$A$10")
        sheet.parent.defined_names["First"] = DefinedName("First", attr_text="Members!$A$2")
        sheet.parent.defined_names["Elsewhere"] = DefinedName("Elsewhere", attr_text="Notes!$A$10")

    done = exported(made(file, filtered), {2: "remove", 10: "remove"})
    book = openpyxl.load_workbook(done.path("cleaned"))
    assert book["Members"].auto_filter.ref == "A1:G8"
    assert book["Members"].print_area == "'Members'!$A$1:$G$8"
    names = {name: one.attr_text for name, one in book.defined_names.items()}
    assert names == {"Everyone": "Members!$A$2:$A$8", "First": "#REF!", "Elsewhere": "Notes!$A$10"}


def test_links_comments_and_their_boxes_go_with_their_rows(file: Path) -> None:
    def annotated(sheet: Worksheet) -> None:
        for row in (2, 3, 4):
            sheet.cell(row, 1).hyperlink = f"mailto:user{row - 1}@example.com"
            sheet.cell(row, 2).comment = Comment(f"note {row}", "me")

    done = exported(made(file, annotated), {3: "remove"})
    after = sheet_of(done, "cleaned")
    assert [after.cell(row, 1).hyperlink.target for row in (2, 3)] == [
        "mailto:user1@example.com",
        "mailto:user3@example.com",
    ]
    assert after.cell(4, 1).hyperlink is None
    assert [after.cell(row, 2).comment.text for row in (2, 3)] == ["note 2", "note 4"]
    boxes = part_of(done.path("cleaned"), r"xl/drawings/.*\.vml|xl/.*[dD]rawing.*\.vml")
    assert re.findall(r"<\w+:Row>(\d+)</\w+:Row>", boxes) == ["1", "2"]
    assert sheet_of(done, "removed")["B2"].comment.text == "note 3"


def test_rules_for_areas_shrink_and_stay_right_where_their_first_row_goes(file: Path) -> None:
    def ruled(sheet: Worksheet) -> None:
        fill = PatternFill("solid", bgColor="FF0000")
        sheet.conditional_formatting.add(
            "A2:A10", FormulaRule(formula=["AND($F2>3,COUNTIF($A$2:$A$10,A2)>1)"], fill=fill)
        )
        sheet.conditional_formatting.add("B3", FormulaRule(formula=["TRUE"], fill=fill))
        choice = DataValidation(type="list", formula1="Notes!$A$1:$A$9", sqref="G2:G10")
        sheet.add_data_validation(choice)

    done = exported(made(file, ruled), {2: "remove", 3: "remove"})
    after = sheet_of(done, "cleaned")
    rules = {str(area.sqref): rule.formula for area in after.conditional_formatting for rule in area.rules}
    assert rules == {"A2:A8": ["AND($F2>3,COUNTIF($A$2:$A$8,A2)>1)"]}
    (choice,) = after.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == ("G2:G8", "Notes!$A$1:$A$9")
    assert not sheet_of(done, "suspended").data_validations.dataValidation


def test_a_view_scrolled_far_down_shows_rows_in_a_short_file(file: Path) -> None:
    def scrolled(sheet: Worksheet) -> None:
        sheet.freeze_panes = "A2"
        sheet.sheet_view.pane.topLeftCell = "A9"
        sheet.sheet_view.selection[0].activeCell = sheet.sheet_view.selection[0].sqref = "B9"

    done = exported(made(file, scrolled), {3: "remove"})
    assert sheet_of(done, "cleaned").sheet_view.pane.topLeftCell == "A8"
    removed = sheet_of(done, "removed").sheet_view
    assert (removed.pane.topLeftCell, removed.selection[0].activeCell) == ("A2", "B2")
    assert sheet_of(done, "suspended").sheet_view.pane.topLeftCell == "A2"


def test_charts_pictures_and_what_newer_versions_added_follow_the_rows(file: Path) -> None:
    with xlsxwriter.Workbook(file) as book:
        sheet, chart = book.add_worksheet("Members"), book.add_chart({"type": "line"})
        for row, cells in enumerate(
            [["Email", "Points"], *([f"user{n}@example.com", n] for n in range(1, 10))]
        ):
            sheet.write_row(row, 0, cells)
        for row in (3, 4):
            sheet.add_sparkline(row - 1, 4, {"range": f"Members!A{row}:B{row}"})
        sheet.conditional_format("B2:B10", {"type": "data_bar", "data_bar_2010": True})
        chart.add_series({"values": "=Members!$B$2:$B$10"})
        sheet.insert_chart("G8", chart)
    done = exported(file, {3: "remove", 6: "remove"})
    assert part_of(done.path("cleaned"), r"xl/charts/chart1\.xml").count("<c:f>Members!$B$2:$B$8</c:f>") == 1
    drawing = part_of(done.path("cleaned"), r"xl/drawings/drawing1\.xml")
    assert re.findall(r"<xdr:row>(\d+)</xdr:row>", drawing)[0] == "5"
    sheet = part_of(done.path("cleaned"), r"xl/worksheets/sheet1\.xml")
    assert re.findall(r"<xm:f>(.*?)</xm:f>", sheet) == ["Members!A3:B3"]
    assert re.findall(r"<xm:sqref>(.*?)</xm:sqref>", sheet) == ["B2:B8", "E3"]
    emptied = part_of(done.path("suspended"), r"xl/worksheets/sheet1\.xml")
    assert "sparkline" not in emptied
    assert "extLst" not in emptied


# --- formulas


def with_formulas(sheet: Worksheet) -> None:
    """H: of the own row. I: of the row above. J: of the whole list. K: of another sheet."""
    for row in range(2, SIZE + 2):
        sheet[f"H{row}"] = f'=B{row}&" <"&$A{row}&">"&LEN("A{row}")'
        sheet[f"I{row}"] = f"=F{row - 1}" if row > 2 else "=0"
        sheet[f"J{row}"] = f"=SUM(F$2:F${SIZE + 1})"
        sheet[f"K{row}"] = "=Notes!A7"
    sheet.parent["Notes"]["B1"] = "=Members!A4"
    sheet.parent["Notes"]["B2"] = "=COUNTA(Members!A2:A10)"
    sheet.parent["Notes"]["B3"] = "=A4"


def test_formulas_follow_their_rows(file: Path) -> None:
    done = exported(made(file, with_formulas), {3: "remove"})
    after = sheet_of(done, "cleaned")
    assert after["H3"].value == '=B3&" <"&$A3&">"&LEN("A4")'
    assert after["I4"].value == "=F3"
    assert after["J3"].value == "=SUM(F$2:F$9)"
    assert after["K3"].value == "=Notes!A7"
    assert sheet_of(done, "removed")["H2"].value == '=B2&" <"&$A2&">"&LEN("A3")'


def test_a_formula_that_needs_a_row_taken_out_becomes_its_value_and_is_said(file: Path) -> None:
    made(file, with_formulas)
    give_value(file, "I4", "1.5")
    done = exported(file, {3: "remove"})
    assert sheet_of(done, "cleaned")["I3"].value == 1.5
    assert [(note.code, note.fields) for note in done.file("cleaned").notes] == [
        ("formulas_replaced", {"n": 1})
    ]


def test_other_sheets_formulas_follow_the_rows(file: Path) -> None:
    done = exported(made(file, with_formulas), {3: "remove"})
    notes = openpyxl.load_workbook(done.path("cleaned"))["Notes"]
    assert [notes[f"B{row}"].value for row in (1, 2, 3)] == ["=Members!A3", "=COUNTA(Members!A2:A9)", "=A4"]


@pytest.mark.parametrize("name", ["O'Neil & Co", "会员 2026", "Q3 <new>"])
def test_other_sheets_formulas_follow_the_rows_whatever_the_sheet_is_called(file: Path, name: str) -> None:
    def named(sheet: Worksheet) -> None:
        sheet.title = name
        quoted = name.replace("'", "''")
        sheet.parent["Notes"]["B1"] = f"='{quoted}'!A4"

    done = exported(made(file, named), {3: "remove"})
    quoted = name.replace("'", "''")
    assert openpyxl.load_workbook(done.path("cleaned"))["Notes"]["B1"].value == f"='{quoted}'!A3"


def test_other_sheets_formulas_are_calculated_again_the_lists_own_keep_their_values(file: Path) -> None:
    made(file, with_formulas)
    give_value(file, "J4", "67.5")
    edit(
        file, r'(<c r="B2".*?</f>)<v ?/?>', lambda found: f"{found[1]}<v>9</v>", r"xl/worksheets/sheet2\.xml"
    )
    done = exported(file, {3: "remove"})
    values = openpyxl.load_workbook(done.path("cleaned"), data_only=True)
    assert values["Members"]["J3"].value == 67.5
    assert values["Notes"]["B2"].value is None


def test_formulas_of_areas_are_calculated_again_on_opening(file: Path) -> None:
    done = exported(made(file, with_formulas), {3: "remove"})
    assert 'fullCalcOnLoad="1"' in part_of(done.path("cleaned"), "xl/workbook.xml")


def test_a_shared_formula_stays_right_without_its_first_cell(file: Path) -> None:
    made(file)
    shared = [
        '<f t="shared" ref="H2:H10" si="0">F2&amp;$A$1</f><v>0</v>',
        *['<f t="shared" si="0"/><v>0</v>'] * 8,
    ]
    edit(file, r'(<row r="(\d+)".*?)</row>', lambda row: with_cell(row, shared))
    done = exported(file, {2: "remove", 4: "remove"})
    assert cells(sheet_of(done, "cleaned"), "H")[1:] == [f"=F{row}&$A$1" for row in range(2, 9)]
    assert cells(sheet_of(done, "removed"), "H")[1:] == ["=F2&$A$1", "=F3&$A$1"]


def with_cell(row: re.Match[str], contents: list[str]) -> str:
    number = int(row[2])
    return row[0] if number == 1 else f'{row[1]}<c r="H{number}">{contents[number - 2]}</c></row>'


def test_an_array_formula_over_rows_becomes_its_values(file: Path) -> None:
    def array(sheet: Worksheet) -> None:
        sheet["H2"] = ArrayFormula("H2:H10", "=F2:F10*2")

    made(file, array)
    give_value(file, "H2", "3")
    done = exported(file, {5: "remove"})
    assert sheet_of(done, "cleaned")["H2"].value == 3


def test_the_order_of_calculation_is_left_to_the_spreadsheet(file: Path) -> None:
    made(file)
    chain = '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A9" i="1"/></calcChain>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    edit(
        file,
        "</Types>",
        lambda _: f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>',
        r"\[Content_Types\].xml",
    )
    edit(
        file,
        "</Relationships>",
        lambda _: f'<Relationship Id="rId99" Type="{link}" Target="calcChain.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels",
    )
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/calcChain.xml", chain)
    done = exported(file, {2: "remove"})
    with zipfile.ZipFile(done.path("cleaned")) as archive:
        assert "xl/calcChain.xml" not in archive.namelist()
        assert b"calcChain" not in archive.read("[Content_Types].xml") + archive.read(
            "xl/_rels/workbook.xml.rels"
        )


# --- what other programs write


def edit(
    file: Path, pattern: str, change: Callable[[re.Match[str]], str], part: str = r"xl/worksheets/sheet1\.xml"
) -> None:
    """Changes a part of a workbook, as another program would have written it."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if re.fullmatch(part, name):
                content = re.sub(pattern, change, content.decode(), flags=re.DOTALL).encode()
            archive.writestr(name, content)


def with_shared_strings(file: Path) -> Path:
    """The texts of all sheets in one part, as Excel writes them; openpyxl writes them into the cells."""
    texts: dict[str, int] = {}

    def shared(cell: re.Match[str]) -> str:
        return f't="s"><v>{texts.setdefault(cell[1], len(texts))}</v>'

    edit(file, 't="inlineStr"><is>(.*?)</is>', shared, r"xl/worksheets/sheet\d\.xml")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    edit(file, "</Types>", lambda _: part, r"\[Content_Types\].xml")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="rId98" Type="{office}" Target="sharedStrings.xml"/></Relationships>'
    edit(file, "</Relationships>", lambda _: link, "xl/_rels/workbook.xml.rels")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(file, "a") as archive:
        items = "".join(f"<si>{text}</si>" for text in texts)
        archive.writestr(
            "xl/sharedStrings.xml", f'<sst xmlns="{main}" uniqueCount="{len(texts)}">{items}</sst>'
        )
    return file


def give_value(file: Path, cell: str, value: str) -> None:
    """A calculated value, which openpyxl does not write."""
    edit(file, rf'(<c r="{cell}"[^>]*><f.*?</f>)<v ?/?>(?:</v>)?', lambda found: f"{found[1]}<v>{value}</v>")


def test_other_prefixes_are_understood(file: Path) -> None:
    made(file)
    edit(file, r"<(/?)(?=[a-zA-Z])", lambda tag: f"<{tag[1]}x:")
    edit(file, 'xmlns="', lambda _: 'xmlns:x="')
    done = exported(file, {2: "remove", 4: "suspend"})
    assert cells(sheet_of(done, "cleaned"), "A")[1:3] == ["user2@example.com", "user4@example.com"]
    assert sheet_of(done, "cleaned")["D2"].number_format == "dd.mm.yyyy"


def test_rows_and_cells_without_references_are_understood(file: Path) -> None:
    made(file)
    edit(file, r'<(row|c) r="\w+"', lambda tag: f"<{tag[1]}")
    done = exported(file, {2: "remove", 4: "suspend"})
    assert cells(sheet_of(done, "cleaned"), "A")[1:3] == ["user2@example.com", "user4@example.com"]
    assert cells(sheet_of(done, "suspended"), "A") == ["Email", "user3@example.com"]


def test_a_format_number_like_the_row_number_is_no_row_number(file: Path) -> None:
    made(file)
    edit(
        file,
        r"<cellXfs.*?</cellXfs>",
        lambda _: f'<cellXfs count="13">{"<xf/>" * 12}<xf numFmtId="2"/></cellXfs>',
        "xl/styles.xml",
    )
    edit(file, r'(<c r="B\d+")(?: s="\d+")?', lambda cell: f'{cell[1]} s="12"')
    edit(file, r'(<row r="10")', lambda _: '<row r="12"')
    edit(file, r'(<c r="[A-G])10"', lambda cell: f'{cell[1]}12"')
    done = exported(file, {2: "remove"})
    last = sheet_of(done, "cleaned")[11]
    assert (last[0].value, last[1].number_format) == ("user9@example.com", "0.00")


def test_a_macro_workbook_keeps_its_macros_and_its_ending(tmp_path: Path) -> None:
    file = made(tmp_path / "members.xlsm")
    edit(
        file, r"application/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet\.main\+xml",
        lambda _: "application/vnd.ms-excel.sheet.macroEnabled.main+xml", r"\[Content_Types\].xml",
    )  # fmt: skip
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    done = exported(file, {2: "remove"})
    assert done.path("cleaned").name == "members-cleaned.xlsm"
    with zipfile.ZipFile(done.path("cleaned")) as archive:
        assert archive.read("xl/vbaProject.bin") == b"macro"


@pytest.mark.parametrize("name", ["people.xlsx", "people.xls", "people.ods", "people.xlsb"])
def test_lists_of_other_programs_come_out_as_workbooks_with_their_types(tmp_path: Path, name: str) -> None:
    done = exported(DATA / "tables" / name, {5: "remove"}, tmp_path)
    assert done.path("cleaned").name == "people-cleaned.xlsx"
    sheet = openpyxl.load_workbook(done.path("cleaned"))["会员"]
    assert [cell.value for cell in sheet[3]][:2] == ["E-Mail", "姓名"]
    assert [cell.value for cell in sheet[4]][:8] == [
        "ann@example.com",
        "王伟",
        "Ann Lee",
        "0049301234",
        datetime(2025, 1, 31),
        datetime(2026, 1, 5, 9, 30),
        550,
        12.5,
    ]
    assert sheet["A5"].value == "chen@example.org"


def test_a_workbook_as_csv_has_iso_dates_and_the_mark_excel_needs(file: Path) -> None:
    done = exported(made(file), {2: "remove"}, format="csv")
    lines = done.content("cleaned").split(b"\r\n")
    assert done.path("cleaned").name == "members-cleaned.csv"
    assert lines[0] == b"\xef\xbb\xbf" + ",".join(HEADER).encode()
    assert lines[1].decode() == "user2@example.com,王 2,002,2025-03-02,2026-01-02 09:30:00,3,TRUE"


def test_the_second_sheet_may_be_the_list(file: Path) -> None:
    def moved(sheet: Worksheet) -> None:
        sheet.parent.move_sheet("Members", 1)

    done = exported(made(file, moved), {2: "remove"}, reading=Reading(sheet="Members"))
    assert cells(sheet_of(done, "cleaned"), "A")[1] == "user2@example.com"
    assert openpyxl.load_workbook(done.path("cleaned")).sheetnames == ["Notes", "Members"]


def test_a_sheet_in_utf16_is_copied_like_any_other(file):
    made(file)
    with zipfile.ZipFile(file) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(file, "w") as target:
        for name, content in parts.items():
            wide = name == "xl/worksheets/sheet1.xml"
            target.writestr(name, content.decode().encode("utf-16") if wide else content)
    done = exported(file, {3: "remove"})
    assert [note.code for note in done.file("cleaned").notes] == []  # part by part, not written anew
    kept = ["user1@example.com", *(f"user{number}@example.com" for number in range(3, SIZE + 1))]
    assert cells(sheet_of(done, "cleaned"), "A") == ["Email", *kept]
