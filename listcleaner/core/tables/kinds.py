"""What kind of file this is, by its content: names lie (a ``.xls`` that is HTML, a ``.csv`` that is a picture)."""

import io
import re
import zipfile
from pathlib import Path
from typing import IO

from listcleaner.core.errors import UserError
from listcleaner.core.tables.archives import check_bounds, zip_file
from listcleaner.core.tables.source import check_is_file, opened, reporting

# First bytes → what it is, of files people take for tables.
_PICTURES = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"II*\0": "TIFF", b"MM\0*": "TIFF"}
_OTHERS = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
    b"MZ": "program",
    b"\x7fELF": "program",
    b"SQLite format 3\0": "SQLite",
    b"ID3": "audio",
    b"OggS": "audio",
}
# Control characters no text has many of (tab, line ends, form feed, escape and Ctrl-Z aside).
_CONTROLS = bytes({*range(32)} - {9, 10, 12, 13, 26, 27})
_MOST_CONTROLS = 0.03
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RAW_XLS = (
    b"\x09\x08\x10\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x00\x04\x00",
)
_HTML = re.compile(rb"<(?:!doctype html|html|table|meta|head|body|style|div|\?mso)\b", re.IGNORECASE)
_OF_WORKBOOKS = frozenset({"xl/workbook.bin", "xl/workbook.xml", "mimetype"})
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"


def find_kind(path: Path, member: str | None = None) -> str:
    """One of xlsx xlsm xlsb ods xls html json text zip.

    Raises UserError file_missing, file_is_folder, no_permission, file_empty, file_unreadable, file_encrypted, too_large_inside,
    file_is_picture (kind), file_not_a_table (kind).
    """
    check_is_file(path)
    with opened(path, member) as stream:
        start = stream.read(65536)
        if not start:
            raise UserError("file_empty", file=str(path))
        if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
            inner = io.BytesIO(start + stream.read()) if member else path
            return _kind_of_zip(inner, path, member)
        if start.startswith(_OLE):
            return _kind_of_ole(path, start + stream.read())
    return _kind_of_bytes(start, path)


def _kind_of_bytes(start: bytes, path: Path) -> str:
    if start.startswith(_RAW_XLS):
        return "xls"
    for magics, code in ((_PICTURES, "file_is_picture"), (_OTHERS, "file_not_a_table")):
        for magic, kind in magics.items():
            if start.startswith(magic):
                raise UserError(code, file=str(path), kind=kind)
    if start[257:262] == b"ustar":
        raise UserError("file_not_a_table", file=str(path), kind="tar")
    if start[:2] == b"BM" and b"\0" in start[:16]:
        raise UserError("file_is_picture", file=str(path), kind="BMP")
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        raise UserError("file_is_picture", file=str(path), kind="WebP")
    if start[4:8] == b"ftyp":
        kind = "HEIC" if start[8:11] in (b"hei", b"mif", b"avi") else "video"
        raise UserError(
            "file_is_picture" if kind == "HEIC" else "file_not_a_table", file=str(path), kind=kind
        )
    return _kind_of_text(start, path)


def _kind_of_text(start: bytes, path: Path) -> str:
    wide = _looks_utf16(start)
    plain = start.replace(b"\0", b"") if wide else start
    if not wide and len(start.translate(None, _CONTROLS)) < (1 - _MOST_CONTROLS) * len(start):
        raise UserError("file_not_a_table", file=str(path), kind="binary")
    plain = plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if plain[:1] in (b"{", b"[") and re.match(rb"[{\[]\s*(?:[{\[\"}\]]|$)", plain):
        return "json"
    if plain[:1] == b"<" and (_HTML.search(plain[:4096]) or _SPREADSHEET_XML in plain[:4096]):
        return "html"
    return "text"


def _looks_utf16(start: bytes) -> bool:
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    return max(start[0::2].count(0), start[1::2].count(0)) > len(start) // 8


def _kind_of_zip(content: Path | IO[bytes], path: Path, member: str | None) -> str:
    with reporting(path), zip_file(content) as archive:
        names = set(archive.namelist())
        if names & _OF_WORKBOOKS:
            check_bounds(archive, path)
        if "xl/workbook.bin" in names:
            return "xlsb"
        if "xl/workbook.xml" in names:
            return "xlsm" if "xl/vbaProject.bin" in names or path.suffix.lower() == ".xlsm" else "xlsx"
        if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
            kind = archive.read("mimetype").decode("ascii", "replace").strip()
            if "spreadsheet" in kind:
                _check_ods_is_open(archive, names, path)
                return "ods"
            raise UserError("file_not_a_table", file=str(path), kind=kind.rpartition(".")[2] or "zip")
        for name, kind in (("word/document.xml", "Word"), ("ppt/presentation.xml", "PowerPoint")):
            if name in names:
                raise UserError("file_not_a_table", file=str(path), kind=kind)
        if "[Content_Types].xml" in names:  # a workbook that lost its parts
            raise UserError("file_unreadable", file=str(path), reason="damaged")
        if member:
            raise UserError("file_not_a_table", file=str(path), kind="zip")
    return "zip"


def _check_ods_is_open(archive: zipfile.ZipFile, names: set[str], path: Path) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in names and archive.getinfo(manifest).file_size < 1 << 20:
        text = archive.read(manifest)
        if b"encryption-data" in text or b"encrypted-package" in text:
            raise UserError("file_encrypted", file=str(path))


def _kind_of_ole(path: Path, content: bytes) -> str:
    """An old binary workbook, or the container Office puts encrypted files into."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise UserError("file_encrypted", file=str(path))
    if holds("Workbook") or holds("Book"):
        if _has_file_pass(content):
            raise UserError("file_encrypted", file=str(path))
        return "xls"
    if holds("WordDocument"):
        raise UserError("file_not_a_table", file=str(path), kind="Word")
    if holds("PowerPoint Document"):
        raise UserError("file_not_a_table", file=str(path), kind="PowerPoint")
    if holds("__properties_version1.0"):
        raise UserError("file_not_a_table", file=str(path), kind="Outlook")
    raise UserError("file_unreadable", file=str(path), reason="damaged")


def _has_file_pass(content: bytes) -> bool:
    """Whether a FILEPASS record (2F 00) stands before the first sheet record (85 00) of the workbook stream."""
    at = content.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    while 0 <= at < len(content) - 4:
        record, length = (int.from_bytes(content[i : i + 2], "little") for i in (at, at + 2))
        if record == 0x2F:
            return True
        if record in (0x85, 0x0A):
            return False
        at += 4 + length
    return False
