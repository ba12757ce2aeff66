"""Is this an address, whose is it, and what was meant? email-validator's verdicts, at the speed of a column."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, ValidatedEmail, validate_email

from listcleaner.core.addresses import spelling, typos

PROBLEMS = (
    "empty",
    "not_an_address",
    "no_at",
    "no_local",
    "no_domain",
    "several_at",
    "spaces",
    "double_dot",
    "bad_local",
    "no_ending",
    "reserved_domain",
    "bad_domain",
    "too_long",
    "several_addresses",
    "extra_text",
)
"""Why a cell is no usable address; each has a text ``problem.CODE``."""

WITH_ADDRESS = frozenset({"several_addresses", "extra_text"})
"""Problems of a cell with a good address in it."""

NO_CONTACT = "no_contact"
"""The problem of a row that is a total or a note (core/asides.py)."""

SLIPPED = "slipped"
"""The problem of a row whose cells are not where they should be (core/slipped.py)."""

UNCLEAR = WITH_ADDRESS | {NO_CONTACT, SLIPPED}
"""Problems for a person to look at: rows never to be taken out as plainly invalid."""

MAX_LENGTH = 254  # of an address; RFC 5321 and email-validator agree
MAX_CELL = 2000  # a longer cell is not read closely

_SPACE = " \t\r\n"
_ATEXT = r"[A-Za-z0-9_!#$%&'*+\-/=?^`{|}~]"
# All that email-validator accepts before the @ in ASCII. Nothing here can backtrack far.
# A leading apostrophe is left to a closer look: it is legal, but it is Excel's mark for text.
_LOCAL = rf"{_ATEXT}+(?:\.{_ATEXT}+)*"
_ASCII = re.compile(rf"{_LOCAL}@([A-Za-z0-9.-]+)")
_PLAIN = re.compile(rf"[ \t\r\n]*((?!'){_LOCAL})@([A-Za-z0-9.-]+)[ \t\r\n]*")
_BARE = re.compile(rf"(?!'|.{{{MAX_LENGTH}}}.){_LOCAL}@([A-Za-z0-9.-]+)")
_BARE_LOWER = re.compile(_BARE.pattern.replace("A-Z", ""))  # most addresses are their own key
# And after it, but for international names (xn--): labels of at most 63 characters, the last ending in a letter.
_LABEL = r"(?![^.]{2}--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_PLAIN_HOST = re.compile(rf"(?!.{{253}}.)(?:{_LABEL}\.)+{_LABEL}(?<=[a-z])")
_SPECIAL_USE = tuple(f".{name}" for name in SPECIAL_USE_DOMAIN_NAMES)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_RESERVED = re.compile(r"(?:.*\.)?(?:arpa|invalid|local|localhost|onion|test)")

Row = tuple[str, str, str, str]  # key, domain, problem, suggestion


class Checked(NamedTuple):
    """What is known of one cell."""

    key: str
    domain: str
    problem: str
    suggestion: str


def check(cells: pd.Series) -> pd.DataFrame:
    """Understand address cells; index as ``cells``, columns ``key`` (str) and ``domain problem suggestion`` (category).

    ``key``: the same for all spellings of one address (case, hidden characters, ``Ann <a@b.de>``); an unusable cell is its own
    key, several addresses have the first one's; "" only for an empty cell. ``domain``: ASCII, lower case. ``problem``: one of
    PROBLEMS, "" exactly when email-validator (syntax only) accepts the cell or what ``spelling`` reads out of it.
    ``suggestion``: the bare address where the cell is not just that, or the near-certain correction of a slip.
    Works once per distinct cell.
    """
    texts = np.where(cells.isna(), "", cells.to_numpy(dtype=object))
    behind = _behind_at(texts, _BARE_LOWER)
    cased = np.flatnonzero(behind == "")
    behind[cased] = _behind_at(texts[cased], _BARE)
    keys = texts.copy()
    # Not map(): one call that lets no other thread run for 0.3 s, and the window would stand still.
    keys[cased] = [text.lower() for text in texts[cased]]
    host, hosts = pd.factorize(behind)
    known = [_plain_domain(name) for name in hosts]
    good = np.array([domain != "" and not meant for domain, meant in known], dtype=bool)
    plain = np.asarray(good[host])  # a bare ASCII address at a good domain: no more to say
    read = cache(_reader())
    others = [Checked(*read(text)) for text in texts[~plain]]
    keys[~plain] = [one.key for one in others]
    domains = [domain for domain, _ in known]
    return pd.DataFrame(
        {
            "key": pd.Series(keys, index=cells.index, dtype="str", copy=False),
            "domain": _category(plain, domains, host, [one.domain for one in others]),
            "problem": _category(plain, [""], 0, [one.problem for one in others]),
            "suggestion": _category(plain, [""], 0, [one.suggestion for one in others]),
        },
        index=cells.index,
    )


def _behind_at(texts: np.ndarray, bare: re.Pattern[str]) -> np.ndarray:
    """What stands behind the @ of each bare address, "" for other cells."""
    match = bare.fullmatch
    return np.array([found[1] if (found := match(text)) else "" for text in texts], dtype=object)


def _category(
    plain: np.ndarray, values: list[str], of_cell: np.ndarray | int, others: list[str]
) -> "pd.Categorical[str]":
    """``values[of_cell]`` for the plain cells, and for each of the others its own."""
    codes, names = pd.factorize(np.array([*values, *others], dtype=object))
    found = codes[: len(values)][np.broadcast_to(of_cell, plain.shape)]
    found[~plain] = codes[len(values) :]
    return pd.Categorical.from_codes(found, pd.Index(names))


def keys(cells: pd.Series) -> pd.Series:
    """Only the keys of :func:`check`; str, index as ``cells``, "" for an empty cell."""
    return check(cells)["key"]


def check_one(cell: str) -> Checked:
    """:func:`check` of a single cell."""
    return Checked(*_reader()(cell))


def keys_in(cell: str) -> tuple[str, ...]:
    """The keys of all addresses in a cell, in their order."""
    tokens, _ = spelling.addresses_in(spelling.tidy(cell.strip(_SPACE)[:MAX_CELL]))
    return tuple(row[0] for token in tokens if (row := _as_row(_accepted(token))))


def _reader() -> Callable[[str], Row]:
    """A function that understands one cell and remembers the domains it has seen."""
    domains: dict[
        str, tuple[str, str]
    ] = {}  # as written → ASCII ("" when not plain and good), and what was meant

    def read(cell: str) -> Row:
        if len(cell) <= MAX_LENGTH and (match := _PLAIN.fullmatch(cell)):
            local, written = match.groups()
            known = domains.get(written)
            if known is None:
                known = domains[written] = _plain_domain(written)
            host, meant = known
            if host:
                return f"{local.lower()}@{host}", host, "", f"{local}@{meant}" if meant else ""
        return _closely(cell, read)

    return read


def _plain_domain(written: str) -> tuple[str, str]:
    """The domain in lower case and the one it is a slip of; ("", "") when it is bad or international."""
    host = written.lower()
    return (host, typos.domain(host)) if _plain_host(host) else ("", "")


def _plain_host(host: str) -> bool:
    """email-validator's verdict on a domain in lower case ASCII; False for international ones (xn--) without asking."""
    plain = "xn--" not in host and _PLAIN_HOST.fullmatch(host)
    return bool(plain) and not f".{host}".endswith(_SPECIAL_USE)


