"""Subscriber lists: what their own columns say, and all lists as one table."""

import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcleaner import resources
from listcleaner.core.columns.headers import tokens
from listcleaner.core.columns.times import parse_times
from listcleaner.core.contacts import CONTACT_DTYPES, ListFile, combine, load_list, understand
from listcleaner.core.errors import UserError
from tests.core.by_hand import table_of

WORDS = resources.toml("data/list_status_words.toml")


def a_list(header: list[str] | None, *rows: list[str], name: str = "list.csv", mark: str = "a") -> ListFile:
    return understand(table_of(header, *rows, name=name), mark)


def listed(header: str, *values: str, name: str = "list.csv") -> list[str]:
    """What a list with this one extra column says of its rows."""
    rows = [[f"p{i}@example.com", value] for i, value in enumerate(values)]
    return a_list(["Email", header], *rows, name=name).contacts["listed"].tolist()


# --- status columns -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("Status", "Previous status"),
        ("Current state", "Old state"),
        ("状态", "之前状态"),
        ("Status", "Vorheriger Status"),
    ],
)
def test_what_somebody_was_does_not_count_beside_what_she_is(now: str, before: str) -> None:
    rows = (["ann@example.com", "active", "bounced"], ["bob@example.com", "bounced", "active"])
    file = a_list(["Email", now, before], *rows)
    assert file.contacts["listed"].tolist() == ["", "hard"]
    alone = a_list(["Email", before], *(row[:1] + row[2:] for row in rows))
    assert alone.contacts["listed"].tolist() == ["hard", ""]


@pytest.mark.parametrize("kind", ["complaint", "unsubscribe", "hard", "unknown"])
def test_every_status_word_of_a_class_means_that_class(kind: str) -> None:
    words = WORDS["values"][kind]
    assert dict(zip(words, listed("Status", *words), strict=True)) == dict.fromkeys(words, kind)


@pytest.mark.parametrize("kind", ["subscribed", "confirmed", "unconfirmed", "nothing"])
def test_no_other_status_word_takes_anybody_out(kind: str) -> None:
    assert set(listed("Status", *WORDS["values"][kind])) == {""}


def test_case_signs_and_spaces_of_a_status_do_not_matter() -> None:
    assert listed("Email Status", "UNSUBSCRIBED", " Opted-Out ", "opted_out", "Hard_Bounce", "ＳＰＡＭ") == [
        "unsubscribe",
        "unsubscribe",
        "unsubscribe",
        "hard",
        "complaint",
    ]


@pytest.mark.parametrize(
    "header",
    ["Status", "Unsubscribed", "Subscribed", "Newsletter", "是否订阅", "EMAIL_BLACKLISTED", "Bounced"],
)
def test_a_value_nobody_foresaw_and_an_empty_cell_never_take_anybody_out(header: str) -> None:
    assert set(listed(header, "weekly", "", "Herbst 2026", "VIP", "-", "2.5", "未知", "n/a")) == {""}


@given(st.text(max_size=12), st.sampled_from(["Status", "退订", "newsletter", "blacklisted"]))
def test_no_chance_value_is_an_opt_out(value: str, header: str) -> None:
    known = {"".join(tokens(word)) or word for words in WORDS["values"].values() for word in words}
    parts = [value, *re.split(r"[,;|\[\]]", value)]
    is_date = parse_times(pd.Series([value], dtype="str"))[0].notna().any()  # "unsubscribed: 1/1/00" is one
    if not is_date and not any(("".join(tokens(part)) or part.strip()) in known for part in parts):
        assert listed(header, value) == [""]


