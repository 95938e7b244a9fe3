"""What stands around the paragraphs of a document: page header, lead, title lines, day, signature."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from indexer.structure.accounting import Assigned, Role, furniture
from indexer.structure.dates import DATE_IN_PARENTHESES, date_line, signing
from indexer.structure.kinds import NEWS_MARKER, SALUTATION
from indexer.structure.labels import label_of
from indexer.structure.signatures import signature_of
from indexer.structure.titles import (
    PAGE_HEADER,
    STATEMENT_TITLE,
    closed_up,
    is_front_line,
    is_headline,
    own_title,
    parties_in,
    without_folder_label,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.sources.blocks import Block
    from indexer.structure.dates import Signing

LEAD = re.compile(r"(?:全文|全文公布|全文发布|内容)如下\s*[：:。]?")
"""Where an editor's words end and the text begins."""

LEAD_AT_END = re.compile(rf"{LEAD.pattern}\s*$")
"""A block that is nothing but an editor's words: 两国发表联合声明。全文如下："""

LEAD_WITHIN = 4
"""Blocks at the head of a document among which a lead may end."""

_BEGINS = re.compile(r"[\w“《（(\[]")
"""The first character of a text. Not: 。, as after a day in a sentence."""

_CLAUSES = re.compile(r"^(?!——|—|-).*，")
"""A line of clauses: under a title it is the text that begins. Not a subtitle: ——携手并进，共创未来."""


@dataclass(slots=True)
class Frame:
    """The frame of a document as found: what is left in `body` are headings and paragraphs."""

    body: list[Block]
    assigned: list[Assigned] = field(default_factory=list)
    header_title: str | None = None
    header_day: date | None = None
    lead: str | None = None
    announced: list[Block] = field(default_factory=list)  # title lines over the lead
    title_lines: list[Block] = field(default_factory=list)
    signings: list[Signing] = field(default_factory=list)
    signature: str | None = None

    def naming_title(self, page_title: str | None) -> str:
        """The title that names kind and parties: the statement's own, even where the page calls it otherwise."""
        own, _ = own_title([block.text for block in self.title_lines], None)
        names = STATEMENT_TITLE.fullmatch(own) is not None and parties_in(own) != ()
        return own if names else self.title(page_title)

    def assign(self, kind: str, block: Block) -> None:
        """Say what a block is. A blank one is nothing."""
        stripped = block.strip()
        if stripped.runs:
            self.assigned.append(Assigned(kind, stripped))

    def title(self, page_title: str | None) -> str:
        """The statement's title; empty where none is printed."""
        page_title = page_title or self.header_title
        lines = self.title_lines or self.announced
        own, _ = own_title([block.text for block in lines], page_title)
        return closed_up(own or page_title or "")


def frame_of(blocks: Sequence[Block], page_title: str | None) -> Frame:
    """The frame of a document, taken off its blocks."""
    frame = Frame(list(blocks))
    _take_header(frame)
    _take_lead(frame)
    _take_front(frame, has_title=bool(page_title or frame.header_title))
    _take_closing_date(frame)
    _take_signature(frame)
    _take_closing_date(frame)
    return frame


def _take_header(frame: Frame) -> None:
    """A saved page's header on one line: title, page's day and tools; a folder's label may stand before the title."""
    header = PAGE_HEADER.match(frame.body[0].text) if frame.body else None
    if header is None:
        return
    block = frame.body.pop(0)
    title, at = without_folder_label(header["title"].strip(), _repeated_titles(frame.body))
    at += len(header["title"]) - len(header["title"].lstrip())
    frame.header_title = title
    frame.header_day = _calendar_day(header["day"])
    frame.assign(furniture("folder-label"), block.cut(0, at))
    frame.assign(Role.TITLE, block.cut(at, header.end("title")))
    frame.assign(furniture("page-date"), block.cut(header.start("day"), header.end("day")))
    frame.assign(furniture("tools"), block.cut(header.start("tools"), header.end("tools")))
    rest = block.cut(header.end()).strip()
    if rest.runs:
        frame.body.insert(0, rest)


def _calendar_day(text: str) -> date | None:
    try:
        return date(*map(int, text.split("-")))
    except ValueError:
        return None


def _repeated_titles(blocks: Sequence[Block]) -> list[str]:
    """The titles that the text prints again, before its signing day."""
    found = []
    for block in blocks[:LEAD_WITHIN]:
        lead = LEAD.search(block.text)
        own = block.text[lead.end() if lead else 0 :]
        match = DATE_IN_PARENTHESES.search(own)
        if match is not None and is_front_line(own[: match.start()]):
            found.append(own[: match.start()].strip())
    return found


