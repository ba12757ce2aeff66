"""``forget ADDRESS``: nothing of a person is left in the ledger but a keyed hash, by which she is known when she comes back."""

import json
import zlib
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from listcleaner.core.errors import UserError
from listcleaner.core.judgement.history import NO_HISTORY, History
from listcleaner.core.ledger import Ledger
from listcleaner.core.ledger.database import Database
from listcleaner.core.pipeline import Pipeline
from listcleaner.core.result import Result
from listcleaner.core.rules.decisions import Decisions
from listcleaner.core.session import Session, Source

NOW = datetime(2026, 6, 1)
ANN = "ann.lee@example.com"
LIST = f"email,name\n{ANN},Ann Lee\nAnn.Lee@Example.com,Ann\nbob@example.com,Bob\nzoe@example.com,Zoe\n"
BOUNCES = [
    f"{ANN},hard,550 5.1.1 <{ANN}>: User unknown,2026-03-12",
    "bob@example.com,hard,550 5.1.1 forwarded to ANN.LEE@example.com: User unknown,2026-03-12",
    "bob@example.com,hard,550 5.1.1 from <b+ann.lee=example.com@lists.example.net>: User unknown,2026-03-13",
    f"joann.lee@example.com,hard,550 5.1.1 <jo{ANN}> and <{ANN}.au>: User unknown,2026-03-12",
]


def cleaned(
    folder: Path, rows: list[str], history: History = NO_HISTORY, people: str = LIST, accept: int = 0
) -> Result:
    (folder / "list.csv").write_text(people)
    name = f"bounce {ANN}.csv"
    (folder / name).write_text("email,type,reason,date\n" + "".join(f"{row}\n" for row in rows))
    sources = Source(folder / "list.csv", "list"), Source(folder / name, "bounces")
    pipeline = Pipeline()
    result = pipeline.compute(Session(sources), NOW, history=history)
    if accept:
        marks = frozenset({(result.lists[0].fingerprint, accept)})
        result = pipeline.compute(
            Session(sources, decisions=Decisions(corrections=marks)), NOW, history=history
        )
    return result


def record(ledger: Ledger, result: Result, run: str, accept: int = 0) -> None:
    corrections = frozenset({(result.lists[0].fingerprint, accept)}) if accept else frozenset()
    with ledger.recording(result, run, NOW, corrections):
        pass


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "ledger.sqlite"
    with Ledger(place) as ledger:
        record(ledger, cleaned(tmp_path, BOUNCES), "first")
        ledger.protect(ANN, NOW)
    return place


def everything(place: Path) -> str:
    """All that can be read out of the files of a ledger, packed texts too."""
    with closing(Database(place, 1)) as base:
        texts = [json.loads(zlib.decompress(one)) for (one,) in base.all("select texts from events") if one]
        tables = [name for (name,) in base.all("select name from sqlite_schema where type = 'table'")]
        rows = [base.all(f"select * from {table}") for table in tables if table != "events"]  # noqa: S608
    raw = b"".join(path.read_bytes() for path in place.parent.glob(f"{place.name}*"))
    return repr(texts) + repr(rows) + raw.decode("latin-1")


def test_what_is_looked_through_holds_her_before(place: Path) -> None:
    assert everything(place).lower().count(ANN) > 10


def test_nothing_of_her_is_left(place: Path) -> None:
    with Ledger(place) as ledger:
        forgotten = ledger.forget("Ann.Lee@example.com", NOW)
        left = everything(place).lower()
        (file,) = ledger.history().files
    assert (forgotten.events, forgotten.decisions) == (1, 2)
    left = left.replace(f"jo{ANN}", "").replace(f"{ANN}.au", "")  # other people's
    assert ANN not in left
    assert "ann.lee=" not in left
    assert "ann.lee" not in left
    assert file.events["text"].tolist() == [
        "550 5.1.1 forwarded to …: User unknown",
        "550 5.1.1 from <b+…@lists.example.net>: User unknown",
        f"550 5.1.1 <jo{ANN}> and <{ANN}.au>: User unknown",
    ]


def test_others_are_as_they_were(place: Path) -> None:
    with Ledger(place) as ledger:
        before = {one for one in ledger.history().removed if one.key != ANN}
        ledger.forget(ANN, NOW)
        history = ledger.history()
    assert history.removed == before
    assert not history.protected
    (file,) = history.files
    assert file.events["key"].tolist() == ["bob@example.com", "bob@example.com", "joann.lee@example.com"]


def test_she_is_known_when_she_comes_back_and_still_not_named(place: Path, tmp_path: Path) -> None:
    with Ledger(place) as ledger:
        ledger.forget(ANN, NOW)
        again = cleaned(tmp_path, [], ledger.history())
        assert again.plan is not None
        assert again.plan.counts["came_back"] == 2
        record(ledger, again, "second")
        assert ANN not in everything(place).lower().replace(f"jo{ANN}", "").replace(f"{ANN}.au", "")
        assert [one.address for one in ledger.receipt("second")] == ["", "", "bob@example.com"]


@pytest.mark.parametrize("more", [[], ["zoe@example.com,soft,452 4.2.2 Mailbox full,2026-05-01"]])
def test_the_same_export_or_a_longer_one_does_not_bring_her_back(
    place: Path, tmp_path: Path, more: list[str]
) -> None:
    with Ledger(place) as ledger:
        ledger.forget(ANN, NOW)
        record(ledger, cleaned(tmp_path, [*BOUNCES, *more], ledger.history()), "second")
        files = ledger.history().files
        assert ANN not in everything(place).lower().replace(f"jo{ANN}", "").replace(f"{ANN}.au", "")
    assert not any((file.events["key"] == ANN).any() for file in files)


def test_who_was_never_heard_of_can_ask_too(place: Path, tmp_path: Path) -> None:
    with Ledger(place) as ledger:
        forgotten = ledger.forget("zoe@example.com", NOW)
        assert (forgotten.events, forgotten.decisions) == (0, 0)
        later = cleaned(tmp_path, [], ledger.history(), people="email\nzoe@example.com\n")
    assert later.plan is not None
    assert later.plan.counts["came_back"] == 1


def test_an_address_she_was_corrected_from_is_hers_too(tmp_path: Path) -> None:
    people = "email,name\neve@gmial.com,Eve\nbob@example.com,Bob\n"
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        record(ledger, cleaned(tmp_path, BOUNCES[1:2], people=people, accept=2), "run", accept=2)
        assert {one.address for one in ledger.history().corrected} == {"eve@gmail.com"}
        ledger.forget("eve@gmail.com", NOW)
        assert "gmial" not in everything(ledger.path)
        later = cleaned(tmp_path, [], ledger.history(), people=people)
    assert later.plan is not None
    assert later.plan.counts["came_back"] == 1


def test_another_ledger_has_another_hash(tmp_path: Path) -> None:
    digests = set()
    for name in ("one", "two"):
        with Ledger(tmp_path / name) as ledger:
            ledger.forget(ANN, NOW)
            digests |= {one.digest for one in ledger.history().erased.all}
    assert len(digests) == 2


def test_what_is_no_address_is_said(place: Path) -> None:
    with Ledger(place) as ledger, pytest.raises(UserError) as refused:
        ledger.forget("ann", NOW)
    assert refused.value.code == "no_address"
