"""Text as it is compared: characters folded, what is no difference left out, with every character's place kept.

First each character is folded for itself (`characters`). Then is left out what a reader does not see as a difference:
invisible characters, and blanks but those between two Latin letters or digits (typesetters put the others there). Then
a letter with its combining marks, a row of dashes and an ellipsis become one character each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING
from unicodedata import category, normalize

from search.analysis.characters import DASH, DOT, ELLIPSIS, folding_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["NARROW", "NARROW_RUN", "WIDE", "Comparable", "comparable", "folding_table", "is_searchable", "of_folded",
           "splits_a_run"]  # fmt: skip

WIDE = (
    r"\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3040-\u31ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff"
)
"""Letters of scripts written without blanks (Han, kana, bopomofo, hangul), as the inside of a character class."""

NARROW = rf"[^\W_{WIDE}]"
"""One letter or digit of any other script."""

_INVISIBLE = (
    r"\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
"""Controls, format characters, variation selectors and fillers (Unicode's Cc, Default_Ignorable_Code_Point), and the
braille pattern without a dot, which is a blank to the eye; as the inside of a character class."""

_BLANK_OR_INVISIBLE = re.compile(rf"[\s{_INVISIBLE}]")
_GAP = re.compile(rf"[\s{_INVISIBLE}][\s{_INVISIBLE}]*")
"""A run of them. Beginning with one class, and not with a repetition, it is searched for several times faster."""

_BLANK = re.compile(r"\s")
_LINE_BREAK = re.compile(r"[\n\v\f\r\x85\u2028\u2029]")
_KANA_MARKS = "\u3099\u309a"
_JAMO = r"\u1161-\u11ff"
"""Vowels and final consonants, which follow a letter and are one syllable with it."""

_WITH_MARKS = (range(0x300, 0x1C00), range(0x1CD0, 0x2100), range(0x2CE0, 0x2E00), range(0xA660, 0xAC00),
               range(0xFB1E, 0xFE30))  # fmt: skip
"""Where Unicode has combining marks in its first plane, but for those of Han characters and kana."""


def _combining() -> str:
    """Every combining mark that is seen, as the inside of a character class."""
    characters = map(chr, chain.from_iterable(_WITH_MARKS))
    found = "".join(each for each in characters if category(each)[0] == "M")
    return _BLANK_OR_INVISIBLE.sub("", found)


_MARK = f"[{_KANA_MARKS}{_combining()}]"
NARROW_RUN = rf"{NARROW}(?:{NARROW}|{_MARK})*"
"""g20, été, also where é is two characters. Not: 峰会"""

_NARROW = re.compile(NARROW)
_NARROW_OR_MARK = re.compile(rf"{NARROW}|{_MARK}")
_COMBINING = re.compile(_MARK)

_FOLLOWING = f"{_JAMO}{_MARK[1:-1]}"
_SEQUENCE = re.compile(rf"[{_FOLLOWING}]+|{DASH}{{2,}}|[{DOT}{ELLIPSIS}]{{2,}}")
"""What can be one character, but for the letter before marks: the dots of é and が, --, ...; not: -, a"""

_SIGN = rf"[{_FOLLOWING}{DOT}{ELLIPSIS}{DASH}]"
_SIGNS = re.compile(f"{_SIGN}{_SIGN}*")
"""All of these in a row: one class is searched for several times faster than alternatives."""

_DOTS = 3
"""Full stops that are an ellipsis."""

_TEXT_OF_EXCLUDED = {
    normalize("NFC", each): each
    for each in map(chr, chain(range(0x958, 0xFDD), range(0x2ADC, 0x2ADD), range(0xFB1D, 0xFB4F)))
    if len(normalize("NFC", each)) > 1
}
"""Letters that Unicode never composes, and that are in text all the same: what each is composed of, and the letter."""

_EXCLUDED = re.compile("|".join(sorted(_TEXT_OF_EXCLUDED, key=len, reverse=True)))

_DOTTED_I = re.compile(f"^(i[{_KANA_MARKS}\u0316-\u0319\u031c-\u0333]*)\u0307+")
"""An i with a second dot, also after marks below it. Not: the dot of ė, ï with a dot"""

_Edit = tuple[int, int, str]
"""A stretch of a text, half-open, and what stands in its place, which is no longer."""


@dataclass(frozen=True, slots=True)
class Comparable:
    """A text as it is compared. Its i-th character is the original from `offsets[i]` to `ends[i]`."""

    text: str
    offsets: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text behind the span `start` to `end` (not empty) of this one."""
        return self.offsets[start], self.ends[end - 1]


def unchanged(text: str) -> Comparable:
    """A text of which nothing is left out."""
    return Comparable(text, range(len(text)), range(1, len(text) + 1))


def comparable(text: str, table: Mapping[int, str]) -> Comparable:
    """The text folded by `table`, without what is never compared."""
    return of_folded(text.translate(table))


def of_folded(folded: str) -> Comparable:
    """A text that is folded already, without what is never compared."""
    closed = _edited(folded, _gaps(folded))
    joined = _edited(closed.text, _sequences(closed.text))
    if len(joined.text) == len(closed.text):
        return Comparable(joined.text, closed.offsets, closed.ends)
    if len(closed.text) == len(folded):
        return joined
    offsets = [closed.offsets[at] for at in joined.offsets]
    return Comparable(joined.text, offsets, [closed.ends[end - 1] for end in joined.ends])


def is_searchable(text: str) -> bool:
    """Whether anything is left of the text when it is compared."""
    return bool(_BLANK_OR_INVISIBLE.sub("", text))


def splits_a_run(comparable: str, at: int) -> bool:
    """Whether the characters on both sides of the offset are of one run of Latin letters, digits and their marks."""
    if not 0 < at < len(comparable) or not _NARROW_OR_MARK.match(comparable, at):
        return False
    return _ends_a_run(comparable, at)


def _ends_a_run(text: str, at: int) -> bool:
    """Whether a Latin letter or digit stands before the offset, with marks or without."""
    letter = at - 1
    while letter >= 0 and _COMBINING.match(text, letter):
        letter -= 1
    return letter >= 0 and _NARROW.match(text, letter) is not None


def ends_in_a_run(comparable: str) -> bool:
    """Whether the text begins or ends with what could be part of a longer run of Latin letters, digits and marks."""
    return bool(_NARROW_OR_MARK.match(comparable) or _NARROW_OR_MARK.match(comparable[-1:]))


def _gaps(text: str) -> Iterator[_Edit]:
    """The runs of blanks and invisible characters, a blank in place of those that are a difference."""
    for gap in _GAP.finditer(text):
        start, end = gap.span()
        blank = _BLANK.search(text, start, end)
        if blank and _separates_words(text, start, end):
            yield start, blank.start(), ""
            yield blank.start(), end, " "
        else:
            yield start, end, ""


def _separates_words(text: str, start: int, end: int) -> bool:
    """Whether a gap stands between two words: Latin letters or digits, but no two digits with a line break between."""
    if not _NARROW.match(text, end) or not _ends_a_run(text, start):
        return False
    is_in_number = text[start - 1].isdecimal() and text[end].isdecimal()
    return not (is_in_number and _LINE_BREAK.search(text, start, end))


def _sequences(text: str) -> Iterator[_Edit]:
    """The stretches that are one character: a letter with its marks, dashes, dots."""
    runs = (run.span() for run in _SIGNS.finditer(text) if run.group() not in {DASH, DOT, ELLIPSIS})
    for match in chain.from_iterable(_SEQUENCE.finditer(text, *run) for run in runs):
        start, end = match.span()
        found = match.group()
        if found[0] == DASH:
            yield start, end, DASH
        elif found[0] in DOT + ELLIPSIS:
            if ELLIPSIS in found or len(found) >= _DOTS:
                yield start, end, ELLIPSIS
        else:
            start -= text[start - 1 : start].isalnum()
            if (composed := _composed(text[start:end])) is not None:
                yield start, end, composed


def _composed(letter: str) -> str | None:
    """A letter with its marks as one character, as far as there is one; None if there is nothing to change."""
    plain = _DOTTED_I.sub(r"\1", normalize("NFD", letter))
    composed = _EXCLUDED.sub(lambda match: _TEXT_OF_EXCLUDED[match.group()], normalize("NFC", plain))
    return composed if composed != letter and len(composed) <= len(letter) else None


def _edited(text: str, edits: Iterable[_Edit]) -> Comparable:
    """The text with its stretches replaced; the first character of a replacement stands for what it is shorter by."""
    kept: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    at = 0
    for start, end, new in edits:
        kept += (text[at:start], new)
        offsets += range(at, start)
        ends += range(at + 1, start + 1)
        if new:
            rest = end - len(new) + 1  # where the second character of what stands for the stretch begins
            offsets += (start, *range(rest, end))
            ends += range(rest, end + 1)
        at = end
    if not kept:
        return unchanged(text)
    kept.append(text[at:])
    offsets += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return Comparable("".join(kept), offsets, ends)
