"""The best paragraphs of words for which many paragraphs have equal scores.

The opening line of a broadcast occurs in a thousand paragraphs with equal scores; finding the newest ten of them means
scoring all. So the best paragraphs of such words are precomputed when an index is written.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from search.engines.tantivy.record_file import Records, RecordWriter
from search.engines.tantivy.schema import BEST, BEST_NAMES
from search.engines.tantivy.scorer import is_proven

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from search.engines.tantivy.inverted_index import InvertedIndex
    from search.engines.tantivy.scorer import Scorer

_ENOUGH = 10
_PROBED = 104
"""A word is not precomputed if this many of tantivy's best certainly contain the best few."""

_STORED = 512
_names_json = TypeAdapter(list[str])


def write_top_docs(directory: Path, inverted: InvertedIndex, scores: Scorer, words: Iterable[str]) -> None:
    """Write the best paragraphs of the words for which computing them takes long."""
    writer = RecordWriter(directory, BEST)
    names = []
    for word in words:
        weights = {word: scores.weight(inverted.with_word(word))}
        query = inverted.by_words(weights)
        tantivy_hits = inverted.scored(query, _PROBED)
        if not is_proven(scores.best(tantivy_hits, weights, _ENOUGH), tantivy_hits, _ENOUGH):
            every = inverted.scored(query, inverted.with_word(word))
            writer.append(array("I", (rank for _, rank in scores.best(every, weights, _STORED))).tobytes())
            names.append(word)
    writer.close()
    (directory / BEST_NAMES).write_bytes(_names_json.dump_json(names))


class TopDocs:
    """The precomputed best paragraphs of words."""

    def __init__(self, directory: Path) -> None:
        names = _names_json.validate_json((directory / BEST_NAMES).read_bytes())
        self._numbers = {name: number for number, name in enumerate(names)}
        self._records = Records(directory, BEST)

    def of(self, words: Collection[str]) -> Sequence[int]:
        """The best paragraphs of a single word, best first; none if they are not precomputed, or for several words."""
        number = self._numbers.get(next(iter(words))) if len(words) == 1 else None
        if number is None:
            return ()
        ranks = array("I")
        ranks.frombytes(self._records[number])
        return ranks

    def close(self) -> None:
        """Close the file."""
        self._records.close()
