"""Where in a bounce mail the other server's answer stands, and what of it are that server's own words."""

import re
from collections.abc import Sequence

from listcleaner.core.bounces import phrases, wordform
from listcleaner.core.bounces.codes import find_codes
from listcleaner.core.messages.markers import markers, plain

MOST_ANSWER = 1000  # characters
_MOST_TEXT = 6000
_SAID = re.compile(
    r"(?:\bsa(?:id|ys)|\b(?:repli|respond|return)ed|\bresponse|\breports|\breported error|\breason|\berror|answer|\bwas)(?: was)?"
    r"(?: \([^)]{0,60}\))?\s?[:：]?\s?[\"'“]?\s?(?=[245]\d\d[ \-]|#?[45]\.\d\.\d)|<<<\s|\breturned '|\bsmtp;\s?|"
    r"\b(?:said|replied|remote host said|command output|reports|diagnostic-code|reported error)\s?:\s",
    re.IGNORECASE,
)
# A line of a server's answer: after an arrow (behind a time, too: "Mon 10:00:04: <-- 550"), a label, or from the start.
REPLY_LINE = re.compile(
    r"(?:[\s>*]*<<<\s*|[\w\s:.,/-]{0,40}<--?\s|[\s*>-]{0,8}(?:[A-Za-z ()]{3,40}[:：]\s*)?['\"(]?)(?=#?(?:[45]\d\d[ \-#]|[45]\.\d\.\d))"
)
_REPLY_INSIDE = re.compile(r"(?:[:：]\s|[\[(#'\"])\s?((?:[45]\d\d[ -])?#?[45]\.\d\.\d{1,3}\b[^\n\])]{0,400})")
_PASSED_ON = re.compile(r"^\s*(?:\(in reply to|in reply to)")


def refuses(words: str) -> bool:
    """Whether words are a server's refusal: a 4xx or 5xx code, or what the text patterns know as a failure."""
    if not words.strip(" \n\t<>.,:;)]}\"'-"):
        return False
    status, reply = find_codes(words)
    if status[:1] in ("4", "5") or reply[:1] in ("4", "5"):
        return True
    return phrases.scanner().find(wordform.words(wordform.mask(words[:MOST_ANSWER])), "", "") is not None


def answer_naming(text: str, address: str) -> str:
    """The last reply line that names an address: ``550 <ann@example.com>... User unknown``."""
    lower = text.lower()
    at = lower.rfind(address.lower())
    while at >= 0:
        begin = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if REPLY_LINE.match(text, begin, end):
            return text[begin:end]
        at = lower.rfind(address.lower(), 0, begin)
    return ""


def answer_apart(text: str) -> str:
    """The server's answer that stands apart from the address: after ``<<<``, a label such as "Reason:", at a line's start."""
    lines = text[:_MOST_TEXT].split("\n")
    best = ""
    for number, line in enumerate(lines):
        if not line.strip() or len(line) > 2000:
            continue
        if REPLY_LINE.match(line) or (not best and _labelled_reason(line)):
            best = "\n".join(_continued(lines, number))
    return best or _answer_inside(text[:_MOST_TEXT])


def _answer_inside(text: str) -> str:
    """The server's answer in brackets or after a colon in a sentence: ``It responded as follows: [550 5.1.1 User unknown]``."""
    match = _REPLY_INSIDE.search(text)
    return match[1] if match else ""


def _continued(lines: Sequence[str], number: int) -> list[str]:
    taken = [lines[number]]
    if lines[number].rstrip().endswith((":", "：")) and not any(map(str.strip, lines[number + 1 : number + 2])):
        number += 1  # a label over the paragraph below
    for line in lines[number + 1 : number + 8]:
        if not line.strip() or line.lstrip().startswith(("---", "===", "***", ">>>", "<<<")):
            break
        taken.append(line)
    return taken


def _labelled_reason(line: str) -> bool:
    head, colon, _ = line.replace("：", ":").partition(":")
    return (
        bool(colon)
        and len(head) < 60
        and ". " not in head
        and any(mark.says == "reason" for mark in markers("labels").find(plain(head)))
    )


def innermost(answer: str) -> str:
    """The innermost answer in one line: without the words of the server that passes it on."""
    joined = " ".join(answer[: 2 * MOST_ANSWER].split()).strip(" :;,-.>)]}\"'")
    begin = 0
    for match in _SAID.finditer(joined):
        rest = joined[match.end() :]
        if len(rest) > 8 and not _PASSED_ON.match(rest):
            begin = match.end()
    return joined[begin : begin + MOST_ANSWER].strip(" :;,-\"'")
