"""How near a clause comes to a phrase that it does not have: how much of the phrase stands in it, in whatever order.

A character of the phrase stands in the clause if it does so with one of its neighbors: a character alone proves nothing.
Characters of words that stand in every communiqué (加强, 双方同意) count for little. What the phrase is about stands last
in Chinese: so its last two characters must stand in the clause (繁荣的南亚 does not become 繁荣的阿富汗). No other statement has a say, so what
is near stays so whatever arrives later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.wording.boilerplate import is_generic
from search.wording.clauses import clause_around

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from search.spans import Span

NEAR = 0.6
"""From here on a clause is a rewording: 坚持一个中国政策 has 0.6 of 坚定奉行一个中国政策."""

_GENERIC_WEIGHT = 0.25

_MARKS = "。,、;:!?”’》) "
"""What a phrase may end with and what says nothing of it."""


@dataclass(frozen=True, slots=True)
class Near:
    """A clause, and how near it comes: 0 has nothing of the phrase, 1 all of it."""

    clause: Span
    nearness: float


class Nearness:
    """Measures clauses against one phrase."""

    def __init__(self, phrase: str) -> None:
        self._weights = _weights(phrase)
        self._total = sum(self._weights) or 1.0
        self._pairs = [phrase[at : at + 2] for at in range(len(phrase) - 1)]
        self._last = phrase.rstrip(_MARKS)[-2:]

    def nearest(self, text: str) -> Near | None:
        """The nearest clause of a statement's text, the first of several, None if none is near."""
        if self._last not in text:
            return None
        counts = {pair: text.count(pair) for pair in set(self._pairs)}
        if self._share({pair for pair, count in counts.items() if count}) < NEAR:
            return None
        best: Near | None = None
        for clause in self._candidates(text, counts):
            if text.find(self._last, *clause) < 0:
                continue
            nearness = self._share({pair for pair in counts if text.find(pair, *clause) >= 0})
            if nearness >= NEAR and (best is None or nearness > best.nearness):
                best = Near(clause, nearness)
        return best

    def _candidates(self, text: str, counts: Mapping[str, int]) -> Sequence[Span]:
        """Every clause that could be near, in order.

        A near clause has one of any set of pairs without which the rest of the phrase is too little; the rarest will do.
        """
        wanted: set[str] = set()
        for pair in sorted(counts, key=lambda pair: (counts[pair], pair)):
            if self._share(counts.keys() - wanted) < NEAR:
                break
            wanted.add(pair)
        return sorted({clause_around(text, at, at + 2) for pair in wanted for at in _places(pair, text)})

    def _share(self, pairs: set[str]) -> float:
        """The part of the phrase's weight that the pairs cover."""
        covered = 0.0
        for at, weight in enumerate(self._weights):
            if (at and self._pairs[at - 1] in pairs) or (at < len(self._pairs) and self._pairs[at] in pairs):
                covered += weight
        return round(covered / self._total, 4)


def _weights(phrase: str) -> list[float]:
    """What each character of the phrase counts."""
    return [_GENERIC_WEIGHT if generic else 1.0 for generic in is_generic(phrase)]


def _places(pair: str, text: str) -> Iterator[int]:
    at = text.find(pair)
    while at >= 0:
        yield at
        at = text.find(pair, at + 1)
