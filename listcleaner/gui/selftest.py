"""``listcleaner --selftest OUT.json``: the program as it was shipped does the whole job in its own window, and asks nothing.

Lists as xlsx, csv and ods, bounce exports and a bounce mail, in both languages and both themes: every page is shown, the
results are saved. They stay in a folder beside OUT.json, with a picture of each job; what is remembered from run to run goes
to a temporary folder, unless LISTCLEANER_DATA names another. OUT.json says what was done, how long it took, and everything that
went wrong.
"""

import json
import logging
import os
import platform
import sqlite3
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from listcleaner import __version__, resources, userdata
from listcleaner.core.errors import UserError
from listcleaner.gui.opening import Opening, make_app
from listcleaner.gui.settings import Settings

if TYPE_CHECKING:  # it brings pandas, which is to come after the window
    from listcleaner.gui.app import Application

PATIENCE = 120  # seconds a step may take
NO_SCREEN = "This plugin does not support propagateSizeHints()"  # of every window, where there is no screen


@dataclass(frozen=True)
class Job:
    """How the window looks, and the files of ``resources/selftest`` it is given; none: it opens the sample data itself."""

    language: str
    theme: str
    files: tuple[str, ...] = ()


JOBS = (
    Job("en", "light"),
    Job("zh_CN", "dark", ("members.csv", "returned.eml")),
    Job("en", "dark", ("members.ods", "returned.eml")),
    Job("zh_CN", "light"),  # the sample once more, after a run that took people out
)


@dataclass
class Report:
    """What OUT.json holds."""

    versions: dict[str, str] = field(default_factory=dict)
    screen: dict[str, object] = field(default_factory=dict)
    began: float = field(
        default_factory=lambda: time.time() - time.process_time()
    )  # with its start: mostly work
    seconds: dict[str, float] = field(default_factory=dict)
    jobs: list[dict[str, object]] = field(default_factory=list)
    remembered: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def clock(self, name: str) -> None:
        """Notes how many seconds after the beginning this moment came."""
        self.seconds[name] = round(time.time() - self.began, 3)


def run(out: Path) -> int:
    """Returns 0 when everything was done and nothing was said that should not be, else 1; OUT.json is written either way.

    Raises UserError output_not_writable (folder, reason) where it cannot be.
    """
    out, report = out.absolute(), Report()
    _write(
        out, ""
    )  # known before the work; and no earlier result is taken for that of a test that never ended
    app = make_app()
    with _listening(app, report.problems), TemporaryDirectory() as remembered:
        os.environ.setdefault(userdata.ELSEWHERE, remembered)
        opening = Opening(_settings(JOBS[0]))
        opening.appear()
        report.clock("first window")
        from listcleaner.gui.app import Application

        for number, job in enumerate(JOBS):
            whole = Application(app, _settings(job))
            whole.jobs.on_failure = lambda error: report.problems.append(_told(error))
            try:
                opening.give_way(whole.window) if number == 0 else whole.window.appear()
                _settle()
                if number == 0:
                    report.clock("ready")
                    report.screen = _screen(whole)
                folder = out.with_name(f"{out.stem}-files") / str(number + 1)
                report.jobs.append(_do(whole, job, folder))
            except Exception as error:
                report.problems.append(f"job {number + 1}: {_told(error)}")
            finally:
                _close(whole)
        report.remembered = sorted(path.name for path in Path(remembered).iterdir())
    report.clock("all")
    report.versions = _versions()
    _write(out, json.dumps(vars(report), indent=1, ensure_ascii=False) + "\n")
    return 1 if report.problems else 0


def _write(out: Path, text: str) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError("output_not_writable", folder=str(out.parent), reason=error.strerror or "") from error


def _settings(job: Job) -> Settings:
    settings = Settings()
    settings.language, settings.theme = job.language, job.theme
    return settings


