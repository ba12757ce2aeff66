"""The plan: every row decided once, by the first rule that says so, unless the person said otherwise."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listcleaner.core.judgement.history import History, Removal
from listcleaner.core.rules.decisions import Decisions
from listcleaner.core.rules.declared import BIT, RULES, default_rules
from listcleaner.core.rules.plan import KEEP, OWN, REMOVE, SUSPEND
from tests.core.judgement import NOW, event, judged, person, planned, report, setting

IDS = [rule.id for rule in RULES]
NO_BRAKE = replace(default_rules(), brake_percent=100, brake_engaged_percent=100)


def bounces(**kinds):
    """One long file: what happened to each address (NAME@example.com), in order, a month apart."""
    rows = [event("2020-01-01", "engaged", "somebody@example.org")]
    for name, happened in kinds.items():
        for month, kind in enumerate(happened.split(), 1):
            rows.append(event(f"2026-{month:02}-05", kind, f"{name}@example.com"))
    return [report(*rows)]


def rows(*names, **more):
    return [person(f"{name}@example.com", **more) for name in names]


def outcome(plan, row=0):
    return int(plan.action[row]), IDS[plan.rule[row]] if plan.rule[row] >= 0 else int(plan.rule[row])


def flags(plan, row=0):
    return {rule for rule in IDS if plan.flags[row] & BIT[rule]}


@pytest.mark.parametrize(
    ("happened", "row", "action", "rule"),
    [
        ("", {}, KEEP, -1),
        ("complaint", {}, REMOVE, "complained"),
        ("", {"listed": "complaint"}, REMOVE, "complained"),
        ("unsubscribe", {}, REMOVE, "unsubscribed"),
        ("", {"listed": "unsubscribe"}, REMOVE, "unsubscribed"),
        ("hard", {}, REMOVE, "hard"),
        ("soft soft", {}, KEEP, -1),
        ("soft soft soft", {}, SUSPEND, "soft"),
        ("", {"problem": "no_at"}, REMOVE, "invalid"),
        ("hard delivered", {}, KEEP, -1),
    ],
)
def test_the_default_rules(happened, row, action, rule):
    assert outcome(planned(judged(bounces(ann=happened), *rows("ann", **row)))) == (action, rule)


@pytest.mark.parametrize("kind", ["blocked", "unknown"])
def test_blocked_and_unknown_are_kept_and_shown(kind):
    plan = planned(judged(bounces(ann=kind), *rows("ann")))
    assert outcome(plan) == (KEEP, kind)
    assert plan.review[0]


def test_several_addresses_in_a_cell_are_kept_and_shown_never_removed():
    for action in ("remove", "suspend", "review"):
        rules = setting(default_rules(), "invalid", action=action)
        plan = planned(judged([], *rows("ann", problem="several_addresses")), rules)
        assert outcome(plan) == (KEEP, "invalid")
        assert plan.review[0]
        assert flags(plan) == {"invalid"}


def test_a_bounce_of_one_of_several_addresses_in_a_cell_does_not_take_the_others_with_it():
    plan = planned(judged(bounces(ann="hard"), *rows("ann", problem="several_addresses")))
    assert outcome(plan) == (KEEP, "hard")
    assert plan.review[0]
    assert (
        outcome(planned(judged(bounces(ann="unsubscribe"), *rows("ann", problem="several_addresses"))))[0]
        == REMOVE
    )


def in_one_cell(*names):
    """A row with several addresses; its key is that of the first, as contacts have it."""
    cell = "; ".join(f"{name}@example.com" for name in names)
    return person(cell, key=f"{names[0]}@example.com", domain="example.com", problem="several_addresses")


@pytest.mark.parametrize(
    ("happened", "action", "rule", "also"),
    [
        ("hard", KEEP, "hard", {"invalid"}),
        ("blocked", KEEP, "invalid", {"blocked"}),
        ("soft soft soft", KEEP, "invalid", {"soft"}),
        ("soft soft", KEEP, "invalid", set()),
        ("unsubscribe", REMOVE, "unsubscribed", {"invalid"}),
        ("complaint", REMOVE, "complained", {"invalid"}),
    ],
)
def test_what_happened_to_any_of_several_addresses_in_a_cell_counts_alike(happened, action, rule, also):
    for names in (("ann", "bob", "cid"), ("bob", "ann", "cid"), ("bob", "cid", "ann")):
        plan = planned(judged(bounces(ann=happened), in_one_cell(*names)))
        assert outcome(plan) == (action, rule)
        assert flags(plan) == {rule, "invalid"} | also
        assert plan.review[0] == (action == KEEP)


def test_who_shares_a_cell_with_somebody_is_not_judged_for_it_elsewhere():
    plan = planned(judged(bounces(ann="unsubscribe"), in_one_cell("bob", "ann"), *rows("bob")), NO_BRAKE)
    assert plan.action.tolist() == [REMOVE, KEEP]


def test_who_comes_back_in_a_cell_with_others_does_not_take_them_out():
    before = Removal("ann@example.com", NOW, "hard", "invalid_mailbox")
    analysis = judged([], in_one_cell("bob", "ann"), history=History(removed=frozenset({before})))
    assert outcome(planned(analysis)) == (KEEP, "came_back")


def test_an_address_with_other_words_in_its_cell_is_shown_and_goes_when_it_bounces():
    assert outcome(planned(judged([], *rows("ann", problem="extra_text")))) == (KEEP, "invalid")
    assert outcome(planned(judged(bounces(ann="hard"), *rows("ann", problem="extra_text")))) == (
        REMOVE,
        "hard",
    )


def test_a_cell_that_is_not_clear_is_no_copy_of_a_plain_one():
    unclear = rows("ann", problem="several_addresses", filled=9)
    plan = planned(judged([], *unclear, *rows("ann", "ann")), NO_BRAKE)
    assert plan.action.tolist() == [KEEP, KEEP, REMOVE]
    assert plan.review.tolist() == [True, False, False]


def test_the_first_reason_is_the_main_one_and_all_are_kept():
    plan = planned(judged(bounces(ann="soft soft soft unsubscribe hard"), *rows("ann", problem="no_dot")))
    assert outcome(plan) == (REMOVE, "unsubscribed")
    assert flags(plan) == {"unsubscribed", "hard", "invalid", "soft"}
    assert plan.counts["unsubscribed"] == 1
    assert plan.counts["hard"] == 0
    assert plan.would["hard"] == 1


def test_a_rule_that_is_off_decides_nothing_but_says_what_it_would_do():
    rules = setting(default_rules(), "hard", on=False)
    plan = planned(judged(bounces(ann="hard"), *rows("ann")), rules)
    assert outcome(plan) == (KEEP, -1)
    assert (plan.counts["hard"], plan.would["hard"]) == (0, 1)


def test_a_review_does_not_save_from_a_later_rule_that_takes_out():
    rules = setting(default_rules(), "hard", action="review")
    plan = planned(judged(bounces(ann="hard"), *rows("ann", problem="no_dot")), rules)
    assert outcome(plan) == (REMOVE, "invalid")
    assert not plan.review[0]
    assert outcome(planned(judged(bounces(ann="hard"), *rows("ann")), rules)) == (KEEP, "hard")


def test_of_two_rules_that_take_out_the_first_in_order_decides_though_the_second_is_harsher():
    plan = planned(judged(bounces(ann="soft soft soft"), *rows("ann", "ann")))
    assert [outcome(plan, row) for row in (0, 1)] == [(SUSPEND, "soft")] * 2


@pytest.mark.parametrize(("limit", "action"), [(1, SUSPEND), (3, SUSPEND), (4, KEEP), (20, KEEP)])
def test_the_limit_is_reached_by_as_many_strikes(limit, action):
    rules = setting(default_rules(), "soft", limit=limit)
    assert outcome(planned(judged(bounces(ann="soft soft soft"), *rows("ann")), rules))[0] == action


def test_of_duplicates_the_most_complete_stays_and_of_equals_the_first():
    analysis = judged([], *(person(filled=n) for n in (2, 5, 5, 1)), *rows("bob", "bob"))
    plan = planned(analysis, NO_BRAKE)
    assert plan.action.tolist() == [REMOVE, KEEP, REMOVE, REMOVE, KEEP, REMOVE]
    assert {outcome(plan, row) for row in (0, 2, 3, 5)} == {(REMOVE, "duplicate")}


def test_duplicates_are_found_in_all_lists():
    plan = planned(judged([], person(filled=2), person(filled=4, list=1)), NO_BRAKE)
    assert plan.action.tolist() == [REMOVE, KEEP]


def test_lists_of_different_senders_may_keep_an_address_each():
    rules = replace(NO_BRAKE, copies_across_lists=False)
    copies = [person(filled=2), person(filled=1), person(filled=1, list=1), person(filled=4, list=1)]
    plan = planned(judged([], *copies, rules=rules), rules)
    assert plan.action.tolist() == [KEEP, REMOVE, REMOVE, KEEP]
    gone = planned(judged(bounces(ann="hard"), *copies, rules=rules), rules)
    assert gone.action.tolist() == [REMOVE] * 4


def test_the_worst_status_of_all_copies_takes_them_all_out():
    plan = planned(judged([], person(), person(listed="unsubscribe"), person(list=1)), NO_BRAKE)
    assert [outcome(plan, row) for row in range(3)] == [(REMOVE, "unsubscribed")] * 3


def test_unusable_cells_are_no_duplicates_of_each_other():
    same = [person("n/a", problem="no_at")] * 2
    rules = setting(default_rules(), "invalid", on=False)
    assert planned(judged([], *same), rules).action.tolist() == [KEEP, KEEP]


def test_when_the_person_removes_the_copy_that_would_stay_the_next_best_stays():
    analysis = judged([], person(filled=9), person(filled=2), person(filled=5))
    plan = planned(analysis, NO_BRAKE, Decisions(remove=frozenset({("list-0", 2)})))
    assert plan.action.tolist() == [REMOVE, REMOVE, KEEP]


def test_the_persons_own_decisions_win_over_every_rule():
    analysis = judged(bounces(ann="complaint"), *rows("ann", "bob"))
    own = Decisions(keep=frozenset({("list-0", 2)}), remove=frozenset({("list-0", 3)}))
    plan = planned(analysis, decisions=own)
    assert [outcome(plan, row) for row in (0, 1)] == [(KEEP, OWN), (REMOVE, OWN)]
    assert plan.own.tolist() == [True, True]
    assert flags(plan, 0) == {"complained"}
    assert plan.counts["complained"] == 0
    assert plan.would["complained"] == 1


def test_to_keep_wins_over_to_remove_and_ends_a_review():
    ref = frozenset({("list-0", 2)})
    plan = planned(judged(bounces(ann="blocked"), *rows("ann")), decisions=Decisions(keep=ref, remove=ref))
    assert outcome(plan) == (KEEP, OWN)
    assert not plan.review[0]


def test_decisions_name_the_row_of_one_list_and_unknown_ones_do_nothing():
    analysis = judged([], *rows("ann", "bob"), *rows("cat", "dan", list=1))
    own = Decisions(remove=frozenset({("list-1", 3), ("list-7", 2), ("list-0", 99)}))
    assert planned(analysis, decisions=own).action.tolist() == [KEEP, KEEP, KEEP, REMOVE]


@pytest.mark.parametrize(
    ("rule", "yes", "no"),
    [
        ("role", rows("info", "客服"), rows("info.miller", "ann", "infos")),
        (
            "disposable",
            [person("a@mailinator.com"), person("a@x.mailinator.com")],
            [person("a@mymailinator.example")],
        ),
        ("unconfirmed", rows("ann", confirmed="no"), [*rows("bob", confirmed="yes"), *rows("cat")]),
        (
            "inactive",
            rows("ann", active="2025-06-30 11:59"),
            [*rows("bob", active="2025-06-30 12:00"), *rows("cat")],
        ),
    ],
)
def test_the_rules_that_are_off_by_default(rule, yes, no):
    analysis = judged([], *yes, *no)
    assert [rule in flags(planned(analysis), row) for row in range(len(yes + no))] == [True] * len(yes) + [
        False
    ] * len(no)
    assert planned(analysis).counts[rule] == 0
    on = setting(NO_BRAKE, rule, on=True, action="remove")
    assert planned(analysis, on).counts[rule] == len(yes)


def test_an_address_confirmed_in_one_copy_is_confirmed():
    assert (
        planned(judged([], *rows("ann", confirmed="no"), *rows("ann", confirmed="yes"))).would["unconfirmed"]
        == 0
    )


def test_an_open_in_the_events_is_activity_too():
    analysis = judged(bounces(ann="engaged"), *rows("ann", active="2020-01-01"))
    assert planned(analysis).would["inactive"] == 0


def test_a_list_where_nobody_was_active_lately_calls_nobody_inactive():
    """Its export is old, or its column tells of something else."""
    old = [*rows("ann", active="2020-01-01"), *rows("bob", active="2021-01-01"), *rows("cat")]
    assert planned(judged([], *old)).would["inactive"] == 0
    live = rows("dan", "eve", active="2026-06-01", list=1)
    assert planned(judged([], *old, *live)).would["inactive"] == 0
    assert planned(judged([], *old, *live, *rows("ann", list=1))).would["inactive"] == 2  # both of her rows


def test_a_domain_where_most_addresses_bounce_is_a_cluster():
    files = bounces(a="hard", b="soft", c="hard", d="hard")
    analysis = judged(files, *rows("a", "b", "c", "d", "e"), person("a@elsewhere.org"))
    assert planned(analysis).would["domain_cluster"] == 5
    for strict in ({"addresses": 6}, {"share": 81}):
        assert (
            planned(analysis, setting(default_rules(), "domain_cluster", **strict)).would["domain_cluster"]
            == 0
        )


def test_cells_without_a_domain_are_no_domain():
    cells = [person(f"x{n}", problem="no_at", domain="", listed="hard") for n in range(9)]
    assert planned(judged([], *cells)).would["domain_cluster"] == 0


def test_who_came_back_is_removed():
    analysis = judged([], *rows("ann", "bob"))
    people = analysis.people.assign(came_back=[True, False])
    plan = planned(replace(analysis, people=people))
    assert outcome(plan, 0) == (REMOVE, "came_back")
    assert outcome(plan, 1) == (KEEP, -1)


def removed_of(total, out, **more):
    """A list of that many, of which so many bounced hard."""
    names = [f"p{n}" for n in range(total)]
    return judged(bounces(**dict.fromkeys(names[:out], "hard")), *rows(*names, **more))


def test_the_brake_stops_what_takes_more_of_a_list_than_it_allows():
    assert planned(removed_of(40, 10)).brake is None
    brake = planned(removed_of(40, 11)).brake
    assert (brake.kind, brake.list, brake.limit, brake.share, brake.would_remove) == ("list", 0, 25, 27.5, 11)


def test_a_yes_to_one_list_is_none_to_the_next():
    happened = bounces(ann="hard", bob="hard")
    lists = judged(happened, *rows("ann", "cat"), *rows("bob", "dan", list=1))
    assert planned(lists).brake.list == 0
    one = Decisions(allowed=frozenset({("list", "list-0")}))
    assert planned(lists, decisions=one).brake.list == 1
    both = Decisions(allowed=one.allowed | {("list", "list-1")})
    assert planned(lists, decisions=both).brake is None


def test_the_brake_looks_at_each_list_alone():
    big, small = rows(*(f"p{n}" for n in range(100))), rows("ann", "bob", "cat", list=1)
    brake = planned(judged(bounces(ann="hard", bob="soft soft soft"), *big, *small)).brake
    assert (brake.kind, brake.list, brake.would_remove) == ("list", 1, 2)


def test_what_the_person_suspends_herself_is_suspended_and_her_other_decisions_go_before():
    happened = bounces(bob="hard")
    first, second, third = (frozenset({("list-0", row)}) for row in (2, 3, 4))
    own = Decisions(keep=first, remove=second, suspend=first | second | third)
    plan = planned(judged(happened, *rows("ann", "bob", "cat", "dan")), decisions=own)
    assert plan.action.tolist() == [KEEP, REMOVE, SUSPEND, KEEP]
    assert plan.own.tolist() == [True, True, True, False]
    assert plan.counts["hard"] == 0


@pytest.mark.parametrize(("by_hand", "stops"), [(9, False), (10, True), (40, True)])
def test_the_brake_asks_before_many_removed_by_hand_too(by_hand, stops):
    """Ctrl+A and Delete are two keys."""
    own = Decisions(remove=frozenset(("list-0", row) for row in range(3, 3 + by_hand)))
    assert (planned(removed_of(40, 1), decisions=own).brake is not None) is stops


def test_the_brake_protects_those_who_read_the_mails():
    """5 % of the readers, though hardly anything of the list."""
    readers = rows(*(f"p{n}" for n in range(40)), active=NOW - timedelta(days=90))
    others = rows(*(f"q{n}" for n in range(60)), active=NOW - timedelta(days=91))
    brake = planned(judged(bounces(p0="hard", p1="hard", p2="hard"), *readers, *others)).brake
    assert (brake.kind, brake.limit, brake.share, brake.would_remove) == ("engaged", 5, 7.5, 3)
    assert planned(judged(bounces(p0="hard", p1="hard"), *readers, *others)).brake is None
    assert planned(judged(bounces(q0="hard", q1="hard", q2="hard"), *readers, *others)).brake is None


def test_the_brake_for_readers_counts_only_readers_and_each_person_once():
    readers = rows(*(f"p{n}" for n in range(20)), "p0", active=NOW)
    others = rows(*(f"q{n}" for n in range(70)), active=NOW - timedelta(days=400))
    happened = bounces(p0="complaint", p1="complaint", q0="hard")
    brake = planned(judged(happened, *readers, *others)).brake
    assert (brake.kind, brake.share, brake.would_remove) == ("engaged", 10, 2)
    assert planned(judged(bounces(p0="complaint", q0="hard"), *readers, *others)).brake is None


def test_one_reader_lost_is_no_mass_removal():
    readers = rows(*(f"p{n}" for n in range(10)), active=NOW)
    assert planned(judged(bounces(p0="hard"), *readers)).brake is None
    assert planned(judged(bounces(p0="hard", p1="hard"), *readers)).brake.kind == "engaged"


def test_a_copy_fewer_is_no_reader_lost():
    copies = [*rows("p1", "p2", "p3", active=NOW), *rows(*(f"p{n}" for n in range(20)), active=NOW)]
    assert planned(judged([], *copies)).brake is None


def test_an_empty_list_needs_no_brake():
    analysis = judged([], *rows("ann"))
    empty = replace(
        analysis, contacts=analysis.contacts[:0], person=analysis.person[:0], people=analysis.people[:0]
    )
    plan = planned(empty)
    assert len(plan.action) == 0
    assert plan.brake is None


kinds = st.sampled_from(
    ["", "hard", "soft", "soft soft soft", "complaint", "unsubscribe", "blocked", "hard delivered"]
)
names = st.sampled_from(["ann", "bob", "cat", "info", "dan"])
people = st.builds(
    lambda name, place, problem, listed, filled, confirmed, active: person(
        f"{name}@example.com",
        list=place,
        problem=problem,
        listed=listed,
        filled=filled,
        confirmed=confirmed,
        active=pd.Timestamp("2026-06-01") if active else pd.NaT,
    ),
    names,
    st.integers(0, 1),
    st.just(""),
    st.sampled_from(["", "", "", "unsubscribe", "hard"]),
    st.integers(1, 9),
    st.sampled_from(["", "yes", "no"]),
    st.booleans(),
)
refs = st.frozensets(st.tuples(st.sampled_from(["list-0", "list-1"]), st.integers(2, 9)), max_size=4)


@st.composite
def any_rules(draw):
    rules = default_rules()
    for rule in RULES:
        rules = setting(rules, rule.id, on=draw(st.booleans()), action=draw(st.sampled_from(rule.actions)))
    return setting(rules, "soft", limit=draw(st.integers(1, 4)))


@given(
    st.lists(people, min_size=1, max_size=12).map(lambda some: sorted(some, key=lambda row: row["list"])),
    st.dictionaries(names, kinds),
    any_rules(),
    st.builds(Decisions, keep=refs, remove=refs),
)
@settings(deadline=None, max_examples=60)
def test_every_row_is_decided_once_by_its_first_rule(list_rows, happened, rules, own):
    plan = planned(judged(bounces(**happened), *list_rows), rules, own)
    assert set(np.unique(plan.action)) <= {KEEP, SUSPEND, REMOVE}
    assert (plan.review <= (plan.action == KEEP)).all()
    assert sum(plan.counts.values()) == (plan.rule >= 0).sum()
    assert (plan.own == (plan.rule == OWN)).all()
    for row in range(len(plan.action)):
        if plan.own[row]:
            continue
        on = [rule for rule in RULES if plan.flags[row] & BIT[rule.id] and rules[rule.id].on]
        takes = [rule for rule in on if rules[rule.id].action in ("remove", "suspend")]
        decided = (takes or on or [None])[0]
        wanted = (
            {"remove": REMOVE, "suspend": SUSPEND}.get(rules[decided.id].action, KEEP) if decided else KEEP
        )
        assert outcome(plan, row) == (wanted, decided.id if decided else -1)


@given(st.dictionaries(names, kinds), st.integers(1, 19))
@settings(deadline=None, max_examples=30)
def test_a_higher_limit_takes_nobody_out_whom_a_lower_one_keeps(happened, limit):
    analysis = judged(bounces(**happened), *rows("ann", "bob", "cat", "info", "dan"))
    low, high = (planned(analysis, setting(default_rules(), "soft", limit=n)) for n in (limit, limit + 1))
    assert ((high.action != KEEP) <= (low.action != KEEP)).all()


@pytest.mark.parametrize(
    ("total", "out", "percent", "stops"),
    [
        (1, 0, 0, False),
        (1, 1, 0, True),
        (1, 1, 99, True),
        (1, 1, 100, False),
        (4, 1, 25, False),
        (3, 1, 25, True),
        (1000, 1, 0, True),
    ],
)
def test_the_brake_at_its_ends_and_on_tiny_lists(total, out, percent, stops):
    rules = replace(NO_BRAKE, brake_percent=percent)
    assert (planned(removed_of(total, out), rules).brake is not None) == stops


def test_a_slip_is_no_throw_away_mailbox():
    rules = setting(NO_BRAKE, "disposable", on=True)
    plan = planned(judged([], person("ann@hotmial.com"), person("bob@mailinator.com")), rules)
    assert plan.action.tolist() == [KEEP, REMOVE]
