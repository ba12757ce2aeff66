"""Each row not kept is explained in plain words, in the person's language, with what proves it."""

from dataclasses import replace

import numpy as np
import pytest

from listcleaner.core.export.evidence import evidence_of
from listcleaner.core.export.explain import explain
from listcleaner.core.judgement.history import History, Removal
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.rules.decisions import Decisions
from listcleaner.core.rules.declared import RULES, Rules, default_rules
from listcleaner.core.rules.plan import Plan
from listcleaner.core.rules.softcount import soft_counts
from listcleaner.core.wording import Wording
from tests.core.judgement import NOW, event, judged, lists_of, person, planned, report, setting

ENGLISH, CHINESE = Wording("en"), Wording("zh_CN")


def sentences(
    analysis: Analysis, plan: Plan, wording: Wording = ENGLISH, rules: Rules | None = None
) -> list[str]:
    rows = np.arange(len(analysis.contacts))
    return explain(analysis, plan, rules or default_rules(), wording, rows, lists_of(analysis.contacts))


def said(analysis: Analysis, wording: Wording = ENGLISH, rules: Rules | None = None) -> list[str]:
    return sentences(analysis, planned(analysis, rules), wording, rules)


def inside_a_sentence(reason: str, wording: Wording) -> str:
    """A reason's text without capital and full stop; its name where it has no text."""
    text = wording.text(f"reason.{reason}") if f"reason.{reason}" in wording else reason.replace("_", " ")
    return text[:1].lower() + text[1:].rstrip(".。")


def three_strikes() -> Analysis:
    """Ann's mailbox was full in the mailings of March, April and May."""
    days = ("2026-03-12", "2026-04-09", "2026-05-14")
    return judged([report(event(f"{day} 09:00"), name=day) for day in days])


def test_soft_bounces_are_named_with_count_dates_reason_and_limit() -> None:
    (sentence,) = said(three_strikes())
    reason = inside_a_sentence("mailbox_full", ENGLISH)
    assert sentence == f"Soft-bounced in 3 mailings in a row (12 Mar, 9 Apr, 14 May 2026): {reason}. Limit 3."


def test_the_same_in_chinese() -> None:
    (sentence,) = said(three_strikes(), CHINESE)
    reason = inside_a_sentence("mailbox_full", CHINESE)
    assert sentence == f"连续 3 次发送都被软退（2026年3月12日、4月9日、5月14日）：{reason}。上限 3 次。"


def test_a_soft_bounce_below_the_limit_is_told_too() -> None:
    (sentence,) = said(judged([report(event("2026-05-14 09:00"))]))
    assert sentence.startswith("Soft-bounced in 1 mailing (14 May 2026): ")


def test_strikes_that_do_not_count_any_more_are_not_named() -> None:
    days = ("2026-02-12", "2026-03-12", "2026-04-09", "2026-05-14")
    files = [report(event(f"{day} 09:00"), name=day) for day in days]
    arrived = report(event("2026-02-20 09:00", "delivered"), event("2025-01-01", "delivered"), name="long")
    (sentence,) = said(judged([*files, arrived]))
    assert "(12 Mar, 9 Apr, 14 May 2026)" in sentence


def test_of_a_long_row_the_latest_are_named() -> None:
    files = [report(event(f"2026-{month:02}-05 09:00"), name=str(month)) for month in range(1, 7)]
    files += [report(event(f"2025-{month:02}-05 09:00"), name=f"x{month}") for month in (10, 11, 12)]
    (sentence,) = said(judged(files))
    assert sentence.startswith(
        "Soft-bounced in 9 mailings in a row (… 5 Jan, 5 Feb, 5 Mar, 5 Apr, 5 May, 5 Jun 2026)"
    )


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("hard", "Bounced for good on 5 May 2026: "),
        ("complaint", "They marked your mail as spam on 5 May 2026."),
        ("unsubscribe", "They unsubscribed on 5 May 2026."),
        ("blocked", "Their provider refused your mail on 5 May 2026: "),
        ("unknown", "A message came back on 5 May 2026, but it does not say clearly why."),
    ],
)
def test_what_an_event_proves_has_its_day(kind: str, start: str) -> None:
    (sentence,) = said(judged([report(event("2026-05-05 10:00", kind))]))
    assert sentence.startswith(start)


