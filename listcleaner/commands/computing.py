"""What ``clean`` and the commands that only look have in common: lists, bounces, rules and ledger, and what comes of them."""

import argparse
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from listcleaner import userdata
from listcleaner.commands.remembering import ledger_place, remembered
from listcleaner.commands.said import say_notes
from listcleaner.core import samples
from listcleaner.core.columns.remembered import Memory, load
from listcleaner.core.errors import UserError
from listcleaner.core.findings import incident_sentence
from listcleaner.core.formats.inspect import inspect as inspect_file
from listcleaner.core.judgement.history import History
from listcleaner.core.pipeline import Pipeline
from listcleaner.core.result import Result
from listcleaner.core.rules.declared import Rules, default_rules
from listcleaner.core.rules.file import load_rules
from listcleaner.core.rules.presets import preset
from listcleaner.core.second_process import SecondProcess
from listcleaner.core.session import Session, Source
from listcleaner.core.tables.fingerprint import content_fingerprint
from listcleaner.core.tables.source import reporting
from listcleaner.core.tables.table import Note, Reading
from listcleaner.core.wording import Wording
from listcleaner.terminal import progress_bar

MOST_LOOKED_INTO = 1 << 20  # bytes of a list that may be a bounce export: ten thousand bounces


@dataclass(frozen=True)
class Work:
    """A session as a command line asks for it, what earlier runs left, and the result at a moment."""

    session: Session
    history: History
    now: datetime
    result: Result


def utc_now() -> datetime:
    """Now, naive, UTC: what the core calls a moment."""
    return datetime.now(UTC).replace(tzinfo=None)


def rules_file(options: argparse.Namespace) -> Path | None:
    """The rules file asked for. What looks like a file, or is one, is none of the ready-made rules."""
    path = Path(options.rules) if options.rules else None
    return path if path and (path.suffix or len(path.parts) > 1 or path.is_file()) else None


def asked_rules(options: argparse.Namespace) -> Rules:
    """``--rules``: a file, or the name of ready-made rules; else the defaults."""
    if path := rules_file(options):
        return load_rules(path)
    # An empty name is a script's variable that was never set: the defaults are not what it asked for.
    return default_rules() if options.rules is None else preset(options.rules).rules


def work_out(
    options: argparse.Namespace, rules: Rules, wording: Wording, second: SecondProcess | None = None
) -> Work:
    """Computes the result of LIST..., ``--bounces`` and the ledger under some rules, and says on stderr what is to be known.

    Raises UserError when a file cannot be used.
    """
    memory = load(userdata.folder())
    reading = Reading(dates=options.dates)
    sources = [Source(path, "list", reading, memory=memory) for path in options.lists]
    sources += [Source(path, "bounces", reading, memory=memory) for path in options.bounces]
    check_given_once([source.path for source in sources])
    session = Session(tuple(sources), rules)
    now = samples.moment(session, utc_now())
    history = remembered(ledger_place(options), wording)
    with progress_bar(wording) as progress:
        result = Pipeline().compute(session, now, progress, history, second=second)
    if result.problems:
        raise result.problems[0].error
    check_no_list_as_bounces(result)
    say_warnings(result, wording)
    say_bounces_among(options.lists, memory, wording)
    say_incidents(result, wording)
    return Work(session, history, now, result)


def check_given_once(paths: list[Path]) -> None:
    """Raises UserError when one file is given twice: as list and bounces, or as two lists."""
    seen: set[object] = set()
    for path in paths:
        # also under another name: a hard link has the same place on the disk
        with reporting(path):
            is_file = path.is_file()
            real = (stat.st_dev, stat.st_ino) if is_file and (stat := path.stat()).st_ino else path.resolve()
        if real in seen:
            raise UserError("same_file_twice", file=path.name)
        seen.add(real)


def check_no_list_as_bounces(result: Result) -> None:
    """Raises UserError when a bounce file is a copy of a list, or stands in a folder that was given: all in it would bounce."""
    lists = {content_fingerprint(file.path, file.reading.member) for file in result.lists}
    for bounces in result.bounce_files:
        if bounces.fingerprint.partition(" ")[0] in lists:
            raise UserError("same_file_twice", file=bounces.path.name)


def say_warnings(result: Result, wording: Wording) -> None:
    """What should be known about the files read, on stderr."""
    for subscribers in result.lists:
        say_notes(subscribers.path, subscribers.notes, wording)
    for bounces in result.bounce_files:
        say_notes(bounces.path, bounces.notes, wording)


def say_bounces_among(lists: Iterable[Path], memory: Memory, wording: Wording) -> None:
    """A bounce export given as a list is said, on stderr: those in it would be kept."""
    for path in lists:
        if path.stat().st_size > MOST_LOOKED_INTO:
            continue
        with suppress(UserError):
            if inspect_file(path, memory=memory).kind == "events":
                say_notes(path, [Note("looks_like_bounces")], wording)


def say_incidents(result: Result, wording: Wording) -> None:
    """What was set aside because it failed for many at once, on stderr."""
    for incident in result.analysis.incidents if result.analysis else ():
        print(incident_sentence(incident, wording), file=sys.stderr)
