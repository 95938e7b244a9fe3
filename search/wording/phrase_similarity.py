"""Similarity of a clause to a phrase that it does not contain: the share of the phrase that it has, in any order.

A character of the phrase counts if the clause has it together with one of its neighbors. Characters of words that occur
in every communiqué (加强, 双方同意) have little weight. The head of a Chinese phrase comes last, so the clause must
have its last two characters (繁荣的南亚 is not reworded as 繁荣的阿富汗). No other statement matters, so a similarity
never changes when statements are added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.wording.boilerplate import is_generic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.match_spans import Span
    from search.wording.precomputed import Text

NEAR = 0.6
"""The similarity from which a clause is a rewording: 坚持一个中国政策 has 0.6 of 坚定奉行一个中国政策."""

_GENERIC_WEIGHT = 0.25

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
        for clause in sorted({text.clause_around(at, at + len(self._last)) for at in _places(self._last, text.text)}):
            nearness = self._share(text.text[slice(*clause)])
            if nearness >= NEAR and (best is None or nearness > best.nearness):
                best = Near(clause, nearness)
        return best

    def _share(self, text: str) -> float:
        """The share of the phrase's weight that a text has; 0 if it is certainly below the threshold."""
        present = [pair in text for pair in self._pairs]
        if present.count(True) < self._fewest:
            return 0.0
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
