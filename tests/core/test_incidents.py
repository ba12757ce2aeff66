"""What failed for many at once counts against nobody, and what goes on counts (core/judgement/incidents.py)."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd
import pytest

from listcleaner.core.judgement.people import Analysis
from listcleaner.core.rules.declared import default_rules
from tests.core.judgement import event, judged, one, person, planned, report, status

SENDS = ("2026-01-06", "2026-02-03", "2026-03-03", "2026-04-07", "2026-05-05")
DOWN, FULL, DEAD = "network", "mailbox_full", "invalid_mailbox"
MANY = [person(f"p{n}@big.example") for n in range(60)]
OTHERS = [person(f"o{n}@host{n % 20}.example") for n in range(200)]


def bounce(day: str, n: int, reason: str = DOWN, domain: str = "big.example", **more: object) -> dict:
    kind = "hard" if reason == DEAD else "soft"
    at = pd.Timestamp(day) + pd.Timedelta(hours=9, minutes=n)
    name = f"o{n}@host{n % 20}.example" if domain == "others" else f"p{n}@{domain}"
    return event(str(at), kind, name, reason=reason, **more)


def sent(*sends: Iterable[dict]) -> list:
    """One report a send, of the first days of SENDS; a send without a bounce is known by a delivery to nobody on the list."""
    return [
        report(*rows, event(f"{day} 09:00", "delivered", "nobody@example.org"), name=day, dated=day)
        for day, rows in zip(SENDS, sends, strict=False)
    ]


def failing(send: int, many: Iterable[int], reason: str = DOWN, **more: object) -> list[dict]:
    return [bounce(SENDS[send], n, reason, **more) for n in many]


def strikes(analysis: Analysis, n: int = 0) -> int:
    return int(one(analysis, f"p{n}@big.example")["soft_count"])


@pytest.mark.parametrize(
    ("what", "sends", "incident"),
    [
        ("a provider that did not answer one send", [[], failing(1, range(30))], True),
        ("so it was in the first send of which anything is known", [failing(0, range(40)), []], True),
        ("a third failed, the usual handful too", [failing(0, range(2)), failing(1, range(20))], True),
        ("a few are no incident", [[], failing(1, range(9))], False),
        ("a part that is too small", [[], failing(1, range(11))], False),
        ("it is always so", [failing(0, range(30)), failing(1, range(30, 60)), failing(2, range(25))], False),
        ("the same people fail again", [[], failing(1, range(30)), failing(2, range(20))], False),
        ("others fail there again", [[], failing(1, range(30)), failing(2, range(30, 55))], False),
        ("then it is over", [[], failing(1, range(30)), failing(2, range(5))], True),
        ("it comes twice, and is over in between", [[], failing(1, range(30)), [], [], failing(4, range(30))], True),
        ("many mailboxes are full", [[], failing(1, range(29), FULL)], False),
        ("all mailboxes full on one day: the provider's quota", [[], failing(1, range(50), FULL), []], True),
        ("all are full from now on", [[], failing(1, range(50), FULL), failing(2, range(50), FULL)], False),
        ("a service that gives no reasons", [[], failing(1, range(30), "undefined")], True),
        ("a mixture of reasons", [[], failing(1, range(9)) + failing(1, range(9, 18), FULL)], False),
        ("timeouts and refusals of one outage", [[], failing(1, range(9)) + failing(1, range(9, 18), "expired")], True),
    ],
)  # fmt: skip
def test_a_provider_failing_for_many_in_one_send(what: str, sends: list, incident: bool) -> None:
    analysis = judged(sent(*sends), *MANY, *OTHERS)
    assert bool(analysis.incidents) == incident, what
    told = [name for name, rows in zip(SENDS, sends, strict=False) if len(rows) > 9] if incident else []
    assert [f"{one.at:%Y-%m-%d}" for one in analysis.incidents] == told
    assert all(one.provider == "big.example" for one in analysis.incidents)


def test_strikes_of_an_incident_are_set_aside_and_the_others_count() -> None:
    files = sent(failing(0, [0], FULL), failing(1, range(30)), failing(2, [0], FULL))
    analysis = judged(files, *MANY, *OTHERS)
    assert strikes(analysis) == 2, "what was set aside neither counts nor resets"
    assert strikes(analysis, 1) == 0
    assert status(analysis, "p1@big.example") == "ok"
    (incident,) = analysis.incidents
    assert (incident.addresses, incident.there, incident.reason, incident.hard) == (30, 60, DOWN, False)
    assert int((analysis.events["incident"] == 0).sum()) == 30


def test_with_the_switch_off_every_strike_counts() -> None:
    files = sent([], failing(1, range(30)))
    analysis = judged(files, *MANY, rules=replace(default_rules(), incidents=False))
    assert strikes(analysis) == 1
    assert analysis.incidents == ()


def test_a_domain_that_is_dead_for_months_still_counts() -> None:
    sends = [[], [], *(failing(n, range(60)) for n in (2, 3, 4))]
    analysis = judged(sent(*sends), *MANY, *OTHERS)
    assert strikes(analysis) == 3
    assert analysis.incidents == ()


def test_what_began_in_the_last_send_is_set_aside_until_the_next_shows_that_it_lasts() -> None:
    sends = [[], [], failing(2, range(60)), failing(3, range(60))]
    assert strikes(judged(sent(*sends[:3]), *MANY, *OTHERS)) == 0
    assert strikes(judged(sent(*sends), *MANY, *OTHERS)) == 2


def test_a_long_history_without_known_sends_has_incidents_too() -> None:
    """A suppression history of half a year: a handful a month, and one bad day at one provider."""
    usual = [row for send in range(5) for row in failing(send, [send, send + 40], FULL)]
    other = [bounce(day, n, FULL, "others") for n, day in enumerate(SENDS)]
    analysis = judged([report(*usual, *other, *failing(3, range(10, 35)))], *MANY, *OTHERS)
    (incident,) = analysis.incidents
    assert (incident.provider, incident.addresses, f"{incident.at:%m-%d}") == ("big.example", 25, "04-07")


def test_a_bad_day_of_the_senders_own_is_an_incident_at_all_providers() -> None:
    files = sent([], [bounce(SENDS[1], n, DOWN, "others") for n in range(80)], [])
    (incident,) = judged(files, *MANY, *OTHERS).incidents
    assert (incident.provider, incident.addresses, incident.there) == ("", 80, 261)


def test_one_bad_provider_is_no_incident_of_all() -> None:
    files = sent([], failing(1, range(58)) + [bounce(SENDS[1], n, DOWN, "others") for n in range(3)])
    (incident,) = judged(files, *MANY, *OTHERS).incidents
    assert (incident.provider, incident.addresses) == ("big.example", 58)


HELD = failing(2, range(25), DEAD)


def test_good_addresses_refused_for_good_on_one_day_are_held_for_review() -> None:
    analysis = judged(sent([], [], HELD), *MANY, *OTHERS)
    assert analysis.incidents[0].hard
    assert status(analysis, "p3@big.example") == "unknown"
    assert not one(analysis, "p3@big.example")["recovered"]
    plan = planned(analysis)
    assert plan.counts["hard"] == 0
    assert int(plan.review.sum()) == 25


@pytest.mark.parametrize(
    ("what", "sends", "people"),
    [
        ("in the first send nothing is known of them", [HELD], MANY),
        ("too few of a large provider", [[], [], failing(2, range(19), DEAD)], MANY),
        ("who never had mail", [[], [], HELD], [one | {"joined": pd.Timestamp("2026-02-20")} for one in MANY]),
        ("a provider that refuses many every time", [failing(0, range(30, 45), DEAD), [], HELD], MANY),
        ("and again at the next try", [[], [], HELD, failing(3, range(25), DEAD)], MANY),
    ],
)  # fmt: skip
def test_hard_bounces_without_that_proof_take_people_out(what: str, sends: list, people: list) -> None:
    if what.startswith("a provider that refuses many"):
        sends = [sends[0], failing(1, range(45, 60), DEAD), HELD]
    analysis = judged(sent(*sends), *people, *OTHERS)
    assert not any(incident.hard and len(HELD) == incident.addresses for incident in analysis.incidents), what
    assert status(analysis, "p3@big.example") == "hard"


def test_a_held_address_is_fine_again_when_mail_arrives() -> None:
    files = [*sent([], [], HELD), report(event("2026-05-05", "delivered", "p3@big.example"), name="d")]
    analysis = judged(files, *MANY, *OTHERS)
    assert status(analysis, "p3@big.example") == "ok"
    assert one(analysis, "p3@big.example")["recovered"]


def test_a_second_report_of_the_same_failures_changes_nothing() -> None:
    files = sent([], [], HELD)
    late = [row | {"at": row["at"] + pd.Timedelta(hours=50), "text": "as the provider says"} for row in HELD]
    analysis = judged([*files, report(*late, name="second source")], *MANY, *OTHERS)
    assert status(analysis, "p3@big.example") == "unknown"
