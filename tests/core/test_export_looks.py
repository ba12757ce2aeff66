"""A list in an older or another program's format comes out as a workbook that looks as the list did."""

import io
import struct
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from listcleaner.core.export import odslooks
from listcleaner.core.export.looks import Looks
from tests.core.exporting import exported
from tests.data.tables.make import LOOKS

DATA = Path(__file__).parents[1] / "data/tables"


@pytest.fixture(params=["looks.xls", "looks.ods"])
def cleaned(request: pytest.FixtureRequest, tmp_path: Path) -> Worksheet:
    """The list without its third row, cleaned."""
    done = exported(DATA / request.param, {3: "remove"}, tmp_path)
    assert done.path("cleaned").name == "looks-cleaned.xlsx"
    return openpyxl.load_workbook(done.path("cleaned"))["Looks"]


def meant(code: str) -> str:
    """A format without the ways to write its texts."""
    return code.replace("\\", "").replace('"', "").upper()


def test_every_number_format_is_there_and_the_values_are_what_they_were(cleaned: Worksheet) -> None:
    header = [cell.value for cell in cleaned[1]]
    for number in (2, 3, 4):
        row = dict(zip(header, cleaned[number], strict=True))
        assert {name: meant(row[name].number_format) for name in LOOKS} == {
            name: meant(code) for name, (code, _) in LOOKS.items()
        }
        for name in ("Points", "Postcode", "Spent", "Born", "Seen", "Phone"):
            assert row[name].value == LOOKS[name][1]


def test_a_duration_beyond_a_day_is_one(cleaned: Worksheet) -> None:
    header = [cell.value for cell in cleaned[1]]
    assert cleaned.cell(2, header.index("Spoken") + 1).value == timedelta(hours=30)


def test_a_format_that_changes_from_row_to_row_goes_with_its_rows(cleaned: Worksheet) -> None:
    assert [cell.number_format for cell in cleaned["S"]][1:] == ["0.00", "General", "0.00"]


def test_columns_are_as_wide_as_they_were(cleaned: Worksheet) -> None:
    assert cleaned.column_dimensions["B"].width >= 30 > cleaned.column_dimensions["A"].width


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("people.xls", "converted_formats"),
        ("people.ods", "converted_formats"),
        ("people.xlsb", "converted_values"),
    ],
)
def test_what_is_left_out_is_said(tmp_path: Path, name: str, note: str) -> None:
    done = exported(DATA / name, {}, tmp_path)
    assert [(one.code, one.fields) for one in done.file("cleaned").notes] == [(note, {"file": name})]


def test_a_header_and_plain_cells_have_no_format(cleaned: Worksheet) -> None:
    assert {cell.number_format for cell in cleaned[1]} == {"General"}
    assert cleaned["A2"].number_format == "General"


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ('<number:number number:min-integer-digits="1"/>', "0"),
        ("<number:number/>", "General"),
        ('<number:number number:decimal-places="3" number:min-decimal-places="1" number:min-integer-digits="1"/>', "0.0##"),
        ('<number:number number:decimal-places="0" number:min-integer-digits="7" number:grouping="true"/>', "0,000,000"),
        ('<number:number number:decimal-places="0" number:min-integer-digits="1" number:display-factor="1000"/>', "0,"),
        (
            '<number:number number:decimal-places="0" number:min-integer-digits="7">'
            '<number:embedded-text number:position="4">-</number:embedded-text></number:number>',
            "000-0000",
        ),
        ('<number:text>„</number:text><number:number number:min-integer-digits="1"/>', '"„"0'),
        ('<number:era/>', ""),  # no code for it: the value stands there as it is
    ],
)  # fmt: skip
def test_styles_of_opendocument_become_codes(style: str, code: str) -> None:
    assert look_of(f'<number:number-style style:name="N1">{style}</number:number-style>') == code


def look_of(styles: str) -> str:
    """The format of the cell A1 with a style N1, in a file of another program than ours."""
    names = "".join(f' xmlns:{name}="{name}"' for name in ("office", "style", "table", "number"))
    content = (
        f"<office:document{names}>{styles}"
        '<style:style style:name="a" style:family="table-cell" style:data-style-name="N1"/>'
        '<style:style style:name="b" style:family="table-cell" style:parent-style-name="a"/>'
        '<table:table table:name="L"><table:table-column table:default-cell-style-name="b"/>'
        '<table:table-row><table:table-cell office:value-type="float"/></table:table-row></table:table></office:document>'
    )
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("styles.xml", f"<office:document{names}/>")
        archive.writestr("content.xml", content)
    return str(odslooks.read_looks(stream, "L", lambda _: None).of_row(1, 1)[0])


@pytest.mark.filterwarnings(
    "ignore:Cell .* marked as a date"
)  # openpyxl's, of a number in a style that became one
@pytest.mark.parametrize("name", ["people.xls", "people.ods"])
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_where_a_style_is_damaged_the_values_are_written_all_the_same(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    """Damage that reading the values survives: a byte of the part with the looks."""
    file = tmp_path_factory.mktemp("damaged") / name
    if name.endswith("ods"):
        with ZipFile(DATA / name) as source, ZipFile(file, "w") as target:
            for part in source.namelist():
                content = bytearray(source.read(part))
                if part == "styles.xml":
                    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
                target.writestr(part, bytes(content))
    else:
        content = bytearray((DATA / name).read_bytes())
        place = content.index(struct.pack("<2H", 0xE0, 20)) + 6  # the format number of a cell style
        content[place] = data.draw(st.integers(0, 255))
        file.write_bytes(bytes(content))
    done = exported(file, {})
    sheet = openpyxl.load_workbook(done.path("cleaned"))["会员"]
    assert [cell.value for cell in sheet[4]][:2] == ["ann@example.com", "王伟"]


def test_only_changes_of_a_format_are_remembered() -> None:
    looks = Looks()
    for row in range(1, 1000):
        looks.add(row, 2, "0.00")
    assert looks.of_row(500, 4) == ["", "", "0.00", ""]
