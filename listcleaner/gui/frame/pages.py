"""The pages, one on top of the other: each is made when it is first wanted, so that a start pays for what it shows."""

import sys
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from listcleaner.core.collection import paused_collection
from listcleaner.core.progress import Progress
from listcleaner.gui.dialogs.files import FileDialogs
from listcleaner.gui.page import Desk, Page
from listcleaner.gui.pages.files.page import FilesPage

if TYPE_CHECKING:  # most bring pandas
    from listcleaner.gui.pages.addresses.page import AddressesPage
    from listcleaner.gui.pages.clean.page import CleanPage
    from listcleaner.gui.pages.health.page import HealthPage
    from listcleaner.gui.pages.help import HelpPage
    from listcleaner.gui.pages.history.page import HistoryPage
    from listcleaner.gui.pages.save.page import SavePage
    from listcleaner.gui.pages.settings import SettingsPage

P = TypeVar("P", bound=Page)

STEPS = ("files", "addresses", "health", "clean", "save")
PLACES = ("history", "settings", "help")  # beside the steps of the work
LIGHT = frozenset({"files", "settings", "help"})  # can be made before :func:`load` is through
EVERYTHING = frozenset({"sources", "rules", "decisions", "analysis", "plan"})
COMPUTED = frozenset({"analysis", "plan"})
SWITCH = 0.0001  # seconds until the window has its turn while modules load; with the usual 0.005 it answers in 0.75 s, not 0.5


@paused_collection()
def load(progress: Progress) -> None:
    """In the worker: brings in what the pages are made of, and with it pandas and the core; half a second."""
    del progress
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    try:
        _import()
    finally:
        sys.setswitchinterval(usual)


def _import() -> None:
    from listcleaner.gui.pages.addresses import page as _addresses  # noqa: F401
    from listcleaner.gui.pages.clean import page as _clean  # noqa: F401
    from listcleaner.gui.pages.files import file_cards as _cards  # noqa: F401
    from listcleaner.gui.pages.health import page as _health  # noqa: F401
    from listcleaner.gui.pages.history import page as _history  # noqa: F401
    from listcleaner.gui.pages.save import page as _save  # noqa: F401


class Pages(QStackedWidget):
    """Shows one of the pages. By name: ``pages["clean"]``; ``made``: those that are there.

    What a page wants of the window is told by a signal of the same meaning here.
    """

    go = Signal(str)
    files_chosen = Signal(list)
    sample_wanted = Signal()
    searched = Signal(str)
    facet_wanted = Signal(str, str)
    person_wanted = Signal(int)
    protected_wanted = Signal()
    rows_wanted = Signal(object, tuple)
    language_chosen = Signal(object)
    theme_chosen = Signal(object)
    reset = Signal()

    def __init__(self, desk: Desk, dialogs: FileDialogs) -> None:
        super().__init__()
        self._desk = desk
        self._narrow = False
        self._waiting: dict[str, frozenset[str]] = {}
        self.made: dict[str, Page] = {}
        self.files = self._begin("files", FilesPage(desk, dialogs))

    @cached_property
    def addresses(self) -> "AddressesPage":
        from listcleaner.gui.pages.addresses.page import AddressesPage

        page = self._begin("addresses", AddressesPage(self._desk))
        page.rows_wanted.connect(self.rows_wanted)
        return page

    @cached_property
    def health(self) -> "HealthPage":
        from listcleaner.gui.pages.health.page import HealthPage

        page = self._begin("health", HealthPage(self._desk))
        page.wanted.connect(self.facet_wanted)
        return page

    @cached_property
    def clean(self) -> "CleanPage":
        from listcleaner.gui.pages.clean.page import CleanPage

        page = self._begin("clean", CleanPage(self._desk))
        page.person_wanted.connect(self.person_wanted)
        page.protected_wanted.connect(self.protected_wanted)
        return page

    @cached_property
    def save(self) -> "SavePage":
        from listcleaner.gui.pages.save.page import SavePage

        return self._begin("save", SavePage(self._desk))

    @cached_property
    def history(self) -> "HistoryPage":
        from listcleaner.gui.pages.history.page import HistoryPage

        return self._begin("history", HistoryPage(self._desk))

    @cached_property
    def settings(self) -> "SettingsPage":
        from listcleaner.gui.pages.settings import SettingsPage

        page = self._begin("settings", SettingsPage(self._desk))
        page.language_chosen.connect(self.language_chosen)
        page.theme_chosen.connect(self.theme_chosen)
        page.reset.connect(self.reset)
        return page

    @cached_property
    def help(self) -> "HelpPage":
        from listcleaner.gui.pages.help import HelpPage

        return self._begin("help", HelpPage(self._desk))

    def _begin(self, name: str, page: P) -> P:
        for theirs, ours in (
            (page.go, self.go),
            (page.files_chosen, self.files_chosen),
            (page.sample_wanted, self.sample_wanted),
            (page.searched, self.searched),
        ):
            theirs.connect(ours)
        page.set_narrow(self._narrow)
        self.made[name] = page
        self._waiting[name] = EVERYTHING
        self.addWidget(page)
        return page

    def __getitem__(self, name: str) -> Page:
        """Makes it if need be. Raises KeyError."""
        if name not in (*STEPS, *PLACES):
            raise KeyError(name)
        page: Page = getattr(self, name)
        return page

    def __iter__(self) -> Iterator[str]:
        return iter((*STEPS, *PLACES))

    @property
    def current(self) -> str:
        """The name of the page shown."""
        return next(name for name, page in self.made.items() if page is self.currentWidget())

    def show_page(self, name: str) -> None:
        """Shows a page; what it computes from the document it computes now, if that waited."""
        self.setCurrentWidget(self[name])
        if self._waiting[name]:
            what, self._waiting[name] = self._waiting[name], frozenset()
            self[name].refresh(what)

    def refresh(self, what: frozenset[str]) -> None:
        """The document is another: what a hidden page computes waits until it is shown."""
        for name, page in self.made.items():
            if page is self.currentWidget():
                page.refresh(what)
            else:
                page.refresh(what - COMPUTED)
                self._waiting[name] |= what & COMPUTED

    def set_narrow(self, narrow: bool) -> None:
        """There is little room, or there is not."""
        self._narrow = narrow
        for page in self.made.values():
            page.set_narrow(narrow)
