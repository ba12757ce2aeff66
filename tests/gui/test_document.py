"""The document: one frozen session, a way back, and word of what changed."""

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from listcleaner.core.pipeline import Pipeline
from listcleaner.core.rules.declared import Rules
from listcleaner.core.session import Session, Source
from listcleaner.gui.document import Document
from listcleaner.gui.jobs import Jobs


@pytest.fixture
def members(tmp_path: Path) -> Path:
    path = tmp_path / "members.csv"
    path.write_text(
        "email,name\nanna@example.com,Anna\nben@example.com,Ben\nben@example.com,Ben B\n", encoding="utf-8"
    )
    return path


@pytest.fixture
def document(at_once: Jobs) -> Document:
    return Document(at_once)


@pytest.fixture
def loaded(document: Document, members: Path) -> Document:
    document.add([Source(members, "list")], lambda: "add members.csv")
    return document


def without(rules: Rules, rule: str) -> Rules:
    settings = tuple((name, replace(one, on=False) if name == rule else one) for name, one in rules.settings)
    return replace(rules, settings=settings)


def test_a_list_is_read_judged_and_planned(loaded: Document) -> None:
    assert loaded.overview is not None and len(loaded.overview) == 2
    assert loaded.plan is not None and loaded.plan.action.tolist().count(2) == 1


def test_every_step_has_a_name_and_can_be_taken_back_and_done_again(loaded: Document) -> None:
    rules = without(loaded.session.rules, "duplicate")
    loaded.set_rules(rules, lambda: "switch off “Duplicates”")
    assert loaded.undo_name == "switch off “Duplicates”"
    loaded.undo()
    assert (loaded.undo_name, loaded.redo_name) == ("add members.csv", "switch off “Duplicates”")
    loaded.undo()
    assert loaded.session == Session()
    assert loaded.overview is None
    loaded.redo()
    loaded.redo()
    assert loaded.session.rules == rules
    assert loaded.plan is not None and not loaded.plan.action.any()


def test_a_new_step_forgets_what_was_taken_back(loaded: Document) -> None:
    loaded.set_rules(without(loaded.session.rules, "duplicate"), lambda: "one")
    loaded.undo()
    loaded.set_rules(without(loaded.session.rules, "hard"), lambda: "two")
    assert loaded.redo_name is None


def test_a_step_that_changes_nothing_is_no_step(loaded: Document) -> None:
    loaded.set_rules(loaded.session.rules, lambda: "nothing")
    assert loaded.undo_name == "add members.csv"


def test_it_says_what_changed(document: Document, members: Path) -> None:
    told: list[frozenset[str]] = []
    document.changed.connect(told.append)
    document.add([Source(members, "list")], lambda: "")
    assert told == [{"sources"}, {"analysis", "plan"}]
    told.clear()
    document.set_rules(without(document.session.rules, "hard"), lambda: "")
    assert told == [{"rules"}, {"plan"}]


def test_a_rule_is_applied_at_once_and_not_in_the_worker(
    document: Document, members: Path, at_once: Jobs
) -> None:
    document.add([Source(members, "list")], lambda: "")
    analysis = document.analysis
    at_once.start = None  # type: ignore[method-assign,assignment]
    document.set_rules(without(document.session.rules, "duplicate"), lambda: "")
    assert document.analysis is analysis
    assert document.plan is not None and not document.plan.action.any()


def test_ones_own_decision_wins_over_the_rules_and_can_be_taken_back(loaded: Document) -> None:
    overview, plan = loaded.overview, loaded.plan
    assert overview is not None and plan is not None
    removed = plan.action.nonzero()[0]
    refs = overview.refs(removed)
    loaded.keep(refs, lambda: "keep ben@example.com")
    assert loaded.plan is not None and not loaded.plan.action.any() and loaded.plan.own.sum() == 1
    loaded.release(refs, lambda: "leave it to the rules")
    assert loaded.plan.action.tolist() == plan.action.tolist()


