"""Workbook to workbook: the package is copied part by part, and only what the rows concern is rewritten.

Cell types, styles, widths, number formats, other sheets and parts this program knows nothing of stay as they are.
"""

import posixpath
import re
import struct
import zlib
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from typing import IO
from zipfile import BadZipFile, ZipFile

import numpy as np

from listcleaner.core.contacts import ListFile
from listcleaner.core.errors import UserError
from listcleaner.core.export.delimited import Advance
from listcleaner.core.export.mend import (
    AreaMender,
    ChartMender,
    DrawingMender,
    FormulaMender,
    LinkDropper,
    NoteBoxMender,
    PartDropper,
    SheetMender,
    TableMender,
    WorkbookMender,
)
from listcleaner.core.export.package import Package, Write
from listcleaner.core.export.parts import Rows, Split
from listcleaner.core.export.references import Formulas, moved_area, top_row
from listcleaner.core.export.sheetrows import Target, copy_rows, split_sheet
from listcleaner.core.export.strings import UsedStrings, copy_strings
from listcleaner.core.export.xmledit import CannotMend, Rewriter, Visitor, rewritten
from listcleaner.core.tables.package import opened_package
from listcleaner.core.tables.table import Note

_CHUNK = 1 << 21
_TYPES = "[Content_Types].xml"
_TO_A_SHEET = re.compile(rb"[^<]!")  # Members!A1; names of sheets may be written with escapes of all kinds
_ALL = Rows(np.zeros(1, dtype=bool), True)


def copy_workbook(
    file: ListFile, split: Split, outputs: dict[str, IO[bytes]], advance: Advance
) -> tuple[Note, ...]:
    """Copies an xlsx or xlsm list to its files, with the rows each holds. All files are written in one pass over the source.

    Returns the notes formulas_replaced (n) when formulas of the cleaned file gave way to their values, pivots_left_out (n) when
    there were pivot tables on the sheet, and copies_of_rows (file) when other parts have copies of rows. Raises CannotMend, the
    outputs half written, when the sheet has something that cannot be carried over.
    """
    package = opened_package(file.path, file.reading.member)
    with package as source, _reporting_damage(file), ZipFile(source) as archive:
        book = Book(archive, source, file.reading.sheet)
        copies = {part: Copy(book, split.parts[part], Package(stream)) for part, stream in outputs.items()}
        with ExitStack() as open_parts:
            targets = [
                copy.begin(open_parts, corrected=part in ("cleaned", "review"))
                for part, copy in copies.items()
            ]
            before, rows = split_sheet(book.chunks(book.sheet))
            for copy, target in zip(copies.values(), targets, strict=True):
                target.write(copy.before(before))
            copy_rows(rows, targets, split, advance)
            for copy, target in zip(copies.values(), targets, strict=True):
                target.write(copy.after(rows.after))
        if book.strings:
            with ExitStack() as open_parts:
                copy_strings(
                    book.chunks(book.strings), [copy.begin_strings(open_parts) for copy in copies.values()]
                )
        for copy in copies.values():
            copy.finish()
    notes = []
    if "cleaned" in copies and copies["cleaned"].target.valued:
        notes.append(Note("formulas_replaced", {"n": copies["cleaned"].target.valued}))
    if pivots := book.linked("pivotTable"):
        notes.append(Note("pivots_left_out", {"n": len(pivots)}))
    left = book.parts.keys() - book.pivot_parts
    if any("/pivotCacheRecords" in part or part.startswith("xl/revisions/") for part in left):
        notes.append(Note("copies_of_rows", {"file": file.path.name}))
    return tuple(notes)


@contextmanager
def _reporting_damage(file: ListFile) -> Iterator[None]:
    try:
        yield
    except (BadZipFile, zlib.error, EOFError, struct.error) as error:
        raise UserError("file_unreadable", file=str(file.path), reason="damaged") from error


@dataclass(frozen=True)
class Relationship:
    """A link from one part to another."""

    id: str
    kind: str
    part: str
    target: str


