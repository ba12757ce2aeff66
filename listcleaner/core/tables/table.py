"""What reading a file gives: text cells in columns, with the row numbers of the source."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # how a file is read can be said before anything is
    import numpy as np
    import pandas as pd

    from listcleaner.core.tables.body import Body

DateOrder = Literal["dmy", "mdy"]


@dataclass(frozen=True)
class Reading:
    """How a file is read. ``None`` means: find out. Reading a table returns it with nothing left open.

    ``format``: xlsx xlsm xls xlsb ods csv html json, log, mails. ``csv`` is every delimited text, whatever its ending.
    ``header_row``: 1-based row of the header as a spreadsheet shows it; 0 = the file has no header.
    ``dates``: whether 1/2/2026 is the first of February (``dmy``) or the second of January (``mdy``) in a column that leaves it
    open. None also in a reading that leaves nothing else open: each column is then judged by its own cells.
    """

    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    member: str | None = None  # file inside a zip archive
    dates: DateOrder | None = None


@dataclass(frozen=True)
class Note:
    """Something the person should know about a file. ``code`` has a text ``note.CODE`` in ``resources/i18n/core.*.toml``."""

    code: str
    fields: dict[str, object] = field(default_factory=dict)
    rows: tuple[int, ...] = ()  # source rows it is about, 1-based; at most 1,000 are named


@dataclass(frozen=True)
class Table:
    """One sheet or text file as text.

    ``body``: one row a source row with any content; an empty cell is ``""``, never missing. Numbers are written without exponent
    or ``.0``, dates as ``2026-01-31`` or ``2026-01-31 09:30:00``, booleans as TRUE/FALSE.
    Cells keep hidden spaces and full-width characters: who reads a meaning into them cleans them.
    ``numbers``: int32 array, the 1-based source row (record, in text files) of each row.
    ``unreadable``: source rows that could not be read; they are in the body too, with what could be saved of them.
    """

    path: Path
    reading: Reading
    header: tuple[str, ...]
    body: "Body"
    numbers: "np.ndarray"
    unreadable: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()
    sheets: tuple[str, ...] = ()

    @property
    def headed(self) -> bool:
        """Whether the header names the columns; the keys of JSON do."""
        return self.reading.header_row != 0 or self.reading.format == "json"

    @property
    def cells(self) -> "pd.DataFrame":
        """All of the body: DataFrame of dtype ``str``, columns 0…n-1."""
        return self.body.frame()
