"""JSON from services: webhook dumps, API answers, notifications inside notifications, as records.

Any mixture is read: one object, an array, JSON lines, objects one after another, a file cut off in the middle. Numbers stay the
text they are written as, so that 17-digit ids and fractions of a second survive.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from listcleaner.core.errors import UserError
from listcleaner.core.formats.profile import Profile
from listcleaner.core.progress import Progress

MAX_SIZE = 512 * 1024 * 1024
MAX_NESTING = 12  # of envelopes around a record; SNS in SQS in a Lambda event is 5
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)
_BETWEEN = re.compile(
    r"[\s,\[\]]*"
)  # an array is its elements, so that half an array gives half the elements
Record = dict[str, Any]
Recognise = Callable[[tuple[str, ...]], Profile | None]


@dataclass
class Records:
    """Records of one kind in file order. ``numbers``: 1-based, counting every record of the file, broken ones too."""

    profile: Profile | None
    records: list[Record] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def looks_like_json(head: str) -> bool:
    """Whether a text that begins like this is worth reading as JSON: an object, or an array of objects, strings apart."""
    return re.match(r"\s*(\[\s*)*(\{\s*(\"|\}|$)|$)", head) is not None and head.strip() != ""


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
            value, position = _DECODER.raw_decode(text, position)
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
        for profile, record in _unwrap(value, inside, recognise, 0):
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


def _unwrap(
    value: Any, inside: frozenset[str], recognise: Recognise, depth: int
) -> Iterator[tuple[Profile | None, Record]]:
    """The records in a value, through lists and envelopes (also those whose content is JSON written as a string)."""
    if depth > MAX_NESTING:
        raise UserError("json_too_deep")
    if isinstance(value, list):
        for item in value:
            yield from _unwrap(item, inside, recognise, depth + 1)
        return
    if isinstance(value, str):
        yield from _unwrap(_inner(value), inside, recognise, depth + 1) if _inner(value) is not None else ()
        return
    if not isinstance(value, dict):
        return
    profile = recognise(tuple(value))
    if profile is not None:
        yield profile, value
        return
    envelopes = [] if _names_address(value) else _envelopes(value, inside)
    for item in envelopes:
        yield from _unwrap(item, inside, recognise, depth + 1)
    if not envelopes:
        yield None, value


def _names_address(record: Record) -> bool:
    """Whether a record itself holds an address: then it is no envelope."""
    return any(
        isinstance(item, str) and "@" in item and item.lstrip()[:1] not in ("{", "[")
        for item in record.values()
    )


def _envelopes(record: Record, inside: frozenset[str]) -> list[Any]:
    """What is under the keys services use for it, else the one list of objects: ``{"page": 1, "data": {"bounces": […]}}``."""
    described = [item for key in record if key in inside and (item := _opened(record[key])) is not None]
    return described or _only_list(record, 0)


def _opened(item: Any) -> Any:
    if isinstance(item, dict | list):
        return item
    return _inner(item) if isinstance(item, str) else None


def _inner(text: str) -> Any:
    """JSON written as a string, or None."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return _DECODER.decode(text.strip())
    except RecursionError:
        raise UserError("json_too_deep") from None
    except json.JSONDecodeError:
        return None


def _only_list(record: Record, depth: int) -> list[Any]:
    lists = [
        item for item in record.values() if isinstance(item, list) and item and isinstance(item[0], dict)
    ]
    if not lists and depth < MAX_NESTING:
        inner = [item for item in record.values() if isinstance(item, dict) and not _names_address(item)]
        lists = [item for one in inner for item in _only_list(one, depth + 1)]
    return lists if len(lists) == 1 else []
