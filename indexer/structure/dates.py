"""Days and places as communiqués print them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from search.analysis.numerals import value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FIRST = frozenset("元正")
"""How the first month, day or year may be printed: 元月."""

_NUMBER = r"[0-9０-９〇○零元正一二三四五六七八九十廿卅]"

_REPUBLIC = r"(?:中华)?民国\s*"
DAY = (
    rf"(?P<year>{_REPUBLIC}(?:[0-9０-９]{{1,3}}|[元〇零一二三四五六七八九十百]{{1,5}})|"
    r"[12１２][0-9０-９]{3}|[一二][〇○ＯO零一二三四五六七八九]{3})\s*(?:年|(?P<dot>[.．]))\s*"
    rf"(?P<month>{_NUMBER}{{1,2}})\s*(?(dot)[.．]|月)\s*(?P<day>{_NUMBER}{{1,3}})(?(dot)(?![0-9０-９])|\s*日)"
)
"""2015年4月20日, 二〇一五年四月二十日, 1951.5.21, 中华民国九十年五月三日. Not: 2015年4月."""

_NO_PLACE = (
    r"举行|会谈|会见|会议|访问|发布|发表|通过|签署|签订|订立|生效|时间|截至|截止|来源|记者|消息|新闻"
    r"|上午|下午|晚|凌晨|星期|至|起|前|后|电|讯|全文|摘要|译文|修订|修正|批准|施行|第[一二三四五六七八九十\d]"
)
_PLACE = rf"(?P<place>(?:(?!{_NO_PLACE})[\u4e00-\u9fff·]){{2,12}}?)"
"""北京, 北京人民大会堂. Not: 北京举行会谈, 截至, 新闻网."""

_BEFORE_PLACE = r"\s*(?:[，,、]\s*[订签写]?于?|(?:签[订署]|订立|发表|通过|[订签写])?于|在|\s)\s*"

_DONE = r"签署|签订|订立|发表|通过|，?\s*(?:全文|摘要|译文)"

_WEEKDAY = r"(?:\s*[（(]?\s*(?:星期|周)[一二三四五六日天]\s*[）)]?)?"

DATE_LINE = re.compile(rf"[（(]?\s*(?:公元)?{DAY}{_WEEKDAY}(?:{_BEFORE_PLACE}{_PLACE})?\s*(?:{_DONE})?\s*[）)]?")
"""A whole line: （2015年4月20日，伊斯兰堡）, 2019年7月23日于北京. Not: 2015年4月20日，习近平主席访问巴基斯坦。"""

PLACE_FIRST = re.compile(rf"[（(]?\s*(?:(?:订|签|写)?于)?{_PLACE}\s*[，,]?\s*{DAY}{_WEEKDAY}\s*[）)]?")
"""A whole line: 于北京，2015年4月20日. Not: 习近平主席于2015年4月20日访问。"""

DATE_IN_PARENTHESES = re.compile(rf"[（(]\s*{DAY}{_WEEKDAY}(?:(?:{_BEFORE_PLACE})?{_PLACE})?\s*(?:{_DONE})?\s*[）)]")
"""Before or after a title: …联合声明（2015年4月20日，伊斯兰堡）."""

SIGNED = (
    re.compile(rf"(?:于\s*)?{DAY}\s*(?:在|于){_PLACE}(?:签订|签署|签字|订立)"),
    re.compile(rf"{DAY}\s*[订签]于{_PLACE}(?=[，。,])"),
    re.compile(rf"{DAY}\s*在{_PLACE}(?:订|写)成"),
)
"""In the last article of a treaty: 本条约于二〇〇五年四月五日在伊斯兰堡签订."""

SIGNED_IN_COPIES = re.compile(
    rf"^\s*(?:本(?:联合)?(?:新闻)?(?:声明|公报|宣言)\s*于?\s*)?{DAY}\s*(?:在|于){_PLACE}(?:签订|签署|签字|订立|写成)\s*[，,]\s*(?:共|一式|各)"
)
"""The last paragraph of a joint statement: 一九八四年十二月十九日在北京签订，共两份.

