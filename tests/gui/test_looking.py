"""Addresses as a person looks at them: search, filters, one person's panel, copying, taking the view along."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from listcleaner.gui.app import Application
from listcleaner.gui.overview import Overview
from tests.gui.person import CTRL, Person

SEARCH = "Search addresses"


@pytest.fixture
def overview(loaded: Application, she: Person) -> Overview:
    """She looks at the addresses of the samples."""
    she.goes_to("Addresses")
    assert loaded.document.overview is not None
    return loaded.document.overview


def shown(she: Person) -> list[str]:
    """The addresses in the table, without the reason below each."""
    return [row[1].split(", ")[0] for row in she.rows("Addresses")]


def test_search_finds_as_she_types_and_its_end_shows_everyone(overview: Overview, she: Person, qtbot) -> None:
    everyone = shown(she)
    expected = [one for one in everyone if "example.org" in one.lower()]
    she.types(SEARCH, "example.org")
    qtbot.waitUntil(lambda: shown(she) == expected)
    assert 0 < len(expected) < len(everyone)
    she.key(Qt.Key.Key_Escape)
    assert shown(she) == everyone


def test_every_page_keeps_its_own_search(overview: Overview, she: Person) -> None:
    everyone = len(overview)
    she.types(SEARCH, "no such address")
    she.key(Qt.Key.Key_Return)
    assert she.sees("No address contains “no such address”.")
    she.goes_to("Clean")
    assert not she.sees("no such address")
    she.goes_to("Addresses")
    assert she.finds("no such address") is she.finds(SEARCH)
    she.presses("Show all addresses")
    assert not she.sees("no such address")
    assert len(shown(she)) == everyone


def test_a_facet_shows_as_many_as_it_says_and_only_those(overview: Overview, she: Person) -> None:
    words = {"hard": "Hard bounce", "soft": "Soft bounce", "suspended": "Suspended", "ok": "OK"}
    for status, count in overview.status_counts.items():
        if status not in words or not count:
            continue
        she.presses(f"All, {len(overview):,}")
        she.presses(f"{words[status]}, {count:,}")
        assert len(shown(she)) == count
        assert {row[0] for row in she.rows("Addresses")} == {words[status]}
        assert she.sees(f"{count:,} of {len(overview):,} shown")


def test_the_panel_tells_of_whoever_is_pointed_at(overview: Overview, she: Person) -> None:
    """One of each kind there is: by status and reason."""
    kinds = {(overview.status_name(n), overview.reason_name(n)): n for n in range(len(overview))}
    assert len(kinds) > 8
    for person in kinds.values():
        she.window.addresses.show_person(person)
        address = str(overview.address[person])
        panel = [text for text in she.reads() if text == address]
        assert panel, address
        words = overview.evidence_text(person)
        assert not words or words in she.reads()
        assert (
            overview.status_name(person) == "ok"
            or she.sees("What happened")
            or not overview.has_history(person)
        )


def test_the_panel_shows_the_servers_words_what_they_mean_and_what_happened(
    overview: Overview, she: Person
) -> None:
    person = next(n for n in range(len(overview)) if overview.evidence_text(n).startswith("550 5.1.1"))
    she.window.addresses.show_person(person)
    assert overview.evidence_text(person) in she.reads()
    assert she.sees("5.1.1: ")
    assert any(text.startswith("Hard bounce, ") and text.count(", ") >= 2 for text in she.reads())


def test_arrows_in_the_table_lead_from_person_to_person(overview: Overview, she: Person) -> None:
    she.points_at("Addresses", 0)
    she.table("Addresses").setFocus()
    for place in (1, 2):
        she.key(Qt.Key.Key_Down)
        assert shown(she)[place] in she.reads()


def test_addresses_are_copied_by_key_and_by_button(overview: Overview, she: Person) -> None:
    she.points_at("Addresses", 3)
    chosen = shown(she)[3]
    she.presses("Copy address")
    assert QGuiApplication.clipboard().text() == chosen
    she.table("Addresses").setFocus()
    she.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    she.key(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().splitlines() == shown(she)[3:5]


def test_it_is_said_for_how_many_a_decision_is(overview: Overview, she: Person) -> None:
    she.window.addresses.show_only("status", "hard")
    assert not she.sees("addresses selected")
    she.table("Addresses").setFocus()
    she.key(Qt.Key.Key_A, CTRL)
    assert she.sees(f"{overview.status_counts['hard']} addresses selected")
    she.key(Qt.Key.Key_Home)
    assert not she.sees("addresses selected")


def test_what_she_decided_stands_in_the_table_and_can_be_taken_back(overview: Overview, she: Person) -> None:
    she.window.addresses.show_only("status", "hard")
    for button, said in (("Keep", "You keep it"), ("Undo my decision", "")):
        she.presses(button)
        decided = "You keep it" in she.rows("Addresses")[0][1]
        assert decided == bool(said)


def test_what_the_table_shows_can_be_saved_as_a_table(
    overview: Overview, she: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "suspended.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    she.window.addresses.show_only("status", "suspended")
    she.presses("Save these addresses as a table…")
    she.waits()
    assert she.sees("Saved as suspended.csv")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["Address"] for row in rows] == shown(she)
    assert {row["Status"] for row in rows} == {"Suspended"}
    assert list(rows[0]) == ["Status", "Address", "Soft bounces", "Last bounce", "Whose problem", "Why"]
    assert all(int(row["Soft bounces"]) >= 3 and row["Why"] and row["Last bounce"] for row in rows)


def test_a_table_is_never_saved_over_an_input(application: Application, she: Person, tmp_path: Path) -> None:
    path, told = tmp_path / "members.csv", []
    path.write_text("email\nanna@example.com\n", encoding="utf-8")
    she.opens([path])
    application.jobs.on_failure = told.append
    application.window.addresses.save_view(path)
    she.waits()
    assert [error.code for error in told] == ["output_is_input"]
    assert path.read_text(encoding="utf-8") == "email\nanna@example.com\n"


def test_without_bounce_files_silence_is_no_good_news(she: Person, samples: list[Path]) -> None:
    she.opens(samples[:1])
    she.goes_to("Health")
    assert not she.sees("good")
    assert "Healthy" not in [row[3] for row in she.rows("Domains")]
