"""Every test of the window: no screen, no Qt warning, no work left running."""

import gc
import os
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from copy import copy
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEvent, QStandardPaths, Qt, QTimer, QtMsgType, QTranslator
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from listcleaner import resources
from listcleaner.core import samples as known
from listcleaner.core.pipeline import Pipeline
from listcleaner.gui import text
from listcleaner.gui.app import Application
from listcleaner.gui.document import utc_now
from listcleaner.gui.jobs import Jobs
from listcleaner.gui.look import theme
from listcleaner.gui.main_window import MainWindow
from listcleaner.gui.settings import Settings
from tests.gui.person import Person

SERIOUS = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


@pytest.fixture(autouse=True)
def no_qt_warning(qtlog) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """Qt says nothing: a warning today is a crash tomorrow."""
    yield
    told = [record.message for record in qtlog.records if record.type in SERIOUS and not record.ignored]
    assert not told, told


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    QStandardPaths.setTestModeEnabled(True)
    return QApplication


@pytest.fixture(scope="session", autouse=True)
def quick_look() -> None:
    """What is there before the first test is not looked at after each: a tenth of a second a test."""
    gc.collect()
    gc.freeze()


def ticking() -> list[QTimer]:
    """Timers that run."""
    timers = [one for one in gc.get_objects() if issubclass(type(one), QTimer)]
    return [one for one in timers if isValid(one) and one.isActive()]


@pytest.fixture(autouse=True)
def nothing_is_left(qapp: QApplication) -> Iterator[None]:
    """No thread, window, dialog, menu or running timer outlives its test."""
    threads, windows = set(threading.enumerate()), set(qapp.topLevelWidgets())
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert set(threading.enumerate()) <= threads
    assert set(qapp.topLevelWidgets()) <= windows
    assert ticking() == []


@pytest.fixture(autouse=True)
def english(qapp: QApplication, nothing_is_left: None) -> Iterator[None]:
    """English and light unless the test says otherwise; no translator stays behind."""
    text.use(qapp, "en")
    theme.apply(qapp, "light")
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


class AtOnce(Executor):
    """Runs work where it is submitted."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        future: Future[object] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@pytest.fixture
def at_once() -> Jobs:
    """Jobs without a thread."""
    return Jobs(AtOnce())


@pytest.fixture
def samples() -> list[Path]:
    """The sample list and its bounce files."""
    folder = resources.path("samples")
    return [folder / "subscribers.xlsx", *sorted((folder / "bounces").iterdir())]


@pytest.fixture(scope="session")
def samples_read() -> Pipeline:
    """A pipeline that has the samples in its memory: reading them anew for every test takes seconds."""
    pipeline, session = Pipeline(), known.session()
    pipeline.compute(session, known.moment(session, utc_now()))
    return pipeline


@pytest.fixture
def application(qapp: QApplication, qtbot) -> Iterator[Application]:  # type: ignore[no-untyped-def]
    """The whole program with nothing remembered, closed at the end."""
    settings = Settings()
    settings.language, settings.theme = "en", "light"
    whole = Application(qapp, settings)
    whole.window.setProperty("quiet", True)
    failures: list[Exception] = []
    whole.jobs.on_failure = failures.append
    whole.window.show()
    qtbot.keyRelease(
        whole.window, Qt.Key.Key_Control
    )  # after Ctrl+Z in another test Qt believes it held still
    yield whole
    whole.close()
    windows = [one for one in qapp.topLevelWidgets() if isinstance(one, MainWindow)]
    for window in windows:  # one made again for another language too; what is not part of one is left behind
        window.setProperty("quiet", True)
        window.close()
        window.deleteLater()
    assert not failures, failures


@pytest.fixture
def she(application: Application, qtbot, monkeypatch: pytest.MonkeyPatch) -> Person:  # type: ignore[no-untyped-def]
    """A person at the window. With ``loaded`` beside it she has the samples before her."""
    application.window.activateWindow()
    return Person(application, qtbot, monkeypatch)


@pytest.fixture
def loaded(application: Application, samples_read: Pipeline, qtbot) -> Application:  # type: ignore[no-untyped-def]
    """The program with the samples read."""
    application.document._pipeline = copy(samples_read)
    application.window.open_samples()
    qtbot.waitUntil(
        lambda: application.document.plan is not None and not application.jobs.busy, timeout=20_000
    )
    return application
