"""The removal log: one row for each row not kept and each correction, with rule, reason and evidence."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Self

import numpy as np
import pandas as pd

from listcleaner import __version__
from listcleaner.core.contacts import ListFile
from listcleaner.core.export.evidence import PROOF, evidence_of, kept_copies, of_events
from listcleaner.core.export.explain import explain
from listcleaner.core.export.newbook import NewBook
from listcleaner.core.export.values import TextWriter
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.rules.decisions import RowRef
from listcleaner.core.rules.declared import PLACE, RULES, Rules
from listcleaner.core.rules.plan import KEEP, OWN, REMOVE, SUSPEND, Plan, rows_of, subjects
from listcleaner.core.wording import Wording

# Names are the same in every language: other programs read them. With the widths of the columns in a workbook.
COLUMNS = {
    "email": 32,
    "action": 10,
    "rule": 14,
    "reason": 20,
    "explanation": 70,
    "soft_count": 11,
    "soft_limit": 10,
    "last_bounce": 19,
    "bounce_text": 60,
    "evidence_file": 30,
    "evidence_row": 13,
    "list_file": 30,
    "list_row": 9,
    "run": 22,
    "cleaned_at": 19,
    "app_version": 12,
}
_WIDTHS = [(place, place, width) for place, width in enumerate(COLUMNS.values(), 1)]
ACTIONS = {KEEP: "correct", SUSPEND: "suspend", REMOVE: "remove"}
_MOMENTS = ("last_bounce", "cleaned_at")
# Where text of strangers stands.
_TEXTS = ("email", "explanation", "bounce_text", "evidence_file", "list_file")
_STATED = ("complained", "unsubscribed", "hard")  # rules that a column of a list may prove
_CHUNK = 20_000
_OF_EVENTS = (*PROOF, "domain_cluster")
# What XML cannot hold. Line ends and tabs may stay.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# The full-width signs too: a spreadsheet in Chinese or Japanese takes them for the others.
_RUNS_IN_CSV = re.compile(r"\s*[=@＝＠]|[\t\r\n]|\s*[+\-＋－](?!\d[\d ().,/-]*$|[.,]\d+$)")


@dataclass(frozen=True)
class RunStamp:
    """One run: its id and its moment (naive, UTC)."""

    id: str
    moment: datetime

    @classmethod
    def at(cls, moment: datetime) -> Self:
        """The run of a moment."""
        return cls(f"{moment:%Y%m%d-%H%M%S}-{moment.microsecond // 1000:03}", moment)


@dataclass(frozen=True)
class RemovalLog:
    """The log of one run. ``lists``: those of the analysis. ``corrections``: accepted ones; those of kept rows are in the log."""

    analysis: Analysis
    plan: Plan
    lists: Sequence[ListFile]
    rules: Rules
    wording: Wording
    run: RunStamp
    corrections: Collection[RowRef] = ()

    def write(
        self, stream: IO[bytes], format: str, advance: Callable[[int, int], None] = lambda *_: None
    ) -> int:
        """Writes it as ``csv`` or ``xlsx``; returns its rows. Text of strangers cannot run: see :func:`harmless`.

        ``advance`` is told rows written and rows in all.
        """
        rows = self.rows()
        book = format == "xlsx"
        writer = NewBook(stream, "removal-log", _WIDTHS, titled=True) if book else TextWriter(stream)
        writer.add(list(COLUMNS))
        for start in range(0, len(rows), _CHUNK):
            advance(start, len(rows))
            columns = self.columns(rows[start : start + _CHUNK])
            for name in _TEXTS:
                safe = {text: harmless(text, in_csv=not book) for text in set(map(str, columns[name]))}
                columns[name] = [safe[str(text)] for text in columns[name]]
            for name in () if book else _MOMENTS:
                written = {moment: str(moment or "") for moment in set(columns[name])}
                columns[name] = [written[moment] for moment in columns[name]]
            writer.add_all(zip(*columns.values(), strict=True))
        writer.close()
        return len(rows)

    def rows(self) -> np.ndarray:
        """Positions in contacts of the rows the log has: those not kept, and those kept with a correction."""
        return np.union1d(
            np.flatnonzero(self.plan.action != KEEP), rows_of(self.analysis, self.lists, self.corrections)
        )

    def columns(self, rows: np.ndarray) -> dict[str, list[object]]:
        """The cells of COLUMNS for some rows of contacts: str, int, datetime (naive, UTC or as the source wrote it), or None."""
        analysis, plan, lists, run = self.analysis, self.plan, self.lists, self.run
        contacts = analysis.contacts.iloc[rows]
        who = subjects(analysis, plan, rows)
        people = analysis.judged.iloc[who]
        rule, action = plan.rule[rows].astype(np.int64), plan.action[rows]
        kept = action == KEEP
        files = np.array([file.path.name for file in lists], dtype=object)
        explanation = np.array(explain(analysis, plan, self.rules, self.wording, rows, lists), dtype=object)
        explanation[kept] = [
            self.wording.text("explain.corrected", address=one) for one in contacts["address"][kept]
        ]
        names = np.array([*(one.id for one in RULES), "own"], dtype=object)
        evidence = _evidence(analysis, plan, files, rows)
        last = people["last_bounce"]
        columns = {
            "email": _as_written(contacts, lists, kept),
            "action": np.array([ACTIONS[code] for code in action], dtype=object),
            "rule": np.where(kept, "correction", names[np.where(rule == OWN, len(RULES), rule)]),
            "reason": np.where(kept, "", reasons(analysis, plan, rows)),
            "explanation": explanation,
            "soft_count": plan.soft.count[who],
            "soft_limit": plan.soft.limit[who],
            "last_bounce": last.to_numpy().astype("datetime64[s]").astype(object),
            "bounce_text": evidence["text"],
            "evidence_file": evidence["file"],
            "evidence_row": evidence["row"],
            "list_file": files[contacts["list"].to_numpy()],
            "list_row": contacts["row"],
            "run": np.full(len(rows), run.id, dtype=object),
            "cleaned_at": np.full(len(rows), run.moment.replace(microsecond=0), dtype=object),
            "app_version": np.full(len(rows), __version__, dtype=object),
        }
        return {name: columns[name].tolist() for name in COLUMNS}


def harmless(text: str, *, in_csv: bool) -> str:
    """Without control characters; in CSV, what a spreadsheet would run gets an apostrophe in front (OWASP's advice).

    A sign before a number or a telephone number stays. In a workbook text is never a formula.
    """
    text = _CONTROL.sub("", text)
    return f"'{text}" if in_csv and _RUNS_IN_CSV.match(text) else text


def _as_written(contacts: pd.DataFrame, lists: Sequence[ListFile], kept: np.ndarray) -> np.ndarray:
    """The address cells; of a corrected row what stood there before."""
    addresses = contacts["address"].to_numpy(dtype=object).copy()
    for index, file in enumerate(lists):
        mine = np.flatnonzero(kept & (contacts["list"].to_numpy() == index))
        if len(mine):
            place = pd.Index(file.contacts["row"]).get_indexer(pd.Index(contacts["row"].to_numpy()[mine]))
            addresses[mine] = file.contacts["address"].to_numpy(object)[place]
    return addresses


def reasons(analysis: Analysis, plan: Plan, rows: np.ndarray) -> np.ndarray:
    """The reason code of the main rule: of the bounce, what is wrong with the address, or why it was removed before."""
    rule, who = plan.rule[rows].astype(np.int64), subjects(analysis, plan, rows)
    people = analysis.judged.iloc[who]
    told = np.full(len(rule), "", dtype=object)
    for place in np.flatnonzero(rule == PLACE["came_back"]):
        told[place] = analysis.removed[people["key"].iloc[place]].reason
    soft = rule == PLACE["soft"]
    told[soft] = of_events(analysis, "reason", plan.soft.last[who[soft]])
    of_event = np.isin(rule, [PLACE[name] for name in _OF_EVENTS])
    cases = {"reason": of_event | (rule == OWN), "problem": rule == PLACE["invalid"]}
    return np.select(list(cases.values()), [people[name].to_numpy(object) for name in cases], told)


def _evidence(analysis: Analysis, plan: Plan, files: np.ndarray, rows: np.ndarray) -> dict[str, np.ndarray]:
    """File, row and text that prove the main reason: an event's; of a duplicate the kept copy; else a list row.

    That row is the one of the same address whose status column says so, else the row itself.
    """
    contacts = analysis.contacts
    event = evidence_of(analysis, plan, rows)
    rule, who = plan.rule[rows], subjects(analysis, plan, rows)
    copies = kept_copies(analysis, plan, rows)
    place = np.where((rule == PLACE["duplicate"]) & (copies >= 0), copies, rows)
    for name in _STATED:
        if (rule == PLACE[name]).any():
            place = np.where(rule == PLACE[name], _stating(analysis, PROOF[name], rows, who), place)
    by_event = event >= 0
    list_file = files[contacts["list"].to_numpy()[place]]
    return {
        "text": of_events(analysis, "text", event),
        "file": np.where(by_event, of_events(analysis, "file", event), list_file),
        "row": np.where(by_event, of_events(analysis, "row", event), contacts["row"].to_numpy()[place]),
    }


def _stating(analysis: Analysis, kind: str, rows: np.ndarray, who: np.ndarray) -> np.ndarray:
    """For each row the first of the person ``who`` whose status column states this class; itself where it does, or none does."""
    states = (analysis.contacts["listed"] == kind).to_numpy()
    first = np.full(len(analysis.judged), -1, dtype=np.int64)
    stating = np.flatnonzero(states)[::-1]
    first[analysis.person[stating]] = stating
    found = first[who]
    return np.where(states[rows] | (found < 0), rows, found)