@pytest.mark.parametrize(
    ("header", "opted_out", "stays"),
    [
        ("Unsubscribed", "TRUE", "FALSE"),
        ("Subscribed", "FALSE", "TRUE"),
        ("Unsubscribed from all email", "true", ""),
        ("Opt out", "yes", "no"),
        ("Email Opt Out", "1", "0"),
        ("do_not_email", "x", ""),
        ("email_disabled", "true", "false"),  # Substack
        ("Werbesperre", "ja", "nein"),
        ("Ne pas contacter", "oui", ""),
        ("勿发", "是", ""),
        ("newsletter", "nein", "ja"),
        ("Newsletter", "No", "Yes"),
        ("Accepts Email Marketing", "no", "yes"),
        ("opt_in", "0", "1"),
        ("abgemeldet", "ja", "nein"),
        ("Newsletter abonniert", "Nein", "Ja"),
        ("désabonné", "oui", "non"),
        ("abonné", "non", "oui"),
        ("dado de baja", "sí", "no"),
        ("suscrito", "no", "sí"),
        ("disiscritto", "sì", "no"),
        ("uitgeschreven", "ja", "nee"),
        ("wypisany", "tak", "nie"),
        ("отписан", "да", "нет"),
        ("подписан", "нет", "да"),
        ("退订", "是", "否"),
        ("是否退订", "是", "否"),
        ("是否订阅", "否", "是"),
        ("是否訂閱", "否", "是"),
        ("配信停止", "はい", "いいえ"),
        ("수신동의", "아니오", "예"),
        ("수신거부", "예", "아니오"),
        ("Unsubscribed", "2026-01-05 10:00:00", ""),
        ("UNSUB_TIME", "2026-01-05 10:00:00", "0000-00-00 00:00:00"),
        ("退订时间", "2026年1月5日", ""),
        ("Abgemeldet am", "05.01.2026", ""),
        ("Unsubscribed", "unsubscribed", "subscribed"),
    ],
)
def test_what_yes_and_no_mean_depends_on_the_header(header: str, opted_out: str, stays: str) -> None:
    assert listed(header, opted_out, stays) == ["unsubscribe", ""]


@pytest.mark.parametrize(
    ("header", "value", "says"),
    [
        ("EMAIL_BLACKLISTED", "Yes", "unknown"),  # Brevo: unsubscribed, bounced or complained
        ("blacklisted", "1", "unknown"),  # phpList
        ("status", "blocklisted", "unknown"),  # listmonk
        ("Email Suppressions", "HARD_BOUNCE", "hard"),  # Klaviyo
        ("Email Suppressions", "SPAM_COMPLAINT", "complaint"),
        ("Email Suppressions", "['HARD_BOUNCE', 'UNSUBSCRIBE']", "unsubscribe"),
        ("Status", "junk", "complaint"),  # MailerLite
        ("Status", "Marked as spam", "complaint"),  # Sendy
        ("UNSUB_REASON", "SPAM", "complaint"),
        ("CLEAN_TIME", "2024-03-04 10:00:00", "hard"),
        ("Email hard bounce reason", "UNKNOWN_USER", "hard"),  # HubSpot
        (
            "Email hard bounce reason",
            "POLICY",
            "unknown",
        ),  # HubSpot calls it hard; it is the sender's problem
        ("Opted out of email: Product news", "TRUE", "unknown"),  # one of several subscriptions
        ("硬退信", "是", "hard"),
        ("投诉", "是", "complaint"),
        ("黑名单", "是", "unknown"),
    ],
)
def test_the_services_own_columns(header: str, value: str, says: str) -> None:
    assert listed(header, value, "") == [says, ""]


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("SMS_BLACKLISTED", "Yes"),
        ("SMS Marketing Consent", "UNSUBSCRIBED"),
        ("Accepts SMS Marketing", "no"),
        ("Phone opt out", "yes"),
        ("短信退订", "是"),
        ("Fax opt-out", "TRUE"),
        ("Order status", "cancelled"),
        ("Payment status", "bounced"),
        ("订单状态", "取消订阅"),
        ("Unsubscribe link", "yes"),
        ("Subscribed", "2026-01-05 10:00:00"),  # MailerLite: the day of it
        ("Confirmed", "no"),
        ("Double opt-in", "no"),
        ("Notes", "unsubscribed her sister"),
        ("Last bounce date", "2026-01-05"),
    ],
)
def test_columns_about_something_else_take_nobody_out(header: str, value: str) -> None:
    assert listed(header, value, value, "") == ["", "", ""]


def test_a_status_column_is_known_by_its_values_whatever_its_name() -> None:
    assert listed("Spalte 7", "subscribed", "unsubscribed", "", "active") == ["", "unsubscribe", "", ""]
    assert a_list(None, ["a@x.de", "正常"], ["b@x.de", "退订"]).contacts["listed"].tolist() == [
        "",
        "unsubscribe",
    ]


def test_harmless_looking_words_do_not_make_a_column_of_any_name_a_status_column() -> None:
    assert listed("Stage", "active", "deleted", "pending", "blocked") == ["", "", "", ""]


def test_of_several_columns_the_worst_counts() -> None:
    file = a_list(
        ["Email", "Email Marketing Consent", "Email Suppressions", "Blacklisted"],
        ["a@x.de", "SUBSCRIBED", "SPAM_COMPLAINT", "no"],
        ["b@x.de", "UNSUBSCRIBED", "", "yes"],
        ["c@x.de", "SUBSCRIBED", "", "yes"],
    )
    assert file.contacts["listed"].tolist() == ["complaint", "unsubscribe", "unknown"]


