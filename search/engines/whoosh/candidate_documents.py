"""A tree to the paragraphs that may match it, of which the texts decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, assert_never

from search.analysis import covering_grams
from search.engines.protocol import Match
from search.engines.whoosh.schema import GRAMS, RARE, shared_term
from search.query.nodes import And, Everything, Exclude, Literal, Near, Not, Or, Run, Wildcard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.deadline import Deadline
    from search.engines.whoosh.document_sets import DocumentSets, Term
    from search.query.nodes import Node


@dataclass(frozen=True, slots=True)
class Candidates:
    """A set of documents with every one that the node matches; `exact` if it has no other."""

    documents: int
    exact: bool


@dataclass(frozen=True, slots=True)
class CandidateFinder:
    """Finds candidates in the postings of a reader. Raises `QueryTimeoutError` when its time is up.

    Places of words are not in the index: where they matter, nothing is exact.
    """

    sets: DocumentSets
    reader: Any  # Whoosh's readers have no types
    mode: Match
    deadline: Deadline
    frequencies: dict[Term, int] = field(default_factory=dict)  # of the terms asked for so far

    def find(self, node: Node) -> Candidates:  # noqa: PLR0911  a return for every kind of node
        """The documents that may match the node."""
        match node:
            case Everything():
                return Candidates(self.sets.all, exact=True)
            case Run(pattern) | Literal(pattern):
                needed, exact = covering_grams(pattern)
                return self._with_grams(needed, exact=exact and self.mode is Match.EXACT)
            case Wildcard(parts):
                return self._with_grams((gram for part in parts for gram in covering_grams(part)[0]), exact=False)
            case Exclude(child, _):
                return Candidates(self.find(child).documents, exact=False)
            case Near(left, right, _):
                return Candidates(self._all_of((left, right)).documents, exact=False)
            case Not(child):
                return self._negated(self.find(child))
            case And(children):
                return self._all_of(children)
            case Or(children):
                found = list(map(self.find, children))
                documents = reduce(or_, (each.documents for each in found))
                return Candidates(documents, exact=all(each.exact for each in found))
            case _:
                assert_never(node)

    def _all_of(self, children: Sequence[Node]) -> Candidates:
        """What may match all of the children; those that match fewest are looked for first, and the others seldom."""
        documents, exact = self.sets.all, True
        for child in sorted(children, key=self._at_most):
            if not documents:
                return Candidates(0, exact=True)
            found = self.find(child)
            documents &= found.documents
            exact = exact and found.exact
        return Candidates(documents, exact=exact)

    def _with_grams(self, needed: Iterable[str], *, exact: bool) -> Candidates:
        """What has all of the grams; rare ones share their postings, so what is found there may have others.

        Of an empty text nothing is indexed: the texts will say.
        """
        terms = sorted(map(self._term, set(needed)), key=self._frequency)
        documents = self.sets.all
        for term in terms:
            documents &= self.sets.having(term, self.reader, self.deadline)
            if not documents:
                return Candidates(0, exact=True)
        return Candidates(documents, exact=exact and bool(terms) and all(name == GRAMS for name, _ in terms))

    def _negated(self, inner: Candidates) -> Candidates:
        """All but the candidates; all, if the node may not match some of them after all."""
        if not inner.exact:
            return Candidates(self.sets.all, exact=False)
        return Candidates(self.sets.all ^ inner.documents, exact=True)

    def _at_most(self, node: Node) -> int:  # noqa: PLR0911  a return for every kind of node
        """How many documents may match the node, as far as the frequencies of its grams say."""
        match node:
            case Run(pattern) | Literal(pattern):
                frequencies = (self._frequency(self._term(gram)) for gram in covering_grams(pattern)[0])
                return min(frequencies, default=self.sets.size)
            case Wildcard(parts):
                return min(self._at_most(Literal(part)) for part in parts)
            case Exclude(child, _):
                return self._at_most(child)
            case Near(left, right, _):
                return min(self._at_most(left), self._at_most(right))
            case And(children):
                return min(map(self._at_most, children))
            case Or(children):
                return sum(map(self._at_most, children))
            case Everything() | Not():
                return self.sets.size
            case _:
                assert_never(node)

    def _term(self, gram: str) -> Term:
        """The term that stands for a gram: its own, or one that rare grams share."""
        return (GRAMS, gram) if self._frequency((GRAMS, gram)) else (RARE, shared_term(gram))

    def _frequency(self, term: Term) -> int:
        """How many documents have the term; 0 if it is none."""
        if term not in self.frequencies:
            self.frequencies[term] = self.reader.doc_frequency(*term)
        return self.frequencies[term]
