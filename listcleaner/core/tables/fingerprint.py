"""What tells one content from another, whatever the file is called."""

import hashlib
from pathlib import Path

from listcleaner.core.errors import UserError
from listcleaner.core.tables.source import opened, reporting


def fingerprint(path: Path) -> str:
    """The sha256 of the file, in hex. Raises UserError as :func:`reporting` does."""
    with reporting(path), path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def content_fingerprint(path: Path, member: str | None = None) -> str:
    """The sha256 of what is in a file, packed or not, in hex: the same in an archive and beside it.

    Of what is damaged that of the file as it is. Raises UserError as :func:`opened` does.
    """
    digest = hashlib.sha256()
    try:
        with opened(path, member) as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    except UserError as error:
        if error.code != "file_unreadable":
            raise
        digest = hashlib.sha256(f"{fingerprint(path)} {member}".encode())
    return digest.hexdigest()
