"""Alignment of the clauses of two texts: equal, changed, moved, inserted and deleted clauses.

Equal clauses that keep their order come first, as many as possible and those that kept their place. Equal ones
elsewhere have moved. What is left over in the same gap is paired in order where it is alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from search.wording.chains import Link, in_order
from search.wording.clauses import clause_marks
from search.wording.unbreakable import covers, unbreakable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.match_spans import Span

LIKE = 0.4
"""The share of two clauses in their longest common subsequence from which their words are compared."""

_SHORTEST_MOVED = 4
"""The fewest characters of a clause that is found elsewhere: 维护和平, not 此外."""

_LONG = 40
"""The characters from which a clause is divided at 、."""

_MOST_PAIRS = 40_000
"""The most pairs of clauses in a gap that are measured; more are compared as they stand."""

_MOST_REPEATED = 8
"""The most repetitions of a clause that may be paired with any of the others; more are paired in order."""

_OPENING = re.compile(
    r"(?:双方|各方|成员国|两国(?:元首|领导人|总理|外长)?|[\u4e00-\u9fff]方)(?:将|愿|还|也|都|均|一致|再次|高度|积极|共同|继续|坚决|同意|重申|强调|指出|认为|表示)*"
)
"""A subject and its verb of speaking, which stand for all clauses after them: 双方同意, 中方重申. Not: 同意."""


class ClauseOp(StrEnum):
    """What became of a clause."""

    EQUAL = "equal"
    MOVED = "moved"
    CHANGED = "changed"
    INSERT = "insert"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Aligned:
    """A clause or a mark of the old text, and what it is in the new one; either span may be empty.

    A moved clause occurs twice, without a span in the other text; `moved` is its span there.
    """

    op: ClauseOp
    old: Span
    new: Span
    moved: Span | None = None

    def mirrored(self) -> Aligned:
        """The same with old and new exchanged."""
        op = {ClauseOp.INSERT: ClauseOp.DELETE, ClauseOp.DELETE: ClauseOp.INSERT}.get(self.op, self.op)
        return Aligned(op, self.new, self.old, self.moved)


def aligned_clauses(old: str, new: str) -> list[Aligned]:
    """The clauses and marks of two comparable texts, in the order of both."""
    return list(_ClauseAlignment(old, new).aligned())


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause, and the end of the mark after it."""

    start: int
    end: int
    after: int


def _clauses(text: str) -> list[_Clause]:
    """The clauses of a text, which they cover wholly; an opening subject is a clause without a mark."""
    whole = unbreakable(text)
    marks = [at for at in clause_marks(text) if not covers(whole, at)]
    found = []
    for before, mark in pairwise([-1, *marks, len(text)]):
        found += _parts(text, before + 1, mark, whole, has_opening=mark < len(text) - 1)
        if mark < len(text):
            last = found.pop()
            found.append(_Clause(last.start, last.end, mark + 1))
    return [clause for clause in found if clause.after > clause.start]


def _parts(text: str, start: int, end: int, whole: Sequence[Span], *, has_opening: bool) -> list[_Clause]:
    """The parts of a clause: its opening if other clauses follow, and the members of a long list."""
    parts = []
    opening = _OPENING.match(text, start, end) if has_opening else None
    if opening and opening.end() < end and not covers(whole, opening.end()):
        parts.append(_Clause(start, opening.end(), opening.end()))
        start = opening.end()
    if end - start > _LONG:
        for at in (at for at in range(start, end) if text[at] == "、" and not covers(whole, at)):
            parts.append(_Clause(start, at, at + 1))
            start = at + 1
    return [*parts, _Clause(start, end, end)]


