"""What a bounce mail without a report for programs says in its own words: who was not reached, and why.

Every system words this in its own way, but all do the same: they say that something failed, name addresses at places where
nothing else stands (a line of their own, before a colon, after a label), and give the other server's answer beside or below.
So failure words and places are looked for, not systems; which words those are is data (``resources/data/bounce_mails``).
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from listcleaner.core.bounces.classify import STRONG
from listcleaner.core.messages.answers import MOST_ANSWER, Answer, answer_apart, innermost, reason_in
from listcleaner.core.messages.claims import Claim, claims, laid_out
from listcleaner.core.messages.mail import Mail, Outcome
from listcleaner.core.messages.ownwords import Words
from listcleaner.core.messages.recipients import all_in
from listcleaner.core.messages.unnamed import find_unnamed

_MOST_PARTS = 4
_OWN_HEADERS = ("to", "from", "reply-to", "sender", "return-path")
_AS_ROLE = re.compile(
    r"(?:postmaster|mailer-?daemon|mailerdaemon|abuse|support|helpdesk|help|info-?desk|mail-?admin|root)@",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"\n\s*\n")
_RULER = re.compile(r"\s*(?:[-=_*~#] ?){4,}\s*(?:\n|$)")
_BELOW = 2  # paragraphs


def outcomes(mail: Mail, texts: Sequence[Words]) -> tuple[Outcome, ...]:
    """What a bounce mail says of each address its ``texts`` name, else of the one it must be about; nothing where it names none.

    Whether it is a bounce is for :func:`listcleaner.core.messages.kind.kind_of` to say.
    """
    listed = all_in(" ".join(value for name, value in mail.headers if name == "x-failed-recipients"))
    own = frozenset(address.lower() for name in _OWN_HEADERS for address in all_in(mail.header(name)))
    for words in texts[:_MOST_PARTS]:
        chosen = _chosen(claims(words), own, listed)
        if chosen or listed:
            return _told(words, chosen, listed)
    words = texts[0] if texts else Words("")
    if unnamed := find_unnamed(mail, texts, own):
        return (_unspoken(*unnamed, words, _to_everyone(words, ())),)
    known = words.says("failed", "delayed")
    return () if known else _told(words, _chosen(laid_out(words), own, ()), ())


def _chosen(made: Sequence[Claim], own: frozenset[str], listed: Sequence[str]) -> list[Claim]:
    """The claims that hold: those named as failed before those only mentioned, and the mail's own addresses last."""
    names = {address.lower() for address in listed}
    if names:
        made = [claim for claim in made if {claim.key, claim.original.lower()} & names]
    sure = [claim for claim in made if claim.sure]
    for group in (sure, [claim for claim in made if not claim.sure]):
        strangers = {claim.key for claim in group if claim.key not in own and not _is_role(claim)}
        if strangers:
            return [claim for claim in made if claim.key in strangers]
    return [claim for claim in sure if not _AS_ROLE.match(claim.found.address)]


def _is_role(claim: Claim) -> bool:
    """Whether it is an address to write to for help rather than one that a server refused."""
    return bool(_AS_ROLE.match(claim.found.address)) and not claim.answer.codes[1]


def _told(words: Words, chosen: Sequence[Claim], listed: Sequence[str]) -> tuple[Outcome, ...]:
    groups: dict[str, list[Claim]] = {}
    for claim in chosen:
        groups.setdefault(claim.key, []).append(claim)
    left = {address.lower(): address for address in listed}
    best = {key: max(group, key=_weight) for key, group in groups.items()}
    answered = not listed and all(claim.answer.codes[1] for claim in best.values())
    everyone = Answer("") if answered else _to_everyone(words, chosen)
    told = [_outcome(best[key], group, words, everyone) for key, group in groups.items()]
    for key in (*groups, *(outcome.address.lower() for outcome in told)):
        left.pop(key, None)
    return (*told, *(_unspoken(address, "x-failed-recipients", words, everyone) for address in left.values()))


def _to_everyone(words: Words, chosen: Sequence[Claim]) -> Answer:
    """The answer that stands apart from the addresses; of several, only what is said before the first is about all."""
    text = words.text
    if len({claim.key for claim in chosen}) > 1:
        text = text[: text.rfind("\n", 0, min(claim.found.start for claim in chosen)) + 1]
    answer = answer_apart(text)
    apart = Answer(answer)
    return apart if apart.refuses else Answer(reason_in(_without_footer(text, chosen)) or answer)


def _without_footer(text: str, chosen: Sequence[Claim]) -> str:
    """The text down to a ruler or the second paragraph below the last address: what follows is said in every mail."""
    last = max((max(claim.stop, claim.found.end) for claim in chosen), default=0)
    paragraphs = _PARAGRAPH.split(text[last:])
    below = takewhile(lambda piece: not _RULER.match(piece), paragraphs[: 1 + _BELOW])
    return text[:last] + "\n\n".join(below)


def _outcome(best: Claim, group: Sequence[Claim], words: Words, everyone: Answer) -> Outcome:
    """What the best claim about an address, the others and the answer to all come to."""
    answer = best.answer
    if best.action == "delivered":
        return Outcome(best.found.address, best.action, text=innermost(answer.text), because=best.because)
    status, reply = answer.codes
    if everyone.text and not reply:
        if everyone.codes[1] or not answer.refuses or answer.strength < STRONG <= everyone.strength:
            answer, reply = everyone, everyone.codes[1]
        status = status or everyone.codes[0]
    quoted = (claim.answer.codes[0] for claim in group if claim.because in ("reply", "dialogue"))
    status = status or next(filter(None, quoted), "")
    original = next((claim.original for claim in group if claim.original), "")
    fates = {claim.action for claim in group if claim.sure}
    return Outcome(
        address=original or best.found.address,
        action=_action(fates.pop() if len(fates) == 1 else best.action, words),
        status=status,
        reply=reply,
        text=innermost(answer.text) or innermost(_before_advice(words)),
        final=best.found.address if original else "",
        because=best.because,
    )


def _weight(claim: Claim) -> tuple[bool, ...]:
    """The better claim: a list of those reached, then what the other server said in a dialogue, then how that is summed up."""
    status, reply = claim.answer.codes
    return (
        claim.action == "delivered",
        bool(reply) and (claim.sure or claim.because == "dialogue"),
        bool(reply) and claim.because == "reply",
        bool(reply),
        bool(status),
        claim.answer.refuses,
        claim.sure,
    )


def _unspoken(address: str, because: str, words: Words, everyone: Answer) -> Outcome:
    """What is said of an address that the words do not name."""
    status, reply = everyone.codes
    text = innermost(everyone.text or _before_advice(words))
    return Outcome(address, _action("failed", words), status, reply, text, "", because)


def _before_advice(words: Words) -> str:
    """How a mail begins, up to what usually causes such failures: that is said in every mail."""
    end = min((mark.start for mark in words.marks if mark.says == "advice"), default=MOST_ANSWER)
    return words.text[: min(end, MOST_ANSWER)]


def _action(action: str, words: Words) -> str:
    if action == "failed" and words.says("delayed") and not words.says("lasting"):
        return "delayed"
    return action
