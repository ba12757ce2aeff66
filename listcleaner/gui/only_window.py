"""One window for a person: a second start hands its files to the first one and ends.

A lock file says who is first, and a folder is the letter box: QtNetwork's local server would need sockets, and the program has no
network in it at all.
"""

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, QThread, Signal

TAKEN_WITHIN = (
    20.0  # seconds until a letter that nobody takes means that nobody is there; a first start may take ten
)
ANYONE = -1  # ASFW_ANY


class OnlyWindow(QObject):
    """``called`` carries the paths a later start was given, perhaps none: it wants this window in front."""

    called = Signal(list)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._box = folder / "window"
        with suppress(OSError):
            self._box.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)  # however long the window stays open; one that crashed holds nothing
        self._watcher: QFileSystemWatcher | None = None

    def claim(self) -> bool:
        """Whether this is the first window, or the only one that can be where nothing can be written."""
        if not self._lock.tryLock(0) and self._lock.error() == QLockFile.LockError.LockFailedError:
            return False
        for letter in self._letters():  # to a window that was just closing
            letter.unlink(missing_ok=True)
        return True

    def listen(self) -> None:
        """The window is there: takes letters, also those that came while it was being made."""
        if not os.access(self._box, os.R_OK):
            return
        self._watcher = QFileSystemWatcher(self)  # with an application only: else Qt complains
        self._watcher.addPath(str(self._box))
        self._watcher.directoryChanged.connect(self._empty)
        self._empty()

    def leave(self) -> None:
        """The window is closed."""
        if self._watcher is not None and self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self._lock.unlock()

    def hand_over(self, paths: Iterable[Path]) -> bool:
        """Asks the first window to come to the front and open these; False when it does not answer."""
        if sys.platform == "win32":
            from ctypes import windll

            windll.user32.AllowSetForegroundWindow(ANYONE)  # only a program just started may give this away
        letter = self._box / f"{os.getpid()}.json"
        unfinished = letter.with_suffix(".new")
        try:
            unfinished.write_text(json.dumps([str(path.absolute()) for path in paths]), encoding="utf-8")
            unfinished.replace(letter)
        except OSError:
            return False
        began = monotonic()
        while letter.exists():
            if monotonic() - began > TAKEN_WITHIN:
                letter.unlink(missing_ok=True)
                return False
            QThread.msleep(10)
        return True

    def _letters(self) -> list[Path]:
        try:
            return sorted(self._box.glob("*.json"))
        except PermissionError:
            return []

    def _empty(self) -> None:
        for letter in self._letters():
            with suppress(OSError, ValueError):
                names = json.loads(letter.read_text(encoding="utf-8"))
                letter.unlink()
                self.called.emit([Path(name) for name in names if isinstance(name, str)])
