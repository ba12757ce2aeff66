""" "What would they do?": the presets beside the person's own rules, over the same lists and bounces."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from listcleaner.core.contacts import ListFile
from listcleaner.core.judgement.analysis import judge
from listcleaner.core.judgement.history import NO_HISTORY, History
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.progress import Progress, silent
from listcleaner.core.rules.decisions import Decisions
from listcleaner.core.rules.declared import Judging
from listcleaner.core.rules.plan import KEEP, REMOVE, SUSPEND, Plan, make_plan
from listcleaner.core.rules.presets import Preset, presets


@dataclass(frozen=True)
class Comparison:
    """What a preset would do. The arrays are rows of contacts, in order.

    ``removed`` and ``suspended``: how many rows. ``out``: it takes out and the person's own rules keep. ``kept``: the reverse.
    ``analysis`` and ``plan`` are the preset's; export.explain() tells with them, and ``preset.rules``, why a row of ``out`` goes,
    and with the person's own why one of ``kept`` does.
    """

    preset: Preset
    analysis: Analysis
    plan: Plan
    removed: int
    suspended: int
    out: np.ndarray
    kept: np.ndarray


def compare(
    analysis: Analysis,
    plan: Plan,
    lists: Sequence[ListFile],
    decisions: Decisions,
    now: datetime,
    history: History = NO_HISTORY,
    progress: Progress = silent,
    among: Callable[[], Sequence[Preset]] = presets,
) -> list[Comparison]:
    """Every preset over one analysis, beside the person's own plan for it. ``history``: what the analysis was made with.

    Her own decisions hold for all. A preset that counts as another does is judged only once.
    Progress steps: ``counting``.
    """
    judged: dict[Judging, Analysis] = {analysis.judging: analysis}
    comparisons = []
    for preset in among():
        judging = preset.rules.judging
        if judging not in judged:
            judged[judging] = judge(analysis.joined, preset.rules, now, progress, history)
        theirs = make_plan(judged[judging], lists, preset.rules, decisions, now)
        comparisons.append(_comparison(preset, judged[judging], theirs, plan))
    return comparisons


def _comparison(preset: Preset, analysis: Analysis, theirs: Plan, own: Plan) -> Comparison:
    return Comparison(
        preset,
        analysis,
        theirs,
        removed=int(np.count_nonzero(theirs.action == REMOVE)),
        suspended=int(np.count_nonzero(theirs.action == SUSPEND)),
        out=np.flatnonzero((theirs.action != KEEP) & (own.action == KEEP)),
        kept=np.flatnonzero((theirs.action == KEEP) & (own.action != KEEP)),
    )
