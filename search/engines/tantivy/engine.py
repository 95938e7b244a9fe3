"""The engine over tantivy's index and the record files beside it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from search.deadline import NEVER
from search.engines.filter_sort_facet import first_days
from search.engines.protocol import Filters, Hit, Listing, Page, Request, Scope, Sort, Totals
from search.engines.tantivy.facets import Facets
from search.engines.tantivy.filters import Admitted
from search.engines.tantivy.matcher import Matcher
from search.engines.tantivy.occurrences import Occurrences
from search.engines.tantivy.ordering import Ordering
from search.engines.tantivy.schema import paragraph_json, statement_json
from search.engines.tantivy.snapshot import Snapshot
from search.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.analysis import Analyzer
    from search.deadline import Deadline
    from search.engines.protocol import Match
    from search.engines.tantivy.matcher import Found
    from search.model import Paragraph, Statement
    from search.query.nodes import Node

_NO_FILTERS = Filters()
_FILTERS_CACHED = 64
_STATEMENTS_CACHED = 16_384
_PARAGRAPHS_CACHED = 4096


class TantivyEngine:
    """An open index."""

    def __init__(self, directory: Path, analyzer: Analyzer) -> None:
        try:
            self._snapshot = Snapshot.at(directory)
        except (OSError, ValueError) as error:
            raise EngineError(f"The engine tantivy cannot open {directory} ({error}).") from error
        self._analyzer = analyzer
        self._columns = self._snapshot.columns
        self._matcher = Matcher(self._snapshot)
        self._occurrences = Occurrences(self._snapshot)
        self._scores = self._snapshot.scores
        self._ordering = Ordering(self._snapshot, self._scores)
        self._facets = Facets(self._columns)
        self._places = {entry.id: place for place, entry in enumerate(self._columns.table)}
        self._admitted = lru_cache(_FILTERS_CACHED)(self._admit)
        self._scope = lru_cache(_FILTERS_CACHED)(self._measure)
        self._statement = lru_cache(_STATEMENTS_CACHED)(self._read_statement)
        self._paragraph = lru_cache(_PARAGRAPHS_CACHED)(self._read_paragraph)

    def search(self, request: Request) -> Page:
        """The page of paragraphs that the node matches."""
        found, weights = self._find(request, scored=request.limit > 0)
        totals = Totals(len(found.paragraphs), found.paragraphs.statements(), self._count(request, found))
        facets = self._facets.counts(request.facets, found.paragraphs)
        return Page(totals, tuple(self._page_hits(request, found, weights)), facets)

    def hits(self, request: Request) -> Iterator[Hit]:
        """Every hit in the order of the request."""
        found, weights = self._find(request, scored=True)
        for score, rank in self._ordering.ordered(request, found, weights, len(found.paragraphs)):
            yield self._hit(score, rank)

    def occurs(self, node: Node, match: Match, deadline: Deadline = NEVER) -> bool:
        """Whether any paragraph matches."""
        return self._matcher.any(node, match, deadline)

    def _page_hits(self, request: Request, found: Found, weights: dict[str, float]) -> Iterator[Hit]:
        """The hits of the requested page."""
        last = request.offset + request.limit
        if request.offset < min(last, len(found.paragraphs)):
            ordered = self._ordering.ordered(request, found, weights, last, skipped=request.offset)
            yield from (self._hit(score, rank) for score, rank in islice(ordered, request.limit))

    def _find(self, request: Request, *, scored: bool) -> tuple[Found, dict[str, float]]:
        """The matching paragraphs and, if `scored`, the weights of the words of the query."""
        candidates = self._matcher.compile(request)
        weights = self._scores.weights(request.node, self._analyzer) if scored and candidates.at_most else {}
        admitted = None if request.filters == _NO_FILTERS else self._passing(request.filters)
        words = weights if request.sort is Sort.RELEVANCE else ()
        return self._matcher.find(request, candidates, admitted, words), weights

    def _count(self, request: Request, found: Found) -> int | None:
        """The occurrences in the matching paragraphs; None beyond the bound."""
        if len(found.paragraphs) > request.occurrences_bound:
            return None
        if found.occurrences is not None:
            return found.occurrences
        everywhere = request.filters == _NO_FILTERS
        return self._occurrences.count(request.node, found, request.deadline, everywhere=everywhere)

    def _hit(self, score: float, rank: int) -> Hit:
        text, _ = self._snapshot.texts.both(self._columns.rows[rank])
        return Hit(self._paragraph(rank), self._statement(self._columns.statement_of[rank]), score, text)

    def _read_paragraph(self, rank: int) -> Paragraph:
        return paragraph_json.validate_json(self._snapshot.paragraphs[self._columns.rows[rank]])

    def _read_statement(self, place: int) -> Statement:
        """The statement at an index of the table, without its paragraphs."""
        return statement_json.validate_json(self._snapshot.statements[self._columns.table[place].record])

    def _passing(self, filters: Filters) -> Admitted:
        """What passes the filters. Single paragraphs are named by one request alone, so nothing is kept of those."""
        return self._admit(filters) if filters.names_paragraphs else self._admitted(filters)

    def _admit(self, filters: Filters) -> Admitted:
        return Admitted(self._columns, filters)

    def scope(self, filters: Filters) -> Scope:
        """What the filters leave to search."""
        return self._scope(filters)

    def _measure(self, filters: Filters) -> Scope:
        admitted = self._admitted(filters)
        days = first_days(self._columns.table[place] for place in admitted.statements)
        return Scope(
            statements=len(admitted.statements),
            paragraphs=admitted.bits.bit_count(),
            undated=len(admitted.statements) - len(days),
            first=min(days, default=None),
            last=max(days, default=None),
        )

    def statements(self, filters: Filters, *, offset: int, limit: int) -> Listing:
        """Statements within the filters, without their paragraphs."""
        places = sorted(self._admitted(filters).statements, key=self._columns.oldest.__getitem__)
        return Listing(len(places), tuple(map(self._statement, places[offset : offset + limit])))

    def statement(self, statement_id: str) -> Statement | None:
        """The statement with its paragraphs; None for an unknown id."""
        place = self._places.get(statement_id)
        if place is None:
            return None
        ranks = range(self._columns.starts[place], self._columns.starts[place + 1])
        return replace(self._statement(place), paragraphs=tuple(map(self._paragraph, ranks)))

    def close(self) -> None:
        """Close the files."""
        self._snapshot.close()
