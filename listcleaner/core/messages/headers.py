"""Headers of a mail: split, unfolded, encoded words (RFC 2047) decoded."""

import binascii
import re

from listcleaner.core.messages.charsets import decode

_FIELD = re.compile(r"^([!-9;-~]{1,100})[ \t]*:[ \t]*(.*(?:\n[ \t].*)*)", re.MULTILINE)
_FOLD = re.compile(r"\n[ \t]+")
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\n]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")

Headers = list[tuple[str, str]]


def split_headers(block: str) -> Headers:
    """(name as written, value unfolded and decoded) of each field of a header block with ``\\n`` line ends."""
    return [(name, _value(value)) for name, value in _FIELD.findall(block)]


def is_field(line: str) -> bool:
    """Whether a line can be the beginning of a header field."""
    return _FIELD.match(line) is not None


def _value(value: str) -> str:
    if "\n" in value:
        value = _FOLD.sub(" ", value)
    if "=?" in value:
        value = decode_words(value)
    return value.strip()


def decode_words(value: str) -> str:
    """Encoded words as text; those that follow each other are one, as a letter may be cut in two between them."""
    result: list[str] = []
    pending, charset, end = b"", "", 0
    value = _BETWEEN.sub(r"\1", value)
    for match in _WORD.finditer(value):
        name = match[1].partition("*")[0]  # RFC 2231 appends the language
        if pending and (match.start() != end or name.lower() != charset.lower()):
            result.append(decode(pending, charset))
            pending = b""
        result.append(value[end : match.start()])
        pending, charset, end = pending + _bytes(match[2], match[3]), name, match.end()
    if pending:
        result.append(decode(pending, charset))
    result.append(value[end:])
    return "".join(result).replace("\r", "").replace("\n", " ")


def _bytes(encoding: str, text: str) -> bytes:
    content = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(content, header=True)
    return unbase64(content)


def unbase64(content: bytes) -> bytes:
    """What base64 holds; other characters are passed over, a last group that is cut is dropped where it holds nothing."""
    clean = content.translate(None, _NO_BASE64)
    rest = len(clean) % 4
    if rest == 1:
        clean = clean[:-1]
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


_NO_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