@pytest.mark.parametrize(
    ("listed", "sentence"),
    [
        ("complaint", "Your list says that they complained about your mail."),
        ("unsubscribe", "Your list says that they do not want your mail."),
        ("hard", "Your list says that mail to this address bounced for good."),
    ],
)
def test_what_the_list_itself_states_is_said_to_come_from_there(listed: str, sentence: str) -> None:
    assert said(judged([], person(listed=listed))) == [sentence]


def test_a_statement_of_the_list_is_not_proved_by_an_unrelated_bounce() -> None:
    analysis = judged([report(event("2026-05-05 10:00", "hard"))], person(listed="unsubscribe"))
    plan = planned(analysis)
    assert evidence_of(analysis, plan, np.array([0])).tolist() == [-1]
    title = ENGLISH.text("rule.hard.title")
    assert sentences(analysis, plan) == [f"Your list says that they do not want your mail. Also: {title}."]


def test_an_impossible_address_is_explained_with_what_may_be_meant() -> None:
    analysis = judged([], person("ann@@example.com", problem="several_at", suggestion="ann@example.com"))
    assert said(analysis) == [
        "Mail cannot be delivered to what is written here: there is more than one @. Perhaps ann@example.com is meant."
    ]


def test_a_duplicate_names_the_row_that_stays_and_why() -> None:
    analysis = judged(
        [], person(filled=3), person(filled=5), person("bob@example.com"), person("bob@example.com")
    )
    assert said(analysis) == [
        "Same address as row 3 of list-0.csv, which is more complete.",
        "",
        "",
        "Same address as row 4 of list-0.csv, which stays.",
    ]


def test_a_duplicate_names_the_copy_of_its_own_list_where_lists_are_looked_at_alone() -> None:
    rules = replace(default_rules(), copies_across_lists=False)
    copies = [person(filled=9), person(filled=1, list=1), person(filled=5, list=1)]
    told = said(judged([], *copies, rules=rules), rules=rules)
    assert told == ["", "Same address as row 3 of list-1.csv, which is more complete.", ""]


def test_a_duplicate_in_another_list_names_that_list() -> None:
    analysis = judged([], person(filled=5), person(list=1))
    assert said(analysis)[1] == "Same address as row 2 of list-0.csv, which is more complete."


def test_all_rules_that_apply_are_named_those_switched_off_are_not() -> None:
    analysis = judged([report(event("2026-05-05 10:00", "hard"))], person(), person())
    titles = {rule.id: ENGLISH.text(f"rule.{rule.id}.title") for rule in RULES}
    assert said(analysis)[1].endswith(f" Also: {titles['duplicate']}.")
    off = setting(default_rules(), "duplicate", on=False)
    assert "Also" not in said(analysis, rules=off)[1]


def test_own_decisions_are_said_to_be_hers() -> None:
    analysis = judged([report(event("2026-05-05 10:00", "hard"))], person(), person("bob@example.com"))
    mine = Decisions(keep=frozenset({("list-0", 2)}), remove=frozenset({("list-0", 3)}))
    kept, removed = sentences(analysis, planned(analysis, decisions=mine))
    assert kept.startswith("You chose to keep this address. Also: ")
    assert removed == "You chose to remove this address."


def test_an_address_that_works_again_is_not_passed_over_in_silence() -> None:
    files = [
        report(event("2026-01-05", "hard"), event("2026-03-05", "engaged"), event("2025-01-01", "engaged"))
    ]
    assert said(judged(files)) == ["Bounced for good once, but mail has arrived since."]


def test_there_is_nothing_to_say_of_an_address_nothing_happened_to() -> None:
    assert said(judged([])) == [""]


