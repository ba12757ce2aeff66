"""The verdict on an address is email-validator's: the same answer for every text, a hundred times as fast."""

import re
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given, settings
from hypothesis import strategies as st

from listcleaner.core.addresses import syntax
from listcleaner.core.addresses.check import check_one


def verdict(text: str) -> tuple[str, str] | None:
    """What email-validator says, its network off: local part and ASCII domain."""
    try:
        accepted = validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return None
    return accepted.local_part, accepted.ascii_domain.lower()


LINES = (Path(__file__).parent.parent / "data" / "addresses.txt").read_text(encoding="utf-8").splitlines()
CORPUS = [
    re.sub(r"\\[ux][0-9a-f]+|\\n", lambda escape: escape[0].encode().decode("unicode_escape"), line)
    for line in LINES
    if not line.startswith("#")
]
LONG = [
    f"{local}@{host}"
    for local in ("a" * 64, "a" * 65, "a" * 242, "a" * 243, "ü" * 60, "中" * 78, "中" * 90, "ü" * 121, "ü" * 122)
    for host in ("example.com", "b" * 63 + ".com", "b" * 64 + ".com", "ü" * 50 + ".de", "中" * 19 + ".cn", "中" * 30 + ".cn")
] + [f"{'a' * n}@{'.'.join(['b' * 61] * 4)}{'c' * m}.com" for n in (1, 2, 60) for m in (0, 1)]  # fmt: skip


@pytest.mark.parametrize("text", sorted({*CORPUS, *LONG}))
def test_the_verdict_on_a_text_is_email_validators(text: str) -> None:
    assert syntax.Syntax().read(text) == verdict(text)


LOCALS = "a A.b o'hara .a a. a..b ü 用户 e\u0301 \u0301a a\u200bb ß İ ﬁ"
LABELS = "a b1 xn--mller-kva xn-- xn--a ü 例え ß ab--c -a a- a_b 1 test localhost com 中国 xn--fiqs8s ａ ı ☃ א 1א · [192 \u200d"
LOCAL = st.one_of(
    st.sampled_from([*LOCALS.split(" "), '"a b"', '"a', "l" * 200]),
    st.text(st.characters(codec="utf-8"), max_size=6),
    st.text("ab.-+'\"\\ ü例\u0301\u200d", max_size=8),
)
LABEL = st.one_of(
    st.sampled_from([*LABELS.split(" "), "b" * 63, "b" * 64, "ü" * 40, ""]),
    st.text(st.characters(codec="utf-8"), max_size=4),
    st.text("ab1-_x", max_size=5),
)
HOST = st.tuples(
    st.lists(LABEL, min_size=1, max_size=4), st.sampled_from([".", ".", "。", "．", "｡", ".."])
).map(lambda parts: parts[1].join(parts[0]))
ENDING = st.sampled_from(["", ".com", ".de", ".中国", ".xn--p1ai", ".com.", ">", " "])
NASTY = st.tuples(LOCAL, st.sampled_from(["@", "@", "@", "＠", "@@", "", "<", "@ "]), HOST, ENDING).map(
    "".join
)


@settings(max_examples=500, deadline=None)
@given(NASTY | st.emails() | st.text(max_size=30))
@example("a@xn--.com")
@example("a@b.axn--b.com")
def test_the_verdict_on_any_text_is_email_validators(text: str) -> None:
    assert syntax.Syntax().read(text) == verdict(text)


@given(st.lists(NASTY, max_size=20))
def test_a_column_gets_the_verdicts_of_its_cells(texts: list[str]) -> None:
    column = pd.Series(texts, dtype="str")
    assert syntax.accepts(column).tolist() == [verdict(text) is not None for text in texts]


@given(NASTY)
def test_a_cell_is_usable_exactly_when_it_is_an_address_or_one_can_be_read_out_of_it(cell: str) -> None:
    checked = check_one(cell)
    usable = verdict(cell.strip(" \t\r\n")) or verdict(checked.suggestion)
    assert (checked.problem == "") <= (usable is not None)
    if verdict(cell):
        assert checked.problem == ""


def test_the_letters_that_need_no_asking_are_letters_no_normalisation_changes() -> None:
    letters = [
        chr(point) for point in range(0x80, 0x10000) if re.fullmatch(f"[{syntax._LETTERS}]", chr(point))
    ]
    assert len(letters) > 30_000
    for letter in letters:
        assert unicodedata.category(letter)[0] == "L", ascii(letter)
        assert unicodedata.normalize("NFKC", letter) == letter
        assert len(letter.encode()) <= 3
    assert verdict("a" + "".join(letters[:60]) + "@example.com")
