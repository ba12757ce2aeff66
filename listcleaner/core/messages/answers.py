"""What the other server answered: where in a bounce mail that stands, and what of it are that server's own words."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from listcleaner.core.bounces import phrases, wordform
from listcleaner.core.bounces.classify import STRONG
from listcleaner.core.bounces.codes import find_codes
from listcleaner.core.bounces.phrases import Pattern
from listcleaner.core.messages.markers import markers, plain

MOST_ANSWER = 1000  # characters
_MOST_TEXT = 6000
_MOST_LINES = 8
_MOST_LABEL = 60  # characters before the colon of "Reason:"
_LABEL = re.compile(r"\s{0,20}(\S[^:：]{0,59}?)\s{0,20}[:：]")
# What stands before the words of the server further on.
_SAID = re.compile(
    r"(?:\bsa(?:id|ys)|\b(?:repli|respond|return)ed|\bresponse|\breports|\breported error|\breason|\berror|answer|\bas follows|"
    r"\bwas)(?: was)?(?: \([^)]{0,60}\))?\s?[:：]?\s?[\"'“\[]?\s?(?=[245]\d\d[ \-]|#?[45]\.\d\.\d)|"
    r"<<<\s|(?:>>>|<--?|--?>)\s(?=[45]\d\d)|"  # a dialogue
    r"\[[\da-fA-F.:]{3,40}\]\s?:\s(?=[45]\d\d)|"  # Exim: "host mx.example.net [192.0.2.7]: 550 no"
    r"[:：]\s?(?=[45]\d\d[ -]#?[45]\.\d\.\d)|\breturned '|\bsmtp;\s?|"
    r"\b(?:said|replied|remote host said|command output|reports|diagnostic-code|reported error)\s?:\s",
    re.IGNORECASE,
)
_REPLY_LINE = re.compile(
    r"(?:[\s>*]*<<<\s*|[\s*>-]{0,8}(?:[A-Za-z ()]{3,40}[:：]\s*)?['\"(]?)(?=#?(?:[45]\d\d[ \-#]|[45]\.\d\.\d))"
)
# In a dialogue what the other server says is marked; what follows a refusal ("503 need RCPT first") is no answer any more.
_HEARD = re.compile(r".{0,60}?(?:<<<|>>>|<--?|--?>)\s*(?=[45]\d\d)(?!503)")
_INSIDE = re.compile(r"(?:[:：]\s|[\[(#'\"])\s?((?:[45]\d\d[ -])?#?[45]\.\d\.\d{1,3}\b[^\n\])]{0,400})")
_ATTEMPT = re.compile(r"^[ \t]{0,8}\d[\d:./T, +-]{3,30}\s[^\n]{0,100}?[\s:](?=[45]\d\d[ -])", re.MULTILINE)
_STEP = re.compile(r".{0,60}?(?:<<<|>>>|<--|-->)\s")
_RULES = ("---", "===", "***", "___")
_PASSED_ON = re.compile(r"^\s*(?:\(in reply to|in reply to)")
# qmail says this after any answer; it is no time-out.
_GIVING_UP = re.compile(r"\.?(?<!\s)\s++Giving up on [\w.:\[\]-]{1,60}$")


class Answer:
    """Words about an address; what they hold is found out when first asked for.

    ``summary``: the line in which the sending server sums them up; its status code counts where the words have none.
    """

    def __init__(self, text: str, summary: str = "") -> None:
        attempts = list(_ATTEMPT.finditer(text))
        self.text = (
            text[attempts[-1].start() :] if len(attempts) > 1 else text
        )  # of a log of attempts the last decides
        self._summary = summary

    @cached_property
    def codes(self) -> tuple[str, str]:
        """Enhanced status code and reply code of a refusal (4, 5)."""
        status, reply = find_codes(self.text)
        status = status or find_codes(self._summary)[0]
        return ("" if status[:1] == "2" else status), ("" if reply[:1] == "2" else reply)

    @cached_property
    def refuses(self) -> bool:
        """Whether it is a server's refusal: a 4xx or 5xx code, or what the text patterns know as a failure."""
        if not self.text.strip(" \n\t<>.,:;)]}\"'-"):
            return False
        return any(self.codes) or self.strength > 0

    @cached_property
    def strength(self) -> int:
        """How clearly the words alone name a failure; 0 for none."""
        return _strength(self.text)


def meaning(text: str) -> Pattern | None:
    """What the text patterns know of these words."""
    return _meaning_of(wordform.words(wordform.mask(text[:MOST_ANSWER])))


