"""Search from the query to the marked hits: interpret, ask the engine, locate the matches, suggest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from search.deadline import Deadline
from search.engines.filter_sort_facet import added
from search.engines.protocol import Facet, Page, Request, Sort, Totals
from search.headers import HeaderMatch, SearchField, matches_in, paragraphs_under
from search.interpretation import Interpretation, Limits, parse_query
from search.query.nodes import Everything
from search.relaxation import interpret, relaxed, requires_every_run
from search.results import Result, ResultRequest, keyword_in_context, locate_matches
from search.spelling_order import hits_by_spelling, search_by_spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.analysis import Analyzer
    from search.catalog import Catalog
    from search.engines.protocol import Engine, Hit
    from search.model import Paragraph, Statement
    from search.results import Keyword
    from search.store.index import Index


@dataclass(frozen=True, slots=True)
class SearchRequest(ResultRequest):
    """What a search is asked for."""

    sort: Sort = Sort.RELEVANCE
    field: SearchField = SearchField.TEXT


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A paragraph that matches, with every match located: `spans` are half-open offsets into its text.

    `headers` are the matching headers that lead to the paragraph, where they are searched.
    """

    paragraph: Paragraph
    statement: Statement
    score: float
    spans: tuple[tuple[int, int], ...]
    keywords: tuple[Keyword, ...]
    headers: tuple[HeaderMatch, ...] = ()


SearchResult = Result[SearchHit]


def search(request: SearchRequest, index: Index, limits: Limits) -> SearchResult:
    """The page of hits that the request asks for. Raises what `interpret` raises."""
    deadline = Deadline.after(limits.seconds)
    if request.field is not SearchField.TEXT:
        return _search_headers(request, index, limits, deadline)
    interpretation, engine_request, page = _first_page(request, index, limits, deadline)
    hits = tuple(_search_hit(hit, interpretation, index.analyzer, request.context) for hit in deadline.over(page.hits))
    return SearchResult.of(hits, interpretation, engine_request, page, index=index, limits=limits)


def _search_headers(request: SearchRequest, index: Index, limits: Limits, deadline: Deadline) -> SearchResult:
    """The page of hits in headers, as the query is written; with `SearchField.ALL` those in texts follow them."""
    interpretation = parse_query(request.query, index.analyzer, limits)
    found = paragraphs_under(interpretation.node, interpretation.match, request.field, index.catalog, deadline)
    engine_request = _engine_request(request, interpretation, limits, deadline)
    under = replace(engine_request, node=Everything(), filters=replace(request.filters, paragraphs=found))
    if request.field is SearchField.ALL:
        rest = replace(engine_request, filters=replace(request.filters, without=found))
        page = _joined(under, rest, index.engine)
    else:
        page = index.engine.search(under)
    page = replace(page, totals=replace(page.totals, occurrences=None))
    hits = tuple(
        replace(
            _search_hit(hit, interpretation, index.analyzer, request.context),
            headers=_leading_to(hit, interpretation, request.field, index.catalog),
        )
        for hit in deadline.over(page.hits)
    )
    return SearchResult.of(
        hits,
        interpretation,
        engine_request,
        page,
        index=index,
        limits=limits,
        field=request.field,
    )


def _joined(one: Request, other: Request, engine: Engine) -> Page:
    """The page of the hits of one request, then of those of another, which have no paragraph in common."""
    counted = tuple(dict.fromkeys((*one.facets, Facet.STATEMENT)))
    first = engine.search(replace(one, facets=counted))
    total = first.totals.paragraphs
    second = engine.search(
        replace(other, facets=counted, offset=max(other.offset - total, 0), limit=max(other.limit - len(first.hits), 0))
    )
    facets = {facet: added(first.facets[facet], second.facets[facet]) for facet in counted}
    totals = Totals(total + second.totals.paragraphs, len(facets[Facet.STATEMENT]), None)
    return Page(totals, (*first.hits, *second.hits), {facet: facets[facet] for facet in one.facets})


def _leading_to(
    hit: Hit, interpretation: Interpretation, field: SearchField, catalog: Catalog
) -> tuple[HeaderMatch, ...]:
    """The matching headers that lead to a hit."""
    found = matches_in(catalog.entry(hit.statement), interpretation.node, interpretation.match, field, catalog)
    return tuple(each for each in found if each.header.paragraph == hit.paragraph.number)


def _first_page(
    request: SearchRequest, index: Index, limits: Limits, deadline: Deadline
) -> tuple[Interpretation, Request, Page]:
    """The interpretation that is searched, the request to the engine, and its page.

    The query is searched as written first. Where that finds something and the query needs each of its runs, no run is
    missing, and the index is not asked for each.
    """
    written = parse_query(request.query, index.analyzer, limits)
    engine_request = _engine_request(request, written, limits, deadline)
    page = search_by_spelling(index.engine, engine_request, written)
    if page.totals.paragraphs and requires_every_run(written.asked):
        return written, engine_request, page
    interpretation = relaxed(written, index, deadline)
    if interpretation.node == written.node:
        return interpretation, engine_request, page
    engine_request = _engine_request(request, interpretation, limits, deadline)
    return interpretation, engine_request, search_by_spelling(index.engine, engine_request, interpretation)


@dataclass(frozen=True, slots=True)
class FullResult:
    """A whole result: its totals, and its hits, which are read one after the other as the caller iterates."""

    interpretation: Interpretation
    totals: Totals
    hits: Iterator[Hit]


def search_all(request: SearchRequest, index: Index, limits: Limits) -> FullResult:
    """Every paragraph that matches the request; its `offset`, `limit` and `facets` are ignored.

    Raises what `interpret` raises. After it returns, iteration raises nothing: the time limit applies to matching, not
    to reading.
    """
    deadline = Deadline.after(limits.seconds)
    interpretation = interpret(request.query, index, limits, deadline)
    whole = replace(request, offset=0, limit=0, facets=())
    engine_request = _engine_request(whole, interpretation, limits, deadline)
    totals = index.engine.search(engine_request).totals
    return FullResult(interpretation, totals, hits_by_spelling(index.engine, engine_request, interpretation))


def _engine_request(
    request: SearchRequest, interpretation: Interpretation, limits: Limits, deadline: Deadline
) -> Request:
    return request.engine_request(
        interpretation, limits, deadline, sort=request.sort, offset=request.offset, limit=request.limit
    )


def _search_hit(hit: Hit, interpretation: Interpretation, analyzer: Analyzer, context: int) -> SearchHit:
    """The hit with its matches located in its own text."""
    text = hit.paragraph.text
    comparable, matches = locate_matches(interpretation, hit, analyzer)
    spans = tuple(comparable.original(*span) for span in matches)
    keywords = tuple(keyword_in_context(text, start, end, context=context) for start, end in spans)
    return SearchHit(hit.paragraph, hit.statement, hit.score, spans, keywords)
