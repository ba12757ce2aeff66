"""A file nobody has said anything about: told apart, and read once."""

import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from listcleaner.core import arrival
from listcleaner.core.arrival import arrive
from listcleaner.core.columns import remembered
from listcleaner.core.contacts import ListFile, load_list
from listcleaner.core.formats.load import load_bounces
from listcleaner.core.pipeline import Pipeline
from listcleaner.core.session import Session

NOW = datetime(2026, 11, 10)
LIST = "Name;E-Mail\nAnn;ann@example.com\nBob;bob@example.com\n"
BOUNCES = "status,reason,email,created\n5.1.1,550 5.1.1 no such user,ann@example.com,1762160400\n"


@pytest.fixture
def members(tmp_path: Path) -> Path:
    path = tmp_path / "members.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.fixture
def bounces(tmp_path: Path) -> Path:
    path = tmp_path / "suppression_bounces.csv"
    path.write_text(BOUNCES, encoding="utf-8")
    return path


def test_a_list_is_what_loading_it_gives(members: Path) -> None:
    source, loaded = arrive(members)
    assert source.role == "list"
    assert isinstance(loaded, ListFile)
    again = load_list(members)
    assert loaded.contacts.equals(again.contacts)
    assert (loaded.reading, loaded.columns, loaded.fingerprint) == (
        again.reading,
        again.columns,
        again.fingerprint,
    )


def test_bounces_are_what_loading_them_gives(bounces: Path) -> None:
    source, loaded = arrive(bounces)
    assert source.role == "bounces"
    assert isinstance(loaded, list)
    assert loaded[0].events.equals(load_bounces(bounces)[0].events)


def test_each_file_is_read_once(members: Path, bounces: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = remembered.read_table

    def counting(path: Path, *others: object) -> object:
        read.append(path.name)
        return real(path, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(remembered, "read_table", counting)
    pipeline = Pipeline()
    sources = tuple(pipeline.receive(path) for path in (members, bounces))
    result = pipeline.compute(Session(sources), NOW)
    assert result.plan is not None
    assert result.plan.counts["hard"] == 1
    assert sorted(read) == ["members.csv", "suppression_bounces.csv"]


def test_a_file_that_changed_in_between_is_read_as_it_is_now(members: Path) -> None:
    pipeline = Pipeline()
    source = pipeline.receive(members)
    members.write_text(LIST + "Cleo;cleo@example.com\n", encoding="utf-8")
    assert pipeline.compute(Session((source,)), NOW).lists[0].rows == 3


@pytest.mark.parametrize(
    ("name", "inside", "role"),
    [
        ("empty.csv", "", "list"),
        ("prices.csv", "product,price\ntea,4\n", "list"),
        ("mail.eml", "Return-Path: <>\nSubject: Undelivered Mail\n\nHello\n", "bounces"),
    ],
)
def test_what_cannot_be_read_yet_is_left_to_loading(
    tmp_path: Path, name: str, inside: str, role: str
) -> None:
    path = tmp_path / name
    path.write_text(inside, encoding="utf-8")
    source, loaded = arrive(path)
    assert (source.role, loaded) == (role, None)


def test_archives_and_folders_of_bounces_are_bounces(tmp_path: Path, bounces: Path) -> None:
    folder = tmp_path / "month"
    folder.mkdir()
    assert arrive(folder)[0].role == "bounces"
    archive = tmp_path / "month.zip"
    with zipfile.ZipFile(archive, "w") as stream:
        stream.write(bounces, "a/suppression_bounces.csv")
        stream.writestr("b/members.csv", LIST)
    assert arrive(archive)[0].role == "bounces"


def test_nothing_is_loaded_of_a_missing_file(tmp_path: Path) -> None:
    assert arrival.arrive(tmp_path / "gone.csv")[1] is None
