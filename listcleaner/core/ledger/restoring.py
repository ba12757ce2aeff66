"""The rows a run took out or corrected, written to new files as they stood in the lists."""

import heapq
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path
from typing import IO, TypeVar

import numpy as np
import pandas as pd

from listcleaner.core.contacts import ListFile
from listcleaner.core.errors import UserError
from listcleaner.core.export.delimited import with_field
from listcleaner.core.export.looks import Look
from listcleaner.core.export.naming import ending, free_stem
from listcleaner.core.export.newbook import NewBook
from listcleaner.core.export.parts import Rows, Split
from listcleaner.core.export.staging import Staging, check_no_input
from listcleaner.core.export.values import TYPED, looks_of, typed_rows
from listcleaner.core.export.write import write_list
from listcleaner.core.tables.fingerprint import fingerprint
from listcleaner.core.tables.records import codec, prefix, read_records
from listcleaner.core.tables.table import Reading

T = TypeVar("T")

PART = "restored"
_BOOKS = (".xlsx", ".xlsm")
_Cells = tuple[list[object], Sequence[Look]]


@dataclass(frozen=True)
class Output:
    """A file the run wrote, and the fingerprint it had."""

    path: Path
    fingerprint: str


@dataclass(frozen=True)
class Taken:
    """What a run took out of a list, or corrected in it.

    ``rows``: source row → the part of the outputs it went to: ``removed``, ``suspended``, ``cleaned`` for a corrected one.
    ``cells``: of corrected rows the address before. ``forgotten``: rows of people who asked to be forgotten; they stay away.
    ``outputs``: by part.
    """

    path: Path
    fingerprint: str
    reading: Reading
    address_column: int
    rows: Mapping[int, str]
    cells: Mapping[int, str]
    forgotten: Mapping[int, str]
    outputs: Mapping[str, Output]


@dataclass(frozen=True)
class Restored:
    """What came of a list: the new file and its rows, or why there is none (restore_impossible)."""

    list: Path
    path: Path | None
    rows: int
    problem: UserError | None = None


def restore(lists: Sequence[Taken], out: Path) -> list[Restored]:
    """Writes ``NAME-restored.EXT`` for each list of a run that rows were taken out of.

    Rows come from the list while it is as it was, else from the run's own files while those are. Files appear all at once.
    Raises UserError output_is_input, output_not_writable, output_in_use, disk_full.
    """
    restored, taken = [], set[str]()
    with Staging(out) as staging:
        for one in lists:
            if not one.rows:
                continue
            file = _as_list(one)
            write, suffix = _source(one, file)
            stem = free_stem(file, taken)
            if write is None:
                problem = UserError("restore_impossible", file=one.path.name, n=len(one.rows))
                restored.append(Restored(one.path, None, 0, problem))
                continue
            target = out / f"{stem}-{PART}{suffix}"
            check_no_input([target], [one.path, *(output.path for output in one.outputs.values())])
            write(staging.open(target))
            restored.append(Restored(one.path, target, len(one.rows)))
        if any(one.path for one in restored):
            staging.commit()  # else the folder is not made
    return restored


Write = Callable[[IO[bytes]], None]


def _source(one: Taken, file: ListFile) -> tuple[Write | None, str]:
    """How the rows can be had, and the ending of their file."""
    if _unchanged(one.path, one.fingerprint):
        return (lambda stream: _from_list(one, file, stream)), ending(file, None)
    parts = sorted({*one.rows.values()})
    outputs = [one.outputs.get(part) for part in parts]
    if not all(output is not None and _unchanged(output.path, output.fingerprint) for output in outputs):
        return None, ""
    paths = {part: output.path for part, output in zip(parts, outputs, strict=True) if output is not None}
    (suffix,) = {path.suffix for path in paths.values()}
    if parts in (["removed"], ["suspended"]) and not one.forgotten:
        return (lambda stream: _copy(paths[parts[0]], stream)), suffix
    if suffix in _BOOKS and file.reading.format in TYPED:
        return (lambda stream: _from_books(one, file, paths, stream)), suffix
    if suffix not in _BOOKS and file.reading.format == "csv":
        return (lambda stream: _from_texts(one, file, paths, stream)), suffix
    return None, ""


