"""Saving: how far each file is, what was written, and where it is found again."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QDesktopServices, QMouseEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressBar

from listcleaner.core.export import write
from listcleaner.core.rules.plan import REMOVE
from listcleaner.gui.app import Application
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.widgets import Button, Strip


def saved(application: Application, folder: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    application.window.go("save")
    application.window.save.use_folder(folder)
    application.window.save.save()
    qtbot.waitUntil(lambda: not application.jobs.busy, timeout=20_000)
    assert application.window.save.state == "done"


def pressed(application: Application, words: str) -> None:
    page = application.window.pages[application.window.current]
    next(one for one in page.findChildren(Button) if one.text() == words and not one.isHidden()).click()


def bars(application: Application) -> dict[str, int]:
    """By file, percent, of those being written."""
    page = application.window.save
    there = [bar for bar in page.findChildren(QProgressBar) if bar.isVisibleTo(page)]
    return {bar.accessibleName(): round(100 * bar.value() / bar.maximum()) for bar in there}


def waiting(application: Application) -> int:
    page = application.window.save
    labels = page.findChildren(Label)
    return sum(label.text() == "Waiting" and label.isVisibleTo(page) for label in labels)


def second_line(application: Application) -> str:
    return application.window.rail.buttons["save"].accessibleName().rpartition(", ")[2]


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Nothing is written before it is let go."""
    gate, real = threading.Event(), write.export

    def later(*arguments: object, **others: object) -> object:
        gate.wait(20)
        return real(*arguments, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(write, "export", later)
    yield gate
    gate.set()


def test_each_file_says_how_far_it_is_while_it_is_written(
    loaded: Application, held: threading.Event, tmp_path: Path, qtbot
) -> None:
    save = loaded.window.save
    loaded.window.go("save")
    save.use_folder(tmp_path / "out")
    save.save()
    QApplication.processEvents()
    assert save.state == "running" and second_line(loaded) == "Saving…"
    assert (
        len(bars(loaded)) == 4 and waiting(loaded) == 1
    )  # the parts of the list side by side; the log waits
    loaded.saver.progressed.emit("writing", 150, 600)
    assert set(bars(loaded).values()) == {25}
    assert save._subtitle.text().startswith("150 of 600 rows.")
    loaded.saver.progressed.emit("logging", 42, 84)
    assert bars(loaded) == {"removal-log.xlsx": 50} and waiting(loaded) == 0
    held.set()
    qtbot.waitUntil(lambda: not loaded.jobs.busy, timeout=20_000)
    assert bars(loaded) == {} and save.state == "done"


def test_a_part_that_is_not_wanted_is_not_among_those_being_written(
    loaded: Application, held: threading.Event, tmp_path: Path, qtbot
) -> None:
    save = loaded.window.save
    loaded.window.go("save")
    save.use_folder(tmp_path / "out")
    save._want("review", False)
    save.save()
    QApplication.processEvents()
    assert len(bars(loaded)) == 3 and "subscribers-review.xlsx" not in bars(loaded)
    held.set()
    qtbot.waitUntil(lambda: not loaded.jobs.busy, timeout=20_000)
    assert not (tmp_path / "out" / "subscribers-review.xlsx").exists()


def test_a_double_click_on_save_does_not_stop_what_it_began(
    loaded: Application, held: threading.Event, tmp_path: Path, qtbot
) -> None:
    save = loaded.window.save
    loaded.window.go("save")
    save.use_folder(tmp_path / "out")
    QApplication.processEvents()
    qtbot.mouseClick(save._save, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    left, middle = Qt.MouseButton.LeftButton, QPointF(save._stop.rect().center())
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        there = save._stop.mapToGlobal(middle)
        QApplication.sendEvent(
            save._stop, QMouseEvent(kind, middle, there, left, left, Qt.KeyboardModifier.NoModifier)
        )
    held.set()
    qtbot.waitUntil(lambda: not loaded.jobs.busy, timeout=20_000)
    assert save.state == "done"


def test_nothing_is_saved_while_the_plan_is_made_anew(loaded: Application, tmp_path: Path, qtbot) -> None:
    window, document = loaded.window, loaded.document
    window.go("save")
    window.save.use_folder(tmp_path / "out")
    assert window.save._save.isEnabled()
    document.remove(document.session.sources[-1], str)
    assert document.busy and not window.save._save.isEnabled()
    window.save.save()
    assert window.save.state == ""
    qtbot.waitUntil(lambda: not loaded.jobs.busy, timeout=20_000)
    assert window.save._save.isEnabled() and not (tmp_path / "out").exists()


def test_what_was_written_is_told_though_a_step_was_taken_meanwhile(
    loaded: Application, held: threading.Event, tmp_path: Path, qtbot
) -> None:
    window, document = loaded.window, loaded.document
    document.keep(document.overview.refs(np.flatnonzero(document.plan.action == REMOVE)[:9]), str)
    window.go("save")
    window.save.use_folder(tmp_path / "out")
    window.save.save()
    document.undo()
    held.set()
    qtbot.waitUntil(lambda: not loaded.jobs.busy, timeout=20_000)
    assert loaded.saver.done is not None
    told = loaded.saver.done.outcome.rows
    written = {file.part: file.rows for file in loaded.saver.done.files}
    assert {part: told[part] for part in ("removed", "suspended", "review", "log")} == {
        part: written[part] for part in ("removed", "suspended", "review", "log")
    }
    assert told["removed"] == np.count_nonzero(document.plan.action == REMOVE) - 9


def test_what_is_said_of_corrections_and_the_log_is_what_is_written(
    application: Application, tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "members.csv"
    others = [f"p{place}@example.com" for place in range(20)]
    rows = ["anna@example.com", "anna@example.com", "ben@gmial.com", "cleo@gmial.com", *others]
    path.write_text("\n".join(["email", *rows]) + "\n", encoding="utf-8")
    application.window.add_files([path])
    qtbot.waitUntil(lambda: application.document.plan is not None and not application.jobs.busy)
    document = application.document
    document.correct(document.overview.refs(np.array([2, 3])), str)
    qtbot.waitUntil(lambda: not application.jobs.busy)
    document.drop(document.overview.refs(np.array([3])), str)
    saved(application, tmp_path / "out", qtbot)
    assert application.saver.done is not None
    told = application.saver.done.outcome.rows
    written = {file.part: file for file in application.saver.done.files}
    assert told["corrected"] == written["cleaned"].corrected == 1
    assert told["log"] == written["log"].rows == 3


def test_a_folder_that_may_not_be_looked_into_stops_nobody_from_choosing_another(
    loaded: Application, tmp_path: Path
) -> None:
    loaded.window.go("save")
    loaded.window.save.use_folder(tmp_path / ("n" * 250) / ("n" * 250))
    assert loaded.window.save._where._place.text().endswith("n" * 250)


def test_stopping_is_said(loaded: Application, held: threading.Event, tmp_path: Path, qtbot) -> None:
    loaded.window.go("save")
    loaded.window.save.use_folder(tmp_path / "out")
    loaded.window.save.save()
    loaded.saver.stop()
    held.set()
    qtbot.waitUntil(lambda: not loaded.jobs.busy, timeout=20_000)
    strips = [one.sentence.text() for one in loaded.window.save.findChildren(Strip) if not one.isHidden()]
    assert strips == ["Stopped. Nothing was written."] and not (tmp_path / "out").exists()


def test_a_second_save_that_is_stopped_or_fails_is_not_called_done(
    loaded: Application, held: threading.Event, tmp_path: Path, qtbot
) -> None:
    held.set()
    saved(loaded, tmp_path / "out", qtbot)
    save = loaded.window.save
    (tmp_path / "file").write_bytes(b"")
    save.use_folder(tmp_path / "file")
    pressed(loaded, "Save again…")
    save.save()
    qtbot.waitUntil(lambda: not loaded.jobs.busy, timeout=20_000)
    assert loaded.saver.failure is not None and save.state == ""
    held.clear()
    save.use_folder(tmp_path / "again")
    save.save()
    loaded.saver.stop()
    held.set()
    qtbot.waitUntil(lambda: not loaded.jobs.busy, timeout=20_000)
    assert save.state == "" and not (tmp_path / "again").exists()
    pressed(loaded, "Show what was written")
    assert save.state == "done"


def test_the_cleaned_list_of_last_month_is_saved_beside_that_folder_not_in_it(
    application: Application, tmp_path: Path, qtbot
) -> None:
    before = tmp_path / "Cleaned 2026-10-01"
    before.mkdir()
    (before / "members.csv").write_text("email\nanna@example.com\n", encoding="utf-8")
    application.window.add_files([before / "members.csv"])
    qtbot.waitUntil(lambda: application.document.plan is not None and not application.jobs.busy)
    assert application.window.save.folder_chosen.parent == tmp_path


def test_who_wants_to_save_again_can_go_back_to_what_was_written(
    loaded: Application, tmp_path: Path, qtbot
) -> None:
    saved(loaded, tmp_path / "out", qtbot)
    was = second_line(loaded)
    assert was.startswith("Saved ")
    pressed(loaded, "Save again…")
    assert loaded.window.save.state == "" and second_line(loaded) == was
    pressed(loaded, "Show what was written")
    assert loaded.window.save.state == "done"


@pytest.fixture
def changing(loaded: Application) -> Iterator[Callable[[], None]]:
    """The person chooses Chinese; in the end it is English again."""

    def to(language: str) -> None:
        loaded.settings.language = language
        loaded.rebuild()

    yield lambda: to("zh_CN")
    to("en")


def test_another_language_does_not_forget_what_was_saved(
    loaded: Application, changing: Callable[[], None], tmp_path: Path, qtbot
) -> None:
    saved(loaded, tmp_path / "out", qtbot)
    changing()
    assert loaded.window.save.state == "done"
    assert second_line(loaded).endswith("已保存")


def test_saving_goes_on_when_the_language_changes(
    loaded: Application, changing: Callable[[], None], tmp_path: Path, qtbot
) -> None:
    loaded.window.go("save")
    loaded.window.save.use_folder(tmp_path / "out")
    loaded.window.save.save()
    changing()
    qtbot.waitUntil(lambda: not loaded.jobs.busy, timeout=20_000)
    assert loaded.window.save.state == "done"
    assert (tmp_path / "out" / "removal-log.xlsx").exists()


def test_a_file_without_a_program_for_it_is_said_to_be_where_it_is(
    loaded: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    saved(loaded, tmp_path / "out", qtbot)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    pressed(loaded, "Open log")
    box = loaded.window.findChild(QMessageBox)
    assert box is not None and "removal-log.xlsx" in box.text() and "› out" in box.text()
    box.reject()


def test_a_file_that_was_moved_since_is_said_to_be_gone(loaded: Application, tmp_path: Path, qtbot) -> None:
    saved(loaded, tmp_path / "out", qtbot)
    (tmp_path / "out" / "removal-log.xlsx").unlink()
    pressed(loaded, "Open log")
    box = loaded.window.findChild(QMessageBox)
    assert box is not None and box.text() == "removal-log.xlsx is no longer there."
    box.reject()
