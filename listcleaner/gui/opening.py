"""What stands on the screen before anything heavy is loaded: the application, and the empty window.

Nothing here brings in pandas, nor the name space ``Qt``, whose thousand names take a hundredth of a second: the window shows in a
fifth of a second, what belongs in it takes half a second more.
"""

import os
import sys
from typing import NoReturn

from PySide6.QtCore import QEventLoop, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QGridLayout, QMainWindow, QWidget

from listcleaner import __version__
from listcleaner.gui.look.colours import wanted
from listcleaner.gui.settings import Settings

SIZE, ROOMY = (1280, 800), (1440, 900)  # of the first window, and on a large screen
RAIL, BAR = 184, 56  # pixels, as of the window itself
OTHER_LOCALE = "Detected locale"  # Qt takes UTF-8 instead, and so do we: nothing to tell anybody


def make_app() -> QApplication:
    """The QApplication, named. Where no window can be opened: a sentence, and the process ends with 1; Qt would abort."""
    app = QApplication.instance() or _new_app()
    assert isinstance(app, QApplication)
    app.setApplicationName("List Cleaner")
    app.setOrganizationName("ListCleaner")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("org.listcleaner.ListCleaner")
    return app


def _new_app() -> QApplication:
    told: list[str] = []

    def hear(kind: QtMsgType, _: object, text: str | None) -> None:
        if kind == QtMsgType.QtFatalMsg:
            _end_without_screen()
        told.append(text or "")

    before = qInstallMessageHandler(hear)
    app = QApplication(sys.argv[:1])
    qInstallMessageHandler(before)
    for text in told:
        if not text.startswith(OTHER_LOCALE):
            _say(text)
    return app


def _end_without_screen() -> NoReturn:
    from listcleaner.core.errors import UserError
    from listcleaner.core.wording import Wording, terminal_language

    _say(Wording(terminal_language()).error(UserError("no_screen")))
    os._exit(1)


def _say(sentence: str) -> None:
    if sys.stderr is not None:  # a program without a console has none on Windows
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()


def place(window: QMainWindow, settings: Settings) -> None:
    """Puts a window where it was last time; the first time it gets a size that the screen has room for."""
    geometry, room = settings.geometry, window.screen().availableSize()
    if geometry is not None and window.restoreGeometry(geometry):
        return
    if room.width() < SIZE[0] or room.height() < SIZE[1]:
        window.showMaximized()
    elif room.width() > ROOMY[0] and room.height() > ROOMY[1]:
        window.resize(*ROOMY)
    else:
        window.resize(*SIZE)


class Opening(QMainWindow):
    """The window with nothing in it yet: rail, bar and canvas.

    Plain coloured widgets: a paint event of our own would cost a hundredth of a second, for Python to learn all kinds of events.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        ground = self.palette().color(QPalette.ColorRole.Window)
        t = wanted(settings.theme, system_is_dark=ground.lightness() < 128)
        rail, bar = _coloured(t.rail), _coloured(t.surface)
        rail.setFixedWidth(RAIL)
        bar.setFixedHeight(BAR)
        whole = _coloured(t.canvas)
        layout = QGridLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(rail, 0, 0, 2, 1)
        layout.addWidget(bar, 0, 1)
        layout.setRowStretch(1, 1)
        mark = _coloured(t.fill, rail)
        mark.setGeometry(18, 14, 28, 28)
        self.setCentralWidget(whole)
        self.setWindowTitle("List Cleaner")
        place(self, settings)

    def appear(self) -> None:
        """Shows it, and returns when it is painted."""
        self.show()
        late = QTimer(singleShot=True)
        late.start(1000)  # minimised, or behind everything: it may never be painted
        while late.isActive() and not self.windowHandle().isExposed():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QApplication.processEvents()

    def give_way(self, window: QMainWindow) -> None:
        """The window itself appears in the same place."""
        window.setGeometry(self.normalGeometry())
        window.setWindowState(self.windowState())
        window.show()
        QTimer.singleShot(0, self.close)


def _coloured(colour: str, parent: QWidget | None = None) -> QWidget:
    widget, palette = QWidget(parent), QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(colour))
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)
    return widget
