"""A mail's own words, apart from those of the mail it returns, and what they say in general."""

import re
from functools import cached_property

from listcleaner.core.messages.mail import Mail
from listcleaner.core.messages.markers import Mark, markers, plain

_MOST_TEXT = 1 << 16
_MOST_WORDS = (
    6000  # characters in which failure words are looked for; what a server has to say stands at the beginning
)
_MOST_BANNER = 600  # characters of a warning above the mail
_SUBJECT = re.compile(
    r"^([ \t>*]{0,24}(?:(?:message |original )?subject|betreff|objet|asunto|assunto|oggetto|onderwerp|temat|тема|"
    r"主 ?[题題旨]|件名|제목) {0,8}[:：])[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
_OUTSIDE = re.compile(r"outside|extern|外部", re.IGNORECASE)
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
    "> from:",
    "> subject:",
    "content-type: message/rfc822",
)


class Words:
    """A text of a mail: its own words, up to where it quotes another mail; read when first asked for."""

    def __init__(self, text: str) -> None:
        self.whole = _SUBJECT.sub(_blank, text[:_MOST_WORDS]) + text[_MOST_WORDS:_MOST_TEXT]

    @property
    def text(self) -> str:
        """The mail's own words."""
        return self.whole[: self._read[0]]

    @property
    def quoted(self) -> str:
        """The mail it returns, where that stands in the same text."""
        return self.whole[self._read[0] :]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is said of failures in its own words."""
        return self._read[1]

    def says(self, *what: str) -> bool:
        return any(mark.says in what for mark in self.marks)

    @cached_property
    def _read(self) -> tuple[int, tuple[Mark, ...]]:
        end = _quoted_from(self.whole)
        marks = markers("headings").find(plain(self.whole[: min(end, _MOST_WORDS)]))
        tables = {mark.start for mark in marks if mark.says == "about"}
        for mark in marks:
            if mark.says == "quoted" and mark.start not in tables and _is_separator(self.whole, mark):
                end = self.whole.rfind("\n", 0, mark.start) + 1
                break
        return end, tuple(mark for mark in marks if mark.start < end and mark.says != "quoted")


def own_words(mail: Mail) -> list[Words]:
    """The texts of the mail itself, without those of the mail it returns."""
    return [
        Words(_without_banner(part.text))
        for part in mail.parts
        if not part.depth and part.text and part.content_type in ("text/plain", "text/html", "text")
    ]


def _blank(match: re.Match[str]) -> str:
    """A line without the subject of the returned mail, which may speak of anything, but as long as before."""
    return match[1] + " " * (match.end() - match.end(1))


def _without_banner(text: str) -> str:
    """The text without the warning that the reader's own server puts above mails from outside."""
    first, _, rest = text.lstrip().partition("\n\n" if "\n\n" in text else "\n")  # HTML has no blank lines
    if len(first) > _MOST_BANNER or not _OUTSIDE.search(first):
        return text
    banner = any(mark.says == "banner" for mark in markers("kinds").find(plain(first)))
    return rest if banner and rest.strip() else text


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
