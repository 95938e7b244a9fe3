"""Suggestions of other queries, each with the number of paragraphs that it finds. None is applied automatically."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.engines.protocol import Filters, Request
from search.errors import QuerySyntaxError, QueryTimeoutError, QueryTooComplexError, QueryTooLongError
from search.interpretation import Notice, QueryText, interpret
from search.suggest.candidates import SuggestionContext, candidates

if TYPE_CHECKING:
    from search.interpretation import Interpretation, Limits
    from search.store.index import Index

MOST = 8
"""The most suggestions of an answer; nobody reads a longer list."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query, and the number of paragraphs that it finds within `filters`. `leaf` is the part it replaces."""

    code: str
    message: str
    q: str
    filters: Filters
    paragraphs: int
    leaf: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The suggestions, best first, and a notice if the time ran out before all candidates were tried."""

    items: tuple[Suggestion, ...] = ()
    notices: tuple[Notice, ...] = ()


def suggestions(
    interpretation: Interpretation, request: Request, found: int, index: Index, limits: Limits
) -> Suggestions:
    """The suggestions for a query that has found `found` paragraphs."""
    context = SuggestionContext(interpretation, request, index, limits)
    items: list[Suggestion] = []
    tried = {(str(interpretation.asked), request.filters), (interpretation.parsed, request.filters)}
    try:
        for candidate in candidates(context, found):
            q = str(candidate.node)
            if (q, candidate.filters) in tried:
                continue
            tried.add((q, candidate.filters))
            if count := _count(q, candidate.filters, context):
                items.append(Suggestion(candidate.code, candidate.message, q, candidate.filters, count, candidate.leaf))
            if len(items) == MOST:
                break
    except QueryTimeoutError:  # the hits themselves are complete
        return Suggestions(
            tuple(items),
            (Notice("suggestions-incomplete", "The suggestions are incomplete, because the time limit is reached."),),
        )
    return Suggestions(tuple(items))


def _count(q: str, filters: Filters, context: SuggestionContext) -> int:
    """The number of paragraphs that a query finds with the same options; 0 also for one beyond the limits."""
    deadline = context.request.deadline
    query = QueryText(q, context.interpretation.match, context.interpretation.relax)
    try:
        interpretation = interpret(query, context.index, context.limits, deadline)
    except (QuerySyntaxError, QueryTooComplexError, QueryTooLongError):
        return 0
    request = Request(interpretation.node, query.match, filters, limit=0, occurrences_bound=0, deadline=deadline)
    return context.index.engine.search(request).totals.paragraphs
