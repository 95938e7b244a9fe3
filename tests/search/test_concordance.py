"""Lines: one for each match, in an order that shows a pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.concordance import ConcordanceRequest, LineOrder, build_concordance
from search.engines.protocol import Facet, Filters, Match
from search.errors import QueryTooBroadError
from search.interpretation import Limits, QueryText
from search.model import Kind
from search.query.parser import QueryLimits
from search.results import Keyword
from search.searcher import SearchRequest, search
from tests.corpora import index_of, texts_as_statement
from tests.trees import trees

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.concordance import Concordance
    from search.query.nodes import Node
    from search.store.index import Index


def ask(q: str, index: Index, order: LineOrder = LineOrder.DATE, **question: object) -> Concordance:
    asked = ConcordanceRequest(QueryText(q), Filters(), order=order, **question)  # type: ignore[arg-type]
    return build_concordance(asked, index, Limits())


def test_every_match_has_a_line(index: Index) -> None:
    answer = ask("人人", index, context=1)
    assert [line.keyword for line in answer.items] == [Keyword("，", "人人", "人", 9), Keyword("人", "人人", "有", 10)]
    assert answer.totals.occurrences == 2


TEXTS = ("乙中国甲", "甲中国丙", "丙中国乙中国", "中国")


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (LineOrder.DATE, ["乙|甲", "甲|丙", "丙|乙中国", "丙中国乙|", "|"]),
        (LineOrder.LEFT, ["|", "丙|乙中国", "甲|丙", "乙|甲", "丙中国乙|"]),
        (LineOrder.RIGHT, ["丙中国乙|", "|", "甲|丙", "乙|甲", "丙|乙中国"]),
    ],
)
def test_lines_are_compared_outward_from_the_match(order: LineOrder, expected: list[str], analyzer: Analyzer) -> None:
    answer = ask("中国", index_of([texts_as_statement(*TEXTS)], analyzer), order)
    found = [f"{line.keyword.left}|{line.keyword.right}" for line in answer.items]
    assert found == expected


QUOTED = ("“一带一路”，战略", "一带一路倡议", "“一带一路”倡议", "一带一路：巴方", "共建“一带一路”", "在一带一路、")


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (LineOrder.LEFT, ["|倡议", "|：巴方", "“|”，战略", "“|”倡议", "共建“|”", "在|、"]),
        (LineOrder.RIGHT, ["共建“|”", "在|、", "|：巴方", "“|”倡议", "|倡议", "“|”，战略"]),
    ],
)
def test_punctuation_beside_a_match_does_not_order_lines(
    order: LineOrder, expected: list[str], analyzer: Analyzer
) -> None:
    answer = ask("一带一路", index_of([texts_as_statement(*QUOTED)], analyzer), order)
    assert [f"{line.keyword.left}|{line.keyword.right}" for line in answer.items] == expected


def test_a_page_is_a_stretch_of_the_lines(index: Index) -> None:
    whole = ask("国", index, limit=100).items
    assert ask("国", index, offset=3, limit=4).items == whole[3:7]
    assert ask("国", index, offset=100).items == ()


def test_filters_and_facets_are_those_of_a_search(index: Index) -> None:
    question = ConcordanceRequest(QueryText("国"), Filters(kinds=(Kind.TREATY,)), facets=(Facet.KIND,))
    answer = build_concordance(question, index, Limits())
    assert {line.statement.kind for line in answer.items} == {Kind.TREATY}
    assert [count.count for count in answer.facets[Facet.KIND]] == [2]


def test_more_than_the_bound_is_refused_and_not_cut_short(index: Index) -> None:
    question = ConcordanceRequest(QueryText("国"), Filters())
    with pytest.raises(QueryTooBroadError, match="7 paragraphs"):
        build_concordance(question, index, Limits(occurrences_bound=6))
    assert len(build_concordance(question, index, Limits(occurrences_bound=7)).items) > 7


@given(tree=trees(), mode=st.sampled_from(Match), order=st.sampled_from(LineOrder))
def test_the_lines_are_the_marks_of_a_search(index: Index, tree: Node, mode: Match, order: LineOrder) -> None:
    wording = QueryText(str(tree), mode)
    limits = Limits(QueryLimits(leaves=1000, levels=100), seconds=60)
    found = search(SearchRequest(wording, limit=1000), index, limits)
    lines = build_concordance(ConcordanceRequest(wording, Filters(), order=order, limit=10_000), index, limits)
    marks = [(hit.paragraph.id, span) for hit in found.items for span in hit.spans]
    placed = [
        (line.paragraph.id, (line.keyword.start, line.keyword.start + len(line.keyword.match))) for line in lines.items
    ]
    assert sorted(placed) == sorted(marks)
    assert lines.totals == found.totals
    assert lines.totals.occurrences == len(lines.items)
