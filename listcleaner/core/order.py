"""Sorting and filtering: which rows to show, in what order, as arrays of positions. Tables show them; nothing is moved."""

import unicodedata
from collections.abc import Collection
from itertools import compress, pairwise, repeat
from operator import contains
from typing import Any

import numpy as np
import pandas as pd

MISSING = np.iinfo(np.int64).min  # the sort key of an empty cell
_PREFIX = 48  # bytes compared in bulk; addresses are rarely longer
_AT_ONCE = 50_000  # texts prepared at once: other threads wait meanwhile, and the window is one of them


def order_by(
    values: np.ndarray | pd.Series | pd.Categorical,
    *,
    descending: bool = False,
    rows: np.ndarray | None = None,
) -> np.ndarray:
    """Row positions (int64) sorted by a column; equal rows keep their order, empty cells come last either way.

    ``values``: of all rows; whatever :func:`sort_keys` takes, or its result, kept to sort again in no time. ``rows``: the
    positions to sort, all when None. 1,000,000 rows: 0.1 s for numbers, 0.7 s for texts.
    """
    keys = sort_keys(values)
    rows = np.arange(len(keys), dtype=np.int64) if rows is None else rows
    keys = keys[rows]
    there = keys != MISSING
    keys = _short(-keys[there] if descending else keys[there])
    return np.concatenate([rows[there][np.argsort(keys, kind="stable")], rows[~there]])


def turned(rows: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """An order that :func:`order_by` made, the other way round: equal rows keep their order, empty cells stay last.

    ``keys``: of :func:`sort_keys`. Much faster than sorting anew.
    """
    keys = keys[rows]
    there = np.count_nonzero(keys != MISSING)
    turned = rows[:there][::-1].copy()
    edges = np.flatnonzero(np.diff(keys[:there], prepend=MISSING, append=MISSING))
    alike = np.diff(edges) > 1  # runs of equal rows, which are the wrong way round now
    starts, long = edges[:-1][alike], np.diff(edges)[alike]
    within = np.arange(long.sum()) - np.repeat(np.cumsum(long) - long, long)
    turned[np.repeat(there - starts - long, long) + within] = rows[np.repeat(starts, long) + within]
    return np.concatenate([turned, rows[there:]])


def _short(keys: np.ndarray) -> np.ndarray:
    """The same order in 16 bits where that is enough: numpy sorts those by counting, ten times as fast."""
    if not len(keys):
        return keys
    low = keys.min()
    return (keys - low).astype(np.int16) if keys.max() - low < np.iinfo(np.int16).max else keys


def sort_keys(values: np.ndarray | pd.Series | pd.Categorical) -> np.ndarray:
    """Int64 numbers that sort as the values do: whole numbers, yes/no, times, ordered categories, texts (in any case alike).

    MISSING stands for NaT, "" and a category that is not set.
    """
    if isinstance(values, pd.Series) and isinstance(values.dtype, pd.CategoricalDtype):
        values = values.array
    if isinstance(values, pd.Categorical):
        categories = values.categories
        known = np.arange(len(categories)) if values.ordered else sort_keys(categories.to_numpy())
        return np.asarray(np.append(known, MISSING)[values.codes])
    array = values.to_numpy() if isinstance(values, pd.Series) else values
    if array.dtype.kind == "M":
        return np.asarray(array.astype("datetime64[us]").astype(np.int64))
    if array.dtype.kind in "iub":
        return np.asarray(array.astype(np.int64))
    return _text_keys(array.tolist())


def _text_keys(texts: list[str]) -> np.ndarray:
    """Ranks of texts. Fixed-width bytes sort without Python and without holding up other threads; UTF-8 keeps the order."""
    whole: list[bytes] = []
    start = np.empty(len(texts), dtype=f"S{_PREFIX}")
    for place in range(0, len(texts), _AT_ONCE):
        folded = _folded(texts[place : place + _AT_ONCE])
        start[place : place + _AT_ONCE] = folded
        whole += folded
    order = np.argsort(start, kind="stable")
    ordered = start[order]
    differs = ordered[1:] != ordered[:-1]
    alike = np.flatnonzero(~differs)
    if any(len(whole[place]) > _PREFIX for place in np.union1d(order[alike], order[alike + 1])):
        order = np.array(sorted(range(len(whole)), key=whole.__getitem__), dtype=np.int64)
        differs = np.array([whole[b] != whole[a] for a, b in pairwise(order)], dtype=bool)
    keys = np.empty(len(whole), dtype=np.int64)
    keys[order] = np.concatenate([[0], np.cumsum(differs)])[: len(whole)]
    keys[start == b""] = MISSING
    return keys


def _folded(texts: list[str]) -> list[bytes]:
    folded = "\n".join(texts).casefold().encode("utf-8", "surrogatepass").split(b"\n")
    if len(folded) != len(texts):  # some text has several lines
        folded = [text.casefold().encode("utf-8", "surrogatepass") for text in texts]
    return folded


def filter(*masks: np.ndarray, rows: np.ndarray | None = None) -> np.ndarray:
    """Row positions (int64) for which all masks hold, in the order of ``rows`` (all rows when None). Needs a mask or rows."""
    if rows is None:
        return np.flatnonzero(np.asarray(np.logical_and.reduce(masks)))
    for mask in masks:
        rows = np.asarray(rows[mask[rows]])
    return rows


def one_of(codes: np.ndarray, names: "pd.Index[Any]", wanted: Collection[str]) -> np.ndarray:
    """Mask: the value is one of these, such as a status, a reason, a domain. ``codes``: its place among the names, -1 none."""
    return np.asarray(np.append(names.isin(list(wanted)), False)[codes])


class Searchable:
    """Texts to be searched again and again: case, width and accents composed alike."""

    def __init__(self, texts: np.ndarray | pd.Series) -> None:
        self._texts = [_plain(text) for text in texts.tolist()]
        self._found: dict[str, np.ndarray] = {}  # of the words of the last search: most are typed on

    def holding(self, search: str) -> np.ndarray:
        """Mask: the text holds every word of the search, in any order and any case. 1,000,000 texts: 50 ms a new word."""
        words = _plain(search).split()
        self._found = {word: self._holding_word(word) for word in words}
        everything = np.ones(len(self._texts), dtype=bool)
        return np.asarray(np.logical_and.reduce([everything, *self._found.values()]))

    def _holding_word(self, word: str) -> np.ndarray:
        if word in self._found:
            return self._found[word]
        longer = (mask for known, mask in self._found.items() if known in word)
        there = next(longer, None)  # typed on: only what held the shorter word can hold it
        texts = self._texts if there is None else compress(self._texts, there.tobytes())
        found = np.frombuffer(bytes(map(contains, texts, repeat(word))), dtype=bool)
        if there is None:
            return found
        mask = there.copy()
        mask[there] = found
        return mask


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
