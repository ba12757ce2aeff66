"""Files that macOS wants opened: it sends an event for each, when the program starts or at any time later."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent


class SystemFiles(QObject):
    """An event filter of the application. Files that come before the window is there wait for it."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[Path] = []
        self._take: Callable[[list[Path]], object] = self._waiting.extend

    def hand_to(self, take: Callable[[list[Path]], object]) -> None:
        """From now on, and those that waited."""
        self._take = take
        if self._waiting:
            take(self._waiting)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QFileOpenEvent):
            return super().eventFilter(watched, event)
        self._take([Path(event.file())])
        return True
