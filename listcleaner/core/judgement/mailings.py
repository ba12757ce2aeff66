"""The known sends: mailings a campaign name or a short report file tells of (DESIGN §2, *send*)."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from listcleaner.core.events import BounceFile

RETRIES = pd.Timedelta(hours=72)  # failures of one address closer than this are retries of one send
SPAN = pd.Timedelta(days=7)  # the reports of one mailing span at most this

MAILS = "mail"  # the source of what bounce mails say

# How the send of an event is known, best first.
NAMED, DATED, UNDATED, INFERRED = range(4)


@dataclass(frozen=True)
class Report:
    """A distinct bounce file. ``start`` and ``end``: of its rows with a time; None when there is none."""

    fingerprint: str
    dated: pd.Timestamp
    shows_soft: bool
    named: bool  # some row names its campaign
    start: pd.Timestamp | None
    end: pd.Timestamp | None

    @property
    def tier(self) -> int:
        """How the sends of its rows without a campaign are known."""
        if self.named:
            return INFERRED
        if self.start is None or self.end is None:
            return UNDATED
        return DATED if self.end - self.start <= SPAN else INFERRED

    @property
    def stand_in(self) -> pd.Timestamp:
        """The time of its rows without one."""
        return self.start if self.start is not None and self.tier == DATED else self.dated


def apart(file: BounceFile) -> list[BounceFile]:
    """A folder of bounce mails as what each mailing left in it, for each mail is a report of its own; any other file as it is."""
    at = file.events["at"]
    if (
        file.source != MAILS
        or file.events["file"].nunique() < 2
        or at.isna().all()
        or at.max() - at.min() <= SPAN
    ):
        return [file]
    times = np.sort(at.dropna().unique())
    starts = [times[0]]
    for before, time in itertools.pairwise(times):
        if time - before >= RETRIES.to_timedelta64() or time - starts[-1] > SPAN.to_timedelta64():
            starts.append(time)
    mailing = np.searchsorted(np.array(starts), at.fillna(file.dated).to_numpy(), side="right")
    parts = [rows for _, rows in file.events.groupby(np.maximum(mailing, 1))]
    return [
        replace(
            file,
            fingerprint=f"{file.fingerprint} {place}",
            events=rows,
            shows_soft=bool((rows["class"] == "soft").any()),
        )
        for place, rows in enumerate(parts)
    ]


def reports(files: Sequence[BounceFile]) -> list[Report]:
    """The distinct files, in an order that does not depend on theirs; of copies the best and earliest date counts."""
    copies: dict[str, list[BounceFile]] = {}
    for file in files:
        copies.setdefault(file.fingerprint, []).append(file)
    return [_report(copies[fingerprint]) for fingerprint in sorted(copies)]


def _report(copies: Sequence[BounceFile]) -> Report:
    times = pd.concat([file.events["at"] for file in copies]).dropna()
    return Report(
        fingerprint=copies[0].fingerprint,
        dated=min((file.dated_by == "file", file.dated) for file in copies)[1],
        shows_soft=any(file.shows_soft for file in copies),
        named=any(name.strip() for file in copies for name in file.events["campaign"].unique()),
        start=None if times.empty else times.min(),
        end=None if times.empty else times.max(),
    )


@dataclass
class Mailing:
    """A known send while its parts are put together."""

    start: pd.Timestamp
    end: pd.Timestamp
    proves: bool
    name: str = ""  # the campaign
    fingerprint: str = ""  # of a file without any time, which stands for itself

    @property
    def id(self) -> str:
        """Its name in the events: of what it is, never of how or in what order its files were loaded."""
        if self.name:
            return f"campaign:{self.name}"
        if self.fingerprint:
            return f"file:{self.start:%Y-%m-%d}:{self.fingerprint[:12]}"
        return f"mailing:{self.start.isoformat()}"

    def takes(self, other: "Mailing") -> bool:
        """Whether a part that begins no earlier is of the same mailing: near, still short, and of no other campaign."""
        near = other.start - self.end < RETRIES
        return near and max(self.end, other.end) - self.start <= SPAN and not (self.name and other.name)


@dataclass(frozen=True)
class Known:
    """``mailings``, and the position there of each campaign and of each report (by its position)."""

    mailings: list[Mailing]
    of_campaign: dict[str, int]
    of_report: dict[int, int]


def known_sends(events: pd.DataFrame, reports: Sequence[Report]) -> Known:
    """Find the known sends. ``events``: with ``at``, ``timed``, ``name`` (campaign or "") and ``report`` (position in reports).

    A campaign is one send in all files. A short report is one, too; where two of them, or one and a campaign, are near each
    other (a service's exports of bounces and of blocks), they are about the same mailing.
    """
    parts: list[tuple[Mailing, str | int]] = [
        (campaign, campaign.name) for campaign in _campaigns(events, reports)
    ]
    for place, report in enumerate(reports):
        if report.tier == DATED and report.start is not None and report.end is not None:
            parts.append((Mailing(report.start, report.end, report.shows_soft), place))
    parts.sort(key=lambda part: (part[0].start, part[0].end, part[0].name))
    found: list[Mailing] = []
    of_campaign: dict[str, int] = {}
    of_report: dict[int, int] = {}
    for part, origin in parts:
        if found and found[-1].takes(part):
            last = found[-1]
            last.end = max(last.end, part.end)
            last.proves |= part.proves
            last.name = last.name or part.name
        else:
            found.append(part)
        if isinstance(origin, str):
            of_campaign[origin] = len(found) - 1
        else:
            of_report[origin] = len(found) - 1
    for place, report in enumerate(reports):
        if report.tier == UNDATED:
            of_report[place] = len(found)
            found.append(
                Mailing(report.dated, report.dated, report.shows_soft, fingerprint=report.fingerprint)
            )
    return Known(found, of_campaign, of_report)


def _campaigns(events: pd.DataFrame, reports: Sequence[Report]) -> list[Mailing]:
    """The mailings the rows name. What comes in later than a mailing lasts does not make it longer."""
    named = events[events["name"] != ""]
    proving = np.array([report.shows_soft for report in reports], dtype=bool)
    times = named["at"].where(named["timed"])
    named = named.assign(proves=proving[named["report"].to_numpy()], timed=times)
    groups = named.groupby("name").agg(
        start=("timed", "min"), end=("timed", "max"), dated=("at", "min"), proves=("proves", "any")
    )
    starts, ends = groups["start"].fillna(groups["dated"]), groups["end"].fillna(groups["dated"])
    ends = ends.where(ends - starts <= SPAN, starts + SPAN)
    return [
        Mailing(start, end, bool(proves), name)
        for name, start, end, proves in zip(
            groups.index.tolist(), starts.tolist(), ends.tolist(), groups["proves"].tolist(), strict=True
        )
    ]
