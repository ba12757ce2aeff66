"""What people download can be installed, started and taken away again."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from installers import linux, windows
from installers.product import product
from listcleaner import __version__
from tests.frozen.conftest import Shipped


@pytest.fixture(scope="module")
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("dpkg-deb") is None:
        pytest.skip("no Debian here")
    return linux.build(request.config.getoption("--bundle").absolute(), tmp_path_factory.mktemp("deb"))


@pytest.fixture
def unpacked(package: Path, tmp_path: Path) -> Iterator[Path]:
    subprocess.run(["dpkg-deb", "-x", package, tmp_path], check=True)
    yield tmp_path
    shutil.rmtree(tmp_path)


@pytest.mark.parametrize(
    ("checker", "file"),
    [
        (["desktop-file-validate"], "applications/*.desktop"),
        (["appstreamcli", "validate", "--no-net"], "metainfo/*.metainfo.xml"),
    ],
)
def test_desktops_understand_the_menu_entry(unpacked: Path, checker: list[str], file: str) -> None:
    if shutil.which(checker[0]) is None:
        pytest.skip(f"no {checker[0]} here")
    (entry,) = (unpacked / "usr/share").glob(file)
    done = subprocess.run([*checker, entry], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_debian_package_is_installed_started_and_taken_away(
    package: Path, shipped: Shipped, screen: Callable[[str], dict[str, str]]
) -> None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        pytest.skip("only root can install a package")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", package]
    done = subprocess.run(command, env=quiet, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    try:
        name = product().command
        home = shipped.environment(**screen("1280x800"))
        said = subprocess.run(
            [name, "--version"], env=home, capture_output=True, encoding="utf-8", check=True
        )
        assert said.stdout == f"{product().name} {__version__}\n"
        folder = Path("/", linux.PLACE)
        assert Path("/usr/bin", name).resolve().parent == folder
        assert Shipped(folder, shipped.home).show(**screen("1280x800")) == []
    finally:
        subprocess.run(["dpkg", "--purge", name], check=True, capture_output=True)
    assert not folder.exists()


def test_the_windows_installer_can_be_made(tmp_path: Path) -> None:
    """Of a stand-in for the program: it is the script that is tried."""
    if shutil.which("makensis") is None:
        pytest.skip("no makensis here")
    about = product()
    stand_in = tmp_path / about.program
    (stand_in / "_internal").mkdir(parents=True)
    for name in (f"{about.program}.exe", f"{about.command}-console.exe", "_internal/python.dll"):
        (stand_in / name).write_bytes(b"MZ")
    made = windows.build(stand_in, tmp_path / "out", quick=True)
    assert made.read_bytes()[:2] == b"MZ"
    assert about.version in made.name
