"""Which column is which: by header words and by what the cells look like."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from listcleaner import resources
from listcleaner.core.columns.headers import CONTAINS, Kind, Role, roles, spelled_out, tokens, visible
from listcleaner.core.columns.times import looks_like_time
from listcleaner.core.errors import UserError
from listcleaner.core.tables.table import Note, Table

SAMPLE = 1000  # cells of each column looked at
BY_CONTENT = 0.3  # score of a column that no header word names
SOME, MOST = 0.3, 0.8  # shares of the cells

_ADDRESS = re.compile(
    r"""(?:[^<>@]{0,100}<)?\s*+(?:(?:mailto:|rfc822;|smtp:)\s*+)?['"]?[^@\s<>,;]{1,64}@[^@\s<>,;]{1,250}\.[^@\s<>,;.]{2,63}>?['"]?[\s.,;]*""",
    re.IGNORECASE,
)
_CODE = re.compile(r"[(\s#]{0,3}[245]\.[0-7]\.\d{1,3}(?:[\s)].*)?", re.DOTALL)
_REPLY = re.compile(r"[245][0-5]\d")
_CODED = re.compile(r"(?<![\d.])(?:[245]\.[0-7]\.\d{1,3}(?![\d.])|[45][0-5]\d(?=[ \-#;]))")
_EPOCH = re.compile(
    r"1[2-8]\d{8}(?:\.\d+)?|1[2-8]\d{11}"
)  # 2008 to 2030; no telephone number of ten digits begins so

_TIME_IN_NUMBERS = re.compile(  # also days: 20260105103000, and what Excel makes of them: 46101.3764
    rf"{_EPOCH.pattern}|1[2-8]\d{{14}}(?:\d{{3}})?|(?:19|20)\d{{6}}(?:\d{{4}}(?:\d\d)?)?|[3-5]\d{{4}}(?:\.\d+)?"
)


@dataclass(frozen=True, slots=True)
class Content:
    """What the cells of a column look like: shares 0…1 of the cells with content (``fill``: of all cells)."""

    fill: float = 0.0
    rows: int = 0
    distinct: float = 0.0
    address: float = 0.0
    time: float = 0.0
    epoch: float = 0.0  # 1767607200, 1767607200000
    code: float = 0.0  # 5.1.1
    reply: float = 0.0  # 550
    numbered: float = 0.0  # numbers that may be times
    kind: float = 0.0  # hard, soft, 硬退信 …
    sentence: float = 0.0  # more than a few words
    coded: float = 0.0  # sentences with a status or reply code in them


@dataclass(frozen=True)
class ColumnGuess:
    """The columns of a table by role.

    ``roles``: role → position of its column. ``every``: role → all columns that can play it, best first (several opt-out columns,
    the twice-exported ``Email hard bounce reason``). ``confidence`` 0…1: are the addresses where they seem to be?
    """

    roles: dict[str, int]
    confidence: float
    notes: tuple[Note, ...] = ()
    every: dict[str, tuple[int, ...]] = field(default_factory=dict)


def find_columns(table: Table, kind: Kind, fixed: Iterable[tuple[str, str]] = ()) -> ColumnGuess:
    """The columns of a list (``contacts``) or a bounce export (``events``), by header words of ten languages and by content.

    ``fixed``: (role, header) pairs the person set herself; an empty header means that no column plays the role.
    Raises UserError ``column_missing`` (file, column, columns) when there is no such header.
    """
    headers = table.header if table.headed else ("",) * len(table.header)
    contents = _contents(table)
    names = [spelled_out(tokens(headers[i])) if i < len(headers) else () for i in range(len(contents))]
    scores = {
        (role.name, i): score
        for role in roles(kind)
        for i, content in enumerate(contents)
        if (score := _score(role, names[i], content, kind)) > 0
    }
    chosen = {role: position(table, header) if header else -1 for role, header in fixed}
    guess = _assign(scores, chosen)
    if kind == "events":
        _split_reason_and_text(guess, contents, chosen)
    notes = _notes(table, scores, guess)
    sure = _confidence(guess, scores, contents, chosen)
    return ColumnGuess(guess, sure, notes, _every(scores, guess, chosen))


