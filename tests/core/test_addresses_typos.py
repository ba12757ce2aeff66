"""Near-certain slips are offered for correction; real domains that look like slips are left alone."""

import csv
from pathlib import Path

import pytest

from listcleaner import resources
from listcleaner.core.addresses import typos
from listcleaner.core.addresses.check import check_one

DATA = resources.toml("data/common_domains.toml")

SLIPS = {
    "gmial.com": "gmail.com",
    "gmai.com": "gmail.com",
    "gmal.com": "gmail.com",
    "gamil.com": "gmail.com",
    "gmaill.com": "gmail.com",
    "gnail.com": "gmail.com",
    "gmsil.com": "gmail.com",
    "gmeil.com": "gmail.com",
    "gmail.con": "gmail.com",
    "gmail.cm": "gmail.com",
    "gmial.con": "gmail.com",
    "gmail.com.com": "gmail.com",
    "hotmial.com": "hotmail.com",
    "hotmal.com": "hotmail.com",
    "hotmai.com": "hotmail.com",
    "hormail.com": "hotmail.com",
    "hotmial.fr": "hotmail.fr",
    "outlok.com": "outlook.com",
    "outloook.com": "outlook.com",
    "yaho.com": "yahoo.com",
    "yahooo.com": "yahoo.com",
    "yhaoo.com": "yahoo.com",
    "yaho.co.jp": "yahoo.co.jp",
    "iclod.com": "icloud.com",
    "foxmial.com": "foxmail.com",
    "163.con": "163.com",
    "qq.con": "qq.com",
    "qq.cmo": "qq.com",
    "126.comm": "126.com",
    "gmx.dee": "gmx.de",
    "a-firm.con": "a-firm.com",
    "t-onlin.de": "t-online.de",
}


@pytest.mark.parametrize("domain", SLIPS)
def test_a_slip_in_a_common_domain_is_offered_for_correction_but_is_no_problem_of_syntax(domain: str) -> None:
    checked = check_one(f"Ann@{domain}")
    assert (checked.problem, checked.suggestion) == ("", f"Ann@{SLIPS[domain]}")
    assert checked.key == f"ann@{domain}"


DATA_OF_TESTS = Path(__file__).parent.parent / "data"
with (DATA_OF_TESTS / "slips.csv").open(encoding="utf-8", newline="") as file:
    FREQUENT = {row["written"]: row["meant"] for row in csv.DictReader(file)}
EXISTING = (DATA_OF_TESTS / "real_domains.txt").read_text(encoding="utf-8").splitlines()[1:]


def test_every_frequent_slip_gets_its_suggestion() -> None:
    assert len(FREQUENT) >= 250
    assert {written: check_one(f"ann@{written}").suggestion for written in FREQUENT} == {
        written: f"ann@{meant}" for written, meant in FREQUENT.items()
    }


def test_no_domain_that_exists_gets_a_suggestion() -> None:
    assert len(EXISTING) >= 500
    assert [domain for domain in EXISTING if check_one(f"ann@{domain}").suggestion] == []


MENDED = {
    "ann@gmail,com": "ann@gmail.com",
    "ann@firma,de": "ann@firma.de",
    "ann@hotmail;com": "ann@hotmail.com",
    "ann@@gmail.com": "ann@gmail.com",
    "ann@gmailcom": "ann@gmail.com",
    "ann@qqcom": "ann@qq.com",
    "ann@gmail..com": "ann@gmail.com",
    "ann@.example.com": "ann@example.com",
    "ann @example.com": "ann@example.com",
    "ann@ example. com": "ann@example.com",
    "first. last@example.com": "first.last@example.com",
    "anngmail.com": "ann@gmail.com",
    "123456qq.com": "123456@qq.com",
    "123456#qq.com": "123456@qq.com",
    "ann(at)example.com": "ann@example.com",
    "ann [at] example [dot] com": "ann@example.com",
    "ann(a)example.com": "ann@example.com",
    "ann arroba example punto com": "ann@example.com",
    "ann[艾特]example[点]com": "ann@example.com",
    "ann%40example.com": "ann@example.com",
    "ann_at_example.com": "ann@example.com",
    "ann@gmial,com": "ann@gmail.com",
}


@pytest.mark.parametrize("cell", MENDED)
def test_a_broken_address_whose_meaning_is_plain_gets_a_suggestion_and_keeps_its_problem(cell: str) -> None:
    checked = check_one(cell)
    assert checked.problem != ""
    assert checked.suggestion == MENDED[cell]


@pytest.mark.parametrize(
    "cell",
    [
        "ann smith@example.com",
        "ann..lee@docomo.ne.jp",
        "ann@firm",
        "ann@a,b",
        "zhangsan163.com",
        "www.live.com",
        "ann",
        "ann@",
        "@@",
        "ann@example.com, bob@example.net",
    ],
)
def test_nothing_is_suggested_where_the_meaning_is_a_guess(cell: str) -> None:
    assert check_one(cell).suggestion == ""


@pytest.mark.parametrize("domain", DATA["real"])
def test_a_real_domain_is_never_taken_for_a_slip(domain: str) -> None:
    assert typos.domain(domain) == ""


@pytest.mark.parametrize("domain", DATA["common"])
def test_a_common_domain_is_never_taken_for_a_slip_of_another(domain: str) -> None:
    assert typos.domain(domain) == ""


@pytest.mark.parametrize(
    "domain",
    [
        "email.com",
        "hmail.com",
        "fmail.com",
        "aq.com",
        "qqq.com",
        "133.com",
        "169.com",
        "gmx.us",
        "webb.de",
        "love.com",
        "line.com",
        "soho.com",
        "mali.ru",
        "never.com",
        "horizon.net",
        "photon.me",
        "terna.com.br",
        "gmail.company",
        "mygmail.com",
        "outlook.office.com",
        "163.cn",
        "sina.org",
        "firm.co",
        "firm.cm",
        "me.co",
    ],
)
def test_firms_and_words_near_a_common_domain_are_left_alone(domain: str) -> None:
    assert typos.domain(domain) == ""


def test_every_real_domain_says_why_it_stands_there() -> None:
    assert all(len(why) >= 3 for why in DATA["real"].values())
    assert all(slip["why"] for slip in DATA["slip"])


def test_the_data_agree_with_themselves() -> None:
    common = set(DATA["common"])
    assert set(DATA["distinctive"]) <= common
    assert {slip["to"] for slip in DATA["slip"]} <= common
    assert not common & set(DATA["endings"])
