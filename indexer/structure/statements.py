"""One document's blocks to one statement."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.structure.dates import (
    DATE_IN_PARENTHESES,
    DAY_FIRST,
    ENGLISH_SIGNED,
    SIGNED,
    SIGNED_IN_COPIES,
    event_day,
    signing,
)
from indexer.structure.document_kinds import MARKER_ALONE, OPENS_DOCUMENT, is_report, kind_of
from indexer.structure.folded import simplified
from indexer.structure.front_matter import frame_of
from indexer.structure.labels_and_headings import Label, Labelled
from indexer.structure.languages import language_of
from indexer.structure.outline import Outline
from indexer.structure.paragraph_speakers import leaders_in, speakers_in, speaking_parties
from indexer.structure.parties import coded, parties_in
from indexer.structure.splitting import ORIGINAL
from indexer.structure.text_coverage import Assigned, Role, furniture
from indexer.structure.titles import closed_up
from search.model import Heading, Kind, Level, Paragraph, Source, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from indexer.structure.dates import Signing
    from indexer.structure.folded import FoldedBlock
    from indexer.structure.frame import Frame
    from indexer.structure.paragraph_speakers import SpeakingParties
    from indexer.structure.preparing import Prepared
    from indexer.structure.splitting import Document
    from search.model import Step

_CLOSING = (
    re.compile(r"^访问期间，.{0,40}双方签署了.{0,60}(?:文件|协议|协定|备忘录)"),
    re.compile(r"^[^。]{2,30}感谢[^。]{2,40}(?:接待|款待)[^。]{0,60}(?:邀请|访问)"),
)
"""How a joint statement takes its leave, under no heading: 伊姆兰总理感谢中国政府和人民的热情接待，并邀请……访问."""

WITH_PARTIES = frozenset(
    {
        Kind.JOINT_STATEMENT, Kind.JOINT_COMMUNIQUE, Kind.PRESS_COMMUNIQUE, Kind.TREATY, Kind.MEMORANDUM,
        Kind.ACTION_PLAN, Kind.DECLARATION, Kind.STATEMENT, Kind.COMMUNIQUE,
    }
)  # fmt: skip
"""Kinds whose titles name parties."""

_SIGNED_BY_TWO = frozenset({Kind.JOINT_STATEMENT, Kind.JOINT_COMMUNIQUE, Kind.PRESS_COMMUNIQUE, Kind.TREATY})
"""Kinds that have a day of signing."""


@dataclass(frozen=True, slots=True)
class Built:
    """A statement, None for a document without a paragraph, and what became of the document's blocks."""

    statement: Statement | None
    assigned: tuple[Assigned, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A paragraph in the making."""

    block: FoldedBlock
    label: str | None
    heading: Heading | None
    path: tuple[Step, ...]


@dataclass(slots=True)
class _Body:
    """The paragraphs and headings of a document, as they are found."""

    paragraphs: list[_Numbered] = field(default_factory=list)
    outline: Outline = field(default_factory=Outline)
    assigned: list[Assigned] = field(default_factory=list)
    waiting: list[Label] = field(default_factory=list)  # labels that stood alone: they are the next paragraph's
    carried: Label | None = None  # of an article whose heading stands before its first paragraph


def build(document: Document, page: Prepared) -> Built:
    """The statement that a document is."""
    aside, blocks = _without_asides(document.blocks)
    frame = frame_of(blocks, document.metadata.title)
    body = _numbered(frame.body)
    assigned = (*document.aside, *aside, *frame.assigned, *body.assigned)
    if not body.paragraphs:
        where = f"{page.file}, character {document.blocks[0].start}" if document.blocks else page.file
        return Built(None, assigned, (f"{where}: The document has no paragraph and is not indexed.",))
    statement = _statement(document, page, frame, body, aside)
    return Built(statement, assigned, _warnings(statement, frame, page, document))


def _without_asides(blocks: Sequence[FoldedBlock]) -> tuple[list[Assigned], list[FoldedBlock]]:
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


def _numbered(blocks: Sequence[FoldedBlock]) -> _Body:
    """The paragraphs with their labels and headings."""
    body = _Body()
    found = Labelled.of(blocks)
    for index, (block, label) in enumerate(zip(blocks, found.labels, strict=True)):
        is_alone = label is not None and not block.text[label.width :].strip()
        if body.waiting and found.is_heading_of(body.waiting[-1], index):
            _add_heading(body, block, body.waiting.pop(), width=0)
        elif found.is_heading(index) or found.is_unlabelled_heading(index):
            _add_heading(body, block, label, width=label.width if label else 0)
        elif label is not None and is_alone and index + 1 < len(blocks):
            body.assigned.append(Assigned(Role.LABEL, block))
            body.waiting.append(label)
        else:
            _add_paragraph(body, block, None if is_alone else label)
    return body


def _add_heading(body: _Body, block: FoldedBlock, label: Label | None, *, width: int) -> None:
    """Take in a heading; `width` characters of the block are its label's."""
    _open_waiting(body)
    heading = Heading(label.text if label else None, closed_up(block.printed[width:]))
    body.outline.open_heading(heading, label, block)
    body.assigned.append(Assigned(Role.HEADING, block))
    body.carried = label if label and label.level is Level.ARTICLE else None


def _open_waiting(body: _Body) -> list[str]:
    """Open what the labels that stood alone divide, a chapter without a title among them; the labels of paragraphs."""
    labels = []
    for label in body.waiting:
        if label.is_division:
            body.outline.open_heading(Heading(label.text, ""), label, None)
        else:
            body.outline.open_label(label)
            labels.append(label.text)
    body.waiting.clear()
    return labels


def _add_paragraph(body: _Body, block: FoldedBlock, label: Label | None) -> None:
    """Take in a paragraph without its label; labels that stood on the lines before it are its own as well."""
    width = label.width if label else 0
    if block.text[:width].strip():
        body.assigned.append(Assigned(Role.LABEL, block.cut(0, width).strip()))
    text = block.cut(width).strip()
    body.assigned.append(Assigned(Role.PARAGRAPH, text))
    labels = _open_waiting(body)
    if label is not None:
        body.outline.open_label(label)
        labels.append(label.text)
    elif body.carried is not None:
        labels.append(body.carried.text)
    body.carried = None
    path = body.outline.path(labelled=label is not None or bool(labels), text=text.text)
    body.paragraphs.append(_Numbered(text, " ".join(labels) or None, body.outline.heading(), path))


def _statement(document: Document, page: Prepared, frame: Frame, body: _Body, aside: Sequence[Assigned]) -> Statement:
    metadata = document.metadata
    is_page = page.form == "html" and document.metadata.title == page.metadata.title
    links = [each.block.style.link for each in aside if each.kind == furniture("original-link")]
    naming_title = frame.naming_title(metadata.title, is_page=is_page)
    texts = [each.block.text for each in body.paragraphs]
    published = frame.header_day or metadata.published
    kind = kind_of(
        naming_title,
        texts,
        [each.label for each in body.paragraphs],
        has_lead=frame.lead is not None,
        lead=simplified(frame.lead or ""),
        on_page=published is not None,
        subtitles=[line.text for line in frame.title_lines],
    )
    parties = parties_in(naming_title) if kind in WITH_PARTIES else ()
    closing = _closing(texts, body) if kind in WITH_PARTIES else len(texts)
    title = frame.title(metadata.title, is_page=is_page)
    found = _signings(frame, body, kind, title)
    signed = [each for each in found if each.day is not None]
    event = _event(kind, frame, texts, published, simplified(naming_title), digest=_is_digest(body))
    return Statement(
        id="",
        title=title,
        kind=kind,
        source=Source(
            page.file, page.sha256, metadata.url or next(iter(links), None), metadata.publisher, metadata.editor
        ),
        paragraph_count=len(texts),
        date=signed[0].day if signed else event if not found else None,
        published=published,
        place=next((each.place for each in found if each.place), None),
        parties=parties,
        coded_parties=coded(parties),
        date_printed=next((each.less for each in found if each.less), None) if not signed else None,
        language=language_of(texts),
        sections=body.outline.sections(closing),
        signature=frame.signature,
        lead=frame.lead,
        paragraphs=_paragraphs(body, page.file, closing, speaking_parties(parties, simplified(naming_title), texts)),
    )


def _signings(frame: Frame, body: _Body, kind: Kind, title: str) -> list[Signing]:
    """The days and places that are printed as those of signing; the title's where no line and no article has one."""
    found = list(frame.signings)
    for block in (each.block for each in body.paragraphs[-3:]):
        match = next(filter(None, (pattern.search(block.text) for pattern in _signed_in(kind))), None)
        found += [signing(match, block.printed)] if match else []
    in_title = DATE_IN_PARENTHESES.search(simplified(title))
    if not found and in_title is not None:
        found.append(signing(in_title, title))
    return found


def _signed_in(kind: Kind) -> tuple[re.Pattern[str], ...]:
    """How the last paragraphs of a document of this kind say where and when it was signed."""
    if kind in _SIGNED_AT_END:
        return (*SIGNED, ENGLISH_SIGNED)
    return (SIGNED_IN_COPIES,) if kind in _SIGNED_BY_TWO else ()


_SIGNED_AT_END = frozenset({Kind.TREATY, Kind.MEMORANDUM})
"""Kinds whose last article says where and when they were signed."""


def _is_digest(body: _Body) -> bool:
    """Whether a report is several in one: short items under headings without labels."""
    return sum(each.heading.label is None for each in body.outline.headed) >= _FEWEST_ITEMS


_FEWEST_ITEMS = 2


def _event(
    kind: Kind, frame: Frame, texts: Sequence[str], published: date | None, title: str, *, digest: bool
) -> date | None:
    """The day of the event that is reported, else that of a printed subtitle; for news without one, the page's."""
    near = published if kind is Kind.NEWS else None  # a document of another kind has the year that it prints
    for line in frame.title_lines:
        if (day := event_day(line.text, near)) is not None:
            return day
    if kind in _SIGNED_BY_TWO and OPENS_DOCUMENT.search(texts[0]) and (first := DAY_FIRST.match(texts[0])) is not None:
        return signing(first).day
    if kind is not Kind.NEWS and not is_report(texts):
        return None
    if digest and published is not None:
        return published if kind is Kind.NEWS else None
    return event_day(texts[0], published) or event_day(title, published) or (published if kind is Kind.NEWS else None)


def _closing(texts: Sequence[str], body: _Body) -> int:
    """How many paragraphs stand before the leave-taking at the end; all, where the last heading has nothing else."""
    count = len(texts)
    while count > 1 and any(pattern.match(texts[count - 1]) for pattern in _CLOSING):
        count -= 1
    under_last_heading = body.outline.headed[-1].first if body.outline.headed else 0
    return count if count >= under_last_heading else len(texts)


def _paragraphs(body: _Body, file: str, closing: int, speaking: SpeakingParties) -> tuple[Paragraph, ...]:
    leaders = leaders_in(each.block.text for each in body.paragraphs)
    return tuple(
        Paragraph(
            statement="",
            number=number,
            text=each.block.printed,
            label=each.label,
            section=each.heading if number <= closing else None,
            speakers=speakers_in(each.block.text, leaders, speaking),
            file=file,
            start=each.block.start,
            end=each.block.end,
            path=each.path if number <= closing else (),
        )
        for number, each in enumerate(body.paragraphs, 1)
    )


def _warnings(statement: Statement, frame: Frame, page: Prepared, document: Document) -> tuple[str, ...]:
    """What a person should look at."""
    where = f"{page.file}, character {document.blocks[0].start}"
    warnings = [
        f"{page.file}, character {each.start}: The day {each.printed} is not in the calendar and is not used."
        for each in frame.signings
        if each.day is None and each.less is None
    ]
    printed = [each for each in frame.signings if each.day is not None]
    warnings += [
        f"{page.file}, character {each.start}: The day {each.printed} differs from {printed[0].printed}, which is used."
        for each in printed[1:]
        if each.day != printed[0].day
    ]
    if statement.kind in _SIGNED_BY_TWO and statement.date is None and statement.date_printed is None:
        warnings.append(f"{where}: The statement {statement.title} prints no signing day and is undated.")
    if not statement.title:
        warnings.append(f"{where}: No title is printed; the title stays empty.")
    return tuple(warnings)
