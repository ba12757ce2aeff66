"""What a header cell means: header words of ten languages against the roles of ``resources/data/header_words.toml``."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from listcleaner import resources

Kind = Literal["contacts", "events"]

EXACT, CONTAINS, WEAK = 1.0, 0.8, 0.6
GENERAL_EXACT, GENERAL_CONTAINS = 0.9, 0.55
_MOST_WORDS = 30  # of a header cell; all runs of them are looked up, and a sentence is no name of a column
_SHORTEST_ENDING = 4  # letters; "Art" ends too many words
RANK_STEP = 0.005  # how much surer a word is than the next one of its language

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u1100-\u11ff"
_BREAKS = re.compile(
    r"(?<=[a-z0-9])(?=[A-Z])"  # bouncedAt
    r"|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])"  # email2
    rf"|(?<=[{_CJK}])(?=[^\W_{_CJK}])|(?<=[^\W_{_CJK}])(?=[{_CJK}])"  # Email地址
)
_WORDS = re.compile(r"[^\W_]+")
_HAS_CJK = re.compile(f"[{_CJK}]")


def visible(text: str) -> str:
    """The text without characters nobody sees: byte order marks, zero-width spaces, soft hyphens, direction marks."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def tokens(header: str) -> tuple[str, ...]:
    """The words of a header cell, without case, accents, punctuation and hidden characters."""
    text = _BREAKS.sub(" ", unicodedata.normalize("NFKC", visible(header)))
    text = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return tuple(_WORDS.findall(text))


@dataclass(frozen=True, slots=True)
class Words:
    """A list of header words, ready for comparison; each with its rank (0 = surest)."""

    whole: dict[str, int]  # every word, its tokens joined
    inside: tuple[tuple[str, int], ...]  # Chinese, Japanese, Korean: found anywhere in a header

    def exact(self, parts: tuple[str, ...]) -> int | None:
        """Rank of the word the header is, None when it is none."""
        return self.whole.get("".join(parts))

    def contained(self, parts: tuple[str, ...]) -> int | None:
        """Rank of the surest word in the header, None when there is none."""
        parts = parts[:_MOST_WORDS]
        runs = ("".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1))
        ranks = [self.whole[run] for run in runs if run in self.whole]
        joined = "".join(parts)
        ranks += [rank for word, rank in self.inside if word in joined]
        return min(ranks, default=None)

    def ending(self, parts: tuple[str, ...]) -> int | None:
        """Rank of the surest word a compound ends with: Bezorgstatus, Rücklaufdatum."""
        ranks = (
            rank
            for word, rank in self.whole.items()
            if len(word) >= _SHORTEST_ENDING and any(part.endswith(word) for part in parts)
        )
        return min(ranks, default=None)


@dataclass(frozen=True, slots=True)
class Role:
    """One role of one kind of table, as the data file describes it."""

    name: str
    needs: str
    words: Words
    weak: Words
    general: Words
    never: Words

    def score(self, parts: tuple[str, ...]) -> float:
        """How well the header fits: EXACT, CONTAINS, WEAK or a GENERAL score less the word's rank; 0 = not at all."""
        exactly = ((self.words, EXACT), (self.general, GENERAL_EXACT), (self.weak, WEAK))
        for words, best in exactly:
            if (rank := words.exact(parts)) is not None:
                return best - rank * RANK_STEP
        if self.forbids(parts):
            return 0.0
        if (rank := self.words.contained(parts)) is not None:
            return CONTAINS - rank * RANK_STEP
        rank = self.general.contained(parts)
        rank = self.general.ending(parts) if rank is None else rank
        return 0.0 if rank is None else GENERAL_CONTAINS - rank * RANK_STEP

    def names(self, parts: tuple[str, ...]) -> bool:
        """True when the header says this role outright, not in words that others share."""
        return self.words.exact(parts) is not None or (
            not self.forbids(parts) and self.words.contained(parts) is not None
        )

    def forbids(self, parts: tuple[str, ...]) -> bool:
        """True when a word of the header says that it is something else."""
        return self.never.contained(parts) is not None


def spelled_out(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a header with what programmers abbreviate in full: ``bnc_typ`` is a bounce type."""
    return tuple(_abbreviations().get(part, part) for part in parts)


@cache
def _abbreviations() -> dict[str, str]:
    return dict(resources.toml("data/header_words.toml")["abbreviations"])


def words_of(lists: Iterable[list[str]]) -> Words:
    """Header words ready for comparison; one list a language, the surest first."""
    whole: dict[str, int] = {}
    for words in lists:
        for rank, word in enumerate(words):
            joined = "".join(tokens(word))
            whole[joined] = min(rank, whole.get(joined, rank))
    # a single character ("名", "성") stands inside too many other words
    inside = tuple((word, rank) for word, rank in whole.items() if _HAS_CJK.search(word) and len(word) > 1)
    return Words(whole, inside)


def _role(name: str, entry: dict[str, Any]) -> Role:
    return Role(
        name,
        entry.get("needs", ""),
        words_of(entry["words"].values()),
        words_of([entry.get("weak", [])]),
        words_of([entry.get("general", [])]),
        words_of([entry.get("not", [])]),
    )


@cache
def roles(kind: Kind) -> tuple[Role, ...]:
    """The roles columns of such a table can have, the address first."""
    data = resources.toml("data/header_words.toml")
    email = {"email": data["contacts"]["email"]}
    return tuple(_role(name, entry) for name, entry in (email | data[kind]).items())
