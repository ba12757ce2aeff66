"""What is remembered from run to run, as a person sees it on the command line. No option says where: in her own data folder."""

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from listcleaner import userdata
from tests.cli.conftest import Run


@pytest.fixture
def march(run: Run, list_file: Path, bounce_file: Path) -> str:
    """A run that removed Ann; its name."""
    assert run("clean", list_file, "--bounces", bounce_file, "--out", "march").code == 0
    (entry,) = run("history", "--json").lines
    return entry["run"]


def removed(run: Run, list_file: Path, *options: object) -> int:
    return run("clean", list_file, "--out", "later", "--json", *options).lines[0]["lists"][0]["removed"]


def test_runs_are_remembered_unasked(run: Run, list_file: Path, march: str) -> None:
    assert userdata.ledger().exists()
    assert removed(run, list_file) == 1
    assert removed(run, list_file, "--no-ledger") == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only there a file's name may be no text")
def test_a_list_whose_name_is_no_text_is_cleaned_and_remembered(
    run: Run, list_file: Path, bounce_file: Path, tmp_path: Path
) -> None:
    odd, bounces = (
        Path(os.fsdecode(os.fsencode(tmp_path) + name)) for name in (b"/a\xff.csv", b"/b\xff.csv")
    )
    odd.write_bytes(list_file.read_bytes())
    bounces.write_bytes(bounce_file.read_bytes())
    assert run("clean", odd, "--bounces", bounces, "--max-removal", 100, "--out", tmp_path / "out").code == 0
    assert "a\\xff.csv" in run("history").out


@pytest.mark.parametrize("how", [["--dry-run"], ["--no-ledger"], ["--max-removal", "0"]])
def test_a_trial_or_a_run_without_memory_writes_no_ledger(
    run: Run, list_file: Path, bounce_file: Path, how: list[str]
) -> None:
    run("clean", list_file, "--bounces", bounce_file, "--out", "out", *how)
    assert not userdata.folder().exists()


