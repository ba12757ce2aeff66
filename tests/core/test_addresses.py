"""Address cells: email-validator's verdicts, one key for all spellings, and what was meant."""

import pandas as pd
import pytest
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email
from hypothesis import example, given
from hypothesis import strategies as st

from listcleaner.core.addresses.check import PROBLEMS, UNCLEAR, check, check_one, keys


def accepts(text: str) -> bool:
    """email-validator's verdict, syntax only."""
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


SAME_PERSON = [
    "ann.lee@example.com",
    "Ann.Lee@Example.COM",
    "  ann.lee@example.com\t",
    "\ufeffann.lee@example.com",
    "ann\u200b.lee@example.com",
    "ann.lee@example.com\u00a0",
    "ann.lee＠example.com",
    "ａｎｎ.lee@example.com",
    "ann.lee@example。com",
    "Ann Lee <ann.lee@example.com>",
    '"Lee, Ann" <ann.lee@example.com>',
    "李安<ann.lee@example.com>",
    "'ann.lee@example.com' <ann.lee@example.com>",
    "<ann.lee@example.com>",
    "mailto:ann.lee@example.com",
    "mailto:ann.lee@example.com?subject=Hello",
    "rfc822;ann.lee@example.com",
    "SMTP:ann.lee@example.com",
    "Email: ann.lee@example.com",
    "邮箱：ann.lee@example.com",
    '"ann.lee@example.com"',
    "“ann.lee@example.com”",
    "'ann.lee@example.com",  # Excel's mark for text
    "ann.lee@example.com.",
    "ann.lee@example.com,",
    "ann.lee@example.com；",
    "ann.lee@example.com>",
    "ann.lee@example.com; Ann.Lee@example.com",
    "<ann.lee@example.com",
    "mailto://ann.lee@example.com",
    '<a href="mailto:ann.lee@example.com">ann.lee@example.com</a>',
    '=HYPERLINK("mailto:ann.lee@example.com","ann.lee@example.com")',
    "[ann.lee@example.com](mailto:ann.lee@example.com)",
    "`ann.lee@example.com`",
    "{ann.lee@example.com}",
    "1. ann.lee@example.com",
    "cc: ann.lee@example.com",
    "工作邮箱：ann.lee@example.com",
    "ann.lee&#64;example.com",
    "ann.lee@example.com&nbsp;",
    "ann.lee\x00@example.com",
    "\u202aann.lee@example.com\u202c",
    "ａｎｎ．ｌｅｅ＠ｅｘａｍｐｌｅ．ｃｏｍ",
]


@pytest.mark.parametrize("cell", SAME_PERSON)
def test_all_spellings_of_an_address_have_one_key_and_are_usable(cell: str) -> None:
    checked = check_one(cell)
    assert (checked.key, checked.domain, checked.problem) == ("ann.lee@example.com", "example.com", "")


@pytest.mark.parametrize("cell", SAME_PERSON)
def test_the_bare_address_is_suggested_where_the_cell_is_more_than_that(cell: str) -> None:
    bare = cell.strip(" \t") in ("ann.lee@example.com", "Ann.Lee@Example.COM")
    assert check_one(cell).suggestion.lower() == ("" if bare else "ann.lee@example.com")


def test_a_suggestion_keeps_the_letters_as_the_person_wrote_them() -> None:
    assert check_one("Ann <Ann.Lee@Example.com>").suggestion == "Ann.Lee@Example.com"


def test_an_international_domain_has_its_ascii_name_as_key() -> None:
    for cell in ("info@müller.de", "INFO@MÜLLER.de", "info@xn--mller-kva.de"):
        assert check_one(cell)[:3] == ("info@xn--mller-kva.de", "xn--mller-kva.de", "")


def test_dots_and_plus_signs_are_not_taken_away() -> None:
    assert check_one("a.nn+shop@gmail.com").key == "a.nn+shop@gmail.com"


