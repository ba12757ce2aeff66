"""Which mailing an event belongs to (DESIGN §2, *send*), and which events of an address are one failure."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from listcleaner.core.events import EVENT_DTYPES, BounceFile

RETRIES = np.timedelta64(72, "h")  # failures of one address closer than this are retries of one send
MAILING = np.timedelta64(7, "D")  # the reports of one mailing span at most this
FAILED = ("hard", "soft", "blocked", "deferred", "unknown")

# How an event's send is known, best first.
NAMED, DATED, UNDATED, INFERRED = range(4)


def assign(files: Sequence[BounceFile]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The events of all files with their sends, and the sends.

    Events: EVENT_DTYPES, ``send`` (send id; "" for an event without failure outside the known sends) and ``bout`` (int64: the
    failures of one address that are one and the same, retries and reports of two sources included; -1 for other events), each
    event once, sorted by time. ``at`` is never missing: a row without a time has that of its file. Sends: ``send`` ``date``
    ``known`` ``proves``, sorted by date. Nothing depends on the order or the names of the files, or on a file being there twice.
    """
    events, reports = _gather(files)
    mailings = _mailings(events, reports)
    events = _once(events)
    failed = (events["class"].isin(FAILED) & ~events["echo"]).to_numpy()
    bouts = _bouts(events, failed)
    sends = _sends(events, mailings, bouts.opened)
    ids = np.append(sends["send"].to_numpy(object), "")
    order = np.lexsort([events["row"], events["file"], events["report"], events["at"]])
    events = events[list(EVENT_DTYPES)].assign(
        send=pd.Series(ids[bouts.send], dtype="str", index=events.index), bout=bouts.bout
    )
    return (
        events.iloc[order].reset_index(drop=True),
        sends.sort_values(["date", "send"], ignore_index=True),
    )


