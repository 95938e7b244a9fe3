"""Plain text: statements on one line each, one paragraph a line, or hard-wrapped lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from indexer.sources.blocks import Block, Run
from search.analysis.folding import NARROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SENTENCE_END = re.compile(r"[。！？；：…!?;:][”’」』）)》】\s]*$|[”’」』）)》】]\s*$")
"""The end of a line that may end a paragraph: 谢谢大家！ Not: 尊敬的主席先生，"""

_BLANK = r"\s\ufeff"
_BREAK = r"\r\n\v\f\x85\u2028\u2029"
_LINE = re.compile(rf"[^{_BREAK}]*?(?P<text>[^{_BLANK}](?:[^{_BREAK}]*[^{_BLANK}])?)[^{_BREAK}]*")
"""A line that is not blank, and the text in it without the blanks around it."""

_END_OF_LINE = re.compile(rf"\r\n|[{_BREAK}]")
_GAP = re.compile(rf"[\u3000\u2003][ \t\xa0]*[\u3000\u2003][{_BLANK}]*")
"""What divides blocks on one line: two full-width blanks or more, ASCII ones among them. Not: 张　三"""

_NARROW = re.compile(NARROW)

WIDEST_WRAPPED = 240
"""Columns; nobody wraps lines later, and a longer line is a paragraph."""

NARROWEST_WRAPPED = 40
"""Columns; shorter lines are lines by intent: a title set in two, names, a list."""

WRAPPED_SHARE = 0.5
"""The share of lines that must go on in the next one for a text to be hard-wrapped."""

NEARLY_FULL = 0.75
"""How wide a line is, compared with the widest, that was broken because it was full."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the blanks at its ends. `after_gap`: a blank line, or nothing, stands before it."""

    text: str
    start: int
    indented: bool
    after_gap: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def columns(self) -> int:
        return sum(2 if east_asian_width(character) in "WFA" else 1 for character in self.text)


def text_blocks(text: str, start: int = 0) -> list[Block]:
    """The blocks of plain text; `start` is where the text stands in its source."""
    lines = _lines(text, start)
    if _is_wrapped(lines):
        return list(_unwrapped(lines))
    blocks = (Block((Run(line.text, line.start, line.end),)) for line in lines)
    return [piece for block in blocks for piece in parted(block)]


def is_hard_wrapped(text: str) -> bool:
    """Whether most lines that another follows at once break off in the middle of a sentence, because they are full."""
    return _is_wrapped(_lines(text, 0))


def parted(block: Block, *, after: re.Pattern[str] | None = None) -> Iterator[Block]:
    """The pieces of a block between runs of full-width blanks; with `after`, only where this stands before the run."""
    text = block.text
    at = 0
    for gap in _GAP.finditer(text):
        if after is None or after.search(text, at, gap.start()):
            yield from _solid(block.cut(at, gap.start()))
            at = gap.end()
    yield from _solid(block.cut(at))


def _solid(block: Block) -> Iterator[Block]:
    """The block without the blanks around it, if anything is left."""
    if (stripped := block.strip()).runs:
        yield stripped


def joint(previous: Run, following: Run, at: int) -> Iterator[Run]:
    """A blank that stands for the line break at `at` between two lines read as one, if it divides two Latin words."""
    if _NARROW.match(previous.text[-1:]) and _NARROW.match(following.text):
        yield Run(" ", at, at + 1)


def _lines(text: str, start: int) -> list[_Line]:
    """The lines that are not blank."""
    lines: list[_Line] = []
    gap = True
    at = 0
    for end in (*_END_OF_LINE.finditer(text), None):
        line = _LINE.fullmatch(text, at, end.start() if end else len(text))
        if line:
            here = line.start("text")
            lines.append(_Line(line["text"], start + here, indented=here > at and text[at] != "\ufeff", after_gap=gap))
        gap = line is None
        at = end.end() if end else at
    return lines


def _is_wrapped(lines: Sequence[_Line]) -> bool:
    going_on = [line for line, following in pairwise(lines) if not following.after_gap]
    widest = max((line.columns for line in lines), default=0)
    if not NARROWEST_WRAPPED <= widest <= WIDEST_WRAPPED or len(going_on) < 2:
        return False
    full = [line for line in going_on if line.columns >= NEARLY_FULL * widest and not SENTENCE_END.search(line.text)]
    return len(full) >= WRAPPED_SHARE * len(going_on)


def _unwrapped(lines: Sequence[_Line]) -> Iterator[Block]:
    """The paragraphs of hard-wrapped lines: a blank line ends one, and so does an indented line where most are not."""
    marks = sum(line.indented for line in lines) < len(lines) / 2
    group: list[_Line] = []
    for line in lines:
        if group and (line.after_gap or (marks and line.indented)):
            yield Block(tuple(_joined(group)))
            group = []
        group.append(line)
    if group:
        yield Block(tuple(_joined(group)))


def _joined(group: Sequence[_Line]) -> Iterator[Run]:
    """The runs of lines read as one."""
    runs = [Run(line.text, line.start, line.end) for line in group]
    yield runs[0]
    for previous, run in pairwise(runs):
        yield from joint(previous, run, previous.end)
        yield run
