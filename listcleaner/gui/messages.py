"""Sentences and dialogs about what went wrong, and the log file bugs are written to."""

import logging
import traceback
from pathlib import Path

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QMessageBox, QWidget

from listcleaner import __version__
from listcleaner.core.errors import UserError
from listcleaner.core.tables.table import Note
from listcleaner.gui.text import tr, word, wording

log = logging.getLogger(__name__)


def error_text(error: UserError) -> str:
    """What a person can put right, in a sentence."""
    code = f"error.{error.code}"
    fields = {"file": "", **error.fields}
    return word(code, **fields) if code in wording() else error.code


def note_text(note: Note) -> str:
    """What should be known about a file, in a sentence."""
    code = f"note.{note.code}"
    return word(code, **note.fields) if code in wording() else note.code


def log_file() -> Path:
    """Where bugs are written."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(folder) / "list-cleaner.log"


def report(error: BaseException) -> str:
    """A bug without personal data: where it happened and its kind, never its message, which may quote a cell."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"List Cleaner {__version__}, Qt {qt_version}", type(error).__name__]
    lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join(lines)


def write_log(error: BaseException) -> Path:
    """Appends the report to the log file; returns the file."""
    path = log_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as stream:
        stream.write(report(error) + "\n\n")
    return path


def show_error(parent: QWidget, error: BaseException) -> None:
    """Tells the person: what to do, or that it is our fault and where the report is."""
    box = QMessageBox(parent)
    box.setWindowTitle(tr("List Cleaner"))
    if isinstance(error, UserError):
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(error_text(error))
    else:
        path = write_log(error)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setText(tr("Something went wrong in List Cleaner itself. Your files are unchanged."))
        box.setInformativeText(tr("A report without any of your data is in {file}.").format(file=path))
        box.setDetailedText(report(error))
    box.open()
