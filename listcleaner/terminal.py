"""What the place this runs in can show and ask: a progress line on a terminal, a window on a screen, signals to stop."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from listcleaner.core.progress import Progress, silent

if TYPE_CHECKING:  # with it come the texts, which a window does not need to show
    from listcleaner.core.wording import Wording

WIDTH = 24


@contextmanager
def progress_bar(wording: "Wording") -> Iterator[Progress]:
    """A progress callback that draws one line on stderr while the work lasts; silent where stderr is no terminal."""
    stream = sys.stderr
    if not stream.isatty():
        yield silent
        return
    drawn = 0.0

    def show(step: str, done: int, total: int | None = None) -> None:
        nonlocal drawn
        now = time.monotonic()
        if now - drawn < 0.1:
            return
        drawn = now
        bar = ""
        if total:
            filled = WIDTH * min(done, total) // total
            bar = f"[{'#' * filled}{' ' * (WIDTH - filled)}] "
        stream.write(f"\r\x1b[K{bar}{wording.text(f'step.{step}')} {wording.number(done)}")
        stream.flush()

    try:
        yield show
    finally:
        stream.write("\r\x1b[K")
        stream.flush()


@contextmanager
def stoppable() -> Iterator[None]:
    """Being ended by the system or with the terminal stops the work as Ctrl+C does, so that it clears up behind itself."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    ends = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    ends = [end for end in ends if signal.getsignal(end) is signal.SIG_DFL]  # nohup wants it ignored
    for end in ends:
        signal.signal(end, stop)
    try:
        yield
    finally:
        for end in ends:
            signal.signal(end, signal.SIG_DFL)


def has_screen() -> bool:
    """Whether somebody could see a window."""
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return False
    return sys.platform in ("win32", "darwin") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
