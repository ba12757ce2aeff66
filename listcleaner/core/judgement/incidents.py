"""Incidents: many addresses of one provider, or of many providers, failing for one reason in one send. Nobody's fault: set aside.

What counts as one is careful on both sides. A fault at a provider must not cost anybody a strike, and a list where simply many
mailboxes are full, or a domain that is dead for months, must still count. So there must be enough addresses failing within a
day, far more than that provider's other sends show, and the trouble must not go on from one send to the next. One send after an
incident that does go on, its failures count after all: nothing here is remembered, all of it is computed anew.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from listcleaner.core.judgement.moments import DAY, NEVER, all_micros
from listcleaner.core.vocabulary import reasons

NONE = -1  # in the column ``incident`` of events
# What happens within this is of one send, as with its retries; the next occasion but one is another send.
OCCASION = 3 * DAY
UNUSUAL = 4  # times the share that otherwise fails at the provider
LASTING = 3  # an occasion before or after with more than one in so many of these failing: that is no incident
ARRIVED = 0.8  # of those whose mail is refused for good must be known to have had mail
LISTED = 0.5  # of those hit must be on the lists: else the files are about other people
KNOWN = 10  # addresses a provider must have at an occasion for it to say what is usual


@dataclass(frozen=True)
class Incident:
    """Many addresses failed at once, and that counts against none of them.

    ``provider``: the domain; "" for many of them. ``at``: when it began. ``addresses``: how many failed, of so many ``there``.
    ``usual``: percent failing in the other sends, None when there is no other. ``reason``: the most frequent one.
    ``hard``: refused for good.
    """

    provider: str
    at: pd.Timestamp
    addresses: int
    there: int
    usual: float | None
    reason: str
    hard: bool


@dataclass(frozen=True)
class _Bar:
    """How many must fail: at least so many addresses, and this share of the provider's; where ``enough`` of them fail, a
    twentieth of a large provider's. ``alone``: the share that is telling where there is no other send to compare with."""

    least: int
    share: float
    enough: int | None = None
    alone: float = 2.0  # never

    def need(self, there: np.ndarray | int) -> np.ndarray:
        part = np.asarray(there) * self.share
        if self.enough is not None:
            part = np.minimum(part, np.maximum(self.enough, np.asarray(there) * 0.05))
        return np.maximum(self.least, part)


# 96 of 1,104 addresses of a provider that did not answer are an incident, and so are 12 of 40. Where the service gives no reason,
# full mailboxes are among them. Mailboxes are full one by one; that half of a provider's are, on one day only, is its own quota.
# At Gmail (December 2020) and Comcast "user unknown" was the answer to a part of all mail of some hours.
_OUTAGE = _Bar(10, 0.2, enough=50, alone=0.5)
_UNNAMED = _Bar(10, 1 / 3, alone=0.5)
_MAILBOX = _Bar(20, 0.5)
_HARD = _Bar(20, 0.25)


@dataclass(frozen=True)
class People:
    """Everybody on the lists, and behind these ``listed`` ones those only the bounce files know (arrays by person).

    ``domain``: position in ``domains``; ``joined`` and ``active``: int64 µs, NEVER when not known.
    """

    domain: np.ndarray
    domains: np.ndarray
    joined: np.ndarray
    active: np.ndarray
    listed: int


def find(
    events: pd.DataFrame, whose: np.ndarray, people: People, sends: pd.DataFrame
) -> tuple[tuple[Incident, ...], np.ndarray]:
    """The incidents, oldest first, and for each event the place of its incident there (int16), NONE for most.

    ``events``: sorted by time, with ``bout`` and ``strike``. ``whose``: of each event the person.
    ``sends``: as sends.assign() has them.
    """
    failed = np.flatnonzero(
        events["strike"].to_numpy() | (events["class"] == "hard").to_numpy() & ~events["echo"].to_numpy()
    )
    of_event = np.full(len(events), NONE, dtype=np.int16)
    if len(failed) < _OUTAGE.least:
        return (), of_event
    search = _Search(_Failures(events, failed, whose, people, sends), people)
    found = search.of_many_providers()
    found += search.of_providers([which for _, which in found])
    found.sort(key=lambda one: (one[0].at, one[0].provider, one[0].reason))
    for place, (_, which) in enumerate(found):
        of_event[failed[which]] = place
    return tuple(incident for incident, _ in found), of_event


