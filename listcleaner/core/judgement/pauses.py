"""The rests of suspended addresses: whose they are (DESIGN §2, *pause*)."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from listcleaner.core.judgement.history import Pause
from listcleaner.core.judgement.moments import micros

OPEN = np.iinfo(np.int64).max  # the end of a pause that has none yet


def find(pauses: Iterable[Pause], keys: pd.Series) -> pd.DataFrame:
    """The pauses of some people, one a row, by person and time.

    ``keys``: numbered from 0. ``person``: position there. ``since``, ``ended`` (OPEN: not yet) and ``strike``, as in Pause: int64
    µs since 1970 (UTC).
    """
    told = list(pauses)
    wanted = {pause.key for pause in told}  # few: a million keys need no index
    # key by key: isin() of pandas would let no other thread work for a sixth of a second, the window's neither
    all_keys = keys.to_numpy(dtype=object) if wanted else ()
    places = {key: place for place, key in enumerate(all_keys) if key in wanted}
    person = np.array([places.get(pause.key, -1) for pause in told], dtype=np.int64)
    table = pd.DataFrame(
        {
            "person": person,
            "since": [micros(pause.since) for pause in told],
            "ended": [OPEN if pause.ended is None else micros(pause.ended) for pause in told],
            "strike": [micros(pause.strike) for pause in told],
        },
        dtype=np.int64,
    )
    theirs = np.flatnonzero(person >= 0)
    return table.iloc[theirs].sort_values(["person", "since"]).reset_index(drop=True)
