"""A mail of each mail system, in the shape in which that system writes it, and what a person reads in it.

``mail_systems.csv`` is the specification: a line for each address a mail speaks of; without an address the mail is no bounce.
"""

import re
from collections.abc import Callable
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


def without(*types: bytes) -> Callable[[bytes], bytes]:
    pattern = re.compile(b"|".join(types), re.IGNORECASE)
    return lambda raw: pattern.sub(b"application/x-lost", raw)


@pytest.mark.parametrize(
    "lose",
    [
        without(b"message/(?:global-)?delivery-status"),
        without(b"message/rfc822(?:-headers)?", b"text/rfc822-headers"),
    ],
    ids=["report", "returned mail"],
)
def test_a_mail_that_lost_a_part_says_less_but_nothing_else(
    lose: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    for path in MAILS.iterdir():
        (tmp_path / path.name).write_bytes(lose(path.read_bytes()))
    (file,) = load_bounces(tmp_path)
    expected = EXPECTED.groupby(["file", "address"])["class"].agg(set)
    for name, address, category in file.events[["file", "address", "class"]].itertuples(index=False):
        assert (name, address) in expected.index
        assert category != "hard" or "hard" in expected[name, address], name


def test_line_ends_change_nothing(tmp_path: Path, events: pd.DataFrame) -> None:
    for path in MAILS.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    (file,) = load_bounces(tmp_path)
    assert sorted(file.events[["file", *READ]].values.tolist()) == sorted(
        events[["file", *READ]].values.tolist()
    )
