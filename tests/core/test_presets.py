"""Ready-made rules: whom each takes out, told of people; and "what would they do?"."""

from dataclasses import replace

import pytest

from listcleaner.core.errors import UserError
from listcleaner.core.rules.compare import compare
from listcleaner.core.rules.decisions import Decisions
from listcleaner.core.rules.declared import default_rules
from listcleaner.core.rules.plan import KEEP, REMOVE, SUSPEND
from listcleaner.core.rules.presets import preset, preset_of, presets
from tests.core.judgement import NOW, event, judged, lists_of, person, planned, report, setting
from tests.core.test_counting import anna

OUT = {KEEP: "stays", SUSPEND: "suspended", REMOVE: "removed"}
READER = {"active": "2020-01-01"}


def fate(name, of):
    rules = preset(name).rules
    return OUT[int(planned(of(rules), rules).action[0])]


@pytest.mark.parametrize(
    ("name", "history", "who", "wanted"),
    [
        ("careful", "h", {}, "removed"),
        ("careful", "f f", {}, "stays"),
        ("careful", "f f f", {}, "suspended"),
        ("strict", "f", {}, "stays"),
        ("strict", "f f", {}, "suspended"),
        ("strict", "f . f", {}, "stays"),
        ("activecampaign", "f f", {}, "stays"),
        ("activecampaign", "f f f", {}, "removed"),
        ("brevo", "f f f f", {}, "stays"),
        ("brevo", "f f f f f", {}, "removed"),
        ("brevo", "f f f f . f", {}, "stays"),
        ("mailchimp", "h", {}, "removed"),
        ("klaviyo", "f f f f f f", {}, "stays"),
        ("phplist", "h", {}, "stays"),
        ("phplist", "h f h f h", {}, "removed"),
        ("phplist", "h f h f . h", {}, "stays"),
        ("mailman", "h h h h h h", {}, "stays"),  # a month apart: the score is void long before the next
        ("civicrm", "f . f . f", {}, "suspended"),
        ("civicrm", "f d f", {}, "stays"),
        ("civicrm", "B", {}, "suspended"),
        ("civicrm", "h", {}, "suspended"),
    ],
)
def test_whom_ready_made_rules_take_out(name, history, who, wanted):
    assert fate(name, anna(history, **who)) == wanted


@pytest.mark.parametrize(
    ("name", "soft", "who", "wanted"),
    [
        ("klaviyo", 7, {}, "removed"),
        ("mailchimp", 6, {}, "stays"),
        ("mailchimp", 7, {}, "removed"),
        ("mailchimp", 7, READER, "stays"),
        ("mailchimp", 14, READER, "stays"),
        ("mailchimp", 15, READER, "removed"),
    ],
)
def test_services_with_many_chances(name, soft, who, wanted):
    def every_week(rules):
        weeks = [f"2026-{month:02}-{day:02}" for month in range(2, 7) for day in (1, 8, 15)]
        files = [report(event(day, campaign=day), dated=day) for day in weeks[:soft]]
        return judged(files, person(**who), rules=rules)

    assert fate(name, every_week) == wanted


@pytest.mark.parametrize(
    ("daily", "wanted"),
    [
        ("h h h h h", "stays"),  # 5 is not more than 5
        ("h h h h h s", "suspended"),
        ("h h h h h h", "suspended"),
        ("s s s s s s s s s s", "stays"),
        ("s s s s s s s s s s s", "suspended"),
    ],
)
def test_mailman_adds_up_a_score_day_by_day(daily, wanted):
    def every_day(rules):
        letters = daily.split()
        kinds = {"h": "hard", "s": "soft"}
        days = [f"2026-06-{30 - len(letters) + place:02}" for place in range(len(letters))]
        twice = [(day, letter, hour) for day, letter in zip(days, letters, strict=True) for hour in (8, 11)]
        rows = [
            event(f"{day} {hour}:00", kinds[letter], campaign=f"{day} {hour}") for day, letter, hour in twice
        ]
        return judged([report(*rows)], rules=rules)

    assert fate("mailman", every_day) == wanted


def test_the_careful_rules_are_the_defaults():
    assert preset("careful").rules == default_rules()


@pytest.mark.parametrize("one", presets(), ids=lambda one: one.name)
def test_ready_made_rules_leave_the_safety_nets_alone(one):
    rules = default_rules()
    assert (one.rules.brake_percent, one.rules.incidents) == (rules.brake_percent, rules.incidents)
    assert one.source or one.name in ("careful", "strict")


@pytest.mark.parametrize("one", presets(), ids=lambda one: one.name)
def test_chosen_rules_are_known_by_their_name_whatever_their_brake(one):
    assert preset_of(replace(one.rules, brake_percent=60)).name == one.name
    assert preset_of(setting(one.rules, "soft", pause_days=99)) is None


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [("Mailchimp", "", None), ("mailchump", "preset_misspelt", "mailchimp"), ("x", "preset_unknown", None)],
)
def test_a_name_nobody_has_is_answered_with_the_nearest(name, code, told):
    if not code:
        assert preset(name).name == "mailchimp"
        return
    with pytest.raises(UserError) as error:
        preset(name)
    assert (error.value.code, error.value.fields.get("nearest")) == (code, told)


def people(rules=None):
    """Ann soft-bounced three times in a row, Bob bounced for good, Cat was refused as spam, Dan is fine."""
    rows = [event(f"2026-{month:02}-05", campaign=str(month)) for month in (2, 3, 4)]
    rows.append(event("2026-04-05", "hard", "bob@example.com", campaign="4"))
    rows.append(event("2026-04-05", "blocked", "cat@example.com", campaign="4"))
    names = ("ann", "bob", "cat", "dan")
    return judged([report(*rows)], *(person(f"{name}@example.com") for name in names), rules=rules)


def compared(own, decisions=None):
    analysis = people(own)
    decided, lists = decisions or Decisions(), lists_of(analysis.contacts)
    found = compare(analysis, planned(analysis, own, decided), lists, decided, NOW)
    return {one.preset.name: one for one in found}


def names(analysis, rows):
    return [str(key).partition("@")[0] for key in analysis.contacts["key"].iloc[rows]]


@pytest.mark.parametrize(
    ("name", "removed", "suspended", "takes", "spares"),
    [
        ("careful", 1, 1, [], []),
        ("brevo", 1, 0, [], ["ann"]),
        ("activecampaign", 2, 0, [], []),
        ("civicrm", 0, 3, ["cat"], []),
        ("phplist", 0, 0, [], ["ann", "bob"]),
    ],
)
def test_what_they_would_do_is_told_beside_ones_own_rules(name, removed, suspended, takes, spares):
    one = compared(default_rules())[name]
    assert (one.removed, one.suspended) == (removed, suspended)
    assert (names(one.analysis, one.out), names(one.analysis, one.kept)) == (takes, spares)


def test_all_ready_made_rules_are_compared_ours_first():
    assert list(compared(default_rules())) == [one.name for one in presets()]
    assert list(compared(default_rules()))[:2] == ["careful", "strict"]


def test_ones_own_decisions_hold_for_all_of_them():
    keep = Decisions(keep=frozenset({("list-0", 3)}))  # Bob
    found = compared(default_rules(), keep)
    assert all(one.plan.action[1] == KEEP for one in found.values())


@pytest.mark.parametrize("one", presets(), ids=lambda one: one.name)
def test_compared_or_chosen_the_same_people_go(one):
    chosen = planned(people(one.rules), one.rules)
    assert compared(default_rules())[one.name].plan.action.tolist() == chosen.action.tolist()
