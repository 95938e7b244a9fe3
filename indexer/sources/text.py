"""Plain text: statements on one line each, one paragraph a line, or hard-wrapped lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from indexer.sources.blocks import Block, BlockStyle, Run
from search.analysis.folding import NARROW, WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SENTENCE_END = re.compile(r"[。！？；：…!?;:][”’」』）)》】\s]*$|[”’」』）)》】]\s*$")
"""The end of a line that may end a paragraph: 谢谢大家！ Not: 尊敬的主席先生，"""

_BLANK = r"\s\ufeff"
_BREAK = r"\r\n\v\f\x85\u2028\u2029"
_LINE = re.compile(rf"[^{_BREAK}]*?(?P<text>[^{_BLANK}](?:[^{_BREAK}]*[^{_BLANK}])?)[^{_BREAK}]*")
"""A line that is not blank, and the text in it without the blanks around it."""

_END_OF_LINE = re.compile(rf"\r\n|[{_BREAK}]")
_INDENT = re.compile(r"\ufeff?[\u3000\u2003]{2}")
_GAP = re.compile(rf"[\u3000\u2003][ \t\xa0]*[\u3000\u2003][{_BLANK}]*")
"""What divides blocks on one line: two full-width blanks or more, ASCII ones among them. Not: 张　三"""

_LETTER_SPACED = re.compile(
    r"\s*(?:第[一二三四五六七八九十百\d]+[编編部篇章节節]\s+)?[\u4e00-\u9fff](?P<gap>[\u3000\u2003]+)[\u4e00-\u9fff]"
    r"(?:(?P=gap)[\u4e00-\u9fff])*[\s.．·…⋯\d]*"
)
"""One heading, set wide: 第一章　总　　则, 目　　录. Not: 王　毅　　　李　四, whose gaps differ"""

LABEL = re.compile(
    r"\s*(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百\d]+[）)]|第[一二三四五六七八九十百]+[条章节]|\d{1,2}[.、．])"
)
"""一、政治关系. Not: 一方"""

_DAY_ALONE = re.compile(
    r"[（(]?(?:[^，。；：（）()]{2,12}[，,]\s*)?[12一二１２][0-9０-９〇○零一二三四五六七八九]{3}\s*年\s*[^年月日。，]{1,3}\s*月\s*[^年月日。，]{1,3}\s*日"
    r"(?:\s*[，,]?\s*[^，。；：（）()]{0,12})[）)]?"
)
"""二〇〇〇年十一月十一日于伊斯兰堡: a line by intent. Not: 2000年11月11日，习近平主席对巴基斯坦进行国事访问，双方"""

_NARROW = re.compile(NARROW)
FIRST_WORD = re.compile(r"[（《“‘「『【]{0,3}(?:[!-~]{1,30}|.)[，。、；：？！”’」』）》】]{0,3}")
"""What no line is broken in: Belt, 《协, 定》，"""

_NUMBER_AT_END = re.compile(rf"(?P<wide>[{WIDE}，。、；：（“《]?)(?P<blank>\s?)[0-9]+(?:[.,][0-9]*)?$")
_NUMBER_AT_HEAD = re.compile(rf"[0-9]+(?:[.,][0-9]+)*(?P<blank>\s?)(?P<wide>[{WIDE}，。、；：）”》％%]?)")
"""于20 and 16年, between which there is no blank. Not: in March 20 and 16 states"""

WIDEST_WRAPPED = 240
"""Columns; nobody wraps lines later, and a longer line is a paragraph."""

NARROWEST_WRAPPED = 40
"""Columns; shorter lines are lines by intent: a title set in two, names, a list."""

WRAPPED_SHARE = 0.4
"""The share of lines followed by another that must go on in it; of paragraphs of two lines, not quite half do."""

FULL_SHARE = 0.7
"""The share of long lines that end no sentence which must be full; the lines of a list are as long as they come out."""

NEARLY_FULL = 0.75
"""How wide a line is at least, compared with the widest, that was broken because it was full."""

FEWEST_FULL = 2
"""Full lines that it takes; one may be a title that is set in two."""

LONGEST_BARE = 30
"""Characters of a line at the margin that is a heading."""

SLACK = 6
"""Columns that a full line may be short of the widest: saved news is wrapped no more evenly."""


_SIGN = re.compile(r"[，。！？；：,.!?;:）)]")
_HEADING = BlockStyle(strong=True)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the blanks at its ends. `after_gap`: a blank line, or nothing, stands before it.

    `opens` is set where it is indented by full-width blanks, as paragraphs are and lines that go on never.
    """

    text: str
    start: int
    indented: bool
    after_gap: bool
    opens: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def columns(self) -> int:
        return columns_of(self.text)


