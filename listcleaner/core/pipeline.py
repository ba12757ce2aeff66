"""From a session to its results, computing again only what depends on what changed."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar

import pandas as pd

from listcleaner.core.arrival import Loaded, arrive
from listcleaner.core.collection import paused_collection
from listcleaner.core.columns.remembered import Memory
from listcleaner.core.contacts import ListFile, combine, load_list
from listcleaner.core.errors import UserError
from listcleaner.core.events import BounceFile
from listcleaner.core.formats.load import dated_on, load_bounces, undated
from listcleaner.core.judgement.analysis import join, judge
from listcleaner.core.judgement.history import NO_HISTORY, History
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.judgement.sends import assign
from listcleaner.core.progress import Progress, silent
from listcleaner.core.result import Problem, Result
from listcleaner.core.rules.plan import make_plan
from listcleaner.core.second_process import SecondProcess, start
from listcleaner.core.session import Session, Source
from listcleaner.core.tables.table import Note, Reading

T = TypeVar("T")


@dataclass(frozen=True)
class _Made(Generic[T]):
    """A stage's last value with what it was made of: big parts compared by identity, settings by value."""

    parts: tuple[object, ...]
    settings: Hashable
    value: T

    def still_holds(self, parts: Sequence[object], settings: Hashable) -> bool:
        same = len(parts) == len(self.parts) and all(a is b for a, b in zip(parts, self.parts, strict=True))
        return same and settings == self.settings


class Pipeline:
    """Remembers the last value of each stage. One computation at a time: not for several threads at once."""

    def __init__(self) -> None:
        self._loaded: dict[Hashable, Loaded] = {}
        self._contacts: _Made[pd.DataFrame] | None = None
        self._assigned: _Made[tuple[pd.DataFrame, pd.DataFrame]] | None = None
        self._analysis: _Made[Analysis] | None = None

    def receive(
        self,
        path: Path,
        progress: Progress = silent,
        memory: Memory = (),
        reading: Reading = Reading(),
    ) -> Source:
        """What a file nobody has said anything about is, or what she said of one like it (``memory``) or of all (``reading``).

        What was read of it waits for the next :meth:`compute`.
        """
        a_list = Source(path, "list", reading, memory=memory)
        either = (a_list, replace(a_list, role="bounces"))
        before = {source: _state(source) for source in either}
        source, loaded = arrive(path, progress, memory, reading)
        if loaded is not None:
            self._loaded[before[source]] = loaded
        return source

    @paused_collection()
    def compute(
        self,
        session: Session,
        now: datetime,
        progress: Progress = silent,
        history: History = NO_HISTORY,
        opening: Callable[[Source], None] = lambda _: None,
        second: SecondProcess | None = None,
    ) -> Result:
        """The result of a session at a moment (naive, UTC). Raises Cancelled; a file that cannot be used becomes a problem.

        ``opening`` is told of each file before it is read. ``second``: reads the bounce files while the lists are read.
        """
        bounces = tuple(source for source in session.sources if source.role == "bounces")
        aside = start(second, _read_bounces, bounces) if second and bounces else None
        loaded: dict[Hashable, Loaded] = {}
        read: dict[Source, Loaded | UserError] = {}
        for source in session.sources:
            if aside is None or source.role == "list":
                opening(source)
                read[source] = self._read(source, loaded, progress)
        self._loaded = loaded
        lists = [value for value in read.values() if isinstance(value, ListFile)]
        if aside is not None:
            self._combined(session, lists, history)  # before the other process is waited for
            read |= self._taken(aside())
        files = [file for source in bounces if isinstance(found := read[source], list) for file in found]
        problems = tuple(
            Problem(source, error)
            for source in session.sources
            if isinstance(error := read[source], UserError)
        )
        if not lists:
            return Result((), tuple(files), problems=problems)
        # the same file without its date, too: the person may have given it only this time
        given = {mark for file in files for mark in (file.fingerprint, undated(file.fingerprint))}
        remembered = [file for file in history.files if file.fingerprint not in given]
        analysis = self._analyse(session, lists, [*files, *remembered], history, now, progress)
        plan = make_plan(analysis, lists, session.rules, session.decisions, now)
        noted = tuple(_noted(file, analysis) for file in lists)
        return Result(noted, tuple(files), analysis, plan, problems)

    def _read(self, source: Source, loaded: dict[Hashable, Loaded], progress: Progress) -> Loaded | UserError:
        """What a source holds, or why it cannot be used; what it holds goes to ``loaded`` too."""
        state = _state(source)
        found = self._loaded[state] if state in self._loaded else _load(source, progress)
        if not isinstance(found, UserError):
            loaded[state] = found
        return found

    def _taken(self, read: "_BouncesRead") -> Mapping[Source, Loaded | UserError]:
        """What the other process has read; its events need not be assigned again."""
        self._assigned = _Made(read.files, None, read.assigned)
        return read.values

    def _combined(self, session: Session, lists: Sequence[ListFile], history: History) -> pd.DataFrame:
        settings = (session.decisions.corrections, history.corrected)
        if self._contacts is None or not self._contacts.still_holds(lists, settings):
            before = {one.key: one.address for one in history.corrected}
            contacts = combine(lists, session.decisions.corrections, before)
            self._contacts = _Made(tuple(lists), settings, contacts)
        return self._contacts.value

    def _analyse(
        self,
        session: Session,
        lists: list[ListFile],
        files: list[BounceFile],
        history: History,
        now: datetime,
        progress: Progress,
    ) -> Analysis:
        progress("counting", 0)
        contacts = self._combined(session, lists, history)
        progress("counting", 0)  # it may have been cancelled
        if self._assigned is None or not self._assigned.still_holds(files, None):
            self._assigned = _Made(tuple(files), None, assign(files))
        progress("counting", 0)
        rules = session.rules
        parts = (contacts, *files)
        settings = (rules.judging, replace(history, files=()), now.date())
        made = self._analysis
        if made is None or not made.still_holds(parts, settings):
            same_files = made is not None and made.still_holds(parts, made.settings)
            joined = (
                made.value.joined if made and same_files else join(contacts, self._assigned.value, progress)
            )
            made = self._analysis = _Made(parts, settings, judge(joined, rules, now, progress, history))
        return made.value


