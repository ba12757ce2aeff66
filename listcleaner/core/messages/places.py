"""Where addresses stand in a text: on a line of their own, after a label, in a dialogue of servers, in a sentence."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from listcleaner.core.bounces.wordform import CJK
from listcleaner.core.messages.markers import markers, plain
from listcleaner.core.messages.recipients import usable

Place = Literal["line", "label", "named", "dialogue", "sentence"]

_MOST = 300  # addresses that are looked at
_LOCAL = 64
_DOMAIN = re.compile(r"\[?[^\s<>()\[\]{}\"',;:|/*!?&=、。，；：）】》」]{1,255}\]?")
_ASCII_DOMAIN = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._-]{{0,254}}(?=[{CJK}])")
_CJK = re.compile(f"[{CJK}]")
_NOT_LOCAL = frozenset(" \t\n\r<>()[]{}\"',;:|@、。，；：（【《「）】》」")
_PREFIX = re.compile(r"(?:dda:)?(?:smtp|rfc822|internet|mailto|to|rcpt)[=;:]+", re.IGNORECASE)
_OPEN = r"\s*+(?:[<(\[\"'“«{【《]{1,3}\s*+)?"
_BULLET = re.compile(
    rf"\W{{0,40}}(?:\d{{1,3}}[.)]\s)?(?:\w{{1,3}}=[^;]{{0,40}};\s?){{0,6}}(?:dda:)?(?:smtp[=:])?{_OPEN}",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"\W{{0,40}}(\w[^:：@\n]{{0,58}}?)\s*+[:：](?:(?:{_OPEN}(?:smtp|rfc822|mailto)\s*+[:;]){{1,2}})?{_OPEN}",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[\s>*•·-]{0,8}[\"'“]?[\w][\w .,'’&/-]{0,60}[\"'”]?\s{0,3}[<(\[]{1,2}\s*(?:mailto:)?")
# A label without a colon: in a bracket, Chinese, or apart as the cells of a table are.
_CELL = re.compile(
    rf"\s*+(?:\((?P<bracket>[a-z ]{{4,40}}?)\s<?|(?P<chinese>[\u3400-\u9fff]{{2,10}})\s{_OPEN}|"
    rf"(?P<apart>[^\s:：@]{{1,30}}(?: [^\s:：@]{{1,30}}){{0,3}})(?:\t|\s{{2}}){_OPEN})",
    re.IGNORECASE,
)
_LINKED = re.compile(
    r"\s?<mailto:[^<>\s]{1,320}>", re.IGNORECASE
)  # Outlook: ann@example.com<mailto:ann@example.com>
_AND = re.compile(r">?[ \t]{0,4}(?:[,;、，；]|and|und|et|y|e|和)[ \t]{0,4}<?", re.IGNORECASE)
_DIALOGUE = re.compile(r"(?:RCPT\s+TO\s*:|\bto=|>>>|<<<)[^@]{0,20}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """An address in a text. ``label``: what stands before its colon; ``indent``: of its line; ``says``: what that label means."""

    address: str
    start: int
    end: int
    line: int
    indent: int
    place: Place
    label: str = ""
    says: str = ""


def lines_of(text: str) -> list[tuple[int, int]]:
    """Start and end of each line."""
    spans = []
    start = 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def addresses(text: str, lines: list[tuple[int, int]]) -> list[Found]:
    """The addresses of a text in order."""
    found: list[Found] = []
    at = text.find("@")
    number = 0
    while at >= 0 and len(found) < _MOST:
        start = at
        latin = text[
            at - 1 : at
        ].isascii()  # Chinese and Japanese go on without a blank: "发给ann@example.com的邮件"
        while start > 0 and at - start < _LOCAL + 24 and _is_local(text, start - 1):
            if latin and _CJK.match(text, start - 1):
                break
            start -= 1
        domain = _ASCII_DOMAIN.match(text, at + 1) or _DOMAIN.match(text, at + 1)
        end = at + 1
        if domain and start < at:
            while lines[number][1] < at:
                number += 1
            end = domain.end()
            if one := _found(text, start, end, number, lines[number][0]):
                before = found[-1] if found else None
                if before and _AND.fullmatch(
                    text, before.end, one.start
                ):  # "ann@example.com, bob@example.com"
                    one = replace(one, place=before.place, label=before.label, says=before.says)
                found.append(one)
        at = text.find("@", end)
    return found


def _is_local(text: str, at: int) -> bool:
    """Whether a character may be of what stands before an @; an apostrophe only between letters, as in r.o'hara."""
    if text[at] == "'":
        return at > 0 and text[at - 1].isalnum() and text[at + 1].isalnum()
    return text[at] not in _NOT_LOCAL


def _found(text: str, start: int, end: int, number: int, begin: int) -> Found | None:
    written = text[start:end].rstrip(".!?-_>]")
    if prefix := _PREFIX.match(written):
        start += prefix.end()
        written = written[prefix.end() :]
    while written[:1] in "*`=-.~+/" and written:
        written, start = written[1:], start + 1
    address = usable(written)
    if not address or "." not in address.rpartition("@")[2] or text[start - 2 : start] == "//":
        return None
    before = text[begin:start]
    indent = len(before) - len(before.lstrip())
    place: Place = "sentence"
    label = says = ""
    if _BULLET.fullmatch(before):
        place = "line"
    elif _DIALOGUE.search(before):
        place = "dialogue"
    elif match := _LABEL.fullmatch(before):
        place, label = "label", match[1]
        says = _meaning(label)
    elif (match := _CELL.fullmatch(before)) and (says := _meaning(match[match.lastgroup or 0], whole=True)):
        place, label = "label", match[match.lastgroup or 0]
    elif _NAMED.fullmatch(before):
        place = "named"
    end = start + len(written)
    linked = _LINKED.match(text, end)
    return Found(address, start, linked.end() if linked else end, number, indent, place, label, says)


def _meaning(label: str, whole: bool = False) -> str:
    """What a label says of the address after it: its longest known phrase; ``whole``: only where it is nothing else."""
    marks = markers("labels").find(plain(label))
    if not marks:
        return ""
    best = max(marks, key=lambda mark: (mark.end - mark.start, mark.says == "other"))
    return "" if whole and best.end - best.start < len(label) else best.says
