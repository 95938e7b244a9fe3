"""The whole of search on one page: parse, ask the engine, mark the matches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from search.concordance import keyword
from search.engines.protocol import Facet, FacetCount, Filters, Request, Scope, Sort, Totals
from search.query.parser import QueryLimits, parse
from search.query.rewrite import flatten, folded
from search.spans import match

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.analysis import Analyzer
    from search.concordance import Keyword
    from search.engines.protocol import Engine, Hit
    from search.model import Paragraph, Statement
    from search.query.nodes import Node


@dataclass(frozen=True, slots=True)
class Limits:
    """What a question may cost. Occurrences are counted up to `occurrences_bound` matching paragraphs."""

    query: QueryLimits = field(default_factory=QueryLimits)
    occurrences_bound: int = 10_000


@dataclass(frozen=True, slots=True)
class Question:
    """What an analyst asks. `context` counts characters on either side of a keyword."""

    q: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    facets: tuple[Facet, ...] = ()
    offset: int = 0
    limit: int = 20
    context: int = 20


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was done to the query and that its author should know. `leaf` is the part concerned."""

    code: str
    message: str
    leaf: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph that matches, with every match marked: `spans` are half-open offsets into its text."""

    paragraph: Paragraph
    statement: Statement
    score: float
    spans: tuple[tuple[int, int], ...]
    keywords: tuple[Keyword, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, how the query was understood, and what was searched."""

    parsed: str
    notices: tuple[Notice, ...]
    totals: Totals
    facets: Mapping[Facet, tuple[FacetCount, ...]]
    hits: tuple[Found, ...]
    searched: Scope


def search(question: Question, engine: Engine, analyzer: Analyzer, limits: Limits) -> Answer:
    """The answer to a question.

    Raises `QuerySyntaxError`, `QueryTooLongError` and `QueryTooComplexError`.
    """
    asked = flatten(parse(question.q, limits.query))
    node = folded(asked, analyzer)
    page = engine.search(
        Request(
            node=node,
            filters=question.filters,
            sort=question.sort,
            facets=question.facets,
            offset=question.offset,
            limit=question.limit,
            occurrences_bound=limits.occurrences_bound,
        )
    )
    return Answer(
        parsed=str(asked),
        notices=(),
        totals=page.totals,
        facets=page.facets,
        hits=tuple(_marked(hit, node, analyzer, question.context) for hit in page.hits),
        searched=engine.scope(question.filters),
    )


def _marked(hit: Hit, node: Node, analyzer: Analyzer, context: int) -> Found:
    """The hit with its matches marked in its own text."""
    text = hit.paragraph.text
    comparable = analyzer.comparable(text)
    spans = tuple(comparable.original(*span) for span in sorted(match(node, comparable.text) or ()))
    keywords = tuple(keyword(text, start, end, context=context) for start, end in spans)
    return Found(hit.paragraph, hit.statement, hit.score, spans, keywords)