Not: 本条约于2015年4月20日在北京签署，一式两份
"""

ADOPTED = re.compile(
    rf"[（(]\s*{DAY}\s*(?P<place>(?!))?[^。；（）()]{{0,80}}?(?:通过|批准|公布|发表|修订|签署|签订|签字|订立)(?:[，,\s][^。（）()]{{0,80}})?\s*[）)]"
)
"""（2024年7月18日中国共产党第二十届中央委员会第三次全体会议通过）. Not: （2015年4月20日起）"""

DAY_AT_END = re.compile(rf"[\s，,]\s*{DAY}{_WEEKDAY}(?:{_BEFORE_PLACE}{_PLACE})?\s*(?:{_DONE})?\s*[|｜]?\s*$")
"""Behind a title on its line, without parentheses: …联合公报 1972年1月31日于罗马."""

DAY_FIRST = re.compile(rf"\s*{DAY}\s*[，,]")
"""How the opening of a statement without a title may tell its day: 1998年10月6日，两国总理……发表联合声明如下："""

_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
           "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}  # fmt: skip
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_ENGLISH_DAY = (
    rf"(?:(?:the\s+)?(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:day\s+)?(?:of\s+)?(?P<m1>{_MONTH}),?\s+(?P<y1>[12]\d{{3}})"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>[12]\d{{3}}))(?!\d)"
)
"""6 February 2022, February 6, 2022, the 5th day of April 2005."""

ENGLISH_DAY = re.compile(_ENGLISH_DAY)

_WEEKDAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_ENGLISH_PLACE = rf"(?P<place>(?!{_WEEKDAYS}\b)[A-Z][\w'’.-]*(?:\s+(?:[A-Z][\w'’.-]*|de|la|of|al)){{0,3}})"
_ENGLISH_DONE = (
    r"(?:(?:Done|Signed|Issued|Adopted|Made|Released)(?:\s+in\s+(?:duplicate|triplicate|two\s+originals?))?\s*)"
)

ENGLISH_LINES = (
    re.compile(
        rf"[(\[]?\s*{_ENGLISH_DONE}?(?:(?:at|in)\s+)?{_ENGLISH_PLACE}\s*,?\s*(?:on\s+)?(?:{_WEEKDAYS},?\s+)?{_ENGLISH_DAY}\s*[)\]]?\.?"
    ),
    re.compile(
        rf"[(\[]?\s*{_ENGLISH_DONE}?(?:on\s+)?{_ENGLISH_DAY}(?:\s*,?\s*(?:(?:at|in)\s+)?{_ENGLISH_PLACE})?\s*[)\]]?\.?"
    ),
)
"""A whole line: (Beijing, 6 February 2022), Signed at Islamabad on April 5, 2005.

