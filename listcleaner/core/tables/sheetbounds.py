"""Bounds on workbooks before a reader unpacks them.

The reader keeps a sheet as a rectangle: one forgotten cell in the last row and column is 17 thousand million cells. It leaves out
cells that only have a format. What a sheet says of its own size is not trusted, and any part of an archive can be its sheet.
"""

import re
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from listcleaner.core.errors import UserError
from listcleaner.core.tables.archives import check_bounds, zip_file
from listcleaner.core.tables.source import check_unpacked, reporting

_MOST_CELLS = 150_000_000  # a million rows of 150 columns; 24 bytes a cell
_CHUNK = 1 << 20
_OPEN_XML = "[Content_Types].xml"  # an ods has none; its reader has a bound of its own
# A cell other than those of columns A to DZ as programs write them. Without one, the last row of all is within bounds.
_UNUSUAL = re.compile(rb'<c(?=[\s/>])(?! r="[A-D]?[A-Z][0-9])')
_BLANK = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,7}")?(?: t="n")? ?(?:/>|></c>)')
_PREFIXED = re.compile(rb":c[\s/>]")
# The cells of a sheet whose tags all begin in the usual way, and those of any other.
_STRANGE = re.compile(rb'<c(?=[\s/>])(?! r="[A-Z]{1,3}[0-9]{1,7}")')
_PLACE = re.compile(rb'<c r="([A-Z]+)([0-9]+)')
_ANY_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,7})([0-9]{1,20})""")
_ANY_UNPLACED = re.compile(rb"<(?:\w+:)?c(?=[\s/>])(?![^<>]*\sr\s*=)")  # stands right of the cell before
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])")
_DIMENSION = b"\x94\x01\x10"  # record of an xlsb sheet: first and last row, first and last column follow


def check_sheets(content: IO[bytes], path: Path) -> None:
    """Raises UserError too_large_inside (size in bytes, or cells), file_unreadable (damaged)."""
    with reporting(path), zip_file(content) as archive:
        check_bounds(archive, path)
        check_unpacked(archive, path)
        if _OPEN_XML not in archive.namelist():
            return
        for info in archive.infolist():
            cells = max(_cells(archive, info), _cells_of_xlsb(archive, info))
            if cells > _MOST_CELLS:
                raise UserError("too_large_inside", file=str(path), cells=cells)


def _cells(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    """Cells in the rectangle that those of an XML sheet span at most; 0 when they cannot be too many."""
    with archive.open(info) as stream:
        if not any(_UNUSUAL.search(piece) or _PREFIXED.search(piece) for piece in pieces(stream, b"<")):
            return 0
    rows, columns, count = 1, 1, 0
    with archive.open(info) as stream:
        for piece in pieces(stream, b"<row", b":row"):
            strange = _STRANGE.search(piece) or _PREFIXED.search(piece)
            found = _ANY_PLACE.findall(piece) if strange else _PLACE.findall(_BLANK.sub(b"", piece))
            places = set(found)
            last = max((_column(letters) for letters in {letters for letters, _ in places}), default=0)
            if strange:
                last += max(len(_ANY_UNPLACED.findall(row)) for row in _ROW.split(piece))
            count += len(_ROW.findall(piece)) if strange else piece.count(b"<row")
            rows = max(
                rows, count, max((int(number) for number in {number for _, number in places}), default=1)
            )
            columns = max(columns, last)
    return rows * columns


def pieces(stream: IO[bytes], *marks: bytes) -> Iterator[bytes]:
    """The content in pieces that end before one of some marks: no tag that begins with one is cut."""
    parts: list[bytes] = []
    while chunk := stream.read(_CHUNK):
        cut = max(chunk.rfind(mark) for mark in marks)
        if cut >= 0:
            yield b"".join([*parts, chunk[:cut]])
            parts = [chunk[cut:]]
        else:
            parts.append(chunk)
    yield b"".join(parts)


def _cells_of_xlsb(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    """Cells in the rectangle that an xlsb sheet says its cells span; 0 when it is none."""
    if not info.filename.lower().endswith(".bin"):
        return 0
    with archive.open(info) as stream:
        start = stream.read(4096)
    at = start.find(_DIMENSION) + len(_DIMENSION)
    if at < len(_DIMENSION) or at + 16 > len(start):
        return 0
    top, bottom, left, right = struct.unpack_from("<4I", start, at)
    return int(max(0, bottom - top + 1) * max(0, right - left + 1))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
