"""The further addresses of cells that hold several: each is judged for itself, so that nothing that happened to it is missed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from listcleaner.core.addresses.check import keys_in
from listcleaner.core.judgement.listed import Listed
from listcleaner.core.judgement.moments import NEVER, all_micros
from listcleaner.core.judgement.status import Counted


@dataclass(frozen=True)
class Companions:
    """``rows``: contact rows, one for each address that stands there behind the first. ``people``: along them, PEOPLE_DTYPES.

    ``counted``: of the people, by their position there.
    """

    rows: np.ndarray
    people: pd.DataFrame
    counted: Counted


def find(contacts: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Contact rows with several addresses in the cell, and the keys (object) of those behind the first, one for each."""
    several = np.flatnonzero((contacts["problem"] == "several_addresses").to_numpy())
    cells = contacts["address"].iloc[several].tolist()
    pairs = [
        (row, key) for row, cell in zip(several.tolist(), cells, strict=True) for key in keys_in(cell)[1:]
    ]
    rows = np.array([row for row, _ in pairs], dtype=np.int64)
    return rows, np.array([key for _, key in pairs], dtype=object)


def listed(contacts: pd.DataFrame, rows: np.ndarray) -> Listed:
    """What the lists say of companions: when their row joined. A status column is about the row, and counts with the first."""
    joined = all_micros(contacts["joined"].iloc[rows])
    return Listed(
        stated=np.zeros(len(rows), dtype=np.uint16),
        joined=joined,
        active=np.full(len(rows), NEVER, dtype=np.int64),
        usable=np.ones(len(rows), dtype=bool),
    )


def repeated(counted: Counted, place: np.ndarray) -> Counted:
    """What counts for distinct addresses, for each of the places they stand at. ``place``: position of its address, for each."""

    def at_places(table: pd.DataFrame) -> pd.DataFrame:
        standing = pd.DataFrame({"distinct": place, "place": np.arange(len(place))})
        joined = table.merge(standing, left_on="person", right_on="distinct", validate="many_to_many")
        return joined.assign(person=joined["place"])[table.columns].sort_values("person", kind="stable")

    return Counted(at_places(counted.strikes), at_places(counted.pauses))
