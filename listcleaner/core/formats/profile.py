"""Profiles: how each service writes its exports, as ``resources/data/profiles/*.toml`` describes it.

A profile is one kind of file of one service; its id is ``FILE.TABLE``, such as ``sendgrid.bounces``. The keys of a profile are
explained at the top of ``resources/data/profiles/mailchimp.toml``.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from listcleaner import resources
from listcleaner.core import vocabulary
from listcleaner.core.columns.headers import visible

Kind = Literal["contacts", "events", "unknown"]
ROLES = ("address", "class", "reason", "status_code", "reply", "text", "time", "campaign")
GENERIC = "generic"  # id of the profile that knows no service, only words
IGNORED = "ignore"  # the row reports nothing about the address: queued, dropped by our own template, …
STATED = "list"  # the row is a subscriber: no event, and a sign that the file is a list
FLAGS = frozenset({"echo", "weak"})
_PLAIN_KEYS = frozenset(
    ("kind", "format", "exactly", "only_named", "only_listed", "shows_soft", "final", "zone", "note", "codes")
)
_KEYS = _PLAIN_KEYS | frozenset(
    (
        "must",
        "must_not",
        "name",
        "known",
        "columns",
        "flags",
        "always",
        "values",
        "otherwise",
        "never",
        "each",
        "inside",
    )
)
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a vendor's value says. ``weak``: the server's own words and codes count for more than this value."""

    category: str
    reason: str = ""
    echo: bool = False
    weak: bool = False


@dataclass(frozen=True)
class Profile:
    """One kind of file of one service.

    Header names are folded (:func:`fold_header`). ``must``: of each entry one alternative has to be there. ``known``: header →
    the only values that occur in it. ``columns``: role → parts; a part is a tuple of headers, of which the first one with content
    counts (a header that is there twice: its last column first). All roles have one part but ``class``, whose parts together are
    the vendor's value, ``Bounce / Permanent / General``, and ``time``, where day and clock stand in two columns.
    """

    id: str
    kind: Kind = "events"
    format: str = "table"
    must: tuple[tuple[str, ...], ...] = ()
    must_not: frozenset[str] = frozenset()
    exactly: bool = False
    name: tuple[str, ...] = ()
    only_named: bool = False
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    columns: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    always: Meaning | None = None
    values: Mapping[str, Meaning] = field(default_factory=dict)
    otherwise: Meaning | None = None
    never: frozenset[str] = frozenset()
    shows_soft: bool = True
    final: bool = False
    zone: str = "unknown"
    note: str = ""
    each: tuple[str, ...] = ()
    inside: frozenset[str] = frozenset()
    only_listed: bool = False
    codes: str = ""


def fold_header(text: str) -> str:
    """A header as profiles compare it: no byte order mark, hidden characters or repeated blanks, lower case, half width."""
    plain = unicodedata.normalize("NFKC", visible(text))
    return _BLANK.sub(" ", plain).strip().strip("\"'").strip().lower()


def fold_value(text: str) -> str:
    """A vendor's value as vocabularies compare it: folded like a header, and ``bad_mailbox`` is ``bad-mailbox``."""
    return _BLANK.sub(" ", fold_header(text).replace("_", " ").replace("-", " ")).strip()


def profiles() -> tuple[Profile, ...]:
    """All profiles of services, in the order of their files."""
    return _load(resources.path("data/profiles"))


@cache
def generic() -> Profile:
    """The profile that knows no service: its values are the words of ten languages."""
    return replace(_profile("generic.events", _generic_file()["events"]), id=GENERIC)


@cache
def whole_values() -> dict[str, Meaning]:
    """Values that mean something only when they are all there is: ``delivered``, ``active``; also the bare ``bounced``."""
    return _meanings_of("whole")


@cache
def short_forms() -> dict[str, Meaning]:
    """Values that mean something only in a column that says what happened: ``h``, ``s``."""
    return _meanings_of("short")


def _meanings_of(table: str) -> dict[str, Meaning]:
    lists = _generic_file()[table]["values"]
    return {
        fold_value(word): meaning(category, f"generic.{table}")
        for category, words in lists.items()
        for word in words
    }


