"""Which pauses a plan begins and ends: what the ledger notes when the plan is applied (DESIGN §2, *pause*)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from listcleaner.core.judgement.history import Pause
from listcleaner.core.judgement.pauses import OPEN
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.rules.declared import PLACE
from listcleaner.core.rules.plan import KEEP, SUSPEND, Plan, subjects


@dataclass(frozen=True)
class Changes:
    """``begun``: by address key, when the last of the strikes was. ``ended``: keys of those whose pause is over."""

    begun: dict[str, datetime]
    ended: frozenset[str]


def changes(analysis: Analysis, plan: Plan, pauses: Iterable[Pause]) -> Changes:
    """What applying a plan changes in the pauses of the history it was made with.

    Suspended addresses begin one, unless theirs goes on. The pause of an address that is kept, or of one that mail reached
    before it bounced anew, has ended.
    """
    judged, keys = analysis.judged, analysis.judged["key"].to_numpy(object)
    rows = np.flatnonzero((plan.action == SUSPEND) & (plan.rule == PLACE["soft"]))
    suspended = np.unique(subjects(analysis, plan, rows))
    standing = analysis.counted_of_judged.pauses
    going_on = standing["person"].to_numpy()[standing["ended"].to_numpy() == OPEN]
    new = np.setdiff1d(suspended, going_on)
    strikes = analysis.events["at"].to_numpy()[judged["last_strike"].to_numpy()[new]]
    begun = dict(zip(keys[new].tolist(), pd.DatetimeIndex(strikes).to_pydatetime().tolist(), strict=True))
    open_now = {pause.key for pause in pauses if pause.ended is None}
    kept = keys[np.setdiff1d(analysis.person[plan.action == KEEP], suspended)]
    return Changes(begun, frozenset(open_now.intersection([*kept.tolist(), *begun])))
