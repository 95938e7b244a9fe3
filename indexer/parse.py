"""Parses a file, or a batch of its lines, into statements without ids and a report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from indexer.report import BoundedMessages, ReportedPart, ReportedSource, excerpt, unaccounted
from indexer.sources import read
from indexer.sources.jsonlines import Exported, Record, read_line
from indexer.sources.lines import Line, Lost
from indexer.structure import Structure, structure
from indexer.structure.records import assembled, recorded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.files import File
    from indexer.sources.blocks import ParsedSource
    from indexer.sources.records import Records
    from search.model import Statement

_SYNTAX = {"records": "json", "table": "table"}
"""The name of the characters between the values in a file of records, by the form of the file."""

BATCH_CHARACTERS = 128 * 1024
"""The number of characters of records in a batch."""


@dataclass(frozen=True, slots=True)
class ParsedStatement:
    """A statement as it was read.

    A record has its `line` and its own `record_id`; an exported statement has the `exported_id` of its index.
    """

    statement: Statement
    line: int | None = None
    record_id: str | None = None
    exported_id: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document: its statements, its report, and the digest of its bytes."""

    statements: tuple[ParsedStatement, ...]
    reported: ReportedSource
    sha256: str


def parse_file(file: File) -> Document:
    """The parsed document of a file. Raises `UnreadableSourceError`."""
    source = read(file.path, name=file.name)
    structured = _structured(source)
    statements = tuple(map(ParsedStatement, structured.statements))
    return Document(statements, _reported(source, structured), source.sha256)


def _structured(source: ParsedSource) -> Structure:
    """The statements of a source, with the warnings of its reader, or the reason why it contains no document."""
    structured = _of_items(source) if source.items else structure(source)
    if source.nothing is None:
        return replace(structured, warnings=(*source.warnings, *structured.warnings))
    return replace(structured, warnings=(*source.warnings, f"{source.file}: {source.nothing}"))


def _of_items(source: ParsedSource) -> Structure:
    """The statements of a source whose documents are kept apart, each found by itself."""
    parts = list(structure(replace(source, blocks=(), items=())).parts)
    statements: list[Statement] = []
    warnings: list[str] = []
    for item in source.items:
        found = structure(replace(source, blocks=item.blocks, furniture=(), metadata=item.metadata, items=()))
        before = len(statements)
        parts += [replace(p, statement=None if p.statement is None else p.statement + before) for p in found.parts]
        statements += found.statements
        warnings += found.warnings
    return Structure(tuple(statements), tuple(sorted(parts, key=lambda part: part.start)), tuple(warnings))


def _reported(source: ParsedSource, structured: Structure) -> ReportedSource:
    text = source.text
    parts = [
        ReportedPart(p.kind, p.start, p.end, excerpt(text[p.start : p.end]), source.place_of(p.start))
        for p in structured.parts
    ]
    left_out = [] if source.marked_up else unaccounted(text, ((part.start, part.end) for part in parts))
    return ReportedSource(
        path=source.file,
        error=None,
        form=source.container or source.form,
        characters=len(text),
        parts=tuple(parts),
        unaccounted=tuple(ReportedPart("unaccounted", start, end, excerpt(text[start:end])) for start, end in left_out),
        warnings=structured.warnings,
    )


@dataclass(frozen=True, slots=True)
class RecordBatch:
    """A batch of lines of a file of records."""

    file: str
    sha256: str
    lines: tuple[Line | Lost | Record, ...]


def batches(file: str, records: Records) -> Iterator[RecordBatch]:
    """The lines of a file of records, in batches."""
    pending: list[Line | Lost | Record] = []
    characters = 0
    for line in records:
        pending.append(line)
        characters += _size(line)
        if characters >= BATCH_CHARACTERS or len(pending) >= BATCH_CHARACTERS // 64:
            yield RecordBatch(file, records.sha256, tuple(pending))
            pending, characters = [], 0
    if pending:
        yield RecordBatch(file, records.sha256, tuple(pending))


def _size(line: Line | Lost | Record) -> int:
    """The number of characters in a line that are still to be parsed."""
    match line:
        case Line():
            return len(line.text)
        case Lost():
            return 0
        case Record():
            return sum(len(block.text) for block in line.paragraphs)


