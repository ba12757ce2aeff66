"""Short ways to write lists, bounce files and rules for the tests of judgement."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd

from listcleaner.core.contacts import CONTACT_DTYPES, ListFile
from listcleaner.core.events import EVENT_DTYPES, BounceFile, empty_events
from listcleaner.core.judgement.analysis import analyse
from listcleaner.core.judgement.history import NO_HISTORY, History
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.judgement.sends import assign
from listcleaner.core.judgement.status import status_of
from listcleaner.core.rules.decisions import Decisions
from listcleaner.core.rules.declared import Rules, Setting, default_rules
from listcleaner.core.rules.plan import Plan, make_plan
from listcleaner.core.tables.table import Reading

NOW = datetime(2026, 6, 30, 12)
ANN = "ann@example.com"

_REASON = {
    "hard": "invalid_mailbox",
    "soft": "mailbox_full",
    "blocked": "spam_content",
    "deferred": "greylisted",
    "complaint": "complained",
    "unsubscribe": "unsubscribed",
    "delivered": "delivered",
    "engaged": "opened",
    "auto_reply": "auto_reply",
    "unknown": "undefined",
}
_FAULT = {"blocked": "sender", "hard": "address", "soft": "address"}


def event(at: str | None, kind: str = "soft", address: str = ANN, **more: object) -> dict[str, object]:
    """One row of a bounce file."""
    row = dict.fromkeys(EVENT_DTYPES, "")
    row |= {
        "address": address,
        "key": address.lower(),
        "class": kind,
        "reason": _REASON[kind],
        "fault": _FAULT.get(kind, "passing"),
        "at": pd.Timestamp(at) if at else pd.NaT,
        "zone": "utc" if at else "",
        "echo": False,
        "source": "test",
        "file": "bounces.csv",
        "text": f"the server's words about {kind}",
    }
    return row | more


def report(
    *rows: dict[str, object],
    name: str = "",
    dated: str = "2026-06-01",
    shows_soft: bool = True,
    by: str = "name",
) -> BounceFile:
    """A bounce file of these rows. ``name`` stands for its content; without one the rows do."""
    numbered = [row | {"row": place} for place, row in enumerate(rows, 2)]
    events = pd.DataFrame(numbered).astype(EVENT_DTYPES)[list(EVENT_DTYPES)] if rows else empty_events()
    content = name or str(sorted(str(sorted(row.items(), key=str)) for row in rows)) + dated
    return BounceFile(
        Path("bounces.csv"),
        Reading(),
        content,
        "test",
        len(rows),
        events,
        pd.Timestamp(dated),
        by,
        shows_soft,
    )


def person(address: str = ANN, **more: object) -> dict[str, object]:
    """One row of a list."""
    row: dict[str, object] = {
        "list": 0,
        "address": address,
        "key": address.lower(),
        "domain": address.rpartition("@")[2].lower(),
        "problem": "",
        "suggestion": "",
        "listed": "",
        "joined": pd.NaT,
        "active": pd.NaT,
        "confirmed": "",
        "source": "",
        "filled": 3,
    }
    return row | more


def contacts(*rows: dict[str, object]) -> pd.DataFrame:
    """A contacts table of these rows, each list numbered from row 2."""
    table = pd.DataFrame(list(rows) or [person()])
    table["row"] = table.groupby("list").cumcount() + 2
    return table.astype(CONTACT_DTYPES)[list(CONTACT_DTYPES)]


def lists_of(table: pd.DataFrame) -> list[ListFile]:
    """The list files a contacts table came from; the fingerprint of list 0 is ``list-0``."""
    return [
        ListFile(
            Path(f"list-{place}.csv"), Reading(), f"list-{place}", "", {"email": "Email"}, 0, rows, len(rows)
        )
        for place, rows in table.groupby("list")
    ]


def judged(
    files: Iterable[BounceFile],
    *rows: dict[str, object],
    rules: Rules | None = None,
    now: datetime = NOW,
    history: History = NO_HISTORY,
) -> Analysis:
    """The analysis of some bounce files and list rows (Ann alone, when none are given)."""
    table = contacts(*rows)
    return analyse(table, assign(list(files)), rules or default_rules(), now, history=history)


def one(analysis: Analysis, address: str = ANN) -> pd.Series:
    """What became of one person."""
    return analysis.people.set_index("key").loc[address]


def status(analysis: Analysis, address: str = ANN, limit: int = 3) -> str:
    """The status of one person."""
    return str(pd.Series(status_of(analysis.people, limit), index=analysis.people["key"])[address])


def setting(rules: Rules, rule: str, **changes: object) -> Rules:
    """The rules with one rule changed: ``on``, ``action`` or a parameter."""
    old = rules[rule]
    params = tuple((name, changes.pop(name, value)) for name, value in old.params)
    new = replace(Setting(old.on, old.action, params), **changes)
    return replace(rules, settings=tuple((id, new if id == rule else s) for id, s in rules.settings))


def planned(
    analysis: Analysis, rules: Rules | None = None, decisions: Decisions | None = None, now: datetime = NOW
) -> Plan:
    """The plan for an analysis."""
    lists = lists_of(analysis.contacts)
    return make_plan(analysis, lists, rules or default_rules(), decisions or Decisions(), now)
