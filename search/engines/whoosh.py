"""The embedded default: an inverted index by Whoosh, for tens of thousands of paragraphs.

Whoosh keeps the postings of grams and of words, without positions. Grams give the candidates; where they cannot decide
alone, the text does (`search.spans`). What every search needs of every paragraph (its comparable text, its length in
words, its statement) is read into memory when the index is opened; the paragraphs themselves are read for one page.
"""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Any, assert_never

from pydantic import TypeAdapter
from whoosh import columns, fields, index, query
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence

from search.analysis import covering_grams, grams
from search.engines.protocol import Facet, Filters, Hit, Listing, Page, Request, Scope, Sort, Totals
from search.engines.selection import admits, counted, newest_first, reading_order, statement_value
from search.errors import EngineError
from search.model import Paragraph, Speaker, Statement
from search.query.nodes import And, Everything, Literal, Not, Or, Run
from search.ranking import inverse_document_frequency, query_words, word_score
from search.spans import match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from whoosh.query.qcore import Query

    from search.analysis import Analyzer
    from search.query.nodes import Node

_STATEMENTS = "statements.jsonl"
_SPEAKERS = tuple(Speaker)
_NO_FILTERS = Filters()

_paragraph_json = TypeAdapter(Paragraph)
_statement_json = TypeAdapter(Statement)


def _schema() -> fields.Schema:
    """What Whoosh keeps of a paragraph. Grams and words arrive cut; Whoosh's own analysis sees neither."""
    grams_field = fields.KEYWORD()
    grams_field.format = Existence()
    return fields.Schema(
        grams=grams_field,
        words=fields.TEXT(phrase=False),
        comparable=fields.COLUMN(columns.VarBytesColumn()),
        paragraph=fields.COLUMN(columns.VarBytesColumn()),
        statement=fields.COLUMN(columns.NumericColumn("I")),
        number=fields.COLUMN(columns.NumericColumn("I")),
        length=fields.COLUMN(columns.NumericColumn("I")),
        speakers=fields.COLUMN(columns.NumericColumn("B")),
    )


