"""Blocks as the rules read them: in Simplified characters, whatever script is printed.

Folding takes one character to one character, so a place in the folded text is the same place in the printed text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from search.analysis.simplified import simplified_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indexer.sources.blocks import Block, BlockStyle, Run


@dataclass(frozen=True, slots=True)
class FoldedBlock:
    """A block with its text in Simplified characters; `printed` is the text as its source has it."""

    block: Block
    text: str = field(compare=False)
    indented: bool | None = None  # a line of plain text with blanks before it; None where that says nothing

    @property
    def printed(self) -> str:
        """The text in the script of the source."""
        return self.block.text

    @property
    def runs(self) -> tuple[Run, ...]:
        """The pieces of source that the text was read from."""
        return self.block.runs

    @property
    def style(self) -> BlockStyle:
        """How the block is set."""
        return self.block.style

    @property
    def start(self) -> int:
        """Where the block begins in the source."""
        return self.block.start

    @property
    def end(self) -> int:
        """Where the block ends in the source."""
        return self.block.end

    def cut(self, start: int, stop: int | None = None) -> FoldedBlock:
        """The characters `start` to `stop` of `text` as a block of their own, with the same look."""
        return folded(self.block.cut(start, stop), indented=self.indented)

    def strip(self) -> FoldedBlock:
        """The block without blank characters at its ends; one that is all blank has no runs."""
        if self.text and self.text == self.text.strip():
            return self
        return folded(self.block.strip(), indented=self.indented)

    def stretches(self) -> Iterator[tuple[int, int]]:
        """The stretches of source it was read from, in order, neighbours joined."""
        return self.block.stretches()


def folded(block: Block, *, indented: bool | None = None) -> FoldedBlock:
    """The block as the rules read it."""
    return FoldedBlock(block, simplified(block.text), indented)


def simplified(text: str) -> str:
    """The text in Simplified characters, as long as it is printed.

    >>> simplified("中華人民共和國")
    '中华人民共和国'
    """
    return text.translate(_table())


@cache
def _table() -> Mapping[int, str]:
    return simplified_table()
