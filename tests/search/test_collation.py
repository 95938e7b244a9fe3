"""The order of Chinese text: that of dictionaries, whatever punctuation stands in it."""

from __future__ import annotations

import doctest
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import collation
from search.collation import sort_key

ORDERED = [
    "2012",
    "2018",
    "abc",
    "阿",  # ā
    "安全",  # ān
    "安全合作",
    "巴方",  # bā
    "北京",  # běi
    "丙",  # bǐng
    "甲",  # jiǎ
    "路",  # lù
    "吕",  # lǚ
    "乱",  # luàn
    "略",  # lüè
    "轮",  # lún
    "妈",  # mā
    "麻",  # má
    "马",  # mǎ
    "骂",  # mà
    "瞿塘",  # qú, which GB 2312 has among the rarer characters, by radical
    "乙",  # yǐ
    "中方",  # zhōng
    "中国",
    "かな",  # which has no pinyin
]


def test_texts_are_in_the_order_of_a_dictionary() -> None:
    assert sorted(set(ORDERED), key=sort_key) == ORDERED
    assert all(sort_key(one) < sort_key(other) for one, other in pairwise(ORDERED))


@given(
    st.text("中国巴基斯坦a1", max_size=8),
    st.lists(st.sampled_from("，。”“《》、（） \u3000-—%·"), max_size=4),
    st.data(),
)
def test_punctuation_does_not_count(text: str, signs: list[str], data: st.DataObject) -> None:
    marked = text
    for sign in signs:
        at = data.draw(st.integers(0, len(marked)))
        marked = marked[:at] + sign + marked[at:]
    assert sort_key(marked) == sort_key(text)


@given(st.text(max_size=6), st.text(max_size=6))
def test_texts_of_the_same_letters_and_no_others_are_equal(one: str, other: str) -> None:
    letters, others = ("".join(filter(str.isalnum, text)) for text in (one, other))
    assert (sort_key(one) == sort_key(other)) == (letters == others)


@given(
    st.text("中国巴基斯坦，。a1", max_size=6), st.text("中国巴基斯坦，。a1", max_size=6), st.text("中国a，", max_size=3)
)
def test_what_follows_decides_only_where_the_beginning_does_not(one: str, other: str, more: str) -> None:
    if sort_key(one) < sort_key(other) and not sort_key(other).startswith(sort_key(one)):
        assert sort_key(one + more) < sort_key(other)


@pytest.mark.parametrize("first", [0x4E00, 0x3400])
def test_most_han_characters_have_a_place_by_their_pinyin(first: int) -> None:
    keys = [sort_key(chr(code)) for code in range(first, first + 500)]
    assert all(keys)
    assert sum(key < chr(0x20000) for key in keys) > 490 * (first == 0x4E00)


def test_the_examples_hold() -> None:
    results = doctest.testmod(collation)
    assert results.attempted
    assert not results.failed
