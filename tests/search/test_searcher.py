"""The whole of search: what an analyst asks, what is marked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.protocol import Facet, Filters, Sort
from search.errors import QuerySyntaxError, QueryTooComplexError
from search.interpretation import Limits, QueryText
from search.query.parser import QueryLimits
from search.results import Keyword
from search.searcher import SearchRequest, SearchResult, search
from tests.corpora import small_corpus

if TYPE_CHECKING:
    from search.store.index import Index


def ask(question: SearchRequest, index: Index) -> SearchResult:
    return search(question, index, Limits())


def test_a_match_is_marked_with_its_context(index: Index) -> None:
    answer = ask(SearchRequest(QueryText("外交優先"), context=3), index)
    (hit,) = answer.items
    assert hit.paragraph.id == "2015-04-20-joint-statement.2"
    assert hit.spans == ((14, 18),)
    assert hit.keywords == (Keyword("系置于", "外交优先", "方向。", 14),)


def test_a_span_covers_the_blanks_and_invisible_characters_inside_the_match(index: Index) -> None:
    answer = ask(SearchRequest(QueryText("命运共同体"), filters=Filters(statements=("2018-11-04-news-aaaaaa",))), index)
    (hit,) = answer.items
    assert hit.spans == ((0, 8),)
    assert hit.keywords[0].match == "命运　共 同\u200b体"


def test_context_stops_at_the_ends_of_the_paragraph(index: Index) -> None:
    (hit,) = ask(SearchRequest(QueryText("共同利益"), context=200), index).items
    assert hit.keywords == (Keyword("维护发展中国家的", "共同利益", "。", 8),)


def test_what_only_a_negation_says_marks_nothing(index: Index) -> None:
    answer = ask(SearchRequest(QueryText("-国 -中")), index)
    assert answer.totals.paragraphs > 0
    assert all(hit.spans == () for hit in answer.items)
    assert answer.totals.occurrences == 0


def test_a_zero_says_what_was_searched(index: Index) -> None:
    answer = ask(SearchRequest(QueryText("最优先")), index)
    assert answer.totals.paragraphs == 0
    assert (answer.searched.statements, answer.searched.paragraphs, answer.searched.undated) == (5, 16, 1)
    assert (answer.searched.first, answer.searched.last) == (date(2015, 4, 20), date(2021, 12, 8))


def test_what_was_understood_is_printed_as_typed_and_flattened(index: Index) -> None:
    assert ask(SearchRequest(QueryText("((中國 巴方) 命運) --甲")), index).interpretation.parsed == "中國 巴方 命運 甲"


def test_limits_are_those_given(index: Index) -> None:
    limits = Limits(query=QueryLimits(leaves=2), occurrences_bound=1)
    with pytest.raises(QueryTooComplexError):
        search(SearchRequest(QueryText("甲 乙 丙")), index, limits)
    assert search(SearchRequest(QueryText("国")), index, limits).totals.occurrences is None
    with pytest.raises(QuerySyntaxError):
        search(SearchRequest(QueryText("(")), index, limits)


TEXTS = [paragraph.text for statement in small_corpus() for paragraph in statement.paragraphs if paragraph.text]


@given(data=st.data(), sort=st.sampled_from(Sort), facets=st.sets(st.sampled_from(Facet)).map(tuple))
def test_every_span_cut_out_of_the_text_folds_to_what_was_asked(
    data: st.DataObject, sort: Sort, facets: tuple[Facet, ...], index: Index
) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    start = data.draw(st.integers(0, len(text) - 1))
    literal = text[start : data.draw(st.integers(start + 1, len(text)))]
    pattern = index.analyzer.comparable(literal).text
    if not pattern:
        return
    answer = ask(SearchRequest(QueryText(f"『{literal}』"), sort=sort, facets=facets, limit=100), index)
    for hit in answer.items:
        for span, keyword in zip(hit.spans, hit.keywords, strict=True):
            assert index.analyzer.comparable(hit.paragraph.text[slice(*span)]).text == pattern
            assert hit.paragraph.text[slice(*span)] == keyword.match
    assert answer.totals.occurrences == sum(len(hit.spans) for hit in answer.items)
