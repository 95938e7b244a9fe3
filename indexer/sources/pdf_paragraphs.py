"""Lines that stand on pages, put together to paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from indexer.sources.blocks import Block, BlockStyle, Run
from indexer.sources.text import FIRST_WORD, LABEL, SENTENCE_END, columns_of, joint, parted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.sources.pdf_lines import Line

INDENT = 0.8
"""Heights of a line from which on its beginning is indented."""

SLACK = 1.5
"""Heights of a line that the end of a full one may be off the margin, besides the first word of the next."""

CENTERED = 2.5
"""Heights of a line that one in the middle is off both margins at least."""

GAP = 1.6
"""Times the usual distance of lines from which on two stand apart."""

INDENTED_SHARE = 0.1
"""The share of lines that are indented from which on an indent is how paragraphs begin."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """The margins of the text and the distance of its lines, in points."""

    left: float
    right: float
    step: float
    height: float
    has_indents: bool

    def is_indented(self, line: Line) -> bool:
        """Whether a line begins within the text."""
        return line.left > self.left + INDENT * self.height

    def is_short(self, line: Line, following: Line) -> bool:
        """Whether a line ends before the margin though the first word of the next would have fitted."""
        word = FIRST_WORD.match(following.run.text)
        share = columns_of(word[0]) / columns_of(following.run.text) if word else 0.0
        return line.right + share * (following.right - following.left) + SLACK * self.height < self.right

    def is_centered(self, line: Line) -> bool:
        """Whether a line stands in the middle, far from both margins."""
        before, behind = line.left - self.left, self.right - line.right
        return min(before, behind) > CENTERED * self.height and abs(before - behind) < 2 * self.height


def paragraphs_of(lines: Sequence[Line]) -> Iterator[Block]:
    """The paragraphs, in order; one may go on over a page's end."""
    if not lines:
        return
    measure = _measured(lines)
    group = [lines[0]]
    for before, line in pairwise(lines):
        if _begins(before, line, measure):
            yield from _paragraph(group, measure)
            group = []
        group.append(line)
    yield from _paragraph(group, measure)


def _measured(lines: Sequence[Line]) -> _Measure:
    height = median(line.height for line in lines)
    left = _common([line.left for line in lines], height)
    right = max(line.right for line in lines)
    steps = [
        step for one, next_ in pairwise(lines) if one.page == next_.page and (step := one.bottom - next_.bottom) > 0
    ]
    indented = [line for line in lines if INDENT * height < line.left - left < 5 * height]
    full = [line for line in lines if line.right >= right - CENTERED * height]
    has_indents = len(indented) >= max(1, INDENTED_SHARE * len(full))
    return _Measure(left, right, median(steps) if steps else height * 2, height, has_indents)


def _common(lefts: Sequence[float], height: float) -> float:
    """The leftmost beginning that more than one line has, or the leftmost of all."""
    ordered = sorted(lefts)
    shared = (one for one, next_ in pairwise(ordered) if next_ - one < height / 4)
    return next(shared, ordered[0])


def _begins(before: Line, line: Line, measure: _Measure) -> bool:
    """Whether a line begins a paragraph."""
    if before.hyphen is not None:
        return False
    is_short = measure.is_short(before, line)
    ends = SENTENCE_END.search(before.run.text) is not None
    return (
        measure.is_centered(before)
        or measure.is_centered(line)
        or is_short
        or (before.page == line.page and before.bottom - line.bottom > GAP * measure.step)
        or (ends and LABEL.match(line.run.text) is not None)
        or (measure.has_indents and measure.is_indented(line) and (ends or not measure.is_indented(before)))
    )


def _paragraph(group: Sequence[Line], measure: _Measure) -> Iterator[Block]:
    runs: list[Run] = [group[0].run]
    for before, line in pairwise(group):
        if before.hyphen is None:
            runs += joint(before.run, line.run, before.run.end)
        runs.append(line.run)
    style = BlockStyle(centered=len(group) == 1 and measure.is_centered(group[0]))
    yield from parted(Block(tuple(runs), style))
