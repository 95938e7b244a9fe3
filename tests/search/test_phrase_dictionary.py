"""Phrases: what is counted, what completes, what comes near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from search.phrase_dictionary import (
    MAX_PHRASES,
    PhraseCounter,
    PhraseDictionary,
    read_phrase_dictionary,
    write_phrase_dictionary,
)

if TYPE_CHECKING:
    from pathlib import Path

    from search.analysis import Analyzer

TEXTS = (
    "双方一致同意打造新时代更紧密的中巴命运共同体。",
    "构建新时代更紧密的中巴命运共同体，加强合作。",
    "中方愿同巴方加强合作、深化友谊。",
)


def counted(analyzer: Analyzer, *, formulas: bool = True) -> dict[str, int]:
    counter = PhraseCounter()
    counter.add([analyzer.analyze(text) for text in TEXTS], formulas=formulas)
    return counter.phrases()


def test_words_are_counted_by_paragraphs(analyzer: Analyzer) -> None:
    counts = counted(analyzer)
    assert counts["合作"] == 2
    assert counts["友谊"] == 1
    assert "的" not in counts


def test_a_formula_is_as_long_as_it_goes_and_no_part_of_it_is_one(analyzer: Analyzer) -> None:
    counts = counted(analyzer)
    assert counts["新时代更紧密的中巴命运共同体"] == 2
    assert "更紧密的中巴命运共同体" not in counts
    assert counts["加强合作"] == 2
    assert "合作深化" not in counts  # a mark stands between
    assert "打造新时代更紧密的中巴命运共同体" not in counts  # one paragraph has it


def test_news_has_words_and_no_formulas(analyzer: Analyzer) -> None:
    counts = counted(analyzer, formulas=False)
    assert "加强" in counts
    assert "加强合作" not in counts


@pytest.mark.parametrize(
    ("typed", "limit", "completed"),
    [
        ("合", 3, ["合作", "合同", "联合"]),
        ("合", 1, ["合作"]),
        ("作", 3, ["合作", "工作"]),
        ("合作", 3, ["合作"]),
        ("铁路", 3, []),
        ("", 2, ["合作", "工作"]),
    ],
)
def test_what_completes(typed: str, limit: int, completed: list[str]) -> None:
    phrases = PhraseDictionary({"工作": 4, "合作": 9, "合同": 2, "联合": 3})
    assert phrases.complete(typed, limit) == completed


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("外交优先向", ["外交优先方向"]),
        ("最优先方向", ["外交优先方向"]),
        ("外交优先方向", []),  # itself is no other wording
        ("优向", []),
        ("铁路运输网", []),
        ("命运同体", ["命运共同体"]),
    ],
)
def test_what_comes_near(text: str, near: list[str]) -> None:
    phrases = PhraseDictionary({"外交优先方向": 2, "命运共同体": 4, "优先": 5, "方向": 3})
    assert phrases.nearest(text, 3) == near


@given(
    text=st.text("优先方向外交", min_size=1, max_size=8),
    counts=st.dictionaries(st.text("优先方向外交", min_size=1, max_size=8), st.integers(1, 9), max_size=20),
)
def test_what_comes_near_is_near_and_nothing_nearer_is_left_out(text: str, counts: dict[str, int]) -> None:
    changes = 0 if len(text) < 3 else 1 if len(text) < 5 else 2
    near = PhraseDictionary(counts).nearest(text, 100)
    assert set(near) == {phrase for phrase in counts if 0 < Levenshtein.distance(text, phrase) <= changes}


def test_what_is_written_is_read(tmp_path: Path, analyzer: Analyzer) -> None:
    counts = counted(analyzer)
    write_phrase_dictionary(counts, tmp_path / "phrases.tsv")
    read = read_phrase_dictionary(tmp_path / "phrases.tsv")
    assert set(read.complete("", MAX_PHRASES)) == set(counts)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "phrases.tsv").write_text("合作\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not enough values"):
        read_phrase_dictionary(tmp_path / "phrases.tsv")
