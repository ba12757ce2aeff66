"""What a bounce means."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """The meaning of one bounce record.

    ``category`` is DESIGN's *class* (the word is taken in Python). ``status`` is the enhanced code (``5.1.1``) and ``reply`` the
    SMTP reply (``550``) it rests on, or ``""``. ``because`` names the rule and the code or words, for people who check.
    ``echo``: the service skipped the address for an older bounce (suppression echo); no strike and no new event.
    """

    category: str
    reason: str
    fault: str
    status: str = ""
    reply: str = ""
    because: str = ""
    echo: bool = False
