"""Reading any file a person may have her list or her bounces in."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from listcleaner.core.errors import UserError
from listcleaner.core.progress import Progress, silent
from listcleaner.core.tables.html import read_html
from listcleaner.core.tables.jsontable import read_json
from listcleaner.core.tables.kinds import find_kind
from listcleaner.core.tables.source import members
from listcleaner.core.tables.table import Reading, Table
from listcleaner.core.tables.text import read_text
from listcleaner.core.tables.workbook import read_workbook

_READERS: dict[str, Callable[[Path, Reading, Progress], Table]] = {
    "text": read_text,
    "csv": read_text,
    "html": read_html,
    "json": read_json,
}


def read_table(path: Path, reading: Reading = Reading(), progress: Progress = silent) -> Table:
    """The table in a file; what ``reading`` leaves open is found out, and the table's own reading has nothing left open.

    Of a zip archive ``reading.member`` names the file; without it the archive must hold exactly one table.
    Raises UserError: file_missing, file_is_folder, no_permission, file_empty, file_unreadable (reason), file_encrypted,
    too_large_inside, file_is_picture (kind), file_not_a_table (kind), several_inside (members), member_missing (member),
    sheet_missing (sheet, sheets), encoding_unknown (encoding), delimiter_wrong (delimiter), header_missing (row).
    """
    path = Path(path)
    kind = find_kind(path, reading.member)
    if kind == "zip":
        reading = replace(reading, member=only_member(path))
        kind = find_kind(path, reading.member)
    if reading.format == "csv" and kind in ("html", "json"):
        kind = "text"  # the person says so
    return _READERS.get(kind, read_workbook)(path, replace(reading, format=kind), progress)


def only_member(path: Path) -> str:
    """The one file of an archive that may be a table. Raises UserError several_inside, file_not_a_table."""
    inside = tables_inside(path)
    if not inside:
        raise UserError("file_not_a_table", file=str(path), kind="zip")
    if len(inside) > 1:
        raise UserError("several_inside", file=str(path), members=inside)
    return inside[0]


def tables_inside(path: Path) -> tuple[str, ...]:
    """Files of an archive whose endings are those of tables."""
    endings = {
        ".csv",
        ".tsv",
        ".txt",
        ".tab",
        ".xlsx",
        ".xlsm",
        ".xlsb",
        ".xls",
        ".ods",
        ".json",
        ".html",
        ".htm",
        ".jsonl",
        ".ndjson",
    }
    return tuple(name for name in members(path) if PurePosixPath(name).suffix.lower() in endings)
