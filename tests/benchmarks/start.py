"""One start of a window, over when it is painted and answers: ``python -m tests.benchmarks.start bare|ours``."""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class Watch(QObject):
    """Ends the program once a window is painted and the events that were waiting then are through."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            QTimer.singleShot(0, QApplication.quit)
        return False


def bare() -> int:
    """What any PySide6 program pays."""
    app, watch, window = QApplication([]), Watch(), QMainWindow()
    app.installEventFilter(watch)
    window.resize(1280, 800)
    window.show()
    return app.exec()


def ours() -> int:
    """The program as a person starts it."""
    from listcleaner.gui import app

    watch = Watch()
    app.make_app().installEventFilter(watch)
    return app.run()


if __name__ == "__main__":
    sys.exit({"bare": bare, "ours": ours}[sys.argv[1]]())
