"""What stands around the paragraphs of a document: page header, lead, title lines, day, signature."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from indexer.structure.dates import ADOPTED, DATE_IN_PARENTHESES, DAY_AT_END, date_line, month_line, signing
from indexer.structure.document_kinds import NEWS_MARKER, SALUTATION, kind_by_title, tells
from indexer.structure.folded import simplified
from indexer.structure.labels_and_headings import label_of, opens_section
from indexer.structure.pagelines import CONTENTS, contents_line
from indexer.structure.parties import parties_in
from indexer.structure.signatures import signature_of
from indexer.structure.text_coverage import Assigned, Role, furniture
from indexer.structure.titles import (
    LONGEST_FRONT,
    PAGE_HEADER,
    SHORTEST_HEADLINE,
    STATEMENT_TITLE,
    closed_up,
    is_front_line,
    is_headline,
    is_title_line,
    joined,
    own_title,
    without_folder_label,
    without_site,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.structure.dates import Signing
    from indexer.structure.folded import FoldedBlock

LEAD = re.compile(
    r"(?:全文|全文公布|全文发布|内容)如下\s*[：:。]?|以下(?:为|是)[^。：:]{0,40}(?:全文|内容|原文)\s*[：:。]"
    r"|(?:声明|公报|宣言|条约|协定|讲话|演讲|致辞|文件|贺词)全文\s*[：:]|全文\s*[：:]\s*$"
    r"|(?i:following\s+is\s+the\s+(?:(?:full|complete)\s+)?text[^.:]{0,200}[:.]|full\s+text[^.:]{0,200}(?:follows|is\s+as\s+follows)\s*[:.])"
)
"""Where an editor's words end and the text begins."""

LEAD_AT_END = re.compile(rf"(?:{LEAD.pattern})\s*$")
"""A block that is nothing but an editor's words: 两国发表联合声明。全文如下："""

MOST_FRONT = 40
"""Lines over a text that may be its title, its subtitles and who speaks; more are a text of short lines."""

LEAD_WITHIN = 8
"""Blocks at the head of a document among which a lead may end."""

_BEGINS = re.compile(r"[\w“《（(\[]")
"""The first character of a text. Not: 。, as after a day in a sentence."""

MOST_FRONT = 24
"""Lines over a text; the lines of a list without a text are no more its title."""

_YEAR_ALONE = re.compile(r"(?:19|20)\d\d年")
"""2009年, which a library prints under the day"""

_BESIDE_SITE = re.compile(r"\s+[-–—]\s+|\s*[|｜_]\s*")
"""What stands between a title and the name of a site. Not: 中国-东盟"""

_CLAUSES = re.compile(r"^(?!——|—|-).*，")
"""A line of clauses: under a title it is the text that begins. Not a subtitle: ——携手并进，共创未来."""


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


def frame_of(blocks: Sequence[FoldedBlock], page_title: str | None) -> Frame:
    """The frame of a document, taken off its blocks."""
    frame = Frame(list(blocks))
    _take_number_of_title(frame)
    _take_header(frame)
    _take_lead(frame)
    _take_front(frame, has_title=bool(page_title or frame.header_title))
    _take_closing_date(frame)
    _take_signature(frame)
    _take_closing_date(frame)
    return frame


def _take_number_of_title(frame: Frame) -> None:
    """A number before the title, which is that of a collection: 9.中华人民共和国和日本国和平友好条约."""
    block = frame.body[0] if len(frame.body) > 1 else None
    label = label_of(block) if block is not None else None
    if block is None or label is None or label.is_division or label_of(frame.body[1]) is not None:
        return
    title = block.cut(label.width).strip()
    if title.runs and is_title_line(title.text) and kind_by_title(title.text) is not None:
        frame.assign(Role.LABEL, block.cut(0, label.width))
        frame.body[0] = title


def _take_header(frame: Frame) -> None:
    """A saved page's header on one line: title, page's day and tools; a folder's label may stand before the title."""
    header = PAGE_HEADER.match(frame.body[0].text) if frame.body else None
    if header is None:
        return
    block = frame.body.pop(0)
    title, at = without_folder_label(header["title"].strip(), _repeated_titles(frame.body))
    at += len(header["title"]) - len(header["title"].lstrip())
    frame.header_title = block.printed[at : at + len(title)]
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


