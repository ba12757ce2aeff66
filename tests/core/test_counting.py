"""Whose soft bounces add up to what, under the person's own numbers: people, what their mail did, and what becomes of them."""

from dataclasses import replace

import numpy as np
import pytest

from listcleaner.core.export.explain import explain
from listcleaner.core.rules.declared import Rules, default_rules, striking
from listcleaner.core.rules.plan import KEEP, REMOVE, SUSPEND
from listcleaner.core.wording import Wording
from tests.core.judgement import event, judged, lists_of, person, planned, report, setting

# What a letter of a history stands for. Between the mailings is a month.
LETTERS = {
    "f": ("soft", "mailbox_full"),
    "g": ("soft", "greylisted"),
    "n": ("soft", "network"),
    "h": ("hard", "invalid_mailbox"),
    "B": ("blocked", "spam_content"),
    "d": ("delivered", "delivered"),
    "o": ("engaged", "opened"),
}
DAYS = ["2026-01-05", "2026-02-02", "2026-03-02", "2026-04-06", "2026-05-04", "2026-06-01"]


def anna(history: str, days=DAYS, **more):
    """The analysis of a list with Anna on it, and the reports of the mailings her history tells of (``.``: no bounce)."""

    def of(rules: Rules):
        files = []
        for day, letter in zip(days, history.split(), strict=False):
            rows = [event(f"{day} 10:00", address="somebody@example.org", campaign=day)]
            if letter != ".":
                kind, reason = LETTERS[letter]
                rows.append(event(f"{day} 12:00", kind, reason=reason, campaign=day))
            files.append(report(*rows, dated=day))
        return judged(files, person(**more), rules=rules)

    return of


def limits(**reasons) -> Rules:
    """Limit 3, and others for single reasons."""
    rules = default_rules()
    own = tuple((name, reasons[name]) for name in striking() if name in reasons)
    soft = replace(rules["soft"], limits=own)
    return replace(rules, settings=tuple((id, soft if id == "soft" else s) for id, s in rules.settings))


def becomes(of, rules):
    """(action, count, limit)"""
    analysis = of(rules)
    plan = planned(analysis, rules)
    return int(plan.action[0]), int(plan.soft.count[0]), int(plan.soft.limit[0])


@pytest.mark.parametrize(
    ("history", "own", "wanted"),
    [
        ("f f f", {}, (SUSPEND, 3, 3)),
        # a full mailbox has five tries, all else three
        ("f f f f", {"mailbox_full": 5}, (KEEP, 4, 5)),
        ("f f f f f", {"mailbox_full": 5}, (SUSPEND, 5, 5)),
        ("g g g", {"mailbox_full": 5}, (SUSPEND, 3, 3)),
        ("f g g f", {"mailbox_full": 5}, (KEEP, 4, 5)),
        ("f g g g", {"mailbox_full": 5}, (SUSPEND, 3, 3)),
        ("f f g g f", {"mailbox_full": 5}, (SUSPEND, 5, 5)),  # five in all
        ("g g f", {"mailbox_full": 5}, (KEEP, 2, 3)),  # nearer to three of the others than to five of all
        ("f f g", {"mailbox_full": 5}, (KEEP, 3, 5)),
        # one reason is enough by itself
        ("g", {"greylisted": 1}, (SUSPEND, 1, 1)),
        ("f g", {"greylisted": 1}, (SUSPEND, 1, 1)),
        ("f f", {"greylisted": 1}, (KEEP, 2, 3)),
        ("f g n", {"greylisted": 2, "network": 2}, (SUSPEND, 3, 3)),
        ("g n", {"greylisted": 2, "network": 2}, (SUSPEND, 2, 2)),
        # recorded only
        ("g g g g g", {"greylisted": 0}, (KEEP, 0, 3)),
        ("g f g f", {"greylisted": 0}, (KEEP, 2, 3)),
        ("f g f g f", {"greylisted": 0}, (SUSPEND, 3, 3)),  # and no proof that mail arrived
        # what resets, resets them all
        ("f f f f . f", {"mailbox_full": 5}, (KEEP, 1, 5)),
        ("f f f f d f", {"mailbox_full": 5}, (KEEP, 1, 5)),
    ],
)
def test_a_reason_may_have_a_limit_of_its_own(history, own, wanted):
    assert becomes(anna(history), limits(**own)) == wanted


