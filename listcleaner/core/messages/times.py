"""The moment a mail names, whatever form of date its server writes."""

from email.utils import mktime_tz, parsedate_tz

import pandas as pd

_FIRST, _LAST = pd.Timestamp("1990-01-01").timestamp(), pd.Timestamp("2100-01-01").timestamp()


def first_time(dates: tuple[str, ...]) -> tuple[float, str] | None:
    """(seconds since 1970, ``explicit`` or ``unknown`` zone) of the first date that is one; without a zone as written."""
    for date in dates:
        try:
            parsed = parsedate_tz(date) if date else None
            seconds = mktime_tz((*parsed[:9], parsed[9] or 0)) if parsed else 0.0
        except (ValueError, OverflowError, IndexError, TypeError):  # "99:99", years of ten digits
            continue
        if parsed and _FIRST <= seconds < _LAST:
            return seconds, "unknown" if parsed[9] is None else "explicit"
    return None
