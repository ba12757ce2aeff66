"""Reading workbooks and what only claims to be one."""

import io
import json
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from listcleaner.core.errors import Cancelled, UserError
from listcleaner.core.tables.fingerprint import fingerprint
from listcleaner.core.tables.read import read_table, tables_inside
from listcleaner.core.tables.table import Reading
from listcleaner.core.wording import Wording

DATA = Path(__file__).parents[1] / "data" / "tables"


def code(path: Path, reading: Reading = Reading()) -> str:
    with pytest.raises(UserError) as error:
        read_table(path, reading)
    assert error.value.fields["file"] == str(path)
    return error.value.code


def workbook(path: Path, *rows: list[object], **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, content in sheets.items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "xlsb"])
def test_the_same_list_out_of_every_kind_of_workbook(ending):
    table = read_table(DATA / f"people.{ending}")
    assert (table.reading.format, table.reading.sheet, table.reading.header_row) == (ending, "会员", 3)
    assert table.header == (
        "E-Mail",
        "姓名",
        "Name",
        "Phone",
        "Joined",
        "Last seen",
        "Customer no",
        "Points",
        "VIP",
    )
    yes, no = ("1", "0") if ending == "ods" else ("TRUE", "FALSE")  # as LibreOffice wrote them
    assert table.cells.to_numpy().tolist() == [
        [
            "ann@example.com",
            "王伟",
            "Ann Lee",
            "0049301234",
            "2025-01-31",
            "2026-01-05 09:30:00",
            "550",
            "12.5",
            yes,
        ],
        [
            "bob@example.net",
            "李娜",
            "Jürgen Groß",
            "013800138000",
            "2024-02-29",
            "",
            "123456789012345",
            "0.1",
            no,
        ],
        ["chen@example.org", "陳怡君", "None", "0912345678", "", "2025-12-31", "", "", ""],
    ]
    assert table.numbers.tolist() == [4, 5, 6]


def test_all_sheets_are_named_and_another_can_be_chosen():
    table = read_table(DATA / "people.xlsx", Reading(sheet="Old"))
    assert table.sheets == ("Notes", "会员", "Old")
    assert len(table.cells) == 20
    assert code(DATA / "people.xlsx", Reading(sheet="New")) == "sheet_missing"


def test_the_sheet_with_most_addresses_is_read_and_others_with_addresses_are_named(tmp_path):
    one, two = [["email"], ["a@example.com"]], [["email"], *([f"u{n}@example.com"] for n in range(5))]
    table = read_table(workbook(tmp_path / "w.xlsx", ["Hello"], Few=one, Many=two))
    assert table.reading.sheet == "Many"
    (note,) = table.notes
    said = Wording("en").text(f"note.{note.code}", **note.fields)
    assert said == "Sheet “Many” was read. Other sheets hold addresses too: “Few”."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (550, "550"),
        (550.0, "550"),
        (123456789012, "123456789012"),
        (1234567890123456, "1234567890123456"),
        (1e20, "100000000000000000000"),
        (0.1 + 0.2, "0.3"),
        (-1.5, "-1.5"),
        (0.0000001, "0.0000001"),
        ("00123", "00123"),
        ("123e45", "123e45"),
        (True, "TRUE"),
        (date(2026, 1, 31), "2026-01-31"),
        (datetime(2026, 1, 31, 9, 30), "2026-01-31 09:30:00"),
        (datetime(2026, 1, 31, 23, 59, 59), "2026-01-31 23:59:59"),
        (time(9, 5), "09:05:00"),
        (timedelta(hours=30, minutes=5), "30:05:00"),
        (" NA ", " NA "),
    ],
)
def test_a_cell_has_one_spelling(tmp_path, value, text):
    table = read_table(
        workbook(tmp_path / "w.xlsx", ["email", "x"], ["a@example.com", value], ["b@example.com", None])
    )
    assert table.cells[1].tolist() == [text, ""]


def test_rows_and_columns_count_as_the_sheet_shows_them(tmp_path):
    path = workbook(
        tmp_path / "w.xlsx",
        [],
        [None, "email", "name"],
        [],
        [None, "a@example.com", "Ann"],
        [None, None, " "],
        [None, "b@example.com"],
    )
    table = read_table(path)
    assert (table.header, table.reading.header_row) == (("", "email", "name"), 2)
    assert table.numbers.tolist() == [4, 6]
    assert table.cells.iloc[1].tolist() == ["", "b@example.com", ""]


