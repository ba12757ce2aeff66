"""One start of a window, until it is painted and answers: ``python -m tests.benchmarks.start bare|shows|works``.

``works`` does what a person can do at once, while pandas and the core are still being loaded: she opens the file dialog, looks at
another page, drops a file; and then waits until it is read. It prints, in JSON, when (seconds of the clock) the last of these was
answered, when the file was read, and the longest time in which nothing was answered (seconds).
"""

import json
import os
import sys
import traceback
from time import perf_counter, time
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

if TYPE_CHECKING:
    from listcleaner.gui.main_window import MainWindow

BEAT = 4  # milliseconds


class Watch(QObject):
    """Ends the program once a window of this class is painted; ``works``: once all that a person tries has worked."""

    def __init__(self, kind: str, works: bool = False) -> None:
        super().__init__()
        self._kind, self._works = kind, works

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        painted = event.type() == QEvent.Type.Paint and isinstance(watched, QWidget)
        if painted and type(watched.window()).__name__ == self._kind:  # type: ignore[attr-defined]
            if not self._works:
                os._exit(0)
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self._person = Person(watched.window())  # type: ignore[attr-defined]
        return False


class Person(QObject):
    """Tries what there is, one after the other, and writes down when it was answered."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self._window, self._answered, self._asked = window, 0.0, False
        self._last, self._longest = perf_counter(), 0.0
        self._beats = QTimer(self, interval=BEAT)
        self._beats.timeout.connect(self._beat)
        self._beats.start()
        self._steps = iter((self._open_dialog, self._look_elsewhere, self._look_back, self._drop))
        QTimer.singleShot(0, self._next)

    def _next(self) -> None:
        step = next(self._steps, None)
        if step is None:
            self._answered = time()
        else:
            try:
                step()
            except Exception:  # the window would show it in a dialog and go on
                traceback.print_exc()
                os._exit(1)
            QTimer.singleShot(0, self._next)

    def _beat(self) -> None:
        now = perf_counter()
        self._longest, self._last = max(self._longest, now - self._last), now
        if (dialog := QApplication.activeModalWidget()) is not None and dialog.isVisible():
            self._asked = True
            dialog.close()
        document = self._window.document
        if self._answered and document.overview is not None and not document.busy:
            assert len(document.overview) > 0
            print(
                json.dumps({"answered": self._answered, "read": time(), "pause": self._longest}), flush=True
            )
            os._exit(0)

    def _open_dialog(self) -> None:
        self._window.files.choose()  # goes on when _beat has closed the dialog
        assert self._asked

    def _look_elsewhere(self) -> None:
        self._window.rail.chosen.emit("settings")
        self._window.repaint()
        assert self._window.current == "settings"

    def _look_back(self) -> None:
        self._window.rail.chosen.emit("files")
        self._window.repaint()

    def _drop(self) -> None:
        from listcleaner.core import samples

        files, move = QMimeData(), Qt.DropAction.CopyAction
        files.setUrls([QUrl.fromLocalFile(str(samples.session().sources[0].path))])
        keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        self._window.dropEvent(QDropEvent(QPointF(600, 400), move, files, *keys))
        assert self._window.desk.arrivals.paths or self._window.document.busy


def bare() -> None:
    """What any PySide6 program pays."""
    app, watch, window = QApplication([]), Watch("QMainWindow"), QMainWindow()
    app.installEventFilter(watch)
    window.resize(1280, 800)
    window.show()
    app.exec()


def ours(kind: str, works: bool = False) -> None:
    """The program as a person starts it, until a window of this class is there."""
    from listcleaner.gui import start
    from listcleaner.gui.opening import make_app

    watch = Watch(kind, works)
    make_app().installEventFilter(watch)
    start.run("en")


if __name__ == "__main__":
    {"bare": bare, "shows": lambda: ours("Opening"), "works": lambda: ours("MainWindow", works=True)}[
        sys.argv[1]
    ]()
