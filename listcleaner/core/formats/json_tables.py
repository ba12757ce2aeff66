"""JSON records as tables: one row a recipient, one column a path, every cell the text it was written as."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from listcleaner.core.formats.json_envelopes import MAX_NESTING, Record
from listcleaner.core.formats.json_records import Records
from listcleaner.core.formats.profile import Profile

EACH = "each"  # first word of paths inside one recipient's entry
_Plan = dict[str, Any]  # key → column, or the plan of the object there


def to_table(found: Records) -> tuple[tuple[str, ...], pd.DataFrame, np.ndarray]:
    """Header of dotted paths, text cells, and the number of the record of each row.

    Of a described record only the paths its profile names; of others all, headed by the last word where that is unambiguous.
    """
    if found.profile is None:
        header, rows = _all_paths(found.records)
        numbers = found.numbers
    else:
        header, rows, numbers = _wanted_paths(found, found.profile)
    cells = pd.DataFrame(rows, columns=range(len(header)), dtype="str")
    return header, cells, np.array(numbers, dtype=np.int32)


def _wanted_paths(found: Records, profile: Profile) -> tuple[tuple[str, ...], list[list[str]], list[int]]:
    named = (path for parts in profile.columns.values() for part in parts for path in part)
    header = tuple(dict.fromkeys([*named, *profile.flags]))
    of_record = _plan([(path.split("."), i) for i, path in enumerate(header) if path.split(".")[0] != EACH])
    of_item = _plan([(path.split(".")[1:], i) for i, path in enumerate(header) if path.split(".")[0] == EACH])
    lists = [path.split(".") for path in profile.each]
    rows, numbers = [], []
    for record, number in zip(found.records, found.numbers, strict=True):
        shared = [""] * len(header)
        _fill(shared, record, of_record)
        for item in _recipients(record, lists):
            row = shared.copy()
            _fill(row, item, of_item)
            rows.append(row)
            numbers.append(number)
    return header, rows, numbers


def _plan(paths: list[tuple[list[str], int]]) -> _Plan:
    """The paths as a tree, so that only what a record has is visited. The empty path (the item itself) is the key ""."""
    plan: _Plan = {}
    for path, column in paths:
        *way, last = path or [""]
        place = plan
        for key in way:
            place = place.setdefault(key, {})
        place[last] = column
    return plan


def _fill(row: list[str], record: Any, plan: _Plan) -> None:
    if type(record) is not dict:
        if "" in plan:
            row[plan[""]] = cell(record)
        return
    for key, what in plan.items():
        value = record.get(key)
        if value is None:
            continue
        if type(what) is dict:
            if type(value) is dict:
                _fill(row, value, what)
        else:
            row[what] = cell(value)


def _recipients(record: Record, lists: Sequence[Sequence[str]]) -> list[Any]:
    """The entries of the first list there is; one empty entry where there is none."""
    for path in lists:
        items: Any = record
        for key in path:
            items = items.get(key) if type(items) is dict else None
        if type(items) is list and items:
            return items
    return [{}]


def cell(value: Any) -> str:
    """A JSON value as a table cell."""
    if type(value) is str:
        return value
    if value is None or type(value) is dict:
        return ""
    if type(value) is bool:
        return "TRUE" if value else "FALSE"
    if all(type(item) is str for item in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)


def _all_paths(records: list[Record]) -> tuple[tuple[str, ...], list[list[str]]]:
    flat = [dict(_flatten(record, "", 0)) for record in records]
    paths = list(dict.fromkeys(path for row in flat for path in row))
    last = [path.rsplit(".", 1)[-1] for path in paths]
    header = tuple(word if last.count(word) == 1 else path for word, path in zip(last, paths, strict=True))
    return header, [[row.get(path, "") for path in paths] for row in flat]


def _flatten(record: Record, prefix: str, depth: int) -> Iterator[tuple[str, str]]:
    for key, value in record.items():
        path = f"{prefix}.{key}" if prefix else key
        if type(value) is dict and depth < MAX_NESTING:
            yield from _flatten(value, path, depth + 1)
        else:
            yield path, cell(value)
