"""Where mails are kept: a file each (``.eml``, ``.emlx``, ``.msg``, Maildir), mailboxes, folders and archives of these."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from listcleaner.core.errors import UserError
from listcleaner.core.messages import outlook
from listcleaner.core.messages.headers import split_headers
from listcleaner.core.messages.mbox import split_mbox
from listcleaner.core.messages.mime import MOST_BYTES
from listcleaner.core.tables.source import check_size, is_hidden, open_archive, opened, reporting, shown

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError)
MAILS = "mails"  # Reading.format
_NAMES = frozenset({".eml", ".emlx", ".mbox", ".mbx", ".msg"})
_HEAD = 4096
_FROM_LINE = re.compile(rb"\s*From \S+ [^\r\n]{0,60}?\d\d?:\d\d[^\r\n]{0,20}\d{4}")
_FIRST = re.compile(rb"\s*(?:>?From [^\r\n]*[\r\n]+)?[!-9;-~]{1,80}:[ \t\r\n]")
# Two of these at the start of a file and it is a mail, whatever it is called.
_ENOUGH_HEADERS = 2
_OF_MAILS = frozenset(
    {
        "received",
        "return-path",
        "delivered-to",
        "x-original-to",
        "message-id",
        "date",
        "from",
        "to",
        "subject",
        "mime-version",
        "content-type",
        "dkim-signature",
        "x-mozilla-status",
    }
)


@dataclass(frozen=True, slots=True)
class RawMail:
    """``file``: name of its file, with the folders inside what was given; ``number``: 1-based place there.

    ``problem``: why it could not be read at all (``damaged``, ``no_permission``), or ``""``.
    """

    file: str
    number: int
    raw: bytes
    problem: str = ""


def is_mail_file(path: Path, member: str | None = None) -> bool:
    """Whether a file is a mail or a mailbox, by its ending or else its first lines; one that cannot be read is none."""
    if PurePosixPath(member or path.name).suffix.lower() in _NAMES:
        return True
    try:
        with opened(path, member) as stream:
            return _begins_like_mail(stream.read(_HEAD))
    except UserError:
        return False


def mail_members(path: Path) -> list[str]:
    """The files of a zip archive that are mails, in order of their names. Raises UserError as ``opened``."""
    with reporting(path), open_archive(path) as archive:
        check_size(archive, path)
        return [info.filename for info in shown(archive) if _is_mail_member(archive, info)]


def mails_in(path: Path, member: str | None = None) -> Iterator[RawMail]:
    """The mails of a file, a file in an archive, or of all files of a folder or archive that are mails.

    What cannot be read is a RawMail with a problem, and the others follow. Raises UserError where nothing can be read at all.
    """
    if path.is_dir():
        for file in mail_files(path):
            yield from _of_file(file, file.relative_to(path).as_posix())
    elif member is None and _is_archive(path):
        yield from _of_archive(path)
    else:
        with opened(path, member) as stream:
            yield from _mails(stream, PurePosixPath(member).name if member else path.name)


def mail_files(folder: Path) -> Iterator[Path]:
    """The files of a folder and its subfolders that are mails, in order of their names."""
    for file in visible_files(folder):
        if is_mail_file(file):
            yield file


def visible_files(folder: Path) -> Iterator[Path]:
    """All files of a folder and its subfolders but hidden ones, in order of their names."""
    for file in sorted(folder.rglob("*")):
        if not is_hidden(file.relative_to(folder)) and file.is_file():
            yield file


def _is_archive(path: Path) -> bool:
    with opened(path) as stream:
        return stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def _is_mail_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    if PurePosixPath(info.filename).suffix.lower() in _NAMES:
        return True
    try:
        with archive.open(info) as stream:
            return _begins_like_mail(stream.read(_HEAD))
    except _DAMAGED:
        return False


def _begins_like_mail(head: bytes) -> bool:
    if _FROM_LINE.match(head):
        return True
    if not _FIRST.match(head):
        return False
    block = head.replace(b"\r\n", b"\n").replace(b"\r", b"\n").partition(b"\n\n")[0]
    names = {name.lower() for name, _ in split_headers(block.decode("latin-1"))}
    return len(names & _OF_MAILS) >= _ENOUGH_HEADERS


def _of_file(path: Path, name: str) -> Iterator[RawMail]:
    try:
        with opened(path) as stream:
            yield from _mails(stream, name)
    except UserError as error:
        yield RawMail(name, 1, b"", error.code)


def _of_archive(path: Path) -> Iterator[RawMail]:
    with reporting(path), open_archive(path) as archive:
        check_size(archive, path)
        for info in shown(archive):
            if not _is_mail_member(archive, info):
                continue
            number = 0
            try:
                with archive.open(info) as stream:
                    for mail in _mails(stream, info.filename):
                        number = mail.number
                        yield mail
            except _DAMAGED:
                yield RawMail(info.filename, number + 1, b"", "damaged")


def _mails(stream: IO[bytes], name: str) -> Iterator[RawMail]:
    """The mails of one file, told by its first bytes; one called ``.eml`` holds one, whatever stands in its text."""
    head = stream.read(_HEAD)
    suffix = PurePosixPath(name).suffix.lower()
    stream.seek(0)
    if head.startswith(outlook.OLE):
        yield _of_outlook(stream, name)
    elif suffix == ".emlx":
        yield RawMail(name, 1, _without_plist(stream.read(MOST_BYTES + _HEAD)))
    elif suffix != ".eml" and (suffix in (".mbox", ".mbx") or _FROM_LINE.match(head)):
        for number, raw in enumerate(split_mbox(stream), 1):
            yield RawMail(name, number, raw)
    else:
        yield RawMail(name, 1, stream.read(MOST_BYTES + 1))


def _of_outlook(stream: IO[bytes], name: str) -> RawMail:
    content = stream.read(outlook.MOST_BYTES + 1)
    try:
        return RawMail(name, 1, outlook.to_mime(content))
    except ValueError:
        return RawMail(name, 1, b"", "too_large" if len(content) > outlook.MOST_BYTES else "damaged")


def _without_plist(raw: bytes) -> bytes:
    """Apple Mail writes the length of the mail on a line before it, and a property list after it."""
    first, _, rest = raw.partition(b"\n")
    length = first.strip()
    return rest[: int(length)] if length.isdigit() and len(length) < 12 else raw
