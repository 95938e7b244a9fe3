"""What every engine must answer. No engine is named here: a gap would be a strict mark with its reason."""

from __future__ import annotations

import random
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import chain, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.deadline import Deadline
from search.engines.protocol import Facet, FacetCount, Filters, Match, Request, Sort
from search.errors import QueryTimeoutError
from search.match_spans import occurrences
from search.model import Kind, Speaker
from search.query.nodes import And, Literal, Near
from search.query.parser import parse
from search.query.rewrite import flatten, folded
from tests.corpora import small_corpus, texts_as_statement
from tests.trees import trees

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.analysis import Analyzer
    from search.engines.linear_scan import LinearScanEngine
    from search.engines.protocol import Engine, Page
    from search.model import Statement
    from search.query.nodes import Node

STATEMENT_2015 = "2015-04-20-joint-statement"
STATEMENT_2018 = "2018-11-04-joint-statement"
NEWS_2018 = "2018-11-04-news-aaaaaa"
TREATY = "undated-treaty-bbbbbb"
NEWS_2021 = "2021-12-08-news-cccccc"


def ids(page: Page) -> list[str]:
    return [hit.paragraph.id for hit in page.hits]


def ask(query: str, analyzer: Analyzer, **request: object) -> Request:
    return replace(Request(folded(flatten(parse(query)), analyzer), limit=100), **request)  # type: ignore[arg-type]


FOUND = [
    ("命运共同体", [f"{NEWS_2018}.1", f"{STATEMENT_2018}.1", f"{STATEMENT_2015}.1"]),
    ("最优先", []),
    ("发展中国家", [f"{STATEMENT_2015}.3"]),
    ("20", [f"{NEWS_2021}.3"]),
    ("2018", [f"{NEWS_2021}.3"]),
    ("a b", [f"{NEWS_2021}.3"]),
    ('"a 20"', []),
    ("98", []),
    ("FM98 友谊", [f"{STATEMENT_2015}.4"]),
    ("2012-2020", [f"{STATEMENT_2015}.4"]),
    ("國際社会", [f"{NEWS_2018}.2"]),
    ("ai合作", [f"{NEWS_2018}.2"]),
    ("，。", [f"{NEWS_2021}.2"]),
    ("国 -中国 -中华", [f"{NEWS_2018}.2", f"{TREATY}.2"]),
    ("伊姆兰·汗", [f"{STATEMENT_2018}.4"]),
    ("命运共同体 -(新时代 OR 内涵)", [f"{NEWS_2018}.1"]),
    ('"深化*命运共同体"', [f"{STATEMENT_2015}.1"]),
    ('"不断*命运共同体"', [f"{STATEMENT_2015}.1"]),
    ('"双方*命运共同体"', []),
    ('"中国" ~"发展中国家"', [f"{STATEMENT_2018}.2", f"{STATEMENT_2018}.3", f"{STATEMENT_2018}.4"]),
    ('"中国" ~"中国"', []),
    ("-(中国 ~发展中国家) 国家", [f"{STATEMENT_2015}.3"]),
    ("中方 NEAR/11 外交", []),
    ("中方 NEAR/12 外交", [f"{STATEMENT_2015}.2"]),
    ("外交 NEAR/12 (巴方 OR 中方)", [f"{STATEMENT_2015}.2"]),
    ("奉行 NEAR/3 巴方", [f"{STATEMENT_2018}.3"]),
]

WORDS_FOUND = [
    ("中国", [f"{STATEMENT_2018}.2"]),  # 一个中国政策 and 中国政府 are words
    ("展中", []),
    ("发展中国家 -中国", [f"{STATEMENT_2015}.3"]),
    ("中方 NEAR/12 外交优先方向", [f"{STATEMENT_2015}.2"]),
    ("中方 NEAR/12 外交", []),
]


