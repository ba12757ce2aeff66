"""Says how many rows go because the same address stands on another list, and offers to look at each list by itself."""

from dataclasses import replace

import numpy as np
from PySide6.QtWidgets import QWidget

from listcleaner.core.export.evidence import kept_copies
from listcleaner.core.rules.declared import PLACE
from listcleaner.core.rules.plan import KEEP
from listcleaner.gui.document import Document
from listcleaner.gui.parts.layouts import stack
from listcleaner.gui.parts.widgets import Strip
from listcleaner.gui.text import tr


class SharedCopies(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        strip = Strip("warning", "", tr("Keep them on every list"), lambda: count_across(document, False))
        self.sentence = strip.sentence
        self.setLayout(stack(strip, margins=(0, 0, 0, 8)))
        self.hide()

    def refresh(self) -> None:
        """Counts anew."""
        many = self._many()
        told = tr("%Ln address(es) stand(s) on two of your lists and stay(s) on one of them.", "", many)
        self.sentence.setText(told)
        self.setVisible(many > 0)

    def _many(self) -> int:
        """Rows taken out as copies of a row on another list."""
        analysis, plan = self._document.analysis, self._document.plan
        if analysis is None or plan is None or len(self._document.result.lists) < 2:
            return 0
        rows = np.flatnonzero((plan.rule == PLACE["duplicate"]) & (plan.action != KEEP))
        kept = kept_copies(analysis, plan, rows)
        lists = analysis.contacts["list"].to_numpy()
        return int(np.count_nonzero((kept >= 0) & (lists[kept] != lists[rows])))


def count_across(document: Document, on: bool) -> None:
    """Whether the same address on two lists is one too many, as a step."""
    rules = replace(document.session.rules, copies_across_lists=on)
    document.set_rules(
        rules,
        lambda: tr("count duplicates over all lists") if on else tr("keep addresses on every list"),
    )
