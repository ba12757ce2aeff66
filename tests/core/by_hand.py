"""Tables built in a test, as a reader would have made them."""

from pathlib import Path

import numpy as np
import pandas as pd

from listcleaner.core.tables.body import Body
from listcleaner.core.tables.table import Reading, Table


def table_of(header: list[str] | None, *rows: list[str], name: str = "list.csv") -> Table:
    """A table with this header (None: the file has none) and these rows."""
    width = len(header) if header is not None else len(rows[0])
    cells = pd.DataFrame(list(rows), columns=range(width), dtype="str")
    first = 1 if header is None else 2
    return Table(
        Path(name),
        Reading("csv", "utf-8", ",", header_row=0 if header is None else 1),
        tuple(header) if header is not None else ("",) * width,
        Body.of(cells),
        np.arange(first, first + len(rows), dtype=np.int32),
    )
