"""The whole ledger as a workbook for people to read: runs, decisions, people, bounce files."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import IO

import pandas as pd

from listcleaner.core.export.log import harmless
from listcleaner.core.export.newbook import NewBook
from listcleaner.core.ledger.ledger import Ledger
from listcleaner.core.wording import Wording

_WIDTHS: dict[str, tuple[int, ...]] = {
    "runs": (22, 19, 30, 10, 10, 12, 10, 11),
    "decisions": (22, 30, 9, 34, 12, 16, 22, 34),
    "people": (34, 10, 10, 10, 10, 12, 10, 19, 19),
    "files": (40, 22, 10, 10, 19, 19),
}
_CLASSES = ("hard", "soft", "blocked", "complaint", "unsubscribe")


def write_book(ledger: Ledger, stream: IO[bytes], wording: Wording) -> None:
    """Writes a sheet of each. Raises UserError too_many_rows, and what the ledger raises."""
    names = [wording.text(f"book.{sheet}") for sheet in _WIDTHS]
    book = None
    for (sheet, widths), rows in zip(_WIDTHS.items(), _sheets(ledger), strict=True):
        columns = [(place, place, float(width)) for place, width in enumerate(widths, 1)]
        if book is None:
            book = NewBook(stream, names[0], columns, titled=True, more=names[1:])
        else:
            book.next_sheet(columns)
        book.add(wording.text(f"book.{sheet}.columns").split("|"))
        book.add_all(
            [harmless(cell, in_csv=False) if isinstance(cell, str) else cell for cell in row] for row in rows
        )
    assert book is not None
    book.close()


def _sheets(ledger: Ledger) -> Iterator[Iterator[Sequence[object]]]:
    """The rows of each sheet, in the order of their names."""
    runs = ledger.runs()
    yield ((run.id, _second(run.at), *vars(one).values()) for run in runs for one in run.lists)
    yield ((run.id, *one) for run in runs for one in ledger.receipt(run.id))
    files = ledger.history().files
    yield _people(pd.concat([file.events[["key", "class", "at"]] for file in files])) if files else iter(())
    yield (
        (
            file.path.name,
            file.source,
            file.rows,
            len(file.events),
            *_seconds(file.events["at"].agg(["min", "max"])),
        )
        for file in files
    )


def _people(events: pd.DataFrame) -> Iterator[Sequence[object]]:
    """Each address with its events, by class, and when the first and last was."""
    counts = pd.crosstab(events["key"], events["class"]).reindex(columns=_CLASSES, fill_value=0)
    times = events.groupby("key")["at"].agg(["min", "max"])
    totals = events["key"].value_counts().reindex(counts.index)
    columns = [counts.index, totals, *(counts[name] for name in _CLASSES)]
    yield from zip(
        *(column.tolist() for column in columns), _seconds(times["min"]), _seconds(times["max"]), strict=True
    )


def _seconds(times: pd.Series) -> list[datetime | None]:
    return [None if pd.isna(at) else _second(at.to_pydatetime()) for at in times]


def _second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
