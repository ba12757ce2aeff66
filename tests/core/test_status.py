"""What became of an address: DESIGN §2's worked example, what counts, what resets, and what is worst."""

from dataclasses import replace

import pytest

from listcleaner.core.judgement.analysis import analyse
from listcleaner.core.judgement.sends import assign
from listcleaner.core.rules.declared import default_rules
from tests.core.judgement import ANN, NOW, contacts, event, judged, one, person, report, status

BOB = "bob@example.com"
SENDS = ["2026-01-05", "2026-02-02", "2026-03-02", "2026-04-06", "2026-05-04"]
KINDS = {
    "s": "soft",
    "B": "blocked",
    "d": "delivered",
    "e": "engaged",
    "D": "deferred",
    "h": "hard",
    "u": "unknown",
}
NO_ABSENCE = replace(default_rules(), absence_resets=False)


def mailing(day, kinds, address=ANN, **more):
    """The report of one known send: what Ann's address did, and somebody else's bounce so that the report is one."""
    rows = [event(f"{day} 10:00", "soft", BOB, **more)]
    rows += [event(f"{day} 12:00", KINDS[kind], address, **more) for kind in kinds if kind != "."]
    return report(*rows, dated=day)


def history(pattern, **more):
    return [mailing(day, kinds, **more) for day, kinds in zip(SENDS, pattern.split(), strict=False)]


@pytest.mark.parametrize(
    ("pattern", "count", "becomes"),
    [
        ("s s s", 3, "suspended"),
        ("s s . s", 1, "soft"),
        ("s s d s", 1, "soft"),
        ("s B s s", 3, "suspended"),
        ("s s s d", 0, "ok"),
        ("s s s e", 0, "ok"),
        ("s s s .", 0, "ok"),
        ("s D s s", 3, "suspended"),  # deferred: no strike, and no proof that it arrived
        ("s D", 1, "soft"),
        ("s u s", 2, "soft"),  # nor does a bounce nobody can read
        (". . .", 0, "ok"),
        ("s s s s s", 5, "suspended"),
        ("h s", 1, "hard"),
        ("s B", 1, "soft"),
        ("B", 0, "blocked"),
        ("B d", 0, "ok"),
        ("B .", 0, "ok"),
        ("u", 0, "unknown"),
        ("u B", 0, "blocked"),
        ("B u", 0, "unknown"),
    ],
)
def test_worked_example_with_limit_3(pattern, count, becomes):
    result = judged(history(pattern))
    assert one(result)["soft_count"] == count
    assert status(result) == becomes


@pytest.mark.parametrize("names", ["file", "campaign"])
@pytest.mark.parametrize(("pattern", "count"), [("s s s", 3), ("s s . s", 1), ("s s d s", 1), ("s B s s", 3)])
def test_a_known_send_is_one_campaign_or_one_short_file(names, pattern, count):
    files = history(pattern)
    if names == "campaign":  # the same rows in one long file that names the campaigns
        rows = [
            row | {"campaign": f"News {place}"}
            for place, file in enumerate(files)
            for row in file.events.to_dict("records")
        ]
        files = [report(*rows)]
    assert one(judged(files))["soft_count"] == count


@pytest.mark.parametrize(
    ("pattern", "count"), [("s s . s", 3), ("s s s .", 3), ("s s d s", 1), ("s B s s", 3)]
)
def test_absence_can_be_told_to_prove_nothing(pattern, count):
    assert one(judged(history(pattern), rules=NO_ABSENCE))["soft_count"] == count


def test_three_tries_of_an_unnamed_send_are_one_strike():
    files = [report(event("2026-01-05 09:00"), event("2026-01-05 13:00"), event("2026-01-06 08:00"))]
    assert one(judged(files))["soft_count"] == 1


def test_in_a_long_history_failures_closer_than_72_hours_are_one_strike():
    days = ["2025-11-03 09:00", "2025-11-06 08:59", "2026-01-05 09:00", "2026-01-08 09:00"]
    assert one(judged([report(*map(event, days))]))["soft_count"] == 3


def test_in_a_long_history_absence_proves_nothing():
    rows = [event(f"{day} 12:00") for day in SENDS[:2]] + [
        event(f"{day} 10:00", address=BOB) for day in SENDS
    ]
    assert one(judged([report(*rows)]))["soft_count"] == 2


