"""How a list is doing: rates, the estimate of the next send, reasons, and what is said of a domain."""

import pandas as pd
import pytest

from listcleaner.core.health.domains import domains
from listcleaner.core.health.forecast import forecast, learn
from listcleaner.core.health.groups import members
from listcleaner.core.health.reasons import months, why
from listcleaner.core.health.sends import known_sends
from listcleaner.core.health.sources import feeding, signup_months, sources
from listcleaner.core.judgement.people import Analysis
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
    (send,) = known_sends(analysis)
    assert send.rate == pytest.approx(20)


def test_blocks_and_strangers_are_no_bounces_of_the_list() -> None:
    stranger = event("2026-03-03", "hard", "nobody@example.org")
    analysis = judged([sent("2026-03-03", bounced(1, "blocked"), bounced(2), stranger)], *PEOPLE)
    assert [send.rate for send in known_sends(analysis)] == [pytest.approx(10)]


def test_who_joined_later_was_no_part_of_a_send() -> None:
    people = [*PEOPLE[:5], *(one | {"joined": pd.Timestamp("2026-04-01")} for one in PEOPLE[5:])]
    analysis = judged([sent("2026-03-03", bounced(1)), sent("2026-05-05", bounced(2, "soft"))], *people)
    assert [send.rate for send in known_sends(analysis)] == [pytest.approx(20), pytest.approx(10)]


def test_a_report_that_names_everybody_tells_how_many_it_was_sent_to() -> None:
    """Of a hundred people on the list the mailing went to 40: 38 deliveries, 2 bounces."""
    people = [person(f"p{n}@example.com") for n in range(100)]
    arrived = [event("2026-01-01", "delivered", f"p{n}@example.com") for n in range(38)]
    part, guess = sent("2026-03-03", bounced(38), bounced(39), *arrived), sent("2026-05-05", bounced(40))
    first, second = known_sends(judged([part, guess], *people))
    assert (first.recipients, first.estimated, first.rate) == (40, False, pytest.approx(5))
    assert (second.recipients, second.estimated) == (100, True)


def test_whom_one_does_not_write_to_is_no_recipient() -> None:
    """Who has left, and whose address is none."""
    gone = event("2026-02-01", "unsubscribe", "p0@example.com")
    people = [*PEOPLE, person("nothing", key="nothing", domain="", problem="no_at")]
    files = [
        report(gone, name="left", shows_soft=False),
        sent("2026-03-03", bounced(1)),
        sent("2026-05-05", bounced(2, "soft")),
    ]
    assert [send.recipients for send in known_sends(judged(files, *people))] == [9, 9]


MANY_PEOPLE = [person(f"p{n}@example.com") for n in range(100)]


def foretold(analysis: Analysis) -> object:
    sends = known_sends(analysis)
    return forecast(analysis, planned(analysis), sends, learn(analysis, sends))


def test_without_a_send_nothing_is_foretold() -> None:
    assert foretold(judged([], *MANY_PEOPLE)) is None


def test_of_a_small_list_nothing_is_foretold() -> None:
    assert foretold(judged([sent("2026-03-03", bounced(1)), sent("2026-05-05", bounced(2))], *PEOPLE)) is None


def test_one_send_says_nothing_of_a_cleaned_list() -> None:
    told = foretold(judged([sent("2026-03-03", bounced(1), bounced(2, "soft"))], *MANY_PEOPLE))
    assert told is not None
    assert (told.everyone, told.cleaned, told.sends) == (pytest.approx(2), None, 1)


def test_the_dead_bounce_again_those_on_the_edge_as_often_as_before_and_of_the_others_some() -> None:
    """March: 4 die, 10 bounce softly. April: 5 of the 10 again, and 2 for the first time. 100 people."""
    march = [*(bounced(n) for n in range(4)), *(bounced(n, "soft") for n in range(10, 20))]
    april = [*(bounced(n, "soft") for n in range(10, 15)), bounced(50, "soft"), bounced(51, "soft")]
    told = foretold(judged([sent("2026-03-03", *march), sent("2026-04-07", *april)], *MANY_PEOPLE))
    assert told is not None and told.cleaned is not None
    again, fresh = 100 * (5 + 1) / (10 + 2), 100 * 2 / (100 - 4 - 10)
    assert (told.again, told.fresh) == (pytest.approx(again), pytest.approx(fresh))
    assert (told.before.size, told.before.dead, told.before.edge) == (100, 4, 7)
    assert told.everyone == pytest.approx((4 * 100 + 7 * again + 89 * fresh) / 100)
    assert (told.after.size, told.after.dead, told.after.edge) == (96, 0, 7)
    assert told.cleaned == pytest.approx((7 * again + 89 * fresh) / 96)


