"""The phrase language of ``resources/data/text_patterns/``: what people can read and write instead of regular expressions.

A phrase is words in the order they must stand. ``word*`` is any word that begins so, ``(a|b c)`` one of several, ``[a]`` may be
missing, ``..`` skips up to 60 characters of the same sentence, ``{name}`` is a group of ``words.toml``. Chinese, Japanese and Korean
need no spaces. A phrase cannot express nested repetition, so every match takes linear time.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from listcleaner import resources
from listcleaner.core import wordform

_PIECE = re.compile(r"\{(\w+)\}|\(([^()]*)\)|\[([^\[\]]*)\]|(\.\.)|([^\s(){}\[\]]+)")
_KEY_WORD = re.compile(r"[^\W_]+")
_CJK_CHAR = re.compile(f"[{wordform.CJK}]")
_KEY = 4  # words are looked up by their first letters


@dataclass(frozen=True)
class Pattern:
    """What a group of phrases means. ``strength``: which of several patterns in one text wins.

    ``status`` and ``reply``: what the codes must begin with for it to hold (empty: any; ``none``: no code). ``lasting``: the meaning
    stands although the code is 4xx. ``echo``: the service skipped the address for an older event.
    """

    id: str
    category: str
    reason: str
    strength: int
    lasting: bool
    echo: bool
    status: tuple[str, ...]
    reply: tuple[str, ...]
    phrases: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    pattern: Pattern
    words: str
    start: int


class Phrase:
    """One phrase: its regular expression, and the words of which a text must have one for it to be tried."""

    def __init__(self, source: str, pattern: Pattern) -> None:
        self.source = source
        self.pattern = pattern
        self.pieces = _pieces(source)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(_regex(self.pieces))

    def key_sets(self) -> list[frozenset[str]]:
        """For each piece that must be there, the keys of its alternatives."""
        return [
            frozenset(key for word in alternatives for key in _keys(word)[:1])
            for alternatives, needed in self.pieces
            if needed and alternatives
        ]


class Scanner:
    """All phrases, found by their rarest word so that a text tries a handful of them."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        phrases = [Phrase(source, pattern) for pattern in patterns for source in pattern.phrases]
        common: Counter[str] = Counter(
            key for phrase in phrases for keys in phrase.key_sets() for key in keys
        )
        self._by_key: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            for key in min(phrase.key_sets(), key=lambda keys: sum(common[key] for key in keys)):
                self._by_key[key].append(phrase)

    def find(self, words: str, status: str, reply: str) -> Match | None:
        """The strongest pattern in the words of a text; of equally strong ones the last."""
        best: tuple[int, int] = (0, -1)
        found: Match | None = None
        tried: set[int] = set()
        for key in _text_keys(words) & self._by_key.keys():
            for phrase in self._by_key[key]:
                pattern = phrase.pattern
                if pattern.strength < best[0] or id(phrase) in tried:
                    continue
                tried.add(id(phrase))
                if pattern.status and not (status or "none").startswith(pattern.status):
                    continue
                if pattern.reply and not reply.startswith(pattern.reply):
                    continue
                match = phrase.regex.search(words)
                if match and (rank := (pattern.strength, match.end())) > best:
                    best = rank
                    found = Match(pattern, match[0].strip(), match.start())
        return found


@cache
def patterns() -> tuple[Pattern, ...]:
    """All patterns of ``resources/data/text_patterns/``."""
    found = []
    for path in sorted(resources.path("data/text_patterns").glob("*.toml")):
        for row in resources.toml(f"data/text_patterns/{path.name}").get("pattern", ()):
            found.append(
                Pattern(
                    id=row["id"],
                    category=row["class"],
                    reason=row["reason"],
                    strength=row["strength"],
                    lasting=row.get("lasting", False),
                    echo=row.get("echo", False),
                    status=tuple(row.get("status", ())),
                    reply=tuple(row.get("reply", ())),
                    phrases=tuple(row["phrases"]),
                    examples=tuple(row["examples"]),
                )
            )
    return tuple(found)


@cache
def scanner() -> Scanner:
    """The scanner over all patterns; its expressions are compiled when first needed."""
    return Scanner(patterns())


def _pieces(source: str) -> list[tuple[tuple[str, ...], bool]]:
    """The phrase as (alternatives, needed); no alternatives means a gap."""
    pieces: list[tuple[tuple[str, ...], bool]] = []
    if "".join(_PIECE.sub("", source).split()):
        raise ValueError(f"not a phrase: {source!r}")
    for group, choice, optional, gap, word in _PIECE.findall(source):
        if gap:
            pieces.append(((), True))
        elif group:
            pieces.append((_group(group), True))
        else:
            pieces.append((_alternatives(choice or optional or word), not optional))
    return pieces


@cache
def _group(name: str) -> tuple[str, ...]:
    return tuple(_plain(word) for word in resources.toml("data/text_patterns/words.toml")["group"][name])


def _alternatives(source: str) -> tuple[str, ...]:
    return tuple(_plain(word) for word in source.split("|"))


def _plain(source: str) -> str:
    """The words of a phrase, cleaned as the words of texts are; stars stay."""
    if "*" not in source:
        return wordform.phrase_words(source)
    return " ".join(wordform.phrase_words(word) + ("*" if word.endswith("*") else "") for word in source.split())


def _regex(pieces: Sequence[tuple[tuple[str, ...], bool]]) -> str:
    parts = []
    for alternatives, needed in pieces:
        if not alternatives:
            parts.append(f"[^{wordform.END}]{{0,60}}?")
            continue
        choice = "|".join(_word_regex(word) for word in sorted(alternatives, key=len, reverse=True))
        parts.append(f"(?:{choice}) ?" if needed else f"(?:(?:{choice}) ?)?")
    return "".join(parts)


def _word_regex(source: str) -> str:
    """Latin words match whole words; between Chinese characters a space may be missing."""
    stem = re.escape(source).replace(r"\ ", " ").replace(r"\*", r"[^\W_]*")
    start = "" if _CJK_CHAR.match(source) else r"(?<![^\W_])"
    end = "" if source.endswith("*") or _CJK_CHAR.match(source[-1]) else r"(?![^\W_])"
    return start + stem + end


def _keys(word: str) -> list[str]:
    """Lookup keys of a word or text, in order: first letters of Latin words, single characters elsewhere."""
    keys = []
    for found in _KEY_WORD.findall(word):
        if _CJK_CHAR.search(found):
            keys.extend(found)
        else:
            keys.append(found[:_KEY])
    return keys


def _text_keys(words: str) -> set[str]:
    if words.isascii():
        return {word[:_KEY] for word in words.split()}
    return set(_keys(words))
