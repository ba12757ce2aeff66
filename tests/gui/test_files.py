"""Files arriving: what is shown while they are read, stopping, the same file again, a file that was mended."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QLabel

from listcleaner.core.progress import Progress
from listcleaner.core.session import Source
from listcleaner.gui.app import Application
from listcleaner.gui.cards import PendingCard
from listcleaner.gui.widgets import Strip


def settled(application: Application, qtbot) -> None:
    qtbot.waitUntil(lambda: not application.jobs.busy and not application.document.busy)


@pytest.fixture
def members(tmp_path: Path) -> Path:
    path = tmp_path / "members.csv"
    path.write_text("email,name\nanna@example.com,Anna\nben@example.com,Ben\n", encoding="utf-8")
    return path


def strips(application: Application) -> list[str]:
    files = application.window.files
    return [strip.sentence.text() for strip in files.findChildren(Strip) if not strip.isHidden()]


def pending(application: Application) -> dict[str, str]:
    cards = application.window.files._pending
    return {path.name: card.second.toolTip() or card.second.text() for path, card in cards.items()}


def test_files_being_looked_at_stand_there_at_once_and_can_be_stopped(
    application: Application, members: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("email\ncleo@example.com\n", encoding="utf-8")
    window = application.window

    stopped = Event()

    def slow(path: Path, progress: Progress) -> Source:
        progress("reading", 45_000)
        assert stopped.wait(10)
        return Source(path, "list")

    monkeypatch.setattr(application.document, "receive", slow)
    window.add_files([members, other])
    qtbot.waitUntil(lambda: pending(application).get("members.csv") == "Reading… 45,000 rows")
    assert pending(application)["other.csv"] == "Waiting"
    window.files._stop.click()
    stopped.set()
    settled(application, qtbot)
    assert application.document.session.sources == ()
    assert pending(application) == {}


def test_each_file_says_whether_it_is_read_or_waits(application: Application, members: Path, qtbot) -> None:
    window = application.window
    second, third = members.with_name("b.csv"), members.with_name("c.csv")
    sources = tuple(Source(path, "list") for path in (members, second, third))
    window.files.document.session = type(application.document.session)(sources)
    window.files._show()
    window.files._show_opened(sources[1])
    assert pending(application) == {"members.csv": "Read", "b.csv": "Reading…", "c.csv": "Waiting"}
    window.files._show_progress("reading", 45_000, -1)
    assert pending(application)["b.csv"] == "Reading… 45,000 rows"
    window.files._show_progress("counting", 0, -1)
    assert set(pending(application).values()) == {"Read"}
    assert len(window.files.findChildren(PendingCard)) >= 3


def test_the_same_file_again_counts_once_and_is_read_as_it_is_now(
    application: Application, members: Path, qtbot
) -> None:
    window, document = application.window, application.document
    window.add_files([members])
    settled(application, qtbot)
    with members.open("a", encoding="utf-8") as stream:
        stream.write("cleo@example.com,Cleo\n")
    window.add_files([members])
    settled(application, qtbot)
    assert len(document.session.sources) == 1
    assert document.overview is not None and len(document.overview) == 3
    told = ["members.csv was here already. It counts once, as it is now."]
    qtbot.waitUntil(
        lambda: strips(application) == told
    )  # parts of a page appear a moment after they are made


def test_a_mended_file_is_read_when_tried_again(application: Application, members: Path, qtbot) -> None:
    window, document = application.window, application.document
    good = members.read_bytes()
    members.write_bytes(b"")
    window.add_files([members])
    settled(application, qtbot)
    qtbot.waitUntil(lambda: any("members.csv" in text for text in strips(application)))
    assert not any(str(members.parent) in text for text in strips(application))
    members.write_bytes(good)
    window.add_files([members])
    settled(application, qtbot)
    assert document.overview is not None and len(document.overview) == 2
    assert not document.result.problems


def test_others_work_is_only_said_when_there_are_others(
    application: Application, members: Path, qtbot
) -> None:
    empty = members.with_name("empty.csv")
    empty.write_bytes(b"")
    window = application.window
    window.add_files([empty])
    settled(application, qtbot)
    assert window.files._subtitle.text() == "1 file needs a look."
    window.add_files([members])
    settled(application, qtbot)
    assert window.files._subtitle.text() == "1 file needs a look. The others work."
    assert "members.csv" in [label.text() for label in window.bar.findChildren(QLabel)]
