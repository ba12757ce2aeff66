"""What a person relies on when she drops bounce files on the program: no valid customer lost, nothing dropped in silence."""

import gzip
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcleaner.core.errors import Cancelled, UserError
from listcleaner.core.events import EVENT_DTYPES, BounceFile
from listcleaner.core.export.log import COLUMNS
from listcleaner.core.formats.inspect import inspect
from listcleaner.core.formats.load import dated_on, load_bounces
from listcleaner.core.judgement.sends import assign
from listcleaner.core.tables.table import Reading
from listcleaner.core.wording import Wording

POSTFIX = (
    "Feb  2 12:34:56 mail postfix/smtp[12]: ABC123DEF: to=<ann@example.com>, relay=mx[192.0.2.1]:25, delay=1, dsn=5.1.1, "
    "status=bounced (host mx said: 550 5.1.1 User unknown (in reply to RCPT TO command))\n"
)
SENDGRID = "status,reason,email,created\n"
UNKNOWN_USER = '5.1.1,"550 5.1.1 User unknown",ann@example.com,1790083507\n'


@pytest.fixture
def write(tmp_path):
    def put(name: str, text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return put


def load(path: Path, **how) -> BounceFile:
    (file,) = load_bounces(path, **how)
    return file


def classes(file: BounceFile) -> dict[str, str]:
    return dict(zip(file.events["address"], file.events["class"], strict=True))


def notes(file: BounceFile) -> set[str]:
    return {note.code for note in file.notes}


def test_events_have_the_columns_everything_else_relies_on(write):
    events = load(write("suppression_bounces.csv", SENDGRID + UNKNOWN_USER)).events
    assert {name: str(dtype) for name, dtype in events.dtypes.items()} == EVENT_DTYPES
    assert not events.drop(columns="at").isna().any(axis=None)


# --- traps of services


def test_sendgrid_reasons_may_hold_newlines_commas_and_quotes(write):
    file = load(
        write(
            "suppression_bounces.csv",
            SENDGRID + '4.2.2,"452 ""Ann"", mailbox\nfull, sorry",a@example.com,1790083507\n' + UNKNOWN_USER,
        )
    )
    assert classes(file) == {"a@example.com": "soft", "ann@example.com": "hard"}
    assert file.events["text"][0] == '452 "Ann", mailbox\nfull, sorry'


def test_sendgrid_status_may_be_a_reply_code(write):
    events = load(
        write("suppression_bounces.csv", SENDGRID + '550,"550 5.1.1 User unknown",a@example.com,1790083507\n')
    ).events
    assert (events["status"][0], events["reply"][0]) == ("5.1.1", "550")


@pytest.mark.parametrize(
    ("name", "source", "category"),
    [
        ("suppression_bounces.csv", "sendgrid.bounces", "hard"),
        ("suppression_blocks.csv", "sendgrid.blocks", "blocked"),
        ("Blocks 2026-03.csv", "sendgrid.blocks", "blocked"),
        ("download.csv", "sendgrid.bounces_or_blocks", "hard"),
        ("roadblocks.csv", "sendgrid.bounces_or_blocks", "hard"),
    ],
)
def test_sendgrid_bounces_and_blocks_are_told_apart_by_the_file_name(write, name, source, category):
    file = load(write(name, SENDGRID + UNKNOWN_USER))
    assert (file.source, file.events["class"][0]) == (source, category)


def test_where_the_name_says_neither_undecided_rows_are_taken_as_blocks_and_the_person_is_told(write):
    file = load(
        write(
            "download.csv",
            SENDGRID
            + "550,550,a@example.com,1790083507\n5.0.0,no words known here,b@example.com,1790083507\n",
        )
    )
    assert file.events["class"][1] == "blocked"
    assert "bounces_or_blocks" in notes(file)


def test_a_list_of_blocks_never_makes_an_address_hard_and_proves_nothing_by_absence(write):
    file = load(write("suppression_blocks.csv", SENDGRID + UNKNOWN_USER))
    assert set(file.events["class"]) == {"blocked"}
    assert set(file.events["fault"]) == {"sender"}
    assert not file.shows_soft


def test_mailgun_times_are_rfc_2822(write):
    file = load(
        write(
            "bounces.csv",
            'address,code,error,created_at\na@example.com,550,x,"Fri, 21 Oct 2026 13:02:55 +0200"\n',
        )
    )
    assert (file.events["at"][0], file.events["zone"][0]) == (pd.Timestamp("2026-10-21 11:02:55"), "explicit")


def test_suppression_echoes_are_marked(write):
    file = load(
        write(
            "bounces.csv",
            'address,code,error,created_at\na@example.com,605,"Not delivering to previously bounced address",\n',
        )
    )
    assert file.events["echo"].tolist() == [True]


def test_a_cleaned_contact_is_hard_for_the_reason_cleaned(write):
    header = "Email Address,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID,LEID,EUID\n"
    file = load(write("cleaned.csv", header + "a@example.com,2024-03-04 10:00:00,News,c0,1,2e45\n"))
    assert file.events[["class", "reason", "campaign", "zone"]].iloc[0].tolist() == [
        "hard",
        "cleaned",
        "News",
        "unknown",
    ]
    assert not file.shows_soft


def test_a_sheet_that_says_more_than_the_service_it_resembles_is_read_by_its_own_columns(write):
    text = (
        "Email Address,First Name,Bounce Type,Bounce Reason,Campaign,Date\n"
        "ann@example.com,Ann,Soft,452 4.2.2 Mailbox full,April,2026-04-09\n"
        "ann@example.com,Ann,Soft,452 4.2.2 Mailbox full,May,2026-05-09\n"
        "bob@example.com,Bob,Soft,554 5.7.1 Message rejected as spam,May,2026-05-09\n"
    )
    (file,) = load_bounces(write("bounces.csv", text))
    assert file.events["class"].tolist() == ["soft", "soft", "blocked"]
    assert file.events["reason"].tolist() == ["mailbox_full", "mailbox_full", "spam_content"]
    assert file.events["campaign"].tolist() == ["April", "May", "May"]
    assert file.events["at"].dt.month.tolist() == [4, 5, 5]


def test_a_campaign_and_the_day_of_the_bounce_added_to_a_services_export_count(write):
    text = (
        "Email Address,OPTIN_TIME,Bounce Type,Campaign,Bounced at\n"
        "ann@example.com,2020-01-01 10:00:00,Soft,April,2026-04-09\n"
        "bob@example.com,2020-01-01 10:00:00,Hard,May,2026-05-09\n"
    )
    (file,) = load_bounces(write("bounces.csv", text))
    assert file.source == "mailchimp.bounced"
    assert file.events["campaign"].tolist() == ["April", "May"]
    assert file.events["at"].dt.month.tolist() == [4, 5]


def test_the_day_somebody_signed_up_is_not_the_day_of_the_bounce(write):
    text = "Email Address,OPTIN_TIME,Bounce Type\nann@example.com,2020-01-01 10:00:00,Soft\n"
    (file,) = load_bounces(write("bounces.csv", text))
    assert file.events["at"].isna().all()


def test_renamed_address_columns_are_found_by_their_content(write):
    header = "Ihre Post,CLEAN_TIME,LEID,EUID\n"
    assert (
        load(write("cleaned.csv", header + "a@example.com,2024-03-04 10:00:00,1,2\n")).events["address"][0]
        == "a@example.com"
    )


def test_unsubscribers_own_words_do_not_make_them_anything_else(write):
    header = "Email Address,UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER,LEID,EUID\n"
    file = load(
        write(
            "unsubscribed.csv",
            header
            + "a@example.com,2024-03-04 10:00:00,,,blocked by hard spam filter,550 5.1.1 user unknown,1,2\n",
        )
    )
    assert file.events["class"].tolist() == ["unsubscribe"]


def test_subscribers_exported_with_columns_of_an_older_export_are_still_a_list(write):
    header = "Email Address,UNSUB_TIME,UNSUB_REASON,LAST_CHANGED,LEID,EUID\n"
    with pytest.raises(UserError) as error:
        load_bounces(write("export.csv", header + "a@example.com,,,2024-03-04 10:00:00,1,2\n"))
    assert error.value.code == "is_a_list"


def test_of_a_column_that_is_there_twice_each_cell_counts(write):
    header = "Recipient,Email Campaign ID,Bounce Reason,Bounce Reason,Not Sent Reason,Bounce\n"
    file = load(
        write("r.csv", header + "a@example.com,1,,UNKNOWN_USER,,TRUE\nb@example.com,1,MAILBOX_FULL,,,TRUE\n")
    )
    assert classes(file) == {"a@example.com": "hard", "b@example.com": "soft"}


# --- Amazon SES


def ses(kind: str, subtype: str, *recipients: dict[str, str]) -> dict[str, object]:
    bounce = {
        "bounceType": kind,
        "bounceSubType": subtype,
        "bouncedRecipients": list(recipients),
        "timestamp": "2026-05-25T14:59:38.605Z",
    }
    return {
        "notificationType": "Bounce",
        "bounce": bounce,
        "mail": {"destination": ["first@example.com"], "timestamp": "2026-05-25T14:59:00Z"},
    }


def recipient(address: str, status: str = "", text: str = "") -> dict[str, str]:
    return {"emailAddress": address, "status": status, "diagnosticCode": text}


def test_each_recipient_of_one_ses_record_has_its_own_fate(write):
    record = ses(
        "Permanent",
        "General",
        recipient("a@example.com", "5.1.1", "smtp; 550 5.1.1 user unknown"),
        recipient("b@example.com", "4.2.2", "smtp; 452 4.2.2 mailbox full"),
    )
    file = load(write("ses.json", json.dumps(record)))
    assert classes(file) == {"a@example.com": "hard", "b@example.com": "soft"}
    assert file.events["row"].tolist() == [1, 1]


@pytest.mark.parametrize(
    ("kind", "subtype", "status", "text", "category", "reason"),
    [
        ("Transient", "General", "5.4.4", "smtp; 550 5.4.4 Invalid domain", "hard", "invalid_domain"),
        (
            "Permanent",
            "General",
            "5.7.1",
            "smtp; 550 5.7.1 this message looks like spam",
            "blocked",
            "spam_content",
        ),
        ("Permanent", "General", "", "", "hard", "undefined"),
        ("PERMANENT", "NOEMAIL", "", "", "hard", "invalid_mailbox"),
        ("Transient", "MailboxFull", "", "", "soft", "mailbox_full"),
        ("Transient", "ContentRejected", "", "", "blocked", "spam_content"),
        ("Undetermined", "Undetermined", "", "", "unknown", "undefined"),
    ],
)
def test_ses_types_are_read_with_code_and_text(write, kind, subtype, status, text, category, reason):
    events = load(
        write("ses.json", json.dumps(ses(kind, subtype, recipient("a@example.com", status, text))))
    ).events
    assert (events["class"][0], events["reason"][0]) == (category, reason)


def test_ses_is_still_trying_for_one_recipient_of_a_bounce(write):
    recipients = [
        {"emailAddress": "a@example.com", "action": "failed", "status": "5.1.1"},
        {"emailAddress": "b@example.com", "action": "delayed", "status": "4.0.0"},
    ]
    bounce = {"bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": recipients}
    record = {"notificationType": "Bounce", "bounce": bounce, "mail": {"messageId": "1"}}
    (file,) = load_bounces(write("ses.json", json.dumps(record)))
    assert file.events["class"].tolist() == ["hard", "deferred"]


def test_a_not_spam_report_is_no_complaint(write):
    complaint = {
        "complainedRecipients": [{"emailAddress": "a@example.com"}],
        "timestamp": "2026-05-25T15:02:00Z",
    }
    records = [
        {
            "notificationType": "Complaint",
            "mail": {},
            "complaint": complaint | {"complaintFeedbackType": kind},
        }
        for kind in ("abuse", "not-spam")
    ]
    file = load(write("ses.jsonl", "\n".join(map(json.dumps, records))))
    assert file.events["row"].tolist() == [1]
    assert "rows_without_event" in notes(file)


# --- files of unknown services


@pytest.mark.parametrize(
    ("name", "header", "category"),
    [
        ("hard bounces.csv", "Email", "hard"),
        ("Hardbounces März.csv", "E-Mail", "hard"),
        ("soft_bounces_2026-03.csv", "Email", "soft"),
        ("硬退信名单.csv", "邮箱", "hard"),
        ("unsubscribed.csv", "Email", "unsubscribe"),
        ("退订.csv", "邮箱", "unsubscribe"),
        ("spam complaints.csv", "Email", "complaint"),
    ],
)
def test_a_file_of_bare_addresses_is_what_its_name_says(write, name, header, category):
    file = load(write(name, f"{header}\nann@example.com\n"))
    assert file.events["class"].tolist() == [category]
    assert "class_from_name" in notes(file)


@pytest.mark.parametrize("name", ["bounces.csv", "退信.csv", "hard and soft bounces.csv", "undelivered.csv"])
def test_where_the_name_does_not_say_which_kind_nothing_is_guessed(write, name):
    file = load(write(name, "Email\nann@example.com\n"))
    assert file.events["class"].tolist() == ["unknown"]
    assert "class_unknown" in notes(file)


@pytest.mark.parametrize(
    "text",
    [
        "Email,Name\nann@example.com,Ann\n",
        "Email,Name,Status\nann@example.com,Ann,active\nbob@example.com,Bob,unsubscribed\n",
        "邮箱,姓名,状态\nann@example.com,安,已订阅\nbob@example.com,鲍,已退订\n",
    ],
)
def test_a_subscriber_list_is_not_read_as_bounces(write, text):
    with pytest.raises(UserError) as error:
        load_bounces(write("customers.csv", text))
    assert (error.value.code, error.value.fields["file"]) == ("is_a_list", "customers.csv")


@pytest.mark.parametrize(
    ("word", "category"),
    [
        ("Hard Bounce", "hard"), ("HARD_BOUNCE", "hard"), ("硬退信", "hard"), ("硬退件", "hard"),
        ("Harter Bounce", "hard"), ("rebond définitif", "hard"), ("жёсткий", "hard"),
        ("ハードバウンス", "hard"), ("bounce_bad-mailbox", "hard"), ("InvalidRecipient", "hard"),
        ("Soft bounce (mailbox full)", "soft"), ("软退回", "soft"), ("quota_issues", "soft"),
        ("소프트바운스", "soft"), ("无效邮件-垃圾邮件", "blocked"), ("Block bounce", "blocked"),
        ("反垃圾邮件被拒", "blocked"), ("deferred", "deferred"), ("请求中", "deferred"),
        ("spamreport", "complaint"), ("举报", "complaint"), ("Abgemeldet", "unsubscribe"),
        ("取消订阅", "unsubscribe"), ("delivered", "delivered"), ("递送成功", "delivered"),
        ("clicked", "engaged"), ("Auto responder", "auto_reply"), ("Bounced", "unknown"),
        ("退信", "unknown"), ("not delivered", "unknown"),
    ],
)  # fmt: skip
def test_words_of_ten_languages_say_what_happened(write, word, category):
    rows = f"ann@example.com,{word}\nbob@example.com,Hard bounce\ncy@example.com,Soft bounce\n"
    file = load(write("export.csv", "Email,Bounce type\n" + rows))
    assert classes(file)["ann@example.com"] == category


def test_the_text_is_milder_than_a_hard_of_the_service(write):
    rows = "a@example.com,Hard,552 5.2.2 mailbox full\nb@example.com,Hard,550 5.7.1 spam message rejected\n"
    file = load(write("export.csv", "Email,Bounce type,Reason\n" + rows))
    assert classes(file) == {"a@example.com": "soft", "b@example.com": "blocked"}


def test_user_unknown_is_hard_even_where_the_service_says_soft(write):
    file = load(
        write(
            "export.csv",
            "Email,Bounce type,Reason\na@example.com,Soft,550 5.1.1 User unknown\nb@example.com,Hard,550 5.1.1 User unknown\n",
        )
    )
    assert set(file.events["class"]) == {"hard"}


def test_because_names_the_profile_the_services_word_and_the_code(write):
    because = load(write("suppression_bounces.csv", SENDGRID + UNKNOWN_USER)).events["because"][0]
    assert because.startswith("sendgrid.bounces: ")
    assert "5.1.1" in because
    because = load(write("r.csv", "Email Address,Bounce Type\na@example.com,Hard\n")).events["because"][0]
    assert because == "mailchimp.bounced: service says Hard"


def test_the_person_can_say_which_column_is_which(write):
    path = write("x.csv", "who,what,why\nann@example.com,Hard,550 5.1.1 User unknown\n")
    file = load(path, columns=(("email", "who"), ("class", "what"), ("text", "why")))
    assert classes(file) == {"ann@example.com": "hard"}


# --- rows


def test_rows_without_an_address_are_named_not_dropped(write):
    file = load(
        write("suppression_bounces.csv", SENDGRID + UNKNOWN_USER + "5.1.1,x,,1\n5.1.1,x,Total: 2,1\n")
    )
    assert (file.rows, len(file.events), file.unreadable) == (3, 1, (3, 4))
    (note,) = [note for note in file.notes if note.code == "rows_without_address"]
    assert (note.fields["n"], note.rows) == (2, (3, 4))


@pytest.mark.parametrize(
    ("cell", "addresses"),
    [
        ("ann@example.com; bob@example.com", ["ann@example.com", "bob@example.com"]),
        ("Ann Lee <ann@example.com>", ["ann@example.com"]),
        ("rfc822;ann@example.com", ["ann@example.com"]),
        (" ann@example.com\u00a0", ["ann@example.com"]),
        ("ann＠example.com", ["ann＠example.com"]),
        ("ann@例え.jp", ["ann@例え.jp"]),
        ("r.o'hara@example.com", ["r.o'hara@example.com"]),
        ("Rory <r.o'hara@example.com>", ["r.o'hara@example.com"]),
        ("'ann@example.com'", ["ann@example.com"]),
        ("could not deliver to 'r.o'hara@example.com', sorry", ["r.o'hara@example.com"]),
    ],
)
def test_addresses_are_found_in_untidy_cells(write, cell, addresses):
    file = load(
        write(
            "suppression_bounces.csv",
            SENDGRID + f'5.1.1,550 5.1.1 User unknown,"{cell}",1790083507\n' + UNKNOWN_USER,
        )
    )
    assert file.events["address"].tolist() == [*addresses, "ann@example.com"]
    assert file.events["row"].tolist() == [2] * len(addresses) + [3]


@given(st.permutations(["A@Example.com", "b@example.com", "no address", "c@example.com d@example.com", ""]))
def test_every_row_gives_an_event_or_is_named(tmp_path_factory, cells):
    path = tmp_path_factory.mktemp("rows") / "suppression_bounces.csv"
    path.write_text(
        SENDGRID + "".join(f"5.1.1,550 5.1.1 User unknown,{cell},1790083507\n" for cell in cells),
        encoding="utf-8",
    )
    file = load(path)
    assert sorted({*file.events["row"], *file.unreadable}) == [2, 3, 4, 5, 6]
    assert len(file.events) == 4


# --- several files


def test_a_zip_gives_each_member_that_is_a_bounce_file(tmp_path):
    path = tmp_path / "audience_export_9f.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "subscribed_9f.csv",
            "Email Address,LAST_CHANGED,LEID,EUID\nann@example.com,2024-01-01 10:00:00,1,2\n",
        )
        archive.writestr(
            "cleaned_9f.csv", "Email Address,CLEAN_TIME,LEID,EUID\nbob@example.com,2024-01-01 10:00:00,1,2\n"
        )
        archive.writestr(
            "unsubscribed_9f.csv",
            "Email Address,UNSUB_TIME,LEID,EUID\ncy@example.com,2024-01-01 10:00:00,1,2\n",
        )
        archive.writestr("__MACOSX/._cleaned_9f.csv", "x")
    files = load_bounces(path)
    assert [(file.source, file.reading.member) for file in files] == [
        ("mailchimp.cleaned", "cleaned_9f.csv"),
        ("mailchimp.unsubscribed", "unsubscribed_9f.csv"),
    ]
    assert {file.events["file"][0] for file in files} == {"cleaned_9f.csv", "unsubscribed_9f.csv"}
    (skipped,) = [note for note in files[0].notes if note.code == "file_skipped"]
    assert (skipped.fields["name"], skipped.fields["reason"].code) == ("subscribed_9f.csv", "is_a_list")


def test_what_was_left_out_is_said_in_words(tmp_path):
    (tmp_path / "b.csv").write_text("Email Address,Bounce Type\nb@example.com,Soft\n")
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n")
    (note,) = [note for note in load_bounces(tmp_path)[0].notes if note.code == "file_skipped"]
    sentence = Wording("en").text(f"note.{note.code}", **note.fields)
    assert "picture.csv" in sentence
    assert "is a picture (PNG)" in sentence


def test_our_own_removal_log_is_no_bounce_file_whatever_it_is_called(tmp_path):
    """Read as one, every bounce in it would be counted a second time, at the moment of the cleaning."""
    log = (
        ",".join(COLUMNS)
        + "\na@example.com,suspend,soft,mailbox_full,Soft-bounced in 1 mailing.,1,3,2026-03-01 09:00:00,"
    )
    log += "452 4.2.2 mailbox full,b.csv,2,list.csv,3,run,2026-04-01 10:00:00,1.0\n"
    (tmp_path / "bounces april.csv").write_text(log)
    (tmp_path / "b.csv").write_text("email,type,date\na@example.com,soft,2026-03-01 09:00\n")
    (file,) = load_bounces(tmp_path)
    assert file.path.name == "b.csv"
    with pytest.raises(UserError) as error:
        load_bounces(tmp_path / "bounces april.csv")
    assert error.value.code == "is_own_log"


