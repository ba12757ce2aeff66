"""Which column is which: header words of ten languages, and what the cells look like."""

import time
import tomllib
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcleaner import resources
from listcleaner.core.columns.find import find_columns, name_of, position
from listcleaner.core.errors import UserError
from tests.core.by_hand import table_of

WORDS = tomllib.loads(resources.path("data/header_words.toml").read_text(encoding="utf-8"))
LANGUAGES = {"zh-CN", "zh-TW", "en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "ja", "ko"}

ANN = ["ann@example.com", "bob@example.net", "cara@example.org"]
CELLS = {  # what the columns of each need may hold
    "address": ANN,
    "time": ["2026-01-05 10:00:00", "2026-01-06 11:30:00", ""],
    "named time": ["2026-01-05 10:00:00", "2026-01-06 11:30:00", ""],
    "code": ["5.1.1", "4.2.2", "5.7.1"],
    "reply": ["550", "452", "421"],
    "class": ["hard", "soft", "hard"],
    "text": ["550 5.1.1 user unknown", "452 4.2.2 over quota, try later", "554 5.7.1 blocked"],
    "words": ["MAILBOX_FULL", "UNKNOWN_USER", "POLICY"],
    "state": ["active", "unsubscribed", "active"],
    "flag": ["TRUE", "FALSE", "FALSE"],
    "": ["Lee", "Ray", "Lim"],
}


def found(table, kind: str, **fixed: str) -> dict[str, str]:
    """Role → header."""
    return {role: table.header[i] for role, i in find_columns(table, kind, fixed.items()).roles.items()}


def columns(*named: list[str], header: bool = True):
    """A table given by its columns; the first cell of each is its header."""
    rows = [list(row) for row in zip(*(column[header:] for column in named), strict=True)]
    return table_of([column[0] for column in named] if header else None, *rows)


@pytest.mark.parametrize(
    ("kind", "role"), [(kind, role) for kind in ("contacts", "events") for role in WORDS[kind]]
)
def test_every_header_word_of_every_language_finds_its_role(kind: str, role: str) -> None:
    entry = WORDS[kind][role]
    cells = CELLS[entry.get("needs", "")]
    address = [] if role == "email" else [["E-Mail", *ANN]]
    for word in chain.from_iterable(entry["words"].values()):
        roles = find_columns(columns(["qqq", "1", "2", "3"], [word, *cells], *address), kind).roles
        assert roles.get(role) == 1, f"{word}: {roles}"


@pytest.mark.parametrize("role", [*WORDS["contacts"], *WORDS["events"]])
def test_every_role_has_words_in_every_language(role: str) -> None:
    entry = WORDS["contacts"].get(role) or WORDS["events"][role]
    assert set(entry["words"]) >= LANGUAGES


@pytest.mark.parametrize(
    "header",
    [
        "EMAIL",
        "e-mail",
        "E_Mail",
        "eMail",
        "\ufeffEmail",
        " Email ",
        "Email:",
        "Ｅｍａｉｌ",
        "Email*",
        "E-Mail-Adresse (privat)",
        "邮箱(必填)",
        "Email地址",
        "您的邮箱",
        "Contact Email",
        "ToEmailAddress",
        "Em\u200bail",
        "Adresse E-Mail",
        "CORREO ELECTRONICO",
        "correo electrónico",
    ],
)
def test_case_accents_signs_and_hidden_characters_do_not_matter(header: str) -> None:
    assert found(columns(["Notes", "x", "y", "z"], [header, *ANN]), "contacts")["email"] == header


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Email Domain", ["example.com", "example.net", "example.org"]),
        ("Email hard bounce reason", ["UNKNOWN_USER", "", "POLICY"]),
        ("Invalid email address", ["FALSE", "TRUE", "FALSE"]),
        ("Marketing email confirmation status", ["confirmed", "", "confirmed"]),
        ("Email status", ["Active", "Unsubscribed", "Active"]),
        ("邮箱状态", ["正常", "退订", "正常"]),
        ("邮箱类型", ["QQ", "163", "QQ"]),
        ("Email", ["yes", "no", "yes"]),  # may she be written to?
        ("Email Lists", ["News", "News, VIP", "VIP"]),
        ("Sales owner email", ["boss@example.com"] * 3),
    ],
)
def test_columns_about_addresses_are_not_the_address(header: str, cells: list[str]) -> None:
    table = columns([header, *cells], ["Contact point", *ANN])
    assert found(table, "contacts")["email"] == "Contact point"


def test_without_any_address_there_is_no_address_column() -> None:
    guess = find_columns(columns(["Email", "x", "y", "z"], ["Name", "Ann", "Bob", "Cara"]), "contacts")
    assert "email" not in guess.roles
    assert guess.confidence == 0


