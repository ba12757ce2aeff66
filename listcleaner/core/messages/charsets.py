"""Bytes of a mail as text, whatever charset it names, misnames or leaves out."""

import codecs
import io
import re

from listcleaner.core.tables.encoding import find_encoding

# What mail programs call an encoding → the superset that is really written. Names are compared without "-", "_" and case.
_REALLY = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb231280": "gb18030",
    "cngb": "gb18030",
    "cp936": "gb18030",
    "big5": "cp950",
    "xbig5": "cp950",
    "shiftjis": "cp932",
    "sjis": "cp932",
    "xsjis": "cp932",
    "iso2022jp": "iso2022_jp_ext",
    "ksc56011987": "cp949",
    "ksc5601": "cp949",
    "euckr": "cp949",
    "iso88591": "cp1252",
    "latin1": "cp1252",
    "iso88599": "cp1254",
    "iso88598i": "iso8859_8",
    "iso885911": "cp874",
    "tis620": "cp874",
    "utf8mb4": "utf-8",
    "unicode11utf7": "utf-7",
    "unicode11utf8": "utf-8",
}
# Of Python's codecs only charsets: "punycode" takes quadratic time, "unicode_escape" is no charset.
_CHARSET = re.compile(r"(?:utf|iso|cp|gb|big5|euc|hz|johab|koi8|mac|ptcp|kz|shift)")
# These write other letters in plain ASCII bytes.
_SEVEN_BIT = ("iso2022", "hz", "utf_7", "utf-7", "utf_16", "utf-16", "utf_32", "utf-32", "utf16", "utf32")
_NAMELESS = frozenset(
    {"", "usascii", "ascii", "unknown", "unknown8bit", "xunknown", "8bit", "7bit", "default"}
)
_SAMPLE = 400  # bytes of lines with other letters by which an encoding is guessed: 5 ms; more tell no more
_ESCAPE = (b"\x1b$", b"\x1b(J")


def decode(raw: bytes, charset: str = "") -> str:
    """The text, by the charset named where it fits, else by what the bytes look like. Broken bytes become U+FFFD."""
    codec = _codec(charset)
    if raw.isascii() and not (codec or "").startswith(_SEVEN_BIT):
        return _seven_bit(raw)
    if codec in (None, "cp1252"):  # latin-1 is what programs write that do not know
        return _utf8(raw) or _guessed(raw, codec)
    try:
        return raw.decode(codec or "utf-8", "replace")
    except (UnicodeError, LookupError):
        return _utf8(raw) or _guessed(raw, None)


def _codec(charset: str) -> str | None:
    """Python's name of a charset; None when it is none or does not say."""
    name = charset.strip().lower().replace("windows-", "cp")
    folded = name.replace("-", "").replace("_", "").replace(" ", "").replace(":1987", "")
    if folded in _NAMELESS:
        return None
    name = _REALLY.get(folded, name)
    if not _CHARSET.match(name):
        name = _REALLY.get(folded.removeprefix("x").removeprefix("cs"), "")
    try:
        return codecs.lookup(name).name if name else None
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return None


def _seven_bit(raw: bytes) -> str:
    """ASCII, unless escapes show that it is Japanese mail whose charset was lost."""
    if any(escape in raw for escape in _ESCAPE):
        return raw.decode("iso2022_jp_ext", "replace")
    return raw.decode("ascii")


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _guessed(raw: bytes, codec: str | None) -> str:
    if codec is None and any(escape in raw for escape in _ESCAPE):
        codec = "iso2022_jp_ext"
    if codec is None:
        telling = b"\n".join(line for line in raw.split(b"\n") if not line.isascii())
        codec = find_encoding(io.BytesIO(telling[:_SAMPLE]))
    return raw.decode(codec, "replace")
