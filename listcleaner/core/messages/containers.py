"""Where mails are kept: a file each (``.eml``, ``.emlx``, ``.msg``, Maildir), mailboxes, folders and archives of these."""

import io
import os
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any

from listcleaner.core.errors import UserError
from listcleaner.core.messages import outlook
from listcleaner.core.messages.headers import split_headers
from listcleaner.core.messages.mbox import split_mbox
from listcleaner.core.messages.mime import MOST_BYTES
from listcleaner.core.tables.archives import Inside, files_inside, is_hidden, open_archive
from listcleaner.core.tables.source import opened, opened_inside, reporting

MAILS = "mails"  # Reading.format
_NAMES = frozenset({".eml", ".emlx", ".mbox", ".mbx", ".msg"})
_HEAD = 4096
_BLOCK = 1 << 16
_FROM_LINE = re.compile(rb"(?:\xef\xbb\xbf)?\s*From \S+ [^\r\n]{0,60}?\d\d?:\d\d[^\r\n]{0,20}\d{4}")
_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:>?From [^\r\n]*[\r\n]+)?[!-9;-~]{1,80}:[ \t\r\n]")
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

    ``error``: why it could not be read at all. ``cut``: its file ends in the middle of it.
    """

    file: str
    number: int
    raw: bytes
    error: UserError | None = None
    cut: bool = False


def is_mail_file(path: Path, member: str | None = None) -> bool:
    """Whether a file is a mail or a mailbox, by its ending or else its first lines; one that cannot be read is none."""
    if PurePosixPath(member or path.name).suffix.lower() in _NAMES:
        return True
    try:
        with opened(path, member) as stream:
            return _begins_like_mail(io.BufferedReader(_Readable(stream, path)).read(_HEAD))
    except UserError:
        return False


def mail_members(path: Path) -> list[str]:
    """The files of a zip archive that are mails, in order of their names. Raises UserError as ``opened``."""
    with reporting(path), open_archive(path) as archive:
        return [one.name for one in files_inside(archive) if _is_mail_member(one, path)]


def mails_in(path: Path, member: str | None = None) -> Iterator[RawMail]:
    """The mails of a file, a file in an archive, or of all files of a folder or archive that are mails.

    What cannot be read is a RawMail with an error, and the others follow. Raises UserError where an archive cannot be opened.
    """
    if path.is_dir():
        for file in mail_files(path):
            yield from _mails_of(opened(file), file, file.relative_to(path).as_posix())
    elif member is None and _is_archive(path):
        with reporting(path), open_archive(path) as archive:
            for one in files_inside(archive):
                if _is_mail_member(one, path):
                    yield from _mails_of(opened_inside(one, path), path, one.name)
    else:
        yield from _mails_of(opened(path, member), path, PurePosixPath(member).name if member else path.name)


def mail_files(folder: Path) -> Iterator[Path]:
    """The files of a folder and its subfolders that are mails, in order of their names."""
    for file in visible_files(folder):
        if is_mail_file(file):
            yield file


def visible_files(folder: Path) -> Iterator[Path]:
    """All files of a folder and its subfolders but hidden ones, in order of their names.

    A subfolder that may not be read is named like a file. Raises UserError no_permission where the folder itself may not be.
    """
    if not os.access(folder, os.R_OK | os.X_OK):
        raise UserError("no_permission", file=str(folder))
    for path in sorted(folder.rglob("*")):
        if not is_hidden(path.relative_to(folder)) and (path.is_file() or _is_closed_folder(path)):
            yield path


def _is_closed_folder(path: Path) -> bool:
    return path.is_dir() and not os.access(path, os.R_OK | os.X_OK)


def _is_archive(path: Path) -> bool:
    with opened(path) as stream:
        return stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def _is_mail_member(one: Inside, path: Path) -> bool:
    if PurePosixPath(one.name).suffix.lower() in _NAMES:
        return True
    try:
        with opened_inside(one, path) as stream:
            return _begins_like_mail(io.BufferedReader(_Readable(stream, path)).read(_HEAD))
    except UserError:
        return False


def _begins_like_mail(head: bytes) -> bool:
    if _FROM_LINE.match(head):
        return True
    if not _FIRST.match(head):
        return False
    block = head.replace(b"\r\n", b"\n").replace(b"\r", b"\n").partition(b"\n\n")[0]
    names = {name.lower() for name, _ in split_headers(block.decode("latin-1"))}
    return len(names & _OF_MAILS) >= _ENOUGH_HEADERS


def _mails_of(opening: AbstractContextManager[IO[bytes]], path: Path, name: str) -> Iterator[RawMail]:
    """The mails of one file as far as it can be read. ``path``: the file that was given, or of the folder that was."""
    with ExitStack() as stack:
        try:
            readable = _Readable(stack.enter_context(opening), path)
        except UserError as error:
            yield RawMail(name, 1, b"", error)
            return
        last: RawMail | None = None
        for mail in _mails(io.BufferedReader(readable, _BLOCK), name):
            if last is not None:
                yield last
            last = mail
        last = last or RawMail(name, 1, b"")
        if readable.error is not None:
            last = replace(last, cut=True) if last.raw.strip() else replace(last, error=readable.error)
        yield last


class _Readable(io.RawIOBase):
    """What can be read of a file: one that is damaged, or a bomb, ends where that begins."""

    def __init__(self, stream: IO[bytes], path: Path) -> None:
        self._stream, self._path = stream, path
        self.error: UserError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            with reporting(self._path):
                # Unlike read() it does not lose what it has when the next bytes are damaged.
                block: bytes = self._stream.read1(len(buffer))  # type: ignore[attr-defined]
        except UserError as error:
            self.error = error
            return 0
        buffer[: len(block)] = block
        return len(block)


def _mails(stream: io.BufferedReader, name: str) -> Iterator[RawMail]:
    """The mails of one file, told by its first bytes; one called ``.eml`` holds one, whatever stands in its text."""
    head = stream.peek(_HEAD)[:_HEAD]
    suffix = PurePosixPath(name).suffix.lower()
    if head.startswith(outlook.OLE):
        yield _of_outlook(stream, name)
    elif suffix == ".emlx":
        yield RawMail(name, 1, _without_plist(stream.read(MOST_BYTES + _HEAD)))
    elif suffix != ".eml" and (suffix in (".mbox", ".mbx") or _FROM_LINE.match(head)):
        for number, raw in enumerate(split_mbox(stream), 1):
            yield RawMail(name, number, raw, cut=len(raw) <= MOST_BYTES and not raw.endswith(b"\n"))
    else:
        yield RawMail(name, 1, stream.read(MOST_BYTES + 1))


def _of_outlook(stream: IO[bytes], name: str) -> RawMail:
    content = stream.read(outlook.MOST_BYTES + 1)
    try:
        return RawMail(name, 1, outlook.to_mime(content))
    except ValueError:
        return RawMail(name, 1, b"", UserError("file_unreadable", file=name, reason="damaged"))


def _without_plist(raw: bytes) -> bytes:
    """Apple Mail writes the length of the mail on a line before it, and a property list after it."""
    first, _, rest = raw.partition(b"\n")
    length = first.strip()
    return rest[: int(length)] if length.isdigit() and len(length) < 12 else raw
