"""Workbooks (xlsx, xlsm, xlsb, xls, ods) as text cells, in the one spelling a ``Table`` promises."""

import io
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

import numpy as np
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from listcleaner.core.errors import UserError
from listcleaner.core.progress import Progress
from listcleaner.core.tables.body import Body
from listcleaner.core.tables.frame import Columns, content_width
from listcleaner.core.tables.header import SAMPLE_ROWS, find_layout, has_address
from listcleaner.core.tables.package import opened_package
from listcleaner.core.tables.sheetbounds import check_sheets
from listcleaner.core.tables.table import Note, Reading, Table

T = TypeVar("T")

# Cells turned to text at a time: between two reports, and while the reader holds the lock other threads wait for.
_CHUNK_CELLS = 80_000
_WIDEST = 256  # columns beyond the header that are still looked at


def read_workbook(path: Path, reading: Reading, progress: Progress) -> Table:
    """A sheet of a workbook as a table: the one named, else the visible one with the most addresses.

    ``reading.format`` is the real format. Raises UserError file_encrypted, file_unreadable, too_large_inside, file_empty,
    sheet_missing (sheet, sheets), header_missing (row).
    """
    with open_workbook(path, reading) as book:
        names = tuple(sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet)
        if reading.sheet is None:
            sheet, notes = _choose(book, path, names, progress)
        elif reading.sheet in names:
            sheet, notes = _quietly(book.get_sheet_by_name, reading.sheet), ()
        else:
            raise UserError(
                "sheet_missing",
                file=str(path),
                sheet=reading.sheet,
                sheets=tuple(f"“{name}”" for name in names),
            )
        return _table(path, reading, sheet, names, notes, progress)


@contextmanager
def open_workbook(path: Path, reading: Reading) -> Iterator[CalamineWorkbook]:
    """The workbook of a reading, within bounds. Raises UserError file_encrypted, file_unreadable, too_large_inside."""
    with _reporting(path), opened_package(path, reading.member) as content:
        if reading.format != "xls":
            check_sheets(content, path)
            content.seek(0)
        # By the path where there is one: of a stream the reader does not say why it failed.
        source = content if isinstance(content, io.BytesIO) else str(path)
        book = _quietly(load_workbook, source)
        try:
            yield book
        finally:
            book.close()


def _quietly(read: Callable[..., T], *arguments: object) -> T:
    """What the Rust library reads. Where it panics, it says so on the process's stderr before it raises: nobody's concern."""
    try:
        stderr = os.dup(2)
    except OSError:  # a window without a console has none
        return read(*arguments)
    try:
        with open(os.devnull, "wb") as nothing:  # noqa: PTH123
            os.dup2(nothing.fileno(), 2)
        return read(*arguments)
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)


@contextmanager
def _reporting(path: Path) -> Iterator[None]:
    try:
        yield
    except PasswordError:
        raise UserError("file_encrypted", file=str(path)) from None
    except CalamineError as error:
        if "limit exceeded" in str(error):  # its own bound on repeated cells of an ods
            raise UserError("too_large_inside", file=str(path)) from None
        raise UserError("file_unreadable", file=str(path), reason="damaged") from None
    except BaseException as error:
        # The Rust library met what it did not expect; no Exception by pyo3's choice.
        if type(error).__name__ == "PanicException":
            raise UserError("file_unreadable", file=str(path), reason="damaged") from None
        raise


def _choose(
    book: CalamineWorkbook, path: Path, names: Sequence[str], progress: Progress
) -> tuple[CalamineSheet, tuple[Note, ...]]:
    visible = {sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible}
    for candidates in (
        [name for name in names if name in visible],
        [name for name in names if name not in visible],
    ):
        best: CalamineSheet | None = None
        most = (0.0, 0.0)
        with_addresses = []
        for name in candidates:
            progress("reading", 0)
            sheet = _quietly(book.get_sheet_by_name, name)
            score = _contact_likeness(sheet)
            if score[0]:
                with_addresses.append(name)
            if score > most:
                best, most = sheet, score
        if best is not None:
            others = tuple(f"“{name}”" for name in with_addresses if name != best.name)
            return best, (Note("other_sheets", {"sheet": best.name, "others": others}),) if others else ()
    raise UserError("file_empty", file=str(path))


