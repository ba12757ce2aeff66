"""The date a file name tells: ``bounces_2026-03-12.csv``, ``退信2026年3月.xlsx``, ``March-2026 bounces.csv``."""

import re
import unicodedata
from functools import cache

import pandas as pd

from listcleaner import resources

_YEAR = r"(?<!\d)(20\d\d)"
_MONTH = r"(1[0-2]|0?[1-9])"
_DAY = r"(3[01]|[12]\d|0?[1-9])"
_END = r"(?!\d)"
_BETWEEN = frozenset({"st", "nd", "rd", "th", "de", "do", "of"})  # March 3rd, 3 de marzo de 2026
_FORMS = (
    (re.compile(rf"{_YEAR}年 ?{_MONTH}月(?: ?{_DAY}{_END}日?)?"), "ymd"),
    (re.compile(rf"{_YEAR}년 ?{_MONTH}월(?: ?{_DAY}{_END}일?)?"), "ymd"),
    (re.compile(rf"{_YEAR}([-_. ]){_MONTH}\2{_DAY}{_END}"), "y-md"),
    (re.compile(rf"{_YEAR}(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d)"), "ymd"),
)
_DAY_AND_MONTH = re.compile(r"(?<!\d)(\d{1,2})([-_. ])(\d{1,2})\2(20\d\d)(?!\d)")
# Without a day; the year and month of "March-12-2026" would be wrong, so month names go before these.
_MONTHS_ONLY = (
    (re.compile(rf"{_YEAR}[-_. ](1[0-2]|0[1-9])(?!\d|[-_. ]\d)"), "ym"),
    (re.compile(rf"{_YEAR}(1[0-2]|0[1-9])(?!\d|[-_. ]\d)"), "ym"),
    (re.compile(r"(?<!\d)(1[0-2]|0[1-9])[-_. ](20\d\d)(?!\d)"), "my"),
)


def date_in_name(name: str, changed: pd.Timestamp) -> pd.Timestamp | None:
    """The day a file name tells, None when it tells none.

    Of a month it is the last day, but no day after the file was ``changed`` in that month. Day before month in ``12.03.2026``;
    of ``8-3-2026`` the later reading that is no day after the file was changed.
    """
    text = unicodedata.normalize("NFKC", name)
    return (
        _numeric(text, _FORMS, changed)
        or _day_and_month(text, changed)
        or _with_month_name(text, changed)
        or _numeric(text, _MONTHS_ONLY, changed)
    )


def _numeric(
    text: str, forms: tuple[tuple[re.Pattern[str], str], ...], changed: pd.Timestamp
) -> pd.Timestamp | None:
    for pattern, order in forms:
        match = pattern.search(text)
        if match and (found := _built(match.groups(), order, changed)) is not None:
            return found
    return None


def _day_and_month(text: str, changed: pd.Timestamp) -> pd.Timestamp | None:
    match = _DAY_AND_MONTH.search(text)
    if match is None:
        return None
    first, dots, second, year = int(match[1]), match[2] == ".", int(match[3]), int(match[4])
    orders = ((first, second), (second, first))
    days = [_day(year, month, day, changed) for day, month in orders if 1 <= month <= 12 and day]
    found = [day for day in days if day is not None]
    past = [] if dots else [day for day in found if day <= changed]  # dots are European: day first
    return max(past) if past else next(iter(found), None)


def _built(parts: tuple[str | None, ...], order: str, changed: pd.Timestamp) -> pd.Timestamp | None:
    numbers = [int(part) for part in parts if part is not None and part.isdigit()]
    named = dict(zip((c for c in order if c != "-"), numbers, strict=False))
    return _day(named["y"], named["m"], named.get("d"), changed)


def _day(year: int, month: int, day: int | None, changed: pd.Timestamp) -> pd.Timestamp | None:
    first = pd.Timestamp(year, month, 1)
    last = first + pd.offsets.MonthEnd(0)
    if day is not None:
        return first + pd.Timedelta(days=day - 1) if day <= last.day else None
    return min(last, changed.normalize()) if changed >= first else last


@cache
def _months() -> dict[str, int]:
    lists = resources.toml("data/date_words.toml")["months"]
    return {word: number for number, words in enumerate(lists, 1) for word in words}


def _with_month_name(text: str, changed: pd.Timestamp) -> pd.Timestamp | None:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    tokens = [word for word in re.findall(r"[^\W\d_]+|\d+", plain) if word not in _BETWEEN]
    for i, token in enumerate(tokens):
        month = _months().get(token)
        if month is None:
            continue
        before, after = tokens[i - 1] if i else "", tokens[i + 1 : i + 3]
        day = int(before) if before.isdigit() and 1 <= int(before) <= 31 else None
        if after and re.fullmatch(r"20\d\d", after[0]):
            return _day(int(after[0]), month, day, changed)
        if (
            len(after) == 2
            and re.fullmatch(r"20\d\d", after[1])
            and after[0].isdigit()
            and int(after[0]) <= 31
        ):
            return _day(int(after[1]), month, int(after[0]), changed)
        if day and after and re.fullmatch(r"[23]\d", after[0]):  # 3 Aug 26
            return _day(2000 + int(after[0]), month, day, changed)
        if re.fullmatch(r"20\d\d", before):
            return _day(int(before), month, None, changed)
    return None
