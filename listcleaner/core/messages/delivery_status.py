"""Delivery status notifications (RFC 3464): the fields a program wrote for programs, wherever in the mail they stand."""

import re
from dataclasses import dataclass

from listcleaner.core.bounces.codes import find_codes
from listcleaner.core.messages.mail import Mail, Outcome
from listcleaner.core.messages.recipients import usable

_KINDS = frozenset({"message/delivery-status", "message/global-delivery-status"})
_FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,60})[ \t]*:[ \t]*(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n")
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)\s*(?:\(([^()]*)\))?")
_REPLY = re.compile(r"([245]\d\d)(?![\d.])")
_DIAGNOSTIC_TYPE = re.compile(r"\s*[A-Za-z][A-Za-z0-9-]{0,30}\s*;\s*")
_ACTIONS = {
    "failed": "failed",
    "failure": "failed",
    "fail": "failed",
    "error": "failed",
    "delayed": "delayed",
}
_DELIVERED = frozenset({"delivered", "relayed", "expanded"})
_FOR_RECIPIENT = frozenset({"original-recipient", "final-recipient", "action", "x-actual-recipient"})
_TELLTALE = "final-recipient"
_RECEIPT = "message/disposition-notification"  # RFC 8098: read or deleted unread; it names its recipient in the same words

Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class Report:
    """``outcomes``: of each recipient, those without a usable address with address ``""``. ``arrived``: when the server got the
    mail it reports on, as written; ``tried``: when it last tried to deliver it."""

    outcomes: tuple[Outcome, ...]
    arrived: str = ""
    tried: str = ""


def read_report(mail: Mail) -> Report | None:
    """What the machine-readable report of a mail says; None where there is none."""
    blocks = _report_blocks(mail)
    recipients = [
        fields for fields in blocks if "final-recipient" in fields or "original-recipient" in fields
    ]
    if not recipients:
        return None
    dates = {
        name: fields[name]
        for fields in reversed(blocks)
        for name in ("arrival-date", "last-attempt-date")
        if name in fields
    }
    outcomes = tuple(dict.fromkeys(_outcome(fields) for fields in recipients))
    return Report(outcomes, dates.get("arrival-date", ""), dates.get("last-attempt-date", ""))


def _report_blocks(mail: Mail) -> list[Fields]:
    own = [part for part in mail.parts if part.depth == 0]
    if any(part.content_type == _RECEIPT for part in own):
        return []
    labelled = [block for part in own if part.content_type in _KINDS for block in _blocks(part.text)]
    if labelled:
        return labelled
    # Relays and people turn a report into plain text, fields and all.
    return [block for part in own if _TELLTALE in part.text.lower() for block in _blocks(part.text)]


def _blocks(text: str) -> list[Fields]:
    """The fields of each block of a report. A recipient's fields that a stray blank line cuts in two are one block."""
    blocks: list[Fields] = []
    for piece in _BLANK.split(text):
        current: Fields = {}
        blocks.append(current)
        for name, value in _FIELD.findall(piece):
            name = name.lower()
            if name == _TELLTALE and name in current:  # no blank line between two recipients
                current = {}
                blocks.append(current)
            current.setdefault(name, " ".join(value.split()))
    return _joined([block for block in blocks if block])


def _joined(blocks: list[Fields]) -> list[Fields]:
    result: list[Fields] = []
    for block in blocks:
        before = result[-1] if result else {}
        torn = _TELLTALE in before and "action" not in before and _TELLTALE not in block and "action" in block
        if torn:
            before.update(block)
        else:
            result.append(block)
    return result


def _outcome(fields: Fields) -> Outcome:
    status = _STATUS.search(fields.get("status", ""))
    code, comment = (status[1], status[2] or "") if status else ("", "")
    text = _words(fields.get("diagnostic-code", "")) or comment
    if not text and not status:  # the server's answer instead of a status code
        text = fields.get("status", "")
    original = usable(fields.get("original-recipient", ""))
    final = usable(fields.get("final-recipient", ""))
    actual = usable(fields.get("x-actual-recipient", ""))
    address = original or final or actual
    last = actual or final
    reply = _REPLY.match(text)
    return Outcome(
        address=address,
        action=_action(fields.get("action", ""), code),
        status=code,
        reply=reply[1] if reply else find_codes(text)[1],
        text=text,
        final=last if last.lower() != address.lower() else "",
        because="delivery-status",
    )


def _words(diagnostic: str) -> str:
    """A diagnostic without its type: ``smtp; 550 no such user``."""
    match = _DIAGNOSTIC_TYPE.match(diagnostic)
    return diagnostic[match.end() :] if match else diagnostic.strip()


def _action(said: str, status: str) -> str:
    words = said.lower().split()
    word = words[0].strip(".,;()") if words else ""
    if word in _DELIVERED:
        return word
    return _ACTIONS.get(word) or ("failed" if status.startswith("5") else "")
