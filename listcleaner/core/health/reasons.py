"""Why mail came back: of everybody now, and month by month."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from listcleaner.core.judgement.people import Analysis
from listcleaner.core.vocabulary import STATUSES

BOUNCES = ("hard", "soft", "blocked")  # classes, worst first
MONTHS = 12


def why(analysis: Analysis, status: np.ndarray) -> list[tuple[str, str, int]]:
    """Why people's mail came back: reason, worst status and how many, most first. ``status``: positions in STATUSES."""
    people = analysis.people
    soft = np.isin(status, [STATUSES.index("soft"), STATUSES.index("suspended")])
    bounced = np.flatnonzero(soft | np.isin(status, [STATUSES.index("hard"), STATUSES.index("blocked")]))
    some = people.iloc[bounced]
    reason = some["reason"].where(~soft[bounced], some["soft_reason"])
    pairs = pd.DataFrame({"reason": reason.to_numpy(object), "status": status[bounced]})
    table = pairs[pairs["reason"] != ""].groupby("reason")["status"].agg(["size", "min"])
    ranked = table.sort_values("size", ascending=False, kind="stable")
    return [(str(name), STATUSES[int(low)], int(n)) for name, n, low in ranked.itertuples()]


@dataclass(frozen=True)
class Month:
    """A month: how many addresses bounced for each reason (an address counts once for each), the most frequent first.

    ``kinds``: the worst class of each reason.
    """

    start: pd.Timestamp
    reasons: dict[str, int]
    kinds: dict[str, str]


def months(analysis: Analysis) -> list[Month]:
    """The last MONTHS months with bounces of people on the lists, oldest first."""
    events, whose = analysis.events, analysis.whose
    kinds = events["class"]
    some = np.flatnonzero(kinds.isin(BOUNCES).to_numpy() & (whose >= 0) & ~events["echo"].to_numpy())
    table = pd.DataFrame(
        {
            "month": events["at"].to_numpy()[some].astype("datetime64[M]").astype(np.int64),
            "reason": pd.Categorical(events["reason"].to_numpy(object)[some]),
            "kind": pd.Index(BOUNCES).get_indexer(pd.Index(kinds.to_numpy(object)[some])),
            "who": whose[some],
        }
    )
    table = table[table["month"].isin(np.unique(table["month"])[-MONTHS:])]
    grouped = table.groupby(["month", "reason"], observed=True)
    counts = grouped.agg(n=("who", "nunique"), kind=("kind", "min")).reset_index()
    counts = counts.sort_values(["month", "n"], ascending=[True, False], kind="stable")
    told: dict[int, Month] = {}
    for month, reason, n, kind in counts.itertuples(index=False, name=None):
        start = pd.Timestamp(np.array(month, dtype="datetime64[M]").astype("datetime64[us]").item())
        one = told.setdefault(month, Month(start, {}, {}))
        one.reasons[str(reason)], one.kinds[str(reason)] = int(n), BOUNCES[int(kind)]
    return list(told.values())
