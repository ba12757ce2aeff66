"""Dates as people and programs write them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcleaner.core.columns.times import looks_like_time, parse_times
from listcleaner.core.tables.table import Note

WRITTEN = {
    "2026-01-05": ("2026-01-05", "unknown"),
    "2026-01-05 10:00:00": ("2026-01-05 10:00", "unknown"),
    "2026-1-5 9:30": ("2026-01-05 09:30", "unknown"),
    "2026-01-05T10:00Z": ("2026-01-05 10:00", "explicit"),
    "2026-01-05T10:00:00.000+08:00": ("2026-01-05 02:00", "explicit"),
    "2026-02-01T14:53:20+0800": ("2026-02-01 06:53:20", "explicit"),
    "2026-09-21 12:00:01+0000": ("2026-09-21 12:00:01", "explicit"),
    "2026-01-05 10:00:00 UTC": ("2026-01-05 10:00", "explicit"),
    # Postmark writes seven digits, Amazon once a space before the offset, listmonk what Go prints
    "2026-04-27T16:28:50.3963933-04:00": ("2026-04-27 20:28:50.396393", "explicit"),
    "2018-10-08T14:05:45 +0000": ("2018-10-08 14:05:45", "explicit"),
    "2026-01-05 10:00:00.85 +0000 UTC": ("2026-01-05 10:00:00.85", "explicit"),
    "2026-01-05 10:00:00.851858 +0200 CEST": ("2026-01-05 08:00:00.851858", "explicit"),
    # RFC 2822 (Mailgun)
    "Fri, 21 Oct 2026 11:02:55 UTC": ("2026-10-21 11:02:55", "explicit"),
    "Mon, 05 Jan 2026 10:00:00 +0100 (CET)": ("2026-01-05 09:00", "explicit"),
    "Mon, 5 Jan 2026 10:00:00 EST": ("2026-01-05 15:00", "explicit"),
    "Mon Jan  5 10:00:00 2026": ("2026-01-05 10:00", "unknown"),
    # epochs: seconds, with a fraction, milliseconds
    "1790083507": ("2026-09-22 13:25:07", "utc"),
    "1534110422.389832": ("2018-08-12 21:47:02.389832", "utc"),
    "1464824548000": ("2016-06-01 23:42:28", "utc"),
    # Chinese, Japanese, Korean
    "2026年1月5日": ("2026-01-05", "unknown"),
    "2026年01月05日 10:30:00": ("2026-01-05 10:30", "unknown"),
    "2026年1月5日 9时30分15秒": ("2026-01-05 09:30:15", "unknown"),
    "2026年1月5日 星期一 下午3:05": ("2026-01-05 15:05", "unknown"),
    "2026/1/5 上午9:30": ("2026-01-05 09:30", "unknown"),
    "2026/1/5 下午 3:05:10": ("2026-01-05 15:05:10", "unknown"),
    "2026-01-05 上午12:10": ("2026-01-05 00:10", "unknown"),
    "2026/1/5": ("2026-01-05", "unknown"),
    "２０２６／１／５": ("2026-01-05", "unknown"),
    "2026年1月5日 午後3:05": ("2026-01-05 15:05", "unknown"),
    "2026. 1. 5. 오후 3:05": ("2026-01-05 15:05", "unknown"),
    "2026년 1월 5일": ("2026-01-05", "unknown"),
    # European and American
    "05.01.2026 10:00": ("2026-01-05 10:00", "unknown"),
    "5.1.26": ("2026-01-05", "unknown"),
    "13/02/2026 09:00": ("2026-02-13 09:00", "unknown"),
    "02/13/2026 09:00": ("2026-02-13 09:00", "unknown"),
    "2/13/2026 12:00:00 AM": ("2026-02-13 00:00", "unknown"),
    "2/13/2026 3:05 p.m.": ("2026-02-13 15:05", "unknown"),
    "21-04-2026 09:30": ("2026-04-21 09:30", "unknown"),
    "21 Oct 2026": ("2026-10-21", "unknown"),
    "21-Oct-26": ("2026-10-21", "unknown"),
    "October 21st, 2026 10:30 PM": ("2026-10-21 22:30", "unknown"),
    "2026-Jan-05": ("2026-01-05", "unknown"),
    "21. Oktober 2026": ("2026-10-21", "unknown"),
    "5. März 2026, 14:30 Uhr": ("2026-03-05 14:30", "unknown"),
    "21 août 2026 à 10h30": ("2026-08-21 10:30", "unknown"),
    # a dot between hours and minutes: Italy, Finland, Switzerland
    "21/08/2026 9.30": ("2026-08-21 09:30", "unknown"),
    "21.08.2026, 14.05.30 Uhr": ("2026-08-21 14:05:30", "unknown"),
    "21 de octubre de 2026": ("2026-10-21", "unknown"),
    "5 de março de 2026 às 14:30": ("2026-03-05 14:30", "unknown"),
    "5 gennaio 2026": ("2026-01-05", "unknown"),
    "5 mei 2026": ("2026-05-05", "unknown"),
    "5 października 2026": ("2026-10-05", "unknown"),
    "5 марта 2026 г., 10:00": ("2026-03-05 10:00", "unknown"),
    "20260105": ("2026-01-05", "unknown"),
    "20260105103000": ("2026-01-05 10:30", "unknown"),
    "\ufeff 2026-01-05\u00a0": ("2026-01-05", "unknown"),
}

NO_TIMES = [
    "",
    "-",
    "never",
    "无",
    "12:30",
    "0000-00-00 00:00:00",  # MySQL's empty date
    "0001-01-01 00:00:00 +0000 UTC",  # Go's
    "2026-13-01",
    "31/02/2026",
    "2026-02-30 10:00:00",
    "1/5/2026 25:00",
    "99/99/9999",
    "550 5.1.1 user unknown",
    "192.0.2.10",
    "5.1.1",
    "Feb  2 12:34:56",  # a mail log's time without a year
    "x" * 5000 + " 1/2/2026",
]


def read(*cells: str) -> tuple[list[str], list[str], object]:
    times, zones, note = parse_times(pd.Series(cells, dtype="str"))
    return times.astype("datetime64[us]").dt.strftime("%Y-%m-%d").fillna("").tolist(), zones.tolist(), note


@pytest.mark.parametrize("text", WRITTEN)
def test_a_written_time_is_read(text: str) -> None:
    times, zones, _ = parse_times(pd.Series([text], dtype="str"))
    time, zone = WRITTEN[text]
    assert (times[0], zones[0]) == (pd.Timestamp(time), zone)


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time_is_missing_and_no_error(text: str) -> None:
    times, zones, note = parse_times(pd.Series([text], dtype="str"))
    assert (times.isna()[0], zones[0], note) == (True, "", None)


def test_one_day_above_twelve_decides_the_whole_column() -> None:
    assert read("01/02/2026", "13/02/2026")[0] == ["2026-02-01", "2026-02-13"]
    assert read("01/02/2026", "02/13/2026")[0] == ["2026-01-02", "2026-02-13"]
    assert read("01/02/2026", "13/02/2026")[2] is None


def test_what_a_column_leaves_open_is_read_as_the_person_says() -> None:
    for told, read_as in (("dmy", ["2026-02-01", "2026-04-03"]), ("mdy", ["2026-01-02", "2026-03-04"])):
        times, _, note = parse_times(pd.Series(["01/02/2026", "03/04/2026"]), told)
        assert [f"{time:%Y-%m-%d}" for time in times] == read_as
        assert note is None
    times, _, _ = parse_times(pd.Series(["01/02/2026", "13/02/2026"]), "mdy")
    assert f"{times[0]:%Y-%m-%d}" == "2026-02-01"  # the column itself knows better


def test_an_undecidable_column_is_read_day_first_and_says_so() -> None:
    times, _, note = read("01/02/2026", "03/04/2026")
    assert times == ["2026-02-01", "2026-04-03"]
    assert (note.code, note.fields["order"], note.fields["example"]) == (
        "dates_ambiguous",
        "dmy",
        "01/02/2026",
    )


def test_am_and_pm_make_an_undecidable_column_american() -> None:
    times, _, note = read("1/5/2026 10:00:00 AM", "1/6/2026 3:00:00 PM")
    assert times == ["2026-01-05", "2026-01-06"]
    assert note.fields["order"] == "mdy"


def test_points_and_equal_numbers_leave_nothing_open() -> None:
    assert read("05.01.2026")[2] is None
    assert read("03/03/2026")[2] is None


def test_a_column_of_both_orders_reads_what_is_certain_and_says_so() -> None:
    times, _, note = read("13/02/2026", "02/14/2026", "01/02/2026")
    assert times[:2] == ["2026-02-13", "2026-02-14"]
    assert note == Note("dates_mixed", {"example": "01/02/2026", "read": "2026-02-01"})


def test_rows_keep_their_index_and_repeated_cells_their_value() -> None:
    cells = pd.Series(["2026-01-05", "", "2026-01-05"], index=[7, 3, 5], dtype="str")
    times, zones, _ = parse_times(cells)
    assert times.index.tolist() == zones.index.tolist() == [7, 3, 5]
    assert times.dtype == np.dtype("datetime64[us]")
    assert times[7] == times[5]


def test_an_empty_column_gives_an_empty_answer() -> None:
    times, zones, note = parse_times(pd.Series([], dtype="str"))
    assert (len(times), len(zones), note) == (0, 0, None)


def test_telephone_numbers_and_codes_do_not_look_like_times() -> None:
    assert not any(
        map(looks_like_time, ["13812345678", "20260105", "550", "5.1.1", "+86 138 1234 5678", "12.50"])
    )
    assert looks_like_time("05.01.26")


@given(st.lists(st.text(max_size=40), max_size=5))
def test_no_cell_makes_it_stumble(cells: list[str]) -> None:
    times, zones, _ = parse_times(pd.Series(cells, dtype="str"))
    assert (times.isna() == (zones == "")).all()


@given(st.lists(st.text("0123456789/-.:T Z+年月日上午下pma,", max_size=30), max_size=5))
def test_no_heap_of_digits_makes_it_stumble(cells: list[str]) -> None:
    times, _, _ = parse_times(pd.Series(cells, dtype="str"))
    assert len(times) == len(cells)


@given(st.datetimes(min_value=pd.Timestamp("1981-01-01"), max_value=pd.Timestamp("2069-12-31")))
def test_every_usual_way_of_writing_one_moment_means_that_moment(moment) -> None:
    moment = moment.replace(microsecond=0)
    forms = [
        moment.isoformat(),
        moment.strftime("%Y-%m-%d %H:%M:%S +0000 UTC"),
        f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M:%S}",
        f"{moment.year}/{moment.month}/{moment.day} {moment:%H:%M:%S}",
        moment.strftime("%d.%m.%Y %H:%M:%S"),
        f"{moment.day} Oct {moment.year} {moment:%H:%M:%S}".replace("Oct", moment.strftime("%b")),
    ]
    times, _, _ = parse_times(pd.Series(forms, dtype="str"))
    assert times.tolist() == [pd.Timestamp(moment)] * len(forms)
