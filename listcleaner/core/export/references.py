"""Cell references and formulas when rows are left out and the gaps closed, as a spreadsheet does on deleting rows."""

import re
from dataclasses import dataclass

from listcleaner.core.export.newbook import MOST_COLUMNS, MOST_ROWS, letters
from listcleaner.core.export.parts import Rows

_CELL = r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})"
_AREA = re.compile(rf"{_CELL}(?::{_CELL})?")
# Tokens of a formula: texts, brackets (columns of tables, other workbooks), references with or without a sheet, numbers, names.
# Each begins differently, so that nothing is tried twice.
_TOKEN = re.compile(
    r'"[^"]*"'
    r"|(?P<sheet>(?:\[[^\[\]]*\])?(?:'(?:[^']|'')*'|[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!)?"
    rf"(?:(?P<area>(?<![\w.$']){_CELL}(?::{_CELL})?(?![\w.(\[!]))"
    r"|(?P<rows>(?<![\w.$'])(\$?)([0-9]{1,7}):(\$?)([0-9]{1,7})(?![\w.(]))"
    r"|(?P<columns>(?<![\w.$'])(\$?)([A-Z]{1,3}):(\$?)([A-Z]{1,3})(?![\w.(!])))"
    r"|\[[^\[\]]*\]"
    r"|[0-9.]+(?:[eE][+-]?[0-9]+)?"
    r"|'(?:[^']|'')*'"
    r"|[^\W\d][\w.\\]*"
)


class Gone(Exception):  # noqa: N818 - an answer, not an error
    """The reference is to rows that are not there."""


@dataclass(frozen=True)
class Base:
    """Where a formula that stands for a whole area is anchored: rows without ``$`` are counted from there."""

    old: int
    new: int


def moved_area(reference: str, rows: Rows) -> str | None:
    """An area such as ``A1:H200`` or ``B7`` with the rows that are left; None when there are none."""
    found = _AREA.fullmatch(reference)
    if found is None:  # whole columns
        return reference
    return _area(found.groups(), rows, None)


def moved_areas(references: str, rows: Rows) -> str:
    """Several areas, separated by spaces; ``""`` when nothing is left of them."""
    return " ".join(filter(None, (moved_area(one, rows) for one in references.split())))


def top_row(references: str) -> int:
    """The first row of some areas."""
    return min((int(found[4]) for found in map(_AREA.fullmatch, references.split()) if found), default=1)


def nearest(reference: str, rows: Rows) -> str:
    """A cell or area for the eye (a cursor, a scroll position): where its row is gone, the last one before it."""
    found = _AREA.fullmatch(reference)
    if found is None:
        return reference
    left = moved_area(reference, rows)
    return left or f"{found[1]}{found[2]}{found[3]}{max(1, rows.up_to(int(found[4])))}"


@dataclass(frozen=True)
class Formulas:
    """Moves the references to one sheet in formulas. ``sheet``: its name. ``here``: references without a sheet are to it."""

    rows: Rows
    sheet: str
    here: bool

    def moved(self, formula: str, base: Base | None = None) -> str | None:
        """The formula with its rows moved; None when it needs rows that are not there."""

        def move(found: re.Match[str]) -> str:
            prefix = found["sheet"] or ""
            if not (found["area"] or found["rows"]) or not self._is_ours(prefix):
                return found[0]
            if found["rows"]:
                first, last = int(found[13]), int(found[15])
                left = self.rows.span(first, last)
                if left is None:
                    raise Gone
                return f"{prefix}{found[12]}{left[0]}:{found[14]}{left[1]}"
            area = _area(found.groups()[2:10], self.rows, base)
            if area is None:
                raise Gone
            return prefix + area

        try:
            return _TOKEN.sub(move, formula)
        except Gone:
            return None

    def _is_ours(self, prefix: str) -> bool:
        if not prefix:
            return self.here
        name = prefix[:-1]
        if name.startswith("'"):
            name = name[1:-1].replace("''", "'")
        elif ":" in name and "[" not in name:
            raise Gone  # several sheets at once: cannot be right for all of them
        return name.casefold() == self.sheet.casefold()


def _area(parts: tuple[str | None, ...], rows: Rows, base: Base | None) -> str | None:
    """``parts``: ``$ column $ row`` of the first and of the last cell, or None four times."""
    fixed, column, locked, row = parts[:4]
    first = int(row or 0)
    if parts[7] is None:
        new = first + base.new - base.old if base and not locked else rows.new(first)
        return f"{fixed}{column}{locked}{new}" if new and new > 0 else None
    last = int(parts[7])
    if base is None or (locked and parts[6]):
        left = rows.span(min(first, last), max(first, last))
        start, end = left or (0, 0)
    else:
        shift = base.new - base.old
        start = rows.up_to(first - 1) + 1 if locked else first + shift
        end = rows.up_to(last) if parts[6] else last + shift
    if start < 1 or end < start:
        return None
    return f"{fixed}{column}{locked}{start}:{parts[4]}{parts[5]}{parts[6]}{end}"


def filled(formula: str, down: int, right: int) -> str:
    """A formula as it reads when filled to another cell: references without ``$`` go along."""

    def shift(found: re.Match[str]) -> str:
        prefix = found["sheet"] or ""
        if found["area"]:
            part = found["area"]
            return prefix + _AREA.sub(lambda area: _filled_area(area.groups(), down, right), part)
        if found["rows"]:
            return prefix + ":".join(
                f"{lock}{row if lock else _wrapped(int(row) + down, MOST_ROWS)}"
                for lock, row in (found.group(12, 13), found.group(14, 15))
            )
        if found["columns"]:
            return prefix + ":".join(
                f"{lock}{column if lock else _column(column, right)}"
                for lock, column in (found.group(17, 18), found.group(19, 20))
            )
        return found[0]

    return _TOKEN.sub(shift, formula)


def _filled_area(parts: tuple[str | None, ...], down: int, right: int) -> str:
    cells = []
    for fixed, column, locked, row in (parts[:4], parts[4:]):
        if column is not None and row is not None:
            new_column = column if fixed else _column(column, right)
            new_row = row if locked else str(_wrapped(int(row) + down, MOST_ROWS))
            cells.append(f"{fixed}{new_column}{locked}{new_row}")
    return ":".join(cells)


def _column(name: str, right: int) -> str:
    return letters(_wrapped(column_number(name) + right, MOST_COLUMNS) - 1)


def column_number(name: str) -> int:
    """1-based: A is 1."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def _wrapped(number: int, most: int) -> int:
    """A reference filled beyond the edge of the sheet comes in again on the other side."""
    return (number - 1) % most + 1
