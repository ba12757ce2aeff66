"""Which mailing an event belongs to (DESIGN §2, *send*), and which failures of an address are one and the same."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from listcleaner.core.events import EVENT_DTYPES, BounceFile
from listcleaner.core.judgement import campaigns
from listcleaner.core.judgement.mailings import (
    DATED,
    INFERRED,
    NAMED,
    RETRIES,
    UNDATED,
    Known,
    Report,
    apart,
    known_sends,
    reports,
)

FAILED = ("hard", "soft", "blocked", "deferred", "unknown")  # classes that do not prove that the mail arrived
_RETRIES = int(RETRIES.total_seconds())


def assign(files: Sequence[BounceFile]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The events of all files with their sends, and the sends.

    Events: EVENT_DTYPES, ``send`` (send id; "" for an event without failure outside the known sends) and ``bout`` (int64: the
    failures of one address that are one and the same, retries and reports of two sources included; -1 for other events), each
    event once, sorted by time. ``at`` is never missing: a row without a time has that of its file. Sends: ``send`` ``date``
    ``known`` ``proves``, sorted by date. Nothing depends on the order or the names of the files, or on a file being there twice.
    """
    files = [part for file in files if len(file.events) for part in apart(file)]
    distinct = reports(files)
    events = _rows(files, distinct)
    known = known_sends(events, distinct)
    events = _once(_place(events, distinct, known))
    bouts = _bouts(events)
    sends = _sends(events, known, bouts.opened)
    ids = np.append(sends["send"].to_numpy(object), "")
    placed = events[list(EVENT_DTYPES)].assign(
        send=pd.Series(ids[bouts.send], dtype="str", index=events.index), bout=bouts.bout
    )
    order = np.lexsort([events["row"], events["file"], events["report"], events["at"]])
    return (
        placed.iloc[order].reset_index(drop=True),
        _in_order(sends),
    )


def _in_order(sends: pd.DataFrame) -> pd.DataFrame:
    """By date, those of one moment by name. To compare all names takes three times as long."""
    dates = sends["date"].to_numpy()
    order = np.argsort(dates, kind="stable")
    same = np.flatnonzero(np.diff(dates[order]) == np.timedelta64(0, "us"))
    tied = np.union1d(same, same + 1)
    order[tied] = sends.iloc[order[tied]].sort_values(["date", "send"]).index
    return sends.iloc[order].reset_index(drop=True)


def _rows(files: Sequence[BounceFile], distinct: Sequence[Report]) -> pd.DataFrame:
    """All rows of all files. Added: ``report`` (position in distinct), ``timed``, ``name`` (of the mailing)."""
    number = {report.fingerprint: place for place, report in enumerate(distinct)}
    parts = [file.events[list(EVENT_DTYPES)].assign(report=number[file.fingerprint]) for file in files]
    empty = pd.DataFrame(columns=[*EVENT_DTYPES, "report"])
    events = pd.concat(parts, ignore_index=True) if parts else empty
    events = events.astype({**EVENT_DTYPES, "report": "int64"})
    events["timed"] = events["at"].notna()
    events["name"] = campaigns.folded(events["campaign"])
    stand_in = pd.Series([report.stand_in for report in distinct], dtype="datetime64[us]").to_numpy()
    events["at"] = events["at"].where(events["timed"], stand_in[events["report"].to_numpy()])
    events["name"] = campaigns.mailings(events, _failed(events))
    return events


def _failed(events: pd.DataFrame) -> np.ndarray:
    return (events["class"].isin(FAILED) & ~events["echo"]).to_numpy()


def _place(events: pd.DataFrame, distinct: Sequence[Report], known: Known) -> pd.DataFrame:
    """With ``tier`` (how its send is known) and ``send`` (position in the known sends, -1 none)."""
    named = (events["name"] != "").to_numpy()
    report = events["report"].to_numpy()
    of_report = np.array([known.of_report.get(place, -1) for place in range(len(distinct))], dtype=np.int64)
    tiers = np.array([report.tier for report in distinct], dtype=np.int64)
    send = of_report[report]
    send[named] = events["name"][named].map(known.of_campaign).to_numpy(np.int64)
    return events.assign(send=send, tier=np.where(named, NAMED, tiers[report]))


def _once(events: pd.DataFrame) -> pd.DataFrame:
    """Each event once. The copy in the best known send stays; rows without a time are the same only within a file."""
    order = np.lexsort([events["row"], events["file"], events["report"], events["send"], events["tier"]])
    events = events.iloc[order]
    untimed = events["report"].where(~events["timed"], -1)
    same = events[["key", "class", "reason", "at", "name", "text"]].assign(report=untimed)
    return events[~same.duplicated().to_numpy()].reset_index(drop=True)


