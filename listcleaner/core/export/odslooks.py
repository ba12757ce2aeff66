"""Number formats and widths of columns in an OpenDocument spreadsheet, its styles put into the codes other spreadsheets use."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile

from listcleaner.core.export.looks import GENERAL, Looks
from listcleaner.core.export.xmledit import CannotMend, local

_CHUNK = 1 << 20
_MOST_COLUMNS = 1024
_KINDS = frozenset(
    {"number-style", "currency-style", "percentage-style", "date-style", "time-style", "text-style"}
)
_PLAIN = frozenset(" -/:")  # need no quotes in a code
_COLOURS = {"#ff0000": "[RED]", "#0000ff": "[BLUE]", "#00ff00": "[GREEN]", "#ffff00": "[YELLOW]"}
# Parts of dates: code when short, code when long.
_OF_DATES = {
    "day": ("d", "dd"),
    "year": ("yy", "yyyy"),
    "day-of-week": ("ddd", "dddd"),
    "hours": ("h", "hh"),
    "minutes": ("m", "mm"),
    "seconds": ("s", "ss"),
    "am-pm": ("AM/PM", "AM/PM"),
}
# What the conditions of a style must be for its alternatives to be the sections of a code.
_SECTIONS = (["value()>=0"], ["value()>0", "value()<0"])
_UNITS = {"in": 1.0, "cm": 1 / 2.54, "mm": 1 / 25.4, "pt": 1 / 72, "pc": 1 / 6}
_PER_INCH = 96 / 7  # characters of the usual font; 5 pixels of a column are its margins
_MARGIN = 5 / 7


def read_looks(stream: IO[bytes], sheet: str, advance: Callable[[int], None]) -> Looks:
    """The looks of a sheet. Raises CannotMend, KeyError, ValueError, and what reading a damaged package raises."""
    with ZipFile(stream) as archive:
        reader = _Reader(sheet)
        for part in ("styles.xml", "content.xml"):
            parser = expat.ParserCreate()
            parser.buffer_text = True
            parser.StartElementHandler = reader.start
            parser.EndElementHandler = reader.end
            parser.CharacterDataHandler = reader.text
            parser.StartDoctypeDeclHandler = _refuse
            with archive.open(part) as content:
                while chunk := content.read(_CHUNK):
                    advance(0)
                    parser.Parse(chunk, False)
    return reader.looks


def _refuse(*_: object) -> None:
    raise CannotMend("DOCTYPE")


@dataclass
class _Style:
    """A number format: its code so far; what else it says for some values; ``known``: nothing in it has no code."""

    percent: bool
    open_ended: bool  # hours beyond a day
    code: str = ""
    alternatives: list[tuple[str, str]] = field(default_factory=list)  # condition, name
    known: bool = True


class _Reader:
    def __init__(self, sheet: str) -> None:
        self.looks = Looks()
        self._sheet = sheet
        self._styles: dict[str, _Style] = {}
        self._of_cells: dict[str, tuple[str, str]] = {}  # style of cells → number format, parent style
        self._widths: dict[str, float] = {}
        self._style: _Style | None = None
        self._column_style = ""
        self._literal: list[str] | None = None  # text being collected
        self._number: dict[str, str] = {}
        self._inserted: list[tuple[int, str]] = []
        self._inside = 0  # tables in each other; 1 is the sheet itself
        self._row = self._column = 0
        self._next_row = 1
        self._defaults: list[str] = []
        self._row_default = ""
        self._codes: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = local(name)
        given = {local(key): value for key, value in attributes.items()}
        if kind == "table":
            self._inside = self._inside + 1 if self._inside else int(given.get("name") == self._sheet)
        elif self._inside:
            if self._inside == 1:
                self._in_sheet(kind, given)
        elif kind in _KINDS:
            open_ended = given.get("truncate-on-overflow") == "false"
            self._style = self._styles[given.get("name", "")] = _Style(kind == "percentage-style", open_ended)
        elif self._style:
            self._in_format(self._style, kind, given)
        elif kind == "style":
            self._column_style = given.get("name", "") if given.get("family") == "table-column" else ""
            if given.get("family") == "table-cell":
                parts = given.get("data-style-name", ""), given.get("parent-style-name", "")
                self._of_cells[given.get("name", "")] = parts
        elif kind == "table-column-properties" and (width := _characters(given.get("column-width", ""))):
            self._widths[self._column_style] = width

    def end(self, name: str) -> None:
        kind = local(name)
        if kind == "table":
            self._inside = max(0, self._inside - 1)
        elif kind in _KINDS:
            self._style = None
        elif self._style and kind == "number":
            self._style.code += _digits(self._number, self._inserted)
        elif self._style and self._literal is not None:
            self._end_text(self._style, kind, "".join(self._literal))

    def text(self, text: str) -> None:
        if self._literal is not None:
            self._literal.append(text)

    def _in_format(self, style: _Style, kind: str, given: dict[str, str]) -> None:
        if kind in ("text", "currency-symbol", "fill-character", "embedded-text"):
            self._literal = []
            if kind == "embedded-text":
                self._inserted.append((int(given.get("position", "0")), ""))
        elif kind == "number":
            self._number, self._inserted = given, []
        elif kind == "map":
            style.alternatives.append((given.get("condition", ""), given.get("apply-style-name", "")))
        elif kind == "text-properties":
            style.code += _COLOURS.get(given.get("color", ""), "")
        else:
            code = _code(kind, given, style.open_ended)
            style.known &= code is not None
            style.code += code or ""

    def _end_text(self, style: _Style, kind: str, text: str) -> None:
        self._literal = None
        if kind == "embedded-text":
            self._inserted[-1] = self._inserted[-1][0], _quoted(text)
        elif kind == "fill-character":
            style.code += f"*{text[:1]}" if text else ""
        else:
            style.code += text if style.percent and text.strip() == "%" else _quoted(text)

    def _in_sheet(self, kind: str, given: dict[str, str]) -> None:
        if kind == "table-column":
            first = len(self._defaults)
            count = min(int(given.get("number-columns-repeated", "1")), _MOST_COLUMNS - first)
            self._defaults += [given.get("default-cell-style-name", "")] * count
            if count and (width := self._widths.get(given.get("style-name", ""))):
                self.looks.widths.append((first + 1, first + count, width))
        elif kind == "table-row":
            self._row, self._column = self._next_row, 0
            self._next_row += int(given.get("number-rows-repeated", "1"))
            self._row_default = given.get("default-cell-style-name", "")
        elif kind in ("table-cell", "covered-table-cell"):
            count = int(given.get("number-columns-repeated", "1"))
            if "value-type" in given:
                for column in range(self._column, min(self._column + count, _MOST_COLUMNS)):
                    default = self._defaults[column] if column < len(self._defaults) else ""
                    style = given.get("style-name") or self._row_default or default
                    self.looks.add(self._row, column, self._look(style))
            self._column += count

    def _look(self, style: str) -> str:
        """The code for a style of cells; its parents' where it has none."""
        if style not in self._codes:
            name, seen = style, set[str]()
            while name in self._of_cells and not self._of_cells[name][0] and name not in seen:
                seen.add(name)
                name = self._of_cells[name][1]
            self._codes[style] = self._code(self._of_cells.get(name, ("", ""))[0])
        return self._codes[style]

    def _code(self, name: str) -> str:
        style = self._styles.get(name)
        if style is None or not style.known:
            return GENERAL
        if not style.alternatives:
            return style.code
        conditions = [condition.replace(" ", "") for condition, _ in style.alternatives]
        others = [self._styles.get(other) for _, other in style.alternatives]
        if conditions not in _SECTIONS or not all(other and other.known for other in others):
            return GENERAL
        return ";".join([*(other.code for other in others if other), style.code])


