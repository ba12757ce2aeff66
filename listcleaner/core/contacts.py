"""Contacts: the rows of the subscriber lists, with what the program understands of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd

from listcleaner.core import liststatus
from listcleaner.core.addresses import check as addresses
from listcleaner.core.asides import asides
from listcleaner.core.columns.find import ColumnGuess, find_columns, name_of
from listcleaner.core.columns.headers import roles, tokens
from listcleaner.core.columns.remembered import Memory, read_as_told
from listcleaner.core.columns.times import parse_times
from listcleaner.core.errors import UserError
from listcleaner.core.progress import Progress, silent
from listcleaner.core.slipped import slipped
from listcleaner.core.tables.fingerprint import fingerprint
from listcleaner.core.tables.formulas import uncalculated
from listcleaner.core.tables.table import Note, Reading, Table
from listcleaner.core.tables.text import MOST_NAMED

# Column → dtype of every contacts table; one row a list row, in list and row order.
CONTACT_DTYPES = {
    "list": "int16",  # index of the list in the session
    "row": "int32",  # 1-based source row
    "address": "str",  # the cell as written (or the correction the person accepted)
    "key": "str",  # addresses.check(): what makes two spellings the same person; never "" (an unusable cell is its own key)
    "domain": "category",  # ASCII, lower case; "" when there is none
    "problem": "category",  # why it is no usable address, "" when it is one
    "suggestion": "category",  # the likely intended address, "" when none
    "listed": "category",  # class the list's own status columns state: complaint unsubscribe hard unknown or ""
    "joined": "datetime64[us]",  # sign-up date, NaT when unknown
    "active": "datetime64[us]",  # last open, click, purchase, NaT when unknown
    "confirmed": "category",  # yes no "" (double opt-in)
    "source": "category",  # where the sign-up came from, as the list says it, "" when it does not
    "filled": "int16",  # cells with content: the most complete duplicate is kept
}


_READ = ("email", "joined", "active", "confirmed", "source")  # roles whose cells are looked at, all of them


@dataclass(frozen=True)
class ListFile:
    """One subscriber list, understood. ``contacts``: CONTACT_DTYPES without list, key, domain, problem, suggestion."""

    path: Path
    reading: Reading
    fingerprint: str
    source: str  # profile id or ""
    columns: dict[str, str]  # role → header
    address_column: int
    contacts: pd.DataFrame
    rows: int
    unreadable: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()
    asides: tuple[int, ...] = ()  # source rows that are no contacts: totals, notes below the last
    slipped: tuple[int, ...] = ()  # source rows with an address, but in another column


def load_list(
    path: Path,
    reading: Reading = Reading(),
    columns: Iterable[tuple[str, str]] = (),
    progress: Progress = silent,
    memory: Memory = (),
) -> ListFile:
    """Read a subscriber list. ``columns``: (role, header) pairs the person set; ``memory``: what she said of earlier ones.

    Raises UserError as :func:`read_table` does, and ``no_address_column`` (file, columns), ``column_missing``,
    ``not_calculated`` (file, column, n).
    Progress steps: ``reading`` ``recognising``.
    """
    columns = tuple(columns)
    table, told = read_as_told(path, reading, () if columns else memory, "list", progress)
    return understand(table, fingerprint(path), told.columns if told else columns, progress)


def understand(
    table: Table, mark: str, columns: Iterable[tuple[str, str]] = (), progress: Progress = silent
) -> ListFile:
    """The subscriber list in a table; ``mark`` is the fingerprint of its file. Errors and steps as :func:`load_list`."""
    rows = len(table.numbers)
    progress("recognising", 0, rows)
    guess = _guess(table, tuple(columns))
    email = guess.roles["email"]
    table.body.make(column for role in _READ for column in guess.every.get(role, ()))
    said = liststatus.said(table, guess)
    progress("recognising", rows // 2, rows)
    notes = [*table.notes, *guess.notes]
    cells, filled = _addresses(table, email, guess), table.body.filled()
    contacts = pd.DataFrame(
        {
            "row": table.numbers,
            "address": cells,
            "listed": said.listed,
            "joined": _first(table, guess, notes),
            "active": _latest(table, guess, notes),
            "confirmed": said.confirmed,
            "source": _source(table, guess),
            "filled": filled,
        }
    )
    if said.columns:
        marked = tuple(table.numbers[(contacts["listed"] != "").to_numpy()].tolist())
        told: dict[str, object] = {"n": len(marked), "columns": ", ".join(said.columns)}
        notes.append(Note("list_states", told, marked[:MOST_NAMED]))
    notes += [Note("column_says_no", {"column": name}) for name in said.unused]
    _check_calculated(table, email, cells)
    texts = cells.to_numpy(dtype=object)
    signed = np.array(["@" in text or "＠" in text for text in texts], dtype=bool)
    aside = tuple(table.numbers[asides(table, signed, filled)].tolist())
    moved = tuple(table.numbers[slipped(table, texts, signed, guess.every["email"])].tolist())
    for code, odd in (("rows_aside", aside), ("rows_slipped", moved)):
        if odd:
            notes.append(Note(code, {"n": len(odd)}, odd[:MOST_NAMED]))
    progress("recognising", rows, rows)
    return ListFile(
        table.path,
        table.reading,
        mark,
        liststatus.source(table),
        {role: _header(table, i) for role, i in guess.roles.items()},
        email,
        contacts.astype({name: dtype for name, dtype in CONTACT_DTYPES.items() if name in contacts}),
        rows,
        table.unreadable,
        tuple(notes),
        aside,
        moved,
    )


def _guess(table: Table, columns: tuple[tuple[str, str], ...]) -> ColumnGuess:
    """The columns, that of the addresses among them. Raises UserError no_address_column."""
    guess = find_columns(table, "contacts", columns)
    if "email" not in guess.roles and "email" not in dict(columns) and (named := _named_address(table)):
        guess = find_columns(table, "contacts", (*columns, ("email", named)))
    if "email" not in guess.roles:
        names = ", ".join(name_of(table, i) for i in range(table.body.shape[1]))
        raise UserError("no_address_column", file=str(table.path), columns=names)
    return guess


def _addresses(table: Table, email: int, guess: ColumnGuess) -> pd.Series:
    """The address cells; where the column has none, those of the next one: a contact of whom only a second address is known."""
    cells = table.body.column(email)
    for i in guess.every.get("email", (email,))[1:]:
        blank = ~cells.str.contains(r"\S", regex=True)
        cells = cells.mask(blank, table.body.column(i))
    return cells


def _check_calculated(table: Table, email: int, cells: pd.Series) -> None:
    """Raises UserError where addresses are formulas without results: they are not missing, they are not in the file."""
    empty = table.numbers[(cells == "").to_numpy()]
    if len(empty):
        rows = np.intersect1d(empty, uncalculated(table.path, table.reading, email))
        if len(rows):
            raise UserError("not_calculated", file=str(table.path), column=name_of(table, email), n=len(rows))


def _named_address(table: Table) -> str | None:
    """The header of a column that says it holds addresses, when not one cell of it is one: each is a row to report, no reason
    to refuse the list. Not a column that only answers yes or no ("E-mail: yes")."""
    if table.reading.header_row == 0:
        return None
    words = next(role.words for role in roles("contacts") if role.name == "email")
    for i, header in enumerate(table.header[: table.body.shape[1]]):
        if words.exact(tokens(header)) is not None and liststatus.holds_text(table.body.column(i)):
            return header
    return None


def combine(
    lists: Sequence[ListFile],
    corrections: frozenset[tuple[str, int]] = frozenset(),
    corrected: Mapping[str, str] = MappingProxyType({}),
) -> pd.DataFrame:
    """The contacts of all lists in one table of CONTACT_DTYPES, with the corrections the person accepted.

    ``corrections``: plan.RowRef values. A row without an address is a person of its own. A correction
    of a row that has no suggestion changes nothing. ``corrected``: key → what she corrected that address to before, which is
    suggested again.
    """
    if not lists:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in CONTACT_DTYPES.items()})
    contacts = pd.concat([file.contacts for file in lists], ignore_index=True)
    numbers = np.repeat(np.arange(len(lists)), [len(file.contacts) for file in lists])
    checked = _suggested_again(addresses.check(contacts["address"]), corrected)
    accepted = _accepted(lists, corrections, contacts["row"].to_numpy(), numbers)
    accepted &= (checked["suggestion"] != "").to_numpy()
    if accepted.any():
        contacts.loc[accepted, "address"] = checked.loc[accepted, "suggestion"].astype("str")
        checked = addresses.check(contacts["address"])
    empty = (checked["problem"] == "empty").to_numpy()
    checked = _looked_at(lists, checked, contacts["row"], numbers)
    contacts = pd.concat([contacts.assign(list=numbers), checked], axis="columns")
    if empty.any():
        contacts.loc[empty, "key"] = [
            f"{i}:{row}" for i, row in zip(numbers[empty], contacts["row"][empty], strict=True)
        ]
    return contacts[list(CONTACT_DTYPES)].astype(CONTACT_DTYPES)


def _suggested_again(checked: pd.DataFrame, corrected: Mapping[str, str]) -> pd.DataFrame:
    """With the person's own corrections of earlier runs as suggestions."""
    again = checked["key"].isin(corrected) if corrected else None
    if again is None or not again.any():
        return checked
    checked = checked.astype({"suggestion": "str"})
    checked.loc[again, "suggestion"] = checked.loc[again, "key"].map(corrected).astype("str")
    return checked


