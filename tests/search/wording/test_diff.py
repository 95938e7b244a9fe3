"""What an editor changed."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.wording.clause_alignment import ClauseOp, aligned_clauses
from search.wording.diff import Change, Op, diff, similarity
from search.wording.unbreakable import covers, unbreakable
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
    ("增长1.5%的目标", "增长2.5%的目标", "增长[-1.5%-]{+2.5%+}的目标"),
    ("贸易额达到1,234万美元", "贸易额达到1,534万美元", "贸易额达到[-1,234-]{+1,534+}万美元"),
    ("举行第十五次会议", "举行第十六次会议", "举行[-第十五-]{+第十六+}次会议"),
    ("回顾三十年合作历程", "回顾四十年合作历程", "回顾[-三十-]{+四十+}年合作历程"),
    ("定于二〇一五年举行", "定于二〇一六年举行", "定于[-二〇一五-]{+二〇一六+}年举行"),
    ("价值三百二十五亿元", "价值三百三十五亿元", "价值[-三百二十五亿-]{+三百三十五亿+}元"),
    ("比重为百分之五", "比重为百分之六", "比重为[-百分之五-]{+百分之六+}"),
    ("签署《海洋合作协定》", "签署《海洋科研协定》", "签署[-《海洋合作协定》-]{+《海洋科研协定》+}"),
    ("坚持“共商、共建”原则", "坚持“共商、共享”原则", "坚持[-“共商、共建”-]{+“共商、共享”+}原则"),
    (
        "双方同意扩大渔业贸易，维护海上安全，稳步建设深水港口，改进检疫办法。",
        "双方同意稳步建设深水港口，维护海上安全，有序开放内河航道，便利船员换班。",
        "双方同意[-扩大渔业贸易-]{+稳步建设深水港口+}，维护海上安全，[-稳步建设深水港口-]{+有序开放内河航道+}，[-改进检疫办法-]{+便利船员换班+}。",
    ),  # a moved clause goes and comes whole
    ("春眠不觉晓", "白日依山尽", "[-春眠不觉晓-]{+白日依山尽+}"),
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


PARTS = st.sampled_from(
    [
        "增长1.5%",
        "贸易额1,234万美元",
        "第十五次会议",
        "第十六次会议",
        "三十年历程",
        "二〇一五年",
        "“共商、共建”原则",
        "《海洋协定》",
        "百分之五",
    ]
)


@given(old=st.lists(PARTS, max_size=4).map("，".join), new=st.lists(PARTS, max_size=4).map("，".join))
def test_a_change_never_ends_inside_a_number_a_quotation_or_a_title(old: str, new: str, analyzer: Analyzer) -> None:
    changes = diff(worded(old, analyzer), worded(new, analyzer))
    for text, other in ((new, Op.DELETE), (old, Op.INSERT)):
        ends = accumulate(len(change.text) for change in changes if change.op is not other)
        assert not any(covers(unbreakable(analyzer.comparable(text).text), end) for end in ends)


@given(old=TEXTS, new=TEXTS)
def test_the_aligned_clauses_are_both_texts(old: str, new: str, analyzer: Analyzer) -> None:
    one, other = analyzer.comparable(old).text, analyzer.comparable(new).text
    found = aligned_clauses(one, other)
    assert "".join(one[slice(*each.old)] for each in found) == one
    assert "".join(other[slice(*each.new)] for each in found) == other
    assert all(one[slice(*each.old)] == other[slice(*each.new)] for each in found if each.op is ClauseOp.EQUAL)


@given(old=TEXTS, new=TEXTS)
def test_no_two_changes_of_a_kind_stand_side_by_side(old: str, new: str, analyzer: Analyzer) -> None:
    changes = diff(worded(old, analyzer), worded(new, analyzer))
    assert all(change.text for change in changes)
    assert all(one.op is not other.op for one, other in pairwise(changes))


@given(old=TEXTS, new=TEXTS)
def test_only_equal_texts_are_wholly_similar(old: str, new: str, analyzer: Analyzer) -> None:
    one, other = worded(old, analyzer), worded(new, analyzer)
    assert (similarity(one, other) == 1) == (one.compared == other.compared)