@pytest.mark.parametrize(("query", "expected"), WORDS_FOUND)
def test_a_query_for_whole_words_finds_exactly_these_paragraphs(
    query: str, expected: list[str], engine: Engine, analyzer: Analyzer
) -> None:
    page = engine.search(ask(query, analyzer, match=Match.WORD))
    assert sorted(ids(page)) == sorted(expected)


def test_work_stops_when_its_time_is_up(engine: Engine, analyzer: Analyzer) -> None:
    with pytest.raises(QueryTimeoutError):
        engine.search(ask("-国", analyzer, deadline=Deadline.after(-1)))
    with pytest.raises(QueryTimeoutError):
        next(engine.hits(ask("国", analyzer, deadline=Deadline.after(-1))))


@pytest.mark.parametrize(("query", "expected"), FOUND)
def test_a_query_finds_exactly_these_paragraphs(
    query: str, expected: list[str], engine: Engine, analyzer: Analyzer
) -> None:
    page = engine.search(ask(query, analyzer))
    assert sorted(ids(page)) == sorted(expected)
    assert page.totals.paragraphs == len(expected)


@pytest.mark.parametrize(("query", "occurs"), [("命运共同体", True), ("克什米尔", False), ("-国", True), ("", True)])
@pytest.mark.parametrize("mode", Match)
def test_whether_anything_matches(mode: Match, query: str, engine: Engine, analyzer: Analyzer, *, occurs: bool) -> None:
    assert engine.occurs(folded(parse(query), analyzer), mode) is occurs


def test_an_empty_text_breaks_nothing(engine: Engine, reference: LinearScanEngine) -> None:
    empty = Literal("")
    for node in (empty, Near(empty, Literal("中"), 3), And((empty, Literal("中")))):
        assert engine.search(Request(node)) == reference.search(Request(node))


def test_whether_anything_matches_is_not_looked_for_without_time(engine: Engine, analyzer: Analyzer) -> None:
    with pytest.raises(QueryTimeoutError):
        engine.occurs(folded(parse("-国 -中"), analyzer), Match.EXACT, Deadline.after(-1))


def test_a_word_stands_above_an_accident(engine: Engine, analyzer: Analyzer) -> None:
    found = ids(engine.search(ask("中国", analyzer)))
    assert found.index(f"{STATEMENT_2018}.2") < found.index(f"{STATEMENT_2015}.3")
    assert found[-1] == f"{STATEMENT_2015}.3"


READING_ORDER = [STATEMENT_2015, STATEMENT_2018, NEWS_2018, NEWS_2021, TREATY]
NEWEST_FIRST = [NEWS_2021, STATEMENT_2018, NEWS_2018, STATEMENT_2015, TREATY]
COUNTS = {statement.id: statement.paragraph_count for statement in small_corpus()}


@pytest.mark.parametrize(
    ("sort", "order"), [(Sort.DATE, READING_ORDER), (Sort.NEWEST, NEWEST_FIRST), (Sort.RELEVANCE, NEWEST_FIRST)]
)
def test_every_paragraph_in_order(sort: Sort, order: list[str], engine: Engine, analyzer: Analyzer) -> None:
    page = engine.search(ask("", analyzer, sort=sort))
    assert ids(page) == [f"{each}.{number}" for each in order for number in range(1, COUNTS[each] + 1)]


