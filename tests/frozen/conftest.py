"""The program as it is shipped: ``python -m pytest tests/frozen --bundle dist/ListCleaner``; without ``--bundle`` nothing runs.

The folder is moved to a path with spaces, letters and signs of several scripts. Python, the source tree and the network are out
of its sight, where this machine allows that (``unshare``, as root); what cannot be tried is skipped with its reason.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Timer

import pytest

ROOT = Path(__file__).parents[2]
AWKWARD = "Zoë’s 桌面 🍵/List Cleaner (2026)"
HIDE = 'n=$1; shift; while [ $n -gt 0 ]; do mount -t tmpfs none "$1" || exit 99; shift; n=$((n-1)); done; exec "$@"'
# What Qt says of every window where there is no screen; on Windows it has no fonts then.
NO_FONTS = ("QFontDatabase: Cannot find font directory", "Qt no longer ships fonts")
OF_NO_SCREEN = ("propagateSizeHints", *(NO_FONTS if sys.platform == "win32" else ()))
PAINTING = "qt.widgets.painting"
PATIENCE = 100  # seconds until a window must have come


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bundle", type=Path, help="the folder that PyInstaller made")
    parser.addoption("--setup", type=Path, help="the Windows installer of it, to be tried on Windows")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    bundle = config.getoption("--bundle", default=None)
    elsewhere = collection_path.name.startswith("test_windows") and sys.platform != "win32"
    return True if elsewhere or (bundle is None and collection_path.name.startswith("test_")) else None


@cache
def alone() -> tuple[str, ...]:
    """What a command begins with, so that it sees neither Python nor the source tree nor a network."""
    tried = ["unshare", "--mount", "--net", "true"]
    if shutil.which(tried[0]) is None or subprocess.run(tried, capture_output=True).returncode != 0:
        print("Python, sources and network stay in sight: unshare is not allowed here")
        return ()
    hidden = [str(place) for place in (ROOT, Path(sys.base_prefix)) if str(place) not in ("/", "/usr")]
    return ("unshare", "--mount", "--net", "sh", "-c", HIDE, "sh", str(len(hidden)), *hidden)


@dataclass
class Shipped:
    """A program in its awkward place, and a home of its own."""

    folder: Path
    home: Path

    @property
    def window(self) -> Path:
        return self.folder / ("ListCleaner.exe" if sys.platform == "win32" else "ListCleaner")

    @property
    def console(self) -> Path:
        names = {"win32": "listcleaner-console.exe", "darwin": "listcleaner-console"}
        return self.folder / names.get(sys.platform, "listcleaner")

    @property
    def inside(self) -> Path:
        return self.folder / "_internal"

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
        home = {
            "HOME": str(self.home),
            "USERPROFILE": str(self.home),
            "LISTCLEANER_DATA": str(self.home / "data"),
        }
        told = {
            **kept,
            **home,
            "PATH": os.defpath,
            "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
        } | more
        return {name: value for name, value in told.items() if value}

    def run(
        self, *arguments: object, before: Sequence[str] = (), **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Runs the console program to its end. An empty value takes a variable away."""
        command = [*alone(), *before, self.console, *arguments]
        return subprocess.run(
            [str(one) for one in command], cwd=self.home, env=self.environment(**environment),
            capture_output=True, encoding="utf-8", timeout=200,
        )  # fmt: skip

    def proof(self, out: Path) -> dict:  # type: ignore[type-arg]
        """What a self-test wrote there: nothing where it broke off."""
        return dict(json.loads((out.read_text(encoding="utf-8") if out.exists() else "") or "{}"))

    def show(
        self, *files: Path, before: Sequence[str] = (), seen: str = "MainWindow", **environment: str
    ) -> list[str]:
        """Starts the window's program, ends it once a widget of that class is painted; returns all it said meanwhile."""
        told = self.environment(
            QT_LOGGING_RULES=f"{PAINTING}.info=true", QT_FORCE_STDERR_LOGGING="1", **environment
        )
        command = [str(one) for one in (*alone(), *before, self.window, *files)]
        with subprocess.Popen(
            command, cwd="/", env=told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
        ) as process:
            assert process.stdout is not None
            said, painted = [], False
            late = Timer(PATIENCE, process.kill)
            late.start()
            for line in process.stdout:
                if line.startswith(PAINTING):
                    if "Drawing" in line and f" {seen}(" in line:
                        painted = True
                        process.terminate()
                else:
                    said.append(line)
            late.cancel()
        ended = (1,) if sys.platform == "win32" else (-15, 143)  # what terminate() makes of it
        assert painted and process.returncode in ended, f"{painted=}, {process.returncode}: {said}"
        return [line for line in said if not any(known in line for known in OF_NO_SCREEN)]


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A folder that everybody may look into: pytest's own are for the person who runs it."""
    folder = Path(tempfile.mkdtemp(prefix="listcleaner-frozen-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def installed(open_folder: Path, request: pytest.FixtureRequest) -> Path:
    """The program's folder, where a person may have put it."""
    place = open_folder / AWKWARD
    shutil.copytree(request.config.getoption("--bundle"), place, symlinks=True)
    return place


@pytest.fixture
def shipped(installed: Path, open_folder: Path) -> Iterator[Shipped]:
    home = Path(tempfile.mkdtemp(dir=open_folder))
    home.chmod(0o777)
    yield Shipped(installed, home)
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def screen() -> Iterator[Callable[[str], dict[str, str]]]:
    """Makes a screen of a size, such as ``1280x800``; returns what a program must know of it."""
    if shutil.which("Xvfb") is None:
        pytest.skip("no Xvfb here")
    servers = []

    def make(size: str) -> dict[str, str]:
        reader, writer = os.pipe()
        # noreset: or each last window to close makes it begin anew, in the midst of the next program's start
        options = ["-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"]
        command = ["Xvfb", "-displayfd", str(writer), *options]
        servers.append(subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL))
        os.close(writer)
        with os.fdopen(reader) as stream:
            return {"DISPLAY": f":{stream.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}

    yield make
    for server in servers:
        server.terminate()
        server.wait()


@pytest.fixture
def somebody_else() -> list[str]:
    """What a command begins with to be run by a person without rights, home or name."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("only root can be somebody else: root may write anywhere")
    return ["setpriv", "--reuid", "12345", "--regid", "12345", "--clear-groups"]
