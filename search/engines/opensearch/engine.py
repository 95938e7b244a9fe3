"""The engine over the indices of one generation in a cluster."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from search.bm25 import single_precision
from search.deadline import NEVER
from search.engines.opensearch.compiler import Compiled, all_of, compile_node
from search.engines.opensearch.facets import STATEMENTS, every_value, facet_aggregations, read_facets
from search.engines.opensearch.filters import paragraph_filter
from search.engines.opensearch.mapping import (
    FIRST_DAY,
    LENGTH,
    MAX_WINDOW,
    NUMBER,
    STATEMENT,
    STORED,
    paragraph_json,
)
from search.engines.opensearch.scorer import Scorer
from search.engines.opensearch.statements import OLDEST_FIRST, Statements
from search.engines.opensearch.verifier import TEXT_FIELDS, Verifier, read_pages, text_of
from search.engines.protocol import Hit, Match, Page, Request, Sort, Totals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.analysis import Analyzer
    from search.deadline import Deadline
    from search.engines.opensearch.client import Body, Cluster
    from search.engines.opensearch.compiler import Query
    from search.engines.opensearch.writer import Counts
    from search.engines.protocol import Filters, Listing, Scope
    from search.model import Statement
    from search.query.nodes import Node

_NEWEST_FIRST: list[Body] = [{FIRST_DAY: {"order": "desc", "missing": date.min.toordinal()}}, {STATEMENT: "asc"}]
"""`filter_sort_facet.newest_first`."""

_NUMBER: Body = {NUMBER: "asc"}
_SHOWN = [f"{STORED}.paragraph", *TEXT_FIELDS, LENGTH, STATEMENT]
_HITS_READ = 500


class OpenSearchEngine:
    """An open generation. It holds no index, only caches."""

    def __init__(self, cluster: Cluster, paragraphs: str, statements: str, counts: Counts, analyzer: Analyzer) -> None:
        """`paragraphs` and `statements` are names of indices."""
        self._cluster = cluster
        self._index = paragraphs
        self._analyzer = analyzer
        self._statements = Statements(cluster, statements, paragraphs)
        self._scorer = Scorer(cluster, paragraphs, counts.paragraphs, counts.words)
        self._verifier = Verifier(cluster, paragraphs)

    def search(self, request: Request) -> Page:
        """The page of paragraphs that the node matches."""
        request.deadline.check()
        compiled, occurrences = self._decided(request)
        query = all_of([compiled.query, *paragraph_filter(request.filters)])
        counted = {"query": query, "track_total_hits": True, "size": 0}
        aggregations = {"statements": STATEMENTS, **facet_aggregations(request.facets)}
        answer = self._cluster.search(self._index, counted | {"aggs": aggregations}, request.deadline)
        found = answer["hits"]["total"]["value"]
        if found > request.occurrences_bound:
            occurrences = None
        elif occurrences is None:
            occurrences = self._count(request, compiled) if found else 0
        totals = Totals(found, answer["aggregations"]["statements"]["value"] or 0, occurrences)
        values_of = partial(every_value, self._cluster, self._index, query, request.deadline)
        facets = read_facets(request.facets, answer, values_of)
        hits = self._page_hits(request, query) if request.offset < found and request.limit else ()
        return Page(totals, tuple(hits), facets)

    def hits(self, request: Request) -> Iterator[Hit]:
        """Every hit in the order of the request."""
        request.deadline.check()
        compiled, _ = self._decided(request)
        weights = self._scorer.weights(request.node, self._analyzer, request.deadline)
        body = self._ordered(request, all_of([compiled.query, *paragraph_filter(request.filters)]), weights)
        pages = read_pages(self._cluster, self._index, body | {"_source": _SHOWN}, request.deadline, _HITS_READ)
        while some := list(islice(pages, _HITS_READ)):
            yield from self._shown(some, request, weights)

    def occurs(self, node: Node, match: Match, deadline: Deadline = NEVER) -> bool:
        """Whether any paragraph matches."""
        deadline.check()
        compiled = compile_node(node, word=match is Match.WORD)
        if not compiled.exact:
            return any(True for _ in self._verifier.verified(compiled.query, node, match, deadline))
        body = {"query": all_of([compiled.query]), "size": 0, "terminate_after": 1, "track_total_hits": True}
        found: int = self._cluster.search(self._index, body, deadline)["hits"]["total"]["value"]
        return found > 0

    def scope(self, filters: Filters) -> Scope:
        """What the filters leave to search."""
        return self._statements.scope(filters)

    def statements(self, filters: Filters, *, offset: int, limit: int) -> Listing:
        """Statements within the filters, without their paragraphs."""
        return self._statements.listing(filters, offset=offset, limit=limit)

    def statement(self, statement_id: str) -> Statement | None:
        """The statement with its paragraphs; None for an unknown id."""
        return self._statements.whole(statement_id)

    def close(self) -> None:
        """Nothing to close: the connections belong to the store."""

    def _decided(self, request: Request) -> tuple[Compiled, int | None]:
        """An exact query for the node; the number of occurrences, if texts had to be compared to get it."""
        compiled = compile_node(request.node, word=request.match is Match.WORD)
        if compiled.exact:
            return compiled, None
        offered = all_of([compiled.query, *paragraph_filter(request.filters)])
        found = dict(self._verifier.verified(offered, request.node, request.match, request.deadline))
        return Compiled({"ids": {"values": list(found)}}, exact=True), sum(found.values())

    def _count(self, request: Request, compiled: Compiled) -> int:
        """The occurrences in the matching paragraphs."""
        filters = paragraph_filter(request.filters)
        if compiled.terms:
            scored = {"bool": {"must": [compiled.query], "filter": filters}}
            body = {"size": 0, "query": scored, "aggs": {"sum": {"sum": {"script": {"source": "_score"}}}}}
            answer = self._cluster.search(self._index, body, request.deadline)
            occurrences: int = round(answer["aggregations"]["sum"]["value"] / compiled.terms)
            return occurrences
        query = all_of([compiled.query, *filters])
        return sum(times for _, times in self._verifier.verified(query, request.node, request.match, request.deadline))

    def _page_hits(self, request: Request, query: Query) -> list[Hit]:
        """The hits of the requested page."""
        weights = self._scorer.weights(request.node, self._analyzer, request.deadline)
        body = self._ordered(request, query, weights) | {"track_total_hits": False}
        last = request.offset + request.limit
        if last <= MAX_WINDOW:
            page = body | {"_source": _SHOWN, "from": request.offset, "size": request.limit}
            return self._shown(
                self._cluster.search(self._index, page, request.deadline)["hits"]["hits"], request, weights
            )
        hits = read_pages(self._cluster, self._index, body | {"_source": _SHOWN}, request.deadline)
        return self._shown(list(islice(hits, request.offset, last)), request, weights)

    def _ordered(self, request: Request, query: Query, weights: dict[str, float]) -> Body:
        """The search for a query in the order of the request."""
        match request.sort:
            case Sort.DATE:
                return {"query": query, "sort": [*OLDEST_FIRST, _NUMBER]}
            case Sort.RELEVANCE if weights:
                sort: list[Body] = [{"_score": "desc"}, *_NEWEST_FIRST, _NUMBER]
                return {"query": self._scorer.scoring(query, weights), "sort": sort}
            case _:
                return {"query": query, "sort": [*_NEWEST_FIRST, _NUMBER]}

    def _shown(self, hits: Sequence[Body], request: Request, weights: dict[str, float]) -> list[Hit]:
        """The hits with their statements, which are read with one request."""
        statements = self._statements.by_id({hit["_source"][STATEMENT] for hit in hits}, request.deadline)
        return [self._hit(hit, statements[hit["_source"][STATEMENT]], weights) for hit in hits]

    def _hit(self, hit: Body, statement: Statement, weights: dict[str, float]) -> Hit:
        source = hit["_source"]
        text, inside = text_of(hit)
        if hit["_score"] is None:  # sorted by day: only what is shown is scored
            score = self._scorer.score(weights, text, inside, source[LENGTH])
        else:
            score = single_precision(hit["_score"])  # printed with fewer digits than it has
        return Hit(paragraph_json.validate_python(source[STORED]["paragraph"]), statement, score, text)
