"""One mail understood: is it a bounce, a complaint or an answer of a machine, of whom does it speak, and what does it say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from listcleaner.core.bounces.codes import find_codes, is_filler
from listcleaner.core.messages import freetext
from listcleaner.core.messages.answers import meaning
from listcleaner.core.messages.campaigns import find_campaign
from listcleaner.core.messages.delivery_status import Report, read_report
from listcleaner.core.messages.feedback import read_feedback, returned_to
from listcleaner.core.messages.headers import split_headers
from listcleaner.core.messages.kind import is_system, kind_of
from listcleaner.core.messages.mail import Kind, Mail, Outcome
from listcleaner.core.messages.mime import read_mime
from listcleaner.core.messages.ownwords import Words, own_words
from listcleaner.core.messages.recipients import all_in

# A diagnostic of so few words, without a code, only puts the status code into English.
_POOR = 6
_PHASE = "in reply to end of DATA"  # only the text for people says that the words are about the content, not the recipient


@dataclass(frozen=True, slots=True)
class MailReading:
    """``outcomes``: empty when the mail says nothing of anybody. ``dates``: when it happened, as written, the best first.

    ``problem``: why it was read only in part, as in :func:`read_mime`.
    """

    kind: Kind
    outcomes: tuple[Outcome, ...] = ()
    dates: tuple[str, ...] = ()
    campaign: str = ""
    problem: str = ""


def read_mail(raw: bytes) -> MailReading:
    """What the bytes of a mail say. Never raises."""
    mail, problem = read_mime(raw)
    return replace(understand(mail), problem=problem)


def understand(mail: Mail) -> MailReading:
    """What a mail says: by its machine-readable report where it has one, by its words else."""
    complaints = read_feedback(mail)
    if complaints is not None:
        date, campaign = mail.header("date"), find_campaign(mail)
        return MailReading("complaint" if complaints else "report", complaints, (date,), campaign)
    texts = own_words(mail)
    report = read_report(mail)
    kind = kind_of(mail, texts, report)
    found = _outcomes(mail, kind, texts, report)
    if not found and (kind == "bounce" or is_system(mail)) and (inner := _passed_on(mail)):
        reading = understand(inner)
        if reading.outcomes:
            return reading
    dates = (report.arrived, report.tried, mail.header("date")) if report else (mail.header("date"),)
    return MailReading(kind, found, dates, find_campaign(mail))


def _outcomes(mail: Mail, kind: Kind, texts: Sequence[Words], report: Report | None) -> tuple[Outcome, ...]:
    if kind == "bounce":
        return _joined(mail, texts, report) if report else freetext.outcomes(mail, texts)
    if kind == "complaint":
        return tuple(Outcome(address, kind, because=kind) for address in returned_to(mail))
    if kind in ("auto_reply", "challenge"):
        return tuple(Outcome(address, kind, because=kind) for address in all_in(mail.header("from"))[:1])
    return ()


def _passed_on(mail: Mail) -> Mail | None:
    """The bounce inside a mail with which a system passes it on."""
    inside = [part for part in mail.parts if part.depth]
    if not inside or inside[0].content_type != "text/rfc822-headers":
        return None
    headers = tuple((name.lower(), value) for name, value in split_headers(inside[0].text))
    inner = Mail(headers, tuple(replace(part, depth=part.depth - 1) for part in inside[1:]))
    return inner if is_system(inner) else None


def _joined(mail: Mail, texts: Sequence[Words], report: Report) -> tuple[Outcome, ...]:
    """A report with the words the server had for people, where those say more."""
    outcomes = report.outcomes
    human = texts[0].whole if texts else ""
    if _PHASE not in human and not any(_is_poor(outcome) for outcome in outcomes):
        return outcomes
    told = freetext.outcomes(mail, texts)
    by_address = {outcome.address.lower(): outcome for outcome in reversed(told)}
    joined = []
    for outcome in outcomes:
        words = by_address.get(outcome.address.lower()) or by_address.get(outcome.final.lower())
        if words is None and len(outcomes) == len(told) == 1:
            words = told[0]
        joined.append(_join(outcome, words))
    if len(joined) == 1 and not joined[0].address:
        joined = [replace(joined[0], address=address) for address in returned_to(mail)]
    return tuple(outcome for outcome in joined if outcome.address)


def _is_poor(outcome: Outcome) -> bool:
    said = outcome.text
    return not outcome.address or (len(said.split()) <= _POOR and not any(find_codes(said)))


def _says_more(text: str, status: str) -> bool:
    """Whether words beside a report say more than its status; what footers say of spam and viruses does not."""
    if not status or is_filler(status) or any(find_codes(text)):
        return bool(text)
    known = meaning(text)
    return known is not None and known.category != "blocked"


def _join(outcome: Outcome, words: Outcome | None) -> Outcome:
    if words is None:
        return outcome
    phase = _PHASE in words.text and _PHASE not in outcome.text
    better = phase or (_is_poor(outcome) and _says_more(words.text, outcome.status))
    return replace(
        outcome,
        address=outcome.address or words.address,
        status=outcome.status or words.status,
        reply=outcome.reply or words.reply,
        text=words.text if better else outcome.text,
        because=f"{outcome.because}, {words.because}" if better else outcome.because,
    )
