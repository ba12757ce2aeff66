"""Lists as the services export them (invented): who opted out, complained, bounced, confirmed; since when; last active."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from listcleaner.core.contacts import load_list

LISTS = Path(__file__).parent.parent / "data" / "lists"
with (LISTS / "expected.tsv").open(encoding="utf-8", newline="") as file:
    EXPECTED = list(csv.DictReader(file, delimiter="\t"))  # read by hand from the lists


def test_every_list_has_an_expectation_for_every_row() -> None:
    rows = {path.stem: len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in LISTS.glob("*.csv")}
    assert {name: sum(one["list"] == name for one in EXPECTED) for name in rows} == rows


@pytest.mark.parametrize("name", sorted({one["list"] for one in EXPECTED}))
def test_what_a_services_list_says_of_its_people(name: str) -> None:
    contacts = load_list(LISTS / f"{name}.csv").contacts
    days = {role: contacts[role].dt.strftime("%Y-%m-%d").fillna("") for role in ("joined", "active")}
    found = pd.DataFrame(
        {
            "row": contacts["row"].astype(str),
            "listed": contacts["listed"],
            "confirmed": contacts["confirmed"],
            **days,
        }
    )
    wanted = [
        {role: value for role, value in one.items() if role != "list"}
        for one in EXPECTED
        if one["list"] == name
    ]
    assert found.astype(object).to_dict("records") == wanted
