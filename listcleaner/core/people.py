"""People: one row for each distinct address of the lists, with the judgement the rules work on."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

# Column → dtype. Status depends on the soft limit and so is not stored: see status.status_of().
PEOPLE_DTYPES = {
    "key": "str",
    "domain": "str",
    "worst": "str",  # status by events and list columns, without counting strikes: complained … ok, never soft/suspended
    "soft_count": "int16",  # strikes in a row
    "soft_reason": "str",  # reason of the last strike, "" when none
    "reason": "str",  # reason of `worst`, "" when ok
    "fault": "str",
    "bounces": "int32",  # bounce events in all, echoes left out
    "last_bounce": "datetime64[us]",
    "last_engaged": "datetime64[us]",  # last open or click, from events or list
    "evidence": "int32",  # position in events of what decides `worst`, else of the last strike, else of the last bounce; -1 none
    "recovered": "bool",  # hard bounce earlier, delivered or engaged since: ok with a note
    "problem": "str",  # as in contacts
}


@dataclass(frozen=True)
class Analysis:
    """Everything computed before the rules: who is on the lists and what happened to them.

    ``person``: int32 array, for each row of ``contacts`` its row in ``people``.
    ``events``: EVENT_DTYPES and ``send`` (str, send id), ``strike`` (bool: this event is the strike of its send), sorted by time,
    duplicates gone. ``sends``: one row a send: ``send`` str, ``date`` datetime64[us], ``known`` bool, ``proves`` bool.
    """

    contacts: pd.DataFrame
    person: np.ndarray
    people: pd.DataFrame
    events: pd.DataFrame
    sends: pd.DataFrame
