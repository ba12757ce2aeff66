"""A language whose every text is twice as long: nothing is cut, or its whole is in the tooltip."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QPushButton, QWidget

from listcleaner.core.ledger import Run
from listcleaner.core.wording import Wording
from listcleaner.gui.app import Application
from listcleaner.gui.dialogs.forget import ForgetDialog
from listcleaner.gui.dialogs.undo_run import UndoDialog
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import row


class Doubled(QTranslator):
    """Says everything twice."""

    def translate(self, context: str, text: str, comment: str | None = None, n: int = -1) -> str:
        return f"{text} {text}"

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def doubled(
    loaded: Application, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Application]:
    said = Wording.text
    monkeypatch.setattr(
        Wording, "text", lambda self, code, **fields: " ".join([said(self, code, **fields)] * 2)
    )
    translator = Doubled(qapp)
    monkeypatch.setattr(loaded, "_speak", lambda: qapp.installTranslator(translator))
    loaded.rebuild()
    yield loaded
    qapp.removeTranslator(translator)


def is_cut(widget: QWidget) -> bool:
    """Whether words of it do not show, and cannot be read by pointing at it either."""
    if not isinstance(widget, QLabel | QAbstractButton | QComboBox) or not widget.isVisible():
        return False
    seen = widget.visibleRegion().boundingRect()
    if not seen.isEmpty() and seen.width() < widget.width():
        return True  # part of it is behind an edge
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() < widget.heightForWidth(widget.width())
    return bool(_words(widget)) and widget.width() < widget.sizeHint().width() and not widget.toolTip()


def _words(widget: QWidget) -> str:
    assert isinstance(widget, QLabel | QAbstractButton | QComboBox)
    return widget.currentText() if isinstance(widget, QComboBox) else widget.text()


PAGES = ("files", "addresses", "health", "clean", "save", "history", "settings", "help")


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700)])
def test_twice_as_many_words_fit_on_every_page(doubled: Application, size: tuple[int, int]) -> None:
    window, cut = doubled.window, {}
    window.resize(*size)
    for page in PAGES:
        window.go(page)
        QApplication.processEvents()
        QApplication.processEvents()
        assert window.size().toTuple() == size, page
        cut[page] = [_words(widget) for widget in window.findChildren(QWidget) if is_cut(widget)]
    assert {page: words for page, words in cut.items() if words} == {}


def test_twice_as_many_words_fit_into_the_dialogs_of_history(doubled: Application) -> None:
    run = Run("20260512-100000-000", datetime(2026, 5, 12, 10), (), {})
    window = doubled.window
    for dialog in (UndoDialog(window, run, date(2026, 5, 13), Path("somewhere")), ForgetDialog(window)):
        dialog.show()
        QApplication.processEvents()
        cut = [widget for widget in dialog.findChildren(QWidget) if is_cut(widget)]
        assert [_words(widget) for widget in cut] == []
        dialog.close()


def test_a_line_that_is_said_later_gets_its_room(qtbot) -> None:  # type: ignore[no-untyped-def]
    label, page = Label("title"), QWidget()
    page.setLayout(row(label, None, QPushButton("Open folder")))
    qtbot.addWidget(page)
    page.resize(640, 60)
    page.show()
    label.setText("Done. Your cleaned list is ready.")
    QApplication.processEvents()
    assert QLabel.text(label) == label.text()
    assert label.toolTip() == ""


def test_a_line_without_room_is_shortened_and_says_the_whole_when_pointed_at(qtbot) -> None:  # type: ignore[no-untyped-def]
    label = Label("body", "Your files are never changed. List Cleaner writes new ones.")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert QLabel.text(label).endswith("…")
    assert label.toolTip() == label.text()