def _looked_at(
    lists: Sequence[ListFile], checked: pd.DataFrame, rows: pd.Series, numbers: np.ndarray
) -> pd.DataFrame:
    """What is known of addresses, with what their rows say: that they are no contacts, or were not read well."""
    refused = ~checked["problem"].isin(["", *addresses.UNCLEAR])
    for number, file in enumerate(lists):
        if not (file.asides or file.slipped or file.unreadable):
            continue
        mine = pd.Series(numbers == number, index=rows.index)
        aside = mine & rows.isin(file.asides)
        moved = mine & refused & rows.isin([*file.slipped, *file.unreadable]) & ~aside
        for problem, which in ((addresses.NO_CONTACT, aside), (addresses.SLIPPED, moved)):
            if which.any():
                checked = checked.astype({"problem": "str", "suggestion": "str"})
                checked.loc[which, ["problem", "suggestion"]] = problem, ""
    return checked


def _accepted(
    lists: Sequence[ListFile], corrections: frozenset[tuple[str, int]], rows: np.ndarray, numbers: np.ndarray
) -> np.ndarray:
    """True for the rows whose suggestion the person accepted."""
    accepted = np.zeros(len(rows), dtype=bool)
    for i, file in enumerate(lists):
        wanted = [row for mark, row in corrections if mark == file.fingerprint]
        if wanted:
            accepted |= (numbers == i) & np.isin(rows, wanted)
    return accepted


