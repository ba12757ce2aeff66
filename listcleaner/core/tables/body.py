"""The body of a table, its cells made when they are asked for: of a list of a million contacts two or three columns ever are."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Protocol

import numpy as np
import pandas as pd


class Part(Protocol):
    """Some rows of a table, one below the other."""

    def __len__(self) -> int: ...

    def columns(self, wanted: Sequence[int]) -> list[np.ndarray]:
        """These columns, object arrays of str."""

    def row(self, place: int) -> list[str]:
        """The cells of one row."""

    def filled(self) -> np.ndarray:
        """How many cells of each row have content; int16."""


class Ready:
    """Rows whose cells are there: columns of equal length."""

    def __init__(self, columns: Sequence[Sequence[str] | np.ndarray]) -> None:
        self._columns = columns

    def __len__(self) -> int:
        return len(self._columns[0])

    def columns(self, wanted: Sequence[int]) -> list[np.ndarray]:
        return [np.asarray(self._columns[i], dtype=object) for i in wanted]

    def row(self, place: int) -> list[str]:
        return [str(cells[place]) for cells in self._columns]

    def filled(self) -> np.ndarray:
        found = np.zeros(len(self), dtype=np.int16)
        for cells in self._columns:
            found += np.asarray(cells, dtype=object) != ""
        return found


class Body:
    """All rows of a table. ``shape``: rows and columns."""

    def __init__(self, parts: Sequence[Part], width: int) -> None:
        self._parts = list(parts)
        self._ends = [0, *accumulate(map(len, parts))]
        self._columns: dict[int, pd.Series] = {}
        self._frame: pd.DataFrame | None = None
        self.shape = (self._ends[-1], width)

    @classmethod
    def of(cls, cells: pd.DataFrame) -> "Body":
        """What stands in a frame of dtype str."""
        columns = [cells.iloc[:, i].to_numpy(dtype=object) for i in range(cells.shape[1])]
        return cls([Ready(columns)] if columns else [], len(columns))

    def column(self, i: int) -> pd.Series:
        """One column, of dtype str."""
        self.make([i])
        return self._columns[i]

    def frame(self) -> pd.DataFrame:
        """All columns, 0…n-1, of dtype str."""
        if self._frame is None:
            rows, width = self.shape
            self.make(range(width))
            columns = {i: self._columns[i] for i in range(width)}
            self._frame = pd.DataFrame(
                columns, index=pd.RangeIndex(rows), columns=pd.RangeIndex(width), copy=False
            )
        return self._frame

    def rows(self, places: Sequence[int] | np.ndarray) -> list[list[str]]:
        """The cells of some rows."""
        parts = np.searchsorted(self._ends, places, side="right") - 1
        return [
            self._parts[part].row(int(place) - self._ends[part])
            for part, place in zip(parts.tolist(), places, strict=True)
        ]

    def filled(self) -> np.ndarray:
        """How many cells of each row have content; int16."""
        return np.concatenate([np.empty(0, np.int16), *(part.filled() for part in self._parts)])

    def make(self, wanted: Iterable[int]) -> None:
        """Cuts columns that will be asked for: several at once take little longer than one."""
        missing = [i for i in wanted if i not in self._columns]
        if not missing:
            return
        found = [np.empty(self.shape[0], dtype=object) for _ in missing]
        for start, part in zip(self._ends, self._parts, strict=False):
            for cells, some in zip(found, part.columns(missing), strict=True):
                cells[start : start + len(part)] = some
        for i, cells in zip(missing, found, strict=True):
            self._columns[i] = pd.Series(cells, dtype="str", copy=False)
        if len(self._columns) == self.shape[1]:  # what they were made of is given up
            self._parts = [Ready([self._columns[i].to_numpy(dtype=object) for i in range(self.shape[1])])]
            self._ends = [0, self.shape[0]]
