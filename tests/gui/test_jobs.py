"""Work beside the window ends in exactly one of done, failed and cancelled, on the window's thread."""

import threading
from collections.abc import Iterator

import pytest

from listcleaner.core.progress import Progress
from listcleaner.gui.jobs import Jobs


class Ends:
    """Counts how a job ended."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.thread: threading.Thread | None = None

    def done(self, value: object) -> None:
        self._tell(f"done {value}")

    def failed(self, error: Exception) -> None:
        self._tell(f"failed {type(error).__name__}")

    def cancelled(self) -> None:
        self._tell("cancelled")

    def _tell(self, what: str) -> None:
        self.told.append(what)
        self.thread = threading.current_thread()


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def fail(progress: Progress) -> None:
    raise ValueError


def test_work_that_succeeds_ends_in_done_on_the_main_thread(jobs: Jobs, qtbot) -> None:
    ends, where = Ends(), []
    jobs.start(
        lambda _: where.append(threading.current_thread()) or 5, ends.done, ends.failed, ends.cancelled
    )
    qtbot.waitUntil(lambda: not jobs.busy)
    assert ends.told == ["done 5"]
    assert ends.thread is threading.main_thread()
    assert where[0] is not threading.main_thread()


def test_work_that_raises_ends_in_failed_only(jobs: Jobs, qtbot) -> None:
    ends = Ends()
    jobs.start(fail, ends.done, ends.failed, ends.cancelled)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert ends.told == ["failed ValueError"]


def test_nobody_can_forget_a_failure(jobs: Jobs, qtbot) -> None:
    ends = Ends()
    jobs.on_failure = ends.failed
    jobs.start(fail, ends.done)
    qtbot.waitUntil(lambda: bool(ends.told))
    assert ends.told == ["failed ValueError"]


def test_cancelled_work_stops_at_its_next_report(jobs: Jobs, qtbot) -> None:
    ends, started, pause = Ends(), threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        started.set()
        for _ in range(5_000):
            progress("reading", 0)
            pause.wait(0.001)

    job = jobs.start(work, ends.done, ends.failed, ends.cancelled)
    assert started.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert ends.told == ["cancelled"]


def test_abandoned_work_is_over_at_once_and_what_comes_of_it_is_thrown_away(jobs: Jobs, qtbot) -> None:
    ends, later, free, told = Ends(), Ends(), threading.Event(), []

    def deaf(progress: Progress) -> int:  # as a parser that hears nobody
        progress("reading", 0)
        free.wait(5)
        return 5

    job = jobs.start(deaf, ends.done, ends.failed, ends.cancelled, lambda *report: told.append(report))
    jobs.abandon(job)
    assert ends.told == ["cancelled"]
    assert not jobs.busy
    jobs.start(lambda _: 6, later.done)
    free.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert (ends.told, later.told, told) == (["cancelled"], ["done 6"], [])


def test_work_cancelled_before_it_begins_never_begins(jobs: Jobs, qtbot) -> None:
    ends, free, begun = Ends(), threading.Event(), []
    jobs.start(lambda _: free.wait(5), ends.done)
    job = jobs.start(lambda _: begun.append(1), ends.done, ends.failed, ends.cancelled)
    job.cancel()
    free.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert ends.told == ["done True", "cancelled"]
    assert not begun


def test_progress_is_told_at_most_twenty_times_a_second_and_the_first_time_at_once(jobs: Jobs, qtbot) -> None:
    ends, told = Ends(), []

    def work(progress: Progress) -> None:
        for row in range(20_000):
            progress("reading", row, 20_000)

    jobs.start(work, ends.done, progress=lambda *report: told.append(report))
    qtbot.waitUntil(lambda: not jobs.busy)
    assert told[0] == ("reading", 0, 20_000)
    assert len(told) < 100


def test_nothing_is_delivered_after_closing(qtbot) -> None:
    jobs, ends = Jobs(), Ends()
    jobs.start(lambda _: 1, ends.done)
    jobs.close()
    qtbot.wait(1)
    assert ends.told == []


def test_without_a_thread_the_end_has_come_when_start_returns(at_once: Jobs) -> None:
    ends = Ends()
    job = at_once.start(lambda _: 7, ends.done)
    assert ends.told == ["done 7"]
    assert job.over
    assert not at_once.busy
