"""JSON as a table: an array of objects, an object that holds one, or an object a line. Each object is a row."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from listcleaner.core.errors import UserError
from listcleaner.core.progress import Progress
from listcleaner.core.tables.encoding import find_encoding
from listcleaner.core.tables.html import rows_to_table
from listcleaner.core.tables.records import codec
from listcleaner.core.tables.source import opened, size
from listcleaner.core.tables.table import Reading, Table

_MOST_BYTES = 512 * 1024**2


def read_json(path: Path, reading: Reading, progress: Progress) -> Table:
    """Names of the members are the header (row 0, so ``numbers`` count objects); nested values stay JSON text.

    Raises UserError file_unreadable (damaged), file_not_a_table, too_large_inside.
    """
    total = size(path, reading.member)
    if total > _MOST_BYTES:
        raise UserError("too_large_inside", file=str(path), size=total)
    with opened(path, reading.member) as stream:
        encoding = reading.encoding or find_encoding(stream)
    with opened(path, reading.member) as stream:
        content = stream.read().decode(codec(encoding), "replace").removeprefix("\ufeff")
    objects = _objects(path, content)
    if not objects:
        raise UserError("file_not_a_table", file=str(path), kind="JSON")
    header = list(dict.fromkeys(name for item in objects for name in item))
    rows = [[_text(item.get(name)) for name in header] for item in objects]
    progress("reading", len(rows), len(rows))
    table = rows_to_table(path, replace(reading, format="json", encoding=encoding, header_row=0), rows)
    return replace(table, header=tuple(header))


def _objects(path: Path, content: str) -> list[dict[str, Any]]:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):  # ValueError: of numbers of more than 4,300 digits, too
        try:
            value = [json.loads(line) for line in content.split("\n") if line.strip()]
        except (ValueError, RecursionError):
            raise UserError("file_unreadable", file=str(path), reason="damaged") from None
    return _largest(value, depth=4)


def _largest(value: object, depth: int) -> list[dict[str, Any]]:
    """The longest list of objects in it; an object without one stands for itself."""
    if isinstance(value, list):
        return [item for item in value if isinstance(item, dict)]
    if not isinstance(value, dict) or not depth:
        return []
    lists = [_largest(item, depth - 1) for item in value.values() if isinstance(item, list | dict)]
    best = max(lists, key=len, default=[])
    return (
        best if len(best) > 1 or any(isinstance(item, list) and best for item in value.values()) else [value]
    )


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():  # not so of infinity, which 1e999 is
        return str(int(value))
    return json.dumps(value, ensure_ascii=False)
