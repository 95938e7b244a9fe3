"""Front matter: page header, lead, title lines, day and place over the text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from indexer.structure.dates import ADOPTED, DATE_IN_PARENTHESES, DAY_AT_END, signing
from indexer.structure.document_kinds import NEWS_MARKER, SALUTATION, kind_by_title
from indexer.structure.folded import simplified
from indexer.structure.labels_and_headings import label_of, opens_section
from indexer.structure.pagelines import CONTENTS, contents_line
from indexer.structure.text_coverage import Role, furniture
from indexer.structure.titles import (
    LONGEST_FRONT,
    PAGE_HEADER,
    STATEMENT_TITLE,
    is_front_line,
    is_headline,
    is_title_line,
    joined,
    without_folder_label,
    without_site,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.structure.folded import FoldedBlock

from indexer.structure.back_matter import take_closing_date, take_signature
from indexer.structure.frame import Frame, day_of, place_beside

LEAD = re.compile(
    r"(?:全文|全文公布|全文发布|内容)如下\s*[：:。]?|以下(?:为|是)[^。：:]{0,40}(?:全文|内容|原文)\s*[：:。]"
    r"|(?:声明|公报|宣言|条约|协定|讲话|演讲|致辞|文件|贺词)全文\s*[：:]|全文\s*[：:]\s*$"
    r"|(?i:following\s+is\s+the\s+(?:(?:full|complete)\s+)?text[^.:]{0,200}[:.]|full\s+text[^.:]{0,200}(?:follows|is\s+as\s+follows)\s*[:.])"
)
"""Where an editor's words end and the text begins."""

LEAD_AT_END = re.compile(rf"(?:{LEAD.pattern})\s*$")
"""A block that is nothing but an editor's words: 两国发表联合声明。全文如下："""

MOST_FRONT = 24
"""Lines over a text; the lines of a list without a text are no more its title."""

LEAD_WITHIN = 8
"""Blocks at the head of a document among which a lead may end."""

_BEGINS = re.compile(r"[\w“《（(\[]")
"""The first character of a text. Not: 。, as after a day in a sentence."""

_YEAR_ALONE = re.compile(r"(?:19|20)\d\d年")
"""2009年, which a library prints under the day"""

_CLAUSES = re.compile(r"^(?!——|—|-).*，")
"""A line of clauses: under a title it is the text that begins. Not a subtitle: ——携手并进，共创未来."""


def frame_of(blocks: Sequence[FoldedBlock], page_title: str | None) -> Frame:
    """The frame of a document, taken off its blocks."""
    frame = Frame(list(blocks))
    _take_number_of_title(frame)
    _take_header(frame)
    _take_lead(frame)
    _take_front(frame, has_title=bool(page_title or frame.header_title))
    take_closing_date(frame)
    take_signature(frame)
    take_closing_date(frame)
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
    day = day_of(block)
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
        if (found := day_of(block)) is not None:
            frame.signings.append(replace(found, start=block.start))
            frame.assign(Role.DATE, block)
        elif (beside := place_beside(frame.body, 0, 1)) is not None:
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
    is_placed = frame.title_lines != [] and place_beside(frame.body, 1, 2) is not None
    return is_subtitle or day_of(following) is not None or is_placed


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
