"""One start of a window, over when it is painted and answers: ``python -m tests.benchmarks.start bare|shows|works``."""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class Watch(QObject):
    """Ends the program once a window is painted and the events that were waiting then are through."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        painted = event.type() == QEvent.Type.Paint and isinstance(watched, QWidget)
        if painted and type(watched.window()).__name__ == self._kind:  # type: ignore[attr-defined]
            if self._kind == "Opening":  # the rest is loaded before any other event
                os._exit(0)
            QTimer.singleShot(0, lambda: os._exit(0))
        return False


def bare() -> None:
    """What any PySide6 program pays."""
    app, watch, window = QApplication([]), Watch("QMainWindow"), QMainWindow()
    app.installEventFilter(watch)
    window.resize(1280, 800)
    window.show()
    app.exec()


def ours(kind: str) -> None:
    """The program as a person starts it, until a window of this class is there."""
    from listcleaner.gui import start
    from listcleaner.gui.opening import make_app

    watch = Watch(kind)
    make_app().installEventFilter(watch)
    start.run("en")


if __name__ == "__main__":
    {"bare": bare, "shows": lambda: ours("Opening"), "works": lambda: ours("MainWindow")}[sys.argv[1]]()