def test_an_opt_out_date_of_somebody_who_is_subscribed_again_does_not_count() -> None:
    file = a_list(
        ["Email", "Status", "Unsubscribed at"],
        ["a@x.de", "subscribed", "2024-01-05"],
        ["b@x.de", "unsubscribed", "2024-01-05"],
        ["c@x.de", "", "2024-01-05"],
    )
    assert file.contacts["listed"].tolist() == ["", "unsubscribe", "unsubscribe"]


@pytest.mark.parametrize("entry", WORDS["file"], ids=lambda entry: entry["example"])
def test_an_export_of_opt_outs_is_known_by_its_file_name(entry: dict[str, str]) -> None:
    assert listed("NOTES", "", "", name=entry["example"]) == [entry["listed"]] * 2


@pytest.mark.parametrize(
    "name", ["subscribed_email_audience_export_0a1b.csv", "unsubscribed.csv", "cleaned-list.csv"]
)
def test_no_other_file_name_takes_anybody_out(name: str) -> None:
    assert listed("NOTES", "", "", name=name) == ["", ""]


def test_how_many_rows_the_list_itself_marks_is_told() -> None:
    file = a_list(["Email", "Status"], ["a@x.de", "active"], ["b@x.de", "unsubscribed"])
    assert [(note.code, note.fields) for note in file.notes] == [
        ("list_states", {"n": 1, "columns": "Status"})
    ]


# --- confirmation, dates, completeness ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "values", "says"),
    [
        ("confirmed", ["1", "0", ""], ["yes", "no", ""]),
        ("CONFIRM_TIME", ["2024-01-01 09:05:00", "", ""], ["yes", "", ""]),
        ("DOUBLE_OPT-IN", ["Yes", "No", "?"], ["yes", "no", ""]),
        ("是否确认", ["是", "否", ""], ["yes", "no", ""]),
        ("Status", ["unconfirmed", "active", "Awaiting Confirmation"], ["no", "", "no"]),
    ],
)
def test_confirmation_is_read_from_words_answers_and_dates(
    header: str, values: list[str], says: list[str]
) -> None:
    rows = [[f"p{i}@example.com", value] for i, value in enumerate(values)]
    assert a_list(["Email", header], *rows).contacts["confirmed"].tolist() == says


def test_the_sign_up_date_comes_from_the_surest_column_that_has_one() -> None:
    file = a_list(
        ["Email", "OPTIN_TIME", "CONFIRM_TIME", "LAST_CHANGED"],
        ["a@x.de", "2024-01-01 09:00:00", "2024-01-01 09:05:00", "2026-01-02 10:00:00"],
        ["b@x.de", "", "2023-06-25 17:38:27", "2026-01-02 10:00:00"],
        ["c@x.de", "", "", "2026-01-02 10:00:00"],
    )
    joined = file.contacts["joined"]
    assert joined[0] == pd.Timestamp("2024-01-01 09:00")
    assert joined[1] == pd.Timestamp("2023-06-25 17:38:27")
    assert pd.isna(joined[2])


def test_the_last_sign_of_life_is_the_latest_of_all_columns() -> None:
    file = a_list(
        ["Email", "Last Open", "Last Click", "最近购买时间"],
        ["a@x.de", "2026-01-05", "2026-02-05", ""],
        ["b@x.de", "2026-03-05", "", "2026-01-01"],
        ["c@x.de", "", "", ""],
    )
    active = file.contacts["active"]
    assert active[:2].tolist() == [pd.Timestamp("2026-02-05"), pd.Timestamp("2026-03-05")]
    assert pd.isna(active[2])


def test_dates_that_can_be_read_two_ways_are_told_with_their_column() -> None:
    file = a_list(["Email", "Created"], ["a@x.de", "01/02/2026"])
    (note,) = file.notes
    assert (note.code, note.fields["column"]) == ("dates_ambiguous", "Created")


def test_where_the_first_address_column_is_empty_the_next_one_counts() -> None:
    file = a_list(
        ["Primary Email", "Secondary Email"],
        ["a@x.de", "a2@x.de"],
        ["b@x.de", ""],
        ["c@x.de", ""],
        ["no address", "d@x.de"],
        ["  ", "e@x.de"],
        [" ", ""],
    )
    addresses = file.contacts["address"].str.strip().tolist()
    assert addresses == ["a@x.de", "b@x.de", "c@x.de", "no address", "e@x.de", ""]