@dataclass(frozen=True)
class _Bouts:
    """``send``: position in the known sends, or behind them in ``opened``; ``opened``: the first event of each inferred send."""

    send: np.ndarray
    bout: np.ndarray
    opened: np.ndarray


def _bouts(events: pd.DataFrame) -> _Bouts:
    """Which failures of an address are one, from the best known sends to the inferred ones.

    A campaign named in the row always stands for itself. A failure that names none is the same as one of a better known send of
    the same address less than 72 h away: two sources report the retries of one mailing, and must not count twice.
    """
    failed = _failed(events)
    tier, send = events["tier"].to_numpy(), events["send"].to_numpy().copy()
    key = pd.factorize(events["key"])[0]
    line = _timeline(key, events["at"].to_numpy())
    bout = np.full(len(events), -1, dtype=np.int64)

    known = np.flatnonzero(failed & (tier == NAMED))
    dated = np.flatnonzero(failed & (tier == DATED))
    near = _nearest(line, dated, known)
    send[dated[near >= 0]] = send[near[near >= 0]]
    known = np.concatenate([known, dated])
    pairs = key[known] * (send.max(initial=0) + 1) + send[known]
    bout[known] = np.unique(pairs, return_inverse=True)[1]
    opened = np.empty(0, dtype=np.int64)
    for level in (UNDATED, INFERRED):
        rest = np.flatnonzero(failed & (tier == level))
        rest = rest[np.argsort(line[rest], kind="stable")]
        begins = np.diff(line[rest], prepend=np.iinfo(np.int64).min // 2) >= _RETRIES
        chain = np.cumsum(begins) - 1
        anchor = _first_anchor(_nearest(line, rest, known), begins)
        alone = anchor < 0
        new = np.cumsum(alone) - 1
        bout[rest] = np.where(alone, bout.max(initial=-1) + 1 + new, bout[anchor])[chain]
        if level == INFERRED:
            opened = rest[begins][alone]
            fresh = send.max(initial=-1) + 1
            send[rest] = np.where(alone, fresh + new, send[anchor])[chain]
        known = np.concatenate([known, rest])
    return _Bouts(send, bout, opened)


def _timeline(key: np.ndarray, at: np.ndarray) -> np.ndarray:
    """All events on one line, in seconds: those of one address as far apart as in time, two addresses further than 72 h."""
    seconds = at.astype("datetime64[s]").astype(np.int64)
    if not len(seconds):
        return seconds
    seconds -= seconds.min()
    return np.asarray(key * (seconds.max() + _RETRIES + 1) + seconds)


def _nearest(line: np.ndarray, wanted: np.ndarray, anchors: np.ndarray) -> np.ndarray:
    """For each wanted event the nearest anchor less than 72 h away on the line, the earlier of two; -1 none."""
    if not len(anchors):
        return np.full(len(wanted), -1, dtype=np.int64)
    anchors = anchors[np.argsort(line[anchors], kind="stable")]
    there = line[anchors]
    right = np.searchsorted(there, line[wanted])
    left, right = np.maximum(right - 1, 0), np.minimum(right, len(anchors) - 1)
    to_left, to_right = np.abs(line[wanted] - there[left]), np.abs(there[right] - line[wanted])
    best = np.where(to_left <= to_right, left, right)
    return np.where(np.minimum(to_left, to_right) < _RETRIES, anchors[best], -1)


def _first_anchor(anchor: np.ndarray, begins: np.ndarray) -> np.ndarray:
    """For each chain the anchor of its first event that has one, -1 none."""
    starts = np.flatnonzero(begins)
    if not len(starts):
        return np.empty(0, dtype=np.int64)
    places = np.where(anchor >= 0, np.arange(len(anchor)), len(anchor))
    first = np.minimum.reduceat(places, starts)
    return np.append(anchor, -1)[first]


def _sends(events: pd.DataFrame, known: Known, opened: np.ndarray) -> pd.DataFrame:
    """The known sends, and behind them the inferred ones, each named by its first event."""
    first = events.iloc[opened]
    days = np.datetime_as_string(first["at"].to_numpy().astype("datetime64[s]")).tolist()
    retries = [f"retries:{day}:{key}" for day, key in zip(days, first["key"].tolist(), strict=True)]
    mailings = known.mailings
    begun = pd.Series([mailing.start for mailing in mailings], dtype="datetime64[us]")
    dates = np.concatenate([begun.to_numpy(), first["at"].to_numpy("datetime64[us]")])
    proves = [mailing.proves for mailing in mailings]
    return pd.DataFrame(
        {
            "send": pd.Series([*(mailing.id for mailing in mailings), *retries], dtype="str"),
            "date": dates,
            "known": np.arange(len(dates)) < len(mailings),
            "proves": np.array([*proves, *([False] * len(first))], dtype=bool),
        }
    )
