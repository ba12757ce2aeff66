"""The ledger as the window uses it: opened in the worker for each piece of work, so that the window waits for nothing."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from listcleaner.core.errors import UserError
from listcleaner.core.export.staging import Seal
from listcleaner.core.judgement.history import NO_HISTORY, History, Protection
from listcleaner.core.progress import Progress
from listcleaner.core.result import Result
from listcleaner.core.rules.decisions import Decisions
from listcleaner.core.samples import are_all_of
from listcleaner.core.session import Session
from listcleaner.gui.jobs import Jobs

if TYPE_CHECKING:  # with it comes pandas: it is loaded in the worker
    from listcleaner.core.ledger import Ledger, Run
    from listcleaner.core.ledger.lookup import Corrected
    from listcleaner.core.ledger.reading import Decision

T = TypeVar("T")


class Protected(NamedTuple):
    """An address the person protects, as she wrote it, since a moment (naive, UTC)."""

    address: str
    at: datetime


@dataclass(frozen=True)
class Contents:
    """What a person can look up; the latest first."""

    runs: "tuple[Run, ...]" = ()
    protected: tuple[Protected, ...] = ()
    corrected: "tuple[Corrected, ...]" = ()


class Memory(QObject):
    """Remembers from month to month, in the file ``place``; None: nowhere. The samples leave no trace.

    A ledger that cannot be used is a ``problem``, not a failure: the window works on without memory and says so.
    ``changed``: it holds something else, or can be used, or no longer. ``contents``: as of the last :meth:`look`.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, place: Path | None) -> None:
        super().__init__()
        self._jobs = jobs
        self._known: tuple[object, History] | None = None
        self._before: dict[
            str, Protection | None
        ] = {}  # by key, what the ledger said before she said otherwise
        self.place = place
        self.problem: UserError | None = None
        self.contents = Contents()

    # In the worker

    def history(self, session: Session) -> History:
        """What there is to know of earlier runs; read again only when the ledger is another."""
        place = self.place
        if place is None or are_all_of(session) or not place.exists():
            self._tell(None)
            return NO_HISTORY
        mark = _mark(place)
        if self._known is None or self._known[0] != mark:
            try:
                with _opened(place) as ledger:
                    history = ledger.history()
            except UserError as error:
                self._known = None
                self._tell(error)
                return NO_HISTORY
            self._known = (_mark(place), self._as_before(history))
        self._tell(None)
        return self._known[1]

    def _as_before(self, history: History) -> History:
        """Without what she protected, or no longer, in this session: that is hers to take back, and stands there."""
        others = {one for one in history.protected if one.key not in self._before}
        return replace(history, protected=frozenset(others.union(filter(None, self._before.values()))))

    @contextmanager
    def recording(
        self, session: Session, result: Result, run: str, at: datetime, progress: Progress
    ) -> Iterator[Seal]:
        """As Ledger.recording; without memory where there is none, or it could not be used when the files were judged."""
        place = self.place
        if place is None or are_all_of(session) or self.problem is not None:
            yield lambda _: None
            return
        corrections = session.decisions.corrections
        with _made(place) as ledger, ledger.recording(result, run, at, corrections, progress) as seal:
            yield seal

    def remembers(self, session: Session) -> bool:
        """Whether a run of this session is recorded."""
        return self.place is not None and self.problem is None and not are_all_of(session)

    def _tell(self, problem: UserError | None) -> None:
        if (problem and problem.code) != (self.problem and self.problem.code):
            self._jobs.deliver(lambda: self._become(problem))

    # In the window

    def _become(self, problem: UserError | None) -> None:
        self.problem = problem
        self.changed.emit()

    def do_without(self, problem: UserError) -> None:
        """Works without memory from now on, for this reason, until it is looked at again."""
        self._become(problem)

    def move_to(self, place: Path) -> None:
        """Another file is the ledger from now on."""
        self.place, self.problem = place, None
        self.look()

    def look(self) -> None:
        """Finds out what is in the ledger."""

        def done(found: Contents) -> None:
            self.contents, self.problem = found, None
            self.changed.emit()

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self.contents = Contents()
            self._become(error)

        self._jobs.start(self._look, done, failed, lasting=True)

    def _look(self, progress: Progress) -> Contents:
        del progress
        if self.place is None or not self.place.exists():
            return Contents()
        with _opened(self.place) as ledger:
            protected = (Protected(*one) for one in ledger.protected())
            latest = tuple(sorted(protected, key=lambda one: one.at, reverse=True))
            return Contents(tuple(reversed(ledger.runs())), latest, tuple(ledger.corrections()))

    def keep(self, before: Session, after: Session, addresses: Mapping[str, str]) -> None:
        """Writes whom she protects, and no longer, as soon as she says so; and back, when she takes that back.

        ``addresses``: by key, as they are to be shown.
        """
        was, now = _standing(before.decisions), _standing(after.decisions)
        changed = {
            key for key in was.keys() | now.keys() if (key in was, was.get(key)) != (key in now, now.get(key))
        }
        if are_all_of(after):  # nobody of the samples gets into the ledger; whoever is there may leave it
            changed = {key for key in changed if key in self._before or now.get(key, key) is None}
        if not changed or self.place is None or self.problem is not None:
            return

        def work(ledger: "Ledger") -> None:
            from listcleaner.core.addresses.check import check_one

            keys = [(check_one(address).key, at) for address, at in ledger.protected()]
            known = {key: Protection(key, at) for key, at in keys}
            for key in changed:
                first = self._before.setdefault(key, known.get(key))
                wanted = now.get(key, first)
                if wanted is None:
                    ledger.unprotect(addresses[key])
                else:
                    ledger.protect(addresses[key], wanted.at)

        self.act(work, lambda _: None)

    def receipt(self, run: str, done: "Callable[[list[Decision]], None]") -> None:
        """Whom a run took out, and why."""
        self._ask(lambda ledger: ledger.receipt(run), done)

    def act(self, work: "Callable[[Ledger], T]", done: Callable[[T], None]) -> None:
        """Changes the ledger; what it holds is looked at again. Failures are told to the person."""

        def then(value: T) -> None:
            done(value)
            self.look()

        self._ask(work, then)

    def replace(self, work: Callable[[Path], T], done: Callable[[T], None]) -> None:
        """As :meth:`act`, but with the file itself, which nobody has open."""
        place = self.place
        assert place is not None

        def then(value: T) -> None:
            done(value)
            self.look()

        self._jobs.start(lambda _: work(_home(place)), then)

    def move(self, to: Path, done: Callable[[], None]) -> None:
        """The ledger goes to another place; a file that is there already is the ledger from then on, and nothing goes."""
        place = self.place

        def work(progress: Progress) -> None:
            del progress
            if place is None or not place.exists() or to.exists():
                return
            with _opened(place) as ledger:
                ledger.backup(_home(to))
            for file in (place, *_journals(place)):
                file.unlink(missing_ok=True)

        def then(_: None) -> None:
            self.move_to(to)
            done()

        self._jobs.start(work, then)

    def _ask(self, work: "Callable[[Ledger], T]", done: Callable[[T], None]) -> None:
        place = self.place
        assert place is not None

        def run(progress: Progress) -> T:
            del progress
            with _made(place) as ledger:
                return work(ledger)

        self._jobs.start(run, done)


def _standing(decisions: Decisions) -> dict[str, Protection | None]:
    """By key, whom she protects, and whom no longer (None)."""
    return dict.fromkeys(decisions.unprotect) | {one.key: one for one in decisions.protect}


def _opened(place: Path) -> "Ledger":
    from listcleaner.core.ledger import Ledger

    return Ledger(place)


def _made(place: Path) -> "Ledger":
    """The ledger there, made with its folder where they are not."""
    return _opened(_home(place))


def _home(place: Path) -> Path:
    """The place, its folder made where it is not there."""
    if not place.parent.exists():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def _journals(place: Path) -> list[Path]:
    return [place.with_name(f"{place.name}{end}") for end in ("-wal", "-shm")]


def _mark(place: Path) -> object:
    """What differs when anybody has written to the ledger: its journal counts until it is put into it."""
    files = [place, _journals(place)[0]]
    return place, tuple(
        (stat.st_mtime_ns, stat.st_size) for file in files if (stat := _stat(file)) is not None
    )


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None
