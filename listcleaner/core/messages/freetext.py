"""What a bounce mail without a report for programs says in its own words: who was not reached, and why.

Every system words this in its own way, but all do the same: they say that something failed, name addresses at places where
nothing else stands (a line of their own, before a colon, after a label), and give the other server's answer beside or below.
So failure words and places are looked for, not systems; which words those are is data (``resources/data/bounce_mails``).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from listcleaner.core.bounces import phrases, wordform
from listcleaner.core.bounces.codes import find_codes
from listcleaner.core.messages.answers import MOST_ANSWER, REPLY_LINE, answer_apart, answer_naming, innermost
from listcleaner.core.messages.mail import Mail, Outcome
from listcleaner.core.messages.markers import Mark, markers, plain
from listcleaner.core.messages.ownwords import Words, own_texts, words_of
from listcleaner.core.messages.places import Found, addresses, lines_of
from listcleaner.core.messages.recipients import all_in

_MOST_PARTS = 4
_BLOCK_LINES = 14
_STATE = frozenset({"failed", "delayed", "delivered", "transcript"})
_ACTION = {"failed": "failed", "delayed": "delayed", "delivered": "delivered"}
_ORIGINAL = re.compile(
    r"[(\[]?\s*(?:ultimately |originally |was )?(?:(?:generated|expanded|forwarded) from|addressed to|forwarded for)\b",
    re.IGNORECASE,
)
_AS_ROLE = re.compile(
    r"(?:postmaster|mailer-?daemon|mailerdaemon|abuse|support|helpdesk|help|info-?desk|mail-?admin|root)@",
    re.IGNORECASE,
)
_VERP = re.compile(r"[+-]([\w.+-]{1,64})=((?:[\w-]{1,63}\.){1,8}[a-z]{2,24})@", re.IGNORECASE)
_FOR = re.compile(r"\bfor <?([^\s<>;@]{1,64}@[^\s<>;]{1,255})>?", re.IGNORECASE)
_BREAK = re.compile(r"\n\s*\n|(?<![.\d])[.!?](?=\s)|[。！？]")
_BARE = re.compile(r"\s{0,8}[<\"]?([\w][\w.+-]{1,40})[>\"]?(?:\s\"?\(|\s{2,}.*)?\s*$")


@dataclass(frozen=True, slots=True)
class _Claim:
    """An address and the words that speak of it. ``sure``: named as failed, not only mentioned."""

    found: Found
    action: str
    answer: str
    sure: bool
    because: str
    original: str = ""


def outcomes(mail: Mail) -> tuple[Outcome, ...]:
    """What a bounce mail says of each address it names; nothing for a mail that names none.

    Whether it is a bounce is for :func:`listcleaner.core.messages.kind.kind_of` to say.
    """
    listed = tuple(address for value in _values(mail, "x-failed-recipients") for address in all_in(value))
    own = frozenset(
        address.lower()
        for name in ("to", "from", "reply-to", "sender", "return-path")
        for address in all_in(mail.header(name))
    )
    for text in own_texts(mail)[:_MOST_PARTS]:
        words = words_of(text)
        claims = _claims(words)
        chosen = _chosen(claims, own, listed)
        if chosen or listed:
            return _told(words, chosen, listed)
    return _elsewhere(mail, own, listed)


def _claims(words: Words) -> list[_Claim]:
    text = words.text
    lines = lines_of(text)
    found = addresses(text, lines)
    claims: list[_Claim] = []
    states = [mark for mark in words.marks if mark.says in _STATE]
    at = 0
    state: Mark | None = None
    reach = -1  # the last line an accepted address or heading reaches to
    skip_to = -1
    for number, one in enumerate(found):
        while at < len(states) and states[at].start < one.start:
            state = states[at]
            reach = max(reach, _line_at(lines, states[at].end))
            at += 1
        if one.start < skip_to or one.says == "other":
            continue
        if one.place in ("line", "label", "named"):
            stop = _block_end(text, lines, found, number)
            answer = text[one.end : stop]
            claim = _listed(one, text, answer, state, lines, reach)
            if claim:
                claims.append(replace(claim, original=_original(found, number, text, stop)))
                reach = _line_at(lines, stop)
                skip_to = stop
                continue
        if one.place == "dialogue":
            reply = _reply_after(text, lines, one.line)
            if reply:
                claims.append(_Claim(one, "failed", reply, False, "dialogue"))
            continue
        spoken = _spoken(one, text, words)
        if spoken:
            claims.append(spoken)
    return claims


def _listed(
    one: Found, text: str, answer: str, state: Mark | None, lines: Sequence[tuple[int, int]], reach: int
) -> _Claim | None:
    """An address at a place of its own: under a heading that says what happened, or with words beside it that do."""
    head = text[lines[one.line][0] : one.start]
    told = _fails(answer)
    says = state.says if state else ""
    if one.place == "label" and one.says != "recipient" and one.label and _fails(one.label):
        return _Claim(one, "failed", f"{one.label}: {answer}", True, "label")
    if says in _ACTION and one.place != "sentence" and (told or _near(text, lines, reach, one.line)):
        if one.place == "label" and not one.says and not told:
            return None
        return _Claim(one, _ACTION[says], answer, True, state.id if state else "")
    if told and one.place in ("line", "label") and (one.says or one.place == "line"):
        return _Claim(one, "failed", answer, says != "transcript", "answer")
    if told and one.place == "named":
        return _Claim(one, "failed", answer, False, "answer")
    if one.says == "recipient" and not head.startswith("\t>"):
        return _Claim(one, "failed", answer, False, "recipient")
    return None


def _near(text: str, lines: Sequence[tuple[int, int]], reach: int, line: int) -> bool:
    """Whether a heading or the previous address of the list stands a few lines above."""
    between = sum(1 for start, end in lines[reach + 1 : line] if text[start:end].strip())
    return between <= 3


def _spoken(one: Found, text: str, words: Words) -> _Claim | None:
    """An address in a sentence that says it failed."""
    begin, stop = _sentence(text, one)
    sentence = text[begin:stop]
    before = text[max(begin, one.start - 40) : one.start]
    marks = markers("labels").find(plain(before))
    if marks and marks[-1].says == "other" and len(before) - marks[-1].end < 12:
        return None
    heads = [mark for mark in words.marks if mark.says in _ACTION and begin <= mark.start < stop]
    if not heads and not _fails(sentence):
        return None
    following = text[stop : stop + 400]
    return _Claim(
        one,
        _ACTION[heads[-1].says] if heads else "failed",
        f"{sentence} {following}" if heads else sentence,
        False,
        heads[-1].id if heads else "sentence",
    )


def _sentence(text: str, one: Found) -> tuple[int, int]:
    begin = max(0, one.start - 300)
    for match in _BREAK.finditer(text, begin, one.start):
        begin = match.end()
    stop = _BREAK.search(text, one.end, one.end + 300)
    return begin, stop.start() if stop else min(len(text), one.end + 300)


def _block_end(text: str, lines: Sequence[tuple[int, int]], found: Sequence[Found], number: int) -> int:
    """Where the words about an address end: at the next address of the list, or a blank line after words."""
    one = found[number]
    starts = {
        other.line
        for other in found[number + 1 :]
        if other.place in ("line", "label", "named")
        and other.indent <= one.indent
        and other.address.lower() != one.address.lower()
        and not _ORIGINAL.match(text[lines[other.line][0] : other.start].strip())
    }
    said = bool(text[one.end : lines[one.line][1]].strip(" \t>:;,.)]}\"'-"))
    for line in range(one.line + 1, min(len(lines), one.line + _BLOCK_LINES)):
        start, end = lines[line]
        content = text[start:end].strip()
        if line in starts or content.startswith(("-----", "=====", "_____", "*****")):
            return start
        if not content and said:
            return start
        said = said or bool(content)
    return lines[min(len(lines) - 1, one.line + _BLOCK_LINES - 1)][1]


def _original(found: Sequence[Found], number: int, text: str, stop: int) -> str:
    """The address the mail was sent to, where a server says it passed it on to the one that failed."""
    for other in found[number + 1 : number + 4]:
        if other.start < stop and _ORIGINAL.search(text, max(0, other.start - 40), other.start):
            return other.address
    return ""


def _reply_after(text: str, lines: Sequence[tuple[int, int]], line: int) -> str:
    """The refusal that follows a command in a dialogue of servers."""
    for start, end in lines[line + 1 : line + 4]:
        if REPLY_LINE.match(text, start, end):
            return text[start:end]
    return ""


def _line_at(lines: Sequence[tuple[int, int]], position: int) -> int:
    low, high = 0, len(lines) - 1
    while low < high:
        middle = (low + high) // 2
        if lines[middle][1] < position:
            low = middle + 1
        else:
            high = middle
    return low


def _fails(words: str) -> bool:
    """Whether words are a server's refusal: a 4xx or 5xx code, or what the text patterns know as a failure."""
    if not words.strip(" \n\t<>.,:;)]}\"'-"):
        return False
    status, reply = find_codes(words)
    if status[:1] in ("4", "5") or reply[:1] in ("4", "5"):
        return True
    return phrases.scanner().find(wordform.words(wordform.mask(words[:MOST_ANSWER])), "", "") is not None


