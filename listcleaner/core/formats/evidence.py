"""What speaks for a table of an unknown service being a bounce export, and not a list that has a word or two of the same."""

from collections.abc import Mapping, Sequence

import pandas as pd

from listcleaner.core.bounces import codes
from listcleaner.core.bounces.classify import classify
from listcleaner.core.columns.headers import roles, tokens
from listcleaner.core.formats import meanings
from listcleaner.core.formats.profile import STATED, fold_value, words_for_bounces
from listcleaner.core.tables.table import Table

SEEN = 300  # distinct values looked at
MOST_KINDS = 40  # distinct values of a column that says which kind of thing happened
YES = frozenset({"true", "yes", "1", "y", "x", "ja", "oui", "si", "sí", "sim", "是", "✓", "да", "はい", "예"})
NO = frozenset(
    {"false", "no", "0", "n", "-", "nein", "non", "não", "nee", "nie", "否", "нет", "いいえ", "아니오"}
)
# Of several columns that say yes the first of these counts; a click may be that of a scanner, a bounce is none.
_FLAG_ORDER = (
    "complaint",
    "unsubscribe",
    "hard",
    "blocked",
    "soft",
    "unknown",
    "deferred",
    "engaged",
    "delivered",
)
_FARED = frozenset({"hard", "blocked", "soft", "unknown", "deferred", "delivered"})
FILLED = 0.3  # share of rows; lists have a few bounces in them, too
_ABOUT_BOUNCES = frozenset({"hard", "soft", "blocked", "deferred", "complaint", "unsubscribe", "auto_reply"})


def is_of_subscribers(table: Table, column: int) -> bool:
    """Whether a class column says "active" or "subscribed" of anybody, or nothing of most: then it is the state of a list."""
    cells = table.cells.iloc[:, column]
    found = (meanings.by_words(fold_value(text)) for text in _distinct(cells))
    return _fill(cells) < FILLED or any(
        meaning is not None and meaning.category == STATED for meaning in found
    )


def tells_of_bounces(table: Table, columns: Mapping[str, int]) -> bool:
    """Whether a column of these roles says what bounce exports say: kinds of bounces, codes, servers' words."""
    tests = {
        "class": _kinds_known,
        "status_code": _codes_known,
        "reply": _codes_known,
        "text": _words_known,
        "reason": _words_known,
    }
    for role, test in tests.items():
        if role in columns and (role != "reply" or _headed_as_code(table, columns[role])):
            cells = table.cells.iloc[:, columns[role]]
            if _fill(cells) >= FILLED and test(_distinct(cells)):
                return True
    return False


def find_flags(table: Table, taken: Sequence[int]) -> tuple[str, ...]:
    """Headers of yes/no columns that say what happened: ``Hard bounced``, ``Delivered``; the one that counts most first.

    Two of them have to tell how the mail fared, and one bounce has to be ticked: a list, too, may have a column "Bounced".
    """
    found: dict[str, str] = {}
    fared, ticked = 0, False
    for column in range(table.cells.shape[1]):
        seen = {text.strip().lower() for text in _distinct(table.cells.iloc[:, column])}
        if column in taken or not seen or not seen <= YES | NO:
            continue
        meaning = meanings.by_words(fold_value(table.header[column]))
        if meaning is None or meaning.category not in _FLAG_ORDER:
            continue
        found[table.header[column]] = meaning.category
        fared += meaning.category in _FARED
        ticked |= meaning.category in _FARED and meaning.category != "delivered" and bool(seen & YES)
    worst_first = sorted(found, key=lambda header: _FLAG_ORDER.index(found[header]))
    return tuple(worst_first) if fared >= 2 and ticked else ()


def find_class_column(table: Table, taken: Sequence[int]) -> int | None:
    """A column whose header nobody knows but whose few words all say what happened: ``Bounced (Hard)``, ``Complained``."""
    for column in range(table.cells.shape[1]):
        if column in taken:
            continue
        seen = _distinct(table.cells.iloc[:, column])
        if 0 < len(seen) <= MOST_KINDS and _share_known(seen) >= 0.8 and _kinds_known(seen):
            return column
    return None


def _distinct(cells: pd.Series) -> list[str]:
    return [text for text in cells.unique()[:SEEN] if text.strip()]


def _fill(cells: pd.Series) -> float:
    return float((cells != "").mean()) if len(cells) else 0.0


def _share_known(seen: Sequence[str]) -> float:
    return sum(meanings.by_words(fold_value(text)) is not None for text in seen) / len(seen)


def _kinds_known(seen: Sequence[str]) -> bool:
    """Half of the values are known, and one is about bounces: "delivered" may be a parcel."""
    found = {text: meanings.by_words(fold_value(text)) for text in seen}
    about = any(
        meaning is not None
        and (meaning.category in _ABOUT_BOUNCES or meanings.has_word(text, words_for_bounces()))
        for text, meaning in found.items()
    )
    return about and _share_known(seen) >= 0.5


def _codes_known(seen: Sequence[str]) -> bool:
    """Nearly all are codes of mail servers; an area code or a number of points rarely is."""
    parts = [code for text in seen for code in text.strip("()# ").split()[:1]]
    exact = sum(1 for part in parts if (code := codes.lookup(part)) is not None and code.exact)
    return bool(parts) and exact >= 0.8 * len(parts)


def _headed_as_code(table: Table, column: int) -> bool:
    """Whether the header speaks of a code; bare numbers between 200 and 599 may be anything."""
    return any(
        role.score(tokens(table.header[column])) > 0
        for role in roles("events")
        if role.name in ("reply", "status_code")
    )


def _words_known(seen: Sequence[str]) -> bool:
    """The classifier understands half of them; what customers write in a form it does not."""
    understood = sum(classify(text).category != "unknown" for text in seen[:100])
    return understood * 2 >= len(seen[:100]) > 0
