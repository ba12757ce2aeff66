"""What a run leaves in the tables of the ledger; all inside a transaction of the caller's."""

import sqlite3
from collections.abc import Sequence

from listcleaner.core.events import BounceFile
from listcleaner.core.export.staging import Staged
from listcleaner.core.judgement.history import Erasures
from listcleaner.core.ledger.database import place_of
from listcleaner.core.ledger.packed import pack
from listcleaner.core.ledger.recorded import Recorded
from listcleaner.core.progress import Progress, silent
from listcleaner.core.rules.rests import Changes

AT_ONCE = 20_000  # decisions, a tenth of a second


def remember(db: sqlite3.Connection, file: BounceFile) -> None:
    """A file with its events; one that is known already is as it was read this time."""
    facts = (
        file.fingerprint,
        place_of(file.path),
        file.source,
        file.rows,
        file.dated.isoformat(),
        file.dated_by,
        int(file.shows_soft),
    )
    db.execute(
        "insert into file values (?, ?, ?, ?, ?, ?, ?) on conflict do update set source = excluded.source, rows = excluded.rows,"
        " shows_soft = excluded.shows_soft",
        facts,
    )
    packed = sorted(pack(file.events))
    known = db.execute(
        "select name, texts, numbers from events where fingerprint = ?", (file.fingerprint,)
    ).fetchall()
    if sorted(known) != packed:
        db.execute("delete from events where fingerprint = ?", (file.fingerprint,))
        db.executemany(
            "insert into events values (?, ?, ?, ?)", [(file.fingerprint, *column) for column in packed]
        )


def note(
    db: sqlite3.Connection, run: str, what: Recorded, erased: Erasures, progress: Progress = silent
) -> None:
    """Lists and decisions; of those who asked to be forgotten without the name. Progress steps: ``remembering``."""
    db.executemany(
        "insert into list values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [(run, *one) for one in what.lists]
    )
    _rest(db, run, what.pauses, erased)
    decisions = what.decisions
    gone = erased.among(decisions["key"].unique())
    if gone:
        decisions = decisions.copy()
        decisions.loc[decisions["key"].isin(gone), ["key", "address", "became"]] = ""
    for start in range(0, len(decisions), AT_ONCE):
        progress("remembering", 1, 1)
        some = decisions.iloc[start : start + AT_ONCE]
        columns = [some[name].tolist() for name in some]
        db.executemany(
            "insert into decision values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((run, *one) for one in zip(*columns, strict=True)),
        )


def _rest(db: sqlite3.Connection, run: str, pauses: Changes, erased: Erasures) -> None:
    """Pauses ended and begun. One that another program has begun meanwhile goes on."""
    db.executemany(
        "update pause set ended_by = ? where key = ? and ended_by is null",
        [(run, key) for key in pauses.ended],
    )
    gone = erased.among(pauses.begun)
    db.executemany(
        "insert into pause select ?1, ?2, ?3, null where not exists (select 1 from pause where key = ?1 and ended_by is null)",
        [(key, run, strike.isoformat()) for key, strike in pauses.begun.items() if key not in gone],
    )


def expect(db: sqlite3.Connection, run: str, files: Sequence[Staged], marks: Sequence[str]) -> None:
    db.executemany(
        "insert into output values (?, ?, ?, ?, ?)",
        [
            (run, file.list, file.part, place_of(file.target), mark)
            for file, mark in zip(files, marks, strict=True)
        ],
    )
    db.executemany(
        "insert into pending values (?, ?, ?)",
        [(run, place_of(file.hidden), place_of(file.target)) for file in files],
    )
