"""The rows of a worksheet part, copied as bytes to the files that hold them, with their numbers closed up.

Cells are not parsed: where no row number changes nothing is touched, and where it does, one replacement does a whole row.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from listcleaner.core.export.delimited import Advance
from listcleaner.core.export.elements import Elements, split_list
from listcleaner.core.export.newbook import letters, text_xml
from listcleaner.core.export.package import Write
from listcleaner.core.export.parts import Rows, Split
from listcleaner.core.export.references import Formulas, column_number, filled, moved_area
from listcleaner.core.export.strings import UsedStrings
from listcleaner.core.export.xmledit import CannotMend

_NUMBER = re.compile(rb'^[^>]*?\sr="([0-9]{1,7})"')
_ATTRIBUTE = re.compile(rb'(?<![\w:])([\w:]++)="([^"]*)"')
_ENTITY = re.compile("&(amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


@dataclass
class Target:
    """A file that gets its share of the rows.

    ``renewed``: a formula that changed loses its value and is calculated again: so in other sheets, while in the list's own rows
    values stay as they were. ``valued``: formulas replaced by their values. ``moved``: whether formulas of areas changed.
    ``strings``: the shared texts that the rows written refer to.
    """

    rows: Rows
    write: Write
    formulas: Formulas
    corrected: bool = False
    renewed: bool = False
    valued: int = 0
    moved: bool = False
    strings: UsedStrings = field(default_factory=UsedStrings)


def split_sheet(chunks: Iterator[bytes]) -> tuple[bytes, Elements]:
    """What stands before the rows, their start tag included, and the rows. Raises CannotMend."""
    return split_list(chunks, "sheetData", "row")


class Names:
    """The marks in the bytes, with the prefix some programs write before every name."""

    def __init__(self, prefix: bytes) -> None:
        p = re.escape(prefix)
        self.prefix = prefix
        self.row = b"<" + prefix + b"row"
        self.cell = b"<" + prefix + b"c "
        self.formula = b"<" + prefix + b"f"
        self.cell_number = re.compile(rb"(<" + p + rb'c\s(?:[^<>]*?\s)?r="[A-Z]{1,3})[0-9]{1,7}(?=")')
        self.formulas = re.compile(
            rb"<" + p + rb"c\s([^<>]*)>\s*(<" + p + rb"f((?:\s[^<>]*?)?)(?:/>|>([^<]*)</" + p + rb"f>))"
        )
        self.value = re.compile(rb"\s*<" + p + rb"v>[^<]*</" + p + rb"v>")
        # up to its end, or to the next cell where it has none
        self.cells = re.compile(rb"<%sc\s([^<>]*?)(?:/>|>[^<]*(?:<(?!/?%sc[\s>])[^<]*)*</%sc>)" % (p, p, p))


@dataclass(frozen=True)
class _Formula:
    """A formula in a row: its place in the bytes, its attributes but for how it was shared, and its text.

    ``text``: None where it cannot be moved by itself (one formula over many cells). ``area``: of an array formula in one cell.
    """

    start: int
    end: int
    attributes: bytes
    text: str | None
    area: str = ""


def copy_rows(rows: Elements, targets: Sequence[Target], split: Split, advance: Advance) -> None:
    """Writes each row to the targets that hold it. Raises CannotMend."""
    names = Names(rows.prefix)
    shared = SharedFormulas(names)
    last = 0
    for pieces in rows.pieces():
        numbers = _numbers(pieces, last)
        last = numbers[-1] if numbers else last
        formulas = {
            place: shared.formulas(piece, numbers[place])
            for place, piece in enumerate(pieces)
            if names.formula in piece
        }
        source = np.array(numbers, dtype=np.int64)
        for target in targets:
            places, new = target.rows.places(source)
            copied = [
                _copied(names, pieces[place], numbers[place], number, formulas.get(place), target, split)
                for place, number in zip(places.tolist(), new.tolist(), strict=True)
            ]
            if copied:
                content = names.row + names.row.join(copied)
                target.write(content)
                target.strings.add_rows(content)
        advance(last)


def _numbers(pieces: list[bytes], last: int) -> list[int]:
    """The row numbers; a row without one follows the row before it. Raises CannotMend."""
    numbers = []
    for piece in pieces:
        if b" r='" in piece:  # a number in single quotes would be missed
            raise CannotMend("row")
        if piece.startswith(b' r="'):
            number = int(piece[4 : piece.index(b'"', 4)])
        else:
            found = _NUMBER.match(piece)
            number = int(found[1]) if found else last + 1
        if number <= last:
            raise CannotMend("row")
        numbers.append(number)
        last = number
    return numbers


def _copied(
    names: Names,
    piece: bytes,
    number: int,
    new: int,
    formulas: list[_Formula] | None,
    target: Target,
    split: Split,
) -> bytes:
    """One row, without its ``<row``, as it stands in a target."""
    if target.corrected and number in split.corrections:
        piece = _corrected(names, piece, letters(split.column) + str(number), split.corrections[number])
        formulas = SharedFormulas(names).formulas(piece, number) if formulas else None
    if formulas:
        piece = _with_formulas(names, piece, formulas, target)
    return piece if new == number else _renumbered(names, piece, number, new)


def _renumbered(names: Names, piece: bytes, number: int, new: int) -> bytes:
    old, marked = b'%d"' % number, piece.count(b' r="')
    if piece.count(old) == marked == piece.count(names.cell) + 1:
        return piece.replace(old, b'%d"' % new)  # stands nowhere but in the references: each has it once
    piece = names.cell_number.sub(rb"\g<1>%d" % new, piece)
    found = _NUMBER.match(piece)
    if found is None:
        return b' r="%d"' % new + piece
    return piece[: found.start(1)] + b"%d" % new + piece[found.end(1) :]


def _corrected(names: Names, piece: bytes, cell: str, address: str) -> bytes:
    """The row with a text in place of what the cell held; the cell's format stays."""
    for found in names.cells.finditer(piece):
        attributes = dict(_ATTRIBUTE.findall(found[1]))
        if attributes.get(b"r") == cell.encode():
            style = b' s="%s"' % attributes[b"s"] if b"s" in attributes else b""
            p, text = names.prefix, text_xml(address).encode()
            new = b'<%sc r="%s"%s t="inlineStr"><%sis><%st xml:space="preserve">%s</%st></%sis></%sc>'
            values = (p, cell.encode(), style, p, p, text, p, p, p)
            return piece[: found.start()] + new % values + piece[found.end() :]
    raise CannotMend(cell)


