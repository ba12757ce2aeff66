"""Strikes (DESIGN §2): which bounces are one, and which of them no long time without one has set aside."""

import numpy as np
import pandas as pd

from listcleaner.core.judgement.moments import DAY
from listcleaner.core.rules.declared import Judging, striking


def find(events: pd.DataFrame, judging: Judging) -> np.ndarray:
    """Which events are a strike: of each failure (``bout``) the earliest soft bounce that says something about the address.

    Where hard bounces are strikes, too, the hard one of a failure is its strike, for it may weigh more.
    """
    told = set(striking()) - judging.ignored
    soft = (events["class"] == "soft") & events["reason"].isin(told) & (events["fault"] != "sender")
    hard = (events["class"] == "hard") & bool(judging.hard)
    hits = np.flatnonzero(((soft | hard) & ~events["echo"]).to_numpy())
    same = _same(events.iloc[hits], judging)
    order = np.lexsort([hits, ~hard.to_numpy()[hits], same])
    strike = np.zeros(len(events), dtype=bool)
    strike[hits[order[np.flatnonzero(np.diff(same[order], prepend=-1))]]] = True
    return strike


def _same(bounces: pd.DataFrame, judging: Judging) -> np.ndarray:
    """Numbers, from 0, of what counts once: a failure with its retries, or all of an address on one day."""
    if judging.strike_per == "send":
        return bounces["bout"].to_numpy()
    days = bounces["at"].to_numpy().astype("datetime64[D]").astype(np.int64)
    days -= days.min(initial=0)
    return np.asarray(pd.factorize(bounces["key"])[0] * (days.max(initial=0) + 1) + days)


def unbroken(person: np.ndarray, at: np.ndarray, now: int, days: int) -> np.ndarray:
    """Which of some strikes, by person and time, no time of more than so many days without one came after (bool).

    ``at``, ``now``: µs. ``days`` 0: all.
    """
    if not days or not len(person):
        return np.ones(len(person), dtype=bool)
    other = np.diff(person, prepend=-1) != 0
    row = np.cumsum(other | (np.diff(at, prepend=at[0]) > days * DAY))  # without such a time between
    last = np.append(other[1:], True)
    return np.isin(row, row[last & (at >= now - days * DAY)])
