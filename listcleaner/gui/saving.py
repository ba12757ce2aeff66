"""Parts of the save page: a line of changes, and what to do once everything is written."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from listcleaner.gui.layouts import framed, row, stack
from listcleaner.gui.text import number, short_path, tr
from listcleaner.gui.widgets import Elided, Icon, Label


def open_path(path: Path) -> None:
    """Opens a file or folder with the program for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def less(count: int) -> str:
    """How many are taken away: ``− 74``; none is ``0``."""
    return f"− {number(count)}" if count else "0"


def change_line(icon: str, tone: str, text: str, value: str, strong: bool = False) -> QWidget:
    """A line of the list of changes: what, and how many."""
    widget = QWidget()
    name = Label("strong" if strong else "text", text)
    figure = Label("figure" if strong else "strong", value, colour="ok" if strong else "")
    line = row(Icon(icon, tone), name, None, figure, gap=10)
    widget.setLayout(line)
    widget.setMinimumHeight(26)
    return widget


def afterwards(folder: Path, there: dict[str, int]) -> QWidget:
    """Where it is, and what to do next."""
    card = framed("card")
    steps = [
        tr("Upload the cleaned file to your newsletter tool, in place of the old list."),
        tr("Look at the %Ln address(es) to review.", "", there["review"]) if there["review"] else "",
        tr("After your next send, drop the new bounce file here."),
    ]
    columns = row(gap=24)
    for place, text in enumerate((text for text in steps if text), 1):
        label = Label("text", text, wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        mark = Label("figure", str(place), colour="accent")
        step = row(mark, label, gap=10)
        step.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        step.setStretch(1, 1)
        columns.addLayout(step, 1)
    card.setLayout(stack(Label("section", tr("What to do next")), 8, columns, margins=(18, 14, 18, 16)))
    widget = QWidget()
    place_line = row(Icon("folder", "text3"), Elided("body", short_path(folder), middle=True), gap=10)
    place_line.setStretch(1, 1)
    widget.setLayout(stack(14, place_line, 14, card))
    return widget
