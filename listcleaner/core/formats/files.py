"""From a path to the tables in it: a table, JSON, an archive, a folder; each with its profile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath

import pandas as pd

from listcleaner.core.errors import UserError
from listcleaner.core.formats import json_records
from listcleaner.core.formats.dates import date_in_name
from listcleaner.core.formats.found import Found
from listcleaner.core.formats.json_tables import to_table
from listcleaner.core.formats.log_lines import looks_like_log
from listcleaner.core.formats.logs import read_log
from listcleaner.core.formats.profile import profiles
from listcleaner.core.formats.recognise import find_json_profile, recognise
from listcleaner.core.messages.containers import MAILS, is_mail_file, mail_members, visible_files
from listcleaner.core.progress import Progress
from listcleaner.core.tables.kinds import find_kind
from listcleaner.core.tables.read import read_table, tables_inside
from listcleaner.core.tables.source import opened, size
from listcleaner.core.tables.table import Reading, Table

_LOG_HEAD = 1 << 20  # a busy server writes many lines between two deliveries


@dataclass(frozen=True)
class Content:
    """What is in one file: usually one table; JSON can mix records of several kinds.

    ``unreadable``: positions of broken records.
    """

    path: Path
    reading: Reading
    found: tuple[Found, ...]
    unreadable: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """The file's own name, inside an archive the member's."""
        return PurePosixPath(self.reading.member).name if self.reading.member else self.path.name

    @property
    def main(self) -> Found:
        """What most rows of the file are."""
        return max(self.found, key=lambda found: len(found.table.cells))


def files_in(path: Path, reading: Reading) -> Iterator[tuple[Path, Reading]]:
    """The files of a folder or archive in order of their names, or the one file.

    All mails of a folder or archive are one: the folder or archive itself, with the format ``mails``, after its other files.
    """
    if path.is_dir():
        mails = False
        for file in visible_files(path):
            if is_mail_file(file):
                mails = True
            else:
                yield from files_in(file, reading)
        if mails:
            yield path, replace(reading, format=MAILS)
    elif reading.member is None and _is_archive(path):
        mail = mail_members(path)
        for member in sorted({*tables_inside(path)}.difference(mail)):
            yield path, replace(reading, member=member)
        if mail:
            yield path, replace(reading, format=MAILS)
    else:
        of_mails = reading.format is None and is_mail_file(path, reading.member)
        yield path, replace(reading, format=MAILS) if of_mails else reading


def open_file(path: Path, reading: Reading, fixed: Sequence[tuple[str, str]], progress: Progress) -> Content:
    """Read and understand one file or member.

    Raises UserError as read_table, and json_too_deep, too_large_inside.
    """
    kind = find_kind(path, reading.member)
    if kind == "json" and reading.format in (None, "json"):
        return _open_json(path, reading, fixed, progress)
    if kind == "text" and reading.format in (None, "log") and _is_log(path, reading.member):
        return _open_log(path, reading, progress)
    table = read_table(path, reading, progress)
    progress("recognising", 0)
    return Content(path, table.reading, (recognise(table, _own_name(path, reading), fixed),))


def _is_archive(path: Path) -> bool:
    try:
        return not is_mail_file(path) and find_kind(path) == "zip"
    except UserError:  # said when the file is opened, so that the others of a folder are still read
        return False


def _own_name(path: Path, reading: Reading) -> str:
    """What tells one file from others of its header: its name; a member's folder and archive say less and come after."""
    return PurePosixPath(reading.member or path.name).stem


def _open_json(path: Path, reading: Reading, fixed: Sequence[tuple[str, str]], progress: Progress) -> Content:
    if size(path, reading.member) > json_records.MAX_SIZE:
        raise UserError("too_large_inside", file=path.name, size=size(path, reading.member))
    with opened(path, reading.member) as stream:
        text, encoding = json_records.decode(stream.read())
    try:
        groups, broken = json_records.group(text, _envelopes(), find_json_profile, progress)
    except UserError as error:
        error.fields.setdefault("file", path.name)
        raise
    if not groups:
        raise UserError("file_unreadable", file=path.name, reason="json")
    reading = Reading(format="json", encoding=encoding, header_row=0, member=reading.member)
    found = []
    for group in groups:
        header, cells, numbers = to_table(group)
        # header_row 1: the keys are the header
        table = Table(path, replace(reading, header_row=1), header, cells, numbers)
        found.append(recognise(table, _own_name(path, reading), fixed, group.profile))
    return Content(path, reading, tuple(found), tuple(broken))


def _is_log(path: Path, member: str | None) -> bool:
    with opened(path, member) as stream:
        return looks_like_log(stream.read(_LOG_HEAD))


def _open_log(path: Path, reading: Reading, progress: Progress) -> Content:
    changed = changed_at(path)
    dated = date_in_name(PurePosixPath(reading.member or path.name).name, changed) or changed
    with opened(path, reading.member) as stream:
        tables = read_log(stream, path, reading.member, dated, progress)
    if not tables:
        raise UserError("no_bounces_inside", file=path.name)
    found = tuple(recognise(table, "", profile=profile) for profile, table in tables)
    return Content(path, found[0].table.reading, found)


@cache
def _envelopes() -> frozenset[str]:
    return frozenset(key for profile in profiles() for key in profile.inside)


def changed_at(path: Path) -> pd.Timestamp:
    """When the file was last written, UTC."""
    return pd.Timestamp(path.stat().st_mtime, unit="s").floor("s").as_unit("us")
