"""A row whose cells have moved is kept and shown: its contact has an address, only not where it is looked for."""

from pathlib import Path

import pytest

from listcleaner.core.pipeline import Pipeline
from listcleaner.core.rules.plan import KEEP, REMOVE
from listcleaner.core.session import Session, Source
from tests.core.exporting import NOW

LOOK = (KEEP, True, "slipped")


def fate(folder: Path, header: str, row: str) -> tuple[int, bool, str]:
    """Action, whether it is to be looked at, and problem of a row among ordinary ones."""
    ordinary = [f"Ann {i},ann{i}@example.com,Paris\n" for i in range(9)]
    file = folder / "list.csv"
    file.write_text("".join([f"{header}\n", *ordinary, f"{row}\n", *ordinary]), encoding="utf-8")
    result = Pipeline().compute(Session((Source(file, "list"),)), NOW)
    assert result.plan is not None
    assert result.analysis is not None
    place = len(ordinary)
    problem = str(result.analysis.contacts["problem"].iloc[place])
    return int(result.plan.action[place]), bool(result.plan.review[place]), problem


@pytest.mark.parametrize(
    "row",
    [
        "Smith, John,john@example.com,Paris",  # a comma too many
        "john@example.com,John Smith,Paris",  # in the wrong order
        '"Smith,John,john@example.com',  # a quotation mark that is never closed
        "Smith, Jo, John,Paris,john@example.com",  # moved out of the table
    ],
)
def test_it_is_kept_and_shown(tmp_path: Path, row: str) -> None:
    assert fate(tmp_path, "Name,Email,City", row) == LOOK


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("John Smith,nobody,Paris", (REMOVE, False, "not_an_address")),
        ("John Smith,,Paris", (REMOVE, False, "empty")),
        ("John Smith,john@@example.com,Paris", (REMOVE, False, "several_at")),
        ("see john@example.com about it,-,Paris", (REMOVE, False, "not_an_address")),
        ("John Smith,john@example.com,Paris", (KEEP, False, "")),
    ],
)
def test_other_rows_are_judged_by_their_address(
    tmp_path: Path, row: str, expected: tuple[int, bool, str]
) -> None:
    assert fate(tmp_path, "Name,Email,City", row) == expected


def test_an_address_in_another_column_of_addresses_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    rows = [f"ann{i}@example.com,boss@example.org\n" for i in range(9)]
    file.write_text("".join(["Email,Manager email\n", *rows, "none,boss@example.org\n"]), encoding="utf-8")
    result = Pipeline().compute(Session((Source(file, "list"),)), NOW)
    assert result.analysis is not None
    assert result.analysis.contacts["problem"].iloc[9] == "not_an_address"
