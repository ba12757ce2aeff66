"""What the lists themselves say of people: status columns, when they joined, when they were last active."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from listcleaner.core.addresses.check import WITH_ADDRESS
from listcleaner.core.judgement.moments import NEVER, all_micros
from listcleaner.core.vocabulary import STATUS_BIT

STATED = {  # what a list's own column may state: status, reason
    "complaint": ("complained", "complained"),
    "unsubscribe": ("unsubscribed", "unsubscribed"),
    "hard": ("hard", "cleaned"),
    "unknown": ("unknown", ""),
}


@dataclass(frozen=True)
class Listed:
    """What the lists themselves say of each person (arrays of one length)."""

    stated: np.ndarray  # uint16, bit i: a status column of some copy states STATUSES[i]
    joined: np.ndarray  # int64 µs, NEVER when unknown
    active: np.ndarray  # int64 µs, NEVER when unknown
    usable: np.ndarray  # bool: there is an address in the cell


def listed(contacts: pd.DataFrame, person: np.ndarray, problem: pd.Series) -> Listed:
    """Gather the list columns of all copies of each address."""
    size = len(problem)
    stated = np.zeros(size, dtype=np.uint16)
    column = contacts["listed"]
    for value, (status, _) in STATED.items():
        stated[person[(column == value).to_numpy()]] |= STATUS_BIT[status]
    return Listed(
        stated,
        _extreme(contacts["joined"], person, size, np.minimum),
        _extreme(contacts["active"], person, size, np.maximum),
        problem.isin(["", *WITH_ADDRESS]).to_numpy(),
    )


def _extreme(times: pd.Series, person: np.ndarray, size: int, pick: np.ufunc) -> np.ndarray:
    """The earliest or latest known time of each person."""
    values = all_micros(times)
    known = np.flatnonzero(values != NEVER)
    start = np.iinfo(np.int64).max if pick is np.minimum else NEVER
    found = np.full(size, start, dtype=np.int64)
    pick.at(found, person[known], values[known])
    return np.where(found == start, NEVER, found)
