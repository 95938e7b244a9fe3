"""Compiles a query tree to a tantivy query that finds at least every paragraph the tree matches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from tantivy import Occur, Query

from search.engines.protocol import Match
from search.engines.tantivy.inverted_index import every
from search.engines.tantivy.terms import terms
from search.query.nodes import And, Everything, Exclude, Literal, Near, Not, Or, Run, Wildcard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.tantivy.inverted_index import InvertedIndex
    from search.query.nodes import Node


@dataclass(frozen=True, slots=True)
class Candidates:
    """A query that finds every paragraph the node matches; `exact` if it finds no other.

    `at_most` is an upper bound on the number that it finds; with `is_count` it is that number, and the query is exact.
    """

    query: Query
    at_most: int
    exact: bool
    is_count: bool = False


class Compiler:
    """Compiles query trees for one index."""

    def __init__(self, inverted: InvertedIndex, paragraphs: int) -> None:
        self._inverted = inverted
        self._all = Candidates(Query.all_query(), paragraphs, exact=True)

    def candidates(self, node: Node, mode: Match) -> Candidates:  # noqa: PLR0911  a return for every kind of node
        """The candidates of a tree. In word mode none are exact, as the index has no word boundaries."""
        match node:
            case Everything():
                return self._all
            case Run(pattern) | Literal(pattern):
                return self._literal(pattern, exact=mode is Match.EXACT)
            case Wildcard(parts):
                return self._both([self._literal(part, exact=True) for part in parts], exact=False)
            case Exclude(child, _):
                return self._both([self.candidates(child, mode)], exact=False)
            case Near(left, right, _):
                return self._both([self.candidates(side, mode) for side in (left, right)], exact=False)
            case Not(child):
                return self._negated(self.candidates(child, mode))
            case And(children):
                inner = [self.candidates(child, mode) for child in children]
                return self._both(inner, exact=all(part.exact for part in inner))
            case Or(children):
                return self._either([self.candidates(child, mode) for child in children])
            case _:
                assert_never(node)

    def _literal(self, pattern: str, *, exact: bool) -> Candidates:
        row = terms(pattern)
        if not row:  # folding removed every character
            return Candidates(self._all.query, self._all.at_most, exact=False)
        return Candidates(self._inverted.having(row), self._inverted.at_most(row), exact, exact and len(row) <= 2)

    def _both(self, inner: Sequence[Candidates], *, exact: bool) -> Candidates:
        return Candidates(every([part.query for part in inner]), min(part.at_most for part in inner), exact)

    def _either(self, inner: Sequence[Candidates]) -> Candidates:
        return Candidates(
            Query.boolean_query([(Occur.Should, part.query) for part in inner]),
            min(self._all.at_most, sum(part.at_most for part in inner)),
            exact=all(part.exact for part in inner),
        )

    def _negated(self, inner: Candidates) -> Candidates:
        """All paragraphs except the candidates; all paragraphs if the candidates are not exact."""
        if not inner.exact:
            return Candidates(self._all.query, self._all.at_most, exact=False)
        query = Query.boolean_query([(Occur.Must, self._all.query), (Occur.MustNot, inner.query)])
        return Candidates(query, self._all.at_most, exact=True)
