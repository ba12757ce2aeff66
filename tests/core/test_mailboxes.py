"""Different addresses that are one mailbox: an option, off by default, for duplicates and for what a person asked for."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listcleaner.core.addresses.check import check
from listcleaner.core.addresses.mailboxes import mailboxes
from listcleaner.core.export.explain import explain
from listcleaner.core.rules.declared import RULES, Rules, default_rules
from listcleaner.core.rules.plan import KEEP
from listcleaner.core.wording import Wording
from tests.core.judgement import event, judged, lists_of, person, planned, report

ON = replace(default_rules(), same_mailbox=True)


def are_one(*addresses: str) -> bool:
    checked = check(pd.Series(addresses, dtype="str"))
    return len(set(mailboxes(checked["key"], checked["domain"]).tolist())) == 1


@pytest.mark.parametrize(
    "addresses",
    [
        ("ann.lee@gmail.com", "annlee@gmail.com", "A.N.N.Lee@Gmail.com", "annlee+shop@gmail.com"),
        ("ann.lee@gmail.com", "annlee@googlemail.com"),
        ("ann@icloud.com", "ann@me.com", "ann+tea@mac.com"),
        ("ann@outlook.com", "ann+shop@outlook.com"),
        ("ann@fastmail.com", "ann+shop@fastmail.com"),
        ("ann@yandex.ru", "ann@ya.ru", "ann+a@yandex.com"),
        ("ann@proton.me", "ann@protonmail.com"),
        ("ann@posteo.de", "ann+x@posteo.de"),
    ],
)
def test_spellings_a_service_delivers_to_one_mailbox(addresses: tuple[str, ...]) -> None:
    assert are_one(*addresses)


@pytest.mark.parametrize(
    "addresses",
    [
        ("ann.lee@outlook.com", "annlee@outlook.com"),  # dots count everywhere but at Google
        ("ann@outlook.com", "ann@hotmail.com"),
        ("ann.lee@qq.com", "annlee@qq.com"),
        ("ann@163.com", "ann@126.com"),
        ("ann-shop@yahoo.com", "ann@yahoo.com"),  # jean-luc@yahoo.fr is not jean@yahoo.fr
        ("ann+shop@yahoo.com", "ann@yahoo.com"),
        ("ann.lee@gmx.de", "annlee@gmx.de"),
        ("ann+shop@example.com", "ann@example.com"),  # nobody knows what a firm's server does
        ("ann.lee@mygmail.com", "annlee@mygmail.com"),
        ("+a@gmail.com", "+b@gmail.com"),
    ],
)
def test_what_no_service_promises_stays_two_people(addresses: tuple[str, ...]) -> None:
    assert not are_one(*addresses)


def rules_that_apply(rules: Rules, *rows: dict[str, object], bounced: str = "") -> list[str]:
    files = [report(event("2026-06-01", "hard", address=bounced))] if bounced else []
    plan = planned(judged(files, *rows, rules=rules), rules)
    return ["" if place < 0 else RULES[place].id for place in plan.rule]


SHORT, LONG = person("annlee@gmail.com", filled=2), person("ann.lee+x@googlemail.com", filled=5, list=1)


def test_by_default_they_are_different_people() -> None:
    assert rules_that_apply(default_rules(), SHORT, LONG) == ["", ""]


def test_when_switched_on_the_most_complete_is_kept_across_lists() -> None:
    assert rules_that_apply(ON, SHORT, LONG) == ["duplicate", ""]


@pytest.mark.parametrize(("listed", "rule"), [("unsubscribe", "unsubscribed"), ("complaint", "complained")])
@pytest.mark.parametrize("place", [0, 1])
def test_who_opted_out_under_one_spelling_is_not_written_to_under_another(
    listed: str, rule: str, place: int
) -> None:
    rows = [dict(SHORT), dict(LONG)]
    rows[place]["listed"] = listed
    assert rules_that_apply(ON, *rows) == [rule, rule]


@pytest.mark.parametrize(
    ("bounced", "left"), [("ann.lee+x@googlemail.com", ["", "hard"]), ("annlee@gmail.com", ["hard", ""])]
)
def test_the_spelling_that_works_is_kept_when_the_other_one_bounces(bounced: str, left: list[str]) -> None:
    assert rules_that_apply(ON, SHORT, LONG, bounced=bounced) == left


def test_the_log_names_the_other_spelling() -> None:
    table = judged(
        [],
        SHORT,
        LONG,
        dict(person("tom@gmail.com"), listed="unsubscribe"),
        person("t.om@gmail.com"),
        rules=ON,
    )
    plan = planned(table, ON)
    order = table.contacts["key"].tolist()
    wording = Wording("en")
    rows = (plan.action != KEEP).nonzero()[0]
    said = dict(
        zip(
            [order[row] for row in rows],
            explain(table, plan, ON, wording, rows, lists_of(table.contacts)),
            strict=True,
        )
    )
    assert (
        said["annlee@gmail.com"]
        == "Same mailbox as ann.lee+x@googlemail.com, row 2 of list-1.csv, which stays."
    )
    assert said["t.om@gmail.com"].endswith("This is about tom@gmail.com, the same mailbox.")
    assert "same mailbox" not in said["tom@gmail.com"]


COPY = st.fixed_dictionaries(
    {
        "address": st.sampled_from(
            ["ann@gmail.com", "a.nn@gmail.com", "ann+x@googlemail.com", "bob@gmail.com"]
        ),
        "filled": st.integers(1, 5),
        "listed": st.sampled_from(["", "", "", "unsubscribe", "hard", "unknown"]),
        "bounced": st.sampled_from(["", "", "hard", "soft"]),
    }
)


@settings(deadline=None, max_examples=60)
@given(st.lists(COPY, min_size=1, max_size=6), st.booleans())
def test_nobody_is_lost_but_who_opted_out_or_has_no_address_that_works(
    copies: list[dict[str, str]], same: bool
) -> None:
    rules = replace(default_rules(), same_mailbox=same)
    bounces = [event("2026-06-01", one["bounced"], one["address"]) for one in copies if one["bounced"]]
    rows = [person(one["address"], filled=one["filled"], listed=one["listed"]) for one in copies]
    table = judged([report(*bounces)] if bounces else [], *rows, rules=rules)
    plan = planned(table, rules)
    box = table.mailbox[table.person]
    for number in set(box.tolist()):
        mine = [one for one, at in zip(copies, box, strict=True) if at == number]
        kept = int((plan.action[box == number] == KEEP).sum())
        bad = {one["address"] for one in mine if "hard" in (one["listed"], one["bounced"])}
        works = {one["address"] for one in mine} - bad
        wished = any(one["listed"] == "unsubscribe" for one in mine)
        assert kept == (0 if wished or not works else 1)
