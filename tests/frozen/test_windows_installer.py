"""The Windows installer of the program, on Windows or under Wine: ``--setup dist/ListCleaner-VERSION-setup.exe``."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from installers.product import product
from tests.frozen.conftest import Shipped
from tests.frozen.test_windows import whole_job

PATIENCE = 120  # seconds
ABOUT = product()
CLASSES = r"Software\Classes"
UNINSTALL = rf"Software\Microsoft\Windows\CurrentVersion\Uninstall\{ABOUT.program}"
OPEN = rf"{CLASSES}\Applications\{ABOUT.program}.exe\shell\open\command"
FILE = rf"{CLASSES}\{ABOUT.program}.File"


def registered(key: str, name: str = "") -> str | None:
    """What the person's registry says there."""
    assert sys.platform == "win32"
    import winreg

    with suppress(FileNotFoundError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
        return str(winreg.QueryValueEx(opened, name)[0])
    return None


def offered() -> list[str]:
    """The endings for which Windows names the program under "Open with"."""
    keys = {kind.extension: rf"{CLASSES}\.{kind.extension}\OpenWithProgids" for kind in ABOUT.opens}
    return [ending for ending, key in keys.items() if registered(key, f"{ABOUT.program}.File") is not None]


def known_folder(name: str) -> Path:
    """The tests take the person's folders out of the environment."""
    told = registered(r"Software\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders", name)
    assert told is not None
    return Path(told)


def menu_entry() -> Path:
    return known_folder("Programs") / f"{ABOUT.name}.lnk"


def set_up(request: pytest.FixtureRequest) -> None:
    setup = request.config.getoption("--setup")
    if setup is None:
        pytest.skip("no --setup was given")
    assert subprocess.run([setup, "/S"], timeout=PATIENCE).returncode == 0


def take_away(place: Path) -> None:
    """Uninstalls; the uninstaller copies itself elsewhere and ends, and the copy does the work."""
    subprocess.run([place / "Uninstall.exe", "/S"], check=True, timeout=PATIENCE)
    end = time.monotonic() + PATIENCE
    while place.exists() or registered(UNINSTALL, "DisplayName") is not None:
        assert time.monotonic() < end, f"{list(place.glob('*'))} is left"
        time.sleep(0.1)


@pytest.fixture
def place(request: pytest.FixtureRequest) -> Iterator[Path]:
    """Where the program was installed; it is taken away at the end."""
    set_up(request)
    folder = known_folder("Local AppData") / "Programs" / ABOUT.name
    yield folder
    if folder.exists():
        take_away(folder)


def test_it_is_installed_for_one_person_started_and_taken_away_without_a_trace(
    place: Path, shipped: Shipped
) -> None:
    assert registered(UNINSTALL, "DisplayVersion") == ABOUT.version
    assert registered(OPEN) == f'"{place / ABOUT.program}.exe" "%1"'
    assert offered() == [kind.extension for kind in ABOUT.opens]
    assert registered(CLASSES + r"\.csv") != f"{ABOUT.program}.File"  # never the usual program
    assert menu_entry().exists()
    assert whole_job(Shipped(place, shipped.home))["jobs"]
    take_away(place)
    assert not menu_entry().exists()
    assert offered() == []
    assert [registered(key) for key in (OPEN, FILE)] == [None, None]


def test_a_new_version_over_an_old_one_leaves_nothing_of_that(
    place: Path, request: pytest.FixtureRequest
) -> None:
    old = place / "_internal" / "of an old version.dll"
    hers = place / "her own notes.txt"
    for file in (old, hers):
        file.write_text("something")
    set_up(request)
    assert (old.exists(), hers.exists()) == (False, True)
    hers.unlink()
