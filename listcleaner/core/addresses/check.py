"""Is this an address, whose is it, and what was meant? email-validator's verdicts, at the speed of a column."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from listcleaner.core.addresses import spelling, typos
from listcleaner.core.addresses.syntax import HOST, LOCAL, MAX_LENGTH, Domain, Syntax

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

MAX_CELL = 2000  # a longer cell is not read closely

_SPACE = " \t\r\n"
# A leading apostrophe is left to a closer look: it is legal, but it is Excel's mark for text.
_PLAIN = re.compile(rf"[ \t\r\n]*((?!'){LOCAL})@({HOST})[ \t\r\n]*")
_AROUND = "'`{|}*?!=/.-"  # legal at the ends of a local part, but here they may be punctuation
_NAMED = re.compile(
    rf"[^<>@]{{0,100}}<((?![{_AROUND}]){LOCAL}(?<![{_AROUND}]))@([A-Za-z0-9.-]+)>"
)  # Ann Lee <ann@x.de>
_BARE = re.compile(rf"(?!'|.{{{MAX_LENGTH}}}.){LOCAL}@({HOST})")
_BARE_LOWER = re.compile(
    r"(?!'|.{254}.)[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@([a-z0-9.-]+)"
)  # most are their own key
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
    reader = _Reader()
    behind = _behind_at(texts, _BARE_LOWER)
    cased = np.flatnonzero(behind == "")
    behind[cased] = _behind_at(texts[cased], _BARE)
    keys = texts.copy()
    # Not map(): one call that lets no other thread run for 0.3 s, and the window would stand still.
    keys[cased] = [text.lower() for text in texts[cased]]
    host, hosts = pd.factorize(behind)
    known = [reader.host(name) for name in hosts]
    good = np.array([one.plain and not one.meant for one in known], dtype=bool)
    plain = np.asarray(good[host])  # a bare address at a good domain: no more to say
    unlike = np.array([one.domain.longest > 0 for one in known], dtype=bool)[host]
    unlike[cased] |= np.array([not text.isascii() for text in texts[cased]], dtype=bool)
    for place in np.flatnonzero(plain & unlike).tolist():
        domain = known[host[place]].domain
        plain[place] = domain.goes_with(texts[place])
        keys[place] = f"{keys[place].partition('@')[0]}@{domain.name}"  # müller.de is xn--mller-kva.de
    read = cache(reader.read)
    others = [Checked(*read(text)) for text in texts[~plain]]
    keys[~plain] = [one.key for one in others]
    domains = [one.domain.name for one in known]
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
    return Checked(*_Reader().read(cell))


def keys_in(cell: str) -> tuple[str, ...]:
    """The keys of all addresses in a cell, in their order."""
    reader = _Reader()
    tokens, _ = spelling.addresses_in(spelling.tidy(cell.strip(_SPACE)[:MAX_CELL]))
    return tuple(row[0] for token in tokens if (row := reader.address(token)))


class _Host(NamedTuple):
    """What stands behind an @. ``meant``: what it is a slip of. ``plain``: a domain, and nothing in it is to be read first."""

    domain: Domain
    meant: str
    plain: bool


class _Reader:
    """Understands one cell after the other and remembers the domains it has seen."""

    def __init__(self) -> None:
        self._syntax = Syntax()
        self._hosts: dict[str, _Host] = {}

    def host(self, written: str) -> _Host:
        """What is known of a domain."""
        known = self._hosts.get(written)
        if known is None:
            domain = self._syntax.domain(written)
            meant = typos.domain(domain.name) if domain.name else ""
            plain = written.isascii() or spelling.unwrap(spelling.tidy(f"a@{written}")) == f"a@{written}"
            known = self._hosts[written] = _Host(domain, meant, bool(domain.name) and plain)
        return known

    def read(self, cell: str) -> Row:
        """One cell."""
        if len(cell) <= MAX_LENGTH and (match := _PLAIN.fullmatch(cell) or _NAMED.fullmatch(cell)):
            local, written = match.groups()
            domain, meant, plain = self.host(written)
            if plain and domain.goes_with(cell):
                named = cell.endswith(">")
                suggestion = f"{local}@{meant or written}" if named or meant else ""
                return f"{local.lower()}@{domain.name}", domain.name, "", suggestion
        return self._closely(cell)

    def address(self, text: str) -> Row | None:
        """A text that is an address as it stands."""
        accepted = self._syntax.read(text)
        if accepted is None:
            return None
        local, domain = accepted
        meant = self.host(domain).meant
        return f"{spelling.folded(local).lower()}@{domain}", domain, "", f"{local}@{meant}" if meant else ""

    def _closely(self, cell: str) -> Row:
        """A cell that is not simply an address."""
        raw = cell.strip(_SPACE)
        text = spelling.tidy(raw[:MAX_CELL])
        if not text:
            return "", "", "empty", ""
        address = spelling.unwrap(text)
        if row := self.address(raw):
            return self._acceptable(row, unicodedata.normalize("NFC", raw), address, text)
        if row := self.address(address):
            key, domain, _, meant = row
            return key, domain, "", meant or address
        return self._refused(text, address)

    def _acceptable(self, row: Row, written: str, address: str, text: str) -> Row:
        """A cell that is an address as it is; yet it may be a name glued to one by full-width punctuation."""
        meant = self.address(address)
        if meant is None:
            found = [token for token in spelling.addresses_in(text)[0] if self.address(token)]
            address = found[0] if len(found) == 1 else ""
            meant = self.address(address)
        key, domain, _, typo = meant or row
        return key, domain, "", typo or (address if address != written else "")

    def _refused(self, text: str, address: str) -> Row:
        """Several addresses, one with other text around it, or none."""
        tokens, rest = spelling.addresses_in(text)
        found = [(token, row) for token in tokens if (row := self.address(token))]
        mended = typos.address(address)
        suggestion = mended if mended and self.address(mended) else ""
        if len(found) > 1:
            return found[0][1][0], found[0][1][1], "several_addresses", ""
        if found:
            token, (key, domain, _, meant) = found[0]
            if spelling.says_nothing(rest):
                return key, domain, "", meant or token
            if not spelling.half_of_a_name(text, token):
                return key, domain, "extra_text", ""
        key = address.casefold() or text.casefold()
        host = key.rpartition("@")[2]
        domain = host if "@" in key and _HOST.fullmatch(host) else ""
        problem = "no_at" if suggestion and "@" not in address else self._problem(address)
        return key, domain, problem, suggestion

    def _problem(self, address: str) -> str:
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
            ("bad_local", self._syntax.read(f"a@{host}")),  # so it cannot be the domain
            ("reserved_domain", _RESERVED.fullmatch(host)),
            ("no_ending", "." not in host.strip(".")),
        )
        return next((problem for problem, applies in tests if applies), "bad_domain")
