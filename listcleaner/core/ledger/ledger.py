"""What the rest of the program knows of the ledger: one class.

Bounce files are remembered whole, by content: importing one twice adds nothing, and the events of all months go through the same
counting as if they had been given today.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

import pandas as pd

from listcleaner.core.addresses import check as addresses
from listcleaner.core.errors import UserError
from listcleaner.core.events import BounceFile
from listcleaner.core.export.staging import Seal, Staged
from listcleaner.core.judgement.history import (
    Correction,
    Erasure,
    Erasures,
    History,
    Pause,
    Protection,
    Removal,
)
from listcleaner.core.ledger.database import Database
from listcleaner.core.ledger.packed import Packed, pack, unpack
from listcleaner.core.ledger.recorded import recorded
from listcleaner.core.ledger.writing import expect, note, remember, without
from listcleaner.core.pipeline import Result
from listcleaner.core.rules.plan import RowRef
from listcleaner.core.tables.fingerprint import fingerprint
from listcleaner.core.tables.table import Reading

PATIENCE = 30.0  # seconds; another program writes for one or two


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


@dataclass(frozen=True)
class Undone:
    """What taking a run back has undone. ``removals``: people no more known as removed. ``files``: bounce files forgotten."""

    removals: int
    files: int


class Ledger:
    """An open ledger; made when it is not there.

    Raises UserError, when it is opened and by every method, each with ``file``: ledger_damaged, ledger_newer,
    ledger_not_writable, ledger_busy (another program writes for longer than ``patience``, in seconds), ledger_full.

    It belongs to the thread that opened it. To work in another thread, open another one there, for each piece of work
    (``with Ledger(path) as ledger``): that takes a few milliseconds, and any number may be open, in several programs too.
    What is changed is changed wholly or not at all, also when the program is killed.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self.path = path
        self._base = Database(path, patience)
        try:
            self._finish_pending()
        except BaseException:
            self._base.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        tables = ("run", "file", "protection", "erasure")
        return not any(self._base.all(f"select 1 from {table} limit 1") for table in tables)  # noqa: S608

    # What the rules need to know

    def history(self) -> History:
        """What the rules need to know of earlier runs. Give it to :meth:`Pipeline.compute`."""
        with self._base.snapshot():
            return History(
                tuple(self._files()),
                frozenset(self.removed()),
                frozenset(self._pauses()),
                frozenset(self.protected()),
                frozenset(self._corrected()),
                self.erasures(),
            )

    def _files(self) -> Iterator[BounceFile]:
        columns: dict[str, list[Packed]] = {}
        for mark, *column in self._base.all("select fingerprint, name, texts, numbers from events"):
            columns.setdefault(str(mark), []).append(tuple(column))  # type: ignore[arg-type]
        facts = "fingerprint, path, source, rows, dated, dated_by, shows_soft"
        for found in self._base.all(f"select {facts} from file order by fingerprint"):  # noqa: S608
            mark, path, source, rows, dated, dated_by, shows_soft = found
            try:
                events = unpack(columns[str(mark)])
            except (ValueError, KeyError) as error:
                raise UserError("ledger_damaged", file=self.path.name) from error
            yield BounceFile(
                Path(str(path)),
                Reading(),
                str(mark),
                str(source),
                int(str(rows)),
                events,
                pd.Timestamp(str(dated)),
                str(dated_by),
                bool(shows_soft),
            )

    def removed(self) -> list[Removal]:
        """Who was removed for good, each once: the latest removal."""
        rows = self._base.all(
            "select key, max(at), rule, reason from decision join run on run.id = run where lasting and key <> '' group by key"
        )
        return [Removal(str(key), _moment(at), str(rule), str(reason)) for key, at, rule, reason in rows]

    def _pauses(self) -> list[Pause]:
        rows = self._base.all(
            "select key, opened.at, ended.at, strike from pause"
            " join run opened on opened.id = pause.run left join run ended on ended.id = ended_by"
        )
        return [
            Pause(str(key), _moment(since), _moment(ended) if ended else None, _moment(strike))
            for key, since, ended, strike in rows
        ]

    def _corrected(self) -> list[Correction]:
        rows = self._base.all(
            "select key, became, max(at) from decision join run on run.id = run where became <> '' and key <> '' group by key"
        )
        return [Correction(str(key), str(became), _moment(at)) for key, became, at in rows]

    def protected(self) -> list[Protection]:
        """Whom the person wants kept whatever the rules say."""
        return [
            Protection(str(key), _moment(at)) for key, at in self._base.all("select key, at from protection")
        ]

    def erasures(self) -> Erasures:
        """Who asked to be forgotten, as hashes."""
        ((secret,),) = self._base.all("select value from secret")
        assert isinstance(secret, bytes)
        rows = self._base.all("select digest, at from erasure")
        return Erasures(
            secret,
            frozenset(Erasure(digest, _moment(at)) for digest, at in rows if isinstance(digest, bytes)),
        )

    # Runs

    def runs(self) -> list[Run]:
        """All runs, the latest last."""
        with self._base.snapshot():
            found = self._base.all("select id, at from run order by at, id")
            removed = self._base.all(
                "select run, rule, count(distinct key) from decision where lasting group by run, rule"
            )
            paths = self._base.all(
                "select import.run, file.path from import join file using (fingerprint) order by file.path"
            )
            lists = self._base.all(
                "select run, path, rows, kept, suspended, removed, corrected from list order by run, place"
            )
        return [
            Run(
                str(id),
                _moment(at),
                tuple(_name(path) for run, path in paths if run == id),
                {str(rule): int(str(n)) for run, rule, n in removed if run == id},
                tuple(
                    ListOfRun(_name(path), *(int(str(n)) for n in counts))
                    for run, path, *counts in lists
                    if run == id
                ),
            )
            for id, at in found
        ]

    @contextmanager
    def recording(
        self, result: Result, run: str, at: datetime, corrections: Collection[RowRef] = ()
    ) -> Iterator[Seal]:
        """Remembers the bounce files and the plan of one run when what is done inside has been done; else nothing.

        ``corrections``: suggestions the person accepted. Give what is yielded to ``export`` as ``sealing``: then run and files
        happen together. The run is remembered once all files are complete, before they get their names; should the program be
        killed in between, the next to open the ledger names them. Without it the run is remembered at the end of the block.
        """
        erased = self.erasures()
        what = recorded(result, corrections, self._pauses())
        packed = {file.fingerprint: list(pack(without(file.events, erased))) for file in result.bounce_files}
        sealed = False

        def seal(files: Sequence[Staged]) -> None:
            nonlocal sealed
            marks = [fingerprint(file.hidden) for file in files]
            with self._base.transaction() as db:
                db.execute("insert into run values (?, ?)", (run, at.isoformat()))
                for file in result.bounce_files:
                    remember(db, file, packed[file.fingerprint])
                    db.execute("insert or ignore into import values (?, ?)", (run, file.fingerprint))
                note(db, run, what, erased)
                expect(db, run, files, marks)
            sealed = True

        try:
            yield seal
            if not sealed:
                seal(())
        except BaseException:
            if sealed:
                self.undo(run)
            raise
        with suppress(UserError):  # nothing is lost: the next to open the ledger looks again
            self._finish_pending()

    def undo(self, run: str) -> Undone:
        """Forgets a run: whom it removed, and the bounce files no other run was given. Raises UserError run_missing.

        Files of ledgers that did not yet note which run brought them stay.
        """
        with self._base.transaction() as db:
            if db.execute("select 1 from run where id = ?", (run,)).fetchone() is None:
                raise UserError("run_missing", run=run, file=self.path.name)
            ((removals,),) = db.execute(
                "select count(distinct key) from decision where run = ? and lasting", (run,)
            )
            alone = "select fingerprint from import group by fingerprint having count(*) = 1 and max(run) = ?"
            files = [mark for (mark,) in db.execute(alone, (run,)).fetchall()]
            db.execute("update pause set ended_by = null where ended_by = ?", (run,))
            for table in ("import", "decision", "list", "output", "pending", "pause"):
                db.execute(f"delete from {table} where run = ?", (run,))  # noqa: S608 - our own names
            for mark in files:
                db.execute("delete from events where fingerprint = ?", (mark,))
                db.execute("delete from file where fingerprint = ?", (mark,))
            db.execute("delete from run where id = ?", (run,))
        return Undone(removals, len(files))

    def _finish_pending(self) -> None:
        """Gives the files of a run their names where the program that wrote them was killed in between."""
        done = []
        for hidden, target in self._base.all("select hidden, target from pending"):
            with suppress(OSError):  # not there: it has its name already; in use: it has to wait
                Path(str(hidden)).replace(str(target))
            if not Path(str(hidden)).exists():
                done.append((hidden,))
        if done:
            with self._base.transaction() as db:
                db.executemany("delete from pending where hidden = ?", done)

    # Her own decisions

    def protect(self, address: str, at: datetime) -> None:
        """From now on this address is kept whatever the rules say. Raises UserError no_address too."""
        with self._base.transaction() as db:
            db.execute(
                "insert or replace into protection values (?, ?, ?)", (_key(address), address, at.isoformat())
            )

    def unprotect(self, address: str) -> bool:
        """Leaves an address to the rules again; False when it was not protected. Raises UserError no_address too."""
        with self._base.transaction() as db:
            return db.execute("delete from protection where key = ?", (_key(address),)).rowcount > 0

    def backup(self, path: Path) -> None:
        """A whole copy of the ledger, which can be opened as one. Raises UserError output_in_use when there is such a file."""
        if path.exists():
            raise UserError("output_in_use", file=path.name)
        self._base.copy_to(path)


def _key(address: str) -> str:
    checked = addresses.check_one(address)
    if checked.problem:
        raise UserError("no_address", text=address)
    return checked.key


def _moment(text: object) -> datetime:
    return datetime.fromisoformat(str(text))


def _name(path: object) -> str:
    return Path(str(path)).name
