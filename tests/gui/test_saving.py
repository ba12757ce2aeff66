"""Saving: how far each file is, what was written, and where it is found again."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QDesktopServices, QMouseEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressBar

from listcleaner.gui import saver
from listcleaner.gui.app import Application
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.widgets import Button


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
    gate, real = threading.Event(), saver.export

    def later(*arguments: object, **others: object) -> object:
        gate.wait(20)
        return real(*arguments, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(saver, "export", later)
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