class Book:
    """The parts of a workbook and how they hang together. Raises CannotMend."""

    def __init__(self, archive: ZipFile, source: IO[bytes], sheet: str | None) -> None:
        self.archive, self.source = archive, source
        self.parts = {info.filename: info for info in archive.infolist() if not info.is_dir()}
        if len(self.parts) < sum(not info.is_dir() for info in archive.infolist()):
            raise CannotMend("zip")
        self.workbook = self._one(self.links(""), "officeDocument")
        self.book_links = self.links(self.workbook)
        finder = _SheetFinder()
        rewritten(self.read(self.workbook), finder)
        self.name = sheet or next(iter(finder.sheets), "")
        link = finder.sheets.get(self.name)
        self.sheet = next((one.part for one in self.book_links if one.id == link), "")
        if self.sheet not in self.parts:
            raise CannotMend("workbook")
        self.sheet_links = self.links(self.sheet)
        self.strings = next(
            (one.part for one in self.book_links if one.kind == "sharedStrings" and one.part in self.parts),
            "",
        )

    def read(self, part: str) -> bytes:
        """The content of a part."""
        return self.archive.read(self.parts[part])

    def chunks(self, part: str) -> Iterator[bytes]:
        """The content of a part, piece by piece."""
        with self.archive.open(self.parts[part]) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def links(self, part: str) -> list[Relationship]:
        """What a part links to inside the package; ``""`` is the package itself."""
        links = _links_of(part)
        if links not in self.parts:
            return []
        finder = _LinkFinder(posixpath.dirname(part))
        rewritten(self.read(links), finder)
        return finder.links

    def linked(self, kind: str) -> list[str]:
        """The parts of a kind the list's sheet links to."""
        return [one.part for one in self.sheet_links if one.kind == kind and one.part in self.parts]

    @cached_property
    def strings_elsewhere(self) -> UsedStrings:
        """The shared texts that other sheets refer to."""
        used = UsedStrings()
        for part in {one.part for one in self.book_links} - {self.sheet, self.strings}:
            if part in self.parts and part.endswith(".xml"):
                used.add_sheet(self.read(part))
        return used

    @cached_property
    def pivot_parts(self) -> frozenset[str]:
        """What goes when the pivot tables on the list's sheet do: their areas would lie across rows that are left out.

        With them go the copies of rows no other pivot table uses. Raises CannotMend where charts or slicers need them.
        """
        tables = set(self.linked("pivotTable"))
        if not tables:
            return frozenset()
        charts = (part for part in self.parts if "/charts/" in part and b"pivotSource" in self.read(part))
        if any(charts) or any("/slicerCaches/" in part or "/timelineCaches/" in part for part in self.parts):
            raise CannotMend("pivot table")
        others = {part for part in self.parts if "/pivotTables/" in part and part.endswith(".xml")} - tables
        caches = self._linked_by(tables) - self._linked_by(others)
        parts = tables | caches | self._linked_by(caches)
        return frozenset(parts | {_links_of(part) for part in parts})

    def _linked_by(self, parts: Collection[str]) -> set[str]:
        return {link.part for part in parts for link in self.links(part)}

    def _one(self, links: list[Relationship], kind: str) -> str:
        found = [one.part for one in links if one.kind == kind and one.part in self.parts]
        if not found:
            raise CannotMend("workbook")
        return found[0]


