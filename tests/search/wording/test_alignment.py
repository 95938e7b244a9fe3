"""Which paragraphs correspond: the pairs made up for it, and laws."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.wording.alignment import align
from search.wording.chains import Link, in_order
from tests.search.wording.made_pairs import PAIRS

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from tests.search.wording.made_pairs import MadePair

FEWEST_RIGHT = 0.95
"""The least F1 over the made-up pairs."""


def found(older: tuple[str, ...], newer: tuple[str, ...], analyzer: Analyzer) -> set[tuple[int, int]]:
    """The numbers of the paragraphs that are aligned."""
    one, other = ([analyzer.comparable(text).text for text in texts] for texts in (older, newer))
    return {(link.a + 1, link.b + 1) for link in align(one, other)}


def test_the_made_up_pairs_are_aligned(analyzer: Analyzer) -> None:
    pairs = [(found(pair.older, pair.newer, analyzer), pair.corresponding) for pair in PAIRS]
    right = sum(len(some & wanted) for some, wanted in pairs)
    total = sum(len(some) + len(wanted) for some, wanted in pairs)
    assert 2 * right / total >= FEWEST_RIGHT


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_other_way_round_the_same_paragraphs_correspond(pair: MadePair, analyzer: Analyzer) -> None:
    there = found(pair.older, pair.newer, analyzer)
    assert {(b, a) for a, b in found(pair.newer, pair.older, analyzer)} == there


def test_a_review_of_all_fields_takes_no_counterpart_away(analyzer: Analyzer) -> None:
    (review,) = (pair for pair in PAIRS if pair.name == "a review of all fields")
    assert found(review.older, review.newer, analyzer) == review.corresponding


LINKS = st.lists(
    st.builds(Link, st.integers(0, 6), st.integers(0, 6), st.integers(1, 9).map(float)),
    max_size=9,
    unique_by=lambda link: (link.a, link.b),
)


def heaviest(links: list[Link], a: int = 0, b: int = 0) -> float:
    """The greatest total of links in order, by trying all."""
    fitting = [link for link in links if link.a >= a and link.b >= b]
    return max((link.likeness + heaviest(links, link.a + 1, link.b + 1) for link in fitting), default=0.0)


@given(LINKS)
def test_the_links_in_order_weigh_the_most(links: list[Link]) -> None:
    chain = in_order(links)
    assert all(one.a < other.a and one.b < other.b for one, other in pairwise(chain))
    assert sum(link.likeness for link in chain) == heaviest(links)
