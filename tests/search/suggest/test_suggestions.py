"""What is suggested instead of nothing: each runs, and finds what it says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from search.deadline import Deadline
from search.engines.protocol import Filters, Match, Request
from search.interpretation import Limits, QueryText
from search.model import Speaker
from search.query.parser import QueryLimits
from search.relaxation import interpret
from search.searcher import SearchRequest, SearchResult, search
from search.suggest.suggestions import suggestions
from tests.corpora import index_of, texts_as_statement
from tests.trees import trees

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.query.nodes import Node
    from search.store.index import Index

GENEROUS = Limits(QueryLimits(characters=10_000, leaves=1000, levels=100, distance=1000), seconds=60)


def ask(q: str, index: Index, filters: Filters = Filters()) -> SearchResult:  # noqa: B008  # frozen
    return search(SearchRequest(QueryText(q), filters), index, GENEROUS)


SUGGESTED = [
    # query, code, the query suggested, paragraphs
    ('"外交优先向"', "near-wording", '"外交优先方向"', 1),
    ('"感谢中国政府的接待"', "words", '"感谢" "中国政府" "的" "接待"', 1),
    ('"坚定奉行一个政策"', "part", '"坚定奉行一个"', 1),
    ('"中方" NEAR/1 "外交"', "farther", '"中方" NEAR/30 "外交"', 1),
    ('"中方*外交"', "farther", '"中方" NEAR/30 "外交"', 1),
    ("命运共同体 克什米尔", "fewer", "命运共同体", 3),
    ("四十年", "numeral", '"40年"', 1),
]


@pytest.mark.parametrize(("query", "code", "suggested", "paragraphs"), SUGGESTED)
def test_what_finds_nothing_is_told_what_does(
    query: str, code: str, suggested: str, paragraphs: int, index: Index
) -> None:
    answer = ask(query, index)
    assert answer.totals.paragraphs == 0
    assert (code, suggested, paragraphs) in [(s.code, s.q, s.paragraphs) for s in answer.suggestions.items]


def test_what_would_find_nothing_is_not_suggested(index: Index) -> None:
    answer = ask('"巴基斯坦人民的铁路"', index)
    assert "words" not in [each.code for each in answer.suggestions.items]


def test_a_search_that_finds_its_words_suggests_nothing(index: Index) -> None:
    assert ask("命运共同体", index).suggestions.items == ()


def test_filters_that_leave_nothing_are_widened(index: Index) -> None:
    filters = Filters(first=date(2019, 1, 1), speakers=(Speaker.PAKISTAN,))
    items = ask("一个中国政策", index, filters).suggestions.items
    assert [(each.code, each.q, each.filters, each.paragraphs) for each in items] == [
        ("wider-dates", "一个中国政策", Filters(speakers=(Speaker.PAKISTAN,)), 1),
        ("no-filters", "一个中国政策", Filters(), 1),
    ]


def test_what_comes_near_is_offered_though_the_words_were_found(index: Index) -> None:
    answer = ask("外交优先向", index)
    assert answer.totals.paragraphs == 1
    assert [(each.code, each.q) for each in answer.suggestions.items] == [("near-wording", '"外交优先方向"')]


def test_a_number_that_is_also_written_otherwise_is_offered_though_something_was_found(analyzer: Analyzer) -> None:
    index = index_of([texts_as_statement("共20项", "共二十项", "共二十一项")], analyzer)
    answer = ask("20", index)
    assert answer.totals.paragraphs == 1
    assert [(each.code, each.q, each.paragraphs) for each in answer.suggestions.items] == [("numeral", '"二十"', 2)]


def test_all_numbers_of_a_day_are_offered_in_the_other_way_at_once(analyzer: Analyzer) -> None:
    index = index_of([texts_as_statement("于二〇一五年四月二十日签订")], analyzer)
    items = ask('"2015年4月20日"', index).suggestions.items
    assert ("numeral", '"二〇一五年四月二十日"', 1) in [(each.code, each.q, each.paragraphs) for each in items]


@pytest.mark.parametrize(
    ("query", "code", "suggested"),
    [
        ("二〇一五年", "numeral", '"2015年"'),
    ],
)
def test_the_same_in_other_signs_is_offered(query: str, code: str, suggested: str, analyzer: Analyzer) -> None:
    index = index_of([texts_as_statement("随着合作发展", "2015年签订")], analyzer)
    items = ask(query, index).suggestions.items
    assert (code, suggested, 1) in [(each.code, each.q, each.paragraphs) for each in items]


NUMBERS = [
    ("第七届会议", "第7届会议"),
    ("第九轮磋商", "第9轮磋商"),
    ("增长百分之七", "增长7%"),
    ("占四分之一", "占1/4"),
    ("1,000万元", "1000万元"),
    ("一千万元", "1,000万元"),
    ("三千人", "3,000人"),
    ("卅周年", "三十周年"),
    ("二O一五年", "2015年"),
    ("两个园区", "2个园区"),
    ("十亿美元", "10亿美元"),
]


@pytest.mark.parametrize(("one", "other"), NUMBERS)
def test_a_number_is_offered_as_the_corpus_prints_it(one: str, other: str, analyzer: Analyzer) -> None:
    for asked, printed in ((one, other), (other, one)):
        index = index_of([texts_as_statement(printed)], analyzer)
        items = ask(f'"{asked}"', index).suggestions.items
        assert ("numeral", f'"{printed}"', 1) in [(each.code, each.q, each.paragraphs) for each in items]


def test_a_part_of_the_query_that_is_relaxed_when_asked_again_is_counted_so(index: Index) -> None:
    for each in ask("(友谊 OR 外交优先向) 命运共同甲乙", index).suggestions.items:
        assert each.paragraphs == ask(each.q, index).totals.paragraphs


def test_no_more_is_suggested_than_may_be_asked(index: Index) -> None:
    limits = Limits(QueryLimits(distance=10))
    answer = search(SearchRequest(QueryText('"中方" NEAR/1 "外交"')), index, limits)
    assert [each.q for each in answer.suggestions.items if each.code == "farther"] == ['"中方" NEAR/10 "外交"'] or all(
        each.code != "farther" for each in answer.suggestions.items
    )
    for each in answer.suggestions.items:
        search(SearchRequest(QueryText(each.q), each.filters, field=each.field), index, limits)


def test_as_whole_words_is_said_where_whole_words_were_asked_for(index: Index) -> None:
    answer = search(SearchRequest(QueryText("发展中国", Match.WORD)), index, GENEROUS)
    assert all(
        "as whole words" in notice.message for notice in answer.interpretation.notices if notice.code == "relaxed"
    )


def test_no_time_is_left_to_look_for_suggestions(index: Index) -> None:
    understood = interpret(QueryText("铁路"), index, GENEROUS)
    request = Request(understood.node, deadline=Deadline.after(-1))
    assert [each.code for each in suggestions(understood, request, 0, index, GENEROUS).notices] == [
        "suggestions-incomplete"
    ]


@settings(max_examples=60)
@given(tree=trees())
def test_every_suggestion_runs_and_finds_what_it_says(index: Index, tree: Node) -> None:
    filters = Filters(first=date(2018, 11, 4), last=date(2018, 11, 4))
    answer = ask(str(tree), index, filters)
    for each in answer.suggestions.items:
        question = SearchRequest(QueryText(each.q), each.filters, field=each.field)
        assert search(question, index, GENEROUS).totals.paragraphs == each.paragraphs > 0
