"""JSON from services: webhook dumps, API answers, notifications inside notifications, as records.

Any mixture is read: one object, an array, JSON lines, objects one after another, a file cut off in the middle. Numbers stay the
text they are written as, so that 17-digit ids and fractions of a second survive.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from listcleaner.core.errors import UserError
from listcleaner.core.formats.json_envelopes import DECODER, Recognise, Record, records_in
from listcleaner.core.formats.profile import Profile
from listcleaner.core.progress import Progress

MAX_SIZE = 512 * 1024 * 1024
_BETWEEN = re.compile(
    r"[\s,\[\]]*"
)  # an array is its elements, so that half an array gives half the elements


@dataclass
class Records:
    """Records of one kind in file order. ``numbers``: 1-based, counting every record of the file, broken ones too."""

    profile: Profile | None
    records: list[Record] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def decode(content: bytes) -> tuple[str, str]:
    """The text and its encoding. JSON is UTF-8; files saved again by an editor may be UTF-16 or the system's encoding."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "utf-16"
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", errors="replace"), "cp1252"


def values(text: str) -> Iterator[Any]:
    """Every top-level value, arrays opened; for what is broken, up to the end of its line, None.

    Raises UserError ``json_too_deep`` for nesting no service writes.
    """
    position, wasted = 0, 0
    while True:
        between = _BETWEEN.match(text, position)
        position = between.end() if between else position
        if position >= len(text):
            return
        try:
            value, position = DECODER.raw_decode(text, position)
        except RecursionError:
            raise UserError("json_too_deep") from None
        except json.JSONDecodeError as error:
            wasted += max(error.pos - position, 0)
            line_end = text.find("\n", position)
            position = len(text) if line_end < 0 or wasted > 4 * len(text) else line_end  # never quadratic
            value = None
        yield value


def group(
    text: str, inside: frozenset[str], recognise: Recognise, progress: Progress
) -> tuple[list[Records], list[int]]:
    """Records by profile, and the positions of what could not be read.

    ``inside``: keys under which services put their records; ``recognise`` names the profile of a record with these keys.
    """
    groups: dict[str, Records] = {}
    broken: list[int] = []
    number = 0
    for value in values(text):
        before = number
        for profile, record in records_in(value, inside, recognise):
            number += 1
            found = groups.setdefault(profile.id if profile else "", Records(profile))
            found.records.append(record)
            found.numbers.append(number)
            if number % 20_000 == 0:
                progress("reading", number)
        if number == before:
            number += 1
            broken.append(number)
    return list(groups.values()), broken