def text_blocks(text: str, start: int = 0) -> list[Block]:
    """The blocks of plain text; `start` is where the text stands in its source."""
    lines = _lines(text, start)
    if _is_wrapped(lines):
        return list(_unwrapped(lines))
    heads = set(_headings(lines))
    blocks = (
        Block((Run(line.text, line.start, line.end),), _HEADING if number in heads else BlockStyle())
        for number, line in enumerate(lines)
    )
    return [piece for block in blocks for piece in parted(block)]


def _headings(lines: Sequence[_Line]) -> Iterator[int]:
    """The numbers of the short lines at the margin between indented paragraphs."""
    for number in range(1, len(lines) - 1):
        before, line, after = lines[number - 1 : number + 2]
        is_bare = not line.indented and len(line.text) <= LONGEST_BARE and not _SIGN.search(line.text)
        if (
            is_bare
            and before.opens
            and after.opens
            and SENTENCE_END.search(before.text)
            and SENTENCE_END.search(after.text)
        ):
            yield number


def is_hard_wrapped(text: str) -> bool:
    """Whether most lines that another follows at once break off in the middle of a sentence, because they are full."""
    return _is_wrapped(_lines(text, 0))


def parted(block: Block, *, after: re.Pattern[str] | None = None) -> Iterator[Block]:
    """The pieces of a block between runs of full-width blanks; with `after`, only where this stands before the run."""
    text = block.text
    at = 0
    for gap in () if _LETTER_SPACED.fullmatch(text) else _GAP.finditer(text):
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
    if _is_one_number(previous.text, following.text):
        return
    if _NARROW.match(previous.text[-1:]) and _NARROW.match(following.text):
        yield Run(" ", at, at + 1)


def _is_one_number(before: str, after: str) -> bool:
    """Whether a line break divides a number in Chinese text: 商定于20, 16年举行."""
    first, second = _NUMBER_AT_END.search(before), _NUMBER_AT_HEAD.match(after)
    if first is None or second is None:
        return False
    return bool((first["wide"] and not second["blank"]) or (second["wide"] and not first["blank"]))


def _lines(text: str, start: int) -> list[_Line]:
    """The lines that are not blank."""
    lines: list[_Line] = []
    gap = True
    at = 0
    for end in (*_END_OF_LINE.finditer(text), None):
        line = _LINE.fullmatch(text, at, end.start() if end else len(text))
        if line:
            here = line.start("text")
            indented = here > at and text[at] != "\ufeff"
            opens = _INDENT.match(text, at, here) is not None
            lines.append(_Line(line["text"], start + here, indented=indented, after_gap=gap, opens=opens))
        gap = line is None
        at = end.end() if end else at
    return lines


def _is_wrapped(lines: Sequence[_Line]) -> bool:
    going_on = [each for each in pairwise(lines) if not each[1].after_gap and not each[1].opens]
    widest = max((line.columns for line in lines), default=0)
    if not NARROWEST_WRAPPED <= widest <= WIDEST_WRAPPED or len(going_on) < 2:
        return False
    open_ended = [
        pair for pair in going_on if not SENTENCE_END.search(pair[0].text) and not _DAY_ALONE.fullmatch(pair[0].text)
    ]
    broken = [pair for pair in open_ended if pair[0].columns >= NEARLY_FULL * widest]
    longest = max(len(line.text) for line in lines)
    full = [line for line, following in broken if _is_full(line, following, widest, longest)]
    return len(full) >= max(FEWEST_FULL, FULL_SHARE * len(broken), WRAPPED_SHARE * len(going_on))


def _is_full(line: _Line, following: _Line, widest: int, longest: int) -> bool:
    """Whether the first word of the next line would not have fitted; lines are as wide in columns or in characters."""
    if LABEL.match(following.text):
        return False
    word = FIRST_WORD.match(following.text)
    more = word[0] if word else ""
    return line.columns + columns_of(more) + SLACK >= widest or len(line.text) + len(more) + SLACK // 2 >= longest


def columns_of(text: str) -> int:
    """How wide a text is set."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def _unwrapped(lines: Sequence[_Line]) -> Iterator[Block]:
    """The paragraphs of hard-wrapped lines.

    A blank line ends one, a line far from full, a label behind a sentence, and an indented line where most are not.
    """
    marks = sum(line.indented for line in lines) < len(lines) / 2
    widest = max(line.columns for line in lines)
    group = list(lines[:1])
    for line in lines[1:]:
        last = group[-1]
        labelled = LABEL.match(line.text) and SENTENCE_END.search(last.text)
        if line.after_gap or line.opens or labelled or last.columns < NEARLY_FULL * widest or (marks and line.indented):
            yield Block(tuple(_joined(group)))
            group = []
        group.append(line)
    yield Block(tuple(_joined(group)))


def _joined(group: Sequence[_Line]) -> Iterator[Run]:
    """The runs of lines read as one."""
    runs = [Run(line.text, line.start, line.end) for line in group]
    yield runs[0]
    for previous, run in pairwise(runs):
        yield from joint(previous, run, previous.end)
        yield run
