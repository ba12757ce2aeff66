"""A domain that looks like a slip of a common one is not called one where people read their mail there."""

import pytest

from tests.core.judgement import event, judged, person, report

SLIP = "ann@hotmial.com"


def offered(*rows: dict[str, object], events: list[dict[str, object]] | None = None) -> list[str]:
    files = [report(*events)] if events else []
    return judged(files, *rows).contacts["suggestion"].tolist()


def slipped(address: str = SLIP, **more: object) -> dict[str, object]:
    return person(address, suggestion=address.replace("hotmial", "hotmail"), **more)


def test_an_unknown_domain_one_slip_from_a_common_one_gets_a_suggestion() -> None:
    assert offered(slipped()) == ["ann@hotmail.com"]


@pytest.mark.parametrize("kind", ["hard", "soft", "delivered", "unsubscribe"])
def test_a_bounce_confirms_it_and_a_delivery_does_not_deny_it(kind: str) -> None:
    assert offered(slipped(), events=[event("2026-06-01", kind, SLIP)]) == ["ann@hotmail.com"]


@pytest.mark.parametrize("kind", ["engaged", "auto_reply"])
def test_where_anybody_reads_mail_it_is_a_real_domain(kind: str) -> None:
    somebody = event("2026-06-01", kind, "eve@hotmial.com")
    assert offered(slipped(), slipped("bob@hotmial.com"), events=[somebody]) == ["", ""]


def test_activity_the_list_tells_of_counts_too() -> None:
    assert offered(slipped(), slipped("bob@hotmial.com", active="2026-01-05")) == ["", ""]


def test_reading_elsewhere_says_nothing_of_the_slip() -> None:
    assert offered(slipped(), events=[event("2026-06-01", "engaged", "eve@hotmail.com")]) == [
        "ann@hotmail.com"
    ]


def test_a_bare_address_in_a_fuller_cell_is_still_suggested_and_so_is_the_repair_of_a_broken_one() -> None:
    full = slipped() | {"address": f"Ann <{SLIP}>"}
    broken = person("ann@hotmial,com", problem="no_ending", domain="", suggestion="ann@hotmail.com")
    somebody = event("2026-06-01", "engaged", "eve@hotmial.com")
    assert offered(full, broken, events=[somebody]) == [SLIP, "ann@hotmail.com"]
