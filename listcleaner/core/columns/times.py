"""Dates and times as people and programs write them. Whole columns at once, because 1/2/2026 alone says nothing."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import compress
from typing import NamedTuple

import numpy as np
import pandas as pd

from listcleaner import resources
from listcleaner.core.columns.headers import visible
from listcleaner.core.tables.table import DateOrder, Note

EARLIEST, LATEST = np.datetime64("1980-01-01", "us"), np.datetime64("2100-01-01", "us")
"""Outside of these a time is a filler (0000-00-00, Go's year 1, epoch 0), not a time."""

EXPLICIT, UTC, UNKNOWN, NONE = "explicit", "utc", "unknown", ""

# 2026-01-05, 2026-01-05T10:00:00.1234567Z, Go's 2026-01-05 10:00:00.85 +0000 UTC
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)(?: ?(Z|[+-]\d\d(?::?\d\d)?))?(?: ?([A-Z]{2,5}))?)?",
    re.ASCII,
)
_EPOCH = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{13}(?:\.\d{1,6})?|\d{16}|\d{19}", re.ASCII)
_SERIAL = re.compile(r"[3-5]\d{4}(?:\.\d{1,12})?", re.ASCII)  # Excel's days since 1900: 46101.3764
_PACKED = re.compile(
    r"((?:19|20)\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?", re.ASCII
)  # 20260105, 20260105103000
_SERIAL_START = np.datetime64("1899-12-30", "us")
_BARE = re.compile(r"\d+(?:\.\d+)?")
_COMMON = re.compile(  # 12-04-2026 09:30, 1/5/2026 10:00:00 AM: frequent enough for a short cut
    r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?: (\d{1,2}):(\d\d)(?::(\d\d))?(?: ([AaPp])[Mm])?)?", re.ASCII
)
_DOTTED_CLOCK = re.compile(
    r"(?<=\d{4})(,? )(\d{1,2})\.(\d\d)(?:\.(\d\d))?(?= uhr|$)", re.ASCII
)  # 04/09/2026 9.30
_OFFSET = re.compile(r"(?:utc|gmt)? ?([+-])(\d\d):?(\d\d)(?!\d)")
_CJK_DATE = re.compile(r"(?<!\d)(\d{2}|\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2})")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4}) ?([./-]) ?(\d{1,2}) ?\2 ?(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2}) ?([./-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d\d)(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|o)?[. /-]{0,2}(?:de )?([^\W\d_]{3,12})[., /-]{0,2}(?:del? )?(\d{4}|\d\d)(?!\d)"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,12})[. -]{1,2}(\d{1,2})(?:st|nd|rd|th)?[, ]+(\d{4})(?!\d)")
_YEAR_MONTH_NAME = re.compile(r"(?<!\d)(\d{4})[ -]([^\W\d_]{3,12})[ -](\d{1,2})(?!\d)")

MAX_LENGTH = 80  # no date is longer; a long text is not searched for one


class Moment(NamedTuple):
    """One written time.

    ``open``: the separator while ``month`` and ``day`` are just the first and second number of a date like 1/2/2026.
    """

    year: int
    month: int
    day: int
    hour: int = 0
    minute: int = 0
    second: int = 0
    offset: int | None = None  # minutes east of UTC
    open: str = ""
    halves: bool = False  # written with am or pm


def parse_times(cells: pd.Series, told: DateOrder | None = None) -> tuple[pd.Series, pd.Series, Note | None]:
    """Read a column of times.

    Returns (times, zones, note), the series with the index of ``cells``. Times: datetime64[us], UTC where the zone is
    ``explicit`` or ``utc`` (epochs), else as written (``unknown``); NaT and zone "" where there is no readable time.
    Whether 1/2/2026 is in January or February is decided from all cells. Where they leave it open, it is as the person says
    (``told``), and where she says nothing, the note is ``dates_ambiguous`` (fields ``order``: dmy or mdy as assumed, ``example``
    and how it is ``read``, 2026-02-01); where they contradict each other, ``dates_mixed`` (``example``, ``read``). Never raises
    for a cell.
    """
    codes, distinct = pd.factorize(cells.to_numpy(dtype=object))
    times, zones, note = _read([visible(text).strip() for text in map(str, distinct)], told)
    return (
        pd.Series(
            np.append(times, np.datetime64("NaT", "us"))[codes], index=cells.index
        ),  # code -1: a missing value
        pd.Series(np.append(zones, NONE)[codes], index=cells.index, dtype="str"),
        note,
    )


