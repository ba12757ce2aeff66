"""How a list is doing: the bounce rate of each send, what to expect of the next, why mail came back, how domains do."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from listcleaner.core.judgement.people import Analysis
from listcleaner.core.rules.plan import KEEP, Plan
from listcleaner.core.vocabulary import STATUSES

LINE = 2.0  # percent of a send; providers begin to block above it
BACKED = 3  # sends an estimate looks back on
Verdict = Literal["healthy", "few", "many", "blocks", "outage", "gone", "typo"]
MANY = 3  # people; fewer bounces say nothing of a domain
OUTAGE = 10  # people; fewer on one day are no fault of the provider
HARD, BLOCKED = (1 << STATUSES.index(name) for name in ("hard", "blocked"))  # bits of people's facts
NEVER = np.datetime64("NaT", "us")
LAST, UNKNOWN = np.iinfo(np.int64).max, np.iinfo(np.int64).min  # after all times; NaT as a number


@dataclass(frozen=True)
class Send:
    """One known send. ``there``: people on the lists then. ``bounced``: those whose mail came back (positions in people)."""

    date: pd.Timestamp
    there: np.ndarray  # bool, by person
    bounced: np.ndarray

    @cached_property
    def rate(self) -> float:
        """Percent of those written to."""
        return 100 * len(self.bounced) / max(1, int(np.count_nonzero(self.there)))


@dataclass(frozen=True)
class Forecast:
    """Bounce rates to expect, in percent: of a send to everyone, and to those the rules leave on the list.

    ``cleaned`` is None while there is no earlier send to learn from. ``sends``: how many the estimate rests on.
    """

    everyone: float
    cleaned: float | None
    sends: int


@dataclass(frozen=True)
class Domain:
    """One domain: its people, how many of them bounce or are blocked, and what that means. ``day``: of an outage.
    ``meant``: the domain a slip of the pen was probably to be.
    """

    name: str
    people: int
    bounced: int
    verdict: Verdict
    day: pd.Timestamp | None = None
    meant: str = ""

    @property
    def rate(self) -> float:
        """Percent of its people."""
        return 100 * self.bounced / self.people


def known_sends(analysis: Analysis) -> list[Send]:
    """The known sends people were part of, oldest first."""
    events, whose = analysis.events, analysis.whose
    known = analysis.sends[analysis.sends["known"]].sort_values("date")
    of_known = events["send"].isin(known["send"])  # the inferred ones are many, about one for each bounce
    bounced = (events["class"].isin(["hard", "soft"]) & ~events["echo"] & of_known).to_numpy() & (whose >= 0)
    joined = _joined(analysis)
    by_send = pd.Series(whose[bounced]).groupby(events["send"].to_numpy(object)[bounced], sort=False)
    people = {name: np.unique(group.to_numpy()) for name, group in by_send}
    told = []
    for send in known.to_dict("records"):
        there = ~(joined > np.datetime64(send["date"]))
        if there.any():
            told.append(Send(send["date"], there, people.get(send["send"], np.empty(0, dtype=np.int32))))
    return told


def _joined(analysis: Analysis) -> np.ndarray:
    """When each person came to the lists, NaT unknown; the earliest of her rows."""
    rows = analysis.contacts["joined"].to_numpy().astype("datetime64[us]").astype(np.int64)
    known = np.flatnonzero(rows != UNKNOWN)
    first = np.full(len(analysis.people), LAST)
    np.minimum.at(first, analysis.person[known], rows[known])
    return np.where(first == LAST, NEVER, first.astype("datetime64[us]"))


def forecast(analysis: Analysis, plan: Plan, sends: list[Send]) -> Forecast | None:
    """What to expect of the next send, as the mean of what the last three would have been.

    A send to everyone also goes to those whose mailbox was known to be dead, whom services leave out on their own. A cleaned
    list has lost whoever the plan takes out as soon as the reason was known: a first bounce cannot be foreseen and counts.
    """
    if not sends:
        return None
    dead, out = _dead_since(analysis), _out_since(analysis, plan)
    everyone, cleaned = [], []
    last = sends[-BACKED:]
    for send in last:
        when = np.datetime64(send.date)
        bounced = np.zeros(len(out), dtype=bool)
        bounced[send.bounced] = True
        everyone.append(_percent(bounced | (dead < when), send.there))
        if send is not sends[0]:
            cleaned.append(_percent(bounced, send.there & ~(out < when)))
    return Forecast(float(np.mean(everyone)), float(np.mean(cleaned)) if cleaned else None, len(last))


def _percent(some: np.ndarray, of: np.ndarray) -> float:
    return float(100 * np.count_nonzero(some & of) / max(1, int(np.count_nonzero(of))))


def _dead_since(analysis: Analysis) -> np.ndarray:
    """The first hard bounce of each person who is hard now; NaT for the others."""
    people, events = analysis.people, analysis.events
    hard = np.flatnonzero((events["class"] == "hard").to_numpy() & (analysis.whose >= 0))
    at = events["at"].to_numpy().astype("datetime64[us]").astype(np.int64)
    since = np.full(len(people), LAST)
    np.minimum.at(since, analysis.whose[hard], np.where(at[hard] == UNKNOWN, LAST, at[hard]))
    since[people["facts"].to_numpy() & HARD == 0] = LAST
    return np.where(since == LAST, NEVER, since.astype("datetime64[us]"))


def _out_since(analysis: Analysis, plan: Plan) -> np.ndarray:
    """From when on the plan would have left a person out; NaT for whom it keeps, long ago where nothing dates the reason."""
    people = analysis.people
    at = np.append(
        analysis.events["at"].to_numpy().astype("datetime64[us]"), NEVER
    )  # the last for "no event"
    since = np.fmin(_dead_since(analysis), at[people["evidence"].to_numpy()])
    since = np.fmin(since, at[people["last_strike"].to_numpy()])
    since = np.where(np.isnat(since), np.datetime64(0, "us"), since)
    stays = np.zeros(len(people), dtype=bool)
    stays[analysis.person[plan.action == KEEP]] = True
    return np.where(stays, NEVER, since)


def why(analysis: Analysis, status: np.ndarray) -> list[tuple[str, str, int]]:
    """Why people's mail came back: reason, worst status and how many, most first. ``status``: positions in STATUSES."""
    people = analysis.people
    soft = np.isin(status, [STATUSES.index("soft"), STATUSES.index("suspended")])
    bounced = np.flatnonzero(soft | np.isin(status, [STATUSES.index("hard"), STATUSES.index("blocked")]))
    some = people.iloc[bounced]
    reason = some["reason"].where(~soft[bounced], some["soft_reason"])
    pairs = pd.DataFrame({"reason": reason.to_numpy(object), "status": status[bounced]})
    table = pairs[pairs["reason"] != ""].groupby("reason")["status"].agg(["size", "min"])
    ranked = table.sort_values("size", ascending=False, kind="stable")
    return [(str(name), STATUSES[int(low)], int(n)) for name, n, low in ranked.itertuples()]


