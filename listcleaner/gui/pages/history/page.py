"""History: every run with whom it took out and why, undoing one, and what the person decided for good."""

from datetime import date
from functools import partial
from pathlib import Path
from secrets import token_hex

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from listcleaner.core.addresses import check as addresses
from listcleaner.core.export.staging import Staging, check_no_input
from listcleaner.core.ledger import Ledger, Run, Undone, put_back, write_book
from listcleaner.core.ledger.forgetting import Forgotten
from listcleaner.core.ledger.restoring import Restored, restore
from listcleaner.gui.dialogs.forget import ForgetDialog
from listcleaner.gui.dialogs.undo_run import UndoDialog
from listcleaner.gui.document import utc_now
from listcleaner.gui.memory import Protected
from listcleaner.gui.messages import error_text, open_path
from listcleaner.gui.page import Desk, Page
from listcleaner.gui.pages.history.runs import Runs
from listcleaner.gui.pages.history.standing import CorrectedTable, ProtectedTable
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import emptied, framed, row, stack
from listcleaner.gui.parts.tabs import Tabs
from listcleaner.gui.parts.widgets import Button, Icon, Strip
from listcleaner.gui.text import day, here, moment, tr, wording


class HistoryPage(Page):
    """Look back, and take back."""

    searchable = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.memory = self.document.memory
        self._told = QVBoxLayout()
        self.runs, self.protected, self.corrected = Runs(self.memory), ProtectedTable(), CorrectedTable()
        self.runs.undo_wanted.connect(self._ask_undo)
        self.protected.freed.connect(self._unprotect)
        self._whole = QWidget()
        whole = stack(self._told, self._make_tabs(), 14, self._stack)
        whole.setStretch(3, 1)
        self._whole.setLayout(whole)
        self._empty = self._make_empty()
        content = stack(self._make_head(), 18, self._empty, self._whole, margins=(24, 22, 24, 22))
        content.setStretch(2, 1)
        content.setStretch(3, 1)
        self.setLayout(content)
        self.memory.changed.connect(self._show)
        self.set_narrow(False)
        self._show()

    # Its parts

    def _make_head(self) -> QLayout:
        self._subtitle = Label("subtitle")
        forget, backup = Button(tr("Forget a person…"), icon="eraser"), Button(tr("Back up…"), icon="archive")
        forget.clicked.connect(self._ask_forget)
        backup.clicked.connect(self._back_up)
        more = Button("", icon="ellipsis")
        more.setFixedWidth(40)
        more.setAccessibleName(tr("More about the history"))
        more.setToolTip(more.accessibleName())
        menu = QMenu(self)
        menu.addAction(tr("Save as a table…")).triggered.connect(self._export)
        menu.addAction(tr("Put a backup back…")).triggered.connect(self._put_back)
        menu.addAction(tr("Keep it in another place…")).triggered.connect(lambda: self.go.emit("settings"))
        more.clicked.connect(lambda: menu.popup(more.mapToGlobal(more.rect().bottomLeft())))
        self._acts = (forget, backup, more)
        titles = stack(Label("title", tr("History")), self._subtitle, gap=4)
        return row(titles, None, *self._acts)

    def _make_tabs(self) -> QWidget:
        tabs = {
            "runs": (tr("Runs"), ""),
            "protected": (tr("Protected"), "ok"),
            "corrected": (tr("Corrected"), "ok"),
        }
        self.tabs, self._stack = Tabs(tabs), QStackedWidget()
        views = {"runs": self.runs, "protected": self.protected, "corrected": self.corrected}
        for view in views.values():
            self._stack.addWidget(view)
        self.tabs.chosen.connect(lambda name: self._stack.setCurrentWidget(views[name]))
        return self.tabs

    def _make_empty(self) -> QWidget:
        title = Label("drop", tr("Nothing in the history yet"))
        said = tr(
            "Each time you save a cleaned list, it is noted here: whom it took out, and why. You can undo it months later. "
            "People who were taken out or opted out are known again when they come back in a later list."
        )
        words = Label("subtitle", said, wrap=True)
        words.setFixedWidth(560)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        button = Button(tr("Go to your files"), "primary", "arrow-right", trailing=True)
        button.clicked.connect(lambda: self.go.emit("files"))
        mark = row(None, Icon("history", "accent", 28, 56, round_=True), None)
        area = framed("card")
        inner = stack(None, mark, 16, title, 6, words, 22, row(None, button, None), None)
        area.setLayout(row(None, inner, None, margins=(24, 24, 24, 24)))
        return area

    # Showing

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.memory.look()

    def set_narrow(self, narrow: bool) -> None:
        self.runs.set_narrow(narrow)

    @property
    def parts(self) -> list[QWidget]:
        parts: dict[str, list[QWidget]] = {
            "runs": [self.runs.grid, self.runs.receipt.grid],
            "protected": [self.protected.grid],
            "corrected": [self.corrected.grid],
        }
        return [self.tabs, *parts[self.tabs.current]]

    def refresh(self, what: frozenset[str]) -> None:
        if "search" in what:
            self.runs.receipt.search(self.sought)

    def _show(self) -> None:
        contents, today = self.memory.contents, here(utc_now()).date()
        tables = {"runs": contents.runs, "protected": contents.protected, "corrected": contents.corrected}
        some = any(tables.values())
        self._empty.setVisible(not some)
        self._whole.setVisible(some)
        for button in self._acts:
            button.setVisible(some)
        for name, rows in tables.items():
            self.tabs.tabs[name].set_count(len(rows))
        self._subtitle.setText(self._said(today))
        self.runs.show_runs(contents.runs, today)
        self.protected.show_rows(contents.protected, today)
        self.corrected.show_rows(contents.corrected, today)

    def _said(self, today: date) -> str:
        runs = self.memory.contents.runs
        if not runs:
            return tr("What was saved, and what you decided for good. It stays on this computer.")
        told = tr("%Ln run(s) since {date}. It all stays on this computer.", "", len(runs))
        return told.format(date=day(here(runs[-1].at).date(), today))

    def _tell(self, text: str, folder: Path | None = None, *warnings: str) -> None:
        """Says what was done."""
        emptied(self._told)
        link = tr("Open folder") if folder is not None else ""
        self._told.addWidget(Strip("ok", text, link, lambda: open_path(self, folder) if folder else None))
        for warning in warnings:
            self._told.addWidget(Strip("warning", warning))
        self._told.addSpacing(10)

    # Taking back

    def _unprotect(self, one: Protected) -> None:
        key = addresses.check_one(one.address).key
        self.document.protect({key: one.address}, partial(_freeing, one.address), on=False)

    def _ask_undo(self, run: Run) -> None:
        dialog = UndoDialog(self, run, here(utc_now()).date(), self.folder())
        dialog.decided.connect(partial(self.undo, run))
        dialog.open()

    def undo(self, run: Run, folder: Path | None) -> None:
        """Forgets a run; the rows it took out go to new files in this folder, None: nowhere."""

        def work(ledger: Ledger) -> tuple[list[Restored], Undone]:
            restored = restore(ledger.taken(run.id), folder) if folder is not None else []
            return restored, ledger.undo(run.id)

        self.memory.act(work, partial(self._undone, run, folder))

    def _undone(self, run: Run, folder: Path | None, done: tuple[list[Restored], Undone]) -> None:
        restored, undone = done
        self.runs.chosen = None
        self.desk.saver.take_back(run.id)
        when = moment(here(run.at), here(utc_now()).date())
        rows = sum(one.rows for one in restored)
        said = tr("The run of {date} is undone.")
        if rows:
            said = tr(
                "The run of {date} is undone. %Ln row(s) it took out or corrected are in new files.", "", rows
            )
        warnings = [error_text(one.problem) for one in restored if one.problem is not None]
        if many := sum(undone.later.values()):
            told = tr(
                "Later runs took %Ln address(es) out only because of this one. What they did stands: undo them, too.",
                "",
                many,
            )
            warnings.append(told)
        self._tell(said.format(date=when), folder if rows else None, *warnings)
        self.document.read_again()

    def _ask_forget(self) -> None:
        dialog = ForgetDialog(self)
        dialog.decided.connect(self.forget)
        dialog.open()

    def forget(self, address: str) -> None:
        """Erases somebody from the whole history."""
        at = utc_now()
        self.memory.act(lambda ledger: ledger.forget(address, at), self._forgotten)

    def _forgotten(self, forgotten: Forgotten) -> None:
        files = forgotten.files
        warnings = []
        if files:
            told = tr(
                "%Ln file(s) written earlier may still hold this address. Look into them: {files}.",
                "",
                len(files),
            )
            warnings.append(told.format(files=tr(", ").join(path.name for path in files)))
        said = tr("Forgotten. In a later list this address is known again, and taken out.")
        self._tell(said, files[0].parent if files else None, *warnings)
        self.runs.chosen = None
        self.document.read_again()

    # The whole of it

    def _back_up(self) -> None:
        name = tr("List Cleaner history {date}").format(date=here(utc_now()).date())
        kind = tr("History of List Cleaner ({kinds})").format(kinds="*.sqlite")
        if path := self._ask_place(tr("Back up the history"), f"{name}.sqlite", kind):
            self.back_up(path)

    def back_up(self, path: Path) -> None:
        """Copies the whole history into a file, in place of one that was there."""

        inputs = self._not_to_be_written()

        def work(ledger: Ledger) -> None:
            check_no_input([path], inputs)
            hidden = path.with_name(f".{path.name}.{token_hex(4)}.tmp")
            try:
                ledger.backup(hidden)
                hidden.replace(path)
            finally:
                hidden.unlink(missing_ok=True)

        self.memory.act(work, lambda _: self._saved(path))

    def _put_back(self) -> None:
        kind = tr("History of List Cleaner ({kinds})").format(kinds="*.sqlite")
        found, _ = QFileDialog.getOpenFileName(self, tr("Choose a backup"), str(self.folder()), kind)
        if found:
            self.put_back(Path(found))

    def put_back(self, backup: Path) -> None:
        """A backup takes the place of the history; what was there is kept beside it."""
        self.memory.replace(lambda place: put_back(backup, place, utc_now()), self._put_in_place)

    def _put_in_place(self, before: Path | None) -> None:
        said = tr("The backup is in place.")
        if before is not None:
            said = tr("The backup is in place. What was there before is kept as {file}.").format(
                file=before.name
            )
        self._tell(said, before.parent if before is not None else None)
        self.document.read_again()

    def _export(self) -> None:
        name = tr("List Cleaner history {date}").format(date=here(utc_now()).date())
        kind = tr("Excel ({kinds})").format(kinds="*.xlsx")
        if path := self._ask_place(tr("Save the history as a table"), f"{name}.xlsx", kind):
            self.export(path)

    def export(self, path: Path) -> None:
        """Writes all of it as a workbook for people to read."""
        how, inputs = wording(), self._not_to_be_written()

        def work(ledger: Ledger) -> None:
            check_no_input([path], inputs)
            with Staging(path.parent) as staging:
                write_book(ledger, staging.open(path), how)
                staging.commit()

        self.memory.act(work, lambda _: self._saved(path))

    def _not_to_be_written(self) -> list[Path]:
        """Her files, and the history itself."""
        files = [source.path for source in self.document.session.sources]
        return [*files, self.memory.place] if self.memory.place is not None else files

    def _ask_place(self, title: str, name: str, kind: str) -> Path | None:
        found, _ = QFileDialog.getSaveFileName(self, title, str(self.folder() / name), kind)
        return Path(found) if found else None

    def _saved(self, path: Path) -> None:
        self._tell(tr("Saved as {file}.").format(file=path.name), path.parent)


def _freeing(address: str) -> str:
    return tr("protect {what} no longer").format(what=address)
