"""Numbers as they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.numerals import forms, numerals_in, value_of

if TYPE_CHECKING:
    from search.analysis import Analyzer

VALUES = [
    ("0", 0), ("7", 7), ("20", 20), ("２０", 20), ("007", 7), ("2018", 2018), ("1,500", 1500), ("25,000,000", 25_000_000),
    ("7亿", 700_000_000), ("７亿", 700_000_000), ("150万", 1_500_000), ("2.5万", 25_000), ("２．５万", 25_000),
    ("3百", 300), ("3千万", 30_000_000), ("1.5万亿", 1_500_000_000_000),
    ("零", 0), ("〇", 0), ("○", 0), ("一", 1), ("两", 2), ("兩", 2), ("十", 10), ("十五", 15), ("二十", 20), ("二十一", 21),
    ("一十五", 15), ("九十九", 99), ("廿", 20), ("廿一", 21), ("卅", 30), ("卅一", 31), ("二百廿五", 225),
    ("一百", 100), ("一百零五", 105), ("一百〇五", 105), ("一百一十", 110), ("一百十", 110), ("两百五十", 250),
    ("一千", 1000), ("一千零一", 1001), ("一千零一十", 1010), ("两千三百", 2300), ("九千九百九十九", 9999),
    ("一万", 10_000), ("一万零五", 10_005), ("二万五千", 25_000), ("两万五千", 25_000), ("十万", 100_000), ("一千万", 10_000_000),
    ("五亿", 500_000_000), ("一亿零五万", 100_050_000), ("一亿零一千", 100_001_000), ("一亿两千万", 120_000_000), ("十万亿", 10_000_000_000_000),
    ("萬", None), ("一萬", 10_000), ("一億", 100_000_000),
    ("二〇一八", 2018), ("二○一八", 2018), ("二零一八", 2018), ("二O一八", 2018), ("二Ｏ一八", 2018), ("一九四九", 1949),
    ("二〇", 20), ("零五", 5), ("一五", 15),
]  # fmt: skip

NO_NUMBERS = [
    "", " ", "x", "20 ", "-5", "+5", "2018年", "x2018", "3.5", "1951.5.21", "20,30", "1,50", "2.55555万", "1万2千", "十几",
    "百", "千", "万", "亿", "千万", "百万", "万一", "亿万", "万亿", "百五", "千一百", "十分", "百年", "半",
    "二三十", "十十", "二十十", "十二百", "两十", "二十零", "廿〇", "廿十", "一零千", "零五百", "三百零零五", "一千万百",
    "一百五", "三千二", "一万五", "一万零", "一万零零五", "一亿五", "一万万", "一亿万", "一亿一亿", "十二五", "一五一十", "²", "③", "Ⅲ", "½", "O", "Ｏ一",
    "\ud800", "一" * 17, "1" * 17, "100000千亿", "9万万亿", "1" * 5000, "万" * 5000, "一亿" * 5000,
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_a_numeral_has_the_value(text: str, value: int | None) -> None:
    assert value_of(text) == value


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_not_one_numeral_has_no_value_and_no_forms(text: str) -> None:
    assert value_of(text) is None
    assert forms(text) == ()


FORMS = [
    ("3", ("三",)),
    ("20", ("二十",)),
    ("２０", ("二十",)),  # 20 is the same when it is compared
    ("二十", ("20",)),
    ("廿", ("20", "二十")),
    ("两", ("2", "二")),
    ("200", ("二百", "两百")),
    ("两百", ("200", "二百")),
    ("兩百", ("200", "二百")),  # so is 两百
    ("105", ("一百零五",)),
    ("2018", ("二〇一八", "二○一八", "二零一八")),
    ("二〇一八", ("2018", "二○一八", "二零一八")),
    ("2015", ("二〇一五", "二○一五", "二零一五")),
    ("1949", ("一九四九",)),
    ("2000", ("二〇〇〇", "二○○○", "二零零零", "二千", "两千")),
    ("两千", ("2000", "二〇〇〇", "二○○○", "二零零零", "二千")),
    ("3500", ("三千五百",)),
    ("25000", ("二万五千", "两万五千", "2.5万")),
    ("25,000", ("25000", "二万五千", "两万五千", "2.5万")),
    ("2.5万", ("25000", "二万五千", "两万五千")),
    ("100015", ("十万零一十五",)),
    ("七亿", ("700000000", "7亿")),
    ("7亿", ("700000000", "七亿")),
    ("十万亿", ("10000000000000", "10万亿")),
    ("1" + "0" * 15, ("一千万亿", "1000万亿")),
]


@pytest.mark.parametrize(("text", "others"), FORMS)
def test_a_number_may_also_be_printed(text: str, others: tuple[str, ...]) -> None:
    assert forms(text) == others


PLACES = [
    ("20", ["20"]), ("２０", ["２０"]), ("二十", ["二十"]), ("2018", ["2018"]), ("二〇一八", ["二〇一八"]), ("二零一八", ["二零一八"]),
    ("一九四九年", ["一九四九"]), ("十五", ["十五"]), ("廿", ["廿"]), ("卅年", ["卅"]), ("两千名", ["两千"]), ("十万人", ["十万"]),
    ("2015年4月20日", ["2015", "4", "20"]), ("四月二十日", ["四", "二十"]), ("五日", ["五"]), ("二〇", ["二〇"]),
    ("第八次", ["八"]), ("第8次", ["8"]), ("第十五次", ["十五"]), ("第一", ["一"]),
    ("7亿多人", ["7亿"]), ("2.5万人", ["2.5万"]), ("25,000名", ["25,000"]), ("20,30", ["20", "30"]), ("20，300", ["20", "300"]),
    ("2012-2020年", ["2012", "2020"]), ("二十国集团", ["二十"]), ("八十年代", ["八十"]), ("21世纪", ["21"]), ("“1+4”", ["1", "4"]),
    ("x2018", []), ("2018x", []), ("FM98", []), ("G20", []), ("é20", []), ("3.5%", []), ("1951.5.21", []), ("007", []), ("0", []),
    ("一个中国", []), ("一带一路", []), ("统一", []), ("两国", []), ("三股势力", []), ("十分", []), ("第零", []), ("第两", []),
    ("千万", []), ("万一", []), ("百年", []), ("百万", []), ("亿万", []), ("万千", []), ("千方百计", []), ("一百五", []),
    ("十二五规划", []), ("九一八事变", []), ("五四运动", []), ("三三两两", []), ("二三十人", []), ("五六百", []), ("一五一十", []),
    ("〇七一", []), ("○○", []), ("零八", []), ("", []), ("\ud800", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "numerals"), PLACES)
def test_the_numerals_of_a_text_that_may_as_well_be_printed_otherwise(text: str, numerals: list[str]) -> None:
    assert [text[start:end] for start, end in numerals_in(text)] == numerals


@given(st.integers(0, 10**16 - 1) | st.integers(0, 10**5) | st.integers(0, 10**9).map(lambda number: number * 1000))
def test_every_form_of_a_number_says_that_number(number: int) -> None:
    for form in forms(str(number)):
        assert value_of(form) == number
        assert str(number) in forms(form)


@given(st.text("0123456789０５〇○零一二两三四五六七八九十廿卅百千万亿兩萬億.,，x年第月国", max_size=12))
def test_a_numeral_is_found_once_and_has_other_forms_of_its_value(analyzer: Analyzer, text: str) -> None:
    ends = 0
    for start, end in numerals_in(text):
        assert ends <= start < end <= len(text)
        ends = end
        numeral = text[start:end]
        others = [analyzer.comparable(form).text for form in forms(numeral)]
        assert others
        assert analyzer.comparable(numeral).text not in others
        assert {value_of(form) for form in others} == {value_of(numeral)}


@given(st.text())
def test_any_text_has_a_value_or_none(text: str) -> None:
    value = value_of(text)
    assert value is None or value >= 0
