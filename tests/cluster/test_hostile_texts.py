"""Random trees over texts of few characters, runs of Latin letters, blanks, ends of sentences and private characters."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.linear_scan import LinearScanEngine
from search.engines.protocol import Match, Request
from search.query.rewrite import flatten, folded
from tests.corpora import texts_as_statement
from tests.trees import trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from search.analysis import Analyzer
    from search.engines.protocol import Engine
    from search.model import Statement
    from search.query.nodes import Node

PIECES = ["甲", "乙", "丙", "。", "a", "1b", " ", "😀", "中国", "国家", "!", "·", "\ue002", "\ue00f", "ab" * 70, "é"]
WEIGHTS = [6, 6, 4, 1, 2, 1, 2, 1, 3, 3, 1, 1, 0.5, 0.5, 0.3, 1]
TEXTS = 300

PHRASES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join).filter(str.strip)


def statement() -> Statement:
    """A statement with as many hostile texts."""
    choose = random.Random(20)
    return texts_as_statement(
        *("".join(choose.choices(PIECES, WEIGHTS, k=choose.randint(1, 40))) for _ in range(TEXTS))
    )


@pytest.fixture(scope="module")
def hostile(make_engine: Callable[[Sequence[Statement]], Engine]) -> Iterator[Engine]:
    """The engine under test, on the hostile texts."""
    opened = make_engine([statement()])
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def scan(analyzer: Analyzer) -> LinearScanEngine:
    """The specification, on the same."""
    return LinearScanEngine([statement()], analyzer)


@settings(max_examples=300)
@given(tree=trees(runs=PHRASES, literals=PHRASES), mode=st.sampled_from(Match))
def test_any_tree_over_hostile_texts_is_answered_as_the_specification_says(
    tree: Node, mode: Match, hostile: Engine, scan: LinearScanEngine, analyzer: Analyzer
) -> None:
    request = Request(folded(flatten(tree), analyzer), match=mode, limit=TEXTS)
    assert hostile.search(request) == scan.search(request)
