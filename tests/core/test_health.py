"""How a list is doing: rates, the estimate of the next send, reasons, and what is said of a domain."""

import pandas as pd
import pytest

from listcleaner.core import health
from listcleaner.core.judgement.status import status_of
from tests.core.judgement import event, judged, person, planned, report

PEOPLE = [person(f"p{n}@example.com") for n in range(10)]


def sent(day: str, *bounces: dict[str, object]) -> object:
    """One send: a report file whose events are of that day."""
    return report(*(row | {"at": pd.Timestamp(day)} for row in bounces), name=day, dated=day)


def bounced(n: int, kind: str = "hard", **more: object) -> dict[str, object]:
    return event("2026-01-01", kind, f"p{n}@example.com", **more)


def test_the_rate_of_a_send_counts_people_and_not_bounces() -> None:
    analysis = judged([sent("2026-03-03", bounced(1, "soft"), bounced(1, "soft"), bounced(2))], *PEOPLE)
    (send,) = health.known_sends(analysis)
    assert send.rate == pytest.approx(20)


def test_blocks_and_strangers_are_no_bounces_of_the_list() -> None:
    stranger = event("2026-03-03", "hard", "nobody@example.org")
    analysis = judged([sent("2026-03-03", bounced(1, "blocked"), bounced(2), stranger)], *PEOPLE)
    assert [send.rate for send in health.known_sends(analysis)] == [pytest.approx(10)]


def test_who_joined_later_was_no_part_of_a_send() -> None:
    people = [*PEOPLE[:5], *(one | {"joined": pd.Timestamp("2026-04-01")} for one in PEOPLE[5:])]
    analysis = judged([sent("2026-03-03", bounced(1)), sent("2026-05-05", bounced(2, "soft"))], *people)
    assert [send.rate for send in health.known_sends(analysis)] == [pytest.approx(20), pytest.approx(10)]


def test_without_a_send_nothing_is_foretold() -> None:
    analysis = judged([], *PEOPLE)
    assert health.forecast(analysis, planned(analysis), health.known_sends(analysis)) is None


def test_one_send_says_nothing_of_a_cleaned_list() -> None:
    analysis = judged([sent("2026-03-03", bounced(1))], *PEOPLE)
    told = health.forecast(analysis, planned(analysis), health.known_sends(analysis))
    assert told == health.Forecast(everyone=pytest.approx(10), cleaned=None, sends=1)


def test_a_send_to_everyone_goes_to_the_dead_too_and_a_cleaned_one_does_not() -> None:
    """p1 and p2 died in March, p3 bounces for the first time in May: nobody could know."""
    analysis = judged(
        [sent("2026-03-03", bounced(1), bounced(2)), sent("2026-05-05", bounced(3, "soft"))], *PEOPLE
    )
    sends = health.known_sends(analysis)
    told = health.forecast(analysis, planned(analysis), sends)
    assert told is not None and told.cleaned is not None
    assert told.everyone == pytest.approx((20 + 30) / 2)
    assert told.cleaned == pytest.approx(100 / 8)


def test_cleaning_never_promises_more_bounces_than_sending_to_everyone() -> None:
    months = [sent(f"2026-0{month}-03", bounced(month), bounced(0, "soft")) for month in range(2, 6)]
    analysis = judged(months, *PEOPLE)
    told = health.forecast(analysis, planned(analysis), health.known_sends(analysis))
    assert told is not None and told.cleaned is not None
    assert told.cleaned < told.everyone


def test_why_mail_came_back_counts_each_person_once() -> None:
    analysis = judged([sent("2026-03-03", bounced(1), bounced(2, "soft"), bounced(3, "soft"))], *PEOPLE)
    told = health.why(analysis, status_of(analysis.people, 3).codes)
    assert told == [("mailbox_full", "soft", 2), ("invalid_mailbox", "hard", 1)]


DEAD = {"reason": "invalid_domain", "fault": "domain"}


@pytest.mark.parametrize(
    ("people", "bounces", "verdict"),
    [
        (10, [], "healthy"),
        (100, [bounced(1)], "healthy"),
        (10, [bounced(1)], "few"),
        (20, [bounced(n) for n in range(4)], "many"),
        (20, [bounced(n, "blocked") for n in range(4)], "blocks"),
        (4, [bounced(n, **DEAD) for n in range(4)], "gone"),
        (20, [bounced(n, "soft") for n in range(15)], "outage"),
    ],
)
def test_a_domain_is_told_by_what_came_back_from_it(people: int, bounces: list, verdict: str) -> None:
    rows = [person(f"p{n}@example.com") for n in range(people)]
    analysis = judged([sent("2026-03-03", *bounces)] if bounces else [], *rows)
    (domain,) = health.domains(analysis)
    assert (domain.name, domain.people, domain.bounced) == ("example.com", people, len(bounces))
    assert domain.verdict == verdict
    assert (domain.day == pd.Timestamp("2026-03-03")) == (verdict == "outage")


def test_a_slip_of_the_pen_names_the_domain_that_was_meant() -> None:
    slip = person("ann@gmial.com", suggestion="ann@gmail.com")
    (domain,) = health.domains(judged([], slip))
    assert (domain.verdict, domain.meant) == ("typo", "gmail.com")


def test_domains_are_listed_the_largest_first_and_only_real_ones() -> None:
    nobody = person("see phone list", domain="", problem="no_at")
    analysis = judged([], person("a@example.org"), *PEOPLE, nobody)
    assert [(one.name, one.people) for one in health.domains(analysis)] == [
        ("example.com", 10),
        ("example.org", 1),
    ]
