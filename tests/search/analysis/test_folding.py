"""What is compared: width, case and script folded, offsets kept."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.folding import folding_table, is_searchable

if TYPE_CHECKING:
    from search.analysis import Analyzer

TABLE = folding_table()

FOLDED = [
    ("２０１８年", "2018年"),
    ("ＦＭ９８", "fm98"),
    ("中國", "中国"),
    ("戰略合作夥伴關係", "战略合作伙伴关系"),
    ("（東伊運）", "(东伊运)"),
    ("，：；！？", ",:;!?"),
    ("。、“”《》", "。、“”《》"),
    ("⼀带⼀路", "一带一路"),  # Kangxi radicals, as copied from some PDFs
    ("Michael", "michael"),
    ("İ", "İ"),  # its lower case is two characters: it stays
    ("㎡", "㎡"),  # its compatibility form is two characters: it stays
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_folding(text: str, folded: str) -> None:
    assert text.translate(TABLE) == folded


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(text.translate(TABLE)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = text.translate(TABLE)
    assert once.translate(TABLE) == once


def test_every_traditional_character_of_opencc_folds_to_what_its_simplified_form_folds_to() -> None:
    converter = opencc.OpenCC("t2s")
    for code in range(0x4E00, 0xA000):
        simplified = converter.convert(chr(code))
        assert chr(code).translate(TABLE) == simplified.translate(TABLE)


def test_every_full_width_form_folds_as_its_narrow_form() -> None:
    for code in range(0xFF01, 0xFF5F):
        assert chr(code).translate(TABLE) == unicodedata.normalize("NFKC", chr(code)).lower()


COMPARABLE = [
    ("政 府 工 作 报 告", "政府工作报告"),
    ("命运\u3000\u3000共同体", "命运共同体"),
    ("命运\u200b共\ufeff同体", "命运共同体"),
    ("\u202e中国\u202c", "中国"),
    ("AI 篮球", "ai 篮球"),
    ("New \t  York", "new york"),
    ("  中国  ", "中国"),
    ("共识。 双方", "共识。双方"),
    ("中\x00国", "中国"),
    ("1 \u200b 2", "1 2"),
    ("", ""),
    (" \u200b ", ""),
]


@pytest.mark.parametrize(("text", "expected"), COMPARABLE)
def test_what_is_compared(text: str, expected: str, analyzer: Analyzer) -> None:
    assert analyzer.comparable(text).text == expected
    assert is_searchable(text) is bool(expected)


PIECES = st.text(st.sampled_from("中国命运20AＦ １，。\u3000\u200b \n國體é"), max_size=30)


@given(PIECES)
def test_offsets_lead_back_to_the_character(analyzer: Analyzer, text: str) -> None:
    comparable = analyzer.comparable(text)
    assert len(comparable.text) == len(comparable.offsets)
    assert list(comparable.offsets) == sorted(set(comparable.offsets))
    for character, offset in zip(comparable.text, comparable.offsets, strict=True):
        original = text[offset]
        assert character == original.translate(TABLE) or (character == " " and original.isspace())


@given(PIECES)
def test_what_is_compared_compares_as_itself(analyzer: Analyzer, text: str) -> None:
    once = analyzer.comparable(text).text
    assert analyzer.comparable(once).text == once
