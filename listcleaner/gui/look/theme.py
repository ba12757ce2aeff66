"""The look: colours by name for light and dark, the palette, and the one style sheet made from them.

Painted parts (delegate, rail, charts) read :func:`tokens` when they paint, so a new theme needs no more than a repaint.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from listcleaner import resources
from listcleaner.gui.look import fonts, icons
from listcleaner.gui.look.colours import DARK, ICONS, LIGHT, Scheme, Tokens, Tone, wanted

__all__ = [
    "DARK",
    "ICONS",
    "LIGHT",
    "Scheme",
    "Tokens",
    "Tone",
    "apply",
    "colour",
    "on_paper",
    "tokens",
    "tone",
]

_current = LIGHT


def tokens() -> Tokens:
    """The colours in use."""
    return _current


def tone(name: str) -> Tone:
    """The colours of a status."""
    return _current.tones[name]


def colour(name: str) -> str:
    """A colour by the name of a token or of a status (its text colour)."""
    return _current.tones[name].text if name in _current.tones else _current[name]


@contextmanager
def on_paper() -> Iterator[None]:
    """What is painted inside is painted for white paper."""
    global _current
    before, _current = _current, LIGHT
    try:
        yield
    finally:
        _current = before


def apply(app: QApplication, scheme: Scheme) -> None:
    """Dresses the application; with ``system`` it goes on following the system."""
    wish = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    hints = QGuiApplication.styleHints()
    hints.setColorScheme(wish.get(scheme, Qt.ColorScheme.Unknown))
    global _current
    _current = wanted(scheme, hints.colorScheme() == Qt.ColorScheme.Dark)
    icons.forget()
    app.setStyle("Fusion")
    app.setFont(fonts.body())
    app.setPalette(_palette(_current))
    app.setStyleSheet(_sheet(_current))


def _palette(t: Tokens) -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    for which, value in {
        role.Window: t.canvas,
        role.WindowText: t.text,
        role.Base: t.surface,
        role.AlternateBase: t.sunken,
        role.Text: t.text,
        role.Button: t.surface,
        role.ButtonText: t.text,
        role.BrightText: t.text,
        role.Highlight: t.tint,
        role.HighlightedText: t.text,
        role.PlaceholderText: t.text3,
        role.ToolTipBase: t.surface,
        role.ToolTipText: t.text,
        role.Link: t.accent,
        role.LinkVisited: t.accent,
        role.Accent: t.accent,
        role.Mid: t.border_strong,
        role.Dark: t.control,
        role.Light: t.surface,
        role.Midlight: t.border,
        role.Shadow: t.border_strong,
    }.items():
        palette.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.control))
    return palette


def _sheet(t: Tokens) -> str:
    """``resources/style/window.qss`` with ``@name`` replaced by the colour of that name."""
    sheet = resources.path("style/window.qss").read_text(encoding="utf-8")
    names = {f.name: t[f.name] for f in fields(t) if f.name not in ("dark", "tones")}
    names |= {f"{name}_text": one.text for name, one in t.tones.items()}
    names |= {f"{name}_tint": one.tint for name, one in t.tones.items()}
    names["chevron"] = icons.file("chevron-down", t.text2)
    names["chevron_up"] = icons.file("chevron-up", t.text2)
    for name in sorted(names, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", names[name])
    return sheet