def test_without_a_header_the_cells_decide() -> None:
    table = columns(["Ann", "Bob", "Cara"], ["138", "139", "137"], ANN, header=False)
    assert find_columns(table, "contacts").roles["email"] == 2


def test_full_width_and_wrapped_addresses_count_as_addresses() -> None:
    cells = [
        "ann＠example.com",
        "Bob <bob@example.net>",
        "mailto:cara@example.org",
        " dan@example.com\u00a0",
        "'eve@example.com'",
    ]
    table = table_of(None, *([cell, "x"] for cell in cells))
    assert find_columns(table, "contacts").roles["email"] == 0


def test_a_few_broken_cells_do_not_hide_the_address_column() -> None:
    table = columns(["Kontakt", *ANN, *ANN, "keine", "ann@", "13812345678"])
    assert find_columns(table, "contacts").roles["email"] == 0


def test_of_two_address_columns_the_fuller_one_is_taken_and_the_other_is_named() -> None:
    work = ["Work email", "", "b@firm.de", ""]
    home = ["Private email", "a@home.de", "b@home.de", "c@home.de"]
    for table in (columns(work, home), columns(home, work)):
        assert found(table, "contacts")["email"] == "Private email"
        (note,) = find_columns(table, "contacts").notes
        assert (note.code, note.fields) == (
            "other_address_columns",
            {"column": "Private email", "others": "Work email"},
        )


def test_columns_without_a_name_are_called_by_their_letters() -> None:
    (note,) = find_columns(columns(ANN, ["x", "y", "z"], ANN, header=False), "contacts").notes
    assert note.fields == {"column": "A", "others": "C"}
    table = table_of(None, ["x"] * 30)
    assert [name_of(table, i) for i in (0, 25, 26)] == ["A", "Z", "AA"]
    assert all(position(table, name_of(table, i)) == i for i in range(30))


def test_a_header_that_says_exactly_email_outweighs_a_slightly_fuller_one() -> None:
    table = columns(["Email 2", *ANN], ["Email", "ann@example.com", "", "cara@example.org"])
    assert found(table, "contacts")["email"] == "Email"


def test_an_almost_empty_email_column_does_not_outweigh_a_full_one() -> None:
    table = columns(
        ["Email", *([""] * 19), "x@example.org"], ["Contact email", *(f"p{i}@example.org" for i in range(20))]
    )
    assert found(table, "contacts")["email"] == "Contact email"


def test_a_sparse_column_of_a_long_list_is_still_recognised() -> None:
    rows = [["n", ""] for _ in range(5000)]
    for i in (1234, 2345, 3456):
        rows[i][1] = f"p{i}@example.org"
    assert find_columns(table_of(["Name", "Email"], *rows), "contacts").roles["email"] == 1


def test_a_postal_address_is_no_address_but_mailguns_address_is() -> None:
    table = columns(["Email Address", *ANN], ["Address", "Main St 1", "Main St 2", "Main St 3"])
    assert found(table, "contacts")["email"] == "Email Address"
    assert found(columns(["address", *ANN], ["code", "550", "550", "605"]), "events")["email"] == "address"


def test_a_list_without_rows_goes_by_its_header() -> None:
    assert found(table_of(["Name", "E-Mail", "Firma"]), "contacts") == {
        "name": "Name",
        "email": "E-Mail",
        "company": "Firma",
    }


def test_two_columns_of_the_same_name_are_both_kept() -> None:
    table = columns(
        ["Email", *ANN], ["Bounce reason", "UNKNOWN_USER", "", ""], ["Bounce reason", "", "POLICY", ""]
    )
    assert find_columns(table, "events").every["reason"] == (1, 2)


def test_what_the_person_says_goes_before_everything() -> None:
    table = columns(
        ["Email", *ANN], ["Other", *reversed(ANN)], ["Status", "active", "unsubscribed", "active"]
    )
    chosen = found(table, "contacts", email="Other", status="")
    assert chosen["email"] == "Other"
    assert "status" not in chosen
    assert (
        find_columns(table, "contacts", [("email", "B")]).roles["email"] == 1
    )  # a column letter, for lists without header


def test_a_column_that_is_not_there_is_reported_with_those_that_are() -> None:
    with pytest.raises(UserError) as caught:
        find_columns(columns(["Email", *ANN]), "contacts", [("email", "Kontakt")])
    assert (caught.value.code, caught.value.fields["column"]) == ("column_missing", "Kontakt")


def test_the_columns_of_a_chinese_member_list() -> None:
    table = columns(
        ["会员姓名", "张伟", "王芳", "李娜"],
        ["手机号码", "13812345678", "13912345678", "13712345678"],
        ["电子邮箱", *ANN],
        ["公司名称", "甲", "乙", "丙"],
        ["注册时间", "2026年1月5日", "2026年1月6日", "2026年2月1日"],
        ["最近打开时间", "2026/2/1", "", ""],
        ["是否订阅", "是", "否", "是"],
    )
    assert found(table, "contacts") == {
        "name": "会员姓名",
        "phone": "手机号码",
        "email": "电子邮箱",
        "company": "公司名称",
        "joined": "注册时间",
        "active": "最近打开时间",
        "opt_out": "是否订阅",
    }


