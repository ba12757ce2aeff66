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

from listcleaner.core.columns.find import ColumnGuess
from listcleaner.core.columns.headers import Words, roles, tokens, words_of
from listcleaner.core.columns.times import parse_times
from listcleaner.core.statuswords import SEVERITY, compact, data, is_known, of_kind, status
from listcleaner.core.tables.table import Table

_TELLING = frozenset(
    {"bounced", "cleaned", "hardbounce", "hardbounced", "硬退", "硬退信", "blocklisted", "blacklisted"}
)
_AT = {name: place for place, name in enumerate(SEVERITY)}
_ANSWERS = ("", "no", "yes")
_BY_CONTENT = 0.9  # share of known words that makes a column of any name a status column
_FEW = 30  # distinct values; a status column has no more
_UNUSED = 3  # rows; that many "no" and nothing else are a column nobody ever filled
_VARIED = (
    5000  # distinct values; where there are more, each is looked at quickly: they are notes, no statuses
)
_LOOKED_AT = 2000  # rows, the first; most columns are seen in them to be no status


@dataclass(frozen=True)
class Said:
    """``listed``: for each row complaint, unsubscribe, hard, unknown or ""; ``confirmed``: yes, no or "".

    ``columns``: headers of the columns that put a row into a class. ``unused``: of those that say "no" to all, and so nothing.
    """

    listed: "pd.Categorical[str]"
    confirmed: "pd.Categorical[str]"
    columns: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Flag:
    """A yes/no column, as the data file describes it."""

    words: Words
    alone: Words
    never: Words
    yes: str
    no: str
    other: str
    only: frozenset[str] | None
    dated: bool
    soft: bool

    def fits(self, name: tuple[str, ...]) -> bool:
        if self.words.exact(name) is not None or self.alone.exact(name) is not None:
            return True
        return self.never.contained(name) is None and self.words.contained(name) is not None

    def meaning(self, value: str, dated: bool, closely: bool) -> str:
        """The class of a value."""
        word = compact(value)
        if self.only is not None:
            return self.yes if word in self.only or (self.dated and dated) else self.other
        if word in of_kind("yes") or (self.dated and dated) or (self.no and word in of_kind("agreed")):
            return self.yes
        if word in of_kind("no") or (self.no and word in of_kind("refused")):
            return self.no
        return status(value, closely) or ""


@dataclass(frozen=True)
class _Column:
    """A status column: ``codes`` of the rows; of each distinct value the class and the bare word; the kind of flag."""

    codes: np.ndarray
    classes: list[str]
    words: list[str]
    flag: _Flag | None = None

    @property
    def asks(self) -> bool:
        """Whether it is a column of consent, where a "no" is an opt-out."""
        return self.flag is not None and self.flag.no == "unsubscribe"

    def are(self, *kinds: str) -> np.ndarray:
        """The rows with a word of these kinds."""
        return np.asarray(np.isin(self.words, [word for kind in kinds for word in of_kind(kind)])[self.codes])

    def says_no_to_all(self) -> bool:
        """Whether a column of consent holds nothing but "no": more likely it was never used than that all opted out."""
        noes = self.are("no")
        silent = np.isin(self.words, [""])[self.codes]
        return self.asks and int(noes.sum()) >= _UNUSED and bool((noes | silent).all())


def said(table: Table, guess: ColumnGuess) -> Said:
    """Read all status columns of a list; of several statements on one row the worst counts."""
    rows = len(table.numbers)
    firm, soft, refused = (np.zeros(rows, dtype=np.int8) for _ in range(3))
    subscribed, pending, confirmed, agreed, never = (np.zeros(rows, dtype=bool) for _ in range(5))
    used: list[str] = []
    unused: list[str] = []
    for i, column in _columns(table, guess).items():
        name = table.header[i] if i < len(table.header) else ""
        if column.says_no_to_all():
            unused.append(name)
            continue
        severity = np.array([_AT[one] for one in column.classes], dtype=np.int8)[column.codes]
        if column.asks:
            agreed |= column.are("yes", "agreed")
            np.maximum(refused, severity, out=refused)
        else:
            target = soft if column.flag is not None and column.flag.soft else firm
            np.maximum(target, severity, out=target)
        if severity.any():
            used.append(name)
        if column.flag is None:
            subscribed |= column.are("subscribed")
            pending |= column.are("unconfirmed")
            confirmed |= column.are("confirmed")
            never |= column.are("unknown")
    unclear = agreed & (refused == _AT["unsubscribe"])  # yes to one newsletter, no to another
    refused[unclear] = _AT["unknown"]
    refused[pending | never] = (
        0  # a status that says so knows better than a "no": she did not opt out, she never opted in
    )
    worst = np.maximum.reduce([firm, refused, np.where(subscribed, 0, soft)])
    listed = pd.Categorical.from_codes(worst, pd.Index(SEVERITY))
    whole = _whole_file(table)
    if whole:
        listed[listed == ""] = whole
    return Said(listed, _confirmed(table, guess, pending, confirmed), tuple(used), tuple(unused))


