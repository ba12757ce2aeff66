"""Pauses: a suspended address rests, comes back once more, and is removed after the third rest (DESIGN §2)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from listcleaner.core.events import BounceFile
from listcleaner.core.export.explain import explain
from listcleaner.core.judgement.history import History, Pause
from listcleaner.core.rules.declared import Rules, default_rules
from listcleaner.core.rules.plan import KEEP, REMOVE, SUSPEND
from listcleaner.core.rules.rests import changes
from tests.core.exporting import ENGLISH
from tests.core.judgement import ANN, event, judged, lists_of, person, planned, report, setting

OTHER = "zoe@example.com"
ACTIONS = {KEEP: "kept", SUSPEND: "suspended", REMOVE: "removed"}


@dataclass
class Life:
    """Ann's months: mailings on some days, what became of hers, and runs with all that is known by then."""

    rules: Rules = field(default_factory=default_rules)
    files: list[BounceFile] = field(default_factory=list)
    pauses: dict[tuple[str, datetime], Pause] = field(default_factory=dict)

    def mailing(self, day: str, happened: str) -> None:
        """``happened``: the class of what became of Ann's mail, "" for nothing. Zoe's always comes back: there is a report."""
        rows = [event(f"{day} 10:00", "blocked", OTHER)]
        if happened:
            rows.append(event(f"{day} 11:00", happened))
        self.files.append(report(*rows, name=day))

    def run(self, day: str) -> tuple[str, int]:
        """What a run on that day does with Ann, and her soft count; the ledger notes what it does."""
        now = datetime.fromisoformat(f"{day}T18:00")
        history = History(pauses=frozenset(self.pauses.values()))
        analysis = judged(self.files, person(), rules=self.rules, now=now, history=history)
        plan = planned(analysis, self.rules, now=now)
        changed = changes(analysis, plan, history.pauses)
        for place, pause in self.pauses.items():
            if pause.ended is None and pause.key in changed.ended:
                self.pauses[place] = pause._replace(ended=now)
        for key, strike in changed.begun.items():
            self.pauses[key, now] = Pause(key, now, None, strike)
        self.said = explain(analysis, plan, self.rules, ENGLISH, [0], lists_of(analysis.contacts))[0]
        return ACTIONS[int(plan.action[0])], int(plan.soft.count[0])


def suspended_in_march(rules: Rules | None = None) -> Life:
    life = Life(rules or default_rules())
    for day in ("2026-01-10", "2026-02-10", "2026-03-10"):
        life.mailing(day, "soft")
    assert life.run("2026-03-12") == ("suspended", 3)
    return life


def test_a_suspended_address_rests_for_thirty_days() -> None:
    life = suspended_in_march()
    assert life.run("2026-03-12") == ("suspended", 3)  # the same run again
    assert life.run("2026-04-10") == ("suspended", 3)
    assert life.said.endswith("It rests from 12 Mar 2026 to 11 Apr 2026.")
    assert len(life.pauses) == 1


def test_after_its_rest_it_is_let_back_with_one_less_than_the_limit() -> None:
    life = suspended_in_march()
    assert life.run("2026-04-12") == ("kept", 2)
    assert life.said.endswith(
        "Its rest is over, and it gets another chance: the next soft bounce suspends it again."
    )
    assert life.run("2026-04-20") == ("kept", 2)


def test_the_next_soft_bounce_suspends_it_again_and_delivery_frees_it() -> None:
    for happened, action in (("soft", ("suspended", 3)), ("delivered", ("kept", 0)), ("", ("kept", 0))):
        life = suspended_in_march()
        life.run("2026-04-12")
        life.mailing("2026-05-10", happened)
        assert life.run("2026-05-12") == action


def test_mailings_while_it_was_resting_prove_nothing() -> None:
    life = suspended_in_march()
    life.mailing("2026-04-05", "")
    assert life.run("2026-04-06") == ("suspended", 3)
    life.mailing("2026-04-11", "")  # the pause was over, but no run had let it back yet
    assert life.run("2026-04-13") == ("kept", 2)


