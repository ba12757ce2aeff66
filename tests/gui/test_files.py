"""Files arriving: what is shown while they are read, stopping, the same file again, a file that was mended."""

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QDate, QSettings
from PySide6.QtWidgets import QLabel

from listcleaner.core.progress import Progress
from listcleaner.core.session import Session, Source
from listcleaner.gui.app import Application
from listcleaner.gui.pages.files.page import ROOM
from listcleaner.gui.parts.cards import Card, PendingCard
from listcleaner.gui.parts.day_field import DayStrip
from listcleaner.gui.parts.widgets import Button, Icon, Strip
from listcleaner.gui.settings import Settings


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


def cards(application: Application) -> list[tuple[str, str]]:
    """Title and second line of each card, from the top."""
    page = application.window.files
    shown = [page._cards.itemAt(i).widget() for i in range(page._cards.count())]
    return [
        (card._names.itemAt(0).widget().text(), card.second.text())
        for card in shown
        if isinstance(card, Card)
    ]


def test_files_that_cannot_be_read_stand_under_a_heading_of_their_own(
    application: Application, members: Path, qtbot
) -> None:
    photo = members.with_name("photo.jpg")
    photo.write_bytes(b"\xff\xd8\xff\xe0")
    application.window.add_files([members, photo])
    settled(application, qtbot)

    def told() -> list[str]:
        return [one.text() for one in application.window.files.findChildren(QLabel) if not one.isHidden()]

    qtbot.waitUntil(lambda: "Not read" in told() and "Your list" in told())  # a moment after they are made
    assert "Your lists" not in told()
    assert [title for title, _ in cards(application)] == ["photo.jpg", "Subscriber list"]


def test_of_several_lists_the_name_leads(application: Application, members: Path, qtbot) -> None:
    window, other = application.window, members.with_name("winery.csv")
    other.write_text("email\ncleo@example.com\n", encoding="utf-8")
    window.add_files([members])
    settled(application, qtbot)
    assert [title for title, _ in cards(application)] == ["Subscriber list"]
    window.add_files([other])
    settled(application, qtbot)
    assert [title for title, _ in cards(application)] == ["members.csv", "winery.csv"]
    assert cards(application)[1][1].startswith("Subscriber list")


def test_a_note_says_which_file_of_a_folder_it_speaks_of(
    application: Application, tmp_path: Path, qtbot
) -> None:
    folder = tmp_path / "back"
    folder.mkdir()
    dated, undated = (
        "email,bounce type,bounced at\nanna@example.com,soft,2026-05-14\n",
        "email,bounce type\na@example.com,soft\n",
    )
    (folder / "may.csv").write_text(dated, encoding="utf-8")
    (folder / "bounced.csv").write_text(undated, encoding="utf-8")
    application.window.add_files([folder])
    settled(application, qtbot)
    qtbot.waitUntil(lambda: strips(application) != [])
    assert all(text.startswith("bounced.csv: There is no date") for text in strips(application))


def test_two_files_are_both(application: Application, members: Path, qtbot) -> None:
    bounces = members.with_name("bounces.csv")
    bounces.write_text("email,bounce type\nanna@example.com,soft\n", encoding="utf-8")
    application.window.add_files([members, bounces])
    settled(application, qtbot)
    told = application.window.files._subtitle.text()
    assert told == "Both files were recognised. Your files are never changed."


def test_of_very_many_files_some_are_shown_and_the_others_when_asked_for(
    application: Application, tmp_path: Path, qtbot
) -> None:
    """The cards of 200 files held the window for 3 s; those with a question come first."""
    paths = [tmp_path / f"mail{i:02}.csv" for i in range(ROOM + 5)]
    for path in paths:
        path.write_text("email,bounce type,bounced at\nanna@example.com,soft,2026-05-14\n", encoding="utf-8")
    paths[-1].write_text("Email Address,Bounce Type\nanna@example.com,Soft\n", encoding="utf-8")
    window = application.window
    window.add_files(paths)
    assert len(pending(application)) == ROOM
    settled(application, qtbot)
    assert len(cards(application)) == ROOM
    assert cards(application)[0][1].startswith(paths[-1].name)
    assert "and 5 more files" in [label.text() for label in window.files.findChildren(QLabel)]
    next(one for one in window.files.findChildren(Button) if one.text() == "Show more").click()
    assert len(cards(application)) == ROOM + 5


