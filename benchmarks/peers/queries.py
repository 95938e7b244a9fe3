"""Distinct queries, drawn from the paragraphs, so that each has a hit."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEAVES = (1, 2, 3)
SHORTEST, LONGEST = 2, 4
"""The fewest and the most characters of a leaf, as in most queries of users."""

LONGEST_SUBSTRING = 8
"""The most characters of a substring query, with which totals are compared."""

_TRIES = 20
"""The number of failed draws after which a paragraph or a corpus counts as exhausted."""

_HAN = re.compile(r"[\u4e00-\u9fff]+")
"""A run that every server interprets alike: 合作. Not 2018年 or 合作，"""

Leaf = tuple[str, ...]
"""Adjacent words: ("经济", "走廊")."""


@dataclass(frozen=True, slots=True)
class Query:
    """A conjunction of leaves, in any order."""

    leaves: tuple[Leaf, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The leaves as users write them."""
        return tuple(map("".join, self.leaves))

    def __str__(self) -> str:
        return " ".join(self.texts)


def draw_queries(segmented: Sequence[str], count: int, seed: int = 0) -> list[Query]:
    """Up to `count` distinct queries of one, two and three leaves in equal shares; fewer from few paragraphs.

    `segmented` are paragraphs as blank-separated words. The leaves of a query are from one paragraph, so it has a hit.
    Late draws are rarer, as frequent words have been drawn already; so the queries are shuffled.
    """
    choose = random.Random(seed)  # noqa: S311  the same queries in every run
    drawn: dict[frozenset[str], Query] = {}
    for number in range(count):
        for _ in range(_TRIES):
            query = _query(choose.choice(segmented).split(), LEAVES[number % len(LEAVES)], choose)
            if query and frozenset(query.texts) not in drawn:
                drawn[frozenset(query.texts)] = query
                break
    queries = list(drawn.values())
    choose.shuffle(queries)
    return queries


def draw_substrings(texts: Sequence[str], count: int, seed: int = 0) -> list[Query]:
    """Up to `count` distinct substrings of 2 to 8 Han characters, which only exact search finds completely."""
    choose = random.Random(seed)  # noqa: S311  the same queries in every run
    found: dict[str, Query] = {}
    for _ in range(count * _TRIES):
        runs = [run for run in _HAN.findall(choose.choice(texts)) if len(run) >= SHORTEST]
        if runs and len(found) < count:
            text = _part(choose.choice(runs), choose)
            found[text] = Query(((text,),))
    return list(found.values())


def _part(run: str, choose: random.Random) -> str:
    length = choose.randint(SHORTEST, min(LONGEST_SUBSTRING, len(run)))
    start = choose.randint(0, len(run) - length)
    return run[start : start + length]


def _query(words: Sequence[str], leaves: int, choose: random.Random) -> Query | None:
    """A query of `leaves` distinct leaves; None if the draws found too few."""
    found: dict[str, Leaf] = {}
    for leaf in _leaves(words, choose):
        found["".join(leaf)] = leaf
        if len(found) == leaves:
            return Query(tuple(found.values()))
    return None


def _leaves(words: Sequence[str], choose: random.Random) -> Iterator[Leaf]:
    """A few random sequences of whole words with two to four Han characters."""
    for _ in range(_TRIES if words else 0):
        start = choose.randrange(len(words))
        leaf = tuple(words[start : start + choose.randint(1, 3)])
        text = "".join(leaf)
        if SHORTEST <= len(text) <= LONGEST and _HAN.fullmatch(text):
            yield leaf