def _repeated_titles(blocks: Sequence[FoldedBlock]) -> list[str]:
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
        for each in frame.body[:over]:
            _take_announced(frame, each)
        for each in lead:
            frame.assign(Role.LEAD, each)
        frame.lead = "\n".join(each.printed.strip() for each in lead)
        rest = block.cut(end.end()).strip()
        frame.body = [*([rest] if rest.runs else []), *frame.body[index + 1 :]]
        return


def _take_announced(frame: Frame, block: FoldedBlock) -> None:
    """A line over an editor's words: the title, or its day."""
    day = _day_of(block)
    if day is not None:
        frame.signings.append(replace(day, start=block.start))
    else:
        frame.announced.append(block)
    frame.assign(Role.TITLE if day is None else Role.DATE, block)


def _announces(body: Sequence[FoldedBlock], index: int, end: int) -> bool:
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
    levels = Counter(block.style.level for block in frame.body)
    for _ in range(MOST_FRONT):
        if not frame.body:
            return
        block = frame.body[0]
        if (found := _day_of(block)) is not None:
            frame.signings.append(replace(found, start=block.start))
            frame.assign(Role.DATE, block)
        elif (beside := _place_beside(frame.body, 0, 1)) is not None:
            frame.assign(Role.DATE, block)
            frame.signings.append(beside)
            frame.assign(Role.DATE, frame.body.pop(1))
        elif frame.signings and _YEAR_ALONE.fullmatch(block.text.strip()):
            frame.assign(Role.DATE, block)
        elif (match := _title_before_day(block, dated=bool(frame.signings))) is not None:
            _take_title_with_day(frame, block, match)
        elif len(frame.body) > 1 and _may_be_title_line(frame, block, levels, has_title=has_title):
            _take_title_line(frame, block)
        else:
            return
        frame.body.pop(0)


def _place_beside(body: Sequence[FoldedBlock], at: int, day: int) -> Signing | None:
    """The day and place of two lines, one the place alone: a name that the text says something happens in."""
    if len(body) < FEWEST_BLOCKS or (found := _day_of(body[day])) is None or found.place:
        return None
    line = body[at].text.strip()
    if not _NAME_ALONE.fullmatch(line):
        return None
    said = re.compile(rf"(?:[在于][\u4e00-\u9fff]{{0,6}}|\b(?:in|at|to)\s+){re.escape(line)}")
    if not any(said.search(each.text) for each in (*body[:SAID_WITHIN], *body[-SAID_WITHIN:])):
        return None
    return replace(found, place=body[at].printed.strip(), start=body[day].start)


SAID_WITHIN = 20
"""Blocks at the head and at the end that say where something happens."""

FEWEST_BLOCKS = 3
"""A place, a day, and a text."""

_NAME_ALONE = re.compile(r"[\u4e00-\u9fff·]{2,12}|[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+){0,2}")
"""南非桑顿, Islamabad"""


def _day_of(block: FoldedBlock) -> Signing | None:
    """What a line says that is nothing but a day, or a month or year."""
    return date_line(block.text, block.printed) or month_line(block.text, block.printed)


def _take_title_with_day(frame: Frame, block: FoldedBlock, match: re.Match[str]) -> None:
    """A title and its day on one line; the text that may be glued to them stays in the body."""
    day = block.cut(match.start(), match.end()).strip()
    frame.signings.append(replace(signing(match, block.printed), start=day.start))
    if block.text[: match.start()].strip():
        _take_title_line(frame, block.cut(0, match.start()))
    frame.assign(Role.DATE, day)
    frame.body.insert(1, block.cut(match.end()).strip())
    if not frame.body[1].runs:
        frame.body.pop(1)