@pytest.mark.parametrize(
    "rule", ["disposable", "role", "unconfirmed", "inactive", "domain_cluster", "came_back"]
)
@pytest.mark.parametrize("wording", [ENGLISH, CHINESE])
def test_every_rule_has_its_sentence(rule: str, wording: Wording) -> None:
    before = Removal("ann@example.com", NOW, "unsubscribed", "")
    analysis = judged([], person(active=NOW), history=History(removed=frozenset({before})))
    place = [one.id for one in RULES].index(rule)
    plan = Plan(
        np.array([2], np.uint8),
        np.array([place], np.int8),
        np.array([1 << place], np.uint32),
        np.zeros(1, bool),
        np.zeros(1, bool),
        soft_counts(analysis, default_rules(), NOW),
    )
    (sentence,) = sentences(analysis, plan, wording)
    assert sentence[-1] in ".。"
    assert "{" not in sentence


def test_only_the_rows_asked_for_are_explained() -> None:
    analysis = judged(
        [report(event("2026-05-05 10:00", "complaint", "bob@example.com"))],
        person(),
        person("bob@example.com"),
    )
    rows = np.array([1])
    plan = planned(analysis)
    assert explain(analysis, plan, default_rules(), ENGLISH, rows) == [
        "They marked your mail as spam on 5 May 2026."
    ]
    assert explain(analysis, plan, default_rules(), ENGLISH, rows[:0]) == []


def test_of_several_addresses_in_a_cell_the_one_it_is_about_is_named_with_its_own_evidence() -> None:
    both = person("bob@example.com, ann@example.com", key="bob@example.com", problem="several_addresses")
    analysis = judged([report(event("2026-05-14 09:00", "hard"))], both)
    plan = planned(analysis)
    (sentence,) = sentences(analysis, plan)
    assert sentence.startswith("Bounced for good on 14 May 2026: ")
    assert "This is about ann@example.com: there is more than one address in the cell." in sentence
    assert evidence_of(analysis, plan, np.array([0])).tolist() == [0]


def test_who_came_back_and_bounced_is_told_when_she_was_taken_out() -> None:
    before = Removal("ann@example.com", NOW, "hard", "invalid_mailbox")
    bounced = report(event("2026-05-05 10:00", "hard"))
    analysis = judged([bounced], person(), history=History(removed=frozenset({before})))
    day, why = ENGLISH.date(NOW), inside_a_sentence("invalid_mailbox", ENGLISH)
    (sentence,) = said(analysis)
    assert sentence.startswith("Bounced for good on 5 May 2026: ")
    assert sentence.endswith(f" Taken out on {day} ({why}), and now on a list again.")


def test_of_several_addresses_in_a_cell_another_may_have_come_back() -> None:
    both = person("ann@example.com, bob@example.com", key="ann@example.com", problem="several_addresses")
    before = Removal("bob@example.com", NOW, "hard", "invalid_mailbox")
    bounced = report(event("2026-05-14 09:00", "hard"))
    (sentence,) = said(judged([bounced], both, history=History(removed=frozenset({before}))))
    assert "This is about ann@example.com" in sentence


def test_where_an_address_that_bounced_is_a_slip_what_was_meant_is_offered() -> None:
    slip = person("ann@hotmial.com", suggestion="ann@hotmail.com")
    (dead,) = said(judged([report(event("2026-05-05 10:00", "hard", "ann@hotmial.com"))], slip))
    (left,) = said(judged([report(event("2026-05-05 10:00", "unsubscribe", "ann@hotmial.com"))], slip))
    assert dead.endswith(" Perhaps ann@hotmail.com is meant.")
    assert "Perhaps" not in left


def test_another_spelling_of_an_address_that_bounced_is_not_offered() -> None:
    spelt = person("ann@example.com\u00a0", key="ann@example.com", suggestion="ann@example.com")
    (dead,) = said(judged([report(event("2026-05-05 10:00", "hard"))], spelt))
    assert "Perhaps" not in dead
