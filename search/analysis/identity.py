"""The folding that ids of statements are made of: it stays as it is, whatever is compared otherwise, as an id does."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING
from unicodedata import normalize

import opencc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Blocks in which every character gets an entry: `str.translate` is several times slower on a character without one.
_DENSE = (range(0x2000, 0x2070), range(0x3000, 0x3040), range(0x4E00, 0xA000), range(0xFF00, 0xFFF0))
# Compatibility forms of one character that stand for one other: Kangxi radicals, compatibility ideographs, width.
_COMPATIBILITY = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0xFF00, 0xFFF0), range(0x2F800, 0x2FA20))
_HAN = (range(0x2E80, 0x2FE0), range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00),
        range(0x20000, 0x33480))  # fmt: skip
_LAST_CASED = 0x1E943
"""The last character that has another letter case, in Adlam."""


@cache
def identity_table() -> Mapping[int, str]:
    """The folding of every character that folds to another, for `str.translate`; folding twice changes nothing.

    Width and compatibility forms as in Unicode's NFKC (UAX #15) where that is one character, letter case by
    `str.lower`, Traditional to Simplified by the first choice of OpenCC's character table (t2s).
    """
    forms = _characters((*_COMPATIBILITY, range(0x3000, 0x3001)))
    letters = _characters((range(_LAST_CASED + 1),))
    narrow = _single(forms, (normalize("NFKC", form) for form in forms))
    lower = _single(letters, map(str.lower, letters))
    simplified = simplified_characters()
    folding = sorted({*narrow, *lower, *simplified})
    folded = folding
    for _ in range(4):  # a compatibility form of a Traditional variant: three steps at most
        for step in (narrow, lower, simplified):
            folded = list(map(step.get, folded, folded))
    return {ord(each): each for each in _characters(_DENSE)} | dict(zip(map(ord, folding), folded, strict=True))


def _characters(blocks: Iterable[range]) -> list[str]:
    """The characters of the blocks."""
    return list(map(chr, chain.from_iterable(blocks)))


def _single(characters: Iterable[str], forms: Iterable[str]) -> dict[str, str]:
    """The form of every character that is one character, and another."""
    pairs = zip(characters, forms, strict=True)
    return {character: form for character, form in pairs if form != character and len(form) == 1}


def simplified_characters() -> dict[str, str]:
    """Traditional characters and the first Simplified one of each by OpenCC's character table.

    One conversion of all characters, a line each: no phrase of OpenCC's spans a line, so only its characters apply.
    """
    characters = _characters(_HAN)
    converted: str = opencc.OpenCC("t2s").convert("\n".join(characters))
    return _single(characters, converted.split("\n"))
