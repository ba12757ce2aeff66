"""What holds for soft counts and statuses whatever happened: checked on invented histories, and against a plain loop."""

from dataclasses import replace
from datetime import timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from listcleaner.core.judgement.status import status_of
from listcleaner.core.rules.declared import default_rules
from listcleaner.core.vocabulary import CLASSES, STATUSES
from tests.core.judgement import ANN, NOW, event, judged, one, person, report

PEOPLE = [ANN, "bob@example.com", "cat@example.com"]
START = pd.Timestamp("2025-09-01")
CAMPAIGNS = {f"news {place}": START + timedelta(days=30 * place) for place in range(8)}
NO_ABSENCE = replace(default_rules(), absence_resets=False)

people = st.sampled_from(PEOPLE)
minutes = st.integers(0, 270 * 24 * 60)


@st.composite
def anywhere(draw):
    """Any event at any time, of a mailing with a name or without."""
    at = START + timedelta(minutes=draw(minutes))
    campaign = draw(st.sampled_from(["", "", *CAMPAIGNS]))
    return event(
        at, draw(st.sampled_from(CLASSES)), draw(people), campaign=campaign, echo=draw(st.integers(0, 9)) == 0
    )


def files_of(rows):
    return st.lists(rows, min_size=1, max_size=12).map(lambda some: report(*some))


histories = st.lists(files_of(anywhere()), max_size=5)
joined = st.lists(
    st.one_of(st.none(), minutes.map(lambda m: START + timedelta(minutes=m))), min_size=3, max_size=3
)


def rows_of(joining):
    return [person(address, joined=at or pd.NaT) for address, at in zip(PEOPLE, joining, strict=True)]


def counts(files, rules=None, joining=(None, None, None)):
    return judged(files, *rows_of(joining), rules=rules).people["soft_count"].tolist()


@given(histories, st.randoms(use_true_random=False), joined)
@settings(deadline=None, max_examples=40)
def test_the_order_of_the_files_does_not_matter(files, random, joining):
    shuffled = random.sample(files, len(files))
    one_way, other_way = judged(files, *rows_of(joining)), judged(shuffled, *rows_of(joining))
    for table in ("people", "events", "sends"):
        assert_frame_equal(getattr(one_way, table), getattr(other_way, table))


@given(histories.filter(len), st.data())
@settings(deadline=None, max_examples=40)
def test_a_file_given_twice_changes_nothing(files, data):
    twice = [
        *files,
        replace(data.draw(st.sampled_from(files)), dated=pd.Timestamp("2026-06-29"), dated_by="file"),
    ]
    once = judged(files, *rows_of([None] * 3))
    again = judged(twice, *rows_of([None] * 3))
    assert_frame_equal(once.people, again.people)
    assert_frame_equal(once.sends, again.sends)


@given(histories.filter(len), st.data(), st.integers(1, 71 * 60))
@settings(deadline=None, max_examples=40)
def test_a_retry_in_the_same_campaign_never_changes_a_count(files, data, later):
    """A retry is another soft bounce of an address and a campaign that has one, later, before anything else happens to it."""
    rows = [(place, row) for place, file in enumerate(files) for row in file.events.to_dict("records")]
    soft = [(p, r) for p, r in rows if r["class"] == "soft" and r["campaign"] and not r["echo"]]
    if not soft:
        return
    place, original = data.draw(st.sampled_from(soft))
    retry = original | {"at": original["at"] + timedelta(minutes=later), "text": "tried again"}
    between = [
        r
        for _, r in rows
        if r["key"] == retry["key"] and original["at"] <= r["at"] <= retry["at"] + timedelta(hours=72)
    ]
    if len(between) > 1:
        return
    more = list(files)
    more[place] = report(*files[place].events.to_dict("records"), retry)
    assert counts(more) == counts(files)


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=6), st.data())
@settings(deadline=None, max_examples=40)
def test_a_retry_between_two_tries_of_an_unnamed_send_never_changes_a_count(hours, data):
    times = sorted(START + timedelta(hours=hour) for hour in hours)
    marker = [event("2024-01-01", address=PEOPLE[1])]  # makes the file a long one
    tried = data.draw(st.sampled_from(times))
    last = max(time for time in times if time - tried < timedelta(hours=72))
    retry = tried + (last - tried) * data.draw(st.floats(0, 1))
    before = counts([report(*marker, *map(event, times))])
    assert counts([report(*marker, *map(event, times), event(retry, text="tried again"))]) == before


