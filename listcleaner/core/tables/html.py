"""A web page or Excel 2003 XML with a table in it: what many programs call a ``.xls``."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np

from listcleaner.core.errors import UserError
from listcleaner.core.progress import Progress
from listcleaner.core.tables.encoding import find_encoding
from listcleaner.core.tables.frame import Columns
from listcleaner.core.tables.header import SAMPLE_ROWS, find_layout, has_address
from listcleaner.core.tables.records import codec
from listcleaner.core.tables.source import opened, size
from listcleaner.core.tables.table import Reading, Table

_CHARSET = re.compile(rb"(?:charset|encoding)\s*+=\s*+(?:[\"']\s*+)?([A-Za-z0-9_\-]{1,40})", re.IGNORECASE)
_STEP = 1 << 16  # characters parsed between two reports
_MOST_SPAN = 1000
# Excel 2003 XML says the same in other words.
_ROW, _CELL = {"tr", "row"}, {"td", "th", "cell"}
_TABLE = {"table"}
_SILENT = {"script", "style", "title"}


def read_html(path: Path, reading: Reading, progress: Progress) -> Table:
    """The largest table of a page; ``numbers`` are rows of that table.

    Raises UserError file_not_a_table, header_missing, encoding_unknown.
    """
    encoding = reading.encoding or _encoding(path, reading)
    parser = _Tables()
    total = size(path, reading.member)
    with opened(path, reading.member) as stream:
        try:
            content = stream.read().decode(codec(encoding), "replace")
        except LookupError:
            raise UserError("encoding_unknown", file=str(path), encoding=encoding) from None
    for start in range(0, len(content), _STEP):
        parser.feed(content[start : start + _STEP])
        progress("reading", parser.rows, round(parser.rows * total / min(total, start + _STEP)))
    parser.close()
    rows = max(parser.tables, key=_likeness, default=[])
    if not any(cell.strip() for row in rows for cell in row):
        raise UserError("file_not_a_table", file=str(path), kind="HTML")
    return rows_to_table(path, replace(reading, format="html", encoding=encoding), rows)


def rows_to_table(path: Path, reading: Reading, rows: list[list[str]]) -> Table:
    """A table of rows held in memory, row 1 first. Raises UserError header_missing."""
    known = reading.header_row
    if known is not None and known > len(rows):
        raise UserError("header_missing", file=str(path), row=known)
    layout = find_layout(rows[: SAMPLE_ROWS + (known or 0)], None if known is None else known - 1)
    width = max(layout.width, max(map(len, rows)))
    header = [name.strip() for name in rows[layout.header]] if layout.header >= 0 else []
    columns = Columns(width)
    below = [(i + 1, row) for i, row in enumerate(rows) if i > layout.header and "".join(row).strip()]
    columns.add([row for _, row in below], np.array([number for number, _ in below], dtype=np.int32))
    return Table(
        path=path,
        reading=replace(reading, header_row=layout.header + 1),
        header=tuple((header + [""] * width)[:width]),
        body=columns.body(),
        numbers=columns.numbers(),
    )


def _encoding(path: Path, reading: Reading) -> str:
    """What the page says, unless its bytes say otherwise."""
    with opened(path, reading.member) as stream:
        found = find_encoding(stream)
    if found.startswith("utf"):
        return found
    with opened(path, reading.member) as stream:
        said = _CHARSET.search(stream.read(4096))
    name = said[1].decode("ascii").lower() if said else ""
    name = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "windows-1252": "cp1252"}.get(
        name, name
    )
    try:
        "".encode(codec(name))
    except LookupError:
        return found
    return found if not name or name.startswith(("utf", "us-ascii", "ascii")) else name


def _likeness(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    return sum(map(has_address, rows)), sum(map(len, rows))


class _Tables(HTMLParser):
    """Collects the rows of every table; of a table in a cell the rows are its own, the text is not the cell's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.rows = 0
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._span = 1
        self._silent = 0

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Sections of other names than HTML and Word know, of which Python's parser gives up, are comments as in browsers."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = tag.rpartition(":")[2]
        given = {name.rpartition(":")[2]: value or "" for name, value in attrs}
        if tag in _TABLE:
            self._end_cell()
            self._open.append([])
            self.tables.append(self._open[-1])
        elif tag in _SILENT:
            self._silent += 1
        elif tag in _ROW and self._open:
            self._begin_row(self._open[-1], given)
        elif tag in _CELL and self._open and self._open[-1]:
            self._begin_cell(self._open[-1][-1], given)
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def _begin_row(self, table: list[list[str]], given: dict[str, str]) -> None:
        self._end_cell()
        missing = _count(given.get("index", ""), 1_048_576) - len(table) - 1
        table += [[] for _ in range(missing)]
        table.append([])
        self.rows += 1

    def _begin_cell(self, row: list[str], given: dict[str, str]) -> None:
        self._end_cell()
        row += [""] * (_count(given.get("index", ""), _MOST_SPAN) - len(row) - 1)
        across = _count(given.get("mergeacross", ""), _MOST_SPAN)
        self._span = max(1, _count(given.get("colspan", ""), _MOST_SPAN), across + 1)
        self._cell = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag in _CELL or tag in _ROW:
            self._end_cell()
        elif tag in _TABLE and self._open:
            self._end_cell()
            self._open.pop()
        elif tag in _SILENT:
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(data)

    def close(self) -> None:
        super().close()
        self._end_cell()

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        text = re.sub(r"[ \t\r\n]*\n[ \t\r\n]*|[ \t\r]+", _white, "".join(self._cell)).strip(" \t\r\n")
        self._open[-1][-1] += [text, *[""] * (self._span - 1)]
        self._cell = None


def _white(found: re.Match[str]) -> str:
    return " " if found[0].strip(" \t\r") == "" else "\n"


def _count(text: str, most: int) -> int:
    return min(int(text), most) if text.isascii() and text.isdigit() else 0
