"""Numbers and shares as they are printed in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.printed_numbers import numbers_in, other_forms

PAIRS = [
    ("百分之五", "5%"), ("百分之七", "7%"), ("百分之七点五", "7.5%"), ("百分之零点零五", "0.05%"), ("百分之三十六", "36%"),
    ("百分之一百二十", "120%"), ("百分之百", "100%"), ("千分之三", "3‰"), ("四分之一", "1/4"), ("三分之二", "2/3"),
    ("十二分之五", "5/12"), ("二〇一五", "2015"), ("第七"[1:], "7"), ("一千万", "1000万"), ("1,000万", "1000万"), ("卅", "三十"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_each_of_two_ways_to_print_a_number_has_the_other(one: str, other: str) -> None:
    assert other in other_forms(one)
    assert one in other_forms(other)


PLACES = [
    ("增长百分之七", ["百分之七"]), ("增长7%", ["7%"]), ("增长７．５％", ["７．５％"]), ("占四分之一，共3个", ["四分之一", "3"]),
    ("2018年占1/4", ["2018", "1/4"]), ("2015/4/20", ["2015", "4", "20"]), ("百分之几", []), ("一分之二", []), ("分之一", []),
    ("x7%", []), ("1.2.3%", []), ("a1/4", ["4"]), ("1/4b", ["1"]), ("3.5", []), ("1,000%", ["1,000%"]), ("百分之百", ["百分之百"]), ("", []),
    ("3/0", ["3"]), ("十分", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "numbers"), PLACES)
def test_the_numbers_of_a_text_that_may_as_well_be_printed_otherwise(text: str, numbers: list[str]) -> None:
    assert [text[start:end] for start, end in numbers_in(text)] == numbers


@given(st.integers(0, 999), st.text("0123456789", max_size=3), st.sampled_from("%‰"))
def test_a_share_in_signs_is_printed_in_words_and_back(whole: int, decimals: str, sign: str) -> None:
    share = f"{whole}{'.' if decimals else ''}{decimals}{sign}"
    for words in other_forms(share):
        assert share in other_forms(words)


@given(st.integers(1, 99), st.integers(2, 99))
def test_a_fraction_is_printed_in_words_and_back(part: int, whole: int) -> None:
    (words,) = other_forms(f"{part}/{whole}")
    assert other_forms(words) == (f"{part}/{whole}",)


@given(st.text("0123456789０５.,，%％‰/零一二七十百千万点分之x年第", max_size=14))
def test_a_number_is_found_once_and_has_other_forms(text: str) -> None:
    ends = 0
    for start, end in numbers_in(text):
        assert ends <= start < end <= len(text)
        ends = end
        assert other_forms(text[start:end])
