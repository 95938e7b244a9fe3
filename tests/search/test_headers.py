"""Titles, parties, places and headings are searched by the rules of texts, in every engine alike."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.catalog import Catalog, HeaderKind
from search.deadline import Deadline
from search.engines.linear_scan import LinearScanEngine
from search.engines.protocol import Facet, Filters, Match, Sort
from search.engines.registry import create_writer, engine_names, open_engine
from search.errors import QueryTimeoutError
from search.headers import SearchField, paragraphs_under
from search.interpretation import Limits, QueryText
from search.match_spans import match
from search.model import Section
from search.query.nodes import Everything
from search.query.parser import parse
from search.query.rewrite import folded
from search.searcher import SearchRequest, search
from search.store.index import Index
from tests.corpora import phrases_of, small_corpus
from tests.trees import trees

if TYPE_CHECKING:
    from pathlib import Path

    from search.analysis import Analyzer
    from search.model import Statement
    from search.query.nodes import Node
    from search.searcher import SearchResult


def corpus() -> list[Statement]:
    """The small corpus with headings and parties."""
    first, *others = small_corpus()
    last = first.paragraph_count
    sections = (
        Section("一", "政治互信與安全", 1, 1),
        Section("二", "经济合作", 2, last),
        Section(None, "其他", last, last),
    )
    return [
        replace(
            first, sections=sections, parties=("中华人民共和国", "巴基斯坦伊斯兰共和国"), title="关于战略伙伴的联合声明"
        ),
        *others,
    ]


@pytest.fixture(scope="module")
def index(analyzer: Analyzer) -> Index:
    statements = corpus()
    engine = LinearScanEngine(statements, analyzer)
    return Index(engine, analyzer, phrases_of(statements, analyzer), Catalog(engine, analyzer))


FIRST = corpus()[0].id


def asked(q: str, field: SearchField, index: Index, **others: object) -> SearchResult:
    query = QueryText(q, others.pop("match", Match.EXACT))  # type: ignore[arg-type]  # a match
    return search(SearchRequest(query, field=field, **others), index, Limits())  # type: ignore[arg-type]  # its fields


FOUND = [
    ("战略伙伴", SearchField.TITLE, [(1, "title", "战略伙伴")]),
    ("戰略夥伴", SearchField.TITLE, [(1, "title", "战略伙伴")]),
    ("关于战略伙伴的联合声明", SearchField.TITLE, [(1, "title", "关于战略伙伴的联合声明")]),
    ("巴基斯坦伊斯兰", SearchField.TITLE, [(1, "party", "巴基斯坦伊斯兰")]),
    ("经济合作", SearchField.HEADING, [(2, "heading", "经济合作")]),
    ("二、经济", SearchField.HEADING, [(2, "heading", "二、经济")]),
    ("政治互信与安全", SearchField.HEADING, [(1, "heading", "政治互信與安全")]),
    ('"政治" NEAR/3 "安全"', SearchField.HEADING, [(1, "heading", "政治互信與安全")]),
    ("经济合作", SearchField.TITLE, []),
    ("战略伙伴 -联合", SearchField.TITLE, []),
    ("巴基斯坦 -联合声明", SearchField.TITLE, []),  # what is excluded is in the title, beside the party that is found
    ("-巴基斯坦", SearchField.TITLE, []),
    ("-缅甸", SearchField.TITLE, [(1, "title", "")]),
    ("联合声明 中华人民共和国", SearchField.TITLE, [(1, "title", "联合声明"), (1, "party", "中华人民共和国")]),
    ('"声明" NEAR/9 "中华"', SearchField.TITLE, []),
    ("战略伙伴 OR 缅甸", SearchField.TITLE, [(1, "title", "战略伙伴")]),
    ("政治 -经济", SearchField.HEADING, [(1, "heading", "政治")]),
    ("经济 政治", SearchField.HEADING, []),  # each header matches as a whole
    ("略伙", SearchField.TITLE, [(1, "title", "略伙")]),
]


@pytest.mark.parametrize(("q", "field", "expected"), FOUND)
def test_a_header_leads_to_its_first_paragraph(
    q: str, field: SearchField, expected: list[tuple[int, str, str]], index: Index
) -> None:
    found = asked(q, field, index, filters=Filters(statements=(FIRST,)))
    assert [
        (
            hit.paragraph.number,
            each.header.kind.value,
            "".join(each.header.text[start:end] for start, end in each.spans),
        )
        for hit in found.items
        for each in hit.headers
    ] == expected
    assert found.totals.paragraphs == len(found.items)


def test_whole_words_are_whole_in_titles_too(index: Index) -> None:
    assert not asked("略伙", SearchField.TITLE, index, match=Match.WORD).items
    assert asked("战略伙伴", SearchField.TITLE, index, match=Match.WORD).items


def test_all_is_headers_first_and_then_texts_each_once(index: Index) -> None:
    every = index.engine.scope(Filters()).paragraphs
    for q in ("中", "合作", "声明", "-合作", ""):
        whole = asked(q, SearchField.ALL, index, limit=100, facets=tuple(Facet))
        under = asked(q, SearchField.ALL, index, limit=100, filters=Filters())
        ids = [hit.paragraph.id for hit in whole.items]
        assert len(set(ids)) == len(ids) == whole.totals.paragraphs == under.totals.paragraphs
        assert whole.totals.statements == len({hit.statement.id for hit in whole.items})
        assert sum(each.count for each in whole.facets[Facet.YEAR]) == whole.totals.paragraphs
        has_header = [bool(hit.headers) for hit in whole.items]
        assert has_header == sorted(has_header, reverse=True)
        paged = [
            hit.paragraph.id
            for at in range(every)
            for hit in asked(q, SearchField.ALL, index, offset=at, limit=1).items
        ]
        assert paged == ids
        expected = {hit.paragraph.id for hit in asked(q, SearchField.TEXT, index, limit=100).items}
        expected |= {f"{statement}.{number}" for statement, number in _under(q, SearchField.ALL, index)}
        assert set(ids) == expected


def _under(q: str, field: SearchField, index: Index) -> frozenset[tuple[str, int]]:
    return paragraphs_under(folded(parse(q), index.analyzer), Match.EXACT, field, index.catalog)


@given(tree=trees(st.text("关于战略伙伴经济合作政治联声明中", min_size=1, max_size=3)), mode=st.sampled_from(Match))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_headers_match_as_texts_do(index: Index, tree: Node, mode: Match) -> None:
    node = folded(tree, index.analyzer)
    for entry in index.catalog.entries:
        naming = [header for header in entry.headers if header.kind is not HeaderKind.HEADING]
        headings = [header for header in entry.headers if header.kind is HeaderKind.HEADING]
        named = {1} if match(node, *_as_one([header.text for header in naming], mode, index)) is not None else set()
        headed = {each.paragraph for each in headings if match(node, *_compared(each.text, mode, index)) is not None}
        for field, expected in ((SearchField.TITLE, named), (SearchField.HEADING, headed)):
            found = paragraphs_under(node, mode, field, index.catalog)
            assert {number for statement, number in found if statement == entry.statement.id} == expected


def _as_one(texts: list[str], mode: Match, index: Index) -> tuple[str, int]:
    """The texts with so much between them that no place goes from one to another."""
    whole, inside = "", 0
    for text in texts:
        compared, bits = _compared(text, mode, index)
        inside |= bits << len(whole)
        whole += compared + "\n" * 101  # more than NEAR spans, of what no query has
    return whole, inside


def _compared(text: str, mode: Match, index: Index) -> tuple[str, int]:
    analyzed = index.analyzer.analyze(text)
    return analyzed.text, analyzed.inside if mode is Match.WORD else 0


@pytest.mark.parametrize("name", engine_names())
def test_every_engine_answers_alike(name: str, index: Index, analyzer: Analyzer, tmp_path: Path) -> None:
    writer = create_writer(name, tmp_path, analyzer)
    for statement in corpus():
        writer.add(statement, [analyzer.analyze(paragraph.text) for paragraph in statement.paragraphs])
    writer.commit()
    engine = open_engine(name, tmp_path, analyzer)
    other = Index(engine, analyzer, index.phrases, Catalog(engine, analyzer))
    for q in ("中", "合作", "声明", "战略", "-合作", "", "经济合作", "没有的话"):
        for field, sort in product(SearchField, Sort):
            asking = {"sort": sort, "facets": tuple(Facet), "limit": 7, "offset": 1}
            one, two = (asked(q, field, each, **asking) for each in (index, other))
            assert (one.totals, one.facets, one.items, one.searched) == (
                two.totals,
                two.facets,
                two.items,
                two.searched,
            )
    engine.close()


SUGGESTED = [
    ("关于战略伙伴的联合声明", SearchField.TEXT, ["title"]),
    ("政治互信与安全", SearchField.TEXT, ["heading"]),
    ("政治互信与安全", SearchField.TITLE, ["heading"]),
    ("坚定奉行", SearchField.HEADING, ["text"]),
    ("没有的话", SearchField.TEXT, []),
]


@pytest.mark.parametrize(("q", "field", "codes"), SUGGESTED)
def test_where_else_a_query_is_found_is_suggested_with_its_count(
    q: str, field: SearchField, codes: list[str], index: Index
) -> None:
    found = [each for each in asked(f'"{q}"', field, index).suggestions.items if each.code in set(SearchField)]
    assert [each.code for each in found] == codes
    for each in found:
        assert each.paragraphs == asked(each.q, each.field, index, filters=each.filters).totals.paragraphs > 0
        assert each.message.endswith(f": {each.paragraphs}.")


def test_the_work_stops_at_the_deadline(index: Index) -> None:
    with pytest.raises(QueryTimeoutError):
        paragraphs_under(Everything(), Match.EXACT, SearchField.ALL, index.catalog, Deadline.after(-1))
