"""The moment a mail names, in the forms servers write dates in. Python's ``parsedate_tz`` takes a missing zone for UTC, and
day 99 for a day.
"""

import re
from datetime import UTC, datetime, timedelta

_CLOCK = r"(?P<clock>\d\d?:\d\d(?::\d\d)?)"
_ZONE = r"(?P<zone>[+-]\d\d:?\d\d|[A-Z]{1,4})?(?![A-Za-z])"
_MONTH = r"(?P<month>[A-Za-z]{3})[a-z]{0,6}"
_FORMS = (
    re.compile(
        rf"(?:[A-Za-z]{{3,9}}, *)?(?P<day>\d\d?)[ -]{_MONTH}[ -](?P<year>\d{{2,4}}) +{_CLOCK} *{_ZONE}"
    ),
    re.compile(rf"[A-Za-z]{{3}} +{_MONTH} +(?P<day>\d\d?) +{_CLOCK} +(?P<year>\d{{4}}) *{_ZONE}"),
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)[T ]{_CLOCK}(?:\.\d{{1,9}})? *{_ZONE}"),
)
_MONTHS = {
    name: n
    for n, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_ZONES = {
    "GMT": 0,
    "UT": 0,
    "UTC": 0,
    "Z": 0,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
}
_ZONES |= {"PST": -8, "PDT": -7}  # RFC 5322; other names mean something else in each country
_YEARS = range(1990, 2100)


def first_time(dates: tuple[str, ...]) -> tuple[int, str] | None:
    """(seconds since 1970, ``explicit`` or ``unknown`` zone) of the first date that is one; without a zone as written."""
    for date in dates:
        for form in _FORMS:
            match = form.match(date.strip())
            if match and (found := _moment(match)):
                return found
    return None


def _moment(match: re.Match[str]) -> tuple[int, str] | None:
    month = _MONTHS.get(match["month"].lower()) or (int(match["month"]) if match["month"].isdigit() else 0)
    year = int(match["year"])
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    hour, minute, second = ([int(part) for part in match["clock"].split(":")] + [0])[:3]
    try:
        moment = datetime(year, month, int(match["day"]), hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:  # the 99th
        return None
    offset = _offset(match["zone"])
    if year not in _YEARS:
        return None
    return int((moment - (offset or timedelta())).timestamp()), "unknown" if offset is None else "explicit"


def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    if zone[0] not in "+-":
        return timedelta(hours=_ZONES[zone]) if zone in _ZONES else None
    digits = zone[1:].replace(":", "")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -ahead if zone[0] == "-" else ahead
