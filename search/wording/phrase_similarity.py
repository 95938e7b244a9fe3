"""Similarity of a clause to a phrase that it does not contain: the share of the phrase that it has, in order.

A character of the phrase counts if the clause has it together with one of its neighbors. Characters of words that occur
in every communiqué (加强, 双方同意) have little weight. The head of a Chinese phrase comes last, so the clause must
have its last two characters (繁荣的南亚 is not reworded as 繁荣的阿富汗). No other statement matters, so a similarity
never changes when statements are added.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.wording.boilerplate import is_generic
from search.wording.chains import Link, in_order
from search.wording.clauses import line_around

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.match_spans import Span
    from search.wording.precomputed import Text

NEAR = 0.6
"""The similarity from which a clause is a rewording: 坚持一个中国政策 has 0.6 of 坚定奉行一个中国政策."""

_GENERIC_WEIGHT = 0.25

_SCATTERED = 1.7
"""The ratio of a clause's span to the phrase from which the characters are scattered: 主权在民的国家 for 主权国家."""

_JOINT = re.compile(r"[、,]")
"""增强互信、坚定信心: 、 and ， join the same members."""

_MARKS = '。,、;:!?"》)]… '
"""Marks at the end of a phrase, which are ignored."""


@dataclass(frozen=True, slots=True)
class Near:
    """A clause, and its similarity to the phrase from 0 to 1."""

    clause: Span
    nearness: float


class PhraseSimilarity:
    """Measures the similarity of clauses to one phrase."""

    def __init__(self, phrase: str) -> None:
        self._phrase = phrase
        self._joints = _JOINT.search(phrase.rstrip(_MARKS))
        self._weights = _weights(phrase)
        self._total = sum(self._weights) or 1.0
        self._pairs = [phrase[at : at + 2] for at in range(len(phrase) - 1)]
        self._fewest = _fewest_pairs(self._weights)
        self._last = phrase.rstrip(_MARKS)[-2:]

    def nearest(self, text: Text) -> Near | None:
        """The nearest clause of a statement, the first of several; None if none is a rewording."""
        if self._last not in text.text or self._share(text.text) < NEAR:
            return None
        best: Near | None = None
        for clause in self._candidates(text):
            nearness = self._nearness(text.text[slice(*clause)])
            if nearness >= NEAR and (best is None or nearness > best.nearness):
                best = Near(clause, nearness)
        return best

    def _candidates(self, text: Text) -> list[Span]:
        """The clauses with the end of the phrase; then, for members of a list, the clauses that they may stand in."""
        size = len(self._last)
        ends = list(_places(self._last, text.text))
        single = sorted({text.clause_around(at, at + size) for at in ends})
        if not self._joints:
            return single
        starts = [max(line_around(text.text, at)[0], at + size - len(self._phrase)) for at in ends]
        return [*single, *sorted({text.clause_around(at, end + size) for at, end in zip(starts, ends, strict=True)})]

    def _nearness(self, clause: str) -> float:
        """The share of the phrase's weight that a clause has; members of a list count in any order."""
        if self._joints:
            return self._share(clause)
        places = [clause.find(pair) for pair in self._pairs]
        links = in_order(Link(at, place, 1.0) for at, place in enumerate(places) if place >= 0)
        if not links or links[-1].b + 2 - links[0].b > _SCATTERED * len(self._phrase):
            return 0.0
        kept = {link.a for link in links}
        return self._covered([at in kept for at in range(len(self._pairs))])

    def _share(self, text: str) -> float:
        """The share of the phrase's weight that a text has in any order; 0 if it is certainly below the threshold."""
        present = [pair in text for pair in self._pairs]
        return 0.0 if present.count(True) < self._fewest else self._covered(present)

    def _covered(self, present: Sequence[bool]) -> float:
        """The share of the weight of the characters in any of the bigrams that are present."""
        covered = sum(
            weight
            for weight, before, after in zip(self._weights, [False, *present], [*present, False], strict=True)
            if before or after
        )
        return round(covered / self._total, 4)


def _weights(phrase: str) -> list[float]:
    """The weight of each character of the phrase."""
    return [_GENERIC_WEIGHT if generic else 1.0 for generic in is_generic(phrase)]


def _fewest_pairs(weights: Sequence[float]) -> int:
    """The fewest bigrams whose weight can reach the threshold."""
    heaviest = sorted(weights, reverse=True)
    return next(count for count in range(len(weights) + 1) if sum(heaviest[: 2 * count]) >= NEAR * sum(weights))


def _places(pair: str, text: str) -> Iterator[int]:
    at = text.find(pair)
    while at >= 0:
        yield at
        at = text.find(pair, at + 1)
