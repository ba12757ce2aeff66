"""Which service wrote a table, and which column is which."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

import pandas as pd

from listcleaner.core.columns import find_columns, position
from listcleaner.core.formats import meanings
from listcleaner.core.formats.profile import (
    GENERIC,
    STATED,
    Profile,
    fold_header,
    fold_value,
    generic,
    profiles,
)
from listcleaner.core.tables.table import Note, Table

Kind = Literal["contacts", "events", "unknown"]
Parts = tuple[tuple[int, ...], ...]
_CHECKED = 500  # distinct values looked at
_FROM_COLUMNS = {"email": "address"}  # role names of core.columns → role names here
CERTAIN = 0.99


@dataclass(frozen=True)
class Found:
    """A table understood. ``columns``: role → parts of column positions, as in :class:`Profile`."""

    profile: Profile
    table: Table
    kind: Kind
    confidence: float
    columns: Mapping[str, Parts] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    @property
    def source(self) -> str:
        """Id of the service's profile, "" when it is none of them."""
        return "" if self.profile.id == GENERIC else self.profile.id


def recognise(
    table: Table, name: str, fixed: Sequence[tuple[str, str]] = (), profile: Profile | None = None
) -> Found:
    """Understand a table; ``name`` is that of its file. ``fixed``: (role, header) pairs the person set.

    ``profile``: known already (JSON). Raises UserError column_missing for a header in ``fixed`` that is not there.
    """
    headers = _positions(table.header, str if table.reading.format == "json" and profile else fold_header)
    profile = profile or _find_profile(table, headers, name)
    if profile is None:
        return _by_words(table, name, fixed)
    columns = {role: _resolve(parts, headers) for role, parts in profile.columns.items()}
    columns = {role: parts for role, parts in columns.items() if any(parts)}
    confidence = CERTAIN
    if "address" not in columns:
        guess = find_columns(table, "events" if profile.kind == "events" else "contacts")
        if "email" in guess.roles:
            columns["address"] = ((guess.roles["email"],),)
            confidence = min(CERTAIN, 0.5 + guess.confidence / 2)
    for role, header in fixed:
        columns[_FROM_COLUMNS.get(role, role)] = ((position(table, header),),) if header else ()
    kind: Kind = "contacts" if profile.kind == "contacts" else "events"
    notes = (Note(profile.note),) if profile.note else ()
    return Found(profile, table, kind, confidence, columns, notes)


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
    if table.reading.header_row == 0:
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
            seen = {fold_value(text) for text in table.cells.iloc[:, column].unique()[:_CHECKED]} - {""}
            if seen and not seen & known:
                return False
    return True


def _resolve(parts: Sequence[Sequence[str]], headers: Mapping[str, tuple[int, ...]]) -> Parts:
    return tuple(tuple(i for name in part for i in headers.get(name, ())) for part in parts)


def _by_words(table: Table, name: str, fixed: Sequence[tuple[str, str]]) -> Found:
    """A table of a service nobody described."""
    guess = find_columns(table, "events", fixed)
    columns: dict[str, Parts] = {_FROM_COLUMNS.get(role, role): ((i,),) for role, i in guess.roles.items()}
    meaning, speaks_of_bounces = meanings.by_name(f"{name} {table.reading.sheet or ''}")
    profile = replace(generic(), always=meaning)
    if "address" not in columns:
        return Found(profile, table, "unknown", 0.0, columns)
    says_bounces, says_list = _what_values_say(table, columns)
    if says_list:
        return Found(profile, table, "contacts", find_columns(table, "contacts").confidence, columns)
    telling = says_bounces or _filled(table, columns, ("status_code", "reply", "text")) or bool(fixed)
    if not telling and not speaks_of_bounces:
        return Found(profile, table, "contacts", find_columns(table, "contacts").confidence, columns)
    notes = guess.notes
    if not telling:
        columns = {
            role: parts
            for role, parts in columns.items()
            if role in ("address", "time", "campaign", "reason")
        }
        notes = (*notes, Note("class_from_name" if meaning else "class_unknown"))
    return Found(profile, table, "events", max(guess.confidence, 0.3), columns, notes)


def _what_values_say(table: Table, columns: Mapping[str, Parts]) -> tuple[bool, bool]:
    """Whether the class column has words for bounces, and whether it has words for subscribers: then this is a list."""
    if "class" not in columns:
        return False, False
    seen = [text for text in table.cells.iloc[:, columns["class"][0][0]].unique()[:_CHECKED] if text.strip()]
    found = [meanings.by_words(fold_value(text)) for text in seen]
    as_list = any(meaning is not None and meaning.category == STATED for meaning in found)
    known = sum(meaning is not None for meaning in found)
    return known * 2 >= len(seen) > 0, as_list


def _filled(table: Table, columns: Mapping[str, Parts], roles: Sequence[str]) -> bool:
    """Whether a column of these roles has content in many rows; lists have a few bounces in them, too."""
    for role in roles:
        for column in columns.get(role, ((),))[0]:
            cells: pd.Series = table.cells.iloc[:, column]
            if len(cells) and (cells != "").mean() >= 0.3:
                return True
    return False