def looks_like_time(text: str) -> bool:
    """True for a written date or time; a bare number is none (it may be a telephone number)."""
    text = visible(text).strip()
    if len(text) > MAX_LENGTH or _BARE.fullmatch(text):
        return False
    return _ISO.fullmatch(text) is not None or _moment(text) is not None


def _read(texts: Sequence[str], told: DateOrder | None) -> tuple[np.ndarray, np.ndarray, Note | None]:
    """Times, zones and note of distinct cells; each kind of writing is read in one go."""
    numbers = [float(text) if _EPOCH.fullmatch(text) else np.nan for text in texts]
    values = np.array(numbers, dtype=np.float64)
    is_epoch = ~np.isnan(values)
    times = np.full(len(texts), np.datetime64("NaT", "us"))
    times[is_epoch] = _epochs(values[is_epoch])
    times[~is_epoch] = _plain_times(list(compress(texts, ~is_epoch)))
    days = np.array([float(text) if _SERIAL.fullmatch(text) else np.nan for text in texts])
    is_serial = ~np.isnan(days)
    times[is_serial] = _SERIAL_START + np.rint(days[is_serial] * 86_400).astype("timedelta64[s]")
    zones = np.where(is_epoch, UTC, np.where(np.isnat(times), NONE, UNKNOWN)).astype(object)
    iso: list[tuple[int, str, str]] = []
    moments: list[tuple[int, Moment]] = []
    for i in np.flatnonzero(np.isnat(times)).tolist():
        text = texts[i]
        if match := _ISO.fullmatch(text):
            iso.append((i, *_iso(match)))
        elif text and len(text) <= MAX_LENGTH and (moment := _moment(text)):
            moments.append((i, moment))
    if iso:
        places = [i for i, _, _ in iso]
        read = pd.to_datetime(
            pd.Series([t for _, t, _ in iso], dtype=object), format="ISO8601", utc=True, errors="coerce"
        )
        times[places] = read.dt.tz_localize(None).to_numpy(dtype="datetime64[us]")
        zones[places] = [zone for _, _, zone in iso]
    note = None
    if moments:
        places = [i for i, _ in moments]
        order, note = _order([(moment, texts[i]) for i, moment in moments], told)
        times[places] = _build(np.array([_dated(moment, order) for _, moment in moments], dtype=np.int64))
        zones[places] = [UNKNOWN if moment.offset is None else EXPLICIT for _, moment in moments]
    filler = ~((times >= EARLIEST) & (times < LATEST))
    times[filler], zones[filler] = np.datetime64("NaT", "us"), NONE
    return times, zones, note


def _plain_times(texts: Sequence[str]) -> np.ndarray:
    """2026-01-05 10:00:00 as pandas reads it, ten times as fast as one by one; NaT for every other text."""
    plain = pd.Series(texts, dtype=object)
    return pd.to_datetime(plain, format="%Y-%m-%d %H:%M:%S", errors="coerce").to_numpy(
        "datetime64[us]", copy=True
    )


def _iso(match: re.Match[str]) -> tuple[str, str]:
    """An ISO text pandas reads, and its zone."""
    date, clock, offset, word = match.groups()
    if clock is None:
        return date, UNKNOWN
    if offset is None and word is not None and (minutes := _zone_words().get(word.casefold())) is not None:
        offset = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    return f"{date}T{clock.replace(',', '.')}{offset or ''}", UNKNOWN if offset is None else EXPLICIT


