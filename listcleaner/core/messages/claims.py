"""What a text says of each address in it: named as failed under a heading, with words beside it that do, or in a sentence."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from listcleaner.core.messages.answers import Answer, heard_above, is_reply, tells_of_mail
from listcleaner.core.messages.markers import Mark, markers, plain
from listcleaner.core.messages.ownwords import Words
from listcleaner.core.messages.places import Found, addresses, lines_of

_BLOCK_LINES = 14
_NEAR = 3  # lines with words between a heading and an address of its list
_MOST_LABEL = 60  # characters of the end of a line that may introduce the address on the next one
_MOST_AFTER = 4  # characters between such a label and the line's end, as " at" or "(s)"
_MOST_WORDS = 1500  # characters about a listed address
_FOLLOWING = 600  # characters after an address in which the reason may stand
_STATE = frozenset({"failed", "delayed", "delivered", "transcript", "about"})
_FATES = frozenset({"failed", "delayed", "delivered"})
_LISTED = frozenset({"line", "label", "named"})
_ORIGINAL = re.compile(
    r"[(\[]?(?:(?<!\s)\s++)?(?:ultimately |originally |was )?"
    r"(?:(?:generated|expanded|forwarded) from|addressed to|forwarded for)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\n\s*\n|(?<![.\d])[.!?](?=\s)|[。！？]")
_COMMAND = re.compile(r"\s*RCPT TO\b", re.IGNORECASE)
_RULES = ("-----", "=====", "_____", "*****")


@dataclass(frozen=True, slots=True)
class Claim:
    """An address, what is said to have happened (as in RFC 3464), and the words that speak of it.

    ``sure``: named as one that failed, not only mentioned. ``original``: the address the mail was sent to, where this is another.
    ``stop``: where the words about a listed address end.
    """

    found: Found
    action: str
    answer: Answer
    sure: bool
    because: str
    original: str = ""
    stop: int = 0

    @property
    def key(self) -> str:
        return self.found.address.lower()


def claims(words: Words) -> list[Claim]:
    """What is said of the addresses of a text, in order."""
    return _Reader(words).claims()


def laid_out(words: Words) -> list[Claim]:
    """The addresses that stand where failed ones do, or the only one beside a server's reply, in whatever language."""
    reader = _Reader(words)
    found = [one for one in reader.found if one.says != "other"]
    listed = [one for one in found if one.place in ("line", "label")]
    alone = len({one.address.lower() for one in found}) == 1 and bool(
        Answer(words.text[:_MOST_WORDS]).codes[1]
    )
    chosen = listed or (found[:1] if alone else [])
    return [
        Claim(one, "failed", Answer(reader.text[one.end : one.end + _FOLLOWING]), False, "layout")
        for one in chosen
    ]


