"""Writing the result, beside the window that shows it: it goes on while that is made anew in another language."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from listcleaner.core.errors import UserError
from listcleaner.core.progress import Progress
from listcleaner.gui.document import Document, utc_now
from listcleaner.gui.jobs import Job, Jobs
from listcleaner.gui.text import wording

if TYPE_CHECKING:  # with it comes pandas, which is there before there is anything to save
    from listcleaner.core.export.write import WrittenFile


@dataclass
class Wish:
    """What she wants written: where to (None: near the list), in which format (None: the list's), and without which parts."""

    folder: Path | None = None
    format: str | None = None
    off: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Outcome:
    """What saving makes of the rows (see parts/sentence.py). ``reviewed``: list → rows that wait for a decision; ``until``:
    suspended addresses rest so long.
    """

    rows: dict[str, int]
    reviewed: dict[int, int]
    until: date


@dataclass(frozen=True)
class Done:
    """What was written by which run, and when (naive, UTC). ``remembered``: it is in the history as of that moment."""

    files: "tuple[WrittenFile, ...]"
    folder: Path
    run: str
    at: datetime
    outcome: Outcome
    remembered: bool


class Saver(QObject):
    """``changed``: writing began or is over, or what was written is no longer what the document says.

    ``progressed`` carries the step (``writing`` the lists, ``logging`` whom the run took out), rows done, and rows in all.
    ``wish`` is hers; ``done``, ``failure`` and ``stopped`` are of the last time.
    """

    changed = Signal()
    progressed = Signal(str, int, int)

    def __init__(self, document: Document, jobs: Jobs) -> None:
        super().__init__()
        self._document, self._jobs = document, jobs
        self._job: Job[tuple[WrittenFile, ...]] | None = None
        self._outcome: Outcome | None = None
        self.wish = Wish()
        self.done: Done | None = None
        self.failure: UserError | None = None
        self.stopped = False
        document.changed.connect(self._follow)

    @property
    def running(self) -> bool:
        """Whether files are being written."""
        return self._job is not None

    @property
    def outcome(self) -> Outcome:
        """Of what is being written, else of what would be written now; there is a plan."""
        if self.running and self._outcome is not None:
            return self._outcome
        from listcleaner.gui.parts.sentence import counts, reviewed

        session = self._document.session
        pause = timedelta(days=session.rules["soft"].param("pause_days"))
        rows = counts(self._document.result, session.decisions.corrections)
        return Outcome(rows, reviewed(self._document.result), self._document.now.date() + pause)

    @property
    def ready(self) -> bool:
        """Whether there is a plan to write: not while it is made, while the brake asks, or while files are being written."""
        plan = self._document.plan
        return plan is not None and plan.brake is None and not self._document.busy and not self.running

    def save(self, folder: Path) -> None:
        """Writes what she wants into this folder, in the worker."""
        if not self.ready:
            return
        from listcleaner.core.export.write import PARTS, RunStamp, export

        result, session, memory = self._document.result, self._document.session, self._document.memory
        analysis, plan = result.analysis, result.plan
        assert analysis is not None and plan is not None
        format, parts = self.wish.format, tuple(part for part in PARTS if part not in self.wish.off)
        outcome = self._outcome = self.outcome
        run, how, remembered = RunStamp.at(utc_now()), wording(), memory.remembers(session)
        inputs = [source.path for source in session.sources]
        inputs += [place for place in (memory.place,) if place]

        def work(progress: Progress) -> "tuple[WrittenFile, ...]":
            with memory.recording(session, result, run.id, run.moment, progress) as sealing:
                written = export(
                    analysis, plan, result.lists, folder,
                    wording=how, rules=session.rules, run=run, format=format, parts=parts,
                    corrections=session.decisions.corrections, inputs=inputs, progress=progress, sealing=sealing,
                )  # fmt: skip
            return tuple(written)

        def saved(files: "tuple[WrittenFile, ...]") -> None:
            self.done = Done(files, folder, run.id, run.moment, outcome, remembered)
            self._document.saved(session)
            self._end()

        def cancelled() -> None:
            self.stopped = True
            self._end()

        self.failure, self.stopped = None, False
        job = self._jobs.start(work, saved, self._failed, cancelled, self._report, lasting=True)
        if not job.over:
            self._job = job
            self.changed.emit()

    def stop(self) -> None:
        """Stops writing; what is half-written is taken away."""
        if self._job is not None:
            self._job.cancel()

    def take_back(self, run: str) -> None:
        """This run was undone: what it wrote is no longer the result."""
        if self.done is not None and self.done.run == run:
            self.done = None
            self.changed.emit()

    def _report(self, step: str, done: int, total: int | None = None) -> None:
        self.progressed.emit(step, done, total or 0)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.failure = error
        else:
            self._jobs.on_failure(error)
        self._end()

    def _end(self) -> None:
        self._job = None
        self.changed.emit()

    def _follow(self, what: frozenset[str]) -> None:
        """Another session is not saved yet."""
        if what & {"sources", "rules", "decisions"} and not self.running:
            self.done, self.failure, self.stopped = None, None, False
            self.changed.emit()