class _ClauseAlignment:
    """Aligns the clauses of two texts."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._a, self._b = _clauses(old), _clauses(new)
        self._texts_a = [old[each.start : each.end] for each in self._a]
        self._texts_b = [new[each.start : each.end] for each in self._b]
        self._moved_a: dict[int, int] = {}
        self._moved_b: dict[int, int] = {}

    def aligned(self) -> Iterator[Aligned]:
        """The clauses and marks in the order of both texts."""
        equal = in_order(self._equal())
        self._find_moves({link.a for link in equal}, {link.b for link in equal})
        ends = [Link(-1, -1, 0.0), *equal, Link(len(self._a), len(self._b), 0.0)]
        for before, after in pairwise(ends):
            yield from self._gap(range(before.a + 1, after.a), range(before.b + 1, after.b))
            if after.a < len(self._a):
                yield from self._pair(after.a, after.b)

    def _equal(self) -> Iterator[Link]:
        """The pairs of equal clauses; those that kept their place weigh up to twice as much."""
        places: dict[str, list[int]] = defaultdict(list)
        for b, text in enumerate(self._texts_b):
            places[text].append(b)
        nth: dict[str, int] = defaultdict(int)
        for a, text in enumerate(self._texts_a):
            row = places.get(text, [])
            if len(row) > _MOST_REPEATED:
                row = row[nth[text] : nth[text] + 1]
            nth[text] += 1
            yield from (Link(a, b, self._steadiness(a, b)) for b in row)

    def _steadiness(self, a: int, b: int) -> float:
        """From 1 to 2, how much two clauses stand at the same place of both texts."""
        return round(2 - abs((a + 1) / len(self._a) - (b + 1) / len(self._b)), 6)

    def _find_moves(self, taken_a: set[int], taken_b: set[int]) -> None:
        """Note the equal clauses that do not keep their order."""
        places: dict[str, list[int]] = defaultdict(list)
        for b in reversed(range(len(self._b))):
            if b not in taken_b and len(self._texts_b[b]) >= _SHORTEST_MOVED:
                places[self._texts_b[b]].append(b)
        for a, text in enumerate(self._texts_a):
            if a not in taken_a and places.get(text):
                b = places[text].pop()
                self._moved_a[a], self._moved_b[b] = b, a

    def _gap(self, some_a: range, some_b: range) -> Iterator[Aligned]:
        """The clauses between two equal ones."""
        free_a = [a for a in some_a if a not in self._moved_a]
        free_b = [b for b in some_b if b not in self._moved_b]
        alike = in_order(self._alike(free_a, free_b))
        ends = [*alike, Link(some_a.stop, some_b.stop, 0.0)]
        a, b = some_a.start, some_b.start
        for link in ends:
            yield from self._unlike(range(a, link.a), range(b, link.b))
            if link.a < some_a.stop:
                yield from self._pair(link.a, link.b)
            a, b = link.a + 1, link.b + 1

    def _alike(self, some_a: Sequence[int], some_b: Sequence[int]) -> Iterator[Link]:
        """The pairs of clauses that are alike."""
        if len(some_a) * len(some_b) > _MOST_PAIRS:
            return
        for a in some_a:
            for b in some_b:
                likeness = Indel.normalized_similarity(self._texts_a[a], self._texts_b[b], score_cutoff=LIKE)
                if likeness >= LIKE:
                    yield Link(a, b, likeness)

    def _unlike(self, some_a: range, some_b: range) -> Iterator[Aligned]:
        """Clauses without a counterpart; of as many on both sides, each replaces the one at its place."""
        if len(some_a) == len(some_b):
            for a, b in zip(some_a, some_b, strict=True):
                yield from self._pair(a, b)
            return
        for a in some_a:
            at = self._b[some_b.start].start if some_b.start < len(self._b) else len(self._new)
            yield from self._alone_a(a, at, self._a[a].after)
        for b in some_b:
            at = self._a[some_a.stop].start if some_a.stop < len(self._a) else len(self._old)
            yield from self._alone_b(b, at, self._b[b].after)

    def _alone_a(self, a: int, at: int, end: int) -> Iterator[Aligned]:
        moved = self._moved_a.get(a)
        op = ClauseOp.DELETE if moved is None else ClauseOp.MOVED
        span = None if moved is None else (self._b[moved].start, self._b[moved].end)
        yield Aligned(op, (self._a[a].start, end), (at, at), span)

    def _alone_b(self, b: int, at: int, end: int) -> Iterator[Aligned]:
        moved = self._moved_b.get(b)
        op = ClauseOp.INSERT if moved is None else ClauseOp.MOVED
        span = None if moved is None else (self._a[moved].start, self._a[moved].end)
        yield Aligned(op, (at, at), (self._b[b].start, end), span)

    def _pair(self, a: int, b: int) -> Iterator[Aligned]:
        """Two clauses at one place, and the marks after them."""
        one, other = self._a[a], self._b[b]
        is_moved = a in self._moved_a or b in self._moved_b
        likeness = Indel.normalized_similarity(self._texts_a[a], self._texts_b[b])
        if not is_moved and likeness >= LIKE:
            op = ClauseOp.EQUAL if self._texts_a[a] == self._texts_b[b] else ClauseOp.CHANGED
            yield Aligned(op, (one.start, one.end), (other.start, other.end))
        else:
            yield from self._alone_a(a, other.start, one.end)
            yield from self._alone_b(b, one.end, other.end)
        yield from self._marks((one.end, one.after), (other.end, other.after))

    def _marks(self, one: Span, other: Span) -> Iterator[Aligned]:
        """The marks after two clauses at one place."""
        if self._old[slice(*one)] == self._new[slice(*other)]:
            yield Aligned(ClauseOp.EQUAL, one, other)
        else:
            yield Aligned(ClauseOp.DELETE, one, (other[0], other[0]))
            yield Aligned(ClauseOp.INSERT, (one[1], one[1]), other)
