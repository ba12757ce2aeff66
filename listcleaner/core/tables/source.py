"""Opening files: what can go wrong with any of them, files inside zip archives and gzip, and bounds on what they unpack to."""

import gzip
import io
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath, PurePosixPath
from typing import IO, Any

from listcleaner.core.errors import UserError

# A workbook of a million rows unpacks to about 0.5 GB at a ratio of 10 to 20; deflate can do no more than 1032.
MOST_UNPACKED = 2 * 1024**3
MOST_RATIO = 200
RATIO_COUNTS_FROM = 200 * 1024**2
_DEFLATE_RATIO = 1032
_GZIP = b"\x1f\x8b\x08"
_IS_ENCRYPTED, _IS_UTF8 = 0x1, 0x800  # flags of a member
# Zip programs that do not say UTF-8 write names as their system does: macOS in UTF-8, Windows in China in GBK. Python reads them
# as code page 437, right in America and, but for rare letters, in Western Europe. GB2312 and not all of GBK: "Müller.csv"
# of a German Windows is valid GBK, too.
_NAME_ENCODINGS = ("ascii", "utf-8", "gb2312")


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
    """The bytes of a file, or of a file inside a zip archive; of a gzip file those it unpacks to.

    Raises UserError, see :func:`reporting`, and member_missing, file_encrypted, too_large_inside.
    """
    with reporting(path):
        if member is None:
            with path.open("rb") as stream:
                yield _unpacked(stream, path, path.stat().st_size)
            return
        with open_archive(path) as archive:
            check_size(archive, path)
            try:
                info = archive.getinfo(member)
            except KeyError:
                raise UserError("member_missing", file=str(path), member=member) from None
            if info.flag_bits & _IS_ENCRYPTED:
                raise UserError("file_encrypted", file=str(path))
            with archive.open(info) as stream:
                yield _unpacked(stream, path, info.file_size)


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
        block = self._stream.read(len(buffer))
        buffer[: len(block)] = block
        _check_unpacked(self._stream.tell(), self._packed, self._path)
        return len(block)


def open_archive(path: Path) -> zipfile.ZipFile:
    """A zip archive with the names of its members as their writer saw them. Raises BadZipFile and what the system raises."""
    try:
        archive = zipfile.ZipFile(path)
    except UnicodeDecodeError:
        raise zipfile.BadZipFile from None
    unmarked = [info.orig_filename for info in archive.infolist() if not info.flag_bits & _IS_UTF8]
    names = [name.encode("cp437") for name in unmarked]
    encoding = next((one for one in _NAME_ENCODINGS if all(_decodes(name, one) for name in names)), "ascii")
    if encoding == "ascii":
        return archive
    archive.close()
    return zipfile.ZipFile(path, metadata_encoding=encoding)


def _decodes(name: bytes, encoding: str) -> bool:
    try:
        name.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def members(path: Path) -> tuple[str, ...]:
    """Names of the files inside a zip archive, in their order, without folders and what systems hide there."""
    with reporting(path), open_archive(path) as archive:
        check_size(archive, path)
        infos = shown(archive)
        if infos and all(info.flag_bits & _IS_ENCRYPTED for info in infos):
            raise UserError("file_encrypted", file=str(path))
        return tuple(info.filename for info in infos)


def shown(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files inside, in order of their names, without folders, empty files and what systems hide."""
    infos = (info for info in archive.infolist() if info.file_size and not info.is_dir())
    visible = (info for info in infos if not is_hidden(PurePosixPath(info.filename)))
    return sorted(visible, key=lambda info: info.filename)


def is_hidden(path: PurePath) -> bool:
    """Whether a file, or a folder it is in, is one that systems and Office hide; ``..`` is only a name here."""
    return any((part.startswith((".", "~$")) and part != "..") or part == "__MACOSX" for part in path.parts)


def size(path: Path, member: str | None = None) -> int:
    """Bytes in the file, unpacked; of gzip as it says itself, which is no more than a guess."""
    with reporting(path):
        if member is not None:
            with open_archive(path) as archive:
                return archive.getinfo(member).file_size
        with path.open("rb") as stream:
            if stream.read(len(_GZIP)) != _GZIP:
                return path.stat().st_size
            stream.seek(-4, os.SEEK_END)
            return int.from_bytes(stream.read(4), "little")


def check_bounds(archive: zipfile.ZipFile, path: Path) -> None:
    """Raises UserError too_large_inside for a decompression bomb, file_encrypted for a zip with a password."""
    check_open(archive, path)
    check_size(archive, path)


def check_open(archive: zipfile.ZipFile, path: Path) -> None:
    """Raises UserError file_encrypted when a member has a password."""
    if any(info.flag_bits & _IS_ENCRYPTED for info in archive.infolist()):
        raise UserError("file_encrypted", file=str(path))


def check_size(archive: zipfile.ZipFile, path: Path) -> None:
    """Raises UserError too_large_inside for a decompression bomb."""
    infos = archive.infolist()
    _check_unpacked(sum(info.file_size for info in infos), sum(info.compress_size for info in infos), path)


def _check_unpacked(unpacked: int, packed: int, path: Path) -> None:
    if unpacked > MOST_UNPACKED or (unpacked > RATIO_COUNTS_FROM and unpacked > MOST_RATIO * packed):
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
