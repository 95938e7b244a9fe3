"""Markdown, with raw HTML in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from indexer.sources.blocks import Block, Furniture, Look, Run
from indexer.sources.furniture import sort_out
from indexer.sources.html import read_html
from indexer.sources.text import SENTENCE_END, text_blocks
from search.analysis.folding import NARROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n|\r|\n")
_NARROW = re.compile(NARROW)
_ITEM = re.compile(r"\s*(?P<marker>\d{1,9}[.)]|[-*+])(?=\s)")
_PARSER = MarkdownIt("commonmark").disable("text_join")
"""CommonMark; without `text_join`, an escape or an entity stays a token that says how it is written."""


def read_markdown(text: str, start: int) -> tuple[tuple[Block, ...], tuple[Furniture, ...]]:
    """The blocks and the furniture of the body that begins at `start` of the source."""
    body = _Body(text, start)
    blocks: list[Block] = []
    furniture: list[Furniture] = []
    for token, item in _with_items(_PARSER.parse(text[start:])):
        if token.type == "html_block":
            first, last = body.place(token)
            page = read_html(text[first:last], first)
            blocks += page.blocks
            furniture += page.furniture
        elif token.type in {"fence", "code_block"}:
            first, last = body.place(token)
            blocks += text_blocks(text[first:last], first)
        elif token.type == "inline":
            blocks += body.paragraphs(token, item)
    sorted_out = sort_out(blocks)
    furniture += sorted_out.furniture
    furniture += _markup(text, start, [*sorted_out.blocks, *(each.block for each in furniture)])
    return sorted_out.blocks, tuple(furniture)


@dataclass(frozen=True, slots=True)
class _Opened:
    """What the block tokens around an inline token say of it."""

    level: int | None = None
    item: str | None = None


def _with_items(tokens: Sequence[Token]) -> Iterator[tuple[Token, _Opened]]:
    """The tokens that hold text, each with its heading level or list marker."""
    items: list[str | None] = []
    level: int | None = None
    for token in tokens:
        if token.type == "list_item_open":
            items.append(f"{token.info}{token.markup}")
        elif token.type == "list_item_close":
            items.pop()
        elif token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = None
        else:
            yield token, _Opened(level, items[-1] if items else None)
            if items and token.type == "inline":
                items[-1] = None  # the marker stands before the first paragraph of an item only


class _Body:
    """The source, by lines, from the beginning of the body."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._starts = [start, *(match.end() for match in _LINE_END.finditer(text, start)), len(text)]

    def place(self, token: Token) -> tuple[int, int]:
        """Where the lines of a token stand."""
        first, last = token.map or [0, 0]
        latest = len(self._starts) - 1
        return self._starts[min(first, latest)], self._starts[min(last, latest)]

    def paragraphs(self, token: Token, opened: _Opened) -> Iterator[Block]:
        """The blocks of an inline token: its lines, joined where a sentence goes on."""
        first, last = self.place(token)
        look = _look(token.children or [], opened)
        lines: list[list[Run]] = [[]]
        for child, run in self._located(token.children or [], first, last):
            if child.type in {"softbreak", "hardbreak"}:
                lines.append([])
            elif run is not None:
                lines[-1].append(run)
        for runs in _sentences_together(lines):
            block = Block(tuple(runs), look).strip()
            if block.runs:
                yield block
                look = replace(look, item=None)

    def _located(self, children: Sequence[Token], first: int, last: int) -> Iterator[tuple[Token, Run | None]]:
        """Every child, and the run that it stands for; what the child shows is found in order, as it is written."""
        at = first
        for child in children:
            written = child.markup if child.type == "text_special" else child.content
            if child.type not in {"text", "text_special", "code_inline"} or not written:
                yield child, None
                continue
            here = self._text.find(written, at, last)
            if here < 0:  # markdown-it changed a character (NUL); the law of coverage shows it as markup
                yield child, None
                continue
            at = here + len(written)
            yield child, Run(child.content, here, at)


def _look(children: Sequence[Token], opened: _Opened) -> Look:
    """How a paragraph is set: all of it bold, all of it one link."""
    strong = linked = 0
    all_strong = all_linked = bool(children)
    href: str | None = None
    for child in children:
        strong += (child.type == "strong_open") - (child.type == "strong_close")
        linked += (child.type == "link_open") - (child.type == "link_close")
        if child.type == "link_open":
            href = str(child.attrGet("href") or "")
        if child.type.startswith("text") and child.content.strip():
            all_strong = all_strong and strong > 0
            all_linked = all_linked and linked > 0
    return Look(level=opened.level, strong=all_strong, link=href if all_linked and href else None, item=opened.item)


def _sentences_together(lines: Iterable[list[Run]]) -> Iterator[list[Run]]:
    """The lines, those joined between which a sentence goes on."""
    group: list[Run] = []
    for line in lines:
        runs = list(Block(tuple(line)).strip().runs)
        if not runs:
            continue
        if group and SENTENCE_END.search(Block(tuple(group)).text):
            yield group
            group = []
        if group and _NARROW.match(group[-1].text[-1]) and _NARROW.match(runs[0].text):
            group.append(Run(" ", group[-1].end, runs[0].start))
        group += runs
    if group:
        yield group


def _markup(text: str, start: int, taken: Sequence[Block]) -> Iterator[Furniture]:
    """What is left of the body: the signs of the language itself."""
    stretches = sorted(stretch for block in taken for stretch in block.stretches())
    for (_, before), (after, _) in pairwise([(start, start), *stretches, (len(text), len(text))]):
        gap = text[before:after]
        stripped = gap.strip()
        if stripped:
            here = before + len(gap) - len(gap.lstrip())
            yield Furniture("markup", Block((Run(stripped, here, here + len(stripped)),)))
