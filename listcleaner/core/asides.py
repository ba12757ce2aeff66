"""Rows of a list that are no contacts: totals, and notes below the last contact. In doubt a row is a contact.

The words are data (``resources/data/total_words.toml``).
"""

import re
from functools import cache

import numpy as np

from listcleaner import resources
from listcleaner.core.tables.table import Table

_LONGEST = 60  # characters of a label
_WORDS = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile("[぀-ヿ㐀-鿿가-힯]")  # scripts without blanks between words
_AMOUNT = re.compile(r"\W*\d[\W\d]*(?:\w{1,3}\W*)?|\W*\w{1,3}\W*\d[\W\d]*")  # 599; 1.234,50 €; CHF 12.–
_MOST = 1000  # rows looked at, the last; so many without an address are contacts
_FEW = 3  # a note fills at most one cell in so many of those contacts fill


def asides(table: Table, signed: np.ndarray, filled: np.ndarray) -> np.ndarray:
    """Positions of rows without any @ that are a total, or stand below the last row with one and are nearly empty.

    ``signed``: whether there is an @ in the address cell. ``filled``: how many cells of each row have content.
    """
    if signed.all() or not signed.any():
        return np.empty(0, dtype=np.int64)
    usual = float(np.median(filled[signed]))
    last = int(np.flatnonzero(signed)[-1])
    places = np.flatnonzero(~signed & (filled > 0))[-_MOST:]
    rows = table.body.rows(places)
    found = [
        place
        for place, row in zip(places.tolist(), rows, strict=True)
        if _is_aside([text.strip() for text in row if text.strip()], usual if place > last else 0)
    ]
    return np.array(found, dtype=np.int64)


def _is_aside(cells: list[str], usual: float) -> bool:
    """``usual``: cells that contacts fill; 0 where more contacts come below."""
    if not cells or any("@" in cell or "＠" in cell for cell in cells):
        return False
    return _is_total(cells) or len(cells) * _FEW <= usual


def _is_total(cells: list[str]) -> bool:
    """Whether there are labels of totals and amounts in a row, and nothing else."""
    rest = [cell for cell in cells if not is_label(cell)]
    return len(rest) < len(cells) and all(len(cell) <= _LONGEST and _AMOUNT.fullmatch(cell) for cell in rest)


def is_label(cell: str) -> bool:
    """Whether a cell names a total: "Total: 599", "Summe", "共30人"."""
    text = " ".join(_WORDS.findall(cell.casefold()[:_LONGEST]))
    named = _pattern().findall(text)
    return (
        len(cell) <= _LONGEST
        and not _words("total").isdisjoint(named)
        and not _pattern().sub("", text).strip()
    )


@cache
def _pattern() -> re.Pattern[str]:
    """All words, the longest first."""
    words = sorted(_words("total") | _words("counted"), key=len, reverse=True)
    ends = ((r"", r"") if _UNSPACED.search(word) else (r"(?<!\w)", r"(?!\w)") for word in words)
    return re.compile("|".join(f"{a}{re.escape(word)}{b}" for word, (a, b) in zip(words, ends, strict=True)))


@cache
def _words(kind: str) -> frozenset[str]:
    languages = resources.toml("data/total_words.toml")[kind]
    return frozenset(word.casefold() for words in languages.values() for word in words)