@dataclass(frozen=True, slots=True)
class IncompleteLine:
    """A line of an export whose statement is incomplete in its batch."""

    line: int
    exported: Exported


@dataclass(slots=True)
class RecordCounts:
    """Counts over lines of records: statements, characters by kind, lost lines, and warnings."""

    statements: int = 0
    characters: Counter[str] = field(default_factory=Counter)
    lost: BoundedMessages = field(default_factory=BoundedMessages)
    warnings: BoundedMessages = field(default_factory=BoundedMessages)

    def add(self, other: RecordCounts) -> None:
        """Add the counts of other lines."""
        self.statements += other.statements
        self.characters += other.characters
        self.lost.extend(other.lost)
        self.warnings.extend(other.warnings)


@dataclass(slots=True)
class ParsedRecords:
    """The result of parsing lines of records: statements, and lines of incomplete statements."""

    statements: list[ParsedStatement] = field(default_factory=list)
    incomplete: list[IncompleteLine] = field(default_factory=list)
    counts: RecordCounts = field(default_factory=RecordCounts)

    def add_statement(self, statement: ParsedStatement) -> None:
        """Add a statement."""
        self.statements.append(statement)
        self.counts.statements += 1


def parse_batch(batch: RecordBatch) -> ParsedRecords:
    """The parsed lines of a batch. Adjacent paragraphs of one statement are assembled."""
    parsed = ParsedRecords()
    exported: list[IncompleteLine] = []
    for line in batch.lines:
        item = read_line(line) if isinstance(line, Line) else line
        if isinstance(item, Lost):
            parsed.counts.lost.add(item.told(batch.file))
            parsed.counts.characters["lost"] += item.characters
        elif isinstance(line, Line) and isinstance(item, Exported):
            exported.append(IncompleteLine(line.number, item))
            parsed.counts.characters["paragraph"] += len(item.text)
        elif isinstance(item, Record):
            _add_record(item, batch, parsed)
    for statement, group in groupby(exported, key=lambda each: each.exported.statement):
        lines = list(group)
        whole = assembled([each.exported for each in lines]).statement
        if whole is None:
            parsed.incomplete += lines
        else:
            parsed.add_statement(ParsedStatement(whole, lines[0].line, exported_id=statement.id))
    return parsed


def _add_record(record: Record, batch: RecordBatch, parsed: ParsedRecords) -> None:
    whole = recorded(record, file=batch.file, sha256=batch.sha256)
    parsed.add_statement(ParsedStatement(whole.statement, record.line, record_id=record.id))
    parsed.counts.characters.update(whole.characters)
    for warning in whole.warnings:
        parsed.counts.warnings.add(f"{batch.file}, {warning}")


@dataclass(frozen=True, slots=True)
class IncompleteStatements:
    """The lines of incomplete statements of a file, grouped by statement."""

    file: str
    groups: tuple[tuple[IncompleteLine, ...], ...]


def parse_incomplete(groups: IncompleteStatements) -> ParsedRecords:
    """The statements assembled from lines of several batches; those still incomplete are lost."""
    parsed = ParsedRecords()
    for lines in groups.groups:
        first = lines[0]
        whole = assembled([each.exported for each in lines])
        if whole.statement is None:
            reason = f"{first.exported.statement.id}: {whole.problem}"
            parsed.counts.lost.add(Lost(first.line, reason).told(groups.file))
        else:
            parsed.add_statement(ParsedStatement(whole.statement, first.line, exported_id=first.exported.statement.id))
    return parsed


def report_records(file: str, form: str, characters: int, counts: RecordCounts) -> ReportedSource:
    """The report of a completely read file of records with this number of characters."""
    if not counts.statements and not counts.lost.count:
        counts.warnings.add(f"{file}: The file contains no statement.")
    known = sum(counts.characters.values())
    return ReportedSource(
        path=file,
        error=None,
        form=form,
        characters=characters,
        counts={**counts.characters, f"furniture:{_SYNTAX[form]}": max(characters - known, 0)},
        lost=counts.lost.listed(),
        warnings=counts.warnings.listed(),
    )
