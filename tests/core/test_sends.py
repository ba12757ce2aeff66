"""Which mailing an event belongs to, whatever files it came in."""

from dataclasses import replace

import pandas as pd
import pytest

from listcleaner.core.judgement.sends import assign
from tests.core.judgement import ANN, event, judged, one, report

BOB = "bob@example.com"
CAT = "cat@example.com"


def known(files):
    sends = assign(files)[1]
    return sends[sends["known"]]["send"].tolist()


def test_a_campaign_is_one_send_in_all_files_however_it_is_spelt():
    files = [
        report(event("2026-01-05 10:00", campaign="Spring Sale ")),
        report(event("2026-01-20 10:00", address=BOB, campaign="spring  ＳＡＬＥ")),
    ]
    events, sends = assign(files)
    assert sends["send"].tolist() == ["campaign:spring sale"]
    assert sends["date"].tolist() == [pd.Timestamp("2026-01-05 10:00")]
    assert set(events["send"]) == {"campaign:spring sale"}


def test_a_file_of_at_most_seven_days_is_one_send_dated_by_its_first_event():
    files = [report(event("2026-01-12 09:00"), event("2026-01-05 09:00", address=BOB))]
    sends = assign(files)[1]
    assert sends[["date", "known", "proves"]].values.tolist() == [
        [pd.Timestamp("2026-01-05 09:00"), True, True]
    ]


def test_a_longer_file_knows_no_sends():
    files = [report(event("2026-01-12 09:01"), event("2026-01-05 09:00", address=BOB))]
    sends = assign(files)[1]
    assert sends["known"].tolist() == [False, False]
    assert not sends["proves"].any()


def test_exports_of_bounces_and_of_blocks_of_one_mailing_are_one_send():
    bounces = report(event("2026-01-05 09:00"), event("2026-01-06 09:00", address=BOB))
    blocks = report(event("2026-01-08 09:00", "blocked", CAT), shows_soft=False)
    sends = assign([blocks, bounces])[1]
    assert sends["send"].tolist() == ["mailing:2026-01-05T09:00:00"]
    assert sends["proves"].tolist() == [True]


def test_a_mailing_proves_by_absence_when_one_of_its_reports_would_show_a_soft_bounce():
    blocks = report(event("2026-01-05 09:00", "blocked", CAT), shows_soft=False)
    bounces = report(event("2026-01-06 09:00", address=BOB))
    assert assign([blocks])[1]["proves"].tolist() == [False]
    assert assign([blocks, bounces])[1]["proves"].tolist() == [True]


def test_reports_three_days_apart_are_different_mailings():
    files = [report(event("2026-01-05 09:00")), report(event("2026-01-08 09:00", address=BOB))]
    assert len(known(files)) == 2


def test_near_reports_do_not_join_to_a_mailing_longer_than_a_week():
    """A sender who mails every second day would otherwise have one endless mailing."""
    files = [report(event(f"2026-01-{day:02} 09:00")) for day in range(1, 29, 2)]
    assert len(known(files)) == 4
    assert one(judged(files))["soft_count"] == 4


def test_a_newsletter_that_is_always_called_the_same_is_as_many_mailings_as_there_were():
    """The failure of one address long after another shows that the name is no mailing's own."""
    monthly = [report(event(f"2026-{month:02}-05 09:00", campaign="Newsletter")) for month in (1, 2, 3)]
    assert known(monthly) == [f"campaign:newsletter 2026-0{month}-05" for month in (1, 2, 3)]
    assert one(judged(monthly))["soft_count"] == 3
    between = report(event("2026-02-20 09:00", address=BOB, campaign="Newsletter"))
    assert one(judged([*monthly, between]))["soft_count"] == 1


def test_a_weekly_newsletter_with_the_same_subject_is_told_apart_too():
    days = ("2026-01-05 09:00", "2026-01-09 20:00", "2026-01-12 09:00", "2026-01-19 09:00")
    files = [report(*(event(day, campaign="News") for day in days))]
    assert one(judged(files))["soft_count"] == 3


def test_what_two_services_call_differently_is_one_mailing_when_it_fails_at_one_address_on_one_day():
    ours = [
        event("2026-01-05 07:34", campaign="5010"),
        event("2026-01-05 07:35", address=BOB, campaign="5010"),
    ]
    theirs = [
        event("2026-01-05 13:34", campaign="January news", source="other"),
        event("2026-02-05 13:34", campaign="February news", source="other"),
    ]
    for files in ([report(*ours), report(*theirs)], [report(*theirs), report(*ours)]):
        assert known(files) == ["campaign:5010", "campaign:february news"]
        assert one(judged(files))["soft_count"] == 2


def test_two_mailings_of_one_service_on_one_day_stay_two():
    files = [
        report(event("2026-01-05 09:00", campaign="A"), event("2026-01-05 20:00", campaign="B")),
        report(event("2026-01-05 09:01", campaign="C", source="other")),
    ]
    assert known(files) == ["campaign:a", "campaign:b"]


def test_a_short_report_near_a_campaign_is_about_that_campaign():
    files = [report(event("2026-01-05 09:00", campaign="News")), report(event("2026-01-06 09:00"))]
    assert known(files) == ["campaign:news"]
    assert one(judged(files))["soft_count"] == 1


def test_two_campaigns_on_one_day_are_two_sends_and_two_strikes():
    files = [report(event("2026-01-05 09:00", campaign="A"), event("2026-01-05 10:00", campaign="B"))]
    assert known(files) == ["campaign:a", "campaign:b"]
    assert one(judged(files))["soft_count"] == 2


