"""How the cells of a workbook look that is written anew: number formats and widths of columns."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

GENERAL = ""
Look = int | str
"""A number format: its code, or the number of one that is built into all spreadsheets; GENERAL for none."""


@dataclass
class Looks:
    """Number formats by cell, of a sheet read row by row. ``widths``: first and last column (1-based), characters.

    Columns mostly have one format from top to bottom: only where it changes is remembered.
    """

    widths: list[tuple[int, int, float]] = field(default_factory=list)
    _changes: dict[int, list[tuple[int, Look]]] = field(default_factory=dict)
    _last: int = 0

    def add(self, row: int, column: int, look: Look) -> None:
        """The format of a cell with content (1-based row, 0-based column), row after row. Raises ValueError out of order."""
        if row < self._last:
            raise ValueError(row)
        self._last = row
        changes = self._changes.setdefault(column, [])
        if not changes or changes[-1][1] != look:
            changes.append((row, look))

    def of_row(self, row: int, width: int) -> Sequence[Look]:
        """The formats of the first ``width`` cells of a row; meaningless for cells without content."""
        return [_at(self._changes.get(column, ()), row) for column in range(width)]


def _at(changes: Sequence[tuple[int, Look]], row: int) -> Look:
    place = bisect_right(changes, row, key=itemgetter(0))
    return changes[place - 1][1] if place else GENERAL