def test_the_demo_is_not_remembered(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert run("demo").code == 0
    assert not userdata.ledger().exists()


def test_nothing_remembered_yet_is_no_error(run: Run) -> None:
    ran = run("history")
    assert (ran.code, ran.out) == (0, "No runs are remembered yet.\n")
    assert run("history", "--json").lines == []
    assert not userdata.folder().exists()


@pytest.mark.parametrize("command", [["undo", "20260101-000000-000"], ["protect"], ["ledger"]])
def test_what_needs_a_ledger_says_that_there_is_none(run: Run, command: list[str]) -> None:
    ran = run(*command)
    assert (ran.code, ran.out) == (1, "")
    assert "nothing is remembered" in ran.err


def test_a_run_is_taken_back_with_its_rows(run: Run, list_file: Path, march: str, tmp_path: Path) -> None:
    ran = run("undo", march, "--out", "back", "--json")
    (facts,) = ran.lines
    assert (facts["removals"], facts["files"], facts["later"]) == (1, 1, {})
    assert facts["restored"] == [
        {"list": str(list_file), "file": str(Path("back/members-restored.csv")), "rows": 1}
    ]
    rows = list_file.read_bytes().splitlines(keepends=True)
    assert (tmp_path / "back" / "members-restored.csv").read_bytes() == rows[0] + rows[1]
    assert run("history", "--json").lines == []


def test_rows_that_cannot_be_had_are_said_and_the_run_is_taken_back(
    run: Run, list_file: Path, march: str, tmp_path: Path
) -> None:
    list_file.unlink()
    (tmp_path / "march" / "members-removed.csv").unlink()
    ran = run("undo", march, "--out", "back")
    assert ran.code == 0
    assert "members.csv" in ran.err
    assert run("history", "--json").lines == []


def test_a_folder_that_cannot_be_written_leaves_the_run(run: Run, march: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert run("undo", march, "--out", tmp_path / "file" / "back").code == 1
    assert len(run("history", "--json").lines) == 1


def test_runs_that_built_on_it_are_named(run: Run, list_file: Path, march: str) -> None:
    assert removed(run, list_file) == 1
    later = run("history", "--json").lines[1]["run"]
    (facts,) = run("undo", march, "--json").lines
    assert facts["later"] == {later: 1}
    assert removed(run, list_file) == 0


def test_who_is_protected_stays_until_she_is_not(run: Run, list_file: Path, march: str) -> None:
    assert run("protect", "Ann@Example.com").code == 0
    assert [line["address"] for line in run("protect", "--json").lines] == ["Ann@Example.com"]
    assert removed(run, list_file) == 0
    assert run("protect", "ann@example.com", "--undo").code == 0
    assert removed(run, list_file) == 1
    ran = run("protect", "ann@example.com", "--undo")
    assert (ran.code, ran.err) == (1, "ann@example.com is not protected.\n")


def test_who_is_forgotten_is_taken_out_when_she_comes_back(
    run: Run, list_file: Path, march: str, tmp_path: Path
) -> None:
    (facts,) = run("forget", "ann@example.com", "--json").lines
    assert (facts["events"], facts["decisions"]) == (1, 1)
    assert str(tmp_path / "march" / "members-removed.csv") in facts["files"]
    assert b"ann@example.com" not in userdata.ledger().read_bytes()
    assert removed(run, list_file) == 1
    assert "asked to be forgotten" in (tmp_path / "later" / "removal-log.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("command", ["forget", "protect"])
def test_what_is_no_address_is_said(run: Run, command: str) -> None:
    ran = run(command, "ann")
    assert (ran.code, ran.out, ran.err) == (1, "", "“ann” is no email address.\n")


def test_a_ledger_is_backed_up_and_put_back(run: Run, list_file: Path, march: str, tmp_path: Path) -> None:
    assert run("ledger", "--backup", "copy.sqlite").code == 0
    run("undo", march)
    assert run("history", "--json").lines == []
    assert run("ledger", "--restore", "copy.sqlite").code == 0
    assert [line["run"] for line in run("history", "--json").lines] == [march]
    assert run("history", "--ledger", "copy.sqlite", "--json").lines[0]["run"] == march


def test_a_ledger_is_exported_for_people_to_read(run: Run, march: str, tmp_path: Path) -> None:
    assert run("ledger", "--export", "all.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    sheets = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    assert list(sheets) == ["Runs", "Decisions", "People", "Bounce files"]
    assert sheets["Runs"][1][:1] + sheets["Runs"][1][2:] == [march, "members.csv", 8, 7, 0, 1, 0]
    assert sheets["Decisions"][1][:7] == [
        march, "members.csv", 2, "ann@example.com", "removed", "hard", "invalid_mailbox"
    ]  # fmt: skip
    assert sheets["People"][1][:3] == ["ann@example.com", 1, 1]
    assert sheets["Bounce files"][1][0] == "suppression_bounces.csv"


def test_a_folder_in_the_place_of_a_ledger_is_called_one(run: Run, list_file: Path, tmp_path: Path) -> None:
    ran = run("clean", list_file, "--out", "out", "--ledger", tmp_path)
    assert (ran.code, ran.err) == (1, f"{tmp_path} is a folder. Choose a file in it.\n")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_damaged_ledger_stops_the_work_and_the_way_round_it_is_said(
    run: Run, list_file: Path, march: str, tmp_path: Path, language: str
) -> None:
    userdata.ledger().write_bytes(b"no ledger" * 1000)
    ran = run("--language", language, "clean", list_file, "--out", "later")
    assert (ran.code, ran.out) == (1, "")
    assert "--no-ledger" in ran.err
    assert "ledger.sqlite" in ran.err
    assert not (tmp_path / "later").exists()
    assert run("clean", list_file, "--out", "later", "--no-ledger").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on files there")
def test_a_full_disk_leaves_no_files_and_no_new_ledger(list_file: Path, tmp_path: Path) -> None:
    """The limit on the size of files stands for a full disk."""
    rows = "".join(f"p{i}@example.com,hard,550 5.1.1 {i * 7919} unknown,2026-03-12\n" for i in range(20_000))
    (tmp_path / "bounces.csv").write_text(f"email,type,reason,date\n{rows}")
    before = sorted(tmp_path.iterdir())
    code = """
import resource, signal, sys
from listcleaner import cli
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
sys.exit(cli.main(["clean", "members.csv", "--bounces", "bounces.csv", "--out", "out", "--ledger", "new.db"]))
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "LC_ALL": "C"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "new.db" in done.stderr
    assert sorted(tmp_path.iterdir()) == before
