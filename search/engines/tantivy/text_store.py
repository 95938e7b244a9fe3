"""The comparable text of a paragraph with its word boundaries, as one record."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from search.analysis.folding import NARROW
from search.engines.tantivy.record_file import Records
from search.engines.tantivy.schema import TEXTS
from search.spans import occurrences

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from search.analysis import Analyzed

_NARROW = re.compile(NARROW)
_KEPT = 4096
"""Texts that are kept with their boundaries: what many queries find is scored and read again and again."""

_SIZE = 4
"""Bytes that say how many bytes the boundaries have."""


def pack_text(analyzed: Analyzed) -> bytes:
    """The size of the boundaries, the boundaries (`Analyzed.inside`), the text."""
    inside = analyzed.inside
    size = (inside.bit_length() + 7) // 8
    return b"".join(
        (size.to_bytes(_SIZE, "little"), inside.to_bytes(size, "little"), encoded(analyzed.text)),
    )


def encoded(text: str) -> bytes:
    """The text as records hold it. A part of a text is found in the bytes exactly where it is found in the text."""
    return text.encode("utf-8", "surrogatepass")


class Texts:
    """The texts of an index.

    `both` gives the comparable text of a row, and the offsets of it that lie inside a word, each a bit.
    """

    def __init__(self, directory: Path) -> None:
        self._records = Records(directory, TEXTS)
        self.both = lru_cache(_KEPT)(self._both)

    def text(self, row: int) -> str:
        """The comparable text."""
        record = self._records[row]
        return record[_start(record) :].decode("utf-8", "surrogatepass")

    def _both(self, row: int) -> tuple[str, int]:
        record = self._records[row]
        start = _start(record)
        return record[start:].decode("utf-8", "surrogatepass"), int.from_bytes(record[_SIZE:start], "little")

    def counter(self, pattern: str) -> Callable[[int], int]:
        """Counts the occurrences of a pattern in the text of a row, as `spans.occurrences` finds them."""
        if _can_be_cut(pattern):
            return lambda row: len(occurrences(pattern, self.text(row)))
        records, part = self._records, encoded(pattern)

        def count(row: int) -> int:
            record = records[row]
            return record.count(part, _start(record))

        return count

    def close(self) -> None:
        """Let go of the file."""
        self._records.close()


def _can_be_cut(pattern: str) -> bool:
    """Whether occurrences of the pattern may overlap, or begin or end inside a run of letters or digits."""
    ends = pattern[:1] + pattern[-1:]
    return bool(_NARROW.search(ends)) or any(pattern.endswith(pattern[:size]) for size in range(1, len(pattern)))


def _start(record: bytes) -> int:
    return _SIZE + int.from_bytes(record[:_SIZE], "little")
