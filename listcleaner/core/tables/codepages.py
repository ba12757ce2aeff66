"""Which of the encodings from before Unicode a text is in: each is scored by how ordinary the text is it makes of the bytes.

The languages' letters are data (``resources/data/code_pages.toml``). General detectors need long texts, and a list of five people
is short: of the first 19 lists in test_tables_text.py charset-normalizer 3.5 gets 7 wrong, and 3 when told the candidates.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from listcleaner import resources

# What Windows programs write under a name that a person knows is read with this codec.
CODECS = {"big5": "cp950", "shift_jis": "cp932", "euc_kr": "cp949", "koi8_r": "koi8_u", "utf-8-sig": "utf-8"}
_CLEARLY = 0.3  # characters; by less, the earlier and more frequent encoding stays


@dataclass(frozen=True)
class _Candidate:
    name: str
    score: Callable[
        [str], float
    ]  # how ordinary the non-ASCII characters of a text in this encoding are, 0 to about 1


def likeliest(sample: bytes) -> str:
    """The name of the encoding that makes the most ordinary text of some lines with non-ASCII bytes."""
    best, most, chosen = "cp1252", 0.0, ""
    margin = _CLEARLY / max(1, sum(byte > 0x7F for byte in sample))
    for candidate in _candidates():
        text = sample.decode(CODECS.get(candidate.name, candidate.name), "replace")
        foreign = len(_foreign(text))
        if not foreign or text == chosen:
            continue
        score = candidate.score(text) - 2 * text.count("\ufffd") / foreign
        if score > most + margin:
            best, most, chosen = candidate.name, score, text
    return best


@cache
def _candidates() -> tuple[_Candidate, ...]:
    """The most frequent first."""
    data = resources.toml("data/code_pages.toml")
    script = {
        name: _Script.of(letters, data["vowels"].get(name, "")).score
        for name, letters in data["scripts"].items()
    }
    latin = {name: _Latin.of(languages).score for name, languages in data["latin"].items()}
    return (
        _Candidate("gb18030", _double_byte("gb18030", _simplified)),
        _Candidate("big5", _double_byte("cp950", _traditional)),
        _Candidate("shift_jis", _japanese),
        _Candidate("euc_kr", _korean(frozenset(data["korean"]["syllables"]))),
        _Candidate("cp1251", script["cyrillic"]),
        _Candidate("cp1252", latin["cp1252"]),
        _Candidate("cp1250", latin["cp1250"]),
        _Candidate("cp1254", latin["cp1254"]),
        _Candidate("cp1253", script["greek"]),
        _Candidate("cp1255", script["hebrew"]),
        _Candidate("cp1256", script["arabic"]),
        _Candidate("cp874", script["thai"]),
        _Candidate("cp1257", latin["cp1257"]),
        _Candidate("koi8_r", script["cyrillic"]),
    )


def _foreign(text: str) -> list[str]:
    return [char for char in text if char > "\x7f"]


def _share(weights: list[float]) -> float:
    return sum(weights) / len(weights) if weights else 0.0


def _everywhere(char: str) -> bool:
    """Punctuation and full-width forms, which all the double-byte encodings have."""
    return "\u3000" <= char <= "\u3011" or "\uff01" <= char <= "\uff5e" or char in "·—“”‘’…"


def _double_byte(codec: str, weight: Callable[[int, int], float]) -> Callable[[str], float]:
    """Scores by where a character stands in its code page: the first level holds the ones people use."""

    def weigh(char: str) -> float:
        if _everywhere(char):
            return 0.9
        code = char.encode(codec, "ignore")
        return weight(code[0], code[1]) if len(code) == 2 else 0.0

    return lambda text: _apart(text, weigh)


def _apart(text: str, weigh: Callable[[str], float]) -> float:
    """The mean weight; less for a character between Latin letters, where an accented one has taken the next for its half."""
    weights = []
    for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if char > "\x7f":
            inside = any(other.isascii() and other.isalpha() for other in (before, after))
            weights.append(weigh(char) * (0.5 if inside else 1.0))
    return _share(weights)


def _simplified(lead: int, trail: int) -> float:
    """GB 2312: level 1 by pronunciation, level 2 by radical (rarer; in names often)."""
    if trail < 0xA1:
        return 0.0
    return 1.0 if 0xB0 <= lead <= 0xD7 else 0.6 if 0xD8 <= lead <= 0xF7 else 0.0


def _traditional(lead: int, _trail: int) -> float:
    return 1.0 if 0xA4 <= lead <= 0xC6 else 0.2


def _japanese(text: str) -> float:
    """Kana and first-level kanji; half-width kana are what other encodings look like."""

    def weigh(char: str) -> float:
        if "\u3041" <= char <= "\u30fe" or _everywhere(char):
            return 1.0
        if "\uff61" <= char <= "\uff9f":
            return 0.4
        code = char.encode("cp932", "ignore")
        return 1.0 if len(code) == 2 and 0x889F <= int.from_bytes(code, "big") <= 0x9872 else 0.0

    return _apart(text, weigh)


def _korean(syllables: frozenset[str]) -> Callable[[str], float]:
    """All Hangul stand where a third of the Chinese characters are; that they are frequent syllables is no chance."""

    def score(text: str) -> float:
        letters = [char for char in _foreign(text) if not _everywhere(char)]
        frequent = _share([float(char in syllables) for char in letters])
        return 1.1 * min(1.0, 1.4 * frequent) if len(letters) > 1 else 0.0

    return score


@dataclass(frozen=True)
class _Script:
    """A script of its own, such as Cyrillic. ``weights``: by small letter, 1 for the most frequent to 0.3."""

    weights: dict[str, float]
    finals: frozenset[str]  # letters that stand only at the end of words
    vowels: frozenset[str]

    @classmethod
    def of(cls, letters: str, vowels: str) -> "_Script":
        inner, _, final = letters.partition("|")
        weights = {letter: 1 - 0.7 * place / len(inner) for place, letter in enumerate(inner)}
        return cls(weights | dict.fromkeys(final, 1.0), frozenset(final), frozenset(vowels))

    def score(self, text: str) -> float:
        """Words of its letters alone: capitals only at the start or everywhere, vowels in between. A few letters prove little."""
        good = every = 0.0
        for word in re.findall(
            r"(?:(?<![A-Za-z])[A-Za-z]++)?[^\x00-\x7f«»–—№’\xa0][^\x00-@«»–—№’\xa0]*", text
        ):
            every += len(word)
            good += self._weight(word)
        return 1.3 * good / (every + 3) if every else 0.0

    def _weight(self, word: str) -> float:
        letters = word.lower()
        if not (word[1:] == letters[1:] or word == word.upper()):
            return 0.0
        if any(letter in self.finals for letter in letters[:-1]):
            return 0.0
        vowels = sum(letter in self.vowels for letter in letters) / len(letters)
        if self.vowels and len(letters) > 2 and not 0.15 <= vowels <= 0.75:
            return 0.0
        weights = [self.weights.get(letter, 0.0) for letter in letters]
        capitals = word == letters.upper() != letters
        return sum(weights) * (0.9 if capitals else 1.0) if all(weights) else 0.0


_LATIN_WORD = re.compile(r"[^\W\d_]+")
_LATIN_SIGNS = "«»–—’‘“”„€£§°´®©™\xa0¿¡ºª"
_VOWELS = frozenset("aeiouyæœøı")


@dataclass(frozen=True)
class _Latin:
    """An encoding for Latin languages. ``languages``: the weight of each letter in each, 1 for the most frequent to 0.6."""

    languages: tuple[dict[str, float], ...]

    @classmethod
    def of(cls, languages: dict[str, str]) -> "_Latin":
        return cls(
            tuple(
                {letter: 1 - 0.4 * place / len(letters) for place, letter in enumerate(letters)}
                for letters in languages.values()
            )
        )

    def score(self, text: str) -> float:
        """Words whose letters are all of one language, and best all words of the same; vowels and consonants in turn."""
        by_language = [0.0] * len(self.languages)
        best = signs = every = 0.0
        for word in _LATIN_WORD.findall(text):
            foreign = [letter for letter in word if letter > "\x7f"]
            if not foreign:
                continue
            every += len(foreign)
            shape = _likeness_of_a_word(word)
            weights = [shape * self._in(language, foreign) for language in self.languages]
            best += max(weights)
            by_language = [sum(pair) for pair in zip(by_language, weights, strict=True)]
        for char in text:
            if char > "\x7f" and not char.isalpha():
                every += 1
                signs += 0.6 * (char in _LATIN_SIGNS)
        return (0.7 * best + 0.3 * max(by_language) + signs) / every if every else 0.0

    @staticmethod
    def _in(language: dict[str, float], foreign: list[str]) -> float:
        weights = [language.get(letter.lower(), 0.0) for letter in foreign]
        return sum(weights) if all(weights) else 0.0


def _likeness_of_a_word(word: str) -> float:
    """1 for a word with capitals where they belong and vowels between consonants, less for any other."""
    if not (word[1:].islower() or word.isupper()):
        return 0.3
    kinds = "".join("v" if unicodedata.normalize("NFD", char)[0] in _VOWELS else "c" for char in word.lower())
    return 0.6 if "vvv" in kinds or "ccccc" in kinds or "v" not in kinds else 1.0
