"""The soft counts under the rules: strikes, rests and the limit (DESIGN §2, *soft count* and *pause*)."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from listcleaner.core.judgement.pauses import OPEN, micros
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.judgement.status import NEVER
from listcleaner.core.rules.declared import Rules

MOST_PAUSES = 3  # an address that has rested so often, and bounces still, is removed
_DAY = 86_400_000_000  # µs


@dataclass(frozen=True)
class SoftCounts:
    """Arrays along Analysis.judged.

    ``count``: int16, strikes in a row as they count; after a rest, one less than the limit and those since. ``limit``: int16.
    ``reached``: bool, suspended. ``resting``: int64 µs, since when it has been resting, NEVER for none. ``back``: bool, let back
    now. ``worn_out``: bool, reached and to be removed.
    """

    count: np.ndarray
    limit: np.ndarray
    reached: np.ndarray
    resting: np.ndarray
    back: np.ndarray
    worn_out: np.ndarray


def soft_counts(analysis: Analysis, rules: Rules, now: datetime) -> SoftCounts:
    """The soft counts of everybody at a moment (naive, UTC)."""
    soft = rules["soft"]
    people = analysis.judged
    count = people["soft_count"].to_numpy()
    limit = np.full(len(people), soft.param("limit"), dtype=np.int16)
    resting = np.full(len(people), NEVER, dtype=np.int64)
    back, worn_out = np.zeros(len(people), dtype=bool), np.zeros(len(people), dtype=bool)
    counted = analysis.counted_of_judged
    if soft.action == "suspend" and len(counted.pauses):
        pauses = counted.pauses
        who, often = np.unique(pauses["person"].to_numpy(), return_counts=True)
        last = np.cumsum(often) - 1
        since, ended = (pauses[name].to_numpy()[last] for name in ("since", "ended"))
        is_open = ended == OPEN
        over = is_open & (since + soft.param("pause_days") * _DAY <= micros(now))
        worn_out[who] = over & (often >= MOST_PAUSES)
        back[who] = over & (often < MOST_PAUSES)
        resting[who[is_open & ~over]] = since[is_open & ~over]
        earlier = np.maximum(last - 1, 0)  # an open pause: what counted until the one before it ended
        until = np.where(is_open, np.where(often > 1, pauses["ended"].to_numpy()[earlier], NEVER), ended)
        until[back[who]] = micros(now)
        count = count.copy()
        spared = _strikes_until(analysis, who, until) - (limit[who] - 1)
        count[who] -= np.maximum(spared, 0).astype(np.int16)
    reached = count >= limit
    return SoftCounts(count, limit, reached, np.where(reached, resting, NEVER), back, worn_out & reached)


def _strikes_until(analysis: Analysis, who: np.ndarray, until: np.ndarray) -> np.ndarray:
    """How many of the strikes that count some people (sorted) had by a moment each."""
    strikes = analysis.counted_of_judged.strikes
    person = strikes["person"].to_numpy()
    place = np.minimum(np.searchsorted(who, person), len(who) - 1)
    mine = who[place] == person
    at = (
        analysis.events["at"]
        .to_numpy()
        .astype("datetime64[us]")
        .astype(np.int64)[strikes["event"].to_numpy()[mine]]
    )
    place = place[mine]
    return np.bincount(place[at <= until[place]], minlength=len(who))
