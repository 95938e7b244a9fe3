"""How a query is understood: relaxing, leaf by leaf, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.deadline import Deadline
from search.engines.protocol import Match
from search.errors import QuerySyntaxError, QueryTimeoutError, QueryTooComplexError
from search.interpretation import Limits, QueryText, Relax
from search.query.nodes import And, Or, Run
from search.query.parser import QueryLimits
from search.relaxation import interpret
from tests.corpora import index_of, texts_as_statement
from tests.trees import trees

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.query.nodes import Node
    from search.store.index import Index


@pytest.fixture(scope="session")
def index(analyzer: Analyzer) -> Index:
    """Four paragraphs."""
    texts = ("中国和巴基斯坦加强合作。", "中方坚定奉行一个中国政策。", "推进中巴经济走廊建设。", "发展中国家")
    return index_of([texts_as_statement(*texts)], analyzer)


ASKED = [
    ("中国", "中国", []),
    ("巴基斯坦中国", '"巴基斯坦" "中国"', ["relaxed"]),
    ("中国与巴基斯坦", '"中国" "巴基斯坦"', ["relaxed", "function-words"]),
    ("的中国", '"中国"', ["relaxed", "function-words"]),
    ("的了", "的了", []),  # nothing would be left
    ("铁路", "铁路", []),  # one word: there is nothing to relax
    ("巴方", "巴方", []),
    ('"巴基斯坦中国"', '"巴基斯坦中国"', []),
    ("-巴基斯坦中国", "-巴基斯坦中国", []),
    ("合作 -巴基斯坦中国", "合作 -巴基斯坦中国", []),
    ("合作 巴基斯坦中国", '合作 "巴基斯坦" "中国"', ["relaxed"]),
    ("合作 OR 巴基斯坦中国", '合作 OR ("巴基斯坦" "中国")', ["relaxed"]),
    ("走廊 (合作 OR 巴基斯坦中国)", '走廊 (合作 OR ("巴基斯坦" "中国"))', ["relaxed"]),
    ("巴基斯坦中国 NEAR/3 合作", "巴基斯坦中国 NEAR/3 合作", []),
    ("巴基斯坦中国 ~合作", "巴基斯坦中国 ~合作", []),
    ("巴基斯坦中国 巴基斯坦中国", '"巴基斯坦" "中国" "巴基斯坦" "中国"', ["relaxed"]),
    ("中國", "中國", ["folded"]),
    ("ＡＩ", "ＡＩ", ["folded"]),
    ("AI", "AI", []),  # letter case is no other form
    ("Ελλάδος", "Ελλάδος", []),  # nor is the sigma at the end of a word
    ("Erdoğan总统", '"Erdoğan" "总统"', ["relaxed"]),
    ("命 运", "命 运", []),  # two runs
    ('"中 国"', '"中 国"', ["folded"]),
    ('"中國*合作"', '"中國*合作"', ["folded"]),
    ("巴基斯坦中國", '"巴基斯坦" "中國"', ["folded", "relaxed"]),
    ("-中國", "-中國", ["folded"]),
    ("中国 –发展中国家", "中国 -发展中国家", ["look-alike"]),
    ("中国 −巴基斯坦中国", "中国 -巴基斯坦中国", ["look-alike"]),
    ("中国 －巴基斯坦中国", "中国 -巴基斯坦中国", []),
    ("中国 〜发展中国家", "中国 ~发展中国家", ["look-alike"]),
    ("巴基斯坦、中国", '"巴基斯坦" "中国"', ["relaxed"]),
    ("——巴基斯坦的中国。", '"巴基斯坦" "中国"', ["relaxed", "function-words"]),
    ("巴基斯坦-中国", '"巴基斯坦" "中国"', ["relaxed"]),
    ("巴基斯坦、-中国", "巴基斯坦、-中国", []),  # its words would ask for what may be excluded
    ("巴基斯坦、—中国", "巴基斯坦、—中国", []),
]


@pytest.mark.parametrize(("query", "parsed", "codes"), ASKED)
def test_a_query_is_searched_as(query: str, parsed: str, codes: list[str], index: Index) -> None:
    understood = interpret(QueryText(query), index, Limits())
    assert understood.parsed == parsed
    assert [notice.code for notice in understood.notices] == codes


def test_a_notice_names_the_leaf_and_what_became_of_it(index: Index) -> None:
    relaxed, dropped = interpret(QueryText("合作 中国与巴基斯坦"), index, Limits()).notices
    assert relaxed.leaf == dropped.leaf == "中国与巴基斯坦"
    assert '"中国" "巴基斯坦"' in relaxed.message
    assert "与" in dropped.message


def test_a_notice_names_the_signs_that_are_read_as_others_or_left_out(index: Index) -> None:
    read, relaxed = interpret(QueryText("中国 –“甲” ——巴基斯坦、中国。"), index, Limits()).notices
    assert (read.leaf, relaxed.leaf) == ("–“甲”", "——巴基斯坦、中国。")
    assert "The sign – before “甲” is read as -;" in read.message
    assert relaxed.message.endswith('"巴基斯坦" "中国". The signs — 、 。 are left out.')


@given(st.text("巴基斯坦中国，、！ -–—～~!\u200b", max_size=20))
def test_relaxing_drops_no_sign_in_silence(index: Index, query: str) -> None:
    try:
        understood = interpret(QueryText(query), index, Limits())
    except (QuerySyntaxError, QueryTooComplexError):
        return
    told = {notice.leaf: notice.message for notice in understood.notices if notice.code == "relaxed"}
    for leaf, message in told.items():
        assert leaf is not None
        assert all(sign in message.removeprefix(f"No paragraph contains {leaf}") for sign in leaf if sign != "\u200b")


def test_nothing_is_relaxed_if_that_is_not_wanted(index: Index) -> None:
    understood = interpret(QueryText("巴基斯坦中国", relax=Relax.NEVER), index, Limits())
    assert understood.parsed == "巴基斯坦中国"
    assert understood.notices == ()


def test_what_only_an_accident_has_is_relaxed_among_whole_words(index: Index) -> None:
    assert interpret(QueryText("展中国家"), index, Limits()).notices == ()
    assert interpret(QueryText("展中国家", Match.WORD), index, Limits()).parsed == '"展中" "国家"'


def test_the_work_stops_at_the_deadline(index: Index) -> None:
    with pytest.raises(QueryTimeoutError):
        interpret(QueryText("中国"), index, Limits(), Deadline.after(-1))


@given(trees())
def test_only_runs_that_no_paragraph_has_are_changed(index: Index, tree: Node) -> None:
    understood = interpret(QueryText(str(tree)), index, Limits(QueryLimits(leaves=1000, levels=100), seconds=60))
    for run in understood.missing:
        assert not index.engine.occurs(Run(index.analyzer.comparable(run.text).text), Match.EXACT)
    if not understood.missing:
        assert understood.searched == understood.asked
    assert _skeleton(understood.asked) >= _skeleton(understood.searched)


def _skeleton(node: Node) -> int:
    """How many nodes other than runs stand where relaxing may not go."""
    match node:
        case And(children) | Or(children):
            return sum(map(_skeleton, children))
        case Run():
            return 100
        case _:
            return 1
