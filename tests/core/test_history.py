"""What earlier runs left behind decides with: who came back, who is protected, what was corrected."""

from datetime import datetime

import pandas as pd
import pytest

from listcleaner.core.contacts import combine, load_list
from listcleaner.core.export.explain import explain
from listcleaner.core.judgement.analysis import analyse
from listcleaner.core.judgement.history import Correction, Erasure, Erasures, History, Protection, Removal
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.judgement.sends import assign
from listcleaner.core.rules.decisions import Decisions
from listcleaner.core.rules.declared import RULES, default_rules
from listcleaner.core.rules.plan import KEEP, PROTECTED, REMOVE, Plan
from listcleaner.core.wording import Wording
from tests.core.exporting import ENGLISH
from tests.core.judgement import ANN, NOW, event, judged, lists_of, person, planned, report

CHINESE = Wording("zh_CN")
MARCH = datetime(2026, 3, 12, 9)


def said(analysis: Analysis, plan: Plan, row: int = 0) -> tuple[str, str]:
    lists = lists_of(analysis.contacts)
    english, chinese = (
        explain(analysis, plan, default_rules(), wording, [row], lists)[0] for wording in (ENGLISH, CHINESE)
    )
    return english, chinese


def removed(rule: str, reason: str = "") -> History:
    return History(removed=frozenset({Removal(ANN, MARCH, rule, reason)}))


# --- who came back


@pytest.mark.parametrize(
    ("rule", "happened", "action"),
    [
        ("hard", [], REMOVE),
        ("hard", [("2026-04-02", "delivered")], KEEP),  # the address works again
        ("hard", [("2026-02-01", "hard"), ("2026-02-20", "engaged")], KEEP),
        ("hard", [("2026-02-01", "delivered")], REMOVE),  # that was before
        ("hard", [("2026-04-02", "delivered"), ("2026-05-02", "hard")], REMOVE),
        ("unsubscribed", [("2026-04-02", "engaged")], REMOVE),  # a wish stays a wish
        ("complained", [("2026-04-02", "engaged")], REMOVE),
        ("own", [("2026-04-02", "engaged")], REMOVE),
        ("soft", [], REMOVE),
        ("soft", [("2026-04-02", "delivered"), ("2026-05-02", "soft")], KEEP),
        (
            "soft",
            [("2026-01-02", "soft"), ("2026-02-02", "delivered")],
            KEEP,
        ),  # months worked through in one afternoon
        ("soft", [("2026-01-02", "delivered"), ("2026-02-02", "soft")], REMOVE),
    ],
)
def test_who_was_taken_out_before_is_taken_out_again_unless_the_address_has_recovered(rule, happened, action):
    files = [report(event(at, kind), name=at) for at, kind in happened]
    assert planned(judged(files, person(), history=removed(rule))).action.tolist() == [action]


def test_whom_the_person_took_out_herself_is_told_so():
    analysis = judged([], person(), history=removed("own"))
    assert said(analysis, planned(analysis)) == (
        "You took this address out yourself on 12 Mar 2026, and it is on a list again.",
        "您于2026年3月12日亲自移除了该地址，现在又出现在名单中。",
    )


def test_who_asked_to_be_forgotten_is_known_by_a_hash_alone():
    nobody = Erasures(b"the ledger's own secret")
    erased = Erasures(nobody.secret, frozenset({Erasure(nobody.digest(ANN), MARCH)}))
    analysis = judged([], person(), person("bob@example.com"), history=History(erased=erased))
    plan = planned(analysis)
    assert plan.action.tolist() == [REMOVE, KEEP]
    assert said(analysis, plan)[0] == "They asked to be forgotten on 12 Mar 2026, and are on a list again."
    assert not Erasures(b"another secret", erased.all).among([ANN])


# --- whom the person protects

PROTECTED_ANN = History(protected=frozenset({Protection(ANN, MARCH)}))


@pytest.mark.parametrize("kind", ["hard", "complaint", "unsubscribe", "unknown"])
def test_a_protected_address_stays_whatever_the_rules_say(kind):
    analysis = judged([report(event("2026-05-02", kind))], person(), history=PROTECTED_ANN)
    plan = planned(analysis)
    assert (plan.action.tolist(), plan.rule.tolist(), plan.review.tolist()) == ([KEEP], [PROTECTED], [False])
    assert sum(plan.counts.values()) == 0
    assert said(analysis, plan)[0].startswith(
        "You have protected this address since 12 Mar 2026: it stays whatever the rules say."
    )


def test_nothing_is_said_of_a_protected_address_no_rule_is_against():
    analysis = judged([], person(), history=PROTECTED_ANN)
    assert said(analysis, planned(analysis)) == ("", "")


def test_an_extra_copy_of_a_protected_address_is_still_one():
    files = [report(event("2026-05-02", "hard"))]
    plan = planned(judged(files, person(), person(), history=PROTECTED_ANN))
    assert plan.action.tolist() == [KEEP, REMOVE]
    assert RULES[plan.rule[1]].id == "duplicate"


def test_what_the_person_decides_about_the_row_now_holds():
    decisions = Decisions(remove=frozenset({("list-0", 2)}))
    plan = planned(judged([], person(), history=PROTECTED_ANN), decisions=decisions)
    assert plan.action.tolist() == [REMOVE]


# --- what was corrected


def corrected_list(tmp_path, address: str, *, accepted: bool, events=()) -> Analysis:
    (tmp_path / "list.csv").write_text(f"email,name\n{address},Ann\nbob@example.com,Bob\n")
    lists = [load_list(tmp_path / "list.csv")]
    history = History(corrected=frozenset({Correction(ANN, "ann@example.org", MARCH)}))
    decisions = frozenset({(lists[0].fingerprint, 2)}) if accepted else frozenset()
    contacts = combine(lists, decisions, {ANN: "ann@example.org"})
    return analyse(
        contacts, assign([report(*events)] if events else []), default_rules(), NOW, history=history
    )


def test_an_address_corrected_before_is_offered_the_same_correction_when_it_comes_back(tmp_path):
    analysis = corrected_list(tmp_path, ANN, accepted=False)
    assert analysis.contacts["suggestion"].tolist() == ["ann@example.org", ""]
    assert analysis.contacts["address"].tolist() == [ANN, "bob@example.com"]
    plan = planned(analysis)
    assert plan.action.tolist() == [KEEP, KEEP]
    assert said(analysis, plan)[0] == "You corrected this address to ann@example.org on 12 Mar 2026."
    again = corrected_list(tmp_path, ANN, accepted=True)
    assert again.contacts["address"].tolist() == ["ann@example.org", "bob@example.com"]


def test_a_corrected_address_starts_clean_and_stays_linked_to_the_old_one(tmp_path):
    analysis = corrected_list(
        tmp_path, "ann@example.org", accepted=False, events=[event("2026-02-02", "hard")]
    )
    plan = planned(analysis)
    assert plan.action.tolist() == [KEEP, KEEP]
    assert said(analysis, plan) == (
        "You corrected it from ann@example.com on 12 Mar 2026; what bounced there does not count here.",
        "您于2026年3月12日由 ann@example.com 更正而来，原地址的退信不计入此地址。",
    )


def test_the_judgement_does_not_change_what_it_was_given(tmp_path):
    (tmp_path / "list.csv").write_text(f"email\n{ANN}\n")
    lists = [load_list(tmp_path / "list.csv")]
    before = lists[0].contacts.copy()
    combine(lists, frozenset(), {ANN: "ann@example.org"})
    pd.testing.assert_frame_equal(lists[0].contacts, before)
