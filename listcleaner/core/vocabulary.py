"""The words of DESIGN §2 that travel between modules: classes, statuses, reasons and whose fault they are."""

from dataclasses import dataclass
from functools import cache

from listcleaner import resources

CLASSES = (
    "hard",
    "soft",
    "blocked",
    "deferred",
    "complaint",
    "unsubscribe",
    "delivered",
    "engaged",
    "auto_reply",
    "unknown",
)
FAULTS = ("address", "domain", "sender", "passing")
STATUSES = ("complained", "unsubscribed", "hard", "suspended", "invalid", "soft", "blocked", "unknown", "ok")
# As people are shown them: from fine to worst trouble.
SHOWN = ("ok", "soft", "suspended", "blocked", "hard", "invalid", "unsubscribed", "complained", "unknown")
STATUS_BIT = {status: 1 << place for place, status in enumerate(STATUSES)}  # in the facts of people


@dataclass(frozen=True)
class Reason:
    """A reason as ``resources/data/reasons.toml`` describes it. ``strike``: a soft bounce for this reason counts.

    ``outage``: what a provider's trouble of a day looks like.
    """

    name: str
    fault: str
    strike: bool
    outage: bool


@cache
def reasons() -> dict[str, Reason]:
    """All reasons by name."""
    table = resources.toml("data/reasons.toml")["reason"]
    return {
        name: Reason(name, row["fault"], row["strike"], row.get("outage", False))
        for name, row in table.items()
    }