@given(histories, st.sampled_from(["delivered", "engaged"]), people, minutes, st.booleans())
@settings(deadline=None, max_examples=40)
def test_a_delivery_never_raises_the_count_of_its_address(files, kind, address, minute, absence):
    rules = replace(default_rules(), absence_resets=absence)
    arrived = event(START + timedelta(minutes=minute), kind, address)
    place = PEOPLE.index(address)
    in_a_history = [
        arrived,
        event("2020-01-01", "engaged", "somebody@example.org"),
    ]  # a long file: no send of its own
    assert counts([*files, report(*in_a_history)], rules)[place] <= counts(files, rules)[place]


@given(histories, joined)
@settings(deadline=None, max_examples=40)
def test_absence_only_ever_lowers_a_count(files, joining):
    with_it, without = counts(files, joining=joining), counts(files, NO_ABSENCE, joining)
    assert all(a <= b for a, b in zip(with_it, without, strict=True))


@given(histories, st.integers(1, 19))
@settings(deadline=None, max_examples=40)
def test_a_higher_limit_suspends_nobody_else_and_changes_nothing_but_soft(files, limit):
    table = judged(files, *rows_of([None] * 3)).people
    low, high = list(status_of(table, limit)), list(status_of(table, limit + 1))
    assert all(
        a == b or (a, b) in {("suspended", "soft"), ("suspended", "invalid")}
        for a, b in zip(low, high, strict=True)
    )


@given(histories, st.integers(1, 5))
@settings(deadline=None, max_examples=40)
def test_every_status_rests_on_its_facts_and_its_evidence_is_of_that_person(files, limit):
    result = judged(files, *rows_of([None] * 3))
    for row, status in zip(result.people.itertuples(), status_of(result.people, limit), strict=True):
        assert STATUSES.index(row.worst) == (row.facts & -row.facts).bit_length() - 1
        assert (status in ("soft", "suspended")) <= (row.soft_count > 0)
        if status != "ok":
            assert result.events["key"][row.evidence] == row.key
        if row.soft_count:
            assert result.events["strike"][row.last_strike]
            assert row.soft_reason == result.events["reason"][row.last_strike]


moves = st.lists(st.sampled_from("sBdD.."), min_size=8, max_size=8)


def by_hand(pattern, member_from, absence):
    """The soft count of one address over known sends, as DESIGN says it, one send after the other."""
    count = 0
    for place, move in enumerate(pattern):
        if move == "s":
            count += 1
        elif move == "d" or (move == "." and absence and place >= member_from):
            count = 0
    return count


@given(
    st.lists(moves, min_size=3, max_size=3),
    st.lists(st.integers(0, 9), min_size=3, max_size=3),
    st.booleans(),
)
@settings(deadline=None, max_examples=40)
def test_counts_are_those_of_a_plain_loop_over_the_sends(patterns, member_from, absence):
    kinds = {"s": "soft", "B": "blocked", "d": "delivered", "D": "deferred"}
    rows = []
    for place, (campaign, day) in enumerate(CAMPAIGNS.items()):
        rows.append(event(day, address="somebody@example.org", campaign=campaign))
        for address, pattern in zip(PEOPLE, patterns, strict=True):
            if pattern[place] != ".":
                rows.append(
                    event(day + timedelta(hours=1), kinds[pattern[place]], address, campaign=campaign)
                )
    joining = [START + timedelta(days=30 * first - 1) for first in member_from]
    rules = default_rules() if absence else NO_ABSENCE
    wanted = [by_hand(pattern, first, absence) for pattern, first in zip(patterns, member_from, strict=True)]
    assert counts([report(*rows)], rules, joining) == wanted


def test_the_moment_of_judging_does_not_change_what_happened():
    files = [report(event("2026-05-04"))]
    assert (
        one(judged(files, now=NOW))["bounces"]
        == one(judged(files, now=NOW + timedelta(days=4000)))["bounces"]
        == 1
    )
