"""Why rows are where a plan puts them, as sentences, made for a screenful at once: they cost little each and much a call."""

from collections.abc import Sequence

import numpy as np

from listcleaner.core.contacts import ListFile
from listcleaner.core.export.explain import explain
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.rules.declared import Rules
from listcleaner.core.rules.plan import Plan
from listcleaner.gui.text import wording

SCREENFUL = 64


class Explained:
    """The sentences of some rows (sorted positions in contacts) of one plan."""

    def __init__(
        self, analysis: Analysis, plan: Plan, rules: Rules, lists: Sequence[ListFile], rows: np.ndarray
    ) -> None:
        self._analysis, self._plan, self._rules, self._lists = analysis, plan, rules, lists
        self._rows = rows
        self._sentences: dict[int, str] = {}

    def __getitem__(self, contact: int) -> str:
        if contact not in self._sentences:
            start = int(np.searchsorted(self._rows, contact))
            rows = self._rows[start : start + SCREENFUL]
            made = explain(self._analysis, self._plan, self._rules, wording(), rows, self._lists)
            self._sentences |= dict(zip(map(int, rows), made, strict=True))
        return self._sentences[contact]
