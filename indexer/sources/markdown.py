"""Markdown, with raw HTML in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import cycle, pairwise
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkTitle

from indexer.sources.blocks import Block, BlockStyle, Furniture, Run
from indexer.sources.furniture import in_order, sort_out
from indexer.sources.html import SHORTEST_ENTRY, read_html
from indexer.sources.text import SENTENCE_END, is_hard_wrapped, joint, parted, text_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n|\r|\n")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STARS = re.compile(r"\*{2,3}")
"""** and ***. Not: *, which may call a note"""

_PARSER = MarkdownIt("commonmark").disable("text_join")
"""CommonMark; without `text_join`, an escape or an entity stays a token that says how it is written."""


def read_markdown(text: str, start: int) -> tuple[tuple[Block, ...], tuple[Furniture, ...]]:
    """The blocks and the furniture of the body that begins at `start` of the source."""
    body = _Body(text, start)
    blocks: list[Block] = []
    furniture: list[Furniture] = []
    for token, opened in _opened(_PARSER.parse(text[start:])):
        if token.type == "html_block":
            first, last = body.place(token)
            page = read_html(text[first:last], first)
            blocks += page.blocks
            furniture += page.furniture
        elif token.type in {"fence", "code_block"}:
            first, last = body.code(token)
            blocks += text_blocks(text[first:last], first)
        elif token.type == "inline":
            blocks += body.paragraphs(token, opened)
    sorted_out = sort_out(blocks)
    furniture += sorted_out.furniture
    furniture += _markup(text, start, [*sorted_out.blocks, *(each.block for each in furniture)])
    return sorted_out.blocks, in_order(furniture)


@dataclass(frozen=True, slots=True)
class _Opened:
    """What the block tokens around an inline token say of it."""

    level: int | None = None
    item: str | None = None


def _opened(tokens: Sequence[Token]) -> Iterator[tuple[Token, _Opened]]:
    """The tokens that hold text, each with its heading level or list marker."""
    items: list[str | None] = []
    level: int | None = None
    underlined = False
    for token in tokens:
        if token.type == "list_item_open":
            items.append(f"{token.info}{token.markup}")
        elif token.type == "list_item_close":
            items.pop()
        elif token.type == "heading_open":
            level = int(token.tag[1])
            underlined = not token.markup.startswith("#")
        elif token.type == "heading_close":
            level = None
        else:
            # A line of dashes under a sentence was meant to divide the text, not to make the sentence a heading.
            is_heading = not (underlined and SENTENCE_END.search(token.content))
            yield token, _Opened(level if is_heading else None, items[-1] if items else None)
            if items and token.type == "inline":
                items[-1] = None  # the marker stands before the first paragraph of an item only


class _Body:
    """The source, by lines, from the beginning of the body."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._starts = [start, *(match.end() for match in _LINE_END.finditer(text, start)), len(text)]
        self._wrapped = is_hard_wrapped(text[start:])

    def place(self, token: Token) -> tuple[int, int]:
        """Where the lines of a token stand."""
        first, last = token.map or [0, 0]
        latest = len(self._starts) - 1
        return self._starts[min(first, latest)], self._starts[min(last, latest)]

    def code(self, token: Token) -> tuple[int, int]:
        """Where the lines of a piece of code stand, without the fences around them."""
        first, last = token.map or [0, 0]
        if token.type == "fence":
            first += 1
            fences = token.content.count("\n") < last - first  # the closing fence may be missing
            last -= fences
        latest = len(self._starts) - 1
        return self._starts[min(first, latest)], self._starts[max(min(last, latest), min(first, latest))]

    def paragraphs(self, token: Token, opened: _Opened) -> Iterator[Block]:
        """The blocks of an inline token: its lines, joined where the text is hard-wrapped."""
        first, last = self.place(token)
        style = _look(token.children or [], opened)
        for lines in _lines(_without_stars(list(_located(self._text, token.children or [], first, last)))):
            for runs in self._together(lines, wrapped=self._wrapped or opened.level is not None):
                for block in parted(Block(tuple(runs), style), after=SENTENCE_END):
                    yield block
                    style = replace(style, item=None)

    def _together(self, lines: Sequence[list[Run]], *, wrapped: bool) -> Iterator[list[Run]]:
        """The lines that are not blank, all as one paragraph if they were wrapped."""
        solid = [line for line in (list(Block(tuple(line)).strip().runs) for line in lines) if line]
        if not wrapped:
            yield from solid
            return
        joined = solid[:1]
        for line in solid[1:]:
            last = joined[0][-1]
            line_end = _LINE_END.search(self._text, last.end, line[0].start)
            joined[0] += [*(joint(last, line[0], line_end.start()) if line_end else ()), *line]
        yield from joined


def _lines(located: Iterable[tuple[Token, Run | None]]) -> Iterator[list[list[Run]]]:
    """The lines of a paragraph, those together between which no break is asked for."""
    lines: list[list[Run]] = [[]]
    for child, run in located:
        if child.type == "hardbreak" or _BREAK_TAG.fullmatch(child.content):
            yield lines
            lines = [[]]
        elif child.type == "softbreak":
            lines.append([])
        elif run is not None:
            lines[-1].append(run)
    yield lines