def _contact_likeness(sheet: CalamineSheet) -> tuple[float, float]:
    """Estimated rows with an address, rows with content."""
    if sheet.start is None or sheet.end is None:
        return 0.0, 0.0
    rows = [_texts(row) for row in islice(sheet.iter_rows(), sheet.start[0], sheet.start[0] + SAMPLE_ROWS)]
    filled = [row for row in rows if "".join(row).strip()]
    scale = (sheet.end[0] - sheet.start[0] + 1) / max(1, len(rows))
    return sum(map(has_address, filled)) * scale, len(filled) * scale


def _table(
    path: Path,
    reading: Reading,
    sheet: CalamineSheet,
    names: tuple[str, ...],
    notes: tuple[Note, ...],
    progress: Progress,
) -> Table:
    if sheet.start is None or sheet.end is None:
        raise UserError("file_empty", file=str(path))
    known = reading.header_row
    if known is not None and known > sheet.end[0] + 1:
        raise UserError("header_missing", file=str(path), row=known)
    chunks = _text_rows(sheet, sheet.start[1], sheet.end[1] + 1)
    first = next(chunks)
    while len(first) < SAMPLE_ROWS + sheet.start[0] + (known or 0) and (more := next(chunks, None)):
        first += more
    layout = find_layout(
        first[: SAMPLE_ROWS + max(known or 0, sheet.start[0])], None if known is None else known - 1
    )
    width = min(max(layout.width, _WIDEST), sheet.end[1] + 1)
    names_row = first[layout.header][:width] if layout.header >= 0 else []
    skip, total = layout.header + 1, sheet.end[0] + 1
    columns = _columns(chain([first], chunks), width, skip, lambda done: progress("reading", done, total))
    cells, used = columns.body().frame(), content_width([names_row])[0]
    while cells.shape[1] > max(used, 1) and not cells[cells.shape[1] - 1].str.strip().any():
        cells = cells.drop(columns=cells.shape[1] - 1)
    header = tuple(name.strip() for name in [*names_row, *[""] * cells.shape[1]][: cells.shape[1]])
    return Table(
        path=path,
        reading=replace(reading, sheet=sheet.name, header_row=skip),
        header=header,
        body=Body.of(cells),
        numbers=columns.numbers(),
        notes=notes,
        sheets=names,
    )


def _columns(
    chunks: Iterable[list[list[str]]], width: int, skip: int, advance: Callable[[int], None]
) -> Columns:
    """All rows after the first ``skip`` with anything in them."""
    columns, number = Columns(width), 1
    for chunk in chunks:
        kept = [
            (number + i, row) for i, row in enumerate(chunk) if number + i > skip and "".join(row).strip()
        ]
        columns.add([row for _, row in kept], np.array([at for at, _ in kept], dtype=np.int32))
        number += len(chunk)
        advance(number - 1)
    return columns


def _text_rows(sheet: CalamineSheet, left: int, width: int) -> Iterator[list[list[str]]]:
    """All rows from row 1, column A on, as text, in chunks."""
    size = max(1, _CHUNK_CELLS // width)
    rows = iter(sheet.iter_rows())
    padding = [""] * left
    while chunk := list(islice(rows, size)):
        columns = [_texts(cells) for cells in zip(*chunk, strict=True)]
        yield [[*padding, *row] for row in zip(*columns, strict=True)]


def _texts(cells: Sequence[object]) -> Sequence[str]:
    """Cells as text; most columns are text already."""
    if set(map(type, cells)) == {str}:
        return cells  # type: ignore[return-value]
    return [cell if type(cell) is str else _SPELLINGS[type(cell)](cell) for cell in cells]


def _number(value: float) -> str:
    """Without exponent or ``.0``; fractions to the 15 digits a spreadsheet keeps."""
    if value == int(value):
        return str(int(value)) if abs(value) < 1e16 else format(Decimal(repr(value)), "f")
    text = format(value, ".15g")
    return format(Decimal(text), "f") if "e" in text else text


def _moment(value: datetime) -> str:
    """A date alone at midnight; a thousandth of a second is the rounding of a day's fraction."""
    value = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    return value.strftime("%Y-%m-%d") if value.time() == time() else f"{value:%Y-%m-%d %H:%M:%S}"


def _span(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    return f"{sign}{abs(seconds) // 3600}:{abs(seconds) // 60 % 60:02}:{abs(seconds) % 60:02}"


_SPELLINGS: dict[type, Callable[..., str]] = {
    float: _number,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    date: date.isoformat,
    datetime: _moment,
    time: lambda value: value.strftime("%H:%M:%S"),
    timedelta: _span,
    type(None): lambda _: "",
}