def test_the_third_rest_is_the_last() -> None:
    life = suspended_in_march()
    assert life.run("2026-04-12") == ("kept", 2)
    life.mailing("2026-04-20", "soft")
    assert life.run("2026-04-21") == ("suspended", 3)
    assert life.run("2026-05-25") == ("kept", 2)
    life.mailing("2026-06-01", "soft")
    assert life.run("2026-06-02") == ("suspended", 3)
    assert life.run("2026-06-20") == ("suspended", 3)
    assert life.run("2026-07-03") == ("removed", 3)
    assert life.said.endswith(
        "After its rest it was counted from one less than the limit: 3. It has rested 3 times, and no mail has arrived since."
    )
    assert life.run("2026-09-01") == ("removed", 3)


def test_mail_that_arrived_between_two_rests_starts_the_counting_of_rests_anew() -> None:
    life = suspended_in_march()
    life.run("2026-04-12")
    life.mailing("2026-04-20", "delivered")
    for day in ("2026-05-01", "2026-05-10", "2026-05-20"):
        life.mailing(day, "soft")
    assert life.run("2026-05-21") == ("suspended", 3)
    assert life.run("2026-06-25") == ("kept", 2)
    life.mailing("2026-07-01", "soft")
    assert life.run("2026-07-02") == ("suspended", 3)
    assert life.run("2026-08-02") == ("kept", 2)


def test_a_sign_of_life_ends_a_rest_at_once() -> None:
    life = suspended_in_march()
    life.mailing("2026-03-20", "engaged")
    assert life.run("2026-03-21") == ("kept", 0)
    assert [pause.ended for pause in life.pauses.values()] == [datetime(2026, 3, 21, 18)]


def test_months_worked_through_in_one_afternoon_count_as_they_would_have_in_their_time() -> None:
    """The runs are all of one day, long after the mailings: their clock must not hide what came after the pause began."""
    life = suspended_in_march()
    life.pauses = {
        place: pause._replace(since=datetime(2026, 9, 1, 9)) for place, pause in life.pauses.items()
    }
    life.mailing("2026-04-10", "")
    assert life.run("2026-09-01") == ("kept", 0)
    for day in ("2026-05-10", "2026-06-10", "2026-07-10"):
        life.mailing(day, "soft")
    assert life.run("2026-09-01") == ("suspended", 3)


def test_a_late_report_of_the_time_before_the_rest_ended_adds_nothing() -> None:
    life = suspended_in_march()
    life.run("2026-04-12")
    life.mailing("2026-03-25", "soft")
    assert life.run("2026-04-14") == ("kept", 2)


@pytest.mark.parametrize(("limit", "outcome"), [(5, ("kept", 3)), (2, ("suspended", 3))])
def test_a_changed_limit_holds_at_once(limit: int, outcome: tuple[str, int]) -> None:
    life = suspended_in_march()
    life.rules = setting(life.rules, "soft", limit=limit)
    assert life.run("2026-03-20") == outcome


def test_where_the_rule_removes_there_is_no_rest() -> None:
    life = Life(setting(default_rules(), "soft", action="remove"))
    for day in ("2026-01-10", "2026-02-10", "2026-03-10"):
        life.mailing(day, "soft")
    assert life.run("2026-03-12") == ("removed", 3)
    assert not life.pauses


def in_one_cell(*addresses: str) -> dict[str, object]:
    return person("; ".join(addresses), problem="several_addresses")


def test_of_two_addresses_in_a_cell_the_one_at_its_limit_is_looked_at_not_suspended() -> None:
    life: Sequence[BounceFile] = suspended_in_march().files
    analysis = judged(life, in_one_cell("bob@example.com", ANN), now=datetime(2026, 3, 12))
    plan = planned(analysis, now=datetime(2026, 3, 12))
    assert changes(analysis, plan, ()).begun == {}


def test_each_rests_for_herself_in_whatever_order_the_list_names_them() -> None:
    zoe, bob = "zoe@example.com", "bob@example.com"
    days = ("2026-01-10 10:00", "2026-02-10 10:00", "2026-03-10 10:00")
    files = [report(*(event(day, address=who) for who in (zoe, bob))) for day in days]
    strike = datetime(2026, 3, 10, 10)
    rests = {Pause(zoe, datetime(2026, 3, 12), None, strike), Pause(bob, datetime(2026, 4, 5), None, strike)}
    now = datetime(2026, 4, 15)
    for people in ((zoe, bob), (bob, zoe)):
        history = History(pauses=frozenset(rests))
        plan = planned(judged(files, *map(person, people), now=now, history=history), now=now)
        outcome = dict(zip(people, plan.action.tolist(), strict=True))
        assert outcome == {zoe: KEEP, bob: SUSPEND}
