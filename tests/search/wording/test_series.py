"""Which statements are of one series."""

from __future__ import annotations

from datetime import date

import pytest

from search.model import Kind
from search.wording.precomputed import Header
from search.wording.series import SeriesFilter, is_in_same_series

TWO = ("中华人民共和国", "寅国")


def header(title: str, *parties: str, kind: Kind = Kind.JOINT_STATEMENT) -> Header:
    """A statement with a title and parties."""
    return Header(title, title, kind, date(2020, 1, 1), parties, 1, 10)


SERIES = [
    (header("中国和寅国联合声明", *TWO), header("联合声明", "寅国", "中国"), True),
    (header("联合声明", *TWO), header("联合声明", *TWO, "卯国"), False),
    (header("两国总理第三次会晤公报", *TWO), header("两国总理第12次会晤公报", *TWO), True),
    (header("两国总理第三次会晤公报", *TWO), header("两国外长第三次会晤公报", *TWO), False),
    (header("两国总理第三次会晤公报", *TWO), header("联合声明", *TWO), False),
    (header("某理事会第十九次会议公报"), header("某理事会第二十次会议公报"), True),
    (header("某理事会第十九次会议公报"), header("某委员会第二十次会议公报"), False),
    (header("某组织2019年度声明"), header("某组织2020年度声明"), True),
    (header("湿地会议声明"), header("森林会议声明"), False),
    (header("六国宣言"), header("三国宣言"), False),
]


@pytest.mark.parametrize(("one", "other", "expected"), SERIES)
def test_a_series_has_the_same_parties_and_name(one: Header, other: Header, *, expected: bool) -> None:
    assert is_in_same_series(one, other) is expected
    assert is_in_same_series(other, one) is expected


@pytest.mark.parametrize(
    ("parties", "expected"),
    [((), True), (("中国",), True), (("寅国", "中国"), True), (("卯国",), False), (("中国", "卯国"), False)],
)
def test_a_filter_admits_who_is_among_the_parties(parties: tuple[str, ...], *, expected: bool) -> None:
    assert SeriesFilter(parties=parties).admits(header("联合声明", *TWO)) is expected