Not: On 6 February 2022 the two sides met."""

ENGLISH_SIGNED = re.compile(
    rf"(?:Done|DONE|Signed|signed|Concluded)\b[^.;]{{0,60}}?\b(?:at|in)\s+{_ENGLISH_PLACE}\s*,?\s*(?:on\s+)?(?:this\s+)?{_ENGLISH_DAY}"
)
"""In the last article: Done in duplicate at Islamabad on 5 April 2005."""

_YEAR = r"(?P<year>[12１２][0-9０-９]{3}|[一二][〇○ＯO零一二三四五六七八九]{3})\s*年"
_LESS_THAN_DAY = re.compile(
    rf"(?P<open>[（(])?\s*{_YEAR}(?:\s*(?P<month>{_NUMBER}{{1,2}})\s*月(?:份)?)?(?:{_BEFORE_PLACE}{_PLACE})?\s*(?:{_DONE})?\s*(?(open)[）)])"
)
_ENGLISH_LESS = re.compile(
    rf"(?P<open>\()?\s*(?:{_ENGLISH_PLACE},?\s+)?(?P<month>{_MONTH})\s+(?P<year>[12]\d{{3}})\s*(?(open)\))"
)
"""A whole line: （2015年4月）, 二〇一五年四月于北京, (2015年), (Beijing, April 2015). Not: 2015年, 2015年4月20日"""

_EVENT = re.compile(
    rf"(?<![\d〇零一二三四五六七八九十])(?:(?P<year>(?:19|20)\d\d|二[〇○零一二三四五六七八九]{{3}})\s*年\s*)?"
    rf"(?P<month>{_NUMBER}{{1,2}})\s*月\s*(?P<day>{_NUMBER}{{1,3}})\s*日"
)
"""12月8日, 2021年12月31日, 十二月八日. Not: 12日, 12月"""
_ENGLISH_EVENT = re.compile(
    rf"(?:\b[Oo]n\s+(?:{_WEEKDAYS},?\s+)?(?:the\s+)?|^\s*[A-Z][\w’'. -]{{1,30}}[,:(]\s*)"
    rf"(?:(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y1>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH})\b(?:,?\s+(?P<y2>\d{{4}}))?)"
)
"""On May 20, 2025, the minister met; Islamabad, 10 April 2025: Talks were held. Not: since May 20, 2025"""

_ANOTHER_YEAR = re.compile(
    r"(?:去年|前年|明年|上年|次年|同年|当年|那年|上月|下月|截至|截止|到|至|自|从|以来|[年月周]前的?|(?:以|之)前的|图为|摄于|资料图|原定于?|定于|拟于|计划于|将于|直到|[日号]\s*[-—–~～－、和])\s*$"
)
"""十年前的, 图为, 1月1日—: the day after it is not the event's."""

_GOES_ON_TO = re.compile(
    r"\s*(?:[-—–~～－]+|至|到)\s*(?:\d{1,2}月)?\s*\d{1,2}\s*日[^。，]{0,10}(?:数据|统计|同比|累计|期间)"
)
_BEFORE_REPUBLIC = 1911
"""The year before the first of the calendar of 民国."""

_BEFORE = 12
"""Characters before a day that say what it is."""

_NEWEST = timedelta(days=31)
"""How long before the page's day an event may lie that a report opens with; older days are background."""

_LONGEST_LINE = 200
"""Characters of a line that is nothing but a day."""

OPENING = 2
"""Sentences of a report that tell its event; of 24,000 reports 7,459 print the day in the first, 339 in the second."""


@dataclass(frozen=True, slots=True)
class Signing:
    """A printed day and place; `day` is None where the calendar has no such day. `start` is its place in the source.

    `less` is the month or year ("2015-04", "2015") where no day is printed; `printed` is the whole of it.
    """

    day: date | None
    place: str | None
    printed: str
    start: int = 0
    less: str | None = None


def number(text: str) -> int:
    """The number that a year, month or day is printed with; ValueError for what is no number.

    >>> number("二十"), number("十一"), number("二〇一五"), number("廿一"), number("元"), number("民国九十")
    (20, 11, 2015, 21, 1, 2001)
    """
    bare = re.sub(_REPUBLIC, "", text)
    value = 1 if bare in _FIRST else value_of(bare)
    if value is None:
        raise ValueError(f"The text {text} is not a number.")
    return value if bare == text else value + _BEFORE_REPUBLIC


def signing(match: re.Match[str], printed: str | None = None) -> Signing:
    """The day and place of a match of any pattern above; `printed` is the text that was folded and matched."""
    text = match.string if printed is None else printed
    groups = match.groupdict()
    place = text[slice(*match.span("place"))] if groups.get("place") else None
    try:
        day = date(*_parts(groups))
    except ValueError:
        day = None
    return Signing(day, place, text[match.start() : match.end()].strip())


