"""The phrase language: what a line of resources/data/text_patterns/ matches, and that no text can make it slow."""

import re
from typing import Any

import pytest

from listcleaner.core.bounces import phrases, wordform
from listcleaner.core.bounces.classify import classify
from listcleaner.core.vocabulary import CLASSES, reasons

PATTERNS = phrases.patterns()
OUTCOMES = phrases.outcomes()
SUBJECTS = phrases.subjects()
PHRASES = [
    phrases.Phrase(source, pattern)
    for pattern in PATTERNS + OUTCOMES + SUBJECTS
    for source in pattern.phrases
]


def finds(source: str, text: str) -> bool:
    pattern = phrases.Pattern("test", "soft", "network", 60, False, (), (), (source,), ())
    return phrases.Scanner([pattern]).find(wordform.words(wordform.mask(text)), "", "") is not None


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("no such user", "550 No such user: <ann@example.com>"),
        ("reject* by policy", "Rejected by policy"),
        ("(user|mailbox) unknown", "mailbox unknown"),
        ("mailbox [is] full", "Mailbox full"),
        ("mailbox [is] full", "the MAILBOX IS FULL!"),
        ("user .. not found", "user ann of the sales department not found"),
        ("user * unknown", "550 user ann unknown"),
        ("recipients limit", "the recipient's limit"),
        ("isnt known", "isn’t known"),
        ("Empfänger unbekannt", "EMPFANGER UNBEKANNT"),
        ("邮箱 已满", "收件人邮箱已满。"),
        ("邮箱 已满", "收件者郵箱 已滿"),
        ("ip 黑名单", "您的IP黑名单"),
        ("quota exceeded", "QuotaExceededException"),
    ],
)
def test_a_phrase_finds(source: str, text: str) -> None:
    assert finds(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("user unknown", "superuser unknown"),
        ("spam", "spamassassin"),
        ("user .. not found", "user. The file was not found"),
        ("user .. not found", "user " + "very " * 30 + "not found"),
        ("no such user", "no such mail user"),
        ("user * unknown", "user unknown"),
        ("user * unknown", "user. Unknown host"),
    ],
)
def test_a_phrase_does_not_find(source: str, text: str) -> None:
    assert not finds(source, text)


def test_a_line_that_is_no_phrase_is_refused() -> None:
    with pytest.raises(ValueError, match="not a phrase"):
        phrases.Phrase("(user|(mailbox)", PATTERNS[0])


def test_of_equal_patterns_the_last_in_the_text_decides_and_a_stronger_one_beats_both() -> None:
    def pattern(name: str, strength: int, source: str) -> phrases.Pattern:
        return phrases.Pattern(name, "soft", "network", strength, False, (), (), (source,), ())

    scanner = phrases.Scanner(
        [pattern("a", 60, "alpha"), pattern("b", 60, "beta"), pattern("c", 70, "gamma")]
    )
    assert (found := scanner.find("beta then alpha", "", "")) is not None
    assert found.pattern.id == "a"
    assert (found := scanner.find("gamma then beta then alpha", "", "")) is not None
    assert found.pattern.id == "c"


EXAMPLES = [(pattern, example) for pattern in PATTERNS + SUBJECTS for example in pattern.examples]


@pytest.mark.parametrize(
    ("pattern", "example"), EXAMPLES, ids=[f"{p.id}-{n}" for n, (p, _) in enumerate(EXAMPLES)]
)
def test_every_pattern_explains_the_example_it_was_written_for(
    pattern: phrases.Pattern, example: str
) -> None:
    verdict = classify(example)
    assert f"({pattern.id})" in verdict.because
    assert verdict.reason == pattern.reason


@pytest.mark.parametrize("example", [(o.id, text) for o in OUTCOMES for text in o.examples])
def test_every_outcome_is_seen_in_its_examples(example: tuple[str, str]) -> None:
    name, text = example
    category = "soft" if name == "given_up" else "deferred"
    assert classify(text).category == category


def test_every_pattern_is_complete() -> None:
    both = PATTERNS + SUBJECTS
    assert len({pattern.id for pattern in both}) == len(both)
    for pattern in both:
        assert pattern.category in CLASSES
        assert pattern.reason in reasons()
        assert pattern.examples, pattern.id
        assert 0 < pattern.strength < 100


def test_what_is_said_of_us_never_makes_an_address_dead() -> None:
    assert {subject.category for subject in SUBJECTS} == {"blocked"}


def test_no_guess_from_a_single_word_calls_an_address_dead() -> None:
    for pattern in PATTERNS:
        assert not (pattern.id.startswith("guess_") and pattern.category == "hard")


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.source[:40])
def test_no_phrase_can_be_made_slow(phrase: phrases.Phrase) -> None:
    """Linear by structure: gaps are bounded and few, and no repetition stands inside another."""
    assert sum(not alternatives for alternatives, _ in phrase.pieces) <= 2
    assert phrase.key_sets(), "a phrase of optional words only would match anywhere"
    for repeat in repeats(re._parser.parse(phrase.regex.pattern)):  # type: ignore[attr-defined]
        _, high, inside = repeat
        assert high <= 60 or not list(repeats(inside)), phrase.source
        if high > 1:
            assert not any(top > 1 for _, top, _ in repeats(inside)), phrase.source


def repeats(tree: Any) -> Any:
    """All repetitions of a parsed regular expression as (at least, at most, what)."""
    for name, value in tree:
        if str(name) in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            yield value
            yield from repeats(value[2])
        elif str(name) == "BRANCH":
            for branch in value[1]:
                yield from repeats(branch)
        elif str(name) == "SUBPATTERN":
            yield from repeats(value[-1])
        elif str(name) in ("ASSERT", "ASSERT_NOT"):
            yield from repeats(value[1])
