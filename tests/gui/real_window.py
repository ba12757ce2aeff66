"""One run in a real window: ``python -m tests.gui.real_window``. Needs Xvfb and xdotool (``.ci/qt-packages`` installs them).

The program is started with two files as a person starts it, and gets real keys and clicks through the X server; what it did
is read from the files it wrote. Exit code 1 and a sentence when something is not as it should be.
"""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from time import monotonic

LONGEST = 60  # seconds for any one thing
CLEAN = (92, 266)  # where the rail's fourth step is, in a window of 1280 x 800
MEMBERS = ["email,name", *(f"person{place}@example.com,Person {place}" for place in range(40))]
BOUNCES = ["status,reason,email,created", "5.1.1,550 5.1.1 User unknown,person7@example.com,1793700000"]


@contextmanager
def screen() -> Iterator[str]:
    """A screen nobody sees; its DISPLAY."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        try:
            yield display
        finally:
            server.terminate()


def until(what: str, over: Callable[[], bool]) -> None:
    """Waits for something. Raises SystemExit when it does not come."""
    began = monotonic()
    while not over():
        if monotonic() - began > LONGEST:
            raise SystemExit(f"It did not come: {what}")
        Event().wait(0.05)


class Person:
    """Somebody at the screen."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._window = ""

    def _do(self, *arguments: str) -> str:
        command = ["xdotool", *arguments]
        done = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, timeout=LONGEST, check=False
        )
        return done.stdout.strip()

    def find(self, title: str) -> None:
        """Goes to the window of this title."""
        until(f"a window “{title}”", lambda: bool(self._do("search", "--onlyvisible", "--name", title)))
        self._window = self._do("search", "--onlyvisible", "--name", title).split()[-1]
        self._do("windowmove", "--sync", self._window, "0", "0")
        self._do("windowsize", "--sync", self._window, "1280", "800")
        self._do("windowfocus", "--sync", self._window)

    def press(self, *keys: str) -> None:
        """Keys, one after the other."""
        self._do("key", "--clearmodifiers", "--delay", "80", *keys)

    def click(self, place: tuple[int, int]) -> None:
        """A click with the left button."""
        self._do("mousemove", "--window", self._window, *map(str, place), "click", "1")


def run(folder: Path, display: str) -> None:
    """The journey. Raises SystemExit with a sentence."""
    members, bounces = folder / "members.csv", folder / "bounces.csv"
    members.write_text("\n".join(MEMBERS) + "\n", encoding="utf-8")
    bounces.write_text("\n".join(BOUNCES) + "\n", encoding="utf-8")
    home = {
        name: str(folder / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    }
    environment = (
        os.environ
        | home
        | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    )
    command = [sys.executable, "-m", "listcleaner", "--language", "en", str(members), str(bounces)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as program:
        try:
            person = Person(environment)
            person.find("members.csv")
            person.press("ctrl+2", "End", "Delete")  # the last in the table goes, by hand
            person.click(CLEAN)
            person.press("ctrl+s", "Return")
            until("the removal log", lambda: bool(list(folder.glob("*/removal-log.csv"))))
            if program.poll() is not None:
                raise SystemExit(f"The program ended by itself with {program.returncode}")
        finally:
            program.terminate()
            _, said = program.communicate(timeout=LONGEST)
    check(next(folder.glob("*/removal-log.csv")).parent, said)


def check(saved: Path, said: str) -> None:
    """Whether what was written is what the person wanted."""

    def rows(name: str) -> list[dict[str, str]]:
        with (saved / name).open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    removed = {row["email"]: row["rule"] for row in rows("removal-log.csv")}
    kept = {row["email"] for row in rows("members-cleaned.csv")}
    if removed.get("person7@example.com") != "hard" or len(removed) != 2 or "own" not in removed.values():
        raise SystemExit(f"Not the ones that were to go: {removed}")
    if len(kept) != len(MEMBERS) - 3 or kept & set(removed):
        raise SystemExit(f"Not the ones that were to stay: {len(kept)}")
    if said:
        raise SystemExit(f"The program complained:\n{said}")


def main() -> None:
    missing = [name for name in ("Xvfb", "xdotool") if not shutil.which(name)]
    if missing:
        raise SystemExit(f"{' and '.join(missing)} is not installed: bash .ci/qt-packages")
    with TemporaryDirectory() as name, screen() as display:
        run(Path(name), display)
    print("A real window: files given at the start, keys, a click, and the files it wrote are right")


if __name__ == "__main__":
    main()
