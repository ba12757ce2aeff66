"""Lines into records and fields: what the csv module does, but faster, and safe from a quote that was lost."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
import pandas as pd

LONGEST_RECORD = (
    131072  # characters; the csv module's own bound for a field, so one lost quote cannot swallow more
)


class Rows(Sequence[list[str]]):
    """The fields of records; one that is simple is cut when it is asked for."""

    def __init__(self, width: int, text: str, delimiter: str, records: Sequence[str | list[str]]) -> None:
        """``width``: the number of fields when all records have the same, else 0. ``text``: what they are made of.

        ``records``: fields, or the text of a record without or with all fields in quotes.
        """
        self.width = width
        self._text = text
        self._delimiter = delimiter
        self._records = records

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, place: int) -> list[str]: ...
    @overload
    def __getitem__(self, place: slice) -> list[list[str]]: ...
    def __getitem__(self, place: int | slice) -> list[str] | list[list[str]]:
        if isinstance(place, slice):
            return [self._fields(record) for record in self._records[place]]
        return self._fields(self._records[place])

    def _fields(self, record: str | list[str]) -> list[str]:
        if not isinstance(record, str):
            return record
        text = record.rstrip("\r\n")
        return text[1:-1].split(f'"{self._delimiter}"') if '"' in text else text.split(self._delimiter)

    def columns(self, wanted: Sequence[int]) -> list[np.ndarray]:
        """Some fields of all records, where all have the same number; object arrays of str."""
        found = pandas_columns(self._text.encode(), self._delimiter, self.width, wanted)
        return found if found and len(found[0]) == len(self) else cut(self[:], wanted)


def cut(rows: Sequence[Sequence[str]], wanted: Sequence[int]) -> list[np.ndarray]:
    """Some columns of rows of equal length; object arrays of str."""
    return [np.array([row[i] for row in rows], dtype=object) for i in wanted]


def pandas_columns(
    content: bytes, delimiter: str, width: int, wanted: Sequence[int]
) -> list[np.ndarray] | None:
    """Some fields of records of ``width`` fields in UTF-8 as columns of str, equal cells mostly one object.

    pandas' reader finds the same fields as the csv module, in a third of the time. None for what it has its own mind about: NUL
    bytes, a mark at the start, blank lines (in a single column).
    """
    if width < 2 or b"\0" in content or content.startswith(b"\xef\xbb\xbf"):
        return None
    frame = pd.read_csv(
        io.BytesIO(content),  # pandas works on UTF-8; text it would encode bit by bit
        sep=delimiter,
        header=None,
        names=range(width),
        usecols=list(wanted),
        index_col=False,
        dtype=object,
        na_filter=False,
        skip_blank_lines=False,
    )
    return [frame[column].to_numpy() for column in wanted]


@dataclass(frozen=True)
class Found:
    """``rows``: fields of each record. ``ends``: the line after its last. ``mended``: positions of those with a broken quote."""

    rows: Rows
    ends: Sequence[int]
    mended: Sequence[int]


def split(lines: list[str], delimiter: str, width: int, *, final: bool) -> Found:
    """Records of lines that still have their ends. Lines of a record that is not complete are left over unless ``final``.

    ``width``: fields of the record before the first. A blank line is ``[""]``.
    """
    if any('"' in line for line in lines):
        return _Splitter(lines, delimiter, width, final).split()
    widths = {line.count(delimiter) + 1 for line in lines}
    rows = Rows(max(widths) if len(widths) == 1 else 0, "".join(lines), delimiter, lines)
    return Found(rows, range(1, len(lines) + 1), ())


class _Splitter:
    """Takes lines one by one; those with quotes go through a csv reader that may ask for the lines after."""

    def __init__(self, lines: list[str], delimiter: str, width: int, final: bool) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._width = width
        self._final = final
        self._at = 0  # the next line the reader gets
        self._reader = self._new_reader()

    def split(self) -> Found:
        records: list[str | list[str]] = []
        ends: list[int] = []
        mended: list[int] = []
        widths: set[int] = set()
        lines, delimiter = self._lines, self._delimiter
        quoted = f'"{delimiter}"'
        start = 0
        while start < len(lines):
            line = lines[start]
            quotes = line.count('"')
            if not quotes:
                width = line.count(delimiter) + 1
                record: str | list[str] = line
                start += 1
            elif line[0] == '"' and _all_quoted(line.rstrip("\r\n"), quotes, quoted):
                width = quotes // 2
                record = line
                start += 1
            else:
                self._at = start
                found = self._read()
                if found is None:
                    if self._at == len(lines) and not self._final and self._bounded(start):
                        break
                    found = mend(line.rstrip("\r\n"), delimiter, self._width)
                    mended.append(len(records))
                    self._at = start + 1
                width = len(found)
                record = found
                start = self._at
            self._width = width
            widths.add(width)
            records.append(record)
            ends.append(start)
        alike = len(widths) == 1 and not mended
        text = "".join(lines[: ends[-1]]) if ends else ""
        rows = Rows(self._width if alike else 0, text, delimiter, records)
        return Found(rows, ends, mended)

    def _read(self) -> list[str] | None:
        """The record that begins at the next line; None when its quotes are broken, or it is not complete."""
        start = self._at
        try:
            row = next(self._reader)
        except csv.Error:
            self._reader = self._new_reader()
            return None
        lines = self._lines[start : self._at]
        return row if len(lines) == 1 or not swallowed(lines, self._delimiter) else None

    def _new_reader(self) -> "Iterator[list[str]]":
        return csv.reader(self._feed(), delimiter=self._delimiter, strict=True)

    def _feed(self) -> Iterator[str]:
        while self._at < len(self._lines):
            self._at += 1
            yield self._lines[self._at - 1]

    def _bounded(self, start: int) -> bool:
        return sum(map(len, self._lines[start:])) <= LONGEST_RECORD


def swallowed(lines: Sequence[str], delimiter: str) -> bool:
    """Whether a record of several lines is several records behind a quote that was never closed.

    It is when every line by itself has the same number of fields, more than one, and holds an ``@``.
    """
    if "@" not in lines[-1]:  # most often: the end of a cell of several lines
        return False
    filled = [line for line in lines if line.strip()]
    counts = {line.count(delimiter) for line in filled}
    return len(counts) == 1 and counts != {0} and all("@" in line for line in filled)


def _all_quoted(text: str, quotes: int, quoted: str) -> bool:
    """Whether every field is in quotes and none has one inside: then each inner quote belongs to a ``","``."""
    return text[-1] == '"' and quotes > 1 and 2 * text[1:-1].count(quoted) == quotes - 2


def mend(text: str, delimiter: str, width: int) -> list[str]:
    r"""A line with a broken quote by itself: ``\"`` as some databases write it, quotes inside quotes, or a quote never closed.

    The first reading with ``width`` fields wins, else a quote is a character like any other.
    """
    literal = text.split(delimiter)
    if len(text) > LONGEST_RECORD:
        return literal
    escaped = csv.reader([text], delimiter=delimiter, escapechar="\\", doublequote=False)
    readings = [
        next(escaped, []) if '\\"' in text else [],
        [_unquoted(cell) for cell in literal],
        next(csv.reader([text], delimiter=delimiter), []),
    ]
    return next((row for row in readings if len(row) == width), readings[1])


def _unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell
