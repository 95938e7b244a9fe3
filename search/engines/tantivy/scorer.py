"""The best paragraphs by `search.bm25`, computed from tantivy's scores.

tantivy uses the same formula, but rounds lengths down to one of 256 values and computes in single precision. So its
score is an upper bound up to `_SLACK`, and a paragraph that it scores below the exact score of the last wanted one is
skipped. (A word in nearly all of more than eight million paragraphs has no weight in single precision.)
"""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

from search.bm25 import frequency, inverse_document_frequency, query_words, total_score, word_score

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from search.analysis import Analyzer
    from search.engines.tantivy.columns import Columns
    from search.engines.tantivy.inverted_index import InvertedIndex
    from search.engines.tantivy.text_store import Texts
    from search.query.nodes import Node

_SLACK = 1e-5
"""A bound on the error of single precision, relative to the score, and absolute for scores near 0."""

Scored = tuple[float, int]
"""A score, and the rank of the paragraph with it."""


class Scorer:
    """Computes exact scores of paragraphs from their texts."""

    def __init__(self, inverted: InvertedIndex, columns: Columns, texts: Texts) -> None:
        self._inverted = inverted
        self._columns = columns
        self._texts = texts
        lengths = columns.lengths
        self._average_length = sum(lengths) / len(lengths) if lengths else 0.0

    def weights(self, node: Node, analyzer: Analyzer) -> dict[str, float]:
        """The words of a query that occur in the corpus, each with its weight."""
        return {
            word: self.weight(holding)
            for word in query_words(node, analyzer)
            if (holding := self._inverted.with_word(word))
        }

    def weight(self, holding: int) -> float:
        """The weight of a word that `holding` paragraphs have."""
        return inverse_document_frequency(self._columns.paragraphs, holding)

    def score(self, rank: int, weights: Mapping[str, float]) -> float:
        """The exact score of a paragraph."""
        if not weights:
            return 0.0
        text, inside = self._texts.both(self._columns.rows[rank])
        length = self._columns.lengths[rank]
        return total_score(
            word_score(weight, times, length, self._average_length)
            for word, weight in weights.items()
            if (times := frequency(word, text, inside))
        )

    def best(self, tantivy_hits: Iterable[Scored], weights: Mapping[str, float], wanted: int) -> list[Scored]:
        """The best `wanted` paragraphs, by score and rank.

        `tantivy_hits` are tantivy's scores, highest first; paragraphs that cannot be among the best are not scored.
        """
        best: list[tuple[float, int]] = []  # negated scores, in ascending order
        for tantivy_score, rank in tantivy_hits:
            if len(best) == wanted and tantivy_score < lower_bound(-best[-1][0]):
                break
            insort(best, (-self.score(rank, weights), rank))
            del best[wanted:]
        return [(-negated, rank) for negated, rank in best]

    def sorted(self, ranks: Iterable[int], weights: Mapping[str, float]) -> list[Scored]:
        """All of the paragraphs by score and rank."""
        negated = sorted((-self.score(rank, weights), rank) for rank in ranks)
        return [(-score, rank) for score, rank in negated]


def is_proven(best: Sequence[Scored], tantivy_hits: Sequence[Scored], wanted: int) -> bool:
    """Whether no paragraph beyond the last of tantivy's scores can be among the best `wanted`."""
    return len(best) == wanted and tantivy_hits[-1][0] < lower_bound(best[-1][0])


def lower_bound(score: float) -> float:
    """The lowest score that tantivy may give to a paragraph with this exact score."""
    return (score - _SLACK) * (1 - _SLACK)
