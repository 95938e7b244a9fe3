"""Days as an analyst writes them in a filter."""

from __future__ import annotations

from datetime import date

import pytest

from search.query.days import day_range

RANGES = [
    ("2015", date(2015, 1, 1), date(2015, 12, 31)),
    ("2015-04", date(2015, 4, 1), date(2015, 4, 30)),
    ("2015-12", date(2015, 12, 1), date(2015, 12, 31)),
    ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
    ("2015-04-20", date(2015, 4, 20), date(2015, 4, 20)),
    ("0001", date(1, 1, 1), date(1, 12, 31)),
    ("9999", date(9999, 1, 1), date(9999, 12, 31)),
]


@pytest.mark.parametrize(("text", "first", "last"), RANGES)
def test_range(text: str, first: date, last: date) -> None:
    assert day_range(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "15",
        "2015-4",
        "2015-13",
        "2015-00",
        "2015-02-30",
        "2015/04",
        "２０１５",
        "2015-04-20 ",
        "0000",
        "20150420",
        "x",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"calendar|not a year"):
        day_range(text)
