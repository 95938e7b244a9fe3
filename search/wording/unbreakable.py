"""Spans of a comparable text that a diff never cuts: numbers, ordinals, quotations, and titles in 《》."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from search.wording.clauses import QUOTATION_MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.match_spans import Span

_HAN_DIGITS = "〇零一二三四五六七八九十百千万亿两廿卅"

_NUMBER = re.compile(
    rf"第?[0-9]+(?:[.,:/][0-9]+)*[%‰]?|第?(?:[百千万]分之)?[{_HAN_DIGITS}]+(?:点[{_HAN_DIGITS}]+|分之[{_HAN_DIGITS}]+)?"
)
"""1,234, 2.5%, 第十五, 二〇一五, 百分之五. Not: 年, 亿 of 美元 after it."""

_NUMERAL = re.compile(rf"[0-9{_HAN_DIGITS}]")

_MEASURES = "届次年个项条轮周"

_END_OF_NUMBER = re.compile(rf"[0-9]|(?<=[0-9第{_HAN_DIGITS}])[{_HAN_DIGITS}]|[{_HAN_DIGITS}](?=[{_MEASURES}])")
"""The last numeral of a number: 二十, 35, 三 in 三次. Not: 一 in 统一领导."""

_TITLE = re.compile(r"《[^《》\n]{1,60}》")
"""《联合国宪章》. Not: 《 alone."""

_LONGEST_QUOTATION = 40
"""The most characters of a quotation that stays whole; a longer one is a text of its own."""


def unbreakable(text: str) -> list[Span]:
    """The spans that stay whole, in order; what is inside another belongs to it.

    >>> unbreakable('贸易额达1,234万美元,"一带一路"')
    [(4, 9), (9, 10), (13, 19)]
    """
    found = [match.span() for pattern in (_NUMBER, _TITLE) for match in pattern.finditer(text)]
    whole: list[Span] = []
    for start, end in sorted([*found, *_quotations(text)]):
        if whole and start < whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return whole


def _quotations(text: str) -> list[Span]:
    """The quotations, each with its marks, paired line by line."""
    found: list[Span] = []
    opening = -1
    for match in QUOTATION_MARK.finditer(text):
        at = match.start()
        if opening < 0 or "\n" in text[opening:at]:
            opening = at
            continue
        if at - opening - 1 <= _LONGEST_QUOTATION:
            found.append((opening, at + 1))
        opening = -1
    return found


def follows_number(text: str, at: int) -> bool:
    """Whether a number ends at the offset, so that what begins there is only a part of what is counted.

    >>> follows_number("二十届历次会议", 2), follows_number("统一领导", 2)
    (True, False)
    """
    return at > 0 and _END_OF_NUMBER.match(text, at - 1) is not None


def occurrences(phrase: str, text: str) -> Iterator[int]:
    """The offsets of a phrase in a text, without those at which it would divide a number.

    >>> list(occurrences("十五届会议", "十五届会议,二十五届会议"))
    [0]
    """
    at = text.find(phrase)
    while at >= 0:
        if not (_divides_number(text, at) or _divides_number(text, at + len(phrase))):
            yield at
        at = text.find(phrase, at + 1)


def occurs(phrase: str, text: str) -> bool:
    """Whether a text has a phrase where it divides no number."""
    return phrase in text and any(True for _ in occurrences(phrase, text))


def _divides_number(text: str, at: int) -> bool:
    """Whether numerals stand on both sides of the offset."""
    return at > 0 and _NUMERAL.match(text, at - 1) is not None and _NUMERAL.match(text, at) is not None


def covers(spans: Sequence[Span], at: int) -> bool:
    """Whether the offset is inside one of the spans, which are in order and apart."""
    before = bisect_left(spans, (at, 0)) - 1
    return before >= 0 and at < spans[before][1]


def without_cuts(words: Iterable[Span], spans: Sequence[Span]) -> list[Span]:
    """The words, with the spans of two characters or more as words of their own: 三十 and 年 for 三十年."""
    whole: list[Span] = []
    for start, end in _cut_at([edge for span in spans if span[1] - span[0] > 1 for edge in span], words):
        if whole and covers(spans, start):
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def _cut_at(edges: Iterable[int], words: Iterable[Span]) -> Iterator[Span]:
    """The words, cut at the edges."""
    cuts = sorted(set(edges))
    for start, end in words:
        inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        yield from pairwise([start, *inside, end])
