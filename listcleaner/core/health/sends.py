"""The bounce rate of each known send, against the line one should stay below."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from listcleaner.core.judgement.listed import listed
from listcleaner.core.judgement.moments import NEVER, all_micros, micros
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.vocabulary import STATUS_BIT

LINE = 2.0  # percent of a send; providers begin to block above it
COMPLETE = 4  # so many times more deliveries than failures: the report names everybody it was sent to
LATER = np.iinfo(np.int64).max  # not yet


@dataclass(frozen=True)
class Send:
    """One known send. ``bounced``: those whose mail came back (positions in people), ``soft`` those of them for now.

    ``recipients``: how many it was sent to; ``estimated`` when no report says so: then everybody on the lists at that time.
    ``aside``: those whose bounce is part of an incident.
    """

    date: pd.Timestamp
    recipients: int
    estimated: bool
    bounced: np.ndarray
    soft: np.ndarray
    aside: np.ndarray

    @property
    def rate(self) -> float:
        """Percent of those written to."""
        return 100 * len(self.bounced) / max(1, self.recipients)

    def counting(self, people: np.ndarray) -> np.ndarray:
        """Those of some people whose bounce is not part of an incident."""
        return np.setdiff1d(people, self.aside)


def known_sends(analysis: Analysis) -> list[Send]:
    """The known sends people were part of, oldest first. A report in which no bounce could stand tells of none."""
    events, whose = analysis.events, analysis.whose
    known = analysis.sends[analysis.sends["known"]].sort_values("date", kind="stable")
    send = pd.Index(known["send"]).get_indexer(pd.Index(events["send"]))  # the inferred ones are many
    mine = (send >= 0) & (whose >= 0)
    kinds = events["class"]
    hard, soft = ((kinds == name).to_numpy() & mine & ~events["echo"].to_numpy() for name in ("hard", "soft"))
    arrived = kinds.isin(["delivered", "engaged"]).to_numpy() & mine
    aside = events["incident"].to_numpy() >= 0
    present = Present(analysis)

    def people(which: np.ndarray) -> list[np.ndarray]:
        """Those some events are about, by send, each once."""
        pairs = np.unique(send[which].astype(np.int64) * len(analysis.people) + whose[which])
        place, who = np.divmod(pairs, max(1, len(analysis.people)))
        return np.split(who, np.searchsorted(place, np.arange(1, max(1, len(known)))))

    told = []
    parts = zip(*map(people, (hard | soft, soft, (hard | soft) & aside, arrived)), strict=True)
    dates = zip(known["date"].tolist(), known["proves"].tolist(), strict=True)
    for (date, proves), (bounced, softly, set_aside, reached) in zip(dates, parts, strict=False):
        complete = len(reached) > COMPLETE * len(bounced)
        size = len(np.union1d(reached, bounced)) if complete else present.count(date, bounced)
        if size and (proves or len(bounced)):
            told.append(Send(date, size, not complete, bounced, softly, set_aside))
    return told


class Present:
    """Who was written to at a time, as far as lists and events tell: who had joined, and had not left (DESIGN §2, *send*)."""

    def __init__(self, analysis: Analysis) -> None:
        people = analysis.people
        self.joined = listed(analysis.contacts, analysis.person, people["problem"]).joined
        facts = people["facts"].to_numpy()
        self.gone = np.full(len(people), LATER)
        left = facts & (STATUS_BIT["complained"] | STATUS_BIT["unsubscribed"]) != 0
        at = np.append(all_micros(analysis.events["at"]), NEVER)
        self.gone[left] = np.minimum(self.gone[left], at[people["evidence"].to_numpy()[left]])
        self.gone[facts & STATUS_BIT["invalid"] != 0] = NEVER

    def mask(self, when: pd.Timestamp) -> np.ndarray:
        """Bool by person."""
        moment = micros(when)
        return np.asarray((self.joined <= moment) & (self.gone >= moment))

    def count(self, when: pd.Timestamp, bounced: np.ndarray) -> int:
        """How many, with those who bounced then and so were there (positions in people)."""
        begun, ended = self._ordered
        moment = micros(when)
        there = int(np.searchsorted(begun, moment, side="right") - np.searchsorted(ended, moment))
        hidden = (self.joined[bounced] > moment) | (self.gone[bounced] < moment)
        return there + int(np.count_nonzero(hidden))

    @cached_property
    def _ordered(self) -> tuple[np.ndarray, np.ndarray]:
        """When those who were ever there came, and when they went, each sorted."""
        ever = self.gone >= self.joined
        return np.sort(self.joined[ever]), np.sort(self.gone[ever])


def dead_since(analysis: Analysis) -> np.ndarray:
    """The first hard bounce (int64 µs) of each person who is hard now, NEVER when it has no date; LATER for the others."""
    people, events = analysis.people, analysis.events
    counts = (events["class"] == "hard").to_numpy() & (analysis.whose >= 0)
    hard = np.flatnonzero(counts & (events["incident"].to_numpy() < 0))
    since = np.full(len(people), LATER)
    np.minimum.at(since, analysis.whose[hard], all_micros(events["at"])[hard])
    dead = people["facts"].to_numpy() & STATUS_BIT["hard"] != 0
    since[dead & (since == LATER)] = NEVER  # a list column says so
    since[~dead] = LATER
    return since
