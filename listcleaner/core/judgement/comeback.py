"""Who was taken out for good in an earlier run and stands on a list again."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from listcleaner.core.judgement.history import History, Removal
from listcleaner.core.judgement.status import GOOD

# Rules of removals: who asked to be forgotten, and whom the person took out herself.
ERASED, OWN = "erased", "own"
MENDABLE = ("hard", "soft")  # an address that was dead may work again; a wish stays a wish


def taken_out(history: History, keys: Iterable[str]) -> dict[str, Removal]:
    """By address key, everybody known to have been taken out for good; of those who were forgotten, the ones among ``keys``."""
    erased = history.erased.among(keys)
    forgotten = {key: Removal(key, erasure.at, ERASED, "") for key, erasure in erased.items()}
    return {one.key: one for one in history.removed} | forgotten


def came_back(
    people: pd.DataFrame, events: pd.DataFrame, whose: np.ndarray, gone: Mapping[str, Removal]
) -> np.ndarray:
    """Which people are back (bool).

    ``people``: with ``key``, ``recovered`` and ``last_bounce``. ``whose``: of each event, position there or -1.
    Not those whose address was dead and has shown since that it works.
    """
    if not gone:
        return np.zeros(len(people), dtype=bool)
    back = people["key"].isin(gone).to_numpy(copy=True)
    some = np.flatnonzero(back)
    if not len(some):
        return back
    removals = [gone[key] for key in people["key"].iloc[some]]
    dead = np.array([one.rule in MENDABLE for one in removals])
    since = np.array([one.at for one in removals], dtype="datetime64[us]")
    arrived, bounced = _last_arrival(events, whose, some), people["last_bounce"].to_numpy()[some]
    soft = np.array([one.rule == "soft" for one in removals])
    works = people["recovered"].to_numpy()[some] | (arrived > since) | soft & (arrived > bounced)
    back[some[dead & works]] = False
    return back


def _last_arrival(events: pd.DataFrame, whose: np.ndarray, some: np.ndarray) -> np.ndarray:
    """When mail last arrived at some people (sorted positions), NaT never."""
    good = np.flatnonzero((events["class"].isin(GOOD) & ~events["echo"]).to_numpy() & np.isin(whose, some))
    last = np.full(len(some), np.datetime64("NaT", "us"))
    last[np.searchsorted(some, whose[good])] = events["at"].to_numpy()[good]  # sorted by time: the last stays
    return last
