"""``inspect``, ``events``, ``classify``: what a file or a text is."""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import asdict

import pandas as pd

from listcleaner import userdata
from listcleaner.commands.said import DONE, USER_ERROR, note_sentence, print_json, say_notes
from listcleaner.core.bounces import classify as classification
from listcleaner.core.columns import remembered
from listcleaner.core.errors import UserError
from listcleaner.core.events import BounceFile
from listcleaner.core.formats.inspect import inspect as inspect_file
from listcleaner.core.formats.load import load_bounces
from listcleaner.core.judgement.sends import assign
from listcleaner.core.wording import Wording
from listcleaner.terminal import progress_bar

NOTHING_INSIDE = ("no_bounces_inside", "no_bounces_in_mails", "is_a_list", "is_own_log")


def inspect(options: argparse.Namespace, wording: Wording) -> int:
    """``inspect FILE...``: one line a file; files that cannot be read are said on stderr and make exit code 1."""
    code, memory = DONE, remembered.load(userdata.folder())
    for path in options.files:
        try:
            found = inspect_file(path, memory=memory)
        except UserError as error:
            error.fields.setdefault("file", path.name)
            print(wording.error(error), file=sys.stderr)
            code = USER_ERROR
            continue
        warnings = [note_sentence(note, wording) for note in found.warnings]
        if options.json:
            print_json(asdict(found) | {"file": str(path), "warnings": warnings})
            continue
        name = f"source.{found.source}"
        source = (
            wording.text(name) if found.source and name in wording else wording.text(f"kind.{found.kind}")
        )
        print(wording.text("cli.inspected", file=path.name, source=source, n=found.rows))
        for role, header in found.columns.items():
            print(" ", wording.pair(wording.text(f"role.{role}"), header))
        for warning in warnings:
            print(f"  ! {warning}")
    return code


def events(options: argparse.Namespace, wording: Wording) -> int:
    """``events FILE|DIR...``: normalised events, one a line; a file without any is said and the others are read."""
    memory = remembered.load(userdata.folder())
    files: list[BounceFile] = []
    failed: list[UserError] = []
    with progress_bar(wording) as progress:
        for path in options.files:
            try:
                files += load_bounces(path, progress=progress, memory=memory)
            except UserError as error:
                error.fields.setdefault("file", path.name)
                failed.append(error)
    for file in files:
        say_notes(file.path, file.notes, wording)
    for problem in failed:
        print(wording.error(problem), file=sys.stderr)
    if not files:
        return USER_ERROR
    table, _ = assign(files)
    for event in event_records(table):
        if options.json:
            print_json(event)
        else:
            print("  ".join(str(event[name] or "-") for name in ("at", "class", "reason", "address", "text")))
    return DONE if all(problem.code in NOTHING_INSIDE for problem in failed) else USER_ERROR


def event_records(table: pd.DataFrame) -> Iterable[dict[str, object]]:
    """The fields of DESIGN §4 for each event: times ISO 8601, with ``Z`` where the zone is known, null where no time is."""
    names = (
        "address",
        "class",
        "reason",
        "fault",
        "status",
        "reply",
        "at",
        "zone",
        "send",
        "source",
        "file",
        "row",
        "text",
        "because",
    )
    times = table["at"].dt.strftime("%Y-%m-%dT%H:%M:%S").where(table["at"].notna(), None)
    known = table["zone"].isin(["explicit", "utc"])
    zone = table["zone"].where(
        table["zone"] != "", "unknown"
    )  # the row names no time; its file's date stands in
    shown = table.assign(at=times.where(~known, times + "Z"), zone=zone)[list(names)]
    for row in shown.itertuples(index=False, name=None):
        record: dict[str, object] = dict(zip(names, row, strict=True))
        yield record | {"at": None if pd.isna(record["at"]) else record["at"]}  # type: ignore[call-overload]


def classify(options: argparse.Namespace, wording: Wording) -> int:
    """``classify [TEXT...]``: what server texts mean; without arguments one a line from stdin."""
    texts = options.texts or (line.rstrip("\r\n") for line in sys.stdin)
    for text in texts:
        verdict = classification.classify(text)
        if options.json:
            fields = asdict(verdict)
            names = ("reason", "fault", "status", "reply", "because")
            print_json({"text": text, "class": fields["category"]} | {name: fields[name] for name in names})
        else:
            print(f"{wording.explained(verdict.category, verdict.reason)}\n  ({verdict.because})")
    return DONE
