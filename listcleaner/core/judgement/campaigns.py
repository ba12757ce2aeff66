"""Campaign names: which rows name the same mailing (DESIGN §2, *send*).

A name is the mailing's in all files, with two exceptions that real shops show: a newsletter that is always called "Newsletter"
is many mailings, and two services call one mailing by different names.
"""

import unicodedata
from collections.abc import Mapping

import numpy as np
import pandas as pd

# Servers give up after five days at most (RFC 5321 §4.5.4.1): a failure so much later is another one.
AGAIN = pd.Timedelta(days=6)
NEAR = pd.Timedelta(hours=24)  # exports of one failure differ by a time zone at most


def folded(campaigns: pd.Series) -> pd.Series:
    """Campaign names in the form that makes two spellings one."""
    codes, values = pd.factorize(campaigns)
    plain = [" ".join(unicodedata.normalize("NFKC", value).casefold().split()) for value in values]
    return pd.Series(np.array([*plain, ""], dtype=object)[codes], index=campaigns.index, dtype="str")


def mailings(events: pd.DataFrame, failed: np.ndarray) -> pd.Series:
    """The names of the mailings, along the events; "" for rows that name none.

    ``events``: with ``name`` (folded), ``key``, ``at``, ``timed`` and ``source``. ``failed``: bool, which events are failures.
    A name that is of several mailings is followed by their dates.
    """
    failures = events.loc[
        failed & events["timed"].to_numpy() & (events["name"] != ""), ["name", "key", "at", "source"]
    ]
    names = _apart(events, failures)
    same = _alike(failures.assign(name=names.loc[failures.index]))
    return names.replace(dict(same)) if same else names


def _apart(events: pd.DataFrame, failures: pd.DataFrame) -> pd.Series:
    """The names, with the mailing's day where an address failed under one name again long after."""
    of_address = failures.groupby(["name", "key"], sort=False)["at"]
    spans = of_address.max() - of_address.min()
    again = spans.index[spans >= AGAIN].get_level_values("name").unique()
    if not len(again):
        return events["name"]
    names, at = events["name"].to_numpy(object, copy=True), events["at"].to_numpy()
    rows, failed = events.groupby("name", sort=False).indices, failures.groupby("name", sort=False).indices
    times = failures["at"].to_numpy()
    for name in again:
        mine, starts = rows[name], _starts(np.sort(times[failed[name]]))
        place = np.searchsorted(starts, at[mine], side="right") - 1
        days = np.datetime_as_string(starts, unit="D")[np.maximum(place, 0)]
        names[mine] = [f"{name} {day}" for day in days]
    return pd.Series(names, index=events.index, dtype="str")


def _starts(times: np.ndarray) -> np.ndarray:
    """When mailings begin, of whose failures these are the times (sorted)."""
    place, starts = 0, []
    while place < len(times):
        starts.append(times[place])
        place = int(np.searchsorted(times, times[place] + AGAIN.to_timedelta64()))
    return np.array(starts)


def _alike(failures: pd.DataFrame) -> Mapping[str, str]:
    """Names that are other sources' for a mailing named before: that begin within a day of each other and fail at one address."""
    if failures["source"].nunique() < 2:
        return {}
    mailing = failures.groupby("name")
    starts, sources = mailing["at"].min().to_dict(), mailing["source"].agg(frozenset).to_dict()
    ordered = failures.sort_values(["key", "at", "name"])
    before = ordered.shift()
    meet = (
        (ordered["key"] == before["key"])
        & (ordered["name"] != before["name"])
        & (ordered["at"] - before["at"] < NEAR)
    )
    same: dict[str, str] = {}
    pairs = {frozenset(pair) for pair in zip(before["name"][meet], ordered["name"][meet], strict=True)}
    nearest = sorted(
        (abs(starts[a] - starts[b]), *sorted((a, b), key=lambda name: (starts[name], name))) for a, b in pairs
    )
    for apart, first, second in nearest:
        first = same.get(first, first)
        if apart < NEAR and second not in same and not sources[first] & sources[second]:
            same[second] = first
            sources[first] |= sources[second]
    return same
