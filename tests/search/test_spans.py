"""The meaning of a match."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.grams import tokens
from search.query.parser import parse
from search.query.rewrite import flatten, folded
from search.spans import match, occurrences
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
]


@pytest.mark.parametrize(("query", "text", "expected"), MATCHES)
def test_match(query: str, text: str, expected: set[tuple[int, int]] | None, analyzer: Analyzer) -> None:
    comparable = analyzer.comparable(text)
    spans = match(folded(flatten(parse(query)), analyzer), comparable.text)
    found = None if spans is None else {comparable.original(*span) for span in spans}
    assert found == expected


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
