"""Delimited text: which delimiter, which header, and the table."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np

from listcleaner.core.errors import UserError
from listcleaner.core.progress import Progress
from listcleaner.core.tables.encoding import find_encoding
from listcleaner.core.tables.frame import Columns
from listcleaner.core.tables.header import SAMPLE_ROWS, find_layout, has_address
from listcleaner.core.tables.outline import Outline
from listcleaner.core.tables.records import Batch, codec, prefix, read_records, separator
from listcleaner.core.tables.source import opened, size
from listcleaner.core.tables.table import Note, Reading, Table

DELIMITERS = ",;\t|"
_SAMPLE_BYTES = 1 << 17
MOST_NAMED = 1000  # rows a note names


def read_text(path: Path, reading: Reading, progress: Progress) -> Table:
    """A delimited text as a table. Raises UserError encoding_unknown, delimiter_wrong, file_not_a_table, header_missing."""
    encoding, delimiter = _settled(path, reading)
    reading = replace(reading, format="csv", encoding=encoding, delimiter=delimiter)
    total = size(path, reading.member)
    batches = read_records(path, encoding, delimiter, reading.member)
    first = next(batches)
    skip, header, columns = _start(path, reading.header_row, first)
    mended: list[int] = []
    garbled: list[int] = []
    for batch in chain([first], batches):
        _add(batch, columns, skip)
        mended += [number for number in batch.mended if number > skip]
        garbled += [number for number in batch.garbled if number > skip]
        done = batch.first + len(batch.rows) - 1
        progress("reading", done, round(done * total / max(1, batch.read)))
    numbers = columns.numbers()
    return Table(
        path=path,
        reading=replace(reading, header_row=skip),
        header=header,
        body=columns.body(),
        numbers=numbers,
        unreadable=tuple(sorted({*garbled, *columns.surplus})),
        notes=_notes(mended, garbled, columns.surplus),
    )


def _notes(mended: Sequence[int], garbled: Sequence[int], surplus: Sequence[int]) -> tuple[Note, ...]:
    found = (("quote_mended", mended), ("text_garbled", garbled), ("row_too_long", surplus))
    return tuple(Note(code, {"n": len(rows)}, tuple(rows[:MOST_NAMED])) for code, rows in found if rows)


def _settled(path: Path, reading: Reading) -> tuple[str, str]:
    """Encoding and delimiter, given or found."""
    encoding = reading.encoding
    if encoding is None:
        with opened(path, reading.member) as stream:
            encoding = find_encoding(stream)
    try:
        "".encode(codec(encoding))
    except LookupError:
        raise UserError("encoding_unknown", file=str(path), encoding=encoding) from None
    delimiter = reading.delimiter or separator(path, encoding, reading.member)
    if delimiter is None:
        with opened(path, reading.member) as stream:
            stream.read(len(prefix(path, encoding, reading.member)))
            delimiter = find_delimiter(stream.read(_SAMPLE_BYTES).decode(codec(encoding), "replace"))
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise UserError("delimiter_wrong", file=str(path), delimiter=delimiter)
    return encoding, delimiter


def _start(path: Path, known: int | None, batch: Batch) -> tuple[int, tuple[str, ...], Columns]:
    """Row of the header (0: none), its names, and columns of the right number, from the first batch."""
    if known is not None and known > len(batch.rows):
        raise UserError("header_missing", file=str(path), row=known)
    if not any("".join(row).strip() for row in batch.rows):
        raise UserError("file_empty", file=str(path))
    sample = batch.rows[: SAMPLE_ROWS + (known or 0)]
    layout = find_layout(sample, None if known is None else known - 1)
    names = [name.strip() for name in batch.rows[layout.header]] if layout.header >= 0 else []
    names = (names + [""] * layout.width)[: layout.width]
    return layout.header + 1, tuple(names), Columns(layout.width)


def _add(batch: Batch, columns: Columns, skip: int) -> None:
    """The rows of a batch with content, below record ``skip``."""
    skip = max(0, skip + 1 - batch.first)
    numbers = np.arange(batch.first + skip, batch.first + len(batch.rows), dtype=np.int32)
    rows = batch.rows
    if skip or not rows.width:
        columns.add(rows[skip:], numbers)
    elif isinstance(rows, Outline) and rows.width == columns.width:
        columns.add_outline(rows, numbers)
    elif not columns.add_columns(rows.columns(range(rows.width)), numbers):
        columns.add(rows[:], numbers)


def find_delimiter(sample: str) -> str:
    r"""``,`` ``;`` tab or ``|``: the one by which most rows have the same number of fields and a field that is an address.

    A file of one column has none; a comma then splits nothing.
    """
    lines = sample.splitlines(keepends=True)
    if len(lines) > 1 and len(sample) >= _SAMPLE_BYTES // 2:
        lines = lines[:-1]  # may be cut
    scores = {delimiter: _delimiter_score(lines[:SAMPLE_ROWS], delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    alone = _delimiter_score(lines[:SAMPLE_ROWS], "\0")
    return best if scores[best] > alone else ","


def _delimiter_score(lines: Sequence[str], delimiter: str) -> float:
    rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(cell.strip() for cell in row)]
    if not rows:
        return 0
    counts = Counter(map(len, rows))
    if delimiter != "\0":
        counts.pop(1, None)
    if not counts:
        return 0
    width, agreeing = counts.most_common(1)[0]
    addresses = sum(has_address(row) for row in rows) / len(rows)
    return agreeing / len(rows) + addresses + min(width, 50) / 100