def test_a_folder_is_read_in_order_and_says_what_it_left_out(tmp_path):
    (tmp_path / "b.csv").write_text("Email Address,Bounce Type\nb@example.com,Soft\n")
    (tmp_path / "a.csv").write_text("Email Address,Bounce Type\na@example.com,Soft\n")
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / ".hidden.csv").write_text("Email Address,Bounce Type\nc@example.com,Soft\n")
    files = load_bounces(tmp_path)
    assert [file.path.name for file in files] == ["a.csv", "b.csv"]
    assert [note.fields["name"] for note in files[0].notes if note.code == "file_skipped"] == ["picture.csv"]


def test_an_archive_says_what_of_it_cannot_be_read(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.csv", "Email Address,Bounce Type\na@example.com,Soft\n")
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../b.csv", "Email Address,Bounce Type\nb@example.com,Soft\n")
        archive.writestr("inner.zip", inner.getvalue())
        archive.writestr("logo.png", b"\x89PNG\r\n\x1a\n")
        archive.writestr("mail.log.2.gz", gzip.compress(POSTFIX.encode()))
    files = load_bounces(path)
    assert [file.events["address"][0] for file in files] == [
        "b@example.com",
        "a@example.com",
        "ann@example.com",
    ]
    (skipped,) = [note.fields for note in files[0].notes if note.code == "file_skipped"]
    assert (skipped["name"], skipped["reason"].code) == ("logo.png", "file_is_picture")
    assert skipped["reason"].fields["file"] == "export.zip: logo.png"
    assert [note.code for note in inspect(path).warnings if note.code == "file_skipped"] == ["file_skipped"]


def test_rotated_logs_of_a_folder_are_read(tmp_path):
    (tmp_path / "mail.log").write_text(POSTFIX)
    (tmp_path / "mail.log.1").write_text(POSTFIX.replace("ann", "bob"))
    (tmp_path / "mail.log.2.gz").write_bytes(gzip.compress(POSTFIX.replace("ann", "cy").encode()))
    files = load_bounces(tmp_path)
    assert [(file.source, file.events["address"][0]) for file in files] == [
        ("postfix.log", "ann@example.com"),
        ("postfix.log", "bob@example.com"),
        ("postfix.log", "cy@example.com"),
    ]


def test_one_member_of_a_zip_can_be_named(tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.csv", "Email Address,Bounce Type\na@example.com,Soft\n")
        archive.writestr("two.csv", "Email Address,Bounce Type\nb@example.com,Soft\n")
    assert classes(load(path, reading=Reading(member="two.csv"))) == {"b@example.com": "soft"}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", "", "file_empty"),
        ("header.csv", SENDGRID, "no_bounces_inside"),
        ("prices.csv", "product,price\ntea,4\n", "no_bounces_inside"),
        (
            "only-processed.json",
            '[{"email":"a@example.com","event":"processed","timestamp":1,"sg_event_id":"x"}]',
            "no_bounces_inside",
        ),
        ("bounce.eml", "From: MAILER-DAEMON@example.com\n\nx", "no_bounces_in_mails"),
        ("mail", "Return-Path: <>\nReceived: from x\n\nx", "no_bounces_in_mails"),
        ("mailbox", "From MAILER-DAEMON Mon Jan  5 10:00:00 2026\nx", "no_bounces_in_mails"),
    ],
)
def test_a_file_without_bounces_is_said_to_be_one(write, name, content, code):
    with pytest.raises(UserError) as error:
        load_bounces(write(name, content))
    assert error.value.code == code