def test_a_report_over_two_campaigns_adds_no_strike_of_its_own():
    """The service names the campaigns, the mail server's own log does not: the same two failures."""
    named = report(event("2026-01-05 09:00", campaign="A"), event("2026-01-10 09:00", campaign="B"))
    unnamed = report(event("2026-01-05 09:30"), event("2026-01-10 09:30"))
    assert one(judged([named, unnamed]))["soft_count"] == 2
    assert one(judged([unnamed, named]))["soft_count"] == 2


def test_a_long_history_adds_no_strike_to_what_a_campaign_report_shows():
    named = report(event("2026-01-05 09:00", campaign="A"))
    history = report(event("2026-01-06 09:00"), event("2025-03-01", address=BOB))
    assert one(judged([named, history]))["soft_count"] == 1
    events = assign([named, history])[0]
    assert set(events[events["key"] == ANN]["send"]) == {"campaign:a"}


def test_rows_without_campaign_in_a_file_with_campaigns_are_inferred():
    files = [report(event("2026-01-05", campaign="A"), event("2026-03-05", address=BOB))]
    events = assign(files)[0]
    assert events["send"].tolist() == ["campaign:a", "retries:2026-03-05T00:00:00:bob@example.com"]


def test_files_without_times_are_sends_of_their_own_at_their_date():
    files = [
        report(event(None), name=f"file {day}", dated=day)
        for day in ("2026-01-31", "2026-02-28", "2026-03-31")
    ]
    sends = assign(files)[1]
    assert sends["date"].tolist() == [pd.Timestamp(day) for day in ("2026-01-31", "2026-02-28", "2026-03-31")]
    assert sends["known"].all()
    assert one(judged(files))["soft_count"] == 3


def test_an_address_that_is_missing_in_a_later_file_without_times_starts_again():
    files = [
        report(event(None), name="a", dated="2026-01-31"),
        report(event(None, address=BOB), name="b", dated="2026-02-28"),
        report(event(None), name="c", dated="2026-03-31"),
    ]
    assert one(judged(files))["soft_count"] == 1


def test_files_of_the_same_moment_do_not_prove_anything_about_each_other():
    """Hard and soft bounces saved as two files on the same day, without times."""
    files = [report(event(None), name="soft", dated="2026-01-31")]
    files.append(report(event(None, "hard", BOB), name="hard", dated="2026-01-31"))
    assert one(judged(files))["soft_count"] == 1
    assert one(judged(files[::-1]))["soft_count"] == 1


def test_a_row_without_time_in_a_short_report_has_the_time_of_the_mailing():
    events = assign([report(event(None), event("2026-01-05 09:00", address=BOB), dated="2026-06-29")])[0]
    assert events["at"].tolist() == [pd.Timestamp("2026-01-05 09:00")] * 2


def test_a_name_that_gives_a_date_is_believed_before_the_date_a_copy_was_saved():
    copies = [
        report(event(None), name="same", dated="2026-06-29", by="file"),
        report(event(None), name="same", dated="2026-01-31", by="name"),
    ]
    assert assign(copies)[1]["date"].tolist() == [pd.Timestamp("2026-01-31")]


def test_an_event_in_two_overlapping_exports_is_one_event_of_the_better_known_send():
    shared = event("2026-03-02 10:00")
    month = report(event("2026-01-05 10:00"), shared)
    week = report(shared, event("2026-03-03 10:00", address=BOB))
    for files in ([month, week], [week, month]):
        events, _ = assign(files)
        assert len(events) == 3
        assert events["send"].tolist()[1:] == ["mailing:2026-03-02T10:00:00"] * 2


def test_the_same_row_without_time_in_two_files_is_two_events():
    files = [
        report(event(None), name="january", dated="2026-01-31"),
        report(event(None), name="may", dated="2026-05-31"),
    ]
    assert len(assign(files)[0]) == 2


def test_rows_without_time_of_two_files_of_one_day_are_two_events_but_one_strike():
    files = [report(event(None), name=name, dated="2026-01-31") for name in ("one", "two")]
    assert len(assign(files)[0]) == 2
    assert one(judged(files))["soft_count"] == 1


def test_events_without_failure_outside_known_sends_belong_to_none():
    files = [
        report(event("2026-01-05", "engaged"), event("2026-03-05", "delivered"), event("2026-03-06", "soft"))
    ]
    assert assign(files)[0]["send"].tolist() == ["", "", "retries:2026-03-06T00:00:00:ann@example.com"]


@pytest.mark.parametrize("files", [[], [report()]])
def test_no_events_give_no_sends(files):
    events, sends = assign(files)
    assert len(events) == len(sends) == 0
    assert sends.dtypes["date"] == "datetime64[us]"
    assert sends.dtypes["known"] == "bool"


def test_times_from_the_first_to_the_last_year_a_calendar_knows():
    files = [report(event("0001-01-01"), event("9999-12-31"), event("2026-01-05", address=BOB))]
    assert assign(files)[0]["at"].is_monotonic_increasing


def test_a_folder_of_bounce_mails_counts_as_its_mails_would_one_by_one():
    """s s . s: in the third month others' mails came back, and hers did not."""
    days = ("2026-01-05", "2026-02-05", "2026-04-05")
    mails = [event(f"{day} 09:00", source="mail", file=f"{day}.eml") for day in days]
    mails += [event("2026-03-05 09:00", address=BOB, source="mail", file="bob.eml")]
    folder = replace(report(*mails), source="mail")
    assert one(judged([folder]))["soft_count"] == 1
    assert one(judged([report(mail) for mail in mails]))["soft_count"] == 1
    in_one_file = replace(report(*[mail | {"file": "inbox.mbox"} for mail in mails]), source="mail")
    assert one(judged([in_one_file]))["soft_count"] == 3
