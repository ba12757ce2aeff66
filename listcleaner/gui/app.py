"""Starts the window."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QWidget

from listcleaner import resources, userdata
from listcleaner.core.session import Session
from listcleaner.gui import text
from listcleaner.gui.arrivals import Arrivals
from listcleaner.gui.document import Document
from listcleaner.gui.jobs import Jobs
from listcleaner.gui.look import theme
from listcleaner.gui.main_window import MainWindow
from listcleaner.gui.memory import Memory
from listcleaner.gui.messages import show_error
from listcleaner.gui.only_window import OnlyWindow
from listcleaner.gui.opening import Opening, make_app
from listcleaner.gui.page import Desk
from listcleaner.gui.saver import Saver
from listcleaner.gui.settings import Settings
from listcleaner.gui.system_files import SystemFiles


class Application:
    """One document, and the window that shows it: made again when the language changes."""

    def __init__(
        self, app: QApplication, settings: Settings, language: str | None = None, remembers: bool = True
    ) -> None:
        """``remembers``: keeps a ledger, where the settings say."""
        self._app = app
        self._asked = language
        self._translators: list[QTranslator] = []
        self.settings = settings
        self.jobs = Jobs()
        memory = Memory(self.jobs, (settings.ledger or userdata.ledger()) if remembers else None)
        self.document = Document(self.jobs, memory=memory)
        self.document.dates = settings.dates
        self.saver, self.arrivals = Saver(self.document, self.jobs), Arrivals(self.document, self.jobs)
        self._speak()
        theme.apply(app, settings.theme)
        self._system = QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _: self._follow())
        self.window = self._open()

    def _speak(self) -> None:
        self._translators = text.use(
            self._app, self._asked or self.settings.spoken_language(), self._translators
        )
        qt = QTranslator(self._app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if text.language() != "en" and qt.load(f"qtbase_{text.language()}", folder):
            self._app.installTranslator(qt)
            self._translators.append(qt)

    def _open(self) -> MainWindow:
        window = MainWindow(Desk(self.document, self.jobs, self.settings, self.saver, self.arrivals))
        window.rebuild_wanted.connect(lambda: QTimer.singleShot(0, self.rebuild))
        window.theme_wanted.connect(self._dress)
        return window

    def rebuild(self) -> None:
        """The same document in a window of another language, as soon as nothing is to be answered in this one."""
        if self.jobs.answering:
            self.jobs.ended.connect(self.rebuild, Qt.ConnectionType.SingleShotConnection)
            return
        self._asked = None
        self._speak()
        old, page = self.window, self.window.current
        self.window = self._open()
        self.window.setGeometry(old.normalGeometry())
        self.window.setWindowState(old.windowState())
        self.window.go(page)
        self.window.show()
        old.setProperty("quiet", True)
        old.close()
        old.deleteLater()

    def _dress(self) -> None:
        theme.apply(self._app, self.settings.theme)
        for widget in self._app.topLevelWidgets():
            QWidget.update(widget)  # an item view's own wants an index

    def _follow(self) -> None:
        """The system's colours changed: on Windows they do so, too, when a window asks for others than the system's."""
        if self.settings.theme == "system":
            self._dress()

    def come(self, paths: list[Path]) -> None:
        """To the front, with these files: somebody started the program again."""
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        window.add_files(paths)

    def close(self) -> None:
        """Stops all work, and no longer follows the system."""
        QObject.disconnect(self._system)
        self.jobs.close()


def run(
    session: Session | None = None,
    language: str | None = None,
    files: Sequence[Path] = (),
    opening: Opening | None = None,
    only: OnlyWindow | None = None,
    sent: SystemFiles | None = None,
    look: theme.Scheme | None = None,
) -> int:
    """Opens the window with these files and returns the exit code. ``session``: opens this one. ``look``: this once.

    ``opening``: what stands on the screen already, in its place. ``only``: later starts come to this window.
    ``sent``: so do files that the system sends.
    """
    app = make_app()
    whole = Application(app, Settings.of_person(), language, remembers=session is None)
    if look is not None:
        theme.apply(app, look)
    app.setWindowIcon(QIcon(str(resources.path("listcleaner.svg"))))
    hook = sys.excepthook
    sys.excepthook = _reporting(whole, hook)
    if session is not None:
        whole.document.open(session)
    if opening is None:
        whole.window.appear()
    else:
        opening.give_way(whole.window)
    whole.window.load()
    whole.window.add_files(files)
    if sent is not None:
        sent.hand_to(whole.come)
    if only is not None:
        only.called.connect(whole.come)
        only.listen()
    try:
        return int(app.exec())
    finally:
        sys.excepthook = hook
        whole.close()
        if only is not None:
            only.leave()


def _reporting(whole: Application, hook: Callable[..., object]) -> Callable[..., None]:
    """An exception in a slot is a bug: told to the person, without what is in her cells."""

    def tell(kind: type[BaseException], error: BaseException, trace: object) -> None:
        if issubclass(kind, KeyboardInterrupt):
            hook(kind, error, trace)
            return
        show_error(whole.window, error)

    return tell
