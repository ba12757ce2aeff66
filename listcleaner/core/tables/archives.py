"""Zip archives: the files inside, those of archives inside too, named as their writer saw them; bounds on what they unpack to."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import IO

from listcleaner.core.errors import UserError

# A workbook of a million rows unpacks to about 0.5 GB at a ratio of 10 to 20; deflate can do no more than 1032.
MOST_UNPACKED = 2 * 1024**3
MOST_RATIO = 200
RATIO_COUNTS_FROM = 200 * 1024**2
# What reading a damaged or strange archive raises.
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError)
_MOST_LEVELS = 2  # archives in an archive: a zip of downloaded zips, and that zipped again
_MOST_INNER = 256 * 1024**2  # bytes of an archive in an archive: it is held in memory
_OF_WORKBOOKS = frozenset({"xl/workbook.bin", "xl/workbook.xml", "mimetype"})
_IS_ENCRYPTED, _IS_UTF8 = 0x1, 0x800  # flags of a member
# Zip programs that do not say UTF-8 write names as their system does: macOS in UTF-8, Windows in China in GBK. Python reads them
# as code page 437, right in America and, but for rare letters, in Western Europe. GB2312 and not all of GBK: "Müller.csv"
# of a German Windows is valid GBK, too.
_NAME_ENCODINGS = ("ascii", "utf-8", "gb2312")


@dataclass(frozen=True, slots=True)
class Inside:
    """A file in an archive. ``name``: behind those of the archives in the archive it is in.

    ``fits``: whether it is no bomb, and the files up to it together are none.
    """

    name: str
    archive: zipfile.ZipFile
    info: zipfile.ZipInfo
    fits: bool

    @property
    def encrypted(self) -> bool:
        """Whether it has a password."""
        return bool(self.info.flag_bits & _IS_ENCRYPTED)


def zip_file(content: Path | IO[bytes]) -> zipfile.ZipFile:
    """A zip file to be read. Raises BadZipFile for all that is wrong with it, and what the system raises."""
    try:
        return zipfile.ZipFile(content)
    except ValueError:  # of names that are no UTF-8, and of places before the start of the file
        raise zipfile.BadZipFile from None


def open_archive(path: Path) -> zipfile.ZipFile:
    """A zip archive with the names of its members as their writer saw them. Raises BadZipFile and what the system raises."""
    archive = zip_file(path)
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


def files_inside(archive: zipfile.ZipFile) -> Iterator[Inside]:
    """The files inside, in order of their names, without folders, empty files and what systems hide.

    An archive inside is its files, unless it cannot be opened.
    """
    yield from _files(archive, "", 0, _Bounds())


def _files(archive: zipfile.ZipFile, within: str, level: int, bounds: "_Bounds") -> Iterator[Inside]:
    infos = (info for info in archive.infolist() if info.file_size and not info.is_dir())
    visible = (info for info in infos if not is_hidden(PurePosixPath(info.filename)))
    for info in sorted(visible, key=lambda info: info.filename):
        one = Inside(within + info.filename, archive, info, bounds.take(info))
        inner = _inner(one) if level < _MOST_LEVELS else None
        if inner is None:
            yield one
        else:
            yield from _files(inner, f"{one.name}/", level + 1, bounds)


def _inner(one: Inside) -> zipfile.ZipFile | None:
    """The archive a file is, if it is one of files and no workbook."""
    is_zip = PurePosixPath(one.name).suffix.lower() == ".zip"
    if not is_zip or not one.fits or one.encrypted or one.info.file_size > _MOST_INNER:
        return None
    try:
        inner = zip_file(io.BytesIO(one.archive.read(one.info)))
    except (*DAMAGED, OSError):
        return None
    return None if _OF_WORKBOOKS.intersection(inner.namelist()) else inner


def is_hidden(path: PurePath) -> bool:
    """Whether a file, or a folder it is in, is one that systems and Office hide; ``..`` is only a name here."""
    return any((part.startswith((".", "~$")) and part != "..") or part == "__MACOSX" for part in path.parts)


class _Bounds:
    """What the files of an archive unpack to, one after the other; those too large are not counted, as nobody unpacks them."""

    def __init__(self) -> None:
        self._unpacked = self._packed = 0

    def take(self, info: zipfile.ZipInfo) -> bool:
        """Whether the file fits."""
        unpacked, packed = self._unpacked + info.file_size, self._packed + info.compress_size
        if is_bomb(info.file_size, info.compress_size) or is_bomb(unpacked, packed):
            return False
        self._unpacked, self._packed = unpacked, packed
        return True


def is_bomb(unpacked: int, packed: int) -> bool:
    """Whether so many bytes unpack to more than any file a person has."""
    return unpacked > MOST_UNPACKED or (unpacked > RATIO_COUNTS_FROM and unpacked > MOST_RATIO * packed)


def check_bounds(archive: zipfile.ZipFile, path: Path) -> None:
    """Of a workbook, which is one whole. Raises UserError too_large_inside for a bomb, file_encrypted where it has a password."""
    infos = archive.infolist()
    if any(info.flag_bits & _IS_ENCRYPTED for info in infos):
        raise UserError("file_encrypted", file=str(path))
    unpacked = sum(info.file_size for info in infos)
    if is_bomb(unpacked, sum(info.compress_size for info in infos)):
        raise UserError("too_large_inside", file=str(path), size=unpacked)
