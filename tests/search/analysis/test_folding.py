"""What is compared: width, case and script folded, offsets kept."""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis.folding import folding_table, is_searchable, splits_a_run
from search.analysis.grams import tokens

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
    ("。、", "。、"),
    ("《〈⟨⟪≪", "《《《《《"),
    ("》〉⟩⟫≫", "》》》》》"),
    ("“”‘’「」『』〝〞«»＂＇﹁﹂", '"' * 16),
    ("·•・‧．･.ꞏ᛫", "........."),
    ("‐‑‒–—―−－─-➖⁻₋", "-------------"),
    ("⋯︙", "……"),
    ("︰", ":"),  # the colon of Big5
    ("ΟΔΟΣ Οδος", "οδοσ οδοσ"),
    ("µſ", "μs"),
    ("～〜∼", "~~~"),
    ("〔［【[", "[[[["),
    ("3∶2", "3:2"),
    ("⼀带⼀路", "一带一路"),  # Kangxi radicals, as copied from some PDFs
    ("⻓期⻛险", "长期风险"),  # radicals of the supplement
    ("Michael", "michael"),
    ("İ", "i"),  # its lower case is two characters
    ("㎡", "㎡"),  # its compatibility form is two characters: it stays
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_folding(text: str, folded: str) -> None:
    assert text.translate(TABLE) == folded