def _times(table: Table, guess: ColumnGuess, role: str, notes: list[Note]) -> list[pd.Series]:
    """The times of all columns of a role, the surest first; what is unclear in them goes to the notes."""
    columns = []
    for i in guess.every.get(role, ()):
        times, _, note = parse_times(table.body.column(i), table.reading.dates)
        columns.append(times)
        if note is not None:
            notes.append(Note(note.code, {**note.fields, "column": _header(table, i)}))
    return columns


def _first(table: Table, guess: ColumnGuess, notes: list[Note]) -> pd.Series:
    """When a contact joined: the surest column, and where it is empty the next, at last the confirmation's date."""
    joined = pd.Series(np.datetime64("NaT", "us"), index=range(len(table.numbers)))
    for times in (*_times(table, guess, "joined", notes), *_times(table, guess, "confirmed", notes)):
        joined = joined.fillna(times)
    return joined


def _latest(table: Table, guess: ColumnGuess, notes: list[Note]) -> pd.Series:
    """The last sign of life: the latest of all columns that tell of one."""
    active = pd.Series(np.datetime64("NaT", "us"), index=range(len(table.numbers)))
    for times in _times(table, guess, "active", notes):
        active = active.where(times.isna() | (active >= times), times)
    return active


def _source(table: Table, guess: ColumnGuess) -> "pd.Categorical[str]":
    """Where each sign-up came from. Tidied by distinct value: there are few."""
    if "source" not in guess.roles:
        return pd.Categorical.from_codes(np.zeros(len(table.numbers), dtype=np.int8), pd.Index([""]))
    codes, values = pd.factorize(table.body.column(guess.roles["source"]))
    tidy, names = pd.factorize(pd.Index([" ".join(str(value).split()) for value in values], dtype=object))
    return pd.Categorical.from_codes(tidy[codes], pd.Index(names, dtype="str"))


def _header(table: Table, column: int) -> str:
    return table.header[column] if column < len(table.header) else ""
