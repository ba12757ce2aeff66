"""Cleaning a cleaned list takes nobody out, whatever the rules, the people and what happened to them."""

from dataclasses import replace
from datetime import timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listcleaner.core.rules.declared import (
    GENERAL,
    RULES,
    Option,
    Param,
    Rules,
    Setting,
    default_rules,
    striking,
)
from listcleaner.core.rules.plan import KEEP
from listcleaner.core.rules.presets import presets
from tests.core.judgement import event, judged, person, planned, report, setting

SENDS = [pd.Timestamp("2025-12-01") + timedelta(days=30 * place) for place in range(7)]
NAMES = ["ann", "bob", "cat", "dan", "info", "eve"]
DOMAINS = ["example.com", "mailinator.com", "gmail.com"]
KINDS = [
    "soft",
    "soft",
    "soft",
    "hard",
    "blocked",
    "delivered",
    "engaged",
    "complaint",
    "unsubscribe",
    "unknown",
]
REASONS = {"soft": ["mailbox_full", "greylisted", "network"]}

addresses = st.builds(
    lambda name, domain: f"{name}@{domain}", st.sampled_from(NAMES), st.sampled_from(DOMAINS)
)
moments = st.one_of(st.just(pd.NaT), st.sampled_from([day - timedelta(days=3) for day in SENDS]))


@st.composite
def rows(draw):
    problem = draw(st.sampled_from(["", "", "", "", "", "extra_text", "no_dot"]))
    return person(
        draw(addresses),
        list=draw(st.integers(0, 1)),
        problem=problem,
        listed=draw(st.sampled_from(["", "", "", "", "unsubscribe", "hard", "unknown"])),
        joined=draw(moments),
        active=draw(moments),
        confirmed=draw(st.sampled_from(["", "yes", "no"])),
        filled=draw(st.integers(1, 4)),
    )


@st.composite
def mailings(draw):
    """The report of each mailing: to some addresses something happened."""
    files = []
    for place, day in enumerate(SENDS):
        happened = draw(st.dictionaries(addresses, st.sampled_from(KINDS), max_size=8))
        told = [event(day, "soft", "somebody@example.org", campaign=f"news {place}")]
        for address, kind in happened.items():
            more = {"reason": draw(st.sampled_from(REASONS[kind]))} if kind in REASONS else {}
            told.append(event(day + timedelta(hours=1), kind, address, campaign=f"news {place}", **more))
        files.append(report(*told))
    return files


def values(declared):
    if isinstance(declared, Param):
        return st.sampled_from(
            [n for n in {declared.least, *range(4), *declared.steps} if declared.least <= n <= declared.most]
        )
    return st.sampled_from(declared.values) if isinstance(declared, Option) else st.booleans()


@st.composite
def odd_rules(draw):
    chosen = []
    for rule in RULES:
        params = tuple((param.name, draw(values(param))) for param in rule.params)
        limits = draw(st.dictionaries(st.sampled_from(["mailbox_full", "greylisted"]), st.integers(0, 4)))
        own = tuple((name, limits[name]) for name in striking() if name in limits) if rule.limits else ()
        chosen.append(
            (rule.id, Setting(draw(st.booleans()), draw(st.sampled_from(rule.actions)), params, own))
        )
    return Rules(tuple(chosen), **{one.name: draw(values(one)) for one in GENERAL})


rules_of_any_kind = st.one_of(st.sampled_from([one.rules for one in presets()]), odd_rules())


def kept(people, files, rules):
    people = sorted(people, key=lambda row: row["list"])
    plan = planned(judged(files, *people, rules=rules), rules)
    return [row for row, action in zip(people, plan.action.tolist(), strict=True) if action == KEEP]


@given(st.lists(rows(), min_size=1, max_size=14), mailings(), rules_of_any_kind)
@settings(deadline=None, max_examples=60)
def test_cleaning_a_cleaned_list_takes_nobody_out(people, files, rules):
    left = kept(people, files, rules)
    assert not left or kept(left, files, rules) == left


