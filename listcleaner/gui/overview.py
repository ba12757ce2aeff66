"""What the window shows of a result: people with their status, plain reasons, sentences and time lines. Qt-free but for words.

Built once for each analysis; a changed soft limit only changes ``status``.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from listcleaner.core import order
from listcleaner.core.contacts import ListFile
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.judgement.status import status_codes
from listcleaner.core.rules.declared import Rules
from listcleaner.core.rules.plan import RowRef
from listcleaner.core.vocabulary import FAULTS, STATUSES, reasons
from listcleaner.gui.text import day, tr, word, wording

# Statuses in the order of the facets: from fine to worst trouble.
SHOWN = ("ok", "soft", "suspended", "blocked", "hard", "invalid", "unsubscribed", "complained", "unknown")
REASON_CODE = "reason."


@dataclass(frozen=True)
class Happening:
    """One entry of a time line. ``kind``: strike, reset, bounce, engaged, listed. ``count``: strike number."""

    kind: str
    title: str
    second: str
    at: object  # a Timestamp, NaT when the moment is not known
    status: str
    count: int = 0


class Overview:
    """The people of an analysis, ready to be shown. ``status``: int8 position in STATUSES per person."""

    def __init__(self, analysis: Analysis, lists: Sequence[ListFile], rules: Rules, now: datetime) -> None:
        self.analysis = analysis
        self.now = now.date()
        self.lists = tuple(lists)
        people = analysis.people
        self.address = self._addresses()
        self.count = people["soft_count"].to_numpy()
        self._worst = pd.Index(STATUSES).get_indexer(pd.Index(people["worst"])).astype(np.int8)
        self.last_bounce = people["last_bounce"].to_numpy()
        self.bounces = people["bounces"].to_numpy()
        self.list_people = self._distinct_by_list()
        self._searchable = order.searchable(self.address)
        self._keys: dict[str, np.ndarray] = {}
        self._largest: dict[str, int] | None = None
        self._by_person = np.argsort(analysis.person, kind="stable")
        self._starts = np.searchsorted(analysis.person[self._by_person], np.arange(len(people) + 1))
        self.set_rules(rules)
        self.fault = self._faults()
        self.domain = people["domain"]

    def _faults(self) -> pd.Categorical:
        """Whose problem it is: of what is worst, or of the last strike where soft bounces are what counts."""
        people = self.analysis.people
        of_strike = people["soft_reason"].map({name: reason.fault for name, reason in reasons().items()})
        counted = np.isin(self.status, [STATUSES.index("soft"), STATUSES.index("suspended")])
        fault = people["fault"].where(~counted, of_strike)
        codes = pd.Index(FAULTS).get_indexer(pd.Index(fault.to_numpy(dtype=object)))
        codes[self.status == STATUSES.index("ok")] = -1
        made: pd.Categorical[Any] = pd.Categorical.from_codes(codes, dtype=pd.CategoricalDtype(list(FAULTS)))
        return made

    def _addresses(self) -> np.ndarray:
        """Each person's address as it stands in the first of her rows."""
        person = self.analysis.person
        written = self.analysis.contacts["address"].to_numpy(dtype=object)
        first = np.full(len(self.analysis.people), -1, dtype=np.int64)
        first[person[::-1]] = np.arange(len(person))[::-1]
        return np.asarray(written[first])

    def _distinct_by_list(self) -> list[int]:
        """How many different people each list has."""
        lists = self.analysis.contacts["list"].to_numpy()
        told = []
        for place in range(len(self.lists)):
            seen = np.zeros(len(self.analysis.people), dtype=bool)
            seen[self.analysis.person[lists == place]] = True
            told.append(int(seen.sum()))
        return told

    def prepare(self) -> "Overview":
        """Makes ready, in the worker, what the pages ask for first: at a million rows it would hold the window up."""
        self.domain_counts(1)
        self._sort_keys("last")
        for made in ("rates", "suggested", "_written"):
            getattr(self, made)
        return self

    def set_rules(self, rules: Rules) -> None:
        """Takes the soft limit and pause of these rules."""
        self.limit = rules["soft"].param("limit")
        self.pause_days = rules["soft"].param("pause_days")
        self.status = status_codes(self._worst, self.count, self.limit)
        self.second.cache_clear()

    def __len__(self) -> int:
        return len(self.status)

    def status_name(self, person: int) -> str:
        """The status as STATUSES names it."""
        return STATUSES[self.status[person]]

    def status_counts(self) -> dict[str, int]:
        """People by status, in the order shown."""
        counts = np.bincount(self.status, minlength=len(STATUSES))
        return {name: int(counts[STATUSES.index(name)]) for name in SHOWN}

    def fault_name(self, person: int) -> str:
        """Whose problem it is; empty when there is none."""
        code = self.fault.codes[person]
        return FAULTS[code] if code >= 0 else ""

    def fault_counts(self) -> dict[str, int]:
        """People by whose problem it is."""
        counts = np.bincount(self.fault.codes + 1, minlength=len(FAULTS) + 1)[1:]
        return dict(zip(FAULTS, map(int, counts), strict=True))

    def domain_counts(self, most: int) -> dict[str, int]:
        """The largest domains."""
        if self._largest is None:
            counts = self.domain[self.domain != ""].value_counts()
            self._largest = {str(name): int(n) for name, n in counts.head(20).items()}
        return dict(list(self._largest.items())[:most])

    def rows(self, chosen: dict[str, set[str]], text: str, sort: tuple[str, bool] | None) -> np.ndarray:
        """People of these facets (values of a group add up, groups narrow) whose address holds the text, in order."""
        masks = [np.ones(len(self), dtype=bool)]
        if "status" in chosen:
            masks.append(order.one_of(self.status, [STATUSES.index(name) for name in chosen["status"]]))
        if "fault" in chosen:
            masks.append(order.one_of(self.fault, chosen["fault"]))
        if "domain" in chosen:
            masks.append(order.one_of(self.domain.to_numpy(dtype=object), chosen["domain"]))
        if text:
            masks.append(order.holding(self._searchable, text))
        rows = order.filter(*masks)
        if sort is None:
            return rows
        column, descending = sort
        return order.order_by(self._sort_keys(column), descending=descending, rows=rows)

    def _sort_keys(self, column: str) -> np.ndarray:
        """Numbers that sort as a column does; those of texts are kept, they take the longest."""
        if column not in self._keys:
            values: dict[str, object] = {
                "status": self.status,
                "address": self.address,
                "count": self.count,
                "last": self.last_bounce,
                "fault": self.fault,
            }
            keys = order.sort_keys(values[column])  # type: ignore[arg-type]
            if column == "status":  # depends on the soft limit
                return keys
            self._keys[column] = keys
        return self._keys[column]

    def contains(self, contacts: np.ndarray, text: str) -> np.ndarray:
        """Mask over some rows of the contacts table: the address holds the text."""
        return np.asarray(order.holding(self._searchable, text)[self.analysis.person[contacts]])

    def contact_rows(self, person: int) -> np.ndarray:
        """The rows of the contacts table that are this person."""
        return np.asarray(self._by_person[self._starts[person] : self._starts[person + 1]])

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

    def suggestion(self, contact: int) -> str:
        """What it was probably meant to be."""
        return str(self.analysis.contacts["suggestion"].iloc[contact])

    # Sends

    @cached_property
    def rates(self) -> list[tuple[pd.Timestamp, float]]:
        """Each known send, oldest first: its date and the share (percent) of those on the lists then that bounced."""
        sends = self.analysis.sends
        events = self.analysis.events
        bounced = events[events["class"].isin(["hard", "soft"]) & ~events["echo"]]
        counts = bounced[bounced["key"].isin(self.analysis.people["key"])].groupby("send")["key"].nunique()
        joined = (
            pd.Series(self.analysis.contacts["joined"].to_numpy())
            .groupby(self.analysis.person)
            .min()
            .to_numpy()
        )
        told = []
        for send in sends[sends["known"]].sort_values("date").to_dict("records"):
            there = int((~(joined > np.datetime64(send["date"]))).sum())
            if there:
                told.append((send["date"], 100 * int(counts.get(send["send"], 0)) / there))
        return told

    @property
    def last_rate(self) -> float | None:
        """The bounce rate of the last known send, in percent."""
        return self.rates[-1][1] if self.rates else None

    def reason_counts(self) -> list[tuple[str, str, int]]:
        """Why people's mail came back: reason, status and how many, most first."""
        people = self.analysis.people
        soft = np.isin(self.status, [STATUSES.index("soft"), STATUSES.index("suspended")])
        reason = people["reason"].where(~soft, people["soft_reason"])
        bounced = soft | np.isin(self.status, [STATUSES.index("hard"), STATUSES.index("blocked")])
        pairs = pd.DataFrame({"reason": reason[bounced], "status": self.status[bounced]})
        table = pairs[pairs["reason"] != ""].groupby("reason")["status"].agg(["size", "min"])
        ranked = table.sort_values("size", ascending=False)
        return [(str(name), STATUSES[int(low)], int(n)) for name, n, low in ranked.itertuples()]

    # Words

    def forget_words(self) -> None:
        """For a change of language."""
        self.second.cache_clear()

    def has_history(self, person: int) -> bool:
        """Whether a soft count says anything about her."""
        return bool(self.count[person] or (self.bounces[person] and self.status_name(person) == "ok"))

    @lru_cache(maxsize=4096)  # noqa: B019 - an overview lives as long as its window shows it
    def second(self, person: int) -> str:
        """The plain reason under an address."""
        row = self.analysis.people.iloc[person]
        status = self.status_name(person)
        if status == "ok":
            if row["recovered"] or row["bounces"]:
                return (
                    tr("Bounced before, delivered since")
                    if row["recovered"]
                    else tr("Bounced before, fine since")
                )
            return tr("No bounces on record")
        if status == "invalid":
            return problem_text(row["problem"])
        if status in ("soft", "suspended"):
            return reason_text(row["soft_reason"]) or word(f"status.{status}")
        if status == "unsubscribed" and not row["reason"]:
            return tr("They asked not to get mail")
        return reason_text(row["reason"]) or word(f"status.{status}")

    def sentence(self, person: int) -> tuple[str, str]:
        """What it means, and the consequence (to be shown bold)."""
        status, done = self.status_name(person), int(self.count[person])
        if status == "soft":
            left = self.limit - done
            first = tr("The last %Ln message(s) in a row came back.", "", done)
            if left == 1:
                then = tr(
                    "One more soft bounce and this address is suspended for %Ln day(s).", "", self.pause_days
                )
            else:
                then = tr("After %Ln more soft bounce(s) it is suspended.", "", left)
            return first, then
        if status == "suspended":
            return (
                tr("The last %Ln message(s) in a row came back.", "", done),
                tr("It rests for %Ln day(s) from the day you save.", "", self.pause_days),
            )
        if status == "ok" and self.analysis.people["recovered"].iloc[person]:
            return tr("It bounced for good earlier, but a message has arrived since."), ""
        return word(f"status.{status}.help"), ""

    def events_of(self, person: int) -> pd.DataFrame:
        """Everything known about her, newest first."""
        events = self.analysis.events
        mine = events[(events["key"] == self.analysis.people["key"].iloc[person]).to_numpy()]
        return pd.DataFrame(mine.iloc[::-1])

    def evidence_text(self, person: int) -> str:
        """The server's own words about the bounce that decides."""
        place = int(self.analysis.people["evidence"].iloc[person])
        return str(self.analysis.events["text"].iloc[place]) if place >= 0 else ""

    def timeline(self, person: int) -> list[Happening]:
        """What happened, newest first: strikes by number, what set the count back, other bounces.

        The last strikes, as many as the soft count says, are those that count; what came before was set back, by an event
        or by a send that arrived.
        """
        story: list[Happening] = []
        events = self.events_of(person).iloc[::-1].to_dict("records")
        older = sum(event["strike"] for event in events) - int(self.count[person])
        seen = count = 0
        for event in events:
            at, kind = event["at"], event["class"]
            if event["strike"]:
                seen += 1
                if seen == older + 1 and count:
                    told = tr("A later send did not come back, or it is long ago")
                    story.append(Happening("reset", tr("Back to zero"), told, pd.NaT, "ok"))
                    count = 0
                count += 1
                story.append(self._strike(event, count))
            elif kind in ("delivered", "engaged"):
                title = tr("Back to zero") if count else word(f"class.{kind}")
                told = tr("A message was delivered") if kind == "delivered" else tr("They opened or clicked")
                story.append(Happening("reset", title, told, at, "ok"))
                count = 0
            else:
                second = _second(event)
                story.append(Happening("bounce", word(f"class.{kind}"), second, at, _status_of_class(kind)))
        if count and not self.count[person]:
            told = tr("A later send did not come back, or it is long ago")
            story.append(Happening("reset", tr("Back to zero"), told, pd.NaT, "ok"))
        return story[::-1]

    def _strike(self, event: dict[Hashable, Any], count: int) -> Happening:
        title = (tr("Strike {count} of {limit}") if count <= self.limit else tr("Strike {count}")).format(
            count=count, limit=self.limit
        )
        status = "suspended" if count >= self.limit else "soft"
        return Happening("strike", title, _second(event), event["at"], status, count)

    def date(self, when: object) -> str:
        """A date, short."""
        moment = pd.Timestamp(when)  # type: ignore[arg-type]
        return "" if pd.isna(moment) else day(moment, self.now)


def _second(event: dict[Hashable, Any]) -> str:
    source = event["campaign"] or source_name(event["source"])
    return " · ".join(part for part in (reason_text(event["reason"]), source) if part)


def _status_of_class(kind: str) -> str:
    return {
        "hard": "hard",
        "soft": "soft",
        "blocked": "blocked",
        "deferred": "soft",
        "complaint": "complained",
        "unsubscribe": "unsubscribed",
    }.get(kind, "unknown")


def reason_text(reason: str) -> str:
    """A reason in plain words; empty when there is none."""
    code = REASON_CODE + reason
    return word(code) if reason and code in wording() else ""


def problem_text(problem: str) -> str:
    """Why an address cannot be one, in plain words."""
    code = f"problem.{problem}"
    return word(code) if code in wording() else word("status.invalid")


def source_name(source: str) -> str:
    """What a file was recognised as; the profile's id where it has no text."""
    code = f"source.{source}"
    return word(code) if code in wording() else source
