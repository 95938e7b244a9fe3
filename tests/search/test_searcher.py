"""The whole of search: what an analyst asks, what is marked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.concordance import Keyword
from search.engines.protocol import Facet, Filters, Sort
from search.engines.reference import ReferenceEngine
from search.errors import QuerySyntaxError, QueryTooComplexError
from search.query.parser import QueryLimits
from search.searcher import Answer, Limits, Question, search
from tests.corpora import small_corpus

if TYPE_CHECKING:
    from search.analysis import Analyzer


@pytest.fixture(scope="session")
def engine(analyzer: Analyzer) -> ReferenceEngine:
    """The small corpus."""
    return ReferenceEngine(small_corpus(), analyzer)


def ask(question: Question, engine: ReferenceEngine, analyzer: Analyzer) -> Answer:
    return search(question, engine, analyzer, Limits())


def test_a_match_is_marked_with_its_context(engine: ReferenceEngine, analyzer: Analyzer) -> None:
    answer = ask(Question("外交優先", context=3), engine, analyzer)
    (hit,) = answer.hits
    assert hit.paragraph.id == "2015-04-20-joint-statement.2"
    assert hit.spans == ((14, 18),)
    assert hit.keywords == (Keyword("系置于", "外交优先", "方向。", 14),)


def test_a_span_covers_the_blanks_and_invisible_characters_inside_the_match(
    engine: ReferenceEngine, analyzer: Analyzer
) -> None:
    answer = ask(Question("命运共同体", filters=Filters(statements=("2018-11-04-news-aaaaaa",))), engine, analyzer)
    (hit,) = answer.hits
    assert hit.spans == ((0, 8),)
    assert hit.keywords[0].match == "命运　共 同\u200b体"


def test_context_stops_at_the_ends_of_the_paragraph(engine: ReferenceEngine, analyzer: Analyzer) -> None:
    (hit,) = ask(Question("共同利益", context=200), engine, analyzer).hits
    assert hit.keywords == (Keyword("维护发展中国家的", "共同利益", "。", 8),)


def test_what_only_a_negation_says_marks_nothing(engine: ReferenceEngine, analyzer: Analyzer) -> None:
    answer = ask(Question("-国 -中"), engine, analyzer)
    assert answer.totals.paragraphs > 0
    assert all(hit.spans == () for hit in answer.hits)
    assert answer.totals.occurrences == 0


def test_a_zero_says_what_was_searched(engine: ReferenceEngine, analyzer: Analyzer) -> None:
    answer = ask(Question("最优先"), engine, analyzer)
    assert answer.totals.paragraphs == 0
    assert (answer.searched.statements, answer.searched.paragraphs, answer.searched.undated) == (5, 16, 1)
    assert (answer.searched.first, answer.searched.last) == (date(2015, 4, 20), date(2021, 12, 8))


def test_what_was_understood_is_printed_as_typed_and_flattened(engine: ReferenceEngine, analyzer: Analyzer) -> None:
    assert ask(Question("((中國 巴方) 命運) --甲"), engine, analyzer).parsed == "中國 巴方 命運 甲"


def test_limits_are_those_given(engine: ReferenceEngine, analyzer: Analyzer) -> None:
    limits = Limits(query=QueryLimits(leaves=2), occurrences_bound=1)
    with pytest.raises(QueryTooComplexError):
        search(Question("甲 乙 丙"), engine, analyzer, limits)
    assert search(Question("国"), engine, analyzer, limits).totals.occurrences is None
    with pytest.raises(QuerySyntaxError):
        search(Question("("), engine, analyzer, limits)


TEXTS = [paragraph.text for statement in small_corpus() for paragraph in statement.paragraphs if paragraph.text]


@given(data=st.data(), sort=st.sampled_from(Sort), facets=st.sets(st.sampled_from(Facet)).map(tuple))
def test_every_span_cut_out_of_the_text_folds_to_what_was_asked(
    data: st.DataObject, sort: Sort, facets: tuple[Facet, ...], engine: ReferenceEngine, analyzer: Analyzer
) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    start = data.draw(st.integers(0, len(text) - 1))
    literal = text[start : data.draw(st.integers(start + 1, len(text)))]
    pattern = analyzer.comparable(literal).text
    if not pattern:
        return
    answer = ask(Question(f"『{literal}』", sort=sort, facets=facets, limit=100), engine, analyzer)
    for hit in answer.hits:
        for span, keyword in zip(hit.spans, hit.keywords, strict=True):
            assert analyzer.comparable(hit.paragraph.text[slice(*span)]).text == pattern
            assert hit.paragraph.text[slice(*span)] == keyword.match
    assert answer.totals.occurrences == sum(len(hit.spans) for hit in answer.hits)
