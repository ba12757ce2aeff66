"""A real ``clean`` killed at a point of its work, and what must be true afterwards.

``python -m tests.core.kills [TIMES]`` does it 200 times; the tests do a sample of them. Not on Windows, which has no fork.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path
from types import FrameType
from typing import Any

from listcleaner import cli
from listcleaner.core.ledger import Ledger
from listcleaner.core.ledger.database import Database
from listcleaner.core.tables.fingerprint import fingerprint

WATCHED = (f"core{os.sep}ledger{os.sep}", f"export{os.sep}staging.py")
PEOPLE, BOUNCED = 600, 200
MONTHS = {"march": "2026-03-12", "april": "2026-04-09"}


def case(folder: Path) -> None:
    """A list, two months' exports, and the ledger after the first."""
    people = "".join(f"p{i}@example.com,Person {i}\n" for i in range(PEOPLE))
    (folder / "list.csv").write_text(f"email,name\n{people}")
    for month, day in MONTHS.items():
        kinds = ("hard,550 5.1.1 User unknown", "soft,452 4.2.2 Mailbox full")
        place = list(MONTHS).index(month)
        rows = "".join(
            f"p{i}@example.com,{kinds[(i + place) % 2]},{day}\n" for i in range(place * 10, BOUNCED)
        )
        (folder / f"{month}.csv").write_text(f"email,type,reason,date\n{rows}")
    assert clean(folder, "march") == 0


def clean(folder: Path, month: str) -> int:
    """One month's run; says nothing."""
    options = [
        "--bounces",
        folder / f"{month}.csv",
        "--out",
        folder / month,
        "--ledger",
        folder / "ledger.sqlite",
    ]
    arguments = ["clean", folder / "list.csv", *options, "--max-removal", 100]
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        return cli.main([str(argument) for argument in arguments])


def state(folder: Path) -> tuple[object, ...]:
    """What is remembered, without the moments and names of runs."""
    with Ledger(folder / "ledger.sqlite") as ledger:
        runs, history = ledger.runs(), ledger.history()
    files = sorted((file.path.name, len(file.events), file.rows) for file in history.files)
    removed = sorted((one.key, one.rule, one.reason) for one in history.removed)
    return [(run.files, run.removed, run.lists) for run in runs], files, removed, len(history.pauses)


def check(folder: Path, before: tuple[object, ...], after: tuple[object, ...]) -> bool:
    """Whether the killed run has happened: wholly, or not at all, else AssertionError. Done again, all is as it should be."""
    now = state(folder)  # opening the ledger names what the killed program left without a name
    assert now in (before, after)
    outputs = {path.name for path in (folder / "april").glob("[!.]*")}
    with closing(Database(folder / "ledger.sqlite", 1)) as base:
        base.check_whole()
        assert not base.all("pragma foreign_key_check")
        assert not base.all("select * from pending")
        promised = {
            Path(path).name: mark
            for path, mark in base.all("select path, fingerprint from output")
            if "april" in path
        }
    assert outputs == set(promised)
    assert all(fingerprint(folder / "april" / name) == mark for name, mark in promised.items())
    if now == before:
        assert clean(folder, "april") == 0
        assert state(folder) == after
    assert not [path for path in (folder / "april").iterdir() if path.suffix == ".tmp"]
    return now == after


def killed(folder: Path, when: Callable[[int], None]) -> int:
    """Runs April in a process that ``when`` ends: it is called in there with 0, or out here with the process. The exit code."""
    process = os.fork()
    if not process:
        try:
            when(0)
            os._exit(clean(folder, "april"))
        finally:
            os._exit(99)
    when(process)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def after_seconds(seconds: float) -> Callable[[int], None]:
    """Killed from outside."""

    def when(process: int) -> None:
        if process:
            time.sleep(seconds)
            os.kill(process, signal.SIGKILL)

    return when


def at_line(number: int) -> Callable[[int], None]:
    """Killed when so many lines of the ledger and of what puts the files in their places have been run."""
    left = number

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if not any(part in frame.f_code.co_filename for part in WATCHED):
            return None
        left -= event == "line"
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    def when(process: int) -> None:
        if not process:
            sys.settrace(trace)

    return when


def lines(folder: Path) -> int:
    """How many such lines an undisturbed run has."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if not any(part in frame.f_code.co_filename for part in WATCHED):
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        assert clean(folder, "april") == 0
    finally:
        sys.settrace(before)
    return count


def try_out(folder: Path, times: int, seed: int = 0) -> tuple[int, int, int]:
    """Kills so many runs, half of them at a moment, half at a line: how many were killed, had happened, had not."""
    start = folder / "start"
    start.mkdir()
    case(start)
    whole = shutil.copytree(start, folder / "whole")
    before = state(start)
    begun = time.perf_counter()
    assert killed(whole, lambda _: None) == 0
    lasts, after = time.perf_counter() - begun, state(whole)
    most = lines(shutil.copytree(start, folder / "counted"))
    chance, ended, happened = random.Random(seed), 0, 0
    for number in range(times):
        copy = shutil.copytree(start, folder / str(number))
        when = at_line(chance.randint(1, most)) if number % 2 else after_seconds(chance.uniform(0, lasts))
        ended += killed(copy, when) == -signal.SIGKILL
        happened += check(copy, before, after)
        shutil.rmtree(copy)
    return ended, happened, times - happened


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
        ended, happened, not_happened = try_out(Path(name), times)
    print(f"{ended} of {times} runs killed: {happened} had happened wholly, {not_happened} not at all")