def position(table: Table, header: str) -> int:
    """The column with this header, else the column a spreadsheet gives this letter. Raises UserError ``column_missing``."""
    wanted = header.strip()
    if table.headed:
        for same in (str.strip, lambda text: "".join(tokens(text))):  # type: Callable[[str], str]
            found = [i for i, name in enumerate(table.header) if same(name) == same(wanted)]
            if found:
                return found[0]
    column = 0
    if re.fullmatch("[A-Z]{1,3}", wanted):
        for letter in wanted:
            column = column * 26 + ord(letter) - 64
    if 0 < column <= table.body.shape[1]:
        return column - 1
    raise UserError("column_missing", file=table.path.name, column=header, columns=", ".join(table.header))


def name_of(table: Table, column: int) -> str:
    """What a person calls a column: its header, else the letter a spreadsheet gives it. :func:`position` understands both."""
    header = table.header[column].strip() if column < len(table.header) and table.headed else ""
    if header:
        return header
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def _contents(table: Table) -> list[Content]:
    """A look at each column: up to SAMPLE cells with content, spread over all rows."""
    rows, width = table.body.shape
    if rows == 0:
        return [Content()] * width
    spread = np.linspace(0, rows - 1, min(SAMPLE, rows)).astype(int)
    contents = []
    for i, cells in enumerate(zip(*table.body.rows(spread), strict=True)):
        seen = [text for cell in cells if (text := _tidy(cell))]
        fill = len(seen) / len(cells)
        if len(seen) < 50 and rows > SAMPLE:  # a sparse column
            column = table.body.column(i)
            filled = column[column != ""]
            fill = len(filled) / rows
            seen = [text for cell in filled[:SAMPLE] if (text := _tidy(cell))]
        contents.append(_content(seen, fill, rows))
    return contents


def _content(seen: list[str], fill: float, rows: int) -> Content:
    """What the cells seen of a column are."""
    if not seen:
        return Content(rows=rows)
    kinds = _kind_words()

    def share(test: Callable[[str], object]) -> float:
        return sum(1 for text in seen if test(text)) / len(seen)

    sentence = share(lambda text: len(text) > 25 or text.count(" ") > 3)
    return Content(
        fill=fill,
        rows=rows,
        distinct=len(set(seen)) / len(seen),
        address=share(_ADDRESS.fullmatch),
        time=share(looks_like_time),
        epoch=share(_EPOCH.fullmatch),
        code=share(_CODE.fullmatch),
        reply=share(_REPLY.fullmatch),
        numbered=share(_TIME_IN_NUMBERS.fullmatch),
        kind=share(lambda text: len(text) < 40 and "".join(tokens(text)) in kinds),
        sentence=sentence,
        coded=share(lambda text: len(text) > 9 and _CODED.search(text)),
    )


def _tidy(cell: object) -> str:
    return unicodedata.normalize("NFKC", visible(str(cell))).strip()


@cache
def _kind_words() -> frozenset[str]:
    """The words for classes; those that name a reason ("user unknown") stand in reason columns, too."""
    values: dict[str, str] = resources.toml("data/profiles/generic.toml")["events"]["values"]
    classes = [word for word, meaning in values.items() if " " not in meaning.removesuffix(" weak")]
    return frozenset(
        "".join(tokens(word))
        for word in (*resources.toml("data/header_words.toml")["content"]["class"], *classes)
    )


