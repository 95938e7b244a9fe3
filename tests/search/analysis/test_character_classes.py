"""The tables of characters and spellings: made of their sources again, and what they join."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import opencc
import pytest

from search.analysis.characters import MARKS, folding_table, han_classes, is_simplified
from search.analysis.word_segmenter import read_spellings
from tables import character_classes, spellings

if TYPE_CHECKING:
    from search.analysis import Analyzer

TABLE = folding_table()
HAN = [chr(code) for block in (range(0x3400, 0x4DC0), range(0x4E00, 0xA000)) for code in block]


def test_the_classes_are_what_their_sources_say() -> None:
    assert character_classes.CLASSES.read_text(encoding="utf-8").split() == character_classes.classes()


def test_the_spellings_are_what_their_sources_say() -> None:
    assert spellings.SPELLINGS.read_text(encoding="utf-8").splitlines() == spellings.spellings()


def test_no_character_stands_in_two_classes() -> None:
    characters = [each for row in character_classes.CLASSES.read_text(encoding="utf-8").split() for each in row]
    assert len(characters) == len(set(characters)) > 10_000


CONVERTERS = ["t2s", "s2t", "t2hk", "hk2t", "hk2s", "s2hk", "t2tw", "tw2t", "tw2s", "s2tw"]


@pytest.mark.parametrize("name", CONVERTERS)
def test_what_opencc_makes_of_a_character_is_compared_as_it(name: str) -> None:
    converted: list[str] = opencc.OpenCC(name).convert("\n".join(HAN)).split("\n")
    assert len(converted) == len(HAN)
    apart = [f"{one}{other}" for one, other in zip(HAN, converted, strict=True) if not same(one, other)]
    assert apart == []


@pytest.mark.parametrize("name", ["t2jp", "jp2t"])
def test_of_japanese_forms_only_those_stand_apart_that_are_two_words_in_chinese(name: str) -> None:
    converted: list[str] = opencc.OpenCC(name).convert("\n".join(HAN)).split("\n")
    apart = {frozenset(pair) for pair in zip(HAN, converted, strict=True) if not same(*pair)}
    merged = {"予豫", "弁瓣", "弁辨", "弁辯", "欠缺", "沪濾", "浜濱", "糸絲", "缶罐", "芸藝", "連聯"}
    assert apart <= set(map(frozenset, merged))


@pytest.mark.parametrize("name", ["s2t", "s2tw", "s2hk"])
def test_what_opencc_makes_of_a_word_is_compared_as_it(name: str, analyzer: Analyzer) -> None:
    words = [word for word, _ in character_classes.dictionary() if len(word) > 1][::10]
    converted: list[str] = opencc.OpenCC(name).convert("\n".join(words)).split("\n")
    assert len(converted) == len(words) > 30_000
    pairs = zip(words, converted, strict=True)
    assert [pair for pair in pairs if analyzer.folded(pair[0]) != analyzer.folded(pair[1])] == []


def same(one: str, other: str) -> bool:
    return one.translate(TABLE) == other.translate(TABLE)


def test_every_radical_that_is_a_character_is_compared_as_it() -> None:
    pairs = character_classes.unicode_pairs(character_classes.UNICODE.read_text(encoding="utf-8"))
    radicals = pairs["EquivalentUnifiedIdeograph"]
    assert len(radicals) > 300
    assert [pair for pair in radicals if not same(*pair)] == []


def test_what_unicode_calls_a_compatibility_ideograph_is_compared_as_what_it_stands_for() -> None:
    for code in (*range(0xF900, 0xFB00), *range(0x2F00, 0x2FE0), *range(0x2F800, 0x2FA20)):
        assert same(chr(code), unicodedata.normalize("NFKC", chr(code)))


PAIRS = [
    ("随着", "隨著"), ("了解", "瞭解"), ("计划", "計畫"), ("反复", "反覆"), ("借此", "藉此"), ("仿佛", "彷彿"),
    ("叙利亚", "敍利亞"), ("卫生", "衞生"), ("只有", "衹有"), ("规划", "規畫"), ("关系", "關係"), ("维系", "維繫"),
    ("台湾", "臺灣"), ("里程", "里程"), ("里面", "裏面"), ("里面", "裡面"), ("为", "爲"), ("群众", "羣衆"), ("峰会", "峯會"),
    ("启动", "啓動"), ("启动", "啟動"), ("线", "綫"), ("制造", "製造"), ("干部", "幹部"), ("系统", "係統"), ("云", "雲"),
    ("国", "囯"), ("说", "説"), ("内", "內"), ("户", "戶"), ("户", "戸"), ("经济", "経済"), ("广", "広"),
    ("征求", "徵求"), ("伙伴", "夥伴"), ("准", "準"), ("游", "遊"), ("托", "託"), ("占", "佔"), ("才", "纔"), ("余", "餘"),
    ("⻓期", "长期"), ("⻛险", "风险"), ("⻘年", "青年"), ("⻄部", "西部"), ("⻢方", "马方"), ("⾦融", "金融"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_words_in_two_forms_are_compared_as_one(one: str, other: str, analyzer: Analyzer) -> None:
    assert analyzer.comparable(one).text == analyzer.comparable(other).text


APART = [
    "联连",
    "缺欠",
    "辩辨",
    "辩瓣",
    "沪滤",
    "滨浜",
    "艺芸",
    "予豫",
    "丝糸",
    "己已",
    "末未",
    "土士",
    "他她",
    "的得",
    "做作",
]


@pytest.mark.parametrize("pair", APART)
def test_characters_that_no_standard_of_chinese_maps_onto_one_another_stand_apart(pair: str) -> None:
    assert not same(*pair)


JOINED = (
    "丫桠 么幺麽 于於 仇雠 仿彷 伙夥 余馀 借藉 像象 具俱 划画 同仝 后後 吒咤 咨谘 坏坯 坐座 复覆 夹袷 宁甯 巨钜 干乾 "
    "征徵 径迳 待呆 折摺 拼拚 挨捱 旋镟 曲麴 沉沈渖 渺淼 炼链 烟菸 熏薰 着著 矩榘 碱硷 糖醣 苔薹 资赀 里哩 钟锺 阪坂 颚腭 "
    "鲇鲶"
)
"""Whatever is one in a standard's table and has two characters in GB 2312. `docs/decisions.md` says what that costs."""


