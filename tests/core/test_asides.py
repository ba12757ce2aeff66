"""Totals and closing notes are no contacts: they stay in the list, and are said."""

from pathlib import Path

import pytest

from listcleaner import resources
from listcleaner.core.asides import is_label
from listcleaner.core.pipeline import Pipeline
from listcleaner.core.rules.plan import KEEP, REMOVE
from listcleaner.core.session import Session, Source
from tests.core.exporting import ENGLISH, NOW, explain_all

WORDS = resources.toml("data/total_words.toml")
CONTACTS = "Nr,Name,Email,Spent\n1,Ann Lee,ann@example.com,10.50\n2,Bob Ray,bob@example.com,7\n"


def fates(folder: Path, *rows: str) -> list[tuple[int, bool, str]]:
    """Action, whether it is to be looked at, and problem of rows below two contacts."""
    file = folder / "list.csv"
    file.write_text(CONTACTS + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    result = Pipeline().compute(Session((Source(file, "list"),)), NOW)
    plan, analysis = result.plan, result.analysis
    assert plan is not None
    assert analysis is not None
    problems = analysis.contacts["problem"].tolist()
    return list(zip(plan.action.tolist(), plan.review.tolist(), problems, strict=True))[2:]


ASIDE = (KEEP, True, "no_contact")


@pytest.mark.parametrize(
    "row",
    [
        "Total,,,17.50",
        ",,Total: 599,",
        ",,,Total",
        'Summe:,,,"17,50 €"',
        ",Anzahl Kunden,2,",
        "Grand total (2 contacts),,,17.50",
        "合计,共2人,,17.50",
        "Nombre de clients : 2,,,",
        "Итого: 2,,,CHF 17.50",
        "Exported on 12 May 2026 by the shop,,,",
    ],
)
def test_a_total_or_closing_note_stays_and_is_shown(tmp_path: Path, row: str) -> None:
    assert fates(tmp_path, row) == [ASIDE]


def test_a_total_between_contacts_stays_a_note_between_them_is_a_row_without_address(tmp_path: Path) -> None:
    rows = ["Subtotal,,,17.50", "New in May,,,", "3,Cara Lim,cara@example.com,2"]
    assert fates(tmp_path, *rows) == [ASIDE, (REMOVE, False, "empty"), (KEEP, False, "")]


@pytest.mark.parametrize(
    "row",
    [
        "3,Cara Lim,,2",  # a contact without an address
        "3,Total Energies,nobody,2",
        ",Sum Ting,none,",
        "3,Cara Lim,Total,5",  # nobody is called so, but the row has a name
    ],
)
def test_a_contact_with_a_bad_address_is_no_total(tmp_path: Path, row: str) -> None:
    ((action, review, problem),) = fates(tmp_path, row)
    assert (action, review) == (REMOVE, False)
    assert problem != "no_contact"


def test_an_address_makes_a_contact_whatever_else_the_row_says(tmp_path: Path) -> None:
    assert fates(tmp_path, ",Total,total@example.com,") == [(KEEP, False, "")]


def test_a_list_without_any_address_has_no_totals(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Name,Email\nAnn,none\nTotal,\n", encoding="utf-8")
    result = Pipeline().compute(Session((Source(file, "list"),)), NOW)
    assert result.lists[0].asides == ()


def test_the_person_is_told_of_the_rows_and_why_they_stay(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(CONTACTS + "Total,,,17.50\n", encoding="utf-8")
    result = Pipeline().compute(Session((Source(file, "list"),)), NOW)
    (note,) = result.lists[0].notes
    assert (note.code, note.fields, note.rows) == ("rows_aside", {"n": 1}, (4,))
    said = explain_all(result, ENGLISH)
    assert said[2] == "This row looks like a total or a note, not like a contact. It stays in the list."


@pytest.mark.parametrize("word", [word for words in WORDS["total"].values() for word in words])
def test_every_word_for_totals_is_a_label_with_and_without_a_number(word: str) -> None:
    assert is_label(word)
    assert is_label(f"{word.upper()}: 1,599")


@pytest.mark.parametrize("word", [word for words in WORDS["counted"].values() for word in words])
def test_what_may_be_counted_is_no_label_alone(word: str) -> None:
    assert not is_label(f"40 {word}")