class _Reader:
    """A text with its lines, addresses and headings."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.text = words.text
        self.lines = lines_of(self.text)
        self.rows = self.text.split("\n")
        self.found = addresses(self.text, self.lines)
        self.states = _outer([mark for mark in words.marks if mark.says in _STATE])
        self.advice = [mark.start for mark in words.marks if mark.says == "advice"]

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
            joined = (
                one.place in _LISTED and number > 0 and self.found[number - 1].line == one.line
            )  # "ann@…, bob@…"
            if (one.start < taken and not joined) or "other" in (one.says, self._above(one)):
                continue
            if claim := self._claim(number, state, reach):
                claims.append(claim)
                if claim.stop:
                    reach, taken = self._line_at(claim.stop), claim.stop
        return claims

    def _claim(self, number: int, state: Mark | None, reach: int) -> Claim | None:
        one = self.found[number]
        if is_reply(self.rows[one.line]):
            return self._replied(one)
        if one.place == "dialogue":
            return self._in_dialogue(one, state, reach)
        if one.place in _LISTED and (claim := self._listed(number, state, reach)):
            return claim
        return self._spoken(number)

    def _listed(self, number: int, state: Mark | None, reach: int) -> Claim | None:
        """An address at a place of its own: under a heading that says what happened, or with words beside it that do."""
        one = self.found[number]
        stop = self._block_end(number)
        answer = Answer(self.text[one.end : min(stop, one.end + _MOST_WORDS)])
        original = self._original(number, stop)
        says = state.says if state else ""
        if one.label and one.says != "other" and Answer(one.label).refuses:
            both = Answer(f"{one.label}: {answer.text}")
            return Claim(one, "failed", both, True, "label", original, stop)
        if state and says in _FATES and (answer.refuses or self._near(reach, one.line)):
            if one.place == "label" and not one.says and not answer.refuses:
                return None
            return Claim(one, says, answer, True, state.id, original, stop)
        if answer.refuses and one.place in ("line", "label") and (one.says or one.place == "line"):
            return Claim(one, "failed", answer, says != "transcript", "answer", original, stop)
        if answer.refuses and one.place == "named":
            return Claim(one, "failed", answer, False, "answer", original, stop)
        named = "recipient" in (one.says, self._above(one))
        if named and not self.text.startswith("\t>", self.lines[one.line][0]):
            return Claim(one, "failed", answer, False, "recipient", original, stop)
        return None

    def _near(self, reach: int, line: int) -> bool:
        """Whether a heading or the previous address of the list stands a few lines above."""
        between = (row for row in islice(self.rows, reach + 1, line) if row.strip())
        return len(list(islice(between, _NEAR + 1))) <= _NEAR

    def _above(self, one: Found) -> str:
        """What the line above an address says of it at its end: "to the following recipient:" or "please contact"."""
        if one.place != "line" or not one.line:
            return ""
        above = self.rows[one.line - 1].rstrip(" :：")[-_MOST_LABEL:]
        labels = markers("labels").find(plain(above))
        return labels[-1].says if labels and len(above) - labels[-1].end <= _MOST_AFTER else ""

    def _replied(self, one: Found) -> Claim:
        """An address in another server's reply, as transcripts quote it."""
        line = self.rows[one.line]
        heard = heard_above(self.rows, one.line)
        answer = Answer(heard, summary=line) if heard else Answer(line)
        return Claim(one, "failed", answer, False, "dialogue" if heard else "reply")

    def _in_dialogue(self, one: Found, state: Mark | None, reach: int) -> Claim | None:
        """An address in a command to another server, and the refusal that follows; below a heading the command is enough."""
        for number in range(one.line + 1, min(one.line + 4, len(self.rows))):
            if is_reply(self.rows[number]):
                return Claim(one, "failed", Answer(self.rows[number]), False, "dialogue")
        alone = _COMMAND.match(self.rows[one.line])
        if alone and state and state.says in _FATES and self._near(reach, one.line):
            return Claim(one, state.says, Answer(""), False, state.id)
        return None

    def _spoken(self, number: int) -> Claim | None:
        """An address in a sentence that says it failed; sure where it ends the line: "Unable to deliver to ann@example.com"."""
        one = self.found[number]
        begin, stop = self._sentence(one)
        before = self.text[max(begin, one.start - 40) : one.start]
        labels = markers("labels").find(plain(before))
        if labels and labels[-1].says == "other" and len(before) - labels[-1].end < 12:
            return None
        sentence = Answer(self.text[begin:stop])
        heads = [mark for mark in self.words.marks if mark.says in _FATES and begin <= mark.start < stop]
        if not heads:
            return (
                Claim(one, "failed", self._followed(number, begin), False, "sentence")
                if sentence.refuses
                else None
            )
        start, end = self.lines[one.line]
        named = not self.text[one.end : end].strip(" \t>'\".,:") and any(
            start <= head.start < one.start for head in heads
        )
        return Claim(
            one, heads[-1].says, self._followed(number, start if named else begin), named, heads[-1].id
        )

    def _followed(self, number: int, begin: int) -> Answer:
        """The words from a place on, with what follows the address up to the line of the next one."""
        one = self.found[number]
        others = (self.lines[other.line][0] for other in self.found[number + 1 :] if other.line > one.line)
        return Answer(self.text[begin : min(one.end + _FOLLOWING, next(others, len(self.text)))])

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
            if any(start <= advice <= end for advice in self.advice):
                return start
            if (
                line in next_ones
                or content.startswith(_RULES)
                or (said and not content)
                or tells_of_mail(content)
            ):
                return start
            said = said or bool(content)
        return self.lines[last][1]

    def _original(self, number: int, stop: int) -> str:
        """The address the mail was sent to, where a server says it passed it on to the one that failed."""
        for other in self.found[number + 1 : number + 4]:
            if other.start < stop and _ORIGINAL.search(self.text, max(0, other.start - 40), other.start):
                return other.address
        return ""

    def _line_at(self, position: int) -> int:
        return min(bisect_left(self.lines, position, key=lambda line: line[1]), len(self.lines) - 1)


def _outer(marks: Sequence[Mark]) -> list[Mark]:
    """The marks that are not part of one before: "non-fatal errors" are no fatal errors."""
    outer: list[Mark] = []
    for mark in marks:
        if not outer or mark.end > outer[-1].end or mark.says == outer[-1].says:
            outer.append(mark)
    return outer