@cache
def words_for_bounces() -> tuple[str, ...]:
    """Words that say "bounces" without saying which kind."""
    return tuple(_generic_file()["files"]["bounces"])


@cache
def words_beside() -> tuple[str, ...]:
    """Words with which "hard" and "soft" speak of mail; ``*`` ends one of which only the beginning is given."""
    return tuple(fold_value(word) for word in (*words_for_bounces(), *_generic_file()["beside"]["words"]))


@cache
def fillers() -> frozenset[str]:
    """Words beside "hard" and "soft" that change nothing."""
    return frozenset(map(fold_value, _generic_file()["beside"]["fillers"]))


@cache
def names_of_bounces() -> tuple[str, ...]:
    """Words of file names that do."""
    return (*words_for_bounces(), *_generic_file()["files"]["failures"])


@cache
def _generic_file() -> dict[str, Any]:
    return resources.toml("data/profiles/generic.toml")


@cache
def _load(folder: Path) -> tuple[Profile, ...]:
    files = sorted(path for path in folder.glob("*.toml") if path.stem != GENERIC)
    return tuple(profile for path in files for profile in read_profiles(path))


def read_profiles(path: Path) -> list[Profile]:
    """The profiles of one file. Raises ValueError naming the profile and what is wrong with it."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return [_profile(f"{path.stem}.{name}", table) for name, table in tables.items()]


def _profile(name: str, table: dict[str, Any]) -> Profile:
    unknown = set(table) - _KEYS
    if unknown:
        raise ValueError(f"{name}: unknown keys {sorted(unknown)}")
    is_json = table.get("format") == "json"
    fold = str if is_json else fold_header  # the keys of JSON are exact
    columns = {role: _parts(role, value, fold) for role, value in table.get("columns", {}).items()}
    if set(columns) - set(ROLES):
        raise ValueError(f"{name}: unknown roles {sorted(set(columns) - set(ROLES))}")
    if table.get("kind", "events") not in get_args(Kind):
        raise ValueError(f"{name}: no kind of file {table['kind']!r}")
    plain = {key: table[key] for key in _PLAIN_KEYS if key in table}
    return Profile(
        id=name,
        must=tuple(tuple(fold(word) for word in entry.split("|")) for entry in table.get("must", ())),
        must_not=frozenset(map(fold, table.get("must_not", ()))),
        name=tuple(table.get("name", ())),
        known={
            fold(header): frozenset(map(fold_value, values))
            for header, values in table.get("known", {}).items()
        },
        columns=columns,
        flags=tuple(map(fold, table.get("flags", ()))),
        always=meaning(table["always"], name) if "always" in table else None,
        values={fold_value(value): meaning(words, name) for value, words in table.get("values", {}).items()},
        otherwise=meaning(table["otherwise"], name) if "otherwise" in table else None,
        never=frozenset(table.get("never", ())),
        each=tuple(table.get("each", ())),
        inside=frozenset(table.get("inside", ())),
        **plain,
    )


def _parts(role: str, value: list[str] | str, fold: Any) -> tuple[tuple[str, ...], ...]:
    entries = [value] if isinstance(value, str) else value
    if role == "class":
        return tuple(tuple(fold(header) for header in entry.split("|")) for entry in entries)
    return (tuple(fold(header) for header in entries),)


def meaning(words: str, where: str) -> Meaning:
    """``hard invalid_mailbox echo`` as a value: the class, then reason and flags. Raises ValueError for any other word."""
    category, *rest = words.split()
    flags = FLAGS.intersection(rest)
    reasons = [word for word in rest if word not in FLAGS]
    if category not in (*vocabulary.CLASSES, IGNORED, STATED) or len(reasons) > 1:
        raise ValueError(f"{where}: {words!r} is no meaning")
    if reasons and reasons[0] not in vocabulary.reasons():
        raise ValueError(f"{where}: unknown reason {reasons[0]!r}")
    return Meaning(category, reasons[0] if reasons else "", "echo" in flags, "weak" in flags)
