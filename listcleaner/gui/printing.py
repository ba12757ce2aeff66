"""Paper: the system's own dialog for printing; where no printer is set up, a PDF file."""

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QFileDialog, QWidget

from listcleaner.core.export.staging import Staging, check_no_input
from listcleaner.gui.text import tr


def print_document(
    parent: QWidget, document: QTextDocument, name: str, folder: Path, inputs: Collection[Path]
) -> Path | None:
    """Asks how, and prints; the file that was written, if one was. ``name``: of the job; ``folder``: where a PDF file is
    offered, which replaces none of the ``inputs``. Raises UserError output_is_input (file), and as Staging does.
    """
    from PySide6.QtPrintSupport import (  # asks the system for printers: not at the start
        QPrintDialog,
        QPrinter,
        QPrinterInfo,
    )

    if not QPrinterInfo.availablePrinterNames():
        kind = tr("PDF ({kinds})").format(kinds="*.pdf")
        found, _ = QFileDialog.getSaveFileName(
            parent, tr("Save the report"), str(folder / f"{name}.pdf"), kind
        )
        if found:
            check_no_input([Path(found)], inputs)
            write_pdf(document, Path(found), name)
        return Path(found) if found else None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile)
    wanted = dialog.exec()  # on Windows the system's own dialog has no other way
    dialog.deleteLater()
    if not wanted:
        return None
    file = Path(printer.outputFileName()) if printer.outputFileName() else None
    if file is not None:
        check_no_input([file], inputs)
    document.print_(printer)
    return file


def write_pdf(document: QTextDocument, path: Path, title: str) -> None:
    """Writes it as PDF, whole or not at all. Raises UserError as Staging does."""
    with Staging(path.parent) as staging:
        written = QBuffer()
        written.open(QBuffer.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(written)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setTitle(title)
        document.print_(writer)
        staging.open(path).write(written.data().data())
        staging.commit()
