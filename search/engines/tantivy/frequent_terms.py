"""The paragraphs of frequent terms as bit sets, precomputed when an index is written: tantivy returns hits one by one.

Precomputed are pairs of tokens, longer words, and pairs that occur twice or more in a paragraph. Single tokens are not:
a thousand of them have as many postings as all the others together, and are rarely queried; their sets are cached on
use.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from search.engines.bits import bits_of
from search.engines.tantivy.bit_sets import bits_of_flags
from search.engines.tantivy.record_file import Records, RecordWriter
from search.engines.tantivy.schema import FREQUENT, FREQUENT_NAMES
from search.engines.tantivy.terms import times_term

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from search.engines.tantivy.columns import Columns
    from search.engines.tantivy.inverted_index import InvertedIndex

_CACHED = 64
_names_json = TypeAdapter(list[str])


def few(paragraphs: int) -> int:
    """The number of paragraphs up to which a list is faster than a bit set."""
    return max(512, paragraphs >> 7)


def write_frequent_terms(directory: Path, inverted: InvertedIndex, columns: Columns) -> None:
    """Write the bit sets of all frequent terms of an otherwise complete index."""
    writer = RecordWriter(directory, FREQUENT)
    names = []
    for name, ranks in inverted.frequent(above=few(columns.paragraphs)):
        flags = bytearray(columns.paragraphs)
        for rank in ranks:
            flags[rank] = 1
        writer.append(bits_of_flags(flags).to_bytes(columns.paragraphs // 8 + 1, "little"))
        names.append(name)
    writer.close()
    (directory / FREQUENT_NAMES).write_bytes(_names_json.dump_json(names))


class FrequentTerms:
    """Bit sets of paragraphs: of a term, of a sequence of terms, or of a repeated term."""

    def __init__(self, directory: Path, inverted: InvertedIndex, paragraphs: int) -> None:
        self._inverted = inverted
        self._paragraphs = paragraphs
        names = _names_json.validate_json((directory / FREQUENT_NAMES).read_bytes())
        self._numbers = {name: number for number, name in enumerate(names)}
        self._records = Records(directory, FREQUENT)
        self._cached = lru_cache(_CACHED)(self._query_bits)

    def having(self, row: Sequence[str]) -> int:
        """The paragraphs that have the terms in sequence."""
        number = self._numbers.get("".join(row))
        return self._cached(tuple(row)) if number is None else self._read(number)

    def having_times(self, gram: str, times: int) -> int:
        """The paragraphs in which a term occurs `times` times or more."""
        term = times_term(gram, times)
        number = self._numbers.get(term)
        return bits_of(self._inverted.times(term), self._paragraphs) if number is None else self._read(number)

    def _read(self, number: int) -> int:
        return int.from_bytes(self._records[number], "little")

    def _query_bits(self, row: tuple[str, ...]) -> int:
        ranks = self._inverted.ranks(self._inverted.having(row), self._inverted.at_most(row))
        return bits_of(ranks, self._paragraphs)

    def close(self) -> None:
        """Close the file."""
        self._records.close()