def test_a_bounce_file_without_any_date_asks_for_the_day_of_its_mailing(
    application: Application, tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "bounced.csv"
    path.write_text("Email Address,Bounce Type\nanna@example.com,Soft\n", encoding="utf-8")
    window, document = application.window, application.document
    window.add_files([path])
    settled(application, qtbot)
    qtbot.waitUntil(lambda: any("Nothing in this file says when." in text for text in strips(application)))
    asked = window.files.findChild(DayStrip)
    asked.day.setDate(QDate(2026, 5, 12))
    asked.use.click()
    settled(application, qtbot)
    (file,) = document.result.bounce_files
    assert (f"{file.dated:%Y-%m-%d}", file.dated_by) == ("2026-05-12", "person")
    told = ["As you said, this is what came back of the mailing of 12 May."]
    qtbot.waitUntil(lambda: strips(application) == told)
    document.undo()
    settled(application, qtbot)
    assert document.result.bounce_files[0].dated_by == "file"


def test_dates_that_can_be_read_in_two_ways_are_turned_round_on_the_card(
    application: Application, tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "bounces.csv"
    path.write_text(
        "email,bounce type,bounced at\nanna@example.com,soft,05/04/2026\nben@example.com,soft,06/04/2026\n",
        encoding="utf-8",
    )
    window, document = application.window, application.document

    def first_day() -> str:
        return f"{document.result.bounce_files[0].events['at'].min():%Y-%m-%d}"

    window.add_files([path])
    settled(application, qtbot)
    assert first_day() == "2026-04-05"
    assert any(
        "05/04/2026 is read as 5 Apr 2026." in one.sentence.text() for one in window.files.findChildren(Strip)
    )
    link = next(one for one in window.files.findChildren(Button) if one.text() == "The month comes first")
    link.click()
    settled(application, qtbot)
    assert first_day() == "2026-05-04"
    assert document.undo_name == "read the dates of bounces.csv differently"
    document.dates = "mdy"  # as set for all files to come
    document.remove(document.session.sources[0], str)
    settled(application, qtbot)
    window.add_files([path])
    settled(application, qtbot)
    assert first_day() == "2026-05-04"


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # of a window of its own, without a screen
def test_notes_that_do_not_fit_are_shown_when_asked_for(qtbot) -> None:
    card = Card(Icon("users", "ok", 22, 44), "members.csv", "")
    qtbot.addWidget(card)
    card.add_more([Strip("warning", "one"), Strip("warning", "two")])
    card.show()
    hidden = card.findChildren(Strip)
    assert not any(strip.isVisible() for strip in hidden)
    (more,) = card.findChildren(Button)
    assert more.text() == "Show 2 more"
    more.click()
    assert all(strip.isVisible() for strip in hidden) and not more.isVisible()


def test_a_file_read_differently_keeps_its_place(members: Path) -> None:
    first, second = Source(members, "list"), Source(members.with_name("b.csv"), "bounces")
    session = Session((first, second)).adding(replace(first, columns=(("email", "mail"),)))
    assert [source.path for source in session.sources] == [first.path, second.path]


def test_files_used_lately_are_one_click_away(
    application: Application, members: Path, tmp_path: Path, qtbot
) -> None:
    window, settings = application.window, application.settings
    assert window.files._recent.isHidden()
    gone = tmp_path / "gone.csv"
    settings.use([members, gone])
    window.files.refresh(frozenset({"sources"}))
    menu = window.files._recent.menu_
    window.files._recent.fill()
    assert [action.text().partition("\t")[0] for action in menu.actions()] == [
        "members.csv",
        "gone.csv",
        "",
        "Forget these",
    ]
    menu.actions()[0].trigger()
    menu.actions()[1].trigger()
    settled(application, qtbot)
    listed, missing = application.document.session.sources
    assert listed.path == members and application.document.overview is not None
    assert application.document.problem(missing).code == "file_missing"  # said on its card
    menu.actions()[-1].trigger()
    assert settings.recent == []


def test_what_was_used_lately_outlives_the_window(tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    Settings(store).use([tmp_path / "名单.csv"])
    Settings(store).dates = "mdy"
    store.sync()
    again = Settings(QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat))
    assert again.recent == [tmp_path / "名单.csv"]
    assert (again.folder, again.dates) == (tmp_path, "mdy")
    again.use([tmp_path / f"{n}.csv" for n in range(20)])
    assert len(again.recent) == 8
    again.reset()
    assert (again.dates, again.ledger, again.language) == (None, None, "system")


def test_files_on_their_way_are_shown_in_a_new_language_too(
    application: Application, samples: list[Path], qtbot
) -> None:
    application.window.add_files(samples)
    application.settings.language = "zh_CN"
    application.rebuild()
    assert application.window.files._pending.keys() == set(samples)
    qtbot.waitUntil(
        lambda: application.document.plan is not None and not application.jobs.busy, timeout=20_000
    )
    application.settings.language = "en"
    application.rebuild()


def test_stopping_the_reading_is_said(application: Application, samples: list[Path], qtbot) -> None:
    application.window.add_files(samples)
    application.window.files._stop_all()
    qtbot.waitUntil(lambda: not application.jobs.busy, timeout=20_000)
    assert application.document.session.sources == ()
    assert application.window.files._subtitle.text() == "Stopped. Nothing was added."


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (["list.xlsx"], "Let go to add 1 file"),
        (["list.xlsx", "photo.jpg"], "Let go to add 2 files"),
        (["bounces"], "Let go to add 1 file"),
        (["photo.JPG", "letter.docx"], ".jpg, .docx files cannot be read. Lists are Excel, CSV or ODS"),
    ],
    ids=["a list", "one that can be read", "a folder", "none that can be read"],
)
def test_what_hovers_over_the_window_is_told(application: Application, names: list[str], title: str) -> None:
    files = application.window.files
    files.set_hovered([Path(name) for name in names])
    assert files._empty._title.text().startswith(title)
    assert files._empty._area.refused == title.startswith(".jpg")
    files.set_hovered(())
    assert files._empty._title.text().startswith("Drop your subscriber list")
