"""A second start brings the first window to the front, with the files it was given."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from listcleaner.gui.only_window import OnlyWindow


def test_a_second_start_hands_its_files_to_the_first_window(tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    first, second = OnlyWindow(tmp_path), OnlyWindow(tmp_path)
    assert first.claim()
    assert not second.claim()
    first.listen()
    path = tmp_path / "名单.csv"
    with ThreadPoolExecutor(1) as start, qtbot.waitSignal(first.called) as told:
        answered = start.submit(second.hand_over, [path])
    assert told.args == [[path]]
    assert answered.result() is True
    assert not list(tmp_path.rglob("*.json"))
    first.leave()
    assert second.claim()
    second.leave()


def test_a_start_while_the_first_window_is_still_being_made_is_not_lost(tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    first, second = OnlyWindow(tmp_path), OnlyWindow(tmp_path)
    assert first.claim()
    with ThreadPoolExecutor(1) as start, qtbot.waitSignal(first.called):
        answered = start.submit(second.hand_over, [])
        qtbot.waitUntil(lambda: bool(list(tmp_path.rglob("*.json"))))
        first.listen()
    assert answered.result() is True
    first.leave()


def test_a_window_that_does_not_answer_is_not_waited_for_long(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("listcleaner.gui.only_window.TAKEN_WITHIN", 0.02)
    assert OnlyWindow(tmp_path).hand_over([]) is False
    assert not list(tmp_path.rglob("*.json"))


def test_letters_nobody_took_are_not_for_the_next_window(tmp_path: Path) -> None:
    window = OnlyWindow(tmp_path)
    (tmp_path / "window" / "1.json").write_text("[]", encoding="utf-8")
    assert window.claim()
    assert not list(tmp_path.rglob("*.json"))
    window.leave()


def test_where_nothing_can_be_written_there_is_a_window_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    window = OnlyWindow(tmp_path / "file" / "folder")
    assert window.claim()
    window.leave()