def at(domain, *names, **more):
    return [person(f"{name}@{domain}", **more) for name in names]


def test_a_domain_looks_no_worse_when_those_who_left_it_are_gone():
    """7 of 10 bounced, 3 unsubscribed: 70 %. Without the three it would be all of them."""
    rules = setting(setting(default_rules(), "domain_cluster", on=True, action="remove"), "soft", on=False)
    rules = replace(rules, incidents=False)
    bounced = [f"p{place}" for place in range(7)]
    files = [report(*(event("2026-06-01", address=f"{name}@example.com") for name in bounced))]
    people = [*at("example.com", *bounced), *at("example.com", "x", "y", "z", listed="unsubscribe")]
    left = kept(people, files, rules)
    assert not left or kept(left, files, rules) == left


def mailed(*letters):
    """Ann's soft bounces (``s``) in the first mailings; ``.``: it arrived."""
    return [
        report(
            event(day, address="somebody@example.org", campaign=f"news {place}"),
            *([event(day + timedelta(hours=1), campaign=f"news {place}")] if letter == "s" else []),
        )
        for place, (day, letter) in enumerate(zip(SENDS, letters, strict=False))
    ]


@pytest.mark.parametrize(
    ("rule", "bounces", "fuller", "other"),
    [
        ("unconfirmed", "", {"confirmed": "no"}, {"confirmed": "yes"}),
        ("inactive", "", {"active": "2020-01-01"}, {"active": "2026-06-01"}),
        # the fuller row signed up after the mailing that arrived
        ("soft", "s.ss", {"joined": SENDS[2]}, {"joined": SENDS[0]}),
    ],
)
def test_the_copy_that_stays_is_one_that_would_stay_by_itself(rule, bounces, fuller, other):
    rules = setting(setting(default_rules(), rule, on=True, action="remove"), "soft", limit=3)
    people = [person(filled=5, **fuller), person(filled=2, **other)]
    left = kept(people, mailed(*bounces), rules)
    assert left == people[1:]
    assert kept(left, mailed(*bounces), rules) == left


def test_else_the_fuller_copy_stays():
    people = [person(filled=5, confirmed="no", active="2020-01-01"), person(filled=2, confirmed="yes")]
    assert kept(people, mailed("s"), default_rules()) == people[:1]


def outage(kind, failing, **more):
    """Three mailings to 40 people at example.net; in the second ``failing`` of them fail for one reason."""
    names = [f"p{place}" for place in range(40)]
    people = at("example.net", *names, joined="2025-06-01")
    files = []
    for place, day in enumerate(SENDS[:3]):
        rows = [event(day, address="somebody@example.org", campaign=f"news {place}")]
        if place == 1:
            rows += [
                event(day + timedelta(hours=1), kind, f"{name}@example.net", campaign=f"news {place}", **more)
                for name in names[:failing]
            ]
        else:
            rows.append(event(day + timedelta(hours=1), "soft", "p0@example.net", campaign=f"news {place}"))
        files.append(report(*rows))
    return people, files


@pytest.mark.parametrize(
    ("kind", "failing", "reason"),
    [("soft", 11, "network"), ("hard", 22, "invalid_mailbox")],
)
def test_an_incident_stays_one_when_some_of_those_it_hit_are_gone(kind, failing, reason):
    """P0 soft-bounced before and after it; of the others some have unsubscribed, without whom it would be too few."""
    people, files = outage(kind, failing, reason=reason)
    for row in people[3:6]:
        row["listed"] = "unsubscribe"
    rules = default_rules()
    left = kept(people, files, rules)
    assert len(left) == 37
    assert kept(left, files, rules) == left


def test_a_file_about_other_people_makes_no_incident_of_the_few_on_the_list():
    people, files = outage("hard", 25, reason="invalid_mailbox")
    assert len(kept(people[20:], files, default_rules())) == 15