def _take_lead(frame: Frame) -> None:
    """An editor's words, up to 全文如下; title lines may stand over them."""
    for index, block in enumerate(frame.body[:LEAD_WITHIN]):
        end = LEAD.search(block.text)
        if end is None or not _announces(frame.body, index, end.end()):
            continue
        over = next((at for at, each in enumerate(frame.body[:index]) if not _is_front(each, first=at == 0)), index)
        lead = [*frame.body[over:index], block.cut(0, end.end())]
        frame.announced = frame.body[:over]
        for each in frame.announced:
            frame.assign(Role.TITLE, each)
        for each in lead:
            frame.assign(Role.LEAD, each)
        frame.lead = "\n".join(each.text.strip() for each in lead)
        rest = block.cut(end.end()).strip()
        frame.body = [*([rest] if rest.runs else []), *frame.body[index + 1 :]]
        return


def _announces(body: Sequence[Block], index: int, end: int) -> bool:
    """Whether 全文如下, which ends at `end` in a block, announces the text: one that follows, not a quotation.

    In a block after sentences of a report it does only where a paragraph ends with it, or a title comes next.
    """
    rest = body[index].text[end:].strip()
    if not rest:
        return index + 1 < len(body)
    own_line = DATE_IN_PARENTHESES.search(rest)
    title = rest[: own_line.start()] if own_line else rest
    return bool(STATEMENT_TITLE.fullmatch(title)) or all(is_front_line(each.text) for each in body[:index])


def _take_front(frame: Frame, *, has_title: bool) -> None:
    """The lines over the text: title, subtitle, day and place, who speaks."""
    while frame.body:
        block = frame.body[0]
        if (found := date_line(block.text)) is not None:
            frame.signings.append(replace(found, start=block.start))
            frame.assign(Role.DATE, block)
        elif (match := _title_before_day(block, dated=bool(frame.signings))) is not None:
            day = block.cut(match.start(), match.end())
            frame.signings.append(replace(signing(match), start=day.start))
            if block.text[: match.start()].strip():
                _take_title_line(frame, block.cut(0, match.start()))
            frame.assign(Role.DATE, day)
            frame.body.insert(1, block.cut(match.end()).strip())
            if not frame.body[1].runs:
                frame.body.pop(1)
        elif len(frame.body) > 1 and _may_be_title_line(frame, block, has_title=has_title):
            _take_title_line(frame, block)
        else:
            return
        frame.body.pop(0)


def _may_be_title_line(frame: Frame, block: Block, *, has_title: bool) -> bool:
    """Whether a line is of the front; after the title and the day of a statement only one set in the middle is."""
    if block.style.centered or block.style.level == 1:
        return True
    title = "".join(line.text.strip() for line in frame.title_lines) or frame.header_title or ""
    if frame.signings and STATEMENT_TITLE.fullmatch(title):
        return False
    return _is_front(block, first=not frame.title_lines and not has_title)


def _title_before_day(block: Block, *, dated: bool) -> re.Match[str] | None:
    """The day in parentheses at the end of a title line; the text may be glued to it, where no day has been yet."""
    for match in DATE_IN_PARENTHESES.finditer(block.text):
        title, rest = block.text[: match.start()].strip(), block.text[match.end() :].strip()
        if not rest and is_front_line(title):
            return match
        if not dated and _BEGINS.match(rest) and (not title or STATEMENT_TITLE.fullmatch(title)):
            return match
    return None


def _take_title_line(frame: Frame, block: Block) -> None:
    frame.title_lines.append(block.strip())
    frame.assign(Role.TITLE, block)


def _is_front(block: Block, *, first: bool) -> bool:
    """Whether a line at the head is one of the title's: set in the middle, or a phrase that is no heading."""
    if block.style.centered or block.style.level == 1:
        return True
    if SALUTATION.match(block.text) or label_of(block) is not None:
        return False
    if block.style.level is not None or (block.style.strong and not first):
        return False
    if first and is_headline(block.text) and not NEWS_MARKER.match(block.text):
        return True
    return is_front_line(block.text) and (first or not _CLAUSES.search(block.text))


def _take_closing_date(frame: Frame) -> None:
    """The day and place in the last line."""
    while len(frame.body) > 1 and (found := date_line(frame.body[-1].text)) is not None:
        frame.signings.append(replace(found, start=frame.body[-1].start))
        frame.assign(Role.DATE, frame.body.pop())


def _take_signature(frame: Frame) -> None:
    """Who signed: the lines after the last sentence, and what is glued to it."""
    lines = signature_of(frame.body)
    if not lines:
        return
    while frame.body and frame.body[-1].start >= lines[0].start:
        frame.body.pop()
    if frame.body and frame.body[-1].end > lines[0].start:
        last = frame.body.pop()
        frame.body.append(last.cut(0, len(last.text) - len(lines[0].text)))
    for line in lines:
        frame.assign(Role.SIGNATURE, line)
    frame.signature = "\n".join(line.text.strip() for line in lines)
