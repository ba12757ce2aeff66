"""Lists written in another format than their own: the values of the cells, with their types."""

import csv
import io
import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import islice
from typing import IO, Protocol
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from listcleaner.core.contacts import ListFile
from listcleaner.core.export import odslooks, xlslooks, xlsxlooks
from listcleaner.core.export.delimited import Advance, FormulaCounter
from listcleaner.core.export.looks import Look, Looks
from listcleaner.core.export.newbook import NewBook
from listcleaner.core.export.parts import Split
from listcleaner.core.export.workbook import Book
from listcleaner.core.export.xmledit import CannotMend
from listcleaner.core.tables.formulas import without_results
from listcleaner.core.tables.package import opened_package
from listcleaner.core.tables.read import read_table
from listcleaner.core.tables.table import Note
from listcleaner.core.tables.workbook import open_workbook

TYPED = ("xlsx", "xlsm", "xlsb", "xls", "ods")
_ENDINGS = {".tsv": "\t", ".tab": "\t"}
# What reading the looks of a file runs into that is damaged or unlike those known.
_DAMAGED = (CannotMend, LookupError, ValueError, OSError, struct.error, BadZipFile, ExpatError)
_LOOKS: dict[str, Callable[[IO[bytes], str, Advance], Looks]] = {
    "xlsx": xlsxlooks.read_looks,
    "xlsm": xlsxlooks.read_looks,
    "xls": xlslooks.read_looks,
    "ods": odslooks.read_looks,
}
_SPAN = re.compile(r"PT(\d{1,8})H(\d{1,2})M(\d{1,2}(?:\.\d{1,12})?)S")
_HEADER = 0  # stands for the source row of names that are in every file: a JSON list has no row for them
_ROWS_AT_ONCE = 1000


class _Writer(Protocol):
    def add(self, cells: Sequence[object], looks: Sequence[Look] = ()) -> None: ...
    def close(self) -> None: ...


class TextWriter:
    """Rows as comma-separated UTF-8 with a byte order mark, which spreadsheets need to see that it is UTF-8."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._waiting = io.StringIO()
        self._rows = csv.writer(self._waiting)
        self._count = 0
        self.like_formulas = FormulaCounter("utf-8", ",")
        stream.write(b"\xef\xbb\xbf")

    def add(self, cells: Sequence[object], looks: Sequence[Look] = ()) -> None:  # noqa: ARG002 - text has none
        """Writes the next row."""
        self._rows.writerow(cells)
        self._count += 1
        if self._count % _ROWS_AT_ONCE == 0:
            self._flush()

    def add_all(self, rows: Iterable[Sequence[object]]) -> None:
        """Writes several rows; not all in one call of the csv module, which holds up every other thread meanwhile."""
        waiting = iter(rows)
        while few := list(islice(waiting, _ROWS_AT_ONCE)):
            self._rows.writerows(few)
            self._flush()

    def close(self) -> None:
        """Writes what waits; the stream stays open."""
        self._flush()

    def _flush(self) -> None:
        content = self._waiting.getvalue().encode("utf-8", "replace")
        self.like_formulas.add(content)
        self._stream.write(content)
        self._waiting.seek(0)
        self._waiting.truncate()


def write_workbooks(
    file: ListFile, split: Split, outputs: dict[str, IO[bytes]], advance: Advance, looks: Looks | None = None
) -> tuple[Note, ...]:
    """Writes the list's files as new workbooks. Returns the note cells_cut (n) when a cell was longer than one can be."""
    name, macros = file.reading.sheet or file.path.stem, file.reading.format == "xlsm"
    writers = {
        part: NewBook(stream, name, looks.widths if looks else (), macros=macros)
        for part, stream in outputs.items()
    }
    rows = typed_rows(file) if file.reading.format in TYPED else _text_rows(file)
    _write(rows, split, writers, advance, looks)
    cut = writers["cleaned"].cut if "cleaned" in writers else 0
    return (Note("cells_cut", {"n": cut}),) if cut else ()


def looks_of(file: ListFile, advance: Advance) -> Looks | None:
    """How the cells of a list look; None where that cannot be found out: the values are what counts."""
    read = _LOOKS.get(file.reading.format or "")
    if read is not None:
        with suppress(*_DAMAGED), opened_package(file.path, file.reading.member) as stream:
            return read(stream, file.reading.sheet or "", advance)
    return None


def write_texts(
    file: ListFile, split: Split, outputs: dict[str, IO[bytes]], advance: Advance
) -> tuple[Note, ...]:
    """Writes the list's files as CSV: dates as ISO, numbers without exponent.

    Returns the notes formulas_empty (n, file) and formula_like_cells (n), if any.
    """
    writers = {part: TextWriter(stream) for part, stream in outputs.items()}
    _write(_text_rows(file), split, writers, advance)
    if "cleaned" not in writers:
        return ()
    return (*_formulas_empty(file), *writers["cleaned"].like_formulas.notes())


def _formulas_empty(file: ListFile) -> tuple[Note, ...]:
    """The note about formulas of the list's sheet that have no result, so that their cells are empty; none of a damaged file."""
    count = 0
    if file.reading.format in ("xlsx", "xlsm"):
        with (
            suppress(*_DAMAGED),
            opened_package(file.path, file.reading.member) as stream,
            ZipFile(stream) as archive,
        ):
            count = without_results(archive, Book(archive, stream, file.reading.sheet).sheet)
    return (Note("formulas_empty", {"n": count, "file": file.path.name}),) if count else ()


def _write(
    rows: Iterator[tuple[int, list[object]]],
    split: Split,
    writers: Mapping[str, _Writer],
    advance: Advance,
    looks: Looks | None = None,
) -> None:
    adds: list[tuple[Callable[[int], bool], Callable[[Sequence[object], Sequence[Look]], None]]] = [
        (split.parts[part].holds, writer.add) for part, writer in writers.items()
    ]
    for number, row in rows:
        if number in split.corrections:
            row = [*row[: split.column], split.corrections[number], *row[split.column + 1 :]]
        look = looks.of_row(number, len(row)) if looks is not None else ()
        for holds, add in adds:
            if number == _HEADER or holds(number):
                add(row, look)
        if number % _ROWS_AT_ONCE == 0:
            advance(number)
    for writer in writers.values():
        writer.close()


def _text_rows(file: ListFile) -> Iterator[tuple[int, list[object]]]:
    """Source row and cells as text, the header first; titles above it are left out."""
    table = read_table(file.path, file.reading)
    if any(table.header):
        yield _HEADER, list(table.header)
    columns = [table.cells[column].to_numpy(dtype=object) for column in table.cells]
    for number, row in zip(table.numbers.tolist(), zip(*columns, strict=True), strict=True):
        yield number, list(row)


def typed_rows(file: ListFile) -> Iterator[tuple[int, list[object]]]:
    """Source row and typed cells of a workbook's sheet, from row 1 and column A on."""
    with open_workbook(file.path, file.reading) as book:
        sheet = book.get_sheet_by_name(file.reading.sheet or book.sheet_names[0])
        padding: list[object] = [None] * (sheet.start[1] if sheet.start else 0)
        for number, row in enumerate(sheet.iter_rows(), 1):
            cells = [*padding, *row]
            yield number, list(map(_with_span, cells)) if file.reading.format == "ods" else cells


def _with_span(cell: object) -> object:
    """Durations of a day and more, which the reader gives as they stand in an ods file: PT30H00M00S."""
    found = _SPAN.fullmatch(cell) if type(cell) is str and cell.startswith("PT") else None
    return timedelta(hours=int(found[1]), minutes=int(found[2]), seconds=float(found[3])) if found else cell
