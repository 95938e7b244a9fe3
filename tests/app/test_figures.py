"""Every answer's figures agree, whatever the way by which they are asked for."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from search.concordance import ConcordanceRequest, build_concordance
from search.engines.linear_scan import LinearScanEngine
from search.engines.protocol import Facet, Filters, Match
from search.interpretation import Limits, QueryText
from search.query.parser import QueryLimits
from search.searcher import SearchRequest, search, search_all
from search.store.index import Index
from search.store.local import open_current
from tests.trees import trees

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

    from search.analysis import Analyzer
    from search.model import Statement
    from search.query.nodes import Node

WORDS = (
    *("中国", "巴基斯坦", "双方", "合作", "命运共同体", "一带一路", "走廊", "和平", "发展", "的", "，"),
    *("支持", "人民", "安全", "最优先", "外交优先方向", "2018", "中", "新时代", "巴方重申一个中国", "克什米尔"),
)
asked = trees(runs=st.sampled_from(WORDS), literals=st.sampled_from(WORDS))
GENEROUS = Limits(QueryLimits(leaves=1000, levels=100), seconds=60)


@pytest.fixture(scope="module", params=["reference", "whoosh"])
def index(
    request: pytest.FixtureRequest, seeds: tuple[Statement, ...], seeds_index: Path, analyzer: Analyzer
) -> Iterator[Index]:
    """The seeds behind each engine."""
    generation = open_current(seeds_index, analyzer)
    engine = LinearScanEngine(seeds, analyzer) if request.param == "reference" else generation.engine
    yield Index(engine, analyzer, generation.phrases, generation.catalog)
    generation.close()


@settings(max_examples=200)
@given(tree=asked, mode=st.sampled_from(Match))
def test_the_figures_of_search_agree_on_every_engine(index: Index, tree: Node, mode: Match) -> None:
    wording = QueryText(str(tree), mode)
    found = search(SearchRequest(wording, facets=tuple(Facet), limit=100), index, GENEROUS)
    lines = build_concordance(ConcordanceRequest(wording, Filters(), limit=100_000), index, GENEROUS)
    whole = search_all(SearchRequest(wording), index, GENEROUS)
    assert found.totals == lines.totals == whole.totals
    assert found.totals.occurrences == len(lines.items) == sum(len(hit.spans) for hit in found.items)
    assert found.totals.paragraphs == len(found.items) == len(list(whole.hits))
    assert found.totals.statements == len({hit.statement.id for hit in found.items})
    for facet in (Facet.YEAR, Facet.KIND, Facet.STATEMENT, Facet.PLACE):
        assert sum(count.count for count in found.facets[facet]) == found.totals.paragraphs
    assert len(found.facets[Facet.STATEMENT]) == found.totals.statements


@settings(max_examples=200)
@given(tree=asked, limit=st.integers(8, 60))
def test_the_figures_of_answers_agree(seeds_client: TestClient, tree: Node, limit: int) -> None:
    words = {"q": str(tree)}
    first = seeds_client.get("/v1/search", params={**words, "limit": limit, "facets": "statement"})
    assume(first.status_code == 200)  # a tree may have more parts than a query may
    total = first.json()["total"]
    walked = list(walk(seeds_client, first.json(), {**words, "limit": limit, "facets": "statement"}))
    exported = [json.loads(line) for line in seeds_client.get("/v1/export", params=words).text.splitlines()]
    table = seeds_client.get("/v1/export", params={**words, "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"), newline="")))
    lines = seeds_client.get("/v1/concordance", params={**words, "limit": 1}).json()
    assert sorted(hit["id"] for hit in walked) == sorted(line["id"] for line in exported)
    assert [row["id"] for row in rows] == [line["id"] for line in exported]
    assert len({row["id"] for row in rows}) == len(rows) == total["paragraphs"]
    assert lines["total"] == total
    assert int(table.headers["x-total-occurrences"]) == total["occurrences"] == sum(len(hit["spans"]) for hit in walked)
    assert sum(count["count"] for count in first.json()["facets"]["statement"]) == total["paragraphs"]
    assert re.match(r"\d+$", table.headers["x-total-statements"])


def walk(client: TestClient, page: dict[str, Any], parameters: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every hit of a walk that begins with a page."""
    yield from page["hits"]
    while page["next"]:
        page = client.get("/v1/search", params={**parameters, "cursor": page["next"]}).json()
        yield from page["hits"]
