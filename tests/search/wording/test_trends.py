"""How often words stand in statements and years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.linear_scan import LinearScanEngine
from search.engines.protocol import Match, Request
from search.model import Kind
from search.query.nodes import Literal
from search.query.parser import parse
from search.query.rewrite import folded
from search.wording.series import SeriesFilter
from search.wording.trends import MOST_SERIES, By, Point, trends
from tests.corpora import small_corpus
from tests.search.wording.made import made, prepared
from tests.trees import trees

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.model import Statement
    from search.query.nodes import Node
    from search.wording.precomputed import Reader


def test_the_seeds_statement_by_statement(prepared_seeds: Reader, analyzer: Analyzer) -> None:
    joint, corridor = (folded(parse(q), analyzer) for q in ("外交优先方向", "中巴经济走廊"))
    some, others = trends([joint, corridor], prepared_seeds)
    assert [(point.statement, point.occurrences) for point in some.points] == [
        ("2015-04-20-joint-statement", 1),
        ("2018-11-04-joint-statement", 1),
        ("2020-03-17-joint-statement", 0),
        ("2021-12-08-news-c75367", 0),
    ]
    assert [(point.occurrences, point.paragraphs) for point in others.points][:2] == [(7, 2), (14, 7)]


def test_a_year_without_a_statement_is_none_and_one_without_a_match_is_zero(analyzer: Analyzer) -> None:
    statements = [made("2015-01-01", "中方中方"), made("2017-01-01", "巴方"), made("2017-02-01", "中方，巴方巴方")]
    (series,) = trends([Literal("中方")], prepared(statements, analyzer), by=By.YEAR)
    assert series.points == (
        Point(None, 2015, 2, 1, 500.0),
        Point(None, 2016, None, None, None),
        Point(None, 2017, 1, 1, 111.1111),
    )


def test_undated_statements_are_in_no_year_but_counted(analyzer: Analyzer) -> None:
    reader = prepared([made(None, "中方"), made("2015-01-01", "巴方")], analyzer)
    (series,) = trends([Literal("中方")], reader, by=By.YEAR)
    assert ([point.occurrences for point in series.points], series.undated) == ([0], 1)


@pytest.mark.parametrize("by", By)
def test_without_a_statement_there_is_no_point(by: By, analyzer: Analyzer) -> None:
    reader = prepared([made("2015-01-01", "中方", kind=Kind.NEWS)], analyzer)
    assert trends([Literal("中方")], reader, by=by, among=SeriesFilter((Kind.TREATY,)))[0].points == ()


def test_a_statement_without_a_character_has_a_rate_of_zero(analyzer: Analyzer) -> None:
    (series,) = trends([Literal("中方")], prepared([made("2015-01-01")], analyzer))
    assert series.points[0].per_thousand == 0


def test_more_questions_than_a_chart_can_hold_are_refused(prepared_seeds: Reader) -> None:
    with pytest.raises(ValueError, match="the limit is 8"):
        trends([Literal("中方")] * (MOST_SERIES + 1), prepared_seeds)


@pytest.fixture(scope="module")
def corpus() -> list[Statement]:
    return small_corpus()


@pytest.fixture(scope="module")
def prepared_corpus(corpus: list[Statement], analyzer: Analyzer) -> Reader:
    return prepared(corpus, analyzer)


@pytest.fixture(scope="module")
def engine(corpus: list[Statement], analyzer: Analyzer) -> LinearScanEngine:
    return LinearScanEngine(corpus, analyzer)


@given(node=trees(), match=st.sampled_from(Match))
def test_counts_are_those_of_a_search(
    node: Node, match: Match, prepared_corpus: Reader, engine: LinearScanEngine, analyzer: Analyzer
) -> None:
    asked = folded(node, analyzer)
    totals = engine.search(Request(asked, match=match)).totals
    (series,) = trends([asked], prepared_corpus, match=match)
    assert sum(point.paragraphs or 0 for point in series.points) == totals.paragraphs
    assert sum(point.occurrences or 0 for point in series.points) == totals.occurrences
