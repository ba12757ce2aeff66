"""A mail of each mail system, in the shape in which that system writes it, and what a person reads in it.

``mail_systems.csv`` is the specification: a line for each address a mail speaks of; without an address the mail is no bounce.
"""

from pathlib import Path

import pandas as pd
import pytest

from listcleaner.core.errors import UserError
from listcleaner.core.formats.load import load_bounces

MAILS = Path(__file__).parent.parent / "data" / "mail_systems"
EXPECTED = pd.read_csv(MAILS.with_suffix(".csv"), dtype=str, keep_default_na=False)
READ = ["address", "class", "reason", "status", "reply"]


@pytest.mark.parametrize("name", sorted(path.name for path in MAILS.iterdir()))
def test_a_system_s_mail_says_what_a_person_reads_in_it(name: str) -> None:
    expected = EXPECTED.loc[EXPECTED["file"] == name, READ].values.tolist()
    assert expected, "a mail without an expectation"
    if not expected[0][0]:
        with pytest.raises(UserError, match="no_bounces_in_mails"):
            load_bounces(MAILS / name)
        return
    (file,) = load_bounces(MAILS / name)
    assert sorted(file.events[READ].values.tolist()) == sorted(expected)


def test_every_expectation_has_its_mail() -> None:
    assert set(EXPECTED["file"]) == {path.name for path in MAILS.iterdir()}