class WhooshWriter:
    """Writes an index into an empty folder."""

    def __init__(self, directory: Path, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        directory.mkdir(parents=True, exist_ok=True)
        self._statements = (directory / _STATEMENTS).open("wb")
        self._count = 0
        self._writer: Any = index.create_in(str(directory), _schema()).writer(limitmb=256)

    def add(self, statement: Statement) -> None:
        """Take a whole statement."""
        self._statements.write(_statement_json.dump_json(replace(statement, paragraphs=())) + b"\n")
        for paragraph in statement.paragraphs:
            self._add_paragraph(paragraph)
        self._count += 1

    def _add_paragraph(self, paragraph: Paragraph) -> None:
        text = self._analyzer.comparable(paragraph.text).text
        words = [word.text for word in self._analyzer.words(text)]
        self._writer.add_document(
            grams=sorted(grams(text)),
            words=words,
            comparable=text.encode("utf-8", "surrogatepass"),
            paragraph=_paragraph_json.dump_json(paragraph),
            statement=self._count,
            number=paragraph.number,
            length=len(words),
            speakers=sum(1 << _SPEAKERS.index(speaker) for speaker in paragraph.speakers),
        )

    def commit(self) -> None:
        """Finish the index."""
        self._statements.close()
        self._writer.commit()


@dataclass(frozen=True, slots=True)
class _Candidates:
    """A Whoosh query that finds every paragraph the node matches; `exact` if it finds no other."""

    query: Query
    exact: bool


class WhooshEngine:
    """An index that is open for reading."""

    def __init__(self, directory: Path, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        try:
            self._index: Any = FileStorage(str(directory)).open_index()
            self._searcher: Any = self._index.searcher()
        except (index.IndexError, OSError, struct.error) as error:
            raise EngineError(f"{directory}: Whoosh cannot open it: {error}") from error
        self._reader: Any = self._searcher.reader()
        # A Whoosh reader keeps its place in its files: two threads in one would each read the other's bytes.
        self._reading = Lock()
        with (directory / _STATEMENTS).open("rb") as lines:
            self._statements = tuple(map(_statement_json.validate_json, lines))
        self._paragraphs: Any = self._reader.column_reader("paragraph") if self._reader.doc_count_all() else ()
        self._texts = [bytes(text).decode("utf-8", "surrogatepass") for text in self._column("comparable")]
        self._lengths = array("I", self._column("length"))
        self._numbers = array("I", self._column("number"))
        self._speakers = array("B", self._column("speakers"))
        self._statement_of = array("I", self._column("statement"))
        self._average_length = sum(self._lengths) / len(self._lengths) if self._lengths else 0.0
        self._oldest = self._ranks(reading_order)
        self._newest = self._ranks(newest_first)
        self._documents_of = self._documents_by_statement()
        self._ordinal_of = {statement.id: ordinal for ordinal, statement in enumerate(self._statements)}

    def _column(self, name: str) -> Iterable[Any]:
        """What every document has in a column; Whoosh has no columns while it has no document."""
        if not self._reader.doc_count_all():
            return ()
        reader = self._reader.column_reader(name)
        return (reader[document] for document in range(self._reader.doc_count_all()))

    def _ranks(self, key: Callable[[Statement], Any]) -> array[int]:
        """The place of every statement in an order."""
        ranks = array("I", bytes(array("I").itemsize * len(self._statements)))
        for rank, ordinal in enumerate(sorted(range(len(ranks)), key=lambda i: key(self._statements[i]))):
            ranks[ordinal] = rank
        return ranks

    def _documents_by_statement(self) -> list[range]:
        """The documents of every statement; the writer adds them in a row."""
        ranges = []
        at = 0
        for statement in self._statements:
            ranges.append(range(at, at + statement.paragraph_count))
            at += statement.paragraph_count
        return ranges

    def search(self, request: Request) -> Page:
        """The paragraphs that the node matches."""
        documents, occurrences = self._matching(request)
        ordinals = {self._statement_of[document] for document in documents}
        totals = Totals(len(documents), len(ordinals), occurrences)
        facets = {facet: counted(self._facet_values(facet, documents)) for facet in request.facets}
        return Page(totals, self._page(request, documents), facets)

    def _matching(self, request: Request) -> tuple[Sequence[int], int | None]:
        """The documents that match, in the order of the index, and the occurrences in them."""
        candidates = _candidates(request.node)
        with self._reading:
            found = list(self._searcher.docs_for_query(candidates.query))
        documents = self._filtered(request.filters, found)
        if candidates.exact and len(documents) > request.occurrences_bound:
            return documents, None
        counts = {
            document: len(spans)
            for document in documents
            if (spans := match(request.node, self._texts[document])) is not None
        }
        return list(counts), sum(counts.values()) if len(counts) <= request.occurrences_bound else None

    def _filtered(self, filters: Filters, documents: Sequence[int]) -> Sequence[int]:
        """The documents within the filters."""
        if filters == _NO_FILTERS:
            return documents
        wanted = sum(1 << _SPEAKERS.index(speaker) for speaker in filters.speakers)
        admitted = bytes(admits(filters, statement) for statement in self._statements)
        return [
            document
            for document in documents
            if admitted[self._statement_of[document]] and (not wanted or self._speakers[document] & wanted)
        ]

    def _facet_values(self, facet: Facet, documents: Sequence[int]) -> Iterable[str | None]:
        if facet is Facet.SPEAKER:
            for document in documents:
                mask = self._speakers[document]
                yield from (s for bit, s in enumerate(_SPEAKERS) if mask >> bit & 1)
                if not mask:
                    yield None
            return
        values = [statement_value(facet, statement) for statement in self._statements]
        for document in documents:
            yield values[self._statement_of[document]]

    def _page(self, request: Request, documents: Sequence[int]) -> tuple[Hit, ...]:
        """The requested stretch of the documents, in the requested order."""
        scores = self._scores(request.node, documents)
        ranks = self._oldest if request.sort is Sort.DATE else self._newest
        by_score = request.sort is Sort.RELEVANCE

        def key(document: int) -> tuple[float, int, int]:
            score = -scores.get(document, 0.0) if by_score else 0.0
            return score, ranks[self._statement_of[document]], self._numbers[document]

        ordered = sorted(documents, key=key)
        return tuple(
            Hit(
                self._paragraph(document),
                self._statements[self._statement_of[document]],
                scores.get(document, 0.0),
            )
            for document in ordered[request.offset : request.offset + request.limit]
        )

    def _scores(self, node: Node, documents: Iterable[int]) -> dict[int, float]:
        """The scores of those documents that hold a word of the query."""
        wanted = set(documents)
        scores: dict[int, float] = {}
        for word in query_words(node, self._analyzer):
            postings = self._postings(word)
            weight = inverse_document_frequency(len(self._texts), len(postings))
            for document, frequency in postings:
                if document in wanted:
                    added = word_score(weight, frequency, self._lengths[document], self._average_length)
                    scores[document] = scores.get(document, 0.0) + added
        return scores

    def _postings(self, word: str) -> list[tuple[int, int]]:
        """Every document that holds the word, and how often."""
        postings = []
        with self._reading:
            if ("words", word) in self._reader:
                matcher = self._reader.postings("words", word)
                while matcher.is_active():
                    postings.append((matcher.id(), int(matcher.weight())))
                    matcher.next()
        return postings

    def _paragraph(self, document: int) -> Paragraph:
        with self._reading:
            stored = bytes(self._paragraphs[document])
        return _paragraph_json.validate_json(stored)

    def scope(self, filters: Filters) -> Scope:
        """What the filters leave to be searched."""
        within = [statement for statement in self._statements if admits(filters, statement)]
        days = [statement.date for statement in within if statement.date]
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
        """The whole statement with its paragraphs, or None."""
        ordinal = self._ordinal_of.get(statement_id)
        if ordinal is None:
            return None
        paragraphs = tuple(self._paragraph(document) for document in self._documents_of[ordinal])
        return replace(self._statements[ordinal], paragraphs=paragraphs)

    def close(self) -> None:
        """Let go of the index's files."""
        self._searcher.close()
        self._index.close()


def _candidates(node: Node) -> _Candidates:
    """The Whoosh query that finds at least every paragraph the node matches."""
    match node:
        case Everything():
            return _Candidates(query.Every(), exact=True)
        case Run(pattern) | Literal(pattern):
            needed, exact = covering_grams(pattern)
            return _Candidates(query.And([query.Term("grams", gram) for gram in sorted(needed)]), exact=exact)
        case Not(child):
            inner = _candidates(child)
            if not inner.exact:  # what the child may not match after all must stay
                return _Candidates(query.Every(), exact=False)
            return _Candidates(query.And([query.Every(), query.Not(inner.query)]), exact=True)
        case And(children):
            parts = [_candidates(child) for child in children]
            return _Candidates(query.And([part.query for part in parts]), exact=all(part.exact for part in parts))
        case Or(children):
            parts = [_candidates(child) for child in children]
            return _Candidates(query.Or([part.query for part in parts]), exact=all(part.exact for part in parts))
        case _:
            assert_never(node)
