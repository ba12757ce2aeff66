"""What a word in a status or yes/no column means (``resources/data/list_status_words.toml``). An unknown one says nothing."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from listcleaner import resources
from listcleaner.core.columns.headers import tokens

SEVERITY = ("", "unknown", "hard", "unsubscribe", "complaint")  # the worst of several columns counts
_KINDS = ("complaint", "unsubscribe", "hard", "unknown", "unconfirmed", "confirmed", "subscribed", "nothing")
_SPELT = ("complaint", "unsubscribe", "hard")
_LONGEST = 80  # a longer text is a note, no status
_MOST_WORDS = 14
_LONGEST_WORD = 5  # parts of a status word: "do not send me email"


def data() -> dict[str, Any]:
    """The data file."""
    return resources.toml("data/list_status_words.toml")


def compact(value: str) -> str:
    """A value as it is compared: without case, accents, punctuation and word breaks."""
    text = value.strip()
    return "".join(tokens(text)) or text


@cache
def of_kind(kind: str) -> frozenset[str]:
    """The compact words of a kind: a class of SEVERITY, subscribed, confirmed, unconfirmed, yes, no, agreed, refused …"""
    return frozenset(compact(word) for word in data()["values"][kind])


def is_known(word: str) -> bool:
    """Whether a compact word names any status."""
    return any(word in of_kind(kind) for kind in _KINDS)


def status(value: str, closely: bool = True) -> str | None:
    """The class a status value names ("" for a good or harmless one), the worst of several; None when it is not known.

    ``closely``: also where it is written with more words, such as "Unsubscribed by user (12 Mar 2026)" or "用户主动退订".
    """
    found = [_class(compact(value))]
    if found == [None] and re.search(r"[,;|\[]", value):
        found = [_class(compact(part)) for part in re.split(r"[,;|\[\]]", value)]
    known = [one for one in found if one is not None]
    if known:
        return max(known, key=SEVERITY.index)
    return _spelt(value) if closely and len(value) <= _LONGEST else None


def _class(word: str) -> str | None:
    for kind in _KINDS:
        if word in of_kind(kind):
            return kind if kind in SEVERITY else ""
    return None


def _spelt(value: str) -> str | None:
    """The worst class named by a word beside which nothing else is said."""
    parts = tuple(part for part in tokens(value) if not part.isdigit())
    if len(parts) > _MOST_WORDS:
        return None
    kinds = {kind for kind, rest in _around(parts) if _is_padding(rest)}
    return max(kinds, key=SEVERITY.index, default=None)


def _around(parts: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The class of each word in a text and what is left beside it; in Chinese and Japanese a word may stand inside another."""
    words = _taken()
    for i, part in enumerate(parts):
        for j in range(i + 1, min(i + _LONGEST_WORD, len(parts)) + 1):
            if kind := words.get("".join(parts[i:j])):
                yield kind, parts[:i] + parts[j:]
        if not part.isascii():
            for word in _unspaced(frozenset(words)):
                before, found, after = part.partition(word)
                if found:
                    yield words[word], (*parts[:i], before, after, *parts[i + 1 :])


def _is_padding(rest: tuple[str, ...]) -> bool:
    beside = _beside()
    unspaced = _unspaced(beside)

    def says_nothing(part: str) -> bool:
        while part and part not in beside:
            shorter = next((part.removeprefix(word) for word in unspaced if part.startswith(word)), part)
            if shorter == part:
                return False
            part = shorter
        return True

    return all(map(says_nothing, rest))


@cache
def _taken() -> dict[str, str]:
    """The words that take somebody out, with their class."""
    return {word: kind for kind in _SPELT for word in of_kind(kind)}


@cache
def _beside() -> frozenset[str]:
    """What changes nothing beside a status word: names of months and milder words among it ("Removed (unsubscribed)")."""
    months = resources.toml("data/date_words.toml")["months"]
    words = [*data()["beside"]["words"], *(name for group in months for name in group)]
    return frozenset(map(compact, words)).union(*map(of_kind, (*_SPELT, "unknown")))


@cache
def _unspaced(words: frozenset[str]) -> tuple[str, ...]:
    """The words of scripts without spaces, the longest first."""
    found = (word for word in words if re.search("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", word))
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
