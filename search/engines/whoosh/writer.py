"""Writes paragraphs into Whoosh's index."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from search.analysis import grams
from search.analysis.spelling import kept_spelling
from search.engines.spellings import write_spellings
from search.engines.whoosh.postings import Postings
from search.engines.whoosh.schema import (
    FREQUENT,
    GRAMS,
    RARE,
    SPEAKERS,
    STATEMENTS,
    WORDS,
    paragraph_json,
    schema,
    shared_term,
    statement_json,
)
from search.engines.whoosh.segment import SegmentWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from search.analysis import Analyzed, Analyzer
    from search.model import Paragraph, Statement


class WhooshWriter:
    """Writes an index into an empty folder."""

    def __init__(self, directory: Path, _analyzer: Analyzer) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._statements = (directory / STATEMENTS).open("wb")
        self._count = 0
        self._directory = directory
        self._spellings: dict[int, str] = {}
        self._segment = SegmentWriter(directory, schema())
        self._grams = Postings()
        self._words = Postings()
        self._rare: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))

    def add(self, statement: Statement, analyzed: Sequence[Analyzed]) -> None:
        """Add a statement and its analyzed paragraphs."""
        self._statements.write(statement_json.dump_json(replace(statement, paragraphs=())) + b"\n")
        for paragraph, each in zip(statement.paragraphs, analyzed, strict=True):
            self._add_paragraph(paragraph, each)
        self._count += 1

    def _add_paragraph(self, paragraph: Paragraph, analyzed: Analyzed) -> None:
        text, inside = analyzed.text, analyzed.inside
        document = self._segment.add_document(
            {
                "comparable": text.encode("utf-8", "surrogatepass"),
                "inside": inside.to_bytes((inside.bit_length() + 7) // 8, "little"),
                "paragraph": paragraph_json.dump_json(paragraph),
                "statement": self._count,
                "number": paragraph.number,
                "length": len(analyzed.word_texts),
                "speakers": sum(1 << SPEAKERS.index(speaker) for speaker in paragraph.speakers),
            }
        )
        if spelling := kept_spelling(paragraph.text):
            self._spellings[document] = spelling
        self._grams.add(document, grams(text))
        self._words.add(document, analyzed.word_texts)

    def commit(self) -> None:
        """Finish the index."""
        self._statements.close()
        write_spellings(self._directory, self._spellings)
        self._segment.add_terms(GRAMS, self._frequent())
        shared = ((term, sorted(set(documents)), None) for term, documents in sorted(self._rare.items()))
        self._segment.add_terms(RARE, shared)
        self._segment.add_terms(WORDS, map(_weighted, self._words.postings()))
        self._segment.finish()

    def _frequent(self) -> Iterator[tuple[str, array[int], None]]:
        """The grams with their own postings; the others are collected into shared terms as a side effect."""
        for gram, documents in self._grams.postings():
            if len(documents) >= FREQUENT:
                yield gram, documents, None
            else:
                self._rare[shared_term(gram)].extend(documents)


def _weighted(posting: tuple[str, array[int]]) -> tuple[str, list[int], list[int] | None]:
    """The distinct documents of a word, with their frequencies; None if each has it once."""
    word, documents = posting
    counts = Counter(documents)
    once = len(counts) == len(documents)
    return word, list(counts), None if once else list(counts.values())
