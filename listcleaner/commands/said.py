"""How commands answer: exit codes, JSON lines on stdout, notes on stderr."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from listcleaner.core.tables.table import Note
from listcleaner.core.wording import Wording

DONE, USER_ERROR, BRAKE = 0, 1, 3


def print_json(value: object) -> None:
    """One JSON line."""
    print(json.dumps(value, ensure_ascii=False, default=str))


def print_table(rows: Sequence[Sequence[str]], words: int = 0) -> None:
    """Rows of cells as columns: the first to the left, the others, numbers, to the right; the last ``words`` of them to the left
    as well. A Chinese character is two wide.
    """
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        gaps = [" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        left = [place == 0 or place >= len(row) - words for place in range(len(row))]
        cells = [
            cell + gap if to_left else gap + cell for cell, gap, to_left in zip(row, gaps, left, strict=True)
        ]
        print("  ".join(cells).rstrip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


_MOST_NAMED = 10  # rows named in a sentence


def note_sentence(note: Note, wording: Wording) -> str:
    """One sentence for a person about a file, and which rows it is about where it does not say so itself."""
    sentence = wording.text(f"note.{note.code}", **note.fields)
    if not note.rows or "where" in note.fields:
        return sentence
    rows = [str(row) for row in note.rows[:_MOST_NAMED]] + ["…"] * (len(note.rows) > _MOST_NAMED)
    return wording.text("cli.rows", sentence=sentence, rows=rows, n=len(note.rows))


def say_notes(path: Path, notes: Iterable[Note], wording: Wording) -> None:
    """Notes about a file, on stderr. The note of a file left out of a folder names it itself."""
    for note in notes:
        about = "" if note.code == "file_skipped" else f"{path.name}: "
        print(f"{about}{note_sentence(note, wording)}", file=sys.stderr)