PROBLEM_OF = {
    "": "empty",
    "   ": "empty",
    "\u200b\ufeff": "empty",
    "-": "not_an_address",
    "无": "not_an_address",
    "n/a": "not_an_address",
    "13812345678": "not_an_address",
    "Main Street 1": "not_an_address",
    "ann.example.com": "no_at",
    "@example.com": "no_local",
    "ann@": "no_domain",
    "ann@@example.com": "several_at",
    "a@b@example.com": "several_at",
    "ann smith@example.com": "spaces",
    "ann@ example.com": "spaces",
    "ann..lee@example.com": "double_dot",
    "ann@example..com": "double_dot",
    ".ann@example.com": "bad_local",
    "ann.@example.com": "bad_local",
    "ann,lee@example.com": "bad_local",
    "a(b)c@example.com": "bad_local",
    "ann@example": "no_ending",
    "ann@localhost": "reserved_domain",
    "ann@printer.local": "reserved_domain",
    "ann@192.0.2.1": "bad_domain",
    "ann@[192.0.2.1]": "bad_domain",
    "ann@exa_mple.com": "bad_domain",
    "ann@-example.com": "bad_domain",
    "ann@example.com-": "",
    "a" * 250 + "@example.com": "too_long",
    "ann@example.com, bob@example.net": "several_addresses",
    "ann@example.com;bob@example.net": "several_addresses",
    "ann@example.com/bob@example.net": "several_addresses",
    "ann@example.com bob@example.net": "several_addresses",
    "ann@example.com\nbob@example.net": "several_addresses",
    "ann@example.com、bob@example.net": "several_addresses",
    '"bob@example.net" <ann@example.com>': "several_addresses",
    "ann@example.com (work)": "extra_text",
    "张伟 ann@example.com": "extra_text",
    "Ann Lee, ann@example.com": "extra_text",
}


@pytest.mark.parametrize("cell", PROBLEM_OF)
def test_the_problem_of_a_cell_is_named(cell: str) -> None:
    assert check_one(cell).problem == PROBLEM_OF[cell]


def test_every_problem_has_an_example() -> None:
    assert set(PROBLEM_OF.values()) - {""} == set(PROBLEMS)


def test_several_addresses_are_known_by_the_first_and_are_never_plainly_invalid() -> None:
    checked = check_one("Bob@example.net; ann@example.com")
    assert (checked.key, checked.suggestion) == ("bob@example.net", "")
    assert checked.problem in UNCLEAR


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("o´hara@example.com", "o´hara@example.com"),  # NFKC makes "o ́hara" of it
        ("ann&amp;bob@example.com", "ann&bob@example.com"),
        ("138 0013 8000@163.com", "138 0013 8000@163.com"),
    ],
)
def test_a_part_of_an_address_is_never_taken_for_anothers(cell: str, key: str) -> None:
    assert check_one(cell).key == key


def test_half_a_name_before_an_address_is_not_taken_for_another_persons_address() -> None:
    assert check_one("ann smith@example.com").key != "smith@example.com"
    assert check_one("ann,smith@example.com").key != "smith@example.com"


def test_an_unusable_cell_is_its_own_key() -> None:
    assert keys(pd.Series(["Keine", "keine", "ann@", "", "-"], dtype="str")).tolist() == [
        "keine",
        "keine",
        "ann@",
        "",
        "-",
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "ann@example.com",
        "o'hara@example.com",
        "!#$%&*+-/=?^_`{|}~@example.com",
        "ann@EXAMPLE.com",
        "用户@例子.中国",
        "jörg@example.de",
        "ann@xn--mller-kva.de",
        "ann@xn--zzzz-invalid.de",
        "ann@xn--mller-kva.de".rjust(254, "a"),
        "a@" + "b" * 63 + ".com",
        "a@" + "b" * 64 + ".com",
        "a" * 64 + "@example.com",
        "a" * 242 + "@example.com",
        "a" * 243 + "@example.com",
        "a@ab--cd.com",
        "a@-b.com",
        "a@b-.com",
        "a@b..com",
        "a@b.c",
        "a@b.123",
        "a@b.test",
        "a@example",
        '"ann lee"@example.com',
        "ann@[192.0.2.1]",
        "ann@example.com.",
        "Ann <ann@example.com>",
        "ann@exam\u200bple.com",
        "e\u0301va@example.com",
        "\ud800@example.com",
        "a\x00b@example.com",
        "ann@例え。jp",
    ],
)
def test_the_verdict_on_a_cell_is_email_validators(cell: str) -> None:
    checked = check_one(cell)
    if accepts(cell):
        assert checked.problem == ""
    elif not checked.problem:  # usable, because an acceptable address could be read out of it
        assert accepts(checked.suggestion)


