"""Which service wrote a table, and which column is which."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from listcleaner.core.columns.find import find_columns, position
from listcleaner.core.formats import meanings
from listcleaner.core.formats.evidence import find_answers
from listcleaner.core.formats.found import ROLE_OF, Found, Parts
from listcleaner.core.formats.profile import Profile, fold_header, fold_value, profiles
from listcleaner.core.formats.unknown import by_words, names_the_time
from listcleaner.core.tables.table import Note, Table

CHECKED = 500  # distinct values looked at
CERTAIN = 0.99


def recognise(
    table: Table, name: str, fixed: Sequence[tuple[str, str]] = (), profile: Profile | None = None
) -> Found:
    """Understand a table; ``name`` is that of its file. ``fixed``: (role, header) pairs the person set.

    ``profile``: known already (JSON). Raises UserError column_missing for a header in ``fixed`` that is not there.
    """
    known = profile
    headers = _positions(table.header, str if table.reading.format == "json" and known else fold_header)
    profile = known or _find_profile(table, headers, name)
    if profile is None:
        return by_words(table, name, fixed)
    columns = {role: _resolve(parts, headers) for role, parts in profile.columns.items()}
    columns = {role: parts for role, parts in columns.items() if any(parts)}
    if known is None and profile.kind == "events":
        if _has_answers_besides(table, profile, columns):
            return by_words(table, name, fixed)
        columns = _of_added_columns(table, profile) | columns
    confidence = CERTAIN
    if "address" not in columns:
        guess = find_columns(table, "events" if profile.kind == "events" else "contacts")
        if "email" in guess.roles:
            columns["address"] = ((guess.roles["email"],),)
            confidence = min(CERTAIN, 0.5 + guess.confidence / 2)
    for role, header in fixed:
        columns[ROLE_OF.get(role, role)] = ((position(table, header),),) if header else ()
    notes = (Note(profile.note),) if profile.note else ()
    return Found(profile, table, profile.kind, confidence, columns, notes)


@cache
def find_json_profile(keys: tuple[str, ...]) -> Profile | None:
    """The profile of a JSON record with these keys."""
    present = {key: (i,) for i, key in enumerate(keys)}
    fitting = [profile for profile in profiles() if profile.format == "json" and _fits(profile, present)]
    return max(fitting, key=lambda profile: len(profile.must), default=None)


def _positions(header: Sequence[str], fold: Callable[[str], str]) -> dict[str, tuple[int, ...]]:
    """Folded header → its columns, the last first: a service writes its own columns after those of the customer."""
    places: dict[str, tuple[int, ...]] = {}
    for i, name in enumerate(header):
        places[fold(name)] = (i, *places.get(fold(name), ()))
    return places


def _find_profile(table: Table, headers: Mapping[str, tuple[int, ...]], name: str) -> Profile | None:
    if not table.headed:
        return None
    fitting = []
    for profile in profiles():
        if profile.format != "table" or not _fits(profile, headers):
            continue
        named = bool(profile.name) and meanings.has_word(name, profile.name)
        if (named or not profile.only_named) and _values_fit(profile, table, headers):
            fitting.append((len(profile.must), named, profile))
    # of equals the first in its file
    return max(fitting, key=lambda entry: entry[:2], default=(0, False, None))[2]


def _fits(profile: Profile, headers: Mapping[str, tuple[int, ...]]) -> bool:
    if not all(any(word in headers for word in entry) for entry in profile.must):
        return False
    if profile.exactly and set(headers) - {""} - {word for entry in profile.must for word in entry}:
        return False
    return profile.must_not.isdisjoint(headers)


def _values_fit(profile: Profile, table: Table, headers: Mapping[str, tuple[int, ...]]) -> bool:
    for header, known in profile.known.items():
        for column in headers.get(header, ()):
            seen = {fold_value(text) for text in table.cells.iloc[:, column].unique()[:CHECKED]} - {""}
            if seen and not seen & known:
                return False
    return True


def _has_answers_besides(table: Table, profile: Profile, columns: Mapping[str, Parts]) -> bool:
    """Whether there are servers' answers in a table whose service, by its profile, writes none: then it is of somebody else."""
    if "text" in profile.columns or "reason" in profile.columns:
        return False
    taken = {column for parts in columns.values() for part in parts for column in part}
    return find_answers(table, taken, None) is not None


def _of_added_columns(table: Table, profile: Profile) -> dict[str, Parts]:
    """Roles the service has no column for but the table has: somebody put exports of several mailings together."""
    if profile.columns.keys() >= {"time", "campaign"}:
        return {}
    guess = find_columns(table, "events").roles
    added: dict[str, Parts] = {
        role: ((guess[role],),)
        for role in ("time", "campaign")
        if role in guess and role not in profile.columns
    }
    if "time" in added and not names_the_time(table, guess["time"]):  # it may be when the contact signed up
        del added["time"]
    return added


def _resolve(parts: Sequence[Sequence[str]], headers: Mapping[str, tuple[int, ...]]) -> Parts:
    return tuple(tuple(i for name in part for i in headers.get(name, ())) for part in parts)
