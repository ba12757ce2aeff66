"""Reading the address out of a cell as people fill it: names around it, hidden spaces, full-width letters, two at once."""

import html
import re
import unicodedata
from functools import cache

from listcleaner import resources
from listcleaner.core.columns.headers import roles, tokens, visible

_QUOTES = "\"'´“”„‘’‚«»‹›「」『』【】《》〈〉()[]<>"
_BEFORE = (
    _QUOTES + ",;:、。… "
)  # no character that may begin an address, but for the apostrophe Excel marks text with
_AFTER = _QUOTES + "`,;:、。…{}|*•·.!?-–—=\\/ "
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_ACCENTS = re.compile("([\u00a8\u00af\u00b4\u00b8\u02d8-\u02dd])")  # NFKC would make a blank of them
_ANGLE = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>[\s.,;]*")
_PREFIX = re.compile(r"(?:mailto|smtp|rfc822|utf-8|e-?mail)\s*[:;]\s*(?://)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}[.)、] ")  # of a numbered list
_PAIRS = ("``", "{}", "||", "**")  # legal in an address, but not round it
# An address begins at the start, after a blank, a separator or a Chinese character, not in the middle of a word or after an @.
_START = r"(?<![A-Za-z0-9_!#$%&*+=?^`{}~.'@)\]-])"
_TOKEN = re.compile(_START + r"[A-Za-z0-9_!#$%&*+=?^`{}~.'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_TOKEN_INTL = re.compile(_START.replace("A-Za-z0-9_", r"\w") + r"[\w!#$%&*+=?^`{}~.'-]+@[\w-]+(?:\.[\w-]+)+")


def tidy(cell: str) -> str:
    """The text of a cell half-width, without hidden characters and HTML entities, blanks single; a Chinese full stop is a dot."""
    if "&" in cell and ";" in cell:
        cell = html.unescape(cell)
    if cell.isascii() and cell.isprintable():
        return " ".join(cell.split())
    text = " ".join(folded(_CONTROL.sub("", visible(cell))).split())
    return re.sub(r"(?<=[^\s@])。(?=[A-Za-z0-9])", ".", text)


def folded(text: str) -> str:
    """Full-width letters as half-width ones (NFKC), but an accent that stands alone stays: o´hara."""
    if not _ACCENTS.search(text):
        return unicodedata.normalize("NFKC", text)
    parts = _ACCENTS.split(text)
    return "".join(
        part if _ACCENTS.fullmatch(part) else unicodedata.normalize("NFKC", part) for part in parts
    )


def unwrap(text: str) -> str:
    """A tidy text without what stands around its address: name and angle brackets, mailto:, quotes, a trailing comma."""
    if (
        (angle := _ANGLE.fullmatch(text))
        and "@" in (inner := angle["address"])
        and not _foreign(angle["name"], inner)
    ):
        text = inner
    if number := _NUMBER.match(text):
        text = text[number.end() :]
    if text[:1] + text[-1:] in _PAIRS:
        text = text[1:-1]
    text = text.lstrip(_BEFORE).rstrip(_AFTER)
    if prefix := _PREFIX.match(text):
        text = text[prefix.end() :].lstrip(_BEFORE).rstrip(_AFTER)
        local, at, host = text.partition("@")
        text = local + at + host.partition("?")[0]  # mailto:ann@x.de?subject=…
    return text


def addresses_in(text: str) -> tuple[list[str], str]:
    """All texts that look like addresses, each once whatever its case, and what else is in the text."""
    for pattern in (_TOKEN, _TOKEN_INTL):
        found: dict[str, str] = {}
        for match in pattern.findall(text):
            if token := match.lstrip("'").rstrip(".'-"):
                found.setdefault(token.casefold(), token)
        if found:
            return list(found.values()), pattern.sub(" ", text)
    return [], text


def says_nothing(rest: str) -> bool:
    """True when what stands beside an address is punctuation, or a label such as "e-mail"."""
    words = tokens(rest)
    return "".join(words) in _labels() or all(word in _labels() for word in words)


def half_of_a_name(text: str, token: str) -> bool:
    """True for "ann smith@x.de" and "ann,smith@x.de", which may well be another person's than smith@x.de; so "138 0013@x.de"."""
    before = r"[\w.'-]+" if not token[0].isdigit() else r"[\d ]*[\w.'-]+"
    return re.fullmatch(before + "[ ,;]" + re.escape(token), text, re.ASCII) is not None


def _foreign(name: str, address: str) -> bool:
    """True when the name part holds an address of its own."""
    return any(token.casefold() != address.strip().casefold() for token in addresses_in(name)[0])


@cache
def _labels() -> frozenset[str]:
    email = roles("contacts")[0]
    labels = resources.toml("data/address_labels.toml")["words"]
    return frozenset((*email.words.whole, *email.weak.whole, *("".join(tokens(label)) for label in labels)))
