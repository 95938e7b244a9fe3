"""The engine over Whoosh's index."""

from __future__ import annotations

from array import array
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from search.bm25 import frequency, inverse_document_frequency, query_words, single_precision, word_score
from search.deadline import NEVER
from search.engines.bits import numbers_of
from search.engines.filter_sort_facet import (
    admits,
    admits_spelling,
    counted,
    first_days,
    newest_first,
    reading_order,
    statement_value,
)
from search.engines.protocol import Facet, Filters, Hit, Listing, Match, Page, Request, Scope, Sort, Totals
from search.engines.spellings import read_spellings
from search.engines.whoosh.candidate_documents import CandidateFinder
from search.engines.whoosh.document_sets import DocumentSets
from search.engines.whoosh.schema import SPEAKERS, STATEMENTS, WORDS, paragraph_json, statement_json
from search.engines.whoosh.searcher_pool import SearcherPool
from search.match_spans import match as matched

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from search.analysis import Analyzer
    from search.deadline import Deadline
    from search.engines.protocol import ParagraphKey
    from search.engines.whoosh.candidate_documents import Candidates
    from search.model import Paragraph, Statement
    from search.query.nodes import Node

_NO_FILTERS = Filters()
_FILTERS_CACHED = 64

_SEARCHERS = 4
"""The number of concurrent searches in Whoosh's files; Python's lock lets one compute at a time anyway."""


