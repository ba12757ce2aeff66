"""What became of each address: strikes, soft counts and the worst that is true of it (DESIGN §2)."""

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from listcleaner.core.judgement.listed import STATED, Listed
from listcleaner.core.judgement.moments import NEVER, all_micros, micros
from listcleaner.core.judgement.sends import FAILED
from listcleaner.core.judgement.strikes import unbroken
from listcleaner.core.rules.declared import Judging, striking
from listcleaner.core.vocabulary import STATUS_BIT, STATUSES, reasons

GOOD = ("delivered", "engaged")  # the mail arrived
BOUNCED = ("hard", "soft", "blocked", "unknown")  # a bounce that is final

_AT = {status: place for place, status in enumerate(STATUSES)}


def status_of(people: pd.DataFrame, limit: int) -> "pd.Categorical[str]":
    """The status of each person at one soft limit for all; categories are STATUSES, worst first."""
    codes = status_codes(people["worst"].cat.codes.to_numpy(), people["soft_count"].to_numpy(), limit)
    return pd.Categorical.from_codes(codes, categories=pd.Index(list(STATUSES)), ordered=True)


def status_codes(worst: np.ndarray, soft_count: np.ndarray, limit: int | np.ndarray) -> np.ndarray:
    """Positions in STATUSES (int8), from those of ``worst``, soft counts and limits: fast enough for each move of a slider."""
    counted = np.where(soft_count >= limit, _AT["suspended"], _AT["soft"]).astype(np.int8)
    return np.where(soft_count > 0, np.minimum(worst, counted), worst).astype(np.int8)


