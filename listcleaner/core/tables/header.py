"""Where the header is: title lines may stand above it, and some files have none.

Only shapes are looked at here, and a few words for "address"; what the columns mean is found later.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from listcleaner.core.tables.frame import content_width

SAMPLE_ROWS = 200
_LOOK_AT = 60  # rows in which a header is looked for

# A cell that is an address: bare, behind a type or a name, with a full-width ＠, or several. No sentence that mentions one.
_ONE = r"[^\s@＠<>,;:\"()]{1,64}[@＠][^\s@＠<>＞,;\"()]{1,253}"
_ADDRESS = re.compile(
    rf"(?:mailto:|smtp:|rfc822;\s*)?{_ONE}(?:[\s,;]+{_ONE})*[\s,;]*|[^@＠<＜]{{0,200}}[<＜]\s*{_ONE}\s*[>＞].{{0,200}}",
    re.DOTALL | re.IGNORECASE,
)
_ADDRESS_WORDS = re.compile(
    r"mail|courriel|correo|adresse?|recipient|subscriber|rcpt|邮|郵|信箱|收件|メール|이메일|почт|адрес",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"n/?a|-+|null|none|unknown|nan|\?+|无|無|.*\.(?!e?_?mail$|address$)\w{2,10}|.*[@＠].*",
    re.IGNORECASE | re.DOTALL,
)
_VALUE = re.compile(r"(?=\D*\d)[\s\d.,:/+\-()%$€£¥#TZ年月日]*$")

_MENTIONS = re.compile(r"\w@\w[\w-]*\.\w")  # a sentence with an address in it is no name of a column


@dataclass(frozen=True)
class Layout:
    """``header``: position of the header in the rows looked at, -1 when there is none. ``width``: columns of the table."""

    header: int
    width: int


def is_address(cell: str) -> bool:
    """Whether a cell is an e-mail address, or several, as such cells are written."""
    return ("@" in cell or "＠" in cell) and _ADDRESS.fullmatch(cell.strip()) is not None


def has_address(row: Sequence[str]) -> bool:
    """Whether a cell of the row is an e-mail address."""
    return any(map(is_address, row))


def find_layout(rows: Sequence[Sequence[str]], header: int | None = None) -> Layout:
    """Header and width of a table from its first rows, blank ones included.

    ``header``: its position, when known; -1 for none.
    """
    position = _find_header(rows) if header is None else header
    below = [row for row in rows[position + 1 :] if any(cell.strip() for cell in row)]
    widths = Counter(content_width(below))
    named = content_width([rows[position]])[0] if 0 <= position < len(rows) else 0
    # Many rows reaching further than the header is a column without a name; few are rows with a stray delimiter.
    least = len(below) / 2 if named else len(below) / 10
    reached = 0
    for width in sorted(widths, reverse=True):
        reached += widths[width]
        if reached >= least:
            return Layout(position, max(named, width, 1))
    return Layout(position, max(named, 1))


def _find_header(rows: Sequence[Sequence[str]]) -> int:
    filled = [i for i, row in enumerate(rows[:_LOOK_AT]) if any(cell.strip() for cell in row)]
    if not filled:
        return -1
    first = next((i for i in filled if has_address(rows[i]) and _fills(rows[i], rows)), None)
    if first is None:
        above = filled
    else:
        place = next(i for i, cell in enumerate(rows[first]) if is_address(cell))
        above = [i for i in filled if i < first and _names_addresses(rows[i][place : place + 1])]
    if not above:
        return -1
    score, minus = max((_header_score(rows[i], rows), -i) for i in above)
    return -minus if score > (0.5 if first is None else 0) else -1


def _names_addresses(cells: Sequence[str]) -> bool:
    """Whether what stands above an address can be the name of its column, and not an address that went wrong or is missing."""
    return any(cell.strip() and not _NO_NAME.fullmatch(cell.strip()) for cell in cells)


def _fills(row: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a row is as full as the table's rows are; a title that names an address is not."""
    usual = sorted(_filled(row) for row in rows if any(cell.strip() for cell in row))
    return 2 * _filled(row) >= usual[len(usual) // 2]


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _is_value(cell: str) -> bool:
    return _VALUE.match(cell) is not None or len(cell) > 80 or _MENTIONS.search(cell) is not None


def _header_score(row: Sequence[str], rows: Sequence[Sequence[str]]) -> float:
    """How much a row looks like names of columns: full, words, all different, one of them a word for address."""
    cells = [cell.strip() for cell in row if cell.strip()]
    usual = sorted(_filled(other) for other in rows if any(cell.strip() for cell in other))
    full = min(1.0, len(cells) / usual[len(usual) // 2])
    values = sum(map(_is_value, cells)) / len(cells)
    repeated = 1 - len(set(cells)) / len(cells)
    word = max(
        (len(found[0]) / len(cell) for cell in cells if (found := _ADDRESS_WORDS.search(cell))), default=0
    )
    return full + word - values - repeated / 2 - (0.6 if full < 0.4 else 0)
