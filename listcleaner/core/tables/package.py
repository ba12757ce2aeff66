"""Workbooks as packages of parts: their bytes in the one encoding all readers understand."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from listcleaner.core.tables.archives import check_bounds, zip_file
from listcleaner.core.tables.source import opened, reporting

_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_DECLARED = re.compile(r"""(<\?xml[^<>]{0,200}?encoding=["'])[^"']*""")


@contextmanager
def opened_package(path: Path, member: str | None = None) -> Iterator[IO[bytes]]:
    """A workbook, or one inside a zip archive, as a seekable stream; its parts in UTF-16 are made over in UTF-8.

    Readers take a sheet in UTF-16, which XML allows, for an empty one. Raises UserError as :func:`opened` does, too_large_inside,
    file_unreadable.
    """
    with opened(path, member) as stream:
        content = io.BytesIO(stream.read()) if member else stream
        wide = _wide_parts(content, path)
        content.seek(0)
        yield _in_utf8(content, wide, path) if wide else content


def _wide_parts(content: IO[bytes], path: Path) -> dict[str, str]:
    """The parts in UTF-16: name → codec. None of what is no zip, such as an xls."""
    if content.read(2) != b"PK":
        return {}
    found = {}
    with reporting(path), zip_file(content) as archive:
        check_bounds(archive, path)
        for info in archive.infolist():
            if info.filename.lower().endswith(".xml"):
                with archive.open(info) as part:
                    if codec := _UTF16.get(part.read(2)):
                        found[info.filename] = codec
    return found


def _in_utf8(content: IO[bytes], wide: dict[str, str], path: Path) -> IO[bytes]:
    made = io.BytesIO()
    with (
        reporting(path),
        zipfile.ZipFile(content) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            part = old.read(info)
            if info.filename in wide:
                text = part.decode(wide[info.filename], "replace").removeprefix("\ufeff")
                part = _DECLARED.sub(r"\g<1>UTF-8", text, count=1).encode("utf-8", "replace")
            new.writestr(info.filename, part)
    made.seek(0)
    return made
