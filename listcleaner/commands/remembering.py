"""The ledger of ``clean``, and the commands about its runs: ``history``, ``undo``."""

import argparse
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from listcleaner import userdata
from listcleaner.commands.said import DONE, print_json
from listcleaner.core.errors import UserError
from listcleaner.core.export.staging import Seal
from listcleaner.core.judgement.history import NO_HISTORY, History
from listcleaner.core.ledger import Ledger, Restored, Run, restore
from listcleaner.core.result import Result
from listcleaner.core.rules.decisions import RowRef
from listcleaner.core.tables.source import check_is_file
from listcleaner.core.wording import Wording


def ledger_place(options: argparse.Namespace) -> Path | None:
    """Where ``clean`` remembers: the file that was asked for, else the person's own; None: nowhere."""
    return None if options.no_ledger else options.ledger or userdata.ledger()


def remembered(place: Path | None, wording: Wording) -> History:
    """What there is to know of earlier runs. A ledger that cannot be used stops the work: those who opted out would come back."""
    if place is None:
        return NO_HISTORY
    with _or_without(wording):
        if not _is_there(place):
            return NO_HISTORY
        check_is_file(place)
        with Ledger(place) as ledger:
            return ledger.history()


@contextmanager
def recording(
    place: Path | None,
    wording: Wording,
    result: Result,
    run: str,
    at: datetime,
    corrections: Collection[RowRef] = (),
) -> Iterator[Seal]:
    """As Ledger.recording. A ledger that was not there before is not left behind when nothing was done."""
    if place is None:
        yield lambda _: None
        return
    with _or_without(wording):
        new = not _is_there(place)
    try:
        with (
            _or_without(wording),
            _made(place) as ledger,
            ledger.recording(result, run, at, corrections) as seal,
        ):
            yield seal
    except BaseException:
        if new:
            _leave_no_empty(place)
        raise


def _is_there(place: Path) -> bool:
    """Raises UserError where the person may not even look."""
    try:
        return place.exists()
    except PermissionError:
        raise UserError("ledger_not_writable", file=place.name) from None


@contextmanager
def _or_without(wording: Wording) -> Iterator[None]:
    """What is wrong with the ledger, and that it can be done without."""
    try:
        yield
    except UserError as error:
        if error.code.startswith("ledger_"):
            raise UserError("needs_ledger", said=wording.error(error)) from error
        raise


def _made(place: Path) -> Ledger:
    """The ledger at a place, and its folder, made when they are not there."""
    if place == userdata.ledger():
        with suppress(OSError):  # the ledger says it better
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Ledger(place)


def _leave_no_empty(place: Path) -> None:
    with suppress(UserError, OSError):
        with Ledger(place) as ledger:
            empty = ledger.is_empty()
        if empty:
            for file in (
                "-wal",
                "-shm",
                "",
            ):  # journals stay where a full disk kept them from being put into it
                Path(f"{place}{file}").unlink(missing_ok=True)


def existing(options: argparse.Namespace) -> Ledger:
    """A ledger that is there; none is made. Raises UserError as Ledger does, file_missing, and nothing_remembered."""
    place = options.ledger or userdata.ledger()
    if options.ledger is None and not _is_there(place):
        raise UserError("nothing_remembered")
    check_is_file(place)
    return Ledger(place)


def made(options: argparse.Namespace) -> Ledger:
    """A ledger, made when it is not there. Raises UserError as Ledger does."""
    return _made(options.ledger or userdata.ledger())


def history(options: argparse.Namespace, wording: Wording) -> int:
    """``history``: the runs the ledger remembers, one a line."""
    if options.ledger is None and not _is_there(userdata.ledger()):
        runs = []
    else:
        with existing(options) as ledger:
            runs = ledger.runs()
    for run in runs:
        if options.json:
            print_json(_facts(run))
        else:
            _say(run, wording)
    if not runs and not options.json:
        print(wording.text("cli.no_runs"))
    return DONE


def _facts(run: Run) -> dict[str, object]:
    lists = [vars(one) for one in run.lists]
    facts = {"run": run.id, "at": f"{run.at.isoformat()}Z", "lists": lists, "files": run.files}
    return facts | {"removed": sum(run.removed.values()), "by_rule": run.removed}


def _say(run: Run, wording: Wording) -> None:
    print(wording.text("cli.run_was", run=run.id, date=run.at, n=sum(run.removed.values())))
    for one in run.lists:
        print(" ", wording.text("cli.cleaned", **(vars(one) | {"n": one.rows})))
    for rule, count in run.removed.items():
        print(" ", wording.pair(wording.text(f"rule.{rule}.title"), wording.number(count)))
    if run.files:
        print(" ", wording.pair(wording.text("cli.run_files"), wording.value(run.files)))


def undo(options: argparse.Namespace, wording: Wording) -> int:
    """``undo RUN [--out DIR]``: the ledger forgets a run, as if it had never been; and the rows it took out, in new files."""
    restored: list[Restored] = []
    with existing(options) as ledger:
        if options.out is not None:
            taken = ledger.taken(options.run)
            if not taken:
                print(wording.text("cli.nothing_noted", run=options.run), file=sys.stderr)
            restored = restore(taken, options.out)
        undone = ledger.undo(options.run)
    for one in restored:
        if one.problem is not None:
            print(wording.error(one.problem), file=sys.stderr)
    if options.json:
        files = [
            {"list": str(one.list), "file": one.path and str(one.path), "rows": one.rows} for one in restored
        ]
        facts = {"run": options.run, "removals": undone.removals, "files": undone.files}
        print_json(facts | {"restored": files, "later": undone.later})
        return DONE
    print(wording.text("cli.undone", run=options.run, removals=undone.removals, files=undone.files))
    for later, n in undone.later.items():
        print(wording.text("cli.built_on", run=later, n=n))
    for one in restored:
        if one.path is not None:
            print(wording.text("cli.restored", file=one.path, n=one.rows))
            print(one.path)
    return DONE
