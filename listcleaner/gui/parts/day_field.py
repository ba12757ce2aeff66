"""Asking for a day, in a line of its own."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit

from listcleaner.gui.parts.widgets import Button, Strip
from listcleaner.gui.text import language, tr

EARLIEST = QDate(1980, 1, 1)


class DayStrip(Strip):
    """A sentence, a day and a button. ``chosen`` carries the day the person says, a ``date``."""

    chosen = Signal(object)

    def __init__(self, kind: str, text: str, now: date, latest: date) -> None:
        super().__init__(kind, text)
        self.day = QDateEdit(QDate(now.year, now.month, now.day))
        self.day.setAccessibleName(tr("Day of the mailing"))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy年M月d日" if language() == "zh_CN" else "d MMM yyyy")
        self.day.setDateRange(EARLIEST, QDate(latest.year, latest.month, latest.day))
        self.day.setMinimumSize(140, 28)
        self.use = Button(tr("Use this day"))
        self.use.clicked.connect(lambda: self.chosen.emit(self.day.date().toPython()))
        self.add(self.day)
        self.add(self.use)
