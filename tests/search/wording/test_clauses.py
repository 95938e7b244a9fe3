"""Where clauses and sentences begin and end, what is at the core of them, and who speaks."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.model import Speaker
from search.wording import boilerplate, clauses, series
from search.wording.boilerplate import core, is_boilerplate
from search.wording.clause_speaker import clause_speakers
from search.wording.clauses import around, between, clause_marks, sentence_around
from search.wording.phrase_similarity import PhraseSimilarity
from search.wording.precomputed import SourceParagraph, precompute
from tests.search.wording.made import made

if TYPE_CHECKING:
    from types import ModuleType

    from search.analysis import Analyzer
    from search.wording.precomputed import Text

BOTH, CHINA, PAKISTAN, OTHER, _ALL = Speaker


def text_of(*paragraphs: str, analyzer: Analyzer) -> Text:
    """A statement of these paragraphs, prepared."""
    return precompute(made("2015-01-01", *paragraphs), [analyzer.analyze(text) for text in paragraphs])


@pytest.mark.parametrize("module", [boilerplate, clauses, series], ids=lambda module: module.__name__)
def test_the_examples_in_the_code_are_true(module: ModuleType) -> None:
    results = doctest.testmod(module)
    assert results.attempted
    assert not results.failed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("双方同意，加强合作。", ["双方同意", "加强合作"]),
        ("一是贸易；二是投资：三项", ["一是贸易", "二是投资", "三项"]),
        ("贸易额1,000元，10:30", ["贸易额1,000元", "10:30"]),
        ("和平、稳定、合作", ["和平、稳定、合作"]),
        ("支持“阿人主导”。巴方", ["支持“阿人主导”", "巴方"]),
        ("，。！", []),
    ],
)
def test_clauses(text: str, found: list[str], analyzer: Analyzer) -> None:
    assert [analyzer.comparable(clause).text for clause in found] == [
        prepared.text[slice(*span)] for prepared in [text_of(text, analyzer=analyzer)] for span in prepared.clauses()
    ]


TEXTS = st.text("中国和，。；,1\n“”、 ", max_size=30)


@given(text=TEXTS, places=st.tuples(st.integers(0, 30), st.integers(0, 30)))
def test_around_a_stretch_is_at_least_the_stretch(text: str, places: tuple[int, int]) -> None:
    start, end = sorted(min(place, len(text)) for place in places)
    marks = clause_marks(text)
    clause = around(text, marks, start, end)
    assert clause[0] <= start <= end <= clause[1]
    if "\n" not in text:
        sentence = sentence_around(text, start, end)
        assert sentence[0] <= start <= end <= sentence[1]


@given(TEXTS)
def test_clauses_are_in_order_and_without_marks(text: str) -> None:
    marks = clause_marks(text)
    found = between(text, marks, 0, len(text))
    assert found == sorted(found)
    assert not any(start <= mark < end for start, end in found for mark in marks)


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("双方一致同意加强贸易和", "加强贸易"),
        ("阿尔维总统高度赞赏中国为控制疫情传播所作不懈努力", "高度赞赏中国为控制疫情传播所作不懈努力"),
        ("和平、稳定与发展", "和平、稳定与发展"),  # a word that begins like one that joins
        ("对华友好是巴基斯坦外交政策的基石", "对华友好是巴基斯坦外交政策的基石"),
        ("双方认为", ""),
        ("“一带一路”倡议", '"一带一路"倡议'),
    ],
)
def test_the_core_of_a_clause(clause: str, expected: str, analyzer: Analyzer) -> None:
    text = text_of(clause, analyzer=analyzer)
    assert text.text[slice(*core(text, 0, len(text.text)))] == expected


def test_a_quotation_is_never_cut(analyzer: Analyzer) -> None:
    text = text_of("共建“一带一路”倡议", analyzer=analyzer)
    assert text.text[slice(*core(text, 3, 10))] == '"一带一路"倡议'
    assert core(text, 3, 7) == (3, 7)
    assert core(text, 0, 5) == (0, 0)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("打造新时代更紧密的中巴命运共同体", False),
        ("奉行一个中国政策", False),
        ("成为上海合作组织正式成员", False),
        ("上海合作组织", True),
        ("亚欧会议、东盟地区论坛", True),
        ("继续支持", True),
        ("2018年11月", True),
        ("今年年底前在北京召开会议", True),
        ("习近平主席感谢巴基斯坦政府", True),
        ("伊姆兰.汗", True),
        ("增长5.6个百分点以上", False),
        ("在双方方便的时候再次访问", True),
        ("签署了15份双边合作协议", True),
    ],
)
def test_names_dates_and_protocol_are_boilerplate(phrase: str, expected: bool) -> None:
    assert is_boilerplate(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "text", "nearest"),
    [
        ("坚定奉行一个中国政策", "巴方重申坚持一个中国政策，支持中方。", "巴方重申坚持一个中国政策"),
        ("更紧密的命运共同体", "双方愿构建更加紧密的命运共同体。", "双方愿构建更加紧密的命运共同体"),
        ("和平、稳定、繁荣的南亚", "支持和平、稳定、繁荣的阿富汗。", None),  # about something else
        ("加强防务合作", "双方同意加强海洋合作。", None),  # only the frame is common
        ("中国", "中方，国家", None),
        ("国", "中方", None),
    ],
)
def test_the_nearest_clause(phrase: str, text: str, nearest: str | None, analyzer: Analyzer) -> None:
    prepared = text_of(text, analyzer=analyzer)
    found = PhraseSimilarity(phrase).nearest(prepared)
    assert (prepared.text[slice(*found.clause)] if found else None) == nearest


@pytest.mark.parametrize(
    ("paragraph", "clause", "speakers", "expected"),
    [
        ("双方同意加强合作。巴方重申，坚持一个中国政策。", "坚持一个中国政策", (BOTH, PAKISTAN), (PAKISTAN,)),
        ("双方同意加强合作，维护共同利益。巴方表示感谢。", "维护共同利益", (BOTH, PAKISTAN), (BOTH,)),
        ("阿尔维总统感谢中方。中国政府支持巴方。", "中国政府支持巴方", (CHINA, PAKISTAN), (CHINA,)),
        ("丝路基金宣布入股，这是首个项目。双方欢迎。", "这是首个项目", (BOTH, OTHER), (OTHER,)),
        ("合作不断深化。", "合作不断深化", (BOTH,), (BOTH,)),
        ("合作不断深化。双方同意。", "合作不断深化", (BOTH, CHINA), (BOTH, CHINA)),
        ("合作不断深化。", "合作不断深化", (), ()),
    ],
)
def test_the_voice_is_the_last_subject_before(
    paragraph: str, clause: str, speakers: tuple[Speaker, ...], expected: tuple[Speaker, ...], analyzer: Analyzer
) -> None:
    text = text_of(paragraph, analyzer=analyzer)
    start = text.text.index(clause)
    span = (start, start + len(clause))
    assert clause_speakers(text, (0, len(text.text)), span, SourceParagraph(1, paragraph, speakers)) == expected