def test_cleaning_never_promises_more_bounces_than_sending_to_everyone() -> None:
    files = [sent(f"2026-0{month}-03", bounced(month), bounced(0, "soft")) for month in range(2, 6)]
    told = foretold(judged(files, *MANY_PEOPLE))
    assert told is not None and told.cleaned is not None
    assert told.cleaned < told.everyone


def test_an_incident_foretells_nothing() -> None:
    usual = [sent(f"2026-0{month}-03", bounced(month, "soft")) for month in (2, 3)]
    outage = sent("2026-04-03", *(bounced(n, "soft", reason="network") for n in range(20, 80)))
    told = foretold(judged([*usual, outage], *MANY_PEOPLE))
    assert told is not None
    assert told.everyone < 3


def test_why_mail_came_back_counts_each_person_once() -> None:
    analysis = judged([sent("2026-03-03", bounced(1), bounced(2, "soft"), bounced(3, "soft"))], *PEOPLE)
    told = why(analysis, status_of(analysis.people, 3).codes)
    assert told == [("mailbox_full", "soft", 2), ("invalid_mailbox", "hard", 1)]


DEAD = {"reason": "invalid_domain", "fault": "domain"}
BUSY = {"reason": "system_unavailable", "fault": "domain"}


@pytest.mark.parametrize(
    ("people", "bounces", "verdict"),
    [
        (10, [], "healthy"),
        (100, [bounced(1)], "healthy"),
        (10, [bounced(1)], "few"),
        (4, [bounced(n) for n in range(4)], "few"),
        (4, [bounced(n, **DEAD) for n in range(4)], "few"),
        (20, [bounced(n) for n in range(4)], "many"),
        (20, [bounced(n, "blocked") for n in range(4)], "blocks"),
        (20, [bounced(n, "soft", **BUSY) for n in range(5)], "overloaded"),
        (20, [bounced(n, "soft") for n in range(15)], "many"),
        (5, [bounced(n, **DEAD) for n in range(4)], "gone"),
        (20, [bounced(n, **DEAD) for n in range(4)], "many"),
        (20, [bounced(n, "soft", **BUSY) for n in range(15)], "outage"),
    ],
)
def test_a_domain_is_told_by_what_came_back_from_it(people: int, bounces: list, verdict: str) -> None:
    rows = [person(f"p{n}@example.com") for n in range(people)]
    analysis = judged([sent("2026-03-03", *bounces)] if bounces else [], *rows)
    (domain,) = domains(analysis)
    assert (domain.name, domain.people, domain.bounced) == ("example.com", people, len(bounces))
    assert domain.verdict == verdict
    assert (domain.day == pd.Timestamp("2026-03-03")) == (verdict == "outage")


def test_a_domain_that_does_not_answer_in_send_after_send_is_gone() -> None:
    rows = [person(f"p{n}@example.com") for n in range(12)]
    files = [
        sent(day, *(bounced(n, "soft", **BUSY) for n in range(12))) for day in ("2026-03-03", "2026-04-07")
    ]
    (domain,) = domains(judged(files, *rows))
    assert domain.verdict == "gone"


def test_a_verdict_has_its_proof() -> None:
    rows = [person(f"p{n}@example.com") for n in range(20)]
    analysis = judged([sent("2026-03-03", bounced(1), *(bounced(n, "soft") for n in range(2, 8)))], *rows)
    (domain,) = domains(analysis)
    assert domain.reasons == {"mailbox_full": 6, "invalid_mailbox": 1}
    assert analysis.events["reason"].iloc[domain.evidence] == "mailbox_full"


def test_a_slip_of_the_pen_names_the_domain_that_was_meant() -> None:
    (domain,) = domains(judged([], person("ann@gmial.com", suggestion="ann@gmail.com")))
    assert (domain.verdict, domain.meant) == ("typo", "gmail.com")


@pytest.mark.parametrize("name", ["gmail.hu", "gmx.de", "yandex.ru", "gmail.co"])
def test_a_real_domain_is_never_called_a_typing_mistake(name: str) -> None:
    bad = [event("2026-01-01", "hard", f"p{n}@{name}") for n in range(6)]
    people = (person(f"p{n}@{name}", suggestion=f"p{n}@example.com") for n in range(6))
    (domain,) = domains(judged([sent("2026-03-03", *bad)], *people))
    assert domain.verdict == "many"


