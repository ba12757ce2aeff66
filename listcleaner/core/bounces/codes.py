"""SMTP reply codes and enhanced status codes: finding them in text, and what they mean.

Facts: ``resources/data/status_codes.csv`` (RFC 3463 and its IANA registry, RFC 5321, and how providers really use the codes).
"""

import csv
import re
from dataclasses import dataclass
from functools import cache

from listcleaner import resources

_ENHANCED = r"[245]\.[0-7]\.\d{1,3}(?!\.?\d)"
# A reply code with its enhanced code: "550 5.1.1", "550-5.1.1", "550 #5.1.1", "552 (5.2.2)". The surest find.
_PAIR = re.compile(rf"(?<![\w.])([245]\d\d)[ \-:,]{{1,2}}[(\[#]{{0,2}}({_ENHANCED})")
# Alone it could also be a version ("Postfix 2.5.1 says") or part of an IP address.
_ALONE = re.compile(rf"(?<![\w./])({_ENHANCED})(?![\w/])")
_PRODUCT = re.compile(
    r"(?:postfix|exim|sendmail|qmail|version|ver|v|release|mailer|agent|opensmtpd|exchange|server|milter|php|"
    r"spamassassin|amavis\w{0,12}|clamav|dovecot|zimbra|icewarp|mdaemon|hmailserver|haraka|powermta|kerio)[ /\-:v]{1,3}$",
    re.IGNORECASE,
)
# Where a server's answer begins: at a line's start, or after "said:", "smtp;", "<<<", "ResponseCode", a bracket or a quote. Not
# "[203.0.113.7]".
_REPLY_AT_START = re.compile(
    r"(?:^|[:;><(\['\"=|»“]|->|<-|(?i:code))[ \t]{0,8}(?!2[0-5]\d\.\d)([245][0-7]\d)(?=[ \-#;:,.<(\['\"]|$)",
    re.MULTILINE,
)
_REPLY_IN_TEXT = re.compile(
    r"(?<![\w.+:/#@-])(?<![1-9] )([45][0-5]\d)(?=[ \-][A-Za-z<#\[('\"一-鿿])(?! ?-? ?(?:seconds|minutes|hours|days|bytes|"
    r"[kmg]i?b|messages|mails|emails|recipients|connections|times|users|per|of)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Code:
    """A row of the code table. ``final``: ``class/reason`` when delivery was given up, where that differs from the rule of thumb.

    ``exact``: false when the table knows only the code's family (``5.7.999`` read as ``5.7.0``).
    """

    code: str
    category: str
    reason: str
    final: str
    description: str
    exact: bool = True


def find_codes(text: str) -> tuple[str, str]:
    """The enhanced status code and the SMTP reply code of a server's answer; ``""`` for what it does not name.

    Of several enhanced codes the last specific one counts: gateways quote the code of the server behind them after their own.
    """
    pairs = _PAIR.findall(text)
    if pairs:
        return _innermost([status for _, status in pairs]), pairs[0][0]
    alone = [
        match[1]
        for match in _ALONE.finditer(text)
        if not _PRODUCT.search(text, max(0, match.start() - 16), match.start())
    ]
    reply = _REPLY_AT_START.search(text) or _REPLY_IN_TEXT.search(text)
    return (_innermost(alone) if alone else ""), (reply[1] if reply else "")


def is_filler(status: str) -> bool:
    """Whether a status says no more than "failed": relays write it when the other server named no code, or wrap one in it."""
    return status.endswith((".0.0", ".3.0", ".5.0")) or status in ("5.0.350", "5.7.350", "5.4.300")


def is_temporary(status: str, reply: str) -> bool:
    """Whether the codes say "try again" (4xx). The enhanced code wins: ``550 4.4.7`` is a time-out."""
    return (status or reply).startswith("4")


def contradict(status: str, reply: str) -> bool:
    """Whether one code says "try again" and the other "for good" (``550 4.2.1``, ``450 5.1.6``)."""
    return bool(status and reply) and {status[0], reply[0]} == {"4", "5"}


def lookup(code: str) -> Code | None:
    """What a code means: ``5.1.1``, ``550`` or a service's own (``mailgun:605``). None for what is no code.

    A code the table does not have is read as its family's (``5.7.999`` as ``5.7.0``), but never as a dead address.
    """
    table = _table()
    if found := table.get(code):
        return found
    parts = code.split(".")
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        family = table.get(f"{parts[0]}.{parts[1]}.0")
        return _family(code, family) if family else None
    if len(code) == 3 and code.isdigit() and code[0] in "245":
        return _family(code, table[f"{code[0]}.0.0"])
    return None


def _family(code: str, family: Code) -> Code:
    category = "unknown" if family.category == "hard" else family.category
    return Code(code, category, family.reason, family.final, family.description, exact=False)


def _innermost(statuses: list[str]) -> str:
    specific = [status for status in statuses if not is_filler(status)]
    return (specific or statuses)[-1]


@cache
def _table() -> dict[str, Code]:
    with resources.path("data/status_codes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows.sort(key=lambda row: bool(row["to"]))  # a code of its own before one of a span
    table: dict[str, Code] = {}
    for row in rows:
        for code in _span(row["code"], row["to"]):
            found = Code(code, row["class"], row["reason"], row["final"], row["description"])
            table.setdefault(code, found)
    return table


def _span(first: str, last: str) -> list[str]:
    if not last:
        return [first]
    stem, _, low = first.rpartition(".")
    return [f"{stem}.{number}" for number in range(int(low), int(last.rpartition(".")[2]) + 1)]