def _score(role: Role, name: tuple[str, ...], content: Content, kind: Kind) -> float:
    """How well a column plays a role; 0 = not at all. Header words first, then what the cells say."""
    header = role.score(name) if name else 0.0
    if content.fill == 0:  # nothing to look at; of an empty column in a filled table nothing can be said
        return header if content.rows == 0 or not role.needs else 0.0
    match role.needs:
        case "address":
            if content.address < (0.2 if header else 0.6):
                return 0.0
            if header == 0 and role.forbids(name):
                header = 0.1  # an address column, but perhaps the sender's
            bonus = 0.5 * content.fill * content.address + (
                0.2 * content.distinct if kind == "events" else 0.0
            )
            return (header or BY_CONTENT) + bonus
        case "time":
            fits = content.time >= SOME or (header > 0 and content.numbered >= SOME)
            told = kind == "events" and max(content.time, content.epoch) >= MOST
            named = header or (BY_CONTENT if told else 0.0)
            return named + 0.2 * content.fill if named and (fits or told) else 0.0
        case "named time":
            return header if max(content.time, content.epoch) >= SOME else 0.0
        case "flag":
            return header if max(content.time, content.address, content.sentence) < 0.5 else 0.0
        case "state":
            return header if max(content.code + content.reply, content.time, content.address) < 0.5 else 0.0
        case "code":
            share = content.code + (content.reply if content.code > 0 else 0.0)
        case "reply":
            share = content.reply if content.code == 0 else 0.0
        case "class":
            if max(content.code + content.reply, content.address, content.time, content.coded) >= 0.5:
                return 0.0
            share = content.kind
            if header >= CONTAINS - 0.2 and content.sentence < 0.5:
                share = max(share, 0.5)  # a vendor's own words for the classes
        case "text":
            if max(content.address, content.time) >= 0.5:
                return 0.0
            share = max(content.coded, content.sentence if header else 0.0)
        case "words":
            return 0.0 if max(content.address, content.time, content.kind) >= 0.9 else header
        case _:
            return header
    if header:
        return header + 0.4 * share if share >= SOME else 0.0
    return BY_CONTENT + 0.4 * share if share >= MOST or (role.needs == "text" and share >= 0.5) else 0.0


def _assign(scores: Mapping[tuple[str, int], float], chosen: Mapping[str, int]) -> dict[str, int]:
    """Each role its best column, each column one role, the surest pairs first."""
    guess = {role: i for role, i in chosen.items() if i >= 0}
    ordered = sorted(scores.items(), key=lambda entry: (-entry[1], entry[0][1]))
    for (role, i), _ in ordered:
        if role not in guess and role not in chosen and i not in guess.values():
            guess[role] = i
    return guess


def _split_reason_and_text(guess: dict[str, int], contents: list[Content], chosen: Mapping[str, int]) -> None:
    """A lone reason column that holds the server's own words is the text."""
    reason = guess.get("reason")
    if reason is None or "reason" in chosen or "text" in chosen:
        return
    wordy = max(contents[reason].coded, contents[reason].sentence)
    if "text" not in guess:
        if wordy >= SOME:
            guess["text"] = guess.pop("reason")
    elif contents[reason].coded > 0.5 and contents[guess["text"]].coded < 0.2:
        guess["reason"], guess["text"] = guess["text"], reason


def _every(
    scores: Mapping[tuple[str, int], float], guess: Mapping[str, int], chosen: Mapping[str, int]
) -> dict[str, tuple[int, ...]]:
    best: dict[int, tuple[float, str]] = {}
    for (role, i), score in scores.items():
        best[i] = max(best.get(i, (0.0, "")), (score, role))
    every: dict[str, list[int]] = {role: [i] for role, i in guess.items()}
    for i, (_, role) in sorted(best.items(), key=lambda entry: (-entry[1][0], entry[0])):
        if i not in guess.values() and role not in chosen:
            every.setdefault(role, []).append(i)
    return {role: tuple(columns) for role, columns in every.items()}


def _notes(
    table: Table, scores: Mapping[tuple[str, int], float], guess: Mapping[str, int]
) -> tuple[Note, ...]:
    """Other columns that hold addresses too."""
    email = guess.get("email")
    others = [i for (role, i) in scores if role == "email" and i != email]
    if email is None or not others:
        return ()
    names = [name_of(table, i) for i in (email, *others)]
    return (Note("other_address_columns", {"column": names[0], "others": ", ".join(names[1:])}),)


def _confidence(
    guess: Mapping[str, int],
    scores: Mapping[tuple[str, int], float],
    contents: list[Content],
    chosen: Mapping[str, int],
) -> float:
    """How sure the address column is: its share of addresses and its header."""
    if "email" not in guess:
        return 0.0
    content = contents[guess["email"]]
    sure = 1.0 if "email" in chosen else min(1.0, 0.4 + scores.get(("email", guess["email"]), 0.0) / 2)
    sure *= max(content.address, 0.3)
    return round(sure, 2)
