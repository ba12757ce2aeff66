"""What happened to one person, as a time line: bounces, mailings that arrived, rests, and what earlier cleanings decided."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd
from pandas.api.typing import NaTType

from listcleaner.core.findings import provider_name
from listcleaner.core.judgement.history import Removal
from listcleaner.core.judgement.pauses import OPEN
from listcleaner.gui.overview import Overview
from listcleaner.gui.story import reason_text, source_name
from listcleaner.gui.text import BETWEEN, tr, word, wording

Event = dict[Hashable, Any]
ENDS = ("hard", "complaint", "unsubscribe")


@dataclass(frozen=True)
class Happening:
    """One entry. ``kind``: strike (with its number as ``count``), reset, or anything else; ``status``: whose icon and colour."""

    kind: str
    title: str
    second: str
    at: object  # a Timestamp, NaT when the moment is not known
    status: str
    count: int = 0


@dataclass(frozen=True)
class _Mark:
    """Something at a moment that is still to be told. ``what``: its kind; ``told``: the facts of it."""

    at: pd.Timestamp
    what: str
    told: Any = None


def timeline(overview: Overview, person: int) -> list[Happening]:
    """What happened, newest first; what has no date, last."""
    marks = [*_events(overview, person), *_arrivals(overview, person), *_remembered(overview, person)]
    marks.sort(key=lambda mark: (pd.notna(mark.at), mark.at if pd.notna(mark.at) else pd.Timestamp.min))
    story = _Story(overview, person)
    for what, some in groupby(marks, key=lambda mark: mark.what):
        story.tell(what, list(some))
    return story.all()[::-1]


def _events(overview: Overview, person: int) -> Iterator[_Mark]:
    places = overview.event_places(person)
    events = overview.analysis.events.iloc[places]
    for place, event in zip(places.tolist(), events.to_dict("records"), strict=True):
        yield _Mark(pd.Timestamp(event["at"]), "event", (place, event))


def _arrivals(overview: Overview, person: int) -> Iterator[_Mark]:
    """Known mailings she was part of of which nothing was heard, where a bounce would have shown.

    None after an end: services do not write again to who bounced for good, left or complained.
    """
    sends = overview.analysis.sends
    sends = sends[sends["known"].to_numpy() & sends["proves"].to_numpy()]
    events = overview.analysis.events.iloc[overview.event_places(person)]
    heard, end = set(events["send"]), events["at"][events["class"].isin(ENDS)].min()
    joined, rests = overview.joined(person), list(_rests(overview, person))
    for send, at in zip(sends["send"], sends["date"], strict=True):
        resting = any(since <= at and (pd.isna(ended) or at < ended) for since, ended in rests)
        if send not in heard and not at < joined and not resting and not at > end:
            yield _Mark(at, "arrived")


def _rests(overview: Overview, person: int) -> Iterator[tuple[pd.Timestamp, pd.Timestamp | NaTType]]:
    """From when to when she rested; NaT: she rests still."""
    pauses = overview.analysis.counted.pauses
    mine = pauses[pauses["person"].to_numpy() == person]
    for since, ended in zip(mine["since"].tolist(), mine["ended"].tolist(), strict=True):
        yield pd.Timestamp(since, unit="us"), pd.NaT if ended == OPEN else pd.Timestamp(ended, unit="us")


def _remembered(overview: Overview, person: int) -> Iterator[_Mark]:
    """What the lists and earlier cleanings say."""
    if pd.notna(joined := overview.joined(person)):
        yield _Mark(joined, "joined")
    for since, ended in _rests(overview, person):
        yield _Mark(since, "paused")
        if pd.notna(ended):
            yield _Mark(ended, "back")
    analysis, key = overview.analysis, overview.said("key", person)
    if (removal := analysis.removed.get(key)) is not None:
        yield _Mark(pd.Timestamp(removal.at), "removed", removal)
    if (protection := analysis.protected.get(key)) is not None:
        yield _Mark(pd.Timestamp(protection.at), "protected")
    if (correction := analysis.corrected.get(key)) is not None:
        yield _Mark(pd.Timestamp(correction.at), "corrected", correction.address)


class _Story:
    """Tells marks in the order of time. ``row``: of each strike in a row so far, whether it counts still."""

    def __init__(self, overview: Overview, person: int) -> None:
        self._overview, self._person = overview, person
        strikes = overview.analysis.counted.strikes
        mine = strikes["person"].to_numpy() == person
        self._counted = set(strikes["event"].to_numpy()[mine].tolist())
        self._limit = int(overview.limits[person])
        self._row: list[bool] = []
        self._told: list[Happening] = []

    def all(self) -> list[Happening]:
        """Everything told, oldest first."""
        if self._is_over:
            self._forget()
        return self._told

    def tell(self, what: str, marks: list[_Mark]) -> None:
        """Tells marks of one kind that follow each other."""
        if what == "event":
            for mark in marks:
                self._event(*mark.told)
        elif what == "arrived":
            told = tr("%Ln mailing(s) did not come back", "", len(marks))
            title = tr("Back to zero") if self._reset() else tr("Mail arrived")
            self._add("reset", title, told, marks[-1].at, "ok")
        else:
            for mark in marks:
                self._decided(what, mark)

    def _add(self, kind: str, title: str, second: str, at: object, status: str, count: int = 0) -> None:
        self._told.append(Happening(kind, title, second, at, status, count))

    @property
    def _is_over(self) -> bool:
        """Whether there were strikes in a row of which none counts any more."""
        return bool(self._row) and not any(self._row)

    def _reset(self) -> bool:
        """Mail arrived: whether that set a count back."""
        over = self._is_over
        if over:
            self._row = []
        return over

    def _forget(self) -> None:
        self._row = []
        self._add("reset", tr("Back to zero"), tr("It is long ago"), pd.NaT, "ok")

    def _event(self, place: int, event: Event) -> None:
        kind, at = event["class"], event["at"]
        if event["incident"] >= 0:
            incident = self._overview.analysis.incidents[event["incident"]]
            title = word("story.not_counted", kind=word(f"class.{kind}"))
            told = word("story.fault", provider=provider_name(incident, wording()), n=incident.addresses)
            self._add("bounce", title, told, at, "unknown")
        elif event["strike"]:
            counts = place in self._counted
            if counts and self._is_over:
                self._forget()
            self._row.append(counts)
            self._strike(event, len(self._row))
        elif kind in ("delivered", "engaged"):
            told = tr("A message was delivered") if kind == "delivered" else tr("They opened or clicked")
            title = tr("Back to zero") if self._reset() else word(f"class.{kind}")
            self._add("reset", title, told, at, "ok")
        else:
            skipped = tr("Skipped by your service after an earlier bounce")
            second = skipped if event["echo"] else _second(event)
            self._add("bounce", word(f"class.{kind}"), second, at, _status_of_class(kind))

    def _strike(self, event: Event, count: int) -> None:
        title = tr("Strike {count} of {limit}") if count <= self._limit else tr("Strike {count}")
        status = "suspended" if count >= self._limit else "soft"
        said = title.format(count=count, limit=self._limit)
        self._add("strike", said, _second(event), event["at"], status, count)

    def _decided(self, what: str, mark: _Mark) -> None:
        if what == "removed":
            self._add("removed", tr("Taken out earlier"), _removal(mark.told), mark.at, "hard")
            return
        title, second, status = {
            "joined": (tr("Joined your list"), "", "ok"),
            "paused": (tr("Suspended"), tr("No mail until the rest is over"), "suspended"),
            "back": (tr("Let back"), tr("After its rest it gets another chance"), "ok"),
            "protected": (tr("Protected by you"), tr("It stays, whatever the rules say"), "ok"),
            "corrected": (tr("Corrected by you"), str(mark.told or ""), "ok"),
        }[what]
        self._add(what, title, second, mark.at, status)


def _removal(removal: Removal) -> str:
    rule = f"rule.{removal.rule}.title"
    said = word(rule) if rule in wording() else ""
    return BETWEEN.join(part for part in (said, reason_text(removal.reason)) if part)


def _second(event: Event) -> str:
    source = event["campaign"] or source_name(event["source"])
    return BETWEEN.join(part for part in (reason_text(event["reason"]), source) if part)


def _status_of_class(kind: str) -> str:
    return {
        "hard": "hard",
        "soft": "soft",
        "blocked": "blocked",
        "deferred": "soft",
        "complaint": "complained",
        "unsubscribe": "unsubscribed",
    }.get(kind, "unknown")