def holds_text(cells: pd.Series) -> bool:
    """Whether any cell of a column says more than yes or no."""
    answers = of_kind("yes") | of_kind("no") | {""}
    return any(compact(str(value)) not in answers for value in cells.unique())


def source(table: Table) -> str:
    """Which service wrote the list, by its header; "" when unknown."""
    names = {header.strip().casefold() for header in table.header}
    for entry in data()["source"]:
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
    words = [compact(value) for value in values]
    if not named and not _is_status(words):
        return None
    closely = len(values) <= _VARIED
    if flag is None:
        return _Column(codes, [status(value, closely) or "" for value in values], words)
    dated = (
        parse_times(pd.Series(values, dtype="str"))[0].notna().to_numpy()
        if flag.dated
        else np.zeros(len(values), bool)
    )
    classes = [
        flag.meaning(value, bool(d), closely) if value else "" for value, d in zip(values, dated, strict=True)
    ]
    return _Column(codes, classes, words, flag)


def _may_be_status(first: list[list[str]], position: int) -> bool:
    """False when the first rows show more different or unknown words than a status column has."""
    values = {row[position] for row in first}
    if len(values) > _FEW:
        return False
    unknown = sum(not is_known(word) for value in values if (word := compact(value)))
    return unknown <= (1 - _BY_CONTENT) * _FEW


def _is_status(words: list[str]) -> bool:
    """True for the values of a column that can only be a status: nearly all known, and one of them an unmistakable opt-out."""
    filled = [word for word in words if word]
    if not 0 < len(filled) <= _FEW:
        return False
    known = sum(map(is_known, filled))
    unmistakable = (of_kind("unsubscribe") | of_kind("complaint") | _TELLING) - _elsewhere()
    telling = any(word in unmistakable for word in filled)
    return telling and known / len(filled) >= _BY_CONTENT


def _confirmed(
    table: Table, guess: ColumnGuess, pending: np.ndarray, confirmed: np.ndarray
) -> "pd.Categorical[str]":
    """yes, no or "" a row: a confirmation column's word, yes/no or date; else a status that waits for the confirmation.

    A column that says "no" and never "yes" belongs to a list that does not ask for confirmations, and says nothing.
    """
    result = np.where(confirmed, _ANSWERS.index("yes"), 0).astype(np.int8)
    for i in reversed(guess.every.get("confirmed", ())):
        codes, distinct = pd.factorize(table.body.column(i).to_numpy(dtype=object))
        values = pd.Series([str(value) for value in distinct], dtype="str")
        dated = parse_times(values)[0].notna()
        answers = np.array(
            [_ANSWERS.index(_answer(compact(v), d)) for v, d in zip(values, dated, strict=True)],
            dtype=np.int8,
        )[codes]
        if (answers == _ANSWERS.index("yes")).any() or np.count_nonzero(answers) < _UNUSED:
            result = np.where(answers > 0, answers, result)
    result[pending] = _ANSWERS.index("no")
    return pd.Categorical.from_codes(result, pd.Index(_ANSWERS))


def _answer(word: str, dated: bool) -> str:
    if dated or word in of_kind("yes") or word in of_kind("confirmed"):
        return "yes"
    return "no" if word in of_kind("no") or word in of_kind("unconfirmed") else ""


def _whole_file(table: Table) -> str:
    """The class of all rows where the name of a service's export gives it, else ""."""
    name = PurePath(table.reading.member or table.path.name).name
    for entry in data()["file"]:
        if re.search(entry["pattern"], name, re.IGNORECASE):
            return str(entry["listed"])
    return ""


@cache
def _past() -> Words:
    """Words in the header of a column of former statuses."""
    return words_of([data()["past"]["words"]])


@cache
def _elsewhere() -> frozenset[str]:
    """Words that say something else in columns whose header names no status."""
    return frozenset(compact(word) for word in data()["elsewhere"]["words"])


@cache
def _status_role() -> Any:
    return next(role for role in roles("contacts") if role.name == "status")


@cache
def _flags() -> tuple[_Flag, ...]:
    return tuple(
        _Flag(
            words_of([entry["words"]]),
            words_of([entry.get("alone", [])]),
            words_of([entry.get("not", [])]),
            entry.get("yes", ""),
            entry.get("no", ""),
            entry.get("other", ""),
            frozenset(map(compact, entry["only"])) if "only" in entry else None,
            entry.get("dated", False),
            entry.get("soft", False),
        )
        for entry in data()["flag"]
    )