def test_a_forgotten_cell_far_away_costs_nothing(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["email"])
    book.active.append(["a@example.com"])
    book.active["A1048576"] = "b@example.com"
    book.save(tmp_path / "deep.xlsx")
    assert read_table(tmp_path / "deep.xlsx").numbers.tolist() == [2, 1048576]
    book.active["XFD1048576"] = "x"  # 17 thousand million cells between it and the first
    book.save(tmp_path / "far.xlsx")
    assert code(tmp_path / "far.xlsx") == "too_large_inside"


@pytest.mark.parametrize("place", ["XFD60000", "XFD1048576"])
def test_a_cell_far_away_that_is_only_coloured_is_no_cell(tmp_path, place):
    book = openpyxl.Workbook()
    book.active.append(["email"])
    book.active.append(["a@example.com"])
    book.active[place].fill = PatternFill("solid", fgColor="FFFF00")
    book.save(tmp_path / "coloured.xlsx")
    assert read_table(tmp_path / "coloured.xlsx").cells.to_numpy().tolist() == [["a@example.com"]]


@pytest.mark.parametrize("mark", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_sheet_in_utf16_is_read_like_any_other(tmp_path, mark):
    source = workbook(tmp_path / "plain.xlsx", ["email", "name"], ["a@example.com", "王 Müller"])
    with zipfile.ZipFile(source) as plain, zipfile.ZipFile(tmp_path / "wide.xlsx", "w") as wide:
        for name in plain.namelist():
            content = plain.read(name)
            if name.startswith("xl/worksheets/") or name == "xl/sharedStrings.xml":
                text = content.decode().removeprefix("<?xml version='1.0' encoding='utf-8'?>")
                content = f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode(mark)
            wide.writestr(name, content)
    table = read_table(tmp_path / "wide.xlsx")
    assert (table.header, table.cells.to_numpy().tolist()) == (
        ("email", "name"),
        [["a@example.com", "王 Müller"]],
    )


def test_json_with_a_number_longer_than_any_is_damaged(tmp_path):
    path = tmp_path / "list.json"
    path.write_bytes(b'[{"email": "ann@example.com", "n": ' + b"9" * 5000 + b"}]")
    with pytest.raises(UserError, match="file_unreadable"):
        read_table(path)


def test_numbers_json_has_no_word_for_are_read_as_they_are(tmp_path):
    path = tmp_path / "members.json"
    path.write_text('[{"email": "a@example.com", "spent": 1e999}, {"email": "b@example.com", "spent": NaN}]')
    assert read_table(path).cells[1].tolist() == ["Infinity", "NaN"]


FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "cells",
    [
        FAR,
        FAR.replace('"', "'"),
        FAR.replace("<c r", "<c s='0'" + " " * 100 + "r"),
        FAR.lower(),
        f"<!--{' ' * 17_000_000}-->{FAR}",  # beyond what a first look reads
        '<row r="1048576">' + "<c><v>1</v></c>" * 16384 + "</row>",  # each stands right of the one before
        '<row r="1048576">' + '<c><v> r="A1"</v></c>' * 16384 + "</row>",
        '<row r="1048576"><c r="XFC1048576"/><c><v>1</v></c></row>',
    ],
    ids=[
        "plain",
        "other quotes",
        "other order",
        "small letters",
        "late",
        "without places",
        "false places",
        "beside a blank",
    ],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/elsewhere.xml"])
def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path, cells, part):
    """Seventeen thousand million cells in a few bytes: the reader would take all memory, and the program with it."""
    source = workbook(tmp_path / "good.xlsx", ["email"], ["a@example.com"])
    with (
        zipfile.ZipFile(source) as good,
        zipfile.ZipFile(tmp_path / "far.xlsx", "w", zipfile.ZIP_DEFLATED) as far,
    ):
        for name in good.namelist():
            content = good.read(name).decode()
            content = content.replace("</sheetData>", f"{cells}</sheetData>")
            content = content.replace("worksheets/sheet1.xml", part.removeprefix("xl/"))
            far.writestr(part if name == "xl/worksheets/sheet1.xml" else name, content)
    assert code(tmp_path / "far.xlsx") == "too_large_inside"


def test_a_list_of_many_columns_is_no_bomb(tmp_path):
    header = ["email", *(f"c{i}" for i in range(400))]
    rows = [[f"p{i}@example.com", *range(400)] for i in range(50)]
    table = read_table(workbook(tmp_path / "wide.xlsx", header, *rows))
    assert table.cells.shape == (50, 401)


