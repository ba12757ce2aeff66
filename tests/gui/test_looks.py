"""What everybody must be able to read and to reach: contrast, names for screen readers, models Qt finds no fault with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QScrollArea,
    QWidget,
)

from listcleaner.gui.app import Application
from listcleaner.gui.look import icons, theme
from listcleaner.gui.look.theme import DARK, LIGHT, Tokens

TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2 AA: 1.4.3 for text, 1.4.11 for what shows a control or a part of a chart
# What is written or drawn in which token, on which grounds.
WRITTEN = {
    "text": ("surface", "canvas", "rail", "rail_selected", "sunken", "hover", "press", "tint"),
    "text2": ("surface", "canvas", "rail", "rail_selected", "sunken", "hover", "press", "tint"),
    "text3": ("surface", "canvas", "rail", "sunken", "hover", "tint"),
    "accent": ("surface", "canvas", "hover", "tint"),
}
DRAWN = {
    "control": ("surface", "rail"),
    "accent": ("surface", "canvas", "rail"),
    "blue": ("surface",),
    "dot": ("surface",),
}
LOOKS = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [part / 255 for part in QColor(colour).getRgb()[:3]]  # type: ignore[index]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@LOOKS
@pytest.mark.parametrize(("ink", "grounds"), WRITTEN.items(), ids=list(WRITTEN))
def test_all_text_can_be_read_on_every_ground_it_stands_on(
    look: Tokens, ink: str, grounds: tuple[str, ...]
) -> None:
    faint = {ground: contrast(look[ink], look[ground]) for ground in grounds}
    assert {ground: ratio for ground, ratio in faint.items() if ratio < TEXT} == {}


@LOOKS
def test_the_words_of_a_status_can_be_read_on_its_tint_and_in_a_row_that_is_selected(look: Tokens) -> None:
    faint = {
        (name, ground): ratio
        for name, tone in look.tones.items()
        for ground, colour in (("own tint", tone.tint), ("surface", look.surface), ("selected", look.tint))
        if (ratio := contrast(tone.text, colour)) < TEXT
    }
    assert faint == {}


@LOOKS
def test_white_can_be_read_on_a_filled_button(look: Tokens) -> None:
    assert contrast("#FFFFFF", look.fill) >= TEXT
    assert contrast("#FFFFFF", look.fill_hover) >= TEXT


@LOOKS
@pytest.mark.parametrize(("ink", "grounds"), DRAWN.items(), ids=list(DRAWN))
def test_controls_and_marks_stand_out_from_their_ground(
    look: Tokens, ink: str, grounds: tuple[str, ...]
) -> None:
    assert {g: contrast(look[ink], look[g]) for g in grounds if contrast(look[ink], look[g]) < SHAPE} == {}


@LOOKS
def test_every_part_of_a_chart_stands_out(look: Tokens) -> None:
    assert {n: t.chart for n, t in look.tones.items() if contrast(t.chart, look.surface) < SHAPE} == {}


def shown(application: Application, qtbot) -> Iterator[tuple[str, QWidget]]:
    """Every page and every dialog of the pages."""
    window = application.window
    for name in window.pages:
        window.go(name)
        QApplication.processEvents()
        yield name, window
    window.go("clean")
    for dialog in (window.clean.ask_rule("soft"), window.clean.ask_general(), window.clean.ask_comparison()):
        QApplication.processEvents()
        yield type(dialog).__name__, dialog
        dialog.reject()
    mapping = window.dialogs.asking(application.document.session.sources[0])
    mapping.show()
    qtbot.waitUntil(lambda: mapping.table is not None)
    yield "mapping", mapping
    mapping.reject()


def test_a_screen_reader_finds_a_name_for_every_control(loaded: Application, qtbot) -> None:  # type: ignore[no-untyped-def]
    nameless = []
    for place, top in shown(loaded, qtbot):
        for widget in top.findChildren(QWidget):
            if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                continue
            inner = widget.parent() is not None and isinstance(
                widget.parent(), QAbstractItemView | QAbstractSpinBox | QScrollArea
            )
            spoken = QAccessible.queryAccessibleInterface(widget)
            if not inner and not (spoken and spoken.text(QAccessible.Text.Name)):
                nameless.append((place, type(widget).__name__, widget.objectName()))
    qtbot.waitUntil(lambda: not loaded.jobs.busy, timeout=20_000)
    assert nameless == []


def test_qt_finds_no_fault_with_any_table(loaded: Application, qtbot) -> None:  # type: ignore[no-untyped-def]
    seen = set()
    testers = []
    for _, top in shown(loaded, qtbot):
        qtbot.waitUntil(lambda: not loaded.jobs.busy, timeout=20_000)
        for view in top.findChildren(QAbstractItemView):
            model = view.model()
            if model is not None and model not in seen:
                seen.add(model)
                testers.append(
                    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
                )
    loaded.window.go("clean")
    for tab in loaded.window.clean.tabs.tabs:
        loaded.window.clean.tabs.choose(tab)
    loaded.window.addresses.show_only("status", "hard")
    loaded.document.undo()
    qtbot.waitUntil(lambda: not loaded.jobs.busy, timeout=20_000)
    assert len(testers) > 5


@pytest.mark.parametrize("person", ["Zoë", "O'Brien", "Ann Lee", "王小明", "Ann (2026)", "茶 🍵"])
def test_the_window_is_dressed_whatever_the_person_is_called(
    person: str, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:  # type: ignore[no-untyped-def]
    """Icons of the style sheet are files in her folder for temporary files; Qt would say that it cannot read the sheet."""
    folder = tmp_path / person
    folder.mkdir()
    monkeypatch.setattr(icons, "_folder", lambda: folder)
    icons.file.cache_clear()
    try:
        theme.apply(qapp, "dark")
        box = QComboBox()
        qtbot.addWidget(box)
        box.show()
        qapp.processEvents()
    finally:
        icons.file.cache_clear()
