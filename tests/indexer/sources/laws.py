"""What is true of every reading, whatever the file."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.sources.furniture import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.sources.blocks import Block, ParsedSource, Run

TAGS = re.compile(r"""(?:\s*<(?:(?:[^<>"']|"[^"]*"|'[^']*')*+|[^<>]*)>\s*)+""")
"""<br>, </num><p>, <lb rend='a>b'/>. Not: <br>x"""


def assert_lawful(reading: ParsedSource) -> None:
    """Assert that every character of the blocks and the furniture has its place, and that no place is taken twice."""
    furniture = [each.block for each in reading.furniture]
    for block in (*reading.blocks, *furniture):
        assert block.text.strip(), block
        for run in block.runs:
            assert_placed(run, reading.text)
    assert_in_order(reading.blocks)
    assert [each.start for each in furniture] == sorted(each.start for each in furniture)  # markup may stand in a line
    assert_disjoint((*reading.blocks, *furniture))
    assert {each.kind for each in reading.furniture} <= KINDS.keys()
    if not reading.marked_up:
        missed = uncovered(reading, range(len(reading.text)))
        assert not missed.strip("\ufeff"), missed


def assert_placed(run: Run, source: str) -> None:
    """Assert that the text is what stands in the source: as it is, as an entity, an escape, a blank for blanks or tags."""
    assert 0 <= run.start < run.end <= len(source)
    written = source[run.start : run.end]
    if run.text.isspace() and (written.isspace() or TAGS.fullmatch(unescape(written))):
        return
    twice = unescape(unescape(written))  # HTML that stands escaped in XML
    assert run.text in {written, unescape(written), unescape(f"{written};"), twice, written.removeprefix("\\")}


def assert_in_order(blocks: Iterable[Block]) -> None:
    """Assert that each block stands behind the one before."""
    assert all(first.end <= second.start for first, second in pairwise(blocks))


def assert_disjoint(blocks: Iterable[Block]) -> None:
    """Assert that no character is in two blocks."""
    stretches = sorted(stretch for block in blocks for stretch in block.stretches())
    assert all(end <= start for (_, end), (start, _) in pairwise(stretches))


def uncovered(reading: ParsedSource, places: Sequence[int]) -> str:
    """Those characters of the places, blanks left out, that are in no block and no furniture."""
    covered = bytearray(len(reading.text))
    for block in (*reading.blocks, *(each.block for each in reading.furniture)):
        for start, end in block.stretches():
            covered[start:end] = b"\1" * (end - start)
    return "".join(reading.text[at] for at in places if not covered[at] and not reading.text[at].isspace())
