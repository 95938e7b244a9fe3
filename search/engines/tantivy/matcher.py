"""Finds the paragraphs that a tree matches: by the index where that is exact, else by verifying their texts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from tantivy import Query

from search.engines.bits import bits_of, numbers_of
from search.engines.protocol import Match
from search.engines.tantivy.bit_sets import BitSet, SparseSet
from search.engines.tantivy.candidate_documents import Compiler
from search.engines.tantivy.frequent_terms import few
from search.engines.tantivy.terms import terms
from search.match_spans import match as matched
from search.query.nodes import And, Everything, Literal, Not, Or, Run

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from search.deadline import Deadline
    from search.engines.protocol import Request
    from search.engines.tantivy.candidate_documents import Candidates
    from search.engines.tantivy.filters import Admitted
    from search.engines.tantivy.scorer import Scored
    from search.engines.tantivy.snapshot import Snapshot
    from search.match_spans import Span
    from search.query.nodes import Node


@dataclass(frozen=True, slots=True)
class Found:
    """The paragraphs that match, with by-products of finding them."""

    paragraphs: SparseSet | BitSet
    candidates: Candidates
    tantivy_hits: list[Scored] | None = None  # tantivy's scores, highest first; None if not requested
    occurrences: int | None = None  # None if they were not counted


class Matcher:
    """Matches query trees against an index."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._compiler = Compiler(snapshot.inverted, snapshot.columns.paragraphs)
        self._few = few(snapshot.columns.paragraphs)

    def compile(self, request: Request) -> Candidates:
        """The candidates that the index will be searched for."""
        request.deadline.check()
        return self._compiler.candidates(request.node, request.match)

    def find(
        self, request: Request, candidates: Candidates, admitted: Admitted | None, words: Collection[str] = ()
    ) -> Found:
        """The paragraphs that match and pass the filters; with `words`, tantivy's scores are among the results."""
        if candidates.exact and candidates.at_most > self._few:
            return self._from_bits(self._bits(request.node, request.deadline), candidates, admitted)
        if isinstance(request.node, Not) and not candidates.exact:
            return self._from_bits(self._negated(request.node.child, request), candidates, admitted)
        scored = self._scored(candidates, words)
        if admitted is not None:
            scored = [each for each in scored if admitted.holds(each[1])]
        if candidates.exact:
            return Found(SparseSet(self._snapshot.columns, [rank for _, rank in scored]), candidates, scored)
        return self._verified(request, candidates, scored)

    def any(self, node: Node, mode: Match, deadline: Deadline) -> bool:
        """Whether any paragraph matches. Stops at the first."""
        deadline.check()
        candidates = self._compiler.candidates(node, mode)
        if candidates.is_count:
            return candidates.at_most > 0
        ranks = self._snapshot.inverted.ranks(candidates.query, 1 if candidates.exact else candidates.at_most)
        return any(candidates.exact or self._spans(rank, node, mode) is not None for rank in deadline.over(ranks))

    def _scored(self, candidates: Candidates, words: Collection[str]) -> list[Scored]:
        """Every candidate with tantivy's score for the words, 0 without any of them."""
        inverted = self._snapshot.inverted
        query = inverted.by_words(words, candidates.query) if words else Query.const_score_query(candidates.query, 0.0)
        return inverted.scored(query, candidates.at_most)

    def _verified(self, request: Request, candidates: Candidates, scored: Iterable[Scored]) -> Found:
        """The candidates whose texts match."""
        verified: list[Scored] = []
        occurrences = 0
        for tantivy_score, rank in request.deadline.over(scored):
            spans = self._spans(rank, request.node, request.match)
            if spans is not None:
                verified.append((tantivy_score, rank))
                occurrences += len(spans)
        return Found(
            SparseSet(self._snapshot.columns, [rank for _, rank in verified]), candidates, verified, occurrences
        )

    def _spans(self, rank: int, node: Node, mode: Match) -> frozenset[Span] | None:
        text, inside = self._snapshot.texts.both(self._snapshot.columns.rows[rank])
        return matched(node, text, inside if mode is Match.WORD else 0)

    def _from_bits(self, bits: int, candidates: Candidates, admitted: Admitted | None) -> Found:
        if admitted is not None:
            bits &= admitted.bits
        columns = self._snapshot.columns
        if bits.bit_count() <= self._few:
            return Found(SparseSet(columns, list(numbers_of(bits, columns.paragraphs))), candidates)
        return Found(BitSet(columns, self._snapshot.masks, bits), candidates)

    def _negated(self, child: Node, request: Request) -> int:
        """All paragraphs except those whose texts match the child."""
        inner = replace(request, node=child)
        found = self.find(inner, self.compile(inner), None)
        return self._snapshot.masks.all ^ self._bits_of(found.paragraphs)

    def _bits(self, node: Node, deadline: Deadline) -> int:
        """The paragraphs that an exact tree finds, as bits."""
        deadline.check()
        candidates = self._compiler.candidates(node, Match.EXACT)
        if candidates.at_most > self._few:
            match node:
                case Not(child):
                    return self._snapshot.masks.all ^ self._bits(child, deadline)
                case And(children):
                    return reduce(and_, (self._bits(child, deadline) for child in children))
                case Or(children):
                    return reduce(or_, (self._bits(child, deadline) for child in children))
                case Literal(pattern) | Run(pattern):
                    return self._snapshot.bits.having(terms(pattern))
                case Everything():
                    return self._snapshot.masks.all
                case _:
                    pass
        return self._bits_of(self._snapshot.inverted.ranks(candidates.query, candidates.at_most))

    def _bits_of(self, ranks: Iterable[int]) -> int:
        return bits_of(ranks, self._snapshot.columns.paragraphs)
