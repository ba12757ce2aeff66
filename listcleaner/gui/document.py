"""The document: the session in the window, what is computed from it, and the way back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from listcleaner import userdata
from listcleaner.core import samples
from listcleaner.core.errors import UserError
from listcleaner.core.judgement.history import Protection
from listcleaner.core.progress import Progress
from listcleaner.core.result import Result
from listcleaner.core.rules.decisions import Decisions, RowRef
from listcleaner.core.rules.declared import Rules
from listcleaner.core.session import Session, Source
from listcleaner.core.tables.table import DateOrder, Reading
from listcleaner.gui.jobs import Job, Jobs
from listcleaner.gui.memory import Memory
from listcleaner.gui.steps import Name, Steps

if TYPE_CHECKING:  # what computes brings pandas: it is loaded in the worker, while the window already answers
    from listcleaner.core.contacts import ListFile
    from listcleaner.core.judgement.people import Analysis
    from listcleaner.core.pipeline import Pipeline
    from listcleaner.core.rules.plan import Plan
    from listcleaner.gui.overview import Overview


def utc_now() -> datetime:
    """The clock: naive, UTC."""
    return datetime.now(UTC).replace(tzinfo=None)


class Document(QObject):
    """Holds one frozen session; every change is a new session, and undo is the one before.

    ``changed`` says what: ``sources`` and ``rules`` and ``decisions`` at once, ``analysis`` and ``plan`` when they are computed.
    ``working`` says that computing goes on or is over; ``progressed`` carries step, rows done, rows in all (-1 unknown).
    ``opened`` carries the file whose reading begins: those before it in the session have been read. ``dates``: how the files to
    come are read where a date leaves it open.
    """

    changed = Signal(frozenset)
    working = Signal(bool)
    progressed = Signal(str, int, int)
    opened = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        pipeline: "Pipeline | None" = None,
        clock: Callable[[], datetime] = utc_now,
        parent: QObject | None = None,
        memory: Memory | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        if pipeline is not None:
            self._pipeline = pipeline
        self.memory = memory or Memory(jobs, None)
        self._clock = clock
        self._steps = Steps()
        self._job: Job[tuple[Result, Overview | None]] | None = None
        self._written: dict[str, str] = {}  # by key, addresses as the person sees them
        self._lists: dict[Path, ListFile] = {}  # as they were when last they could be read
        self._stale = False
        self._computing = self._settled = self._saved = Session()
        self.session = Session()
        self.result = Result()
        self.overview: Overview | None = None
        self.dates: DateOrder | None = None
        self.now = clock()

    @cached_property
    def _pipeline(self) -> "Pipeline":
        """Made in the worker, which alone uses it."""
        from listcleaner.core.pipeline import Pipeline

        return Pipeline()

    # What there is

    @property
    def analysis(self) -> "Analysis | None":
        """The judgement on every address; None until a list is read."""
        return self.result.analysis

    @property
    def plan(self) -> "Plan | None":
        """One decision a row; None until a list is read."""
        return self.result.plan

    @property
    def busy(self) -> bool:
        """Whether files are being read or judged."""
        return self._job is not None

    @property
    def undone_work(self) -> bool:
        """Whether she decided something that no file says yet: about rows, or by other rules than at first."""
        return self.plan is not None and _worked(self.session) != _worked(self._saved)

    def saved(self, session: Session) -> None:
        """What this session says is in files now."""
        self._saved = session

    def problem(self, source: Source) -> UserError | None:
        """Why this source could not be used, if so."""
        return next((p.error for p in self.result.problems if p.source == source), None)

    # Steps

    @property
    def undo_name(self) -> str | None:
        """What undo would take back, or None."""
        return self._steps.undo_name

    @property
    def redo_name(self) -> str | None:
        """What redo would do again, or None."""
        return self._steps.redo_name

    def do(self, session: Session, name: Name) -> None:
        """Takes a step to another session."""
        if session == self.session:
            return
        self._steps.take(self.session, name)
        self._become(session)

    def undo(self) -> None:
        """Takes the last step back."""
        self._become(self._steps.back(self.session))

    def redo(self) -> None:
        """Does the step again that was taken back last."""
        self._become(self._steps.again(self.session))

    def open(self, session: Session) -> None:
        """Starts with a session that is no step of the person's."""
        self._steps.clear()
        self._saved = session
        self._become(session)

    # Changes pages ask for

    def receive(self, path: Path, progress: Progress) -> Source:
        """In the worker: finds out what a file is; what is read of it for that is not read again when it is added."""
        from listcleaner.core.columns import remembered

        memory = remembered.load(userdata.folder())
        return self._pipeline.receive(path, progress, memory, Reading(dates=self.dates))

    def add(self, sources: list[Source], name: Name) -> None:
        """Adds files, or reads files again in another way."""
        self.do(self.session.adding(*sources), name)

    def read_again(self) -> None:
        """Looks at the files once more: one that changed, or was open in another program, is read as it is now."""
        if self._job is not None:  # which asked the ledger, and looked at the files, at its beginning
            self._stale = True
            self._job.cancel()
        elif self.session.sources:
            self._recompute()

    def read_dates(self, order: DateOrder | None, name: Name, only: Source | None = None) -> None:
        """Reads 1/2/2026 day or month first where a column leaves it open, in one file or in all. None: as it looks."""
        sources = tuple(
            replace(source, reading=replace(source.reading, dates=order))
            if only in (None, source)
            else source
            for source in self.session.sources
        )
        self.do(replace(self.session, sources=sources), name)

    def set_day(self, source: Source, day: date, name: Name) -> None:
        """Gives a bounce file that names no day the day of its mailing."""
        self.add([replace(source, dated=day)], name)

    def remove(self, source: Source, name: Name) -> None:
        """Takes a file out of the session; the file itself stays where it is."""
        self.do(self.session.without(source.path), name)

    def start_over(self, name: Name) -> None:
        """Takes all files out, and the decisions about them; the rules stay, and whom she protects."""
        own = self.session.decisions
        standing = Decisions(protect=own.protect, unprotect=own.unprotect)
        self.do(Session(rules=self.session.rules, decisions=standing), name)

    def set_rules(self, rules: Rules, name: Name) -> None:
        """Changes the rules."""
        self.do(replace(self.session, rules=rules), name)

    def keep(self, rows: frozenset[RowRef], name: Name) -> None:
        """Keeps these rows whatever the rules say."""
        own = self.session.decisions.without(rows)
        self._decide(replace(own, keep=own.keep | rows), name)

    def drop(self, rows: frozenset[RowRef], name: Name) -> None:
        """Removes these rows whatever the rules say."""
        own = self.session.decisions.without(rows)
        self._decide(replace(own, remove=own.remove | rows), name)

    def suspend(self, rows: frozenset[RowRef], name: Name) -> None:
        """Leaves these rows out this time, whatever the rules say."""
        own = self.session.decisions.without(rows)
        self._decide(replace(own, suspend=own.suspend | rows), name)

    def release(self, rows: frozenset[RowRef], name: Name) -> None:
        """Leaves these rows to the rules again."""
        self._decide(self.session.decisions.without(rows), name)

    def correct(self, rows: frozenset[RowRef], name: Name, accept: bool = True) -> None:
        """Accepts, or takes back, the suggested spelling of these rows."""
        own = self.session.decisions
        corrections = own.corrections | rows if accept else own.corrections - rows
        self._decide(replace(own, corrections=corrections), name)

    def allow(self, kind: str, fingerprint: str, name: Name) -> None:
        """Answers the brake's question about a list with yes."""
        own = self.session.decisions
        self._decide(replace(own, allowed=own.allowed | {(kind, fingerprint)}), name)

    def protect(
        self, addresses: Mapping[str, str], name: Name, on: bool = True, rows: frozenset[RowRef] = frozenset()
    ) -> None:
        """Keeps these addresses (by key) from now on, or no longer. What she decided about ``rows`` of theirs gives way."""
        self._written |= addresses
        own, keys = self.session.decisions.without(rows), addresses.keys()
        protect = frozenset(one for one in own.protect if one.key not in keys)
        if on:
            at = self._clock()
            protect |= {Protection(key, at) for key in keys}
        unprotect = own.unprotect - keys if on else own.unprotect | keys
        self._decide(replace(own, protect=protect, unprotect=unprotect), name)

    def is_protected(self, person: int) -> bool:
        """Whether she protects this person."""
        plan, overview = self.plan, self.overview
        return bool(plan and overview and overview.analysis.people["key"].iloc[person] in plan.protected)

    def _decide(self, decisions: Decisions, name: Name) -> None:
        self.do(replace(self.session, decisions=decisions), name)

    # Computing

    def _become(self, session: Session | None) -> None:
        if session is None:  # there is no step that way
            return
        before, self.session = self.session, session
        self.memory.keep(before, session, self._written)
        parts = {
            "sources": before.sources != session.sources,
            "rules": before.rules != session.rules,
            "decisions": before.decisions != session.decisions,
        }
        self.changed.emit(frozenset(name for name, differs in parts.items() if differs))
        if self._job is not None:
            if not _only_the_plan(self._computing, session):
                self._stale = True
                self._job.cancel()
        elif _only_the_plan(before, session):
            self._replan()
        else:
            self._recompute()

    def _replan(self) -> None:
        """At once, on this thread: a new plan of a million rows takes less than a frame or two."""
        if self.analysis is None:
            return
        from listcleaner.core.rules.plan import make_plan

        plan = make_plan(
            self.analysis, self.result.lists, self.session.rules, self.session.decisions, self.now
        )
        self.result = replace(self.result, plan=plan)
        if self.overview is not None:
            self.overview.set_rules(self.session.rules, plan.soft)
        self.changed.emit(frozenset({"plan"}))

    def _recompute(self) -> None:
        """In the worker. A change of the files meanwhile stops it, and it begins again with the newer session."""
        self._stale = False
        session = self._computing = self.session
        now = samples.moment(session, self._clock())

        def tell(source: Source) -> None:
            self._jobs.deliver(lambda: self.opened.emit(source))

        def work(progress: Progress) -> "tuple[Result, Overview | None]":
            from listcleaner.gui.overview import Overview

            history = self.memory.history(session)
            result = self._pipeline.compute(session, now, progress, history=history, opening=tell)
            if result.analysis is None:
                return result, None
            return result, Overview(result.analysis, result.lists, session.rules, now).prepare(progress)

        def done(made: "tuple[Result, Overview | None]") -> None:
            self._job = None
            if self._stale:
                self._recompute()
                return
            moved = self._follow(made[0])
            (self.result, self.overview), self.now, self._settled = made, now, session
            if moved:
                self._recompute()  # corrections belong to what is judged
                return
            if self.session != session:
                self._replan()
            self.changed.emit(frozenset({"analysis", "plan"}))
            self.working.emit(False)

        def failed(error: Exception) -> None:
            self._job = None
            self._step_back()
            self._jobs.on_failure(error)

        job = self._jobs.start(work, done, failed, self._cancelled, self._report, lasting=True)
        if not job.over:
            self._job = job
            self.working.emit(True)

    def _follow(self, result: Result) -> bool:
        """Of a list whose file has changed, her decisions go with the addresses; whether there were any."""
        sessions = [self.session, *self._steps.sessions]
        decided = {ref for one in sessions for ref in one.decisions.rows}
        from listcleaner.core.carrying import follow, moves

        moved = moves(decided, tuple(self._lists.values()), result.lists)
        here = {source.path for source in self.session.sources}
        lists = self._lists | {file.path: file for file in result.lists}
        self._lists = {path: file for path, file in lists.items() if path in here}
        if moved:

            def there(session: Session) -> Session:
                return replace(session, decisions=follow(session.decisions, moved))

            self.session, self._saved = there(self.session), there(self._saved)
            self._steps.change(there)
        return bool(moved)

    def _report(self, step: str, done: int, total: int | None = None) -> None:
        self.progressed.emit(step, done, -1 if total is None else total)

    def stop(self) -> None:
        """Stops the reading under way and goes back to the files that were there before, at once."""
        if self._job is not None:
            self._stale = False
            self._jobs.abandon(self._job)

    def _cancelled(self) -> None:
        self._job = None
        if self._stale:
            self._recompute()
        else:
            self._step_back()

    def _step_back(self) -> None:
        """To the files that were read last, by way of undo or redo where they lie there."""
        self.session = self._steps.to(self.session, lambda one: _only_the_plan(one, self._settled))
        if not _only_the_plan(self.session, self._settled):
            self.session = self._settled
        self.changed.emit(frozenset({"sources", "rules", "decisions"}))
        self._replan()
        self.working.emit(False)


def _worked(session: Session) -> object:
    own = session.decisions
    return own.keep, own.remove, own.suspend, own.corrections, session.rules


def _only_the_plan(before: Session, after: Session) -> bool:
    """Whether everything before the plan stays as it is."""

    def analysed(session: Session) -> object:
        return session.sources, session.decisions.corrections, session.rules.judging

    return analysed(before) == analysed(after)
