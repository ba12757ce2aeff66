"""Groups of people that a figure stands for, so that it can show its addresses: of an incident, a month's reason, a source."""

import numpy as np

from listcleaner.core.health.reasons import BOUNCES
from listcleaner.core.judgement.people import Analysis


def members(analysis: Analysis, group: str) -> np.ndarray:
    """Who is in a group (bool by person): ``incident:0``, ``month:2026-03:mailbox_full``, ``source:Shop``, ``signup:2026-01``."""
    kind, _, name = group.partition(":")
    there = np.zeros(len(analysis.people), dtype=bool)
    if kind in ("source", "signup"):
        column = analysis.contacts["source" if kind == "source" else "joined"]
        rows = column == name if kind == "source" else column.dt.strftime("%Y-%m") == name
        there[analysis.person[rows.to_numpy()]] = True
        return there
    events = analysis.events
    if kind == "incident":
        shown = events["incident"].to_numpy() == int(name)
    else:
        month, _, reason = name.partition(":")
        shown = (events["reason"] == reason).to_numpy() & events["class"].isin(BOUNCES).to_numpy()
        shown &= ~events["echo"].to_numpy()
        shown &= events["at"].to_numpy().astype("datetime64[M]") == np.datetime64(month, "M")
    there[analysis.whose[shown & (analysis.whose >= 0)]] = True
    return there
