"""Makes the workbooks of this folder: one small list, written by openpyxl, then converted by LibreOffice.

Run by hand: ``python make.py`` (needs ``soffice`` on the PATH). LibreOffice reads xlsb but cannot write it, so ``people.xlsb`` is
put together here from BIFF12 records ([MS-XLSB] 2.4).
"""

import struct
import subprocess
import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).parent
HEADER = ["E-Mail", "姓名", "Name", "Phone", "Joined", "Last seen", "Customer no", "Points", "VIP"]
PEOPLE = [
    [
        "ann@example.com",
        "王伟",
        "Ann Lee",
        "0049301234",
        date(2025, 1, 31),
        datetime(2026, 1, 5, 9, 30),
        550,
        12.5,
        True,
    ],
    [
        "bob@example.net",
        "李娜",
        "Jürgen Groß",
        "013800138000",
        date(2024, 2, 29),
        None,
        123456789012345,
        0.1,
        False,
    ],
    [
        "chen@example.org",
        "陳怡君",
        "None",
        "0912345678",
        None,
        datetime(2025, 12, 31, 0, 0),
        None,
        None,
        None,
    ],
]


def people() -> Workbook:
    """The list on the second sheet, below a title, behind a sheet of notes; a hidden sheet with an old list."""
    book = Workbook()
    notes = book.active
    notes.title = "Notes"
    notes.append(["How to use this list"])
    notes.append(["Ask office@example.com before you change it"])
    sheet = book.create_sheet("会员")
    sheet.append(["Members of the club, January 2026"])
    sheet.append([])
    sheet.append(HEADER)
    for person in PEOPLE:
        sheet.append(person)
    old = book.create_sheet("Old")
    old.sheet_state = "hidden"
    old.append(["E-Mail"])
    for number in range(20):
        old.append([f"old{number}@example.com"])
    return book


# Number formats as people give their columns, with a value that shows them.
LOOKS = {
    "Points": ("0.00", 12.5),
    "Postcode": ("00000", 1234),
    "Spent": ('#,##0.00\\ "€"', 1234.5),
    "消费": ('"¥"#,##0.00', 1234.5),
    "Balance": ('"$"#,##0.00;[Red]-"$"#,##0.00', -3),
    "Discount": ("0.0%", 0.125),
    "Card": ("0.00E+00", 123456789),
    "Share": ("# ?/?", 0.5),
    "Weight": ('0.0"kg"', 2),
    "Born": ("dd.mm.yyyy", datetime(1990, 3, 5)),
    "生日": ('yyyy"年"m"月"d"日"', datetime(1990, 3, 5)),
    "Named": ("dddd, d mmmm yy", datetime(1990, 3, 5)),
    "Seen": ("yyyy-mm-dd hh:mm", datetime(2026, 3, 5, 9, 30)),
    "At": ("h:mm AM/PM", datetime(2026, 3, 5, 9, 30)),
    "Spoken": ("[h]:mm:ss", 1.25),
    "Lap": ("mm:ss.0", 0.0011),
    "Phone": ("@", "0049301234"),
}


def looks() -> Workbook:
    """A list with a number format a column, one that changes from row to row, and a wide column."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Looks"
    sheet.append(["E-Mail", *LOOKS, "Changing"])
    for row, code in enumerate(("0.00", "0%", "General", "0.00"), 2):
        sheet.append([f"user{row}@example.com", *(value for _, value in LOOKS.values()), row])
        for column, (own, _) in enumerate(LOOKS.values(), 2):
            sheet.cell(row, column).number_format = own
        sheet.cell(row, len(LOOKS) + 2).number_format = code
    sheet.column_dimensions["B"].width = 30
    return book


def convert(source: Path, ending: str, profile: str) -> None:
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{profile}",
            "--headless",
            "--convert-to",
            ending,
            "--outdir",
            str(HERE),
            str(source),
        ],
        check=True,
    )


# BIFF12 records used: type, then payload. A type above 127 takes two bytes; lengths are seven bits a byte.
def record(kind: int, payload: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(payload)
    while True:
        size, low = size >> 7, size & 0x7F
        length += bytes([low | (0x80 if size else 0)])
        if not size:
            return head + length + payload


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def xlsb_cell(column: int, value: object) -> bytes:
    """BrtCellSt, BrtCellBool, BrtCellReal; style 1 is a date, 2 a date with time."""
    place = struct.pack("<II", column, {date: 1, datetime: 2}.get(type(value), 0))
    if isinstance(value, bool):
        return record(4, place + bytes([value]))
    if isinstance(value, str):
        return record(6, place + wide(value))
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        value = (moment - datetime(1899, 12, 30)).total_seconds() / 86400
    return record(5, place + struct.pack("<d", value))


def xlsb_sheet(rows: list[list[object]]) -> bytes:
    width = max(map(len, rows))
    parts = [record(129), record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1)), record(145)]
    for number, row in enumerate(rows):
        span = struct.pack("<III", 1, 0, max(0, len(row) - 1))
        parts.append(record(0, struct.pack("<II", number, 0) + struct.pack("<HBBB", 300, 0, 0, 0) + span))
        parts += [xlsb_cell(column, value) for column, value in enumerate(row) if value is not None]
    return b"".join([*parts, record(146), record(130)])


def xlsb(target: Path, name: str, rows: list[list[object]]) -> None:
    content_types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
        '<Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/>'
        '<Override PartName="/xl/styles.bin" ContentType="application/vnd.ms-excel.styles"/></Types>'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    relation = '<Relationship Id="{}" Type="' + office + '/{}" Target="{}"/>'
    xf = struct.pack("<HHHHHBBHBB", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    formats = [struct.pack("<HH", 0, number) + xf[4:] for number in (0, 14, 22)]
    styles = b"".join(
        [
            record(278),
            record(617, struct.pack("<I", 3)),
            *(record(47, one) for one in formats),
            record(618),
            record(279),
        ]
    )
    book = b"".join(
        [
            record(131),
            record(143),
            record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide(name)),
            record(144),
            record(132),
        ]
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", content_types)
        archive.writestr(
            "_rels/.rels", relations.format(relation.format("rId1", "officeDocument", "xl/workbook.bin"))
        )
        archive.writestr("xl/workbook.bin", book)
        both = relation.format("rId1", "worksheet", "worksheets/sheet1.bin") + relation.format(
            "rId2", "styles", "styles.bin"
        )
        archive.writestr("xl/_rels/workbook.bin.rels", relations.format(both))
        archive.writestr("xl/worksheets/sheet1.bin", xlsb_sheet(rows))
        archive.writestr("xl/styles.bin", styles)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "people.xlsx"
        people().save(source)
        for ending in ("xlsx", "xls", "ods"):
            convert(source, ending, folder + "/profile")
        source = Path(folder) / "looks.xlsx"
        looks().save(source)
        for ending in ("xls", "ods"):
            convert(source, ending, folder + "/profile")
    xlsb(HERE / "people.xlsb", "会员", [["Members of the club, January 2026"], [], HEADER, *PEOPLE])


if __name__ == "__main__":
    main()
