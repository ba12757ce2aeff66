"""A second process for work whose result is wanted later: on two cores a big run takes two thirds of the time."""

import gc
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")

WORTH = 8_000_000  # bytes of input; of less, starting a process (half a second) costs more than it saves


class SecondProcess:
    """A process that works on what it is given, one after the other; what came of it is taken in the same order."""

    def __init__(self) -> None:
        # spawn, as on Windows and macOS: a forked copy of a process with threads may hang
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def send(self, function: Callable[..., Any], arguments: tuple[object, ...]) -> None:
        """Begins the work. Raises OSError when the process is gone."""
        self._connection.send((function, arguments))

    def take(self) -> tuple[Any, Exception | None]:
        """Result or error of the earliest work not taken, waited for. Raises OSError or EOFError when the process is gone."""
        answer: tuple[Any, Exception | None] = self._connection.recv()
        return answer

    def stop(self) -> None:
        """Ends the process at once, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self._connection.close()


@contextmanager
def second_process(size: int) -> Iterator[SecondProcess | None]:
    """A process to work beside this one, until the end of the block. ``size``: bytes of input; None where it does not pay."""
    if size < WORTH or (os.cpu_count() or 1) < 2:
        yield None
        return
    process = SecondProcess()
    try:
        yield process
    finally:
        process.stop()


def start(process: SecondProcess | None, function: Callable[..., T], *arguments: object) -> Callable[[], T]:
    """Begins the work; what is returned waits for its result, or raises its error.

    Without a process the work is done at once. Should the process be killed, it is done here when the result is wanted. Function,
    arguments and result must be picklable; results are taken in the order in which the work was begun.
    """
    if process is None:
        value = function(*arguments)
        return lambda: value
    try:
        process.send(function, arguments)
    except OSError:
        return lambda: function(*arguments)

    def result() -> T:
        try:
            answer, error = process.take()
        except (EOFError, OSError):
            return function(*arguments)
        if error is not None:
            raise error
        found: T = answer
        return found

    return result


def _work(connection: Connection) -> None:
    """What the second process does until the first one ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all processes; the first one sees to it
    gc.disable()  # see paused_collection
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        function, arguments = connection.recv()
        answer: tuple[Any, Exception | None]
        try:
            answer = (function(*arguments), None)
        except Exception as error:  # for the first process to raise
            error.add_note(traceback.format_exc())
            answer = (None, error)
        connection.send(answer)


def _end_with_parent() -> None:
    """A killed parent says nothing: the process would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
