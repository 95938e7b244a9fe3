"""Text as it is compared: width, letter case and script folded, with every character's place kept.

Folding takes one character to one character, so an offset into the folded text is an offset into the text. What a
reader does not see as a difference is then left out: invisible characters, and blanks that stand between two
characters neither of which is a Latin letter or a digit (typesetters put them there).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING
from unicodedata import normalize

import opencc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

WIDE = (
    r"\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3040-\u31ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff"
)
"""Letters of scripts written without blanks (Han, kana, bopomofo, hangul), as the inside of a character class."""

NARROW = rf"[^\W_{WIDE}]"
"""One letter or digit of any other script."""

_INVISIBLE = (
    r"\x00-\x1f\x7f-\x9f\u00ad\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    r"\U000e0000-\U000e01ef"
)
"""Controls, format characters (Unicode's Cc, Cf) and variation selectors, as the inside of a character class."""

_BLANK_OR_INVISIBLE = re.compile(rf"[\s{_INVISIBLE}]")
_GAP = re.compile(rf"[\s{_INVISIBLE}][\s{_INVISIBLE}]*")
"""A run of them. Beginning with one class, and not with a repetition, it is searched for several times faster."""

_BLANK = re.compile(r"\s")
_NARROW = re.compile(NARROW)

# Blocks in which every character gets an entry: `str.translate` is several times slower on a character without one.
_DENSE = (range(0x2000, 0x2070), range(0x3000, 0x3040), range(0x4E00, 0xA000), range(0xFF00, 0xFFF0))
# Compatibility forms of one character that stand for one other: Kangxi radicals, compatibility ideographs, width.
_COMPATIBILITY = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0xFF00, 0xFFF0), range(0x2F800, 0x2FA20))
_HAN = (range(0x2E80, 0x2FE0), range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00),
        range(0x20000, 0x33480))  # fmt: skip
_LAST_CASED = 0x1E943
"""The last character that has another letter case, in Adlam."""


def folding_table() -> dict[int, str]:
    """The folding of every character that folds to another, for `str.translate`; folding twice changes nothing.

    Width and compatibility forms as in Unicode's NFKC (UAX #15) where that is one character, letter case by
    `str.lower`, Traditional to Simplified by the first choice of OpenCC's character table (t2s).
    """
    forms = _characters((*_COMPATIBILITY, range(0x3000, 0x3001)))
    letters = _characters((range(_LAST_CASED + 1),))
    narrow = _single(forms, (normalize("NFKC", form) for form in forms))
    lower = _single(letters, map(str.lower, letters))
    simplified = _simplified()
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


def _simplified() -> dict[str, str]:
    """Traditional characters and the Simplified one of each.

    One conversion of all characters, a line each: no phrase of OpenCC's spans a line, so only its characters apply.
    """
    characters = _characters(_HAN)
    converted: str = opencc.OpenCC("t2s").convert("\n".join(characters))
    return _single(characters, converted.split("\n"))


@dataclass(frozen=True, slots=True)
class Comparable:
    """A text as it is compared. `offsets[i]` is where its i-th character stands in the original."""

    text: str
    offsets: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text behind the span `start` to `end` (not empty) of this one."""
        return self.offsets[start], self.offsets[end - 1] + 1


def comparable(text: str, table: Mapping[int, str]) -> Comparable:
    """The text folded by `table`, without what is never compared."""
    return of_folded(text.translate(table))


def of_folded(folded: str) -> Comparable:
    """A text that is folded already, without what is never compared."""
    kept: list[str] = []
    offsets: list[int] = []
    at = 0
    for gap in _GAP.finditer(folded):
        start, end = gap.span()
        kept.append(folded[at:start])
        offsets += range(at, start)
        at = end
        neighbors = folded[start - 1 : start] + folded[end : end + 1]
        blank = _BLANK.search(folded, start, end)
        if blank and len(neighbors) == 2 and _NARROW.search(neighbors):
            kept.append(" ")
            offsets.append(blank.start())
    if not at:
        return Comparable(folded, range(len(folded)))
    kept.append(folded[at:])
    offsets += range(at, len(folded))
    return Comparable("".join(kept), offsets)


def is_searchable(text: str) -> bool:
    """Whether anything is left of the text when it is compared."""
    return bool(_BLANK_OR_INVISIBLE.sub("", text))
