"""What the person told about files with a certain header: how they are read and which column is which. Used for later ones.

Only marks of headers are kept, never cells. The folder is the caller's: the core knows no place of its own.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Literal

from listcleaner.core.columns.find import position
from listcleaner.core.columns.headers import tokens
from listcleaner.core.errors import UserError
from listcleaner.core.progress import Progress
from listcleaner.core.tables.header import has_address
from listcleaner.core.tables.read import read_table
from listcleaner.core.tables.table import Note, Reading, Table

FILE = "columns.json"
VERSION = 1
MOST = 200  # the oldest are forgotten
_CUT = ("encoding", "delimiter", "sheet", "header_row")  # of a Reading: how the file becomes a table
_SET_BY_HER = (*_CUT, "dates")
Columns = tuple[tuple[str, str], ...]
Kind = Literal["list", "bounces"]


@dataclass(frozen=True)
class Told:
    """What she told of one header.

    ``marks``: of the header as it was found, and as she had it read. ``reading``: only what she set.
    """

    marks: frozenset[str]
    kind: Kind
    reading: Reading = field(default_factory=Reading)
    columns: Columns = ()


Memory = tuple[Told, ...]  # the latest last


def told(kind: Kind, columns: Columns, found: Table, wanted: Table, memory: Memory = ()) -> Told | None:
    """What there is to remember: how ``found``, the table as it was read on its own, became ``wanted``.

    None when she changed nothing, or there is no header to know the next file by; nor where a row of contacts was taken for the
    header, which would be written down. What was told before of the same header
    (``memory``) still holds where she does not say otherwise.
    """
    marks = {mark for table in (found, wanted) if (mark := header_mark(table))}
    before = find(memory, found, kind)
    reading = before.reading if before else Reading()
    changes = {
        name: getattr(wanted.reading, name)
        for name in _SET_BY_HER
        if getattr(wanted.reading, name) != getattr(found.reading, name)
    }
    reading = replace(reading, **changes)
    is_data = any(has_address(table.header) for table in (found, wanted) if table.headed)
    if not marks or is_data or (not columns and reading == Reading()):
        return None
    return Told(frozenset(marks | (before.marks if before else set())), kind, reading, columns)


def header_mark(table: Table) -> str:
    """What tells a header from others, whatever its case and punctuation; "" for a table without header."""
    if not table.headed or not any(name.strip() for name in table.header):
        return ""
    words = "\x1f".join("".join(tokens(name)) for name in table.header)
    return hashlib.sha256(words.encode()).hexdigest()


def find(memory: Memory, table: Table, kind: Kind | None) -> Told | None:
    """The latest she told of this table's header; ``kind``: of files of this kind only."""
    mark = header_mark(table)
    fitting = (one for one in reversed(memory) if mark in one.marks and kind in (None, one.kind))
    return next(fitting, None) if mark else None


def read_as_told(
    path: Path, reading: Reading, memory: Memory, kind: Kind | None, progress: Progress
) -> tuple[Table, Told | None]:
    """The table of a file, read as she had an earlier one with this header read; a note says so. None: nothing was told of it.

    What ``reading`` says of the dates stands.
    Raises UserError as read_table does.
    """
    table = read_table(path, reading, progress)
    if any(getattr(reading, name) is not None for name in _CUT):
        return table, None
    known = find(memory, table, kind)
    if known is None:
        return table, None
    try:
        dates = reading.dates or known.reading.dates
        wanted = replace(table, reading=replace(table.reading, dates=dates))
        if any(getattr(known.reading, name) is not None for name in _CUT):
            how = replace(known.reading, format=reading.format, member=reading.member, dates=dates)
            wanted = read_table(path, how, progress)
    except UserError:  # the same header, but not the sheet she spoke of
        return table, None
    return (said_so(wanted), known) if has_columns(wanted, known) else (table, None)


def has_columns(table: Table, known: Told) -> bool:
    """Whether the columns she spoke of are there."""
    try:
        for header in (header for _, header in known.columns if header):
            position(table, header)
    except UserError:
        return False
    return True


def said_so(table: Table) -> Table:
    """With the note that it is read as she told of an earlier file."""
    return replace(table, notes=(*table.notes, Note("as_told_before")))


def load(folder: Path) -> Memory:
    """What is remembered in this folder; nothing where there is none, or what a newer version or somebody else wrote."""
    try:
        content = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if content["version"] != VERSION:
            return ()
        return tuple(_told(entry) for entry in content["told"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return ()


def remember(folder: Path, new: Told) -> Memory:
    """Adds it to what is remembered, in place of what was told of the same header before. Raises OSError."""
    kept = [one for one in load(folder) if one.kind != new.kind or one.marks.isdisjoint(new.marks)]
    memory = (*kept, new)[-MOST:]
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{FILE}.new"
    text = json.dumps(
        {"version": VERSION, "told": [_record(one) for one in memory]}, ensure_ascii=False, indent=1
    )
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(folder / FILE)
    return memory


def _record(one: Told) -> dict[str, object]:
    reading = {name: value for name in _SET_BY_HER if (value := getattr(one.reading, name)) is not None}
    return {"headers": sorted(one.marks), "kind": one.kind, "reading": reading, "columns": one.columns}


def _told(entry: dict[str, object]) -> Told:
    kind, reading = entry["kind"], entry["reading"]
    if kind not in ("list", "bounces") or not isinstance(reading, dict):
        raise ValueError(kind)
    types = {"header_row": int}
    wrong = [name for name, value in reading.items() if not isinstance(value, types.get(name, str))]
    odd = reading.get("dates") not in (None, "dmy", "mdy")
    if wrong or odd or not set(reading) <= {one.name for one in fields(Reading)}:
        raise ValueError(reading)
    return Told(frozenset(_texts(entry["headers"])), kind, Reading(**reading), _pairs(entry["columns"]))


def _texts(value: object) -> Sequence[str]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise ValueError(value)
    return value


def _pairs(value: object) -> Columns:
    if not isinstance(value, list):
        raise ValueError(value)
    pairs = [_texts(pair) for pair in value]
    return tuple((role, header) for role, header in pairs)