def test_a_file_that_cannot_be_used_does_not_stop_the_others(loaded: Document, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    bad = Source(empty, "list")
    loaded.add([bad], lambda: "add empty.csv")
    assert loaded.problem(bad) is not None
    assert loaded.overview is not None and len(loaded.overview) == 2


class Stubborn:
    """A pipeline that works until it is told to stop."""

    def compute(self, session, now, progress, **others):
        for _ in range(5_000):
            progress("reading", 0)
            Event().wait(0.001)
        raise AssertionError("nobody told it")


def test_stopping_goes_back_to_the_files_before(members: Path, qtbot) -> None:
    jobs = Jobs()
    document = Document(jobs, Stubborn())  # type: ignore[arg-type]
    with qtbot.waitSignal(document.progressed):
        document.add([Source(members, "list")], lambda: "add")
    document._pipeline = type(document)(Jobs())._pipeline  # what follows is quick
    document.stop()
    qtbot.waitUntil(lambda: not document.busy)
    assert document.session == Session()
    jobs.close()


def test_stopping_stops_also_what_came_meanwhile(members: Path, tmp_path: Path, qtbot) -> None:
    jobs = Jobs()
    document = Document(jobs, Stubborn())  # type: ignore[arg-type]
    with qtbot.waitSignal(document.progressed):
        document.add([Source(members, "list")], lambda: "add")
    document.add([Source(tmp_path / "more.csv", "bounces")], lambda: "add more")
    document.stop()
    assert not document.busy
    assert document.session == Session()
    jobs.close()


class Gate:
    """A pipeline that works once, then only until it is told to stop."""

    def __init__(self) -> None:
        self.real, self.shut = Pipeline(), False

    def compute(self, session, now, progress, **others):
        for _ in range(5_000 if self.shut else 0):
            progress("reading", 0)
            Event().wait(0.001)
        return self.real.compute(session, now, progress, **others)


def test_stopping_goes_back_to_the_files_read_last_whatever_was_decided_meanwhile(
    members: Path, tmp_path: Path, qtbot
) -> None:
    jobs, gate = Jobs(), Gate()
    document = Document(jobs, gate)  # type: ignore[arg-type]
    first = [Source(members, "list")]
    document.add(first, lambda: "add the first")
    qtbot.waitUntil(lambda: not document.busy)
    gate.shut = True
    document.add([Source(tmp_path / "other.csv", "list")], lambda: "add another")
    document.set_rules(without(document.session.rules, "duplicate"), lambda: "a rule")
    document.stop()
    qtbot.waitUntil(lambda: not document.busy)
    assert list(document.session.sources) == first
    assert document.undo_name == "add the first" and document.redo_name == "add another"
    assert document.plan is not None
    document.read_again()
    document.stop()
    qtbot.waitUntil(lambda: not document.busy)
    assert list(document.session.sources) == first and document.undo_name == "add the first"
    jobs.close()


MORE = "email,name\nzoe@example.com,Zoë\nben@example.com,Ben\nanna@example.com,Anna\nben@example.com,Ben B\ncleo@gmial.com,Cleo\n"


def test_decisions_go_with_the_address_when_the_file_was_changed_meanwhile(
    loaded: Document, members: Path
) -> None:
    (list_file,) = loaded.result.lists
    loaded.keep(frozenset({(list_file.fingerprint, 4)}), lambda: "keep Ben B")
    loaded.drop(frozenset({(list_file.fingerprint, 2)}), lambda: "remove Anna")
    members.write_text(MORE, encoding="utf-8")
    loaded.read_again()
    decided = loaded.session.decisions
    (list_file,) = loaded.result.lists
    assert decided.keep == {(list_file.fingerprint, 5)}
    assert decided.remove == {(list_file.fingerprint, 4)}
    assert loaded.plan is not None and loaded.plan.action.tolist() == [0, 0, 2, 0, 0]
    loaded.undo()
    assert loaded.plan.action.tolist() == [0, 0, 0, 0, 0]
    assert loaded.plan.own.tolist() == [False, False, False, True, False]


def test_decisions_outlast_a_moment_in_which_the_file_cannot_be_read(
    loaded: Document, members: Path, tmp_path: Path
) -> None:
    loaded.drop(frozenset({(loaded.result.lists[0].fingerprint, 2)}), lambda: "remove Anna")
    members.unlink()
    loaded.read_again()
    assert not loaded.result.lists
    members.write_text(MORE, encoding="utf-8")
    loaded.read_again()
    assert loaded.plan is not None and loaded.plan.action.tolist() == [0, 0, 2, 2, 0]


def test_corrections_go_with_the_address_too(document: Document, members: Path) -> None:
    members.write_text("email\ncleo@gmial.com\n", encoding="utf-8")
    document.add([Source(members, "list")], lambda: "add members.csv")
    document.correct(frozenset({(document.result.lists[0].fingerprint, 2)}), lambda: "correct")
    members.write_text(MORE, encoding="utf-8")
    document.read_again()
    assert document.analysis is not None
    assert document.analysis.contacts["address"].iloc[-1] == "cleo@gmail.com"


def test_a_decision_about_one_of_several_copies_is_carried_only_where_all_of_them_are_left(
    loaded: Document, members: Path
) -> None:
    """She takes the first of two rows out, and deletes it in Excel, too: the other stays."""
    loaded.drop(frozenset({(loaded.result.lists[0].fingerprint, 3)}), lambda: "remove Ben")
    members.write_text("email,name\nanna@example.com,Anna\nben@example.com,Ben B\n", encoding="utf-8")
    loaded.read_again()
    assert loaded.plan is not None and not loaded.plan.action.any()