def _epochs(values: np.ndarray) -> np.ndarray:
    """Seconds, milli-, micro- or nanoseconds since 1970, told apart by their size."""
    scale = np.select([values < 1e11, values < 1e14, values < 1e17], [1e6, 1e3, 1.0], 1e-3)
    micros: np.ndarray = np.rint(values * scale).astype(np.int64)
    return micros.astype("datetime64[us]")


def _order(moments: list[tuple[Moment, str]], told: DateOrder | None) -> tuple[dict[str, bool], Note | None]:
    """For each separator, whether the month comes first; and what to tell the person about it."""
    month_first: dict[str, bool] = {}
    note = None
    for separator in "/-.":
        cells = [(moment, text) for moment, text in moments if moment.open == separator]
        days_first = any(moment.month > 12 for moment, _ in cells)
        days_second = any(moment.day > 12 for moment, _ in cells)
        unclear = [
            cell for cell in cells if max(cell[0].month, cell[0].day) <= 12 and cell[0].month != cell[0].day
        ]
        month_first[separator] = days_second and not days_first
        if not unclear or days_first != days_second:
            continue
        if told is not None:
            month_first[separator] = told == "mdy"
        if days_first:
            note = Note("dates_mixed", _example(*unclear[0], month_first))
        elif told is None and separator != ".":  # with points it is always the day that comes first
            # am/pm is American usage; everybody else who writes the year last writes the day first
            month_first[separator] = any(moment.halves for moment, _ in cells)
            order = {"order": "mdy" if month_first[separator] else "dmy"}
            note = Note("dates_ambiguous", order | _example(*unclear[0], month_first))
    return month_first, note


def _example(moment: Moment, text: str, month_first: dict[str, bool]) -> dict[str, object]:
    """A date that could be read in two ways, and how it is read."""
    year, month, day, _ = _dated(moment, month_first)
    return {"example": text, "read": f"{year}-{month:02}-{day:02}"}


def _dated(moment: Moment, month_first: dict[str, bool]) -> tuple[int, int, int, int]:
    """Year, month, day, and minutes and seconds of the day, with day and month decided."""
    month, day = moment.month, moment.day
    if moment.open and (month > 12 or not (month_first[moment.open] or day > 12)):
        month, day = day, month
    minutes = moment.hour * 60 + moment.minute - (moment.offset or 0)
    return moment.year, month, day, minutes * 60 + moment.second


def _build(parts: np.ndarray) -> np.ndarray:
    """datetime64[us] of rows (year, month, day, seconds); NaT for a day that does not exist."""
    year, month, day, seconds = parts.T
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (day - 1)
    exists = (month >= 1) & (month <= 12) & (day >= 1) & (days.astype("datetime64[M]") == months)
    return np.where(
        exists, days.astype("datetime64[us]") + seconds.astype("timedelta64[s]"), np.datetime64("NaT", "us")
    )


def _moment(text: str) -> Moment | None:
    """The time written in a text, None when there is none."""
    if match := _COMMON.fullmatch(text):
        return _common(match)
    if match := _PACKED.fullmatch(text):
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        return Moment(year, month, day, hour, minute, second)
    text = _DOTTED_CLOCK.sub(
        lambda found: f" {':'.join(part for part in found.groups()[1:] if part)}", _plain(text)
    )
    clock = _clock_pattern().search(text)
    before, after = (text[: clock.start()], text[clock.end() :]) if clock else (text, "")
    date = _date(before) or _date(f"{before} {after}")
    if date is None or clock is None:
        return date
    hour, minute, second = (int(clock[part] or 0) for part in ("hour", "minute", "second"))
    half = clock["before"] or clock["after"]
    hour = _of_24(hour, half in _halves()[0], half in _halves()[1])
    if hour > 24 or minute > 59 or second > 60:
        return None
    return date._replace(
        hour=hour, minute=minute, second=second, offset=_offset(after), halves=half is not None
    )


