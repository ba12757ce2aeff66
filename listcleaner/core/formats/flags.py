"""Reports with a column for each kind of event: yes or no, how often, or when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from listcleaner.core.columns.times import looks_like_time
from listcleaner.core.formats import meanings
from listcleaner.core.formats.evidence import FILLED, distinct
from listcleaner.core.formats.profile import fold_value
from listcleaner.core.tables.table import Table

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
_COUNT = re.compile(r"\d{1,4}(?:[.,]0+)?")
_FARED = frozenset({"hard", "blocked", "soft", "unknown", "deferred", "delivered"})


@dataclass(frozen=True)
class Flags:
    """``columns``: positions of the columns that say what happened, the one that counts most first.

    ``counted``: they count above one. ``dated``: those of them that say when.
    """

    columns: tuple[int, ...] = ()
    counted: bool = False
    dated: tuple[int, ...] = ()


def find_flags(table: Table, taken: Sequence[int]) -> Flags:
    """The columns of yes and no (``Hard bounced``), of numbers (``Hard bounces`` = 2) or of days (``Hard bounce on``).

    Two of them have to tell how the mail fared, and one bounce has to be ticked: a list, too, may have a column "Bounced". Lists
    count and date bounces, too: where there are no bare yes and no, many rows have to say something.
    """
    found: dict[int, str] = {}
    ticked, bare, counted = False, True, False
    marked = np.zeros(len(table.cells), dtype=bool)
    dated = []
    for column in range(table.cells.shape[1]):
        seen = {text.strip().lower() for text in distinct(table.cells.iloc[:, column])}
        numbers = all(_COUNT.fullmatch(text) for text in seen)
        days = all(map(looks_like_time, seen))
        if column in taken or not seen or not (numbers or days or seen <= YES | NO):
            continue
        meaning = meanings.by_words(fold_value(table.header[column]))
        if meaning is None or meaning.category not in _FLAG_ORDER:
            continue
        found[column] = meaning.category
        bare &= not (numbers or days)
        counted |= numbers and not seen <= YES | NO
        if days:
            dated.append(column)
        yes = says_yes(table.cells.iloc[:, column])
        marked |= yes
        ticked |= meaning.category in _FARED and meaning.category != "delivered" and bool(yes.any())
    fared = sum(category in _FARED for category in found.values())
    if fared < 2 or not ticked or not (bare or marked.mean() >= FILLED):
        return Flags()
    worst_first = sorted(found, key=lambda column: _FLAG_ORDER.index(found[column]))
    return Flags(tuple(worst_first), counted, tuple(column for column in worst_first if column in dated))


def says_yes(cells: pd.Series) -> np.ndarray:
    """Whether each cell says yes, counts more than none, or names a day."""
    places, different = pd.factorize(cells.str.strip().str.lower())
    return np.array([_is_yes(text) for text in different], dtype=bool)[places]


def _is_yes(text: str) -> bool:
    return text in YES or (text.strip("0.,") != "" if _COUNT.fullmatch(text) else looks_like_time(text))