def _strength(text: str) -> int:
    pattern = meaning(text)
    return pattern.strength if pattern else 0


@lru_cache(maxsize=4096)
def _meaning_of(words: str) -> Pattern | None:
    match = phrases.scanner().find(words, "", "")
    return match.pattern if match else None


def is_reply(line: str) -> bool:
    """Whether a line begins as a refusal does: ``550 5.1.1 <ann@example.com>... User unknown``, ``Mon 10:00: <-- 550 no``."""
    return bool(_REPLY_LINE.match(line) or _HEARD.match(line))


def heard_above(lines: Sequence[str], number: int) -> str:
    """What the other server said on the lines of a dialogue just above a summing-up line; ``""`` where there is no dialogue.

    sendmail sums up in words of its own: ``<<< 550 blocked`` becomes ``554 <ann@example.com>... Service unavailable``.
    """
    begin = number
    while begin > max(0, number - _MOST_LINES) and "<<<" in lines[begin - 1]:
        begin -= 1
    return "\n".join(line for line in lines[begin:number] if _HEARD.match(line))


def answer_apart(text: str) -> str:
    """The answer apart from the address: in a dialogue, at a line's start, after a label such as "Reason:", in brackets."""
    lines = [line[: 2 * MOST_ANSWER] for line in text[:_MOST_TEXT].split("\n")]
    replies = [number for number, line in enumerate(lines) if is_reply(line)]
    if replies:
        heard = [number for number in replies if _HEARD.match(lines[number])]
        return "\n".join(_paragraph(lines, (heard or replies)[-1]))
    labelled = [said for number in range(len(lines)) if (said := _labelled(lines, number))]
    if labelled:
        return next((said for said in labelled if any(find_codes(said))), labelled[0])
    inside = _INSIDE.search(text[:_MOST_TEXT])
    return inside[1] if inside else ""


def _labelled(lines: Sequence[str], number: int) -> str:
    """What follows a label such as "Reason:", on its line or in the paragraph below."""
    head, colon, said = lines[number].replace("：", ":").partition(":")
    if not colon or len(head) > _MOST_LABEL or ". " in head:
        return ""
    if not any(mark.says == "reason" for mark in markers("labels").find(plain(head))):
        return ""
    below = number + 1
    while not said.strip() and below < len(lines) and not lines[below].strip():
        below += 1
    return "\n".join([said.strip(), *_paragraph(lines, below)]).strip()


def _paragraph(lines: Sequence[str], number: int) -> Iterator[str]:
    """The lines from one on, up to a blank line, a rule or the next step of a dialogue."""
    for line in lines[number : number + _MOST_LINES]:
        further = line is not lines[number]
        if not line.strip() or (further and (line.lstrip().startswith(_RULES) or _STEP.match(line))):
            return
        yield line


def reason_in(text: str) -> str:
    """The paragraph of a text that names a cause most clearly in words the text patterns know; ``""`` where none does.

    Of equally clear ones that which does not also tell of the failure: "After several attempts the message was removed".
    HTML has no blank lines, but each paragraph on a line of its own.
    """
    lines = [line for line in text[:_MOST_TEXT].split("\n") if not tells_of_mail(line)]
    pieces = {
        piece: {mark.says for mark in markers("headings").find(plain(piece))}
        for piece in "\n".join(lines).split("\n\n" if "\n\n" in text else "\n")
        if _strength(piece) >= STRONG
    }
    causes = (piece for piece, said in pieces.items() if "advice" not in said)
    return max(causes, key=lambda piece: (_strength(piece), not pieces[piece]), default="")


def tells_of_mail(line: str) -> bool:
    """Whether a line tells of the mail that failed, not of its recipient: ``Subject: Autumn news``."""
    match = _LABEL.match(line)
    if match is None:
        return False
    labels = markers("labels").find(plain(match[1]))
    return any(label.says == "other" and label.end - label.start == len(match[1]) for label in labels)


def innermost(answer: str) -> str:
    """The innermost answer in one line: without the words of the server that passes it on."""
    joined = " ".join(answer[: 2 * MOST_ANSWER].split()).strip(" :;,-.>)]}\"'")
    begin = 0
    for match in _SAID.finditer(joined):
        rest = joined[match.end() :]
        if len(rest) > 8 and not _PASSED_ON.match(rest):
            begin = match.end()
    return _GIVING_UP.sub("", joined[begin : begin + MOST_ANSWER]).strip(" :;,-\"'")
