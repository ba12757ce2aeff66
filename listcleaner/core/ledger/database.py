"""The ledger's file: opened safely, its errors as sentences, its changes all or nothing."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from listcleaner.core.errors import UserError
from listcleaner.core.ledger.schema import APPLICATION, VERSION, upgrade

_KINDS = {
    sqlite3.SQLITE_CORRUPT: "ledger_damaged",
    sqlite3.SQLITE_NOTADB: "ledger_damaged",
    sqlite3.SQLITE_BUSY: "ledger_busy",
    sqlite3.SQLITE_LOCKED: "ledger_busy",
    sqlite3.SQLITE_FULL: "ledger_full",
    sqlite3.SQLITE_IOERR: "ledger_full",  # of what can be told apart below; else the disk itself fails
    sqlite3.SQLITE_CANTOPEN: "ledger_not_writable",
    sqlite3.SQLITE_PERM: "ledger_not_writable",
    sqlite3.SQLITE_ERROR: "ledger_damaged",  # a table or column has lost its name: our own queries are right
    sqlite3.SQLITE_READONLY: "ledger_not_writable",
}
_NOT_WRITABLE = (sqlite3.SQLITE_IOERR_ACCESS, sqlite3.SQLITE_IOERR_LOCK, sqlite3.SQLITE_IOERR_SHMOPEN)
_FIRST_TABLES = {"file", "run"}  # in the ledgers of all versions


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """What SQLite says about a ledger, as something the person can put right."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        unreadable = isinstance(error, sqlite3.OperationalError)  # without a code: a text that is none
        code = getattr(error, "sqlite_errorcode", None) or (sqlite3.SQLITE_CORRUPT if unreadable else 0)
        kind = "ledger_not_writable" if code in _NOT_WRITABLE else _KINDS.get(code & 0xFF)
        if kind is None:
            raise
        raise UserError(kind, file=path.name) from error
    except UnicodeDecodeError as error:
        raise UserError("ledger_damaged", file=path.name) from error


class Database:
    """An open ledger file, of this version; made when it is not there, for its owner alone.

    ``patience``: seconds to wait for another program that writes. Raises UserError, each with ``file``: ledger_damaged,
    ledger_newer, ledger_not_writable, ledger_busy, ledger_full.
    """

    def __init__(self, path: Path, patience: float) -> None:
        self.path = path
        with sentences(self.path):
            make_private(path)
            self._db = sqlite3.connect(path, timeout=patience, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def close(self) -> None:
        """Closes the file; the last to close it puts its journal into it."""
        self._db.close()

    def all(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows a query finds."""
        with sentences(self.path):
            return self._db.execute(query, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is done inside, or nothing; no other program writes meanwhile."""
        with sentences(self.path):
            self._db.execute("begin immediate")
            try:
                yield self._db
                self._db.execute("commit")
            except BaseException:
                if self._db.in_transaction:  # SQLite itself gives up when the disk is full
                    self._db.execute("rollback")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Several queries that see the same state, whatever other programs write meanwhile."""
        with sentences(self.path):
            self._db.execute("begin")
            try:
                yield self._db
            except (ValueError, KeyError, TypeError) as error:  # a moment, a name or a number is none
                raise UserError("ledger_damaged", file=self.path.name) from error
            finally:
                if self._db.in_transaction:
                    self._db.execute("rollback")

    def copy_to(self, path: Path) -> None:
        """A whole ledger under another name, where nothing or an empty file is. Raises sqlite3.DatabaseError."""
        self._db.execute("vacuum into ?", (str(path),))

    def check_whole(self) -> None:
        """Raises UserError ledger_damaged when some page of it is."""
        if self.all("pragma integrity_check") != [("ok",)]:
            raise UserError("ledger_damaged", file=self.path.name)

    def wipe(self) -> None:
        """What was deleted is in none of its files any more. Raises UserError ledger_busy when another program reads on."""
        with sentences(self.path):
            self._db.execute("vacuum")
            (busy, *_) = self._db.execute("pragma wal_checkpoint(truncate)").fetchone()
        if busy:
            raise UserError("ledger_busy", file=self.path.name)

    def _prepare(self) -> None:
        self._check()
        db = self._db
        db.execute("pragma journal_mode = wal")
        db.execute("pragma foreign_keys = on")
        db.execute("pragma secure_delete = on")
        if self._version() < VERSION:
            with self.transaction():
                if (version := self._version()) < VERSION:  # another program may have been first
                    upgrade(db, version)

    def _check(self) -> None:
        """Raises UserError where this is no ledger, or one this program does not know; nothing is written before."""
        (application,) = self._db.execute("pragma application_id").fetchone()
        tables = {name for (name,) in self._db.execute("select name from sqlite_schema where type = 'table'")}
        version = self._version()
        if version > VERSION and application in (0, APPLICATION):
            raise UserError("ledger_newer", file=self.path.name)
        empty = not tables and not version
        if application not in (0, APPLICATION) or not (empty or (tables >= _FIRST_TABLES and version)):
            raise UserError("ledger_damaged", file=self.path.name)

    def _version(self) -> int:
        (version,) = self._db.execute("pragma user_version").fetchone()
        return int(version)


def place_of(path: Path) -> str:
    """Where a file is, as the tables have it. A name that is no text (Linux knows such) is not found by it, but is told."""
    return os.fsencode(path.absolute()).decode("utf-8", "backslashreplace")


def make_private(path: Path) -> None:
    """An empty file only its owner can read; SQLite gives its journals the same rights."""
    with suppress(OSError):  # there already, or SQLite says why it cannot be
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
