"""The files of an index, open for reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from search.engines.tantivy.best import Best
from search.engines.tantivy.columns import Columns, read_columns
from search.engines.tantivy.frequent import Bits
from search.engines.tantivy.index import Inverted
from search.engines.tantivy.records import StoredRecords
from search.engines.tantivy.schema import INVERTED, PARAGRAPHS, STATEMENTS
from search.engines.tantivy.scores import Scores
from search.engines.tantivy.sets import Masks
from search.engines.tantivy.texts import Texts

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Opened:
    """What is in memory, and what is mapped."""

    columns: Columns
    masks: Masks
    inverted: Inverted
    bits: Bits
    texts: Texts
    scores: Scores
    best: Best
    paragraphs: StoredRecords
    statements: StoredRecords

    @classmethod
    def at(cls, directory: Path) -> Self:
        """The index in a folder. OSError or ValueError when it cannot be read."""
        columns = read_columns(directory)
        inverted = Inverted(directory / INVERTED, columns)
        texts = Texts(directory)
        return cls(
            columns=columns,
            masks=Masks.of(columns),
            inverted=inverted,
            bits=Bits(directory, inverted, columns.paragraphs),
            texts=texts,
            scores=Scores(inverted, columns, texts),
            best=Best(directory),
            paragraphs=StoredRecords(directory, PARAGRAPHS),
            statements=StoredRecords(directory, STATEMENTS),
        )

    def close(self) -> None:
        """Let go of the files."""
        for each in (self.bits, self.texts, self.best, self.paragraphs, self.statements):
            each.close()
