"""Which copies of an address are one too many."""

from datetime import datetime

import numpy as np
import pandas as pd

from listcleaner.core.judgement.people import Analysis
from listcleaner.core.rules.declared import BIT, Rules


def spare_copies(
    analysis: Analysis, rules: Rules, flags: np.ndarray, now: datetime, removed: np.ndarray
) -> np.ndarray:
    """Rows that are extra copies: of each address the most complete stays.

    A copy that the rules would take out by itself, because only another one says that she confirmed, reads the mails or signed up
    before a mailing arrived, gives way to one that they would not: else the next cleaning would take her out. ``flags``: of the
    people. ``removed``: rows the person removes; where that is the copy that would stay, the next best does.
    """
    rows, spare = analysis.traits.copies, analysis.traits.spare
    if not len(rows):
        return rows
    last = 2 * np.isin(rows, removed) + _poorer(analysis, rules, flags, now)
    if last.any():
        address = np.cumsum(~spare)
        best = np.lexsort([np.arange(len(rows)), last, address])
        spare = np.ones(len(rows), dtype=bool)
        spare[best[np.flatnonzero(np.diff(address[best], prepend=0))]] = False
        spare[(last >= 2)] = True  # hers to remove, no copy too many
    return np.asarray(rows[spare])


def _poorer(analysis: Analysis, rules: Rules, flags: np.ndarray, now: datetime) -> np.ndarray:
    """Which of Traits.copies the rules would take out if they were alone, though all together they do not (bool)."""
    rows = analysis.traits.copies
    who, contacts = analysis.person[rows], analysis.contacts

    def spared_by(rule: str) -> np.ndarray:
        setting = rules[rule]
        applies = setting.on and setting.action in ("remove", "suspend")
        return np.asarray((flags[who] & BIT[rule] == 0) & applies)

    poorer = spared_by("unconfirmed")
    if poorer.any():
        poorer &= (contacts["confirmed"].iloc[rows] == "no").to_numpy()
    inactive = spared_by("inactive")
    if inactive.any():
        since = pd.Timestamp(now) - pd.DateOffset(months=rules["inactive"].param("months"))
        poorer |= inactive & (contacts["active"].iloc[rows] < since).to_numpy()
    soft = spared_by("soft")
    if soft.any():
        poorer |= soft & (analysis.traits.late >= _lowest(rules))
    return np.asarray(poorer)


def _lowest(rules: Rules) -> int:
    soft = rules["soft"]
    return min([soft.param("limit"), *(limit for _, limit in soft.limits if limit)])
