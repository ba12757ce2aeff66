"""From a path to the tables in it: a table, JSON, an archive, a folder; each with its profile."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath

from listcleaner.core.columns import remembered
from listcleaner.core.columns.remembered import Kind, Memory, read_as_told
from listcleaner.core.errors import UserError
from listcleaner.core.formats import json_records
from listcleaner.core.formats.damaged import AsFarAsItGoes
from listcleaner.core.formats.dates import date_in_name
from listcleaner.core.formats.found import Found
from listcleaner.core.formats.json_tables import to_table
from listcleaner.core.formats.log_lines import looks_like_log
from listcleaner.core.formats.logs import read_log
from listcleaner.core.formats.notifications import NOTIFICATIONS, is_notification, notifications_in
from listcleaner.core.formats.profile import Kind as KindOfTable
from listcleaner.core.formats.profile import Profile, profiles
from listcleaner.core.formats.recognise import find_json_profile, recognise
from listcleaner.core.messages.containers import MAILS, is_mail_file, mail_members, visible_files
from listcleaner.core.progress import Progress, silent
from listcleaner.core.tables.body import Body
from listcleaner.core.tables.kinds import find_kind
from listcleaner.core.tables.read import read_table
from listcleaner.core.tables.source import changed_at, members, opened
from listcleaner.core.tables.table import Note, Reading, Table

_KIND_OF: dict[Kind, KindOfTable] = {"list": "contacts", "bounces": "events"}
_LOG_HEAD = 1 << 20  # a busy server writes many lines between two deliveries


@dataclass(frozen=True)
class Content:
    """What is in one file: usually one table; JSON can mix records of several kinds.

    ``unreadable``: positions of broken records. ``files``: of notifications the name of the file of each row number.
    """

    path: Path
    reading: Reading
    found: tuple[Found, ...]
    unreadable: tuple[int, ...] = ()
    files: tuple[str, ...] = ()

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

    All mails of a folder or archive are one: the folder or archive itself, with the format ``mails``, after its other files; so
    are files of one JSON object each, where there are several, with the format ``notifications``.
    """
    if path.is_dir():
        yield from _in_folder(path, reading)
    elif reading.member is None and _is_archive(path):
        yield from _in_archive(path, reading)
    else:
        of_mails = reading.format is None and is_mail_file(path, reading.member)
        yield path, replace(reading, format=MAILS) if of_mails else reading


def _in_folder(folder: Path, reading: Reading) -> Iterator[tuple[Path, Reading]]:
    files = list(visible_files(folder))
    mails = {file for file in files if is_mail_file(file)}
    notifications = {file for file in files if file not in mails and is_notification(file)}
    together = mails | notifications if len(notifications) > 1 else mails
    for file in files:
        if file not in together:
            try:
                inside = list(files_in(file, reading))
            except UserError:  # said when the file is opened, so that the others are still read
                inside = [(file, reading)]
            yield from inside
    if len(notifications) > 1:
        yield folder, replace(reading, format=NOTIFICATIONS)
    if mails:
        yield folder, replace(reading, format=MAILS)


def _in_archive(path: Path, reading: Reading) -> Iterator[tuple[Path, Reading]]:
    mails = set(mail_members(path))
    notifications = {one.file for one in notifications_in(path)} - mails
    together = mails | notifications if len(notifications) > 1 else mails
    for member in sorted(members(path)):
        if member not in together:
            yield path, replace(reading, member=member)
    if len(notifications) > 1:
        yield path, replace(reading, format=NOTIFICATIONS)
    if mails:
        yield path, replace(reading, format=MAILS)


def open_file(
    path: Path,
    reading: Reading,
    fixed: Sequence[tuple[str, str]],
    progress: Progress,
    memory: Memory = (),
    asked: Kind | None = None,
) -> Content:
    """Read and understand one file or member.

    ``memory``: what the person told of earlier files. ``asked``: she says that it is a list, or bounces.
    Raises UserError as read_table, and json_too_deep, too_large_inside, no_bounces_inside (JSON or a log without any record).
    """
    if reading.format == NOTIFICATIONS:
        return _open_notifications(path, _Told(fixed, memory, asked), progress)
    kind = find_kind(path, reading.member)
    if kind == "json" and reading.format in (None, "json"):
        return _open_json(path, reading, _Told(fixed, memory, asked), progress)
    if kind == "text" and reading.format in (None, "log") and _is_log(path, reading.member):
        return _open_log(path, reading, progress)
    table, told = read_as_told(path, reading, () if fixed else memory, asked, progress)
    progress("recognising", 0)
    found = recognise(table, _own_name(path, reading), told.columns if told else fixed)
    if told:
        found = replace(found, kind=_KIND_OF[told.kind], fixed=told.columns)
    if not told and not fixed and reading.sheet is None and (asked == "bounces" or found.kind == "events"):
        return Content(path, table.reading, _with_other_sheets(found, reading, progress))
    return Content(path, table.reading, (found,))


