"""Where one document ends in a file and the next begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from indexer.structure.dates import DATE_IN_PARENTHESES, DAY_AT_END, date_line
from indexer.structure.document_kinds import NEWS_MARKER, kind_by_title
from indexer.structure.folded import simplified
from indexer.structure.front_matter import LEAD_AT_END
from indexer.structure.labels_and_headings import is_phrase, label_of
from indexer.structure.parties import parties_in
from indexer.structure.text_coverage import Assigned, Role, furniture
from indexer.structure.titles import (
    ENGLISH_TITLE,
    LONGEST_HEADLINE,
    PAGE_HEADER,
    PARTY_LINE,
    STATEMENT_TITLE,
    comparable_title,
    without_site,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.sources.blocks import Metadata
    from indexer.structure.folded import FoldedBlock
    from indexer.structure.preparing import Prepared

ORIGINAL = re.compile(r"\s*[（(\[]?(?:查看)?(?:原文|全文|原文链接|阅读原文|来源链接)[）)\]]?\s*")
"""The text of a link to the page an item was taken from."""

_SENTENCE = re.compile(r"[。！？；]")
_COMPACT_DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-./年]?(?P<month>\d{2})[-./月]?(?P<day>\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of one document, and what has been found out about it. `aside` is assigned already."""

    metadata: Metadata
    blocks: tuple[FoldedBlock, ...]
    aside: tuple[Assigned, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """The documents of a file, and what belongs to none of them."""

    documents: tuple[Document, ...]
    aside: tuple[Assigned, ...]


def split(page: Prepared) -> Split:
    """The documents of a file."""
    level = _item_level(page.blocks, page.metadata.title)
    if level is not None:
        return _items(page, level)
    if page.form == "text":
        return _statements_in_text(page)
    return Split((Document(page.metadata, page.blocks),), ())


def _item_level(blocks: Sequence[FoldedBlock], title: str | None) -> int | None:
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
    if _has_sections(blocks, title, levels):
        return None
    untitled = title is None and not _has_prose(_before(blocks, levels))
    return next((level for level in several if level == 1 or (untitled and level == levels[0])), None)


def _has_sections(blocks: Sequence[FoldedBlock], title: str | None, levels: Sequence[int]) -> bool:
    """Whether the headings are sections of one document: the page's title, or the first heading, names one."""
    if title is not None:
        return kind_by_title(simplified(title)) is not None
    first = next((block for block in blocks if block.style.level is not None), None)
    return (
        first is not None
        and first.style.level == levels[0]
        and not _has_prose(_before(blocks, levels))
        and kind_by_title(first.text.strip()) is not None
    )


def _length(segments: Iterable[Sequence[FoldedBlock]]) -> int:
    return sum(len(block.text) for segment in segments for block in segment)


def _before(blocks: Sequence[FoldedBlock], levels: Sequence[int]) -> Sequence[FoldedBlock]:
    """The blocks above the first heading of the highest level."""
    return list(takewhile(lambda block: block.style.level not in levels[:1], blocks))


def _segments(blocks: Sequence[FoldedBlock], level: int) -> list[list[FoldedBlock]]:
    """The headings of a level, each with the blocks up to the next one of its level or a higher one."""
    return [segment for segment in _divided(blocks, level) if segment[0].style.level == level]


def _divided(blocks: Sequence[FoldedBlock], level: int) -> Iterator[list[FoldedBlock]]:
    """The blocks, divided before every heading of a level or a higher one."""
    segment: list[FoldedBlock] = []
    for block in blocks:
        if segment and block.style.level is not None and block.style.level <= level:
            yield segment
            segment = []
        segment.append(block)
    if segment:
        yield segment


def _has_prose(blocks: Sequence[FoldedBlock]) -> bool:
    return any(_SENTENCE.search(block.text) or len(block.text) > 60 for block in blocks if block.style.level is None)


def _is_item(segment: Sequence[FoldedBlock]) -> bool:
    """Whether a heading and what follows it look like a document: a report, a statement, or a link to its page."""
    heading, *body = segment
    links = [block for block in body if _is_original_link(block)]
    return (
        (links != [] and links == body[-1:] and not any(block.style.level for block in body))
        or any(NEWS_MARKER.match(block.text) or date_line(block.text) for block in body[:1])
        or bool(STATEMENT_TITLE.fullmatch(heading.text.strip()))
    )


def _is_original_link(block: FoldedBlock) -> bool:
    return block.style.link is not None and ORIGINAL.fullmatch(block.text) is not None


def _items(page: Prepared, level: int) -> Split:
    """The documents under headings of a level; what stands under no such heading belongs to the collection."""
    divided = list(_divided(page.blocks, level))
    items = [segment for segment in divided if segment[0].style.level == level and _has_prose(segment[1:])]
    taken = set(map(id, items))
    others = [block for segment in divided if id(segment) not in taken for block in segment]
    published = next(filter(None, (_compact_day(block.text) for block in others)), page.metadata.published)
    metadata = replace(page.metadata, published=published)
    return Split(
        tuple(_item(heading, body, metadata) for heading, *body in items),
        tuple(Assigned(furniture("collection"), block) for block in others),
    )


def _item(heading: FoldedBlock, body: Sequence[FoldedBlock], metadata: Metadata) -> Document:
    """A document under its heading; the link to its page is its address."""
    links = [block for block in body if _is_original_link(block)]
    metadata = replace(
        metadata,
        title=heading.printed.strip(),
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


def _statements_in_text(page: Prepared) -> Split:
    """The documents of a plain text: each page header, and each title of a statement after text, begins one."""
    starts = [0]
    title: str | None = None
    lines = _Lines.of(page.blocks)
    for index, block in enumerate(page.blocks):
        header = PAGE_HEADER.match(block.text)
        previous = title
        begins = header is not None or _is_another_title(lines, starts[-1], index, title)
        if header is not None:
            title = header["title"]
        elif begins or title is None:
            title = lines.titles[index] or title
        start = _with_lead(page.blocks, starts[-1] if previous is None else None, index)
        if begins and lines.has_prose(starts[-1], start):
            starts.append(start)
    ends = [*starts[1:], len(page.blocks)]
    documents = [
        Document(page.metadata, page.blocks[start:end]) for start, end in zip(starts, ends, strict=True) if end > start
    ]
    return Split(tuple(documents), ())


@dataclass(frozen=True, slots=True)
class _Lines:
    """The blocks of a text with the title that begins at each, and how many before each have a day, or prose."""

    blocks: Sequence[FoldedBlock]
    titles: Sequence[str | None]
    dated: Sequence[int]
    prose: Sequence[int]

    @classmethod
    def of(cls, blocks: Sequence[FoldedBlock]) -> _Lines:
        """Every block looked at once."""
        titles = [_title_at(blocks, index) for index in range(len(blocks))]
        dated = accumulate(map(_is_dated, blocks), initial=0)
        prose = accumulate((_has_prose([block]) for block in blocks), initial=0)
        return cls(blocks, titles, tuple(dated), tuple(prose))

    def is_dated(self, start: int, end: int) -> bool:
        """Whether one of the blocks has a day of its own."""
        return self.dated[min(end, len(self.blocks))] > self.dated[start]

    def has_prose(self, start: int, end: int) -> bool:
        """Whether one of the blocks is text, and no line of a head."""
        return self.prose[max(start, end)] > self.prose[start]


def _with_lead(blocks: Sequence[FoldedBlock], untitled: int | None, index: int) -> int:
    """Where the document begins whose title stands at `index`: at the editor's words before it, if there are any.

    `untitled` is where a document begins that has had no title yet: this one, if such words end it.
    """
    if index == 0 or not LEAD_AT_END.search(blocks[index - 1].text):
        return index
    return index - 1 if untitled is None else untitled


def _title_at(blocks: Sequence[FoldedBlock], index: int) -> str | None:
    """The statement's title that begins at a block, perhaps set in two lines, perhaps with the day behind it."""
    text = blocks[index].text
    if len(text) > LONGEST_TITLE or _SENTENCE.search(text[-2:]) or label_of(blocks[index]) is not None:
        return None
    text = _without_day(text)
    if STATEMENT_TITLE.fullmatch(text) and re.search(r"[和与同暨]", text) and kind_by_title(text) is not None:
        return text
    if ENGLISH_TITLE.fullmatch(text) and parties_in(text) and kind_by_title(text) is not None:
        return text
    if index > 1 and date_line(blocks[index - 1].text) is not None and _names_kind(text):
        return text
    if PARTY_LINE.fullmatch(text) and index + 1 < len(blocks) and len(blocks[index + 1].text) <= LONGEST_TITLE:
        joined = text + _without_day(blocks[index + 1].text)
        if STATEMENT_TITLE.fullmatch(joined):
            return joined
    return None


def _names_kind(text: str) -> bool:
    """Whether a line, under the day of another document, is the name of one: a law under the order that issues it."""
    return len(text) <= LONGEST_HEADLINE and is_phrase(text) and kind_by_title(text) is not None


LONGEST_TITLE = 400
"""Characters of a line that may be a title, its day among them."""


def _without_day(text: str) -> str:
    """The text without the day at its end, or a site's name."""
    stripped = without_site(text.strip())
    if (bare := DAY_AT_END.search(stripped)) is not None:
        return stripped[: bare.start()].rstrip()
    day = next((day for day in DATE_IN_PARENTHESES.finditer(stripped) if day.end() == len(stripped)), None)
    return stripped[: day.start()].rstrip() if day else stripped


def _is_another_title(lines: _Lines, start: int, index: int, title: str | None) -> bool:
    """Whether a block is the title of another document than the one that begins at `start` and has this title."""
    found = lines.titles[index]
    if found is None or _is_listed(lines, index):
        return False
    if title is None or comparable_title(found) not in comparable_title(title):
        return True
    # The same title again is another document's where it has a day of its own.
    return lines.is_dated(index, index + 3) and lines.is_dated(start, index)


def _is_dated(block: FoldedBlock) -> bool:
    return (
        len(block.text) <= LONGEST_TITLE
        and not block.text.endswith("。")
        and (date_line(block.text) is not None or _without_day(block.text) != block.text.strip())
    )


def _is_listed(lines: _Lines, index: int) -> bool:
    """Whether a title is one of a list of documents: after a colon, or next to another title."""
    before = lines.blocks[index - 1].text.rstrip() if index > 0 else ""
    if before.endswith(("：", ":")) and not LEAD_AT_END.search(before):
        return True
    own = comparable_title(lines.titles[index] or "")
    beside = [lines.titles[at] for at in (index - 1, index + 1) if 0 <= at < len(lines.blocks)]
    others = [comparable_title(title) for title in beside if title is not None]
    return any(other not in own and own not in other for other in others)
