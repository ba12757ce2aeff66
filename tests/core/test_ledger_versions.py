"""Ledgers of earlier versions go on; those of later ones, and what is no ledger, are left alone.

``tests/data/ledgers/versionN.sql``: written by the program when N was its version; two runs, March and April.
"""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from listcleaner.core.errors import UserError
from listcleaner.core.judgement.history import Removal
from listcleaner.core.ledger import Ledger, Undone

DATA = Path(__file__).parent.parent / "data" / "ledgers"
VERSIONS = pytest.mark.parametrize("version", [1, 2, 3])


def made(folder: Path, script: str) -> Path:
    path = folder / "ledger.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(script)
    return path


def old(folder: Path, version: int) -> Path:
    return made(folder, (DATA / f"version{version}.sql").read_text(encoding="utf-8"))


@VERSIONS
def test_what_an_earlier_version_remembered_is_still_known(tmp_path: Path, version: int) -> None:
    with Ledger(old(tmp_path, version)) as ledger:
        runs, history = ledger.runs(), ledger.history()
    assert [run.removed for run in runs] == [{"hard": 1}, {"hard": 1}]
    assert [run.files for run in runs] == ([(), ()] if version == 1 else [("march.csv",), ("april.csv",)])
    assert history.removed == {Removal("bob@example.com", runs[1].at, "hard", "invalid_mailbox")}
    march, april = sorted(history.files, key=lambda file: str(file.path), reverse=True)
    assert (str(march.path), march.source, march.rows, march.shows_soft) == ("march.csv", "generic", 2, True)
    assert march.events["at"].tolist() == [datetime(2026, 3, 12, 9, 30), datetime(2026, 3, 12, 9, 31)]
    assert april.events["text"].tolist() == ["452 4.2.2 Mailbox full", "452 邮箱已满 ’"]
    assert april.events["at"].isna().tolist() == [False, True]
    assert april.events[["address", "echo", "row"]].to_numpy().tolist() == [
        ["ann@example.com", False, 2],
        ["安@example.com", False, 3],
    ]


@VERSIONS
def test_runs_of_an_earlier_version_can_be_taken_back(tmp_path: Path, version: int) -> None:
    with Ledger(old(tmp_path, version)) as ledger:
        march, april = ledger.runs()
        # Bob is still known from March.
        assert ledger.undo(april.id) == Undone(removals=0, files=0 if version == 1 else 1)
        assert {removal.at for removal in ledger.history().removed} == {march.at}
        assert len(ledger.history().files) == (2 if version == 1 else 1)


def test_an_upgrade_that_is_stopped_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    path = old(tmp_path, 2)
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table events (anything)")
        before = list(db.iterdump())
    with pytest.raises(UserError, match="ledger_damaged"):
        Ledger(path)
    with closing(sqlite3.connect(path)) as db:
        assert list(db.iterdump()) == before
        assert db.execute("pragma user_version").fetchone() == (2,)


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("pragma user_version = 99", "ledger_newer"),
        ("create table recipes (name)", "ledger_damaged"),
        ("create table recipes (name); pragma user_version = 2", "ledger_damaged"),
        (
            "create table recipes (name); pragma application_id = 7; pragma user_version = 99",
            "ledger_damaged",
        ),
    ],
)
def test_what_is_no_ledger_of_ours_is_left_alone(tmp_path: Path, script: str, code: str) -> None:
    path = made(tmp_path, script)
    before = path.read_bytes()
    with pytest.raises(UserError) as refused:
        Ledger(path)
    assert refused.value.code == code
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
