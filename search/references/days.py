"""Days as they are printed, in Chinese and English and in the orders of other countries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.analysis.numerals import value_of
from search.query.days import day_range
from search.references.cited import Remark

if TYPE_CHECKING:
    from search.references.cited import Days

YEAR = r"(?:[0-9]{4}|[一二][〇○O零一二三四五六七八九]{3})"
NUMBER = r"(?:[0-9]{1,6}|[〇○零一二三四五六七八九十廿卅百千]{1,9})"

_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
           "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}  # fmt: skip
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_GAP = r"(?:\s*[,\-]\s*|\s+)"

WRITTEN = (
    re.compile(r"(?P<year>[0-9]{4})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})(?![0-9])"),  # 2015-04-20
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?![0-9])"),  # 2015-04
    re.compile(
        rf"(?P<year>{YEAR})\s*年\s*(?:(?P<month>{NUMBER})\s*月份?\s*(?:(?P<day>{NUMBER})\s*[日号])?)?"
    ),  # 2015年, 2015年4月, 二〇一五年四月二十日
    re.compile(
        rf"(?:(?P<day>{_DAY})\.?(?:{_GAP}|(?=[a-z]))(?:of\s+)?)?(?P<named>{MONTH})\.?"
        rf"(?(day)|(?:{_GAP}(?P<later>{_DAY})(?![0-9]))?)(?:{_GAP}|,)(?P<year>[0-9]{{4}})(?![0-9])",
        re.IGNORECASE,
    ),  # 20 April 2015, 20-Apr-2015, 20th of April, 2015, April 20, 2015, Apr. 2015
    re.compile(
        rf"(?P<year>[0-9]{{4}}){_GAP}(?P<named>{MONTH})\.?(?:{_GAP}(?P<day>{_DAY})(?![0-9a-z]))?(?![a-z])",
        re.IGNORECASE,
    ),  # 2015 April 20, 2015, Apr. 20, 2015 April
)
YEAR_ALONE = re.compile(rf"(?P<year>{YEAR})(?![0-9〇○零一二三四五六七八九十百千])")
"""2020, 二〇二〇. Not: 20201"""

DAY_FIRST_OR_MONTH_FIRST = re.compile(
    r"(?<![0-9])(?P<one>[0-9]{1,2})(?P<sign>[./-])(?P<other>[0-9]{1,2})(?P=sign)(?P<year>[0-9]{4})(?![0-9])"
)
"""20.4.2015, 20/04/2015, 4/20/2015. Not: 2015/04/20, 20.4"""


def written_days(match: re.Match[str]) -> Days:
    """The days that a match of `WRITTEN` or `YEAR_ALONE` names. Raises `ValueError` for what is not in the calendar."""
    printed = match.groupdict()
    month = printed.get("named") or printed.get("month")
    day = (printed.get("day") or printed.get("later") or "").rstrip("stndrhSTNDRH")
    return day_range("-".join(f"{_calendar_number(part):02}" for part in (printed["year"], month, day) if part))


def _calendar_number(printed: str) -> int:
    """The number of a year, a day, or a month, which may be printed as its name. ValueError if it is none."""
    value = _MONTHS.get(printed[:3].lower()) or value_of(printed)
    if value is None:
        raise ValueError(f"The text {printed} is not a number.")
    return value


def numeric_days(match: re.Match[str]) -> tuple[tuple[Days, ...], Remark]:
    """The days that a match of `DAY_FIRST_OR_MONTH_FIRST` may mean, and what to say of it.

    With points the day stands first, as in Germany and Russia; with other signs it may also be the month, as in the
    United States. Raises `ValueError` if neither is in the calendar.
    """
    one, other, year = int(match["one"]), int(match["other"]), match["year"]
    orders = [(other, one)] if match["sign"] == "." else list(dict.fromkeys([(other, one), (one, other)]))
    found = [days for month, day in orders if (days := _in_calendar(f"{year}-{month:02}-{day:02}"))]
    if not found:
        raise ValueError(f"The day {match.group()} is not in the calendar.")
    meant = " or ".join(str(first) for first, _ in found)
    return tuple(found), Remark("day-order", f"The day {match.group()} is read as {meant}.", match.group())


def _in_calendar(day: str) -> Days | None:
    try:
        return day_range(day)
    except ValueError:
        return None
