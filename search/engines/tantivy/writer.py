"""Writes paragraphs into tantivy's index and into the record files beside it."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import replace
from shutil import copymode
from typing import TYPE_CHECKING

import tantivy

from search.analysis.spelling import kept_spelling
from search.engines.filter_sort_facet import newest_first
from search.engines.spellings import write_spellings
from search.engines.tantivy.columns import Entry, read_columns, write_columns
from search.engines.tantivy.frequent_terms import few, write_frequent_terms
from search.engines.tantivy.inverted_index import InvertedIndex
from search.engines.tantivy.record_file import RecordWriter
from search.engines.tantivy.schema import (
    INVERTED,
    PAIRS,
    PARAGRAPHS,
    REPEATED,
    ROW,
    SPEAKERS,
    STATEMENTS,
    TABLE,
    TEXTS,
    TOKENS,
    WORDS,
    paragraph_json,
    schema,
    statement_json,
)
from search.engines.tantivy.scorer import Scorer
from search.engines.tantivy.terms import pairs, repeated, terms, word_term
from search.engines.tantivy.text_store import Texts, pack_text
from search.engines.tantivy.top_docs import write_top_docs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from search.analysis import Analyzed, Analyzer
    from search.model import Paragraph, Statement

HEAP = 256_000_000
"""The bytes of postings that tantivy collects before it writes a segment."""

_BATCH = 10_000
"""The number of documents in a batch of reads from the complete index."""


class TantivyWriter:
    """Writes an index into an empty folder."""

    def __init__(self, directory: Path, _analyzer: Analyzer) -> None:
        self._directory = directory
        inverted = directory / INVERTED
        inverted.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(schema(), path=str(inverted))
        self._writer = self._index.writer(heap_size=HEAP, num_threads=1)
        self._statements = RecordWriter(directory, STATEMENTS)
        self._paragraphs = RecordWriter(directory, PARAGRAPHS)
        self._texts = RecordWriter(directory, TEXTS)
        self._table: list[tuple[tuple[int, str], Entry]] = []
        self._lengths = array("I")
        self._speakers = array("B")
        self._spellings: dict[int, str] = {}

    def add(self, statement: Statement, analyzed: Sequence[Analyzed]) -> None:
        """Add a statement and its analyzed paragraphs."""
        entry = Entry(
            id=statement.id,
            date=statement.date,
            kind=statement.kind,
            place=statement.place,
            record=len(self._table),
            first=len(self._lengths),
            paragraphs=len(statement.paragraphs),
            date_printed=statement.date_printed,
        )
        self._table.append((newest_first(statement), entry))
        self._statements.append(statement_json.dump_json(replace(statement, paragraphs=())))
        for paragraph, each in zip(statement.paragraphs, analyzed, strict=True):
            self._add_paragraph(paragraph, each)

    def _add_paragraph(self, paragraph: Paragraph, analyzed: Analyzed) -> None:
        self._writer.add_document(_document(len(self._lengths), analyzed))
        self._paragraphs.append(paragraph_json.dump_json(paragraph))
        self._texts.append(pack_text(analyzed))
        if spelling := kept_spelling(paragraph.text):
            self._spellings[len(self._lengths)] = spelling
        self._lengths.append(len(analyzed.word_texts))
        self._speakers.append(sum(1 << SPEAKERS.index(speaker) for speaker in paragraph.speakers))

    def commit(self) -> None:
        """Finish the index."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        for records in (self._statements, self._paragraphs, self._texts):
            records.close()
        write_spellings(self._directory, self._spellings)
        table = [entry for _, entry in sorted(self._table)]
        write_columns(self._directory, table, self._lengths, self._speakers, self._addresses())
        columns = read_columns(self._directory)
        inverted = InvertedIndex(self._directory / INVERTED, columns)
        texts = Texts(self._directory)
        write_frequent_terms(self._directory, inverted, columns)
        words = inverted.frequent_words(above=few(columns.paragraphs))
        write_top_docs(self._directory, inverted, Scorer(inverted, columns, texts), words)
        texts.close()
        self._tidy()

    def _tidy(self) -> None:
        """Remove tantivy's locks, and give its files the permissions of the other files."""
        for path in (self._directory / INVERTED).iterdir():
            if path.suffix == ".lock":
                path.unlink()
            else:
                copymode(self._directory / TABLE, path)

    def _addresses(self) -> Iterator[tuple[int, int, int]]:
        """The row, the segment and the document number of every document."""
        self._index.reload()
        searcher = self._index.searcher()
        for first in range(0, len(self._lengths), _BATCH):
            rows = tantivy.Query.range_query(
                self._index.schema, ROW, tantivy.FieldType.Unsigned, first, first + _BATCH, include_upper=False
            )
            found = searcher.search(rows, limit=_BATCH, count=False, order_by_field=ROW)
            yield from ((row, address.segment_ord, address.doc) for row, address in found.hits)


def _document(row: int, analyzed: Analyzed) -> tantivy.Document:
    """The tantivy document of a paragraph."""
    tokens = terms(analyzed.text)
    neighbours = pairs(tokens)
    document = tantivy.Document()
    document.add_unsigned(ROW, row)
    counts = Counter(tokens)
    document.add_text(TOKENS, " ".join(counts))  # tantivy indexes only their documents
    document.add_text(PAIRS, " ".join(neighbours))
    document.add_text(REPEATED, f"{repeated(counts)} {repeated(Counter(neighbours))}")
    words = analyzed.word_texts
    # Most texts have no escaped term, and so no such word.
    document.add_text(WORDS, " ".join(words if "".join(tokens) == analyzed.text else map(word_term, words)))
    return document
