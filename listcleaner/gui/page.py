"""What every page is: it shows the document, asks it for changes, and can send the person to another page."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from listcleaner.gui.document import Document
from listcleaner.gui.jobs import Jobs
from listcleaner.gui.layouts import ground
from listcleaner.gui.settings import Settings


@dataclass(frozen=True)
class Desk:
    """What the pages share."""

    document: Document
    jobs: Jobs
    settings: Settings


class Page(QWidget):
    """A page. ``go`` names the page to show next; ``files_chosen`` carries paths to add."""

    go = Signal(str)
    files_chosen = Signal(list)
    sample_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.document = desk.document
        ground(self, "canvas")

    def refresh(self, what: frozenset[str]) -> None:
        """Shows the document as it is; ``what`` changed."""

    def set_narrow(self, narrow: bool) -> None:
        """There is little room (below about 1160 pixels), or there is not."""

    searched = Signal(str)
    """The page itself searches for another text, or for none."""

    @property
    def sought(self) -> str:
        """The text the page's table is narrowed to."""
        return ""

    def search(self, text: str) -> bool:
        """Narrows the page's table to this text; False when the page has none."""
        del text
        return False

    def folder(self) -> Path:
        """Where file dialogs begin."""
        return self.desk.settings.folder


class Seeking:
    """Beside :class:`Page`, for a page with a table that can be searched: it keeps its own text."""

    _text = ""

    @property
    def sought(self) -> str:
        """The text the page's table is narrowed to."""
        return self._text

    def search(self, text: str) -> bool:
        """Narrows the page's table to this text."""
        self._text = text
        self._show()
        return True

    def _show(self) -> None:
        raise NotImplementedError