TEXTS = ["550 5.1.1 user unknown", "452 4.2.2 mailbox full", "554 5.7.1 message refused"]
BOUNCES = {
    "chinese report": (
        [
            ["收件人邮箱", *ANN],
            ["退信类型", "硬退", "软退", "硬退"],
            ["退信原因", "用户不存在", "邮箱已满", "域名不存在"],
            ["退信时间", "2026/1/5 9:30", "2026/1/5 9:31", "2026/1/6 8:00"],
        ],
        {"email": "收件人邮箱", "class": "退信类型", "reason": "退信原因", "time": "退信时间"},
    ),
    "a reason column with the servers' words": (
        [
            ["status", "5.1.1", "550", "4.4.7"],
            ["reason", *TEXTS],
            ["email", *ANN],
            ["created", "1790083507", "1487169530", "1790090000"],
        ],
        {"status_code": "status", "text": "reason", "email": "email", "time": "created"},
    ),
    "reply code and error": (
        [
            ["address", *ANN],
            ["code", "550", "552", "605"],
            ["error", *TEXTS],
            ["created_at", "Fri, 21 Oct 2026 11:02:55 UTC", "", ""],
        ],
        {"email": "address", "reply": "code", "text": "error", "time": "created_at"},
    ),
    "german words": (
        [
            ["E-Mail-Adresse", *ANN],
            ["Bounceart", "Hard", "Soft", "Hard"],
            ["Fehlermeldung", *TEXTS],
            ["Datum", "05.01.2026", "06.01.2026", "13.01.2026"],
            ["Kampagne", "A", "A", "B"],
        ],
        {
            "email": "E-Mail-Adresse",
            "class": "Bounceart",
            "text": "Fehlermeldung",
            "time": "Datum",
            "campaign": "Kampagne",
        },
    ),
    "a log with a sender column first": (
        [
            ["orig", *["news@shop.example"] * 3],
            ["rcpt", *ANN],
            ["dsnStatus", "5.1.1 (bad mailbox)", "4.2.2 (full)", "5.7.1 (policy)"],
            ["dsnDiag", *TEXTS],
            ["bounceCat", "bad-mailbox", "quota-issues", "policy-related"],
            ["timeLogged", *["2026-09-21 12:00:01+0000"] * 3],
        ],
        {
            "email": "rcpt",
            "status_code": "dsnStatus",
            "text": "dsnDiag",
            "class": "bounceCat",
            "time": "timeLogged",
        },
    ),
}


@pytest.mark.parametrize("name", BOUNCES)
def test_the_columns_of_a_bounce_export(name: str) -> None:
    given_columns, expected = BOUNCES[name]
    assert found(columns(*given_columns), "events") == expected


def test_a_bounce_export_without_header_goes_by_content() -> None:
    table = columns(
        ["硬退信", "软退信", "硬退信"],
        ANN,
        ["550", "452", "550"],
        TEXTS,
        ["2026-01-05 10:00:00"] * 3,
        header=False,
    )
    assert find_columns(table, "events").roles == {"class": 0, "email": 1, "reply": 2, "text": 3, "time": 4}


def test_unknown_headers_do_not_hide_codes_and_classes() -> None:
    table = columns(
        ["K1", *ANN], ["K2", "5.1.1", "5.2.2", "4.4.7"], ["K3", "Hard bounce", "Soft bounce", "Soft bounce"]
    )
    assert find_columns(table, "events").roles == {"email": 0, "status_code": 1, "class": 2}


def test_the_sender_column_is_not_the_address_even_without_header() -> None:
    table = columns(["news@shop.example"] * 3, ANN, TEXTS, header=False)
    assert find_columns(table, "events").roles["email"] == 1


@given(st.lists(st.lists(st.text(max_size=30), min_size=3, max_size=3), min_size=1, max_size=5))
def test_no_content_makes_it_stumble_and_no_column_plays_two_roles(rows: list[list[str]]) -> None:
    for kind in ("contacts", "events"):
        guess = find_columns(table_of(rows[0], *rows[1:]), kind)
        assert len(set(guess.roles.values())) == len(guess.roles)
        assert 0 <= guess.confidence <= 1


def test_a_header_cell_that_is_a_whole_book_is_looked_at_no_longer_than_a_sentence():
    book = " ".join(f"w{number}" for number in range(2000))
    started = time.process_time()
    find_columns(table_of([book, "email"], ["x", "ann@example.com"]), "contacts")
    assert time.process_time() - started < 2