FILTERED = [
    (Filters(first=date(2018, 11, 4)), {STATEMENT_2018, NEWS_2018, NEWS_2021}),
    (Filters(last=date(2018, 11, 4)), {STATEMENT_2015, STATEMENT_2018, NEWS_2018}),
    (Filters(first=date(2015, 4, 21), last=date(2018, 11, 3)), set()),
    (Filters(kinds=(Kind.NEWS, Kind.TREATY)), {NEWS_2018, NEWS_2021, TREATY}),
    (Filters(kinds=(Kind.NEWS,), last=date(2020, 1, 1)), {NEWS_2018}),
    (Filters(statements=(TREATY, "no-such-statement")), {TREATY}),
    (Filters(places=("北京", "伊斯兰堡")), {STATEMENT_2015, STATEMENT_2018}),
    (Filters(places=("北",)), set()),
    (Filters(speakers=(Speaker.CHINA,)), {STATEMENT_2015}),
    (Filters(paragraphs=frozenset({(TREATY, 1), (NEWS_2018, 1), (NEWS_2018, 99), ("none", 1)})), {TREATY, NEWS_2018}),
    (Filters(paragraphs=frozenset({(TREATY, 1), (NEWS_2018, 0)}), kinds=(Kind.NEWS,)), set()),
    (Filters(paragraphs=frozenset()), set()),
    (Filters(kinds=(Kind.TREATY,), without=frozenset({("none", 1), (NEWS_2018, 1)})), {TREATY}),
    (Filters(speakers=(Speaker.PAKISTAN, Speaker.OTHER)), {STATEMENT_2018, NEWS_2018}),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERED)
def test_filters(filters: Filters, expected: set[str], engine: Engine, analyzer: Analyzer) -> None:
    page = engine.search(ask("", analyzer, filters=filters))
    assert {hit.statement.id for hit in page.hits} == expected
    assert engine.scope(filters).paragraphs == page.totals.paragraphs


def test_the_scope_of_everything(engine: Engine) -> None:
    scope = engine.scope(Filters())
    assert (scope.statements, scope.paragraphs, scope.undated) == (5, 16, 1)
    assert (scope.first, scope.last) == (date(2015, 4, 20), date(2021, 12, 8))


def test_facets_count_paragraphs(engine: Engine, analyzer: Analyzer) -> None:
    facets = engine.search(ask("国", analyzer, facets=tuple(Facet), limit=0)).facets
    assert facets[Facet.YEAR] == (FacetCount("2018", 4), FacetCount(None, 2), FacetCount("2015", 1))
    assert facets[Facet.PLACE] == (FacetCount("北京", 3), FacetCount(None, 3), FacetCount("伊斯兰堡", 1))
    assert facets[Facet.KIND][0] == FacetCount("joint-statement", 4)
    assert facets[Facet.STATEMENT][0] == FacetCount(STATEMENT_2018, 3)
    assert facets[Facet.SPEAKER] == (
        FacetCount("other", 2),
        FacetCount("pakistan", 2),
        FacetCount(None, 2),
        FacetCount("both", 1),
    )


def test_occurrences_are_counted_up_to_the_bound(engine: Engine, analyzer: Analyzer) -> None:
    assert engine.search(ask("中国", analyzer, occurrences_bound=4)).totals.occurrences == 5
    assert engine.search(ask("中国", analyzer, occurrences_bound=3)).totals.occurrences is None
    assert engine.search(ask("人人", analyzer)).totals.occurrences == 2
    assert engine.search(ask("-人人", analyzer)).totals.occurrences == 0


def test_every_short_text_occurs_as_often_as_it_stands_there(
    make_engine: Callable[[Sequence[Statement]], Engine],
) -> None:
    choose = random.Random(0)
    texts = ["".join(choose.choices("甲乙丙", k=choose.randint(1, 16))) for _ in range(200)]
    engine = make_engine([texts_as_statement(*texts)])
    for pattern in map("".join, chain.from_iterable(product("甲乙丙", repeat=length) for length in range(1, 6))):
        counts = [len(occurrences(pattern, text)) for text in texts]
        totals = engine.search(Request(Literal(pattern), limit=0)).totals
        assert (totals.paragraphs, totals.occurrences) == (sum(map(bool, counts)), sum(counts)), pattern
    engine.close()


def test_a_statement_comes_back_whole(engine: Engine) -> None:
    for statement in small_corpus():
        assert engine.statement(statement.id) == statement
    assert engine.statement("no-such-statement") is None


