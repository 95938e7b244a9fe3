"""What an editor changed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.wording.diff import Change, Op, diff, similarity
from tests.search.wording.made import FORMULAS, marked, worded

if TYPE_CHECKING:
    from search.analysis import Analyzer

READS = [
    (
        "打造新时代更紧密的中巴命运共同体",
        "构建新时代更紧密的中巴命运共同体",
        "[-打造-]{+构建+}新时代更紧密的中巴命运共同体",
    ),
    ("巴方将毫不动摇地奉行一个中国政策", "将坚定奉行一个中国政策", "[-巴方-]将[-毫不动摇地-]{+坚定+}奉行一个中国政策"),
    ("更紧密的命运共同体", "更加紧密的命运共同体", "更{+加+}紧密的命运共同体"),
    ("国家主权、独立和领土完整", "国家主权、独立、领土完整和安全", "国家主权、独立[-和-]{+、+}领土完整{+和安全+}"),
    ("加强合作", "加快合作", "[-加强-]{+加快+}合作"),  # a word changes, not one character of it
    ("提升至2000亿", "提升至20000亿", "提升至[-2000-]{+20000+}亿"),  # so does a number
    ("维护国家主权，独立", "維護國家主權,独立", "維護國家主權,独立"),  # width and script are no change
    ("维护国家 主权", "维护国家主权", "维护国家主权"),
    ("双方同意", "", "[-双方同意-]"),
    ("", "双方同意", "{+双方同意+}"),
    ("", "", ""),
]

TEXTS = st.lists(st.one_of(st.sampled_from(FORMULAS), st.text("中国和，。 2a、“”", max_size=6)), max_size=5).map(
    "".join
)


@pytest.mark.parametrize(("old", "new", "expected"), READS)
def test_a_diff_reads_like_an_editors(old: str, new: str, expected: str, analyzer: Analyzer) -> None:
    assert marked(diff(worded(old, analyzer), worded(new, analyzer))) == expected


@given(old=TEXTS, new=TEXTS)
def test_a_diff_replays_to_both_texts(old: str, new: str, analyzer: Analyzer) -> None:
    one, other = worded(old, analyzer), worded(new, analyzer)
    changes = diff(one, other)
    assert "".join(change.text for change in changes if change.op is not Op.DELETE) == other.text
    kept = "".join(change.text for change in changes if change.op is not Op.INSERT)
    assert analyzer.comparable(kept).text.replace(" ", "") == one.compared.replace(" ", "")


@given(old=TEXTS, new=TEXTS)
def test_the_other_way_round_insertions_are_deletions(old: str, new: str, analyzer: Analyzer) -> None:
    one, other = worded(analyzer.comparable(old).text, analyzer), worded(analyzer.comparable(new).text, analyzer)
    mirrored = {Op.EQUAL: Op.EQUAL, Op.DELETE: Op.INSERT, Op.INSERT: Op.DELETE}
    there = {Change(mirrored[change.op], change.text) for change in diff(one, other)}
    assert there == set(diff(other, one))
    assert similarity(one, other) == similarity(other, one)


@given(old=TEXTS, new=TEXTS)
def test_no_two_changes_of_a_kind_stand_side_by_side(old: str, new: str, analyzer: Analyzer) -> None:
    changes = diff(worded(old, analyzer), worded(new, analyzer))
    assert all(change.text for change in changes)
    assert all(one.op is not other.op for one, other in pairwise(changes))


@given(old=TEXTS, new=TEXTS)
def test_only_equal_texts_are_wholly_similar(old: str, new: str, analyzer: Analyzer) -> None:
    one, other = worded(old, analyzer), worded(new, analyzer)
    assert (similarity(one, other) == 1) == (one.compared == other.compared)