def test_an_address_was_no_part_of_sends_before_it_joined():
    """What bounced before is on record, but the mailing in between did not reach her."""
    files = history("s . s s")
    assert one(judged(files))["soft_count"] == 2
    assert one(judged(files, person(joined="2026-02-20")))["soft_count"] == 3
    assert one(judged(files, person(joined="2026-02-02")))["soft_count"] == 2


def test_of_several_copies_the_earliest_known_sign_up_counts():
    copies = [person(joined="2026-02-20"), person(), person(joined="2026-01-20")]
    assert one(judged(history("s . s s"), *copies))["soft_count"] == 2


def test_a_report_that_would_not_show_a_soft_bounce_proves_nothing_by_absence():
    files = history("s s s .")
    files[3] = replace(files[3], shows_soft=False)
    assert one(judged(files))["soft_count"] == 3


def test_strikes_older_than_the_rules_say_do_not_count():
    files = [mailing("2025-06-29", "s"), mailing("2025-07-01", "s"), mailing("2026-05-04", "s")]
    rules = replace(NO_ABSENCE, strike_months=12)
    assert one(judged(files, rules=rules))["soft_count"] == 1  # the first two are one mailing of June 29
    assert one(judged(files, rules=replace(rules, strike_months=13)))["soft_count"] == 2
    assert one(judged(files, rules=replace(rules, strike_months=1)))["soft_count"] == 0


@pytest.mark.parametrize(
    "reason", ["spam_content", "reputation", "message_too_large", "auth_fail", "no_such_reason"]
)
def test_what_is_the_senders_fault_or_unheard_of_is_no_strike(reason):
    files = [report(event("2026-05-04", reason=reason))]
    assert one(judged(files))["soft_count"] == 0


def test_a_fault_of_the_sender_in_the_event_wins_over_its_reason():
    assert one(judged([report(event("2026-05-04", fault="sender"))]))["soft_count"] == 0


def test_an_echo_is_no_strike_and_no_new_bounce_but_no_clean_send_either():
    files = [*history("s s"), report(event("2026-03-02", echo=True), event("2026-03-02", address=BOB))]
    result = one(judged(files))
    assert (result["soft_count"], result["bounces"]) == (2, 2)


def test_a_delivery_in_the_same_send_after_the_soft_bounce_resets_it():
    files = [report(event("2026-05-04 09:00"), event("2026-05-04 11:00", "delivered"))]
    assert one(judged(files))["soft_count"] == 0


def test_a_bounce_and_a_delivery_of_the_same_moment_are_a_delivery():
    """Services that give days only; in doubt the milder."""
    assert one(judged([report(event("2026-05-04"), event("2026-05-04", "delivered"))]))["soft_count"] == 0


def test_a_bounce_after_the_delivery_counts():
    files = [report(event("2026-05-04 09:00", "delivered"), event("2026-05-04 11:00"))]
    assert one(judged(files))["soft_count"] == 1


def test_an_auto_reply_neither_counts_nor_resets():
    files = [*history("s s"), report(event("2026-02-20", "auto_reply"), shows_soft=False)]
    assert one(judged(files))["soft_count"] == 2


def test_a_hard_bounce_later_followed_by_a_delivery_is_ok_with_a_note():
    result = judged(history("s h d"))
    assert status(result) == "ok"
    assert one(result)["recovered"]
    assert one(result)["soft_count"] == 0


def test_a_hard_bounce_is_not_forgiven_by_absence_or_an_earlier_delivery():
    assert status(judged(history("d h .  ."))) == "hard"


def test_a_hard_bounce_after_recovery_is_hard_again():
    result = judged(history("h d h"))
    assert status(result) == "hard"
    assert not one(result)["recovered"]
    assert result.events.iloc[one(result)["evidence"]]["at"].month == 3


def test_an_echo_of_a_hard_bounce_is_hard_but_the_first_bounce_stays_the_evidence():
    first = event("2026-01-05", "hard", reason="invalid_domain")
    echo = event("2026-03-05", "hard", reason="suppressed_bounce", echo=True)
    result = judged([report(first), report(echo)])
    assert one(result)["reason"] == "invalid_domain"
    assert result.events.iloc[one(result)["evidence"]]["at"].month == 1
    alone = judged([report(echo)])
    assert (status(alone), one(alone)["reason"], one(alone)["bounces"]) == ("hard", "suppressed_bounce", 0)


def test_an_echo_of_a_bounce_the_address_recovered_from_is_no_new_bounce():
    files = [*history("h d"), report(event("2026-03-05", "hard", echo=True))]
    assert status(judged(files)) == "ok"


