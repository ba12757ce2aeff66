"""What stands in the tables of the ledger, as the rest of the program wants it."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from listcleaner.core.errors import UserError
from listcleaner.core.events import BounceFile
from listcleaner.core.judgement.comeback import MENDABLE
from listcleaner.core.judgement.history import (
    Cleaned,
    Correction,
    Erasure,
    Erasures,
    Pause,
    Protection,
    Removal,
)
from listcleaner.core.ledger.database import Database
from listcleaner.core.ledger.packed import Packed, unpack
from listcleaner.core.ledger.restoring import Output, Taken
from listcleaner.core.tables.table import Reading


@dataclass(frozen=True)
class ListOfRun:
    """A list that was cleaned: rows in all, kept, suspended, removed, and kept with a correction."""

    file: str
    rows: int
    kept: int
    suspended: int
    removed: int
    corrected: int


@dataclass(frozen=True)
class Run:
    """One run: its moment (naive, UTC), the bounce files given to it, how many people it removed for good, by rule; its lists."""

    id: str
    at: datetime
    files: tuple[str, ...]
    removed: dict[str, int]
    lists: tuple[ListOfRun, ...] = ()


class Decision(NamedTuple):
    """A row a run did not keep, or corrected: the list's name and row (None of ledgers that did not yet note them).

    ``address``: the cell; "" of who asked to be forgotten. ``action``: removed, suspended, corrected. ``rule``: its id, ``own``
    or ``correction``. ``became``: the corrected address.
    """

    list: str | None
    row: int | None
    address: str
    action: str
    rule: str
    reason: str
    became: str


def receipt(base: Database, run: str) -> list[Decision]:
    """All decisions of a run, in the order of its lists and rows."""
    rows = base.all(
        "select path, row, address, action, rule, reason, became from decision"
        " left join list on list.run = decision.run and place = list where decision.run = ? order by list, row",
        (run,),
    )
    return [Decision(path and Path(path).name, *others) for path, *others in rows]


def files(base: Database) -> Iterator[BounceFile]:
    """The bounce files of all runs. Raises UserError ledger_damaged."""
    columns: dict[str, list[Packed]] = {}
    for mark, *column in base.all("select fingerprint, name, texts, numbers from events"):
        columns.setdefault(mark, []).append(tuple(column))
    facts = "fingerprint, path, source, rows, dated, dated_by, shows_soft"
    for mark, path, source, rows, dated, dated_by, shows_soft in base.all(f"select {facts} from file"):  # noqa: S608
        try:
            events = unpack(columns[mark])
        except (ValueError, KeyError) as error:
            raise UserError("ledger_damaged", file=base.path.name) from error
        moment = pd.Timestamp(dated)
        shows = bool(shows_soft)
        yield BounceFile(Path(path), Reading(), mark, source, rows, events, moment, dated_by, shows)


def removed(base: Database) -> list[Removal]:
    """Who was removed for good, each once: the latest removal, but a wish is never outdone by a bounce that came later."""
    by_bounce = ", ".join(f"'{rule}'" for rule in MENDABLE)
    rows = base.all(
        f"select key, at, rule, reason, max((rule not in ({by_bounce})) || at) from decision"  # noqa: S608 - our own names
        " join run on run.id = run where lasting and key <> '' group by key"
    )
    return [Removal(key, datetime.fromisoformat(at), rule, reason) for key, at, rule, reason, _ in rows]


def pauses(base: Database) -> list[Pause]:
    """All rests, those that go on too."""
    rows = base.all(
        "select key, opened.at, ended.at, strike from pause"
        " join run opened on opened.id = pause.run left join run ended on ended.id = ended_by"
    )
    moment = datetime.fromisoformat
    return [
        Pause(key, moment(since), moment(ended) if ended else None, moment(strike))
        for key, since, ended, strike in rows
    ]


def corrected(base: Database) -> list[Correction]:
    """The latest correction of each address."""
    rows = base.all(
        "select key, became, max(at) from decision join run on run.id = run where became <> '' and key <> '' group by key"
    )
    return [Correction(key, became, datetime.fromisoformat(at)) for key, became, at in rows]


def protected(base: Database) -> list[Protection]:
    """Whom the person wants kept whatever the rules say."""
    rows = base.all("select key, at from protection")
    return [Protection(key, datetime.fromisoformat(at)) for key, at in rows]


def cleaned(base: Database) -> list[Cleaned]:
    """Every list that was cleaned, as it was before."""
    rows = base.all("select fingerprint, max(at) from list join run on run.id = run group by fingerprint")
    return [Cleaned(fingerprint, datetime.fromisoformat(at)) for fingerprint, at in rows]


def erasures(base: Database) -> Erasures:
    """Who asked to be forgotten, as hashes."""
    ((secret,),) = base.all("select value from secret")
    rows = base.all("select digest, at from erasure")
    return Erasures(secret, frozenset(Erasure(digest, datetime.fromisoformat(at)) for digest, at in rows))


def runs(base: Database) -> list[Run]:
    """All runs, the latest last."""
    with base.snapshot():
        found = base.all("select id, at from run order by at, id")
        gone = base.all(
            "select run, rule, count(distinct key) from decision where lasting or rule = 'came_back' group by run, rule"
        )
        given = base.all(
            "select import.run, file.path from import join file using (fingerprint) order by path"
        )
        lists = base.all(
            "select run, path, rows, kept, suspended, removed, corrected from list order by run, place"
        )
        files = defaultdict[str, list[str]](list)
        counts = defaultdict[str, dict[str, int]](dict)
        cleaned = defaultdict[str, list[ListOfRun]](list)
        for run, path in given:
            files[run].append(Path(path).name)
        for run, rule, n in gone:
            counts[run][rule] = n
        for run, path, *numbers in lists:
            cleaned[run].append(ListOfRun(Path(path).name, *numbers))
        return [
            Run(id, datetime.fromisoformat(at), tuple(files[id]), counts[id], tuple(cleaned[id]))
            for id, at in found
        ]


# Action → where the row went.
_PARTS = {"removed": "removed", "suspended": "suspended", "corrected": "cleaned"}


def taken(base: Database, run: str) -> list[Taken]:
    """What a run took out of its lists, or corrected in them; nothing of ledgers that did not yet note it."""
    facts = "place, path, fingerprint, reading, address_column"
    found = []
    with base.snapshot():
        for place, path, mark, reading, column in base.all(
            f"select {facts} from list where run = ? order by place",  # noqa: S608
            (run,),
        ):
            decisions = base.all(
                "select row, key, address, action from decision where run = ? and list = ?", (run, place)
            )
            outputs = base.all(
                "select part, path, fingerprint from output where run = ? and list = ?", (run, place)
            )
            found.append(
                Taken(
                    Path(path),
                    mark,
                    _reading(reading),
                    column,
                    {row: _PARTS[action] for row, key, _, action in decisions if key},
                    {row: cell for row, key, cell, action in decisions if key and action == "corrected"},
                    {row: _PARTS[action] for row, key, _, action in decisions if not key},
                    {part: Output(Path(where), digest) for part, where, digest in outputs},
                )
            )
    return found


def _reading(text: str) -> Reading:
    known = {field.name for field in fields(Reading)}
    return Reading(**{name: value for name, value in json.loads(text).items() if name in known})
