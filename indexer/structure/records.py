"""Documents that arrive as records, their parts named already: to statements, by the rules that hold for all."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.structure.document_kinds import kind_of
from indexer.structure.folded import folded, simplified
from indexer.structure.labels_and_headings import label_of, level_of_label
from indexer.structure.languages import language_of
from indexer.structure.outline import Outline
from indexer.structure.paragraph_speakers import leaders_in, speakers_in, speaking_parties
from indexer.structure.parties import coded, parties_in
from indexer.structure.statements import WITH_PARTIES
from indexer.structure.text_coverage import Role
from search.model import Heading, Paragraph, Source, Statement, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from indexer.sources.blocks import Block
    from indexer.sources.jsonlines import Exported, Record
    from indexer.structure.folded import FoldedBlock
    from indexer.structure.labels_and_headings import Label
    from indexer.structure.paragraph_speakers import SpeakingParties
    from search.model import Section


@dataclass(frozen=True, slots=True)
class Recorded:
    """The statement that a record is, what its characters became, and what a person should look at."""

    statement: Statement
    characters: Mapping[str, int]
    warnings: tuple[str, ...]


def recorded(record: Record, *, file: str, sha256: str) -> Recorded:
    """The statement of a record: its paragraphs are the record's, none added, none dropped, without their labels."""
    blocks = [folded(block) for block in record.paragraphs]
    labels = [label_of(block) for block in blocks]
    cut = [
        (block.cut(label.width).strip(), label) if label else (block, None)
        for block, label in zip(blocks, labels, strict=True)
    ]
    # A label with nothing after it is all there is to cite.
    cut = [each if each[0].runs else (block, None) for each, block in zip(cut, blocks, strict=True)]
    title = record.title.text if record.title else ""
    texts = [block.text for block, _ in cut]
    kind = record.kind or kind_of(
        title,
        texts,
        [label.text if label else None for _, label in cut],
        has_lead=record.lead is not None,
        on_page=record.date is not None or record.published is not None,
    )
    given = parties_in(title) if kind in WITH_PARTIES else ()
    parties = given if record.parties is None else record.parties
    paragraphs = _paragraphs(cut, record.sections, file, speaking_parties(parties, simplified(title), texts))
    statement = Statement(
        id="",
        title=title,
        kind=kind,
        source=Source(file, sha256, record.url, record.publisher, record.editor),
        paragraph_count=len(paragraphs),
        date=record.date,
        published=record.published,
        place=record.place,
        parties=parties,
        coded_parties=coded(parties),
        language=record.language or language_of(texts),
        sections=record.sections,
        signature=record.signature,
        lead=record.lead,
        paragraphs=paragraphs,
    )
    return Recorded(statement, _characters(record, paragraphs), _warnings(record))


def _paragraphs(
    cut: Sequence[tuple[FoldedBlock, Label | None]], sections: Sequence[Section], file: str, speaking: SpeakingParties
) -> tuple[Paragraph, ...]:
    leaders = leaders_in(block.text for block, _ in cut)
    outline = Outline()
    above: tuple[Section, ...] = ()
    paragraphs = []
    for number, ((block, label), around) in enumerate(zip(cut, _around(sections, len(cut)), strict=True), 1):
        outline = outline if around == above else Outline()
        above = around
        if label is not None:
            outline.open_label(label)
        inner = outline.path(labelled=label is not None, text=block.text)
        paragraphs.append(
            Paragraph(
                statement="",
                number=number,
                text=block.printed,
                label=label.text if label else None,
                section=Heading(around[-1].label, around[-1].title) if around else None,
                speakers=speakers_in(block.text, leaders, speaking),
                file=file,
                start=block.start,
                end=block.end,
                path=(*map(_step, around), *inner),
            )
        )
    return tuple(paragraphs)


def _around(sections: Sequence[Section], count: int) -> Iterator[tuple[Section, ...]]:
    """For every paragraph the sections that it stands in, the outermost first."""
    in_order = deque(sorted(sections, key=lambda section: section.first))
    around: list[Section] = []
    for number in range(1, count + 1):
        around = [section for section in around if section.last >= number]
        while in_order and in_order[0].first <= number:
            around.append(in_order.popleft())
        yield tuple(around)


def _step(section: Section) -> Step:
    return Step(level_of_label(section.label), section.label, section.title or None)


def _characters(record: Record, paragraphs: Sequence[Paragraph]) -> dict[str, int]:
    counts = Counter(record.characters)
    counts[Role.TITLE] += _width(record.title)
    counts[Role.PARAGRAPH] += sum(paragraph.end - paragraph.start for paragraph in paragraphs)
    counts[Role.LABEL] += sum(map(_width, record.paragraphs)) - counts[Role.PARAGRAPH]
    return {str(kind): count for kind, count in counts.items() if count}


def _width(block: Block | None) -> int:
    return block.end - block.start if block else 0


def _warnings(record: Record) -> tuple[str, ...]:
    missing = [name for name, value in (("title", record.title), ("date", record.date)) if value is None]
    return (
        *record.warnings,
        *(f'line {record.line}: The record has no "{name}"; the statement has none.' for name in missing),
    )


@dataclass(frozen=True, slots=True)
class Assembled:
    """The statement whose paragraphs were exported; None where they are not whole, then `problem` says so."""

    statement: Statement | None
    problem: str | None = None


def assembled(lines: Iterable[Exported]) -> Assembled:
    """The statement that the lines of one statement make, with every place as it was exported."""
    by_number: dict[int, Exported] = {}
    for line in lines:
        if by_number.setdefault(line.number, line) != line:
            return Assembled(None, f"Paragraph {line.number} occurs twice with different texts; export it again.")
    first = next(iter(by_number.values())).statement
    count = first.paragraph_count
    if len(by_number) < count:
        numbers = ", ".join(map(str, sorted(by_number)))
        return Assembled(
            None, f"Only {len(by_number)} of its {count} paragraphs are present ({numbers}); export it without a query."
        )
    paragraphs = tuple(_exported(by_number[number]) for number in range(1, count + 1))
    return Assembled(replace(first, paragraphs=paragraphs))


def _exported(line: Exported) -> Paragraph:
    return Paragraph(
        statement=line.statement.id,
        number=line.number,
        text=line.text,
        label=line.label,
        section=line.section,
        speakers=line.speakers,
        file=line.source.file,
        start=line.source.start,
        end=line.source.end,
        path=line.path,
    )
