"""Which encoding a text is in.

Byte order mark, then UTF-16 by its NUL bytes, then UTF-8 when it decodes (nothing else does by chance), then the older encodings:
each is scored by how ordinary the characters are it makes of the bytes. General detectors need long texts; a list of five
people is short: of the 19 lists in test_tables_text.py charset-normalizer 3.5 gets 7 wrong, and 3 when told the candidates.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

_BLOCK = 1 << 20
_SAMPLE = 1 << 16  # bytes of lines with non-ASCII characters that are scored
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# A UTF-8 file with a few broken bytes is still UTF-8: broken lines among all lines with non-ASCII characters, at most.
_MOST_BROKEN = 0.1


def find_encoding(stream: IO[bytes]) -> str:
    """``utf-8`` ``utf-8-sig`` ``utf-16-le`` ``utf-16-be`` ``gb18030`` ``big5`` ``shift_jis`` ``euc_kr`` ``cp1251`` or ``cp1252``.

    Reads the stream to its end, unless its start decides.
    """
    start = stream.read(_BLOCK)
    for bom, name in _BOMS.items():
        if start.startswith(bom):
            return name
    wide = _utf16_order(start)
    if wide:
        return wide
    lines = _sample(start, stream)
    if not lines:
        return "utf-8"
    broken = sum(not _is_utf8(line) for line in lines)
    if broken <= _MOST_BROKEN * len(lines):
        return "utf-8"
    return _older(b"".join(lines))


def _utf16_order(start: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of ASCII, spaces, digits and line ends is NUL."""
    half = len(start) // 2
    low, high = start[0::2].count(0), start[1::2].count(0)
    if max(low, high) <= max(1, half // 20) or min(low, high) > half // 20:
        return None
    name = "utf-16-le" if high > low else "utf-16-be"
    try:
        codecs.getincrementaldecoder(name)().decode(start)
    except UnicodeDecodeError:
        return None
    return name


def _sample(start: bytes, stream: IO[bytes]) -> list[bytes]:
    """Lines with non-ASCII bytes: the first 64 kB of them, and any that are no UTF-8 further on in a file that seemed to be."""
    lines: list[bytes] = []
    size, rest, block = 0, b"", start
    while block:
        cut = block.rfind(b"\n") + 1 or block.rfind(b"\r") + 1 or len(block)
        whole, rest = rest + block[:cut], block[cut:]
        if not whole.isascii() and (size < _SAMPLE or not _is_utf8(whole)):
            for line in whole.splitlines(keepends=True):
                if not line.isascii():
                    lines.append(line)
                    size += len(line)
                    if size >= _SAMPLE:
                        break
        if size >= 2 * _SAMPLE:
            return lines
        block = stream.read(_BLOCK)
    return [*lines, rest] if rest and not rest.isascii() else lines


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@dataclass(frozen=True)
class _Candidate:
    name: str
    codec: str
    score: Callable[[str], float]  # 0…1, how ordinary the non-ASCII characters of a text in this encoding are


def _older(sample: bytes) -> str:
    best, most = "cp1252", 0.0
    for candidate in _CANDIDATES:
        text = sample.decode(candidate.codec, "replace")
        foreign = len(_foreign(text))
        if not foreign:
            continue
        score = candidate.score(text) - 2 * text.count("\ufffd") / foreign
        if score > most + 0.02:  # the earlier, more frequent encoding wins a draw
            best, most = candidate.name, score
    return best


def _foreign(text: str) -> list[str]:
    return [char for char in text if char > "\x7f"]


def _share(weights: list[float]) -> float:
    return sum(weights) / len(weights) if weights else 0.0


def _everywhere(char: str) -> bool:
    """Punctuation and full-width forms, which all the double-byte encodings have."""
    return "\u3000" <= char <= "\u3011" or "\uff01" <= char <= "\uff5e" or char in "·—“”‘’…"


def _double_byte(codec: str, weight: Callable[[int, int], float]) -> Callable[[str], float]:
    """Scores by where a character stands in its code page: the first level holds the ones people use."""

    def weigh(char: str) -> float:
        if _everywhere(char):
            return 0.9
        code = char.encode(codec, "ignore")
        return weight(code[0], code[1]) if len(code) == 2 else 0.0

    return lambda text: _share([weigh(char) for char in _foreign(text)])


def _simplified(lead: int, trail: int) -> float:
    """GB 2312: level 1 by pronunciation, level 2 by radical (rarer; in names often)."""
    if trail < 0xA1:
        return 0.0
    return 1.0 if 0xB0 <= lead <= 0xD7 else 0.6 if 0xD8 <= lead <= 0xF7 else 0.0


def _traditional(lead: int, _trail: int) -> float:
    return 1.0 if 0xA4 <= lead <= 0xC6 else 0.2


def _japanese(text: str) -> float:
    """Kana and first-level kanji; half-width kana are what other encodings look like."""

    def weigh(char: str) -> float:
        if "\u3041" <= char <= "\u30fe" or _everywhere(char):
            return 1.0
        if "\uff61" <= char <= "\uff9f":
            return 0.4
        code = char.encode("cp932", "ignore")
        return 1.0 if len(code) == 2 and 0x889F <= int.from_bytes(code, "big") <= 0x9872 else 0.0

    return _share([weigh(char) for char in _foreign(text)])


def _korean(text: str) -> float:
    """Hangul stand where a third of Chinese characters are, but never in the other two thirds."""
    codes = [char.encode("cp949", "ignore") for char in _foreign(text)]
    hangul = [len(code) == 2 and 0xB0 <= code[0] <= 0xC8 and code[1] >= 0xA1 for code in codes]
    return 1.1 if len(codes) >= 12 and sum(hangul) >= 0.97 * len(codes) else 0.0


_RUSSIAN_WORD = re.compile(r"[А-ЯЁІЇЄҐ]?[а-яёіїєґ]+|[А-ЯЁІЇЄҐ]+")
_RUSSIAN_VOWELS = re.compile(r"[аеёиоуыэюяіїє]", re.IGNORECASE)


def _russian(text: str) -> float:
    """Letters in words: capitals only at the start or everywhere, vowels in between."""
    good = every = 0
    for word in re.findall(r"[A-Za-z]*[^\x00-\x7f«»–—№\xa0][^\x00-@«»–—№\xa0]*", text):
        every += len(word)
        vowels = len(_RUSSIAN_VOWELS.findall(word)) / len(word)
        if _RUSSIAN_WORD.fullmatch(word) and (len(word) < 3 or 0.15 <= vowels <= 0.75):
            good += len(word)
    return good / every if every else 0.0


_WESTERN_LETTERS = "äöüßéèêëàâáãåæçñóòôõøœíìîïúùûýÿšžÄÖÜÉÈÊËÀÂÁÃÅÆÇÑÓÒÔÕØŒÍÌÎÏÚÙÛÝŠŽ"
_WESTERN_OTHERS = "«»–—’‘“”„€£§°´®©™\xa0"


def _western(text: str) -> float:
    """Letters with accents stand alone among plain ones; a few do follow each other (größer, Süß, déçu)."""
    weights = []
    for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if char in _WESTERN_LETTERS:
            lonely = all(other <= "\x7f" or other in "ßüöäéçãõ" for other in (before, after))
            weights.append(1.0 if lonely and (before.isalpha() or after.isalpha()) else 0.3 * lonely)
        elif char > "\x7f":
            weights.append(0.6 if char in _WESTERN_OTHERS else 0.0)
    return _share(weights)


_CANDIDATES = (
    _Candidate("gb18030", "gb18030", _double_byte("gb18030", _simplified)),
    _Candidate("big5", "cp950", _double_byte("cp950", _traditional)),
    _Candidate("shift_jis", "cp932", _japanese),
    _Candidate("euc_kr", "cp949", _korean),
    _Candidate("cp1251", "cp1251", _russian),
    _Candidate("cp1252", "cp1252", _western),
)
