"""The window under a stop watch: how long a step takes until it is on screen, and how long nothing else could happen."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QProgressBar

from listcleaner.gui.app import Application

BEAT = 4  # milliseconds
LONGEST = 300.0  # seconds after which a step is given up


@dataclass(frozen=True)
class Taken:
    """Milliseconds: the longest pause between two beats, the whole step, and until a progress bar showed (-1: never)."""

    pause: float
    whole: float
    progress: float


class Heart:
    """Beats on the window's thread while a step runs."""

    def __init__(self, whole: Application) -> None:
        self._whole = whole
        self._timer = QTimer(interval=BEAT)
        self._timer.timeout.connect(self._beat)
        self._last = self._longest = 0.0

    def _beat(self) -> None:
        now = perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now

    def take(self, step: Callable[[], object], over: Callable[[], bool] = lambda: True) -> Taken:
        """Takes a step, waits until ``over`` says so and no work is under way, and lets the window paint it.

        Raises TimeoutError after LONGEST.
        """
        bars = self._whole.window.findChildren(QProgressBar)
        self._longest, progress = 0.0, -1.0
        began = self._last = perf_counter()
        self._timer.start()
        step()
        while self._whole.jobs.busy or self._whole.document.busy or not over():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if progress < 0:
                bars = bars if self._whole.document.busy else self._whole.window.findChildren(QProgressBar)
                progress = perf_counter() - began if any(bar.isVisible() for bar in bars) else -1.0
            if perf_counter() - began > LONGEST:
                raise TimeoutError
        paint()
        self._beat()
        self._timer.stop()
        return Taken(*(1000 * seconds for seconds in (self._longest, perf_counter() - began, progress)))


def paint() -> None:
    """Lets layouts and paint events happen, and what follows from them."""
    for _ in range(3):
        QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
