"""Results by relevance begin with what is spelled as the query is."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.protocol import Filters, Request, Sort, Spelling
from search.interpretation import Interpretation, Limits, QueryText, parse_query
from search.model import Speaker
from search.spelling_order import hits_by_spelling, search_by_spelling
from tests.corpora import texts_as_statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from search.analysis import Analyzer
    from search.engines.linear_scan import LinearScanEngine
    from search.engines.protocol import Engine
    from search.model import Statement

TEXTS = [
    "随着形势发展", "隨著形勢發展", "随着著名作家来访", "显著成果和显着成果", "显著成果", "显着成果", "合作顯著", "漫画展览", "计划展览", "計畫展覽",
    "计画展览", "双方计划合作", "画展和计划", "乾坤", "干部", "幹部", "合作", "著名", "着名", "着", "著", "双方合作随着", "显著",
]  # fmt: skip
QUERIES = [
    "随着",
    "隨著",
    "显著",
    "显着",
    "计划",
    "計畫",
    "画",
    "乾",
    "干",
    "著",
    "着",
    "合作",
    "着 OR 画",
    "-着",
    '"显著" NEAR/9 "显着"',
    "",
]


@pytest.fixture(scope="session")
def on_spellings(make_engine: Callable[[Sequence[Statement]], Engine]) -> Iterator[Engine]:
    """The engine under test, on paragraphs in several spellings."""
    opened = make_engine([texts_as_statement(*TEXTS)])
    yield opened
    opened.close()


def read(query: str, analyzer: Analyzer) -> Interpretation:
    return parse_query(QueryText(query), analyzer, Limits())


def found(engine: Engine, interpretation: Interpretation, **request: object) -> list[str]:
    asked = Request(interpretation.node, limit=100, **request)  # type: ignore[arg-type]  # as a test names them
    return [hit.paragraph.text for hit in search_by_spelling(engine, asked, interpretation).hits]


FIRST = [
    ("随着", ["随着形势发展", "双方合作随着", "随着著名作家来访"], ["隨著形勢發展"]),
    ("隨著", ["隨著形勢發展", "随着著名作家来访"], ["随着形势发展", "双方合作随着"]),
    ("显著", ["显著", "显著成果", "显著成果和显着成果", "合作顯著"], ["显着成果"]),
    ("显着", ["显着成果", "显著成果和显着成果"], ["显著", "显著成果", "合作顯著"]),
    ("乾", ["乾坤"], ["干部", "幹部"]),
    ("干", ["干部", "幹部"], ["乾坤"]),
    ("计划", ["计划展览", "計畫展覽", "双方计划合作", "画展和计划"], ["计画展览"]),
]


@pytest.mark.parametrize(("query", "first", "then"), FIRST)
def test_the_own_spelling_of_a_query_stands_first(
    query: str, first: list[str], then: list[str], on_spellings: Engine, analyzer: Analyzer
) -> None:
    texts = found(on_spellings, read(query, analyzer))
    assert (sorted(texts[: len(first)]), sorted(texts[len(first) :])) == (sorted(first), sorted(then))


@pytest.mark.parametrize("query", QUERIES)
def test_each_part_is_in_the_order_of_relevance_and_nothing_is_lost(
    query: str, on_spellings: Engine, analyzer: Analyzer
) -> None:
    interpretation = read(query, analyzer)
    page = on_spellings.search(Request(interpretation.node, limit=100))
    hits = list(hits_by_spelling(on_spellings, Request(interpretation.node), interpretation))
    assert sorted(hits, key=page.hits.index) == list(page.hits)
    places = [page.hits.index(hit) for hit in hits]
    assert sum(one > other for one, other in pairwise(places)) <= 1


@given(st.sampled_from(QUERIES), st.sampled_from(Sort), st.integers(0, 25), st.integers(0, 8))
def test_pages_are_stretches_of_the_whole(
    on_spellings: Engine, analyzer: Analyzer, query: str, sort: Sort, offset: int, limit: int
) -> None:
    interpretation = read(query, analyzer)
    request = Request(interpretation.node, sort=sort, offset=offset, limit=limit)
    page = search_by_spelling(on_spellings, request, interpretation)
    whole = list(hits_by_spelling(on_spellings, Request(interpretation.node, sort=sort), interpretation))
    assert list(page.hits) == whole[offset : offset + limit]
    assert page.totals == on_spellings.search(request).totals
    if sort is not Sort.RELEVANCE:
        assert whole == list(on_spellings.search(Request(interpretation.node, sort=sort, limit=100)).hits)


@given(st.sampled_from(["着", "著", "划画", "乾", "干着", "坐"]), st.booleans())
def test_the_filter_means_what_the_specification_says(
    on_spellings: Engine, small: tuple[Engine, LinearScanEngine], analyzer: Analyzer, characters: str, own: bool
) -> None:
    everything = read("", analyzer)
    filters = Filters(spelling=Spelling(characters, own))
    other = Filters(spelling=Spelling(characters, not own))
    total = on_spellings.scope(filters).paragraphs + on_spellings.scope(other).paragraphs
    assert total == len(TEXTS)
    engine, reference = small
    for speakers in ((), (Speaker.CHINA,)):
        asked = Request(everything.node, filters=Filters(spelling=Spelling(characters, own), speakers=speakers))
        assert engine.search(asked) == reference.search(asked)


@pytest.fixture(scope="session")
def small(engine: Engine, reference: LinearScanEngine) -> tuple[Engine, LinearScanEngine]:
    """The engine under test on the small corpus, and the specification."""
    return engine, reference
