"""What a search and a concordance share: the request, the figures of the result, and matches located in a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from search.engines.protocol import Filters, Match, Request, Sort
from search.headers import SearchField
from search.interpretation import QueryText
from search.match_spans import match
from search.suggest.suggestions import suggestions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from search.analysis import Analyzer, Comparable
    from search.deadline import Deadline
    from search.engines.protocol import Facet, FacetCount, Hit, Page, Scope, Totals
    from search.interpretation import Interpretation, Limits
    from search.match_spans import Span
    from search.store.index import Index
    from search.suggest.suggestions import Suggestions

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class ResultRequest:
    """The query, the filters, and the page of the result. `context` counts characters on either side of a match."""

    query: QueryText = field(default_factory=QueryText)
    filters: Filters = field(default_factory=Filters)
    facets: tuple[Facet, ...] = ()
    offset: int = 0
    limit: int = 20
    context: int = 20

    def engine_request(
        self, interpretation: Interpretation, limits: Limits, deadline: Deadline, *, sort: Sort, offset: int, limit: int
    ) -> Request:
        """The request to the engine for the query as interpreted."""
        return Request(
            node=interpretation.node,
            match=interpretation.match,
            filters=self.filters,
            sort=sort,
            facets=self.facets,
            offset=offset,
            limit=limit,
            occurrences_bound=limits.occurrences_bound,
            deadline=deadline,
        )


@dataclass(frozen=True, slots=True)
class Result(Generic[Item]):
    """A page of the result, the figures of the whole, the interpreted query, and what the filters left to search."""

    interpretation: Interpretation
    totals: Totals
    facets: Mapping[Facet, tuple[FacetCount, ...]]
    items: tuple[Item, ...]
    searched: Scope
    suggestions: Suggestions

    @classmethod
    def of(
        cls,
        items: tuple[Item, ...],
        interpretation: Interpretation,
        request: Request,
        page: Page,
        *,
        index: Index,
        limits: Limits,
        field: SearchField = SearchField.TEXT,
    ) -> Self:
        """The result with these items, of a request and of the page that the engine returned for it."""
        return cls(
            interpretation=interpretation,
            totals=page.totals,
            facets=page.facets,
            items=items,
            searched=index.engine.scope(request.filters),
            suggestions=suggestions(interpretation, request, page.totals.paragraphs, index, limits, field=field),
        )


@dataclass(frozen=True, slots=True)
class Keyword:
    """One match. `left` + `match` + `right` is a stretch of the text; `start` is the offset of `match` in it."""

    left: str
    match: str
    right: str
    start: int


def keyword_in_context(text: str, start: int, end: int, *, context: int) -> Keyword:
    """The match `text[start:end]` with up to `context` characters on either side."""
    return Keyword(text[max(start - context, 0) : start], text[start:end], text[end : end + context], start)


def locate_matches(interpretation: Interpretation, hit: Hit, analyzer: Analyzer) -> tuple[Comparable, list[Span]]:
    """The comparable form of a hit's text, and every match in it, in order."""
    text = hit.paragraph.text
    comparable = analyzer.placed(text, hit.comparable)
    inside = analyzer.analyze(text).inside if interpretation.match is Match.WORD else 0
    return comparable, sorted(match(interpretation.node, comparable.text, inside) or ())
