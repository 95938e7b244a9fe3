"""Printed labels (第四条, Article IV, （一）, (b)) to the numbers that they say."""

from __future__ import annotations

import re

from search.analysis.numerals import value_of
from search.model import Level

_FOLDED = str.maketrans("條節項點（）．", "条节项点().")
_AROUND = "()第部分章编篇节条款项段点、 ."
_WORD = re.compile(r"^(?:part|chapter|section|article|art\.?)\s*", re.IGNORECASE)
_ROMAN = re.compile(r"(?=[XLIV])(?P<tens>XL|L?X{0,3})(?P<ones>IX|IV|V?I{0,3})")
"""IV, XLII. Not: IIX"""

_TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_LETTER = re.compile(r"\(?([a-z])[).]?")
"""(b), b). Not: (ii)"""

_ITEM_IN_CHINESE = re.compile(r"\([^0-9a-zA-Z]+\)")
"""（一）, which is an item (项) of a paragraph (款). Not: 一, (1)"""

_ARTICLE_AND_ITEM = re.compile(r"(第.+条|(?:article|art\.)\s+\w+)\s+(\S+)", re.IGNORECASE)
"""第二条 一: the labels of an article and of the item that it begins with. Not: 第 二 条"""


_LATIN = {"bis": 2, "ter": 3, "quater": 4}

_LEVELS = (
    (re.compile(r"部|[编編篇]|part", re.IGNORECASE), Level.PART),
    (re.compile(r"章|chapter", re.IGNORECASE), Level.CHAPTER),
    (re.compile(r"[节節§]|sect?", re.IGNORECASE), Level.SECTION),
)
"""The words of the levels: 部分, Chapter. Not: 条"""


def level_in(label: str) -> Level | None:
    """The level that the word of a label or a citation says; None if it has no such word: 二."""
    return next((level for word, level in _LEVELS if word.search(label)), None)


def number_in(label: str) -> int | None:
    """The number that a label says, None for none: 四 of 第四条, IV of Article IV."""
    bare = _WORD.sub("", label.translate(_FOLDED)).strip(_AROUND)
    if bare and (roman := _ROMAN.fullmatch(bare)) is not None:
        return _TENS.index(roman["tens"]) * 10 + _ONES.index(roman["ones"])
    return value_of(bare)


def numbers_in(label: str) -> tuple[int | None, ...]:
    """The numbers of a label that consists of two (第二条 一), else the one number."""
    both = _ARTICLE_AND_ITEM.fullmatch(label.translate(_FOLDED))
    return tuple(number_in(each) for each in both.groups()) if both else (number_in(label),)


def letter_in(label: str) -> int | None:
    """Which letter of the alphabet a label is, from 1; None if it is no letter."""
    letter = _LETTER.fullmatch(label.translate(_FOLDED))
    return ord(letter[1]) - ord("a") + 1 if letter else None


def is_clause_label(label: str) -> bool:
    """Whether a label may number the paragraphs (款) of an article: 二, 2, (2), but not （二）."""
    return _ITEM_IN_CHINESE.fullmatch(label.translate(_FOLDED)) is None


def inserted_number(printed: str | None) -> int | None:
    """Which of the articles that were put in behind another: 1 for the 一 of 第三条之一, 2 for bis; None for none."""
    return None if printed is None else _LATIN.get(printed.lower()) or value_of(printed)