class _Failures:
    """The failures that could count against an address, as arrays of one length."""

    def __init__(
        self, events: pd.DataFrame, failed: np.ndarray, whose: np.ndarray, people: People, sends: pd.DataFrame
    ) -> None:
        names = list(reasons())
        self.person = whose[failed]
        self.domain = people.domain[self.person]
        self.at = all_micros(events["at"].iloc[failed])
        good = np.flatnonzero(events["class"].isin(["delivered", "engaged"]).to_numpy())
        self.good_person = whose[good]
        self.good_at = all_micros(events["at"].iloc[good])
        self.bout = events["bout"].to_numpy()[failed]
        self.reason = pd.Index(names).get_indexer(pd.Index(events["reason"].to_numpy(object)[failed]))
        self.hard = (events["class"] == "hard").to_numpy()[failed]
        outage = np.array([*(reasons()[name].outage for name in names), False])[self.reason]
        # What may be one incident: an outage whatever it is called, else failures of the same reason.
        self.kind = np.where(outage & ~self.hard, 0, 1 + (self.reason + 1) * 2 + self.hard)
        known = sends[sends["known"].to_numpy()]
        dates = all_micros(known["date"])
        send = pd.Index(known["send"]).get_indexer(pd.Index(events["send"].to_numpy(object)[failed]))
        bins = np.where(send >= 0, np.append(dates, 0)[send], self.at) // OCCASION
        self.proving = np.sort(dates[known["proves"].to_numpy()])
        self.bins = np.union1d(bins, self.proving // OCCASION)  # the occasions there were
        self.occasion = np.searchsorted(self.bins, bins)

    def had_mail(self, people: np.ndarray, lists: People, before: int) -> np.ndarray:
        """Who of some people (sorted) had mail before: a sign of life, or a known send before any they failed in."""
        failed = np.full(len(lists.domain), np.iinfo(np.int64).max)
        np.minimum.at(failed, self.person, self.at)
        send = np.searchsorted(self.proving, lists.joined[people])
        clean = np.append(self.proving, np.iinfo(np.int64).max)[send] < failed[people] - OCCASION
        alive = np.isin(people, self.good_person[self.good_at < before])
        active = lists.active[people]
        return np.asarray(clean | alive | (active != NEVER) & (active < before))

    def bar(self, which: int) -> _Bar:
        """What asks how many, for the kind of a failure."""
        if self.hard[which]:
            return _HARD
        name = list(reasons())[self.reason[which]]
        return _OUTAGE if self.kind[which] == 0 else _UNNAMED if name == "undefined" else _MAILBOX


class _Search:
    def __init__(self, failures: _Failures, people: People) -> None:
        self.failures, self.people = failures, people

    def of_providers(self, done: list[np.ndarray]) -> list[tuple[Incident, np.ndarray]]:
        """Incidents at one provider each; ``done``: failures that are of wider ones."""
        rest = (self.people.domains != "")[self.failures.domain]
        for which in done:
            rest[which] = False
        return self._found(np.flatnonzero(rest), self.failures.domain, self.people.domain)

    def of_many_providers(self) -> list[tuple[Incident, np.ndarray]]:
        """Incidents at all providers: they hold without the provider that failed most as well."""
        every = np.arange(len(self.failures.at))
        none = np.zeros(max(len(self.people.domain), 1), dtype=np.int8)
        found = []
        for incident, which in self._found(every, none[self.failures.person], none):
            worst = np.bincount(self.failures.domain[which]).argmax()
            others = which[self.failures.domain[which] != worst]
            there = incident.there - int(np.count_nonzero(self.people.domain == worst))
            bar = self.failures.bar(int(which[0]))
            if len(np.unique(self.failures.person[others])) >= bar.need(there):
                found.append((incident, which))
        return found

    def _found(
        self, rest: np.ndarray, group: np.ndarray, group_of: np.ndarray
    ) -> list[tuple[Incident, np.ndarray]]:
        """Incidents among some failures. ``group``: of each failure, ``group_of``: of each person, where it may have happened."""
        failures = self.failures
        kinds = int(failures.kind.max()) + 1
        place = (group[rest].astype(np.int64) * len(failures.bins) + failures.occasion[rest]) * kinds
        place += failures.kind[rest]
        order = np.lexsort([failures.at[rest], place])
        rest, place = rest[order], place[order]
        starts = np.flatnonzero(np.diff(place, prepend=-1))
        sizes = np.diff(np.append(starts, len(place)))
        many = np.flatnonzero(sizes >= _OUTAGE.least)
        many = many[sizes[many] >= self._need_at_least(rest[starts[many]], group, group_of)]
        if not len(many):
            return []
        groups = _Groups(self.failures, group, group_of, np.unique(group[rest[starts[many]]]), self.people)
        told = [groups.incident(rest[starts[n] : starts[n] + sizes[n]]) for n in many.tolist()]
        return [one for one in told if one is not None]

    def _need_at_least(self, first: np.ndarray, group: np.ndarray, group_of: np.ndarray) -> np.ndarray:
        """For failures, how many like it must fail, as if everybody who joined since the first failure came later still."""
        joined = self.people.joined
        early = np.bincount(group_of[joined < int(self.failures.at.min())], minlength=int(group_of.max()) + 1)
        there = early[group[first]]
        bars = [self.failures.bar(which) for which in first.tolist()]
        return np.array([bar.need(int(n)) for bar, n in zip(bars, there, strict=True)])


class _Groups:
    """The providers something may have happened at: who is there, since when, and who failed on each occasion."""

    def __init__(
        self, failures: _Failures, group: np.ndarray, group_of: np.ndarray, wanted: np.ndarray, people: People
    ) -> None:
        self.failures, self.people, self.group = failures, people, group
        self.kinds, self.size = int(failures.kind.max()) + 1, len(people.domain)
        asked = np.zeros(int(group_of.max()) + 1, dtype=bool)
        asked[wanted] = True
        members = np.flatnonzero(asked[group_of])
        members = members[np.lexsort([people.joined[members], group_of[members]])]
        edges = np.searchsorted(group_of[members], np.append(wanted, wanted[-1] + 1))
        self.joined = {
            int(name): people.joined[members[a:b]]
            for name, a, b in zip(wanted.tolist(), edges[:-1].tolist(), edges[1:].tolist(), strict=True)
        }
        mine = np.flatnonzero(asked[group])
        cells = self._cell(group[mine], failures.occasion[mine]) * self.kinds + failures.kind[mine]
        self.failed = np.unique(cells * self.size + failures.person[mine])  # each person once a kind

    def _cell(self, group: np.ndarray | int, occasion: np.ndarray) -> np.ndarray:
        return np.asarray(np.asarray(group, dtype=np.int64) * len(self.failures.bins) + occasion)

    def incident(self, which: np.ndarray) -> tuple[Incident, np.ndarray] | None:
        """The incident that failures of one group, occasion and kind are, with what is part of it; None when they are none."""
        failures, first = self.failures, int(which[0])
        group, occasion, bar = int(self.group[first]), int(failures.occasion[first]), failures.bar(first)
        people = np.unique(failures.person[which])
        listed = people[people < self.people.listed]
        if len(listed) < LISTED * len(people):
            return None
        there = int(self._there(group, failures.bins[[occasion]])[0])
        at = failures.at[which]  # sorted
        in_a_day = int((np.searchsorted(at, at + DAY) - np.arange(len(at))).max())
        if min(len(people), in_a_day) < bar.need(there):
            return None
        share, usual = len(people) / there, self._usual(group, occasion, int(failures.kind[first]))
        if share < (bar.alone if usual is None else UNUSUAL * usual):
            return None
        if self._lasts(group, occasion, int(failures.kind[first]), people, share):
            return None
        hard = bool(failures.hard[first])
        if hard and failures.had_mail(listed, self.people, int(at[0])).mean() < ARRIVED:
            return None
        reason = int(np.bincount(failures.reason[which] + 1).argmax()) - 1
        incident = Incident(
            str(self.people.domains[group]) if self.group is failures.domain else "",
            pd.Timestamp(int(at[0]), unit="us").as_unit("us"),
            len(people),
            there,
            None if usual is None else 100 * usual,
            [*reasons(), ""][reason],
            hard,
        )
        # A second source may report the same failure some days later.
        same = np.isin(failures.bout, failures.bout[which]) & (failures.kind == failures.kind[first])
        return incident, np.flatnonzero(same)

    def _there(self, group: int, bins: np.ndarray) -> np.ndarray:
        """Addresses of a group on the lists, by occasion."""
        return np.searchsorted(self.joined[group], (bins + 1) * OCCASION)

    def _others(self, group: int, occasion: int) -> tuple[np.ndarray, np.ndarray]:
        """The other occasions that say something of a group, and how many were there then."""
        bins = self.failures.bins
        others = np.flatnonzero(np.abs(bins - bins[occasion]) > 1)
        there = self._there(group, bins[others])
        return others[there >= KNOWN], there[there >= KNOWN]

    def _shares(self, group: int, occasions: np.ndarray, there: np.ndarray, kind: int) -> np.ndarray:
        """What part of a group failed in one way, by occasion."""
        cell = (self._cell(group, occasions) * self.kinds + kind) * self.size
        return np.asarray(
            (np.searchsorted(self.failed, cell + self.size) - np.searchsorted(self.failed, cell)) / there
        )

    def _usual(self, group: int, occasion: int, kind: int) -> float | None:
        """The share that fails in this way otherwise; None when there is no other occasion to tell it."""
        others, there = self._others(group, occasion)
        return float(np.median(self._shares(group, others, there, kind))) if len(others) else None

    def _lasts(self, group: int, occasion: int, kind: int, people: np.ndarray, share: float) -> bool:
        """Whether the trouble was there before, or went on: as many failing in this way, or the same people in any."""
        others, there = self._others(group, occasion)
        before = np.flatnonzero(others < occasion)[-1:]
        after = np.flatnonzero(others > occasion)[:1]
        near = np.concatenate([before, after])
        if (self._shares(group, others[near], there[near], kind) * LASTING > share).any():
            return True
        for one in others[near].tolist():
            cell = self._cell(group, np.asarray(one)) * self.kinds * self.size
            begin, end = np.searchsorted(self.failed, [cell, cell + self.kinds * self.size])
            again = np.isin(people, self.failed[begin:end] % self.size)
            if np.count_nonzero(again) * LASTING > len(people):
                return True
        return False