def test_a_workbook_is_told_from_its_content(tmp_path):
    wrong = tmp_path / "list.csv"
    wrong.write_bytes((DATA / "people.xls").read_bytes())
    assert read_table(wrong).reading.format == "xls"
    text = tmp_path / "list.xlsx"
    text.write_text("email,name\na@example.com,Ann\n")
    assert read_table(text).reading.format == "csv"
    tabs = tmp_path / "list.xls"
    tabs.write_bytes("\ufeffemail\tname\r\na@example.com\t王\r\n".encode("utf-16-le"))
    assert read_table(tabs).cells.iloc[0].tolist() == ["a@example.com", "王"]


def test_a_web_page_called_xls_is_read(tmp_path):
    path = tmp_path / "export.xls"
    page = (
        "<html><meta charset=gb2312><body><table><tr><td>nav</td></tr></table><table><tr><th>邮箱<th>姓名<th>x"
        "<tr><td>a@example.com<td> 王&amp;李\n <td>1<tr><td colspan=2>b@example.com<td>B<br>C</table>"
    )
    path.write_bytes(page.encode("gb18030"))
    table = read_table(path)
    assert (table.reading.format, table.header, table.numbers.tolist()) == (
        "html",
        ("邮箱", "姓名", "x"),
        [2, 3],
    )
    assert table.cells.to_numpy().tolist() == [["a@example.com", "王&李", "1"], ["b@example.com", "", "B\nC"]]


@pytest.mark.parametrize(
    "section", ["<![if mso]>", "<![x", "<![CDATA[x]]>", "<![![", "<!DOCTYPE [", "<!-", "&#99999999;"]
)
def test_a_web_page_with_strange_sections_is_read(tmp_path, section):
    path = tmp_path / "list.xls"
    table = "<table><tr><td>E-Mail</td></tr><tr><td>ann@example.com</td></tr></table>"
    path.write_text(f"<html>{section}>{table}</html>", encoding="utf-8")
    assert "ann@example.com" in read_table(path).cells.iloc[-1].tolist()


