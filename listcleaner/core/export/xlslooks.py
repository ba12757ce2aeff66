"""Number formats and widths of columns in an Excel 97-2003 workbook ([MS-XLS]: records of 4 bytes and a body)."""

import struct
from collections.abc import Callable, Iterator
from typing import IO

import olefile

from listcleaner.core.export.looks import GENERAL, Look, Looks

_BOF, _EOF, _SHEET, _FORMAT, _XF, _WIDTH = 0x0809, 0x0A, 0x85, 0x041E, 0xE0, 0x7D
_MANY_NUMBERS = 0xBD  # MULRK: a row of numbers next to each other
_CELLS = frozenset({0x0203, 0x027E, 0x06, 0x0205, 0xFD, 0x0204})  # NUMBER RK FORMULA BOOLERR LABELSST LABEL
_BIFF8 = 0x0600
_OWN = 164  # format numbers from here on are a workbook's own
_CURRENCY = frozenset(
    {*range(5, 9), *range(41, 45)}
)  # built in, but spelled out in the workbook in its own currency
_WIDTH_UNIT, _LAST_COLUMN = 256, 255


def read_looks(stream: IO[bytes], sheet: str, advance: Callable[[int], None]) -> Looks:
    """The looks of a sheet; none of a workbook older than Excel 97.

    Raises what the structures of a damaged file run into: OSError, ValueError, struct.error, IndexError.
    """
    with olefile.OleFileIO(stream) as ole:
        if not ole.exists("Workbook"):
            return Looks()
        content = ole.openstream("Workbook").read()
    advance(0)
    formats: dict[int, str] = {}
    styles: list[int] = []
    start = None
    for kind, body in _records(content, 0):
        if kind == _FORMAT:
            (number,) = struct.unpack_from("<H", body)
            formats[number] = _text(body[2:], 2)
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _SHEET and _text(body[6:], 1) == sheet:
            (start,) = struct.unpack_from("<L", body)
    if start is None:
        return Looks()
    looks: list[Look] = [_look(number, formats) for number in styles]
    found = Looks()
    for kind, body in _records(content, start):
        if kind in _CELLS:
            row, column, style = struct.unpack_from("<3H", body)
            found.add(row + 1, column, looks[style])
        elif kind == _MANY_NUMBERS:
            row, first = struct.unpack_from("<2H", body)
            for place in range((len(body) - 6) // 6):
                (style,) = struct.unpack_from("<H", body, 4 + 6 * place)
                found.add(row + 1, first + place, looks[style])
        elif kind == _WIDTH:
            first, last, width = struct.unpack_from("<3H", body)
            found.widths.append((first + 1, min(last, _LAST_COLUMN) + 1, width / _WIDTH_UNIT))
    return found


def _records(content: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part (the workbook's own, or a sheet); what is inside a chart in it is passed over."""
    place, depth = start, 0
    while place + 4 <= len(content):
        kind, size = struct.unpack_from("<2H", content, place)
        body = content[place + 4 : place + 4 + size]
        place += 4 + size
        if kind == _BOF:
            if struct.unpack_from("<H", body)[0] != _BIFF8:
                raise ValueError("BIFF")
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if not depth:
                return
        elif depth == 1:
            yield kind, body


def _text(body: bytes, size: int) -> str:
    """A string that begins with its length in 1 or 2 bytes, and a byte that says whether characters have two."""
    count = int.from_bytes(body[:size], "little")
    wide = body[size] & 1
    content = body[size + 1 : size + 1 + count * (1 + wide)]
    return content.decode("utf-16-le" if wide else "latin-1")


def _look(number: int, formats: dict[int, str]) -> Look:
    if number >= _OWN or number in _CURRENCY:
        code = formats.get(number, GENERAL)
        return GENERAL if code.casefold() == "general" else code
    return number or GENERAL