def _without_stars(located: Sequence[tuple[Token, Run | None]]) -> Iterator[tuple[Token, Run | None]]:
    """The children, with their text in pieces around the stars of bold type that CommonMark leaves as they are.

    It closes none beside Chinese punctuation: **“引文”**汉字. Stars are signs where each that opens has its end.
    """
    stars = [
        (child, match) for child, run in located if run and child.type == "text" for match in _STARS.finditer(run.text)
    ]
    if not stars or len(stars) % 2 or not all(map(_fits, stars, cycle((True, False)))):
        yield from located
        return
    for child, run in located:
        if run is None or child.type != "text" or _STARS.search(run.text) is None:
            yield child, run
            continue
        at = 0
        for match in (*_STARS.finditer(run.text), None):
            end = match.start() if match else len(run.text)
            if at < end:
                yield child, run.cut(at, end)
            at = match.end() if match else at


def _fits(star: tuple[Token, re.Match[str]], opens: bool) -> bool:  # noqa: FBT001  of a pair, by turns
    """Whether stars stand right before a text, or right behind it."""
    match = star[1]
    beside = match.string[match.end() : match.end() + 1] if opens else match.string[: match.start()][-1:]
    return not beside.isspace()


def _located(text: str, children: Sequence[Token], first: int, last: int) -> Iterator[tuple[Token, Run | None]]:
    """Every child, and the run that it stands for; what a child shows is found in order, as it is written."""
    at = first
    for child in children:
        written = child.markup if child.type == "text_special" else child.content
        if child.type == "link_close" and child.markup != "autolink":
            at = _past_target(text, at, last)
        elif child.type == "image":
            opening = text.find("![", at, last)
            at = _past_target(text, opening if opening >= 0 else at, last)
        elif child.type in {"text", "text_special", "code_inline", "html_inline"} and written:
            here = text.find(written, at, last)
            if here >= 0:  # markdown-it may have changed code over two lines; that is left as markup
                at = here + len(written)
                yield child, None if child.type == "html_inline" else Run(child.content, here, at)
                continue
        yield child, None


def _past_target(text: str, at: int, last: int) -> int:
    """The end of the link or image whose text ends at or after `at`: `](https://…)`, `][name]`, `]`."""
    closing = text.find("]", at, last)
    if closing < 0:
        return at
    at = closing + 1
    if text[at : at + 1] == "[":
        return max(at, text.find("]", at, last) + 1)
    if text[at : at + 1] != "(":
        return at
    target = parseLinkDestination(text, _past_blanks(text, at + 1, last), last)
    at = _past_blanks(text, target.pos if target.ok else at + 1, last)
    title = parseLinkTitle(text, at, last)
    return max(at, text.find(")", title.pos if title.ok else at, last) + 1)


def _past_blanks(text: str, at: int, last: int) -> int:
    while at < last and text[at].isspace():
        at += 1
    return at


def _look(children: Sequence[Token], opened: _Opened) -> BlockStyle:
    """How a paragraph is set: all of it bold, all of it one link."""
    strong = linked = 0
    all_strong = all_linked = bool(children)
    hrefs = set()
    for child in children:
        strong += (child.type == "strong_open") - (child.type == "strong_close")
        linked += (child.type == "link_open") - (child.type == "link_close")
        if child.type == "link_open":
            hrefs.add(str(child.attrGet("href") or ""))
        if child.type.startswith("text") and child.content.strip():
            all_strong = all_strong and strong > 0
            all_linked = all_linked and linked > 0
    href = hrefs.pop() if all_linked and len(hrefs) == 1 else None
    entry = _is_entry(children)
    return BlockStyle(level=opened.level, strong=all_strong, link=href or None, item=opened.item, entry=entry)


def _is_entry(children: Sequence[Token]) -> bool:
    """Whether a paragraph begins with a link that is most of it: a page's title, and its day."""
    depth = linked = length = 0
    begins = False
    for child in children:
        depth += (child.type == "link_open") - (child.type == "link_close")
        if child.type.startswith("text") and child.content.strip():
            begins = begins or (length == 0 and depth > 0)
            linked += len(child.content) if depth else 0
            length += len(child.content)
    return begins and linked >= SHORTEST_ENTRY and linked * 2 >= length


def _markup(text: str, start: int, taken: Sequence[Block]) -> Iterator[Furniture]:
    """What is left of the body: the signs of the language itself."""
    stretches = sorted(stretch for block in taken for stretch in block.stretches())
    for (_, before), (after, _) in pairwise([(start, start), *stretches, (len(text), len(text))]):
        gap = text[before:after]
        stripped = gap.strip()
        if stripped:
            here = before + len(gap) - len(gap.lstrip())
            yield Furniture("markup", Block((Run(stripped, here, here + len(stripped)),)))
