"""Days as an analyst writes them in a filter: a year, a month, or a day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def day_range(text: str) -> tuple[date, date]:
    """The first and the last day of `2015`, `2015-04` or `2015-04-20`; ValueError for anything else.

    >>> day_range("2016-02")
    (datetime.date(2016, 2, 1), datetime.date(2016, 2, 29))
    """
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(f"The text {text!r} is not a year (2015), a month (2015-04) or a day (2015-04-20).")
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise ValueError(f"The day {text} is not in the calendar.") from error
    if day:
        return first, first
    last_month = first.month if month else 12
    return first, date(first.year, last_month, monthrange(first.year, last_month)[1])


def first_day(text: str) -> date:
    """The first day of a year, a month or a day."""
    return day_range(text)[0]


def last_day(text: str) -> date:
    """The last day of a year, a month or a day."""
    return day_range(text)[1]
