"""Tokens as terms: a pattern is in a text where its terms stand in a row."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.tantivy.terms import pairs, repeated, terms, times_term, word_term
from search.match_spans import occurrences

if TYPE_CHECKING:
    from search.analysis import Analyzer

LONG = "a" * 100_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("g20峰会，", ["g20", "峰", "会", "，"]),
        ("a b", ["a", "\x1f", "b"]),
        ("中\ud800", ["中", "\x1ed800\x1e"]),
        ("x" * 64, ["x" * 64]),
    ],
)
def test_terms_are_tokens_but_for_what_a_term_cannot_have(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_a_long_token_is_its_digest() -> None:
    (term,) = terms(LONG)
    assert len(term) < 100
    assert terms(f"{LONG}中") == [term, "中"]
    assert terms(f"{LONG}b") != [term]


@given(text=st.text())
def test_no_term_is_empty_or_has_a_blank(text: str, analyzer: Analyzer) -> None:
    row = terms(analyzer.comparable(text).text)
    assert " ".join(row).split(" ") == row or not row
    assert not any(set(term) & set(" \t\n\r\f") for term in row)


COMPARABLE = st.text("中国共a1 ，").map(str.strip)


@given(text=COMPARABLE, pattern=COMPARABLE.filter(bool))
def test_a_pattern_is_where_its_terms_stand_in_a_row(text: str, pattern: str) -> None:
    row, wanted = terms(text), terms(pattern)
    places = [place for place in range(len(row)) if row[place : place + len(wanted)] == wanted]
    assert len(places) == len(occurrences(pattern, text))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["人", "人", "为", "人"], "人\x1d2 人\x1d3"),
        (pairs(["人", "人", "人"]), "人人\x1d2"),
        (["中", "国"], ""),
    ],
)
def test_the_second_time_and_the_third_have_terms_of_their_own(row: list[str], expected: str) -> None:
    assert repeated(Counter(row)) == expected


@given(st.lists(st.sampled_from(["人", "为", "g20", "人人"])))
def test_a_term_is_repeated_as_often_as_it_occurs_but_once(row: list[str]) -> None:
    times = [row[: at + 1].count(term) for at, term in enumerate(row)]
    expected = [times_term(term, number) for term, number in zip(row, times, strict=True) if number > 1]
    assert sorted(filter(None, repeated(Counter(row)).split(" "))) == sorted(expected)


@pytest.mark.parametrize("word", ["中国", "g20", "伊姆兰·汗", "a b", LONG])
def test_a_word_is_one_term(word: str) -> None:
    assert word_term(word) == "".join(terms(word))
