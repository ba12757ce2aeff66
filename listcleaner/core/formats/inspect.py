"""What is this file? For the command line and for sorting dropped files into lists and bounces."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from listcleaner.core.columns.find import find_columns
from listcleaner.core.columns.remembered import Memory
from listcleaner.core.errors import UserError
from listcleaner.core.formats.files import Content, files_in, left_out, open_file
from listcleaner.core.formats.found import Found
from listcleaner.core.formats.notifications import NOTIFICATIONS
from listcleaner.core.messages.containers import MAILS, mails_in
from listcleaner.core.progress import silent
from listcleaner.core.tables.table import Note, Reading

_TO_COLUMNS = {"address": "email"}  # role names of profiles → role names of core.columns


@dataclass(frozen=True)
class Inspection:
    """DESIGN §4 ``inspect``. ``source``: profile id, None when no service was recognised. ``columns``: role → header.

    ``header_row``: 1-based, 0 = none, None where there is no such thing. ``rows``: rows under the header, records, or None.
    """

    file: str
    kind: Literal["contacts", "events", "messages", "unknown"]
    source: str | None = None
    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    rows: int | None = None
    columns: dict[str, str] = field(default_factory=dict)
    confidence: float = 0.0
    warnings: tuple[Note, ...] = ()


def inspect(path: Path, reading: Reading = Reading(), memory: Memory = ()) -> Inspection:
    """Kind, source and columns of a file; of an archive those of its most telling file, the others are warnings.

    ``memory``: what the person told of earlier files.

    Of mails ``rows`` is their number. Raises UserError as read_table; file_is_folder for a folder without mails or notifications.
    """
    path = Path(path)
    files = list(files_in(path, reading))
    if path.is_dir():
        files = [(file, how) for file, how in files if how.format in (MAILS, NOTIFICATIONS)]
    if not files:
        raise UserError("file_is_folder" if path.is_dir() else "file_not_a_table", file=path.name, kind="zip")
    contents, skipped = _opened(files, memory)
    mails = any(how.format == MAILS for _, how in files)
    ranked = sorted(contents, key=lambda content: -_telling(content))
    named = [Note("also_inside", {"name": content.name, "kind": content.main.kind}) for content in ranked]
    if mails and (not ranked or ranked[0].main.kind != "events"):
        return _of_mails(path, reading, (*named, *skipped))
    also = [Note("mails_also_inside")] if mails else []
    return _inspection(path, ranked[0], (*named[1:], *also, *skipped))


def _opened(files: Sequence[tuple[Path, Reading]], memory: Memory) -> tuple[list[Content], list[Note]]:
    """What can be read, mails apart, and notes on what cannot. Raises UserError where there is nothing else."""
    contents: list[Content] = []
    skipped: list[Note] = []
    for file, how in files:
        if how.format == MAILS:
            continue
        try:
            contents.append(open_file(file, how, (), silent, memory))
        except UserError as error:
            if len(files) == 1:
                raise
            skipped.append(left_out(file, how, error))
    if not contents and len(skipped) == len(files):
        raise UserError("file_not_a_table", file=files[0][0].name, kind="zip")
    return contents, skipped


def _of_mails(path: Path, reading: Reading, others: tuple[Note, ...]) -> Inspection:
    rows, error = 0, None
    for mail in mails_in(path, reading.member):
        error = error or mail.error
        rows += mail.error is None
    if error and not rows:
        raise error
    return Inspection(str(path), "messages", format=MAILS, rows=rows, confidence=0.9, warnings=others)


def _telling(content: Content) -> float:
    return {"events": 2.0, "contacts": 1.0, "unknown": 0.0}[content.main.kind] + content.main.confidence / 2


def _inspection(path: Path, content: Content, others: tuple[Note, ...]) -> Inspection:
    found, reading = content.main, content.main.table.reading
    without_header = reading.format in ("json", "log")
    notes = (*found.table.notes, *found.notes, *others)
    if content.unreadable:
        notes = (*notes, Note("records_broken", {"n": len(content.unreadable)}, content.unreadable[:1000]))
    return Inspection(
        file=str(path),
        kind=found.kind,
        source=found.source or None,
        format=reading.format,
        encoding=reading.encoding,
        delimiter=reading.delimiter,
        sheet=reading.sheet,
        header_row=None if without_header else reading.header_row,
        rows=sum(len(one.table.cells) for one in content.found),
        columns=_columns(found),
        confidence=found.confidence,
        warnings=notes,
    )


def _columns(found: Found) -> dict[str, str]:
    header = found.table.header
    if found.kind == "contacts":
        roles = find_columns(found.table, "contacts", found.fixed).roles
        return {role: header[column] for role, column in roles.items() if column < len(header)}
    used = {
        role: _first_used(found, [column for part in parts for column in part])
        for role, parts in found.columns.items()
    }
    columns = {
        _TO_COLUMNS.get(role, role): header[column] for role, column in used.items() if column is not None
    }
    ticked = [flag for flag in found.profile.flags if flag in header]  # yes/no columns; the first is named
    return {**({"class": ticked[0]} if ticked else {}), **columns}


def _first_used(found: Found, columns: Sequence[int]) -> int | None:
    """The first column with content, else the first."""
    filled = (column for column in columns if (found.table.cells.iloc[:, column] != "").any())
    return next(filled, columns[0] if columns else None)
