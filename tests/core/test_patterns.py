"""Every regular expression takes a time that grows as its text does: no text from strangers keeps the program busy."""

import re
import time
from collections.abc import Iterable
from typing import Any

import pytest

from listcleaner.core import asides, statuswords
from listcleaner.core.bounces import phrases
from listcleaner.core.columns import times
from listcleaner.core.export import sheetrows
from listcleaner.core.formats import log_lines, meanings
from listcleaner.core.ledger import forgetting
from listcleaner.core.messages import campaigns, markers
from tests.core.patterns import Use, calls_of_compile, hostile, is_bounded, pumped, uses_in_code

SHORT, LONG = 1000, 4000
MOST = 10  # times longer for a text four times as long: in practice 4, 16 where the time grows as the square
UNNOTICED = 0.003  # seconds: of a text of LONG characters what is quicker cannot be of the second power
AT_THE_END = "\0!"  # what no pattern waits for, so that it tries everything


def seconds(use: Use, text: Any, times: int = 1) -> float:
    """The best of several: another program may have had the processor."""
    ask = getattr(use.pattern, use.method)
    arguments = ("", text) if use.method in ("sub", "subn") else (text,)
    best = 60.0
    for _ in range(times):
        start = time.perf_counter()
        found = ask(*arguments)
        if use.method == "finditer":
            list(found)
        best = min(best, time.perf_counter() - start)
    return best


def slow_on(use: Use, strings: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    return next((pair for pair in strings if is_slow(use, *pair)), None)


def is_slow(use: Use, before: str, piece: str) -> bool:
    def text(length: int) -> Any:
        made = before + piece * (length // len(piece) + 1) + AT_THE_END
        return made.encode("latin-1", "replace") if isinstance(use.pattern.pattern, bytes) else made

    begun = text(SHORT // 2)
    if seconds(use, begun) > 10 * UNNOTICED and seconds(use, begun, 4) > 10 * UNNOTICED:
        return True  # not to be asked about a longer one
    if seconds(use, text(LONG)) < UNNOTICED or seconds(use, text(LONG), 4) < UNNOTICED:
        return False
    return seconds(use, text(LONG), 4) > MOST * seconds(use, text(SHORT), 4)


IN_CODE = [use for use in uses_in_code() if not is_bounded(use.pattern)]


@pytest.mark.parametrize("use", IN_CODE, ids=lambda use: f"{use.place}-{use.method}")
def test_a_regular_expression_takes_a_time_that_grows_as_the_text_does(use):
    assert slow_on(use, hostile(use.pattern)) is None


@pytest.mark.parametrize(
    ("pattern", "method", "slow"),
    [
        (r"a*a*b", "match", True),
        (r"\s*:", "search", True),
        (r"\s*:", "match", False),
        (r"(?<!\s)\s*+:", "search", False),
        (r"<[^>]*>", "search", True),
        (r"a.{0,60}b", "search", False),
        (rb"\d+x", "search", True),
    ],
)
def test_what_is_slow_is_found_to_be_slow(pattern, method, slow):
    compiled = re.compile(pattern)
    assert (slow_on(Use("", compiled, method), hostile(compiled)) is not None) == slow


def made_of_data() -> dict[str, list[Use]]:
    """The regular expressions that are not written in code, by the module that makes them."""
    words = [phrases.Phrase(source, pattern) for pattern in phrases.patterns() for source in pattern.phrases]
    groups = [markers.markers(name) for name in ("headings", "kinds", "labels")]
    marked = [markers._regex(phrase) for group in groups for _, _, phrase in group._phrases]
    lines = [shape.pattern for shapes in log_lines._shapes().values() for shape in shapes]
    names = [re.compile(entry["pattern"], re.IGNORECASE) for entry in statuswords.data()["file"]]
    cells = sheetrows.Names(b"x:")
    found = {
        "core/bounces/phrases.py": [(phrase.regex, "search") for phrase in words],
        "core/messages/markers.py": [(pattern, "finditer") for pattern in marked],
        "core/formats/log_lines.py": [(pattern, "match") for pattern in lines],
        "core/liststatus.py": [(pattern, "search") for pattern in names],
        "core/export/sheetrows.py": [
            (cells.cell_number, "sub"),
            (cells.formulas, "finditer"),
            (cells.value, "match"),
            (cells.cells, "finditer"),
        ],
        "core/export/elements.py": [],  # one name of an element, as in sheetrows
        "core/addresses/spelling.py": [],  # one address between fixed pieces
        "core/columns/times.py": [(times._clock_pattern(), "search")],
        "core/messages/campaigns.py": [(campaigns._header(), "search")],
        "core/asides.py": [(asides._pattern(), "findall")],
        "core/ledger/forgetting.py": [(forgetting._naming({"ann@example.com"}, of_file=False), "sub")],
        "core/formats/meanings.py": [(meanings._pattern(), "finditer")],
    }
    return {place: [Use(place, *pair) for pair in pairs] for place, pairs in found.items()}


MADE = made_of_data()


def test_every_module_that_makes_regular_expressions_of_data_is_known_here():
    assert calls_of_compile() == set(MADE)


@pytest.mark.parametrize("place", sorted(MADE))
def test_what_is_made_of_data_takes_a_time_that_grows_as_the_text_does(place):
    unbounded = [use for use in MADE[place] if not is_bounded(use.pattern)]
    slow = {use.pattern.pattern: slow_on(use, pumped(use.pattern)) for use in unbounded}
    assert {pattern: pair for pattern, pair in slow.items() if pair} == {}
