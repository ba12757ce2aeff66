"""What tells one content from another, whatever the file is called."""

import hashlib
from pathlib import Path

from listcleaner.core.tables.source import reporting


def fingerprint(path: Path) -> str:
    """The sha256 of the file's content, in hex. Raises UserError as :func:`reporting` does."""
    with reporting(path), path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
