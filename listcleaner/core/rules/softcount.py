"""The soft counts under the rules: strikes, limits and rests (DESIGN §2, *soft count* and *pause*)."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from listcleaner.core.judgement.moments import DAY, NEVER, micros
from listcleaner.core.judgement.pauses import OPEN
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.rules.declared import Rules, striking

MOST_PAUSES = 3  # an address that has rested so often, and bounces still, is removed


@dataclass(frozen=True)
class SoftCounts:
    """Arrays along Analysis.judged.

    ``count``: int16, strikes in a row as they count; after a rest, one less than the limit and those since. ``limit``: int16.
    Where reasons have limits of their own: the limit the address is nearest to, and the strikes that count towards it.
    ``last``: int32, position in events of the last of these, -1 none. ``reached``: bool, suspended. ``resting``: int64 µs,
    since when it has been resting, NEVER for none. ``back``: bool, let back now. ``worn_out``: bool, reached and to be removed.
    ``towards``: bool along the strikes of Analysis.counted_of_judged, those that ``count`` is made of.
    """

    count: np.ndarray
    limit: np.ndarray
    last: np.ndarray
    reached: np.ndarray
    resting: np.ndarray
    back: np.ndarray
    worn_out: np.ndarray
    towards: np.ndarray


def soft_counts(analysis: Analysis, rules: Rules, now: datetime) -> SoftCounts:
    """The soft counts of everybody at a moment (naive, UTC)."""
    counted = analysis.counted_of_judged
    strikes, pauses = counted.strikes, counted.pauses
    rests = _rests(pauses if rules["soft"].action == "suspend" else pauses[:0], rules, now)
    size = len(analysis.judged)
    if not len(rests.person) and not _several_limits(rules):
        return _plain(analysis.judged, rules["soft"].param("limit"), len(strikes))
    limit = _limits(analysis.judged, rules)
    count = np.zeros(size, dtype=np.int16)
    last = np.full(size, -1, dtype=np.int32)
    resting = np.full(size, NEVER, dtype=np.int64)
    back, worn_out = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    resting[rests.person], back[rests.person] = rests.since, rests.back

    person = strikes["person"].to_numpy()
    own = _own_limits(strikes["reason"].to_numpy(), limit[person], rules)
    nearest = _nearest(person, own, strikes["weight"].to_numpy(), _spared(strikes, rests))
    count[nearest.person], limit[nearest.person] = nearest.count, nearest.limit
    towards = own <= limit[person]
    last[person[towards]] = strikes["event"].to_numpy()[towards]
    reached = count >= limit
    worn_out[rests.person] = rests.worn_out
    return SoftCounts(
        count, limit, last, reached, np.where(reached, resting, NEVER), back, worn_out & reached, towards
    )


def _several_limits(rules: Rules) -> bool:
    soft = rules["soft"]
    return bool(soft.limits) or soft.param("reader_limit") > soft.param("limit")


def _plain(people: pd.DataFrame, limit: int, strikes: int) -> SoftCounts:
    """With one limit for all and nobody resting: a third of the time of a plan is saved."""
    count, size = people["soft_count"].to_numpy(), len(people)
    nobody = np.broadcast_to(np.False_, size)
    return SoftCounts(
        count=count,
        limit=np.broadcast_to(np.int16(limit), size),
        last=people["last_strike"].to_numpy(),
        reached=count >= limit,
        resting=np.broadcast_to(np.int64(NEVER), size),
        back=nobody,
        worn_out=nobody,
        towards=np.ones(strikes, dtype=bool),
    )


def _limits(people: pd.DataFrame, rules: Rules) -> np.ndarray:
    """Each person's limit where no reason has its own: a higher one for who ever opened or clicked."""
    soft = rules["soft"]
    limit = np.full(len(people), soft.param("limit"), dtype=np.int16)
    if soft.param("reader_limit") > soft.param("limit"):
        limit[people["last_engaged"].notna().to_numpy()] = soft.param("reader_limit")
    return limit


def _own_limits(reason: np.ndarray, limit: np.ndarray, rules: Rules) -> np.ndarray:
    """The limit of each strike: that of its reason, else that of its person (``limit``)."""
    of_reason = np.zeros(len(striking()) + 1, dtype=np.int16)  # the last place is for reason -1
    for name, own in rules["soft"].limits:
        of_reason[striking().index(name)] = own
    return np.where(of_reason[reason] > 0, of_reason[reason], limit)


@dataclass(frozen=True)
class _Nearest:
    """By person with strikes: the limit she is nearest to, and her count towards it."""

    person: np.ndarray
    count: np.ndarray
    limit: np.ndarray


def _nearest(person: np.ndarray, own: np.ndarray, weight: np.ndarray, spared: np.ndarray) -> _Nearest:
    """``own``: the limits of the strikes, sorted by person. An address is at limit L when strikes of limits up to L make L.

    Of limits equally near the highest, towards which the most strikes count. Strikes before the end of a rest (``spared``) never
    make more than one less than a limit.
    """
    begins = np.diff(person, prepend=-1) != 0
    place = np.cumsum(begins) - 1
    size = int(begins.sum())
    count, limit = np.zeros(size, dtype=np.int64), np.full(size, np.iinfo(np.int16).max, dtype=np.int64)
    for level in np.unique(own).tolist():
        counts = weight * (own <= level)
        here = np.bincount(place, counts, size).astype(np.int64)
        if spared.any():
            here -= np.maximum(np.bincount(place, counts * spared, size).astype(np.int64) - (level - 1), 0)
        nearer = (here > 0) & (level - here <= limit - count)
        count[nearer], limit[nearer] = here[nearer], level
    most = np.iinfo(np.int16).max
    return _Nearest(person[begins], np.minimum(count, most), np.minimum(limit, most))


@dataclass(frozen=True)
class _Rests:
    """By person who rested: ``since`` when it rests now (NEVER: not), strikes ``until`` when are forgiven but for one."""

    person: np.ndarray
    since: np.ndarray
    until: np.ndarray
    back: np.ndarray
    worn_out: np.ndarray


def _rests(pauses: pd.DataFrame, rules: Rules, now: datetime) -> _Rests:
    person, often = np.unique(pauses["person"].to_numpy(), return_counts=True)
    last = np.cumsum(often) - 1
    since, ended = (pauses[name].to_numpy()[last] for name in ("since", "ended"))
    is_open = ended == OPEN
    over = is_open & (since + rules["soft"].param("pause_days") * DAY <= micros(now))
    back = over & (often < MOST_PAUSES)
    before = pauses["ended"].to_numpy()[
        np.maximum(last - 1, 0)
    ]  # of an open pause, what the one before it forgave
    until = np.where(is_open, np.where(often > 1, before, NEVER), ended)
    until[back] = micros(now)
    return _Rests(person, np.where(is_open & ~over, since, NEVER), until, back, over & (often >= MOST_PAUSES))


def _spared(strikes: pd.DataFrame, rests: _Rests) -> np.ndarray:
    """Which strikes a rest has forgiven but for one (bool)."""
    if not len(rests.person):
        return np.zeros(len(strikes), dtype=bool)
    person = strikes["person"].to_numpy()
    place = np.minimum(np.searchsorted(rests.person, person), len(rests.person) - 1)
    theirs = rests.person[place] == person
    return np.asarray(theirs & (strikes["at"].to_numpy() <= rests.until[place]))
