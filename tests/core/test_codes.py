"""What people rely on when a server answers with numbers."""

import csv

import pytest

from listcleaner import resources
from listcleaner.core.bounces import codes
from listcleaner.core.bounces.classify import classify
from listcleaner.core.vocabulary import CLASSES, FAULTS, reasons

FOUND = [
    ("550 5.1.1 User unknown", "5.1.1", "550"),
    ("550-5.1.1 The account you tried\n550-5.1.1 to reach does not exist\n550 5.1.1 - gsmtp", "5.1.1", "550"),
    ("sorry, no mailbox here by that name (#5.1.1)", "5.1.1", ""),
    ("smtp; 550 #5.1.0 Address rejected", "5.1.0", "550"),
    ("smtp;550 5.1.1. gone", "5.1.1", "550"),
    ("550 (5.2.2) mailbox full", "5.2.2", "550"),
    ("to=<ann@example.com>, dsn=5.0.0, status=bounced", "5.0.0", ""),
    (
        "host mx.example.net[192.0.2.1] said: 452 4.2.2 Mailbox full (in reply to RCPT TO command)",
        "4.2.2",
        "452",
    ),
    ("5.1.10", "5.1.10", ""),
    ("550", "", "550"),
    ("421-mx.example.net too many connections", "", "421"),
    ("550 5.7.350 Remote server returned message detected as spam -> 554 5.7.1 spam", "5.7.1", "550"),
    ("500 5.0.0 Depot returns error: <552 5.2.2 over quota>", "5.2.2", "500"),
    ("permanent failure (ann@example.com:550 5.1.1 not found)", "5.1.1", "550"),
    ("the server answered 550 User unknown", "", "550"),
    ("the server answered 552 Message too large", "", "552"),
    ("    <-- 550 Recipient unknown", "", "550"),
    ("ResponseCode 550, no such user", "", "550"),
]
NOT_FOUND = [
    "Postfix 2.5.1 says hello",
    "Exim 4.96.2 on this host",
    "connect to 5.1.1.2: no answer",
    "Our host 10.5.1.1 did not answer",
    "call +1 555 123 4567 for help",
    "queue id 550x12, message 4ab551",
    "try again in 450 seconds",
    "limit of 500 messages",
    "OpenSMTPD/5.4.2",
    "Am 24.12.2025 um 14:45 Uhr",
    "mx.example.net [203.0.113.7] did not like the recipient",
]


@pytest.mark.parametrize(("text", "status", "reply"), FOUND)
def test_codes_are_found_where_servers_write_them(text: str, status: str, reply: str) -> None:
    assert codes.find_codes(text) == (status, reply)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_numbers_that_are_no_codes_are_left_alone(text: str) -> None:
    assert codes.find_codes(text) == ("", "")


def table() -> list[dict[str, str]]:
    with resources.path("data/status_codes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", table(), ids=lambda row: row["code"])
def test_every_code_of_the_table_has_a_known_class_and_reason(row: dict[str, str]) -> None:
    code = codes.lookup(row["code"])
    assert code is not None
    assert code.category in CLASSES
    assert code.reason in reasons()
    assert row["final"] == "" or row["final"].partition("/")[0] in CLASSES


@pytest.mark.parametrize("row", table(), ids=lambda row: row["code"])
def test_a_code_alone_means_what_the_table_says(row: dict[str, str]) -> None:
    verdict = classify("", status=row["code"])
    assert (verdict.category, verdict.reason) == (row["class"], row["reason"])


def test_a_span_of_codes_is_one_row_of_the_table() -> None:
    assert codes.lookup("5.7.620") == codes.Code(
        "5.7.620", "blocked", "reputation", "", "Exchange Online: banned sending IP"
    )


def test_an_unregistered_code_is_read_as_its_family_but_never_as_a_dead_address() -> None:
    assert (code := codes.lookup("5.7.999")) is not None
    assert code.category == "blocked"
    assert (code := codes.lookup("5.1.77")) is not None
    assert code.category == "unknown"
    assert (code := codes.lookup("599")) is not None
    assert code.category == "unknown"
    assert codes.lookup("no code") is None


def test_every_reason_says_whose_fault_it_is_and_a_fault_of_the_sender_is_never_a_strike() -> None:
    for reason in reasons().values():
        assert reason.fault in FAULTS
        assert not (reason.fault == "sender" and reason.strike), reason.name
