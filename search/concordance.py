"""Keyword in context: every match on a line of its own, with what stands on either side of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from search.deadline import Deadline
from search.engines.protocol import Match, Request, Sort
from search.errors import QueryTooBroadError
from search.interpretation import interpret
from search.spans import match as matched
from search.suggest.suggestions import suggestions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from search.analysis import Analyzer, Comparable
    from search.engines.protocol import Facet, FacetCount, Filters, Hit, Scope, Totals
    from search.interpretation import Interpretation, Limits, QueryText
    from search.model import Paragraph, Statement
    from search.spans import Span
    from search.store.index import Index
    from search.suggest.suggestions import Suggestions


_COMPARED = 100
"""Characters outward from a match by which lines are ordered: more than anybody reads, and a bound to memory."""


class LineOrder(StrEnum):
    """The order of lines. Ties: oldest statement first, then the place in the text."""

    DATE = "date"
    LEFT = "left"  # by what stands before the match, compared outward from it
    RIGHT = "right"  # by what stands after the match


@dataclass(frozen=True, slots=True)
class Keyword:
    """One match. `left` + `match` + `right` is a stretch of the text; `start` is the offset of `match` in it."""

    left: str
    match: str
    right: str
    start: int


@dataclass(frozen=True, slots=True)
class Line:
    """A match and the paragraph it is in."""

    keyword: Keyword
    paragraph: Paragraph
    statement: Statement


@dataclass(frozen=True, slots=True)
class ConcordanceRequest:
    """What lines to show. `context` counts characters on either side of a match."""

    wording: QueryText
    filters: Filters
    order: LineOrder = LineOrder.DATE
    facets: tuple[Facet, ...] = ()
    offset: int = 0
    limit: int = 20
    context: int = 20


@dataclass(frozen=True, slots=True)
class Concordance:
    """A stretch of the lines, and the figures of the whole."""

    understood: Interpretation
    totals: Totals
    facets: Mapping[Facet, tuple[FacetCount, ...]]
    lines: tuple[Line, ...]
    searched: Scope
    suggestions: Suggestions


@dataclass(frozen=True, slots=True)
class _Place:
    """A match: `text` is the paragraph's comparable text, `span` a stretch of it, `original` one of the paragraph's."""

    hit: Hit
    text: str
    span: Span
    original: Span


def keyword(text: str, start: int, end: int, *, context: int) -> Keyword:
    """The match `text[start:end]` with up to `context` characters on either side."""
    return Keyword(text[max(start - context, 0) : start], text[start:end], text[end : end + context], start)


def build_concordance(question: ConcordanceRequest, index: Index, limits: Limits) -> Concordance:
    """The lines that answer a question.

    Raises what `interpret` raises, and `QueryTooBroadError` where more paragraphs match than `limits` lets show.
    """
    deadline = Deadline.after(limits.seconds)
    understood = interpret(question.wording, index, limits, deadline)
    request = Request(
        node=understood.node,
        match=understood.match,
        filters=question.filters,
        sort=Sort.DATE,
        facets=question.facets,
        limit=0,
        occurrences_bound=limits.occurrences_bound,
        deadline=deadline,
    )
    page = index.engine.search(request)
    if page.totals.occurrences is None:
        raise QueryTooBroadError(
            f"{page.totals.paragraphs} paragraphs match; lines can be shown of {limits.occurrences_bound}",
            hint="ask for a longer text or a shorter range of dates, or take /v1/search, which has no such limit",
        )
    places = _ordered(
        list(deadline.over(_places(understood, index.engine.hits(request), index.analyzer))), question.order
    )
    stretch = places[question.offset : question.offset + question.limit]
    return Concordance(
        understood=understood,
        totals=page.totals,
        facets=page.facets,
        lines=tuple(_line(place, question.context) for place in stretch),
        searched=index.engine.scope(question.filters),
        suggestions=suggestions(understood, request, page.totals.paragraphs, index, limits),
    )


def _places(understood: Interpretation, hits: Iterator[Hit], analyzer: Analyzer) -> Iterator[_Place]:
    """Every match in the hits, in their order."""
    for hit in hits:
        comparable, spans = marked(understood, hit, analyzer)
        for span in spans:
            yield _Place(hit, comparable.text, span, comparable.original(*span))


def marked(understood: Interpretation, hit: Hit, analyzer: Analyzer) -> tuple[Comparable, list[Span]]:
    """The comparable form of a hit's text, and every match in it, in order."""
    text = hit.paragraph.text
    comparable = analyzer.placed(text, hit.comparable)
    inside = analyzer.analyze(text).inside if understood.match is Match.WORD else 0
    return comparable, sorted(matched(understood.node, comparable.text, inside) or ())


def _ordered(places: list[_Place], order: LineOrder) -> Sequence[_Place]:
    """The places, which come by date, in the order asked for."""
    match order:
        case LineOrder.DATE:
            return places
        case LineOrder.LEFT:
            return sorted(places, key=lambda place: place.text[max(place.span[0] - _COMPARED, 0) : place.span[0]][::-1])
        case LineOrder.RIGHT:
            return sorted(places, key=lambda place: place.text[place.span[1] : place.span[1] + _COMPARED])
        case _:
            assert_never(order)


def _line(place: _Place, context: int) -> Line:
    paragraph = place.hit.paragraph
    return Line(keyword(paragraph.text, *place.original, context=context), paragraph, place.hit.statement)
