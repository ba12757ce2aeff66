"""``python -m tests.benchmarks.ledger [EVENTS]``: the ledger with a million events, beside a table with a row for each."""

import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd

from listcleaner.core.events import EVENT_DTYPES, BounceFile
from listcleaner.core.formats.load import load_bounces
from listcleaner.core.ledger import Ledger
from listcleaner.core.pipeline import Pipeline
from listcleaner.core.result import Result
from listcleaner.core.session import Session, Source
from tests.benchmarks.data import contacts, events

NOW = datetime(2026, 11, 5)
MONTHS = 5  # exports in the ledger before the one that is measured


def bounces(folder: Path, rows: int) -> BounceFile:
    """A month's export of so many events."""
    path = folder / "suppression_bounces.csv"
    events(contacts(rows), rows).to_csv(path, index=False)
    (file,) = load_bounces(path)
    return file


def month(file: BounceFile, number: int) -> BounceFile:
    """The same a month later, other people among them."""
    keys = np.roll(file.events["key"].to_numpy(object), number * 1000)
    at = file.events["at"] + timedelta(days=30 * number)
    told = file.events.assign(key=pd.Series(keys, dtype="str"), at=at)
    return replace(file, fingerprint=f"{number:064}", events=told)


def small_run(folder: Path) -> Result:
    """A run of one contact; what is measured are the bounces."""
    (folder / "list.csv").write_text("email\nann@example.com\n")
    return Pipeline().compute(Session((Source(folder / "list.csv", "list"),)), NOW)


def timed(what: Callable[[], object]) -> float:
    start = perf_counter()
    what()
    return perf_counter() - start


def ours(folder: Path, files: list[BounceFile]) -> dict[str, float]:
    """Seconds for each step."""
    place, result = folder / "ledger.sqlite", small_run(folder)

    def record(run: str, given: tuple[BounceFile, ...]) -> None:
        with Ledger(place) as ledger, ledger.recording(replace(result, bounce_files=given), run, NOW):
            pass

    record("before", tuple(files[:-1]))
    importing = timed(lambda: record("now", (files[-1],)))
    opening = min(timed(lambda: Ledger(place).__exit__()) for _ in range(3))
    with Ledger(place) as ledger:
        reading = timed(ledger.history)
        forgetting = timed(lambda: ledger.forget(files[-1].events["key"].iloc[0], NOW))
        taking_back = timed(lambda: ledger.undo("now"))
    return {
        "opening": opening,
        "importing": importing,
        "reading": reading,
        "forgetting": forgetting,
        "taking back": taking_back,
    }


def plain(folder: Path, files: list[BounceFile]) -> dict[str, float]:
    """A table with a row for each event."""
    places = ", ".join("?" for _ in EVENT_DTYPES)

    def insert(db: sqlite3.Connection, file: BounceFile) -> None:
        cells = file.events[list(EVENT_DTYPES)].astype(object)
        cells["at"] = file.events["at"].astype(str)
        with db:
            db.executemany(f"insert into event values ({places})", cells.itertuples(index=False, name=None))  # noqa: S608

    def read(db: sqlite3.Connection) -> None:
        rows = db.execute("select * from event").fetchall()
        pd.DataFrame(rows, columns=list(EVENT_DTYPES)).astype(EVENT_DTYPES)

    with closing(sqlite3.connect(folder / "plain.sqlite")) as db:
        db.execute(f"create table event ({', '.join(f'{name!r}' for name in EVENT_DTYPES)})")
        for file in files[:-1]:
            insert(db, file)
        return {"importing": timed(lambda: insert(db, files[-1])), "reading": timed(lambda: read(db))}


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = bounces(folder, rows // MONTHS)
        files = [month(first, number) for number in range(MONTHS + 1)]
        mine, theirs = ours(folder, files), plain(folder, files)
        promised = {"opening": ", promised: 0.5", "importing": ", promised: 5"}
        print(f"the ledger: {rows:,} events in it, {rows // MONTHS:,} imported")
        for step, seconds in mine.items():
            beside = f", a row for each event {theirs[step]:.1f} s" if step in theirs else ""
            share = f", 1/{theirs[step] / seconds:.1f}" if step in theirs else ""
            print(
                f"  {step} {seconds:.2f} s ({beside}{share}{promised.get(step, '')})".replace(
                    "(, ", "("
                ).replace(" ()", "")
            )
        sizes = [(folder / name).stat().st_size / 1e6 for name in ("ledger.sqlite", "plain.sqlite")]
        print(f"  {sizes[0]:.0f} MB on the disk, a row for each event {sizes[1]:.0f} MB", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
