"""Sentences and dialogs about what went wrong, and the log file bugs are written to."""

import logging
import traceback
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path, PurePath

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from listcleaner import __version__
from listcleaner.core.errors import UserError
from listcleaner.core.tables.table import Note
from listcleaner.core.wording import error_key
from listcleaner.gui.text import day, gap, short_path, tr, word

BUG = "bug"  # the name of a box that told of one

log = logging.getLogger(__name__)


def error_text(error: UserError) -> str:
    """What a person can put right, in a sentence."""
    fields = {"file": "", **error.fields}
    if isinstance(fields["file"], str):
        fields["file"] = PurePath(fields["file"]).name  # the window shows the folder beside it
    return _said(error_key(error), fields) or tr("{file} could not be used.").format(file=fields["file"])


def note_text(note: Note) -> str:
    """What should be known about a file, in a sentence."""
    fields = dict(note.fields)
    if note.code == "dates_ambiguous":  # the month as a word: in figures it would be as unclear as before
        with suppress(ValueError):  # as in the file, where the year is no year
            read = date.fromisoformat(str(fields["read"]))
            fields["read"] = day(read, read, year=True)
    told = _said(f"note.{note.code}", fields)
    return told or tr("%Ln row(s) of this file need a look.", "", len(note.rows))


def failure_text(error: Exception) -> str:
    """Any failure as a sentence; a bug is written to the log file."""
    if isinstance(error, UserError):
        return error_text(error)
    write_log(error)
    return tr("Something went wrong in List Cleaner itself. Your files are unchanged.")


def _said(code: str, fields: Mapping[str, object]) -> str:
    """The core's sentence; empty where it has none or the fields do not fill it: a person never meets a code."""
    try:
        return word(code, **fields)
    except (KeyError, IndexError, ValueError):
        log.error("No sentence for %s", code)
        return ""


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


def write_log(error: BaseException) -> Path | None:
    """Appends the report to the log file; returns the file, None where nothing can be written."""
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as stream:
            stream.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{report(error)}\n\n")
    except OSError:
        return None
    return path


def open_path(parent: QWidget, path: Path) -> None:
    """Opens a file or folder with the program for it; says so where there is none, or where it is gone."""
    if not path.exists():
        told = tr("{file} is no longer there.")
    elif QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        return
    else:
        told = tr("No program on this computer opens {file}. You find it in {folder}.")
    box = QMessageBox(QMessageBox.Icon.Information, tr("List Cleaner"), "", parent=parent)
    box.setText(told.format(file=path.name, folder=short_path(path.parent)))
    box.open()


def show_error(parent: QWidget, error: BaseException) -> None:
    """Tells the person: what to do, or that it is our fault, with a report to copy; the same report once."""
    told = report(error)
    known = parent.findChildren(QMessageBox, BUG)
    if any(
        one.detailedText() == told or (one.isVisible() and not isinstance(error, UserError)) for one in known
    ):
        return
    box = QMessageBox(parent)
    box.setWindowTitle(tr("List Cleaner"))
    if isinstance(error, UserError):
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(error_text(error))
        box.open()
        return
    path = write_log(error)
    box.setObjectName(BUG)  # it stays, though closed
    box.setIcon(QMessageBox.Icon.Critical)
    box.setText(tr("Something went wrong in List Cleaner itself. Your files are unchanged."))
    where = tr("It is in {file}, too.").format(file=path) if path is not None else ""
    box.setInformativeText(gap().join([tr("The report says where, and has none of your data in it."), where]))
    box.setDetailedText(told)
    copy = box.addButton(tr("Copy the report"), QMessageBox.ButtonRole.ActionRole)
    copy.clicked.disconnect()  # it would close the box
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(told))
    box.addButton(QMessageBox.StandardButton.Close)
    box.open()
