"""One run in a real window: ``python -m tests.gui.real_window``. Needs Xvfb and xdotool (``.ci/qt-packages`` installs them).

The program is started with a file as a person starts it, and a second time with another, which the first window takes; a third is
dragged onto it with the mouse from another program. It gets real keys and clicks through the X server; what it did is read from
the files it wrote. Exit code 1 and a sentence when something is not as it should be.
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

TAKEN = "Let go here"  # the title of the other program's window when what it drags may be let go
LONGEST = 60  # seconds for any one thing
CORNER = (1300, 820)  # of the screen: where files are dragged from, beside the window
CLEAN = (92, 266)  # where the rail's fourth step is, in a window of 1280 x 800
MEMBERS = ["email,name", *(f"person{place}@example.com,Person {place}" for place in range(40))]
MORE = ["email,name", *(f"other{place}@example.com,Other {place}" for place in range(20))]
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
        until(f"a window “{title}”", lambda: bool(self.windows(title)))
        self._window = self.windows(title)[-1]
        self._do("windowmove", "--sync", self._window, "0", "0")
        self._do("windowsize", "--sync", self._window, "1280", "800")
        self._do("windowfocus", "--sync", self._window)

    def press(self, *keys: str) -> None:
        """Keys, one after the other."""
        self._do("key", "--clearmodifiers", "--delay", "80", *keys)

    def windows(self, title: str) -> list[str]:
        """The windows of this title."""
        return self._do("search", "--onlyvisible", "--name", title).split()

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """With the left button held, in steps as a hand moves: from a place of the screen to another."""
        self._do("mousemove", *map(str, start), "mousedown", "1")
        for part in range(1, 11):
            between = [a + (b - a) * part // 10 for a, b in zip(start, end, strict=True)]
            self._do("mousemove", "--sync", *map(str, between))
        until("a window that takes the file", lambda: bool(self.windows(TAKEN)))
        self._do("mouseup", "1")

    def click(self, place: tuple[int, int]) -> None:
        """A click with the left button."""
        self._do("mousemove", "--window", self._window, *map(str, place), "click", "1")


def give(path: Path) -> None:
    """Another program: a small window from which this file can be dragged, until the process is ended."""
    from PySide6.QtCore import QMimeData, Qt, QUrl
    from PySide6.QtGui import QDrag
    from PySide6.QtWidgets import QApplication, QWidget

    class Source(QWidget):
        def mouseMoveEvent(self, event: object) -> None:
            drag, mime = QDrag(self), QMimeData()
            mime.setUrls([QUrl.fromLocalFile(str(path))])
            drag.setMimeData(mime)
            drag.actionChanged.connect(lambda action: self.setWindowTitle(TAKEN))  # whoever is below takes it
            drag.exec(Qt.DropAction.CopyAction)

    app, source = QApplication([]), Source()
    source.setWindowTitle("A file manager")
    source.setGeometry(*CORNER, 120, 60)
    source.show()
    app.exec()


@contextmanager
def process(*arguments: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A process that is ended at the end."""
    command = [sys.executable, "-m", *arguments]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as started:
        try:
            yield started
        finally:
            started.terminate()


def run(folder: Path, display: str) -> None:
    """The journey. Raises SystemExit with a sentence."""
    members, bounces, more = (folder / name for name in ("members.csv", "bounces.csv", "more.csv"))
    for path, lines in ((members, MEMBERS), (bounces, BOUNCES), (more, MORE)):
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    home = {
        name: str(folder / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    }
    system = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    environment, person = os.environ | home | system, Person(os.environ | home | system)
    with process("listcleaner", "--language", "en", str(members), environment=environment) as program:
        person.find("members.csv")
        second = [sys.executable, "-m", "listcleaner", str(bounces)]
        if subprocess.run(second, env=environment, timeout=LONGEST).returncode:
            raise SystemExit("The second start did not hand its file over")
        if len(person.windows("List Cleaner")) != 1:
            raise SystemExit("The second start opened a window of its own")
        with process("tests.gui.real_window", str(more), environment=environment):
            until("the other program", lambda: bool(person.windows("A file manager")))
            person.drag((CORNER[0] + 60, CORNER[1] + 30), (700, 400))
            person.find("members.csv and 1 more")
        person.press("ctrl+2", "End", "Delete")  # the last in the table goes, by hand
        person.click(CLEAN)
        person.press("ctrl+s", "Return")
        until("the removal log", lambda: bool(list(folder.glob("*/removal-log.csv"))))
        if program.poll() is not None:
            raise SystemExit(f"The program ended by itself with {program.returncode}")
        program.terminate()
        _, said = program.communicate(timeout=LONGEST)
    check(next(folder.glob("*/removal-log.csv")).parent, said)


def check(saved: Path, said: str) -> None:
    """Whether what was written is what the person wanted."""

    def rows(name: str) -> list[dict[str, str]]:
        with (saved / name).open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    removed = {row["email"]: row["rule"] for row in rows("removal-log.csv")}
    kept = {row["email"] for name in ("members", "more") for row in rows(f"{name}-cleaned.csv")}
    if removed.get("person7@example.com") != "hard" or len(removed) != 2 or "own" not in removed.values():
        raise SystemExit(f"Not the ones that were to go: {removed}")
    if len(kept) != len(MEMBERS) + len(MORE) - 4 or kept & set(removed):
        raise SystemExit(f"Not the ones that were to stay: {len(kept)}")
    if said:
        raise SystemExit(f"The program complained:\n{said}")


def main() -> None:
    if len(sys.argv) > 1:
        give(Path(sys.argv[1]))
        return
    missing = [name for name in ("Xvfb", "xdotool") if not shutil.which(name)]
    if missing:
        raise SystemExit(f"{' and '.join(missing)} is not installed: bash .ci/qt-packages")
    with TemporaryDirectory() as name, screen() as display:
        run(Path(name), display)
    print(
        "A real window: files by the command line, a second start and the mouse; keys, a click; what it wrote is right"
    )


if __name__ == "__main__":
    main()