def test_an_empty_folder_has_no_bounces(tmp_path):
    with pytest.raises(UserError) as error:
        load_bounces(tmp_path)
    assert error.value.code == "no_bounces_inside"


# --- the file itself


def test_a_copy_under_another_name_has_the_same_fingerprint(write):
    one, two = (
        write("a_bounces.csv", SENDGRID + UNKNOWN_USER),
        write("b_bounces.csv", SENDGRID + UNKNOWN_USER),
    )
    assert load(one).fingerprint == load(two).fingerprint


def test_a_file_has_one_fingerprint_inside_an_archive_and_beside_it_and_each_its_own(write, tmp_path):
    texts = {"a.csv": SENDGRID + UNKNOWN_USER, "b.csv": SENDGRID + UNKNOWN_USER.replace("ann", "bob")}
    beside = [load(write(name, text)).fingerprint for name, text in texts.items()]
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        for name, text in texts.items():
            archive.writestr(f"march/{name}", text)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(texts["a.csv"].encode()))
    assert [file.fingerprint for file in load_bounces(tmp_path / "export.zip")] == beside
    assert load(tmp_path / "a.csv.gz").fingerprint == beside[0]


def test_rows_without_a_time_are_dated_by_the_name_else_by_the_file(write):
    named = load(write("bounced 2026-03-12.csv", "Email Address,Bounce Type\na@example.com,Soft\n"))
    assert (named.dated, named.dated_by) == (pd.Timestamp("2026-03-12"), "name")
    path = write("bounced.csv", "Email Address,Bounce Type\na@example.com,Soft\n")
    other = load(path)
    assert other.dated_by == "file"
    assert abs(other.dated.timestamp() - path.stat().st_mtime) <= 1
    assert [note.code for note in named.notes] == []
    assert [note.code for note in other.notes] == ["no_dates"]  # nobody reported that date


