"""The ledger: the SQLite history of bounce files and runs, so that counts and removals survive from month to month.

Bounce files are remembered whole, by content fingerprint: importing one twice adds nothing, and the events of all months go
through the same counting as if they had been given today.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

import numpy as np
import pandas as pd

from listcleaner.core.errors import UserError
from listcleaner.core.events import EVENT_DTYPES, BounceFile
from listcleaner.core.judgement.history import History, Removal
from listcleaner.core.pipeline import Result
from listcleaner.core.rules.declared import RULES
from listcleaner.core.rules.plan import REMOVE, subjects
from listcleaner.core.tables.table import Reading

# Each version's changes to that before it.
SCHEMA = (
    """
create table file (
    fingerprint text primary key, path text not null, source text not null, rows integer not null,
    dated text not null, dated_by text not null, shows_soft integer not null
);
create table event (fingerprint text not null references file(fingerprint), {columns});
create index event_file on event(fingerprint);
create table run (id text primary key, at text not null);
create table removal (
    run text not null references run(id), key text not null, address text not null, rule text not null, reason text not null,
    primary key (run, key)
);
create index removal_key on removal(key);
""",
    """
create table import (
    run text not null references run(id), fingerprint text not null references file(fingerprint), primary key (run, fingerprint)
);
""",
)
VERSION = len(SCHEMA)
# Rules whose removals are for good: who comes back in a later list is taken out again. A duplicate or a suspension is not.
LASTING = ("complained", "unsubscribed", "hard", "came_back")

DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
NOT_WRITABLE = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
)


@dataclass(frozen=True)
class Run:
    """One run: its moment (naive, UTC), the bounce files given to it, and how many it removed for good, by rule."""

    id: str
    at: datetime
    files: tuple[str, ...]
    removed: dict[str, int]


@dataclass(frozen=True)
class Undone:
    """What taking a run back has undone. ``removals``: people no more known as removed. ``files``: bounce files forgotten."""

    removals: int
    files: int


class Ledger:
    """An open ledger. Raises UserError ledger_damaged, ledger_newer or ledger_not_writable."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._sentences():
            self._db = sqlite3.connect(path, isolation_level=None)
            try:
                self._db.execute("pragma journal_mode = wal")
                self._db.execute("pragma foreign_keys = on")
                self._migrate()
            except BaseException:
                self._db.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if kind in DAMAGED:
                raise UserError("ledger_damaged", file=self.path.name) from error
            if kind in NOT_WRITABLE:
                raise UserError("ledger_not_writable", file=self.path.name) from error
            raise

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._sentences():
            self._db.execute("begin immediate")
            try:
                yield self._db
            except BaseException:
                self._db.execute("rollback")
                raise
            self._db.execute("commit")

    def _migrate(self) -> None:
        (version,) = self._db.execute("pragma user_version").fetchone()
        if version > VERSION:
            raise UserError("ledger_newer", file=self.path.name)
        if version < VERSION:
            columns = ", ".join(f'"{name}"' for name in EVENT_DTYPES)
            changes = "".join(SCHEMA[version:]).format(columns=columns)
            self._db.executescript(f"begin immediate; {changes} pragma user_version = {VERSION}; commit;")

    def is_empty(self) -> bool:
        """Whether no run was ever recorded."""
        with self._sentences():
            return self._db.execute("select 1 from run limit 1").fetchone() is None

    def history(self) -> History:
        """What the rules need to know of earlier runs."""
        return History(tuple(self._files()), frozenset(self.removed()))

    def _files(self) -> list[BounceFile]:
        names = ", ".join(f'"{name}"' for name in EVENT_DTYPES)
        select = f"select {names} from event where fingerprint = ?"  # noqa: S608 - our own column names
        with self._sentences():
            found = self._db.execute("select * from file order by fingerprint").fetchall()
            remembered = []
            for fingerprint, path, source, rows, dated, dated_by, shows_soft in found:
                cells = self._db.execute(select, (fingerprint,)).fetchall()
                events = pd.DataFrame(cells, columns=list(EVENT_DTYPES)).astype(EVENT_DTYPES)
                remembered.append(
                    BounceFile(
                        Path(path),
                        Reading(),
                        fingerprint,
                        source,
                        rows,
                        events,
                        pd.Timestamp(dated),
                        dated_by,
                        bool(shows_soft),
                    )
                )
        return remembered

    def removed(self) -> list[Removal]:
        """Who was removed for good, each once: the latest removal that says why, and not that she had been removed before."""
        places = ", ".join("?" for _ in LASTING)
        query = f"select key, at, rule, reason from removal join run on run.id = run where rule in ({places})"  # noqa: S608
        query += " order by rule <> 'came_back', at"
        with self._sentences():
            rows = self._db.execute(query, LASTING).fetchall()
        latest = {
            key: Removal(key, datetime.fromisoformat(at), rule, reason) for key, at, rule, reason in rows
        }
        return list(latest.values())

    def runs(self) -> list[Run]:
        """All runs, the latest last."""
        with self._sentences():
            found = self._db.execute("select id, at from run order by at, id").fetchall()
            removed = self._db.execute(
                "select run, rule, count(*) from removal group by run, rule"
            ).fetchall()
            paths = self._db.execute(
                "select import.run, file.path from import join file using (fingerprint) order by file.path"
            ).fetchall()
        return [
            Run(
                id,
                datetime.fromisoformat(at),
                tuple(Path(path).name for run, path in paths if run == id),
                {rule: n for run, rule, n in removed if run == id},
            )
            for id, at in found
        ]

    def undo(self, run: str) -> Undone:
        """Forgets a run: whom it removed, and the bounce files no other run was given. Raises UserError run_missing.

        Files of ledgers that did not yet note which run brought them stay.
        """
        with self._transaction() as db:
            if db.execute("select 1 from run where id = ?", (run,)).fetchone() is None:
                raise UserError("run_missing", run=run, file=self.path.name)
            removals = db.execute("delete from removal where run = ?", (run,)).rowcount
            alone = "select fingerprint from import group by fingerprint having count(*) = 1 and max(run) = ?"
            files = [fingerprint for (fingerprint,) in db.execute(alone, (run,)).fetchall()]
            db.execute("delete from import where run = ?", (run,))
            for fingerprint in files:
                db.execute("delete from event where fingerprint = ?", (fingerprint,))
                db.execute("delete from file where fingerprint = ?", (fingerprint,))
            db.execute("delete from run where id = ?", (run,))
        return Undone(removals, len(files))

    @contextmanager
    def recording(self, result: Result, run: str, at: datetime) -> Iterator[None]:
        """Remembers the bounce files and the plan of one run when what is done inside has been done; else nothing."""
        analysis, plan = result.analysis, result.plan
        assert analysis is not None and plan is not None
        with self._transaction() as db:
            db.execute("insert into run values (?, ?)", (run, at.isoformat()))
            for file in result.bounce_files:
                self._remember(db, file)
                db.execute("insert or ignore into import values (?, ?)", (run, file.fingerprint))
            gone = (plan.action == REMOVE) & (plan.rule >= 0)
            who = analysis.judged.iloc[subjects(analysis, plan, np.flatnonzero(gone))]
            rows = pd.DataFrame(
                {
                    "key": who["key"].to_numpy(object),
                    "address": analysis.contacts["address"].to_numpy(object)[gone],
                    "rule": [RULES[rule].id for rule in plan.rule[gone]],
                    "reason": who["reason"].to_numpy(object),
                }
            )
            rows = rows[rows["rule"].isin(LASTING)].drop_duplicates("key")
            db.executemany(
                "insert into removal values (?, ?, ?, ?, ?)",
                [(run, *row) for row in rows.itertuples(index=False)],
            )
            yield

    def _remember(self, db: sqlite3.Connection, file: BounceFile) -> None:
        facts = (
            file.fingerprint,
            str(file.path),
            file.source,
            file.rows,
            file.dated.isoformat(),
            file.dated_by,
            int(file.shows_soft),
        )
        if not db.execute("insert or ignore into file values (?, ?, ?, ?, ?, ?, ?)", facts).rowcount:
            return
        cells = file.events[list(EVENT_DTYPES)].astype(object)
        cells["at"] = (
            file.events["at"].dt.strftime("%Y-%m-%dT%H:%M:%S.%f").where(file.events["at"].notna(), None)
        )
        places = ", ".join("?" for _ in range(len(EVENT_DTYPES) + 1))
        values = [(file.fingerprint, *row) for row in cells.itertuples(index=False, name=None)]
        db.executemany(f"insert into event values ({places})", values)  # noqa: S608
