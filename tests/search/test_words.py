"""Words: jieba's cut with our lexicon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.words import Segmenter, read_lexicon

if TYPE_CHECKING:
    from pathlib import Path

    from search.analysis import Analyzer

CUTS = [
    ("发展中国家的代表性", ["发展中国家", "的", "代表性"]),
    ("提升为全天候战略合作伙伴关系,", ["提升", "为", "全天候战略合作伙伴关系"]),
    ("中巴经济走廊、瓜达尔港", ["中巴经济走廊", "瓜达尔港"]),
    ("伊姆兰·汗总理赞赏习近平主席", ["伊姆兰·汗", "总理", "赞赏", "习近平", "主席"]),
    ("2018年", ["2018", "年"]),
    ("。，——", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_cut(text: str, expected: list[str], analyzer: Analyzer) -> None:
    assert [word.text for word in analyzer.words(text)] == expected


@pytest.mark.parametrize("entry", read_lexicon())
def test_every_name_of_the_lexicon_stays_whole(entry: str, analyzer: Analyzer) -> None:
    text = analyzer.comparable(entry).text
    assert [word.text for word in analyzer.words(text)] == [text]


@given(st.text(st.sampled_from("中国巴基斯坦伊姆兰·汗总理2018 a，。")))
def test_words_stand_where_they_say_and_do_not_overlap(analyzer: Analyzer, text: str) -> None:
    end = 0
    for word in analyzer.words(text):
        assert end <= word.start < word.end
        assert text[word.start : word.end] == word.text
        end = word.end


@given(st.text(st.sampled_from("中国巴基斯坦伊姆兰·汗总理2018 a，。")))
def test_a_text_cut_into_pieces_is_the_text_with_its_words_at_the_odd_places(analyzer: Analyzer, text: str) -> None:
    analyzed = analyzer.analyze(text)
    assert analyzed.text == "".join(analyzed.pieces) == analyzer.comparable(text).text
    assert analyzed.words == tuple(analyzer.words(analyzed.text))
    assert analyzed.word_texts == tuple(word.text for word in analyzed.words)
    inside = {offset for word in analyzed.words for offset in range(word.start + 1, word.end)}
    assert {offset for offset in range(len(analyzed.text)) if analyzed.inside >> offset & 1} == inside


def test_another_lexicon_is_another_fingerprint() -> None:
    assert Segmenter(["瓜达尔港"]).fingerprint != Segmenter([]).fingerprint


def test_making_a_segmenter_writes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert Segmenter([]).cut("中国")
    assert list(tmp_path.iterdir()) == []
