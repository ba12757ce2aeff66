"""Parts that are mostly one long list of like elements (rows of a sheet, shared texts), read as bytes, piece by piece."""

import re
from collections.abc import Iterator

from listcleaner.core.export.xmledit import CannotMend

_LONGEST = 64 << 20  # bytes of one element, or before the first
_FOREIGN = re.compile(
    rb"<[!?]"
)  # comments, CDATA, instructions: a mark of an element inside one would be none
_ENCODING = re.compile(rb'(?:\xef\xbb\xbf)?<\?xml[^<>]{0,200}?encoding=["\']([\w-]+)')


def split_list(chunks: Iterator[bytes], name: str, element: str) -> tuple[bytes, "Elements"]:
    """What stands before the elements, the start tag of their list included, and the elements.

    ``name``: of the list, such as sheetData; ``element``: how the names of what is in it begin. Raises CannotMend.
    """
    start = re.compile(rb"<(?:(\w+):)?%s(?:\s[^<>]*?)?(/?)>" % name.encode())
    before = b""
    for chunk in chunks:
        before += chunk
        found = start.search(before)
        if found:
            encoding = _ENCODING.match(before)
            if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
                break
            elements = Elements(before[found.end() :], chunks, found[1] or b"", name, element)
            if found[2]:
                elements.end_now()
            return before[: found.end()], elements
        if len(before) > _LONGEST:
            break
    raise CannotMend(name)


class Elements:
    """Like elements being read. ``after``: what stands behind them, end tag included; known when all are read.

    ``prefix``: what some programs write before every name, colon included.
    """

    def __init__(self, start: bytes, chunks: Iterator[bytes], prefix: bytes, name: str, element: str) -> None:
        self.after = b""
        self.prefix = prefix + b":" if prefix else b""
        self.mark = b"<" + self.prefix + element.encode()
        self._end = b"</" + self.prefix + name.encode() + b">"
        self._name = name
        self._buffer, self._chunks = start, chunks
        self._ended = False

    def end_now(self) -> None:
        """There are none: the list has no end tag."""
        self.after = self._buffer + b"".join(self._chunks)
        self._ended = True

    def pieces(self) -> Iterator[list[bytes]]:
        """The elements in lists, each without its mark."""
        while not self._ended:
            if _FOREIGN.search(self._buffer):
                raise CannotMend("CDATA")
            stop = self._buffer.find(self._end)
            cut = stop if stop >= 0 else self._buffer.rfind(self.mark)
            if cut > 0:
                first, *elements = self._buffer[:cut].split(self.mark)
                if first.strip():
                    raise CannotMend(self._name)
                yield elements
                self._buffer = self._buffer[cut:]
            if stop >= 0:
                self.end_now()
                return
            more = next(self._chunks, b"")
            if not more or len(self._buffer) > _LONGEST:
                raise CannotMend(self._name)
            self._buffer += more
