"""The tables of the ledger, and how a ledger of an earlier version becomes one of this."""

import secrets
import sqlite3
from collections.abc import Callable

import pandas as pd

from listcleaner.core.events import EVENT_DTYPES
from listcleaner.core.ledger.packed import pack

APPLICATION = 0x4C434C47  # "LCLG" in the file's header: no other program's database
SECRET_BYTES = 32

_FIRST = """
create table file (
    fingerprint text primary key, path text not null, source text not null, rows integer not null,
    dated text not null, dated_by text not null, shows_soft integer not null
);
create table run (id text primary key, at text not null);
"""
_OF_TWO = """
create table event (fingerprint text not null references file(fingerprint), {columns});
create index event_file on event(fingerprint);
create table removal (
    run text not null references run(id), key text not null, address text not null, rule text not null, reason text not null,
    primary key (run, key)
);
create index removal_key on removal(key);
"""
_SECOND = """
create table import (
    run text not null references run(id), fingerprint text not null references file(fingerprint), primary key (run, fingerprint)
);
"""
# `decision`: every row not kept, and corrections; of ledgers before version 3 only people removed for good, without list and row.
# `lasting`: taken out again when she comes back; 2 as long as a file tells why. `became`: the corrected address. Key and address
# of who was forgotten are "".
# `events`: one row for each column of a bounce file (packed.py).
# `pending`: files of a recorded run not yet seen in their places. `pause`: since the run that opened it, ended by another.
_THIRD = """
create table events (
    fingerprint text not null references file(fingerprint), name text not null, texts blob, numbers blob not null,
    primary key (fingerprint, name)
);
create table list (
    run text not null references run(id), place integer not null, path text not null, fingerprint text not null,
    reading text not null, address_column integer not null,
    rows integer not null, kept integer not null, suspended integer not null, removed integer not null,
    corrected integer not null,
    primary key (run, place)
);
create table decision (
    run text not null references run(id), list integer, row integer, key text not null, address text not null,
    action text not null, rule text not null, reason text not null, lasting integer not null, became text not null
);
create index decision_run on decision(run);
create index decision_key on decision(key);
create table output (
    run text not null references run(id), list integer, part text not null, path text not null, fingerprint text not null
);
create index output_run on output(run);
create table pending (run text not null references run(id), hidden text not null, target text not null);
create table pause (
    key text not null, run text not null references run(id), strike text not null, ended_by text references run(id),
    primary key (key, run)
);
create table protection (key text primary key, address text not null, at text not null);
create table erasure (digest blob primary key, at text not null);
create table secret (value blob not null);
"""


def _run_all(db: sqlite3.Connection, script: str) -> None:
    """Not executescript(), which ends the transaction it is called in."""
    for statement in script.split(";"):
        if statement.strip():
            db.execute(statement)


def _make_first(db: sqlite3.Connection) -> None:
    _run_all(db, _FIRST)
    _run_all(db, _OF_TWO.format(columns=", ".join(f'"{name}"' for name in EVENT_DTYPES)))


def _make_second(db: sqlite3.Connection) -> None:
    _run_all(db, _SECOND)


def _make_third(db: sqlite3.Connection) -> None:
    """Events in columns; removals become decisions."""
    _run_all(db, _THIRD)
    db.execute("insert into secret values (?)", (secrets.token_bytes(SECRET_BYTES),))
    names = ", ".join(f'"{name}"' for name in EVENT_DTYPES)
    select = f"select {names} from event where fingerprint = ? order by rowid"  # noqa: S608 - our own column names
    for (fingerprint,) in db.execute("select fingerprint from file").fetchall():
        cells = db.execute(select, (fingerprint,)).fetchall()
        events = pd.DataFrame(cells, columns=list(EVENT_DTYPES)).astype(EVENT_DTYPES)
        db.executemany(
            "insert into events values (?, ?, ?, ?)", [(fingerprint, *one) for one in pack(events)]
        )
    db.execute(
        "insert into decision select run, null, null, key, address, 'removed', rule, reason, rule <> 'came_back', '' from removal"
    )
    _run_all(db, "drop table event; drop table removal;")


# Each version's changes to that before it.
_CHANGES: tuple[Callable[[sqlite3.Connection], None], ...] = (_make_first, _make_second, _make_third)
VERSION = len(_CHANGES)


def upgrade(db: sqlite3.Connection, version: int) -> None:
    """Makes a ledger of an earlier version (0: an empty file) one of this; inside a transaction of the caller's."""
    for change in _CHANGES[version:]:
        change(db)
    db.execute(f"pragma application_id = {APPLICATION}")
    db.execute(f"pragma user_version = {VERSION}")
