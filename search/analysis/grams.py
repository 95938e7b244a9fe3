"""What an index needs so that any substring can be found: tokens, and pairs of neighbouring tokens.

A token of a comparable text is a run of Latin letters and digits, or any other single character. A string is found
where its tokens stand in a row; so 20 is not in 2018, and 中国 is in 发展中国家.
"""

from __future__ import annotations

import re
from itertools import pairwise

from search.analysis.folding import NARROW_RUN

_NARROW_RUN = re.compile(f"({NARROW_RUN})")


def tokens(comparable: str) -> list[str]:
    """The tokens of a comparable text, in order; joined they are the text.

    >>> tokens("g20峰会")
    ['g20', '峰', '会']
    """
    row: list[str] = []
    for index, piece in enumerate(_NARROW_RUN.split(comparable)):
        row += (piece,) if index % 2 else piece  # between two runs every character is a token
    return row


def grams(comparable: str) -> set[str]:
    """Every token and every pair of neighbours.

    >>> sorted(grams("g20峰会"))
    ['g20', 'g20峰', '会', '峰', '峰会']
    """
    row = tokens(comparable)
    return {*row, *map("".join, pairwise(row))}


def covering_grams(pattern: str) -> tuple[frozenset[str], bool]:
    """Grams that every text holding the pattern has, and whether every text that has them holds the pattern.

    >>> covering_grams("峰会")
    (frozenset({'峰会'}), True)
    """
    row = tokens(pattern)
    if len(row) == 1:
        return frozenset(row), True
    return frozenset(map("".join, pairwise(row))), len(row) == 2
