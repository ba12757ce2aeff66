"""The clean page's summary: one sentence with bold numbers, a second line, and a strip that shows the shares."""

from collections.abc import Collection
from html import escape

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from listcleaner.core.result import Result
from listcleaner.core.rules.decisions import RowRef
from listcleaner.core.rules.plan import KEEP, REMOVE, SUSPEND, rows_of
from listcleaner.gui.look import fonts, theme
from listcleaner.gui.text import number, tr


def counts(result: Result, accepted: Collection[RowRef]) -> dict[str, int]:
    """Rows by what becomes of them, of lists that are judged; kept includes review and corrected, log all that was changed.

    ``accepted``: the rows whose suggested spelling she accepted; those that are not kept are not corrected.
    """
    analysis, plan = result.analysis, result.plan
    assert analysis is not None and plan is not None
    rows, out = rows_of(analysis, result.lists, accepted), np.count_nonzero(plan.action != KEEP)
    corrected = int(np.count_nonzero(plan.action[rows] == KEEP))
    return {
        "all": len(plan.action),
        "kept": len(plan.action) - int(out),
        "corrected": corrected,
        "review": int(np.count_nonzero(plan.review)),
        "suspended": int(np.count_nonzero(plan.action == SUSPEND)),
        "removed": int(np.count_nonzero(plan.action == REMOVE)),
        "log": int(out) + corrected,
    }


def reviewed(result: Result) -> dict[int, int]:
    """Of each list (its index) that has some, how many rows wait for a decision."""
    analysis, plan = result.analysis, result.plan
    assert analysis is not None and plan is not None
    waiting = analysis.contacts["list"].to_numpy()[plan.review & (plan.action == KEEP)]
    lists, many = np.unique(waiting, return_counts=True)
    return dict(zip(lists.tolist(), many.tolist(), strict=True))


class Sentence(QLabel):
    """``303 of 12,480 addresses would be removed and 63 suspended.``"""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(fonts.font(16))
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setMinimumHeight(24)  # the line box, in both languages

    def show_counts(self, there: dict[str, int]) -> None:
        """Says what the plan does."""
        bold = {name: f"<b>{escape(number(value))}</b>" for name, value in there.items()}
        bold["all"] = escape(number(there["all"]))
        if not there["removed"] and not there["suspended"]:
            text = tr("All {all} rows stay on your list.")
        elif not there["suspended"]:
            text = tr("{removed} of {all} rows would be removed.")
        elif not there["removed"]:
            text = tr("{suspended} of {all} rows would be suspended.")
        else:
            text = tr("{removed} of {all} rows would be removed and {suspended} suspended.")
        self.setText(text.format(**bold))
        self.setAccessibleName(text.format(**{name: number(value) for name, value in there.items()}))


class Shares(QWidget):
    """Kept, corrected, review, suspended, removed as one bar; nothing that exists is too thin to see."""

    PARTS = (
        ("kept", "ok"),
        ("corrected", "blue"),
        ("review", "blocked"),
        ("suspended", "suspended"),
        ("removed", "hard"),
    )
    LEAST, GAP = 8, 2

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(8)
        self._counts: dict[str, int] = {}

    def show_counts(self, there: dict[str, int]) -> None:
        """Shows these numbers."""
        self._counts = dict(there, kept=there["kept"] - there["review"] - there["corrected"])
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        parts = [(self._counts.get(name, 0), tone) for name, tone in self.PARTS]
        parts = [(n, tone) for n, tone in parts if n > 0]
        whole = sum(n for n, _ in parts)
        if not whole:
            return
        room = self.width() - self.GAP * (len(parts) - 1)
        widths = [max(self.LEAST, room * n / whole) for n, _ in parts]
        widths[int(np.argmax(widths))] -= sum(widths) - room
        x = 0.0
        for width, (_, tone) in zip(widths, parts, strict=True):
            painter.setBrush(QColor(t.tones[tone].chart if tone in t.tones else t[tone]))
            painter.drawRoundedRect(QRectF(x, 0, width, 8), 3, 3)
            x += width + self.GAP
