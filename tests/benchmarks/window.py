"""How long the window stands still while it works: ``python -m tests.benchmarks.window LIST BOUNCES``.

Prints for each step the longest time between two beats of a timer on the window's thread, and how long the step takes, in
milliseconds. Data: ``python -m tests.benchmarks.data LIST BOUNCES 1000000 200000``.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer

from listcleaner.gui.app import Application, make_app
from listcleaner.gui.settings import Settings

BEAT = 4  # milliseconds
QUIET = 50  # beats without work after which a step is over; a search waits for the last key


class Heart:
    """Beats while a step runs, and tells the longest pause."""

    def __init__(self, whole: Application) -> None:
        self._whole = whole
        self._loop = QEventLoop()
        self._timer = QTimer(interval=BEAT)
        self._timer.timeout.connect(self._beat)
        self._last = self._longest = self._busy = 0.0
        self._calm = 0

    def _beat(self) -> None:
        now = perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now
        working = self._whole.jobs.busy or self._whole.document.busy
        self._calm = 0 if working else self._calm + 1
        if working:
            self._busy = now
        if self._calm > QUIET:
            self._loop.quit()

    def measure(self, name: str, step: Callable[[], object]) -> None:
        """Prints the pause and the time of one step."""
        self._calm, self._longest = 0, 0.0
        began = self._last = self._busy = perf_counter()
        self._timer.start()
        QTimer.singleShot(0, step)
        self._loop.exec()
        self._timer.stop()
        took = max(self._busy - began, self._longest)
        print(f"{name:34} {1000 * self._longest:7.0f} {1000 * took:9.0f}", flush=True)


def main(paths: list[Path]) -> None:
    settings = Settings()
    settings.language, settings.theme = "en", "light"
    whole = Application(make_app(), settings)
    window, document = whole.window, whole.document
    window.resize(1280, 800)
    window.show()
    heart = Heart(whole)
    addresses, clean, save = window.addresses, window.clean, window.save
    print(f"{'':34} {'pause':>7} {'takes':>9}")
    heart.measure("load", lambda: window.add_files(paths))
    heart.measure("show Addresses", lambda: window.go("addresses"))
    for column in ("status", "address", "count", "last", "fault"):
        for descending in (False, True):
            heart.measure(
                f"sort by {column}{' down' if descending else ''}",
                lambda c=column, d=descending: addresses.grid.sort_wanted.emit(c, d),  # type: ignore[misc]
            )
    heart.measure("only hard bounces", lambda: addresses.show_only("status", "hard"))
    heart.measure("everyone again", addresses.show_all)
    heart.measure("search", lambda: window.bar.search.setText("anna"))
    heart.measure("search for more", lambda: window.bar.search.setText("anna example"))
    heart.measure("end of search", window.bar.search.clear)
    heart.measure("select everyone", addresses.grid.selectAll)
    heart.measure("scroll to the end", addresses.grid.scrollToBottom)
    heart.measure("show Health", lambda: window.go("health"))
    heart.measure("show Clean", lambda: window.go("clean"))
    heart.measure("rule off", clean._rules.rows["hard"].switch.click)
    heart.measure("rule on", clean._rules.rows["hard"].switch.click)
    heart.measure("tab Kept", lambda: clean.tabs.choose("kept"))
    heart.measure("tab Removed", lambda: clean.tabs.choose("removed"))
    row = int(clean.grid.grid_model().order[0])
    heart.measure("keep one", lambda: clean.grid.row_acted.emit(row, "act"))
    heart.measure("undo", document.undo)
    heart.measure("search in Clean", lambda: window.bar.search.setText("anna"))
    window.bar.search.clear()
    heart.measure("show Save", lambda: window.go("save"))
    with TemporaryDirectory() as folder:
        if window.save.brake.isVisibleTo(window.save):
            window.save.brake._go_on.click()
        save.use_folder(Path(folder))
        heart.measure("save", save.save)
        assert save.state == "done"
    whole.close()
    window.setProperty("quiet", True)
    window.close()


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
