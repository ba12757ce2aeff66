"""What is this file?"""

import zipfile
from dataclasses import fields

import pytest

from listcleaner.core.errors import UserError
from listcleaner.core.formats.inspect import Inspection, inspect


def test_the_answer_has_the_fields_the_command_line_promises():
    promised = [
        "file",
        "kind",
        "source",
        "format",
        "encoding",
        "delimiter",
        "sheet",
        "header_row",
        "rows",
        "columns",
        "confidence",
        "warnings",
    ]
    assert [field.name for field in fields(Inspection)] == promised


def test_a_bounce_export_of_a_known_service(tmp_path):
    path = tmp_path / "suppression_bounces.csv"
    path.write_text("status,reason,email,created\n5.1.1,x,ann@example.com,1\n", encoding="utf-8")
    found = inspect(path)
    assert (found.kind, found.source, found.format, found.delimiter, found.header_row, found.rows) == (
        "events",
        "sendgrid.bounces",
        "csv",
        ",",
        1,
        1,
    )
    assert found.columns == {"email": "email", "status_code": "status", "text": "reason", "time": "created"}
    assert found.confidence > 0.9


def test_a_subscriber_list(tmp_path):
    path = tmp_path / "customers.csv"
    path.write_text("Name;E-Mail\nAnn;ann@example.com\nBob;bob@example.com\n", encoding="utf-8")
    found = inspect(path)
    assert (found.kind, found.source, found.delimiter, found.columns["email"]) == (
        "contacts",
        None,
        ";",
        "E-Mail",
    )


def test_a_table_without_addresses_is_unknown(tmp_path):
    path = tmp_path / "prices.csv"
    path.write_text("product,price\ntea,4\n", encoding="utf-8")
    assert inspect(path).kind == "unknown"


def test_a_mail_is_recognised(tmp_path):
    path = tmp_path / "bounce.eml"
    path.write_text("From: MAILER-DAEMON@example.com\n\nx", encoding="utf-8")
    found = inspect(path)
    assert (found.kind, found.rows, found.format) == ("messages", 1, "mails")


def test_the_sheet_name_can_say_what_bare_addresses_are(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "硬退信"
    for row in (["邮箱"], ["ann@example.com"]):
        book.active.append(row)
    path = tmp_path / "八月.xlsx"
    book.save(path)
    found = inspect(path)
    assert (found.kind, found.sheet) == ("events", "硬退信")


def test_of_an_archive_the_bounces_are_shown_and_the_rest_is_named(tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "subscribed.csv",
            "Email Address,LAST_CHANGED,LEID,EUID\nann@example.com,2024-01-01 10:00:00,1,2\n",
        )
        archive.writestr(
            "cleaned.csv", "Email Address,CLEAN_TIME,LEID,EUID\nbob@example.com,2024-01-01 10:00:00,1,2\n"
        )
    found = inspect(path)
    assert found.source == "mailchimp.cleaned"
    assert [(note.code, note.fields["name"]) for note in found.warnings] == [
        ("also_inside", "subscribed.csv")
    ]


def test_broken_records_are_counted(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_text(
        '{"email":"a@example.com","event":"bounce","timestamp":1,"sg_event_id":"x"}\n{"email":\n',
        encoding="utf-8",
    )
    assert [(note.code, note.rows) for note in inspect(path).warnings] == [("records_broken", (2,))]


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(UserError) as error:
        inspect(tmp_path)
    assert error.value.code == "file_is_folder"
