"""What speaks for a table of an unknown service being a bounce export, and not a list that has a word or two of the same."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from itertools import chain

import pandas as pd

from listcleaner import resources
from listcleaner.core.bounces import codes
from listcleaner.core.bounces.classify import classify
from listcleaner.core.columns.headers import Role, roles, spelled_out, tokens, words_of
from listcleaner.core.formats import meanings
from listcleaner.core.formats.profile import IGNORED, STATED, Meaning, words_for_bounces
from listcleaner.core.tables.table import Table

SEEN = 200  # distinct values looked at
BEGINNING = 10_000  # rows in which there are mostly as many
FIRST_LOOK = 100  # of which these decide whether to look at the others
MOST_KINDS = 40  # distinct values of a column that says which kind of thing happened
_IN_ADDRESS = r"[^\s<>@,;:()\"\[\]|＠，；、]"  # an apostrophe is: o'hara@example.com
# One address inside "Ann Lee <ann@example.com>", "rfc822;ann@example.com", "a@example.com; b@example.com".
ADDRESS = re.compile(rf"(?<!{_IN_ADDRESS})'?((?!'){_IN_ADDRESS}+[@＠](?:(?!'){_IN_ADDRESS})+)")
HALF = 0.5
NEARLY_ALL = 0.8
FILLED = 0.3  # share of rows; lists have a few bounces in them, too
_FAILED = frozenset({"hard", "soft", "blocked", "unknown"})
_ABOUT_BOUNCES = frozenset({"hard", "soft", "blocked", "deferred", "complaint", "unsubscribe", "auto_reply"})


def is_of_subscribers(table: Table, column: int) -> bool:
    """Whether a class column says "active" or "subscribed" of anybody, or nothing of most: then it is the state of a list."""
    cells = table.cells.iloc[:, column]
    return _fill(cells) < FILLED or any(map(_is_stated, distinct(cells)))


def tells_states_apart(table: Table, column: int) -> bool:
    """Whether a column says "active" of some and "bounced" of others: who is active is no bounce, whatever stands beside it."""
    seen = distinct(table.cells.iloc[:, column])[:MOST_KINDS]
    failed = (meaning for text in seen if (meaning := _by_words(text)) is not None)
    return any(map(_is_stated, seen)) and any(one.category in _FAILED for one in failed)


def states_subscribers(table: Table) -> bool:
    """Whether a column says "active" or "subscribed" of half of the rows: a list, even if it tells of the bounces of some."""
    for column in range(table.cells.shape[1]):
        cells = table.cells.iloc[:, column]
        stated = [text for text in distinct(cells)[:MOST_KINDS] if _is_stated(text)]
        if stated and cells.isin(stated).mean() >= HALF:
            return True
    return False


def tells_of_all(table: Table) -> bool:
    """Whether a column says of nearly every row how it bounced: no list, whatever it says of the subscribers besides."""
    asked = _asks(table)
    for column in range(table.cells.shape[1]):
        cells = table.cells.iloc[:, column]
        seen, words = distinct(cells), _words(table, column)
        kinds = len(seen) <= MOST_KINDS and not _role("class").forbids(words) and _kinds_known(seen)
        told = kinds or (not _role("text").forbids(words) and not asked and _words_known(seen))
        if told and _fill(cells) >= NEARLY_ALL and not any(map(_is_stated, seen)):
            return True
    return False


def tells_of_bounces(table: Table, columns: Mapping[str, int], named: bool) -> bool:
    """Whether a column of these roles says what bounce exports say: kinds of bounces, codes, servers' words.

    ``named``: the name of the file speaks of bounces; then ``H`` is a kind of bounce.
    """
    short = named or ("class" in columns and _speaks_of_bounces(table, columns["class"]))
    words_known = _answers_known if _asks(table) else _words_known
    tests: dict[str, Callable[[Sequence[str]], bool]] = {
        "class": partial(_kinds_known, short=short),
        "status_code": _codes_known,
        "reply": _codes_known,
        "text": words_known,
        "reason": words_known,
    }
    for role, test in tests.items():
        if role in columns and (role != "reply" or _headed_as_code(table, columns[role])):
            cells = table.cells.iloc[:, columns[role]]
            if _fill(cells) >= FILLED and test(distinct(cells)):
                return True
    return False


def tells_of_deliveries(table: Table, columns: Mapping[str, int]) -> bool:
    """Whether this is the report of a mailing in which nothing bounced.

    Orders are delivered, too: it has only columns a report of bounces could have, one of the mailing among them, and says of
    nearly every row that the mail arrived or was opened.
    """
    if not table.headed or "class" not in columns or not _is_headed(table, columns["class"]):
        return False
    said = resources.toml("data/header_words.toml")["mailing"]
    mailing, goods = words_of([said["words"]]), words_of([said["goods"]])
    names = [_words(table, column) for column in range(len(table.header))]
    of_mailing = [mailing.contained(name) is not None for name in names]
    usual = [any(role.score(name) > 0 for role in roles("events")) for name in names]
    if not any(of_mailing) or any(goods.contained(name) is not None for name in names):
        return False
    if not all(a or b for a, b in zip(of_mailing, usual, strict=True)):
        return False
    cells = table.cells.iloc[:, columns["class"]]
    too_general = words_of([said["too_general"]])
    seen = {text: meaning.category for text in distinct(cells) if (meaning := _by_words(text))}
    clear = any(seen[text] == "delivered" and too_general.exact(tokens(text)) is None for text in seen)
    known = len(seen) == len(distinct(cells)) and set(seen.values()) <= {"delivered", "engaged", IGNORED}
    return clear and known and _fill(cells) >= NEARLY_ALL


def _asks(table: Table) -> bool:
    """Whether a header is that of a question: what stands beside it are people's answers."""
    asked = words_of([resources.toml("data/header_words.toml")["asked"]["words"]])
    return table.headed and any(asked.contained(tokens(name)) is not None for name in table.header)


