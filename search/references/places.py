"""Places in a statement as they are printed: one paragraph, several, the last, a section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.analysis.numerals import value_of
from search.errors import ReferenceSyntaxError
from search.references.days import MONTH, NUMBER, YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

HINT = "Write a day or a year, the kind and the paragraph: 2015年联合声明第七段, 2018-11-04 二, 2020 para 12."

MOST_NUMBERS = 1000
"""Paragraphs that one reference may name."""

_ROMAN = r"(?:[ivxl]{1,7}(?![a-z]))"
_SPELLED = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_SPELLED_OUT = rf"(?:(?:{'|'.join(_SPELLED)})(?![a-z]))"
_COUNT = rf"(?P<number>{NUMBER}|{_ROMAN}|{_SPELLED_OUT})"
_UNIT = r"(?:自然段|段落?)"

_TO = r"(?:至|到|-|~|\bto\b|through)"
_AND = r"(?:[,、;/&和及与]|以及|\band\b)"
_SEPARATOR = re.compile(rf"\s*(?P<to>{_TO})\s*|\s*{_AND}\s*(?:{_AND}\s*)?", re.IGNORECASE)
"""至, –, to: a range; 、, and: one more"""

# No blank may be read in two ways: each repetition of a list would double the time.
_ONE = rf"(?:第\s*)?{NUMBER}"
PARAGRAPHS = re.compile(
    rf"(?P<chinese>{_ONE}(?:(?:\s*{_UNIT})?\s*(?:{_TO}|{_AND})\s*{_ONE})*)\s*{_UNIT}"
    rf"(?:\s*[(]第?(?P<label>{NUMBER})[条款项点]?[)])?",
    re.IGNORECASE,
)
"""第七段, 第七至九段, 第3、5段, 第三段和第五段, 第9段（七）. Not: 第七条"""

_NARROW_ONE = rf"(?:[0-9]{{1,3}}(?![0-9])(?!\s*(?:st|nd|rd|th|{MONTH}|[年月日./]\s*[0-9]|-[0-9]{{1,2}}-))|{_ROMAN})"
"""5, also of 5-7; vi. Not: 20 of 20 April, 20/4/2015 or 20-4-2015"""

IN_BRACKETS = re.compile(
    rf"\s*(?:(?:(?P<to>{_TO})|(?P<and>{_AND}(?:\s*and)?))\s*)?"
    r"[(]\s*(?:(?P<number>[0-9]{1,3}|[一二三四五六七八九十]{1,3})|(?P<letter>[a-z]))\s*[)]",
    re.IGNORECASE,
)
"""(2), (a), –(3), and (b) behind the number of an article or a paragraph in it. Not: (2015)"""

_INNER = rf"(?P<inner>(?:{re.sub(r'[?]P<[a-z]+>', '?:', IN_BRACKETS.pattern)})*)"

PARAGRAPHS_IN_ENGLISH = re.compile(
    rf"(?:(?:paragraphs?|paras?|pars?)(?![a-z])|¶¶?)\.?\s*(?:nos?\.\s*)?[(]?\s*"
    rf"(?P<several>{_COUNT}(?:\s*(?:{_TO}|{_AND}(?:\s*and)?)\s*(?:(?:paragraphs?|paras?|¶)\.?\s*)?{_NARROW_ONE})*)"
    rf"{_INNER}|(?:(?P<ordinal>[0-9]{{1,6}})(?:st|nd|rd|th)|(?P<spelled>{_SPELLED_OUT}))\s+para(?:graph)?(?![a-z])",
    re.IGNORECASE,
)
"""para. 7, paragraph (7), paras 7–9, paragraphs 3, 5 and 7, 7th paragraph. Of para 7, 20 April 2015: para 7"""

_ONE_ITEM = rf"(?:第\s*)?(?:[(]\s*{NUMBER}\s*[)]|{NUMBER})"
_NOT_YEAR = rf"(?!{YEAR}\s*{_AND})"


def _list_in(unit: str) -> str:
    """The pattern of one number or several with a unit: 第三条, 第三至五条, 第三条、第五条."""
    return rf"{_NOT_YEAR}(?P<chinese>{_ONE_ITEM}(?:(?:\s*{unit})?\s*(?:{_TO}|{_AND})\s*{_ONE_ITEM})*)\s*{unit}"


def _list_after(word: str) -> str:
    """The pattern of one number or several after a word: Article 3, Articles 3–5, Art. 3 and Art. 5."""
    return (
        rf"(?:{word})(?![a-z])\.?\s*"
        rf"(?P<several>{_COUNT}(?:\s*(?:{_TO}|{_AND}(?:\s*and)?)\s*(?:(?:{word})\.?\s*)?{_NARROW_ONE})*)"
    )


ARTICLES = re.compile(
    rf"(?:{_list_in('条')}(?!约)(?:\s*之\s*(?P<inserted>[一二三四五六七八九十]{{1,3}}))?"
    rf"|{_list_after('articles?|arts?')}(?:\s*(?P<latin>bis|ter|quater)(?![a-z]))?){_INNER}",
    re.IGNORECASE,
)
"""第三条, 第三至五条, 第三条之一, Article 3(2)(a), Articles 3–5, Art. 4 bis. Not: 条约"""

CLAUSES = re.compile(rf"{_list_in('款')}(?!项){_INNER}", re.IGNORECASE)
"""第二款, 第一、二款, 第二款（一）. Not: 款项"""

ITEMS = re.compile(rf"{_list_in('[项目]')}(?![目的])", re.IGNORECASE)
"""第二项, 第（一）项, 第（一）至（三）项, 第1目. Not: 项目"""

LETTERED = re.compile(r"(?:items?|points?|sub-?para(?:graph)?s?)\.?\s*[(](?P<letter>[a-z])[)]", re.IGNORECASE)
"""item (a), subparagraph (b). Not: item 1"""

LAST_PARAGRAPH = re.compile(
    rf"(?P<first>首{_UNIT}|opening\s+para(?:graph)?(?![a-z]))|最后(?:的)?(?:第?一)?(?:个)?{_UNIT}|末{_UNIT}|倒数第?(?P<back>{NUMBER}){_UNIT}"
    r"|(?P<before>second[ -](?:to[ -])?last|penultimate)\s+para(?:graph)?(?![a-z])"
    r"|(?:last|final|closing)\s+para(?:graph)?(?![a-z])",
    re.IGNORECASE,
)
"""首段, 最后一段, 末段, 倒数第二段, last paragraph, penultimate paragraph. Not: 最后"""

SECTIONS = re.compile(
    rf"(?:§§|sections|parts)\s*(?P<several>{_COUNT}(?:\s*(?:{_TO}|{_AND})\s*{_NARROW_ONE})+)", re.IGNORECASE
)
"""§§ 3, 5; sections 2-4. Not: § 3"""

SECTION = re.compile(
    rf"第?\s*(?P<chinese>{NUMBER})\s*(?:部分?|[章编节])|(?:(?:section|sect?|part|chapter)(?![a-z])|§)\.?\s*{_COUNT}",
    re.IGNORECASE,
)
"""第二部分, section II, Part 2. Not: 第二段"""

ITEM = re.compile(
    rf"第?\s*(?P<chinese>{NUMBER})(?:\s*点)?(?![次届轮])|(?:item|point|no|sub-?para(?:graph)?)\.?\s*{_COUNT}",
    re.IGNORECASE,
)
"""第七点, item VII, 七, 7. Not: 第三次"""

_ROMAN_NUMERALS = {
    tens + ones: 10 * ten + one
    for ten, tens in enumerate(("", "x", "xx", "xxx", "xl"))
    for one, ones in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if ten or one
}

_GROUPS = ("several", "chinese", "number", "ordinal", "spelled")
"""The groups of the patterns above of which one has the number of a place, or the numbers."""

_PART = re.compile(rf"{NUMBER}|{_ROMAN}|{_SPELLED_OUT}", re.IGNORECASE)
_AROUND = re.compile(r"(?:第|段落?|自然段|[条款项目()]|paragraphs?|paras?|articles?|arts?|¶|[\s.])+", re.IGNORECASE)
"""What stands around a number in a list: 第, 段. Not: 、"""


def number_of(match: re.Match[str]) -> int:
    """The number of a place, in digits, Chinese or Roman numerals. Raises `ReferenceSyntaxError`."""
    name, printed = _printed(match)
    return _value(printed, match.start(name))


def numbers_of(match: re.Match[str]) -> tuple[int, ...]:
    """The numbers of a list, in order, ranges written out. Raises `ReferenceSyntaxError`."""
    name, printed = _printed(match)
    numbers: list[int] = []
    is_range = False
    for text, at in _parts(printed):
        if _PART.fullmatch(text):
            value = _value(text, match.start(name) + at)
            numbers += between(numbers[-1], value, match) if is_range else (value,)
            is_range = False
        else:
            is_range = is_range or _SEPARATOR.fullmatch(text)["to"] is not None  # type: ignore[index]  # it matches
    return tuple(dict.fromkeys(numbers))


def last_number(match: re.Match[str]) -> int:
    """The number of the first place, or of one that is counted from the end: -1 for the last.

    Raises `ReferenceSyntaxError`.
    """
    if match["back"]:
        return -_value(match["back"], match.start("back"))
    if match["first"]:
        return 1
    return -2 if match["before"] else -1


def _parts(printed: str) -> Iterator[tuple[str, int]]:
    """The numbers and separators of a list, and where each begins."""
    at = 0
    while at < len(printed):
        if around := _AROUND.match(printed, at):
            at = around.end()
            continue
        part = _SEPARATOR.match(printed, at) or _PART.match(printed, at)
        if part is None:
            raise TypeError(f"The text {printed!r} is not a list.")
        yield part.group(), at
        at = part.end()


def between(first: int, last: int, match: re.Match[str]) -> Iterator[int]:
    """The numbers of a range after the first. Raises `ReferenceSyntaxError`."""
    if not first < last <= first + MOST_NUMBERS:
        raise ReferenceSyntaxError(
            f"The text {match.group()} is not a range.",
            position=match.start(),
            hint=f"Write the smaller number first, and at most {MOST_NUMBERS} numbers.",
        )
    yield from range(first + 1, last + 1)


def _printed(match: re.Match[str]) -> tuple[str, str]:
    """The group that has the number, and what it has."""
    groups = match.groupdict()
    return next((name, groups[name]) for name in _GROUPS if groups.get(name))


def _value(printed: str, position: int) -> int:
    value = _ROMAN_NUMERALS.get(printed.lower()) or _SPELLED.get(printed.lower()) or value_of(printed)
    if value is None:
        raise ReferenceSyntaxError(f"The text {printed} is not a number.", position=position, hint=HINT)
    return value