@dataclass(frozen=True)
class Judgement:
    """The columns of people that come from judging, in PEOPLE_DTYPES' terms (arrays of one length)."""

    worst: "pd.Categorical[str]"
    soft_count: np.ndarray
    soft_reason: np.ndarray
    reason: np.ndarray
    fault: np.ndarray
    bounces: np.ndarray
    last_bounce: np.ndarray
    last_engaged: np.ndarray
    evidence: np.ndarray
    recovered: np.ndarray
    facts: np.ndarray
    last_strike: np.ndarray

    def columns(self) -> dict[str, np.ndarray]:
        """By name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True)
class Counted:
    """What the soft counts are made of.

    ``strikes``: those that count, by person and time: ``person`` and ``event`` (positions), ``at`` (int64 µs), ``reason``
    (position in declared.striking(), -1 for another), ``weight`` (as how many it counts). ``pauses``: as in pauses.find(), those
    without a proof since then that mail arrives.
    """

    strikes: pd.DataFrame
    pauses: pd.DataFrame


def judge(
    events: pd.DataFrame,
    person: np.ndarray,
    sends: pd.DataFrame,
    lists: Listed,
    judging: Judging,
    now: pd.Timestamp,
    pauses: pd.DataFrame,
) -> tuple[Judgement, Counted]:
    """What the events, sorted by time and with ``strike``, say of each person.

    ``person``: of each event, -1 for an address on no list. ``pauses``: of the people, as in pauses.find(). Pure in all its
    arguments. Nothing here depends on a rule's limit or action.
    """
    return _Judge(events, person, sends, lists, judging, now, pauses).judgement()


class _Judge:
    """The arrays all the questions are asked of. Positions are in ``events``, which are sorted by time."""

    def __init__(
        self,
        events: pd.DataFrame,
        person: np.ndarray,
        sends: pd.DataFrame,
        lists: Listed,
        judging: Judging,
        now: pd.Timestamp,
        pauses: pd.DataFrame,
    ) -> None:
        self.events, self.lists, self.judging, self.now, self.pauses = events, lists, judging, now, pauses
        self.size = len(lists.joined)
        self.mine = person >= 0
        self.person = person
        self.kind = events["class"]
        self.echo = events["echo"].to_numpy()
        self.aside = events["incident"].to_numpy() >= 0
        self.at = all_micros(events["at"])
        known = sends[sends["known"].to_numpy()]
        send = pd.Index(known["send"]).get_indexer(pd.Index(events["send"]))
        dates = all_micros(known["date"])
        self.when = np.where(
            send >= 0, np.append(dates, 0)[send], self.at
        )  # an event's place among the sends
        self.clean = self._last_clean(send, dates, known["proves"].to_numpy())

    def of(self, *kinds: str, echoes: bool = False) -> np.ndarray:
        """Positions of the events of some classes of people on the lists."""
        chosen = self.kind.isin(kinds).to_numpy() & self.mine
        return np.flatnonzero(chosen if echoes else chosen & ~self.echo)

    def last(self, events: np.ndarray) -> np.ndarray:
        """Each person's last event among some, -1 none."""
        found = np.full(self.size, -1, dtype=np.int32)
        found[self.person[events]] = events
        return found

    def first(self, events: np.ndarray) -> np.ndarray:
        """Each person's first event among some, -1 none."""
        return self.last(events[::-1])

    def time(self, event: np.ndarray) -> np.ndarray:
        """The time of each person's event, NEVER for none."""
        return np.asarray(np.append(self.at, NEVER)[event])

    def _last_clean(self, send: np.ndarray, dates: np.ndarray, proves: np.ndarray) -> np.ndarray:
        """The date of each person's last known send without a bounce that would have shown one, NEVER for none.

        A send while the address was resting did not go to it.

        The sends are ranked by date. If a person bounced in the k latest of them and not in the one before, that is the
        clean one: going down her bounced ranks, the first that is not in its place shows where the gap is.
        """
        ranks = np.full(len(dates) + 1, -1, dtype=np.int64)  # the last place is for send -1
        proving = np.flatnonzero(proves)
        proving = proving[np.argsort(dates[proving], kind="stable")]
        ranks[proving] = np.arange(len(proving))
        if not len(proving) or not self.judging.absence_resets:
            return np.full(self.size, NEVER, dtype=np.int64)
        failed = self.of(*FAILED, echoes=True)
        failed = failed[ranks[send[failed]] >= 0]
        resting = self._resting(dates[proving])
        pairs = np.unique(
            np.concatenate(
                [
                    self.person[failed].astype(np.int64) * len(proving)
                    + len(proving)
                    - 1
                    - ranks[send[failed]],
                    resting[0] * len(proving) + len(proving) - 1 - resting[1],
                ]
            )
        )
        person, from_end = np.divmod(pairs, len(proving))
        begins = np.flatnonzero(np.diff(person, prepend=-1))
        place = np.arange(len(pairs)) - np.repeat(begins, np.diff(np.append(begins, len(pairs))))
        gap = np.bincount(
            person[from_end == place], minlength=self.size
        )  # sends bounced before the gap, from the end
        there = gap < len(proving)
        date = np.append(dates[proving][::-1], NEVER)[np.minimum(gap, len(proving))]
        return np.where(there & (date >= self.lists.joined), date, NEVER)

    def _resting(self, dates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Who was resting at which of some sends (sorted dates): persons, and positions of the sends."""
        begins = np.searchsorted(dates, self.pauses["since"].to_numpy())
        ends = np.searchsorted(dates, self.pauses["ended"].to_numpy())
        often = np.maximum(ends - begins, 0)
        place = np.arange(often.sum()) - np.repeat(np.cumsum(often) - often, often)
        return np.repeat(self.pauses["person"].to_numpy(), often), np.repeat(begins, often) + place

    def judgement(self) -> tuple[Judgement, Counted]:
        bounced, engaged = self.of(*BOUNCED), self.of("engaged")
        good = self.time(self.last(self.of(*GOOD)))
        strikes = self._strikes()
        count = np.bincount(strikes["person"], strikes["weight"], self.size).astype(np.int64)
        strike = self.last(strikes["event"].to_numpy())
        facts, deciding = self._facts(good)
        ever = self.last(self.of("hard", echoes=True)) >= 0
        recovered = ever & (facts & STATUS_BIT["hard"] == 0) & (self._held(good) < 0)
        recovered[strikes["person"][(self.kind.iloc[strikes["event"]] == "hard").to_numpy()]] = False
        facts[facts == 0] = STATUS_BIT["ok"]
        worst = np.log2(facts & -facts.astype(np.int32)).astype(np.int8)
        decides = np.take_along_axis(deciding, worst[None, :].astype(np.int64), axis=0)[0]
        last_bounce = self.last(bounced)
        counted = (count > 0) & (worst > _AT["hard"])
        by_list = (worst <= _AT["hard"]) & (decides < 0)
        otherwise = np.where(by_list, -1, last_bounce)
        evidence = np.where(counted, strike, np.where(decides >= 0, decides, otherwise))
        reason, fault = self._reasons(worst, decides)
        fault = np.where((count > 0) & (worst > _AT["invalid"]), self._text("fault", strike), fault)
        judgement = Judgement(
            worst=pd.Categorical.from_codes(worst, pd.Index(STATUSES)),
            soft_count=np.minimum(count, np.iinfo(np.int16).max).astype(np.int16),
            soft_reason=self._text("reason", strike),
            reason=reason,
            fault=fault,
            bounces=np.bincount(self.person[bounced], minlength=self.size).astype(np.int32),
            last_bounce=self.time(last_bounce).astype("datetime64[us]"),
            last_engaged=np.maximum(self.time(self.last(engaged)), self.lists.active).astype(
                "datetime64[us]"
            ),
            evidence=evidence.astype(np.int32),
            recovered=recovered,
            facts=facts,
            last_strike=strike.astype(np.int32),
        )
        return judgement, Counted(strikes, self._standing_pauses())

    def _reset(self) -> np.ndarray:
        """The time of each person's last event that sets the soft count back, NEVER for none."""
        proofs = {"delivered": GOOD, "engaged": ("engaged",), "never": ()}
        return self.time(self.last(self.of(*proofs[self.judging.resets])))

    def _strikes(self) -> pd.DataFrame:
        """Counted.strikes: since the count was last set back, and not too old."""
        reset = self._reset()
        oldest = micros(self.now - pd.DateOffset(months=self.judging.strike_months))
        hits = np.flatnonzero(self.events["strike"].to_numpy() & self.mine)
        who = self.person[hits]
        since_good = self.at[hits] > reset[who]
        since_clean = self.when[hits] >= self.clean[who]
        recent = self.at[hits] >= oldest
        hits = hits[since_good & since_clean & recent]
        hits = hits[np.argsort(self.person[hits], kind="stable")]
        hits = hits[unbroken(self.person[hits], self.at[hits], micros(self.now), self.judging.strike_gap)]
        return pd.DataFrame(
            {
                "person": self.person[hits].astype(np.int64),
                "event": hits,
                "at": self.at[hits],
                "reason": pd.Index(striking()).get_indexer(pd.Index(self.events["reason"].iloc[hits])),
                "weight": np.where(self.kind.iloc[hits] == "hard", self.judging.hard, 1),
            }
        )

    def _standing_pauses(self) -> pd.DataFrame:
        """Counted.pauses."""
        who, since = self.pauses["person"].to_numpy(), self.pauses["strike"].to_numpy()
        standing = (since > self._reset()[who]) & (since >= self.clean[who])
        return self.pauses.iloc[np.flatnonzero(standing)].reset_index(drop=True)

    def _facts(self, good: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Bits of the statuses true of each person, and by status the event that decides it (-1: none, or a list column)."""
        deciding = np.full((len(STATUSES), self.size), -1, dtype=np.int32)
        for status, kind in (("complained", "complaint"), ("unsubscribed", "unsubscribe")):
            events, echoed = self.first(self.of(kind)), self.first(self.of(kind, echoes=True))
            deciding[_AT[status]] = np.where(events >= 0, events, echoed)
        deciding[_AT["hard"]] = self._hard(good)
        deciding[_AT["blocked"]], unknown = self._refused(good)
        held = self._held(good)
        deciding[_AT["unknown"]] = np.where(held >= 0, held, unknown)
        facts = self.lists.stated.copy()
        facts[~self.lists.usable] |= STATUS_BIT["invalid"]
        for status in ("complained", "unsubscribed", "hard", "blocked", "unknown"):
            facts[deciding[_AT[status]] >= 0] |= STATUS_BIT[status]
        return facts, deciding

    def _hard(self, good: np.ndarray) -> np.ndarray:
        """The hard bounce each person's address has not recovered from: the first since it last worked; -1 none.

        An echo says that there was one before; it counts where no file has that one. Where hard bounces are strikes, none
        decides by itself.
        """
        original, echoed = self.of("hard"), self.of("hard", echoes=True)
        counted = original[:0] if self.judging.hard else original[~self.aside[original]]
        standing = self.first(counted[self.at[counted] >= good[self.person[counted]]])
        only_echo = echoed[(self.last(original) < 0)[self.person[echoed]]]
        only_echo = only_echo[self.at[only_echo] >= good[self.person[only_echo]]]
        return np.where(standing >= 0, standing, self.first(only_echo))

    def _held(self, good: np.ndarray) -> np.ndarray:
        """The hard bounce in an incident that says nothing certain of each address, until mail arrives; -1 none."""
        held = self.of("hard")
        held = held[self.aside[held]]
        return self.first(held[self.at[held] >= good[self.person[held]]])

    def _refused(self, good: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The block, and the unreadable bounce, that is the last that happened to each address; -1 none."""
        last = self.last(self.of(*BOUNCED))
        some = np.flatnonzero(last >= 0)
        event = last[some]
        standing = (self.at[event] > good[some]) & (self.when[event] >= self.clean[some])
        found = []
        for kind in ("blocked", "unknown"):
            decides = np.full(self.size, -1, dtype=np.int32)
            mine = standing & (self.kind.to_numpy()[event] == kind)
            decides[some[mine]] = event[mine]
            found.append(decides)
        return found[0], found[1]

    def _reasons(self, worst: np.ndarray, decides: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Reason and fault of what is worst: the event's, else that of the list column or the cell."""
        reason, fault = self._text("reason", decides), self._text("fault", decides)
        stated = {_AT[status]: why for status, why in STATED.values()} | {_AT["invalid"]: "invalid_syntax"}
        for status, why in stated.items():
            silent = (worst == status) & (decides < 0)
            reason[silent] = why
            fault[silent] = reasons()[why].fault if why else ""
        return reason, fault

    def _text(self, column: str, event: np.ndarray) -> np.ndarray:
        return np.asarray(np.append(self.events[column].to_numpy(object), "")[event])