def find_class_column(table: Table, taken: Collection[int], named: bool, headed: bool = False) -> int | None:
    """A column whose few words say what happened.

    Where the header speaks of a state half of them have to be known, under a header nobody knows nearly all: ``Bounced (Hard)``,
    ``Complained``. ``headed``: only the former. ``named``: as in :func:`tells_of_bounces`.
    """
    few = {
        column: seen
        for column in range(table.cells.shape[1])
        if column not in taken
        and 0 < len(seen := distinct(table.cells.iloc[:, column])) <= MOST_KINDS
        and not _role("class").forbids(_words(table, column))
    }
    said = (c for c, seen in few.items() if _is_headed(table, c) and _known(table, c, seen, named) >= HALF)
    other = (c for c, seen in few.items() if _share(_by_words, seen) >= NEARLY_ALL and _kinds_known(seen))
    return next(said if headed else chain(said, other), None)


def _known(table: Table, column: int, seen: Sequence[str], named: bool) -> float:
    """The share of words that say what happened: ``yes`` where the header asks whether it bounced, ``H`` in a file of bounces."""
    if _speaks_of_bounces(table, column):
        return _share(_says, seen)
    return _share(_says_how if named else _by_words, seen)


def _is_headed(table: Table, column: int) -> bool:
    """Whether the header says that the column tells what happened."""
    return _role("class").score(_words(table, column)) > 0 or _speaks_of_bounces(table, column)


def _speaks_of_bounces(table: Table, column: int) -> bool:
    return meanings.has_word(" ".join(_words(table, column)), words_for_bounces())


def _words(table: Table, column: int) -> tuple[str, ...]:
    """The words of the header."""
    return spelled_out(tokens(table.header[column])) if table.headed else ()


def _role(name: str) -> Role:
    return next(role for role in roles("events") if role.name == name)


def find_answers(table: Table, taken: Collection[int | None], beside: int | None) -> int | None:
    """The column most of whose answers are understood and tell of bounces; ``beside``, that of the class, if no other does."""
    best, most = None, 0.6
    for column in range(table.cells.shape[1]):
        if column in taken or _role("text").forbids(_words(table, column)):
            continue
        seen = distinct(table.cells.iloc[:, column])
        if not seen or _share(_understood, seen[:FIRST_LOOK]) < 0.3:
            continue
        share = _share(_understood, seen) - (0.4 if column == beside else 0.0)
        if share >= most and _tells_of_failures(seen):
            best, most = column, share + 0.01
    return best


def short_answers(table: Table, column: int) -> bool:
    """Whether the column has answers that only the vocabulary knows: ``Full``, ``Nonexistent``."""
    return any(
        len(text) <= meanings.LONGEST and _by_words(text) and classify(text).category == "unknown"
        for text in distinct(table.cells.iloc[:, column])
    )


