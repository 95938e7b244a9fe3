"""The reference engine: a linear scan that specifies what every engine must return. Slow and obvious on purpose."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from search.bm25 import inverse_document_frequency, query_words, total_score, word_score
from search.deadline import NEVER
from search.engines.filter_sort_facet import (
    admits,
    admits_paragraph,
    counted,
    facet_values,
    first_days,
    newest_first,
    reading_order,
)
from search.engines.protocol import Hit, Listing, Match, Page, Request, Scope, Sort, Totals
from search.match_spans import match as matched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.analysis import Analyzer
    from search.deadline import Deadline
    from search.engines.protocol import Filters
    from search.match_spans import Span
    from search.model import Paragraph, Statement
    from search.query.nodes import Node


@dataclass(frozen=True, slots=True)
class _Entry:
    statement: Statement  # without paragraphs
    paragraph: Paragraph
    text: str  # comparable
    inside: int  # `Analyzed.inside`
    words: Counter[str]


class LinearScanEngine:
    """An engine over a list of statements."""

    def __init__(self, statements: Iterable[Statement], analyzer: Analyzer) -> None:
        self._statements = {statement.id: statement for statement in sorted(statements, key=reading_order)}
        self._analyzer = analyzer
        self._entries = [
            self._entry(replace(statement, paragraphs=()), paragraph)
            for statement in self._statements.values()
            for paragraph in statement.paragraphs
        ]
        lengths = [entry.words.total() for entry in self._entries]
        self._average_length = sum(lengths) / len(lengths) if lengths else 0.0

    def _entry(self, statement: Statement, paragraph: Paragraph) -> _Entry:
        analyzed = self._analyzer.analyze(paragraph.text)
        words = Counter(analyzed.word_texts)
        return _Entry(statement, paragraph, analyzed.text, analyzed.inside, words)

    def search(self, request: Request) -> Page:
        """The paragraphs that the node matches."""
        found = self._matching(request)
        totals = Totals(
            paragraphs=len(found),
            statements=len({entry.statement.id for entry, _ in found}),
            occurrences=sum(len(spans) for _, spans in found) if len(found) <= request.occurrences_bound else None,
        )
        facets = {
            facet: counted(v for entry, _ in found for v in facet_values(facet, entry.statement, entry.paragraph))
            for facet in request.facets
        }
        hits = self._sorted(request, [entry for entry, _ in found])
        return Page(totals, hits[request.offset : request.offset + request.limit], facets)

    def hits(self, request: Request) -> Iterator[Hit]:
        """Every hit in the order of the request."""
        yield from self._sorted(request, [entry for entry, _ in self._matching(request)])

    def occurs(self, node: Node, match: Match, deadline: Deadline = NEVER) -> bool:
        """Whether any paragraph matches."""
        return bool(self._matching(Request(node, match=match, deadline=deadline)))

    def _matching(self, request: Request) -> list[tuple[_Entry, frozenset[Span]]]:
        """The entries of the paragraphs that match, each with its spans."""
        return [
            (entry, spans)
            for entry in request.deadline.over(self._within(request.filters))
            if (spans := matched(request.node, entry.text, entry.inside if request.match is Match.WORD else 0))
            is not None
        ]

    def _within(self, filters: Filters) -> list[_Entry]:
        return [
            entry
            for entry in self._entries
            if admits(filters, entry.statement) and admits_paragraph(filters, entry.paragraph)
        ]

    def _sorted(self, request: Request, entries: Sequence[_Entry]) -> tuple[Hit, ...]:
        words = query_words(request.node, self._analyzer)
        weights = {
            word: inverse_document_frequency(len(self._entries), sum(word in entry.words for entry in self._entries))
            for word in words
        }
        hits = [Hit(entry.paragraph, entry.statement, self._score(entry, weights), entry.text) for entry in entries]
        match request.sort:
            case Sort.DATE:
                hits.sort(key=lambda hit: (*reading_order(hit.statement), hit.paragraph.number))
            case Sort.NEWEST:
                hits.sort(key=lambda hit: (*newest_first(hit.statement), hit.paragraph.number))
            case Sort.RELEVANCE:
                hits.sort(key=lambda hit: (-hit.score, *newest_first(hit.statement), hit.paragraph.number))
        return tuple(hits)

    def _score(self, entry: _Entry, weights: dict[str, float]) -> float:
        length = entry.words.total()
        return total_score(
            word_score(weight, entry.words[word], length, self._average_length)
            for word, weight in weights.items()
            if word in entry.words
        )

    def scope(self, filters: Filters) -> Scope:
        """What the filters leave to search."""
        statements = [statement for statement in self._statements.values() if admits(filters, statement)]
        days = first_days(statements)
        return Scope(
            statements=len(statements),
            paragraphs=len(self._within(filters)),
            undated=len(statements) - len(days),
            first=min(days, default=None),
            last=max(days, default=None),
        )

    def statements(self, filters: Filters, *, offset: int, limit: int) -> Listing:
        """Statements within the filters, without their paragraphs."""
        within = [replace(s, paragraphs=()) for s in self._statements.values() if admits(filters, s)]
        return Listing(len(within), tuple(within[offset : offset + limit]))

    def statement(self, statement_id: str) -> Statement | None:
        """The whole statement with its paragraphs, or None."""
        return self._statements.get(statement_id)

    def close(self) -> None:
        """Nothing to close."""
