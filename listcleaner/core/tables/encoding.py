"""Which encoding a text is in.

Byte order mark, then UTF-16 by its NUL bytes, then UTF-8 when it decodes (nothing else does by chance), then the encodings from
before Unicode.
"""

import codecs
from typing import IO

from listcleaner.core.tables.codepages import likeliest

_BLOCK = 1 << 20
_SAMPLE = 1 << 16  # bytes of lines with non-ASCII characters that are looked at
_SCORED = 250  # of those lines
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# A UTF-8 file with a few broken bytes is still UTF-8: broken lines among all lines with non-ASCII characters, at most.
_MOST_BROKEN = 0.1


def find_encoding(stream: IO[bytes]) -> str:
    """``utf-8`` ``utf-8-sig`` ``utf-16-le`` ``utf-16-be``, or the code page :func:`likeliest` says.

    Reads the stream to its end, unless its start decides.
    """
    start = stream.read(_BLOCK)
    for bom, name in _BOMS.items():
        if start.startswith(bom):
            return name
    wide = _utf16_order(start)
    if wide:
        return wide
    lines = _sample(start, stream)
    if not lines:
        return "utf-8"
    broken = sum(not _is_utf8(line) for line in lines)
    if broken <= _MOST_BROKEN * len(lines):
        return "utf-8"
    return likeliest(b"".join(lines[:_SCORED]))


def _utf16_order(start: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of ASCII, spaces, digits and line ends is NUL."""
    half = len(start) // 2
    low, high = start[0::2].count(0), start[1::2].count(0)
    if max(low, high) <= max(1, half // 20) or min(low, high) > half // 20:
        return None
    name = "utf-16-le" if high > low else "utf-16-be"
    try:
        codecs.getincrementaldecoder(name)().decode(start)
    except UnicodeDecodeError:
        return None
    return name


def _sample(start: bytes, stream: IO[bytes]) -> list[bytes]:
    """Lines with non-ASCII bytes: the first 64 kB of them, and any that are no UTF-8 further on in a file that seemed to be."""
    lines: list[bytes] = []
    size, rest, block = 0, b"", start
    while block:
        cut = block.rfind(b"\n") + 1 or block.rfind(b"\r") + 1 or len(block)
        whole, rest = rest + block[:cut], block[cut:]
        if not whole.isascii() and (size < _SAMPLE or not _is_utf8(whole)):
            for line in whole.splitlines(keepends=True):
                if not line.isascii():
                    lines.append(line)
                    size += len(line)
                    if size >= _SAMPLE:
                        break
        if size >= 2 * _SAMPLE:
            return lines
        block = stream.read(_BLOCK)
    return [*lines, rest] if rest and not rest.isascii() else lines


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
