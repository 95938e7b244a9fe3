"""Numbers as communiqués print them: in digits (2018, 7亿) and in Chinese numerals (二十, 二〇一八).

Written here, not taken from `cn2an`: that has no value for ○ or 卅, a float for 7亿, no 〇 when it writes, and a
`KeyError` for 二十零; and it does not say where in a text a numeral stands.
"""

from __future__ import annotations

import re

from search.analysis.folding import NARROW

_ZEROS = "零〇○"
_LETTERS = "OＯoｏ"
_DIGITS = "一二三四五六七八九"
_VALUES = {"〇": 0, **{numeral: value for value, numeral in enumerate(_DIGITS, 1)}, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_MYRIADS = (("亿", 10**8), ("万", 10**4))
_PLACES = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))

_AS_COMPARED = str.maketrans("０１２３４５６７８９．兩萬億", "0123456789.两万亿")
"""The same folding as in `search.analysis`, of what numerals have in them."""

_AS_USUAL = _AS_COMPARED | str.maketrans({**dict.fromkeys(f"零○{_LETTERS}", "〇"), "廿": "二十", "卅": "三十"})
"""Every way to write a numeral to one. The letter O is how typists without a 〇 write it."""

_ARABIC = re.compile(
    r"(?P<whole>\d{1,16}|\d{1,3}(?:,\d{3}){1,5})(?:\.(?P<fraction>\d{1,8}))?(?P<units>[十百千]?(?:万亿|[万亿])?)"
)
"""20, 25,000, 7亿, 2.5万. Not: 1951.5.21, 1万2千"""

_POSITIONAL = re.compile(rf"[〇{_DIGITS}]{{1,16}}")
"""二〇一八, 一五. Not: 二十"""

_BELOW_MYRIAD = re.compile(
    rf"(?!〇)(?:(?P<千>[{_DIGITS}两])千)?(?:〇?(?P<百>[{_DIGITS}两])百)?(?:〇?(?P<十>[{_DIGITS}]?)十)?"
    rf"(?:(?:〇|(?<![百千]))(?P<ones>[{_DIGITS}]))?"
)
"""十五, 三百〇五, 两千, 一千〇一十. Not: 百, 二三十, 三百五 (said for 三百五十), 二十〇, 〇五"""

_PRINTED = re.compile(
    rf"(?<!{NARROW})(?:[0-9０-９]{{1,3}}(?:,[0-9０-９]{{3}})+(?![0-9０-９])|[0-9０-９]+)(?:[.．][0-9０-９]+)*(?!{NARROW})"
    rf"[十百千万亿萬億]*"
    rf"|[{_ZEROS}{_DIGITS}十廿卅百千万亿两兩萬億](?:[{_ZEROS}{_DIGITS}十廿卅百千万亿两兩萬億]|[{_LETTERS}](?=[{_DIGITS}{_LETTERS}年]))*"
)
"""What may be a numeral: 2018, 2.5万, 二〇一八, 二O一八, 千万. Not: x2018; of 一OPEC only 一"""

_LEAST_DIGITS = 4
"""Numerals side by side (一九四九) that are surely digits of one number: 九一八, 三五 and 五四 are words."""

_ORDINALS = _DIGITS + "十"

_MEASURES = "月日年个项家名位份届轮次期周天座条种类例件艘架辆倍岁吨所省市"
"""What stands between a number and what is counted (GB/T 15835 calls them 量词), as far as it begins few words."""

_LONGEST = 50
"""Characters of a numeral; those of any number below `_LARGEST` are fewer."""

_YEARS = range(1000, 3000)
_ROUND = 100
"""A number that may be a year is printed in words (两千) only if it is round."""

_LARGEST = 10**16
"""The first number that Chinese numerals with each unit once do not say."""


