"""The files of an index, open for reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from search.engines.tantivy.columns import Columns, read_columns
from search.engines.tantivy.index import Inverted
from search.engines.tantivy.records import Records
from search.engines.tantivy.schema import INVERTED, PARAGRAPHS, STATEMENTS
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
    texts: Texts
    paragraphs: Records
    statements: Records

    @classmethod
    def at(cls, directory: Path) -> Self:
        """The index in a folder. OSError or ValueError when it cannot be read."""
        columns = read_columns(directory)
        return cls(
            columns=columns,
            masks=Masks.of(columns),
            inverted=Inverted(directory / INVERTED, columns),
            texts=Texts(directory),
            paragraphs=Records(directory, PARAGRAPHS),
            statements=Records(directory, STATEMENTS),
        )

    def close(self) -> None:
        """Let go of the files."""
        for records in (self.texts, self.paragraphs, self.statements):
            records.close()
