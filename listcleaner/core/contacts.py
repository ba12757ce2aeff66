"""Contacts: the rows of the subscriber lists, with what the program understands of them."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from listcleaner.core.tables.table import Note, Reading

# Column → dtype of every contacts table; one row a list row, in list and row order.
CONTACT_DTYPES = {
    "list": "int16",  # index of the list in the session
    "row": "int32",  # 1-based source row
    "address": "str",  # the cell as written (or the correction the person accepted)
    "key": "str",  # addresses.check(): what makes two spellings the same person; never "" (an unusable cell is its own key)
    "domain": "str",  # ASCII, lower case; "" when there is none
    "problem": "str",  # why it is no usable address, "" when it is one
    "suggestion": "str",  # the likely intended address, "" when none
    "listed": "str",  # class the list's own status columns state: complaint unsubscribe hard unknown or ""
    "joined": "datetime64[us]",  # sign-up date, NaT when unknown
    "active": "datetime64[us]",  # last open, click, purchase, NaT when unknown
    "confirmed": "str",  # yes no "" (double opt-in)
    "filled": "int16",  # cells with content: the most complete duplicate is kept
}


@dataclass(frozen=True)
class ListFile:
    """One subscriber list, understood. ``contacts``: CONTACT_DTYPES without list, key, domain, problem, suggestion."""

    path: Path
    reading: Reading
    fingerprint: str
    source: str  # profile id or ""
    columns: dict[str, str]  # role → header
    address_column: int
    contacts: pd.DataFrame
    rows: int
    unreadable: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()