@dataclass(frozen=True)
class _BouncesRead:
    """Bounce files by source, or why one could not be used; and what sends.assign() makes of all of them."""

    values: dict[Source, Loaded | UserError]
    assigned: tuple[pd.DataFrame, pd.DataFrame]

    @property
    def files(self) -> tuple[BounceFile, ...]:
        return tuple(file for value in self.values.values() if isinstance(value, list) for file in value)


def _read_bounces(sources: Sequence[Source]) -> _BouncesRead:
    """All bounce files of a session; runs in a second process."""
    values = {source: _load(source, silent) for source in sources}
    read = _BouncesRead(values, (pd.DataFrame(), pd.DataFrame()))
    return replace(read, assigned=assign(read.files))


def _noted(file: ListFile, analysis: Analysis) -> ListFile:
    """The list, with a note when it was cleaned already: the person may have meant to take the cleaned one."""
    day = analysis.cleaned.get(file.fingerprint)
    return replace(file, notes=(*file.notes, Note("cleaned_before", {"date": day}))) if day else file


def _state(source: Source) -> Hashable:
    """What a loaded source depends on: how it is read, and the file as it is now."""
    if source.path.is_file():
        stat = source.path.stat()
        return source, stat.st_mtime_ns, stat.st_size
    if source.path.is_dir():
        return source, tuple(
            sorted((str(p), p.stat().st_mtime_ns) for p in source.path.rglob("*") if p.is_file())
        )
    return source


def _load(source: Source, progress: Progress) -> Loaded | UserError:
    how = (source.path, source.reading, source.columns, progress, source.memory)
    try:
        if source.role == "list":
            return load_list(*how)
        files = load_bounces(*how)
        return [dated_on(file, source.dated) for file in files] if source.dated else files
    except UserError as error:
        error.fields.setdefault("file", source.path.name)
        return error
