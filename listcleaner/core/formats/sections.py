"""Tables under headings that say what happened to all below: ``Non-existent address``, addresses, ``Mailbox full``, addresses."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import numpy as np

from listcleaner.core.errors import UserError
from listcleaner.core.formats import meanings
from listcleaner.core.tables.body import Body
from listcleaner.core.tables.read import read_table
from listcleaner.core.tables.table import Table

SECTION = "section"
MOST = 200  # headings and rows of one cell; a list of addresses alone has more


def with_sections(table: Table) -> Table | None:
    """The table with the heading of each row in one more column, its last; None when no heading speaks of bounces.

    Headings and repeated headers are no longer rows. Below a heading that says nothing known nothing is said.
    """
    alone = np.flatnonzero(table.body.filled() == 1)
    if not 0 < len(alone) <= MOST:
        return None
    inside = dict(zip(alone.tolist(), map(_heading, table.body.rows(alone)), strict=True))
    said = _above(table)
    if not any(map(_is_of_bounces, (said, *inside.values()))):
        return None
    header = [name.strip() for name in table.header]
    headings, kept = [], []
    for i, row in enumerate(table.cells.to_numpy(dtype=object).tolist()):
        said = inside.get(i) or said
        if not inside.get(i) and [cell.strip() for cell in row] != header:
            kept.append(i)
            headings.append(said if _is_of_bounces(said) else "")
    frame = table.cells.iloc[kept].reset_index(drop=True)
    width = frame.shape[1]
    frame[width] = headings
    named = (*table.header, *[""] * (width - len(table.header)), SECTION)
    return replace(table, header=named, body=Body.of(frame.astype("str")), numbers=table.numbers[kept])


def _heading(row: Sequence[str]) -> str:
    """The text of a row of one cell that is no address, else ""."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return filled[0] if len(filled) == 1 and "@" not in filled[0] else ""


def _is_of_bounces(heading: str) -> bool:
    meaning = meanings.said_by(heading) if heading else None
    return meaning is not None and meaning.category in ("hard", "soft", "blocked", "auto_reply")


def _above(table: Table) -> str:
    """The last heading above the header."""
    header = table.reading.header_row or 0
    if header < 2:
        return ""
    with suppress(UserError):
        whole = read_table(table.path, replace(table.reading, header_row=0))
        titles = whole.cells[whole.numbers < header].to_numpy(dtype=object).tolist()
        return next((heading for row in reversed(titles) if (heading := _heading(row))), "")
    return ""