def _may_be_title_line(frame: Frame, block: FoldedBlock, levels: Mapping[int | None, int], *, has_title: bool) -> bool:
    """Whether a line is of the front; after the title and the day of a statement only one set in the middle is."""
    if len(frame.title_lines) >= MOST_FRONT:
        return False
    if block.style.centered or _is_title_heading(frame, block, levels, has_title=has_title):
        return True
    if opens_section(block.text) or contents_line(block.text) in CONTENTS:
        return False
    is_headed = len(block.text) <= LONGEST_FRONT and len(frame.body) > 2 and _is_headed(frame)
    if is_headed or (_names_document(block) and label_of(block) is None):
        return True
    title = "".join(line.text.strip() for line in frame.title_lines) or simplified(frame.header_title or "")
    if frame.signings and is_title_line(title):
        return False
    return _is_front(block, first=not frame.title_lines and not has_title)


def _is_headed(frame: Frame) -> bool:
    """Whether the second line is one that stands under a title: its subtitle, its day, or its place and day."""
    following = frame.body[1]
    is_subtitle = following.text.lstrip().startswith("——") and is_front_line(following.text)
    is_placed = frame.title_lines != [] and _place_beside(frame.body, 1, 2) is not None
    return is_subtitle or _day_of(following) is not None or is_placed


def _is_title_heading(frame: Frame, block: FoldedBlock, levels: Mapping[int | None, int], *, has_title: bool) -> bool:
    """Whether a heading is the title: the only one of the highest level, or the first of it that names a document."""
    level = block.style.level
    if level is None or label_of(block) is not None:
        return False
    alone = levels[level] == 1 and level == min(each for each in levels if each is not None)
    headings = [line for line in frame.title_lines if line.style.level is not None]
    if headings:
        return level == 1 and is_title_line(joined([line.text for line in (*headings, block)]))
    if frame.title_lines:
        return level == 1
    return (
        (alone and (level == 1 or not has_title))
        or (not has_title and is_title_line(block.text))
        or (level == 1 and not has_title)
    )


def _title_before_day(block: FoldedBlock, *, dated: bool) -> re.Match[str] | None:
    """The day in parentheses at the end of a title line; the text may be glued to it, where no day has been yet."""
    if (match := DAY_AT_END.search(block.text)) and is_title_line(block.text[: match.start()]):
        return match
    for match in (*DATE_IN_PARENTHESES.finditer(block.text), *ADOPTED.finditer(block.text)):
        title, rest = block.text[: match.start()].strip(), block.text[match.end() :].strip()
        if not rest and is_front_line(title):
            return match
        if not dated and _BEGINS.match(rest) and (not title or STATEMENT_TITLE.fullmatch(title)):
            return match
    return None


def _take_title_line(frame: Frame, block: FoldedBlock) -> None:
    frame.title_lines.append(block.strip())
    frame.assign(Role.TITLE, block)


def _names_document(block: FoldedBlock) -> bool:
    """Whether a line is the name of a document, and tells nothing."""
    text = without_site(block.text.strip())
    return is_title_line(text) and kind_by_title(text) is not None


def _is_front(block: FoldedBlock, *, first: bool) -> bool:
    """Whether a line at the head is one of the title's: set in the middle, or a phrase that is no heading."""
    if block.style.centered or block.style.level == 1:
        return True
    if _names_document(block) and label_of(block) is None:
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
    while len(frame.body) > 1 and (found := _day_of(frame.body[-1])) is not None:
        if (beside := _place_beside(frame.body, -2, -1)) is not None:
            found = beside
            frame.assign(Role.DATE, frame.body.pop(-2))
        frame.signings.append(replace(found, start=frame.body[-1].start))
        frame.closed = True
        frame.assign(Role.DATE, frame.body.pop())


def _take_signature(frame: Frame) -> None:
    """Who signed: the lines after the last sentence, and what is glued to it."""
    lines = signature_of(frame.body, dated=frame.closed)
    if not lines:
        return
    while frame.body and frame.body[-1].start >= lines[0].start:
        frame.body.pop()
    if frame.body and frame.body[-1].end > lines[0].start:
        last = frame.body.pop()
        frame.body.append(last.cut(0, len(last.text) - len(lines[0].text)))
    for line in lines:
        frame.assign(Role.SIGNATURE, line)
    frame.signature = "\n".join(line.printed.strip() for line in lines)
