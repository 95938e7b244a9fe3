"""A part of a text read by itself, put where it stands in the whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.sources.blocks import Block, Furniture, Place, Run

if TYPE_CHECKING:
    from indexer.sources.blocks import SourceContent


def moved(parsed: SourceContent, before: str) -> SourceContent:
    """What was read of a text, with the places it has where `before` stands in front of the text."""
    by = len(before)
    return replace(
        parsed,
        text=before + parsed.text,
        blocks=tuple(_moved(block, by) for block in parsed.blocks),
        furniture=tuple(Furniture(each.kind, _moved(each.block, by)) for each in parsed.furniture),
        places=tuple(Place(place.start + by, place.name) for place in parsed.places),
    )


def _moved(block: Block, by: int) -> Block:
    return Block(tuple(Run(run.text, run.start + by, run.end + by) for run in block.runs), block.style)
