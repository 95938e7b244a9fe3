"""The frame of a document: what stands around its paragraphs, as it is found."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.structure.dates import date_line, month_line
from indexer.structure.document_kinds import kind_by_title, tells
from indexer.structure.folded import simplified
from indexer.structure.parties import parties_in
from indexer.structure.text_coverage import Assigned
from indexer.structure.titles import (
    SHORTEST_HEADLINE,
    closed_up,
    is_title_line,
    own_title,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from indexer.structure.dates import Signing
    from indexer.structure.folded import FoldedBlock

SAID_WITHIN = 20
"""Blocks at the head and at the end that say where something happens."""

FEWEST_BLOCKS = 3
"""A place, a day, and a text."""

_NAME_ALONE = re.compile(r"[\u4e00-\u9fff·]{2,12}|[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+){0,2}")
"""南非桑顿, Islamabad"""

_BESIDE_SITE = re.compile(r"\s+[-–—]\s+|\s*[|｜_]\s*")
"""What stands between a title and the name of a site. Not: 中国-东盟"""


@dataclass(slots=True)
class Frame:
    """The frame of a document as found: what is left in `body` are headings and paragraphs."""

    body: list[FoldedBlock]
    assigned: list[Assigned] = field(default_factory=list)
    header_title: str | None = None
    header_day: date | None = None
    lead: str | None = None
    announced: list[FoldedBlock] = field(default_factory=list)  # title lines over the lead
    title_lines: list[FoldedBlock] = field(default_factory=list)
    signings: list[Signing] = field(default_factory=list)
    signature: str | None = None
    closed: bool = False  # a day stands at the end

    def naming_title(self, page_title: str | None, *, is_page: bool = False) -> str:
        """The title that names kind and parties: the statement's own, even where the page calls it otherwise."""
        own, _ = own_title(self._naming_lines(), None)
        names = kind_by_title(simplified(own)) is not None and parties_in(own) != ()
        return own if names else self.title(page_title, is_page=is_page)

    def assign(self, kind: str, block: FoldedBlock) -> None:
        """Say what a block is. A blank one is nothing."""
        stripped = block.strip()
        if stripped.runs:
            self.assigned.append(Assigned(kind, stripped))

    def title(self, page_title: str | None, *, is_page: bool = False) -> str:
        """The statement's title; empty where none is printed. `is_page`: the page's title is that of its HTML."""
        page_title = page_title or self.header_title
        lines = self._naming_lines() if page_title is None else self.title_lines or self.announced
        own, _ = own_title(lines, page_title)
        if not own and page_title and (part := self._part_of(page_title)):
            return closed_up(part)
        if not own and is_page and page_title and (heading := self._heading(page_title)):
            return closed_up(heading)
        return closed_up(own or page_title or "")

    def _part_of(self, page_title: str) -> str | None:
        """The line over the text that the page's title has beside the name of its site: 新闻公报 - 会谈内容."""
        parts = [part.strip() for part in _BESIDE_SITE.split(simplified(page_title))]
        lines = (line for line in self.title_lines + self.announced if len(line.text.strip()) >= SHORTEST_HEADLINE)
        return next((line.printed.strip() for line in lines if len(parts) > 1 and line.text.strip() in parts), None)

    def _naming_lines(self) -> list[FoldedBlock]:
        """The title lines from the one that names a document on, where those above it tell of it."""
        lines = self.title_lines or self.announced
        if not lines or not tells(lines[0].text.strip()):
            return lines
        named = (
            at for at, line in enumerate(lines) if is_title_line(line.text.strip()) and not tells(line.text.strip())
        )
        return lines[next(named, 0) :]

    def _heading(self, page_title: str) -> str | None:
        """The heading that the page prints over the text, where its HTML title does not say the same."""
        heading = next((line for line in self.title_lines if line.style.level == 1), None)
        if heading is None or len(heading.text.strip()) < SHORTEST_HEADLINE:
            return None
        says_more = kind_by_title(simplified(page_title)) is not None and kind_by_title(heading.text.strip()) is None
        return None if says_more else heading.printed.strip()


def place_beside(body: Sequence[FoldedBlock], at: int, day: int) -> Signing | None:
    """The day and place of two lines, one the place alone: a name that the text says something happens in."""
    if len(body) < FEWEST_BLOCKS or (found := day_of(body[day])) is None or found.place:
        return None
    line = body[at].text.strip()
    if not _NAME_ALONE.fullmatch(line):
        return None
    said = re.compile(rf"(?:[在于][\u4e00-\u9fff]{{0,6}}|\b(?:in|at|to)\s+){re.escape(line)}")
    if not any(said.search(each.text) for each in (*body[:SAID_WITHIN], *body[-SAID_WITHIN:])):
        return None
    return replace(found, place=body[at].printed.strip(), start=body[day].start)


def day_of(block: FoldedBlock) -> Signing | None:
    """What a line says that is nothing but a day, or a month or year."""
    return date_line(block.text, block.printed) or month_line(block.text, block.printed)
