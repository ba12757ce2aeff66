"""Which rows of a list each of its files holds. CSV and workbooks alike go by this."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from listcleaner.core.contacts import ListFile
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.rules.decisions import RowRef
from listcleaner.core.rules.plan import KEEP, REMOVE, SUSPEND, Plan

LIST_PARTS = ("cleaned", "suspended", "removed", "review")
PARTS = (*LIST_PARTS, "log")
_ACTION = {"cleaned": KEEP, "suspended": SUSPEND, "removed": REMOVE}


@dataclass(frozen=True)
class Rows:
    """The source rows one file holds, and where they come to stand when the gaps are closed.

    ``held``: bool array by source row number; place 0 is no row. ``rest``: whether rows after the last are held too.
    """

    held: np.ndarray
    rest: bool

    def mask(self, first: int, count: int) -> np.ndarray:
        """For ``count`` rows from ``first`` on, whether each is held."""
        known = self.held[first : first + count]
        return np.concatenate([known, np.full(count - len(known), self.rest)])

    @cached_property
    def _upto(self) -> np.ndarray:
        """By source row: held rows up to and with it."""
        return np.cumsum(self.held)

    def up_to(self, row: int) -> int:
        """How many of the rows 1…row are held; of a held row, its new number."""
        last = len(self.held) - 1
        if row <= last:
            return int(self._upto[row])
        return int(self._upto[last]) + (row - last if self.rest else 0)

    def holds(self, row: int) -> bool:
        """Whether a source row is held."""
        return bool(self.held[row]) if row < len(self.held) else self.rest

    def new(self, row: int) -> int | None:
        """The new number of a source row, None when it is not held."""
        return self.up_to(row) if self.holds(row) else None

    def places(self, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Of several source rows, the positions (in ``numbers``) of those held, and their new numbers."""
        last = len(self.held) - 1
        known = np.minimum(numbers, last)
        held = np.where(numbers <= last, self.held[known], self.rest)
        positions = np.flatnonzero(held)
        return positions, self._upto[known[positions]] + np.maximum(numbers[positions] - last, 0)

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """What is left of the rows first…last, in new numbers; None when none of them is held."""
        start, end = self.up_to(first - 1) + 1, self.up_to(last)
        return (start, end) if start <= end else None


@dataclass(frozen=True)
class Split:
    """How one list is taken apart.

    ``parts``: the rows of each file. ``counts``: list rows in each (titles, header and blank rows not counted).
    ``corrections``: source row → the address the person accepted, of rows that stay; ``column``: 0-based, where addresses stand.
    """

    parts: dict[str, Rows]
    counts: dict[str, int]
    corrections: dict[int, str]
    column: int
    rows: int


def split(
    analysis: Analysis, plan: Plan, lists: Sequence[ListFile], index: int, accepted: Collection[RowRef] = ()
) -> Split:
    """Takes list ``index`` apart by the plan.

    Rows up to the header are in every file. Rows that are no contacts (blank ones) stay in the cleaned file: they are not ours.
    """
    file = lists[index]
    mine = analysis.contacts["list"].to_numpy() == index
    numbers = analysis.contacts["row"].to_numpy()[mine]
    action, review = plan.action[mine], plan.review[mine] & (plan.action[mine] == KEEP)
    header = file.reading.header_row or 0
    length = max(header, int(numbers.max(initial=0))) + 1

    def rows(chosen: np.ndarray, others: bool) -> Rows:
        held = np.full(length, others)
        held[numbers] = chosen
        held[: header + 1] = True
        held[0] = False
        return Rows(held, others)

    parts = {part: rows(action == code, code == KEEP) for part, code in _ACTION.items()}
    counts = {part: int((action == code).sum()) for part, code in _ACTION.items()}
    parts["review"], counts["review"] = rows(review, False), int(review.sum())
    wanted = np.array(sorted(row for mark, row in accepted if mark == file.fingerprint), dtype=numbers.dtype)
    corrected = np.isin(numbers, wanted) & (action == KEEP)
    addresses = analysis.contacts["address"].to_numpy()[mine][corrected]
    corrections = dict(zip(numbers[corrected].tolist(), map(str, addresses), strict=True))
    return Split(parts, counts, corrections, file.address_column, len(numbers))
