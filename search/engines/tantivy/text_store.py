"""The comparable texts of paragraphs with their word boundaries, one record each."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from search.analysis.folding import ends_in_a_run
from search.engines.tantivy.record_file import Records
from search.engines.tantivy.schema import TEXTS
from search.match_spans import occurrences

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from search.analysis import Analyzed

_CACHED = 4096
"""The number of cached texts: the results of frequent queries are scored and read repeatedly."""

_SIZE = 4
"""The bytes of the field with the size of the boundaries."""


def pack_text(analyzed: Analyzed) -> bytes:
    """The record of a text: the size of the boundaries, the boundaries (`Analyzed.inside`), the text."""
    inside = analyzed.inside
    size = (inside.bit_length() + 7) // 8
    return b"".join(
        (size.to_bytes(_SIZE, "little"), inside.to_bytes(size, "little"), encoded(analyzed.text)),
    )


def encoded(text: str) -> bytes:
    """The text in the encoding of records, in which a substring search finds the same occurrences as in the text."""
    return text.encode("utf-8", "surrogatepass")


class Texts:
    """The texts of an index.

    `both` returns the comparable text of a row, and a bit for each of its offsets inside a word.
    """

    def __init__(self, directory: Path) -> None:
        self._records = Records(directory, TEXTS)
        self.both = lru_cache(_CACHED)(self._both)

    def text(self, row: int) -> str:
        """The comparable text."""
        record = self._records[row]
        return record[_start(record) :].decode("utf-8", "surrogatepass")

    def _both(self, row: int) -> tuple[str, int]:
        record = self._records[row]
        start = _start(record)
        return record[start:].decode("utf-8", "surrogatepass"), int.from_bytes(record[_SIZE:start], "little")

    def counter(self, pattern: str) -> Callable[[int], int]:
        """A function that counts the occurrences (`spans.occurrences`) of a pattern in the text of a row."""
        if _needs_exact_search(pattern):
            return lambda row: len(occurrences(pattern, self.text(row)))
        records, part = self._records, encoded(pattern)

        def count(row: int) -> int:
            record = records[row]
            return record.count(part, _start(record))

        return count

    def close(self) -> None:
        """Close the file."""
        self._records.close()


def _needs_exact_search(pattern: str) -> bool:
    """Whether occurrences of the pattern may overlap, or split a run of Latin letters or digits."""
    return ends_in_a_run(pattern) or any(pattern.endswith(pattern[:size]) for size in range(1, len(pattern)))


def _start(record: bytes) -> int:
    return _SIZE + int.from_bytes(record[:_SIZE], "little")
