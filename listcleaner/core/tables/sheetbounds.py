"""Bounds on workbooks before a reader unpacks them.

The reader keeps a sheet as a rectangle: one forgotten cell in the last row and column is 17 thousand million cells.
"""

import re
import zipfile
from pathlib import Path
from typing import IO

from listcleaner.core.errors import UserError
from listcleaner.core.tables.source import check_bounds, check_unpacked, reporting

_MOST_CELLS = 150_000_000  # a million rows of 150 columns; 24 bytes a cell
_SCANNED = 16 * 1024**2  # bytes of a sheet up to which its cells are looked at instead of what its start says
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})"')
_CELL = re.compile(rb'<(?:\w+:)?c [^>]{0,60}?\br="([A-Z]{1,3})([0-9]{1,7})"')
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


def check_sheets(content: IO[bytes], path: Path) -> None:
    """Raises UserError too_large_inside (size in bytes, or cells), file_unreadable (damaged)."""
    with reporting(path), zipfile.ZipFile(content) as archive:
        check_bounds(archive, path)
        check_unpacked(archive, path)
        for info in archive.infolist():
            if _SHEET.fullmatch(info.filename):
                with archive.open(info) as stream:
                    cells = _cells(stream, info.file_size)
                if cells > _MOST_CELLS:
                    raise UserError("too_large_inside", file=str(path), cells=cells)


def _cells(stream: IO[bytes], size: int) -> int:
    """Size of the rectangle a sheet's cells span."""
    start = stream.read(4096)
    if size <= _SCANNED:
        columns, rows = {1}, {1}
        for column, row in set(_CELL.findall(start + stream.read())):
            columns.add(_column(column))
            rows.add(int(row))
        return (max(columns) - min(columns) + 1) * (max(rows) - min(rows) + 1)
    found = _DIMENSION.search(start)
    if not found:
        return 0
    (left, top), (right, bottom) = (_corner(corner) for corner in found.groups())
    return (right - left + 1) * (bottom - top + 1)


def _corner(cell: bytes) -> tuple[int, int]:
    letters = cell.rstrip(b"0123456789")
    return _column(letters), int(cell[len(letters) :])


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