def test_a_file_without_any_date_has_the_day_the_person_gives_it(write):
    day = date(2026, 5, 12)
    told = dated_on(load(write("bounced.csv", "Email Address,Bounce Type\na@example.com,Soft\n")), day)
    assert (told.dated, told.dated_by) == (pd.Timestamp("2026-05-12"), "person")
    assert told.notes == ()
    named = load(write("bounced 2026-03-12.csv", "Email Address,Bounce Type\na@example.com,Soft\n"))
    assert dated_on(named, day) == named


def test_undated_reports_of_three_mailings_are_three_even_when_they_are_the_same_to_the_byte(write):
    text = "Email Address,Bounce Type\na@example.com,Soft\n"
    months = [load(write(f"Bounced 2026-{month}-12.csv", text)) for month in ("03", "04", "05")]
    again = load(write("Copy of Bounced 2026-05-12.csv", text))
    assert assign([*months, again])[1]["date"].dt.month.tolist() == [3, 4, 5]
    assert len(assign([*months, again])[0]) == 3


def test_the_person_can_stop_it(write):
    def stop(step: str, done: int, total: int | None = None) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        load_bounces(write("suppression_bounces.csv", SENDGRID + UNKNOWN_USER), progress=stop)


@pytest.mark.parametrize(
    "text",
    [
        "Name,Email,Area code\nAnn,ann@example.com,212\nBob,bob@example.com,415\nCy,cy@example.com,503\n",
        "Name,Email,Order status\nAnn,ann@example.com,delivered\nBob,bob@example.com,sent\n",
        "Name,Email,Status\nAnn,ann@example.com,\nBob,bob@example.com,unsubscribed\nCy,cy@example.com,\nDi,di@example.com,\n",
        "Name,Email,Message\nAnn,ann@example.com,Could you please send me the new price list for green tea?\n"
        "Bob,bob@example.com,I would like to order four boxes of jasmine tea for my shop.\n",
        "Name,Email,Points\nAnn,ann@example.com,250\nBob,bob@example.com,450\n",
    ],
    ids=["area codes", "parcels", "a few opt-outs", "contact form", "points"],
)
def test_columns_that_only_look_like_those_of_bounces_make_no_bounce_file(write, text):
    with pytest.raises(UserError) as error:
        load_bounces(write("export.csv", text))
    assert error.value.code == "is_a_list"


