"""The records inside a JSON value, whatever is wrapped around them.

Services that are known put theirs under known keys. Of any other value a record is what names a recipient: an object, an entry
of a list, a key. What stands above a list goes with its entries: the time and the mailing, and everything where what stands there
is an event or a recipient itself.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from listcleaner.core.columns.headers import roles, spelled_out, tokens
from listcleaner.core.errors import UserError
from listcleaner.core.formats import meanings
from listcleaner.core.formats.profile import Profile, fold_value

MAX_NESTING = 12  # of envelopes around a record; SNS in SQS in a Lambda event is 5
DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)
Record = dict[str, Any]
Recognise = Callable[[tuple[str, ...]], Profile | None]
_LOOKED_AT = 20  # entries of a list
_ADDRESS = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,250}\.[^\s@<>.]{2,63}")
_TIMES = frozenset({"time", "sent"})


def records_in(
    value: Any, inside: frozenset[str], recognise: Recognise
) -> Iterator[tuple[Profile | None, Record]]:
    """Each record with its profile, None for those of no known service. Raises UserError ``json_too_deep``.

    ``inside``: keys under which services put their records; ``recognise`` names the profile of a record with these keys.
    """
    return _unwrap(value, {}, inside, recognise, 0)


def _unwrap(
    value: Any, above: Record, inside: frozenset[str], recognise: Recognise, depth: int
) -> Iterator[tuple[Profile | None, Record]]:
    """``above``: what the envelopes say of all records in them."""
    if depth > MAX_NESTING:
        raise UserError("json_too_deep")
    value = _opened(value)
    if _is_row(value):
        value = {str(place): item for place, item in enumerate(value, 1)}
    if isinstance(value, list):
        for item in value:
            yield from _unwrap(item, above, inside, recognise, depth + 1)
    if not isinstance(value, dict):
        return
    profile = recognise(tuple(value))
    if profile is not None:
        yield profile, value
        return
    entries = list(_entries(value, above)) or _described(value, above, inside)
    for with_them, item in entries:
        yield from _unwrap(item, with_them, inside, recognise, depth + 1)
    if not entries:
        yield None, _completed(value, above)


def _opened(item: Any) -> Any:
    """The item; JSON written as a string as what it says, an address as a record."""
    if not isinstance(item, str):
        return item
    if _ADDRESS.fullmatch(item):
        return {"address": item}
    if item.lstrip()[:1] not in ("{", "["):
        return item
    try:
        return DECODER.decode(item.strip())
    except RecursionError:
        raise UserError("json_too_deep") from None
    except json.JSONDecodeError:
        return item


def _described(record: Record, above: Record, inside: frozenset[str]) -> list[tuple[Record, Any]]:
    """What is under the keys services use for it; a record that names a recipient is no envelope."""
    keys = [key for key in record if key in inside]
    if not keys or _names_recipient(record):
        return []
    items = (_opened(record[key]) for key in keys)
    with_them = above | _with_all(record)
    return [(with_them, item) for item in items if isinstance(item, dict | list)]


def _entries(record: Record, above: Record) -> Iterator[tuple[Record, Any]]:
    """The records below an object of no known service, each with what goes with it; none where it is a record itself."""
    if record and all(map(_ADDRESS.fullmatch, record)):
        yield from ((above, entry) for key, item in record.items() for entry in _of_address(key, item))
        return
    if rows := _rows_in(record):
        yield from ((above | _with_all(record), row) for row in rows)
        return
    below = [(key, item) for key, item in record.items() if _leads_to_records(key, item, 0)]
    if _names_recipient(record):
        below = [(key, item) for key, item in below if isinstance(item, list)] or _happenings(record)
    with_them = above | _with_all(record) if below else {}
    for key, item in below:
        named = {"list": key} if len(below) > 1 or _says_what(key) else {}  # {"hard": […], "soft": […]}
        for entry in item if isinstance(item, list) else [item]:
            yield with_them | named, entry


def _of_address(address: str, item: Any) -> list[Record]:
    """``"ann@example.com": {"type": "hard"}``, or several of these, or a word."""
    items = item if isinstance(item, list) else [item]
    return [{"address": address} | (one if isinstance(one, dict) else {"value": one}) for one in items]


def _is_row(value: Any) -> bool:
    """Whether a list is a row of a table, ``["ann@example.com", "hard"]``: an address and what is said of it."""
    if not isinstance(value, list) or any(isinstance(item, dict | list) for item in value):
        return False
    addresses = sum(isinstance(item, str) and _ADDRESS.fullmatch(item) is not None for item in value)
    return 0 < addresses < len(value)


def _rows_in(record: Record) -> list[Record]:
    """The rows of the one table of an object, ``{"fields": ["email", "type"], "data": [["ann@example.com", "hard"]]}``."""
    lists = [item for item in record.values() if isinstance(item, list) and item]
    tables = [item for item in lists if any(map(_is_row, item[:_LOOKED_AT]))]
    if len(tables) != 1:
        return []
    rows = [row for row in tables[0] if isinstance(row, list)]
    heads = [[_name(one) for one in item] for item in (*lists, rows[0]) if not _is_row(item)]
    width = max(map(len, rows))
    numbers = [str(place) for place in range(1, width + 1)]
    names = next((head for head in heads if len(head) == width and all(head)), numbers)
    return [dict(zip(names, row, strict=False)) for row in rows if _is_row(row)]


def _name(column: Any) -> str:
    """What a table calls a column: a word, or an object with one."""
    if isinstance(column, dict):
        column = next((column[key] for key in ("name", "label", "title", "field") if key in column), "")
    return column if isinstance(column, str) else ""


def _leads_to_records(key: str, item: Any, depth: int) -> bool:
    """Whether an item is, or holds somewhere, a list whose entries name recipients, or an object whose keys do."""
    if isinstance(item, list):
        if any(map(_is_row, item[:_LOOKED_AT])):
            return True
        objects = (one for one in item[:_LOOKED_AT] if isinstance(one, dict))
        if any(_holds_recipient(one, 0) or _leads_to_records(key, one, depth + 1) for one in objects):
            return True
        plain = bool(item) and isinstance(item[0], str) and _ADDRESS.fullmatch(item[0]) is not None
        return plain and _says_what(key)
    if isinstance(item, dict) and item and depth < MAX_NESTING:
        if all(map(_ADDRESS.fullmatch, item)):
            return True
        return any(_leads_to_records(inner, one, depth + 1) for inner, one in item.items())
    return False


def _says_what(key: str) -> bool:
    """Whether the key of a list says what happened to those in it."""
    return _category(" ".join(tokens(key))) != ""


def _holds_recipient(record: Record, depth: int) -> bool:
    return _names_recipient(record) or any(
        isinstance(item, dict) and depth < MAX_NESTING and _holds_recipient(item, depth + 1)
        for item in record.values()
    )


def _names_recipient(record: Record) -> bool:
    """Whether a record itself names one; the sender is none."""
    return any(
        isinstance(item, str)
        and "@" in item
        and item.lstrip()[:1] not in ("{", "[")
        and _is_recipient(key, item)
        for key, item in record.items()
    )


def _is_recipient(key: str, text: str) -> bool:
    role = _role(key)
    return role == "email" or (role != "sender" and _ADDRESS.fullmatch(text) is not None)


def _happenings(record: Record) -> list[tuple[str, Any]]:
    """The list of what happened to a recipient, each at its time; not tags or fields."""
    lists = [(key, item) for key, item in record.items() if isinstance(item, list)]
    timed = [
        (key, item)
        for key, item in lists
        if item and isinstance(item[0], dict) and _TIMES.intersection(map(_role, item[0]))
    ]
    return timed if len(timed) == 1 else []


def _with_all(record: Record) -> Record:
    """What an object says of all records in it: everything where it is an event or a recipient, else when and which mailing."""
    plain = {
        key: item for key, item in record.items() if item is not None and not isinstance(item, dict | list)
    }
    if _names_recipient(record) or any(_is_event(key, item) for key, item in plain.items()):
        return plain
    return {key: item for key, item in plain.items() if _role(key) in (*_TIMES, "campaign")}


def _is_event(key: str, item: Any) -> bool:
    """``"event": "bounced"``, but not ``"status": "ok"`` of an answer."""
    if _role(key) != "class" or not isinstance(item, str):
        return False
    category = _category(item) if len(item) <= meanings.LONGEST else ""
    return category not in ("", "delivered") or (category == "delivered" and "event" in tokens(key))


@lru_cache(maxsize=1000)
def _category(text: str) -> str:
    meaning = meanings.by_words(fold_value(text))
    return meaning.category if meaning else ""


def _completed(record: Record, above: Record) -> Record:
    """The record with what stands above it, its own words before those; a time above only where it has none."""
    if not above:
        return record
    if _TIMES.intersection(map(_role, record)):
        above = {key: item for key, item in above.items() if _role(key) not in _TIMES}
    return above | record


@lru_cache(maxsize=1000)
def _role(key: str) -> str:
    """The role of bounce exports the key names best, ``sender``, or "" ."""
    parts = spelled_out(tokens(key))
    best = max(roles("events"), key=lambda role: role.score(parts))
    if best.score(parts) > 0:
        return best.name
    email = next(role for role in roles("events") if role.name == "email")
    return "sender" if email.forbids(parts) or parts[-1:] == ("id",) else ""