class Copy:
    """One file made from the book. ``rows``: what it holds of the list's sheet."""

    def __init__(self, book: Book, rows: Rows, package: Package) -> None:
        self.book, self.rows, self.package = book, rows, package
        self.target: Target
        self._edits: dict[str, bytes] = {}
        self._dropped: set[str] = {one.part for one in book.book_links if one.kind == "calcChain"}
        self._dropped |= book.pivot_parts
        self._mend_tables()
        gone = frozenset(one.id for one in book.sheet_links if one.part in self._dropped)
        self._formulas = Formulas(rows, book.name, here=True)
        self._mender = SheetMender(self._formulas, gone)
        self._sheet = Rewriter(self._mender)

    def begin(self, open_parts: ExitStack, corrected: bool) -> Target:
        """Opens the sheet's part for its rows. The list of types comes first: many programs know a workbook by that."""
        self._drop()
        self._put(_TYPES)
        write = open_parts.enter_context(self.package.part(self.book.sheet))
        self.target = Target(self.rows, write, self._formulas, corrected)
        return self.target

    def begin_strings(self, open_parts: ExitStack) -> tuple[Write, UsedStrings]:
        """Opens the part of shared texts; and which of them the file uses, once its rows are written."""
        write = open_parts.enter_context(self.package.part(self.book.strings))
        return write, UsedStrings(self.target.strings, self.book.strings_elsewhere)

    def before(self, content: bytes) -> bytes:
        """What stands before the rows."""
        self._sheet.feed(content)
        return self._sheet.written()

    def after(self, content: bytes) -> bytes:
        """What stands behind the rows."""
        self._sheet.feed(content)
        return self._sheet.finish()

    def finish(self) -> None:
        """Writes all other parts."""
        self._mend_linked()
        self._mend_formulas()
        for name in self.book.parts:
            if name not in (_TYPES, self.book.sheet, self.book.strings) and name not in self._dropped:
                self._put(name)
        self.package.close()

    def _put(self, name: str) -> None:
        if name in self._edits:
            self.package.put(name, self._edits[name])
        elif name in self.book.parts:
            self.package.take(self.book.source, self.book.parts[name])

    def _edit(self, part: str, visitor: Visitor) -> None:
        if part in self.book.parts and part not in self._dropped:
            self._edits[part] = rewritten(self._edits.get(part) or self.book.read(part), visitor)

    def _mend_tables(self) -> None:
        for part in self.book.linked("table"):
            facts = _TableFacts()
            rewritten(self.book.read(part), facts)
            area = moved_area(facts.area, self.rows)
            first, last = top_row(facts.area), top_row(facts.area.rpartition(":")[2])
            if area is None or not self.rows.holds(first):
                self._dropped.add(part)
                continue
            total = facts.total and self.rows.holds(last)
            start, end = top_row(area), top_row(area.rpartition(":")[2])
            least = start + 1 + total  # a table has a row below its header, if only an empty one
            if end < least:
                if total:
                    raise CannotMend("table")
                area = f"{area.partition(':')[0]}:{area.rpartition(':')[2].rstrip('0123456789')}{least}"
            self._edit(part, TableMender(self.rows, area, total))

    def _mend_linked(self) -> None:
        self._edit(_links_of(self.book.sheet), LinkDropper(self._mender.links))
        for kind in ("comments", "threadedComment"):
            for part in self.book.linked(kind):
                self._edit(part, AreaMender(self.rows))
        for part in self.book.linked("drawing"):
            self._edit(part, DrawingMender(self.rows))
        for part in self.book.linked("vmlDrawing"):
            with suppress(CannotMend):  # often no XML; then the boxes of comments stand elsewhere
                self._edit(part, NoteBoxMender(self.rows))

    def _mend_formulas(self) -> None:
        """In other sheets, charts, pivot tables and names, what refers to the list's sheet."""
        formulas = Formulas(self.rows, self.book.name, here=False)
        sheets = {one.part for one in self.book.book_links if one.kind == "worksheet"} - {self.book.sheet}
        stale = self.target.moved or self.target.valued > 0
        for part in self.book.parts:
            if part in sheets and _TO_A_SHEET.search(content := self.book.read(part)):
                self._edits[part], moved = _other_sheet(content, formulas)
                stale |= moved
            elif part.endswith(".xml") and "/charts/" in part:
                self._edit(part, ChartMender(formulas))
            elif part.endswith(".xml") and "/pivotCacheDefinition" in part:
                self._edit(part, FormulaMender(formulas))
        gone = frozenset(one.id for one in self.book.book_links if one.part in self._dropped)
        self._edit(self.book.workbook, WorkbookMender(formulas, stale, gone))

    def _drop(self) -> None:
        self._edit(_TYPES, PartDropper(frozenset(self._dropped)))
        for part, links in (
            (self.book.workbook, self.book.book_links),
            (self.book.sheet, self.book.sheet_links),
        ):
            targets = frozenset(one.target for one in links if one.part in self._dropped)
            if targets:
                self._edit(_links_of(part), PartDropper(frozenset(), targets))


def _links_of(part: str) -> str:
    """The part with the relationships of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _other_sheet(content: bytes, formulas: Formulas) -> tuple[bytes, bool]:
    """Another sheet of the book, its formulas mended; and whether there was any to mend."""
    mender = FormulaMender(formulas)
    try:
        before, rows = split_sheet(iter([content]))
    except CannotMend:  # a sheet without rows
        return rewritten(content, mender), False
    rewriter = Rewriter(mender)
    rewriter.feed(before)
    mended = [rewriter.written()]
    nothing = Split({}, {}, {}, 0, 0)
    target = Target(_ALL, mended.append, formulas, renewed=True)
    copy_rows(rows, [target], nothing, lambda _: None)
    rewriter.feed(rows.after)
    return b"".join([*mended, rewriter.finish()]), target.moved or target.valued > 0


class _SheetFinder(Visitor):
    """The sheets of a workbook: name → relationship id, in order."""

    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}

    def element(self, path: list[str], attributes: dict[str, str]) -> bool:
        if path[-2:] == ["sheets", "sheet"]:
            ids = [value for name, value in attributes.items() if name.endswith(":id")]
            self.sheets[attributes.get("name", "")] = ids[0] if ids else ""
        return True


class _LinkFinder(Visitor):
    """The relationships of a part in ``folder``."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.links: list[Relationship] = []

    def element(self, path: list[str], attributes: dict[str, str]) -> bool:
        if path[-1] == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.join(self._folder, target)
            type_ = attributes.get("Type", "").rpartition("/")[2]
            self.links.append(Relationship(attributes.get("Id", ""), type_, posixpath.normpath(part), target))
        return True


class _TableFacts(Visitor):
    """Where a table is, and whether its last row is one of totals."""

    area = "A1"
    total = False

    def element(self, path: list[str], attributes: dict[str, str]) -> bool:
        if path[-1] == "table":
            self.area = attributes.get("ref", self.area)
            self.total = attributes.get("totalsRowCount", "0") != "0"
        return True
