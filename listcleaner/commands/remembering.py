"""``history`` and ``undo``, and the ledger ``clean`` writes to."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from listcleaner.commands.said import DONE, print_json
from listcleaner.core.ledger import Ledger
from listcleaner.core.tables.source import check_is_file
from listcleaner.core.wording import Wording


@contextmanager
def open_ledger(path: Path | None) -> Iterator[Ledger | None]:
    """The ledger asked for, or None. One that was not there before, and in which no run was recorded, is not left behind."""
    if path is None:
        yield None
        return
    unused = not path.exists()
    try:
        with Ledger(path) as ledger:
            try:
                yield ledger
            finally:
                unused = unused and ledger.is_empty()
    finally:
        if unused:
            with suppress(OSError):
                path.unlink()


@contextmanager
def existing_ledger(path: Path) -> Iterator[Ledger]:
    """A ledger that is there; none is made. Raises UserError as Ledger does, and file_missing."""
    check_is_file(path)
    with Ledger(path) as ledger:
        yield ledger


def history(options: argparse.Namespace, wording: Wording) -> int:
    """``history --ledger FILE``: the runs a ledger remembers, one a line."""
    with existing_ledger(options.ledger) as ledger:
        runs = ledger.runs()
    for run in runs:
        if options.json:
            facts = {"run": run.id, "at": f"{run.at.isoformat()}Z", "files": run.files}
            print_json(facts | {"removed": sum(run.removed.values()), "by_rule": run.removed})
            continue
        print(wording.text("cli.run_was", run=run.id, date=run.at, n=sum(run.removed.values())))
        for rule, count in run.removed.items():
            print(" ", wording.pair(wording.text(f"rule.{rule}.title"), wording.number(count)))
        if run.files:
            print(" ", wording.pair(wording.text("cli.run_files"), wording.value(run.files)))
    return DONE


def undo(options: argparse.Namespace, wording: Wording) -> int:
    """``undo RUN --ledger FILE``: the ledger forgets a run, as if it had never been."""
    with existing_ledger(options.ledger) as ledger:
        undone = ledger.undo(options.run)
    if options.json:
        print_json({"run": options.run, "removals": undone.removals, "files": undone.files})
    else:
        print(wording.text("cli.undone", run=options.run, removals=undone.removals, files=undone.files))
    return DONE
