"""A second process for work whose result is wanted later: on two cores a big run takes two thirds of the time."""

import atexit
import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import TypeVar

T = TypeVar("T")

WORTH = 8_000_000  # bytes of input; of less, starting a process (half a second) costs more than it saves


@contextmanager
def second_process(size: int) -> Iterator[Executor | None]:
    """A process that works on what it is given, one after the other. ``size``: bytes of input; None where it does not pay.

    What it is working on at the end is not waited for.
    """
    if size < WORTH or (os.cpu_count() or 1) < 2:
        yield None
        return
    # spawn, as on Windows and macOS: a forked copy of a process with threads may hang
    executor = ProcessPoolExecutor(1, get_context("spawn"), _prepare)
    try:
        yield executor
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def start(executor: Executor | None, function: Callable[..., T], *arguments: object) -> Callable[[], T]:
    """Begins the work; what is returned waits for its result, or raises its error.

    Without an executor the work is done at once. Should the process not start or be killed, it is done here when the result is
    wanted. Function, arguments and result must be picklable.
    """
    if executor is None:
        value = function(*arguments)
        return lambda: value
    try:
        future = executor.submit(function, *arguments)
    except (OSError, BrokenExecutor):
        return lambda: function(*arguments)

    def result() -> T:
        try:
            return future.result()
        except BrokenExecutor:
            return function(*arguments)

    return result


def _prepare() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all processes; the first one sees to it
    atexit.register(os._exit, 0)  # at its end, memory is not given back piece by piece
    gc.disable()  # see paused_collection
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A killed parent says nothing: the process would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
