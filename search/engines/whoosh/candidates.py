"""A tree to the Whoosh query that finds at least every paragraph the tree matches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, assert_never

from whoosh import query

from search.analysis import covering_grams
from search.engines.protocol import Match
from search.engines.whoosh.schema import GRAMS, RARE, shared_term
from search.query.nodes import And, Everything, Exclude, Literal, Near, Not, Or, Run, Wildcard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whoosh.query.qcore import Query

    from search.query.nodes import Node


@dataclass(frozen=True, slots=True)
class Candidates:
    """A Whoosh query that finds every paragraph the node matches; `exact` if it finds no other."""

    query: Query
    exact: bool


def candidates(node: Node, mode: Match, reader: Any) -> Candidates:  # noqa: ANN401, PLR0911  Whoosh's readers have no types; a return for every kind of node
    """What to ask Whoosh for a tree; `reader` knows which grams have postings of their own.

    Places of words are not in the index: where they matter, nothing is exact.
    """
    match node:
        case Everything():
            return Candidates(query.Every(), exact=True)
        case Run(pattern) | Literal(pattern):
            needed, exact = covering_grams(pattern)
            return _with_grams(needed, reader, exact=exact and mode is Match.EXACT)
        case Wildcard(parts):
            return _with_grams((gram for part in parts for gram in covering_grams(part)[0]), reader, exact=False)
        case Exclude(child, _):
            return Candidates(candidates(child, mode, reader).query, exact=False)
        case Near(left, right, _):
            return Candidates(query.And([candidates(side, mode, reader).query for side in (left, right)]), exact=False)
        case Not(child):
            return _negated(candidates(child, mode, reader))
        case And(children):
            inner = [candidates(child, mode, reader) for child in children]
            return Candidates(query.And([part.query for part in inner]), exact=all(part.exact for part in inner))
        case Or(children):
            inner = [candidates(child, mode, reader) for child in children]
            return Candidates(query.Or([part.query for part in inner]), exact=all(part.exact for part in inner))
        case _:
            assert_never(node)


def _with_grams(needed: Iterable[str], reader: Any, *, exact: bool) -> Candidates:  # noqa: ANN401  as above
    """All of the grams; rare ones share their postings, so what is found there may have others."""
    frequent, rare = [], []
    for gram in sorted(set(needed)):
        if (GRAMS, gram) in reader:
            frequent.append(query.Term(GRAMS, gram))
        else:
            rare.append(query.Term(RARE, shared_term(gram)))
    terms = [*rare, *frequent]
    # Of an empty text nothing is indexed, and Whoosh cannot estimate an empty `And`: the texts will say.
    return Candidates(query.And(terms), exact=exact and not rare) if terms else Candidates(query.Every(), exact=False)


def _negated(inner: Candidates) -> Candidates:
    """All but the candidates; all, if the node may not match some of them after all."""
    if not inner.exact:
        return Candidates(query.Every(), exact=False)
    return Candidates(query.And([query.Every(), query.Not(inner.query)]), exact=True)
