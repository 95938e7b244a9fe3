"""A file as the rules read it: in Simplified characters, without the lines of its page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from indexer.sources.blocks import Block
from indexer.sources.metadata import clean_title, editor_in, first_day_in, publisher_in
from indexer.structure.dates import ENGLISH_DAY, signing
from indexer.structure.folded import folded, simplified
from indexer.structure.pagelines import CONTENTS, contents_line, kind_of_line, stands_alone
from indexer.structure.text_coverage import Assigned, furniture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from indexer.sources.blocks import Metadata, ParsedSource, Run
    from indexer.structure.folded import FoldedBlock

_DATED = frozenset({"page-date", "source-line"})
"""Lines of a page that may say when it was published."""

_SAME_MOMENT = timedelta(days=1)
"""How far the day of an instant and the day that the page prints of it may lie apart: time zones."""

_HEAD = 4
"""Blocks at the head of a file in which lines that were joined may be a title, a day, a source."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file whose blocks may all belong to statements; `aside` is what was found to belong to the page."""

    file: str
    sha256: str
    form: str
    metadata: Metadata
    blocks: tuple[FoldedBlock, ...]
    aside: tuple[Assigned, ...]


def prepared(reading: ParsedSource) -> Prepared:
    """The file as the rules read it."""
    lines = [line for at, block in enumerate(reading.blocks) for line in _lines(block, reading, is_head=at < _HEAD)]
    aside = [Assigned(furniture(kind), line) for line, kind in _page_lines(lines)]
    taken = {each.block.start for each in aside}
    kept = [line for line in lines if line.start not in taken]
    contents = _contents(kept)
    listed = [Assigned(furniture("contents"), block) for block in contents]
    in_contents = {block.start for block in contents}
    blocks = tuple(block for block in kept if block.start not in in_contents)
    furnished = [Assigned(furniture(each.kind), folded(each.block)) for each in reading.furniture]
    metadata = _metadata(reading.metadata, sorted([*aside, *furnished], key=lambda each: each.block.start), aside)
    return Prepared(reading.file, reading.sha256, reading.form, metadata, blocks, (*aside, *listed, *furnished))


def _lines(block: Block, reading: ParsedSource, *, is_head: bool) -> Iterator[FoldedBlock]:
    """The block; where lines of a text were joined that are none of one paragraph, each of them."""
    if reading.form != "text":
        yield folded(block)
        return
    runs = block.runs
    begin = 0
    for index in range(len(runs) - 1):
        if runs[index].text.strip() and _divides(runs, index, reading.text, is_head=is_head):
            yield _line(Block(runs[begin : index + 1], block.style).strip(), reading.text)
            begin = index + 1
    yield _line(Block(runs[begin:], block.style).strip() if begin else block, reading.text)


def _divides(runs: Sequence[Run], index: int, text: str, *, is_head: bool) -> bool:
    """Whether a paragraph ends with a line: the next is set in by full-width blanks, or this is a title or a day."""
    following = runs[index + 1] if runs[index + 1].text.strip() else next(iter(runs[index + 2 : index + 3]), None)
    if following is not None and text[max(following.start - 2, 0) : following.start] == "\u3000\u3000":
        return True
    return is_head and stands_alone(simplified(runs[index].text).strip())


def _line(block: Block, text: str) -> FoldedBlock:
    """A line of plain text, and whether blanks stand before it."""
    at = block.start - 1
    while at >= 0 and text[at] in " \t\u3000\u2003\xa0\ufeff":
        at -= 1
    begins = at < 0 or text[at] in "\r\n\v\f\x85\u2028\u2029"
    return folded(block, indented=at < block.start - 1 if begins else None)


def _page_lines(lines: Sequence[FoldedBlock]) -> Iterator[tuple[FoldedBlock, str]]:
    """The lines that belong to the page, with the kind of each, and the name of a portal over its path."""
    kinds = [kind_of_line(line.text) if line.style.level is None else None for line in lines]
    for at, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        is_portal = at == 0 and len(lines) > 1 and kinds[1] == "navigation" and len(line.text) < _LONGEST_PORTAL
        if found := kind or ("navigation" if is_portal else None):
            yield line, found


_LONGEST_PORTAL = 20
"""Characters of the name of a portal."""


def _contents(blocks: Sequence[FoldedBlock]) -> list[FoldedBlock]:
    """The lines of a table of contents: after 目录, as long as each stands in the text once more."""
    for at, block in enumerate(blocks[: len(blocks) // 2]):
        if contents_line(block.text) in CONTENTS:
            left = Counter(contents_line(each.text) for each in blocks[at + 1 :])
            end = at + 1
            for each in blocks[at + 1 :]:
                left[contents_line(each.text)] -= 1
                if not left[contents_line(each.text)]:
                    break
                end += 1
            return list(blocks[at:end])
    return []


def _metadata(metadata: Metadata, said: Iterable[Assigned], found: Sequence[Assigned]) -> Metadata:
    """What the page says of the text, with what the lines set aside say; a printed day stands above an instant's."""
    dated = (each.block.text for each in said if _is_dated(each))
    printed = next(filter(None, map(_day_in, dated)), None)
    texts = [each.block.text for each in found if each.kind == furniture("source-line")]
    return replace(
        metadata,
        title=_cleaned(metadata.title),
        published=_published(metadata.published, printed),
        publisher=metadata.publisher or _printed(publisher_in(texts), found),
        editor=metadata.editor or _printed(editor_in(texts), found),
    )


def _is_dated(said: Assigned) -> bool:
    """Whether a line of the page says when it was published: by its kind, or among tools by the time of day."""
    kind = said.kind.removeprefix("furniture:")
    return kind in _DATED or (kind == "tools" and _DAY_AND_TIME.search(said.block.text) is not None)


_DAY_AND_TIME = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?[\sT]+\d{1,2}[:：]\d\d")
"""Source: Xinhua | 2024-06-08 10:15:30. Not: 2024-06-08"""


def _day_in(text: str) -> date | None:
    """The first day that a line of a page prints, in digits or as English has it."""
    match = ENGLISH_DAY.search(text)
    return first_day_in(text) or (signing(match).day if match else None)


def _cleaned(title: str | None) -> str | None:
    """The title without what is no part of it in either script: [視頻], a site's name."""
    text = simplified(title or "")
    cleaned = clean_title(text) or ""
    at = text.find(cleaned)
    return title[at : at + len(cleaned)] if title and cleaned and at >= 0 else title


def _published(said: date | None, printed: date | None) -> date | None:
    if said is None or printed is None:
        return said or printed
    return printed if abs(said - printed) <= _SAME_MOMENT else said


def _printed(name: str | None, found: Sequence[Assigned]) -> str | None:
    """A name that was read in folded lines, as it is printed."""
    for each in found:
        at = each.block.text.find(name) if name else -1
        if name and at >= 0:
            return each.block.printed[at : at + len(name)]
    return name
