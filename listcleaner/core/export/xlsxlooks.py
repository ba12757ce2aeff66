"""Number formats and widths of columns in an xlsx workbook, for those whose sheet cannot be copied part by part."""

from collections.abc import Callable
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile

from listcleaner.core.export.looks import GENERAL, Look, Looks
from listcleaner.core.export.references import column_number
from listcleaner.core.export.workbook import Book
from listcleaner.core.export.xmledit import CannotMend, Visitor, local, rewritten

_OWN = 164  # format numbers from here on are a workbook's own


def read_looks(stream: IO[bytes], sheet: str, advance: Callable[[int], None]) -> Looks:
    """The looks of a sheet. Raises CannotMend, ValueError, LookupError, and what reading a damaged package raises."""
    with ZipFile(stream) as archive:
        book = Book(archive, stream, sheet)
        styles = _Styles()
        for part in (one.part for one in book.book_links if one.kind == "styles"):
            rewritten(book.read(part), styles)
        reader = _Reader([styles.look(number) for number in styles.cells])
        parser = expat.ParserCreate()
        parser.StartElementHandler = reader.start
        parser.StartDoctypeDeclHandler = _refuse
        for chunk in book.chunks(book.sheet):
            advance(0)
            parser.Parse(chunk, False)
    return reader.looks


def _refuse(*_: object) -> None:
    raise CannotMend("DOCTYPE")


class _Styles(Visitor):
    """``cells``: the format number of each style of cells, in order."""

    def __init__(self) -> None:
        self.cells: list[int] = []
        self._codes: dict[int, str] = {}

    def element(self, path: list[str], attributes: dict[str, str]) -> bool:
        if path[-1] == "numFmt":
            self._codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif path[-2:] == ["cellXfs", "xf"]:
            self.cells.append(int(attributes.get("numFmtId", "0")))
        return True

    def look(self, number: int) -> Look:
        """The format of a number."""
        return self._codes.get(number, GENERAL if number >= _OWN else number or GENERAL)


class _Reader:
    """Takes the start tags of a sheet."""

    def __init__(self, styles: list[Look]) -> None:
        self.looks = Looks()
        self._styles = styles
        self._row = self._column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = local(name)
        if kind == "c":
            letters = attributes.get("r", "").rstrip("0123456789")
            self._column = column_number(letters) if letters else self._column + 1
            style = int(attributes.get("s", "0"))
            self.looks.add(self._row, self._column - 1, self._styles[style] if self._styles else GENERAL)
        elif kind == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif kind == "col" and "width" in attributes:
            self.looks.widths.append(
                (int(attributes["min"]), int(attributes["max"]), float(attributes["width"]))
            )
