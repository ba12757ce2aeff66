"""Whatever happens to the program, its disk and its file: nothing in the ledger is lost, and what is wrong is said."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from listcleaner.core.errors import UserError
from listcleaner.core.export.staging import Staged
from listcleaner.core.ledger import Ledger, put_back
from listcleaner.core.pipeline import Pipeline
from listcleaner.core.result import Result
from listcleaner.core.session import Session, Source

NOW = datetime(2026, 6, 1)
posix = pytest.mark.skipif(sys.platform == "win32", reason="no such thing there")
as_person = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)


def result(folder: Path, bounced: int = 3) -> Result:
    """A run over a list of which so many bounced, each in its own words."""
    people = [f"p{i}@example.com" for i in range(bounced)]
    (folder / "list.csv").write_text("email\n" + "".join(f"{one}\n" for one in people))
    rows = "".join(f"{one},hard,550 5.1.1 {hash((one, 1)):x} unknown,2026-03-12\n" for one in people)
    (folder / "bounces.csv").write_text(f"email,type,reason,date\n{rows}")
    sources = Source(folder / "list.csv", "list"), Source(folder / "bounces.csv", "bounces")
    return Pipeline().compute(Session(sources), NOW)


def record(place: Path, what: Result, run: str = "run") -> None:
    with Ledger(place, patience=0.1) as ledger, ledger.recording(what, run, NOW):
        pass


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A ledger that remembers one run."""
    record(tmp_path / "ledger.sqlite", result(tmp_path), "first")
    return tmp_path / "ledger.sqlite"


def runs(place: Path) -> list[str]:
    with Ledger(place, patience=0.1) as ledger:
        return [run.id for run in ledger.runs()]


@posix
def test_a_run_that_is_killed_has_happened_wholly_or_not_at_all(tmp_path: Path) -> None:
    """A sample; ``python -m tests.core.kills`` does it 200 times."""
    from tests.core.kills import try_out

    ended, happened, not_happened = try_out(tmp_path, 8, seed=7)
    assert ended > 0
    assert happened + not_happened == 8


# --- files and ledger together


def staged(folder: Path, *names: str) -> list[Staged]:
    files = [Staged(0, "removed", folder / name, folder / f".{name}.tmp") for name in names]
    for file in files:
        file.hidden.write_text(f"new {file.target.name}")
        file.target.write_text("old")
    return files


def test_files_left_without_their_names_get_them_from_the_next_to_open_the_ledger(tmp_path: Path) -> None:
    files = staged(tmp_path, "a.csv", "b.csv")
    code = f"""
import os
from pathlib import Path
from tests.core.test_ledger_safety import *
folder = Path({str(tmp_path)!r})
files = [Staged(0, "removed", folder / name, folder / f".{{name}}.tmp") for name in ("a.csv", "b.csv")]
with Ledger(folder / "ledger.sqlite") as ledger, ledger.recording(result(folder), "run", NOW) as seal:
    seal(files)
    files[0].hidden.replace(files[0].target)
    os._exit(9)
"""
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode
        == 9
    )
    assert files[1].target.read_text() == "old"
    assert runs(tmp_path / "ledger.sqlite") == ["run"]
    assert [file.target.read_text() for file in files] == ["new a.csv", "new b.csv"]


def test_a_run_whose_files_cannot_get_their_names_has_not_happened(place: Path, tmp_path: Path) -> None:
    with Ledger(place) as ledger:
        with pytest.raises(UserError), ledger.recording(result(tmp_path), "second", NOW) as seal:
            seal(staged(tmp_path, "a.csv"))
            raise UserError("output_in_use", file="a.csv")
        assert [run.id for run in ledger.runs()] == ["first"]


# --- several programs at once


def test_two_programs_remember_both_their_runs(tmp_path: Path) -> None:
    """Both begin before either has recorded anything."""
    what, place = result(tmp_path), tmp_path / "ledger.sqlite"
    with Ledger(place) as one, Ledger(place) as other:
        with one.recording(what, "one", NOW), other.recording(what, "other", NOW):
            pass
        assert [run.id for run in one.runs()] == ["one", "other"]
        assert len(one.history().files) == 1


def test_many_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    result(tmp_path)
    code = """
import sys
from pathlib import Path
from tests.core.test_ledger_safety import *
folder = Path(sys.argv[1])
sources = Source(folder / "list.csv", "list"), Source(folder / "bounces.csv", "bounces")
what = Pipeline().compute(Session(sources), NOW)
for number in range(10):
    with Ledger(folder / "ledger.sqlite") as ledger, ledger.recording(what, f"{sys.argv[2]}-{number}", NOW):
        pass
"""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", code, str(tmp_path)]
    working = [subprocess.Popen([*command, str(number)], cwd=root) for number in range(3)]
    assert [process.wait() for process in working] == [0, 0, 0]
    assert len(runs(tmp_path / "ledger.sqlite")) == 30


def test_who_reads_is_not_held_up_by_who_writes(place: Path) -> None:
    with closing(sqlite3.connect(place, isolation_level=None)) as another:
        another.execute("begin immediate")
        another.execute("insert into run values ('second', '2026-06-02')")
        assert runs(place) == ["first"]


def test_that_another_program_writes_on_and_on_is_said(place: Path, tmp_path: Path) -> None:
    what = result(tmp_path)
    with closing(sqlite3.connect(place, isolation_level=None)) as another:
        another.execute("begin immediate")
        with pytest.raises(UserError) as refused:
            record(place, what, "second")
    assert refused.value.code == "ledger_busy"
    assert runs(place) == ["first"]


# --- disks and damage


