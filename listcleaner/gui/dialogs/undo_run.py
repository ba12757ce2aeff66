"""Undoing a run: asks once, says what it means, and offers the rows back."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from listcleaner.core.ledger import Run
from listcleaner.gui.parts.labels import Elided, Label
from listcleaner.gui.parts.layouts import framed, lay_out, row, stack
from listcleaner.gui.parts.widgets import Button, Icon, Switch
from listcleaner.gui.text import here, moment, short_path, tr

WIDE = 520  # pixels


class UndoDialog(QDialog):
    """``decided`` carries the folder for the rows the run had taken out, or None when they are not wanted."""

    decided = Signal(object)

    def __init__(self, parent: QWidget, run: Run, today: date, start: Path) -> None:
        super().__init__(parent)
        when = moment(here(run.at), today)
        self._folder = start / tr("Restored {date}").format(date=today.isoformat())
        self.setWindowTitle(tr("Undo a run"))
        title = Label("section", tr("Undo the run of {date}?").format(date=when))
        means = tr(
            "List Cleaner forgets this run: nobody counts as taken out by it any more, and bounce files that you gave to this "
            "run only are forgotten, too. The files it wrote stay where they are, and so do yours."
        )
        self.restores = Switch(tr("Save the rows it took out"))
        self.restores.set_on(True)
        said = tr("Cell for cell, as they stood in your list.")
        words = stack(Label("name", self.restores.accessibleName()), Label("second", said), gap=2)
        line = row(words, None, self.restores)
        self._place = Elided("name", short_path(self._folder), middle=True)
        choose = Button(tr("Choose folder…"))
        choose.clicked.connect(self._choose)
        place = QWidget()
        where = row(Icon("folder", "accent", 18), self._place, choose, gap=10)
        where.setStretch(1, 1)
        place.setLayout(where)
        self.restores.clicked.connect(lambda: place.setEnabled(self.restores.isChecked()))
        card = framed("card")
        card.setLayout(stack(line, 10, framed("line"), 10, place, margins=(16, 12, 16, 12)))
        cancel, undo = Button(tr("Cancel")), Button(tr("Undo this run"), "primary")
        cancel.clicked.connect(self.reject)
        undo.clicked.connect(self._accept)
        undo.setDefault(True)
        buttons, said_so = row(None, cancel, undo), Label("text", means, wrap=True)
        lay_out(self, stack(title, 8, said_so, 14, card, 18, buttons, margins=(20, 18, 20, 18)), WIDE)

    def _choose(self) -> None:
        start = self._folder if self._folder.is_dir() else self._folder.parent
        if name := QFileDialog.getExistingDirectory(self, tr("Choose folder"), str(start)):
            self._folder = Path(name)
            self._place.setText(short_path(self._folder))

    def _accept(self) -> None:
        self.decided.emit(self._folder if self.restores.isChecked() else None)
        self.accept()