def test_statements_are_listed_oldest_first_and_without_paragraphs(engine: Engine) -> None:
    listing = engine.statements(Filters(), offset=1, limit=3)
    assert listing.total == 5
    assert [statement.id for statement in listing.statements] == READING_ORDER[1:4]
    assert all(statement.paragraphs == () for statement in listing.statements)


def test_an_empty_index_answers(make_engine: Callable[[Sequence[Statement]], Engine], analyzer: Analyzer) -> None:
    engine = make_engine([])
    assert engine.search(ask("中国", analyzer, facets=tuple(Facet))).totals.paragraphs == 0
    assert engine.search(ask("-中国", analyzer)).hits == ()
    assert engine.scope(Filters()).first is None
    engine.close()


def test_the_order_of_writing_changes_no_answer(
    make_engine: Callable[[Sequence[Statement]], Engine], engine: Engine, analyzer: Analyzer
) -> None:
    other = make_engine(small_corpus()[::-1])
    for query in ("", "中国", "国 OR 中", "-的"):
        request = ask(query, analyzer, facets=tuple(Facet))
        assert other.search(request) == engine.search(request)
    other.close()


def test_threads_may_search_at_once(engine: Engine, analyzer: Analyzer) -> None:
    requests = [ask(query, analyzer, facets=tuple(Facet)) for query, _ in FOUND] * 20
    alone = [engine.search(request) for request in requests]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads take turns as often as they can
    try:
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(engine.search, requests)) == alone
    finally:
        sys.setswitchinterval(interval)


TEXT = "".join(paragraph.text for statement in small_corpus() for paragraph in statement.paragraphs)


def stretches(text: str) -> st.SearchStrategy[str]:
    """Stretches of the text, of one character and more."""
    starts = st.integers(0, len(text) - 1)
    return st.tuples(starts, st.integers(1, 12)).map(lambda pair: text[pair[0] : pair[0] + pair[1]]).filter(str.strip)


@given(
    tree=trees(
        runs=stretches(TEXT).filter(lambda run: not set(run) & set(' \u3000\u200b“”()|-"')), literals=stretches(TEXT)
    ),
    mode=st.sampled_from(Match),
    sort=st.sampled_from(Sort),
    filters=st.sampled_from([Filters(), *(filters for filters, _ in FILTERED)]),
    offset=st.integers(0, 10),
    limit=st.integers(0, 20),
    bound=st.integers(0, 20),
)
def test_any_tree_is_answered_as_the_specification_says(
    tree: Node,
    mode: Match,
    sort: Sort,
    filters: Filters,
    offset: int,
    limit: int,
    bound: int,
    engine: Engine,
    reference: LinearScanEngine,
    analyzer: Analyzer,
) -> None:
    request = Request(
        folded(flatten(tree), analyzer),
        match=mode,
        filters=filters,
        sort=sort,
        facets=tuple(Facet),
        offset=offset,
        limit=limit,
        occurrences_bound=bound,
    )
    assert engine.search(request) == reference.search(request)
    whole = replace(request, offset=0, limit=1000)
    assert tuple(engine.hits(request)) == reference.search(whole).hits
    anything = reference.search(Request(request.node, match=mode, limit=0)).totals.paragraphs > 0
    assert engine.occurs(request.node, mode) is anything


@given(literal=stretches(TEXT))
def test_a_stretch_of_text_is_found_in_exactly_the_paragraphs_that_contain_it(
    literal: str, engine: Engine, analyzer: Analyzer
) -> None:
    pattern = analyzer.comparable(literal).text
    if not pattern or any(character.isalnum() and character.isascii() for character in pattern):
        return  # runs of Latin letters and digits have a law of their own, in test_spans
    expected = {
        paragraph.id
        for statement in small_corpus()
        for paragraph in statement.paragraphs
        if pattern in analyzer.comparable(paragraph.text).text
    }
    assert set(ids(engine.search(ask(f"『{literal}』", analyzer)))) == expected
