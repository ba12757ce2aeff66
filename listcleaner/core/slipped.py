"""Rows whose cells have slipped: a comma too many or a lost quotation mark, and the address stands in another column."""

from collections.abc import Collection

import numpy as np

from listcleaner.core.tables.header import is_address
from listcleaner.core.tables.table import Table

_MOST = 10_000  # rows looked at; of more, it is the column that holds no addresses


def slipped(table: Table, addresses: np.ndarray, signed: np.ndarray, columns: Collection[int]) -> np.ndarray:
    """Positions of rows whose address cell has content but no @, and another cell of which is an address.

    ``addresses``: the address cells; ``signed``: whether there is an @ in them. ``columns``: those of addresses, which say
    nothing of a row: the manager's may be filled where the customer's says "none".
    """
    places = np.flatnonzero(~signed)[:_MOST]
    places = places[[bool(addresses[place].strip()) for place in places.tolist()]]
    found = [
        place
        for place, row in zip(places.tolist(), table.body.rows(places), strict=True)
        if any(is_address(cell) for column, cell in enumerate(row) if column not in columns)
    ]
    return np.array(found, dtype=np.int64)