def _accepted(text: str) -> ValidatedEmail | None:
    """email-validator's answer, None when it refuses."""
    if "@" not in text or len(text) > MAX_LENGTH or _ascii_verdict(text) is False:
        return None
    try:
        return validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return None


def _ascii_verdict(text: str) -> bool | None:
    """email-validator's verdict where expressions know it, a hundred times as fast; None for it to be asked."""
    if not text.isascii() or "xn--" in text.lower():
        return None
    parts = _ASCII.fullmatch(text)
    return parts is not None and len(text) <= MAX_LENGTH and _plain_host(parts[1].lower())


def _is_accepted(text: str) -> bool:
    verdict = _ascii_verdict(text)
    return _accepted(text) is not None if verdict is None else verdict


def _closely(cell: str, read: Callable[[str], Row]) -> Row:
    """A cell that is not simply an address in ASCII."""
    raw = cell.strip(_SPACE)
    text = spelling.tidy(raw[:MAX_CELL])
    if not text:
        return "", "", "empty", ""
    address = spelling.unwrap(text)
    plain = (
        raw.isascii() and not raw.startswith("'") and "xn--" not in raw.lower()
    )  # and _PLAIN has refused it
    if accepted := None if plain else _accepted(raw):
        return _acceptable(accepted, address, text)
    usable = read(address) if address != raw and address.isascii() else _as_row(_accepted(address))
    if usable and not usable[2]:
        key, domain, _, meant = usable
        return key, domain, "", meant or address
    return _refused(text, address)


