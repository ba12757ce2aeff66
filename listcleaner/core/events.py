"""Events: one thing that happened to one address at one time, from any source."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from listcleaner.core.tables.table import Note, Reading

# Column → dtype of every events table. Text columns are "" where nothing is known, never missing.
EVENT_DTYPES = {
    "address": "str",  # as the source writes it
    "key": "str",  # addresses.keys(): what makes two spellings the same person
    "class": "str",  # vocabulary.CLASSES
    "reason": "str",
    "fault": "str",
    "status": "str",  # enhanced code
    "reply": "str",  # SMTP reply code
    "at": "datetime64[us]",  # UTC when zone is explicit or utc, else as written; NaT when the row names no time
    "zone": "str",  # explicit, utc, unknown, or "" when the row names no time
    "campaign": "str",  # the mailing as the row or file names it, or ""
    "echo": "bool",
    "source": "str",  # profile id, such as sendgrid.bounces
    "file": "str",  # file name (member name inside an archive)
    "row": "int32",  # 1-based source row or record
    "text": "str",  # the server's own words
    "because": "str",
}


@dataclass(frozen=True)
class BounceFile:
    """One bounce file, understood.

    ``events``: a table of EVENT_DTYPES in source order. ``fingerprint``: sha256 of the content, the same in an archive and beside
    it; where no row has a time, but the file's name or the person gives a date, with that date behind a blank: reports of two
    mailings can be the same to the byte. ``dated``: the date of the file's name, or the person's, else the file's own
    modification time (UTC, naive); stands in for rows without a time. ``dated_by``: ``name``, ``person`` or ``file``.
    ``shows_soft``: a soft bounce would stand in this file, so that absence from it proves something (false for a file of
    blocks, unsubscribes or permanent failures only).
    """

    path: Path
    reading: Reading
    fingerprint: str
    source: str
    rows: int
    events: pd.DataFrame
    dated: pd.Timestamp
    dated_by: str
    shows_soft: bool
    unreadable: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()


def empty_events() -> pd.DataFrame:
    """An events table without rows."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in EVENT_DTYPES.items()})
