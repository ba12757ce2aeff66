"""``python -m installers.icons``: draws ``installers/icons/`` anew from ``resources/listcleaner.svg``.

Windows and macOS want their own containers; their layout is a few bytes round the pictures, and needs no further package.
"""

import os
import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from listcleaner import resources

PLACE = Path(__file__).parent / "icons"
ICO = (16, 20, 24, 32, 40, 48, 64, 256)  # Explorer at 100 to 200 %
ICNS = {b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512}
MENU = 256


def drawn(size: int) -> QImage:
    """The icon as a square of ``size`` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(resources.path("listcleaner.svg"))).render(painter)
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """As a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def bitmap(image: QImage) -> bytes:
    """As Windows keeps small icons: a header, rows from below, and a mask that says nothing because the colours have alpha."""
    size = image.width()
    rows = [bytes(image.constScanLine(y))[: 4 * size] for y in reversed(range(size))]
    mask = bytes((size + 31) // 32 * 4 * size)
    header = struct.pack(
        "<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 4 * size * size + len(mask), 0, 0, 0, 0
    )
    return header + b"".join(rows) + mask


def ico() -> bytes:
    """A Windows icon: a directory and the pictures; only the large one may be a PNG for all who read it."""
    pictures = [(size, (png if size == 256 else bitmap)(drawn(size))) for size in ICO]
    place = 6 + 16 * len(pictures)
    directory = struct.pack("<HHH", 0, 1, len(pictures))
    for size, data in pictures:
        directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), place)
        place += len(data)
    return directory + b"".join(data for _, data in pictures)


def icns() -> bytes:
    """A macOS icon: PNGs, each behind its kind and length."""
    pictures = [(kind, png(drawn(size))) for kind, size in ICNS.items()]
    body = b"".join(kind + struct.pack(">I", 8 + len(data)) + data for kind, data in pictures)
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def main() -> None:
    """Writes all three."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication([])
    PLACE.mkdir(exist_ok=True)
    files = {"listcleaner.ico": ico(), "listcleaner.icns": icns(), "listcleaner.png": png(drawn(MENU))}
    for name, data in files.items():
        (PLACE / name).write_bytes(data)
    del app


if __name__ == "__main__":
    main()
