"""The rows a warning is about, as they stand in the file."""

from PySide6.QtWidgets import QDialog, QWidget

from listcleaner.core.session import Source
from listcleaner.core.tables.table import Note, Table
from listcleaner.gui.dialogs.preview import Preview
from listcleaner.gui.labels import Label
from listcleaner.gui.layouts import row, stack
from listcleaner.gui.messages import failure_text, note_text
from listcleaner.gui.text import tr
from listcleaner.gui.widgets import Button


class RowsDialog(QDialog):
    """Shows rows; nothing can be changed here."""

    def __init__(self, parent: QWidget, source: Source, note: Note) -> None:
        super().__init__(parent)
        self._note = note
        self.setWindowTitle(source.path.name)
        self.resize(760, 460)
        self._text = Label("text", note_text(note), wrap=True)
        self._rows = Preview()
        close = Button(tr("Close"))
        close.clicked.connect(self.accept)
        self.setLayout(stack(self._text, 12, self._rows, 12, row(None, close), margins=(20, 18, 20, 18)))

    def show_table(self, table: Table) -> None:
        """The file has been read."""
        self._rows.show_table(table, self._note.rows)

    def show_failure(self, error: Exception) -> None:
        """The file could not be read."""
        self._text.setText(failure_text(error))
