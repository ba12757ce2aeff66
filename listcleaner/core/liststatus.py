"""What a list itself says about its people: unsubscribed, complained, bounced, confirmed.

The words are data (``resources/data/list_status_words.toml``). A value nobody foresaw says nothing: it never becomes an opt-out.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import Any

import numpy as np
import pandas as pd

from listcleaner import resources
from listcleaner.core.columns.find import ColumnGuess
from listcleaner.core.columns.headers import Words, roles, tokens, words_of
from listcleaner.core.columns.times import parse_times
from listcleaner.core.tables.table import Table

SEVERITY = ("", "unknown", "hard", "unsubscribe", "complaint")  # the worst of several columns counts
_ANSWERS = ("", "no", "yes")
_BY_CONTENT = 0.9  # share of known words that makes a column of any name a status column
_FEW = 30  # distinct values; a status column has no more
_LOOKED_AT = 2000  # rows, the first; most columns are seen in them to be no status


@dataclass(frozen=True)
class Said:
    """``listed``: for each row complaint, unsubscribe, hard, unknown or ""; ``confirmed``: yes, no or "".

    ``columns``: headers of the columns that put a row into a class.
    """

    listed: "pd.Categorical[str]"
    confirmed: "pd.Categorical[str]"
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Flag:
    """A yes/no column, as the data file describes it."""

    words: Words
    never: Words
    yes: str
    no: str
    other: str
    only: frozenset[str] | None
    dated: bool
    soft: bool

    def fits(self, name: tuple[str, ...]) -> bool:
        if self.words.exact(name) is not None:
            return True
        return self.never.contained(name) is None and self.words.contained(name) is not None

    def meaning(self, value: str, dated: bool) -> str:
        """The class of a value."""
        word = _compact(value)
        if self.only is not None:
            return self.yes if word in self.only or (self.dated and dated) else self.other
        if word in _values("yes") or (self.dated and dated):
            return self.yes
        if word in _values("no"):
            return self.no
        return _status(value) or ""


_Column = tuple[np.ndarray, list[str], _Flag | None, list[str]]
"""Codes of the rows; of each distinct value its class; the kind of flag; the bare words."""


def said(table: Table, guess: ColumnGuess) -> Said:
    """Read all status columns of a list; of several statements on one row the worst counts."""
    rows = len(table.numbers)
    firm, soft = np.zeros(rows, dtype=np.int8), np.zeros(rows, dtype=np.int8)
    subscribed, pending = np.zeros(rows, dtype=bool), np.zeros(rows, dtype=bool)
    used = []
    for i, column in _columns(table, guess).items():
        codes, classes, flag, words = column
        severity = np.array([SEVERITY.index(one) for one in classes], dtype=np.int8)[codes]
        target = soft if flag is not None and flag.soft else firm
        np.maximum(target, severity, out=target)
        if severity.any():
            used.append(table.header[i] if i < len(table.header) else "")
        if flag is None:
            subscribed |= np.isin(words, list(_values("subscribed")))[codes]
            pending |= np.isin(words, list(_values("unconfirmed")))[codes]
    listed = pd.Categorical.from_codes(np.maximum(firm, np.where(subscribed, 0, soft)), pd.Index(SEVERITY))
    whole = _whole_file(table)
    if whole:
        listed[listed == ""] = whole
    return Said(listed, _confirmed(table, guess, pending), tuple(used))


def holds_text(cells: pd.Series) -> bool:
    """Whether any cell of a column says more than yes or no."""
    answers = _values("yes") | _values("no") | {""}
    return any(_compact(str(value)) not in answers for value in cells.unique())


def source(table: Table) -> str:
    """Which service wrote the list, by its header; "" when unknown."""
    names = {header.strip().casefold() for header in table.header}
    for entry in _data()["source"]:
        if all(header.casefold() in names for header in entry["headers"]):
            return str(entry["id"])
    return ""


def _columns(table: Table, guess: ColumnGuess) -> dict[int, _Column]:
    """The status columns by position; one that names an earlier status only where none names the present one."""
    rows, width = table.body.shape
    first = table.body.rows(range(min(_LOOKED_AT, rows)))
    present: dict[int, _Column] = {}
    past: dict[int, _Column] = {}
    for i in range(width):
        name = tokens(table.header[i]) if table.reading.header_row != 0 and i < len(table.header) else ()
        if i != guess.roles.get("email") and (column := _column(table, first, name, i, guess)):
            (present if _past().contained(name) is None else past)[i] = column
    return present or past


def _column(
    table: Table, first: list[list[str]], name: tuple[str, ...], position: int, guess: ColumnGuess
) -> _Column | None:
    """Codes of the rows, and of each distinct value its class and its bare word; None for a column that is no status."""
    flag = next((flag for flag in _flags() if name and flag.fits(name)), None)
    named = flag is not None or position in guess.every.get("status", ())
    if not named and ((name and _status_role().forbids(name)) or not _may_be_status(first, position)):
        return None
    codes, distinct = pd.factorize(table.body.column(position).to_numpy(dtype=object))
    values = [str(value) for value in distinct]
    words = [_compact(value) for value in values]
    if not named and not _is_status(words):
        return None
    if flag is None:
        return codes, [_status(value) or "" for value in values], None, words
    dated = (
        parse_times(pd.Series(values, dtype="str"))[0].notna().to_numpy()
        if flag.dated
        else np.zeros(len(values), bool)
    )
    return (
        codes,
        [flag.meaning(value, bool(d)) if value else "" for value, d in zip(values, dated, strict=True)],
        flag,
        words,
    )


def _may_be_status(first: list[list[str]], position: int) -> bool:
    """False when the first rows show more different or unknown words than a status column has."""
    values = {row[position] for row in first}
    if len(values) > _FEW:
        return False
    unknown = sum(not _is_known(word) for value in values if (word := _compact(value)))
    return unknown <= (1 - _BY_CONTENT) * _FEW


def _is_status(words: list[str]) -> bool:
    """True for the values of a column that can only be a status: nearly all known, and one of them an unmistakable opt-out."""
    filled = [word for word in words if word]
    if not 0 < len(filled) <= _FEW:
        return False
    known = sum(map(_is_known, filled))
    telling = any(
        word in _values("unsubscribe") | _values("complaint") or word in _TELLING for word in filled
    )
    return telling and known / len(filled) >= _BY_CONTENT


def _is_known(word: str) -> bool:
    return any(word in _values(kind) for kind in _KINDS)


def _status(value: str) -> str | None:
    """The class a status value names ("" for a good or harmless one), the worst of several; None when it is not known."""
    found = [_word_class(_compact(value))]
    if found == [None] and re.search(r"[,;|\[]", value):
        found = [_word_class(_compact(part)) for part in re.split(r"[,;|\[\]]", value)]
    known = [one for one in found if one is not None]
    return max(known, key=SEVERITY.index, default=None)


def _word_class(word: str) -> str | None:
    for kind in _KINDS:
        if word in _values(kind):
            return kind if kind in SEVERITY else ""
    return None


def _confirmed(table: Table, guess: ColumnGuess, pending: np.ndarray) -> "pd.Categorical[str]":
    """yes, no or "" a row: a confirmation column's word, yes/no or date; else a status that waits for the confirmation."""
    result = np.zeros(len(table.numbers), dtype=np.int8)
    for i in reversed(guess.every.get("confirmed", ())):
        codes, distinct = pd.factorize(table.body.column(i).to_numpy(dtype=object))
        values = pd.Series([str(value) for value in distinct], dtype="str")
        dated = parse_times(values)[0].notna()
        answers = np.array(
            [_ANSWERS.index(_answer(_compact(v), d)) for v, d in zip(values, dated, strict=True)],
            dtype=np.int8,
        )[codes]
        result = np.where(answers > 0, answers, result)
    result[pending] = _ANSWERS.index("no")
    return pd.Categorical.from_codes(result, pd.Index(_ANSWERS))


