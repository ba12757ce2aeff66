"""What a text says of each address in it: named as failed under a heading, with words beside it that do, or in a sentence."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from listcleaner.core.messages.answers import REPLY_LINE, refuses
from listcleaner.core.messages.markers import Mark, markers, plain
from listcleaner.core.messages.ownwords import Words
from listcleaner.core.messages.places import Found, addresses, lines_of

_BLOCK_LINES = 14
_STATE = frozenset({"failed", "delayed", "delivered", "transcript"})
_FATES = frozenset({"failed", "delayed", "delivered"})
_LISTED = frozenset({"line", "label", "named"})
_ORIGINAL = re.compile(
    r"[(\[]?\s*(?:ultimately |originally |was )?(?:(?:generated|expanded|forwarded) from|addressed to|forwarded for)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\n\s*\n|(?<![.\d])[.!?](?=\s)|[。！？]")
_RULES = ("-----", "=====", "_____", "*****")


@dataclass(frozen=True, slots=True)
class Claim:
    """An address, what is said to have happened (as in RFC 3464), and the words that speak of it.

    ``sure``: named as one that failed, not only mentioned. ``original``: the address the mail was sent to, where this is another.
    """

    found: Found
    action: str
    answer: str
    sure: bool
    because: str
    original: str = ""

    @property
    def key(self) -> str:
        return self.found.address.lower()


def claims(words: Words) -> list[Claim]:
    """What is said of the addresses of a text, in order."""
    return _Reader(words).claims()


class _Reader:
    """A text with its lines, addresses and headings."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.text = words.text
        self.lines = lines_of(self.text)
        self.found = addresses(self.text, self.lines)
        self.states = [mark for mark in words.marks if mark.says in _STATE]

    def claims(self) -> list[Claim]:
        claims: list[Claim] = []
        at = 0
        state: Mark | None = None
        reach = -1  # the last line of a heading or of the words about an address of its list
        taken = -1  # where the words about the last listed address end
        for number, one in enumerate(self.found):
            while at < len(self.states) and self.states[at].start < one.start:
                state = self.states[at]
                reach = max(reach, self._line_at(state.end))
                at += 1
            if one.start < taken or one.says == "other":
                continue
            stop = self._block_end(number) if one.place in _LISTED else 0
            claim = self._listed(one, stop, state, reach) if stop else None
            if claim:
                claims.append(replace(claim, original=self._original(number, stop)))
                reach, taken = self._line_at(stop), stop
            elif one.place == "dialogue":
                if reply := self._reply_after(one.line):
                    claims.append(Claim(one, "failed", reply, False, "dialogue"))
            elif spoken := self._spoken(one):
                claims.append(spoken)
        return claims

    def _listed(self, one: Found, stop: int, state: Mark | None, reach: int) -> Claim | None:
        """An address at a place of its own: under a heading that says what happened, or with words beside it that do."""
        answer = self.text[one.end : stop]
        told = refuses(answer)
        says = state.says if state else ""
        if one.place == "label" and one.says != "recipient" and one.label and refuses(one.label):
            return Claim(one, "failed", f"{one.label}: {answer}", True, "label")
        if state and says in _FATES and (told or self._near(reach, one.line)):
            if one.place == "label" and not one.says and not told:
                return None
            return Claim(one, says, answer, True, state.id)
        if told and one.place in ("line", "label") and (one.says or one.place == "line"):
            return Claim(one, "failed", answer, says != "transcript", "answer")
        if told and one.place == "named":
            return Claim(one, "failed", answer, False, "answer")
        if one.says == "recipient" and not self.text.startswith("\t>", self.lines[one.line][0]):
            return Claim(one, "failed", answer, False, "recipient")
        return None

    def _near(self, reach: int, line: int) -> bool:
        """Whether a heading or the previous address of the list stands a few lines above."""
        return sum(1 for start, end in self.lines[reach + 1 : line] if self.text[start:end].strip()) <= 3

    def _spoken(self, one: Found) -> Claim | None:
        """An address in a sentence that says it failed."""
        begin, stop = self._sentence(one)
        before = self.text[max(begin, one.start - 40) : one.start]
        labels = markers("labels").find(plain(before))
        if labels and labels[-1].says == "other" and len(before) - labels[-1].end < 12:
            return None
        sentence = self.text[begin:stop]
        heads = [mark for mark in self.words.marks if mark.says in _FATES and begin <= mark.start < stop]
        if heads:
            following = self.text[stop : stop + 400]
            return Claim(one, heads[-1].says, f"{sentence} {following}", False, heads[-1].id)
        return Claim(one, "failed", sentence, False, "sentence") if refuses(sentence) else None

    def _sentence(self, one: Found) -> tuple[int, int]:
        begin = max(0, one.start - 300)
        for match in _BREAK.finditer(self.text, begin, one.start):
            begin = match.end()
        stop = _BREAK.search(self.text, one.end, one.end + 300)
        return begin, stop.start() if stop else min(len(self.text), one.end + 300)

    def _block_end(self, number: int) -> int:
        """Where the words about an address end: at the next address of the list, or a blank line after words."""
        one = self.found[number]
        next_ones = {
            other.line
            for other in self.found[number + 1 :]
            if other.place in _LISTED
            and other.indent <= one.indent
            and other.address.lower() != one.address.lower()
            and not _ORIGINAL.match(self.text[self.lines[other.line][0] : other.start].strip())
        }
        said = bool(self.text[one.end : self.lines[one.line][1]].strip(" \t>:;,.)]}\"'-"))
        last = min(len(self.lines), one.line + _BLOCK_LINES) - 1
        for line in range(one.line + 1, last + 1):
            start, end = self.lines[line]
            content = self.text[start:end].strip()
            if line in next_ones or content.startswith(_RULES) or (said and not content):
                return start
            said = said or bool(content)
        return self.lines[last][1]

    def _original(self, number: int, stop: int) -> str:
        """The address the mail was sent to, where a server says it passed it on to the one that failed."""
        for other in self.found[number + 1 : number + 4]:
            if other.start < stop and _ORIGINAL.search(self.text, max(0, other.start - 40), other.start):
                return other.address
        return ""

    def _reply_after(self, line: int) -> str:
        """The refusal that follows a command in a dialogue of servers."""
        for start, end in self.lines[line + 1 : line + 4]:
            if REPLY_LINE.match(self.text, start, end):
                return self.text[start:end]
        return ""

    def _line_at(self, position: int) -> int:
        return min(bisect_left(self.lines, position, key=lambda line: line[1]), len(self.lines) - 1)