def _with_other_sheets(found: Found, reading: Reading, progress: Progress) -> tuple[Found, ...]:
    """All sheets of a workbook that are bounces, where there are several: hard ones, soft ones, a month each."""
    said = [note for note in found.table.notes if note.code == "other_sheets"]
    others = []
    for name in found.table.sheets if said else ():
        if name != found.table.reading.sheet:
            with suppress(UserError):  # an empty sheet
                other = read_table(found.table.path, replace(reading, sheet=name), progress)
                others.append(recognise(other, _own_name(other.path, other.reading)))
    bounces = tuple(one for one in others if one.kind == "events")
    if not bounces or found.kind != "events":
        return bounces or (found,)
    notes = tuple(note for note in found.table.notes if note not in said)
    return (replace(found, table=replace(found.table, notes=notes)), *bounces)


def left_out(path: Path, reading: Reading, error: UserError) -> Note:
    """A note that a file of a folder or archive could not be read, which it names."""
    name = reading.member or path.name
    file = f"{path.name}: {reading.member}" if reading.member else path.name
    return Note(
        "file_skipped", {"name": name, "reason": UserError(error.code, **(error.fields | {"file": file}))}
    )


def _is_archive(path: Path) -> bool:
    try:
        return not is_mail_file(path) and find_kind(path) == "zip"
    except UserError:  # said when the file is opened
        return False


def _own_name(path: Path, reading: Reading) -> str:
    """What tells one file from others of its header: its name; a member's folder and archive say less and come after."""
    return PurePosixPath(reading.member or path.name).stem


def _open_json(path: Path, reading: Reading, told: "_Told", progress: Progress) -> Content:
    with opened(path, reading.member) as stream:
        source = AsFarAsItGoes(stream)
        content = source.all(json_records.MAX_SIZE)
    if len(content) > json_records.MAX_SIZE:
        raise UserError("too_large_inside", file=path.name, size=len(content))
    text, encoding = json_records.decode(content)
    try:
        groups, broken = json_records.group(text, _envelopes(), find_json_profile, progress)
    except UserError as error:
        error.fields.setdefault("file", path.name)
        raise
    if not groups:
        if any(value is None for value in json_records.values(text)):
            raise UserError("file_unreadable", file=path.name, reason="json")
        raise UserError("no_bounces_inside", file=path.name)
    reading = Reading("json", encoding, header_row=0, member=reading.member, dates=reading.dates)
    found = tuple(_of_records(path, reading, group, _own_name(path, reading), told) for group in groups)
    return Content(path, reading, _cut_off(found, source.cut), tuple(broken))


@dataclass(frozen=True)
class _Told:
    """What the person says of records: of these (``fixed``), or of earlier ones with the same keys."""

    fixed: Sequence[tuple[str, str]]
    memory: Memory
    asked: Kind | None

    def recognise(self, table: Table, name: str, profile: Profile | None) -> Found:
        if self.fixed:
            return recognise(table, name, self.fixed, profile)
        known = remembered.find(self.memory, table, self.asked)
        if known is None or not remembered.has_columns(table, known):
            return recognise(table, name, (), profile)
        found = recognise(remembered.said_so(table), name, known.columns, profile)
        return replace(found, kind=_KIND_OF[known.kind], fixed=known.columns)


def _cut_off(found: tuple[Found, ...], cut: bool) -> tuple[Found, ...]:
    """With a note where the file could be read up to some point only."""
    return (replace(found[0], notes=(*found[0].notes, Note("file_cut_off"))), *found[1:]) if cut else found


def _open_notifications(path: Path, told: "_Told", progress: Progress) -> Content:
    together: dict[str, json_records.Records] = {}
    names = []
    for number, notification in enumerate(notifications_in(path), 1):
        names.append(notification.file)
        text, _ = json_records.decode(notification.content)
        groups, _ = json_records.group(text, _envelopes(), find_json_profile, silent)
        for group in groups:
            # those nobody described are of one kind only where they say the same things
            shape = group.profile.id if group.profile else " ".join(sorted(group.records[0]))
            known = together.setdefault(shape, json_records.Records(group.profile))
            known.records += group.records
            known.numbers += [number] * len(group.records)
        if number % 1000 == 0:
            progress("reading", number)
    reading = Reading(format=NOTIFICATIONS, header_row=0)
    found = tuple(_of_records(path, reading, group, path.name, told) for group in together.values())
    return Content(path, reading, found, files=tuple(names))


def _of_records(path: Path, reading: Reading, group: json_records.Records, name: str, told: "_Told") -> Found:
    header, cells, numbers = to_table(group)
    table = Table(path, replace(reading, format="json"), header, Body.of(cells), numbers)
    return told.recognise(table, name, group.profile)


def _is_log(path: Path, member: str | None) -> bool:
    with opened(path, member) as stream:
        return looks_like_log(AsFarAsItGoes(stream).all(_LOG_HEAD))


def _open_log(path: Path, reading: Reading, progress: Progress) -> Content:
    changed = changed_at(path)
    dated = date_in_name(PurePosixPath(reading.member or path.name).name, changed) or changed
    with opened(path, reading.member) as stream:
        source = AsFarAsItGoes(stream)
        tables = read_log(source, path, reading.member, dated, progress)
    if not tables:
        raise UserError("no_bounces_inside", file=path.name)
    found = tuple(recognise(table, "", profile=profile) for profile, table in tables)
    return Content(path, found[0].table.reading, _cut_off(found, source.cut))


@cache
def _envelopes() -> frozenset[str]:
    return frozenset(key for profile in profiles() for key in profile.inside)
