"""Formulas whose results are not in the file: whatever wrote it did not calculate them, and its readers find empty cells."""

import re
from pathlib import Path
from typing import IO
from zipfile import ZipFile

from listcleaner.core.tables.archives import zip_file
from listcleaner.core.tables.package import opened_package
from listcleaner.core.tables.sheetbounds import pieces
from listcleaner.core.tables.source import reporting
from listcleaner.core.tables.table import Reading

# A cell with a formula and no value. Of a formula that gives an empty text the type is said: t="str".
_WITHOUT_RESULT = re.compile(
    rb'<(?:\w+:)?c(?=[\s>])(?![^<>]*\st="str")[^<>]*>\s*<(?:\w+:)?f(?=[\s/>])[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)'
    rb"\s*+(?:(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)\s*+)?</(?:\w+:)?c>"
)


def uncalculated(path: Path, reading: Reading, column: int) -> list[int]:
    """Source rows in which a column (0-based) of an xlsx or xlsm has a formula. Empty when all formulas of the file have results.

    For cells that were read as empty: a formula that gives an empty text is among these rows, too, where another has no result.
    """
    if reading.format not in ("xlsx", "xlsm"):
        return []
    with opened_package(path, reading.member) as content:
        if not _has_any(content, path):
            return []
        import openpyxl  # rarely needed; python-calamine does not tell formulas

        content.seek(0)
        book = openpyxl.load_workbook(content, read_only=True)
        try:
            sheet = book[reading.sheet] if reading.sheet else book.worksheets[0]
            cells = sheet.iter_rows(min_col=column + 1, max_col=column + 1)
            return [number for number, (cell,) in enumerate(cells, 1) if cell.data_type == "f"]
        finally:
            book.close()


def _has_any(content: IO[bytes], path: Path) -> bool:
    """Whether a sheet has a formula without a result."""
    with reporting(path), zip_file(content) as archive:
        for info in archive.infolist():
            if not info.filename.lower().endswith(".xml") or "sheet" not in info.filename.lower():
                continue
            if without_results(archive, info.filename):
                return True
    return False


def without_results(archive: ZipFile, part: str) -> int:
    """How many cells of a sheet have a formula and no result. ``part``: the sheet's name in the package of an xlsx or xlsm."""
    with archive.open(part) as content:
        return sum(len(_WITHOUT_RESULT.findall(piece)) for piece in pieces(content, b"<c ", b":c "))