def _chosen(claims: Sequence[_Claim], own: frozenset[str], listed: Sequence[str]) -> list[_Claim]:
    """The claims that hold: those named as failed before those only mentioned, and the mail's own addresses last."""
    names = {address.lower() for address in listed}
    if names:
        claims = [claim for claim in claims if {claim.found.address.lower(), claim.original.lower()} & names]
    sure = [claim for claim in claims if claim.sure]
    for group in (sure, [claim for claim in claims if not claim.sure]):
        strangers = [
            claim
            for claim in group
            if claim.found.address.lower() not in own
            and not (_AS_ROLE.match(claim.found.address) and not find_codes(claim.answer)[1])
        ]
        if strangers:
            return [
                claim
                for claim in claims
                if any(claim.found.address.lower() == other.found.address.lower() for other in strangers)
            ]
    return [claim for claim in sure if not _AS_ROLE.match(claim.found.address)]


def _told(words: Words, claims: Sequence[_Claim], listed: Sequence[str]) -> tuple[Outcome, ...]:
    addresses_told = {claim.found.address.lower() for claim in claims}
    spoken: dict[str, list[_Claim]] = {}
    for claim in claims:
        spoken.setdefault(claim.found.address.lower(), []).append(claim)
    told = []
    everyone = "" if len(addresses_told) > 1 else answer_apart(words.text)
    for group in spoken.values():
        best = max(
            group,
            key=lambda claim: (
                claim.action != "failed",
                bool(find_codes(claim.answer)[1]),
                bool(find_codes(claim.answer)[0]),
                claim.sure,
                _fails(claim.answer),
            ),
        )
        told.append(_outcome(best, group, words, everyone))
    covered = addresses_told | {outcome.address.lower() for outcome in told}
    rest = innermost(everyone or words.text[-MOST_ANSWER:])
    for address in listed:
        if address.lower() not in covered:
            status, reply = find_codes(everyone)
            told.append(
                Outcome(address, _action("failed", words), status, reply, rest, "", "x-failed-recipients")
            )
    return tuple(told)


