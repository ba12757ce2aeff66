"""Long work beside the window: one worker thread, and every answer on the window's own thread.

One long-lived QObject and one signal that carries a closure: a QRunnable with its own signals is destroyed on the pool
thread and brings the program down.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from time import monotonic
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from listcleaner.core.errors import Cancelled
from listcleaner.core.progress import Progress

T = TypeVar("T")
BETWEEN = 0.05  # seconds between two reports of progress

log = logging.getLogger(__name__)


class Job(Generic[T]):
    """A piece of work under way."""

    def __init__(self, lasting: bool, cancelled: Callable[[], None] | None) -> None:
        self._cancelled = threading.Event()
        self.lasting = lasting
        self.over = False
        self.on_cancelled = cancelled or _nothing

    def cancel(self) -> None:
        """Asks the work to stop at its next report of progress."""
        self._cancelled.set()

    @property
    def cancelling(self) -> bool:
        """Whether it was asked to stop."""
        return self._cancelled.is_set()


class Jobs(QObject):
    """Starts work and brings back exactly one of done, failed and cancelled, on the thread this object lives on.

    ``ended``: a piece of work is over, and its answer was given.
    """

    ended = Signal()
    _deliver = Signal(object)

    def __init__(self, executor: Executor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix="work")
        self._running: set[Job] = set()  # type: ignore[type-arg]
        self._closed = False
        self.on_failure: Callable[[Exception], None] = _logged
        self._deliver.connect(self._call)

    @Slot(object)
    def _call(self, closure: Callable[[], None]) -> None:
        if not self._closed:
            closure()

    def start(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        progress: Progress | None = None,
        lasting: bool = False,
    ) -> Job[T]:
        """Runs ``work`` after the work already started. ``failed`` left out: the default handler tells the person.

        ``lasting``: the answer goes to something that outlives the window.
        """
        job: Job[T] = Job(lasting, cancelled)
        self._running.add(job)
        report = self._reporter(job, progress)

        def run() -> None:
            try:
                if job.cancelling:
                    raise Cancelled
                value = work(report)
            except Cancelled:
                self._finish(job, job.on_cancelled)
            except Exception as error:
                self._finish(job, partial(failed or self.on_failure, error))
            else:
                self._finish(job, lambda: done(value))

        self._executor.submit(run)
        return job

    def abandon(self, job: Job[T]) -> None:
        """It is cancelled now, as far as the window is concerned; what comes of it later is thrown away.

        For work that changes nothing: the parser of a workbook of 200,000 rows hears nobody for a second. What is started next
        waits for the end of that.
        """
        job.cancel()
        self._end(job, job.on_cancelled)

    def deliver(self, closure: Callable[[], None]) -> None:
        """From the worker: calls the closure on the window's thread."""
        self._deliver.emit(closure)

    def _finish(self, job: Job[T], closure: Callable[[], None]) -> None:
        self._deliver.emit(lambda: self._end(job, closure))

    def _end(self, job: Job[T], closure: Callable[[], None]) -> None:
        if not job.over:  # it is when it was abandoned
            self._running.discard(job)
            job.over = True
            closure()
            self.ended.emit()

    def _reporter(self, job: Job[T], progress: Progress | None) -> Progress:
        last = -BETWEEN
        step_before = ""

        def report(step: str, done: int, total: int | None = None) -> None:
            nonlocal last, step_before
            if job.cancelling:
                raise Cancelled
            now = monotonic()
            if progress is None or (now - last < BETWEEN and step == step_before):
                return
            last, step_before = now, step
            self._deliver.emit(lambda: None if job.over else progress(step, done, total))

        return report

    @property
    def busy(self) -> bool:
        """Whether any work is under way."""
        return bool(self._running)

    @property
    def answering(self) -> bool:
        """Whether the window, or a part of it, waits for an answer."""
        return any(not job.lasting for job in self._running)

    def close(self) -> None:
        """Stops all work and waits for it; nothing is delivered any more."""
        self._closed = True
        for job in self._running:
            job.cancel()
        self._executor.shutdown(wait=True)


def _nothing() -> None:
    pass


def _logged(error: Exception) -> None:
    log.error("Unhandled failure of a job: %s", type(error).__name__)
