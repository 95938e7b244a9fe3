"""Sorts matching paragraphs in the requested order."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from search.engines.protocol import Sort
from search.engines.tantivy.scorer import is_proven

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from search.deadline import Deadline
    from search.engines.protocol import Request
    from search.engines.tantivy.matcher import Found
    from search.engines.tantivy.scorer import Scored, Scorer
    from search.engines.tantivy.snapshot import Snapshot

_SCORED_AT_ONCE = 64
"""The number of paragraphs up to which scoring each is faster than asking tantivy for the best."""

_SORTED_AT_ONCE = 1000
"""The number of wanted paragraphs beyond which all are scored and sorted."""


class Ordering:
    """Sorts matching paragraphs, as far as the page needs it."""

    def __init__(self, snapshot: Snapshot, scores: Scorer) -> None:
        self._inverted = snapshot.inverted
        self._known_best = snapshot.best
        self._scores = scores

    def ordered(
        self, request: Request, found: Found, weights: Mapping[str, float], wanted: int, *, skipped: int = 0
    ) -> Iterator[Scored]:
        """At least the first `wanted` of the paragraphs, each with its score, without the first `skipped` ones.

        The deadline applies to skipping, which is part of the search; iteration afterwards goes at the client's pace.
        """
        if weights and request.sort is Sort.RELEVANCE:
            scored = self._by_score(request, found, weights, wanted)
            _skip(scored, skipped, request.deadline)
            yield from scored
            return
        by_date = request.sort is Sort.DATE
        ranks = iter(found.paragraphs.oldest_first() if by_date else found.paragraphs.newest_first())
        _skip(ranks, skipped, request.deadline)
        for rank in ranks:
            yield self._scores.score(rank, weights), rank

    def _by_score(self, request: Request, found: Found, weights: Mapping[str, float], wanted: int) -> Iterator[Scored]:
        """The paragraphs with a word of the query by score, then the others by rank."""
        best = self._best(request, found, weights, wanted)
        yield from best
        scored = {rank for _, rank in best}
        yield from ((0.0, rank) for rank in found.paragraphs.newest_first() if rank not in scored)

    def _best(self, request: Request, found: Found, weights: Mapping[str, float], wanted: int) -> list[Scored]:
        """The best paragraphs with a word of the query; all of these if there are fewer than `wanted`."""
        if found.tantivy_hits is not None and wanted < min(len(found.paragraphs), _SORTED_AT_ONCE):
            return self._scores.best((each for each in found.tantivy_hits if each[0]), weights, wanted)
        if len(found.paragraphs) <= _SCORED_AT_ONCE or wanted > _SORTED_AT_ONCE:
            ranks = request.deadline.over(found.paragraphs)
            return [each for each in self._scores.sorted(ranks, weights) if each[0]]
        known = found.paragraphs.among(self._known_best.of(weights))[:wanted]
        if len(known) == wanted:
            return [(self._scores.score(rank, weights), rank) for rank in known]
        return self._best_of_many(request, found, weights, wanted)

    def _best_of_many(self, request: Request, found: Found, weights: Mapping[str, float], wanted: int) -> list[Scored]:
        """The best of the paragraphs, from increasingly many of tantivy's best."""
        # In a large result most paragraphs with its words match; the few others are filtered one by one.
        with_words = sum(map(self._inverted.with_word, weights))
        query = self._inverted.by_words(
            weights, None if 4 * len(found.paragraphs) > with_words else found.candidates.query
        )
        size = 4 * (wanted + 16)
        while True:
            request.deadline.check()
            tantivy_hits = self._inverted.scored(query, size)
            matching = set(found.paragraphs.among([rank for tantivy_score, rank in tantivy_hits if tantivy_score]))
            best = self._scores.best((each for each in tantivy_hits if each[1] in matching), weights, wanted)
            if len(tantivy_hits) < size or is_proven(best, tantivy_hits, wanted):
                return best
            size *= 8


def _skip(items: Iterator[object], number: int, deadline: Deadline) -> None:
    """Consume the first `number` items."""
    for _ in deadline.over(islice(items, number)):
        pass
