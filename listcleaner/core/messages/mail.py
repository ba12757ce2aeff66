"""A mail as the readers of its words see it, and what one mail says of one recipient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# What a mail is. report: DMARC and TLS aggregates; ordinary: everything else, newsletters about quotas included.
Kind = Literal["bounce", "auto_reply", "challenge", "complaint", "report", "ordinary"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a mail that is no container, in the order in which it stands there."""

    content_type: str
    """Lower case, such as ``text/plain``."""
    text: str
    """Decoded, lines ended by ``\\n``; HTML turned to plain lines; ``""`` for what is no text."""
    depth: int = 0
    """0: the mail itself; 1 and more: inside a returned original."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail with its headers and parts decoded; nothing in it is raw."""

    headers: tuple[tuple[str, str], ...]
    """Name in lower case, value decoded (RFC 2047) and unfolded, in the order of the mail."""
    parts: tuple[Part, ...]

    def header(self, name: str) -> str:
        """The first value of header ``name`` (lower case), or ``""``."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one mail says of one recipient."""

    address: str
    """As the list would hold it: the original recipient where the mail names it."""
    action: str
    """RFC 3464: failed delayed delivered relayed expanded; ``""`` when not said."""
    status: str = ""
    """Enhanced status code as it stands in the mail."""
    reply: str = ""
    """SMTP reply code as it stands in the mail."""
    text: str = ""
    """The server's own words: the last or innermost answer."""
    final: str = ""
    """The address it was forwarded to, when that is another."""
    because: str = ""
    """Where it was found: ``delivery-status``, ``feedback report``, the id of a free-text pattern."""
