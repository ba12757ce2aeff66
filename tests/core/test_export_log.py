"""The removal log: the proof of each row not kept, for people and for other programs."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcleaner import __version__
from listcleaner.core.events import BounceFile
from listcleaner.core.export.log import COLUMNS, RemovalLog, RunStamp, harmless
from listcleaner.core.judgement.history import History, Removal
from listcleaner.core.rules.decisions import Decisions
from listcleaner.core.rules.declared import default_rules
from listcleaner.core.wording import Wording
from tests.core.judgement import event, judged, lists_of, person, planned, report
from tests.core.test_export_explain import inside_a_sentence

GOLDEN = Path(__file__).parents[1] / "data/export/removal-log.csv"
MOMENT = datetime(2026, 6, 30, 12, 0, 5, 123456)
DESIGN = (
    "email action rule reason explanation soft_count soft_limit last_bounce bounce_text evidence_file evidence_row "
    "list_file list_row run cleaned_at app_version"
)


def log(
    files: Iterable[BounceFile],
    *rows: dict[str, object],
    decisions: Decisions | None = None,
    format: str = "csv",
    language: str = "en",
) -> bytes:
    analysis = judged(files, *rows)
    lists = lists_of(analysis.contacts)
    plan = planned(analysis, decisions=decisions)
    stream = io.BytesIO()
    stamp = RunStamp.at(MOMENT)
    RemovalLog(analysis, plan, lists, default_rules(), Wording(language), stamp).write(stream, format)
    return stream.getvalue()


def entries(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def story() -> tuple[list[BounceFile], list[dict[str, object]]]:
    """Ann soft-bounced three times, Bob hard, Cara is there twice, Dan's address is impossible, Eve opted out in row 8."""
    days = ("2026-03-12", "2026-04-09", "2026-05-14")
    soft = [
        report(event(f"{day} 09:00", file=f"{day}.csv", text="452 4.2.2 mailbox full"), name=day)
        for day in days
    ]
    hard = report(
        event("2026-05-20 08:00", "hard", "bob@example.com", text="550 5.1.1 no such user", reply="550"),
        name="hard",
        shows_soft=False,
    )
    people = [
        person(),
        person("bob@example.com"),
        person("cara@example.com", filled=1),
        person("cara@example.com"),
        person("dan@@example.com", problem="several_at"),
        person("eve@example.com"),
        person("eve@example.com", listed="unsubscribe", filled=1),
        person("frank@example.com"),
    ]
    return [*soft, hard], people


def test_the_columns_are_those_other_programs_rely_on() -> None:
    header = log([]).decode("utf-8-sig").splitlines()
    assert header == [",".join(DESIGN.split())]
    assert list(COLUMNS) == DESIGN.split()


def test_the_columns_are_the_same_in_chinese() -> None:
    assert log([], language="zh_CN") == log([])


def test_each_row_not_kept_has_rule_reason_and_evidence() -> None:
    files, people = story()
    rows = {(row["email"], row["list_row"]): row for row in entries(log(files, *people))}
    assert len(rows) == 6
    ann = rows["ann@example.com", "2"]
    assert (ann["action"], ann["rule"], ann["reason"]) == ("suspend", "soft", "mailbox_full")
    assert (ann["soft_count"], ann["soft_limit"], ann["last_bounce"]) == ("3", "3", "2026-05-14 09:00:00")
    assert (ann["evidence_file"], ann["evidence_row"]) == ("2026-05-14.csv", "2")
    assert ann["bounce_text"] == "452 4.2.2 mailbox full"
    bob = rows["bob@example.com", "3"]
    assert (bob["action"], bob["rule"], bob["reason"]) == ("remove", "hard", "invalid_mailbox")
    assert (bob["bounce_text"], bob["evidence_file"]) == ("550 5.1.1 no such user", "bounces.csv")
    cara = rows["cara@example.com", "4"]
    assert (cara["rule"], cara["evidence_file"], cara["evidence_row"]) == ("duplicate", "list-0.csv", "5")
    dan = rows["dan@@example.com", "6"]
    assert (dan["rule"], dan["reason"], dan["evidence_row"]) == ("invalid", "several_at", "6")
    for row in ("7", "8"):
        eve = rows["eve@example.com", row]
        assert (eve["rule"], eve["evidence_file"], eve["evidence_row"]) == ("unsubscribed", "list-0.csv", "8")
    assert {(row["run"], row["cleaned_at"]) for row in rows.values()} == {
        ("20260630-120005-123", "2026-06-30 12:00:05")
    }
    assert {row["app_version"] for row in rows.values()} == {__version__}


