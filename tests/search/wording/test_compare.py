"""Two statements side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.deadline import Deadline
from search.errors import QueryTimeoutError, SameStatementError, StatementNotFoundError
from search.model import Speaker
from search.wording.alignment import align
from search.wording.clause_alignment import ClauseOp
from search.wording.compare import PairStatus, compare
from search.wording.diff import Change, ClauseChange, Op
from tests.search.wording.made import FORMULAS, made, marked, prepared

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.wording.compare import Comparison, Pair
    from search.wording.precomputed import Reader

YEARS = {
    "2015": "2015-04-20-joint-statement",
    "2018": "2018-11-04-joint-statement",
    "2020": "2020-03-17-joint-statement",
}

A = "双方同意加强海洋科研和海洋经济合作。"
B = "中方支持巴方自主实施反恐战略，赞赏巴方为反恐作出的贡献。"
C = "双方重视中巴友好城市和青年交流委员会的作用。"
D = "两国领导人就阿富汗和平与和解进程交换意见。"
B_REWORDED = "中方坚定支持巴方自主实施反恐战略，高度赞赏巴方作出的贡献。"

STATUSES = [
    ((A, B), (A, B), [((1,), (1,), PairStatus.SAME), ((2,), (2,), PairStatus.SAME)]),
    ((A,), ("雙方同意加強海洋科研和海洋經濟合作。",), [((1,), (1,), PairStatus.SAME)]),
    ((A, B), (A, B_REWORDED), [((1,), (1,), PairStatus.SAME), ((2,), (2,), PairStatus.REWORDED)]),
    (
        (A, B, C),
        (B, C, A),
        [((1,), (3,), PairStatus.MOVED), ((2,), (1,), PairStatus.SAME), ((3,), (2,), PairStatus.SAME)],
    ),
    ((A + B, C), (A, B, C), [((1,), (1, 2), PairStatus.SPLIT), ((2,), (3,), PairStatus.SAME)]),
    ((A, B, C), (C, A + B), [((1, 2), (2,), PairStatus.MERGED), ((3,), (1,), PairStatus.SAME)]),
    ((A, C), (B, D), []),
    ((A, A), (A,), [((1,), (1,), PairStatus.SAME)]),
    ((), (A,), []),
    (("",), ("", "。"), [((1,), (1,), PairStatus.SAME)]),
]


@pytest.mark.parametrize(("older", "newer", "expected"), STATUSES)
def test_paragraphs_are_aligned_by_what_they_say(
    older: tuple[str, ...],
    newer: tuple[str, ...],
    expected: list[tuple[tuple[int, ...], tuple[int, ...], PairStatus]],
    analyzer: Analyzer,
) -> None:
    one, other = made("2015-01-01", *older), made("2018-01-01", *newer)
    found = compare(one.id, other.id, prepared([other, one], analyzer), analyzer)
    assert [(pair.a, pair.b, pair.status) for pair in found.pairs] == expected


def pairs_of_seeds(a: str, b: str, reader: Reader, analyzer: Analyzer) -> dict[tuple[int, ...], Pair]:
    """The pairs of the joint statements of two years, by the paragraphs of the older."""
    return {pair.a: pair for pair in compare(YEARS[a], YEARS[b], reader, analyzer).pairs}


def test_the_seeds_side_by_side(prepared_seeds: Reader, analyzer: Analyzer) -> None:
    older = pairs_of_seeds("2015", "2018", prepared_seeds, analyzer)
    assert (older[3,].b, older[3,].status) == ((3, 4), PairStatus.SPLIT)
    assert (older[13,].b, older[13,].status) == ((34,), PairStatus.MOVED)
    assert older[13,].standing_b[0].share > older[13,].standing_a[0].share
    assert older[4,].standing_b[0].voice == (Speaker.PAKISTAN,)
    newer = pairs_of_seeds("2018", "2020", prepared_seeds, analyzer)
    assert (newer[2, 3].b, newer[2, 3].status) == ((9,), PairStatus.MERGED)
    assert marked(newer[47,].diff) == (
        "访问期间，{+在习近平主席和阿尔维总统共同见证下，+}双方签署了[-15份双边-]{+多项+}合作协议和谅解备忘录。"
    )


def test_what_has_no_counterpart_stands_alone(prepared_seeds: Reader, analyzer: Analyzer) -> None:
    found = compare(YEARS["2018"], YEARS["2020"], prepared_seeds, analyzer)
    assert 14 in found.only_b  # Kashmir
    assert {42, 43} <= set(found.only_a)  # the Middle East, Iran


@pytest.mark.parametrize(
    ("a", "b", "error"),
    [
        ("2015", "2015", SameStatementError),
        ("2015", "none", StatementNotFoundError),
        ("none", "none", StatementNotFoundError),
    ],
)
def test_what_cannot_be_compared_is_an_error(
    a: str, b: str, error: type[Exception], prepared_seeds: Reader, analyzer: Analyzer
) -> None:
    with pytest.raises(error):
        compare(YEARS.get(a, a), YEARS.get(b, b), prepared_seeds, analyzer)


def test_a_comparison_stops_at_the_deadline(prepared_seeds: Reader, analyzer: Analyzer) -> None:
    with pytest.raises(QueryTimeoutError):
        compare(YEARS["2015"], YEARS["2018"], prepared_seeds, analyzer, deadline=Deadline(at=0.0))


def mirrored(found: Comparison) -> Comparison:
    """The comparison seen from the other side. Within a change, what is deleted stands first."""
    status = {PairStatus.SPLIT: PairStatus.MERGED, PairStatus.MERGED: PairStatus.SPLIT}
    pairs = [
        replace(
            pair,
            a=pair.b,
            b=pair.a,
            status=status.get(pair.status, pair.status),
            diff=mirrored_diff(pair.diff),
            clauses=tuple(map(mirrored_clause, pair.clauses)),
            standing_a=pair.standing_b,
            standing_b=pair.standing_a,
        )
        for pair in found.pairs
    ]
    in_order = tuple(sorted(pairs, key=lambda pair: (pair.a, pair.b)))
    return replace(found, a=found.b, b=found.a, pairs=in_order, only_a=found.only_b, only_b=found.only_a)


def mirrored_clause(change: ClauseChange) -> ClauseChange:
    """The change of a clause seen from the other side."""
    op = {ClauseOp.INSERT: ClauseOp.DELETE, ClauseOp.DELETE: ClauseOp.INSERT}.get(change.op, change.op)
    return ClauseChange(op, change.b, change.a, mirrored_diff(change.diff) if change.diff else None)


def in_any_order(found: Comparison) -> Comparison:
    """The comparison with the clauses of each pair sorted, as they stand in the order of b."""
    return replace(
        found, pairs=tuple(replace(each, clauses=tuple(sorted(each.clauses, key=repr))) for each in found.pairs)
    )


def mirrored_diff(diff: tuple[Change, ...] | None) -> tuple[Change, ...]:
    """The diff with insertions and deletions swapped, a deletion before the insertion beside it."""
    assert diff is not None
    signs = {Op.EQUAL: Op.EQUAL, Op.DELETE: Op.INSERT, Op.INSERT: Op.DELETE}
    changes = [Change(signs[change.op], change.text) for change in diff]
    for at in range(len(changes) - 1):
        if (changes[at].op, changes[at + 1].op) == (Op.INSERT, Op.DELETE):
            changes[at], changes[at + 1] = changes[at + 1], changes[at]
    return tuple(changes)


# Without what folding changes: that is printed as in the newer text, and so is no mirror image.
PLAIN = [each for each in FORMULAS if each not in {"２０１８年以来双方合作", "維護國家主權"}]
PARAGRAPHS = st.lists(st.lists(st.sampled_from([*PLAIN, A, B, C, D]), max_size=3).map("，".join), max_size=6)


@settings(max_examples=60)
@given(a=PARAGRAPHS, b=PARAGRAPHS, same_day=st.booleans())
def test_laws_of_comparing(a: list[str], b: list[str], same_day: bool, analyzer: Analyzer) -> None:
    one, other = made("2015-01-01", *a), made("2015-01-01" if same_day else "2018-01-01", *b, parties=("中国",))
    other = replace(other, id="other", paragraphs=tuple(replace(each, statement="other") for each in other.paragraphs))
    reader = prepared([one, other], analyzer)
    found = compare(one.id, other.id, reader, analyzer)
    assert in_any_order(compare(other.id, one.id, reader, analyzer)) == in_any_order(mirrored(found))
    numbers_a = [number for pair in found.pairs for number in pair.a] + list(found.only_a)
    numbers_b = [number for pair in found.pairs for number in pair.b] + list(found.only_b)
    assert sorted(numbers_a) == list(range(1, len(a) + 1))
    assert sorted(numbers_b) == list(range(1, len(b) + 1))
    for pair in found.pairs:
        sizes = (len(pair.a) > 1, len(pair.b) > 1)
        assert sizes == (pair.status is PairStatus.MERGED, pair.status is PairStatus.SPLIT)
        assert (pair.status is not PairStatus.SAME) or pair.similarity == 1
        new = "\n".join(b[number - 1] for number in pair.b)
        assert pair.diff is not None
        assert "".join(change.text for change in pair.diff if change.op is not Op.DELETE) == new


@given(st.permutations([A, B, C, D]))
def test_no_order_keeps_a_paragraph_from_its_like(order: list[str]) -> None:
    texts = [A, B, C, D]
    assert {(link.a, order[link.b]) for link in align(texts, order)} == set(enumerate(texts))


def test_a_comparison_without_diffs_and_without_what_is_the_same(analyzer: Analyzer) -> None:
    one, other = made("2015-01-01", A, B, C), made("2018-01-01", A, B_REWORDED)
    found = compare(one.id, other.id, prepared([one, other], analyzer), analyzer, has_diffs=False, has_same=False)
    (pair,) = found.pairs
    assert (pair.a, pair.diff, pair.clauses) == ((2,), None, ())
    assert (found.only_a, found.only_b) == ((3,), ())


def test_the_clauses_of_a_pair_tell_what_moved(analyzer: Analyzer) -> None:
    one = made("2015-01-01", "双方同意扩大渔业贸易，维护海上安全，建设深水港口。")
    other = made("2018-01-01", "双方同意建设深水港口，维护海上安全，稳步扩大渔业贸易。")
    (pair,) = compare(one.id, other.id, prepared([one, other], analyzer), analyzer).pairs
    assert [(each.op.value, each.a, each.b) for each in pair.clauses] == [
        ("equal", "双方同意", "双方同意"),
        ("delete", "扩大渔业贸易", None),
        ("moved", "建设深水港口", "建设深水港口"),
        ("equal", "维护海上安全", "维护海上安全"),
        ("insert", None, "稳步扩大渔业贸易"),
    ]