class WhooshEngine:
    """An open index."""

    def __init__(self, directory: Path, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._searchers = SearcherPool(directory, _SEARCHERS)
        self._stored = SearcherPool(directory, 1)  # reading a paragraph never waits for a search
        with self._stored.borrow() as searcher:
            self._reader: Any = searcher.reader()
        with (directory / STATEMENTS).open("rb") as lines:
            self._statements = tuple(map(statement_json.validate_json, lines))
        self._paragraphs: Any = self._reader.column_reader("paragraph") if self._reader.doc_count_all() else ()
        self._texts = [bytes(text).decode("utf-8", "surrogatepass") for text in self._column("comparable")]
        self._inside = [int.from_bytes(bits, "little") for bits in self._column("inside")]
        self._sets = DocumentSets(len(self._texts))
        self._lengths = array("I", self._column("length"))
        self._numbers = array("I", self._column("number"))
        self._speakers = array("B", self._column("speakers"))
        self._statement_of = array("I", self._column("statement"))
        self._spellings = read_spellings(directory)
        self._average_length = sum(self._lengths) / len(self._lengths) if self._lengths else 0.0
        self._scope = lru_cache(_FILTERS_CACHED)(self._measure)
        self._oldest = self._ranks(reading_order)
        self._newest = self._ranks(newest_first)
        self._documents_of = self._documents_by_statement()
        self._ordinal_of = {statement.id: ordinal for ordinal, statement in enumerate(self._statements)}

    def _column(self, name: str) -> Iterable[Any]:
        """The values of a column by document; Whoosh has no columns without documents."""
        if not self._reader.doc_count_all():
            return ()
        reader = self._reader.column_reader(name)
        return (reader[document] for document in range(self._reader.doc_count_all()))

    def _ranks(self, key: Callable[[Statement], Any]) -> array[int]:
        """The index of every statement in the order of the key."""
        ranks = array("I", bytes(array("I").itemsize * len(self._statements)))
        for rank, ordinal in enumerate(sorted(range(len(ranks)), key=lambda i: key(self._statements[i]))):
            ranks[ordinal] = rank
        return ranks

    def _documents_by_statement(self) -> list[range]:
        """The documents of every statement, which the writer adds consecutively."""
        ranges = []
        at = 0
        for statement in self._statements:
            ranges.append(range(at, at + statement.paragraph_count))
            at += statement.paragraph_count
        return ranges

    def search(self, request: Request) -> Page:
        """The page of paragraphs that the node matches."""
        documents, occurrences = self._matching(request)
        ordinals = {self._statement_of[document] for document in documents}
        totals = Totals(len(documents), len(ordinals), occurrences)
        facets = {facet: counted(self._facet_values(facet, documents)) for facet in request.facets}
        page_slice = slice(request.offset, request.offset + request.limit)
        return Page(totals, tuple(self._ordered(request, documents, page_slice)), facets)

    def hits(self, request: Request) -> Iterator[Hit]:
        """Every hit in the order of the request."""
        documents, _ = self._matching(replace(request, occurrences_bound=0))
        yield from self._ordered(request, documents, slice(None))

    def occurs(self, node: Node, match: Match, deadline: Deadline = NEVER) -> bool:
        """Whether any paragraph matches: read no further than the first."""
        found = self._candidates(node, match, deadline)
        if found.exact:
            return bool(found.documents)
        return any(
            matched(node, self._texts[document], self._inside_words(document, match)) is not None
            for document in deadline.over(numbers_of(found.documents, len(self._texts)))
        )

    def _matching(self, request: Request) -> tuple[Sequence[int], int | None]:
        """The documents that match, in the order of the index, and the occurrences in them."""
        found = self._candidates(request.node, request.match, request.deadline)
        documents = self._filtered(request.filters, list(numbers_of(found.documents, len(self._texts))))
        if found.exact and len(documents) > request.occurrences_bound:
            return documents, None
        counts = {
            document: len(spans)
            for document in request.deadline.over(documents)
            if (spans := matched(request.node, self._texts[document], self._inside_words(document, request.match)))
            is not None
        }
        return list(counts), sum(counts.values()) if len(counts) <= request.occurrences_bound else None

    def _candidates(self, node: Node, match: Match, deadline: Deadline) -> Candidates:
        """The documents that may match the node."""
        with self._searchers.borrow(deadline) as searcher:
            return CandidateFinder(self._sets, searcher.reader(), match, deadline).find(node)

    def _inside_words(self, document: int, mode: Match) -> int:
        """The offsets at which no match may begin or end."""
        return self._inside[document] if mode is Match.WORD else 0

    def _filtered(self, filters: Filters, documents: Sequence[int]) -> Sequence[int]:
        """The documents that pass the filters."""
        if filters == _NO_FILTERS:
            return documents
        if filters.names_paragraphs:
            documents = self._named(filters, documents)
        wanted = sum(1 << SPEAKERS.index(speaker) for speaker in filters.speakers)
        admitted = bytes(admits(filters, statement) for statement in self._statements)
        return [
            document
            for document in documents
            if admitted[self._statement_of[document]]
            and (not wanted or self._speakers[document] & wanted)
            and (filters.spelling is None or admits_spelling(filters.spelling, self._spellings.get(document, "")))
        ]

    def _named(self, filters: Filters, documents: Sequence[int]) -> Sequence[int]:
        """The documents that pass the filters on single paragraphs."""
        without = self._documents(filters.without)
        only = None if filters.paragraphs is None else self._documents(filters.paragraphs)
        return [each for each in documents if each not in without and (only is None or each in only)]

    def _documents(self, paragraphs: Iterable[ParagraphKey]) -> frozenset[int]:
        """The documents of paragraphs."""
        places = ((self._ordinal_of.get(statement), number) for statement, number in paragraphs)
        rows = ((self._documents_of[ordinal], number) for ordinal, number in places if ordinal is not None)
        return frozenset(row[number - 1] for row, number in rows if 0 < number <= len(row))

    def _facet_values(self, facet: Facet, documents: Sequence[int]) -> Iterable[str | None]:
        if facet is Facet.SPEAKER:
            for document in documents:
                mask = self._speakers[document]
                yield from (s for bit, s in enumerate(SPEAKERS) if mask >> bit & 1)
                if not mask:
                    yield None
            return
        values = [statement_value(facet, statement) for statement in self._statements]
        for document in documents:
            yield values[self._statement_of[document]]

    def _ordered(self, request: Request, documents: Sequence[int], page_slice: slice) -> Iterator[Hit]:
        """The hits of a slice of the documents in the requested order, read lazily."""
        scores = self._scores(request, documents)
        ranks = self._oldest if request.sort is Sort.DATE else self._newest
        by_score = request.sort is Sort.RELEVANCE

        def key(document: int) -> tuple[float, int, int]:
            score = -scores.get(document, 0.0) if by_score else 0.0
            return score, ranks[self._statement_of[document]], self._numbers[document]

        for document in sorted(documents, key=key)[page_slice]:
            statement = self._statements[self._statement_of[document]]
            yield Hit(self._paragraph(document), statement, scores.get(document, 0.0), self._texts[document])

    def _scores(self, request: Request, documents: Collection[int]) -> dict[int, float]:
        """The scores of the documents that have a word of the query."""
        scores: dict[int, float] = {}
        for word in query_words(request.node, self._analyzer):
            holding, frequencies = self._frequencies(word, documents, request.deadline)
            weight = inverse_document_frequency(len(self._texts), holding)
            for document, times in frequencies:
                added = word_score(weight, times, self._lengths[document], self._average_length)
                scores[document] = scores.get(document, 0.0) + added
        return {document: single_precision(score) for document, score in scores.items()}

    def _frequencies(
        self, word: str, documents: Collection[int], deadline: Deadline
    ) -> tuple[int, list[tuple[int, int]]]:
        """The document frequency of a word, and its frequency in each of `documents` that has it.

        Counted in the texts or read from the postings, whichever are fewer.
        """
        with self._searchers.borrow(deadline) as searcher:
            reader = searcher.reader()
            holding: int = reader.doc_frequency(WORDS, word)
            if 0 < holding <= len(documents):
                wanted = frozenset(documents)
                entries = deadline.over(_entries(reader.postings(WORDS, word)))
                return holding, [each for each in entries if each[0] in wanted]
        if not holding:
            return 0, []
        read = ((each, frequency(word, self._texts[each], self._inside[each])) for each in deadline.over(documents))
        return holding, [each for each in read if each[1]]

    def _paragraph(self, document: int) -> Paragraph:
        with self._stored.borrow():
            stored = bytes(self._paragraphs[document])
        return paragraph_json.validate_json(stored)

    def scope(self, filters: Filters) -> Scope:
        """What the filters leave to search."""
        return self._scope(filters)

    def _measure(self, filters: Filters) -> Scope:
        within = [statement for statement in self._statements if admits(filters, statement)]
        days = first_days(within)
        return Scope(
            statements=len(within),
            paragraphs=len(self._filtered(filters, range(len(self._texts)))),
            undated=len(within) - len(days),
            first=min(days, default=None),
            last=max(days, default=None),
        )

    def statements(self, filters: Filters, *, offset: int, limit: int) -> Listing:
        """Statements within the filters, without their paragraphs."""
        within = sorted((s for s in self._statements if admits(filters, s)), key=reading_order)
        return Listing(len(within), tuple(within[offset : offset + limit]))

    def statement(self, statement_id: str) -> Statement | None:
        """The statement with its paragraphs; None for an unknown id."""
        ordinal = self._ordinal_of.get(statement_id)
        if ordinal is None:
            return None
        paragraphs = tuple(self._paragraph(document) for document in self._documents_of[ordinal])
        return replace(self._statements[ordinal], paragraphs=paragraphs)

    def close(self) -> None:
        """Close the files."""
        self._searchers.close()
        self._stored.close()


def _entries(matcher: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401  Whoosh's matchers have no types
    """The documents of a matcher, each with the frequency of the term."""
    while matcher.is_active():
        yield matcher.id(), int(matcher.weight())
        matcher.next()
