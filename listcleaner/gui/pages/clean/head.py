"""The head of the preview: one sentence, the shares as a bar, and what is asked before saving."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from listcleaner.gui.document import Document
from listcleaner.gui.pages.clean.shared_copies import SharedCopies
from listcleaner.gui.parts.brake import BrakeQuestion
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import row, stack
from listcleaner.gui.parts.sentence import Sentence, Shares
from listcleaner.gui.parts.widgets import Button
from listcleaner.gui.text import gap, tr


class CleanHead(QWidget):
    """``save_wanted``: on to the next step."""

    save_wanted = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._sentence, self._shares = Sentence(), Shares()
        self._second = Label("body")
        self._second.setMinimumHeight(20)  # the line box, in both languages
        self._next = Button(tr("Go to Save"), "primary", "arrow-right", trailing=True)
        self._next.clicked.connect(self.save_wanted)
        self.brake, self.copies = BrakeQuestion(document), SharedCopies(document)
        top = row(stack(self._sentence, self._second, gap=4), self._next, gap=16)
        top.setStretch(0, 1)
        self.setLayout(stack(top, 14, self._shares, 12, self.brake, self.copies, margins=(20, 20, 16, 4)))

    def set_narrow(self, narrow: bool) -> None:
        """There is little room, or there is not."""
        self._next.setText(tr("Save") if narrow else tr("Go to Save"))

    def show_counts(self, there: dict[str, int]) -> None:
        """Says what the plan does, and asks what there is to ask. ``there``: as sentence.counts has them."""
        self._sentence.show_counts(there)
        second = tr("Your cleaned list has %Ln row(s).", "", there["kept"])
        if there["review"]:
            second += gap() + tr("%Ln of them wait(s) for your decision.", "", there["review"])
        self._second.setText(second)
        self._shares.show_counts(there)
        self.brake.refresh()
        self.copies.refresh()