def test_a_column_with_an_unknown_header_is_the_class_when_all_its_words_are(write):
    rows = "ann@example.com,Bounced (Hard)\nbob@example.com,Bounced (Soft)\ncy@example.com,Complained\n"
    file = load(write("export.csv", "Subscriber,What we saw\n" + rows))
    assert file.events["class"].tolist() == ["hard", "soft", "complaint"]


@pytest.mark.parametrize(
    ("word", "category"),
    [("Zacht", "soft"), ("Temporária", "soft"), ("Definitiva", "hard"), ("Permanente bounce", "hard")],
)
def test_words_for_a_class_in_their_other_forms(write, word, category):
    text = f"Email,Bounce type\nann@example.com,{word}\nbob@example.com,Hard\n"
    assert classes(load(write("x.csv", text)))["ann@example.com"] == category


REPORT = "Email,Delivered,Hard bounced,Soft bounced,Unsubscribed,Marked as spam\n"


def test_yes_no_columns_of_a_report_say_what_happened(write):
    rows = (
        "ann@example.com,no,yes,no,no,no\nbob@example.com,no,no,yes,no,no\ncy@example.com,yes,no,no,yes,no\n"
        "dee@example.com,yes,no,no,no,yes\neve@example.com,yes,no,no,no,no\nfay@example.com,no,no,no,no,no\n"
    )
    assert classes(load(write("report.csv", REPORT + rows))) == {
        "ann@example.com": "hard",
        "bob@example.com": "soft",
        "cy@example.com": "unsubscribe",
        "dee@example.com": "complaint",
        "eve@example.com": "delivered",
    }


def test_a_list_with_a_column_for_bounced_stays_a_list(write):
    text = "Email,First name,Unsubscribed,Bounced\nann@example.com,Ann,no,yes\nbob@example.com,Bob,yes,no\n"
    with pytest.raises(UserError) as error:
        load_bounces(write("people.csv", text))
    assert error.value.code == "is_a_list"
