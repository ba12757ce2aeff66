"""What the panel about one address tells, by what happened to it."""

from datetime import datetime

import pandas as pd
import pytest

from listcleaner.core.events import BounceFile
from listcleaner.core.judgement.history import NO_HISTORY, Correction, History, Pause, Protection, Removal
from listcleaner.core.rules.declared import default_rules
from listcleaner.gui.overview import Overview
from listcleaner.gui.pages.addresses.timeline import timeline
from listcleaner.gui.story import advice, code_text, meaning
from listcleaner.gui.text import word
from tests.core.judgement import ANN, NOW, event, judged, lists_of, person, report

FIRST, SECOND, THIRD = (f"2026-0{month}-10 09:00" for month in (3, 4, 5))
FULL = {"reason": "mailbox_full"}


def overview(*files: BounceFile, history: History = NO_HISTORY, **ann: object) -> Overview:
    analysis = judged(files, person(**ann), history=history)
    return Overview(analysis, lists_of(analysis.contacts), default_rules(), NOW)


def told(shown: Overview) -> list[tuple[str, str]]:
    """Titles with their days, newest first."""
    return [(one.title, "" if pd.isna(one.at) else f"{one.at:%d %b}") for one in timeline(shown, 0)]


def mailing(at: str, kind: str = "soft", address: str = ANN) -> BounceFile:
    return report(event(at, kind, address), dated=at[:10])


def test_strikes_are_numbered() -> None:
    shown = overview(mailing(FIRST), mailing(SECOND))
    assert told(shown) == [("Strike 2 of 3", "10 Apr"), ("Strike 1 of 3", "10 Mar")]


def test_a_mailing_that_did_not_come_back_is_the_reason_for_zero() -> None:
    shown = overview(mailing(FIRST), mailing(SECOND, address="ben@example.com"), mailing(THIRD))
    assert told(shown) == [
        ("Strike 1 of 3", "10 May"),
        ("Back to zero", "10 Apr"),
        ("Strike 1 of 3", "10 Mar"),
    ]


def test_so_is_a_message_that_was_opened() -> None:
    shown = overview(mailing(FIRST), report(event(SECOND, "engaged"), dated=SECOND[:10]))
    assert told(shown) == [("Back to zero", "10 Apr"), ("Strike 1 of 3", "10 Mar")]


def test_strikes_that_are_too_old_are_forgotten() -> None:
    shown = overview(mailing("2025-01-10 09:00"), mailing(THIRD))
    assert told(shown) == [("Strike 1 of 3", "10 May"), ("Back to zero", ""), ("Strike 1 of 3", "10 Jan")]


def test_good_mailings_in_a_row_are_one_line_and_none_before_she_joined() -> None:
    others = [mailing(at, address="ben@example.com") for at in (FIRST, SECOND, THIRD)]
    shown = overview(*others, joined=pd.Timestamp("2026-04-01"))
    assert told(shown) == [("Mail arrived", "10 May"), ("Joined your list", "01 Apr")]
    assert timeline(shown, 0)[0].second == "2 mailings did not come back"


@pytest.mark.parametrize("end", ["hard", "complaint", "unsubscribe"])
def test_who_is_not_written_to_any_more_is_not_said_to_be_reached(end: str) -> None:
    others = [mailing(at, address="ben@example.com") for at in (FIRST, THIRD)]
    shown = overview(*others, mailing(SECOND, end))
    assert [title for title, _ in told(shown)] == [word(f"class.{end}"), "Mail arrived"]


def test_what_the_service_did_not_even_try_is_said_so() -> None:
    echo = event(SECOND, "hard") | {"echo": True}
    shown = overview(mailing(FIRST, "hard"), report(echo, dated=SECOND[:10]))
    assert timeline(shown, 0)[0].second == "Skipped by your service after an earlier bounce"


def test_rests_are_told_with_their_end() -> None:
    strikes = [mailing(at) for at in (FIRST, SECOND, THIRD)]
    rest = Pause(ANN, datetime(2026, 5, 12), datetime(2026, 6, 20), datetime(2026, 5, 10, 9))
    shown = overview(*strikes, history=History(pauses=frozenset({rest})))
    assert told(shown)[:3] == [("Let back", "20 Jun"), ("Suspended", "12 May"), ("Strike 3 of 3", "10 May")]


def test_a_rest_under_way_says_until_when() -> None:
    strikes = [mailing(at) for at in (FIRST, SECOND, THIRD)]
    rest = Pause(ANN, datetime(2026, 6, 20), None, datetime(2026, 5, 10, 9))
    shown = overview(*strikes, history=History(pauses=frozenset({rest})))
    assert meaning(shown, 0)[1] == "It has been resting since 20 Jun, until 20 Jul."


def test_what_earlier_cleanings_decided_is_told() -> None:
    gone = Removal(ANN, datetime(2026, 2, 3), "unsubscribed", "")
    kept = Protection(ANN, datetime(2026, 2, 4))
    mended = Correction(ANN, "anne@example.com", datetime(2026, 2, 5))
    history = History(removed=frozenset({gone}), protected=frozenset({kept}), corrected=frozenset({mended}))
    shown = overview(history=history)
    assert [(one.title, one.second) for one in timeline(shown, 0)] == [
        ("Corrected by you", "anne@example.com"),
        ("Protected by you", "It stays, whatever the rules say"),
        ("Taken out earlier", "Unsubscribed"),
    ]
    assert "stands on this list" in meaning(shown, 0)[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("552 5.2.2 The email account is over quota", "5.2.2: Mailbox is full"),
        ("452 4.2.2 Mailbox full", "4.2.2: Mailbox is full; try again later"),
        ("no code at all", ""),
        ("", ""),
    ],
)
def test_the_code_in_the_servers_words_is_explained(qapp, words: str, said: str) -> None:  # type: ignore[no-untyped-def]
    assert code_text(words) == said


def test_it_is_said_what_to_do_about_a_bounce_and_nothing_where_all_is_well() -> None:
    assert advice(overview(mailing(FIRST, "hard")), 0).startswith(
        "Their provider says that nobody has this address."
    )
    assert advice(overview(), 0) == ""