def _with_formulas(names: Names, piece: bytes, formulas: list[_Formula], target: Target) -> bytes:
    """The row with its formulas moved; a formula that needs rows the target has not gives way to its value."""
    parts = []
    done = 0
    for one in formulas:
        text = None if one.text is None else target.formulas.moved(one.text)
        area = moved_area(one.area, target.rows) if one.area else ""
        parts.append(piece[done : one.start])
        done = one.end
        if text is None or area is None:
            target.valued += 1
            continue
        target.moved |= ":" in text
        if target.renewed and text != one.text:
            target.moved = True
            value = names.value.match(piece, done)
            done = value.end() if value else done
        ref = b' t="array" ref="%s"' % area.encode() if area else b""
        p = names.prefix
        parts.append(b"<%sf%s%s>%s</%sf>" % (p, ref, one.attributes, text_xml(text).encode(), p))
    return b"".join([*parts, piece[done:]])


class SharedFormulas:
    """Formulas of rows as each cell has it. Many cells may share one that is written out only in the first of them."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._masters: dict[bytes, tuple[int, int, str]] = {}

    def formulas(self, piece: bytes, number: int) -> list[_Formula]:
        """The formulas of a row, in order."""
        return [self._formula(found, number) for found in self._names.formulas.finditer(piece)]

    def _formula(self, found: re.Match[bytes], number: int) -> _Formula:
        attributes = dict(_ATTRIBUTE.findall(found[3]))
        kind = attributes.pop(b"t", b"")
        area = attributes.pop(b"ref", b"").decode()
        index = attributes.pop(b"si", b"")
        text: str | None = _unescaped(found[4] or b"")
        if kind == b"shared":
            text = self._shared(index, text or "", dict(_ATTRIBUTE.findall(found[1])).get(b"r", b""), number)
            area = ""
        elif kind == b"array":
            rows = {int(row) for row in re.findall(r"[0-9]+", area)}
            text = text if rows == {number} else None
        elif kind == b"dataTable" or not text:
            text = None
        kept = b"".join(b' %s="%s"' % pair for pair in attributes.items())
        return _Formula(found.start(2), found.end(2), kept, text, area if kind == b"array" else "")

    def _shared(self, index: bytes, text: str, cell: bytes, number: int) -> str | None:
        column = column_number(cell.decode().rstrip("0123456789")) if cell else 0
        if text:
            self._masters[index] = (number, column, text)
            return text
        if index not in self._masters or not column:
            return None
        first, start, formula = self._masters[index]
        return filled(formula, number - first, column - start)


def _unescaped(text: bytes) -> str:
    plain = text.decode()
    if "&" not in plain:
        return plain

    def char(found: re.Match[str]) -> str:
        name = found[1]
        if name[0] != "#":
            return _NAMED[name]
        return chr(int(name[2:], 16) if name[1] == "x" else int(name[1:]))

    return _ENTITY.sub(char, plain)
