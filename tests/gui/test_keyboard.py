"""The whole job by keyboard alone: nothing here touches a mouse or calls a page."""

import gc
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from listcleaner.core.rules.plan import SUSPEND
from listcleaner.gui.app import Application

NOTHING, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
FARTHEST = 60  # presses of Tab


class Hands:
    """Ten fingers on the keys of one window."""

    def __init__(self, application: Application, qtbot) -> None:  # type: ignore[no-untyped-def]
        self.application, self.window, self._qtbot = application, application.window, qtbot
        self.window.activateWindow()
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NOTHING, times: int = 1) -> None:
        for _ in range(times):
            self._qtbot.keyClick(self.window.focusWidget() or self.window, key, modifiers)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        self._qtbot.keyClicks(self.window.focusWidget(), text)

    @property
    def here(self) -> str:
        """What a screen reader says of the control that has the focus."""
        widget = self.window.focusWidget()
        spoken = QAccessible.queryAccessibleInterface(widget) if widget else None
        return spoken.text(QAccessible.Text.Name) if spoken else ""

    def go_to(self, name: str) -> QWidget:
        """With Tab to the control of this name."""
        been = []
        for _ in range(FARTHEST):
            if self.here.startswith(name):
                widget = self.window.focusWidget()
                assert widget is not None
                return widget
            been.append(self.here)
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {name}, only to {been}")

    def wait(self) -> None:
        self._qtbot.waitUntil(lambda: not self.application.jobs.busy, timeout=20_000)
        QApplication.processEvents()


@pytest.fixture
def hands(application: Application, qtbot) -> Hands:  # type: ignore[no-untyped-def]
    return Hands(application, qtbot)


def test_from_nothing_to_a_clean_list_without_a_mouse(hands: Hands) -> None:
    window, document = hands.window, hands.application.document
    hands.go_to("Try with sample data")
    hands.press(Qt.Key.Key_Space)
    hands.wait()
    hands.go_to("Look at the addresses")
    hands.press(Qt.Key.Key_Return)
    assert window.current == "addresses"

    hands.press(Qt.Key.Key_F, CTRL)
    hands.type("example.org")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Down)
    assert window.focusWidget() is window.addresses.grid
    hands.press(Qt.Key.Key_Down, times=2)
    person = window.addresses.grid.current_row()
    hands.press(Qt.Key.Key_Delete)
    assert document.plan is not None
    assert document.plan.own[document.overview.contact_rows(person)].all()  # type: ignore[union-attr]
    hands.press(Qt.Key.Key_Z, CTRL)
    assert not document.plan.own.any()

    hands.press(Qt.Key.Key_4, CTRL)
    assert window.current == "clean"
    hands.go_to("Hard bounces")
    hands.press(Qt.Key.Key_Space)
    assert document.plan.counts["hard"] == 0
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.press(Qt.Key.Key_Y, CTRL)
    assert document.plan.counts["hard"] == 0
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.go_to("Removed")
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Return)
    assert window.clean.tabs.current == "suspended"
    hands.go_to("Preview")
    suspended = int((document.plan.action == SUSPEND).sum())
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_Space)
    assert int(document.plan.own.sum()) == suspended > 1
    hands.press(Qt.Key.Key_Z, CTRL)

    hands.press(Qt.Key.Key_S, CTRL)
    assert window.current == "save"
    hands.go_to("Save 5 files")
    hands.press(Qt.Key.Key_Space)
    hands.wait()
    assert window.save.state == "done"
    saved = window.save.folder_chosen
    assert (saved / "subscribers-cleaned.xlsx").exists()
    assert saved.is_relative_to(Path.home())


def test_every_step_and_help_have_a_key(hands: Hands) -> None:
    hands.go_to("Try with sample data")
    hands.press(Qt.Key.Key_Space)
    hands.wait()
    for key, page in zip("12345", ("files", "addresses", "health", "clean", "save"), strict=True):
        hands.press(Qt.Key(ord(key)), CTRL)
        assert hands.window.current == page
    hands.press(Qt.Key.Key_F1)
    assert hands.window.current == "help"


def test_open_has_a_key(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(
        "listcleaner.gui.pages.files.page.QFileDialog.getOpenFileNames",
        lambda *_, **__: asked.append(True) or ([], ""),
    )
    hands.press(Qt.Key.Key_O, CTRL)
    assert asked == [True]


def test_tab_reaches_every_control_of_a_page_and_comes_round(loaded: Application, qtbot) -> None:  # type: ignore[no-untyped-def]
    hands = Hands(loaded, qtbot)
    for page in ("addresses", "clean", "save"):
        hands.window.go(page)
        QApplication.processEvents()
        been = set()
        for _ in range(150):
            hands.press(Qt.Key.Key_Tab)
            if (widget := hands.window.focusWidget()) in been:
                break
            been.add(widget)
        there = {
            widget
            for widget in hands.window.pages[page].findChildren(QWidget)
            if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        }
        assert not [(page, one.accessibleName() or one) for one in there - been]


def test_closing_leaves_no_timer_behind(loaded: Application) -> None:
    loaded.window.go("clean")
    loaded.window.close()
    loaded.close()
    running = [one for one in gc.get_objects() if isinstance(one, QTimer) and isValid(one) and one.isActive()]
    assert running == []


def test_arrows_walk_along_the_rail_and_enter_opens_the_page(loaded: Application, qtbot) -> None:  # type: ignore[no-untyped-def]
    hands = Hands(loaded, qtbot)
    hands.go_to("Step 1")
    hands.press(Qt.Key.Key_Down, times=3)
    hands.press(Qt.Key.Key_Return)
    assert hands.window.current == "clean"
