"""A mail's own words, apart from those of the mail it returns, and what they say in general."""

from dataclasses import dataclass
from functools import lru_cache

from listcleaner.core.messages.mail import Mail
from listcleaner.core.messages.markers import Mark, markers, plain

_MOST_TEXT = 1 << 16
_MOST_WORDS = (
    6000  # characters in which failure words are looked for; what a server has to say stands at the beginning
)
_MOST_HEADING = 70  # characters round "original message" in a heading; what is longer is a sentence
_MOST_BEFORE = 40
_RULES = ("--", "==", "**", "__", "##", "++")
_RESENT = (
    "received:",
    "return-path:",
    "message-id:",
    "mime-version:",
    "dkim-signature:",
    "delivered-to:",
    "x-mailer:",
    "x-original-to:",
    "content-transfer-encoding:",
    ">received:",
    ">return-path:",
    "> received:",
    "content-type: message/rfc822",
)


@dataclass(frozen=True, slots=True)
class Words:
    """A mail's own words: ``text`` up to where it quotes another mail, what is said in it, and that other mail."""

    text: str
    marks: tuple[Mark, ...]
    quoted: str

    def says(self, *what: str) -> bool:
        return any(mark.says in what for mark in self.marks)


def own_texts(mail: Mail) -> list[str]:
    """The texts of the mail itself, without those of the mail it returns."""
    return [
        part.text
        for part in mail.parts
        if not part.depth and part.text and part.content_type in ("text/plain", "text/html", "text")
    ]


@lru_cache(maxsize=4)
def words_of(text: str) -> Words:
    """The words of one text, cut where it begins to quote the returned mail."""
    text = text[:_MOST_TEXT]
    end = _quoted_from(text)
    marks = markers("headings").find(plain(text[: min(end, _MOST_WORDS)]))
    for mark in marks:
        if mark.says == "quoted" and _is_separator(text, mark):
            end = text.rfind("\n", 0, mark.start) + 1
            break
    kept = tuple(mark for mark in marks if mark.start < end and mark.says != "quoted")
    return Words(text[:end], kept, text[end:])


def _quoted_from(text: str) -> int:
    """Where header lines of another mail begin."""
    lower = text.lower()
    found = [at for name in _RESENT if (at := lower.find("\n" + name)) >= 0]
    return min(found) + 1 if found else len(text)


def _is_separator(text: str, mark: Mark) -> bool:
    """Whether "original message" and the like stand as a heading, not inside a sentence."""
    begin = text.rfind("\n", 0, mark.start) + 1
    end = text.find("\n", mark.end)
    before = text[begin : mark.start].strip()
    after = text[mark.end : end if end >= 0 else len(text)].strip()
    if len(before) + len(after) > _MOST_HEADING or "@" in after:
        return False
    if before.startswith(_RULES) or before.endswith("-") or after.endswith((*_RULES, ":", "：")):
        return len(before) < _MOST_BEFORE
    apart = text[max(0, begin - 2) : begin] == "\n\n"
    return not any(char.isalpha() for char in before) and (not after.strip(" .:-=*_") or apart)