def _code(kind: str, given: dict[str, str], open_ended: bool) -> str | None:
    """The code for a part of a format, None where there is none."""
    long = given.get("style") == "long"
    if kind == "text-content":
        return "@"
    if kind == "month":
        letters = "mmm" if given.get("textual") == "true" else "m"
        return letters + ("m" if long else "")
    if kind == "hours" and open_ended:
        return "[hh]" if long else "[h]"
    if kind in _OF_DATES:
        places = int(given.get("decimal-places", "0")) if kind == "seconds" else 0
        return _OF_DATES[kind][long] + ("." + "0" * places if places else "")
    if kind == "scientific-number":
        return f"{_digits(given, [])}E+{'0' * max(1, int(given.get('min-exponent-digits', '1')))}"
    if kind == "fraction":
        numerator = "?" * max(1, int(given.get("min-numerator-digits", "1")))
        fixed = given.get("denominator-value")
        return f"# {numerator}/{fixed or '?' * max(1, int(given.get('min-denominator-digits', '1')))}"
    return None


def _digits(given: dict[str, str], inserted: list[tuple[int, str]]) -> str:
    """``#,##0.00``. ``inserted``: texts among the digits, by how many digits stand behind them."""
    if "decimal-places" not in given and "min-integer-digits" not in given:
        return "General"
    whole = "0" * int(given.get("min-integer-digits", "0")) or "#"
    if given.get("grouping") == "true":
        filled = whole.rjust(4, "#")[::-1]
        whole = ",".join(filled[at : at + 3] for at in range(0, len(filled), 3))[::-1]
    for behind, text in sorted(inserted, reverse=True):
        whole = whole[: len(whole) - behind] + text + whole[len(whole) - behind :]
    places = int(given.get("decimal-places", "0"))
    least = min(int(given.get("min-decimal-places", places)), places)
    scaled = "," * (len(given.get("display-factor", "1")) // 3)  # 1000: shown in thousands
    return whole + ("." if places else "") + "0" * least + "#" * (places - least) + scaled


def _quoted(text: str) -> str:
    """A text as it stands in a code."""
    return text if set(text) <= _PLAIN else '"' + text.replace('"', '""') + '"'


def _characters(length: str) -> float:
    """A width as characters of the usual font; 0.0 when it is not understood."""
    found = re.fullmatch(r"([0-9.]{1,12})(in|cm|mm|pt|pc)", length)
    return max(0.0, float(found[1]) * _UNITS[found[2]] * _PER_INCH - _MARGIN) if found else 0.0
