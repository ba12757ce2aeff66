"""Name, version, icon and file types are the same in the program, its installers and the menus."""

import plistlib
import re
import struct
from importlib.metadata import distributions
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from installers import icons, licences, linux, macos, windows
from installers.product import HERE, product
from listcleaner import __version__, resources
from listcleaner.gui.opening import make_app


def test_the_version_is_that_of_the_program() -> None:
    assert product().version == __version__
    assert ".".join(map(str, product().numbers)).startswith(__version__)


def test_the_window_names_the_menu_entry_it_belongs_to(qapp: QApplication) -> None:
    assert make_app().desktopFileName() == product().id


@pytest.mark.parametrize("name", ["listcleaner.png", "listcleaner.ico", "listcleaner.icns"])
def test_the_icons_are_drawn_from_the_one_picture(name: str, qapp: QApplication) -> None:
    kept = QImage(str(HERE / "icons" / name)) if name.endswith("png") else largest(HERE / "icons" / name)
    drawn = icons.drawn(kept.width())
    kept = kept.convertToFormat(drawn.format())
    for x, y in ((10, 10), (60, 80), (128, 30), (150, 80), (200, 200)):
        one, other = kept.pixelColor(x, y), drawn.pixelColor(x, y)
        assert max(abs(a - b) for a, b in zip(one.getRgb(), other.getRgb(), strict=True)) < 10


def largest(path: Path) -> QImage:
    data = path.read_bytes()
    start = data.rindex(b"\x89PNG")
    if path.suffix == ".ico":
        assert struct.unpack("<HHH", data[:6]) == (0, 1, len(icons.ICO))
    return QImage.fromData(data[start:])


def test_every_file_type_is_offered_and_none_is_taken() -> None:
    about = product()
    entry, script = linux.desktop_entry(about), windows.file_types(about)
    assert {kind.extension for kind in about.opens} == {"xlsx", "csv", "eml", "mbox"}
    for kind in about.opens:
        assert kind.mime in entry
        assert f'Offer "{kind.extension}"' in script
    offered = macos.info_plist(about)["CFBundleDocumentTypes"]
    assert [kind["CFBundleTypeExtensions"] for kind in offered] == [[kind.extension] for kind in about.opens]
    assert {(kind["CFBundleTypeRole"], kind["LSHandlerRank"]) for kind in offered} == {
        ("Viewer", "Alternate")
    }
    nsis = (HERE / "windows.nsi").read_text(encoding="utf-8")
    assert "OpenWithProgids" in nsis
    assert 'CLASSES}\\.${ENDING}" ""' not in nsis  # that would make it the usual program


def test_the_app_of_macos_has_a_window_and_can_be_written_down() -> None:
    told = macos.info_plist(product())
    assert told["LSBackgroundOnly"] is False
    assert plistlib.loads(plistlib.dumps(told)) == told


def test_what_the_installer_of_windows_asks_for_needs_no_administrator() -> None:
    nsis = (HERE / "windows.nsi").read_text(encoding="utf-8")
    assert "RequestExecutionLevel user" in nsis
    assert "HKLM" not in nsis


def test_the_build_takes_name_and_version_from_there() -> None:
    spec = (HERE.parent / "build.spec").read_text(encoding="utf-8")
    assert product().name not in spec
    assert __version__ not in spec


def test_the_licence_of_everything_that_is_shipped_is_shown() -> None:
    shown = resources.path("licences/shipped.txt").read_text(encoding="utf-8")
    others = (one.name for one in licences.shipped() if not licences.is_qt(one))
    assert set(others) == licences.named(shown)
    for text in (
        "Qt, PySide6 and Shiboken",
        "GNU LESSER GENERAL PUBLIC LICENSE",
        "PYTHON SOFTWARE FOUNDATION LICENSE",
    ):
        assert text in shown


def test_no_package_is_shipped_without_a_licence() -> None:
    for one in licences.shipped():
        assert licences.name_of(one), one.name
        assert licences.is_qt(one) or re.search(r"permi|licen[cs]e", licences.texts(one), re.I), one.name


def test_a_package_without_a_licence_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "mute-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: mute\nVersion: 1.0\n", encoding="utf-8")
    (folder / "RECORD").write_text("mute-1.0.dist-info/METADATA,,\n", encoding="utf-8")
    (mute,) = distributions(path=[str(tmp_path)])
    with pytest.raises(LookupError, match="mute"):
        licences.section(mute)
