"""A person at the window: she presses what she can read, and reads what is there. Nothing here knows how a page is built."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from listcleaner.gui.app import Application
from listcleaner.gui.grid import Grid
from listcleaner.gui.main_window import MainWindow
from listcleaner.gui.text import tr

CTRL, NOTHING = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
LONGEST = 20_000  # milliseconds until work is over


def words(widget: QWidget) -> tuple[str, ...]:
    """What is written on a widget, and what a screen reader says of it."""
    said = [widget.accessibleName()]
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        said.append(widget.text())
    elif isinstance(widget, QComboBox):
        said.append(widget.currentText())
    elif isinstance(widget, QTextEdit | QPlainTextEdit):
        said.append(widget.toPlainText())
    return tuple(one for one in said if one)


def named(place: QWidget, name: str) -> Any:
    """The control of this name in a dialog or page, whether it shows or not."""
    controls = (one for one in place.findChildren(QWidget) if not isinstance(one, QLabel))
    return next(one for one in controls if name in words(one))


class Person:
    """Somebody with a mouse, a keyboard, files, and answers to what she is asked. ``asked``: the questions so far."""

    def __init__(self, application: Application, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
        self._application, self._qtbot, self._monkeypatch = application, qtbot, monkeypatch
        self.asked: list[str] = []

    @property
    def window(self) -> MainWindow:
        """The window; another one after the language changed."""
        return self._application.window

    @property
    def before_her(self) -> QWidget:
        """The dialog in front, else the window."""
        return QApplication.activeModalWidget() or self.window

    def waits(self) -> None:
        """Until no work is under way."""
        busy = self._application.jobs, self._application.document
        self._qtbot.waitUntil(lambda: not any(one.busy for one in busy), timeout=LONGEST)

    # Reading

    def _visible(self) -> list[QWidget]:
        QApplication.processEvents()  # what is new on a page shows a moment after it is made
        top = self.before_her
        return [one for one in top.findChildren(QWidget) if one.isVisible() and one.window() is top]

    def reads(self) -> list[str]:
        """Everything that is written before her."""
        return [text for one in self._visible() for text in words(one)]

    def sees(self, text: str) -> bool:
        """Whether this stands somewhere, perhaps within a sentence."""
        return any(text in one for one in self.reads())

    def finds(self, name: str) -> QWidget:
        """The control of this name: as it is written or spoken, or one part of what is spoken ("Step 4, Clean, 14 out")."""
        there = [(one, words(one)) for one in self._visible() if not isinstance(one, QLabel)]
        for one, said in there:
            if name in said:
                return one
        for one, said in there:
            if any(name in text.split(", ") for text in said):
                return one
        raise AssertionError(f"No “{name}” among {[said for _, said in there if said]}")

    def is_at(self, page: str) -> bool:
        """Whether the rail marks this page as the one before her."""
        button = self.finds(page)
        assert isinstance(button, QAbstractButton)
        return button.isChecked() and self.window.pages[self.window.current].isVisible()

    def is_on(self) -> str:
        """What a screen reader says of the control that has the focus."""
        widget = self.window.focusWidget()
        spoken = QAccessible.queryAccessibleInterface(widget) if widget is not None else None
        return spoken.text(QAccessible.Text.Name) if spoken else ""

    def can_press(self, name: str) -> bool:
        """Whether a control of this name is there and enabled."""
        try:
            return self.finds(name).isEnabled()
        except AssertionError:
            return False

    def table(self, name: str) -> Grid:
        """The table of this name."""
        return next(one for one in self._visible() if isinstance(one, Grid) and one.accessibleName() == name)

    def rows(self, name: str) -> list[list[str]]:
        """What the columns of a table show, from top to bottom."""
        grid = self.table(name)
        model = grid.grid_model()
        columns = [x for x in range(model.columnCount()) if not grid.isColumnHidden(x)]
        return [[model.index(y, x).data() for x in columns] for y in range(model.rowCount())]

    # Mouse and keys

    def presses(self, name: str) -> None:
        """Clicks the control of this name."""
        control = self.finds(name)
        assert control.isEnabled(), f"“{name}” cannot be pressed"
        self._qtbot.mouseClick(control, LEFT)
        QApplication.processEvents()

    goes_to = presses

    def go(self, page: str) -> None:
        """To a page, in whatever language: "files", "clean"."""
        self._qtbot.mouseClick(self.window.rail.buttons[page], LEFT)

    def presses_in_row(self, table: str, address: str, button: str) -> None:
        """Clicks a button of the row that shows this address."""
        grid = self.table(table)
        model, shown = grid.grid_model(), [row[0] for row in self.rows(table)]
        row = shown.index(address)
        column = next(x for x in range(model.columnCount()) if model.index(row, x).data() == button)
        index = model.index(row, column)
        grid.scrollTo(index)
        place = grid.delegate.button_rect(grid.visualRect(index), button)
        self._qtbot.mouseClick(grid.viewport(), LEFT, pos=place.center())

    def points_at(self, table: str, row: int) -> None:
        """Clicks a row of a table."""
        grid = self.table(table)
        index = grid.grid_model().index(row, 0)
        grid.scrollTo(index)
        self._qtbot.mouseClick(grid.viewport(), LEFT, pos=grid.visualRect(index).center())

    def chooses(self, menu: str, text: str) -> None:
        """Chooses an entry of a drop-down list."""
        box = self.finds(menu)
        assert isinstance(box, QComboBox)
        place = box.findText(text)
        assert place >= 0, f"“{menu}” offers no “{text}”"
        box.setCurrentIndex(place)
        box.activated.emit(place)
        QApplication.processEvents()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NOTHING) -> None:
        """Presses a key where the focus is."""
        top = self.before_her
        self._qtbot.keyClick(top.focusWidget() or top, key, modifiers)
        QApplication.processEvents()

    def types(self, name: str, text: str) -> None:
        """Writes into a field."""
        field = self.finds(name)
        field.setFocus()
        self._qtbot.keyClicks(field, text)

    # Files

    def opens(self, paths: Iterable[Path]) -> None:
        """With Ctrl+O."""
        answer = [str(path) for path in paths], ""
        self._monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: answer)
        self.key(Qt.Key.Key_O, CTRL)
        self.waits()

    def drags(self, paths: Iterable[Path], to: QPoint = QPoint(600, 300)) -> QDropEvent | None:  # noqa: B008 - Qt's value
        """Holds files over the window; the drop that would follow, None where the window refuses them."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        how = Qt.DropAction.CopyAction, mime, LEFT, NOTHING
        event = QDragEnterEvent(to, *how)
        event.ignore()
        QApplication.sendEvent(self.window.childAt(to) or self.window, event)
        self._held = mime
        return QDropEvent(QPointF(to), *how) if event.isAccepted() else None

    def drags_away(self) -> None:
        """Does not let go over the window."""
        QApplication.sendEvent(self.window, QDragLeaveEvent())

    def drops(self, paths: Iterable[Path], to: QPoint = QPoint(600, 300)) -> None:  # noqa: B008 - Qt's value
        """Lets go of files at a place of the window."""
        event = self.drags(paths, to)
        assert event is not None, "the window takes no files"
        QApplication.sendEvent(self.window.childAt(to) or self.window, event)
        self.waits()

    def saves_into(self, folder: Path) -> None:
        """On the Save page, from "Choose folder…" to "Save 3 files", until it is done."""
        self.picks_folder(folder)
        self.presses(self.save_button())
        self.waits()

    def picks_folder(self, folder: Path) -> None:
        """On the Save page."""
        self._monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
        self.presses(tr("Choose folder…"))

    def save_button(self) -> str:
        """What is written on the button that saves: "Save 3 files"."""
        buttons = [one.text() for one in self._visible() if isinstance(one, QAbstractButton)]
        return next(text for text in buttons if re.match(rf"{tr('Save')} \d", text))

    # Questions

    def answers(self, button: QMessageBox.StandardButton) -> None:
        """What she will say to all questions from now on."""

        def question(parent: QWidget, title: str, text: str, *others: object) -> QMessageBox.StandardButton:
            self.asked.append(text)
            return button

        self._monkeypatch.setattr(QMessageBox, "question", question)

    def closes(self) -> bool:
        """Closes the window; whether it went."""
        self.window.setProperty("quiet", False)
        return self.window.close()
