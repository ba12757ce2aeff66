"""File names say when a report was made."""

import pandas as pd
import pytest

from listcleaner.core.formats.dates import date_in_name

CHANGED = pd.Timestamp("2027-01-20 10:00")


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("bounces_2026-03-12.csv", "2026-03-12"),
        ("20260312_bounces.csv", "2026-03-12"),
        ("12.03.2026 Rückläufer.xlsx", "2026-03-12"),
        ("2026年3月12日退信.xlsx", "2026-03-12"),
        ("12-Mar-2026.csv", "2026-03-12"),
        ("March 12 2026.csv", "2026-03-12"),
        ("acct-2026-09-21-0001.csv", "2026-09-21"),
        ("report_2026_03.csv", "2026-03-31"),
        ("2026-02.csv", "2026-02-28"),
        ("202603.csv", "2026-03-31"),
        ("退信2026年3月.xlsx", "2026-03-31"),
        ("March-2026 bounces.csv", "2026-03-31"),
        ("bounces Mar 2026.csv", "2026-03-31"),
        ("rebonds février 2026.csv", "2026-02-28"),
        ("отказы_март_2026.csv", "2026-03-31"),
        ("bounced Aug 3rd, 2026.csv", "2026-08-03"),
        ("rebotes 3 de agosto de 2026.csv", "2026-08-03"),
        ("bounced 3 Aug 26.csv", "2026-08-03"),
        ("bounced_8_13_2026.csv", "2026-08-13"),
        ("bounced_13-8-2026.csv", "2026-08-13"),
        ("bounced 31.31.2026.csv", None),
    ],
)
def test_the_date_in_a_name(name, day):
    assert date_in_name(name, CHANGED) == (pd.Timestamp(day) if day else None)


@pytest.mark.parametrize(
    ("name", "changed", "day"),
    [
        ("bounced 8-3-2026.csv", "2026-08-04", "2026-08-03"),
        ("bounced 8-3-2026.csv", "2026-03-09", "2026-03-08"),
        ("bounced 3-8-2026.csv", "2026-08-04", "2026-08-03"),
        ("bounced 8.3.2026.csv", "2026-08-04", "2026-03-08"),
    ],
)
def test_where_day_and_month_could_change_places_the_date_of_the_file_tells(name, changed, day):
    assert date_in_name(name, pd.Timestamp(changed)) == pd.Timestamp(day)


@pytest.mark.parametrize(
    "name",
    [
        "bounces.csv",
        "audience_export_9f202613ab.csv",
        "1234567890.csv",
        "march news.csv",
        "2026-13-40.csv",
        "v2.0.2026x.csv",
    ],
)
def test_names_without_a_date(name):
    assert date_in_name(name, CHANGED) is None


def test_of_a_month_it_is_the_last_day_but_none_after_the_file_was_made():
    assert date_in_name("bounces 2026-03.csv", pd.Timestamp("2026-03-10 08:00")) == pd.Timestamp("2026-03-10")
