"""The paragraphs of frequent terms as bits, made once when an index is written: tantivy hands out hits one by one.

Frequent are pairs of tokens, longer words, and pairs that stand twice or more in a paragraph. Single tokens are not
among them: there are as many hits of a thousand of them as of all the others together, and few ask for them; what is
asked for is kept for a while.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from search.engines.tantivy.bit_sets import bits_of_flags, bits_of_ranks
from search.engines.tantivy.record_file import Records, RecordWriter
from search.engines.tantivy.schema import FREQUENT, FREQUENT_NAMES
from search.engines.tantivy.terms import times_term

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from search.engines.tantivy.columns import Columns
    from search.engines.tantivy.inverted_index import InvertedIndex

_KEPT = 64
_names_json = TypeAdapter(list[str])


def few(paragraphs: int) -> int:
    """How many of all paragraphs are few: a list of them is handled sooner than bits for all."""
    return max(512, paragraphs >> 7)


def write_frequent_terms(directory: Path, inverted: InvertedIndex, columns: Columns) -> None:
    """Write the sets of all frequent terms of an index that is complete but for them."""
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
    """The paragraphs of a term, of terms in a row, or that have a term several times, as bits."""

    def __init__(self, directory: Path, inverted: InvertedIndex, paragraphs: int) -> None:
        self._inverted = inverted
        self._paragraphs = paragraphs
        names = _names_json.validate_json((directory / FREQUENT_NAMES).read_bytes())
        self._numbers = {name: number for number, name in enumerate(names)}
        self._records = Records(directory, FREQUENT)
        self._kept = lru_cache(_KEPT)(self._asked)

    def having(self, row: Sequence[str]) -> int:
        """The paragraphs that have the terms in a row."""
        number = self._numbers.get("".join(row))
        return self._kept(tuple(row)) if number is None else self._read(number)

    def having_times(self, gram: str, times: int) -> int:
        """The paragraphs that have a term so many times or more."""
        term = times_term(gram, times)
        number = self._numbers.get(term)
        return bits_of_ranks(self._inverted.times(term), self._paragraphs) if number is None else self._read(number)

    def _read(self, number: int) -> int:
        return int.from_bytes(self._records[number], "little")

    def _asked(self, row: tuple[str, ...]) -> int:
        ranks = self._inverted.ranks(self._inverted.having(row), self._inverted.at_most(row))
        return bits_of_ranks(ranks, self._paragraphs)

    def close(self) -> None:
        """Let go of the file."""
        self._records.close()
