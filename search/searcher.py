"""The whole of search on one page: understand, ask the engine, mark the matches, suggest."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from search.concordance import keyword, marked
from search.deadline import Deadline
from search.engines.protocol import Facet, FacetCount, Filters, Request, Scope, Sort, Totals
from search.interpretation import Interpretation, Limits, QueryText, interpret, parse_query, relaxed, requires_every_run
from search.suggest.suggestions import suggestions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from search.analysis import Analyzer
    from search.concordance import Keyword
    from search.engines.protocol import Hit, Page
    from search.model import Paragraph, Statement
    from search.store.index import Index
    from search.suggest.suggestions import Suggestions


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What an analyst asks. `context` counts characters on either side of a keyword."""

    wording: QueryText = field(default_factory=QueryText)
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    facets: tuple[Facet, ...] = ()
    offset: int = 0
    limit: int = 20
    context: int = 20


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A paragraph that matches, with every match marked: `spans` are half-open offsets into its text."""

    paragraph: Paragraph
    statement: Statement
    score: float
    spans: tuple[tuple[int, int], ...]
    keywords: tuple[Keyword, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, how the query was understood, what was searched, and what would find something else."""

    understood: Interpretation
    totals: Totals
    facets: Mapping[Facet, tuple[FacetCount, ...]]
    hits: tuple[SearchHit, ...]
    searched: Scope
    suggestions: Suggestions


def search(question: SearchRequest, index: Index, limits: Limits) -> Answer:
    """The answer to a question. Raises what `interpret` raises."""
    deadline = Deadline.after(limits.seconds)
    understood, request, page = _asked(question, index, limits, deadline)
    return Answer(
        understood=understood,
        totals=page.totals,
        facets=page.facets,
        hits=tuple(_found(hit, understood, index.analyzer, question.context) for hit in page.hits),
        searched=index.engine.scope(question.filters),
        suggestions=suggestions(understood, request, page.totals.paragraphs, index, limits),
    )


def _asked(
    question: SearchRequest, index: Index, limits: Limits, deadline: Deadline
) -> tuple[Interpretation, Request, Page]:
    """What the engine was asked and what it found. The query is asked as it is written first.

    Where something was found that needs every run of the query, none is missing, and none has to be looked for.
    """
    read = parse_query(question.wording, index.analyzer, limits)
    request = _request(question, read, limits, deadline)
    page = index.engine.search(request)
    if page.totals.paragraphs and requires_every_run(read.asked):
        return read, request, page
    understood = relaxed(read, index, deadline)
    if understood.node == read.node:
        return understood, request, page
    request = _request(question, understood, limits, deadline)
    return understood, request, index.engine.search(request)


@dataclass(frozen=True, slots=True)
class FullResult:
    """A whole result: its figures, and its hits, which are read one after the other as they are asked for."""

    understood: Interpretation
    totals: Totals
    hits: Iterator[Hit]


def search_all(question: SearchRequest, index: Index, limits: Limits) -> FullResult:
    """Every paragraph that answers a question; `offset`, `limit` and `facets` say nothing here.

    Raises what `interpret` raises. Once it has returned nothing more can go wrong: the time limit is for finding, not
    for reading.
    """
    deadline = Deadline.after(limits.seconds)
    understood = interpret(question.wording, index, limits, deadline)
    request = replace(_request(question, understood, limits, deadline), offset=0, limit=0, facets=())
    totals = index.engine.search(request).totals
    hits = index.engine.hits(request)
    first = list(islice(hits, 1))  # finding is over when the first is there
    return FullResult(understood, totals, chain(first, hits))


def _request(question: SearchRequest, understood: Interpretation, limits: Limits, deadline: Deadline) -> Request:
    return Request(
        node=understood.node,
        match=understood.match,
        filters=question.filters,
        sort=question.sort,
        facets=question.facets,
        offset=question.offset,
        limit=question.limit,
        occurrences_bound=limits.occurrences_bound,
        deadline=deadline,
    )


def _found(hit: Hit, understood: Interpretation, analyzer: Analyzer, context: int) -> SearchHit:
    """The hit with its matches marked in its own text."""
    text = hit.paragraph.text
    comparable, places = marked(understood, hit, analyzer)
    spans = tuple(comparable.original(*span) for span in places)
    keywords = tuple(keyword(text, start, end, context=context) for start, end in spans)
    return SearchHit(hit.paragraph, hit.statement, hit.score, spans, keywords)
