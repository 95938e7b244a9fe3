"""Counts the occurrences of a tree in a set of paragraphs: from the index where possible, else from the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from search.engines.tantivy.bit_sets import BitSet
from search.engines.tantivy.inverted_index import every
from search.engines.tantivy.terms import terms
from search.match_spans import match as matched
from search.query.nodes import And, Everything, Exclude, Literal, Near, Not, Or, Run, Wildcard

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from tantivy import Query

    from search.deadline import Deadline
    from search.engines.tantivy.matcher import Found
    from search.engines.tantivy.snapshot import Snapshot
    from search.query.nodes import Node

_READ_AT_ONCE = 16
"""The number of texts up to which reading all is faster than narrowing them down by the index."""


class Occurrences:
    """Counts the spans that `spans.match` finds."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._inverted = snapshot.inverted
        self._columns = snapshot.columns
        self._texts = snapshot.texts
        self._bits = snapshot.bits

    def count(self, node: Node, found: Found, deadline: Deadline, *, everywhere: bool) -> int:
        """The occurrences in the matching paragraphs; `everywhere` if no filter narrowed them."""
        if not found.paragraphs:
            return 0
        patterns = alternatives(node) if everywhere else None
        if patterns is not None:
            return sum(self._everywhere(each, found if len(patterns) == 1 else None, deadline) for each in patterns)
        if (patterns := required(node)) is not None:
            return sum(self._within(each, found, deadline) for each in patterns)
        if (patterns := counted(node)) is not None:
            return sum(self._anywhere(each, found, deadline) for each in patterns)
        rows = self._columns.rows
        texts = (self._texts.text(rows[rank]) for rank in deadline.over(found.paragraphs))
        return sum(len(matched(node, text) or ()) for text in texts)

    def _everywhere(self, pattern: str, found: Found | None, deadline: Deadline) -> int:
        """The occurrences of a text in all paragraphs; `found` are the paragraphs with it, if known."""
        row = terms(pattern)
        if len(row) <= 2:
            return self._inverted.at_most(row) + self._inverted.again("".join(row))
        paragraphs = self._inverted.count(self._inverted.having(row)) if found is None else len(found.paragraphs)
        return paragraphs + self._further(pattern, self._again(pattern), deadline)

    def _within(self, pattern: str, found: Found, deadline: Deadline) -> int:
        """The occurrences of a text that all the paragraphs contain."""
        paragraphs = found.paragraphs
        if len(paragraphs) <= _READ_AT_ONCE:
            return self._read(pattern, paragraphs, deadline)
        return len(paragraphs) + self._further_within(pattern, found, deadline)

    def _anywhere(self, pattern: str, found: Found, deadline: Deadline) -> int:
        """The occurrences of a text that some of the paragraphs contain."""
        paragraphs = found.paragraphs
        if isinstance(paragraphs, BitSet):
            having = paragraphs.intersection_size(self._bits.having(terms(pattern)))
            return having + self._further_within(pattern, found, deadline)
        return self._read(pattern, paragraphs, deadline)

    def _further_within(self, pattern: str, found: Found, deadline: Deadline) -> int:
        """The repeated occurrences of a text in the paragraphs: all except the first in each."""
        paragraphs = found.paragraphs
        if isinstance(paragraphs, BitSet) and len(terms(pattern)) <= 2:
            return self._again_among(pattern, paragraphs)
        again = paragraphs.among(self._again(pattern, found.candidates.query))
        return self._further(pattern, again, deadline)

    def _again_among(self, pattern: str, paragraphs: BitSet) -> int:
        """The repeated occurrences of one or two tokens in the paragraphs."""
        total, times = 0, 2
        while bits := self._bits.having_times("".join(terms(pattern)), times):
            total += paragraphs.intersection_size(bits)
            times += 1
        return total

    def _again(self, pattern: str, *needed: Query) -> list[int]:
        """A superset of the needed paragraphs that have the text twice or more."""
        row = terms(pattern)
        query = every([self._inverted.having_again(row), *needed])
        return self._inverted.ranks(query, self._inverted.at_most_again(row))

    def _further(self, pattern: str, ranks: Iterable[int], deadline: Deadline) -> int:
        """The repeated occurrences of a text in the paragraphs, some of which may not contain it."""
        return sum(max(count - 1, 0) for count in self._counts(pattern, ranks, deadline))

    def _read(self, pattern: str, ranks: Iterable[int], deadline: Deadline) -> int:
        """The occurrences of a pattern, counted in the texts."""
        return sum(self._counts(pattern, ranks, deadline))

    def _counts(self, pattern: str, ranks: Iterable[int], deadline: Deadline) -> Iterator[int]:
        """The number of occurrences in each of the paragraphs."""
        rows, count = self._columns.rows, self._texts.counter(pattern)
        return (count(rows[rank]) for rank in deadline.over(ranks))


def alternatives(node: Node) -> frozenset[str] | None:
    """The literals of a tree that matches exactly where any of them occurs; None for any other tree."""
    match node:
        case Run(text) | Literal(text) if text:
            return frozenset({text})
        case Or(children):
            return _union([alternatives(child) for child in children])
        case _:
            return None


def required(node: Node) -> frozenset[str] | None:
    """The literals of a tree whose matches have spans of all of them and no other spans; None for any other tree."""
    match node:
        case And(children):
            return _union([required(child) for child in children])
        case Or():
            return None
        case _:
            return counted(node)


def counted(node: Node) -> frozenset[str] | None:
    """The literals of a tree whose spans are all of their occurrences, wherever it matches; None for any other tree.

    Such trees are AND, OR and NOT of literals, if every part that may fail to match alone is a literal.
    """
    match node:
        case Run(text) | Literal(text):
            return frozenset({text}) if text else None
        case Everything() | Not():
            return frozenset()
        case And(children):
            return _union([counted(child) for child in children])
        case Or():
            return alternatives(node)
        case Wildcard() | Exclude() | Near():
            return None
        case _:
            assert_never(node)


def _union(parts: Collection[frozenset[str] | None]) -> frozenset[str] | None:
    union: frozenset[str] = frozenset()
    for part in parts:
        if part is None:
            return None
        union |= part
    return union
