"""The ledger: what is remembered from run to run."""

import sqlite3
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from listcleaner.core.errors import Cancelled, UserError
from listcleaner.core.judgement.history import NO_HISTORY, History, Pause, Removal
from listcleaner.core.ledger import Decision, Ledger, ListOfRun, Run, Undone
from listcleaner.core.pipeline import Pipeline
from listcleaner.core.result import Result
from listcleaner.core.rules.decisions import Decisions
from listcleaner.core.rules.plan import KEEP, REMOVE, Plan
from listcleaner.core.session import Session, Source
from tests.core.exporting import ENGLISH, explain_all

NOW = datetime(2026, 6, 1)
HEADER = "email,type,reason,date\n"


def cleaned(folder: Path, bounces: dict[str, list[str]], history: History = NO_HISTORY) -> Result:
    """One month's run: a fixed list, and bounce files by name."""
    members = folder / "members.csv"
    members.write_text("email,name\nann@example.com,Ann\nbob@example.com,Bob\ncara@example.com,Cara\n")
    sources = [Source(members, "list")]
    for name, rows in bounces.items():
        (folder / name).write_text(HEADER + "".join(f"{row}\n" for row in rows))
        sources.append(Source(folder / name, "bounces"))
    return Pipeline().compute(Session(tuple(sources)), NOW, history=history)


def soft(day: str) -> list[str]:
    return [f"ann@example.com,soft,452 4.2.2 Mailbox full,{day}"]


def soft_count(result: Result) -> int:
    assert result.analysis is not None
    people = result.analysis.people
    return int(people.loc[people["key"] == "ann@example.com", "soft_count"].iloc[0])


def record(ledger: Ledger, result: Result, run: str) -> None:
    with ledger.recording(result, run, NOW):
        pass


