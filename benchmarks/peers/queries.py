"""Queries that are all different, drawn from the paragraphs themselves, so that every one of them finds something."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEAVES = (1, 2, 3)
SHORTEST, LONGEST = 2, 4
"""Characters of a leaf, as of most words that people look for."""

LONGEST_SUBSTRING = 8
"""Characters of a query that need not be words, with which totals are compared."""

_TRIES = 20
"""Draws after which a paragraph or a corpus is taken to have no more."""

_HAN = re.compile(r"[\u4e00-\u9fff]+")
"""A run that means the same to every server: 合作. Not 2018年 or 合作，"""

Leaf = tuple[str, ...]
"""Words that stand side by side: ("经济", "走廊")."""


@dataclass(frozen=True, slots=True)
class Query:
    """Leaves that must all occur in a paragraph, in any order."""

    leaves: tuple[Leaf, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The leaves as people write them."""
        return tuple(map("".join, self.leaves))

    def __str__(self) -> str:
        return " ".join(self.texts)


def draw_queries(cuts: Sequence[str], count: int, seed: int = 0) -> list[Query]:
    """Up to `count` different queries of one, two and three leaves, of each about as many; fewer from few paragraphs.

    `cuts` are paragraphs as words with blanks between. The leaves of a query are from one paragraph, so it has a hit.
    What is drawn late is rarer, for the frequent has been drawn: so they are shuffled, and any part is like the others.
    """
    choose = random.Random(seed)  # noqa: S311  the same queries in every run
    asked: dict[frozenset[str], Query] = {}
    for number in range(count):
        for _ in range(_TRIES):
            query = _query(choose.choice(cuts).split(), LEAVES[number % len(LEAVES)], choose)
            if query and frozenset(query.texts) not in asked:
                asked[frozenset(query.texts)] = query
                break
    queries = list(asked.values())
    choose.shuffle(queries)
    return queries


def draw_substrings(texts: Sequence[str], count: int, seed: int = 0) -> list[Query]:
    """Up to `count` different runs of 2 to 8 Han characters, cut anywhere: exact search alone finds them all."""
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
    """A query of so many different leaves; none if the draws found too few."""
    found: dict[str, Leaf] = {}
    for leaf in _leaves(words, choose):
        found["".join(leaf)] = leaf
        if len(found) == leaves:
            return Query(tuple(found.values()))
    return None


def _leaves(words: Sequence[str], choose: random.Random) -> Iterator[Leaf]:
    """Stretches of whole words of two to four Han characters, a few."""
    for _ in range(_TRIES if words else 0):
        start = choose.randrange(len(words))
        leaf = tuple(words[start : start + choose.randint(1, 3)])
        text = "".join(leaf)
        if SHORTEST <= len(text) <= LONGEST and _HAN.fullmatch(text):
            yield leaf
