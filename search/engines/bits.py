"""Sets of numbers from 0 on as one long number with a bit for each.

Python works on the bits of a number a word at a time, so sets of a hundred thousand are met, joined and counted in
microseconds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NOT_EMPTY = re.compile(rb"[^\0]")
"""An octet in which a bit is set: b"\x01" is one, b"\0" is none."""

_PLACES = tuple(tuple(bit for bit in range(8) if octet >> bit & 1) for octet in range(256))
"""Of every octet, the bits that are set."""


def bits_of(numbers: Iterable[int], size: int) -> int:
    """The set of the numbers, all below `size`."""
    octets = bytearray(size // 8 + 1)
    for number in numbers:
        octets[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(octets, "little")


def numbers_of(bits: int, size: int) -> Iterator[int]:
    """The numbers of a set, all below `size`, in order; the first of them are found without looking at the others."""
    octets = bits.to_bytes(size // 8 + 1, "little")
    for match in _NOT_EMPTY.finditer(octets):
        first = match.start() << 3
        for place in _PLACES[octets[match.start()]]:
            yield first + place
