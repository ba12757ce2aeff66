"""Is this an address? email-validator's verdict, at the speed of a column.

Its options are its own defaults but for the network: ``check_deliverability`` is off, because this program is offline. So
international local parts (SMTPUTF8) and domains (IDNA 2008) are addresses; quoted local parts, domain literals (``[192.0.2.1]``),
display names, domains without a dot and special-use domains (``.test`` too) are none; local parts may exceed 64 characters.
"""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, ValidatedEmail, validate_email

MAX_LENGTH = 254  # of an address; RFC 5321 and email-validator agree

# Letters email-validator takes before the @ and no normalisation changes; a test tries each of them.
_LETTERS = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u012f\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e"  # Latin
    "\u0391-\u03a1\u03a3-\u03c9\u0400-\u045f"  # Greek, Cyrillic
    "\u3041-\u3094\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3"  # Japanese, Chinese, Korean
)
_ATEXT = r"A-Za-z0-9_!#$%&'*+\-/=?^`{|}~"


def local_part(letters: str) -> str:
    """The expression of a local part of these letters. It cannot backtrack far."""
    return rf"[{letters}]+(?:\.[{letters}]+)*"


_ASCII = re.compile(rf"{local_part(_ATEXT)}@([A-Za-z0-9.-]+)")
LOCAL = local_part(_ATEXT + _LETTERS)
HOST = r"[A-Za-z0-9.\-\u00a1-\U0010ffff]+"
_BLANK = re.compile(r"\s")  # of any script: nowhere in an address
_ANY = re.compile(rf"({LOCAL})@({HOST})")
# But for international names (xn--): labels of at most 63 characters, the last ending in a letter.
_LABEL = r"(?![^.]{2}--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_PLAIN_HOST = re.compile(rf"(?!.{{253}}.)(?:{_LABEL}\.)+{_LABEL}(?<=[a-z])")
_SPECIAL_USE = tuple(f".{name}" for name in SPECIAL_USE_DOMAIN_NAMES)

# Within these lengths no form of an address comes near MAX_LENGTH bytes: 3 bytes for each of our letters, 4 in a host.
_SHORT, _SHORT_HOST = 60, 70


class Address(NamedTuple):
    """``local``: as written, in NFC. ``domain``: ASCII, lower case."""

    local: str
    domain: str


class Domain(NamedTuple):
    """``name``: ASCII, lower case; "" for no domain. ``longest``: bytes of its longest form, 0 where it has only one."""

    name: str
    longest: int

    def goes_with(self, text: str) -> bool:
        """Whether an address at this domain with one of our local parts is surely short enough."""
        if not self.longest and text.isascii():
            return len(text) <= MAX_LENGTH
        return len(text) <= _SHORT and self.longest <= _SHORT_HOST


class Syntax:
    """Reads addresses, and asks email-validator about each domain only once."""

    def __init__(self) -> None:
        self._domains: dict[str, Domain] = {}

    def read(self, text: str) -> Address | None:
        """The address a text is; None where email-validator refuses it."""
        if match := _ANY.fullmatch(text):
            local, host = match.groups()
            domain = self.domain(host)
            if not domain.name:
                return None
            if domain.goes_with(text):
                return Address(local, domain.name)
        if "@" not in text or len(text) > MAX_LENGTH or _BLANK.search(text) or _ascii_verdict(text) is False:
            return None
        accepted = _ask(text)
        return Address(accepted.local_part, accepted.ascii_domain.lower()) if accepted else None

    def domain(self, host: str) -> Domain:
        """What stands behind the @, understood once."""
        known = self._domains.get(host)
        if known is None:
            known = self._domains[host] = _domain(host)
        return known


def accepts(texts: pd.Series) -> np.ndarray:
    """Which texts are addresses as they stand: exactly those email-validator accepts (bool, along ``texts``)."""
    syntax = Syntax()
    return np.array([syntax.read(text) is not None for text in texts.fillna("").tolist()], dtype=bool)


def _domain(host: str) -> Domain:
    lower = host.lower()
    if lower.isascii() and "xn--" not in lower:
        return Domain(lower if _is_plain_host(lower) else "", 0)
    accepted = _ask(f"a@{host}") if len(host) < MAX_LENGTH else None
    if accepted is None:
        return Domain("", 0)
    name = accepted.ascii_domain.lower()
    return Domain(name, max(len(name), len(accepted.domain.encode())))


def _is_plain_host(host: str) -> bool:
    """email-validator's verdict on a domain in lower case ASCII that is not international (xn--)."""
    return _PLAIN_HOST.fullmatch(host) is not None and not f".{host}".endswith(_SPECIAL_USE)


def _ascii_verdict(text: str) -> bool | None:
    """email-validator's verdict where expressions know it, a hundred times as fast; None for it to be asked."""
    if not text.isascii() or "xn--" in text.lower():
        return None
    parts = _ASCII.fullmatch(text)
    return parts is not None and len(text) <= MAX_LENGTH and _is_plain_host(parts[1].lower())


def _ask(text: str) -> ValidatedEmail | None:
    try:
        return validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return None
