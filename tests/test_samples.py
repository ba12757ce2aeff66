"""The sample data: made by a script, and every status arises from it."""

import sys
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from listcleaner.core import samples
from listcleaner.core.judgement.status import status_of
from listcleaner.core.pipeline import Pipeline
from listcleaner.core.result import Result
from listcleaner.core.session import Session, Source
from listcleaner.core.vocabulary import STATUSES
from tests import make_samples, sample_people
from tests.frozen import check

FILES = sorted(
    path.relative_to(make_samples.HERE) for path in make_samples.HERE.rglob("*.*") if path.is_file()
)


@pytest.fixture(scope="module")
def result() -> Result:
    folder = make_samples.HERE
    bounces = sorted((folder / "bounces").iterdir())
    sources = (Source(folder / "subscribers.xlsx", "list"), *(Source(path, "bounces") for path in bounces))
    return Pipeline().compute(Session(sources), samples.WRITTEN)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    make_samples.make(folder)
    return folder


def cells(path: Path) -> dict[str, list[tuple[str, object, str]]]:
    """Everything in a workbook that a person sees; its bytes may differ with the version of a library."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: [
            (cell.coordinate, cell.value, cell.number_format) for row in sheet.iter_rows() for cell in row
        ]
        for sheet in book
    }


@pytest.mark.parametrize("file", FILES, ids=str)
def test_the_samples_are_what_the_script_makes(file: Path, made: Path) -> None:
    if file.suffix == ".xlsx":
        assert cells(make_samples.HERE / file) == cells(made / file)
    else:
        assert (make_samples.HERE / file).read_bytes() == (made / file).read_bytes()


def test_making_them_again_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    make_samples.make(tmp_path)
    for file in FILES:
        assert (tmp_path / file).read_bytes() == (made / file).read_bytes()


def test_every_file_is_understood_without_a_problem(result: Result) -> None:
    assert [problem.error for problem in result.problems] == []
    assert [file.rows for file in result.lists] == [sample_people.ROWS]
    assert [file.source.partition(".")[0] for file in result.bounce_files] == [
        "mailchimp",
        "sendgrid",
        "generic",
        "ses",
    ]
    assert not any(file.unreadable for file in (*result.lists, *result.bounce_files))


def test_every_status_arises(result: Result) -> None:
    assert result.analysis is not None
    found = Counter(status_of(result.analysis.people, 3))
    assert set(found) == set(STATUSES)


def test_everyone_has_the_status_their_story_leads_to(result: Result) -> None:
    assert result.analysis is not None
    people = result.analysis.people.assign(status=list(status_of(result.analysis.people, 3))).set_index("key")
    expected = sample_people.expected()
    found = {key: (people.at[key, "status"], people.at[key, "soft_count"]) for key in expected}
    assert found == expected


@pytest.mark.parametrize(("cell", "meant"), sample_people.TYPOS)
def test_a_near_miss_of_a_provider_is_recognised(result: Result, cell: str, meant: str) -> None:
    assert result.analysis is not None
    contacts = result.analysis.contacts
    assert set(contacts.loc[contacts["address"].str.strip() == cell, "suggestion"]) == {meant}


def test_the_brake_does_not_stop_the_demonstration(result: Result) -> None:
    assert result.plan is not None
    assert result.plan.brake is None


def test_cleaning_them_gives_the_expected_outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(check.ROOT))
    check.check([sys.executable, "-m", "listcleaner"])
