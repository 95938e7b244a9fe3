"""Texts as the cluster indexes them: terms divided by blanks, so that the position of a term is its offset in the text.

A term is a token of `search.analysis.grams`. A token of m characters is followed by m - 1 holes, which a stop filter
removes while their positions stay. So a phrase of terms with holes is a substring, and distances count characters.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING

from search.analysis.grams import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HOLE = "\ue00f"
BEGIN = "\ue002"
"""Before a token: a word may begin there."""

END = "\ue003"
"""After a token: a word may end there."""

_BLANK = "\ue000s"
_DIGEST = "\ue000h"
_ESCAPE = "\ue001"
_RESERVED = range(0xE000, 0xE010)
"""Private-use characters with a meaning above; as text they are escaped."""

_LONGEST = 100
"""A longer token or pair is indexed by its digest: the tokenizer would split it at 255 characters."""


def term(token: str) -> str:
    r"""The term of a token, or of a word: without blanks, and without characters that have a meaning here.

    >>> term("中"), term(" "), term("\ue002")
    ('中', '\ue000s', '\ue001e002')
    """
    if token == " ":  # noqa: S105  no password
        return _BLANK
    if len(token) > _LONGEST:
        return _digest(token)
    if token.isspace() or any(ord(each) in _RESERVED or each.isspace() for each in token):
        return "".join(f"{_ESCAPE}{ord(each):x}" if _is_special(each) else each for each in token)
    return token


def pair_term(one: str, other: str) -> str:
    """The term of two neighboring tokens."""
    joined = term(one) + term(other)
    return _digest(joined) if len(joined) > _LONGEST else joined


def _digest(text: str) -> str:
    return _DIGEST + sha256(text.encode()).hexdigest()


def _is_special(character: str) -> bool:
    return ord(character) in _RESERVED or character.isspace()


def placed_tokens(text: str, inside: int) -> str:
    """Every token at its offset, marked where a word may begin before it and end after it (`Analyzed.inside`)."""
    placed: list[str] = []
    at = 0
    for token in tokens(text):
        end = at + len(token)
        placed.append(f"{'' if inside >> at & 1 else BEGIN}{term(token)}{'' if inside >> end & 1 else END}")
        placed += _holes(token)
        at = end
    return " ".join(placed)


def placed_pairs(text: str) -> str:
    """Every pair of neighboring tokens at the offset of the first."""
    placed: list[str] = []
    for one, other in pairwise(tokens(text)):
        placed += (pair_term(one, other), *_holes(one))
    return " ".join(placed)


def token_phrase(row: Sequence[str], *, begin: bool = False, end: bool = False) -> str:
    """The phrase of tokens; it begins or ends at the boundary of a word if so asked."""
    last = len(row) - 1
    placed: list[str] = []
    for index, token in enumerate(row):
        placed.append(f"{BEGIN * (begin and index == 0)}{term(token)}{END * (end and index == last)}")
        placed += _holes(token) if index != last else ()
    return " ".join(placed)


def pair_phrase(row: Sequence[str]) -> str:
    """The phrase of pairs that covers two tokens or more: every second pair, and the last."""
    return " ".join(_covering_pairs(row))


def pairs_in_phrase(row: Sequence[str]) -> int:
    """The number of terms in `pair_phrase`."""
    return sum(each != HOLE for each in _covering_pairs(row))


def _covering_pairs(row: Sequence[str]) -> Iterator[str]:
    last = len(row) - 2
    for index, (one, other) in enumerate(pairwise(row)):
        yield HOLE if index % 2 and index != last else pair_term(one, other)
        if index != last:
            yield from _holes(one)


def _holes(token: str) -> list[str]:
    return [HOLE] * (len(token) - 1)
