"""Reading the address out of a cell as people fill it: names around it, hidden spaces, full-width letters, two at once."""

import re
import unicodedata
from functools import cache

from listcleaner.core.columns.headers import roles, tokens, visible

_QUOTES = "\"'´“”„‘’‚«»‹›「」『』【】《》〈〉()[]<>"
_BEFORE = (
    _QUOTES + ",;:、。… "
)  # no character that may begin an address, but for the apostrophe Excel marks text with
_AFTER = _QUOTES + "`,;:、。…{}|*•·.!?-–—=\\/ "
_ANGLE = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>[\s.,;]*")
_PREFIX = re.compile(r"(?:mailto|smtp|rfc822|utf-8|e-?mail)\s*[:;]\s*", re.IGNORECASE)
# An address begins at the start, after a blank, a separator or a Chinese character, not in the middle of a word or after an @.
_START = r"(?<![A-Za-z0-9_!#$%&*+=?^`{}~.'@)\]-])"
_TOKEN = re.compile(_START + r"[A-Za-z0-9_!#$%&*+=?^`{}~.'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_TOKEN_INTL = re.compile(_START.replace("A-Za-z0-9_", r"\w") + r"[\w!#$%&*+=?^`{}~.'-]+@[\w-]+(?:\.[\w-]+)+")


def tidy(cell: str) -> str:
    """The text of a cell half-width, without hidden characters, one space at a time; a Chinese full stop in a domain is a dot."""
    if cell.isascii() and cell.isprintable():
        return " ".join(cell.split())
    text = " ".join(unicodedata.normalize("NFKC", visible(cell)).split())
    return re.sub(r"(?<=[^\s@])。(?=[A-Za-z0-9])", ".", text)


def unwrap(text: str) -> str:
    """A tidy text without what stands around its address: name and angle brackets, mailto:, quotes, a trailing comma."""
    if (
        (angle := _ANGLE.fullmatch(text))
        and "@" in (inner := angle["address"])
        and not _foreign(angle["name"], inner)
    ):
        text = inner
    text = text.lstrip(_BEFORE).rstrip(_AFTER)
    if prefix := _PREFIX.match(text):
        text = text[prefix.end() :].lstrip(_BEFORE).rstrip(_AFTER)
        local, at, host = text.partition("@")
        text = local + at + host.partition("?")[0]  # mailto:ann@x.de?subject=…
    return text


def addresses_in(text: str) -> tuple[list[str], str]:
    """All texts that look like addresses, each once whatever its case, and what else is in the text."""
    for pattern in (_TOKEN, _TOKEN_INTL):
        found = {
            token.casefold(): token
            for match in pattern.findall(text)
            if (token := match.lstrip("'").rstrip(".'-"))
        }
        if found:
            return list(found.values()), pattern.sub(" ", text)
    return [], text


def says_nothing(rest: str) -> bool:
    """True when what stands beside an address is punctuation or a word for "e-mail"."""
    words = tokens(rest)
    return not words or "".join(words) in _email_words()


def half_of_a_name(text: str, token: str) -> bool:
    """True for "ann smith@x.de" and "ann,smith@x.de", which may well be another person's than smith@x.de."""
    return re.fullmatch(r"[\w.'-]+[ ,;]" + re.escape(token), text, re.ASCII) is not None


def _foreign(name: str, address: str) -> bool:
    """True when the name part holds an address of its own."""
    return any(token.casefold() != address.strip().casefold() for token in addresses_in(name)[0])


@cache
def _email_words() -> frozenset[str]:
    email = roles("contacts")[0]
    return frozenset(email.words.whole) | frozenset(email.weak.whole) | {"mailto", "smtp", "rfc822"}
