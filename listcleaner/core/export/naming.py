"""What the files of an export are called."""

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from listcleaner.core.contacts import ListFile
from listcleaner.core.export.parts import LIST_PARTS, PARTS

Format = Literal["csv", "xlsx"]
_TEXT_ENDINGS = (".csv", ".tsv", ".txt", ".tab")


@dataclass(frozen=True)
class PlannedFile:
    """A file an export may write. ``list``: its list's index, None for the log."""

    path: Path
    part: str
    list: int | None

    def is_due(self, to_review: int) -> bool:
        """Whether it is written. A review file: where there is something to review, or one of an earlier run would stay."""
        return self.part != "review" or to_review > 0 or os.path.exists(self.path)  # noqa: PTH110 - never raises


def planned_outputs(
    lists: Sequence[ListFile], out_dir: Path, format: str | None = None, parts: Collection[str] = PARTS
) -> list[PlannedFile]:
    """The files an export may write, review files included: see :meth:`PlannedFile.is_due`."""
    planned = []
    taken: set[str] = set()
    for index, file in enumerate(lists):
        stem = free_stem(file, taken)
        planned += [
            PlannedFile(out_dir / f"{stem}-{part}{ending(file, format)}", part, index)
            for part in LIST_PARTS
            if part in parts
        ]
    if lists and "log" in parts:
        log = ".csv" if is_text(lists[0], format) else ".xlsx"
        planned.append(PlannedFile(out_dir / f"removal-log{log}", "log", None))
    return planned


def is_text(file: ListFile, format: str | None) -> bool:
    """Whether a list's files are delimited text."""
    return format == "csv" or (format is None and file.reading.format == "csv")


def ending(file: ListFile, format: str | None) -> str:
    """The ending of a list's files: its own, or that of the format it is written in."""
    own = PurePosixPath(file.reading.member or file.path.name).suffix.lower()
    if is_text(file, format):
        return own if file.reading.format == "csv" and own in _TEXT_ENDINGS else ".csv"
    return ".xlsm" if file.reading.format == "xlsm" else ".xlsx"


def free_stem(file: ListFile, taken: set[str]) -> str:
    """A list's name, or one like it that no other list has, also where the disk does not tell capitals from small letters."""
    stem = (PurePosixPath(file.reading.member) if file.reading.member else file.path).stem
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return name
