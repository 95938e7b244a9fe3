"""The meaning of a match."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.grams import tokens
from search.match_spans import match, occurrences
from search.query.nodes import Exclude, Literal, Near, Wildcard
from search.query.parser import parse
from search.query.rewrite import flatten, folded
from tests.trees import trees

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.query.nodes import Node

MATCHES = [
    ("中国", "中国是发展中国家", {(0, 2), (5, 7)}),
    ("中国", "中方", None),
    ("中国 OR 中方", "中国和中方", {(0, 2), (3, 5)}),
    ("中国 OR 中方", "中国", {(0, 2)}),
    ("中国 中方", "中国", None),
    ("-中国", "中方", set()),
    ("-中国", "中国", None),
    ("中国 -发展中国家", "中国", {(0, 2)}),
    ("中国 -发展中国家", "发展中国家", None),
    ("(中国 中方) OR 巴方", "中国和巴方", {(3, 5)}),  # the alternative that does not match marks nothing
    ("-(中国 中方)", "中国", set()),
    ("--中国", "中国", {(0, 2)}),
    ("20", "20年2018年", {(0, 2)}),
    ("20", "2018年", None),
    ("fm", "FM98", None),
    ("FM98", "在巴设立“FM98中巴友谊台”", {(5, 9)}),
    ("98中巴", "FM98中巴", None),
    ("2012-2020", "《2012-2020年》", {(1, 10)}),
    ("人人", "人人人", {(0, 2), (1, 3)}),
    ("命运共同体", "命运　共 同体", {(0, 7)}),
    ('"命运 共同体"', "命运共同体", {(0, 5)}),
    ("中國", "中国", {(0, 2)}),
    ("２０１８", "2018年", {(0, 4)}),
    ("", "中国", set()),
    ('"打造*命运共同体"', "打造新时代更紧密的命运共同体", {(0, 14)}),
    ('"打造*命运共同体"', "打造新时代的更加紧密的命运共同体", None),  # nine characters between
    ('"打造*命运共同体"', "打造命运共同体", None),
    ('"打造*命运共同体"', "打造。新命运共同体", None),
    ('"打造*命运共同体"', "打造，新命运共同体", {(0, 9)}),
    ('"打造*命运共同体"', "打造？新命运共同体打造新命运共同体", {(9, 17)}),
    ('"国*国"', "国国国", {(0, 3)}),
    ('"中*国"', "中中国国", {(0, 3), (1, 4)}),
    ('"中*巴*合作"', "中方同巴方的合作", {(0, 8)}),
    ('"20*8"', "2018", None),
    ('"20*8"', "20年8月", {(0, 4)}),
    ('"中国" ~"发展中国家"', "中国是发展中国家", {(0, 2)}),
    ('"中国" ~"发展中国家"', "发展中国家", None),
    ('-("中国" ~"发展中国家")', "发展中国家", set()),
    ('"国" ~"中国" ~"国家"', "中国国家国", {(4, 5)}),
    ('"中国" ~"中国"', "中国", None),
    ('"中国" ~"中国*家"', "中国大家中国", {(4, 6)}),
    ('"中国" ~"巴"', "中国巴", {(0, 2)}),
    ("(中 OR 国) ~中国", "中国中", {(2, 3)}),
    ('"中国" NEAR/2 "巴"', "中国和巴", {(0, 4)}),
    ('"中国" NEAR/2 "巴"', "巴和和中国", {(0, 5)}),
    ('"中国" NEAR/2 "巴"', "中国和和和巴", None),
    ('"中国" NEAR/0 "巴"', "中国巴", {(0, 3)}),
    ('"中国" NEAR/5 "国"', "中国", None),  # they would overlap
    ('"中" NEAR/9 "巴"', "中巴。中", {(0, 2), (1, 4)}),
    ('"中" NEAR/9 "巴"', "中中巴", {(1, 3)}),  # the shortest
    ("中 NEAR/1 国 NEAR/1 巴", "巴中国", {(0, 3)}),
    ("(中 OR 巴) NEAR/1 国", "巴国。。中国", {(0, 2), (4, 6)}),
    ("-中 NEAR/1 国", "中和和国", set()),
]


@pytest.mark.parametrize(("query", "text", "expected"), MATCHES)
def test_match(query: str, text: str, expected: set[tuple[int, int]] | None, analyzer: Analyzer) -> None:
    comparable = analyzer.comparable(text)
    spans = match(folded(flatten(parse(query)), analyzer), comparable.text)
    found = None if spans is None else {comparable.original(*span) for span in spans}
    assert found == expected


WORDS = [
    ("中国", "中国是发展中国家", {(0, 2)}),
    ("中国", "发展中国家", None),
    ("-中国", "发展中国家", set()),
    ("展中", "发展中国家", None),
    ("中国 ~中国人民", "中国人民和中国", {(5, 7)}),
    ('"中国" ~"展中国家"', "发展中国家和中国", {(6, 8)}),
    ("，中国", "，中国。", {(0, 3)}),
    ('"展*合作"', "发展中国家合作", None),
    ('"发展*合作"', "发展经济合作", {(0, 6)}),
]


@pytest.mark.parametrize(("query", "text", "expected"), WORDS)
def test_a_match_of_whole_words(
    query: str, text: str, expected: set[tuple[int, int]] | None, analyzer: Analyzer
) -> None:
    analyzed = analyzer.analyze(text)
    spans = match(folded(flatten(parse(query)), analyzer), analyzed.text, analyzed.inside)
    assert spans == (None if expected is None else frozenset(expected))


ALPHABET = "中国巴12a ，"


@given(st.text(ALPHABET, min_size=1, max_size=5), st.text(ALPHABET, max_size=30))
def test_a_pattern_is_found_where_its_tokens_stand_in_a_row(pattern: str, text: str) -> None:
    row, whole = tokens(pattern), tokens(text)
    starts = [sum(map(len, whole[:index])) for index in range(len(whole))]
    expected = [
        (starts[index], starts[index] + len(pattern))
        for index in range(len(whole))
        if whole[index : index + len(row)] == row
    ]
    assert occurrences(pattern, text) == expected


@given(trees(), st.text("中国巴基斯坦命运共同体的，。2018a", max_size=40))
def test_flattening_changes_no_verdict(analyzer: Analyzer, tree: Node, text: str) -> None:
    as_typed, flat = match(folded(tree, analyzer), text), match(folded(flatten(tree), analyzer), text)
    assert (as_typed is None) == (flat is None)


@given(trees())
def test_flattening_twice_changes_nothing(tree: Node) -> None:
    once = flatten(tree)
    assert flatten(once) == once


SENTENCES = "中国巴。！，"


@given(st.lists(st.text("中国", min_size=1, max_size=2), min_size=2, max_size=3), st.text(SENTENCES, max_size=30))
def test_a_wildcard_is_found_where_a_regular_expression_finds_it(parts: list[str], text: str) -> None:
    pattern = re.compile("[^。！]{1,8}".join(parts))
    everywhere = {
        (start, end)
        for start in range(len(text))
        for end in range(len(text) + 1)
        if pattern.fullmatch(text, start, end)
    }
    assert match(Wildcard(tuple(parts)), text) == (_holding_no_other(everywhere) or None)


@given(st.text("中国", min_size=1, max_size=2), st.text("国巴", min_size=1, max_size=2), st.integers(0, 5), st.data())
def test_near_is_found_where_two_places_are_near(left: str, right: str, distance: int, data: st.DataObject) -> None:
    text = data.draw(st.text(SENTENCES, max_size=30))
    bridges = {
        (min(a, c), max(b, d))
        for a, b in occurrences(left, text)
        for c, d in occurrences(right, text)
        if 0 <= c - b <= distance or 0 <= a - d <= distance
    }
    assert match(Near(Literal(left), Literal(right), distance), text) == (_holding_no_other(bridges) or None)


@given(st.text("中国", min_size=1, max_size=2), st.lists(st.text("中国巴", min_size=1, max_size=4), min_size=1, max_size=3),
       st.text(SENTENCES, max_size=30))  # fmt: skip
def test_what_is_part_of_something_longer_is_left_out(pattern: str, longer: list[str], text: str) -> None:
    around = [span for each in longer for span in occurrences(each, text)]
    left = {
        (start, end) for start, end in occurrences(pattern, text) if not any(a <= start and end <= b for a, b in around)
    }
    assert match(Exclude(Literal(pattern), tuple(map(Literal, longer))), text) == (left or None)


def _holding_no_other(spans: set[tuple[int, int]]) -> set[tuple[int, int]]:
    return {
        (start, end)
        for start, end in spans
        if not any((a, b) != (start, end) and start <= a and b <= end for a, b in spans)
    }


@given(st.text("中国巴基斯坦发展家人民的，。2018a ", max_size=40))
def test_an_offset_is_inside_a_word_if_no_word_or_gap_begins_there(analyzer: Analyzer, text: str) -> None:
    analyzed = analyzer.analyze(text)
    inside = {offset for word in analyzed.words for offset in range(word.start + 1, word.end)}
    assert {offset for offset in range(len(analyzed.text) + 1) if analyzed.inside >> offset & 1} == inside
