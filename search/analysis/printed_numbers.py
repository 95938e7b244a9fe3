"""Numbers in a text in the other ways in which they are printed: numerals, and shares (7%, 百分之七, 1/4, 四分之一)."""

from __future__ import annotations

import re

from search.analysis.folding import NARROW
from search.analysis.numerals import forms, numerals_in, value_of

_NUMERAL = "[零〇○一二三四五六七八九十百千万两]"

_WORDS = re.compile(
    rf"(?P<whole>百|千|{_NUMERAL}{{1,8}})分之(?P<part>百|{_NUMERAL}{{1,12}})(?:点(?P<decimals>[零〇○一二三四五六七八九]{{1,8}}))?"
)
"""百分之七, 百分之七点五, 四分之一. Not: 分之一, 7分之1"""

_SIGNS = re.compile(
    rf"(?<![./,%]|{NARROW})(?:(?P<percent>[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,12}})(?:\.(?P<decimals>[0-9]{{1,8}}))?(?P<sign>[%‰])"
    rf"|(?P<part>[0-9]{{1,4}})/(?P<whole>[0-9]{{1,4}})(?![./]|{NARROW}))"
)
"""7%, 7.5%, 3‰, 1/4. Not: 2015/4/20, x7%"""

_OF_SIGN = {"%": "百", "‰": "千"}
_SIGN_OF = {value: sign for sign, value in _OF_SIGN.items()}
_DIGITS = "零一二三四五六七八九"
_DIGIT_OF = {"〇": "0", "○": "0", **{numeral: str(value) for value, numeral in enumerate(_DIGITS)}}

_NARROWED = str.maketrans("０１２３４５６７８９．，％／", "0123456789.,%/")


def numbers_in(text: str) -> list[tuple[int, int]]:
    """Where the text has a number that may as well be printed otherwise, as spans in order; none of them overlap.

    >>> numbers_in("2018年增长百分之七，占1/4")
    [(0, 4), (7, 11), (13, 16)]
    """
    narrow = text.translate(_NARROWED)
    shares = [match.span() for pattern in (_WORDS, _SIGNS) for match in pattern.finditer(narrow)]
    shares = [span for span in shares if _share(narrow[slice(*span)])]
    numerals = (
        span for span in numerals_in(text) if not any(span[0] < end and start < span[1] for start, end in shares)
    )
    return sorted([*shares, *numerals])


def other_forms(text: str) -> tuple[str, ...]:
    """The other ways in which a number may be printed, the likeliest first; none if it is no number.

    >>> other_forms("百分之七点五"), other_forms("1/4"), other_forms("20")
    (('7.5%',), ('四分之一',), ('二十', '廿'))
    """
    return _share(text.translate(_NARROWED)) or forms(text)


def _share(text: str) -> tuple[str, ...]:
    """The other way to print a share, none if it is no share."""
    if match := _WORDS.fullmatch(text):
        return _in_signs(match["whole"], match["part"], match["decimals"] or "")
    if match := _SIGNS.fullmatch(text):
        if match["sign"]:
            return _in_words(_OF_SIGN[match["sign"]], match["percent"].replace(",", ""), match["decimals"] or "")
        return _in_words(_spelled(int(match["whole"])), match["part"], "")
    return ()


def _in_signs(whole: str, part: str, decimals: str) -> tuple[str, ...]:
    """7.5% for 百, 7 and 5."""
    count = 100 if part == "百" else value_of(part)
    parts = value_of(whole)
    if count is None or (whole not in _SIGN_OF and (parts is None or parts < 2 or decimals)):
        return ()
    if whole not in _SIGN_OF:
        return (f"{count}/{parts}",)
    fraction = "." + "".join(_DIGIT_OF[digit] for digit in decimals) if decimals else ""
    return (f"{count}{fraction}{_SIGN_OF[whole]}",)


def _in_words(whole: str, part: str, decimals: str) -> tuple[str, ...]:
    """百分之七点五 for 百, 7 and 5; 百分之百 for all."""
    if whole in {"", "零", "一"}:
        return ()
    fraction = "点" + "".join(_DIGITS[int(digit)] for digit in decimals) if decimals else ""
    words = f"{whole}分之{_spelled(int(part))}{fraction}"
    return (words, "百分之百") if words == "百分之一百" else (words,)


def _spelled(number: int) -> str:
    """The number in Chinese numerals."""
    return next((form for form in forms(str(number)) if form[0] in _DIGITS + "十" and value_of(form) == number), "")
