"""Notifications kept one a file, as S3 and receivers of webhooks do: thousands of files that are one report together."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from listcleaner.core.errors import UserError
from listcleaner.core.formats.json_records import decode
from listcleaner.core.messages.containers import visible_files
from listcleaner.core.tables.archives import Inside, files_inside, open_archive
from listcleaner.core.tables.source import opened_inside, reporting

NOTIFICATIONS = "notifications"  # Reading.format of a folder or archive of them
LARGEST = 1 << 18  # bytes; SNS and SQS carry no more


@dataclass(frozen=True, slots=True)
class Notification:
    """``file``: its name, with the folders inside what was given."""

    file: str
    content: bytes


def is_notification(file: Path) -> bool:
    """Whether a file is one JSON object and nothing else. False for what cannot be read: that is said when it is opened."""
    return bool(_object_in(file))


def notifications_in(path: Path) -> Iterator[Notification]:
    """Those of a folder or zip archive in order of their names. Raises UserError as ``opened``."""
    if path.is_dir():
        for file in visible_files(path):
            if content := _object_in(file):
                yield Notification(file.relative_to(path).as_posix(), content)
        return
    with reporting(path), open_archive(path) as archive:
        for one in files_inside(archive):
            if one.info.file_size <= LARGEST and _is_one_object(content := _content(one, path)):
                yield Notification(one.name, content)


def fingerprint_of(path: Path) -> str:
    """What tells one collection from another, whatever its files are called."""
    each = sorted(hashlib.sha256(one.content).hexdigest() for one in notifications_in(path))
    return hashlib.sha256("".join(each).encode()).hexdigest()


def _object_in(file: Path) -> bytes:
    """The content of a file that is one JSON object; nothing of any other."""
    try:
        content = file.read_bytes() if file.stat().st_size <= LARGEST else b""
    except OSError:
        return b""
    return content if _is_one_object(content) else b""


def _content(one: Inside, path: Path) -> bytes:
    """Nothing of a member that is encrypted or damaged: that is said when it is opened."""
    try:
        with opened_inside(one, path) as stream:
            return stream.read(LARGEST)
    except UserError:
        return b""


def _is_one_object(content: bytes) -> bool:
    if content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] != b"{":
        return False
    try:
        return isinstance(json.loads(decode(content)[0]), dict)
    except (ValueError, RecursionError):
        return False
