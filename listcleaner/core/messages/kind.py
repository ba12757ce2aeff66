"""What a mail is: a bounce, the answer of a machine, a challenge, a complaint, a report, or ordinary mail.

No single sign proves a bounce: ``Auto-Submitted`` and an empty return path stand in vacation replies, failure words in
newsletters. A mail is one when a mail system wrote it, or its subject says so, *and* its own words or a report tell of a failure.
"""

import re
from collections.abc import Sequence
from functools import cache

from listcleaner import resources
from listcleaner.core.messages.claims import claims, laid_out
from listcleaner.core.messages.delivery_status import Report
from listcleaner.core.messages.mail import Kind, Mail
from listcleaner.core.messages.markers import markers, plain
from listcleaner.core.messages.ownwords import Words

_SYSTEM = re.compile(
    r"mail(?:er)?-?daemon|posta-certificata|post[-_]?master|\bsmtp@|sysadmin|mailman|mdaemon|mail-?admin|mail_service|virus|imss|"
    r"microsoft outlook|system administrator|mail[ .]?(?:delivery|system|server|service|router|administrator)|"
    r"delivery (?:sub)?system|delivery (?:status|notification)",
    re.IGNORECASE,
)
_FIRST = 700  # characters of a text in which it says what it is
_INTRODUCTION = 300  # in which a mail system introduces itself
_BULK = ("list-unsubscribe", "list-id", "list-post")
_TAGS = re.compile(r"^(?:\s*\[[^\]]{0,60}\])+\s*")  # of a list or a help desk
_COUNT = re.compile(r"^[ \t]{0,20}(?![245]\d\d[ -])\d{1,9}[ \t]{1,8}[A-Za-z]|\(total: \d", re.MULTILINE)
_REPORT = 4000  # characters in which a report on many mails counts them
_MOST_COUNTS = 3
_TLS_REPORT = frozenset({"application/tlsrpt+gzip", "application/tlsrpt+json"})


def kind_of(mail: Mail, texts: Sequence[Words], report: Report | None) -> Kind:
    """What the mail is. In doubt ordinary: a bounce not seen costs less than a customer taken for dead."""
    types = {part.content_type for part in mail.parts if not part.depth}
    subject = _said_in_subject(mail.header("subject"))
    system = is_system(mail)
    known = system and report is not None
    first = _said(texts[0].whole[:_FIRST]) if texts and not known else frozenset()
    receipt = "message/disposition-notification" in types
    if "message/feedback-report" in types or ("complaint" in subject and report is None):
        return "complaint"
    if "report" in subject or types & _TLS_REPORT:
        return "report"
    if "challenge" in subject or ("challenge" in first and not system):
        return "challenge"
    if report is not None and not receipt:
        return "bounce"
    waiting = "ordinary" in first or ("ordinary" in subject and "bounce" not in subject)
    if waiting or ("goods" in first and not system) or _counts_mails(texts):
        return "ordinary"
    automatic = _is_automatic(mail)
    if not system and ("auto_reply" in subject or ("auto_reply" in first and automatic)):
        return "auto_reply"
    if _tells_of_failure(mail, texts[:2], "bounce" in subject, system):
        return "bounce"
    if not system and (automatic or ("auto_reply" in first and not _is_bulk(mail))):
        return "auto_reply"
    return "ordinary"


def is_system(mail: Mail) -> bool:
    """Whether a mail system sent it, by its headers."""
    sender = mail.header("from")
    nameless = not sender or ("@" not in sender and _is_from_nobody(mail))
    return nameless or bool(_SYSTEM.search(sender) or mail.header("x-failed-recipients"))


def _said(text: str) -> frozenset[str]:
    """What the first words say the mail is."""
    return frozenset(mark.says for mark in markers("kinds").find(plain(text)))


def _said_in_subject(subject: str) -> frozenset[str]:
    """What the subject says the mail is; that something failed says that it is a bounce."""
    fails = any(mark.says in ("failed", "delayed") for mark in markers("headings").find(plain(subject)))
    return _said(subject) | {"bounce"} if fails else _said(subject)


def _tells_of_failure(mail: Mail, texts: Sequence[Words], by_subject: bool, system: bool) -> bool:
    """Whether a mail that has no report is a bounce: of a mail system (``system``), of a machine, or by subject and layout."""
    nobody = _is_from_nobody(mail)
    told = any(words.says("failed", "delayed") for words in texts)
    if system:
        # Servers, too, answer "Re: Autumn news" with a failure; under "Re: Undelivered Mail" somebody writes about one.
        if by_subject:
            return nobody or not _is_answer(mail.header("subject"))
        if told:  # a postmaster also writes of failures in general
            return nobody or "daemon" in mail.header("from").lower() or not _tells_of_rules(texts)
        return nobody and any(claims(words) or laid_out(words) for words in texts)
    if nobody:
        return by_subject or (told and _introduces_a_system(texts))
    subject = mail.header("subject")
    if mail.header("in-reply-to") or _is_answer(subject) or _TAGS.match(subject):
        return False
    if not (by_subject and told):
        return False
    return _introduces_a_system(texts) or (not _is_bulk(mail) and _names(texts))


def _names(texts: Sequence[Words]) -> bool:
    """Whether an address is named as one that failed, not only mentioned."""
    return any(claim.sure for words in texts for claim in claims(words))


def _tells_of_rules(texts: Sequence[Words]) -> bool:
    """Whether a text speaks of what happens to mails in general, and not of one of ours."""
    said = _said(texts[0].text[:_REPORT]) if texts else frozenset()
    return "rules" in said and not said & {"ours", "system"}


def _counts_mails(texts: Sequence[Words]) -> bool:
    """Whether a text is a report on many mails, such as a log's summary: lines of numbers and what they count, no reply codes."""
    return bool(texts) and len(_COUNT.findall(texts[0].text[:_REPORT])) >= _MOST_COUNTS


def _introduces_a_system(texts: Sequence[Words]) -> bool:
    """Whether the first paragraph says that a mail system speaks."""
    first = texts[0].text.lstrip()[:_INTRODUCTION].partition("\n\n")[0] if texts else ""
    return "system" in _said(first)


def _is_from_nobody(mail: Mail) -> bool:
    envelope = mail.header("return-path").strip().lower()
    return "<>" in (envelope, mail.header("from").strip()) or "mailer-daemon" in envelope


def _is_automatic(mail: Mail) -> bool:
    auto = mail.header("auto-submitted").lower().startswith("auto-replied")
    return auto or bool(mail.header("x-autoreply") or mail.header("x-autorespond"))


def _is_answer(subject: str) -> bool:
    """Whether a person answers or passes on a mail: the failure it quotes is not its own."""
    prefix, colon, _ = _TAGS.sub("", subject.replace("：", ":")).partition(":")
    return bool(colon) and prefix.strip().rstrip("[]0123456789").casefold() in _prefixes()


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(resources.toml("data/answer_prefixes.toml")["prefixes"])


def _is_bulk(mail: Mail) -> bool:
    return any(mail.header(name) for name in _BULK)