def test_a_domain_where_somebody_reads_is_real_whatever_it_looks_like() -> None:
    opened = event("2026-03-03", "engaged", "ann@gmial.com")
    (domain,) = domains(judged([report(opened)], person("ann@gmial.com", suggestion="ann@gmail.com")))
    assert domain.verdict == "few"


def test_a_correction_of_the_persons_own_accuses_no_domain() -> None:
    moved = person("ann@oldfirm.example", suggestion="ann@newfirm.example")
    (domain,) = domains(judged([], moved))
    assert domain.verdict == "few"


def test_domains_are_listed_the_largest_first_and_only_real_ones() -> None:
    nobody = person("see phone list", domain="", problem="no_at")
    analysis = judged([], person("a@example.org"), *PEOPLE, nobody)
    assert [(one.name, one.people) for one in domains(analysis)] == [
        ("example.com", 10),
        ("example.org", 1),
    ]


def test_reasons_are_counted_month_by_month_each_address_once() -> None:
    files = [
        sent("2026-03-03", bounced(1), bounced(2, "soft"), bounced(3, "soft")),
        sent("2026-03-17", bounced(2, "soft")),
        sent("2026-05-05", bounced(4, "blocked")),
    ]
    march, may = months(judged(files, *PEOPLE))
    assert (march.start, march.reasons) == (
        pd.Timestamp("2026-03-01"),
        {"mailbox_full": 2, "invalid_mailbox": 1},
    )
    assert (may.start, may.reasons, may.kinds) == (
        pd.Timestamp("2026-05-01"),
        {"spam_content": 1},
        {"spam_content": "blocked"},
    )


def test_whom_a_months_reason_and_an_incident_hit_can_be_shown() -> None:
    outage = sent("2026-04-03", *(bounced(n, "soft", reason="network") for n in range(60)))
    analysis = judged([sent("2026-03-03", bounced(1)), outage], *MANY_PEOPLE)
    assert members(analysis, "month:2026-03:invalid_mailbox").sum() == 1
    assert members(analysis, "month:2026-03:network").sum() == 0
    assert members(analysis, "incident:0").sum() == 60


def from_sources() -> Analysis:
    """A fair of which half is dead, a shop where hardly anything is, a raffle with too few to say; two months."""
    places = ["Spring fair"] * 30 + ["Shop"] * 100 + ["Raffle"] * 10
    day = {"Spring fair": "2026-01-15", "Shop": "2025-06-01", "Raffle": "2025-06-09"}
    people = [
        person(f"p{n}@example.com", source=place, joined=pd.Timestamp(day[place]))
        for n, place in enumerate(places)
    ]
    bad = [bounced(n) for n in (*range(15), 40, *range(130, 136))]
    return judged([sent("2026-03-03", *bad)], *people)


def test_the_source_that_feeds_bad_addresses_is_named() -> None:
    fair, shop = sources(from_sources())
    assert (fair.name, fair.people, fair.bad, fair.feeds) == ("Spring fair", 30, 15, True)
    assert (shop.name, shop.people, shop.bad, shop.feeds) == ("Shop", 100, 1, False)


def test_so_is_the_month_of_sign_up() -> None:
    told = signup_months(from_sources())
    assert [(one.name, one.people, one.bad, one.feeds) for one in told] == [
        ("2026-01", 30, 15, True),
        ("2025-06", 110, 7, False),
    ]
    assert [one.name for one in feeding(from_sources())] == ["Spring fair", "2026-01"]


def test_a_source_that_brought_nearly_everybody_is_compared_with_nobody() -> None:
    people = [person(f"p{n}@example.com", source="Shop" if n < 100 else "Raffle") for n in range(110)]
    (shop,) = sources(judged([sent("2026-03-03", *(bounced(n) for n in range(15)))], *people))
    assert (shop.people, shop.bad, shop.others, shop.feeds) == (100, 15, None, False)


def test_whom_a_source_brought_can_be_shown() -> None:
    analysis = from_sources()
    assert members(analysis, "source:Spring fair").sum() == members(analysis, "signup:2026-01").sum() == 30


def test_lists_that_name_no_source_have_none() -> None:
    analysis = judged([sent("2026-03-03", bounced(1))], *MANY_PEOPLE)
    assert sources(analysis) == signup_months(analysis) == feeding(analysis) == []
