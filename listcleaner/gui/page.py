"""What every page is: it shows the document, asks it for changes, and can send the person to another page."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from listcleaner.gui.arrivals import Arrivals
from listcleaner.gui.document import Document
from listcleaner.gui.jobs import Jobs
from listcleaner.gui.parts.layouts import ground
from listcleaner.gui.saver import Saver
from listcleaner.gui.settings import Settings


@dataclass(frozen=True)
class Desk:
    """What the pages share."""

    document: Document
    jobs: Jobs
    settings: Settings
    saver: Saver
    arrivals: Arrivals


class Page(QWidget):
    """A page. ``go`` names the page to show next; ``files_chosen`` carries paths to add.

    ``first`` has the focus first; ``parts`` are what F6 goes to. ``sought``: the text the page is narrowed to, where it can be.
    ``searched``: the page itself searches for another text, or for none.
    """

    go = Signal(str)
    files_chosen = Signal(list)
    sample_wanted = Signal()
    searched = Signal(str)
    searchable = False
    sought = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.document = desk.document
        self.first: QWidget = self
        ground(self, "canvas")

    def refresh(self, what: frozenset[str]) -> None:
        """Shows the document as it is; ``what`` changed (parts of the document, ``search``)."""

    def set_narrow(self, narrow: bool) -> None:
        """There is little room (below about 1160 pixels), or there is not."""

    @property
    def parts(self) -> list[QWidget]:
        """The parts of the page, from left to right, that the keyboard goes to."""
        return [self.first]

    def search(self, text: str) -> None:
        """Narrows the page's table to this text."""
        self.sought = text
        self.refresh(frozenset({"search"}))

    def folder(self) -> Path:
        """Where file dialogs begin."""
        return self.desk.settings.folder
