"""``listcleaner clean``: the whole job from files to files."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from listcleaner.commands import cleaning
from listcleaner.core.ledger import Ledger
from listcleaner.core.progress import Progress
from tests.cli.conftest import LIST, Run


def test_a_hard_bounce_leaves_the_list_and_everything_else_stays_byte_for_byte(
    run: Run, list_file: Path, bounce_file: Path, tmp_path: Path
) -> None:
    ran = run("clean", list_file, "--bounces", bounce_file, "--out", tmp_path / "out")
    assert ran.code == 0, ran.err
    lines = LIST.splitlines(keepends=True)
    assert (tmp_path / "out/members-cleaned.csv").read_text() == "".join([lines[0], *lines[2:]])
    assert (tmp_path / "out/members-removed.csv").read_text() == lines[0] + lines[1]
    assert (tmp_path / "out/members-suspended.csv").read_text() == lines[0]
    assert list_file.read_text() == LIST


def test_a_bounce_export_given_as_a_list_is_said(
    run: Run, list_file: Path, bounce_file: Path, tmp_path: Path
) -> None:
    ran = run("clean", bounce_file, "--out", tmp_path / "out")
    assert "suppression_bounces.csv: This looks like a file of bounces" in ran.err
    assert "This looks like" not in run("clean", list_file, "--out", tmp_path / "out").err


def test_json_is_one_object_with_the_facts(
    run: Run, list_file: Path, bounce_file: Path, tmp_path: Path
) -> None:
    ran = run("clean", list_file, "--bounces", bounce_file, "--out", tmp_path / "out", "--json")
    (facts,) = ran.lines
    assert facts["lists"] == [
        {"file": str(list_file), "rows": 8, "kept": 7, "suspended": 0, "removed": 1, "corrected": 0}
    ]
    assert facts["by_rule"] == {"hard": 1}
    assert facts["brake"] is None
    assert facts["run"]
    assert sorted(Path(path).name for path in facts["outputs"]) == [
        "members-cleaned.csv",
        "members-removed.csv",
        "members-suspended.csv",
        "removal-log.csv",
    ]


@pytest.mark.parametrize(("told", "day"), [((), "2026-04-05"), (("--dates", "mdy"), "2026-05-04")])
def test_dates_that_leave_day_and_month_open_are_read_as_asked(
    run: Run, list_file: Path, tmp_path: Path, told: tuple[str, ...], day: str
) -> None:
    bounces = tmp_path / "bounces.csv"
    address = LIST.splitlines()[1].split(",")[0]
    bounces.write_text(f"email,bounce type,bounced at\n{address},hard,05/04/2026\n", encoding="utf-8")
    ran = run("clean", list_file, "--bounces", bounces, "--out", tmp_path / "out", *told)
    assert ran.code == 0, ran.err
    assert day in (tmp_path / "out/removal-log.csv").read_text(encoding="utf-8-sig")
    assert ("can be read in two ways" in ran.err) == (not told)


def test_a_trial_run_writes_nothing(run: Run, list_file: Path, bounce_file: Path, tmp_path: Path) -> None:
    ran = run("clean", list_file, "--bounces", bounce_file, "--out", tmp_path / "out", "--dry-run", "--json")
    assert ran.code == 0
    assert ran.lines[0]["lists"][0]["removed"] == 1
    assert (ran.lines[0]["outputs"], ran.lines[0]["run"]) == ([], None)
    assert not (tmp_path / "out").exists()


def test_the_summary_tells_rows_taken_out_from_rows_to_look_at(run: Run, tmp_path: Path) -> None:
    text = LIST + 'nobody,,\n"ida@example.com, jan@example.com",,\nkim@example.com (old),,\n'
    (tmp_path / "members.csv").write_text(text)
    out = run("clean", "members.csv", "--out", "out").out.splitlines()
    assert out[:4] == [
        "members.csv: 11 rows, 10 kept, 0 suspended, 1 removed.",
        "  Impossible addresses: 1",
        "Kept, but 2 rows to look at:",
        "  Impossible addresses: 2",
    ]


def test_a_dead_address_that_came_back_to_life_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("email\na@example.com\nb@example.com\n")
    (tmp_path / "bounces.csv").write_text(
        "email,date,campaign,type,reason\n"
        "a@example.com,2026-07-01,S1,hard,550 5.1.1 user unknown\na@example.com,2026-09-05,S2,delivered,250 ok\n"
    )
    done = run(
        "clean", tmp_path / "list.csv", "--bounces", tmp_path / "bounces.csv", "--out", tmp_path / "out"
    )
    assert "1 address bounced for good earlier and has received mail since. It stays." in done.out


def test_a_file_left_out_of_a_folder_is_named_once_and_no_other_file_with_it(
    run: Run, list_file: Path, bounce_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "more").mkdir()
    bounce_file.rename(tmp_path / "more/suppression_bounces.csv")
    (tmp_path / "more/notes.csv").write_text("email,name\nann@example.com,Ann\n")
    ran = run("clean", list_file, "--bounces", "more", "--out", "out")
    assert [line for line in ran.err.splitlines() if "notes.csv" in line] == [
        "Left out: notes.csv is a subscriber list, not a bounce file. Add it as a list."
    ]


def test_the_brake_stops_and_writes_nothing(run: Run, list_file: Path, tmp_path: Path) -> None:
    bounces = tmp_path / "suppression_bounces.csv"
    rows = [
        f"5.1.1,550 5.1.1 User unknown,{name},1790083507\n"
        for name in ("ann@example.com", "bob@example.net", "dan@example.com")
    ]
    bounces.write_text("status,reason,email,created\n" + "".join(rows))
    ran = run("clean", list_file, "--bounces", bounces, "--out", tmp_path / "out", "--json")
    assert ran.code == 3
    assert ran.lines[0]["brake"] == {"limit": 25, "would_remove": 3}
    assert not (tmp_path / "out").exists()
    assert (
        run("clean", list_file, "--bounces", bounces, "--out", tmp_path / "out", "--max-removal", 50).code
        == 0
    )


def test_the_brake_for_readers_says_how_many_of_them_would_go(run: Run, tmp_path: Path) -> None:
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    rows = [
        f"p{n}@example.com,{'unsubscribed' if n < 2 else 'cleaned' if n == 89 else 'subscribed'},{today if n < 20 else ''}\n"
        for n in range(90)
    ]
    (tmp_path / "members.csv").write_text("email,status,last opened\n" + "".join(rows))
    ran = run("clean", "members.csv", "--out", "out", "--json")
    assert ran.code == 3
    assert ran.lines[0]["lists"][0]["removed"] == 3
    assert ran.lines[0]["brake"] == {"limit": 5, "would_remove": 2}
    assert "10.0 % of the people" in ran.err
    assert "(2 people)" in ran.err


def test_a_list_alone_can_be_cleaned(run: Run, list_file: Path, tmp_path: Path) -> None:
    assert run("clean", list_file, "--out", tmp_path / "out").code == 0


def test_rules_come_from_a_file(run: Run, list_file: Path, bounce_file: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text("[hard]\non = false\n")
    ran = run(
        "clean", list_file, "--bounces", bounce_file, "--out", tmp_path / "out", "--rules", rules, "--json"
    )
    assert ran.code == 0, ran.err
    assert ran.lines[0]["lists"][0]["kept"] == 8


def test_cleaning_a_cleaned_list_removes_nothing(
    run: Run, list_file: Path, bounce_file: Path, tmp_path: Path
) -> None:
    run("clean", list_file, "--bounces", bounce_file, "--out", tmp_path / "out")
    again = run(
        "clean",
        tmp_path / "out/members-cleaned.csv",
        "--bounces",
        bounce_file,
        "--out",
        tmp_path / "out2",
        "--json",
    )
    assert again.lines[0]["lists"][0]["kept"] == 7


def test_the_ledger_catches_who_was_removed_in_an_earlier_run(
    run: Run, list_file: Path, bounce_file: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "ledger.sqlite"
    run("clean", list_file, "--bounces", bounce_file, "--out", tmp_path / "march", "--ledger", ledger)
    later = run("clean", list_file, "--out", tmp_path / "april", "--ledger", ledger, "--json")
    assert later.lines[0]["lists"][0]["removed"] == 1
    without = run("clean", list_file, "--out", tmp_path / "may", "--no-ledger", "--json")
    assert without.lines[0]["lists"][0]["removed"] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["clean"],
        ["clean", "a.csv"],
        ["nonsense"],
        ["clean", "a.csv", "--out", "x", "--max-removal", "101"],
        ["inspect"],
    ],
)
def test_wrong_usage_is_exit_code_2(run: Run, arguments: list[str]) -> None:
    assert run(*arguments).code == 2


@pytest.mark.skipif(os.name == "nt", reason="programs are not asked to end there")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_being_ended_in_the_middle_leaves_nothing(
    run: Run, list_file: Path, bounce_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    @contextmanager
    def ended_while_writing(_: object) -> Iterator[Progress]:
        def show(step: str, done: int, total: int | None = None) -> None:
            if step == "writing":
                assert (tmp_path / "out").exists()
                signal.raise_signal(getattr(signal, name))

        yield show

    if signal.getsignal(getattr(signal, name)) is signal.SIG_IGN:  # under nohup; a run there goes on, rightly
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    monkeypatch.setattr(cleaning, "progress_bar", ended_while_writing)
    before = sorted(tmp_path.iterdir())
    ran = run("clean", list_file, "--bounces", bounce_file, "--out", "out", "--ledger", "ledger.db")
    assert (ran.code, ran.out) == (130, "")
    assert sorted(tmp_path.iterdir()) == before
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_a_ledger_that_cannot_be_written_stops_before_any_file(
    run: Run, list_file: Path, bounce_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("clean", list_file, "--out", "first", "--ledger", "ledger.db")
    with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as another_program:
        another_program.execute("begin immediate")
        monkeypatch.setattr(Ledger.__init__, "__defaults__", (0.0,))  # patience
        ran = run("clean", list_file, "--bounces", bounce_file, "--out", "out", "--ledger", "ledger.db")
    assert ran.code == 1
    assert "ledger.db" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_run_is_listed_and_taken_back(run: Run, list_file: Path, bounce_file: Path, tmp_path: Path) -> None:
    run("clean", list_file, "--bounces", bounce_file, "--out", "march", "--ledger", "ledger.db")
    (entry,) = run("history", "--ledger", "ledger.db", "--json").lines
    assert (entry["removed"], entry["by_rule"], entry["files"]) == (1, {"hard": 1}, [bounce_file.name])
    assert "1 person removed for good" in run("history", "--ledger", "ledger.db").out
    undone = run("undo", entry["run"], "--ledger", "ledger.db", "--json")
    (facts,) = undone.lines
    assert (facts["run"], facts["removals"], facts["files"]) == (entry["run"], 1, 1)
    later = run("clean", list_file, "--out", "april", "--ledger", "ledger.db", "--json")
    assert later.lines[0]["lists"][0]["removed"] == 0


@pytest.mark.parametrize("command", [["history"], ["undo", "20260101-000000-000"]])
def test_no_ledger_is_made_by_looking_for_one(run: Run, tmp_path: Path, command: list[str]) -> None:
    ran = run(*command, "--ledger", "nowhere.db")
    assert (ran.code, list(tmp_path.iterdir())) == (1, [])
    assert "nowhere.db" in ran.err


def test_rows_that_need_a_look_are_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    rows = [
        b"email,name,phone",
        b"ann@example.com,Ann,1",
        b"bob@example.com,Bob,too,many,cells",
        b"cara@example.com,C,3",
    ]
    path.write_bytes(b"\n".join(rows) + b"\n")
    ran = run("clean", path, "--out", tmp_path / "out")
    assert ran.code == 0
    assert "Row 3." in ran.err
