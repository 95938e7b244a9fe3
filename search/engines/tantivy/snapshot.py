"""The open files of an index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from search.engines.tantivy.bit_sets import Masks
from search.engines.tantivy.columns import Columns, read_columns
from search.engines.tantivy.frequent_terms import FrequentTerms
from search.engines.tantivy.inverted_index import InvertedIndex
from search.engines.tantivy.record_file import StoredRecords
from search.engines.tantivy.schema import INVERTED, PARAGRAPHS, STATEMENTS
from search.engines.tantivy.scorer import Scorer
from search.engines.tantivy.text_store import Texts
from search.engines.tantivy.top_docs import TopDocs

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The open files of an index, in memory, mapped or read on demand."""

    columns: Columns
    masks: Masks
    inverted: InvertedIndex
    bits: FrequentTerms
    texts: Texts
    scores: Scorer
    best: TopDocs
    paragraphs: StoredRecords
    statements: StoredRecords

    @classmethod
    def at(cls, directory: Path) -> Self:
        """The index in a folder. Raises `OSError` or `ValueError` if it cannot be read."""
        columns = read_columns(directory)
        inverted = InvertedIndex(directory / INVERTED, columns)
        texts = Texts(directory)
        return cls(
            columns=columns,
            masks=Masks.of(columns),
            inverted=inverted,
            bits=FrequentTerms(directory, inverted, columns.paragraphs),
            texts=texts,
            scores=Scorer(inverted, columns, texts),
            best=TopDocs(directory),
            paragraphs=StoredRecords(directory, PARAGRAPHS),
            statements=StoredRecords(directory, STATEMENTS),
        )

    def close(self) -> None:
        """Close the files."""
        for each in (self.bits, self.texts, self.best, self.paragraphs, self.statements):
            each.close()