@pytest.mark.parametrize(
    ("history", "active", "wanted"),
    [
        ("f f f f f", None, (SUSPEND, 5, 3)),
        ("f f f f", "2020-01-01", (KEEP, 4, 5)),
        ("f f f f f", "2020-01-01", (SUSPEND, 5, 5)),
        ("o f f f f", None, (KEEP, 4, 5)),
    ],
)
def test_people_who_ever_read_the_mails_may_have_a_higher_limit(history, active, wanted):
    of = anna(history, active=active) if active else anna(history)
    assert becomes(of, setting(default_rules(), "soft", reader_limit=5)) == wanted


def test_a_lower_limit_for_readers_is_not_meant():
    rules = setting(default_rules(), "soft", reader_limit=2)
    assert becomes(anna("f f", active="2026-01-01"), rules) == (KEEP, 2, 3)


@pytest.mark.parametrize(
    ("history", "resets", "absence", "count"),
    [
        ("f f d f", "delivered", True, 1),
        ("f f o f", "delivered", True, 1),
        ("f f . f", "delivered", True, 1),
        ("f f . f", "delivered", False, 3),
        ("f f d f", "engaged", False, 3),
        ("f f o f", "engaged", False, 1),
        ("f f . f", "engaged", True, 1),
        ("f f d f", "never", False, 3),
        ("f f o f", "never", False, 3),
        ("f f B f", "delivered", True, 3),
    ],
)
def test_what_sets_the_count_back_is_a_setting(history, resets, absence, count):
    rules = replace(default_rules(), resets=resets, absence_resets=absence)
    assert becomes(anna(history), rules)[1] == count


@pytest.mark.parametrize(
    ("days", "gap", "count"),
    [
        (["2026-05-01", "2026-06-01", "2026-06-28"], 0, 3),
        (["2026-05-01", "2026-06-01", "2026-06-28"], 35, 3),
        (["2026-05-01", "2026-06-01", "2026-06-28"], 30, 2),
        (["2026-05-01", "2026-06-01", "2026-06-28"], 7, 1),
        (["2026-05-01", "2026-06-01", "2026-06-10"], 7, 0),  # the last is three weeks ago
    ],
)
def test_a_long_time_without_a_bounce_may_end_a_count(days, gap, count):
    assert becomes(anna("f f f", days), replace(default_rules(), strike_gap=gap))[1] == count


@pytest.mark.parametrize(("unit", "count"), [("send", 1), ("day", 3)])
def test_soft_bounces_may_count_once_a_day_instead_of_once_a_mailing(unit, count):
    tries = [
        event(at, campaign="News")
        for at in ("2026-06-01 08:00", "2026-06-01 20:00", "2026-06-02", "2026-06-03")
    ]
    rules = replace(default_rules(), strike_per=unit)
    assert becomes(lambda rules: judged([report(*tries)], rules=rules), rules)[1] == count


@pytest.mark.parametrize(
    ("history", "strikes", "limit", "wanted"),
    [
        ("h", 0, 3, (REMOVE, 0, 3)),
        ("h", 1, 3, (KEEP, 1, 3)),
        ("h h h", 1, 3, (SUSPEND, 3, 3)),
        ("h f h", 1, 3, (SUSPEND, 3, 3)),
        ("h h . h", 1, 3, (KEEP, 1, 3)),
        ("h h d h", 1, 3, (KEEP, 1, 3)),
        ("h f", 2, 3, (SUSPEND, 3, 3)),
        ("h", 2, 3, (KEEP, 2, 3)),
    ],
)
def test_a_hard_bounce_may_count_as_some_soft_ones(history, strikes, limit, wanted):
    rules = setting(setting(default_rules(), "soft", limit=limit), "hard", strikes=strikes)
    assert becomes(anna(history), rules) == wanted