def test_these_characters_of_simplified_text_are_compared_as_one_and_no_others() -> None:
    rows = character_classes.CLASSES.read_text(encoding="utf-8").split()
    several = {frozenset(filter(is_simplified, row)) for row in rows}
    assert {each for each in several if len(each) > 1} == set(map(frozenset, JOINED.split()))


def test_a_character_that_stands_for_a_class_is_one_of_simplified_text_where_there_is_one() -> None:
    for row in character_classes.CLASSES.read_text(encoding="utf-8").split():
        assert is_simplified(row[0]) or not any(map(is_simplified, row))


SPELLED = [
    "覆盖面显著扩大",
    "现象",
    "随着形势",
    "产业链供应链",
    "伊姆兰·汗总理",
    "双方支持两国举办漫画展",
    "中国和巴基斯坦",
]


@pytest.mark.parametrize("text", SPELLED)
def test_words_are_spelled_as_they_usually_are(text: str, analyzer: Analyzer) -> None:
    assert analyzer.spelled(analyzer.comparable(text).text) == text


def test_a_spelling_is_compared_as_its_word(analyzer: Analyzer) -> None:
    for compared, spelling in read_spellings().items():
        assert analyzer.comparable(spelling.text).text == compared
        assert len(compared) == len(spelling.text)


SHOWN = [
    ("显著", "显著"), ("画展", "画展"), ("隨著", "随着"), ("“一带一路”", "“一带一路”"), ("「一帶一路」", "「一带一路」"),
    ("2016 年", "2016年"), ("（东伊运）", "(东伊运)"), ("⻓期", "长期"), ("中國", "中国"), ("伊姆兰·汗", "伊姆兰·汗"),
    ("cafe\u0301", "café"), ("等等……", "等等……"), ("ＦＭ９８", "fm98"), ("中\u200b国", "中国"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_what_is_searched_is_shown_as_it_is_written_but_for_what_is_another_form(
    text: str, shown: str, analyzer: Analyzer
) -> None:
    assert analyzer.shown(text) == shown
    assert analyzer.comparable(shown).text == analyzer.comparable(text).text


def test_every_shape_of_a_mark_is_compared_as_it() -> None:
    for mark, shapes in MARKS.items():
        for shape in shapes:
            assert shape.translate(TABLE) == mark
    assert len(set(MARKS) - {"《", "》"}) == sum(mark.translate(TABLE) == mark for mark in set(MARKS) - {"《", "》"})


def test_quotation_marks_and_dashes_of_unicode_are_all_known() -> None:
    for code in range(0x2E80):
        character = chr(code)
        if unicodedata.category(character) in {"Pi", "Pf"} and re.search("QUOTATION", unicodedata.name(character)):
            assert character.translate(TABLE) == '"', character
        if re.search(r"\b(?:EN|EM|TWO-EM|THREE-EM|FIGURE) DASH\b", unicodedata.name(character, "")):
            assert character.translate(TABLE) == "-", character


def test_han_classes_are_part_of_the_folding() -> None:
    assert all(TABLE[ord(other)] == first.translate(TABLE) for other, first in han_classes().items())
