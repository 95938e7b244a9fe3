"""What becomes of every character of a source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.structure.folded import FoldedBlock
    from search.model import Statement


class Role(StrEnum):
    """What a stretch of text is in a statement. All else is furniture, of some kind."""

    TITLE = "title"
    DATE = "date"
    HEADING = "heading"
    LABEL = "label"
    PARAGRAPH = "paragraph"
    SIGNATURE = "signature"
    LEAD = "lead"


def furniture(kind: str) -> str:
    """The kind of a part that belongs to no statement."""
    return f"furniture:{kind}"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a source, half-open, and what became of it; `statement` counts those of the file from 0."""

    kind: str
    start: int
    end: int
    statement: int | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """The statements of a file, and what became of its characters: the parts are disjoint and in order.

    The statements have no ids yet (`indexer.structure.identity`).
    """

    statements: tuple[Statement, ...]
    parts: tuple[Part, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assigned:
    """A block, or a piece of one, and what it is."""

    kind: str
    block: FoldedBlock

    def parts(self, statement: int | None) -> Iterator[Part]:
        """The stretches of source behind it."""
        for start, end in self.block.stretches():
            yield Part(self.kind, start, end, statement)
