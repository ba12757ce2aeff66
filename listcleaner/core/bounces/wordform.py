"""The form in which server texts are compared: lower-case words with single spaces, without what differs from mail to mail."""

import html
import re
import unicodedata
from functools import cache, lru_cache

from listcleaner import resources

ADDRESS = "addr"
IP = "ip"
END = "¶"  # end of a sentence; no phrase reaches across it

_APART = r"\s<>()\[\]{}\"',:;=|@（）【】《》“”「」，、；：。"
_ADDRESS = re.compile(f"(?<![^{_APART}])[^{_APART}]+@[^{_APART}]+")
_NUMBERED = re.compile(
    r"\b\d{1,2}:\d\d(?::\d\d)?\b"  # times
    r"|\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b"  # IPv4
    r"|\b[\da-f]{1,4}:[\da-f:]{3,40}:[\da-f]{0,4}"  # IPv6
    r"|(?<![\w-])(?=[a-z-]{0,40}\d)(?![245]\d\d-|rfc|smtputf)[\w-]{7,}(?:\.\d+)*\b"  # ids, dates, numbered hosts
    r"|\b\d{1,3}%"
    r"|\b\d{4,}\b",
    re.IGNORECASE,
)
_CODES = re.compile(
    r"(?<![\w.])(?:[245]\d\d(?=[ \-])[ \-]{1,2})?#?[245]\.[0-7]\.\d{1,3}(?!\w)|(?<![\w.#])[245]\d\d(?=[ -]|$)"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SENTENCE = re.compile(r"(?<!\.)[.!?](?=\s|$)|[。！？]")
_ENTITY = re.compile(r"&(?:#\d{1,5}|#x[\da-f]{1,4}|[a-z]{2,6});", re.IGNORECASE)
_LINK = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_CONTRACTION = re.compile(r"(?<=[a-z])['’`´](?=(?:t|s|re|ve|ll|m|d)\b)", re.IGNORECASE)  # isn't, recipient's
CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(rf"[{CJK}]|(?:(?![{CJK}])[^\W_])+")  # what stays together when a text is folded
_CJK_GAP = re.compile(f"(?<=[{CJK}]) (?=[{CJK}])")
_CJK_EDGE = re.compile(f"(?<=[{CJK}])(?=[a-z0-9])|(?<=[a-z0-9])(?=[{CJK}])")
# Who answers is no part of the answer: "host mx.example.net[192.0.2.1] said:", and the command it answers.
_HOST_AND_IP = r"(?<![\w.-])[\w-]+(?:\.[\w-]+)+\.?\s?\[ip\]"
_SPEAKER = re.compile(
    r"\bSMTP error from remote (?:mail )?server\b(?: after (?:pipelined )?RCPT TO:\s?<?addr>?:)?"
    r"|\bip (?:does not like recipient|failed after I sent the message)\.| on ip\.\s*$"  # qmail
    rf"|(?:\bhost )?{_HOST_AND_IP}(?::\d+)?(?: said| refused to talk to me)?:(?=\s)",
    re.IGNORECASE,
)
_NAMED_IP = re.compile(_HOST_AND_IP)
_SPOKEN = re.compile(r"\bip[\]. ]|SMTP error")  # a quick look whether there is anything of the kind
_E_MAIL = re.compile(r"\be mail")  # however it is written, one word
_SPACES = re.compile(rf"(?:[^\w{END}]|_)+")
_ACCENTS = re.compile("[\u0300-\u036f]")


def mask(text: str) -> str:
    """The text with its addresses, ids, times and IP addresses made alike, so that equal answers become equal texts."""
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return " ".join([part if part.isalpha() else _mask_part(part) for part in text.split(" ")])


@lru_cache(maxsize=32768)
def _mask_part(part: str) -> str:
    if "@" in part:
        part = _ADDRESS.sub(ADDRESS, part)
    return _NUMBERED.sub(_alike, part)


def words(masked: str) -> str:
    """The words of a masked text: lower-case, no accents, no punctuation, codes and links left out, sentence ends as ``¶``."""
    if _SPOKEN.search(masked):
        masked = _NAMED_IP.sub(IP, _SPEAKER.sub(" ", masked))
    return _compared(_LINK.sub(f" {END} ", _CODES.sub(" ", masked)))


def link_words(masked: str) -> str:
    """The words in the links of a masked text."""
    return _compared(f" {END} ".join(_LINK.findall(masked)).replace("&", " "))


def as_written(found: str, masked: str) -> str:
    """The place of the masked text that became these words, as it was written; the words themselves where it is not found."""
    joined, places = "", []
    for token in _TOKEN.finditer(masked):
        folded = _compared(token[0]).replace(" ", "")
        joined += folded
        places += [token.span()] * len(folded)
    wanted = found.replace(" ", "")
    start = joined.find(wanted)
    if not wanted or start < 0:
        return found
    return masked[places[start][0] : places[start + len(wanted) - 1][1]]


def phrase_words(source: str) -> str:
    """The words of a phrase in the same form."""
    return _compared(source)


def _compared(text: str) -> str:
    text = _CAMEL.sub(" ", _CONTRACTION.sub("", text))
    text = _SENTENCE.sub(f" {END} ", text).lower()
    if not text.isascii():
        # Spaces mean nothing between Chinese characters, and are left out between them and Latin words.
        text = _CJK_EDGE.sub(" ", _plain(text))
        text = _CJK_GAP.sub("", _SPACES.sub(" ", text)).strip()
    else:
        text = _SPACES.sub(" ", text).strip()
    return _E_MAIL.sub("email", text) if "e mail" in text else text


def _alike(match: re.Match[str]) -> str:
    found = match[0]
    if (
        found[0] in "0123456789abcdefABCDEF"
        and (found.count(".") == 3 or found.count(":") > 2)
        and "-" not in found
    ):
        return IP
    return "0"


def _plain(text: str) -> str:
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", text).translate(_fold())


@cache
def _fold() -> dict[int, str]:
    """Traditional Chinese and special letters to the plain ones patterns are written in."""
    pairs = resources.toml("data/text_patterns/words.toml")["fold"]["pairs"].split()
    return {ord(pair[0]): pair[1:] for pair in pairs}