def _do(whole: "Application", job: Job, folder: Path) -> dict[str, object]:
    """The way of a person: files in, every page looked at, results saved. Returns what came of it."""
    window, document, began = whole.window, whole.document, time.monotonic()
    if job.files:
        window.add_files(resources.path(f"selftest/{name}") for name in job.files)
    else:
        window.open_samples()
    _wait("reading", lambda: document.plan is not None and not whole.jobs.busy)
    for name in window.pages:
        window.go(name)
        _settle()
        if window.current != name:
            raise RuntimeError(f"the page {name} does not show")
    folder.mkdir(parents=True, exist_ok=True)
    window.go("addresses")
    _settle()
    window.grab().save(str(folder / "addresses.png"))
    window.go("save")
    window.save.use_folder(folder)
    window.save.save()
    _wait("saving", lambda: window.save.state != "running" and not whole.jobs.busy)
    if window.save.state != "done":
        raise RuntimeError("nothing was saved")
    plan = document.plan
    assert plan is not None
    kept, suspended, removed = (int((plan.action == action).sum()) for action in range(3))
    if not kept or not removed:
        raise RuntimeError(f"{kept} kept and {removed} removed: some of each were expected")
    return {
        **{"language": job.language, "theme": job.theme, "files": list(job.files)},
        **{"kept": kept, "suspended": suspended, "removed": removed},
        "written": sorted(path.name for path in folder.iterdir()),
        "seconds": round(time.monotonic() - began, 3),
    }


def _close(whole: "Application") -> None:
    whole.close()
    whole.window.setProperty("quiet", True)
    whole.window.close()
    whole.window.deleteLater()
    _settle()


def _settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def _wait(step: str, over: Callable[[], bool]) -> None:
    """Until it is over. Raises TimeoutError."""
    late = QTimer(singleShot=True)
    late.start(PATIENCE * 1000)
    beat = QTimer(interval=20)  # so that waiting for events never waits for ever
    beat.start()
    while not over():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if not late.isActive():
            raise TimeoutError(f"{step} took more than {PATIENCE} s")


def _screen(whole: "Application") -> dict[str, object]:
    screen, frame = whole.window.screen(), whole.window.frameGeometry()
    return {
        "platform": QGuiApplication.platformName(),
        "room": [screen.availableSize().width(), screen.availableSize().height()],
        "window": [frame.width(), frame.height()],
        "ratio": screen.devicePixelRatio(),
    }


def _versions() -> dict[str, str]:
    import numpy as np
    import pandas as pd

    return {
        "List Cleaner": __version__,
        "system": platform.platform(),
        "Python": platform.python_version(),
        "PySide6": pyside_version,
        "Qt": str(qVersion()),
        "pandas": pd.__version__,
        "numpy": np.__version__,
        "SQLite": sqlite3.sqlite_version,
    }


# Everything that should not be: warnings of Python and of Qt, log lines, dialogs, exceptions in slots.


class _NoDialogs(QObject):
    """Closes every dialog that opens unasked, and tells of it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__()
        self._problems = problems

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QDialog):
            self._problems.append(f"a dialog: {watched.windowTitle()} {getattr(watched, 'text', str)()}")
            QTimer.singleShot(0, watched.reject)
        return super().eventFilter(watched, event)


class _LogLines(logging.Handler):
    """Log lines of WARNING and worse."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._problems = problems

    def emit(self, record: logging.LogRecord) -> None:
        self._problems.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@contextmanager
def _listening(app: QApplication, problems: list[str]) -> Iterator[None]:
    def from_qt(kind: QtMsgType, _: object, text: str | None) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and text != NO_SCREEN:
            problems.append(f"Qt: {text}")

    no_dialogs, log_lines, hook = _NoDialogs(problems), _LogLines(problems), sys.excepthook
    app.installEventFilter(no_dialogs)
    logging.getLogger().addHandler(log_lines)
    sys.excepthook = lambda _, error, trace: problems.append(_told(error.with_traceback(trace)))
    before = qInstallMessageHandler(from_qt)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("default")
            yield
        problems += [
            f"{one.category.__name__}: {one.message} ({one.filename}:{one.lineno})" for one in caught
        ]
    finally:
        qInstallMessageHandler(before)
        sys.excepthook = hook
        logging.getLogger().removeHandler(log_lines)
        app.removeEventFilter(no_dialogs)


def _told(error: BaseException) -> str:
    from listcleaner.gui.messages import report

    return f"{error}\n{report(error)}"
