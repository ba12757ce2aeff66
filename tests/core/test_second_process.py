"""Work in a second process gives what it gives here, its errors too, and is done here where there is no such process."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from listcleaner.core.errors import UserError
from listcleaner.core.export.write import RunStamp, export
from listcleaner.core.pipeline import Pipeline
from listcleaner.core.result import Result
from listcleaner.core.rules.declared import default_rules
from listcleaner.core.second_process import WORTH, SecondProcess, second_process, start
from listcleaner.core.session import Session, Source
from listcleaner.core.wording import Wording

NOW = datetime(2026, 11, 10)
RUN = RunStamp.at(NOW)
HERE = os.getpid()


def refuse(name: str) -> None:
    raise UserError("file_missing", file=name)


def process() -> int:
    return os.getpid()


def leave_unless(here: int) -> int:
    """Ends a process other than ``here`` at once, as the system does when memory is short."""
    if os.getpid() != here:
        os._exit(1)
    return here


@pytest.fixture(scope="module")
def second() -> Iterator[SecondProcess]:
    with second_process(WORTH) as found:
        assert found is not None
        yield found


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A list of three, and bounces of two of them."""
    list_file, bounces = tmp_path / "list.csv", tmp_path / "bounced.csv"
    list_file.write_text("Email,Name\nann@example.com,Ann\nbob@example.com,Bob\ncem@example.com,Cem\n")
    bounces.write_text(
        "Email,Status,Reason,Date\nbob@example.com,5.1.1,User unknown,2026-10-01\ncem@example.com,4.2.2,Mailbox full,2026-10-01\n"
    )
    return Session((Source(list_file, "list"), Source(bounces, "bounces")), default_rules())


def written(result: Result, out: Path, second: SecondProcess | None) -> dict[str, bytes]:
    assert result.analysis is not None and result.plan is not None
    files = export(
        result.analysis, result.plan, result.lists, out,
        wording=Wording("en"), rules=default_rules(), run=RUN, second=second,
    )  # fmt: skip
    assert [file.path.exists() for file in files] == [True] * len(files)
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_small_files_are_not_worth_a_process():
    with second_process(WORTH - 1) as found:
        assert found is None


def test_work_without_a_process_is_done_here():
    assert start(None, process)() == HERE


def test_work_is_done_in_the_other_process(second: SecondProcess):
    assert start(second, process)() != HERE


def test_an_error_comes_back_with_its_fields(second: SecondProcess):
    with pytest.raises(UserError) as error:
        start(second, refuse, "list.csv")()
    assert (error.value.code, error.value.fields) == ("file_missing", {"file": "list.csv"})


def test_a_killed_process_is_made_up_for_here():
    with second_process(WORTH) as found:
        assert start(found, leave_unless, HERE)() == HERE


def test_plan_and_files_are_the_same_with_and_without_it(
    session: Session, second: SecondProcess, tmp_path: Path
):
    with_it = Pipeline().compute(session, NOW, second=second)
    without = Pipeline().compute(session, NOW)
    assert with_it.analysis is not None and without.analysis is not None
    pd.testing.assert_frame_equal(with_it.analysis.people, without.analysis.people)
    pd.testing.assert_frame_equal(with_it.analysis.events, without.analysis.events)
    files = written(with_it, tmp_path / "with", second)
    assert files == written(without, tmp_path / "without", None)
    assert b"bob@example.com" in files["list-removed.csv"]


def test_bounces_that_cannot_be_read_there_are_the_same_problem(
    session: Session, second: SecondProcess, tmp_path: Path
):
    missing = Source(tmp_path / "none.csv", "bounces")
    found = Pipeline().compute(Session((*session.sources, missing), session.rules), NOW, second=second)
    assert [(problem.source, problem.error.code) for problem in found.problems] == [(missing, "file_missing")]
    assert len(found.bounce_files) == 1


def test_a_list_changed_meanwhile_stops_the_export(session: Session, second: SecondProcess, tmp_path: Path):
    result = Pipeline().compute(session, NOW)
    session.sources[0].path.write_text("Email\nnew@example.com\n")
    with pytest.raises(UserError, match="source_changed"):
        written(result, tmp_path / "out", second)
    assert not (tmp_path / "out").exists()


def test_it_ends_when_the_first_process_is_killed() -> None:
    first = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import os, time\n"
            "from listcleaner.core.second_process import WORTH, second_process, start\n"
            "if __name__ == '__main__':\n"
            "    with second_process(WORTH) as second:\n"
            "        print(start(second, os.getpid)(), flush=True)\n"
            "        time.sleep(60)\n",
        ],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    assert first.stdout is not None
    assert int(first.stdout.readline()) != first.pid
    first.kill()
    first.communicate(timeout=10)  # comes back when the second one has closed the stream, too