def domains(analysis: Analysis) -> list[Domain]:
    """Every domain with its verdict, the largest first."""
    traits, people = analysis.traits, analysis.people
    of_person, many = traits.domain, len(traits.domains)
    there = traits.addresses
    facts = people["facts"].to_numpy()
    hard, blocked = facts & HARD != 0, facts & BLOCKED != 0
    bad = hard | blocked | (people["soft_count"].to_numpy() > 0)
    gone = np.zeros(len(people), dtype=bool)
    dead = np.flatnonzero(hard)
    gone[dead] = (people["reason"].iloc[dead] == "invalid_domain").to_numpy()

    def count(mask: np.ndarray) -> np.ndarray:
        return np.bincount(of_person[mask], minlength=many)

    counts = _Counts(there, count(bad), count(blocked & ~hard), count(gone))
    days, meant = _outages(analysis, there), _meant(analysis)
    order = np.argsort(-there, kind="stable")
    return [
        Domain(
            str(traits.domains[place]),
            int(there[place]),
            int(counts.bad[place]),
            _verdict(counts, int(place), place in meant, place in days),
            days.get(int(place)),
            meant.get(int(place), ""),
        )
        for place in order[: np.count_nonzero(there)].tolist()
    ]


@dataclass(frozen=True)
class _Counts:
    """People by domain."""

    there: np.ndarray
    bad: np.ndarray
    blocked: np.ndarray
    gone: np.ndarray


def _verdict(counts: _Counts, place: int, slip: bool, out: bool) -> Verdict:
    there, bad = int(counts.there[place]), int(counts.bad[place])
    if slip:
        return "typo"
    if counts.gone[place] * 2 >= there:
        return "gone"
    if out:
        return "outage"
    if not bad:
        return "healthy"
    if bad < MANY:
        return "healthy" if bad * 100 <= LINE * there else "few"
    if counts.blocked[place] * 2 >= bad:
        return "blocks"
    return "many" if bad * 100 > LINE * there else "healthy"


def _outages(analysis: Analysis, there: np.ndarray) -> dict[int, pd.Timestamp]:
    """Domains most of whose people bounced on one and the same day, and on hardly any other."""
    events, traits = analysis.events, analysis.traits
    bounced = np.flatnonzero(
        (
            events["class"].isin(["hard", "soft", "deferred"]) & ~events["echo"] & events["at"].notna()
        ).to_numpy()
        & (analysis.whose >= 0)
    )
    who = analysis.whose[bounced]
    day = events["at"].to_numpy()[bounced].astype("datetime64[D]")
    table = pd.DataFrame({"domain": traits.domain[who], "day": day, "who": who}).drop_duplicates()
    sums = table.groupby(["domain", "day"]).size()
    whole = table.groupby("domain").size()
    worst = sums[sums >= OUTAGE]
    told: dict[int, pd.Timestamp] = {}
    for domain, when, n in worst.reset_index().itertuples(index=False, name=None):
        if n * 2 >= there[domain] and n * 10 >= whole[domain] * 8:
            told[int(domain)] = pd.Timestamp(when)
    return told


def _meant(analysis: Analysis) -> dict[int, str]:
    """Domains that are near-certain slips of another, and of which."""
    contacts = analysis.contacts
    rows = np.flatnonzero((contacts["suggestion"] != "").to_numpy())
    told: dict[int, str] = {}
    suggested = contacts["suggestion"].iloc[rows].to_numpy(object)
    for row, better in zip(rows.tolist(), suggested, strict=True):
        domain = int(analysis.traits.domain[analysis.person[row]])
        meant = str(better).rpartition("@")[2].lower()
        name = analysis.traits.domains[domain]
        if name and meant != name:
            told.setdefault(domain, meant)
    return told