def _common(match: re.Match[str]) -> Moment | None:
    first, separator, second, year, hour, minute, seconds, half = match.groups()
    hours = _of_24(int(hour or 0), half in ("a", "A"), half in ("p", "P"))
    if hours > 24 or int(minute or 0) > 59 or int(seconds or 0) > 60:
        return None
    return Moment(
        int(year),
        int(first),
        int(second),
        hours,
        int(minute or 0),
        int(seconds or 0),
        None,
        separator,
        half is not None,
    )


def _of_24(hour: int, am: bool, pm: bool) -> int:
    if pm and hour < 12:
        return hour + 12
    return 0 if am and hour == 12 else hour


def _date(text: str) -> Moment | None:
    """The date written in a text in lower case, without a clock time."""
    if match := _YEAR_LAST.search(text):
        first, separator, second, year = match.groups()
        return Moment(_year(year), int(first), int(second), open=separator)
    if match := _YEAR_FIRST.search(text):
        return Moment(int(match[1]), int(match[3]), int(match[4]))
    if match := _CJK_DATE.search(text):
        return Moment(_year(match[1]), int(match[2]), int(match[3]))
    for pattern, year, month, day in (
        (_DAY_MONTH, 3, 2, 1),
        (_MONTH_DAY, 3, 1, 2),
        (_YEAR_MONTH_NAME, 1, 2, 3),
    ):
        for match in pattern.finditer(text):
            if number := _months().get(match[month]):
                return Moment(_year(match[year]), number, int(match[day]))
    return None


def _offset(text: str) -> int | None:
    """Minutes east of UTC as named after the clock time; None when nothing unmistakable is named."""
    if match := _OFFSET.search(text):
        minutes = int(match[2]) * 60 + int(match[3])
        return -minutes if match[1] == "-" else minutes
    word = next(iter(text.replace("(", " ").replace(")", " ").split()), "")
    return _zone_words().get(word)


def _year(text: str) -> int:
    year = int(text)
    return year if year >= 100 else year + (2000 if year < 70 else 1900)


def _plain(text: str) -> str:
    """Lower case, half-width, without accents, one space at a time; "a.m." as "am"."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        kept = (c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
        text = unicodedata.normalize("NFC", "".join(kept))
    text = " ".join(text.casefold().split())
    return re.sub(r"(?<![^\W\d_])([ap])\. ?m(?:\.|(?!\w))", r"\1m", text)


@cache
def _clock_pattern() -> re.Pattern[str]:
    """9:30, 09:30:15.5, 下午3:05, 9时30分15秒, 3点, 10 am, 오후 3:05, 10h30."""
    halves = "|".join(sorted((*_halves()[0], *_halves()[1]), key=len, reverse=True))
    rest = r"(?P<minute>\d{1,2})(?:[:分분] ?(?:(?P<second>\d{1,2})(?:[.,]\d+)?)?)?[秒초]?"
    return re.compile(
        rf"(?:(?P<before>{halves}) ?)?(?<![\d.,])(?P<hour>\d{{1,2}})"
        rf"(?:(?:[:h]|[时時点點시] ?){rest}|[时時点點시]|(?= ?[ap]m(?!\w)))(?: ?(?P<after>[ap]m)(?!\w))?"
    )


@cache
def _halves() -> tuple[frozenset[str], frozenset[str]]:
    """Words of the morning and of the afternoon."""
    words = resources.toml("data/date_words.toml")
    return frozenset(_plain(word) for word in words["am"]), frozenset(_plain(word) for word in words["pm"])


@cache
def _months() -> dict[str, int]:
    names = resources.toml("data/date_words.toml")["months"]
    return {_plain(name): number for number, group in enumerate(names, 1) for name in group}


@cache
def _zone_words() -> dict[str, int]:
    return dict(resources.toml("data/date_words.toml")["zones"])
