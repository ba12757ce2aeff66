"""The records of a delimited text, each with its exact bytes, so that what is kept can be copied byte for byte.

``prefix(path, encoding)`` and the raws of all batches of ``read_records(...)``, one after the other, are the file's bytes.
A record ends at a line end (LF, CRLF or a lone CR) outside quotes. Blank records have a number of their own.
"""

import io
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO

import numpy as np

from listcleaner.core.errors import UserError
from listcleaner.core.tables.codepages import CODECS
from listcleaner.core.tables.outline import Outline, outline
from listcleaner.core.tables.source import opened
from listcleaner.core.tables.splitting import Rows, split

_BOMS = {
    "utf-8": b"\xef\xbb\xbf",
    "utf-8-sig": b"\xef\xbb\xbf",
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
}
_SEP_LINE = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
_BLOCK = 1 << 20  # bytes read at a time: at most 50,000 records of 20 bytes
_LONGEST_LINE = 64 * _BLOCK


@dataclass(frozen=True)
class Batch:
    """Some records in file order. ``first``: 1-based number of the first; the others follow without a gap.

    ``rows``: the fields of each record, ``[""]`` for a blank line. ``content``: their bytes, and perhaps some more; ``ends``:
    where in it each record ends, line end included. ``mended``: numbers of records with a broken quote, read as well as could
    be. ``garbled``: numbers of records with bytes that are none in this encoding (U+FFFD stands in the fields). ``read``: bytes
    of the file read so far.
    """

    first: int
    rows: Outline | Rows
    content: bytes
    ends: np.ndarray
    mended: tuple[int, ...]
    garbled: tuple[int, ...]
    read: int

    @property
    def raws(self) -> list[bytes]:
        """The bytes of each record."""
        return [self.content[start:end] for start, end in pairwise([0, *self.ends.tolist()])]


def prefix(path: Path, encoding: str, member: str | None = None) -> bytes:
    """What stands before the first record: a byte order mark, a ``sep=`` line, both or nothing."""
    with opened(path, member) as stream:
        return _prefix(stream.read(64), encoding)


def separator(path: Path, encoding: str, member: str | None = None) -> str | None:
    """The delimiter a ``sep=`` line names."""
    with opened(path, member) as stream:
        start = _without_bom(stream.read(64), encoding).decode(codec(encoding), "replace")
    found = _SEP_LINE.match(start)
    return found[1] if found else None


def codec(encoding: str) -> str:
    """The Python codec for an encoding as a Reading names it."""
    return CODECS.get(encoding, encoding)


def read_records(path: Path, encoding: str, delimiter: str, member: str | None = None) -> Iterator[Batch]:
    """All records after the prefix, in batches of at most about 50,000.

    ``encoding`` and ``delimiter`` as the Reading of a table read before names them. Raises UserError file_unreadable and what
    :func:`~listcleaner.core.tables.source.opened` raises.
    """
    with opened(path, member) as stream:
        number, left = 1, b""
        before: Outline | Rows | None = None
        for block in _blocks(stream, encoding, path):
            content = left + block.content
            found = outline(content, codec(encoding), delimiter, final=block.last)
            if found is not None:
                batch = Batch(number, found, content, found.ends, (), (), block.read)
            else:
                width = len(before[-1]) if before else 0
                batch = _looked_at_closely(content, encoding, delimiter, width, number, block)
            yield batch
            before = batch.rows or before
            number += len(batch.rows)
            left = content[int(batch.ends[-1]) :] if len(batch.ends) else content


def _looked_at_closely(
    content: bytes, encoding: str, delimiter: str, width: int, number: int, block: "_Block"
) -> Batch:
    """Records of text in which something is broken or uncommon, line by line."""
    text, raw, bad = _lines(content, encoding)
    found = split(text, delimiter, width, final=block.last)
    done = found.ends[-1] if found.ends else 0
    garbled = {bisect_right(found.ends, line) for line in bad if line < done}
    lengths = np.cumsum([0, *map(len, raw)])
    return Batch(
        first=number,
        rows=found.rows,
        content=content,
        ends=lengths[np.array(found.ends, dtype=np.intp)],
        mended=tuple(number + position for position in found.mended),
        garbled=tuple(number + position for position in sorted(garbled)),
        read=block.read,
    )


@dataclass(frozen=True)
class _Block:
    content: bytes
    last: bool
    read: int


def _blocks(stream: IO[bytes], encoding: str, path: Path) -> Iterator[_Block]:
    """The content after the prefix in blocks that end at a line end."""
    ends = [end.encode(codec(encoding)) for end in ("\n", "\r")]
    unit = len(ends[0])
    start = stream.read(_BLOCK)
    rest, read = start[len(_prefix(start[:64], encoding)) :], len(start)
    while True:
        more = stream.read(_BLOCK)
        read += len(more)
        if not more:
            yield _Block(rest, True, read)
            return
        cut = _last_end(rest, ends, unit)
        if cut:
            yield _Block(rest[:cut], False, read - len(more))
        elif len(rest) > _LONGEST_LINE:
            raise UserError("file_not_a_table", file=str(path), kind="binary")
        rest = rest[cut:] + more


def _last_end(content: bytes, ends: list[bytes], unit: int) -> int:
    """Where the last complete line ends; 0 when none does. A CR at the very end may be half of a CRLF."""
    for end, limit in ((ends[0], len(content)), (ends[1], len(content) - unit)):
        at = content.rfind(end, 0, limit)
        while at > 0 and at % unit:
            at = content.rfind(end, 0, at + unit - 1)
        if at >= 0:
            return at + unit
    return 0


def _lines(content: bytes, encoding: str) -> tuple[list[str], list[bytes], list[int]]:
    """Lines as text, as bytes, and the positions of those with undecodable bytes."""
    name = codec(encoding)
    wide = name.startswith("utf-16")
    try:
        text = list(io.StringIO(content.decode(name), newline=""))
    except UnicodeDecodeError:
        raw = _raw_lines(content, name) if wide else content.splitlines(keepends=True)
        text = [line.decode(name, "replace") for line in raw]
        return text, raw, [i for i, line in enumerate(raw) if not _decodes(line, name)]
    return text, [line.encode(name) for line in text] if wide else content.splitlines(keepends=True), []


def _raw_lines(content: bytes, name: str) -> list[bytes]:
    """Lines of UTF-16 that does not decode: lone surrogates, an odd byte at the end."""
    odd = len(content) % 2
    text = content[: len(content) - odd].decode(name, "surrogatepass")
    lines = [line.encode(name, "surrogatepass") for line in io.StringIO(text, newline="")]
    if odd:
        lines[-1:] = [b"".join(lines[-1:]) + content[-1:]]
    return lines


def _decodes(line: bytes, name: str) -> bool:
    try:
        line.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _without_bom(start: bytes, encoding: str) -> bytes:
    return start.removeprefix(_BOMS.get(encoding, b""))


def _prefix(start: bytes, encoding: str) -> bytes:
    content = _without_bom(start, encoding)
    bom = start[: len(start) - len(content)]
    found = _SEP_LINE.match(content.decode(codec(encoding), "replace"))
    return bom + found[0].encode(codec(encoding)) if found else bom
