"""Long runs of blanks within a block, which say no more than one blank does."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.sources.blocks import Block, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 200
"""Blanks one after another that are kept as they are: no line is so wide."""

_LONG = re.compile(rf"\s{{{LONGEST}}}\s*")


def collapsed(block: Block) -> Block:
    """The block with one blank for each long run of them, which stands for the whole run."""
    text = block.text
    if len(text) <= LONGEST or _LONG.search(text) is None:
        return block
    return replace(block, runs=tuple(_runs(block, text)))


def _runs(block: Block, text: str) -> Iterator[Run]:
    at = 0
    for blanks in _LONG.finditer(text):
        yield from block.cut(at, blanks.start()).runs
        behind = block.cut(blanks.start(), blanks.end())
        yield Run(" ", behind.start, behind.end)
        at = blanks.end()
    yield from block.cut(at).runs
