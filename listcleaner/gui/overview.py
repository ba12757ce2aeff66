"""The people of a result as the pages show them: arrays ready to be counted, narrowed and sorted. No words.

Built once for each analysis, in the worker; a changed soft limit only changes ``status``.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from listcleaner.core import order
from listcleaner.core.collection import paused_collection
from listcleaner.core.contacts import ListFile
from listcleaner.core.health import domains, sends
from listcleaner.core.health.forecast import Chances, learn
from listcleaner.core.health.groups import members
from listcleaner.core.health.reasons import Month, months
from listcleaner.core.health.sources import Source as Origin
from listcleaner.core.health.sources import signup_months, sources
from listcleaner.core.judgement.incidents import Incident
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.judgement.status import status_codes
from listcleaner.core.progress import Progress, silent
from listcleaner.core.rules.decisions import RowRef
from listcleaner.core.rules.declared import Rules
from listcleaner.core.rules.softcount import SoftCounts, soft_counts
from listcleaner.core.vocabulary import SHOWN, STATUSES, reasons

COUNTED = (STATUSES.index("soft"), STATUSES.index("suspended"))  # statuses that a soft count makes
OK, UNKNOWN = STATUSES.index("ok"), STATUSES.index("unknown")
# Whose problem it is, told finer than the core's faults: an address whose mailbox is full is right, and so is a reader's wish.
WHOSE = ("address", "mailbox", "domain", "sender", "passing", "reader")
_MAILBOX = ("mailbox_full", "mailbox_busy", "mailbox_other", "restricted_recipient")
_READER = ("complained", "unsubscribed", "suppressed_complaint", "suppressed_unsubscribe")
_FINER = dict.fromkeys(_MAILBOX, "mailbox") | dict.fromkeys(_READER, "reader")


class Overview:
    """The people of an analysis, ready to be shown. ``status``: int8 position in STATUSES per person."""

    def __init__(self, analysis: Analysis, lists: Sequence[ListFile], rules: Rules, now: datetime) -> None:
        self.analysis = analysis
        self.now = now.date()
        self.lists = tuple(lists)
        people = analysis.people
        self.address = self._addresses()
        self._worst = people["worst"].cat.codes.to_numpy()
        self.last_bounce = people["last_bounce"].to_numpy()
        self.last_engaged = people["last_engaged"].to_numpy()
        self.bounces = people["bounces"].to_numpy()
        self.in_list = self._members()
        self._searchable = order.Searchable(self.address)
        self._sorted: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        self._by_person = np.argsort(analysis.person, kind="stable")
        self._starts = np.searchsorted(analysis.person[self._by_person], np.arange(len(people) + 1))
        self._events = np.argsort(analysis.whose, kind="stable")
        self._first_events = np.searchsorted(analysis.whose[self._events], np.arange(len(people) + 1))
        self.count = self.limits = np.array([-1])  # of nobody
        self.set_rules(rules, soft_counts(analysis, rules, now))
        self.fault, self.reason = self._causes()

    def _causes(self) -> tuple["pd.Categorical[Any]", "pd.Categorical[Any]"]:
        """Whose problem it is and why: of what is worst, or of the last strike where soft bounces are what counts."""
        people = self.analysis.people
        told = np.flatnonzero(self.status != OK)  # few: a million texts are not looked at
        some = people[["reason", "soft_reason", "fault"]].iloc[told]
        counted = np.isin(self.status[told], COUNTED)
        reason = some["reason"].where(~counted, some["soft_reason"])
        of_strike = some["soft_reason"].map({name: reason.fault for name, reason in reasons().items()})
        finer = reason.map(_FINER)
        fault = finer.where(finer.notna(), some["fault"].where(~counted, of_strike))
        incident = np.append(self.analysis.events["incident"].to_numpy(), -1)  # of event -1 there is none
        held = (incident[people["evidence"].to_numpy()[told]] >= 0) & (self.status[told] == UNKNOWN)
        fault = fault.mask(held, "domain")
        return self._category(told, fault, list(WHOSE)), self._category(
            told, reason, sorted(reasons().keys())
        )

    def _category(self, people: np.ndarray, values: pd.Series, names: list[str]) -> "pd.Categorical[Any]":
        codes = np.full(len(self), -1, dtype=np.int16)
        codes[people] = pd.Index(names).get_indexer(pd.Index(values.to_numpy(dtype=object)))
        made: pd.Categorical[Any] = pd.Categorical.from_codes(codes, dtype=pd.CategoricalDtype(names))
        return made

    def _addresses(self) -> np.ndarray:
        """Each person's address as it stands in the first of her rows."""
        person = self.analysis.person
        written = self.analysis.contacts["address"].to_numpy(dtype=object)
        first = np.full(len(self.analysis.people), -1, dtype=np.int64)
        first[person[::-1]] = np.arange(len(person))[::-1]
        return np.asarray(written[first])

    def _members(self) -> list[np.ndarray]:
        """For each list, who is on it (bool by person)."""
        lists = self.analysis.contacts["list"].to_numpy()
        told = []
        for place in range(len(self.lists)):
            there = np.zeros(len(self.analysis.people), dtype=bool)
            there[self.analysis.person[lists == place]] = True
            told.append(there)
        return told

    @paused_collection()
    def prepare(self, progress: Progress = silent) -> "Overview":
        """Makes ready, in the worker, what the pages ask for first: at a million rows it would hold the window up."""
        for column in ("last", "address"):
            progress("counting", len(self), len(self))  # it may have been cancelled
            self._in_order(column)
        for made in ("sends", "learned", "months", "origins", "domains", "suggested", "_written"):
            progress("counting", len(self), len(self))
            getattr(self, made)
        return self

    def set_rules(self, rules: Rules, soft: SoftCounts) -> None:
        """Takes the pause of these rules and the soft counts under them."""
        self.pause_days, self.soft, size = rules["soft"].param("pause_days"), soft, len(self._worst)
        count, limits = soft.count[:size], soft.limit[:size]
        if np.array_equal(count, self.count) and np.array_equal(limits, self.limits):
            return  # as after most changes; a tenth of what one may take at a million people
        self.count, self.limits = count, limits
        self._sorted.pop("count", None)  # after a rest, and where reasons have limits, it depends on them
        self.status = status_codes(self._worst, self.count, self.limits)
        counts = np.bincount(self.status, minlength=len(STATUSES))
        self.status_counts = {name: int(counts[STATUSES.index(name)]) for name in SHOWN}
        """People by status, in the order shown."""

    def __len__(self) -> int:
        return len(self.status)

    def status_name(self, person: int) -> str:
        """The status as STATUSES names it."""
        return STATUSES[self.status[person]]

    def fault_name(self, person: int) -> str:
        """Whose problem it is; empty when there is none."""
        code = self.fault.codes[person]
        return WHOSE[code] if code >= 0 else ""

    def reason_name(self, person: int) -> str:
        """The reason's id; empty when there is none."""
        code = self.reason.codes[person]
        return str(self.reason.categories[code]) if code >= 0 else ""

    def domain_name(self, person: int) -> str:
        """The domain of the address; empty when there is none."""
        traits = self.analysis.traits
        return str(traits.domains[traits.domain[person]])

    def lists_of(self, person: int) -> list[str]:
        """The names of the lists she is on."""
        return [one.path.name for one, there in zip(self.lists, self.in_list, strict=True) if there[person]]

    def strike_counts(self) -> dict[str, int]:
        """Soft bounces that counted, by reason."""
        events = self.analysis.events
        return {str(name): int(n) for name, n in events["reason"][events["strike"]].value_counts().items()}

    def masks(self, chosen: Mapping[str, set[str]], text: str) -> dict[str, np.ndarray]:
        """By group of facets who is in it (bool by person; values of a group add up); under "" whose address holds the text."""
        masks = {group: self._mask(group, values) for group, values in chosen.items()}
        return masks | ({"": self._searchable.holding(text)} if text else {})

    def _mask(self, group: str, values: set[str]) -> np.ndarray:
        if (coded := self._coded(group)) is not None:
            return order.one_of(*coded, values)
        if group == "list":
            return np.asarray(np.logical_or.reduce([self.in_list[int(place)] for place in values]))
        if group == "send":
            bounced = np.zeros(len(self), dtype=bool)
            for place in values:
                bounced[self.sends[int(place)].bounced] = True
            return bounced
        return np.asarray(np.logical_or.reduce([members(self.analysis, name) for name in values]))

    def _coded(self, group: str) -> tuple[np.ndarray, "pd.Index[Any]"] | None:
        """Of a group of which everybody has one value at most: the place of hers among the names (-1: none), and these."""
        traits = self.analysis.traits
        coded: dict[str, tuple[np.ndarray, Iterable[str]]] = {
            "status": (self.status, STATUSES),
            "fault": (self.fault.codes, self.fault.categories),
            "reason": (self.reason.codes, self.reason.categories),
            "domain": (traits.domain, traits.domains),
        }
        if group not in coded:
            return None
        codes, names = coded[group]
        return codes, pd.Index(names)

    def tally(self, group: str, values: Collection[str], left: np.ndarray) -> dict[str, int]:
        """How many of those left (bool by person) have each of these values of a facet."""
        coded = self._coded(group)
        if coded is None:
            return {value: int(np.count_nonzero(left & self._mask(group, {value}))) for value in values}
        codes, names = coded
        often = np.bincount(codes[left].astype(np.int64) + 1, minlength=len(names) + 1)[1:]
        places = names.get_indexer(pd.Index(list(values)))  # once, not a look at everybody for each value
        return {
            value: int(often[place]) if place >= 0 else 0 for value, place in zip(values, places, strict=True)
        }

    def rows(self, chosen: dict[str, set[str]], text: str, sort: tuple[str, bool] | None) -> np.ndarray:
        """People of these facets (groups narrow) whose address holds the text, in order."""
        masks = [np.ones(len(self), dtype=bool), *self.masks(chosen, text).values()]
        if sort is None:
            return order.filter(*masks)
        return order.filter(*masks, rows=self._everyone(*sort))

    def _everyone(self, column: str, descending: bool) -> np.ndarray:
        if column == "status":  # depends on the soft limit
            return order.order_by(self.status, descending=descending)
        rows, keys = self._in_order(column)
        return order.turned(rows, keys) if descending else rows

    def _in_order(self, column: str) -> tuple[np.ndarray, np.ndarray]:
        """Everyone sorted by a column, and the numbers she is sorted by; kept, for texts take the longest."""
        if column not in self._sorted:
            keys = self._sort_keys(column)
            self._sorted[column] = order.order_by(keys), keys
        return self._sorted[column]

    def _sort_keys(self, column: str) -> np.ndarray:
        if column == "domain":
            traits = self.analysis.traits
            return np.asarray(order.sort_keys(traits.domains)[traits.domain])
        if column == "list":  # the first one she is on
            return np.asarray(np.argmax(np.array(self.in_list), axis=0))
        values = {"last": self.last_bounce, "engaged": self.last_engaged}
        return order.sort_keys(values[column] if column in values else getattr(self, column))

    def contains(self, contacts: np.ndarray, text: str) -> np.ndarray:
        """Mask over some rows of the contacts table: the address holds the text."""
        return np.asarray(self._searchable.holding(text)[self.analysis.person[contacts]])

    def contact_rows(self, person: int) -> np.ndarray:
        """The rows of the contacts table that are this person."""
        return np.asarray(self._by_person[self._starts[person] : self._starts[person + 1]])

    def stands_in(self, person: int) -> tuple[Path, tuple[int, ...]]:
        """The first list a person is on, and her rows there (source row numbers)."""
        contacts, places = self.analysis.contacts, self.contact_rows(person)
        lists = contacts["list"].to_numpy()[places]
        here = places[lists == lists[0]]
        return self.lists[lists[0]].path, tuple(contacts["row"].to_numpy()[here].tolist())

    def refs(self, contact_rows: np.ndarray) -> frozenset[RowRef]:
        """The names of contact rows that stay the same from run to run."""
        contacts = self.analysis.contacts
        prints = [one.fingerprint for one in self.lists]
        lists = contacts["list"].to_numpy()[contact_rows]
        rows = contacts["row"].to_numpy()[contact_rows]
        return frozenset((prints[one], int(number)) for one, number in zip(lists, rows, strict=True))

    def positions(self, refs: frozenset[RowRef]) -> np.ndarray:
        """Where rows of these names stand in the contacts table, sorted; names that are not there are left out."""
        if not refs:
            return np.empty(0, dtype=np.int64)
        contacts = self.analysis.contacts
        lists, rows = contacts["list"].to_numpy(), contacts["row"].to_numpy()
        found = [
            np.flatnonzero(
                (lists == place) & np.isin(rows, [row for print_, row in refs if print_ == one.fingerprint])
            )
            for place, one in enumerate(self.lists)
        ]
        return np.concatenate(found)

    @cached_property
    def suggested(self) -> np.ndarray:
        """Rows of the contacts table that look like a typing mistake."""
        return np.flatnonzero((self.analysis.contacts["suggestion"] != "").to_numpy())

    @cached_property
    def _written(self) -> np.ndarray:
        return self.analysis.contacts["address"].to_numpy(dtype=object)

    def written(self, contact: int) -> str:
        """The address of a row of the contacts table."""
        return str(self._written[contact]).strip()

    def list_of(self, contact: int) -> str:
        """The name of the list a row of the contacts table stands in."""
        return self.lists[int(self.analysis.contacts["list"].array[contact])].path.name

    def as_it_stood(self, contact: int) -> str:
        """The address in the list itself, before any correction."""
        contacts = self.analysis.contacts
        file = self.lists[int(contacts["list"].array[contact])].contacts
        place = np.flatnonzero(file["row"].to_numpy() == contacts["row"].array[contact])[0]
        return str(file["address"].array[place]).strip()

    def suggestion(self, contact: int) -> str:
        """What it was probably meant to be."""
        return str(self.analysis.contacts["suggestion"].iloc[contact])

    # Health

    @cached_property
    def sends(self) -> list[sends.Send]:
        """The known sends, oldest first."""
        return sends.known_sends(self.analysis)

    @cached_property
    def learned(self) -> Chances | None:
        """What the last sends teach of the next."""
        return learn(self.analysis, self.sends)

    @cached_property
    def months(self) -> list[Month]:
        """Why mail came back, month by month."""
        return months(self.analysis)

    @cached_property
    def origins(self) -> list[Origin]:
        """The sign-up sources and months, each kind the worst first."""
        return [*sources(self.analysis), *signup_months(self.analysis)]

    @property
    def last_rate(self) -> float | None:
        """The bounce rate of the last known send, in percent."""
        return self.sends[-1].rate if self.sends else None

    @cached_property
    def domains(self) -> list[domains.Domain]:
        """Every domain and how it does, the largest first."""
        return domains.domains(self.analysis)

    # One person

    def has_history(self, person: int) -> bool:
        """Whether a soft count says anything about her."""
        return bool(self.count[person] or (self.bounces[person] and self.status[person] == OK))

    def said(self, column: str, person: int) -> str:
        """A text column of people."""
        return str(self.analysis.people[column].array[person])

    def recovered(self, person: int) -> bool:
        """Whether mail arrived after a bounce for good."""
        return bool(self.analysis.people["recovered"].array[person])

    def reachable(self, people: np.ndarray) -> dict[str, str]:
        """By key, the addresses of those among these people who have one."""
        told = self.analysis.people.iloc[people]
        fine = (told["problem"] == "").to_numpy()
        return dict(zip(told["key"][fine], map(str, self.address[people][fine]), strict=True))

    def came_back(self, person: int) -> bool:
        """Whether she was taken out in an earlier run."""
        return bool(self.analysis.people["came_back"].array[person])

    def event_places(self, person: int) -> np.ndarray:
        """Where everything known about her stands in the events, oldest first."""
        return np.asarray(self._events[self._first_events[person] : self._first_events[person + 1]])

    def joined(self, person: int) -> pd.Timestamp:
        """When she joined a list, NaT unknown."""
        return pd.Timestamp(self.analysis.contacts["joined"].iloc[self.contact_rows(person)].min())

    def held_by(self, person: int) -> Incident | None:
        """The incident because of which a bounce for good does not take her out."""
        if self.status_name(person) != "unknown":
            return None
        evidence = int(self.analysis.people["evidence"].array[person])
        place = int(self.analysis.events["incident"].array[evidence]) if evidence >= 0 else -1
        return self.analysis.incidents[place] if place >= 0 else None

    def evidence_text(self, person: int) -> str:
        """The server's own words about the bounce that decides."""
        place = int(self.analysis.people["evidence"].array[person])
        return str(self.analysis.events["text"].array[place]) if place >= 0 else ""
