"""What would find something, or something else: never done in silence, always offered with its count."""

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
"""Suggestions of one answer; a longer list is not read."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query and how many paragraphs it finds within `filters`. `leaf` is the part of the query concerned."""

    code: str
    message: str
    q: str
    filters: Filters
    paragraphs: int
    leaf: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The suggestions, best first, and a notice where the time was up before all had been looked for."""

    items: tuple[Suggestion, ...] = ()
    notices: tuple[Notice, ...] = ()


def suggestions(understood: Interpretation, request: Request, found: int, index: Index, limits: Limits) -> Suggestions:
    """What to ask instead of a query that has found so many paragraphs, or besides it."""
    asked = SuggestionContext(understood, request, index, limits)
    items: list[Suggestion] = []
    tried = {(str(understood.asked), request.filters), (understood.parsed, request.filters)}
    try:
        for idea in candidates(asked, found):
            q = str(idea.node)
            if (q, idea.filters) in tried:
                continue
            tried.add((q, idea.filters))
            if count := _count(q, idea.filters, asked):
                items.append(Suggestion(idea.code, idea.message, q, idea.filters, count, idea.leaf))
            if len(items) == MOST:
                break
    except QueryTimeoutError:  # the answer itself is there already
        return Suggestions(tuple(items), (Notice("suggestions-incomplete", "no time was left to look for more"),))
    return Suggestions(tuple(items))


def _count(q: str, filters: Filters, asked: SuggestionContext) -> int:
    """How many paragraphs a query finds for who asks it like this one; 0 also if it is more than may be asked."""
    deadline = asked.request.deadline
    wording = QueryText(q, asked.understood.match, asked.understood.relax)
    try:
        understood = interpret(wording, asked.index, asked.limits, deadline)
    except (QuerySyntaxError, QueryTooComplexError, QueryTooLongError):
        return 0
    request = Request(understood.node, wording.match, filters, limit=0, occurrences_bound=0, deadline=deadline)
    return asked.index.engine.search(request).totals.paragraphs
