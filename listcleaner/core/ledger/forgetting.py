"""Somebody who asked to be forgotten: what is known of her goes, and a keyed hash stays, so that she is not mailed again."""

import re
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from listcleaner.core.addresses import check as addresses
from listcleaner.core.events import EVENT_DTYPES
from listcleaner.core.judgement.history import Erasures
from listcleaner.core.ledger.packed import pack, unpack

_LEFT = "…"
# In front of and behind an address nothing stands that would make it another one: joann@, ann@example.com.au.
_BEFORE, _BEHIND = r"(?<![\w.%+\-])", r"(?![\w\-]|\.\w)"
# Addresses inside addresses: bounces+ann=example.com@lists.example.net, and as links write them.
_INSIDE, _SIGNS = r"(?<![\w.%])", "(?:=|%40|=40)"
_BEHIND_IN_NAMES = r"(?![\w\-])"  # of files, which have endings
_PATHS = (
    ("file", "path"),
    ("list", "path"),
    ("output", "path"),
    ("pending", "hidden"),
    ("pending", "target"),
)


@dataclass(frozen=True)
class Forgotten:
    """What was erased: events and decisions. ``files``: still there, written by runs that took her out: they name her."""

    events: int
    decisions: int
    files: tuple[Path, ...]


def forget(db: sqlite3.Connection, key: str, erasures: Erasures, at: datetime) -> Forgotten:
    """Erases a person, under addresses she was corrected from and to as well; inside a transaction of the caller's."""
    keys = _linked(db, key)
    for one in keys:
        db.execute("insert or ignore into erasure values (?, ?)", (erasures.digest(one), at.isoformat()))
    files = _files_naming(db, keys)
    decisions = 0
    for one in keys:
        empty = "update decision set key = '', address = '', became = '' where key = ?"
        decisions += db.execute(empty, (one,)).rowcount
        for table in ("pause", "protection"):
            db.execute(f"delete from {table} where key = ?", (one,))  # noqa: S608 - our own names
    events, spellings = 0, set(keys)
    for (mark,) in db.execute("select fingerprint from file").fetchall():
        packed = db.execute(
            "select name, texts, numbers from events where fingerprint = ?", (mark,)
        ).fetchall()
        before = unpack(packed)
        spellings |= {*before.loc[before["key"].isin(keys), "address"]}
        after = erased(before, keys)
        if not after.equals(before):
            events += len(before) - len(after)
            db.execute("delete from events where fingerprint = ?", (mark,))
            db.executemany(
                "insert into events values (?, ?, ?, ?)", [(mark, *column) for column in pack(after)]
            )
    for table, column in (*_PATHS, ("decision", "address")):
        naming = _naming(spellings, table != "decision")
        for place, text in db.execute(f"select rowid, {column} from {table}").fetchall():  # noqa: S608
            if (left := naming.sub(_LEFT, text)) != text:
                db.execute(f"update {table} set {column} = ? where rowid = ?", (left, place))  # noqa: S608
    return Forgotten(events, decisions, files)


def erased(events: pd.DataFrame, keys: Collection[str]) -> pd.DataFrame:
    """The events without those of some people, and without their addresses in what was said of others."""
    theirs = events["key"].isin(keys)
    spellings = {*keys, *events.loc[theirs, "address"]}
    names = {spelling.rpartition("@")[0].lower() for spelling in spellings}  # found in a sixth of the time
    left = events[~theirs].reset_index(drop=True)
    for name, dtype in EVENT_DTYPES.items():
        if dtype == "str":
            naming = _naming(spellings, name == "file")
            texts = left[name].unique()
            likely = [text for text in texts if any(local in text.lower() for local in names)]
            changed = {text: new for text in likely if (new := naming.sub(_LEFT, text)) != text}
            if changed:
                left[name] = left[name].replace(changed)
    return left


def unnamed(path: Path, keys: Collection[str]) -> Path:
    """A file's name without the addresses of some people."""
    return Path(_naming(keys, True).sub(_LEFT, str(path)))


def _linked(db: sqlite3.Connection, key: str) -> list[str]:
    """The key, those of addresses that were corrected to it, and of those it was corrected to."""
    pairs = db.execute(
        "select distinct key, became from decision where became <> '' and key <> ''"
    ).fetchall()
    links = [{old, addresses.check_one(new).key} for old, new in pairs]
    found = {key}
    while more := set().union(*(link for link in links if link & found)) - found:
        found |= more
    return sorted(found)


def _files_naming(db: sqlite3.Connection, keys: Iterable[str]) -> tuple[Path, ...]:
    query = "select distinct path from output where part <> 'review' and run in (select run from decision where key = ?)"
    found = {path for key in keys for (path,) in db.execute(query, (key,))}
    return tuple(Path(path) for path in sorted(found) if Path(path).exists())


def _naming(spellings: Iterable[str], of_file: bool) -> re.Pattern[str]:
    """Finds these addresses in a text or the name of a file, however they are written; nothing where there is none."""
    every, behind = [], _BEHIND_IN_NAMES if of_file else _BEHIND
    for spelling in spellings:
        local, sign, domain = spelling.strip().rpartition("@")
        if sign and local and domain:
            name, host = re.escape(local), re.escape(domain)
            every += [f"{_BEFORE}{name}@{host}{behind}", f"{_INSIDE}{name}{_SIGNS}{host}{behind}"]
        elif spelling:
            every.append(re.escape(spelling))
    return re.compile("|".join(every) or r"(?!)", re.IGNORECASE)
