"""What a mail is: a bounce, the answer of a machine, a challenge, a complaint, a report, or ordinary mail.

No single sign proves a bounce: ``Auto-Submitted`` and an empty return path stand in vacation replies, failure words in
newsletters. A mail is one when a mail system wrote it, or its subject says so, *and* its own words or a report tell of a failure.
"""

import re
from collections.abc import Sequence
from functools import cache

from listcleaner import resources
from listcleaner.core.messages.delivery_status import Report
from listcleaner.core.messages.mail import Kind, Mail
from listcleaner.core.messages.markers import markers, plain
from listcleaner.core.messages.ownwords import Words

_SYSTEM = re.compile(
    r"mailer-?daemon|post-?master|mail delivery|mail system|(?:mail|system) administrator|delivery (?:sub)?system|"
    r"mdaemon|mail-?admin|maildelivery|microsoft outlook|mail\.delivery|mail_service|virus|imss",
    re.IGNORECASE,
)
_FIRST = 700  # characters of a text in which it says what it is
_BULK = ("list-unsubscribe", "list-id", "list-post")


def kind_of(mail: Mail, texts: Sequence[Words], report: Report | None) -> Kind:
    """What the mail is. In doubt ordinary: a bounce not seen costs less than a customer taken for dead."""
    types = {part.content_type for part in mail.parts if not part.depth}
    subject = plain(mail.header("subject"))
    spoken = {mark.says for mark in markers("kinds").find(subject)}
    begins = plain(texts[0].whole[:_FIRST]) if texts else ""
    first = {mark.says for mark in markers("kinds").find(begins)} - {"bounce"}
    if "message/feedback-report" in types or "complaint" in spoken:
        return "complaint"
    if "report" in spoken or "application/tlsrpt+gzip" in types or "application/tlsrpt+json" in types:
        return "report"
    if "challenge" in spoken or "challenge" in first:
        return "challenge"
    if "message/disposition-notification" not in types and report is not None:
        return "bounce"
    system = bool(_SYSTEM.search(mail.header("from"))) or bool(mail.header("x-failed-recipients"))
    if "auto_reply" in spoken and not system:
        return "auto_reply"
    if _tells_of_failure(mail, texts[:2], "bounce" in spoken or _fails_in(subject), system):
        return "bounce"
    automatic = mail.header("auto-submitted").lower().startswith("auto-replied") or bool(
        mail.header("x-autoreply") or mail.header("x-autorespond")
    )
    if not system and ("auto_reply" in spoken or automatic or ("auto_reply" in first and not _is_bulk(mail))):
        return "auto_reply"
    return "ordinary"


def _tells_of_failure(mail: Mail, texts: Sequence[Words], by_subject: bool, system: bool) -> bool:
    nobody = mail.header("return-path").strip() == "<>"
    if not nobody and (_is_answer(mail.header("subject")) or (not system and mail.header("in-reply-to"))):
        return False
    if _is_bulk(mail) and not system:
        return False
    told = any(words.says("failed", "delayed") for words in texts)
    if system:
        return told or by_subject
    return by_subject and (told or nobody)


def _is_answer(subject: str) -> bool:
    """Whether a person answers or passes on a mail: the failure it quotes is not its own."""
    prefix, colon, _ = subject.replace("：", ":").partition(":")
    return bool(colon) and prefix.strip().rstrip("[]0123456789").casefold() in _prefixes()


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(resources.toml("data/answer_prefixes.toml")["prefixes"])


def _fails_in(subject: str) -> bool:
    return any(mark.says in ("failed", "delayed") for mark in markers("headings").find(subject))


def _is_bulk(mail: Mail) -> bool:
    return any(mail.header(name) for name in _BULK)