def _gather(files: Sequence[BounceFile]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All rows of all files (columns added: ``report``, ``timed``, ``name``), and one row for each distinct file."""
    reports = _distinct(files)
    number = {fingerprint: place for place, fingerprint in enumerate(reports["fingerprint"])}
    parts = [file.events.assign(report=number[file.fingerprint]) for file in files]
    columns = [*EVENT_DTYPES, "report"]
    events = pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)
    events = events.astype({**EVENT_DTYPES, "report": "int64"})
    events["timed"] = events["at"].notna()
    events["name"] = _names(events["campaign"])

    spans = events.groupby("report")["at"].agg(["min", "max"]).reindex(reports.index)
    reports["start"], reports["end"] = spans["min"], spans["max"]
    names = (events["name"] != "").groupby(events["report"]).any().reindex(reports.index, fill_value=False)
    short = (reports["end"] - reports["start"] <= MAILING).to_numpy()
    timeless = reports["start"].isna().to_numpy()
    reports["known"] = np.select([names, short, timeless], [INFERRED, DATED, UNDATED], INFERRED)
    own = reports["start"].where(short, reports["dated"])
    events["at"] = events["at"].where(events["timed"], own.take(events["report"]).to_numpy())
    return events, reports


def _distinct(files: Sequence[BounceFile]) -> pd.DataFrame:
    """One row for each distinct content: the same export saved twice is one file, dated by its earliest copy."""
    table = pd.DataFrame(
        {
            "fingerprint": pd.Series([file.fingerprint for file in files], dtype="str"),
            "dated": pd.Series([file.dated for file in files], dtype="datetime64[us]"),
            "by_name": pd.Series([file.dated_by == "name" for file in files], dtype="bool"),
            "shows_soft": pd.Series([file.shows_soft for file in files], dtype="bool"),
        }
    )
    shows_soft = table.groupby("fingerprint")["shows_soft"].any()
    table = table.sort_values(["fingerprint", "by_name", "dated"], ascending=[True, False, True])
    table = table.drop_duplicates("fingerprint", ignore_index=True)
    table["shows_soft"] = table["fingerprint"].map(shows_soft).astype(bool)
    return table


def _names(campaigns: pd.Series) -> pd.Series:
    """Campaign names in the form that makes two spellings one."""
    codes, values = pd.factorize(campaigns)
    plain = [" ".join(unicodedata.normalize("NFKC", str(value)).casefold().split()) for value in values]
    return pd.Series(
        np.array(plain, dtype=object).take(codes) if plain else [], index=campaigns.index, dtype="str"
    )


@dataclass
class _Mailing:
    """A known send while it is put together."""

    start: pd.Timestamp
    end: pd.Timestamp
    proves: bool
    name: str = ""
    id: str = ""

    def takes(self, other: "_Mailing") -> bool:
        """Whether another report, no earlier than this, is about the same mailing."""
        near = other.start - self.end < RETRIES
        return bool(
            near and max(self.end, other.end) - self.start <= MAILING and not (self.name and other.name)
        )


def _mailings(events: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """The known sends; sets ``tier`` and ``send`` (position of the known send, -1 none) in ``events``."""
    named = events[events["name"] != ""]
    proving = reports["shows_soft"].take(named["report"]).to_numpy()
    by_name = named.assign(proves=proving, at=named["at"].where(named["timed"]), dated=named["at"]).groupby(
        "name"
    )
    campaigns = by_name.agg(
        start=("at", "min"), end=("at", "max"), dated=("dated", "min"), proves=("proves", "any")
    )
    units: list[tuple[_Mailing, str | int]] = []
    for row in campaigns.itertuples():
        start = row.dated if pd.isna(row.start) else row.start
        end = start if pd.isna(row.end) else min(row.end, start + MAILING)
        units.append((_Mailing(start, end, row.proves, name=row.Index), row.Index))
    for row in reports[reports["known"] == DATED].itertuples():
        units.append((_Mailing(row.start, row.end, row.shows_soft), row.Index))
    units.sort(key=lambda unit: (unit[0].start, unit[0].end, unit[0].name))

    found: list[_Mailing] = []
    place: dict[str | int, int] = {}
    for unit, origin in units:
        if found and found[-1].takes(unit):
            last = found[-1]
            last.end = max(last.end, unit.end)
            last.proves |= unit.proves
            last.name = last.name or unit.name
        else:
            found.append(unit)
        place[origin] = len(found) - 1
    for mailing in found:
        mailing.id = f"campaign:{mailing.name}" if mailing.name else f"mailing:{mailing.start.isoformat()}"
    for row in reports[reports["known"] == UNDATED].itertuples():
        place[row.Index] = len(found)
        id = f"file:{row.dated:%Y-%m-%d}:{row.fingerprint[:12]}"
        found.append(_Mailing(row.dated, row.dated, row.shows_soft, id=id))

    of_report = np.array([place.get(report, -1) for report in reports.index], dtype=np.int64)
    is_named = (events["name"] != "").to_numpy()
    send = of_report[events["report"]] if len(reports) else np.empty(0, np.int64)
    send[is_named] = events["name"][is_named].map(place).to_numpy(np.int64)
    events["send"] = send
    events["tier"] = np.where(is_named, NAMED, reports["known"].to_numpy()[events["report"]])
    return pd.DataFrame(
        {
            "send": pd.Series([mailing.id for mailing in found], dtype="str"),
            "date": pd.Series([mailing.start for mailing in found], dtype="datetime64[us]"),
            "known": True,
            "proves": pd.Series([mailing.proves for mailing in found], dtype="bool"),
        }
    )


def _once(events: pd.DataFrame) -> pd.DataFrame:
    """Each event once. Of several copies that with the best known send stays; rows without a time are the same only in one file."""
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


def _bouts(events: pd.DataFrame, failed: np.ndarray) -> _Bouts:
    """Which failures of an address are one, from the best known sends to the inferred ones.

    A campaign named in the row always stands for itself. A failure that names none is the same as one of a better known send of
    the same address less than 72 h away: two sources report the retries of one mailing, and must not count twice.
    """
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
        begins = np.diff(line[rest], prepend=np.iinfo(np.int64).min // 2) >= _seconds(RETRIES)
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


def _seconds(span: np.timedelta64) -> int:
    return int(span / np.timedelta64(1, "s"))


def _timeline(key: np.ndarray, at: np.ndarray) -> np.ndarray:
    """All events on one line, in seconds: those of one address as far apart as in time, two addresses further than 72 h."""
    seconds = at.astype("datetime64[s]").astype(np.int64)
    if not len(seconds):
        return seconds
    seconds -= seconds.min()
    return np.asarray(key * (seconds.max() + _seconds(RETRIES) + 1) + seconds)


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
    return np.where(np.minimum(to_left, to_right) < _seconds(RETRIES), anchors[best], -1)


def _first_anchor(anchor: np.ndarray, begins: np.ndarray) -> np.ndarray:
    """For each chain the anchor of its first event that has one, -1 none."""
    starts = np.flatnonzero(begins)
    if not len(starts):
        return np.empty(0, dtype=np.int64)
    places = np.where(anchor >= 0, np.arange(len(anchor)), len(anchor))
    first = np.minimum.reduceat(places, starts)
    return np.append(anchor, -1)[first]


def _sends(events: pd.DataFrame, mailings: pd.DataFrame, opened: np.ndarray) -> pd.DataFrame:
    """The known sends, and behind them the inferred ones, each named by its first event."""
    first = events.iloc[opened]
    stamps = np.datetime_as_string(first["at"].to_numpy().astype("datetime64[s]"))
    ids = [f"retries:{stamp}:{key}" for stamp, key in zip(stamps, first["key"], strict=True)]
    inferred = pd.DataFrame(
        {"send": pd.Series(ids, dtype="str"), "date": first["at"].to_numpy(), "known": False, "proves": False}
    )
    return pd.concat([mailings, inferred], ignore_index=True) if len(inferred) else mailings
