"""Sets of paragraphs by rank: a list if they are few, an integer with a bit for each rank if they are many.

Python processes the bits of an integer a machine word at a time, so intersection, union and count of sets of a hundred
thousand take microseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Self

from search.engines.bits import numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.engines.tantivy.columns import Columns

_BITS_OF_FLAGS = bytes.maketrans(b"\0\1", b"01")
_FLAGS_OF_BITS = bytes.maketrans(b"01", b"\0\1")


def bits_of_flags(flags: bytes | bytearray) -> int:
    """The integer whose set bits are the indices with flag 1."""
    return int(flags[::-1].translate(_BITS_OF_FLAGS), 2) if flags else 0


class SparseSet:
    """A set of paragraphs as a list, in no particular order."""

    def __init__(self, columns: Columns, ranks: Sequence[int]) -> None:
        self._columns = columns
        self._ranks = ranks

    def __len__(self) -> int:
        return len(self._ranks)

    def __iter__(self) -> Iterator[int]:
        return iter(self._ranks)

    def statements(self) -> int:
        """The number of statements that the paragraphs belong to."""
        return len(set(map(self._columns.statement_of.__getitem__, self._ranks)))

    def newest_first(self) -> Iterable[int]:
        """The paragraphs in the order of ranks."""
        return sorted(self._ranks)

    def oldest_first(self) -> Iterable[int]:
        """The paragraphs in the reading order of their statements."""
        columns = self._columns
        return sorted(self._ranks, key=lambda rank: (columns.oldest[columns.statement_of[rank]], rank))

    def among(self, ranks: Iterable[int]) -> list[int]:
        """The given ranks that are in the set, in their order."""
        held = set(self._ranks)
        return [rank for rank in ranks if rank in held]


class BitSet:
    """A set of paragraphs as bits."""

    def __init__(self, columns: Columns, masks: Masks, bits: int) -> None:
        self._columns = columns
        self._masks = masks
        self._bits = bits

    def __len__(self) -> int:
        return self._bits.bit_count()

    def __iter__(self) -> Iterator[int]:
        flags = self._digits().translate(_FLAGS_OF_BITS)
        return compress(range(len(flags)), flags)

    def statements(self) -> int:
        """The number of statements that the paragraphs belong to.

        The integer has a field of bits for every statement: adding to each field all of its bits but the last carries
        into that last bit exactly if one of the others is set.
        """
        masks = self._masks
        carried = (self._bits & masks.all_but_last) + masks.all_but_last
        return ((carried | self._bits) & masks.last).bit_count()

    def newest_first(self) -> Iterator[int]:
        """The paragraphs in the order of ranks."""
        return numbers_of(self._bits, self._columns.paragraphs)

    def oldest_first(self) -> Iterator[int]:
        """The paragraphs in the reading order of their statements."""
        digits, starts = self._digits(), self._columns.starts
        for statement in self._columns.reading_order:
            yield from _ones(digits, starts[statement], starts[statement + 1])

    def among(self, ranks: Iterable[int]) -> list[int]:
        """The given ranks that are in the set, in their order."""
        octets = self._bits.to_bytes(self._columns.paragraphs // 8 + 1, "little")
        return [rank for rank in ranks if octets[rank >> 3] >> (rank & 7) & 1]

    def intersection_size(self, bits: int) -> int:
        """The size of the intersection with `bits`."""
        return (self._bits & bits).bit_count()

    def _digits(self) -> bytes:
        """The binary digits of the set by rank: 1 for each paragraph in it."""
        return f"{self._bits:0{self._columns.paragraphs}b}"[::-1].encode()


def _ones(digits: bytes, start: int, end: int) -> Iterator[int]:
    """The indices with digit 1."""
    at = digits.find(b"1", start, end)
    while at >= 0:
        yield at
        at = digits.find(b"1", at + 1, end)


@dataclass(frozen=True, slots=True)
class Masks:
    """Bit masks: all paragraphs, the last of every statement, and all but these."""

    all: int
    last: int
    all_but_last: int

    @classmethod
    def of(cls, columns: Columns) -> Self:
        """The masks of an index."""
        every = (1 << columns.paragraphs) - 1
        flags = b"".join(bytes(entry.paragraphs - 1) + b"\1" for entry in columns.table if entry.paragraphs)
        last = bits_of_flags(flags)
        return cls(every, last, every ^ last)
