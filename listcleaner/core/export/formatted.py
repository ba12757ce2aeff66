"""Workbooks that cannot be copied part by part, written anew with openpyxl: values, number formats, widths of columns.

What openpyxl reads is held against what the list was read with: where they differ, it is not used.
"""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import chain, repeat
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils.exceptions import IllegalCharacterError, InvalidFileException
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.xml.constants import XLSM

from listcleaner.core.contacts import ListFile
from listcleaner.core.export.delimited import Advance
from listcleaner.core.export.newbook import LONGEST_CELL, letters
from listcleaner.core.export.parts import Split
from listcleaner.core.export.values import typed_rows
from listcleaner.core.export.workbook import Book
from listcleaner.core.export.xmledit import CannotMend, Rewriter, Visitor, has_doctype
from listcleaner.core.tables.package import opened_package
from listcleaner.core.tables.table import Note

_ROWS_AT_ONCE = 1000
# What openpyxl raises on what it does not know.
_BAFFLED = (
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    OverflowError,
    NotImplementedError,
    ParseError,
    BadZipFile,
    IllegalCharacterError,
    InvalidFileException,
)


def write_formatted(
    file: ListFile, split: Split, outputs: dict[str, IO[bytes]], advance: Advance
) -> tuple[Note, ...]:
    """Writes the list's files as new workbooks of its sheet. Returns the note cells_cut (n) when a cell was too long for one.

    Raises CannotMend, the outputs half written, when openpyxl does not read the sheet as this program does.
    """
    with opened_package(file.path, file.reading.member) as source, _baffled():
        widths = _widths(source, file.reading.sheet)
        with closing(load_workbook(source, read_only=True, data_only=True, keep_links=False)) as book:
            sheet = book[file.reading.sheet] if file.reading.sheet else book.worksheets[0]
            macros = file.reading.format == "xlsm"
            files = {part: _File(sheet.title, widths, macros) for part in outputs}
            try:
                for number, cells in _rows(file, sheet):
                    for part, one in files.items():
                        if split.parts[part].holds(number):
                            one.add(cells, split, number, titled=number == file.reading.header_row)
                    if number % _ROWS_AT_ONCE == 0:
                        advance(number)
                for part, stream in outputs.items():
                    files[part].book.save(stream)
            finally:
                for one in files.values():
                    one.discard()
    cut = files["cleaned"].cut if "cleaned" in files else 0
    return (Note("cells_cut", {"n": cut}),) if cut else ()


@contextmanager
def _baffled() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl leaves out: it is meant to
        try:
            yield
        except _BAFFLED as error:
            raise CannotMend("openpyxl") from error


class _MacroBook(Workbook):  # type: ignore[misc]  # openpyxl has no types
    """By this Excel knows a file named ``.xlsm``."""

    mime_type = XLSM


class _File:
    """A workbook being written. ``cut``: cells that were longer than a spreadsheet holds."""

    def __init__(self, name: str, widths: Sequence[dict[str, Any]], macros: bool) -> None:
        self.book = (_MacroBook if macros else Workbook)(write_only=True)
        self._sheet = self.book.create_sheet(name)
        for width in widths:
            column = letters(width["min"] - 1)
            self._sheet.column_dimensions[column] = ColumnDimension(self._sheet, column, **width)
        self.cut = 0

    def add(self, cells: Sequence[Any], split: Split, number: int, titled: bool) -> None:
        """Writes the next row; ``cells`` as openpyxl reads them."""
        row = [None if cell.value is None else self._cell(cell, cell.value, titled) for cell in cells]
        if number in split.corrections:
            row[split.column] = self._cell(cells[split.column], split.corrections[number], titled)
        self._sheet.append(row)

    def discard(self) -> None:
        """Deletes what openpyxl keeps in the system's temporary folder of a book not saved."""
        if not self._sheet.closed:
            self._sheet.close()
            self._sheet._writer.cleanup()

    def _cell(self, source: Any, value: object, titled: bool) -> Any:
        cell = WriteOnlyCell(self._sheet, value)
        if isinstance(value, str):
            cell.data_type = "e" if source.data_type == "e" else "s"  # a text is never a formula
            self.cut += len(value) > LONGEST_CELL
        if source.number_format not in (None, "General"):
            cell.number_format = source.number_format
        if titled and source.font and source.font.b:
            cell.font = Font(bold=True)
        return cell


def _rows(file: ListFile, sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    """Source row and cells. Raises CannotMend where they are not those the list was read with."""
    sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
    found: Iterator[Sequence[Any]] | None = None
    for number, values in typed_rows(file):
        if found is None:
            found = chain(sheet.iter_rows(min_row=1, min_col=1, max_col=len(values)), repeat(()))
        cells = next(found)
        if not _agree(cells, values, file.address_column):
            raise CannotMend("openpyxl")
        yield number, cells


def _agree(cells: Sequence[Any], values: Sequence[object], address: int) -> bool:
    """Whether both readers found the same: a text, a number or nothing in each cell, and the same address."""
    if not any(_kind(value) for value in values):
        return not any(_kind(cell.value) for cell in cells)
    return (
        len(cells) == len(values)
        and all(_kind(cell.value) == _kind(value) for cell, value in zip(cells, values, strict=True))
        and (_kind(values[address]) != "text" or cells[address].value == values[address])
    )


def _kind(value: object) -> str:
    if value is None or value == "":
        return ""
    return "text" if isinstance(value, str) else "other"


def _widths(source: IO[bytes], sheet: str | None) -> list[dict[str, Any]]:
    """The columns' widths, as openpyxl takes them; none where the package is not understood. Raises CannotMend for a DOCTYPE."""
    finder = _WidthFinder()
    with ZipFile(source) as archive:
        for info in archive.infolist():
            with archive.open(info) as part:
                if has_doctype(iter(lambda: part.read(1024), b"")):
                    raise CannotMend("DOCTYPE")
        with suppress(CannotMend):
            book, rewriter = Book(archive, source, sheet), Rewriter(finder)
            for chunk in book.chunks(book.sheet):
                rewriter.feed(chunk)
                if finder.done:
                    break
    return finder.found


class _WidthFinder(Visitor):
    def __init__(self) -> None:
        self.found: list[dict[str, Any]] = []
        self.done = False

    def element(self, path: list[str], attributes: dict[str, str]) -> bool:
        self.done |= path[-1] == "sheetData"
        if path[-2:] == ["cols", "col"] and "width" in attributes:
            self.found.append(
                {
                    "min": int(attributes["min"]),
                    "max": int(attributes["max"]),
                    "width": float(attributes["width"]),
                    "hidden": attributes.get("hidden") in ("1", "true"),
                }
            )
        return not self.done