ADDRESS_LIKE = st.one_of(
    st.emails(),
    st.text("aB1.-_+'\"@ <>,;()ü例。．＠\u200b\u00a0[]", max_size=25),
    st.tuples(st.text("aB1.-+'ü例", max_size=8), st.text("aB1.-ü例", max_size=12)).map("@".join),
    st.tuples(st.text("ab.", min_size=1, max_size=5), st.text("x-n1bü.", max_size=12)).map(
        lambda p: f"{p[0]}@{p[1]}.com"
    ),
)


@given(ADDRESS_LIKE)
@example("a@xn--.com")
@example("'@a.com")
@example("a@b.com'")
def test_what_email_validator_accepts_is_usable_and_what_it_refuses_is_not(cell: str) -> None:
    checked = check_one(cell)
    trimmed = cell.strip(" \t\r\n")
    if accepts(trimmed):
        assert checked.problem == ""
    elif not checked.problem:
        assert accepts(checked.suggestion)
    if checked.suggestion:
        assert accepts(checked.suggestion)


LABEL = st.one_of(
    st.text("ab1-_X", max_size=5),
    st.sampled_from(
        [
            "xn--mller-kva",
            "xn--",
            "ab--c",
            "a--b",
            "a" * 63,
            "a" * 64,
            "b" * 60,
            "test",
            "localhost",
            "arpa",
            "local",
        ]
    ),
)
HOST = st.lists(LABEL, min_size=1, max_size=5).map(".".join)


@given(
    local=st.sampled_from(["a", "A.b", "'a", "a'", ".a", "a.", "a..b", "a b", '"a"', "l" * 64, "l" * 188]),
    host=HOST,
)
@example("a", "b.c1")
@example("a", "b.1c")
@example("a", "b.com.")
@example("a", "home.arpa")
@example("a", "alocalhost.test.com")
@example("a", "b.axn--b.com")
def test_the_verdict_on_an_ascii_domain_is_email_validators(local: str, host: str) -> None:
    address = f"{local}@{host}"
    checked = check_one(address)
    if accepts(address):
        assert (checked.problem, checked.domain) == ("", host.lower())
        assert checked.key == address.lower().lstrip("'")
    elif not checked.problem:
        assert accepts(checked.suggestion)


@given(st.lists(ADDRESS_LIKE | HOST.map("a@".__add__), max_size=20))
def test_a_cell_in_a_column_is_read_like_a_cell_alone(cells: list[str]) -> None:
    table = check(pd.Series(cells, dtype="str"))
    assert [tuple(row) for row in table.to_numpy()] == [tuple(check_one(cell)) for cell in cells]


@pytest.mark.parametrize("name", SPECIAL_USE_DOMAIN_NAMES)
def test_names_that_are_no_mail_domains_are_refused_under_any_host(name: str) -> None:
    assert check_one(f"a@{name}").problem != ""
    assert check_one(f"a@mail.{name}").problem != ""
    assert check_one(f"a@mail{name}.com").problem == ""


@given(ADDRESS_LIKE | st.text(max_size=60))
def test_a_problem_has_a_name_a_key_is_there_and_a_key_is_its_own_key(cell: str) -> None:
    checked = check_one(cell)
    assert checked.problem in {"", *PROBLEMS}
    assert (checked.key == "") == (checked.problem == "empty")
    if not checked.problem:
        assert check_one(checked.key)[:3] == checked[:3]


@given(st.emails())
def test_case_and_wrapping_do_not_change_the_key(address: str) -> None:
    assert check_one(address.upper()).key == check_one(address).key
    if check_one(f"Ann <{address}>").problem == "":
        assert check_one(f"Ann <{address}>").key == check_one(address).key


def test_a_column_is_answered_cell_by_cell_in_its_own_order() -> None:
    cells = pd.Series(["Ann@x.de", "", "ann@x.de", "oops"], index=[4, 2, 9, 1], dtype="str")
    table = check(cells)
    assert table.index.tolist() == [4, 2, 9, 1]
    assert list(table) == ["key", "domain", "problem", "suggestion"]
    assert [tuple(row) for row in table.to_numpy()] == [tuple(check_one(cell)) for cell in cells]


def test_an_empty_column_gives_an_empty_answer() -> None:
    assert check(pd.Series([], dtype="str")).shape == (0, 4)


def test_a_very_long_cell_costs_little() -> None:
    for cell in ("a@" * 100_000, "<" * 100_000, "a." * 100_000 + "@x.de", " " * 100_000 + "x"):
        assert check_one(cell).problem != ""