@pytest.mark.parametrize("kind", ["complaint", "unsubscribe"])
def test_who_does_not_want_mail_is_not_brought_back_by_a_delivery(kind):
    files = [report(event("2026-01-05", kind)), *history(". d e")]
    assert status(judged(files)) == {"complaint": "complained", "unsubscribe": "unsubscribed"}[kind]


def test_the_worst_that_is_true_is_the_status_and_the_rest_is_not_forgotten():
    files = [report(event("2026-01-05", kind)) for kind in ("hard", "unsubscribe", "complaint")]
    result = judged(files, person(problem="no_dot"))
    assert status(result) == "complained"
    assert one(result)["facts"] == 0b000010111


@pytest.mark.parametrize(
    ("listed", "becomes"),
    [
        ("complaint", "complained"),
        ("unsubscribe", "unsubscribed"),
        ("hard", "hard"),
        ("unknown", "unknown"),
        ("", "ok"),
    ],
)
def test_what_the_list_states_of_any_copy_counts_for_the_person(listed, becomes):
    result = judged([], person(), person(listed=listed), person())
    assert status(result) == becomes
    assert one(result)["evidence"] == -1


def test_what_the_list_states_has_no_event_as_evidence():
    assert one(judged(history("s"), person(listed="unsubscribe")))["evidence"] == -1


@pytest.mark.parametrize(
    ("problem", "becomes"),
    [("", "ok"), ("no_at", "invalid"), ("several_addresses", "ok"), ("extra_text", "ok")],
)
def test_an_unusable_address_is_invalid_but_one_among_other_words_is_for_the_person_to_sort_out(
    problem, becomes
):
    assert status(judged([], person(problem=problem))) == becomes


def test_status_order_puts_suspended_before_invalid_and_invalid_before_soft():
    invalid = person(problem="no_dot")
    assert status(judged(history("s s s"), invalid)) == "suspended"
    assert status(judged(history("s s"), invalid)) == "invalid"


@pytest.mark.parametrize(
    ("limit", "becomes"), [(1, "suspended"), (2, "suspended"), (3, "soft"), (20, "soft")]
)
def test_the_limit_decides_between_soft_and_suspended(limit, becomes):
    assert status(judged(history("s s")), limit=limit) == becomes


def test_evidence_of_a_suspension_is_the_last_strike_though_a_block_came_later():
    result = judged(history("s s s B"))
    evidence = result.events.iloc[one(result)["evidence"]]
    assert (evidence["class"], evidence["at"].month, evidence["text"]) == (
        "soft",
        3,
        "the server's words about soft",
    )
    assert one(result)["last_strike"] == one(result)["evidence"]
    assert (one(result)["soft_reason"], one(result)["fault"]) == ("mailbox_full", "address")


def test_strikes_are_marked_in_the_events():
    result = judged(
        [report(event("2026-01-05 13:00"), event("2026-01-05 09:00"), event("2026-01-05 11:00", "deferred"))]
    )
    assert result.events["strike"].tolist() == [True, False, False]
    assert result.events["at"].is_monotonic_increasing


def test_the_last_engagement_is_that_of_the_events_or_the_list():
    files = history("e")
    assert one(judged(files))["last_engaged"].month == 1
    assert one(judged(files, person(active="2026-03-01")))["last_engaged"].month == 3
    assert one(judged(files, person(active="2025-03-01")))["last_engaged"].year == 2026


def test_events_of_addresses_on_no_list_change_nobody_and_stay_in_the_events():
    result = judged([report(event("2026-01-05", "hard", "stranger@example.org"))])
    assert status(result) == "ok"
    assert result.events["address"].tolist() == ["stranger@example.org"]


def test_every_row_knows_its_person_and_people_are_in_list_order():
    rows = [
        person("b@x.org"),
        person("a@x.org"),
        person("B@x.org"),
        person("c@x.org", list=1),
        person("a@x.org", list=1),
    ]
    result = judged([], *rows)
    assert result.people["key"].tolist() == ["b@x.org", "a@x.org", "c@x.org"]
    assert result.person.tolist() == [0, 1, 0, 2, 1]


def test_a_list_without_rows_is_judged_too():
    result = analyse(contacts(person())[:0], assign(history("s")), default_rules(), NOW)
    assert (len(result.people), len(result.person), len(result.events)) == (0, 0, 2)
