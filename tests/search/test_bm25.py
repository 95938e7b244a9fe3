"""BM25, by its properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from search.bm25 import inverse_document_frequency, query_words, word_score
from search.query.parser import parse
from search.query.rewrite import folded

if TYPE_CHECKING:
    from search.analysis import Analyzer


def test_the_words_of_a_query_are_those_that_are_wanted(analyzer: Analyzer) -> None:
    tree = folded(parse("中國政府 OR 發展中國家 -(巴方 -中方)"), analyzer)
    assert query_words(tree, analyzer) == ["中国政府", "发展中国家"]


@given(st.integers(1, 10**7), st.data())
def test_a_rarer_word_says_more_and_every_word_says_something(paragraphs: int, data: st.DataObject) -> None:
    holding = data.draw(st.integers(0, paragraphs - 1))
    rarer = inverse_document_frequency(paragraphs, holding)
    assert rarer > inverse_document_frequency(paragraphs, holding + 1) > 0


@given(st.integers(1, 50), st.integers(1, 1000), st.floats(1, 1000))
def test_more_often_is_better_and_longer_is_worse(frequency: int, length: int, average: float) -> None:
    score = word_score(1.0, frequency, length, average)
    assert word_score(1.0, frequency + 1, length, average) > score
    assert word_score(1.0, frequency, length + 1, average) < score