def test_a_removal_by_hand_is_in_the_log_as_such() -> None:
    (row,) = entries(
        log([], person(), person("bob@example.com"), decisions=Decisions(remove=frozenset({("list-0", 3)})))
    )
    assert (row["email"], row["action"], row["rule"]) == ("bob@example.com", "remove", "own")


def test_the_log_as_a_whole() -> None:
    files, people = story()
    written = log(files, *people).decode("utf-8-sig").replace(__version__, "VERSION")
    for reason in ("mailbox_full", "invalid_mailbox"):
        written = written.replace(inside_a_sentence(reason, Wording("en")) + ".", f"[{reason}].")
    assert written.splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_as_a_workbook_numbers_are_numbers_and_times_are_times() -> None:
    files, people = story()
    sheet = openpyxl.load_workbook(io.BytesIO(log(files, *people, format="xlsx"))).active
    row = dict(zip(DESIGN.split(), [cell.value for cell in sheet[2]], strict=True))
    assert [cell.value for cell in sheet[1]] == DESIGN.split()
    assert (row["soft_count"], row["list_row"], row["evidence_row"]) == (3, 2, 2)
    assert (row["last_bounce"], row["cleaned_at"]) == (
        datetime(2026, 5, 14, 9),
        datetime(2026, 6, 30, 12, 0, 5),
    )
    assert sheet.freeze_panes == "A2"


# --- text of strangers


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-cmd", "'-cmd"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("＝1+1", "'＝1+1"),
        ("+49 30 1234", "+49 30 1234"),
        ("-5.5", "-5.5"),
        ("+.5", "+.5"),
        ("550 5.1.1 =1", "550 5.1.1 =1"),
        ("bell\x07 and\x00 null", "bell and null"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_text_in_a_csv_log_cannot_run(text: str, safe: str) -> None:
    assert harmless(text, in_csv=True) == safe


@given(st.text(max_size=20))
def test_no_text_begins_like_a_formula(text: str) -> None:
    start = harmless(text, in_csv=True).lstrip(" ")
    assert not start.startswith(("=", "@", "\t", "\r"))


def test_a_servers_answer_cannot_run_in_the_log() -> None:
    evil = '=cmd|" /C calc"!A0\x0b'
    files = [report(event("2026-05-20", "hard", text=evil))]
    assert entries(log(files))[0]["bounce_text"] == '\'=cmd|" /C calc"!A0'
    sheet = openpyxl.load_workbook(io.BytesIO(log(files, format="xlsx"))).active
    cell = sheet.cell(2, DESIGN.split().index("bounce_text") + 1)
    assert (cell.value, cell.data_type) == ('=cmd|" /C calc"!A0', "s")


def test_who_came_back_is_logged_with_the_reason_she_was_removed_for() -> None:
    before = Removal("ann@example.com", datetime(2026, 3, 12), "hard", "invalid_mailbox")
    analysis = judged([], person(), history=History(removed=frozenset({before})))
    stream = io.BytesIO()
    facts = (
        planned(analysis),
        lists_of(analysis.contacts),
        default_rules(),
        Wording("en"),
        RunStamp.at(MOMENT),
    )
    RemovalLog(analysis, *facts).write(stream, "csv")
    (entry,) = entries(stream.getvalue())
    assert (entry["rule"], entry["reason"]) == ("came_back", "invalid_mailbox")
    assert entry["explanation"] == "Taken out on 12 Mar 2026 (no such mailbox), and now on a list again."
