"""The dialogs about one file: how it is to be read, and rows of it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from listcleaner.core.progress import Progress
from listcleaner.core.session import Source
from listcleaner.core.tables.table import Note, Table
from listcleaner.gui.document import Document
from listcleaner.gui.jobs import Jobs
from listcleaner.gui.messages import note_text
from listcleaner.gui.text import tr

if TYPE_CHECKING:  # with them comes pandas
    from listcleaner.gui.dialogs.mapping import MappingDialog
    from listcleaner.gui.dialogs.preview import Rows


class FileDialogs:
    """Opens them over a window. The files are read again for them, in the worker."""

    def __init__(self, window: QWidget, document: Document, jobs: Jobs) -> None:
        self._window, self._document, self._jobs = window, document, jobs

    def change(self, source: Source) -> None:
        """Asks how a file is to be read."""
        self.asking(source).open()

    def asking(self, source: Source) -> "MappingDialog":
        """The dialog that asks it, not open yet."""
        from listcleaner.gui.dialogs.mapping import MappingDialog

        dialog = MappingDialog(self._window, source, self._read)
        dialog.decided.connect(self._read_anew)
        return dialog

    def show_noted(self, source: Source, note: Note) -> None:
        """Shows the rows a note is about."""
        from listcleaner.gui.dialogs.rows import RowsDialog

        dialog = RowsDialog(self._window, source, note_text(note), note.rows)
        self._read(source, dialog.show_table, dialog.show_failure)
        dialog.open()

    def read_rows(
        self,
        path: Path,
        rows: tuple[int, ...],
        done: "Callable[[list[str], Rows], None]",
        failed: Callable[[Exception], None],
    ) -> None:
        """Reads rows (source row numbers) of the list at ``path``, and what its columns are called."""
        source = next((one for one in self._document.session.sources if one.path == path), None)
        if source is None:
            return

        def read(progress: Progress) -> "tuple[list[str], Rows]":
            from listcleaner.gui.dialogs.preview import headers, rows_of

            table = _table(source, progress)
            return headers(table), rows_of(table, rows)

        self._jobs.start(read, lambda found: done(*found), failed)

    def _read(
        self, source: Source, done: Callable[[Table], None], failed: Callable[[Exception], None]
    ) -> None:
        self._jobs.start(lambda progress: _table(source, progress), done, failed)

    def _read_anew(self, source: Source) -> None:
        file = source.path.name
        self._document.add([source], lambda: tr("read {file} differently").format(file=file))


def _table(source: Source, progress: Progress) -> Table:
    from listcleaner.core.columns.remembered import read_as_told
    from listcleaner.core.formats.files import open_file

    memory = () if source.columns else source.memory
    if source.role == "bounces":
        return open_file(source.path, source.reading, (), progress, memory, "bounces").main.table
    return read_as_told(source.path, source.reading, memory, source.role, progress)[0]
