"""The phrase language of ``resources/data/text_patterns/``: what people can read and write instead of regular expressions.

A phrase is words in the order they must stand. ``word*`` is any word that begins so, ``*`` any one word, ``(a|b c)`` one of
several, ``[a]`` may be missing, ``..`` skips up to 60 characters of the same sentence, ``{name}`` is a group of ``words.toml``.
Chinese, Japanese and Korean need no spaces. A phrase cannot express nested repetition, so every match takes linear time.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from listcleaner import resources
from listcleaner.core.bounces import wordform

_PIECE = re.compile(r"\{(\w+)\}|\(([^()]*)\)|\[([^\[\]]*)\]|(\.\.)|([^\s(){}\[\]]+)")
_KEY_WORD = re.compile(r"[^\W_]+")
_CJK_CHAR = re.compile(f"[{wordform.CJK}]")
_KEY = 4  # words are looked up by their first letters


@dataclass(frozen=True)
class Pattern:
    """What a group of phrases means. ``strength``: which of several patterns in one text wins.

    ``status`` and ``reply``: what the codes must begin with for it to hold (empty: any; ``none``: no code).
    ``lasting``: the meaning stands although the code is 4xx.
    """

    id: str
    category: str
    reason: str
    strength: int
    lasting: bool
    status: tuple[str, ...]
    reply: tuple[str, ...]
    phrases: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """A pattern found in the words of a text: its own words, and where they end (counted from one)."""

    pattern: Pattern
    words: str
    end: int

    @property
    def start(self) -> int:
        return self.end - len(self.words)


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
            if needed and alternatives and alternatives != ("*",)
        ]


class Scanner:
    """All phrases, found by the word that is rarest in the examples, so that a text tries a handful of them."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        strongest_first = sorted(patterns, key=lambda pattern: -pattern.strength)
        self._phrases = [Phrase(source, pattern) for pattern in strongest_first for source in pattern.phrases]
        self._needs = [phrase.key_sets() for phrase in self._phrases]
        examples = {example for pattern in strongest_first for example in pattern.examples}
        common = Counter(key for example in examples for key in _text_keys(wordform.words(example)))
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for number, needs in enumerate(self._needs):
            needs.sort(key=lambda keys: sum(common[key] for key in keys))
            for key in needs.pop(0):
                self._by_key[key].append(number)

    def find(self, words: str, status: str, reply: str) -> Match | None:
        """The strongest pattern in the words of a text; of equally strong ones the last."""
        keys = _text_keys(words)
        words = f" {words} "
        candidates = {number for key in keys & self._by_key.keys() for number in self._by_key[key]}
        best: Match | None = None
        for number in sorted(candidates):
            phrase = self._phrases[number]
            pattern = phrase.pattern
            if best and pattern.strength < best.pattern.strength:
                break
            if pattern.status and not (status or "none").startswith(pattern.status):
                continue
            if pattern.reply and not reply.startswith(pattern.reply):
                continue
            for needed in self._needs[
                number
            ]:  # twice as fast as all() over a generator, and it runs 50 times a text
                if keys.isdisjoint(needed):
                    break
            else:
                match = phrase.regex.search(words)
                if match and (best is None or match.end() > best.end):
                    best = Match(pattern, match[0].strip(), match.end())
        return best


@cache
def patterns() -> tuple[Pattern, ...]:
    """All patterns of ``resources/data/text_patterns/``: what went wrong."""
    return _load("pattern")


@cache
def outcomes() -> tuple[Pattern, ...]:
    """Whether delivery was given up or goes on (``outcome.toml``); their class is ``given_up`` or ``goes_on``."""
    return _load("outcome")


@cache
def subjects() -> tuple[Pattern, ...]:
    """Of whom or what something may be said that is no word about the recipient (``ours.toml``), and what it means then."""
    return _load("subject")


def _load(kind: str) -> tuple[Pattern, ...]:
    files = sorted(path.name for path in resources.path("data/text_patterns").glob("*.toml"))
    return tuple(
        _pattern(row) for name in files for row in resources.toml(f"data/text_patterns/{name}").get(kind, ())
    )


def _pattern(row: dict[str, Any]) -> Pattern:
    return Pattern(
        id=row["id"],
        category=row["class"],
        reason=row["reason"],
        strength=row["strength"],
        lasting=row.get("lasting", False),
        status=tuple(row.get("status", ())),
        reply=tuple(row.get("reply", ())),
        phrases=tuple(row["phrases"]),
        examples=tuple(row["examples"]),
    )


@cache
def scanner() -> Scanner:
    """The scanner over all patterns; its expressions are compiled when first needed."""
    return Scanner(patterns())


@cache
def subject_scanner() -> Scanner:
    """The scanner over the subjects that are ours."""
    return Scanner(subjects())


@cache
def outcome_scanner() -> Scanner:
    """The scanner over the outcomes."""
    return Scanner(outcomes())


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
    return " ".join(
        wordform.phrase_words(word) + ("*" if word.endswith("*") else "") for word in source.split()
    )


def _regex(pieces: Sequence[tuple[tuple[str, ...], bool]]) -> str:
    """The regular expression for words with a space before and after each.

    It begins with that space, so that the search jumps from word to word.
    """
    parts = []
    for alternatives, needed in pieces:
        if not alternatives:
            parts.append(f"[^{wordform.END}]{{0,60}}?")
            continue
        latin = [word for word in alternatives if not _CJK_CHAR.match(word)]
        cjk = [word for word in alternatives if _CJK_CHAR.match(word)]
        choices = ([f" {_choice(latin)}(?= )"] if latin else []) + ([f" ?{_choice(cjk)}"] if cjk else [])
        parts.append(f"(?:{'|'.join(choices)})" + ("" if needed else "?"))
    return "".join(parts)


def _choice(words: Iterable[str]) -> str:
    """One of several words, written as a tree of their common beginnings: many times faster than one after the other."""
    branches: dict[str, list[str]] = {}
    ends = False
    for word in words:
        if word:
            branches.setdefault(word[0], []).append(word[1:])
        else:
            ends = True
    parts = [
        (f"[^ {wordform.END}]*" if first == "*" else re.escape(first)) + _rest(rests)
        for first, rests in branches.items()
    ]
    tree = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return f"(?:{tree})?" if ends else tree


def _rest(words: list[str]) -> str:
    return _choice(words) if any(words) else ""


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
