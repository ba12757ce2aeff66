"""A run taken back: all that rests on it alone goes with it."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field

from listcleaner.core.export.evidence import PROOF
from listcleaner.core.ledger.packed import unpack
from listcleaner.core.ledger.recorded import BY_EVENTS, LASTING

_CLASSES = {rule: kind for rule, kind in PROOF.items() if rule in LASTING}  # lasting rule → its events
_CAME_BACK = """
select run, key from decision where rule = 'came_back' and run <> :run
and key in (select key from decision where run = :run and lasting and key <> '')
and key not in (select key from decision where run <> :run and lasting)
"""


@dataclass(frozen=True)
class Undone:
    """What taking a run back has undone. ``removals``: people no more known as removed. ``files``: bounce files forgotten.

    ``later``: runs that took people out only because of this one, with their number: what they did stands.
    """

    removals: int
    files: int
    later: dict[str, int] = field(default_factory=dict)


def undo(db: sqlite3.Connection, run: str) -> Undone:
    """Forgets a run that is there, and the bounce files no other run was given; inside a transaction of the caller's."""
    known = _known_as_removed(db)
    later = defaultdict[str, set[str]](set)
    for other, key in db.execute(_CAME_BACK, {"run": run}).fetchall():
        later[other].add(key)
    alone = "select fingerprint from import group by fingerprint having count(*) = 1 and max(run) = ?"
    files = [mark for (mark,) in db.execute(alone, (run,)).fetchall()]
    told = set[tuple[str, str]]().union(*(_told(db, mark) for mark in files))
    db.execute("update pause set ended_by = null where ended_by = ?", (run,))
    for table in ("import", "decision", "list", "output", "pending", "pause"):
        db.execute(f"delete from {table} where run = ?", (run,))  # noqa: S608 - our own names
    for mark in files:
        db.execute("delete from events where fingerprint = ?", (mark,))
        db.execute("delete from file where fingerprint = ?", (mark,))
    for other, key in _release(db, told):
        later[other].add(key)
    db.execute("delete from run where id = ?", (run,))
    return Undone(
        len(known - _known_as_removed(db)),
        len(files),
        {other: len(keys) for other, keys in sorted(later.items())},
    )


def _known_as_removed(db: sqlite3.Connection) -> set[str]:
    return {key for (key,) in db.execute("select distinct key from decision where lasting").fetchall()}


def _release(db: sqlite3.Connection, told: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """People other runs removed for good because of events that nothing tells of any more: run and key. They may come back."""
    rests = db.execute(
        "select rowid, run, key, rule from decision where lasting = ?", (BY_EVENTS,)
    ).fetchall()
    rests = [one for one in rests if (one[2], _CLASSES.get(one[3])) in told]
    if not rests:
        return []
    still = set[tuple[str, str]]()
    for (mark,) in db.execute("select fingerprint from file").fetchall():
        still |= _told(db, mark) & told
    freed = [one for one in rests if (one[2], _CLASSES[one[3]]) not in still]
    db.executemany("update decision set lasting = 0 where rowid = ?", [(place,) for place, *_ in freed])
    return [(run, key) for _, run, key, _ in freed]


def _told(db: sqlite3.Connection, mark: str) -> set[tuple[str, str]]:
    """Of whom a bounce file tells what: key and class, of the classes that last."""
    columns = db.execute("select name, texts, numbers from events where fingerprint = ?", (mark,)).fetchall()
    events = unpack(columns)
    events = events.loc[events["class"].isin(_CLASSES.values()), ["key", "class"]].drop_duplicates()
    return set(zip(events["key"].tolist(), events["class"].tolist(), strict=True))
