"""Suggestions of other queries, each with the number of paragraphs that it finds. None is applied automatically."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from search.engines.protocol import Filters, Request
from search.errors import QuerySyntaxError, QueryTimeoutError, QueryTooComplexError, QueryTooLongError
from search.headers import SearchField, paragraphs_under
from search.interpretation import Notice, QueryText
from search.query.nodes import Everything
from search.query.rewrite import folded
from search.relaxation import interpret
from search.suggest.candidates import SuggestionContext, candidates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.interpretation import Interpretation, Limits
    from search.store.index import Index

MOST = 8
"""The most suggestions of an answer; nobody reads a longer list."""

_FIELDS = {
    SearchField.TITLE: "The query matches titles, parties or places of signing: {}.",
    SearchField.HEADING: "The query matches headings: {}.",
    SearchField.TEXT: "The query matches texts: {}.",
}
"""How to say how often a query is found in a field."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query, and the number of paragraphs that it finds within `filters`. `leaf` is the part it replaces.

    `field` is where it is searched.
    """

    code: str
    message: str
    q: str
    filters: Filters
    paragraphs: int
    leaf: str | None = None
    field: SearchField = SearchField.TEXT


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The suggestions, best first, and a notice if the time ran out before all candidates were tried."""

    items: tuple[Suggestion, ...] = ()
    notices: tuple[Notice, ...] = ()


def suggestions(
    interpretation: Interpretation,
    request: Request,
    found: int,
    index: Index,
    limits: Limits,
    *,
    field: SearchField = SearchField.TEXT,
) -> Suggestions:
    """The suggestions for a query that has found `found` paragraphs where it was searched."""
    context = SuggestionContext(interpretation, request, index, limits)
    items: list[Suggestion] = []
    tried = {(str(interpretation.asked), request.filters), (interpretation.parsed, request.filters)}
    try:
        if not found or interpretation.missing:
            items += _elsewhere(context, field)
        if field is not SearchField.TEXT:
            return Suggestions(tuple(items))
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


def _elsewhere(context: SuggestionContext, searched: SearchField) -> Iterator[Suggestion]:
    """The query as it is written, in the fields in which it was not searched and that have it."""
    asked = context.interpretation.asked
    request = replace(context.request, node=folded(asked, context.index.analyzer), offset=0, limit=0, facets=())
    for field, message in _FIELDS.items():
        if field is searched or searched is SearchField.ALL:
            continue
        if count := _count_in(field, request, context.index):
            yield Suggestion(field.value, message.format(count), str(asked), request.filters, count, field=field)


def _count_in(field: SearchField, request: Request, index: Index) -> int:
    """The number of paragraphs that a request finds in a field."""
    if field is not SearchField.TEXT:
        found = paragraphs_under(request.node, request.match, field, index.catalog, request.deadline)
        if not found:
            return 0
        request = replace(request, node=Everything(), filters=replace(request.filters, paragraphs=found))
    return index.engine.search(request).totals.paragraphs


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