def _as_list(one: Taken) -> ListFile:
    nothing = pd.DataFrame()
    return ListFile(one.path, one.reading, one.fingerprint, "", {}, one.address_column, nothing, 0)


def _unchanged(path: Path, mark: str) -> bool:
    try:
        return fingerprint(path) == mark
    except UserError:
        return False


def _from_list(one: Taken, file: ListFile, stream: IO[bytes]) -> None:
    rows = _held(file, [*one.rows], others=False)
    split = Split({PART: rows}, {PART: len(one.rows)}, {}, file.address_column, len(one.rows))
    write_list(file, split, {PART: stream}, None, lambda _: None)


def _copy(path: Path, stream: IO[bytes]) -> None:
    with path.open("rb") as source:
        shutil.copyfileobj(source, stream)


def _held(file: ListFile, rows: Sequence[int], others: bool) -> Rows:
    """The rows of a file that holds these, or all others, and what stands above them."""
    header = file.reading.header_row or 0
    held = np.full(max(header, max(rows, default=0)) + 1, others)
    held[rows] = not others
    held[: header + 1] = True
    held[0] = False
    return Rows(held, others)


def _places(one: Taken, file: ListFile, part: str) -> dict[int, int]:
    """Where in a file of the run its rows stand: new row → source row; those up to the header too."""
    every = {**one.rows, **one.forgotten}
    if part == "cleaned":
        rows = _held(file, [row for row, where in every.items() if where != "cleaned"], others=True)
    else:
        rows = _held(file, [row for row, where in every.items() if where == part], others=False)
    header = file.reading.header_row or 0
    wanted = [*range(1, header + 1), *(row for row, where in one.rows.items() if where == part)]
    return {new: row for row in wanted if (new := rows.new(row)) is not None}


def _from_texts(one: Taken, file: ListFile, paths: Mapping[str, Path], stream: IO[bytes]) -> None:
    """Records of the run's text files, byte for byte, in the order of the list."""
    encoding, delimiter = file.reading.encoding or "utf-8", file.reading.delimiter or ","

    def records(part: str) -> Iterator[tuple[int, bytes]]:
        places = _places(one, file, part)
        for batch in read_records(paths[part], encoding, delimiter):
            for number, raw in enumerate(batch.raws, batch.first):
                row = places.get(number)
                if row in one.cells and row is not None:
                    fields = list(batch.rows[number - batch.first])
                    text = raw.decode(codec(encoding), "surrogateescape")
                    text = with_field(text, delimiter, file.address_column, one.cells[row], fields)
                    raw = text.encode(codec(encoding), "surrogateescape")
                if row is not None:
                    yield row, raw

    stream.write(prefix(paths[min(paths)], encoding))
    for _, raw in _in_order([records(part) for part in paths]):
        stream.write(raw)


def _from_books(one: Taken, file: ListFile, paths: Mapping[str, Path], stream: IO[bytes]) -> None:
    """Rows of the run's workbooks with types and number formats, in the order of the list."""

    def rows(part: str) -> Iterator[tuple[int, _Cells]]:
        places = _places(one, file, part)
        kind = Reading(
            format=paths[part].suffix.lstrip("."), sheet=_sheet(file), header_row=file.reading.header_row
        )
        book = replace(file, path=paths[part], reading=kind)
        looks = looks_of(book, lambda _: None)
        for number, cells in typed_rows(book):
            row = places.get(number)
            if row is None:
                continue
            if row in one.cells:
                cells[file.address_column] = one.cells[row]
            yield row, (cells, looks.of_row(number, len(cells)) if looks else ())

    book = NewBook(stream, _sheet(file) or file.path.stem, macros=paths[min(paths)].suffix == ".xlsm")
    for _, (cells, looks) in _in_order([rows(part) for part in paths]):
        book.add(cells, looks)
    book.close()


def _sheet(file: ListFile) -> str | None:
    """The list's sheet in files that are copies of the workbook; new ones have only one."""
    return file.reading.sheet if file.reading.format in ("xlsx", "xlsm") else None


def _in_order(parts: Sequence[Iterator[tuple[int, T]]]) -> Iterator[tuple[int, T]]:
    """The rows of several files by their number in the list, each once: the header is in all of them."""
    last = 0
    for row, what in heapq.merge(*parts, key=itemgetter(0)):
        if row > last:
            last = row
            yield row, what
