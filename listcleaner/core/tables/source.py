"""Opening files: what can go wrong with any of them; files inside zip archives and gzip as bytes, within bounds."""

import gzip
import io
import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pandas as pd

from listcleaner.core.errors import UserError
from listcleaner.core.tables.archives import (
    DAMAGED,
    MOST_UNPACKED,
    Inside,
    files_inside,
    is_bomb,
    open_archive,
)

_DEFLATE_RATIO = 1032
_GZIP = b"\x1f\x8b\x08"


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
    except DAMAGED:
        raise UserError("file_unreadable", file=str(path), reason="damaged") from None
    except OSError as error:
        raise UserError("file_unreadable", file=str(path), reason=error.strerror or "damaged") from error


@contextmanager
def opened(path: Path, member: str | None = None) -> Iterator[IO[bytes]]:
    """The bytes of a file, or of a file inside a zip archive; of a gzip file those it unpacks to.

    Raises UserError, see :func:`reporting`, and file_is_device, member_missing, file_encrypted, too_large_inside.
    """
    with reporting(path):
        _check_ordinary(path)
        if member is None:
            with path.open("rb") as stream:
                yield _unpacked(stream, path, path.stat().st_size)
            return
        with open_archive(path) as archive, opened_inside(_find(archive, path, member), path) as stream:
            yield stream


@contextmanager
def opened_inside(one: Inside, path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file in an archive, of gzip those it unpacks to.

    Raises UserError file_encrypted, too_large_inside, and as :func:`reporting`.
    """
    if one.encrypted:
        raise UserError("file_encrypted", file=str(path))
    if not one.fits:
        raise UserError("too_large_inside", file=str(path), size=one.info.file_size)
    with reporting(path), one.archive.open(one.info) as stream:
        yield _unpacked(stream, path, one.info.file_size)


def _find(archive: zipfile.ZipFile, path: Path, member: str) -> Inside:
    for one in files_inside(archive):
        if one.name == member:
            return one
    raise UserError("member_missing", file=str(path), member=member)


def _check_ordinary(path: Path) -> None:
    """A pipe would be waited for without end, and some devices never end. Raises UserError file_is_device."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise UserError("file_is_device", file=str(path))


def _unpacked(stream: IO[bytes], path: Path, packed: int) -> IO[bytes]:
    start = stream.read(len(_GZIP))
    stream.seek(0)
    if start != _GZIP:
        return stream
    return io.BufferedReader(_Bounded(gzip.GzipFile(fileobj=stream), path, packed), 1 << 16)


class _Bounded(io.RawIOBase):
    """What a gzip file unpacks to; reading raises UserError too_large_inside for a decompression bomb."""

    def __init__(self, stream: gzip.GzipFile, path: Path, packed: int) -> None:
        self._stream, self._path, self._packed = stream, path, packed

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def readinto(self, buffer: Any) -> int:
        block = self._stream.read1(len(buffer))  # read() of a file cut off gives nothing of its last part
        buffer[: len(block)] = block
        if is_bomb(self._stream.tell(), self._packed):
            raise UserError("too_large_inside", file=str(self._path), size=self._stream.tell())
        return len(block)


def members(path: Path) -> tuple[str, ...]:
    """Names of the files inside a zip archive, in order, without folders and what systems hide there."""
    with reporting(path), open_archive(path) as archive:
        every = [(one.name, one.encrypted) for one in files_inside(archive)]
        if every and all(encrypted for _, encrypted in every):
            raise UserError("file_encrypted", file=str(path))
        return tuple(name for name, _ in every)


def size(path: Path, member: str | None = None) -> int:
    """Bytes in the file, unpacked; of gzip as it says itself, which is no more than a guess."""
    with reporting(path):
        if member is not None:
            with open_archive(path) as archive:
                return _find(archive, path, member).info.file_size
        with path.open("rb") as stream:
            if stream.read(len(_GZIP)) != _GZIP:
                return path.stat().st_size
            stream.seek(-4, os.SEEK_END)
            return int.from_bytes(stream.read(4), "little")


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
    """Raises UserError file_missing, file_is_folder, file_is_device, no_permission, file_empty."""
    with reporting(path):
        _check_ordinary(path)
        readable = os.access(path, os.R_OK)
        if path.is_dir():
            raise IsADirectoryError if readable else UserError("no_permission", file=str(path))
        if not path.stat().st_size:
            raise UserError("file_empty", file=str(path))
        if not readable:
            raise PermissionError


def changed_at(path: Path) -> pd.Timestamp:
    """When the file was last written, UTC. Raises UserError as :func:`reporting`."""
    with reporting(path):
        return pd.Timestamp(path.stat().st_mtime, unit="s").floor("s").as_unit("us")
