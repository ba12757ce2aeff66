"""The other commands: inspect, events, classify, demo, and the program itself."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from listcleaner import __version__, cli
from tests.cli.conftest import Run

HEAVY = ("pandas", "numpy", "PySide6", "openpyxl", "python_calamine", "email_validator")


def test_inspect_says_what_a_file_is(run: Run, list_file: Path, bounce_file: Path) -> None:
    ran = run("inspect", list_file, bounce_file, "--json")
    members, bounces = ran.lines
    fields = "file kind source format encoding delimiter sheet header_row rows columns confidence warnings"
    assert list(members) == fields.split()
    assert (members["kind"], members["source"], members["rows"], members["header_row"]) == (
        "contacts",
        None,
        8,
        1,
    )
    assert members["columns"]["email"] == "email"
    assert (members["format"], members["encoding"].lower(), members["delimiter"]) == ("csv", "utf-8", ",")
    assert (bounces["kind"], bounces["source"], bounces["rows"]) == ("events", "sendgrid.bounces", 1)


def test_inspect_in_words_names_the_source(run: Run, bounce_file: Path) -> None:
    assert "SendGrid bounces, 1 row" in run("inspect", bounce_file).out


def test_inspect_goes_on_after_a_file_that_cannot_be_read(run: Run, list_file: Path, tmp_path: Path) -> None:
    ran = run("inspect", tmp_path / "missing.csv", list_file, "--json")
    assert ran.code == 1
    assert "missing.csv" in ran.err
    assert [line["kind"] for line in ran.lines] == ["contacts"]


def test_events_are_normalised_one_a_line(run: Run, bounce_file: Path) -> None:
    (event,) = run("events", bounce_file, "--json").lines
    fields = "address class reason fault status reply at zone send source file row text because"
    assert list(event) == fields.split()
    assert event["address"] == "ann@example.com"
    assert (event["class"], event["reason"], event["fault"]) == ("hard", "invalid_mailbox", "address")
    assert (event["at"], event["zone"]) == ("2026-09-22T13:25:07Z", "utc")
    assert (event["status"], event["reply"], event["row"]) == ("5.1.1", "550", 2)


def test_events_of_a_folder(run: Run, bounce_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    bounce_file.rename(folder / bounce_file.name)
    assert len(run("events", folder, "--json").lines) == 1


def test_events_of_several_files_go_on_after_one_without_any_and_say_so(
    run: Run, bounce_file: Path, list_file: Path
) -> None:
    ran = run("events", list_file, bounce_file, "--json")
    assert (ran.code, len(ran.lines)) == (0, 1)
    assert "members.csv is a subscriber list" in ran.err
    assert run("events", list_file).code == 1


def test_events_of_the_files_that_can_be_read_are_shown_and_the_exit_code_tells_of_the_other(
    run: Run, bounce_file: Path
) -> None:
    ran = run("events", "missing.csv", bounce_file, "--json")
    assert (ran.code, len(ran.lines)) == (1, 1)
    assert "missing.csv" in ran.err


def test_classify_takes_texts_as_arguments(run: Run) -> None:
    ran = run("classify", "550 5.1.1 User unknown", "452 4.2.2 Mailbox full", "--json")
    assert [list(line) for line in ran.lines] == [
        ["text", "class", "reason", "fault", "status", "reply", "because"]
    ] * 2
    assert [(line["class"], line["reason"]) for line in ran.lines] == [
        ("hard", "invalid_mailbox"),
        ("soft", "mailbox_full"),
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Hard bounce: No such mailbox", "Check the spelling", "user unknown"]),
        ("zh_CN.UTF-8", ["硬退信: 邮箱不存在", "核对拼写", "user unknown"]),
    ],
)
def test_classify_tells_a_person_what_happened_and_what_to_do(
    run: Run, monkeypatch: pytest.MonkeyPatch, language: str, words: list[str]
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    told = run("classify", "550 5.1.1 User unknown").out
    assert [word for word in words if word not in told] == []


def test_classify_reads_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", iter(["550 5.1.1 User unknown\n", "什么都不是\n"]))
    assert [line["class"] for line in run("classify", "--json").lines] == ["hard", "unknown"]


def test_files_alone_are_opened_in_the_window(
    list_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(cli, "_open_window", lambda *told: opened.append(told) or 0)
    assert cli.main(["--language", "zh_CN", str(list_file)]) == 0
    assert opened == [("zh_CN", [list_file])]
    missing = tmp_path / "missing.csv"
    assert cli.main([str(missing), str(list_file)]) == 0
    assert opened[1:] == [(None, [missing, list_file])]


def test_a_file_that_is_not_there_is_said_to_be_missing_and_no_wrong_command(
    run: Run, tmp_path: Path
) -> None:
    ran = run(tmp_path / "missing.csv")
    assert (ran.code, ran.out) == (1, "")
    assert "There is no file" in ran.err


def test_help_is_in_the_language_asked_for(run: Run) -> None:
    assert "订阅者名单" in run("--language", "zh_CN", "clean", "--help").out
    assert "subscriber list" in run("--language", "en", "clean", "--help").out


def test_version(run: Run) -> None:
    assert __version__ in run("--version").out


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["clean", "--help"]])
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom listcleaner import cli\n"
        f"try:\n    cli.main({arguments!r})\nexcept SystemExit:\n    pass\n"
        f"sys.exit(', '.join(name for name in {HEAVY!r} if name in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_demo_without_a_screen_writes_its_outputs(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    ran = run("demo")
    assert ran.code == 0, ran.err
    assert (tmp_path / "listcleaner-demo" / "subscribers-cleaned.xlsx").exists()
    assert (tmp_path / "listcleaner-demo" / "removal-log.xlsx").exists()
    assert "kept" in ran.out


def test_the_language_may_be_said_before_or_after_the_command(run: Run, list_file: Path) -> None:
    before, after = (
        run("--language", "zh_CN", "inspect", list_file),
        run("inspect", list_file, "--language", "zh_CN"),
    )
    assert (after.code, after.out) == (0, before.out)
    assert "行" in after.out


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_bytes_that_are_no_text_do_not_stop_the_classification(locale: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "listcleaner", "classify", "--json"],
        input=b"550 5.1.1 \xff\xfe user unknown\n452 4.2.2 mailbox full\n",
        capture_output=True,
        env={**os.environ, "LC_ALL": locale},
        check=True,
    )
    classes = [json.loads(line)["class"] for line in ran.stdout.decode("utf-8").splitlines()]
    assert classes == ["hard", "soft"]


def test_pictures_are_saved_in_the_language_look_and_size_asked_for(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "listcleaner", "demo", "--screenshots", tmp_path, "--language", "zh_CN"]
    subprocess.run([*command, "--theme", "dark", "--scale", "1.5"], check=True, env=os.environ)
    pictures = sorted(path.name for path in tmp_path.iterdir())
    assert len(pictures) > 15
    assert all(name.endswith("-zh_CN-dark.png") for name in pictures)
    head = (tmp_path / "3-addresses-zh_CN-dark.png").read_bytes()[:24]
    assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (1920, 1200)


@pytest.mark.parametrize("factor", ["0.5", "9", "big"])
def test_a_window_cannot_be_drawn_in_any_size(run: Run, factor: str) -> None:
    assert run("demo", "--scale", factor).code == 2
