"""What the person sets: it holds at once, reaches what it is about, and goes back to what it was at first."""

import threading
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from listcleaner import userdata
from listcleaner.core.ledger import Ledger
from listcleaner.gui import text
from listcleaner.gui.app import Application
from listcleaner.gui.look import theme

REPORT = "email,bounce type,bounced at\nanna@example.com,soft,05/04/2026\nben@example.com,soft,06/04/2026\n"


def settled(application: Application, qtbot) -> None:  # type: ignore[no-untyped-def]
    qtbot.waitUntil(lambda: not application.jobs.busy and not application.document.busy)


def first_day(application: Application) -> str:
    (file,) = application.document.result.bounce_files
    return f"{file.events['at'].min():%Y-%m-%d}"


def test_the_order_of_day_and_month_reaches_the_files_that_are_open_and_those_to_come(
    application: Application, tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "report.csv"
    path.write_text(REPORT, encoding="utf-8")
    window, document = application.window, application.document
    window.add_files([path])
    settled(application, qtbot)
    assert first_day(application) == "2026-04-05"
    window.settings.dates.chosen.emit("mdy")
    settled(application, qtbot)
    assert first_day(application) == "2026-05-04"
    assert (application.settings.dates, document.undo_name) == ("mdy", "read dates differently")
    document.start_over(str)
    window.add_files([path])
    settled(application, qtbot)
    assert first_day(application) == "2026-05-04"


def test_all_settings_go_back_to_what_they_were_at_first(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    settings, window = application.settings, application.window
    window.settings.use(tmp_path / "other.sqlite")
    window.settings.dates.chosen.emit("dmy")
    window.settings.theme_chosen.emit("dark")
    assert theme.tokens().dark
    monkeypatch.setattr(QMessageBox, "question", lambda *told: QMessageBox.StandardButton.Ok)
    with qtbot.waitSignal(window.rebuild_wanted):
        window.settings._ask_reset()
    settled(application, qtbot)
    qtbot.waitUntil(lambda: application.window is not window)
    assert (settings.language, settings.theme, settings.dates, settings.ledger) == (
        "system",
        "system",
        None,
        None,
    )
    assert application.document.memory.place == userdata.ledger()
    assert application.window.current == "files"
    assert text.language() in ("en", "zh_CN")


def system_changes(application: Application) -> None:
    """What Qt says when the system's colours change, over a window that is dark."""
    theme.apply(QApplication.instance(), "dark")
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)


@pytest.mark.parametrize(("chosen", "dark"), [("system", False), ("dark", True), ("light", True)])
def test_only_a_window_in_the_colours_of_the_system_follows_them(
    application: Application, chosen: theme.Scheme, dark: bool
) -> None:
    application.settings.theme = chosen
    system_changes(application)
    assert theme.tokens().dark is dark


def test_a_window_that_was_closed_dresses_no_other(application: Application) -> None:
    application.settings.theme = "system"
    application.close()
    system_changes(application)
    assert theme.tokens().dark


def test_a_history_is_never_moved_over_another(application: Application, tmp_path: Path, qtbot) -> None:
    told: list[Exception] = []
    application.jobs.on_failure = told.append
    for place in (userdata.ledger(), tmp_path / "ledger.sqlite"):
        place.parent.mkdir(parents=True, exist_ok=True)
        Ledger(place).__exit__()
    before = (tmp_path / "ledger.sqlite").read_bytes()
    application.window.settings.move_history(tmp_path / "ledger.sqlite")
    settled(application, qtbot)
    assert [error.code for error in told] == ["file_exists"]  # type: ignore[attr-defined]
    assert (tmp_path / "ledger.sqlite").read_bytes() == before
    assert userdata.ledger().exists()


def test_a_second_start_brings_its_files_to_the_window(
    application: Application, tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "members.csv"
    path.write_text("email\nanna@example.com\n", encoding="utf-8")
    application.window.showMinimized()
    application.come([path])
    settled(application, qtbot)
    assert not application.window.isMinimized()
    assert [source.path for source in application.document.session.sources] == [path]


def test_a_chinese_user_with_an_old_windows_list_gets_a_clean_one_in_the_same_encoding(
    application: Application, tmp_path: Path, qtbot
) -> None:
    names = ("王芳", "李娜", "张伟", "刘洋", "陈静", "杨帆", "赵敏", "黄磊")
    lines = [
        f"{name},user{place}@example.com,{'已退订' if place == 3 else '已订阅'}"
        for place, name in enumerate(names)
    ]
    path = tmp_path / "会员名单.csv"
    path.write_bytes("\r\n".join(["姓名,邮箱,状态", *lines, ""]).encode("gb18030"))
    application.settings.language = "zh_CN"
    application.rebuild()
    window = application.window
    window.add_files([path])
    settled(application, qtbot)
    window.go("save")
    window.save.use_folder(tmp_path / "清理")
    window.save.save()
    settled(application, qtbot)
    cleaned = (tmp_path / "清理" / "会员名单-cleaned.csv").read_bytes().decode("gb18030")
    assert cleaned.splitlines() == ["姓名,邮箱,状态", *(line for line in lines if "已退订" not in line)]
    window.go("history")
    settled(application, qtbot)
    model = window.history.runs.receipt.grid.grid_model()
    assert [model.index(0, x).data() for x in range(3)] == ["user3@example.com", "已退订", "移除"]
    application.settings.language = "en"
    application.rebuild()


def test_another_language_waits_until_the_window_has_its_answer(application: Application, qtbot) -> None:
    """A backup, a table of the view or the rows of a file may be on their way to it."""
    going, answered = threading.Event(), []
    asked = application.window
    application.jobs.start(lambda _: going.wait(20), lambda _: answered.append(shiboken6.isValid(asked)))
    application.settings.language = "zh_CN"
    application.rebuild()
    assert application.window is asked
    going.set()
    qtbot.waitUntil(lambda: application.window is not asked)
    assert answered == [True]
    application.settings.language = "en"
    application.rebuild()
