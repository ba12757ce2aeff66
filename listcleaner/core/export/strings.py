"""The texts that the cells of a workbook share: in each file those that none of its cells refers to are left blank.

Else a cleaned list would still hold the names and addresses of everybody taken out of it.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from listcleaner.core.export.elements import split_list
from listcleaner.core.export.package import Write
from listcleaner.core.export.xmledit import CannotMend, Visitor, rewritten

_MARK = b't="s"'
_PLAIN = re.compile(
    rb't="s"><v>([0-9]{1,9})<'
)  # nearly all there are; the next knows the rest, in twice the time
_CELL = re.compile(
    rb't="s"[^<>]{0,300}>\s*(?:<(?:\w+:)?f(?:\s[^<>]*)?>[^<]*</[^<>]*>\s*)?<(?:\w+:)?v(?:\s[^<>]*)?>\s*([0-9]{1,9})\s*<'
)
_BARE = re.compile(rb't="s"[^<>]{0,300}(?:/>|>\s*</)')  # a cell without a value
_SPACED = re.compile(rb"<(?:\w+:)?c\s[^<>]*(?:\s=|=\s|=')")


class UsedStrings:
    """The shared texts that cells refer to, by number from 0. ``parts``: what is used by parts of the same file."""

    def __init__(self, *parts: "UsedStrings") -> None:
        self._found: list[np.ndarray] = [numbers for part in parts for numbers in part._found]

    def add_rows(self, rows: bytes) -> None:
        """Adds those of whole rows. Raises CannotMend."""
        self._add(rows, b"<rows>%s</rows>")

    def add_sheet(self, sheet: bytes) -> None:
        """Adds those of a whole part, a sheet or not. Raises CannotMend when it is no XML."""
        if b"sheetData" in sheet:
            self._add(sheet, b"%s")
        else:  # no sheet, or one in UTF-16
            self._parse(sheet)

    def numbers(self) -> np.ndarray:
        """Their numbers in order, each as often as there are cells."""
        return np.sort(np.concatenate([np.zeros(0, np.int64), *self._found]))

    def _add(self, content: bytes, whole: bytes) -> None:
        """By one expression over the bytes; read as XML where cells are written in a way it does not know."""
        marks = content.count(_MARK)
        found = _PLAIN.findall(content)
        if len(found) != marks:
            found = _CELL.findall(content)
            marks -= len(_BARE.findall(content))
        if len(found) != marks or _is_spaced(content):
            self._parse(whole % content)
        else:
            self._found.append(np.fromiter(map(int, found), np.int64, len(found)))

    def _parse(self, content: bytes) -> None:
        finder = _StringFinder()
        rewritten(content, finder)
        self._found.append(np.array(finder.found, dtype=np.int64))


def _is_spaced(content: bytes) -> bool:
    """Whether an attribute of a cell stands in single quotes or has spaces around its ``=``."""
    doubtful = any(sign in content for sign in (b"='", b" =", b"= "))
    return doubtful and _SPACED.search(content) is not None


class _StringFinder(Visitor):
    def __init__(self) -> None:
        self.found: list[int] = []
        self._shared = False

    def element(self, path: list[str], attributes: dict[str, str]) -> bool:
        if path[-1] == "c":
            self._shared = attributes.get("t") == "s"
        return True

    def text(self, path: list[str], text: str) -> str:
        if self._shared and path[-2:] == ["c", "v"]:
            if not text.strip().isdecimal():
                raise CannotMend("sharedStrings")
            self.found.append(int(text))
        return text


def copy_strings(chunks: Iterator[bytes], targets: Sequence[tuple[Write, UsedStrings]]) -> None:
    """Writes the part of shared texts to several files, with those it uses; a blank in place of others keeps the numbers right.

    Raises CannotMend.
    """
    before, texts = split_list(chunks, "sst", "si")
    for write, _ in targets:
        write(before)
    blank = b"><%st/></%ssi>" % (texts.prefix, texts.prefix)
    first = 0
    numbers = [used.numbers() for _, used in targets]
    for pieces in texts.pieces():
        last = first + len(pieces)
        for (write, _), used in zip(targets, numbers, strict=True):
            written = [blank] * len(pieces)
            for place in (used[slice(*used.searchsorted([first, last]))] - first).tolist():
                written[place] = pieces[place]
            if written:
                write(texts.mark + texts.mark.join(written))
        first = last
    for write, _ in targets:
        write(texts.after)