def test_a_list_that_says_an_address_is_dead_needs_no_strikes():
    rules = setting(default_rules(), "hard", strikes=3)
    assert becomes(anna("", listed="hard"), rules)[0] == REMOVE


def told(of, rules, language="en"):
    analysis = of(rules)
    plan = planned(analysis, rules)
    rows = np.arange(len(analysis.contacts))
    return explain(analysis, plan, rules, Wording(language), rows, lists_of(analysis.contacts))[0]


@pytest.mark.parametrize(
    ("history", "rules", "english", "chinese"),
    [
        (
            "f f f",
            default_rules(),
            "Soft-bounced in 3 mailings in a row (5 Jan, 2 Feb, 2 Mar 2026): mailbox is full. Limit 3.",
            "连续 3 次发送都被软退（2026年1月5日、2月2日、3月2日）：邮箱已满。上限 3 次。",
        ),
        (
            "f g f",
            default_rules(),
            "Soft-bounced in 3 mailings in a row (5 Jan, 2 Feb, 2 Mar 2026): mailbox is full, asked to come back later. Limit 3.",
            "连续 3 次发送都被软退（2026年1月5日、2月2日、3月2日）：邮箱已满、对方要求稍后再发。上限 3 次。",
        ),
        (
            "f g g g f",
            limits(mailbox_full=6),
            "Soft-bounced in 3 mailings in a row (2 Feb, 2 Mar, 6 Apr 2026): asked to come back later. Limit 3.",
            "连续 3 次发送都被软退（2026年2月2日、3月2日、4月6日）：对方要求稍后再发。上限 3 次。",
        ),
        (
            "f . f f",
            replace(default_rules(), absence_resets=False),
            "Soft-bounced in 3 mailings (5 Jan, 2 Mar, 6 Apr 2026), and none is known to have arrived since: mailbox is full. "
            "Limit 3.",
            "3 次发送被软退（2026年1月5日、3月2日、4月6日），期间没有送达的记录：邮箱已满。上限 3 次。",
        ),
        (
            "f d f f",
            replace(default_rules(), absence_resets=False, resets="never"),
            "Soft-bounced in 3 mailings in all (5 Jan, 2 Mar, 6 Apr 2026): mailbox is full. Limit 3.",
            "累计 3 次发送被软退（2026年1月5日、3月2日、4月6日）：邮箱已满。上限 3 次。",
        ),
        (
            "f f f",
            replace(default_rules(), strike_per="day"),
            "Soft-bounced on 3 days (5 Jan, 2 Feb, 2 Mar 2026): mailbox is full. Limit 3.",
            "共 3 天出现软退信（2026年1月5日、2月2日、3月2日）：邮箱已满。上限 3 次。",
        ),
        (
            "h f f",
            setting(default_rules(), "hard", strikes=1),
            "Bounced in 3 mailings in a row (5 Jan, 2 Feb, 2 Mar 2026): no such mailbox, mailbox is full. Limit 3.",
            "连续 3 次发送都被退回（2026年1月5日、2月2日、3月2日）：邮箱不存在、邮箱已满。上限 3 次。",
        ),
        (
            "h f",
            setting(default_rules(), "hard", strikes=2),
            "Bounced in 2 mailings in a row (5 Jan, 2 Feb 2026): no such mailbox, mailbox is full. Limit 3. "
            "A hard bounce counts as 2: 3 in all.",
            "连续 2 次发送都被退回（2026年1月5日、2月2日）：邮箱不存在、邮箱已满。上限 3 次。一次硬退信计作 2 次，合计 3 次。",
        ),
    ],
)
def test_the_log_says_what_was_counted(history, rules, english, chinese):
    assert told(anna(history), rules) == english
    assert told(anna(history), rules, "zh_CN") == chinese
