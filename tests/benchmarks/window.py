"""Whether the window keeps its promises: ``python -m tests.benchmarks.window [LIST BOUNCES]`` prints each with its limit.

Without files it makes them: a list of 1,000,000 rows with 200,000 bounces, and one of 200,000 rows as a workbook. Milliseconds,
on a screen nobody sees. Exit code 1 when a limit is broken; on a busy machine that says little.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer

from listcleaner.gui.app import Application, make_app
from listcleaner.gui.settings import Settings
from tests.benchmarks.heart import Heart, Taken

PAUSE, PROGRESS, CANCEL = 150, 200, 1000  # milliseconds, of all long work
SORT, SEARCH, SELECT, RULE, SCROLL = 1000, 200, 100, 150, 50
SWITCH = 300  # to another page; ours, the issue names none
STARTS = 5
FOLDERS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA")
Over = Callable[[], bool]


class Report:
    """Prints figures beside their limits and remembers those that are over."""

    def __init__(self) -> None:
        self.broken: list[str] = []

    def say(self, name: str, value: float, limit: float) -> None:
        good = 0 <= value <= limit
        print(
            f"  {name:44} {value:7.0f}  limit {limit:5.0f}  {'' if good else 'TOO SLOW'}".rstrip(), flush=True
        )
        if not good:
            self.broken.append(name)


class Bench:
    """One window and what is done in it."""

    def __init__(self, report: Report) -> None:
        settings = Settings()
        settings.language, settings.theme = "en", "light"
        self.whole = Application(make_app(), settings)
        self.window, self.report, self.heart = self.whole.window, report, Heart(self.whole)
        self.window.resize(1280, 800)
        self.window.show()
        self.heart.take(self.window.load)  # as at every start

    def at_once(self, name: str, limit: float, step: Callable[[], object], over: Over = lambda: True) -> None:
        """A step that is on screen at once."""
        self.report.say(name, self.heart.take(step, over).whole, limit)

    def long(self, name: str, step: Callable[[], object]) -> Taken:
        """Long work: nothing stands still, and progress shows soon."""
        taken = self.heart.take(step)
        self.report.say(f"{name}: longest pause (takes {taken.whole / 1000:.1f} s)", taken.pause, PAUSE)
        if taken.whole > PROGRESS:
            self.report.say(f"{name}: progress shows after", taken.progress, PROGRESS)
        return taken

    def cancelled(
        self, name: str, step: Callable[[], object], stop: Callable[[], object], whole: float
    ) -> None:
        """The longest answer of some work that is stopped at four moments of the ``whole`` milliseconds it takes."""
        answers = []
        for part in (0.1, 0.35, 0.6, 0.85):
            asked: list[float] = []

            def pull(asked: list[float] = asked) -> None:
                asked.append(perf_counter())
                stop()

            timer = QTimer(interval=int(part * whole), singleShot=True)
            timer.timeout.connect(pull)
            timer.start()
            self.heart.take(step)
            timer.stop()
            answers += [perf_counter() - moment for moment in asked]  # none where it was over before
        longest = max(answers)
        self.report.say(f"{name}: answers to Stop after", 1000 * longest, CANCEL)

    def close(self) -> None:
        """The end."""
        self.whole.close()
        self.window.setProperty("quiet", True)
        self.window.close()


def importing(report: Report, name: str, paths: list[Path]) -> None:
    """A list and its bounces arrive; stopped on the way, then again to the end."""
    bench = Bench(report)
    files = bench.window.files
    taken = bench.long(name, lambda: bench.window.add_files(paths))
    bench.close()
    bench = Bench(report)
    files = bench.window.files
    bench.cancelled(name, lambda: bench.window.add_files(paths), files._stop.click, taken.whole)
    bench.close()


def using(report: Report, paths: list[Path]) -> None:
    """What a person does with a million rows."""
    bench = Bench(report)
    window, document = bench.window, bench.whole.document
    addresses, clean = window.addresses, window.clean
    bench.long("load", lambda: window.add_files(paths))
    bench.at_once("show Addresses", SWITCH, lambda: window.go("addresses"))
    for column in (one for one in addresses.grid.grid_model().columns if one.sorts):
        for descending in (False, True):
            bench.at_once(
                f"sort by {column.id}{' down' if descending else ''}",
                SORT,
                lambda c=column.id, d=descending: addresses.grid.sort_wanted.emit(c, d),  # type: ignore[misc]
            )
    searching(bench, "Addresses")
    bench.at_once("only hard bounces", SEARCH, lambda: addresses.show_only("status", "hard"))
    bench.at_once("everyone again", SEARCH, addresses.show_all)
    bench.at_once("select everyone", SELECT, addresses.grid.selectAll)
    bar = addresses.grid.verticalScrollBar()
    pages = [bench.heart.take(lambda: bar.setValue(bar.value() + bar.pageStep())).whole for _ in range(20)]
    report.say("scroll a page (the slowest of twenty)", max(pages), SCROLL)
    bench.at_once("scroll to the end", SCROLL, addresses.grid.scrollToBottom)
    bench.at_once("show Health", SWITCH, lambda: window.go("health"))
    bench.at_once("show Clean", SWITCH, lambda: window.go("clean"))
    rows = clean._rules.rows
    for name in ("hard", "invalid", "role", "soft"):
        bench.at_once(f"switch the rule “{name}”", RULE, rows[name].switch.click)
        bench.at_once("switch it back", RULE, document.undo)
    limit = rows["soft"]._choices["limit"]
    bench.at_once("another soft limit", RULE, lambda: limit.chosen.emit(2))
    bench.at_once("tab Kept", SELECT, lambda: clean.tabs.choose("kept"))
    bench.at_once("tab Removed", SELECT, lambda: clean.tabs.choose("removed"))
    one = int(clean.grid.grid_model().order[0])
    bench.at_once("keep one", RULE, lambda: clean.grid.row_acted.emit(one, "act"))
    bench.at_once("undo", RULE, document.undo)
    searching(bench, "Clean")
    saving(bench)
    bench.close()


def searching(bench: Bench, page: str) -> None:
    """From the last key to what is found."""
    field = bench.window.bar.search
    asked: list[str] = []
    field.searched.connect(asked.append)
    for text in ("anna", "anna example", "example"):
        bench.at_once(
            f"search “{text}” in {page}",
            SEARCH,
            lambda text=text: field.setText(text),  # type: ignore[misc]
            lambda text=text: asked[-1:] == [text],  # type: ignore[misc]
        )
    bench.at_once(f"end of the search in {page}", SEARCH, field.leave)


def saving(bench: Bench) -> None:
    """To the end, and stopped on the way."""
    window, save = bench.window, bench.window.save
    bench.at_once("show Save", SWITCH, lambda: window.go("save"))
    if window.save.brake.isVisibleTo(window.save):
        window.save.brake._go_on.click()
    with TemporaryDirectory() as folder:
        save.use_folder(Path(folder))
        taken = bench.long("save", save.save)
        assert save.state == "done"
        bench.cancelled("save", save.save, bench.whole.saver.stop, taken.whole)


def starting(report: Report) -> None:
    """From nothing to a window, beside a window of PySide6 with nothing in it: until it shows, and until it answers."""
    with TemporaryDirectory() as compiled:  # as in an installed program
        environment = os.environ | {"PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def start(which: str) -> tuple[float, str]:
            command = [sys.executable, "-m", "tests.benchmarks.start", which]
            with TemporaryDirectory() as home:  # a person's own folders are hers
                began = time()
                own = environment | dict.fromkeys(FOLDERS, home)
                done = subprocess.run(
                    command, check=True, env=own, stdout=subprocess.PIPE, text=True, timeout=60
                )
                return began, done.stdout

        def seconds(which: str) -> float:
            began, _ = start(which)
            return time() - began

        start("works")  # the first one reads the disk
        bare, shows = (1000 * median(seconds(which) for _ in range(STARTS)) for which in ("bare", "shows"))
        starts = [start("works") for _ in range(STARTS)]
    told = [(began, json.loads(said)) for began, said in starts]
    limit = 1.5 * bare + 500
    print(f"start (a bare PySide6 window: {bare:.0f} ms)")
    report.say("start: the window shows", shows, limit)
    answered = median(1000 * (one["answered"] - began) for began, one in told)
    report.say("start: dialog, another page, drop answered", answered, limit)
    report.say("start: longest pause meanwhile", median(1000 * one["pause"] for _, one in told), PAUSE)
    read = median(1000 * (one["read"] - began) for began, one in told)
    print(f"  start: the file dropped is read              {read:7.0f}")


def main(arguments: list[str]) -> int:
    report = Report()
    starting(report)
    with TemporaryDirectory() as name:
        big, table = [Path(argument) for argument in arguments], Path(name) / "list.xlsx"
        if not big:
            big = [Path(name) / "million.csv", Path(name) / "bounces.csv"]
            _make(big, 1_000_000)
        with_table = [table, Path(name) / "bounces-of-it.csv"]
        _make(with_table, 200_000)
        print("importing 200,000 rows and 200,000 bounces")
        importing(report, "import of a workbook", with_table)
        print("1,000,000 rows and 200,000 bounces")
        using(report, big)
    print("all within their limits" if not report.broken else f"over the limit: {', '.join(report.broken)}")
    return 1 if report.broken else 0


def _make(paths: list[Path], rows: int) -> None:
    """In a process of its own: what it leaves in memory would slow the window down."""
    command = [sys.executable, "-m", "tests.benchmarks.data", *map(str, paths), str(rows), "200000"]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
