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


@pytest.mark.parametrize("end", [b"\r\n", b"\r\r\n", b"\r"])
def test_line_ends_change_nothing(end: bytes, tmp_path: Path, events: pd.DataFrame) -> None:
    for path in MAILS.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", end))
    (file,) = load_bounces(tmp_path)
    assert sorted(file.events[["file", *READ]].values.tolist()) == sorted(
        events[["file", *READ]].values.tolist()
    )


def test_the_warning_that_ones_own_server_puts_above_a_mail_changes_nothing(tmp_path: Path) -> None:
    warning = (
        b"CAUTION: This email originated from outside of the organization. Do not click links unless you\n"
        b"know the sender. If in doubt forward it to security@example.org.\n\n"
    )
    for path in MAILS.iterdir():
        head, _, body = path.read_bytes().partition(b"\n\n")
        if not re.search(b"multipart|base64|quoted-printable|text/html", head, re.IGNORECASE):
            (tmp_path / path.name).write_bytes(head + b"\n\n" + warning + body)
    (file,) = load_bounces(tmp_path)
    shown = {path.name for path in tmp_path.iterdir()}
    expected = EXPECTED[EXPECTED["file"].isin(shown) & (EXPECTED["address"] != "")]
    columns = ["file", "address", "class"]
    assert sorted(file.events[columns].values.tolist()) == sorted(expected[columns].values.tolist())


@pytest.mark.parametrize(
    "subject",
    [b"User unknown: mailbox does not exist", b"Your mailbox is full"],
)
def test_what_the_returned_mail_is_called_changes_nothing(
    subject: bytes, tmp_path: Path, events: pd.DataFrame
) -> None:
    for path in MAILS.iterdir():
        (tmp_path / path.name).write_bytes(
            re.sub(rb"Autumn news(?: from the shop)?", subject, path.read_bytes())
        )
    (file,) = load_bounces(tmp_path)
    columns = ["file", "address", "class"]
    assert sorted(file.events[columns].values.tolist()) == sorted(events[columns].values.tolist())