@posix
def test_a_full_disk_stops_before_any_file_and_leaves_the_ledger_as_it_was(
    place: Path, tmp_path: Path
) -> None:
    """The limit on the size of files stands for a full disk: SQLite is told that it cannot write on."""
    (tmp_path / "more").mkdir()
    what = result(tmp_path / "more", 20_000)
    code = f"""
import resource, signal, sys
from pathlib import Path
from tests.core.test_ledger_safety import *
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = Path({str(tmp_path)!r})
sources = Source(folder / "more" / "list.csv", "list"), Source(folder / "more" / "bounces.csv", "bounces")
what = Pipeline().compute(Session(sources), NOW)
files = staged(folder, "a.csv")
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    with Ledger(folder / "ledger.sqlite") as ledger, ledger.recording(what, "second", NOW) as seal:
        seal(files)
        files[0].hidden.replace(files[0].target)
except UserError as error:
    print(error.code, files[0].target.read_text())
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["ledger_full", "old"]
    assert runs(place) == ["first"]
    record(place, what, "second")
    assert runs(place) == ["first", "second"]


def damage(place: Path, start: int, content: bytes) -> bytes:
    whole = bytearray(place.read_bytes())
    whole[start : start + len(content)] = content
    place.write_bytes(whole)
    return bytes(whole)


@pytest.mark.parametrize("start", [0, 100])
def test_a_damaged_ledger_is_said_to_be_and_left_alone(place: Path, start: int) -> None:
    content = damage(place, start, b"\xff" * 5000)
    with pytest.raises(UserError) as refused, Ledger(place) as ledger:
        ledger.history()
    assert refused.value.code == "ledger_damaged"
    assert place.read_bytes() == content


@pytest.mark.parametrize(
    "damaged",
    [
        "update run set at = '2026-11-25T17:19:05.93.2'",
        "update list set path = cast(x'2fff2f' as text)",
        "alter table list rename column path to pith",
        "alter table decision rename to decisiom",
    ],
)
def test_a_ledger_of_which_a_few_bytes_are_others_is_said_to_be_damaged(place: Path, damaged: str) -> None:
    with closing(sqlite3.connect(place)) as db, db:
        db.execute(damaged)
    with pytest.raises(UserError) as refused, Ledger(place) as ledger:
        ledger.history()
        ledger.runs()
    assert refused.value.code == "ledger_damaged"


def test_events_that_are_damaged_are_not_taken_for_others(place: Path) -> None:
    with closing(sqlite3.connect(place)) as db, db:
        db.execute("update events set numbers = zeroblob(length(numbers)) where name = 'key'")
    with pytest.raises(UserError) as refused, Ledger(place) as ledger:
        ledger.history()
    assert refused.value.code == "ledger_damaged"


def test_a_ledger_cut_in_half_is_said_to_be_damaged(place: Path) -> None:
    content = place.read_bytes()[: place.stat().st_size // 2]
    place.write_bytes(content)
    with pytest.raises(UserError) as refused, Ledger(place) as ledger:
        ledger.history()
        ledger.runs()
    assert refused.value.code == "ledger_damaged"
    assert place.read_bytes() == content


@as_person
def test_a_ledger_in_a_folder_nobody_may_write_to(place: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UserError) as refused:
            record(place, result(tmp_path), "second")
    finally:
        tmp_path.chmod(0o700)
    assert refused.value.code == "ledger_not_writable"


@pytest.mark.parametrize("name", ["记忆 😀.sqlite", "a b#c?d=e%20.db", "файл.sqlite"])
def test_a_ledger_of_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "📁").mkdir()
    record(tmp_path / "📁" / name, result(tmp_path))
    assert runs(tmp_path / "📁" / name) == ["run"]
    assert [path.name for path in (tmp_path / "📁").iterdir()] == [name]


@posix
def test_only_its_owner_can_read_a_ledger_and_its_copies(place: Path, tmp_path: Path) -> None:
    with Ledger(place) as ledger, ledger.recording(result(tmp_path), "second", NOW):
        ledger.backup(tmp_path / "copy.sqlite")
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("*sqlite*")}
    assert len(modes) >= 3
    assert set(modes.values()) == {0o600}


# --- backups


def test_a_backup_is_a_whole_ledger_and_can_be_put_back(place: Path, tmp_path: Path) -> None:
    with Ledger(place) as ledger:
        ledger.backup(tmp_path / "copy.sqlite")
        with ledger.recording(result(tmp_path), "second", NOW):
            pass
    before = put_back(tmp_path / "copy.sqlite", place, NOW)
    assert runs(place) == ["first"]
    assert before is not None
    assert runs(before) == ["first", "second"]


def test_a_backup_takes_the_place_of_a_damaged_ledger(place: Path, tmp_path: Path) -> None:
    with Ledger(place) as ledger:
        ledger.backup(tmp_path / "copy.sqlite")
    content = damage(place, 0, b"\xff" * 5000)
    before = put_back(tmp_path / "copy.sqlite", place, NOW)
    assert runs(place) == ["first"]
    assert before is not None
    assert before.read_bytes() == content


@pytest.mark.parametrize("content", [b"no ledger " * 1000, b"SQLite format 3\x00" + b"x" * 5000])
def test_what_is_no_backup_replaces_nothing(place: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "copy").write_bytes(content)
    with pytest.raises(UserError) as refused:
        put_back(tmp_path / "copy", place, NOW)
    assert refused.value.code == "ledger_damaged"
    assert refused.value.fields["file"] == "copy"
    assert runs(place) == ["first"]
    assert sorted(path.name for path in tmp_path.iterdir() if "sqlite" in path.name) == ["ledger.sqlite"]


def test_a_backup_replaces_no_file(place: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("mine")
    with Ledger(place) as ledger, pytest.raises(UserError) as refused:
        ledger.backup(tmp_path / "copy")
    assert refused.value.code == "file_exists"
    assert (tmp_path / "copy").read_text() == "mine"
