"""People's journeys through the window from beginning to end, by what they want; no test here knows how a page is built."""

import csv
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from listcleaner.core.pipeline import Pipeline
from listcleaner.gui.app import Application
from tests.gui.person import CTRL, Person

CLOSE, CANCEL = QMessageBox.StandardButton.Close, QMessageBox.StandardButton.Cancel
NAMES = ("Tom", "Anna", "Ben", "Cleo", "Dora", "Emil", "Finn", "Gina")
LIST = "email,name\n" + "".join(f"{name.lower()}@example.com,{name}\n" for name in NAMES).replace(
    "tom@example.com", "tom.becker@gmial.com"
)
BOUNCES = "status,reason,email,created\n5.1.1,550 5.1.1 User unknown,ben@example.com,1793700000\n"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Her list and what came back."""
    paths = tmp_path / "members.csv", tmp_path / "bounces.csv"
    for path, text in zip(paths, (LIST, BOUNCES), strict=True):
        path.write_text(text, encoding="utf-8")
    return list(paths)


def column(path: Path, name: str) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [row[name] for row in csv.DictReader(stream)]


def test_a_new_user_goes_from_the_samples_to_a_clean_list(she: Person, tmp_path: Path) -> None:
    she.presses("Try with sample data")
    she.waits()
    assert she.sees("5 files were recognised. Your files are never changed.")
    for button, page in (
        ("Look at the addresses", "Whose problem"),
        ("See health", "Domains"),
        ("Clean", "Removed"),
    ):
        she.presses(button)
        assert she.sees(page) or she.rows("Addresses")
    she.presses("Go to Save")
    she.saves_into(tmp_path / "out")
    assert she.sees("Done. Your cleaned list is ready.")
    parts = ("cleaned", "suspended", "removed", "review")
    expected = {*(f"subscribers-{part}.xlsx" for part in parts), "removal-log.xlsx"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == expected
    told = int(next(text for text in she.reads() if text.startswith("− ")).removeprefix("− "))
    sheet = load_workbook(tmp_path / "out" / "subscribers-removed.xlsx", read_only=True).worksheets[0]
    assert len(list(sheet.rows)) - 1 == told > 0


def test_a_user_with_her_own_files_keeps_one_by_hand_and_corrects_another(
    she: Person, files: list[Path], tmp_path: Path
) -> None:
    she.opens(files)
    she.goes_to("Clean")
    assert [row[0] for row in she.rows("Preview")] == ["ben@example.com"]
    she.presses("Corrections, 1")
    she.presses("Accept all corrections")
    she.waits()
    she.goes_to("Save")
    she.saves_into(tmp_path / "first")
    cleaned = column(tmp_path / "first" / "members-cleaned.csv", "email")
    assert (
        cleaned[:3] == ["tom.becker@gmail.com", "anna@example.com", "cleo@example.com"] and len(cleaned) == 7
    )
    she.goes_to("Clean")
    she.presses("Removed, 1")
    she.presses_in_row("Preview", "ben@example.com", "Keep this one")
    assert she.sees("Nothing would be removed.")
    she.goes_to("Save")
    she.saves_into(tmp_path / "second")
    assert column(tmp_path / "second" / "members-cleaned.csv", "name") == list(NAMES)
    assert [path.read_text(encoding="utf-8") for path in files] == [LIST, BOUNCES]


def test_a_chinese_user_with_an_old_windows_list_gets_a_clean_one_in_the_same_encoding(
    she: Person, tmp_path: Path
) -> None:
    names = ("王芳", "李娜", "张伟", "刘洋", "陈静", "杨帆", "赵敏", "黄磊")
    lines = [f"{name},user{n}@example.com,{'已退订' if n == 3 else '已订阅'}" for n, name in enumerate(names)]
    path = tmp_path / "会员名单.csv"
    path.write_bytes("\r\n".join(["姓名,邮箱,状态", *lines, ""]).encode("gb18030"))
    she.goes_to("Settings")
    she.chooses("Language", "简体中文")
    she.drops([path])
    assert she.sees("会员名单.csv") and she.sees("简体中文")
    she.goes_to("清理")
    assert [row[0] for row in she.rows("预览")] == ["user3@example.com"]
    she.goes_to("保存")
    she.saves_into(tmp_path / "清理")
    cleaned = (tmp_path / "清理" / "会员名单-cleaned.csv").read_bytes().decode("gb18030")
    assert cleaned.splitlines() == ["姓名,邮箱,状态", *(line for line in lines if "已退订" not in line)]
    she.goes_to("历史记录")
    she.waits()
    assert any("user3@example.com" in " ".join(row) and "已退订" in row for row in she.rows("这次移除的人"))


@pytest.mark.parametrize("page", ["Files", "Settings", "Help", "Addresses", "Clean"])
def test_files_dropped_on_any_page_are_told_apart(
    loaded: Application, she: Person, files: list[Path], page: str
) -> None:
    she.goes_to(page)
    before = len(loaded.document.session.sources)
    she.drops(files)
    assert [source.role for source in loaded.document.session.sources][before:] == ["list", "bounces"]
    assert she.sees("members.csv") and she.sees("bounces.csv")


def test_files_dropped_on_the_search_field_are_files_not_words(she: Person, files: list[Path]) -> None:
    field = she.finds("Search addresses")
    she.opens(files[:1])
    she.goes_to("Addresses")
    she.drops(files[1:], to=field.mapTo(she.window, field.rect().center()))
    assert she.sees("bounces.csv")
    assert not any("file:" in text for text in she.reads())


def test_while_files_are_held_over_the_window_it_says_what_letting_go_does(
    she: Person, files: list[Path]
) -> None:
    assert she.drags(files) is not None
    assert she.sees("Let go to add 2 files")
    she.drags_away()
    assert she.sees("Drop your subscriber list and your bounce files here")
    assert she.drags([]) is None


def test_stopping_in_the_middle_of_reading_leaves_what_was_there(
    loaded: Application, she: Person, files: list[Path], monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    """The reading waits for her to stop it, so that she always comes in time."""
    before, stopped, real = loaded.document.session, Event(), loaded.document.receive

    def slow(path: Path, progress):  # type: ignore[no-untyped-def]
        progress("reading", 45_000)
        assert stopped.wait(10)
        return real(path, progress)

    monkeypatch.setattr(loaded.document, "receive", slow)
    loaded.window.add_files(files)
    qtbot.waitUntil(lambda: she.sees("45,000 rows"))
    assert not she.can_press("Look at the addresses")
    she.presses("Stop")
    stopped.set()
    she.waits()
    assert loaded.document.session == before
    assert not she.sees("members.csv")
    assert she.can_press("Look at the addresses") and not she.can_press("Stop")


def test_stopping_in_the_middle_of_judging_takes_the_files_away_again(
    she: Person, application: Application, files: list[Path], monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    pipeline, begun, stopped = application.document._pipeline, Event(), Event()
    real = pipeline.compute

    def slow(*arguments: object, **others: object) -> object:
        if not stopped.is_set():
            progress = next(one for one in (*arguments, *others.values()) if callable(one))
            progress("reading", 45_000)
            begun.set()
            assert stopped.wait(10)
        return real(*arguments, **others)

    monkeypatch.setattr(pipeline, "compute", slow)
    application.window.add_files(files)
    qtbot.waitUntil(begun.is_set)
    qtbot.waitUntil(lambda: she.sees("45,000 rows"))
    she.presses("Stop")
    stopped.set()
    she.waits()
    assert application.document.session.sources == ()
    assert she.can_press("Try with sample data") and not she.sees("members.csv")


def test_a_wrong_file_says_what_to_do_and_the_others_work(
    she: Person, files: list[Path], tmp_path: Path
) -> None:
    wrong = {
        "empty.csv": b"",
        "photo.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(200),
        "broken.xlsx": b"PK\x03\x04 not a workbook",
        "names.csv": b"name\nAnna\nBen\n",
    }
    for name, content in wrong.items():
        (tmp_path / name).write_bytes(content)
    she.opens([tmp_path / "empty.csv", *files, *(tmp_path / name for name in wrong if name != "empty.csv")])
    assert she.sees("files need a look. The others work.")
    for name in wrong:
        assert she.sees(name)
    assert not she.sees(str(tmp_path / "empty.csv"))
    she.presses("Look at the addresses")
    assert len(she.rows("Addresses")) == len(NAMES)
    assert she.sees("Clean")


def test_a_mended_file_is_tried_again_and_one_too_many_is_taken_away(
    she: Person, files: list[Path], tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    other.write_bytes(b"")
    she.opens([files[0], other])
    other.write_text("email\nzoe@example.com\n", encoding="utf-8")
    she.presses("Try again")
    she.waits()
    assert not she.can_press("Try again")
    she.presses("Remove members.csv from this job")
    she.waits()
    assert not she.can_press("Remove members.csv from this job")
    she.presses("Look at the addresses")
    assert [row[1].split(", ")[0] for row in she.rows("Addresses")] == ["zoe@example.com"]
    assert files[0].read_text(encoding="utf-8") == LIST


def test_everything_can_be_undone_step_by_step_and_done_again(loaded: Application, she: Person) -> None:
    document = loaded.document
    sessions = [document.session]
    she.goes_to("Clean")
    address = she.rows("Preview")[0][0]
    for press in (
        lambda: she.presses_in_row("Preview", address, "Keep this one"),
        lambda: she.presses("Hard bounces"),
        lambda: she.chooses("Repeated soft bounces: after", "5"),
        lambda: (she.presses("Corrections"), she.presses("Accept all corrections")),
    ):
        press()
        she.waits()
        assert document.session != sessions[-1]
        sessions.append(document.session)
    names = []
    for session in reversed(sessions[:-1]):
        names.append(document.undo_name)
        assert she.finds(f"Undo: {names[-1]}")
        she.key(Qt.Key.Key_Z, CTRL)
        she.waits()
        assert document.session == session
    assert len(set(names)) == len(names)
    for session in sessions[1:]:
        she.key(Qt.Key.Key_Y, CTRL)
        she.waits()
        assert document.session == session
    assert not she.can_press("Redo")


@pytest.fixture
def half_unsubscribed(tmp_path: Path) -> Path:
    """A list of sixty of which thirty opted out: the brake asks."""
    path = tmp_path / "members.csv"
    rows = [f"p{n}@example.com,{'unsubscribed' if n < 30 else 'subscribed'}" for n in range(60)]
    path.write_text("\n".join(["email,status", *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("answer", ["Hold “Unsubscribed” for review", "Clean them anyway"])
def test_too_many_removals_are_asked_about_and_nothing_is_saved_before_the_answer(
    she: Person, half_unsubscribed: Path, tmp_path: Path, answer: str
) -> None:
    she.opens([half_unsubscribed])
    she.goes_to("Clean")
    assert any(re.match(r"50(\.0)?\s?% .*taken out\. Is that right\?", text) for text in she.reads())
    she.presses("Suspended")
    she.presses("Show them")
    assert len(she.rows("Preview")) == 30
    she.goes_to("Save")
    she.picks_folder(tmp_path / "out")
    assert not she.can_press(she.save_button())
    she.window.save.save()  # not even by a way that no button shows
    she.waits()
    assert not (tmp_path / "out").exists()
    she.presses(answer)
    assert not she.sees("Is that right?")
    she.saves_into(tmp_path / "out")
    left = column(tmp_path / "out" / "members-cleaned.csv", "status")
    assert left.count("unsubscribed") == (30 if answer.startswith("Hold") else 0)
    assert len(left) - left.count("unsubscribed") == 30


def test_closing_with_decisions_that_are_not_saved_asks_once(
    loaded: Application, she: Person, tmp_path: Path
) -> None:
    she.answers(CANCEL)
    assert she.closes() and she.asked == []  # nothing was decided
    she.window.show()
    she.goes_to("Clean")
    she.presses_in_row("Preview", she.rows("Preview")[0][0], "Keep this one")
    assert not she.closes() and she.window.isVisible()
    assert she.asked == ["What you decided is not saved yet. Close anyway?"]
    she.goes_to("Save")
    she.saves_into(tmp_path / "out")
    assert she.closes() and len(she.asked) == 1  # it is saved now
    she.window.show()
    she.goes_to("Clean")
    she.presses("Hard bounces")
    she.answers(CLOSE)
    assert she.closes() and len(she.asked) == 2


@pytest.fixture
def opened_by_window() -> Iterator[list[str]]:
    """The files that the window's own thread opens."""
    opened, on = [], True

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if on and event == "open" and threading.current_thread() is threading.main_thread():
            opened.append(str(arguments[0]))

    sys.addaudithook(hook)  # for good: Python has no way to take one back
    yield opened
    on = False


def test_files_are_read_judged_and_written_beside_the_window(
    she: Person,
    files: list[Path],
    tmp_path: Path,
    opened_by_window: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So that it is never frozen, however long that takes; how long its pauses are, the benchmark measures."""
    judging, compute = [], Pipeline.compute

    def judge(*arguments: object, **others: object) -> object:
        judging.append(threading.current_thread())
        return compute(*arguments, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(Pipeline, "compute", judge)
    she.opens(files)
    she.goes_to("Save")
    she.saves_into(tmp_path / "out")
    assert judging and threading.main_thread() not in judging
    assert [path for path in opened_by_window if path.startswith(str(tmp_path))] == []