def _parts(groups: Mapping[str, str | None]) -> tuple[int, int, int]:
    """Year, month and day as numbers; ValueError if one is none."""
    if (printed := groups.get("year")) is not None:
        return number(printed), number(groups["month"] or ""), number(groups["day"] or "")
    for at in "12":
        if (printed := groups.get(f"y{at}")) is not None:
            return int(printed), _MONTHS[(groups[f"m{at}"] or "")[:3].lower()], int(groups[f"d{at}"] or "")
    raise ValueError("no day is printed")


def date_line(text: str, printed: str | None = None) -> Signing | None:
    """What a whole line says if it is nothing but a day, with or without a place."""
    stripped = text.strip()
    if not 6 <= len(stripped) <= _LONGEST_LINE:
        return None
    for pattern in (DATE_IN_PARENTHESES, DATE_LINE, PLACE_FIRST, ADOPTED, *ENGLISH_LINES):
        if (match := pattern.fullmatch(stripped)) is not None:
            return signing(match, None if printed is None else printed.strip())
    return None


def month_line(text: str, printed: str | None = None) -> Signing | None:
    """What a whole line says if it is nothing but a month or, in parentheses, a year, with or without a place."""
    stripped = text.strip()
    match = _LESS_THAN_DAY.fullmatch(stripped) or _ENGLISH_LESS.fullmatch(stripped)
    if match is None or not (match["month"] or match["open"]):
        return None
    source = stripped if printed is None else printed.strip()
    place = source[slice(*match.span("place"))] if match["place"] else None
    try:
        month = _MONTHS.get((match["month"] or "")[:3].lower()) or (number(match["month"]) if match["month"] else None)
        year = number(match["year"])
    except ValueError:
        return None
    if month is not None and not 1 <= month <= 12:
        return None
    return Signing(None, place, source, less=f"{year:04}-{month:02}" if month else f"{year:04}")


def event_day(opening: str, published: date | None) -> date | None:
    """The day of the event that a report opens with: the first day printed in its first two sentences.

    The year is taken from the page's day where none is printed. A day after the page's, or long before it, is not the
    event's; nor is one that 去年, 截至 and the like stand before. None if there is no such day.
    """
    sentences = "。".join(opening.split("。")[:OPENING])
    for match in _EVENT.finditer(sentences):
        before = sentences[max(match.start() - _BEFORE, 0) : match.start()]
        if _ANOTHER_YEAR.search(before) or _GOES_ON_TO.match(sentences, match.end()):
            continue
        for day in _readings(match, published):
            if published is None or timedelta(0) <= published - day <= _NEWEST:
                return day
    return _english_event(opening, published)


def _english_event(opening: str, published: date | None) -> date | None:
    """The day of the event that an English report opens with, by the same rules."""
    match = _ENGLISH_EVENT.search(_ENDS_ENGLISH_SENTENCE.split(opening, maxsplit=1)[0])
    if match is None:
        return None
    at = "1" if match["m1"] else "2"
    month = _MONTHS[match[f"m{at}"][:3].lower()]
    printed = [int(match[f"y{at}"])] if match[f"y{at}"] else []
    for year in printed or ([published.year, published.year - 1] if published else []):
        try:
            day = date(year, month, int(match[f"d{at}"]))
        except ValueError:
            continue
        if published is None or timedelta(0) <= published - day <= _NEWEST:
            return day
    return None


_ENDS_ENGLISH_SENTENCE = re.compile(r"(?<=[a-z\d)]{3}\.)\s+(?=[A-Z])")
"""Not: Mr. Wang"""


def _readings(match: re.Match[str], published: date | None) -> Iterator[date]:
    """The days that a printed one may be: with its own year, else with that of the page or the year before."""
    printed = [number(match["year"])] if match["year"] else []
    of_the_page = [published.year, published.year - 1] if published else []
    for year in printed or of_the_page:
        try:
            yield date(year, number(match["month"]), number(match["day"]))
        except ValueError:
            continue