def test_strikes_of_earlier_months_count(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        for month in ("2026-03-12", "2026-04-09"):
            record(ledger, cleaned(tmp_path, {"bounces.csv": soft(month)}, ledger.history()), month)
        third = cleaned(tmp_path, {"bounces.csv": soft("2026-05-14")}, ledger.history())
    assert soft_count(third) == 3


def test_recording_a_file_twice_adds_nothing(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        for run in ("first", "second"):
            record(ledger, cleaned(tmp_path, {"bounces.csv": soft("2026-03-12")}), run)
        history = ledger.history()
    assert len(history.files) == 1
    assert soft_count(cleaned(tmp_path, {"bounces.csv": soft("2026-03-12")}, history)) == 1


def test_remembered_events_are_the_events_that_were_recorded(tmp_path: Path) -> None:
    result = cleaned(
        tmp_path, {"bounces.csv": [*soft("2026-03-12"), "bob@example.com,hard,550 5.1.1 User unknown,"]}
    )
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        record(ledger, result, "run")
    with Ledger(tmp_path / "ledger.sqlite") as again:
        (file,) = again.history().files
    pd.testing.assert_frame_equal(file.events, result.bounce_files[0].events)


def test_who_was_removed_for_good_and_comes_back_is_known(tmp_path: Path) -> None:
    result = cleaned(tmp_path, {"bounces.csv": ["bob@example.com,hard,550 5.1.1 User unknown,2026-03-12"]})
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        record(ledger, result, "run")
        removed = ledger.history().removed
        history = History(removed=ledger.history().removed)
    assert removed == {Removal("bob@example.com", NOW, "hard", "invalid_mailbox")}
    later = cleaned(tmp_path, {}, history)
    assert later.plan is not None
    assert later.plan.counts["came_back"] == 1
    assert (
        explain_all(later, ENGLISH)[1]
        == "Taken out on 1 Jun 2026 (no such mailbox), and now on a list again."
    )


def test_the_same_file_opened_again_is_said_to_be_the_one_from_before(tmp_path: Path) -> None:
    result = cleaned(tmp_path, {"bounces.csv": ["bob@example.com,hard,550 5.1.1 User unknown,2026-03-12"]})
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        record(ledger, result, "run")
        history = replace(ledger.history(), files=())
        again = cleaned(tmp_path, {}, history)
        assert explain_all(again, ENGLISH)[1] == (
            "Taken out of this list on 1 Jun 2026 already (no such mailbox); the file is the one from before."
        )
        assert [note.code for note in again.lists[0].notes] == ["cleaned_before"]
        ledger.undo("run")
        assert not ledger.history().cleaned


def test_who_comes_back_again_and_again_is_told_why_she_was_removed_first(tmp_path: Path) -> None:
    bounces = {"bounces.csv": ["bob@example.com,hard,550 5.1.1 User unknown,2026-03-12"]}
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        record(ledger, cleaned(tmp_path, bounces), "first")
        for run in ("second", "third"):
            history = History(removed=ledger.history().removed)
            with ledger.recording(cleaned(tmp_path, {}, history), run, datetime(2026, 7, 1)):
                pass
        assert ledger.history().removed == {Removal("bob@example.com", NOW, "hard", "invalid_mailbox")}


def test_who_unsubscribed_stays_out_when_her_address_bounced_later_and_works_again(tmp_path: Path) -> None:
    members = tmp_path / "members.csv"

    def run(name: str, status: str, events: list[str]) -> Plan:
        members.write_text(f"email,status\nann@example.com,{status}\nbob@example.com,\n")
        (tmp_path / name).write_text(HEADER + "".join(f"ann@example.com,{event}\n" for event in events))
        sources = (Source(members, "list"), Source(tmp_path / name, "bounces"))
        with Ledger(tmp_path / "ledger.sqlite") as ledger:
            result = Pipeline().compute(Session(sources), NOW, history=ledger.history())
            with ledger.recording(result, name, NOW + timedelta(days=len(ledger.runs()))):
                pass
        assert result.plan is not None and not result.problems
        return result.plan

    run("first.csv", "unsubscribed", ["soft,452 4.2.2 Mailbox full,2026-01-12"])
    run("second.csv", "", ["hard,550 5.1.1 User unknown,2026-02-12"])
    third = run("third.csv", "", ["soft,452 4.2.2 Mailbox full,2026-03-10", "delivered,250 OK,2026-03-12"])
    assert third.action.tolist() == [REMOVE, KEEP]


def test_a_failed_recording_leaves_nothing(tmp_path: Path) -> None:
    result = cleaned(tmp_path, {"bounces.csv": soft("2026-03-12")})
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        record(ledger, result, "run")
        second = cleaned(tmp_path, {"other.csv": soft("2026-04-12")})
        with pytest.raises(sqlite3.IntegrityError):
            record(ledger, second, "run")  # the same run twice
        assert len(ledger.history().files) == 1


def test_a_run_whose_files_could_not_be_written_is_not_remembered(tmp_path: Path) -> None:
    result = cleaned(tmp_path, {"bounces.csv": soft("2026-03-12")})
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        with pytest.raises(UserError), ledger.recording(result, "run", NOW):
            raise UserError("disk_full", folder="out")
        assert ledger.is_empty()
        assert not ledger.history().files


@pytest.mark.parametrize("moment", range(2))
def test_a_run_stopped_while_it_is_noted_is_not_remembered(tmp_path: Path, moment: int) -> None:
    result, told = cleaned(tmp_path, {"bounces.csv": soft("2026-03-12")}), []

    def stop(step: str, done: int, total: int | None = None) -> None:
        told.append((step, done, total))
        if len(told) > moment:
            raise Cancelled

    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        with pytest.raises(Cancelled), ledger.recording(result, "run", NOW, progress=stop) as seal:
            seal(())
        assert {step for step, *_ in told} == {"remembering"}
        assert ledger.is_empty()
        assert not ledger.history().files


def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(b"these are my notes, not a ledger " * 100)
    before = file.read_bytes()
    with pytest.raises(UserError) as refused:
        Ledger(file)
    assert refused.value.code == "ledger_damaged"
    assert file.read_bytes() == before


def test_a_ledger_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        Ledger(tmp_path / "missing folder" / "ledger.sqlite")
    assert refused.value.code == "ledger_not_writable"


def test_of_several_addresses_in_a_cell_only_the_one_that_opted_out_is_remembered(tmp_path: Path) -> None:
    def run(people: str, history: History = NO_HISTORY) -> Result:
        (tmp_path / "list.csv").write_text(f"email,name\n{people}\nzoe@example.com,Zoe\n")
        (tmp_path / "unsubscribes.csv").write_text("email,type\nann@example.com,unsubscribe\n")
        sources = Source(tmp_path / "list.csv", "list"), Source(tmp_path / "unsubscribes.csv", "bounces")
        return Pipeline().compute(Session(sources), NOW, history=history)

    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        record(ledger, run('"bob@example.com; ann@example.com",Both'), "run")
        assert [one.key for one in ledger.history().removed] == ["ann@example.com"]
        later = run("bob@example.com,Bob", ledger.history())
    assert later.plan is not None
    assert later.plan.action.tolist() == [KEEP, KEEP]


# --- taking back


def run_of(folder: Path, ledger: Ledger, run: str, bounces: dict[str, list[str]]) -> Result:
    result = cleaned(folder, bounces, ledger.history())
    record(ledger, result, run)
    return result


BOB_IS_DEAD = ["bob@example.com,hard,550 5.1.1 User unknown,2026-03-12"]


MEMBERS = ListOfRun("members.csv", rows=3, kept=2, suspended=0, removed=1, corrected=0)


def test_runs_are_listed_with_what_they_were_given_and_whom_they_removed(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        run_of(tmp_path, ledger, "first", {"a.csv": BOB_IS_DEAD, "b.csv": soft("2026-03-12")})
        run_of(tmp_path, ledger, "second", {})
        assert ledger.runs() == [
            Run("first", NOW, ("a.csv", "b.csv"), {"hard": 1}, (MEMBERS,)),
            Run("second", NOW, (), {"hard": 1}, (MEMBERS,)),
        ]


def test_a_run_taken_back_is_as_if_it_had_never_been(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        run_of(tmp_path, ledger, "first", {"a.csv": soft("2026-03-12")})
        before = ledger.history(), ledger.runs()
        run_of(tmp_path, ledger, "second", {"b.csv": BOB_IS_DEAD})
        assert ledger.undo("second") == Undone(removals=1, files=1)
        after = ledger.history(), ledger.runs()
        assert after[0].removed == before[0].removed
        assert [file.fingerprint for file in after[0].files] == [file.fingerprint for file in before[0].files]
        assert after[1] == before[1]
        later = cleaned(tmp_path, {}, ledger.history())
    assert later.plan is not None
    assert later.plan.action.tolist() == [KEEP, KEEP, KEEP]


def test_whom_another_run_removed_too_stays_known_when_one_is_taken_back(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        for run in ("first", "second"):
            run_of(tmp_path, ledger, run, {"a.csv": BOB_IS_DEAD})
        assert ledger.undo("first") == Undone(removals=0, files=0)
        assert ledger.undo("second") == Undone(removals=1, files=1)


def test_a_bounce_file_another_run_was_given_too_stays(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        for run in ("first", "second"):
            run_of(tmp_path, ledger, run, {"a.csv": soft("2026-03-12")})
        assert ledger.undo("first").files == 0
        assert len(ledger.history().files) == 1
        assert ledger.undo("second").files == 1
        assert ledger.is_empty()


def test_a_run_that_is_not_there_cannot_be_taken_back(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        run_of(tmp_path, ledger, "first", {"a.csv": BOB_IS_DEAD})
        with pytest.raises(UserError) as refused:
            ledger.undo("frist")
        assert refused.value.code == "run_missing"
        assert len(ledger.runs()) == 1


# --- the same file again, in whatever shape


def zipped(folder: Path, name: str, files: dict[str, list[str]]) -> Path:
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, rows in files.items():
            archive.writestr(inside, HEADER + "".join(f"{row}\n" for row in rows))
    return folder / name


def given(folder: Path, path: Path, history: History = NO_HISTORY) -> Result:
    """A run over the members with one bounce file that is there already."""
    cleaned(folder, {})
    sources = Source(folder / "members.csv", "list"), Source(path, "bounces")
    return Pipeline().compute(Session(sources), NOW, history=history)


def test_all_files_of_an_archive_are_remembered(tmp_path: Path) -> None:
    months = {"march.csv": soft("2026-03-12"), "april.csv": soft("2026-04-09")}
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        record(ledger, given(tmp_path, zipped(tmp_path, "both.zip", months)), "run")
        history = ledger.history()
    assert soft_count(cleaned(tmp_path, {"may.csv": soft("2026-05-14")}, history)) == 3


@pytest.mark.parametrize("dated", ["2026-03-12", ""])
def test_a_file_in_an_archive_or_renamed_is_the_file_that_is_remembered(tmp_path: Path, dated: str) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        record(ledger, cleaned(tmp_path, {"bounces.csv": soft(dated)}), "first")
        archive = zipped(tmp_path, "export.zip", {"renamed.csv": soft(dated)})
        again = given(tmp_path, archive, ledger.history())
        assert soft_count(again) == 1
        record(ledger, again, "second")
        assert len(ledger.history().files) == 1
        assert ledger.undo("second").files == 0


def test_an_export_with_more_rows_adds_only_those(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        record(ledger, cleaned(tmp_path, {"bounces.csv": soft("2026-03-12")}), "first")
        both = cleaned(tmp_path, {"all.csv": [*soft("2026-03-12"), *soft("2026-04-09")]}, ledger.history())
        assert soft_count(both) == 2
        record(ledger, both, "second")
        assert soft_count(cleaned(tmp_path, {}, ledger.history())) == 2


def test_a_file_read_in_another_way_replaces_what_was_remembered_of_it(tmp_path: Path) -> None:
    """The person said the wrong column last month; what came of it must not stay."""
    path = tmp_path / "odd.csv"
    path.write_text("a,b,what,when\nann@example.com,bob@example.com,hard,2026-03-12\n", encoding="utf-8")

    def told(column: str, history: History) -> Result:
        cleaned(tmp_path, {})
        columns = (("email", column), ("class", "what"), ("time", "when"))
        sources = Source(tmp_path / "members.csv", "list"), Source(path, "bounces", columns=columns)
        return Pipeline().compute(Session(sources), NOW, history=history)

    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        for column in ("a", "b"):
            record(ledger, told(column, ledger.history()), column)
        (file,) = ledger.history().files
    assert file.events["key"].tolist() == ["bob@example.com"]


# --- a year of overlapping exports, pauses, and the person's own removals


def test_counts_are_right_over_a_year_of_overlapping_exports(tmp_path: Path) -> None:
    """Each month's export holds all the months before it, too; the run of a month is repeated, and one file comes twice."""
    days = [f"2025-{month:02}-12" for month in range(6, 13)] + ["2026-01-12", "2026-02-12", "2026-03-12"]
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        for number, day in enumerate(days, 1):
            rows = [row for one in days[:number] for row in soft(one)]
            for again in ("", "again"):
                result = cleaned(tmp_path, {f"{day}.csv": rows, f"{day} copy.csv": rows}, ledger.history())
                assert result.analysis is not None
                ann = result.analysis.events["key"] == "ann@example.com"
                assert int(ann.sum()) == number
                record(ledger, result, day + again)
        assert len(ledger.history().files) == len(days)
        alone = cleaned(tmp_path, {}, ledger.history())
    assert alone.analysis is not None
    assert int(alone.analysis.events["strike"].sum()) == len(days)


THREE = [row for day in ("2026-03-12", "2026-04-09", "2026-05-14") for row in soft(day)]


def month_of(folder: Path, ledger: Ledger, run: str, at: datetime, rows: list[str]) -> Result:
    """A run at its own moment."""
    sources = [Source(folder / "members.csv", "list")]
    if rows:
        (folder / f"{run}.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows))
        sources.append(Source(folder / f"{run}.csv", "bounces"))
    result = Pipeline().compute(Session(tuple(sources)), at, history=ledger.history())
    with ledger.recording(result, run, at):
        pass
    return result


def test_pauses_are_remembered_ended_and_taken_back(tmp_path: Path) -> None:
    cleaned(tmp_path, {})
    june, august = datetime(2026, 6, 1), datetime(2026, 8, 1)
    strike = datetime(2026, 5, 14)
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        month_of(tmp_path, ledger, "june", june, THREE)
        assert ledger.history().pauses == {Pause("ann@example.com", june, None, strike)}
        month_of(tmp_path, ledger, "june again", datetime(2026, 6, 2), [])
        assert ledger.history().pauses == {Pause("ann@example.com", june, None, strike)}
        month_of(tmp_path, ledger, "august", august, [])
        assert ledger.history().pauses == {Pause("ann@example.com", june, august, strike)}
        ledger.undo("august")
        assert ledger.history().pauses == {Pause("ann@example.com", june, None, strike)}
        ledger.undo("june")
        assert not ledger.history().pauses


def test_who_was_removed_by_hand_is_taken_out_again_unless_a_copy_was_kept(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "email,name\nann@example.com,Ann\nbob@example.com,Bob\nBob@example.com,Bobby\n"
    )
    session = Session((Source(tmp_path / "list.csv", "list"),))
    mark = Pipeline().compute(session, NOW).lists[0].fingerprint
    by_hand = Decisions(remove=frozenset({(mark, 2), (mark, 3)}), keep=frozenset({(mark, 4)}))
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        record(ledger, Pipeline().compute(replace(session, decisions=by_hand), NOW), "run")
        later = Pipeline().compute(session, NOW, history=ledger.history())
        assert ledger.runs()[0].removed == {"own": 1}
    assert later.plan is not None
    assert later.plan.counts["came_back"] == 1


def test_what_a_run_decided_can_be_shown_later(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        run_of(tmp_path, ledger, "run", {"a.csv": [*BOB_IS_DEAD, *THREE]})
        assert ledger.receipt("run") == [
            Decision("members.csv", 2, "ann@example.com", "suspended", "soft", "mailbox_full", ""),
            Decision("members.csv", 3, "bob@example.com", "removed", "hard", "invalid_mailbox", ""),
        ]


def test_what_later_runs_knew_only_from_a_run_taken_back_goes_with_it(tmp_path: Path) -> None:
    """The wrong file was given in the first run; whom it condemned is free again, also where later runs repeated it."""
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        run_of(tmp_path, ledger, "wrong", {"wrong.csv": BOB_IS_DEAD})
        run_of(
            tmp_path, ledger, "later", {"b.csv": ["cara@example.com,hard,550 5.1.1 User unknown,2026-04-12"]}
        )
        assert ledger.undo("wrong").later == {"later": 1}
        assert {one.key for one in ledger.history().removed} == {"cara@example.com"}


def test_what_a_later_export_tells_too_stays(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        run_of(tmp_path, ledger, "first", {"march.csv": BOB_IS_DEAD})
        run_of(tmp_path, ledger, "second", {"april.csv": [*BOB_IS_DEAD, *soft("2026-04-12")]})
        assert ledger.undo("first").later == {}
        assert {one.key for one in ledger.history().removed} == {"bob@example.com"}


def test_rows_without_an_address_removed_by_hand_condemn_no_others(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("email,name\nann@example.com,Ann\nbob@example.com,Bob\nn/a,Old\n,Older\n")
    session = Session((Source(path, "list"),))
    mark = Pipeline().compute(session, NOW).lists[0].fingerprint
    by_hand = Decisions(remove=frozenset({(mark, 4), (mark, 5)}))
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        record(ledger, Pipeline().compute(replace(session, decisions=by_hand), NOW), "run")
        assert not ledger.history().removed