def test_letters_that_are_one_but_for_case_fold_to_one() -> None:
    for code in range(0x1E944):
        character = chr(code)
        caseless = character.casefold()
        if len(caseless) == 1 and unicodedata.category(character) not in {"Cs", "Mn"}:
            assert character.translate(TABLE) == caseless.translate(TABLE), character
            assert caseless.translate(TABLE).translate(TABLE) == caseless.translate(TABLE)


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(text.translate(TABLE)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = text.translate(TABLE)
    assert once.translate(TABLE) == once


def test_every_full_width_form_folds_as_its_narrow_form() -> None:
    for code in range(0xFF01, 0xFF5F):
        narrow = unicodedata.normalize("NFKC", chr(code)).lower()
        assert chr(code).translate(TABLE) == narrow.translate(TABLE)


COMPARABLE = [
    ("政 府 工 作 报 告", "政府工作报告"),
    ("命运\u3000\u3000共同体", "命运共同体"),
    ("命运\u200b共\ufeff同体", "命运共同体"),
    ("\u202e中国\u202c", "中国"),
    ("AI 篮球", "ai篮球"),
    ("于 2016 年", "于2016年"),
    ("G20 峰会", "g20峰会"),
    ("100 亿", "100亿"),
    ("2012 - 2020", "2012-2020"),
    ("Yes, we can.", "yes,we can."),
    ("New \t  York", "new york"),
    ("Nguye\u0302\u0303n Van", "nguyễn van"),
    ("Pakistan’s", 'pakistan"s'),
    ("20\n16年", "2016年"),
    ("20\r\n  16年", "2016年"),
    ("20 16年", "20 16年"),
    ("New\nYork", "new york"),
    ("1,\n000", "1,000"),
    ("3 .5", "3.5"),
    ("等等……", "等等…"),
    ("等等⋯⋯", "等等…"),
    ("等等......", "等等…"),
    ("等等. . .", "等等…"),
    ("等等..", "等等.."),
    ("等等.…", "等等…"),
    ("等等-.", "等等-."),
    ("a--...b", "a-…b"),
    ("合作——发展", "合作-发展"),
    ("合作--发展", "合作-发展"),
    ("cafe\u0301", "café"),
    ("cafe\u200b\u0301", "café"),
    ("か\u3099んは\u3099る", "がんばる"),
    ("ｶﾞﾝﾊﾞﾙ", "ガンバル"),
    ("\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국"),
    ("I\u0323\u0307", "ị"),
    ("i\u0307\u0307", "i"),
    ("x\u0302y", "x\u0302y"),  # no letter is composed so
    ("\u0915\u093c", "\u0958"),  # Unicode never composes this one, and it is in text all the same
    ("中\u034f国\u2800巴\u3164方\uffa0", "中国巴方"),
    ("中\u2800 \u034f国", "中国"),
    ("a\u2800 \u3164b", "a b"),
    ("\u3164", ""),
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


ALPHABET = "中国國命运20AＦ １，。\u3000\u200b \n體é.…-—·“”\u0301\u0323e\u3099か\u1112\u1161\u11ab"
PIECES = st.text(st.sampled_from(ALPHABET), max_size=30)


@given(PIECES)
def test_what_is_compared_is_the_text_piece_by_piece(analyzer: Analyzer, text: str) -> None:
    comparable = analyzer.comparable(text)
    assert len(comparable.text) == len(comparable.offsets) == len(comparable.ends)
    assert all(start < end for start, end in zip(comparable.offsets, comparable.ends, strict=True))
    assert all(end <= after for end, after in zip(comparable.ends, list(comparable.offsets)[1:], strict=False))


@given(PIECES)
@example("a\u0301\u1161")
@example("か\u3099\u0301")
@example("a\u0301\u3099")
def test_every_piece_is_compared_as_it_is_alone(analyzer: Analyzer, text: str) -> None:
    comparable = analyzer.comparable(text)
    for at, character in enumerate(comparable.text):
        piece = text[slice(*comparable.original(at, at + 1))]
        if character == " ":
            assert piece.isspace() or "\u200b" in piece
        elif not any(unicodedata.category(each)[0] == "M" for each in comparable.text[at : at + 2]):
            # else several pieces are one letter with its marks, also marks that keep their order (combining class 0)
            assert analyzer.comparable(piece).text == character


@given(PIECES)
def test_what_is_left_out_is_blank_or_invisible(analyzer: Analyzer, text: str) -> None:
    comparable = analyzer.comparable(text)
    ends = [0, *comparable.ends]
    starts = [*comparable.offsets, len(text)]
    between = "".join(text[end:start] for end, start in zip(ends, starts, strict=True))
    assert not is_searchable(between)


@given(PIECES)
def test_what_is_compared_compares_as_itself(analyzer: Analyzer, text: str) -> None:
    once = analyzer.comparable(text).text
    assert analyzer.comparable(once).text == once


@given(PIECES, st.sampled_from(["NFC", "NFD"]))
def test_composed_and_decomposed_text_is_compared_as_one(
    analyzer: Analyzer, text: str, form: Literal["NFC", "NFD"]
) -> None:
    assert analyzer.comparable(unicodedata.normalize(form, text)).text == analyzer.comparable(text).text


LETTERS = [
    chr(code)
    for code in range(0x11000)
    if unicodedata.category(chr(code))[0] == "L" and unicodedata.normalize("NFD", chr(code)) != chr(code)
]


def test_every_letter_that_has_parts_is_compared_as_its_parts(analyzer: Analyzer) -> None:
    assert len(LETTERS) > 12_000
    for letter in LETTERS:
        parts = unicodedata.normalize("NFD", letter)
        assert analyzer.comparable(parts).text == analyzer.comparable(letter).text, hex(ord(letter))


def test_whatever_unicode_ignores_by_default_is_invisible() -> None:
    ignored = [0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180E, 0x200B, 0x2060, 0x3164, 0xFE0F, 0xFFA0, 0xE0100]
    assert [hex(code) for code in ignored if is_searchable(chr(code))] == []
    shown = [chr(code) for code in range(0x20, 0x2FFF) if unicodedata.category(chr(code))[0] in "LNP"]
    fillers = {"\u115f", "\u1160"}
    assert [each for each in shown if not is_searchable(each)] == sorted(fillers)


RUNS = [
    ("cafe\u0301", 4, True),
    ("e\u0301a", 1, True),
    ("e\u0301a", 2, True),
    ("中\u0301a", 1, False),
    ("中\u0301a", 2, False),
    ("g20峰会", 1, True),
    ("g20峰会", 3, False),
    ("a b", 1, False),
    ("ab", 0, False),
    ("ab", 2, False),
]


@pytest.mark.parametrize(("text", "at", "splits"), RUNS)
def test_a_mark_belongs_to_the_run_of_its_letter(text: str, at: int, splits: bool) -> None:
    assert splits_a_run(text, at) is splits


@given(PIECES)
def test_tokens_end_where_no_run_is_split(analyzer: Analyzer, text: str) -> None:
    compared = analyzer.comparable(text).text
    ends = set(accumulate(map(len, tokens(compared))))
    assert {at for at in range(1, len(compared)) if not splits_a_run(compared, at)} == ends - {len(compared)}
