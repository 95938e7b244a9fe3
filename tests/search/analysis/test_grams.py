"""What an index needs so that any substring can be found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.grams import covering_grams, grams, tokens

TOKENS = [
    ("中巴友谊", ["中", "巴", "友", "谊"]),
    ("fm98中巴", ["fm98", "中", "巴"]),
    ("2012-2020年", ["2012", "-", "2020", "年"]),
    ("ai 裁判", ["ai", " ", "裁", "判"]),
    ("の中カ", ["の", "中", "カ"]),
    ("پاکستان", ["پاکستان"]),
    ("\U00020000\U0002a6d6", ["\U00020000", "\U0002a6d6"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@given(st.text())
def test_the_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


@given(st.lists(st.sampled_from("中国巴的，2"), min_size=1, max_size=6), st.text("中国巴的，2"), st.text("中国巴的，2"))
def test_a_text_has_every_gram_that_a_run_of_its_tokens_needs(row: list[str], before: str, after: str) -> None:
    pattern = "".join(row)
    text = f"{before} {pattern} {after}"  # blanks: the pattern's tokens stay tokens
    assert covering_grams(pattern)[0] <= grams(text)


@given(st.text("中国", min_size=1, max_size=2), st.text("中国巴", max_size=12))
def test_one_gram_decides_alone_about_a_pattern_of_one_or_two_tokens(pattern: str, text: str) -> None:
    needed, exact = covering_grams(pattern)
    assert exact
    assert (needed <= grams(text)) == (pattern in text)


def test_a_longer_pattern_needs_more_than_its_grams() -> None:
    needed, exact = covering_grams("中国中巴")
    assert needed <= grams("国中巴，中国中")
    assert not exact
