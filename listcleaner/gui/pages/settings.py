"""Settings: language, look, dates, and where the history is kept. Each holds at once, and next time."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLayout, QMessageBox, QVBoxLayout, QWidget

from listcleaner import __version__
from listcleaner.core.errors import UserError
from listcleaner.core.tables.table import DateOrder
from listcleaner.gui.messages import error_text, open_path
from listcleaner.gui.page import Desk, Page
from listcleaner.gui.parts.labels import Elided, Label
from listcleaner.gui.parts.layouts import framed, row, scrolled, stack
from listcleaner.gui.parts.widgets import Button, Choice, Icon
from listcleaner.gui.text import day, short_path, tr

WIDEST = 720  # pixels
UNCLEAR = date(2026, 4, 5), date(2026, 5, 4)  # what 05/04/2026 may mean


class SettingsPage(Page):
    """Choose how the program speaks, looks, reads and remembers. ``reset``: everything is as at first."""

    language_chosen = Signal(object)
    theme_chosen = Signal(object)
    reset = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        settings = desk.settings
        self.memory = self.document.memory
        self.language = Choice(tr("Language"), small=False)
        # Every language in its own words, so that it can be found by those who do not read the current one.
        self.language.offer(
            {"system": tr("As the system"), "en": "English", "zh_CN": "简体中文"}, settings.language
        )
        self.language.chosen.connect(self.language_chosen)
        self.theme = Choice(tr("Look"), small=False)
        self.theme.offer(
            {"system": tr("As the system"), "light": tr("Light"), "dark": tr("Dark")}, settings.theme
        )
        self.theme.chosen.connect(self.theme_chosen)
        self.dates = self._make_dates()
        content = QWidget()
        content.setLayout(
            stack(
                _card(_line(tr("Language"), self.language), _line(tr("Look"), self.theme)),
                20, Label("section", tr("Reading your files")), 10,
                _card(_line(tr("Dates such as 05/04/2026"), self.dates, tr("Only where a file leaves open what is meant."))),
                *self._make_history(),
                20, self._make_foot(), None,
                margins=(0, 0, 0, 20),
            )
        )  # fmt: skip
        content.setMaximumWidth(WIDEST)
        self.setLayout(stack(Label("title", tr("Settings")), 20, scrolled(content), margins=(24, 22, 24, 0)))
        self.memory.changed.connect(self._show_place)
        self._show_place()

    def _make_dates(self) -> Choice:
        choice = Choice(tr("Dates such as 05/04/2026"), small=False)
        by_day, by_month = (day(one, one) for one in UNCLEAR)
        orders: dict[object, str] = {
            None: tr("As it looks in the file"),
            "dmy": tr("Day first: {date}").format(date=by_day),
            "mdy": tr("Month first: {date}").format(date=by_month),
        }
        choice.offer(orders, self.desk.settings.dates)
        choice.chosen.connect(self._set_dates)
        return choice

    def _make_history(self) -> tuple[object, ...]:
        """Where the history is kept; nothing where none is."""
        self._place, self._problem = Elided("name", middle=True), Label("body", wrap=True, colour="hard")
        if self.memory.place is None:
            return ()
        move, other, show = (
            Button(tr("Move…")),
            Button(tr("Use another…")),
            Button(tr("Show in folder"), "link"),
        )
        move.setToolTip(tr("Keeps the history in another folder"))
        other.setToolTip(tr("Uses a history that is there already, such as one of another computer"))
        move.clicked.connect(self._ask_move)
        other.clicked.connect(self._ask_other)
        show.clicked.connect(self._show_folder)
        names = stack(Label("caption", tr("The history is kept in")), self._place)
        place = row(Icon("history", "accent", 20), names, show, other, move, gap=10)
        place.setStretch(1, 1)
        said = tr(
            "It remembers who was taken out and why, who opted out, whom you protect, and how often an address bounced, "
            "from month to month. Nobody but you can read it on this computer."
        )
        line = QWidget()
        line.setLayout(stack(place, 8, Label("body", said, wrap=True), self._problem))
        return 20, Label("section", tr("History")), 10, _card(line)

    def _make_foot(self) -> QLayout:
        reset = Button(tr("Back to the first settings…"))
        reset.clicked.connect(self._ask_reset)
        promise = Label(
            "body", tr("Nothing is uploaded. The work happens on this computer, also without internet.")
        )
        version = Label("caption", tr("List Cleaner {version}").format(version=__version__))
        return stack(row(reset, None), 22, row(Icon("lock", "text3"), promise, None), 6, version)

    # Dates

    def _set_dates(self, order: DateOrder | None) -> None:
        self.desk.settings.dates = self.document.dates = order
        if self.document.session.sources:
            self.document.read_dates(order, lambda: tr("read dates differently"))

    # The history's place

    def _show_place(self) -> None:
        place, problem = self.memory.place, self.memory.problem
        if place is not None:
            self._place.setText(short_path(place))
        self._problem.setText(error_text(problem) if problem is not None else "")
        self._problem.setHidden(problem is None)

    def _show_folder(self) -> None:
        if self.memory.place is not None:
            open_path(self, self.memory.place.parent)

    def _ask_move(self) -> None:
        if self.memory.place is None:
            return
        if name := QFileDialog.getExistingDirectory(self, tr("Choose folder"), str(self.folder())):
            self.move_history(Path(name) / self.memory.place.name)

    def move_history(self, to: Path) -> None:
        """The history goes to this file, which is not there yet."""
        if to.exists():
            self.desk.jobs.on_failure(UserError("file_exists", file=to.name))
            return
        self.memory.move(to, lambda: self._keep(to))

    def _ask_other(self) -> None:
        kind = tr("History of List Cleaner ({kinds})").format(kinds="*.sqlite")
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose a history"), str(self.folder()), kind)
        if name:
            self.use(Path(name))

    def use(self, place: Path) -> None:
        """This file is the history from now on; the one before stays where it is."""
        self.memory.move_to(place)
        self._keep(place)

    def _keep(self, place: Path) -> None:
        self.desk.settings.ledger = place
        self._show_place()
        self.document.read_again()

    # All of it

    def _ask_reset(self) -> None:
        answer = QMessageBox.question(
            self,
            tr("List Cleaner"),
            tr(
                "Set language, look, dates and the place of the history back to what they were at first? "
                "No file is changed or moved."
            ),
            QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel,
            QMessageBox.StandardButton.Cancel,
        )  # fmt: skip
        if answer == QMessageBox.StandardButton.Ok:
            self._set_dates(None)
            self.reset.emit()


def _card(*lines: QWidget) -> QWidget:
    card = framed("card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(18, 14, 18, 14)
    layout.setSpacing(12)
    for place, line in enumerate(lines):
        if place:
            layout.addWidget(framed("line"))
        layout.addWidget(line)
    return card


def _line(name: str, control: QWidget, said: str = "") -> QWidget:
    widget = QWidget()
    control.setMinimumWidth(220)
    words = stack(Label("name", name), *([Label("second", said)] if said else []), gap=2)
    layout = row(words, control, gap=16)
    layout.setStretch(0, 1)
    widget.setLayout(layout)
    return widget
