"""What stands on the screen before anything heavy is loaded: the application, and the empty window.

Nothing here brings in pandas: the window shows in a tenth of a second, what belongs in it takes another half.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QEvent, QEventLoop, QRectF, Qt, QTimer, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QColor, QFileOpenEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from listcleaner import __version__
from listcleaner.gui import theme
from listcleaner.gui.settings import Settings

SIZE, ROOMY = (1280, 800), (1440, 900)  # of the first window, and on a large screen
RAIL, BAR = 184, 56  # pixels, as of the window itself
OTHER_LOCALE = "Detected locale"  # Qt takes UTF-8 instead, and so do we: nothing to tell anybody


class QtApplication(QApplication):
    """``file_given`` carries the path of a file dropped on the program's icon: macOS sends it as an event.

    ``waiting``: those that came before there was a window to take them.
    """

    file_given = Signal(object)

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(arguments)
        self.waiting: list[Path] = []

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.waiting.append(Path(event.file()))
            self.file_given.emit(Path(event.file()))
            return True
        return super().event(event)


def make_app() -> QtApplication:
    """The QApplication, named. Where no window can be opened: a sentence, and the process ends with 1; Qt would abort."""
    app = QApplication.instance() or _new_app()
    assert isinstance(app, QtApplication)
    app.setApplicationName("List Cleaner")
    app.setOrganizationName("ListCleaner")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("org.listcleaner.ListCleaner")
    return app


def _new_app() -> QtApplication:
    told: list[str] = []

    def hear(kind: QtMsgType, _: object, text: str | None) -> None:
        if kind == QtMsgType.QtFatalMsg:
            _end_without_screen()
        told.append(text or "")

    before = qInstallMessageHandler(hear)
    app = QtApplication(sys.argv[:1])
    qInstallMessageHandler(before)
    for text in told:
        if not text.startswith(OTHER_LOCALE):
            sys.stderr.write(f"{text}\n")
    return app


def _end_without_screen() -> NoReturn:
    from listcleaner.core.errors import UserError
    from listcleaner.core.wording import Wording, terminal_language

    sys.stderr.write(Wording(terminal_language()).error(UserError("no_screen")) + "\n")
    sys.stderr.flush()
    os._exit(1)


def place(window: QMainWindow, settings: Settings) -> None:
    """Puts a window where it was last time; the first time it gets a size that the screen has room for."""
    geometry, room = settings.geometry, window.screen().availableSize()
    if geometry is not None and window.restoreGeometry(geometry):
        return
    if room.width() < SIZE[0] or room.height() < SIZE[1]:
        window.setWindowState(Qt.WindowState.WindowMaximized)
    elif room.width() > ROOMY[0] and room.height() > ROOMY[1]:
        window.resize(*ROOMY)
    else:
        window.resize(*SIZE)


class Opening(QMainWindow):
    """The window with nothing in it yet: rail, bar and canvas."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._painted = False
        self._tokens = theme.wanted(settings.theme)
        self.setWindowTitle("List Cleaner")
        place(self, settings)

    def appear(self) -> None:
        """Shows it, and returns when it is painted."""
        self.show()
        late = QTimer(singleShot=True)
        late.start(1000)  # minimised, or behind everything: it may never be painted
        while not self._painted and late.isActive():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def give_way(self, window: QMainWindow) -> None:
        """The window itself appears in the same place."""
        window.setGeometry(self.normalGeometry())
        window.setWindowState(self.windowState())
        window.show()
        QTimer.singleShot(0, self.close)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt calls it
        painter, t, width = QPainter(self), self._tokens, self.width()
        painter.fillRect(self.rect(), QColor(t.canvas))
        painter.fillRect(QRectF(0, 0, RAIL, self.height()), QColor(t.rail))
        painter.fillRect(QRectF(RAIL, 0, width - RAIL, BAR), QColor(t.surface))
        painter.fillRect(QRectF(RAIL, BAR, width - RAIL, 1), QColor(t.border))
        painter.fillRect(QRectF(RAIL, 0, 1, self.height()), QColor(t.border))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.fill))
        painter.drawRoundedRect(QRectF(18, 14, 28, 28), 7, 7)
        self._painted = True
