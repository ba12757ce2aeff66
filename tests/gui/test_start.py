"""From a double click to the window: what is asked for, what shows first, and what must not be loaded before."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from listcleaner.gui.app import Application, run
from listcleaner.gui.main_window import MainWindow
from listcleaner.gui.opening import Opening
from listcleaner.gui.settings import Settings
from listcleaner.gui.system_files import SystemFiles


def test_a_file_the_system_sends_before_the_window_is_there_waits_for_it(qapp: QApplication) -> None:
    sent, taken = SystemFiles(), []
    qapp.installEventFilter(sent)
    QApplication.sendEvent(qapp, QFileOpenEvent("/lists/members.xlsx"))
    sent.hand_to(taken.append)
    QApplication.sendEvent(qapp, QFileOpenEvent("/lists/returned.eml"))
    qapp.removeEventFilter(sent)
    assert taken == [[Path("/lists/members.xlsx")], [Path("/lists/returned.eml")]]


def test_files_of_the_command_line_and_of_the_system_are_opened(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    paths, sent = [tmp_path / "members.csv", tmp_path / "more.csv"], SystemFiles()
    for path in paths:
        path.write_text(f"email\n{path.stem}@example.com\n", encoding="utf-8")

    def while_it_runs(*_: object) -> int:
        (window,) = (one for one in qapp.topLevelWidgets() if isinstance(one, MainWindow))
        document, jobs = window.document, window.desk.jobs
        QApplication.sendEvent(qapp, QFileOpenEvent(str(paths[1])))
        qtbot.waitUntil(lambda: not jobs.busy and not document.busy, timeout=20_000)
        assert [source.path for source in document.session.sources] == paths
        window.close()
        window.deleteLater()
        return 0

    qapp.installEventFilter(sent)
    monkeypatch.setattr(QApplication, "exec", while_it_runs)
    assert run(language="en", files=paths[:1], sent=sent) == 0
    qapp.removeEventFilter(sent)


def test_the_window_appears_where_its_frame_was(qtbot) -> None:  # type: ignore[no-untyped-def]
    settings = Settings()
    opening, application = Opening(settings), Application(QApplication.instance(), settings)
    qtbot.addWidget(opening)
    qtbot.addWidget(application.window)
    opening.appear()
    opening.setGeometry(20, 30, 1100, 720)
    opening.give_way(application.window)
    assert application.window.geometry() == opening.geometry()
    qtbot.waitUntil(lambda: not opening.isVisible())
    application.close()


@pytest.mark.parametrize("geometry", [b"", b"not a geometry", bytes(1000)])
def test_a_damaged_place_of_the_window_is_as_none(geometry: bytes, qtbot) -> None:  # type: ignore[no-untyped-def]
    damaged, fresh = Settings(), Settings()
    damaged.geometry = QByteArray(geometry)
    one, other = Opening(damaged), Opening(fresh)
    qtbot.addWidget(one)
    qtbot.addWidget(other)
    assert (one.size(), one.windowState()) == (other.size(), other.windowState())


@pytest.mark.parametrize("module", ["start", "app"])
def test_nothing_heavy_is_loaded_before_the_window_shows_and_answers(module: str) -> None:
    heavy = {"pandas", "numpy", "openpyxl"} | ({"email"} if module == "start" else set())
    code = f"import sys, listcleaner.gui.{module}; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "set()\n"


def test_what_qt_says_at_the_start_ends_no_program_without_a_console() -> None:
    """On Windows such a program has no stderr at all."""
    script = "import sys; sys.stderr = None; from listcleaner.gui.opening import make_app; make_app()"
    told = {**os.environ, "QT_SCALE_FACTOR_ROUNDING_POLICY": "nonsense"}  # Qt warns of it
    assert subprocess.run([sys.executable, "-c", script], env=told).returncode == 0


def test_files_and_pages_asked_for_while_the_program_loads_are_not_forgotten(
    application: Application,
    samples: list[Path],
    qtbot,  # type: ignore[no-untyped-def]
) -> None:
    window = application.window
    window.load()
    window.go("history")
    assert window.current == "files"  # not there yet; the settings are
    window.go("settings")
    assert window.current == "settings"
    window.add_files(samples[:1])
    window.go("history")
    assert window.desk.arrivals.paths
    qtbot.waitUntil(lambda: window.current == "history", timeout=20_000)
    qtbot.waitUntil(
        lambda: application.document.overview is not None and not application.jobs.busy, timeout=20_000
    )
    assert window.current == "history"
