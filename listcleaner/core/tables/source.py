"""Opening files: what can go wrong with any of them, files inside zip archives, and bounds on what they unpack to."""

import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from listcleaner.core.errors import UserError

# A workbook of a million rows unpacks to about 0.5 GB at a ratio of 10 to 20; deflate can do no more than 1032.
MOST_UNPACKED = 2 * 1024**3
MOST_RATIO = 200
RATIO_COUNTS_FROM = 200 * 1024**2
_DEFLATE_RATIO = 1032


@contextmanager
def reporting(path: Path) -> Iterator[None]:
    """Turns what the operating system and the zip module raise into a UserError.

    Codes: file_missing, file_is_folder, no_permission, file_unreadable (reason: ``damaged`` or what the system says).
    """
    try:
        yield
    except FileNotFoundError:
        raise UserError("file_missing", file=str(path)) from None
    except IsADirectoryError:
        raise UserError("file_is_folder", file=str(path)) from None
    except PermissionError:  # what Windows says of a folder, too
        raise UserError("file_is_folder" if path.is_dir() else "no_permission", file=str(path)) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise UserError("file_unreadable", file=str(path), reason="damaged") from None
    except OSError as error:
        raise UserError("file_unreadable", file=str(path), reason=error.strerror or "damaged") from error


@contextmanager
def opened(path: Path, member: str | None = None) -> Iterator[IO[bytes]]:
    """The bytes of a file, or of a file inside a zip archive. Raises UserError, see :func:`reporting`, and member_missing."""
    with reporting(path):
        if member is None:
            with path.open("rb") as stream:
                yield stream
            return
        with zipfile.ZipFile(path) as archive:
            check_bounds(archive, path)
            try:
                info = archive.getinfo(member)
            except KeyError:
                raise UserError("member_missing", file=str(path), member=member) from None
            with archive.open(info) as stream:
                yield stream


def members(path: Path) -> tuple[str, ...]:
    """Names of the files inside a zip archive, in its order, without folders and what systems hide there."""
    with reporting(path), zipfile.ZipFile(path) as archive:
        check_bounds(archive, path)
        return tuple(
            info.filename
            for info in archive.infolist()
            if not info.is_dir()
            and info.file_size
            and not info.filename.startswith("__MACOSX/")
            and not Path(info.filename).name.startswith(".")
        )


def size(path: Path, member: str | None = None) -> int:
    """Bytes in the file, unpacked."""
    with reporting(path):
        if member is None:
            return path.stat().st_size
        with zipfile.ZipFile(path) as archive:
            return archive.getinfo(member).file_size


def check_bounds(archive: zipfile.ZipFile, path: Path) -> None:
    """Raises UserError too_large_inside for a decompression bomb, file_encrypted for a zip with a password."""
    infos = archive.infolist()
    if any(info.flag_bits & 0x1 for info in infos):
        raise UserError("file_encrypted", file=str(path))
    unpacked = sum(info.file_size for info in infos)
    packed = max(1, sum(info.compress_size for info in infos))
    if unpacked > MOST_UNPACKED or (unpacked > RATIO_COUNTS_FROM and unpacked / packed > MOST_RATIO):
        raise UserError("too_large_inside", file=str(path), size=unpacked)


def check_unpacked(archive: zipfile.ZipFile, path: Path) -> None:
    """Unpacks what could be larger than the archive says, and throws it away: other zip readers do not stop at the stated size.

    Raises UserError file_unreadable (its members are damaged or lie).
    """
    for info in archive.infolist():
        if info.compress_size * _DEFLATE_RATIO > MOST_UNPACKED:
            with reporting(path), archive.open(info) as stream:
                while stream.read(1 << 20):
                    pass  # zipfile stops at the stated size and then compares the checksum


def check_is_file(path: Path) -> None:
    """Raises UserError file_missing, file_is_folder, no_permission, file_empty."""
    with reporting(path):
        if path.is_dir():
            raise IsADirectoryError
        if not path.stat().st_size:
            raise UserError("file_empty", file=str(path))
        if not os.access(path, os.R_OK):
            raise PermissionError
