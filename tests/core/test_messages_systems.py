"""A mail of each mail system, in the shape in which that system writes it, and what a person reads in it.

``mail_systems.csv`` is the specification: a line for each address a mail speaks of; without an address the mail is no bounce.
"""

from pathlib import Path

import pandas as pd
import pytest

from listcleaner.core.formats.load import load_bounces

MAILS = Path(__file__).parent.parent / "data" / "mail_systems"
EXPECTED = pd.read_csv(MAILS.with_suffix(".csv"), dtype=str, keep_default_na=False)
READ = ["address", "class", "reason", "status", "reply"]


@pytest.fixture(scope="module")
def events() -> pd.DataFrame:
    (file,) = load_bounces(MAILS)
    return file.events


@pytest.mark.parametrize("name", sorted(set(EXPECTED["file"])))
def test_a_system_s_mail_says_what_a_person_reads_in_it(name: str, events: pd.DataFrame) -> None:
    expected = EXPECTED[(EXPECTED["file"] == name) & (EXPECTED["address"] != "")]
    found = events[events["file"] == name]
    assert sorted(found[READ].values.tolist()) == sorted(expected[READ].values.tolist())


def test_every_mail_has_its_expectation() -> None:
    assert set(EXPECTED["file"]) == {path.name for path in MAILS.iterdir()}
