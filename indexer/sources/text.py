"""Plain text: statements on one line each, one paragraph a line, or hard-wrapped lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.sources.blocks import Block, Run
from search.analysis.folding import NARROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BLANK = " \t\u3000\xa0\ufeff"
"""What may stand before and after the text of a line."""

SENTENCE_END = re.compile(r"[。！？；：…!?;:][”’」』）)》】\s]*$|[”’」』）)》】]\s*$")
"""The end of a line that may end a paragraph."""

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_BREAKS = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")
_BETWEEN_BLOCKS = re.compile(rf"[{BLANK}]*\u3000[ \t\xa0]*\u3000[{BLANK}]*")
_NARROW = re.compile(NARROW)

WIDEST_WRAPPED = 200
"""Characters; nobody wraps lines later, and a longer line is a paragraph."""

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


def text_blocks(text: str, start: int = 0) -> list[Block]:
    """The blocks of plain text; `start` is where the text stands in its source."""
    lines = list(_lines(text, start))
    if _is_hard_wrapped(lines):
        return list(_unwrapped(lines))
    return [block for line in lines for block in _pieces(line)]


def _lines(text: str, start: int) -> Iterator[_Line]:
    gap = True
    at = 0
    while at < len(text):
        line = _LINE.match(text, at)
        if line is None:
            breaks = _BREAKS.match(text, at)
            at = breaks.end() if breaks else len(text)
            gap = gap or (
                breaks is not None and len(re.findall(r"\r\n|[\r\n\v\f\x85\u2028\u2029]", breaks.group())) > 1
            )
            continue
        raw = line.group()
        stripped = raw.strip(BLANK)
        if stripped:
            lead = len(raw) - len(raw.lstrip(BLANK))
            yield _Line(stripped, start + at + lead, indented=lead > 0, after_gap=gap)
        gap = not stripped
        at = line.end()


def _is_hard_wrapped(lines: Sequence[_Line]) -> bool:
    """Whether most lines that another follows at once break off in the middle of a sentence, because they are full."""
    widest = max((len(line.text) for line in lines), default=0)
    going_on = [line for line, following in pairwise(lines) if not following.after_gap]
    if widest > WIDEST_WRAPPED or len(going_on) < 2:
        return False
    full = [line for line in going_on if len(line.text) >= NEARLY_FULL * widest and not SENTENCE_END.search(line.text)]
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
    """The runs of lines read as one, with a blank between two Latin words."""
    for previous, line in zip([None, *group], group, strict=False):
        if previous and _NARROW.match(previous.text[-1]) and _NARROW.match(line.text):
            yield Run(" ", previous.end, line.start)
        yield Run(line.text, line.start, line.end)


def _pieces(line: _Line) -> Iterator[Block]:
    """The blocks of a line: stretches between two full-width blanks or more."""
    at = 0
    for gap in (*_BETWEEN_BLOCKS.finditer(line.text), None):
        piece = line.text[at : gap.start() if gap else None]
        if piece:
            yield Block((Run(piece, line.start + at, line.start + at + len(piece)),))
        at = gap.end() if gap else at