def _outcome(best: _Claim, group: Iterable[_Claim], words: Words, everyone: str) -> Outcome:
    answer = best.answer
    status, reply = find_codes(answer)
    if not reply and everyone:
        more, other = find_codes(everyone)
        if other or not _fails(answer):
            answer, status, reply = everyone, status or more, other
    if not status and not reply:
        named = answer_naming(words.text, best.found.address)
        status, reply = find_codes(named)
        answer = named if reply else answer
    original = next((claim.original for claim in group if claim.original), "")
    action = best.action if best.action == "delivered" else _action(best.action, words)
    return Outcome(
        address=original or best.found.address,
        action=action,
        status=status,
        reply=reply,
        text=innermost(answer) or innermost(words.text[:MOST_ANSWER]),
        final=best.found.address if original else "",
        because=best.because,
    )


def _action(action: str, words: Words) -> str:
    if action == "failed" and words.says("delayed") and not words.says("lasting"):
        return "delayed"
    return action


def _values(mail: Mail, name: str) -> list[str]:
    return [value for key, value in mail.headers if key == name]


def _elsewhere(mail: Mail, own: frozenset[str], listed: Sequence[str]) -> tuple[Outcome, ...]:
    """The failed address of a mail whose words name none: in its subject, its envelope, or in the returned mail."""
    texts = own_texts(mail)
    words = words_of(texts[0]) if texts else Words("", (), "")
    answer = answer_apart(words.text)
    status, reply = find_codes(answer)
    text = innermost(answer or words.text[:MOST_ANSWER])
    action = _action("failed", words)
    for address, because in (
        *((one, "x-failed-recipients") for one in listed),
        *_candidates(mail, words, own),
    ):
        return (Outcome(address, action, status, reply, text, "", because),)
    return ()


def _candidates(mail: Mail, words: Words, own: frozenset[str]) -> Iterable[tuple[str, str]]:
    for address in all_in(mail.header("subject")):
        if address.lower() not in own:
            yield address, "subject"
    for match in _VERP.finditer(mail.header("to")):
        yield f"{match[1]}@{match[2]}", "envelope"
    returned = (
        "\n".join(
            part.text for part in mail.parts if part.depth == 1 and part.content_type == "text/rfc822-headers"
        )
        or words.quoted
    )
    if not words.says("failed", "delayed") and not returned:
        return
    for match in _FOR.finditer(returned[:8000]):
        if match[1].lower() not in own and "." in match[1]:
            yield match[1].rstrip(".,"), "returned mail"
    for line in returned[:8000].split("\n"):
        name, _, value = line.lstrip("> ").partition(":")
        if name.lower() in ("to", "x-original-to", "delivered-to", "envelope-to"):
            to = [address for address in all_in(value) if address.lower() not in own]
            if len(to) == 1:
                yield to[0], "returned mail"
    yield from ((address, "bare name") for address in _bare_names(mail, words))


def _bare_names(mail: Mail, words: Words) -> Iterable[str]:
    """A name without a domain under a failure heading is a mailbox of the server that writes."""
    domains = [address.rpartition("@")[2] for address in all_in(mail.header("from"))]
    heads = [mark for mark in words.marks if mark.says == "failed"]
    if not domains or not heads:
        return
    for line in words.text[heads[0].end :].split("\n")[1:6]:
        if (match := _BARE.match(line)) and line[:1].isspace():
            yield f"{match[1]}@{domains[0]}"