def test_filled_counts_the_cells_with_content() -> None:
    file = a_list(["Email", "Name", "Phone"], ["a@x.de", "", ""], ["b@x.de", "Bob", "0171"], ["", "", "x"])
    assert file.contacts["filled"].tolist() == [1, 3, 1]


# --- the list as a whole --------------------------------------------------------------------------------------------


def test_a_list_without_addresses_is_refused_with_its_columns() -> None:
    with pytest.raises(UserError) as caught:
        a_list(["Name", "Phone"], ["Ann", "0171"])
    assert caught.value.code == "no_address_column"
    assert caught.value.fields == {"file": "list.csv", "columns": "Name, Phone"}


@pytest.mark.parametrize("header", ["Email", "邮箱", "E-Mail-Adresse", "メールアドレス"])
def test_a_column_that_says_email_is_taken_even_when_no_cell_is_an_address(header: str) -> None:
    file = a_list([header, "Name"], ["ann at example", "Ann"], ["", "Bob"])
    assert (file.columns["email"], file.rows) == (header, 2)
    assert file.contacts["address"].tolist() == ["ann at example", ""]


@pytest.mark.parametrize("cells", [["yes", "no"], ["是", "否"], ["", ""]])
def test_a_column_that_answers_whether_there_is_an_address_holds_none(cells: list[str]) -> None:
    with pytest.raises(UserError, match="no_address_column"):
        a_list(["Email", "Name"], [cells[0], "Ann"], [cells[1], "Bob"])


def test_columns_and_source_are_named() -> None:
    file = a_list(
        ["id", "email", "confirmed", "blacklisted", "bouncecount"], ["1", "ann@example.com", "1", "0", "3"]
    )
    assert file.columns == {"email": "email", "confirmed": "confirmed", "opt_out": "blacklisted"}
    assert (file.source, file.address_column, file.rows) == ("phplist.subscribers", 1, 1)


def test_a_csv_file_becomes_contacts(tmp_path: Path) -> None:
    path = tmp_path / "会员.csv"
    path.write_text("姓名,邮箱,状态\n张伟,Wei@Example.com,正常\n王芳,,退订\n", encoding="gb18030")
    contacts = combine([load_list(path)])
    assert contacts["row"].tolist() == [2, 3]
    assert contacts["key"][0] == "wei@example.com"
    assert contacts["listed"].tolist() == ["", "unsubscribe"]
    assert contacts["problem"].tolist() == ["", "empty"]


def test_the_person_can_name_the_column_herself(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Email,Other\nann@example.com,bob@example.net\n", encoding="utf-8")
    assert load_list(path, columns=[("email", "Other")]).contacts["address"].tolist() == ["bob@example.net"]


# --- several lists together -----------------------------------------------------------------------------------------


def test_lists_are_joined_in_order_with_their_rows() -> None:
    contacts = combine([a_list(["Email"], ["b@x.de"], ["a@x.de"]), a_list(["Mail"], ["A@x.de"], mark="b")])
    assert contacts[["list", "row", "key"]].to_numpy().tolist() == [
        [0, 2, "b@x.de"],
        [0, 3, "a@x.de"],
        [1, 2, "a@x.de"],
    ]
    assert {name: str(dtype) for name, dtype in contacts.dtypes.items()} == CONTACT_DTYPES


def test_no_lists_make_an_empty_table_of_the_same_shape() -> None:
    assert {name: str(dtype) for name, dtype in combine([]).dtypes.items()} == CONTACT_DTYPES


def test_rows_without_an_address_are_different_people() -> None:
    contacts = combine([a_list(["Email", "Name"], ["", "Ann"], ["", "Bob"], ["c@x.de", "Cara"])])
    assert contacts["key"].is_unique
    assert (contacts["key"] != "").all()


def test_an_accepted_correction_replaces_the_address_and_its_problem() -> None:
    file = a_list(["Email"], ["ann@gmial.com"], ["bob@@x.de"], ["cara@gmial.com"])
    contacts = combine([file], frozenset({("a", 2), ("a", 3), ("another file", 4)}))
    assert contacts[["address", "key", "domain", "problem", "suggestion"]].to_numpy().tolist() == [
        ["ann@gmail.com", "ann@gmail.com", "gmail.com", "", ""],
        ["bob@x.de", "bob@x.de", "x.de", "", ""],
        ["cara@gmial.com", "cara@gmial.com", "gmial.com", "", "cara@gmail.com"],
    ]


def test_a_correction_of_a_row_without_suggestion_changes_nothing() -> None:
    file = a_list(["Email"], ["ann@x.de"])
    pd.testing.assert_frame_equal(combine([file], frozenset({("a", 2)})), combine([file]))
