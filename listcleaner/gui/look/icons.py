"""Lucide icons (ISC licence) in any colour and size, drawn sharp at the screen's ratio."""

import atexit
import re
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from listcleaner import resources

STROKE = "1.75"


@cache
def _svg(name: str) -> str:
    return resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")


def _coloured(name: str, colour: str) -> str:
    svg = _svg(name).replace("currentColor", colour)
    return re.sub(r'stroke-width="2"', f'stroke-width="{STROKE}"', svg)


@cache
def pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """The icon as a square of ``size`` device-independent pixels."""
    pixels = round(size * ratio)
    image = QPixmap(QSize(pixels, pixels))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(_coloured(name, colour).encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def paint(painter: QPainter, name: str, colour: str, x: float, y: float, size: int) -> None:
    """Draws the icon with its top left corner at (x, y)."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(round(x), round(y), pixmap(name, colour, size, ratio))


def icon(name: str, colour: str, disabled: str | None = None, before: int = 0, after: int = 0) -> QIcon:
    """The icon for a button or menu, at the usual screen ratios; ``before`` and ``after``: empty pixels beside it."""
    made = QIcon()
    for ratio in (1.0, 1.5, 2.0, 3.0):
        made.addPixmap(_beside(pixmap(name, colour, 16, ratio), before, after))
        if disabled:
            made.addPixmap(_beside(pixmap(name, disabled, 16, ratio), before, after), QIcon.Mode.Disabled)
    return made


def _beside(drawn: QPixmap, before: int, after: int) -> QPixmap:
    ratio = drawn.devicePixelRatio()
    made = QPixmap(QSize(round((16 + before + after) * ratio), drawn.height()))
    made.fill(Qt.GlobalColor.transparent)
    made.setDevicePixelRatio(ratio)
    painter = QPainter(made)
    painter.drawPixmap(before, 0, drawn)
    painter.end()
    return made


@cache
def _folder() -> Path:
    """A folder of this process alone: two starts at once, or a home nobody may write to, are no concern of ours."""
    folder = Path(mkdtemp(prefix="listcleaner-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    return folder


@cache
def file(name: str, colour: str) -> str:
    """The coloured icon as a file that a style sheet can name."""
    place = _folder() / f"{name}-{colour.lstrip('#')}.svg"
    place.write_text(_coloured(name, colour), encoding="utf-8")
    return place.as_posix()


def forget() -> None:
    """Drops what was drawn; for a change of theme."""
    pixmap.cache_clear()
