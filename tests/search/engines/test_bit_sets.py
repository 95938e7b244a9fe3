"""Sets of paragraphs: a list and a number of bits say the same."""

from __future__ import annotations

from datetime import date
from itertools import accumulate, chain

from hypothesis import given
from hypothesis import strategies as st

from search.engines.bits import bits_of, numbers_of
from search.engines.tantivy.bit_sets import BitSet, Masks, SparseSet, bits_of_flags
from search.engines.tantivy.columns import Columns, Entry, columns_of
from search.model import Kind

SIZES = st.lists(st.integers(0, 12), min_size=1, max_size=40)


def columns_with(sizes: list[int]) -> Columns:
    """Statements with so many paragraphs each, newest first; every fourth has no date, which makes it last."""
    dated = [None if place % 4 == 3 else date(2020, 1, 1 + place % 7) for place in range(len(sizes))]
    days = sorted(dated, key=lambda day: -(day or date.min).toordinal())
    firsts = accumulate(sizes, initial=0)
    table = tuple(
        Entry(f"s{place:03}", day, Kind.NEWS, None, place, first, size)
        for place, (day, first, size) in enumerate(zip(days, firsts, sizes, strict=False))
    )
    return columns_of(table)


@given(sizes=SIZES, data=st.data())
def test_a_list_and_bits_say_the_same(sizes: list[int], data: st.DataObject) -> None:
    columns = columns_with(sizes)
    ranks = sorted(data.draw(st.sets(st.integers(0, max(columns.paragraphs - 1, 0))))) if columns.paragraphs else []
    few = SparseSet(columns, data.draw(st.permutations(ranks)))
    many = BitSet(columns, Masks.of(columns), bits_of(ranks, columns.paragraphs))
    assert len(few) == len(many) == len(ranks)
    assert sorted(few) == sorted(many) == ranks
    assert few.statements() == many.statements() == len({columns.statement_of[rank] for rank in ranks})
    assert list(few.newest_first()) == list(many.newest_first()) == ranks
    by_statement = (range(columns.starts[s], columns.starts[s + 1]) for s in columns.reading_order)
    assert list(few.oldest_first()) == list(many.oldest_first())
    assert list(many.oldest_first()) == [rank for rank in chain.from_iterable(by_statement) if rank in set(ranks)]
    some = data.draw(st.lists(st.integers(0, max(columns.paragraphs - 1, 0)), unique=True)) if ranks else []
    assert few.among(some) == many.among(some) == [rank for rank in some if rank in set(ranks)]


@given(ranks=st.sets(st.integers(0, 500)))
def test_ranks_become_bits_and_ranks_again(ranks: set[int]) -> None:
    bits = bits_of(ranks, 501)
    assert bits == sum(1 << rank for rank in ranks)
    assert list(numbers_of(bits, 501)) == sorted(ranks)
    assert bits_of_flags(bytes(rank in ranks for rank in range(501))) == bits