def value_of(text: str) -> int | None:
    """The whole number (below 10**16) that a numeral says, None if the text is not one numeral.

    >>> value_of("廿一"), value_of("二〇一八"), value_of("两千三百"), value_of("2.5万"), value_of("１２")
    (21, 2018, 2300, 25000, 12)
    >>> value_of("千万"), value_of("十几"), value_of("2.5")
    (None, None, None)
    """
    if not text or len(text) > _LONGEST or text[0] in _LETTERS:
        return None
    usual = text.translate(_AS_USUAL)
    if arabic := _ARABIC.fullmatch(usual):
        return _arabic(arabic)
    if _POSITIONAL.fullmatch(usual):
        return int("".join(str(_VALUES[numeral]) for numeral in usual))
    return _multiplied(usual)


def _arabic(match: re.Match[str]) -> int | None:
    """The value of 7亿, 2.5万; None if that is no whole number, or has a point and no unit."""
    fraction = match["fraction"] or ""
    if fraction and not match["units"]:
        return None
    value = int(match["whole"].replace(",", "") + fraction)
    for unit in match["units"]:
        value *= _UNITS[unit]
    whole, rest = divmod(value, 10 ** len(fraction))
    return whole if not rest and whole < _LARGEST else None


def _multiplied(text: str) -> int | None:
    """The value of a numeral with units: 两亿三千万."""
    for unit, size in _MYRIADS:
        front, found, back = text.rpartition(unit)
        if found:
            return _sum(_multiplied(front), _after(back), size)
    if text == "两":
        return 2
    match = _BELOW_MYRIAD.fullmatch(text)
    if match is None or not text:
        return None
    thousands, hundreds, tens, ones = match.group("千", "百", "十", "ones")
    ten = 1 if tens == "" else _VALUES.get(tens, 0)
    return _VALUES.get(thousands, 0) * 1000 + _VALUES.get(hundreds, 0) * 100 + ten * 10 + _VALUES.get(ones, 0)


def _after(text: str) -> int | None:
    """The value of what follows 万 or 亿. A digit without 零 is none: 一万五 is said for 一万五千."""
    if not text:
        return 0
    return None if text in _DIGITS else _multiplied(text.removeprefix("〇"))


def _sum(front: int | None, back: int | None, size: int) -> int | None:
    """So many of `size` and the rest, if each is a number that can stand there."""
    if front is None or back is None or max(front, back) >= size:
        return None
    return front * size + back


def forms(text: str) -> tuple[str, ...]:
    """The other ways in which the number of a numeral may be printed, the likeliest first; none if it is no numeral.

    >>> forms("20"), forms("二〇一八"), forms("25000")
    (('二十', '廿'), ('2018', '二○一八', '二零一八', '二O一八'), ('二万五千', '两万五千', '2.5万', '25,000'))
    """
    value = value_of(text)
    if value is None:
        return ()
    candidates = (str(value), *_by_digit(value), *_in_words(value), *_with_unit(value), *_grouped(value))
    return tuple(form for form in dict.fromkeys(candidates) if form != text.translate(_AS_COMPARED))


def _grouped(value: int) -> tuple[str, ...]:
    """25,000, unless it may be a year."""
    return () if value < 1000 or (value in _YEARS and value % _ROUND) else (f"{value:,}",)


def _by_digit(value: int) -> tuple[str, ...]:
    """A year, with each of the zeros that are in use."""
    if value not in _YEARS:
        return ()
    zeros = "〇○零O" if "0" in str(value) else "〇"
    return tuple("".join((zero + _DIGITS)[int(digit)] for digit in str(value)) for zero in zeros)


