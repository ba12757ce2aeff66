"""Which rows a table shows, and in what order."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listcleaner.core import order
from listcleaner.core.vocabulary import STATUSES


def sorted_by(values, **how):
    return order.order_by(values, **how).tolist()


def test_numbers_sort_both_ways_and_equal_rows_keep_their_order():
    counts = np.array([2, 0, 2, 1, 0], dtype=np.int16)
    assert sorted_by(counts) == [1, 4, 3, 0, 2]
    assert sorted_by(counts, descending=True) == [0, 2, 3, 1, 4]


def test_a_status_sorts_by_how_bad_it_is():
    status = pd.Categorical(["ok", "hard", "soft", "complained"], categories=list(STATUSES), ordered=True)
    assert sorted_by(status) == [3, 1, 2, 0]
    assert sorted_by(pd.Series(status)) == [3, 1, 2, 0]


def test_plain_categories_sort_by_their_words():
    assert sorted_by(pd.Categorical(["b.org", "", "a.org"], categories=["b.org", "", "a.org"])) == [2, 0, 1]


@pytest.mark.parametrize("descending", [False, True])
def test_empty_cells_come_last_either_way(descending):
    days = pd.Series(pd.to_datetime([None, "2026-01-05", None, "2026-01-05"]))
    words = pd.Series(["", "same", "", "same"], dtype="str")
    some = pd.Categorical([None, "x", None, "x"])
    for values in (days, words, some):
        assert sorted_by(values, descending=descending) == [1, 3, 0, 2]


def test_texts_sort_in_any_case_alike():
    words = pd.Series(["b", "A", "a", "B", "中文", "Ä"], dtype="str")
    assert sorted_by(words) == [1, 2, 0, 3, 5, 4]


def test_some_rows_can_be_sorted_alone_and_keys_kept_for_later():
    words = pd.Series(["d", "c", "b", "a"], dtype="str")
    keys = order.sort_keys(words)
    rows = np.array([0, 1, 3])
    assert sorted_by(keys, rows=rows) == sorted_by(words, rows=rows) == [3, 1, 0]
    assert sorted_by(keys, rows=rows, descending=True) == [0, 1, 3]


@given(
    st.lists(
        st.one_of(st.integers(-3, 3), st.just(order.MISSING), st.integers(-(10**15), 10**15)), max_size=20
    )
)
@settings(deadline=None)
def test_an_order_turned_round_is_the_order_sorted_downwards(numbers):
    keys = np.array(numbers, dtype=np.int64)
    rows = order.order_by(keys)
    assert order.turned(rows, keys).tolist() == order.order_by(keys, descending=True).tolist()


texts = st.text(st.characters(exclude_characters="\0"), max_size=4)
long_texts = st.builds(lambda many, tail: "x" * many + tail, st.sampled_from([0, 46, 47, 48, 49]), texts)


@given(st.lists(st.one_of(texts, long_texts), max_size=12))
@settings(deadline=None)
def test_any_texts_sort_as_python_sorts_them(words):
    series = pd.Series(words, dtype="str")
    wanted = sorted(range(len(words)), key=lambda row: (words[row] == "", words[row].casefold(), row))
    assert sorted_by(series) == wanted


@given(st.lists(st.integers(-5, 5), max_size=12), st.booleans())
@settings(deadline=None)
def test_any_numbers_sort_as_python_sorts_them(numbers, descending):
    wanted = sorted(range(len(numbers)), key=lambda row: (-numbers[row] if descending else numbers[row], row))
    assert sorted_by(np.array(numbers, dtype=np.int64), descending=descending) == wanted


def test_filters_narrow_and_keep_the_order():
    status = pd.Categorical(["ok", "hard", "soft", "hard"], categories=list(STATUSES))
    domains = np.array(["a.org", "a.org", "b.org", "b.org"], dtype=object)
    bad = order.one_of(status.codes, status.categories, {"hard", "soft"})
    here = order.one_of(*pd.factorize(pd.Index(domains)), {"b.org"})
    assert order.filter(bad).tolist() == [1, 2, 3]
    assert order.filter(bad, here).tolist() == [2, 3]
    assert order.filter(bad, here, rows=np.array([3, 1, 2])).tolist() == [3, 2]
    assert order.filter(order.one_of(status.codes, status.categories, set())).tolist() == []
    assert order.one_of(np.array([0, -1]), status.categories, {STATUSES[0]}).tolist() == [True, False]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("ann", [0, 1]),
        ("ANN ex", [0]),
        ("ｅｘ", [0, 2]),
        ("", [0, 1, 2, 3]),
        ("   ", [0, 1, 2, 3]),
        ("(", []),
        ("müller", [3]),
    ],
)
def test_a_search_finds_all_its_words_in_any_case_and_width(search, found):
    addresses = pd.Series(["Ann@Example.com", "hanna@x.org", "bob@ｅxample.com", "MÜLLER@x.org"], dtype="str")
    assert order.filter(order.Searchable(addresses).holding(search)).tolist() == found


plain_texts = st.lists(st.text(st.sampled_from("abä@.\n "), max_size=6), max_size=6)


@given(plain_texts, st.text(st.sampled_from("abä@."), max_size=4))
def test_a_search_for_one_word_finds_the_texts_python_finds(texts: list[str], word: str):
    found = order.Searchable(np.array(texts, dtype=object)).holding(word)
    assert found.tolist() == [word in text for text in texts]


def test_typing_on_finds_what_a_new_search_finds():
    texts = np.array(["ann@example.com", "hanna@x.org", "bob@x.org"], dtype=object)
    typed = order.Searchable(texts)
    for search in ("a", "an", "ann", "ann x", "x", "ann x org", ""):
        assert typed.holding(search).tolist() == order.Searchable(texts).holding(search).tolist()
