"""Where one document ends in a file and the next begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from indexer.structure.accounting import Assigned, Role, furniture
from indexer.structure.dates import DATE_IN_PARENTHESES, date_line
from indexer.structure.frame import LEAD_AT_END
from indexer.structure.kinds import NEWS_MARKER
from indexer.structure.labels import label_of
from indexer.structure.titles import PAGE_HEADER, PARTY_LINE, STATEMENT_TITLE, comparable_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.sources.blocks import Block, Metadata, ParsedSource

ORIGINAL = re.compile(r"\s*[（(\[]?(?:查看)?(?:原文|全文|原文链接|阅读原文|来源链接)[）)\]]?\s*")
"""The text of a link to the page an item was taken from."""

_SENTENCE = re.compile(r"[。！？；]")
_COMPACT_DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-./年]?(?P<month>\d{2})[-./月]?(?P<day>\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of one document, and what has been found out about it. `aside` is assigned already."""

    metadata: Metadata
    blocks: tuple[Block, ...]
    aside: tuple[Assigned, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """The documents of a file, and what belongs to none of them."""

    documents: tuple[Document, ...]
    aside: tuple[Assigned, ...]


def split(reading: ParsedSource) -> Split:
    """The documents of a file."""
    level = _item_level(reading.blocks, reading.metadata.title)
    if level is not None:
        return _items(reading, level)
    if reading.form == "text":
        return _statements_in_text(reading)
    return Split((Document(reading.metadata, reading.blocks),), ())


def _item_level(blocks: Sequence[Block], title: str | None) -> int | None:
    """The level of the headings under each of which a document of its own stands, None if there are none such."""
    levels = sorted({block.style.level for block in blocks if block.style.level is not None})
    several = {}
    for level in levels:
        segments = [segment for segment in _segments(blocks, level) if _has_prose(segment[1:])]
        if len(segments) >= 2 and not any(label_of(segment[0]) for segment in segments):
            several[level] = segments
    # Items may be grouped (国内, 国际): the deepest level that holds most of the text is theirs.
    for level, segments in reversed(several.items()):
        if sum(map(_is_item, segments)) * 2 > len(segments) and _length(segments) * 2 > _length([blocks]):
            return level
    untitled = title is None and not _has_prose(_before(blocks, levels))
    return next((level for level in several if level == 1 or (untitled and level == levels[0])), None)


def _length(segments: Iterable[Sequence[Block]]) -> int:
    return sum(len(block.text) for segment in segments for block in segment)


def _before(blocks: Sequence[Block], levels: Sequence[int]) -> Sequence[Block]:
    """The blocks above the first heading of the highest level."""
    return list(takewhile(lambda block: block.style.level not in levels[:1], blocks))


def _segments(blocks: Sequence[Block], level: int) -> list[list[Block]]:
    """The headings of a level, each with the blocks up to the next one of its level or a higher one."""
    return [segment for segment in _divided(blocks, level) if segment[0].style.level == level]


def _divided(blocks: Sequence[Block], level: int) -> Iterator[list[Block]]:
    """The blocks, divided before every heading of a level or a higher one."""
    segment: list[Block] = []
    for block in blocks:
        if segment and block.style.level is not None and block.style.level <= level:
            yield segment
            segment = []
        segment.append(block)
    if segment:
        yield segment


def _has_prose(blocks: Sequence[Block]) -> bool:
    return any(_SENTENCE.search(block.text) or len(block.text) > 60 for block in blocks if block.style.level is None)


def _is_item(segment: Sequence[Block]) -> bool:
    """Whether a heading and what follows it look like a document: a report, a statement, or a link to its page."""
    heading, *body = segment
    links = [block for block in body if _is_original_link(block)]
    return (
        (links != [] and links == body[-1:] and not any(block.style.level for block in body))
        or any(NEWS_MARKER.match(block.text) or date_line(block.text) for block in body[:1])
        or bool(STATEMENT_TITLE.fullmatch(heading.text.strip()))
    )


def _is_original_link(block: Block) -> bool:
    return block.style.link is not None and ORIGINAL.fullmatch(block.text) is not None


def _items(reading: ParsedSource, level: int) -> Split:
    """The documents under headings of a level; what stands under no such heading belongs to the collection."""
    divided = list(_divided(reading.blocks, level))
    items = [segment for segment in divided if segment[0].style.level == level and _has_prose(segment[1:])]
    others = [block for segment in divided if segment not in items for block in segment]
    published = next(filter(None, (_compact_day(block.text) for block in others)), reading.metadata.published)
    metadata = replace(reading.metadata, published=published)
    return Split(
        tuple(_item(heading, body, metadata) for heading, *body in items),
        tuple(Assigned(furniture("collection"), block) for block in others),
    )


def _item(heading: Block, body: Sequence[Block], metadata: Metadata) -> Document:
    """A document under its heading; the link to its page is its address."""
    links = [block for block in body if _is_original_link(block)]
    metadata = replace(
        metadata,
        title=heading.text.strip(),
        url=links[0].style.link if links else metadata.url,
        publisher=metadata.publisher,
    )
    aside = (Assigned(Role.TITLE, heading), *(Assigned(furniture("original-link"), link) for link in links))
    return Document(metadata, tuple(block for block in body if block not in links), aside)


def _compact_day(text: str) -> date | None:
    """The day in a collection's heading: 20220204, 2022-02-04."""
    match = _COMPACT_DAY.search(text)
    if match is None:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _statements_in_text(reading: ParsedSource) -> Split:
    """The documents of a plain text: each page header, and each title of a statement after text, begins one."""
    starts = [0]
    title: str | None = None
    for index, block in enumerate(reading.blocks):
        header = PAGE_HEADER.match(block.text)
        previous = title
        begins = header is not None or _is_another_title(reading.blocks, starts[-1], index, title)
        if header is not None:
            title = header["title"]
        elif begins or title is None:
            title = _title_at(reading.blocks, index) or title
        start = _with_lead(reading.blocks, starts[-1] if previous is None else None, index)
        if begins and _has_prose(reading.blocks[starts[-1] : start]):
            starts.append(start)
    ends = [*starts[1:], len(reading.blocks)]
    documents = [
        Document(reading.metadata, reading.blocks[start:end])
        for start, end in zip(starts, ends, strict=True)
        if end > start
    ]
    return Split(tuple(documents), ())


def _with_lead(blocks: Sequence[Block], untitled: int | None, index: int) -> int:
    """Where the document begins whose title stands at `index`: at the editor's words before it, if there are any.

    `untitled` is where a document begins that has had no title yet: this one, if such words end it.
    """
    if index == 0 or not LEAD_AT_END.search(blocks[index - 1].text):
        return index
    return index - 1 if untitled is None else untitled


def _title_at(blocks: Sequence[Block], index: int) -> str | None:
    """The statement's title that begins at a block, perhaps set in two lines, perhaps with the day behind it."""
    if label_of(blocks[index]) is not None:
        return None
    text = _without_day(blocks[index].text)
    if STATEMENT_TITLE.fullmatch(text) and re.search(r"[和与同]", text):
        return text
    if PARTY_LINE.fullmatch(text) and index + 1 < len(blocks):
        joined = text + _without_day(blocks[index + 1].text)
        if STATEMENT_TITLE.fullmatch(joined):
            return joined
    return None


def _without_day(text: str) -> str:
    """The text without the day in parentheses at its end."""
    stripped = text.strip()
    day = next((day for day in DATE_IN_PARENTHESES.finditer(stripped) if day.end() == len(stripped)), None)
    return stripped[: day.start()].rstrip() if day else stripped


def _is_another_title(blocks: Sequence[Block], start: int, index: int, title: str | None) -> bool:
    """Whether a block is the title of another document than the one that begins at `start` and has this title."""
    found = _title_at(blocks, index)
    if found is None or _is_listed(blocks, index):
        return False
    if title is None or comparable_title(found) not in comparable_title(title):
        return True
    # The same title again is another document's where it has a day of its own.
    return _is_dated(blocks[index : index + 3]) and _is_dated(blocks[start:index])


def _is_dated(blocks: Sequence[Block]) -> bool:
    return any(date_line(block.text) or _without_day(block.text) != block.text.strip() for block in blocks)


def _is_listed(blocks: Sequence[Block], index: int) -> bool:
    """Whether a title is one of a list of documents: after a colon, or next to another title."""
    before = blocks[index - 1].text.rstrip() if index > 0 else ""
    if before.endswith(("：", ":")) and not LEAD_AT_END.search(before):
        return True
    own = comparable_title(_title_at(blocks, index) or "")
    beside = [_title_at(blocks, at) for at in (index - 1, index + 1) if 0 <= at < len(blocks)]
    others = [comparable_title(title) for title in beside if title is not None]
    return any(other not in own and own not in other for other in others)