def test_excel_2003_xml_called_xls_is_read(tmp_path):
    path = tmp_path / "export.xls"
    path.write_text(
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>'
        '<Row><Cell><Data ss:Type="String">email</Data></Cell><Cell><Data ss:Type="String">name</Data></Cell>'
        '<Cell><Data ss:Type="String">city</Data></Cell></Row><Row ss:Index="3"><Cell><Data ss:Type="String">a@example.com</Data>'
        '</Cell><Cell ss:Index="3"><Data ss:Type="String">Rome</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    table = read_table(path)
    assert (table.header, table.numbers.tolist()) == (("email", "name", "city"), [3])
    assert table.cells.iloc[0].tolist() == ["a@example.com", "", "Rome"]


@pytest.mark.parametrize(
    "content",
    [
        '[{"email": "a@example.com", "n": 550}, {"email": "b@example.com", "more": {"x": [1]}}]',
        '{"total": 2, "items": [{"email": "a@example.com", "n": 550}, {"email": "b@example.com", "more": {"x": [1]}}]}',
        '{"email": "a@example.com", "n": 550}\n{"email": "b@example.com", "more": {"x": [1]}}\n',
    ],
)
def test_json_objects_are_rows(tmp_path, content):
    path = tmp_path / "events.json"
    path.write_text(content)
    table = read_table(path)
    assert (table.reading.format, table.header, table.numbers.tolist()) == (
        "json",
        ("email", "n", "more"),
        [1, 2],
    )
    rows = table.cells.to_numpy().tolist()
    assert rows[0] == ["a@example.com", "550", ""]
    assert json.loads(rows[1][2]) == {"x": [1]}


def test_a_table_in_a_zip(tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.md", "nothing")
        archive.writestr("__MACOSX/._a.csv", "x")
        archive.writestr("lists/a.csv", "email\na@example.com\n")
    assert tables_inside(path) == ("lists/a.csv",)
    table = read_table(path)
    assert (table.reading.member, table.cells[0].tolist()) == ("lists/a.csv", ["a@example.com"])
    with zipfile.ZipFile(path, "a") as archive:
        archive.write(DATA / "people.xlsx", "people.xlsx")
    assert code(path) == "several_inside"
    assert len(read_table(path, Reading(member="people.xlsx")).cells) == 3
    assert code(path, Reading(member="b.csv")) == "member_missing"


def test_workbooks_with_a_password_say_so(tmp_path):
    assert code(DATA / "locked.xlsx") == "file_encrypted"
    content = bytearray((DATA / "people.xls").read_bytes())
    second = content.find(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    content[second : second + 2] = b"\x2f\x00"  # FILEPASS
    path = tmp_path / "locked.xls"
    path.write_bytes(content)
    assert code(path) == "file_encrypted"


def test_a_damaged_file_says_so(tmp_path):
    good = (DATA / "people.xlsx").read_bytes()
    old = (DATA / "people.xls").read_bytes()
    for name, content in {
        "cut.xlsx": good[: len(good) // 2],
        "hole.xlsx": good[:2000] + bytes(300) + good[2300:],
        "start.xlsx": good[:30],
        "cut.xls": old[:3000],
        "cut.json": b'{"email":',
    }.items():
        path = tmp_path / name
        path.write_bytes(content)
        assert code(path) == "file_unreadable", name


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf", "file_empty"),
        (b"\r\n , \r\n\r\n", "file_empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "file_is_picture"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)), "file_is_picture"),
        (b"%PDF-1.4\n%", "file_not_a_table"),
        (
            b"list.csv".ljust(257, b"\0") + b"ustar".ljust(255, b"\0") + b"email\nann@example.com\n",
            "file_not_a_table",
        ),
        (bytes(range(256)) * 8, "file_not_a_table"),
        (b"<html><body>Please log in</body></html>", "file_not_a_table"),
    ],
)
def test_what_is_no_table_says_what_it_is(tmp_path, content, expected):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    assert code(path) == expected


def test_an_empty_workbook_and_a_zip_without_tables(tmp_path):
    assert code(workbook(tmp_path / "w.xlsx")) == "file_empty"
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.png", "x")
    assert code(tmp_path / "a.zip") == "file_not_a_table"


def test_missing_files_folders_and_closed_files(tmp_path, monkeypatch):
    assert code(tmp_path / "list.csv") == "file_missing"
    assert code(tmp_path) == "file_is_folder"
    path = tmp_path / "list.csv"
    path.write_text("email\n")

    def closed(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)  # the tests may run as a user who may read everything
    assert code(path) == "no_permission"


def bomb(source: bytes, part: str) -> bytes:
    """A workbook one of whose parts unpacks to 300 MB of blanks."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as good,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in good.namelist():
            if name != part:
                bad.writestr(name, good.read(name))
        with bad.open(part, "w") as stream:
            for _ in range(300):
                stream.write(b" " * 1024**2)
    return target.getvalue()


def test_a_decompression_bomb_is_not_unpacked(tmp_path):
    content = bomb((DATA / "people.xlsx").read_bytes(), "xl/worksheets/sheet2.xml")
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(content)
    assert code(path) == "too_large_inside"
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.writestr("bomb.xlsx", content)
    assert code(tmp_path / "outer.zip") == "too_large_inside"


def test_a_cell_repeated_without_end_is_not_unpacked(tmp_path):
    endless = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="16000"><text:p>a@example.com</text:p></table:table-cell></table:table-row>'
    )
    path = tmp_path / "endless.ods"
    with zipfile.ZipFile(DATA / "people.ods") as good, zipfile.ZipFile(path, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            if name == "content.xml":
                content = content.replace(b"</table:table>", endless.encode() + b"</table:table>", 1)
            bad.writestr(name, content)
    assert code(path) == "too_large_inside"


def test_reading_a_workbook_may_be_cancelled(tmp_path):
    path = workbook(tmp_path / "w.xlsx", ["email"], ["a@example.com"])

    def cancel(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_table(path, progress=cancel)


def test_reading_never_writes(tmp_path):
    path = tmp_path / "people.xlsx"
    path.write_bytes((DATA / "people.xlsx").read_bytes())
    path.chmod(0o444)
    before = (path.stat().st_mtime_ns, fingerprint(path))
    read_table(path)
    assert (path.stat().st_mtime_ns, fingerprint(path)) == before
    assert [one.name for one in tmp_path.iterdir()] == ["people.xlsx"]


def test_a_fingerprint_is_of_the_content(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"abc")
    two.write_bytes(b"abc")
    assert (
        fingerprint(one)
        == fingerprint(two)
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
