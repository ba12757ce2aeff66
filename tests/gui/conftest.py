"""Every test of the window: no screen, no Qt warning, no work left running."""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from copy import copy
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEvent, QStandardPaths, QtMsgType
from PySide6.QtWidgets import QApplication

from listcleaner import resources
from listcleaner.core import samples as known
from listcleaner.core.pipeline import Pipeline
from listcleaner.gui import text
from listcleaner.gui.app import Application
from listcleaner.gui.document import utc_now
from listcleaner.gui.jobs import Jobs
from listcleaner.gui.look import theme
from listcleaner.gui.settings import Settings

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


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    """English and light unless the test says otherwise; no translator stays behind."""
    translators = text.use(qapp, "en")
    theme.apply(qapp, "light")
    yield
    for translator in translators:
        qapp.removeTranslator(translator)


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
    """The whole program with nothing remembered, closed at the end; no thread and no window of it is left then."""
    before = set(threading.enumerate()), set(qapp.topLevelWidgets())
    settings = Settings()
    settings.language, settings.theme = "en", "light"
    whole = Application(qapp, settings)
    whole.window.setProperty("quiet", True)
    failures: list[Exception] = []
    whole.jobs.on_failure = failures.append
    whole.window.show()
    yield whole
    whole.close()
    for widget in (
        qapp.topLevelWidgets()
    ):  # windows made again for another language too; dressing the dead takes seconds
        widget.setProperty("quiet", True)
        widget.close()
        widget.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not failures, failures
    assert set(threading.enumerate()) <= before[0]
    assert set(qapp.topLevelWidgets()) <= before[1]


@pytest.fixture
def loaded(application: Application, samples_read: Pipeline, qtbot) -> Application:  # type: ignore[no-untyped-def]
    """The program with the samples read."""
    application.document._pipeline = copy(samples_read)
    application.window.open_samples()
    qtbot.waitUntil(
        lambda: application.document.plan is not None and not application.jobs.busy, timeout=20_000
    )
    return application