def _in_words(value: int) -> tuple[str, ...]:
    """The number in Chinese numerals with units; with 两 for 2 and 二百 to 二亿, with 廿 and 卅 for 二十 and 三十."""
    if value in _YEARS and value % _ROUND:
        return ()
    words = _spelled(value)
    if re.match("二(?:[百千万亿]|$)", words):
        return words, "两" + words[1:]
    if value in range(20, 40):
        return words, "廿卅"[value // 10 - 2] + words[2:]
    return (words,)


def _spelled(value: int) -> str:
    """The number in Chinese numerals, 零 where a place or more is skipped (GB/T 15835)."""
    for unit, size in _MYRIADS:
        front, rest = divmod(value, size)
        if front:
            return _spelled(front) + unit + _continued(rest, size)
    if 10 <= value < 20:
        return "十" + _below_myriad(value - 10)
    return _below_myriad(value) or "零"


def _continued(value: int, size: int) -> str:
    """What is printed after 万 or 亿; there 十五 is 一十五."""
    if not value:
        return ""
    words = _spelled(value)
    if words.startswith("十"):
        words = "一" + words
    return words if value * 10 >= size else "零" + words


def _below_myriad(value: int) -> str:
    words = ""
    for size, unit in _PLACES:
        digit, value = divmod(value, size)
        if digit:
            words += _DIGITS[digit - 1] + unit
        elif words and value and not words.endswith("零"):
            words += "零"
    return words


def _with_unit(value: int) -> tuple[str, ...]:
    """2.5万, 7亿, 1000万 and 1,000万: with the largest unit there is, if two decimals say it all; and 3千, 3千万."""
    for unit, size in (("万亿", 10**12), *_MYRIADS):
        whole, rest = divmod(value * 100, size)
        if whole >= 100:
            return () if rest else (*_by_hundreds(whole, unit), *_of_thousands(value // size, whole, unit))
    return _of_thousands(value, value * 100, "")


def _by_hundreds(hundredths: int, unit: str) -> tuple[str, ...]:
    """2.5万, and 1,000万 beside 1000万."""
    whole, rest = divmod(hundredths, 100)
    decimals = f".{rest:02}".rstrip("0").rstrip(".")
    return tuple(dict.fromkeys((f"{whole}{decimals}{unit}", f"{whole:,}{decimals}{unit}")))


def _of_thousands(value: int, hundredths: int, unit: str) -> tuple[str, ...]:
    """3千, 3千万."""
    is_whole = value in range(1000, 10_000, 1000) and value * 100 == hundredths
    return (f"{value // 1000}千{unit}",) if is_whole else ()


def numerals_in(text: str) -> list[tuple[int, int]]:
    """Where the text has a number that may as well be printed otherwise, as spans; none of them overlap.

    A numeral that may be part of a word is left out: one alone (一个中国) but for 第八次, 四月 and 三项, a few side by
    side without a unit (九一八), and what is no number at all (千万, 万一, 十二五).

    >>> numerals_in("2018年一个中国二十一次十分x2018")
    [(0, 4), (9, 12)]
    """
    return [match.span() for match in _PRINTED.finditer(text) if _is_number(match)]


def _is_number(match: re.Match[str]) -> bool:
    """Whether a numeral stands for a number, whatever is around it."""
    printed = match.group()
    usual = printed.translate(_AS_USUAL)
    if value_of(printed) is None:
        return False
    if usual[0].isdecimal():
        return int(usual[0]) > 0
    if len(printed) == 1 and printed not in "廿卅":
        return printed in _ORDINALS + "两" and is_counted(match.string, *match.span())
    if _POSITIONAL.fullmatch(usual):
        return usual[0] != "〇" and (len(usual) >= _LEAST_DIGITS or "〇" in usual)
    return True


def is_counted(text: str, start: int, end: int) -> bool:
    """Whether a numeral of one character counts something: 第八次, 四月, 三项, 两个. Not: 一个, 两国, 十分, 第两.

    >>> is_counted("第八次", 1, 2), is_counted("三项", 0, 1), is_counted("一个中国", 0, 1)
    (True, True, False)
    """
    numeral = text[start:end]
    if numeral != "两" and text.endswith("第", 0, start):
        return True
    return text.startswith(tuple(_MEASURES), end) and not text.startswith("一个", start)