def _acceptable(accepted: ValidatedEmail, address: str, text: str) -> Row:
    """A cell email-validator takes as it is; yet it may be a name glued to an address by full-width punctuation."""
    meant = _accepted(address)
    if meant is None:
        found = [inside for token in spelling.addresses_in(text)[0] if (inside := _accepted(token))]
        meant = found[0] if len(found) == 1 else None
        address = meant.original if meant else ""
    key, domain, _, typo = _as_row(meant or accepted) or ("", "", "", "")
    written = unicodedata.normalize("NFC", accepted.original)
    return key, domain, "", typo or (address if address != written else "")


def _refused(text: str, address: str) -> Row:
    """Several addresses, one with other text around it, or none."""
    tokens, rest = spelling.addresses_in(text)
    found = [row for token in tokens if (row := _as_row(_accepted(token)))]
    mended = typos.address(address)
    suggestion = mended if mended and _is_accepted(mended) else ""
    if len(found) > 1:
        return found[0][0], found[0][1], "several_addresses", ""
    if found:
        key, domain, _, meant = found[0]
        if spelling.says_nothing(rest):
            return key, domain, "", meant or tokens[0]
        if not spelling.half_of_a_name(text, tokens[0]):
            return key, domain, "extra_text", ""
    key = address.casefold() or text.casefold()
    host = key.rpartition("@")[2]
    domain = host if "@" in key and _HOST.fullmatch(host) else ""
    problem = "no_at" if suggestion and "@" not in address else _problem(address)
    return key, domain, problem, suggestion


def _as_row(accepted: ValidatedEmail | None) -> Row | None:
    if accepted is None:
        return None
    domain = accepted.ascii_domain.lower()
    meant = typos.domain(domain)
    local = unicodedata.normalize("NFKC", accepted.local_part)
    return f"{local.lower()}@{domain}", domain, "", f"{accepted.local_part}@{meant}" if meant else ""


def _problem(address: str) -> str:
    """Why email-validator refuses an address, in the words of PROBLEMS."""
    local, _, host = address.rpartition("@")
    host = host.lower()
    if "@" not in address:
        return "no_at" if re.fullmatch(r"[^\s.]\S*\.[^\W\d_]{2,}", address) else "not_an_address"
    if "@" in local:
        return "several_at"
    tests = (
        ("no_local", not local),
        ("no_domain", not host),
        ("spaces", re.search(r"\s", address)),
        ("double_dot", ".." in address),
        ("too_long", len(address) > MAX_LENGTH),
        ("bad_local", _is_accepted(f"a@{host}")),  # so it cannot be the domain
        ("reserved_domain", _RESERVED.fullmatch(host)),
        ("no_ending", "." not in host.strip(".")),
    )
    return next((problem for problem, applies in tests if applies), "bad_domain")
