"""Phrases of ``resources/data/bounce_mails/`` in running text: what a mail says, and where it says it.

The phrases are written in the language of ``core.bounces.phrases``; here they keep their place in the text, because
which address failed depends on what stands before and after it.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from listcleaner import resources
from listcleaner.core.bounces import wordform
from listcleaner.core.bounces.phrases import Pattern, Phrase

END = wordform.END
_SENTENCE_END = re.compile(r"(?<![.\d])[.!?](?=\s)|[。！？]|\n(?=[ \t]*\n)")
_GAP = ".{0,80}?"
_SENTENCES = 4096  # that are remembered
_SPACES = " {1,16}"
_CJK = re.compile(f"[{wordform.CJK}]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase found in a text. ``says``: what it means there; ``start``, ``end``: its place."""

    says: str
    id: str
    start: int
    end: int


class _Plain(dict[int, str]):
    """Each character as phrases know it: lower case, no accent, simplified Chinese; a space for what is no letter or digit."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char == END:
            plain = END
        elif char.isalnum():
            char = _simplified().get(char, char)
            parts = unicodedata.normalize("NFKD", char)
            accented = len(parts) > 1 and all("\u0300" <= mark <= "\u036f" for mark in parts[1:])
            plain = (parts if accented else char)[0].lower()[0]
        else:
            plain = " "
        self[code] = plain
        return plain


_PLAIN = _Plain()


@cache
def _simplified() -> dict[str, str]:
    pairs = resources.toml("data/text_patterns/words.toml")["fold"]["pairs"].split()
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def plain(text: str) -> str:
    """The text in the form phrases are compared with, every character in its place."""
    return _SENTENCE_END.sub(END, text).translate(_PLAIN)


class Markers:
    """A set of phrases to be found in texts, by their rarest word so that few of them are tried."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._phrases: list[tuple[str, str, Phrase]] = []
        self._needs: list[list[frozenset[str]]] = []
        for row in rows:
            for source in row["phrases"]:
                phrase = Phrase(source, _NO_PATTERN)
                self._phrases.append((row["says"], row["id"], phrase))
                self._needs.append(phrase.key_sets())
        common = Counter(key for needs in self._needs for keys in needs for key in keys)
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for number, needs in enumerate(self._needs):
            for key in min(needs, key=lambda keys: sum(common[key] for key in keys)):
                self._by_key[key].append(number)
        self._known = lru_cache(maxsize=_SENTENCES)(self._in_sentence)

    def find(self, words: str) -> list[Mark]:
        """All phrases in a text made ``plain``, in order of their place."""
        marks: list[Mark] = []
        start = 0
        # Sentence by sentence, for no phrase reaches beyond one: few phrases are tried, on little text; and mail systems
        # say the same again and again. A quarter of the time of a search in the whole text.
        for sentence in words.split(END):
            marks += [
                Mark(mark.says, mark.id, start + mark.start, start + mark.end)
                for mark in self._known(sentence)
            ]
            start += len(sentence) + len(END)
        return sorted(marks, key=lambda mark: (mark.start, -mark.end))

    def _in_sentence(self, sentence: str) -> tuple[Mark, ...]:
        keys = _keys(sentence)
        padded = f" {sentence} "
        marks = []
        for number in {number for key in keys & self._by_key.keys() for number in self._by_key[key]}:
            if any(keys.isdisjoint(needed) for needed in self._needs[number]):
                continue
            says, name, phrase = self._phrases[number]
            for match in _regex(phrase).finditer(padded):
                begin = match.end() - len(match[0].lstrip())
                marks.append(Mark(says, name, begin - 1, match.end() - 1))
        return tuple(marks)


@cache
def markers(name: str) -> Markers:
    """The phrases of ``resources/data/bounce_mails/NAME.toml``."""
    return Markers(resources.toml(f"data/bounce_mails/{name}.toml")["marker"])


_NO_PATTERN = Pattern("", "", "", 0, False, (), (), (), ())


def _keys(sentence: str) -> set[str]:
    keys = {word[:4] for word in sentence.split()}
    if not sentence.isascii():
        keys.update(_CJK.findall(sentence))
    return keys


@cache
def _regex(phrase: Phrase) -> re.Pattern[str]:
    """The expression for a phrase, each word after a space; Chinese may be wrapped anywhere."""
    parts = []
    for number, (alternatives, needed) in enumerate(phrase.pieces):
        if not alternatives:
            parts.append(_GAP)
            continue
        if not number and needed and not any(map(_CJK.match, alternatives)):
            # A plain space in front lets the search jump from word to word: seven times as fast over 173 mails.
            parts.append(f" (?:{'|'.join(_words(words).removeprefix(_SPACES) for words in alternatives)})")
            continue
        choices = "|".join(_words(words) for words in alternatives)
        parts.append(f"(?:{choices})" + ("" if needed else "?"))
    return re.compile("".join(parts))


def _words(words: str) -> str:
    if _CJK.match(words):
        return " {0,4}" + " {0,4}".join(re.escape(char) for char in words.replace(" ", ""))
    escaped = _SPACES.join(re.escape(word).replace(r"\*", r"[^ ]*") for word in words.split(" "))
    return f"{_SPACES}{escaped}(?= |$)"
