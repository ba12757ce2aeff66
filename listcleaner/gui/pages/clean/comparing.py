"""The ready-made rules over what a document holds now: computed in the worker, told in the window."""

import numpy as np

from listcleaner.core.progress import Progress
from listcleaner.core.rules.compare import Comparison, compare
from listcleaner.core.rules.plan import REMOVE, SUSPEND
from listcleaner.gui.document import Document
from listcleaner.gui.explained import Explained


class Comparing:
    """Of the document as it is when this is made; it must have a plan."""

    def __init__(self, document: Document) -> None:
        analysis, plan = document.result.analysis, document.result.plan
        assert analysis is not None and plan is not None
        self._analysis, self._plan, self._lists = analysis, plan, document.result.lists
        self._session, self._now, self._memory = document.session, document.now, document.memory

    def work(self, progress: Progress) -> list[Comparison]:
        """In the worker: what each of the ready-made rules would do."""
        history = self._memory.history(self._session)
        decisions = self._session.decisions
        return compare(self._analysis, self._plan, self._lists, decisions, self._now, history, progress)

    @property
    def own(self) -> tuple[int, int]:
        """Rows that the person's own rules remove and suspend."""
        action = self._plan.action
        return int(np.count_nonzero(action == REMOVE)), int(np.count_nonzero(action == SUSPEND))

    def explained(self, one: Comparison, which: str) -> Explained:
        """Why rows go: those only they take out (``out``) by their rules, those only the person takes out (``kept``) by hers."""
        if which == "out":
            return Explained(one.analysis, one.plan, one.preset.rules, self._lists, one.out)
        return Explained(self._analysis, self._plan, self._session.rules, self._lists, one.kept)