def find_address_inside(table: Table) -> int | None:
    """The column whose texts name an address each: ``Could not deliver to ann@example.com: …``."""
    best, most = None, 0.8
    for column in range(table.cells.shape[1]):
        seen = distinct(table.cells.iloc[:, column])
        share = sum("@" in text and ADDRESS.search(text) is not None for text in seen) / max(len(seen), 1)
        if share >= most:
            best, most = column, share + 0.01
    return best


def share_understood(table: Table, columns: Mapping[str, int]) -> float:
    """Of the columns of these roles that say what happened the largest share of values that are understood."""
    tests: dict[str, Callable[[str], object]] = {
        "class": _understood,
        "text": _understood,
        "reason": _understood,
        "status_code": _is_code,
        "reply": _is_code,
    }
    shares = [
        _share(test, seen)
        for role, test in tests.items()
        if role in columns and (seen := distinct(table.cells.iloc[:, columns[role]]))
    ]
    return max(shares, default=0.0)


def distinct(cells: pd.Series) -> list[str]:
    """The different contents of a column, as many as are looked at."""
    seen = cells.iloc[:BEGINNING].unique()
    if (
        len(seen) < SEEN
    ):  # else nothing further on is looked at: of a million names all would be told apart, five times
        seen = cells.unique()
    return [text for text in seen[:SEEN] if text.strip()]


def _fill(cells: pd.Series) -> float:
    return float((cells != "").mean()) if len(cells) else 0.0


def _share(test: Callable[[str], object], seen: Sequence[str]) -> float:
    return sum(1 for text in seen if test(text)) / len(seen)


def _by_words(text: str) -> Meaning | None:
    return meanings.said_by(text)


def _says(text: str) -> Meaning | None:
    return meanings.said_by(text, short=True)


def _says_how(text: str) -> Meaning | None:
    meaning = _says(text)
    return _by_words(text) if meaning and meaning.category in (IGNORED, "unknown") else meaning


def _is_stated(text: str) -> bool:
    meaning = _by_words(text)
    return meaning is not None and meaning.category == STATED


def _understood(text: str) -> bool:
    return _by_words(text) is not None or classify(text).category != "unknown"


def _tells_of_failures(seen: Sequence[str]) -> bool:
    """Whether one of the answers tells of a bounce in words; "delivered" may be a parcel, "declined" a party, 550 a number."""
    return any(
        not text.isdigit()
        and (
            _is_about_bounces(_by_words(text))
            or (_is_answer(text) and classify(text).category in _ABOUT_BOUNCES)
        )
        for text in seen
    )


def _is_answer(text: str) -> bool:
    """Whether it has as many words as a server's answer has."""
    return not text.isascii() or text.count(" ") >= 2


def _is_about_bounces(meaning: Meaning | None) -> bool:
    """Invitations and cards expire, too."""
    return meaning is not None and meaning.category in _ABOUT_BOUNCES and meaning.reason != "expired"


def _kinds_known(seen: Sequence[str], short: bool = False) -> bool:
    """Half of the values are known, and one is about bounces: "delivered" may be a parcel, "failed" an examination."""
    says = _says if short else _by_words
    about = any(
        _is_about_bounces(meaning) or (meaning is not None and meanings.has_word(text, words_for_bounces()))
        for text in seen
        if (meaning := says(text)) is not None
    )
    return about and _share(says, seen) >= HALF


def _codes_known(seen: Sequence[str]) -> bool:
    """Nearly all are codes of mail servers; an area code or a number of points rarely is."""
    return bool(seen) and _share(_is_code, seen) >= 0.8


def _is_code(text: str) -> bool:
    first = next(iter(text.strip("()# ").split()), "")
    code = codes.lookup(first)
    return code is not None and code.exact


def _headed_as_code(table: Table, column: int) -> bool:
    """Whether the header speaks of a code; bare numbers between 200 and 599 may be anything."""
    return any(_role(name).score(_words(table, column)) > 0 for name in ("reply", "status_code"))


def _answers_known(seen: Sequence[str]) -> bool:
    """Half of them begin with a server's code; people's answers do not, whatever they are about."""
    return _share(_is_coded, seen[:FIRST_LOOK]) >= HALF


def _is_coded(text: str) -> bool:
    return any(_is_code(word) for word in text.split()[:2])


def _words_known(seen: Sequence[str]) -> bool:
    """Half of them are understood; what customers write in a form is not."""
    first = seen[:FIRST_LOOK]
    return bool(first) and _share(_understood, first) >= 0.5 and _tells_of_failures(first)