def _answer(word: str, dated: bool) -> str:
    if dated or word in _values("yes") or word in _values("confirmed"):
        return "yes"
    return "no" if word in _values("no") or word in _values("unconfirmed") else ""


def _whole_file(table: Table) -> str:
    """The class of all rows where the name of a service's export gives it, else ""."""
    name = PurePath(table.reading.member or table.path.name).name
    for entry in _data()["file"]:
        if re.search(entry["pattern"], name, re.IGNORECASE):
            return str(entry["listed"])
    return ""


_KINDS = ("complaint", "unsubscribe", "hard", "unknown", "unconfirmed", "confirmed", "subscribed", "nothing")
_TELLING = frozenset(
    {"bounced", "cleaned", "hardbounce", "hardbounced", "硬退", "硬退信", "blocklisted", "blacklisted"}
)


def _compact(value: str) -> str:
    text = value.strip()
    return "".join(tokens(text)) or text


def _data() -> dict[str, Any]:
    return resources.toml("data/list_status_words.toml")


@cache
def _values(kind: str) -> frozenset[str]:
    return frozenset(_compact(word) for word in _data()["values"][kind])


@cache
def _past() -> Words:
    """Words in the header of a column of former statuses."""
    return words_of([_data()["past"]["words"]])


@cache
def _status_role() -> Any:
    return next(role for role in roles("contacts") if role.name == "status")


@cache
def _flags() -> tuple[_Flag, ...]:
    return tuple(
        _Flag(
            words_of([entry["words"]]),
            words_of([entry.get("not", [])]),
            entry.get("yes", ""),
            entry.get("no", ""),
            entry.get("other", ""),
            frozenset(map(_compact, entry["only"])) if "only" in entry else None,
            entry.get("dated", False),
            entry.get("soft", False),
        )
        for entry in _data()["flag"]
    )
