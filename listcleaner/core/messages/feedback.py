"""Feedback reports (RFC 5965): a reader pressed "this is spam", and the mailbox provider says so."""

import re

from listcleaner.core.messages.mail import Mail, Outcome
from listcleaner.core.messages.recipients import all_in, usable

_KIND = "message/feedback-report"
_FIELD = re.compile(r"^([A-Za-z][A-Za-z-]{1,60})[ \t]*:[ \t]*(.*)", re.MULTILINE)
_COMPLAINTS = frozenset({"abuse", "fraud", "virus", "other", "miscategorized", ""})
_OPT_OUT = frozenset({"opt-out", "opt-out-list"})
# Where the returned mail says whom it was for. Microsoft's reports have nothing else; To may name many.
_FOR_WHOM = ("x-hmxmroriginalrecipient", "x-original-to", "delivered-to", "to")
COMPLAINT, UNSUBSCRIBE = "complaint", "unsubscribe"


def read_feedback(mail: Mail) -> tuple[Outcome, ...] | None:
    """Complaints and unsubscribes, none where nobody is named or nothing held against us; None when it is no feedback report."""
    part = next((part for part in mail.parts if part.content_type == _KIND and not part.depth), None)
    if part is None:
        return None
    fields = [(name.lower(), value.strip()) for name, value in _FIELD.findall(part.text)]
    kind = next((value.lower() for name, value in fields if name == "feedback-type"), "")
    if kind not in _COMPLAINTS | _OPT_OUT:
        return ()  # not-spam, auth-failure, dmarc
    named = [
        address
        for name, value in fields
        if name in ("original-rcpt-to", "removal-recipient")
        if (address := usable(value))
    ]
    action = UNSUBSCRIBE if kind in _OPT_OUT else COMPLAINT
    addresses = dict.fromkeys(named or returned_to(mail))
    return tuple(
        Outcome(address, action, text=f"Feedback-Type: {kind}" if kind else "", because="feedback report")
        for address in addresses
    )


def returned_to(mail: Mail) -> list[str]:
    """The one address a returned mail was for; empty when it does not say, or names several people."""
    headers = next(
        (part.text for part in mail.parts if part.content_type == "text/rfc822-headers" and part.depth == 1),
        "",
    )
    fields = [(name.lower(), value) for name, value in _FIELD.findall(headers)]
    for wanted in _FOR_WHOM:
        found = list(
            dict.fromkeys(address for name, value in fields if name == wanted for address in all_in(value))
        )
        if len(found) == 1:
            return found
    return []
