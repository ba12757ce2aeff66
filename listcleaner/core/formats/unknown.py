"""A table of a service nobody described: what its headers, words, codes and dates say.

Headers are tried first (``core.columns``), because a person wrote them for a person; where they say nothing, the cells do: the
column most of whose answers the classifier understands is that of the answers, whatever it is called.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from listcleaner.core.columns.find import MOST, ColumnGuess, find_columns
from listcleaner.core.columns.headers import roles as header_roles
from listcleaner.core.columns.headers import spelled_out, tokens
from listcleaner.core.columns.times import parse_times
from listcleaner.core.formats import meanings
from listcleaner.core.formats.evidence import (
    find_address_inside,
    find_answers,
    find_class_column,
    is_of_subscribers,
    share_understood,
    short_answers,
    states_subscribers,
    tells_of_all,
    tells_of_bounces,
    tells_of_deliveries,
    tells_states_apart,
)
from listcleaner.core.formats.flags import find_flags
from listcleaner.core.formats.found import ROLE_OF, Found, Parts
from listcleaner.core.formats.profile import Profile, generic
from listcleaner.core.formats.sections import SECTION, with_sections
from listcleaner.core.tables.table import Note, Table

BARE = ("address", "time", "clock", "campaign", "reason")  # roles of a file that does not say what happened
SURE = 0.8  # of a report with a yes/no column for each kind of event
_FLOOR = 0.5  # an address read out of a text
_COMPARED = 1000  # rows in which two time columns are compared
_CLOCK_IN = re.compile(r"\d[:時时시h] ?\d\d|\d{9}|\d{5}\.\d")  # also seconds since 1970 and the days of Excel
_DAY = pd.Timedelta(days=1)
_CLOCK = re.compile(r"^\D{0,6}\d{1,2}[:h]\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[AaPp]\.? ?[Mm]\.?| Uhr)?$")


def by_words(table: Table, name: str, fixed: Sequence[tuple[str, str]] = ()) -> Found:
    """Understand it; ``name`` is that of its file. ``fixed``: (role, header) pairs the person set.

    Raises UserError column_missing.
    """
    guess = find_columns(table, "events", fixed)
    set_by_her = {ROLE_OF.get(role, role) for role, _ in fixed}
    roles = _roles(table, guess, set_by_her)
    meaning, speaks_of_bounces = meanings.by_name(f"{name} {table.reading.sheet or ''}")
    profile = replace(generic(), always=meaning)
    inside = None
    if "address" not in roles and "address" not in set_by_her:
        inside = find_address_inside(table)
    if "address" not in roles and inside is None:
        return Found(profile, table, "unknown", 0.0, _as_parts(roles))
    of_all = tells_of_all(table)
    is_list = not fixed and not of_all and states_subscribers(table)
    if not is_list and not set_by_her & {"class", "reason", "text"}:
        flagged = _by_flags(table, roles, profile, guess)
        if flagged is not None:
            return flagged
    told = _find_what_happened(table, roles, set_by_her, speaks_of_bounces)
    if inside is not None:
        roles["address"] = inside
    apart = of_all and "class" in roles and tells_states_apart(table, roles["class"])
    if not fixed and not apart and _without_state(table, roles):
        is_list = not of_all
    if is_list:
        told = speaks_of_bounces = False
    told = told or (not is_list and tells_of_deliveries(table, roles))
    if not told and not is_list and not fixed and (divided := with_sections(table)) is not None:
        return by_words(divided, name, (("class", SECTION),))
    if not told and inside is not None and not fixed:
        return Found(profile, table, "unknown", 0.0, _as_parts(roles))
    if not told and not speaks_of_bounces and not fixed:
        return Found(profile, table, "contacts", find_columns(table, "contacts").confidence, _as_parts(roles))
    notes = guess.notes
    if not told and not set_by_her & {"class", "reason", "text", "status_code", "reply"}:
        roles = {role: column for role, column in roles.items() if role in BARE}
        notes = (*notes, Note("class_from_name" if meaning else "class_unknown"))
    return Found(profile, table, "events", _confidence(table, roles, guess), _parts(table, roles), notes)


def _roles(table: Table, guess: ColumnGuess, set_by_her: set[str]) -> dict[str, int]:
    """Role → column, as the headers and shapes of the cells have it."""
    roles = {ROLE_OF.get(role, role): column for role, column in guess.roles.items() if role != "sent"}
    if "time" not in set_by_her and (column := _time_column(table, guess)) is not None:
        roles["time"] = column
        if (clock := _clock_beside(table, column)) is not None:
            roles["clock"] = clock
    return roles


def _without_state(table: Table, roles: dict[str, int]) -> bool:
    """Takes the class away from a column that is the state of subscribers; whether it was."""
    if "class" not in roles or not is_of_subscribers(table, roles["class"]):
        return False
    del roles["class"]
    if "also" in roles:
        roles["class"] = roles.pop("also")
    return True


def _find_what_happened(table: Table, roles: dict[str, int], fixed: set[str], named: bool) -> bool:
    """Give class and text their columns by what stands in them; whether anything tells of bounces."""

    def found(role: str, column: int | None) -> None:
        if column is not None:
            roles[role] = column

    if "class" not in roles.keys() | fixed:
        found("class", find_class_column(table, roles.values(), named))
    if "text" not in roles.keys() | fixed:
        # the words of a column of reasons are the text, even where few are known; those of the class only where there is none
        taken = set(roles.values()) - {roles.get("reason", roles.get("class"))}
        found("text", find_answers(table, taken, roles.get("class")))
    if "class" in roles.keys() - fixed:  # one says how it bounced, another that it was opened
        found("also", find_class_column(table, roles.values(), named, headed=True))
    return tells_of_bounces(table, roles, named)


def _by_flags(table: Table, roles: dict[str, int], profile: Profile, guess: ColumnGuess) -> Found | None:
    """A report with a column for each kind of event."""
    if "address" not in roles:
        return None
    flags = find_flags(table, [roles["address"]])
    if not flags.columns:
        return None
    kept = {role: i for role, i in roles.items() if i not in flags.columns and role != "class"}
    columns = _as_parts(kept) | ({"time": (flags.dated,)} if flags.dated else {})
    headers = tuple(table.header[column] for column in flags.columns)
    profile = replace(profile, flags=headers, always=profile.always or meanings.NOTHING)
    notes = (*guess.notes, Note("bounces_counted")) if flags.counted else guess.notes
    return Found(profile, table, "events", max(guess.confidence, SURE), columns, notes)


def _parts(table: Table, roles: dict[str, int]) -> dict[str, Parts]:
    """Short answers ("Full", "Nonexistent") mean nothing to the classifier, but the vocabulary has them: a part of the class."""
    parts = _as_parts(roles)
    answers = next((roles[role] for role in ("text", "reason") if role in roles), None)
    if answers is not None and answers != roles.get("class") and short_answers(table, answers):
        parts["class"] = (*parts.get("class", ()), (answers,))
    return parts


def _as_parts(roles: dict[str, int]) -> dict[str, Parts]:
    parts: dict[str, Parts] = {role: ((column,),) for role, column in roles.items()}
    for role, also in (("time", "clock"), ("class", "also")):
        if also in parts:
            parts[role] = (*parts[role], *parts.pop(also))
    return parts


def _confidence(table: Table, roles: dict[str, int], guess: ColumnGuess) -> float:
    """How sure the address column is, and how much of what is said to have happened is understood."""
    return round(max(guess.confidence, _FLOOR) * (0.4 + 0.6 * share_understood(table, roles)), 2)


def _time_column(table: Table, guess: ColumnGuess) -> int | None:
    """When it happened: a column headed so; of several that only say "date" the later one, row by row; else when it was sent."""
    columns = guess.every.get("time", ())
    if not columns:
        return guess.roles.get("sent")
    outright = next((column for column in columns if names_the_time(table, column)), None)
    if outright is not None:
        return outright
    read = [parse_times(table.cells.iloc[:_COMPARED, column], table.reading.dates)[:2] for column in columns]
    best = _latest([times for times, _ in read])
    return columns[_of_one_moment(read, best)]


def _of_one_moment(read: Sequence[tuple[pd.Series, pd.Series]], best: int) -> int:
    """The column that names its zone, where it says the same as the best: ``ts_utc`` beside ``ts_local``."""
    times, zones = read[best]
    if (zones != "unknown").all():
        return best
    for place, (other, named) in enumerate(read):
        apart = (other - times).dropna()
        if (
            (named != "unknown").all()
            and len(apart) > 1
            and apart.nunique() == 1
            and abs(apart.iloc[0]) < _DAY
        ):
            return place
    return best


def _clock_beside(table: Table, dates: int) -> int | None:
    """The column of clock times to a column of dates without any, the nearest after it."""
    if _share_of(_CLOCK_IN, table, dates) > 0:
        return None
    others = [column for column in range(table.cells.shape[1]) if column != dates]
    clocks = [column for column in others if _share_of(_CLOCK, table, column) >= MOST]
    return min(clocks, key=lambda column: (column < dates, abs(column - dates)), default=None)


def _share_of(pattern: re.Pattern[str], table: Table, column: int) -> float:
    seen = [text for text in table.cells.iloc[:_COMPARED, column] if text.strip()]
    return sum(pattern.search(text) is not None for text in seen) / max(len(seen), 1)


def names_the_time(table: Table, column: int) -> bool:
    """Whether a header says outright that this is when it bounced."""
    time = next(role for role in header_roles("events") if role.name == "time")
    return table.headed and time.names(spelled_out(tokens(table.header[column])))


def _latest(times: Sequence[pd.Series]) -> int:
    """Which of these is after the others in most rows; the first of equals."""
    after = [sum(int((one > other).sum()) - int((one < other).sum()) for other in times) for one in times]
    return after.index(max(after))
