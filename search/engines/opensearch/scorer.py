"""Relevance (`search.bm25`) in the cluster: a script adds the scores of words in the order and precision of the law."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from cachetools import LRUCache

from search.bm25 import (
    LENGTH_WEIGHT,
    SATURATION,
    frequency,
    inverse_document_frequency,
    query_words,
    total_score,
    word_score,
)
from search.engines.opensearch.mapping import LENGTH, WORDS
from search.engines.opensearch.terms import term

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.deadline import Deadline
    from search.engines.opensearch.client import Cluster
    from search.engines.opensearch.compiler import Query
    from search.query.nodes import Node

_SCRIPT = f"""
double total = 0;
double length = (double) doc['{LENGTH}'].value;
for (int i = 0; i < params.words.length; i++) {{
  int times = termFreq('{WORDS}', params.words[i]);
  if (times > 0) {{
    double norm = params.rest + params.share * length / params.average;
    total += params.weights[i] * times * params.ceiling / (times + params.saturation * norm);
  }}
}}
return total;
"""

_WORDS_CACHED = 16_384


class Scorer:
    """Scores paragraphs of one index, whose counts never change."""

    def __init__(self, cluster: Cluster, index: str, paragraphs: int, words: int) -> None:
        """`words` is the number of words of all `paragraphs`."""
        self._cluster = cluster
        self._index = index
        self._paragraphs = paragraphs
        self._average = words / paragraphs if paragraphs else 0.0
        self._holding: LRUCache[str, int] = LRUCache(_WORDS_CACHED)
        self._lock = Lock()

    def weights(self, node: Node, analyzer: Analyzer, deadline: Deadline) -> dict[str, float]:
        """The words of a query that occur in the corpus, each with its weight."""
        words = query_words(node, analyzer)
        holding = self._counts(words, deadline)
        return {word: inverse_document_frequency(self._paragraphs, holding[word]) for word in words if holding[word]}

    def scoring(self, query: Query, weights: dict[str, float]) -> Query:
        """The query with the scores of its hits."""
        params = {
            "words": list(map(term, weights)),
            "weights": list(weights.values()),
            "ceiling": SATURATION + 1,
            "saturation": SATURATION,
            "rest": 1 - LENGTH_WEIGHT,
            "share": LENGTH_WEIGHT,
            "average": self._average,
        }
        return {"script_score": {"query": query, "script": {"source": _SCRIPT, "params": params}}}

    def score(self, weights: dict[str, float], text: str, inside: int, length: int) -> float:
        """The score of one paragraph from its text."""
        return total_score(
            word_score(weight, times, length, self._average)
            for word, weight in weights.items()
            if (times := frequency(word, text, inside))
        )

    def _counts(self, words: list[str], deadline: Deadline) -> dict[str, int]:
        """How many paragraphs have each word; those not asked for before are asked for with one request."""
        with self._lock:
            known = {word: self._holding[word] for word in words if word in self._holding}
        unknown = [word for word in words if word not in known]
        queries = [
            {"size": 0, "track_total_hits": True, "query": {"term": {WORDS: {"value": term(word)}}}} for word in unknown
        ]
        answers = self._cluster.searches(self._index, queries, deadline)
        counts = {word: answer["hits"]["total"]["value"] for word, answer in zip(unknown, answers, strict=True)}
        with self._lock:
            self._holding.update(counts)
        return known | counts
