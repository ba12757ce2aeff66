"""Cards of the save page: where to and in which format, what changes, and what to do once the files are there."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from listcleaner.gui.parts.labels import Elided, Label
from listcleaner.gui.parts.layouts import emptied, framed, row, stack
from listcleaner.gui.parts.widgets import Button, Choice, Icon
from listcleaner.gui.text import day, number, short_path, tr


class Where(QFrame):
    """The folder and the format. ``folder_wanted``: she wants another; ``format_chosen``: None as the list."""

    folder_wanted = Signal()
    format_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._caption, self._place = Label("caption"), Elided("name", middle=True)
        self._choose = Button(tr("Choose folder…"))
        self._choose.clicked.connect(self.folder_wanted)
        formats: dict[object, str] = {
            None: tr("Same as my list"),
            "xlsx": tr("Excel (.xlsx)"),
            "csv": tr("Text (.csv)"),
        }
        choice = Choice(tr("File format"), small=False)
        choice.offer(formats, None)
        choice.chosen.connect(self.format_chosen)
        folder = row(Icon("folder", "accent", 20), stack(self._caption, self._place), self._choose, gap=12)
        folder.setStretch(1, 1)
        name = Label("name", tr("File format"))
        self._format = QWidget()
        line = row(Icon("file-spreadsheet", "accent", 20), name, None, choice, gap=12)
        self._format.setLayout(stack(framed("line"), 12, line, margins=(0, 12, 0, 0)))
        self.setLayout(stack(folder, self._format, margins=(16, 12, 16, 12)))

    def show_folder(self, folder: Path, running: bool) -> None:
        """Names the folder; while files are being written there is nothing to choose."""
        self._caption.setText(tr("Saving in") if running else tr("Save in"))
        self._place.setText(short_path(folder))
        self._choose.setVisible(not running)
        self._format.setVisible(not running)


class Changes(QFrame):
    """What the plan does to the list, as a small sum."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._lines = stack(margins=(18, 11, 18, 11))
        self.setLayout(self._lines)

    def show_counts(self, there: dict[str, int], lists: int, until: date, today: date) -> None:
        """``there``: as :func:`~listcleaner.gui.parts.sentence.counts` tells, of so many ``lists``; ``until``: suspended
        addresses rest so long.
        """
        emptied(self._lines)
        suspended = tr("Suspended until {date}").format(date=day(until, today))
        self._add("users", "text2", tr("On your list(s) before", "", lists), number(there["all"]))
        self._add("circle-x", "hard", tr("Removed"), _less(there["removed"]))
        self._add("circle-pause", "suspended", suspended, _less(there["suspended"]))
        self._lines.addSpacing(6)
        self._lines.addWidget(framed("line"))
        self._lines.addSpacing(7)
        self._add(
            "circle-check", "ok", tr("On your cleaned list(s)", "", lists), number(there["kept"]), strong=True
        )
        if there["corrected"]:
            self._add("spell-check", "ok", tr("of these were corrected"), number(there["corrected"]))
        if there["review"]:
            self._add("shield-alert", "blocked", tr("of these wait for you"), number(there["review"]))

    def _add(self, icon: str, tone: str, text: str, value: str, strong: bool = False) -> None:
        widget = QWidget()
        name = Label("strong" if strong else "text", text)
        figure = Label("figure" if strong else "strong", value, colour="ok" if strong else "")
        widget.setLayout(row(Icon(icon, tone), name, None, figure, gap=10))
        widget.setFixedHeight(32)
        self._lines.addWidget(widget)


def _less(count: int) -> str:
    """How many are taken away: ``− 74``; none is ``0``."""
    return f"− {number(count)}" if count else "0"


def placed(folder: Path, again: QWidget, run: str, history: QWidget) -> QWidget:
    """Where the files are, and in the history as what. ``run``: when it was, "" where no history remembers it.

    ``again``: saves once more; ``history``: leads there.
    """
    known = tr("In the history as “{run}”. There you can look at it again, and undo it.").format(run=run)
    lines = [(Icon("folder", "text3"), Elided("body", short_path(folder), middle=True), again)]
    lines += [(Icon("history", "text3"), Elided("body", known), history)] if run else []
    rows = []
    for parts in lines:
        line = row(*parts, gap=8, margins=(4, 0, 4, 0))
        line.setStretch(1, 1)
        rows.append(line)
    widget = QWidget()
    widget.setLayout(stack(*rows, gap=6))
    return widget


def next_steps(lists: int, to_review: int) -> QWidget:
    """What to do with the files of so many lists."""
    upload = tr("Upload the cleaned file(s) to your newsletter tool, in place of the old list(s).", "", lists)
    steps = [
        upload,
        tr("Look at the %Ln address(es) to review.", "", to_review) if to_review else "",
        tr("After your next send, drop the new bounce file here. Counts go on."),
    ]
    columns = row(gap=24)
    for place, text in enumerate((text for text in steps if text), 1):
        label = Label("text", text, wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        mark = Label("figure", str(place), colour="accent")
        step = row(mark, label, gap=10)
        step.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        step.setStretch(1, 1)
        columns.addLayout(step, 1)
    card = framed("card")
    card.setLayout(stack(Label("section", tr("What to do next")), 10, columns, margins=(18, 16, 18, 18)))
    return card
