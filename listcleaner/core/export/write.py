"""Export: the plan written to files, all of them or none. It streams the lists again and decides nothing."""

from collections.abc import Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO

from listcleaner.core.collection import paused_collection
from listcleaner.core.contacts import ListFile
from listcleaner.core.errors import UserError
from listcleaner.core.export.delimited import Advance, copy_text
from listcleaner.core.export.log import RemovalLog, RunStamp
from listcleaner.core.export.naming import PlannedFile, is_text, planned_outputs
from listcleaner.core.export.parts import PARTS, Split, split
from listcleaner.core.export.staging import Seal, Staged, Staging, check_no_input
from listcleaner.core.export.values import TYPED, looks_of, write_texts, write_workbooks
from listcleaner.core.export.workbook import copy_workbook
from listcleaner.core.export.xmledit import CannotMend
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.progress import Progress, silent
from listcleaner.core.rules.decisions import RowRef
from listcleaner.core.rules.declared import Rules
from listcleaner.core.rules.plan import Plan
from listcleaner.core.second_process import SecondProcess, start
from listcleaner.core.tables.fingerprint import fingerprint
from listcleaner.core.tables.table import Note
from listcleaner.core.wording import Wording

__all__ = ["PARTS", "RunStamp", "WrittenFile", "export", "planned_outputs"]


@dataclass(frozen=True)
class WrittenFile:
    """A file an export has written.

    ``rows``: list rows in it, without titles, header and blank rows. ``list``: its list's index, None for the log.
    ``corrected``: rows with an accepted correction. ``notes``: what the person should know about it.
    """

    path: Path
    part: str
    rows: int
    list: int | None = None
    corrected: int = 0
    notes: tuple[Note, ...] = ()


@paused_collection()
def export(
    analysis: Analysis,
    plan: Plan,
    lists: Sequence[ListFile],
    out_dir: Path,
    *,
    wording: Wording,
    rules: Rules,
    run: RunStamp,
    format: str | None = None,
    corrections: frozenset[RowRef] = frozenset(),
    parts: Collection[str] = PARTS,
    inputs: Collection[Path] = (),
    progress: Progress = silent,
    second: SecondProcess | None = None,
    sealing: Seal = lambda _: None,
) -> list[WrittenFile]:
    """Writes each list's cleaned, suspended, removed and review file, and the removal log, into ``out_dir``.

    ``format``: ``csv``, ``xlsx`` or None for that of each list. ``parts``: which files. ``inputs``: further paths that must not
    be overwritten (those of the lists never are). ``second``: copies the lists while the log is written. ``sealing``: told when
    all files are complete, before they get their names. Files appear all at once at the end; after an error or Cancelled,
    that of ``sealing`` too, there is nothing new. Raises UserError output_is_input (file),
    output_not_writable (folder, reason), output_in_use (file), output_name_too_long (file), disk_full
    (folder), source_changed (file), too_many_rows (most), and what reading the lists raises.
    """
    out_dir = Path(out_dir)
    splits = [split(analysis, plan, lists, index, corrections) for index in range(len(lists))]
    planned = [
        file
        for file in planned_outputs(lists, out_dir, format, parts)
        if file.is_due(splits[file.list or 0].counts["review"])
    ]
    check_no_input([file.path for file in planned], [*inputs, *(file.path for file in lists)])
    total = sum(one.rows for one in splits)
    with Staging(out_dir) as staging:
        copies = [
            _Copy(
                replace(file, contacts=file.contacts[:0]),  # not needed, and much to send to another process
                splits[index],
                {one.part: Path(staging.open(one.path).name) for one in planned if one.list == index},
                format,
            )
            for index, file in enumerate(lists)
        ]
        copied = start(second, _copy, copies, *(() if second else (progress,)))
        log = RemovalLog(analysis, plan, lists, rules, wording, run, corrections)
        logged = [
            log.write(staging.open(one.path), one.path.suffix.lstrip("."), partial(progress, "logging"))
            for one in planned
            if one.part == "log"
        ]
        notes = copied()
        progress("writing", total, total)  # after the sealing nothing may raise Cancelled: it is done
        hidden = staging.complete()
        sealing([Staged(one.list, one.part, one.path, hidden[one.path]) for one in planned])
        staging.commit()
    return [
        WrittenFile(one.path, "log", logged[0])
        if one.list is None
        else _written(one, splits[one.list], notes[one.list])
        for one in planned
    ]


@dataclass(frozen=True)
class _Copy:
    """The files of one list that are to be written, by part."""

    file: ListFile
    split: Split
    targets: dict[str, Path]
    format: str | None

    def make(self, advance: Advance) -> tuple[Note, ...]:
        """Writes them, while the list stays as it was read."""
        check_unchanged(self.file)
        with ExitStack() as opened:
            outputs: dict[str, IO[bytes]] = {
                part: opened.enter_context(path.open("r+b")) for part, path in self.targets.items()
            }
            notes = write_list(self.file, self.split, outputs, self.format, advance)
        check_unchanged(self.file)
        return notes


def _copy(copies: Sequence[_Copy], progress: Progress = silent) -> list[tuple[Note, ...]]:
    """Makes all copies; the notes of each."""
    total, before, notes = sum(copy.split.rows for copy in copies), 0, []
    for copy in copies:
        notes.append(copy.make(_from(before, total, progress)))
        before += copy.split.rows
    return notes


def check_unchanged(file: ListFile) -> None:
    """Raises UserError source_changed (file) when the list is no longer what was read."""
    if fingerprint(file.path) != file.fingerprint:
        raise UserError("source_changed", file=file.path.name)


def write_list(
    file: ListFile, split: Split, outputs: dict[str, IO[bytes]], format: str | None, advance: Advance
) -> tuple[Note, ...]:
    """Writes the parts of a list's split; the notes are of the cleaned file. Raises what reading the list raises."""
    if is_text(file, format):
        return (copy_text if file.reading.format == "csv" else write_texts)(file, split, outputs, advance)
    told, lost = "converted", dict[str, object](file=file.path.name)
    if file.reading.format in ("xlsx", "xlsm"):
        try:
            return copy_workbook(file, split, outputs, advance)
        except CannotMend as reason:
            told, lost["what"] = "workbook", reason.what
        _empty(outputs)
    looks = looks_of(file, advance)
    notes = write_workbooks(file, split, outputs, advance, looks)
    if file.reading.format in TYPED:  # of others there are only values
        notes = (Note(f"{told}_{'values' if looks is None else 'formats'}", lost), *notes)
    return notes


def _empty(outputs: dict[str, IO[bytes]]) -> None:
    for stream in outputs.values():
        stream.seek(0)
        stream.truncate()


def _from(before: int, total: int, progress: Progress) -> Advance:
    """Progress of one file as progress of the whole."""

    def advance(done: int) -> None:
        progress("writing", min(before + done, total), total)

    return advance


def _written(planned: PlannedFile, split: Split, notes: tuple[Note, ...]) -> WrittenFile:
    cleaned = planned.part == "cleaned"
    corrected = len(split.corrections) if cleaned else 0
    count = split.counts[planned.part]
    return WrittenFile(planned.path, planned.part, count, planned.list, corrected, notes if cleaned else ())
