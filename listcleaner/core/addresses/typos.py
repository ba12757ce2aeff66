"""Near-certain slips in mail domains and addresses. Suggestions are offered to the person, never applied unasked."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from listcleaner import resources
from listcleaner.core.addresses.kinds import is_free_provider

_KEYS = (
    "1234567890-",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
)  # each row half a key to the right of the one above
_VOWELS = frozenset("aeiou")

# A run of blanks, from its beginning only: from each of them anew would take the square of their number.
_BLANKS = r"(?:(?<!\s)\s++)"
_AT_WORDS = re.compile(
    rf"{_BLANKS}?(?:[\[({{<]\s*+(?:at|a|@|ät|arroba|арроба|собака|艾特)\s*+[\])}}>]|(?<=\s)(?:at|ät|arroba|艾特)\s|%40|_at_)\s*+",
    re.IGNORECASE,
)
_DOT_WORDS = re.compile(
    rf"{_BLANKS}?[\[({{<]\s*+(?:dot|punkt|punto|point|ponto|точка|点)\s*+[\])}}>]\s*+|{_BLANKS}(?:dot|punkt|punto|point|ponto|точка|点)\s++",
    re.IGNORECASE,
)
_ROUND_SIGNS = re.compile(rf"{_BLANKS}?([@.])\s*+")
_ROUND_COMMAS = re.compile(rf"{_BLANKS}?[,;:]\s*+")
_RUNS = re.compile(r"(.)\1{2,}")  # gmaillll.com
_TWO_ATS = re.compile("@{2,}")
_HASH = re.compile(r"([A-Za-z0-9._-]+)#([A-Za-z0-9.-]+)")
_JOINED = re.compile(
    r"([a-z0-9._+-]*[a-z0-9])(gmail\.com|hotmail\.com|outlook\.com|googlemail\.com)", re.IGNORECASE
)
_JOINED_QQ = re.compile(r"([1-9]\d{4,10})(qq\.com)", re.IGNORECASE)


@cache
def domain(written: str) -> str:
    """The common domain that ``written`` (lower case) is almost surely a slip of, or "". Real look-alikes are left alone."""
    data = _data()
    if written in data["real"] or written in data["common"] or is_free_provider(written):
        return ""
    if written in data["slips"]:
        return str(data["slips"][written])
    stem, _, ending = written.rpartition(".")
    if stem and ending in data["endings"]:
        ended = f"{stem}.{data['endings'][ending]}"
        return domain(ended) or ended
    if written.endswith(".com.com"):
        return written.removesuffix(".com")
    undotted = _undotted().get(written.replace(".", ""), "")
    same_name = stem.partition(".")[0] == undotted.partition(".")[0]  # yahoo.couk
    if undotted.count(".") == written.count(".") or "." not in written or (stem and same_name):
        return undotted
    near = _neighbours()
    return near.get(written) or near.get(_RUNS.sub(r"\1\1", written), "")


def address(written: str) -> str:
    """What an unusable address was almost surely meant to be, or "". The caller checks the result."""
    text = _AT_WORDS.sub("@", written) if "@" not in written else written
    if text != written:
        text = _DOT_WORDS.sub(".", text)
    text = _ROUND_SIGNS.sub(r"\1", text) if " " in text else text
    text = _TWO_ATS.sub("@", text)
    if "@" not in text:
        found = _JOINED.fullmatch(text) or _JOINED_QQ.fullmatch(text)
        if found is None and (hashed := _HASH.fullmatch(text)) and hashed[2].lower() in _data()["common"]:
            found = hashed
        return f"{found[1]}@{found[2]}" if found else ""
    local, _, host = text.rpartition("@")
    if not local or "@" in local:
        return ""
    host = _dotted(re.sub(r"\.{2,}", ".", host).strip(".-"))
    meant = domain(host.lower())
    if "." not in (meant or host):
        return ""
    mended = f"{local}@{meant or host}"
    return mended if mended != written else ""


def _dotted(host: str) -> str:
    """The domain with its comma or semicolon made a dot, where what follows is a usual ending."""
    mended = _ROUND_COMMAS.sub(".", host)
    return mended if mended.rpartition(".")[2].lower() in _data()["usual"] else host


@cache
def _data() -> dict[str, Any]:
    data = resources.toml("data/common_domains.toml")
    return {
        "common": frozenset(data["common"]),
        "distinctive": data["distinctive"],
        "endings": data["endings"],
        "usual": frozenset(data["usual_endings"]),
        "slips": {slip["from"]: slip["to"] for slip in data["slip"]},
        "real": frozenset(data["real"]),
    }


@cache
def _neighbours() -> dict[str, str]:
    """Every domain one slip away from exactly one common domain → that domain."""
    data = _data()
    found: dict[str, str] = {}
    for common in data["distinctive"]:
        name, _, ending = common.partition(".")
        for slip in set(_slips(name)):
            written = f"{slip}.{ending}"
            found[written] = "" if found.get(written, common) != common else common
    kept = data["common"] | data["real"]
    return {written: common for written, common in found.items() if common and written not in kept}


def _slips(name: str) -> Iterator[str]:
    """One letter missing, doubled, swapped with the next, hit on or along with a neighbouring key, or another vowel."""
    for i, letter in enumerate(name):
        near = _near().get(letter, frozenset())
        for extra in near | {letter}:
            yield name[: i + 1] + extra + name[i + 1 :]
            if i:
                yield name[:i] + extra + name[i:]
        if i + 1 < len(name):
            yield name[:i] + name[i + 1] + letter + name[i + 2 :]
        if i:
            yield name[:i] + name[i + 1 :]
            for wrong in near | (_VOWELS if letter in _VOWELS else frozenset()):
                yield name[:i] + wrong + name[i + 1 :]


@cache
def _near() -> dict[str, frozenset[str]]:
    """Letter → the letters on the keys that touch its key."""
    places = {
        key: (row, column + row / 2) for row, keys in enumerate(_KEYS) for column, key in enumerate(keys)
    }
    return {
        key: frozenset(
            other
            for other, (r, c) in places.items()
            if other.isalpha() and other != key and abs(r - row) <= 1 and abs(c - column) <= 1
        )
        for key, (row, column) in places.items()
    }


@cache
def _undotted() -> dict[str, str]:
    """Common domains without their dots: gmailcom, or with one at the wrong place: gmai.lcom."""
    return {common.replace(".", ""): common for common in sorted(_data()["common"])}
