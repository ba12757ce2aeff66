"""Some rows as they stand in their file: those a warning is about."""

from PySide6.QtWidgets import QDialog, QWidget

from listcleaner.core.session import Source
from listcleaner.core.tables.table import Table
from listcleaner.gui.dialogs.preview import Preview
from listcleaner.gui.messages import failure_text
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import row, stack
from listcleaner.gui.parts.widgets import Button
from listcleaner.gui.text import tr


class RowsDialog(QDialog):
    """Shows rows (source row numbers) and what they are; nothing can be changed here."""

    def __init__(self, parent: QWidget, source: Source, text: str, rows: tuple[int, ...]) -> None:
        super().__init__(parent)
        self._wanted = rows
        self.setWindowTitle(source.path.name)
        self.resize(760, 460)
        self._text = Label("text", text, wrap=True)
        self._rows = Preview()
        close = Button(tr("Close"))
        close.clicked.connect(self.accept)
        self.setLayout(stack(self._text, 12, self._rows, 12, row(None, close), margins=(20, 18, 20, 18)))

    def show_table(self, table: Table) -> None:
        """The file has been read."""
        self._rows.show_table(table, self._wanted)

    def show_failure(self, error: Exception) -> None:
        """The file could not be read."""
        self._text.setText(failure_text(error))
