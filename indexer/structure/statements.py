"""One document's blocks to one statement."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.structure.accounting import Assigned, Role, furniture
from indexer.structure.dates import SIGNED, event_day, signing
from indexer.structure.frame import frame_of
from indexer.structure.kinds import MARKER_ALONE, is_report, kind_of
from indexer.structure.labels import Label, is_heading, is_heading_of, is_unlabelled_heading, label_of, rank_of
from indexer.structure.speakers import leaders_in, speakers_in
from indexer.structure.splitting import ORIGINAL
from indexer.structure.titles import parties_in
from search.model import Heading, Kind, Paragraph, Section, Source, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from indexer.sources.blocks import Block, ParsedSource
    from indexer.structure.dates import Signing
    from indexer.structure.frame import Frame
    from indexer.structure.splitting import Document

_CLOSING = (
    re.compile(r"^访问期间，.{0,40}双方签署了.{0,60}(?:文件|协议|协定|备忘录)"),
    re.compile(r"^[^。]{2,30}感谢[^。]{2,40}(?:接待|款待)[^。]{0,60}(?:邀请|访问)"),
)
"""How a joint statement takes its leave, under no heading: 伊姆兰总理感谢中国政府和人民的热情接待，并邀请……访问."""

WITH_PARTIES = frozenset({Kind.JOINT_STATEMENT, Kind.JOINT_COMMUNIQUE, Kind.PRESS_COMMUNIQUE, Kind.TREATY})


@dataclass(frozen=True, slots=True)
class Built:
    """A statement, None for a document without a paragraph, and what became of the document's blocks."""

    statement: Statement | None
    assigned: tuple[Assigned, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A paragraph in the making."""

    block: Block
    label: str | None
    heading: Heading | None


@dataclass(slots=True)
class _Body:
    """The paragraphs and headings of a document, as they are found."""

    paragraphs: list[_Numbered] = field(default_factory=list)
    headings: list[tuple[Heading, int, int]] = field(default_factory=list)  # heading, rank, first paragraph under it
    assigned: list[Assigned] = field(default_factory=list)


def build(document: Document, reading: ParsedSource) -> Built:
    """The statement that a document is."""
    aside, blocks = _without_asides(document.blocks)
    frame = frame_of(blocks, document.metadata.title)
    body = _numbered(frame.body)
    assigned = (*document.aside, *aside, *frame.assigned, *body.assigned)
    if not body.paragraphs:
        where = f"{reading.file}, character {document.blocks[0].start}" if document.blocks else reading.file
        return Built(None, assigned, (f"{where}: The document has no paragraph and is not indexed.",))
    statement = _statement(document, reading, frame, body, aside)
    return Built(statement, assigned, _warnings(statement, frame, reading, document))


def _without_asides(blocks: Sequence[Block]) -> tuple[list[Assigned], list[Block]]:
    """What is a link to the page or a reporter's mark, and the other blocks."""
    aside = []
    kept = []
    for block in blocks:
        if block.style.link and ORIGINAL.fullmatch(block.text):
            aside.append(Assigned(furniture("original-link"), block))
        elif block.text.strip() and MARKER_ALONE.fullmatch(block.text):
            aside.append(Assigned(furniture("news-marker"), block))
        else:
            kept.append(block)
    return aside, kept


def _numbered(blocks: Sequence[Block]) -> _Body:
    """The paragraphs with their labels and headings."""
    body = _Body()
    waiting: Label | None = None  # a label that stood alone: it is the next paragraph's
    for index, block in enumerate(blocks):
        label = label_of(block)
        is_alone = label is not None and not block.text[label.width :].strip()
        if waiting is not None and is_heading_of(waiting, blocks, index):
            _add_heading(body, block, waiting, width=0)
            waiting = None
        elif is_heading(blocks, index) or (label is None and is_unlabelled_heading(blocks, index)):
            _add_heading(body, block, label, width=label.width if label else 0)
            waiting = None
        elif is_alone and index + 1 < len(blocks):
            body.assigned.append(Assigned(Role.LABEL, block))
            waiting = label
        else:
            _add_paragraph(body, block, None if is_alone else label, waiting)
            waiting = None
    return body


def _add_heading(body: _Body, block: Block, label: Label | None, *, width: int) -> None:
    """Take in a heading; `width` characters of the block are its label's."""
    heading = Heading(label.text if label else None, block.text[width:].strip())
    body.headings.append((heading, rank_of(block, label), len(body.paragraphs) + 1))
    body.assigned.append(Assigned(Role.HEADING, block))


def _add_paragraph(body: _Body, block: Block, label: Label | None, waiting: Label | None) -> None:
    """Take in a paragraph without its label; `waiting` is one that stood on the line before."""
    width = label.width if label else 0
    if block.text[:width].strip():
        body.assigned.append(Assigned(Role.LABEL, block.cut(0, width).strip()))
    text = block.cut(width).strip()
    body.assigned.append(Assigned(Role.PARAGRAPH, text))
    printed = label or waiting
    heading = body.headings[-1][0] if body.headings else None
    body.paragraphs.append(_Numbered(text, printed.text if printed else None, heading))


def _statement(
    document: Document, reading: ParsedSource, frame: Frame, body: _Body, aside: Sequence[Assigned]
) -> Statement:
    metadata = document.metadata
    links = [each.block.style.link for each in aside if each.kind == furniture("original-link")]
    naming_title = frame.naming_title(metadata.title)
    texts = [each.block.text for each in body.paragraphs]
    published = frame.header_day or metadata.published
    kind = kind_of(
        naming_title,
        texts,
        [each.label for each in body.paragraphs],
        has_lead=frame.lead is not None,
        on_page=published is not None,
    )
    closing = _closing(texts, body) if kind in WITH_PARTIES else len(texts)
    signed = [each for each in _signings(frame, texts, kind) if each.day is not None]
    return Statement(
        id="",
        title=frame.title(metadata.title),
        kind=kind,
        source=Source(
            reading.file, reading.sha256, metadata.url or next(iter(links), None), metadata.publisher, metadata.editor
        ),
        paragraph_count=len(texts),
        date=signed[0].day if signed else _event(kind, frame, texts, published, naming_title),
        published=published,
        place=next((each.place for each in signed if each.place), None),
        parties=parties_in(naming_title) if kind in WITH_PARTIES else (),
        sections=_sections(body, closing),
        signature=frame.signature,
        lead=frame.lead,
        paragraphs=_paragraphs(body, reading.file, closing),
    )


def _signings(frame: Frame, texts: Sequence[str], kind: Kind) -> list[Signing]:
    """The days and places that are printed as those of signing."""
    found = list(frame.signings)
    if kind is Kind.TREATY:
        found += [signing(match) for text in texts[-3:] if (match := SIGNED.search(text))]
    return found


def _event(kind: Kind, frame: Frame, texts: Sequence[str], published: date | None, title: str) -> date | None:
    """The day of the event that is reported, else that of a printed subtitle; for news without one, the page's."""
    near = published if kind is Kind.NEWS else None  # a document of another kind has the year that it prints
    for line in frame.title_lines:
        if (day := event_day(line.text, near)) is not None:
            return day
    if kind is not Kind.NEWS and not is_report(texts):
        return None
    return event_day(texts[0], published) or event_day(title, published) or (published if kind is Kind.NEWS else None)


def _closing(texts: Sequence[str], body: _Body) -> int:
    """How many paragraphs stand before the leave-taking at the end; all, where the last heading has nothing else."""
    count = len(texts)
    while count > 1 and any(pattern.match(texts[count - 1]) for pattern in _CLOSING):
        count -= 1
    under_last_heading = body.headings[-1][2] if body.headings else 0
    return count if count >= under_last_heading else len(texts)


def _sections(body: _Body, closing: int) -> tuple[Section, ...]:
    """The headings with the paragraphs under them; one ends before the next of its level or a higher one."""
    sections = []
    for index, (heading, level, first) in enumerate(body.headings):
        following = [start for _, other, start in body.headings[index + 1 :] if other <= level]
        last = min(following[0] - 1 if following else len(body.paragraphs), closing)
        if first <= last:
            sections.append(Section(heading.label, heading.title, first, last))
    return tuple(sections)


def _paragraphs(body: _Body, file: str, closing: int) -> tuple[Paragraph, ...]:
    leaders = leaders_in(each.block.text for each in body.paragraphs)
    return tuple(
        Paragraph(
            statement="",
            number=number,
            text=each.block.text,
            label=each.label,
            section=each.heading if number <= closing else None,
            speakers=speakers_in(each.block.text, leaders),
            file=file,
            start=each.block.start,
            end=each.block.end,
        )
        for number, each in enumerate(body.paragraphs, 1)
    )


def _warnings(statement: Statement, frame: Frame, reading: ParsedSource, document: Document) -> tuple[str, ...]:
    """What a person should look at."""
    where = f"{reading.file}, character {document.blocks[0].start}"
    warnings = [
        f"{reading.file}, character {each.start}: The day {each.printed} is not in the calendar and is not used."
        for each in frame.signings
        if each.day is None
    ]
    printed = [each for each in frame.signings if each.day is not None]
    warnings += [
        f"{reading.file}, character {each.start}: The day {each.printed} differs from "
        f"{printed[0].printed}, which is used."
        for each in printed[1:]
        if each.day != printed[0].day
    ]
    if statement.kind in WITH_PARTIES and statement.date is None:
        warnings.append(f"{where}: The statement {statement.title} prints no signing day and is undated.")
    if not statement.title:
        warnings.append(f"{where}: No title is printed; the title stays empty.")
    return tuple(warnings)
