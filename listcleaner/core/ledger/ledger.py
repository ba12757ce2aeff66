"""What the rest of the program knows of the ledger: one class.

Bounce files are remembered whole, by content: importing one twice adds nothing, and the events of all months go through the same
counting as if they had been given today.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Self

from listcleaner.core.addresses import check as addresses
from listcleaner.core.errors import UserError
from listcleaner.core.export.staging import Seal, Staged
from listcleaner.core.judgement.history import History
from listcleaner.core.ledger import lookup, reading
from listcleaner.core.ledger.copies import new_file
from listcleaner.core.ledger.database import Database, sentences
from listcleaner.core.ledger.forgetting import Forgotten, erased, forget, unnamed
from listcleaner.core.ledger.lookup import Corrected
from listcleaner.core.ledger.reading import Decision, Run
from listcleaner.core.ledger.recorded import recorded
from listcleaner.core.ledger.restoring import Taken
from listcleaner.core.ledger.undoing import Undone, undo
from listcleaner.core.ledger.writing import expect, note, remember
from listcleaner.core.progress import Progress, silent
from listcleaner.core.result import Result
from listcleaner.core.rules.decisions import RowRef
from listcleaner.core.tables.fingerprint import fingerprint

PATIENCE = 30.0  # seconds; another program writes for one or two


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

    def facts(self) -> dict[str, int]:
        """How much is in it: ``runs``, ``files`` (bounce files), ``decisions``, ``protected``, ``forgotten``."""
        tables = {
            "runs": "run",
            "files": "file",
            "decisions": "decision",
            "protected": "protection",
            "forgotten": "erasure",
        }
        with self._base.snapshot():
            counts = {name: self._base.all(f"select count(*) from {table}") for name, table in tables.items()}  # noqa: S608
        return {name: n for name, ((n,),) in counts.items()}

    # What the rules need to know

    def history(self) -> History:
        """What the rules need to know of earlier runs. Give it to :meth:`Pipeline.compute`."""
        with self._base.snapshot():
            return History(
                tuple(reading.files(self._base)),
                frozenset(reading.removed(self._base)),
                frozenset(reading.pauses(self._base)),
                frozenset(reading.protected(self._base)),
                frozenset(reading.corrected(self._base)),
                reading.erasures(self._base),
                frozenset(reading.cleaned(self._base)),
            )

    # Runs

    def runs(self) -> list[Run]:
        """All runs, the latest last."""
        return reading.runs(self._base)

    def receipt(self, run: str) -> list[Decision]:
        """Every row a run did not keep, and corrections. Raises UserError run_missing."""
        self._check_known(run)
        return reading.receipt(self._base, run)

    def taken(self, run: str) -> list[Taken]:
        """What a run took out of its lists: what ``restoring.restore`` writes to new files. Raises UserError run_missing."""
        self._check_known(run)
        return reading.taken(self._base, run)

    @contextmanager
    def recording(
        self,
        result: Result,
        run: str,
        at: datetime,
        corrections: Collection[RowRef] = (),
        progress: Progress = silent,
    ) -> Iterator[Seal]:
        """Remembers the bounce files and the plan of one run when what is done inside has been done; else nothing.

        ``corrections``: suggestions the person accepted. Give what is yielded to ``export`` as ``sealing``: then run and files
        happen together. The run is remembered once all files are complete, before they get their names; should the program be
        killed in between, the next to open the ledger names them. Without it the run is remembered at the end of the block.
        Progress steps: ``remembering``.
        """
        sealed = False

        def seal(files: Sequence[Staged]) -> None:
            nonlocal sealed
            marks = []
            for staged in files:
                progress("remembering", 1, 1)  # it may have been cancelled
                marks.append(fingerprint(staged.hidden))
            with self._base.transaction() as db:
                gone = reading.erasures(self._base)  # now: somebody may have been forgotten meanwhile
                db.execute("insert into run values (?, ?)", (run, at.isoformat()))
                for file in result.bounce_files:
                    progress("remembering", 1, 1)
                    if forgotten := gone.among(file.events["key"].unique()):
                        events, path = erased(file.events, forgotten), unnamed(file.path, forgotten)
                        file = replace(file, events=events, path=path)
                    remember(db, file)
                    db.execute("insert or ignore into import values (?, ?)", (run, file.fingerprint))
                progress("remembering", 1, 1)
                note(db, run, recorded(result, corrections, reading.pauses(self._base)), gone, progress)
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
            self._check_known(run)
            return undo(db, run)

    def _check_known(self, run: str) -> None:
        if not self._base.all("select 1 from run where id = ?", (run,)):
            raise UserError("run_missing", run=run, file=self.path.name)

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

    def corrections(self) -> list[Corrected]:
        """What she corrected, each address once; the latest first."""
        return lookup.corrected(self._base)

    # Her own decisions

    def protect(self, address: str, at: datetime) -> None:
        """From now on this address is kept whatever the rules say. Raises UserError no_address too."""
        with self._base.transaction() as db:
            db.execute(
                "insert or replace into protection values (?, ?, ?)",
                (_key(address), address.strip(), at.isoformat()),
            )

    def unprotect(self, address: str) -> bool:
        """Leaves an address to the rules again; False when it was not protected. Raises UserError no_address too."""
        with self._base.transaction() as db:
            return db.execute("delete from protection where key = ?", (_key(address),)).rowcount > 0

    def forget(self, address: str, at: datetime) -> Forgotten:
        """Erases a person, leaving a keyed hash by which she is known when she comes back. Raises UserError no_address too.

        Should another program read the ledger for longer than ``patience``, ledger_busy is raised: she is forgotten then, but
        what was deleted may be in the file until this is called again.
        """
        key = _key(address)
        with self._base.transaction() as db:
            forgotten = forget(db, key, reading.erasures(self._base), at)
        self._base.wipe()
        return forgotten

    def protected(self) -> list[tuple[str, datetime]]:
        """The addresses that are kept whatever the rules say, and since when (naive, UTC)."""
        rows = self._base.all("select address, at from protection order by key")
        return [(address, datetime.fromisoformat(at)) for address, at in rows]

    # The file

    def backup(self, path: Path) -> None:
        """A whole copy of the ledger, for its owner alone. Raises UserError file_exists, and of the copy as the class does."""
        if path.exists():
            raise UserError("file_exists", file=path.name)
        with new_file(path) as hidden, sentences(path):
            self._base.copy_to(hidden)


def _key(address: str) -> str:
    checked = addresses.check_one(address)
    if checked.problem:
        raise UserError("no_address", text=address)
    return checked.key
