"""Type: families of the system, sizes in pixels, weights, and figures of one width."""

import sys
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

LATIN = {
    "win32": ("Segoe UI Variable Text", "Segoe UI", "Microsoft YaHei UI"),
    "darwin": (".AppleSystemUIFont", "PingFang SC"),
}.get(sys.platform, ("Inter", "Noto Sans", "Noto Sans CJK SC"))
MONO = ("Cascadia Mono", "SF Mono", "JetBrains Mono", "DejaVu Sans Mono", "Noto Sans CJK SC")


@cache
def _families(wanted: tuple[str, ...]) -> list[str]:
    """Those there are: naming a missing family makes Qt search all fonts, which is slow and warns."""
    there = set(QFontDatabase.families())
    return [name for name in wanted if name in there or name.startswith(".")]


@cache
def font(size: int, weight: int = 400) -> QFont:
    """The text font; digits have one width so that columns of numbers line up."""
    made = QFont()
    families = _families(LATIN)
    if families:
        made.setFamilies(families)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    if size >= 15:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -0.35 if size >= 20 else -0.2)
    return made


def body() -> QFont:
    """Text, table and controls."""
    return font(13)


@cache
def mono(size: int = 12) -> QFont:
    """For the words of servers."""
    made = QFont()
    made.setFamilies(_families(MONO) or ["monospace"])
    made.setStyleHint(QFont.StyleHint.Monospace)
    made.setPixelSize(size)
    return made
