"""From a service's word for what happened to class and reason: its own vocabulary first, then the words of ten languages."""

import re
from functools import cache

from listcleaner.core.bounces.classify import Hint
from listcleaner.core.formats.profile import (
    GENERIC,
    IGNORED,
    STATED,
    Meaning,
    Profile,
    fillers,
    fold_value,
    generic,
    names_of_bounces,
    short_forms,
    whole_values,
    words_beside,
)

STEM = "*"  # ends a vocabulary word of which only the beginning is given
NOTHING = Meaning(IGNORED)  # a row in which nothing happened
JOIN = " / "  # between the parts of a value
LONGEST = 60  # characters of a vocabulary word with something around it; longer cells are sentences, for the classifier
_AMBIGUOUS = frozenset({"hard", "soft", "blocked", "deferred"})
_ANSWER = re.compile(r"\s*[245]\d\d[ -]")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Where the words in a value contradict each other the first of these counts.
_MILDEST = (
    IGNORED,
    STATED,
    "unknown",
    "auto_reply",
    "deferred",
    "blocked",
    "soft",
    "unsubscribe",
    "complaint",
    "hard",
)
_NO_BOUNCES = frozenset({"complaint", "unsubscribe", "delivered", "engaged", "auto_reply", STATED})
_REASONS = {
    "complaint": "complained",
    "unsubscribe": "unsubscribed",
    "delivered": "delivered",
    "engaged": "opened",
    "auto_reply": "auto_reply",
}
_SUPPRESSED = {
    "hard": "suppressed_bounce",
    "complaint": "suppressed_complaint",
    "unsubscribe": "suppressed_unsubscribe",
}


def find_meaning(value: str, profile: Profile) -> tuple[Meaning | None, str]:
    """What a value of this profile means (None: nothing), and the part of it that says so.

    ``value``: parts joined with ``" / "``, as written.
    """
    written = [part for part in value.split(JOIN) if part.strip()]
    parts = [fold_value(part) for part in written]
    for length in range(len(parts), 0, -1):
        found = profile.values.get(JOIN.join(parts[:length]))
        if found:
            return found, JOIN.join(written[:length])
    said = [] if profile.only_listed else [(said_by(part, profile.id == GENERIC), part) for part in written]
    known = [(meaning, word) for meaning, word in said if meaning is not None]
    if known:
        return _most_telling(known)
    if parts and profile.otherwise:
        return profile.otherwise, value[:LONGEST]
    if profile.always and profile.id == GENERIC:
        return profile.always, f"{profile.always.category} (file name)"
    return profile.always, ""


def _most_telling(known: list[tuple[Meaning, str]]) -> tuple[Meaning, str]:
    """Of what the parts of a value mean: a kind of event that is no bounce first, then what names a reason, then any kind."""
    first = known[0]
    if first[0].category in _NO_BOUNCES:
        return first
    named = (one for one in known if one[0].reason and one[0].category not in _NO_BOUNCES)
    clear = (one for one in known if one[0].category != "unknown" and one[0].category != IGNORED)
    return next(named, None) or next(clear, None) or first


def by_words(value: str) -> Meaning | None:
    """What a folded value means by the words of ten languages; None when it has none of them."""
    known = generic().values
    if value in known:
        return known[value]
    if value in whole_values():
        return whole_values()[value]
    if len(value) > LONGEST:
        return None
    found = [_of_word(word) for word in _pattern().findall(value)]
    mildest = min(found, key=lambda meaning: _MILDEST.index(meaning.category), default=None)
    return mildest if mildest is None or _is_clear(mildest, value) else None


def said_by(text: str, short: bool = False) -> Meaning | None:
    """What a value as written means by those words; ``GlobalUnsubscribe`` is two. A server's answer is the classifier's.

    ``short``: ``H`` and ``S``, too. Only of a column that says what happened: anywhere else they may be anything.
    """
    if _ANSWER.match(text):
        return None
    value = fold_value(text)
    return (
        by_words(value)
        or by_words(fold_value(_HUMP.sub(" ", text)))
        or (short_forms().get(value) if short else None)
    )


def by_name(name: str) -> tuple[Meaning | None, bool]:
    """What a file or sheet name says of all rows (None: nothing, or contradictory), and whether it speaks of bounces at all."""
    folded = _folded_name(name)
    found = [_of_word(word) for word in _pattern().findall(folded)]
    found = [
        meaning
        for meaning in found
        if not meaning.weak
        and meaning.category not in (IGNORED, STATED, "unknown")
        and _is_clear(meaning, folded)
    ]
    categories = {meaning.category for meaning in found}
    of_bounces = has_word(name, names_of_bounces())
    clear = len(categories) == 1 and not (
        of_bounces and categories & _NO_BOUNCES
    )  # "unsubscribes and bounces"
    return (found[0] if clear else None), bool(found) or of_bounces


def _folded_name(name: str) -> str:
    return fold_value(re.sub(r"[._()\[\]{}+]+", " ", _HUMP.sub(" ", name)))


def has_word(name: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words is a word of the name; Chinese and Japanese words may stand anywhere in it."""
    folded = _folded_name(name)
    parts = re.findall(r"[^\W\d_]+", folded)
    joined = " ".join(parts)
    return any(word in parts if word.isascii() else word in joined for word in words)


def to_hint(meaning: Meaning | None, word: str, final: bool) -> Hint | None:
    """The meaning as the classifier takes it. A service that says hard, soft or blocked has given up; deferred goes on."""
    if meaning is None:
        return Hint("unknown", weak=True, final=True) if final else None
    reason = meaning.reason or _REASONS.get(meaning.category, "undefined")
    if meaning.echo and not meaning.reason:
        reason = _SUPPRESSED.get(meaning.category, "suppressed_other")
    given_up = {"hard": True, "soft": True, "blocked": True, "deferred": False}.get(
        meaning.category, final or None
    )
    return Hint(meaning.category, reason, weak=meaning.weak, echo=meaning.echo, final=given_up, word=word)


@cache
def _pattern() -> re.Pattern[str]:
    """All vocabulary words, longest first; words of alphabets only between word borders."""
    words = sorted(generic().values, key=len, reverse=True)
    return re.compile("|".join(_bounded(word) for word in words))


def _is_clear(meaning: Meaning, value: str) -> bool:
    """Whether "hard", "soft", "blocked" or "permanent" in a value are about mail: not in "hard goods" or "永久会员"."""
    if meaning.reason or meaning.category not in _AMBIGUOUS:
        return True
    rest = re.findall(r"[^\W\d_]{2,}", _pattern().sub(" ", value))
    return "bounce" in value or all(word in fillers() for word in rest) or _beside().search(value) is not None


@cache
def _beside() -> re.Pattern[str]:
    return re.compile("|".join(map(_bounded, words_beside())))


def _bounded(word: str) -> str:
    if word.endswith(STEM):
        return rf"(?<![^\W_]){re.escape(word[:-1])}\w*"
    alphabetic = all(ord(c) < 0x2E80 for c in word)
    return rf"(?<![^\W_]){re.escape(word)}(?![^\W_])" if alphabetic else re.escape(word)


def _of_word(word: str) -> Meaning:
    """What a word the pattern has found means."""
    known = generic().values
    return (
        known[word] if word in known else next(known[stem] for stem in _stems() if word.startswith(stem[:-1]))
    )


@cache
def _stems() -> tuple[str, ...]:
    return tuple(sorted((word for word in generic().values if word.endswith(STEM)), key=len, reverse=True))
