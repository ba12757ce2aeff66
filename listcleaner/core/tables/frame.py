"""Rows of text gathered into columns, a batch at a time."""

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from listcleaner.core.errors import UserError
from listcleaner.core.tables.body import Body, Part, Ready
from listcleaner.core.tables.outline import Outline, Outlines

MOST_COLUMNS = 16_384  # of a spreadsheet; one line of 200,000 cells would take minutes to understand
_SHARE_BELOW = (
    0.5  # distinct values per cell in the first batch, up to which a column's equal cells become one string
)


class Columns:
    """Gathers rows into columns of text. Rows without content are left out. Raises UserError too_many_columns (most).

    ``width`` columns; short rows are padded with ``""``. A row with more cells is cut; one whose surplus has content is in
    ``surplus``.
    """

    def __init__(self, width: int) -> None:
        if width > MOST_COLUMNS:
            raise UserError("too_many_columns", most=MOST_COLUMNS)
        self.width = width
        self.surplus: list[int] = []
        self._parts: list[Part] = []
        self._numbers: list[np.ndarray] = []
        self._memos: list[dict[str, str] | None] = []

    def add(self, rows: list[list[str]], numbers: np.ndarray) -> None:
        """Takes rows (and may change them) with their source numbers."""
        kept = [place for place, row in enumerate(rows) if "".join(row).strip()]
        if len(kept) < len(rows):
            rows, numbers = [rows[place] for place in kept], numbers[kept]
        if not rows:
            return
        if set(map(len, rows)) != {self.width}:
            self._fit(rows, numbers)
        flat = list(chain.from_iterable(rows))
        columns = [flat[column :: self.width] for column in range(self.width)]
        if not self._memos:
            self._memos = [{} if len(set(cells)) <= _SHARE_BELOW * len(cells) else None for cells in columns]
        shared = [
            cells if memo is None else list(map(memo.setdefault, cells, cells))
            for cells, memo in zip(columns, self._memos, strict=True)
        ]
        self._parts.append(Ready(shared))
        self._numbers.append(numbers)

    def add_outline(self, records: Outline, numbers: np.ndarray) -> None:
        """Takes records of ``width`` fields, which are cut when they are asked for."""
        blank = records.blank()
        if len(blank):
            every = [np.delete(cells, blank) for cells in records.columns(range(self.width))]
            self._parts.append(Ready(every))
            self._numbers.append(np.delete(numbers, blank))
        else:
            last = self._parts[-1] if self._parts else None
            if not isinstance(last, Outlines) or not last.add(records):
                self._parts.append(Outlines(records))
            self._numbers.append(numbers)

    def add_columns(self, columns: Sequence[np.ndarray], numbers: np.ndarray) -> bool:
        """Takes ready columns of equal length, unless there is a surplus to be found row by row: then it says False."""
        if any("".join(cells).strip() for cells in columns[self.width :]):
            return False
        blank = _blank(columns)
        if blank:
            columns, numbers = [np.delete(cells, blank) for cells in columns], np.delete(numbers, blank)
        missing = [[""] * len(numbers)] * (self.width - len(columns))
        self._parts.append(Ready([*columns[: self.width], *missing]))
        self._numbers.append(numbers)
        return True

    def _fit(self, rows: list[list[str]], numbers: np.ndarray) -> None:
        width = self.width
        for position, row in enumerate(rows):
            if len(row) < width:
                row += [""] * (width - len(row))
            elif len(row) > width:
                if "".join(row[width:]).strip():
                    self.surplus.append(int(numbers[position]))
                del row[width:]

    def body(self) -> Body:
        """What was gathered."""
        return Body(self._parts, self.width)

    def numbers(self) -> np.ndarray:
        """int32 source row of each row of the body."""
        return np.concatenate([np.empty(0, np.int32), *self._numbers]).astype(np.int32)


def _blank(columns: Sequence[np.ndarray]) -> list[int]:
    """Rows without content."""
    if all(map(str.strip, columns[0])):
        return []
    candidates = [place for place, cell in enumerate(columns[0]) if not cell.strip()]
    return [place for place in candidates if not any(cells[place].strip() for cells in columns)]


def content_width(rows: Iterable[Sequence[str]]) -> list[int]:
    """For each row, its cells up to the last one with content."""
    widths = []
    for row in rows:
        width = len(row)
        while width and not row[width - 1].strip():
            width -= 1
        widths.append(width)
    return widths
