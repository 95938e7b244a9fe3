"""The best paragraphs of words that tantivy cannot tell apart: those in which a thousand paragraphs score alike.

A broadcast's opening, said a thousand times, is as good an answer a thousand times; finding the newest ten of them
would mean scoring all. So the best of such words are found once, when an index is written.
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
_LOOKED_AT = 104
"""Where so many of tantivy's best hold the best few for certain, nothing is kept of a word."""

_KEPT = 512
_names_json = TypeAdapter(list[str])


def write_top_docs(directory: Path, inverted: InvertedIndex, scores: Scorer, words: Iterable[str]) -> None:
    """Write the best paragraphs of those of the words for which looking them up takes long."""
    writer = RecordWriter(directory, BEST)
    names = []
    for word in words:
        weights = {word: scores.weight(inverted.with_word(word))}
        query = inverted.by_words(weights)
        promised = inverted.scored(query, _LOOKED_AT)
        if not is_proven(scores.best(promised, weights, _ENOUGH), promised, _ENOUGH):
            every = inverted.scored(query, inverted.with_word(word))
            writer.append(array("I", (rank for _, rank in scores.best(every, weights, _KEPT))).tobytes())
            names.append(word)
    writer.close()
    (directory / BEST_NAMES).write_bytes(_names_json.dump_json(names))


class TopDocs:
    """The best paragraphs of some words."""

    def __init__(self, directory: Path) -> None:
        names = _names_json.validate_json((directory / BEST_NAMES).read_bytes())
        self._numbers = {name: number for number, name in enumerate(names)}
        self._records = Records(directory, BEST)

    def of(self, words: Collection[str]) -> Sequence[int]:
        """The best paragraphs by a single word, best first; none if they are not known, or for several words."""
        number = self._numbers.get(next(iter(words))) if len(words) == 1 else None
        if number is None:
            return ()
        ranks = array("I")
        ranks.frombytes(self._records[number])
        return ranks

    def close(self) -> None:
        """Let go of the file."""
        self._records.close()
