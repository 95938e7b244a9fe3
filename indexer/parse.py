"""A file, or some lines of one, to statements without ids, and to what is reported of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from indexer.report import BoundedMessages, ReportedPart, ReportedSource, excerpt, unaccounted
from indexer.sources import read
from indexer.sources.jsonlines import Exported, read_line
from indexer.sources.lines import Line, Lost
from indexer.structure import structure
from indexer.structure.records import assembled, recorded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.files import File
    from indexer.sources.blocks import ParsedSource
    from indexer.sources.jsonlines import Record
    from indexer.sources.records import Records
    from indexer.structure import Structure
    from search.model import Statement

BATCH_CHARACTERS = 128 * 1024
"""Characters of records that are read in one go."""


@dataclass(frozen=True, slots=True)
class ParsedStatement:
    """A statement as it was read.

    Of a record `line` is where it stands and `given` what it calls itself; of an export `exported` is the id it had.
    """

    statement: Statement
    line: int | None = None
    given: str | None = None
    exported: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file that is read whole: its statements, what is reported of it, and the digest of its bytes."""

    statements: tuple[ParsedStatement, ...]
    reported: ReportedSource
    sha256: str


def parse_file(file: File) -> Document:
    """What is in a file. Raises `UnreadableSourceError`."""
    reading = read(file.path, name=file.name)
    structured = structure(reading)
    statements = tuple(map(ParsedStatement, structured.statements))
    return Document(statements, _reported(reading, structured), reading.sha256)


def _reported(reading: ParsedSource, structured: Structure) -> ReportedSource:
    text = reading.text
    parts = [ReportedPart(p.kind, p.start, p.end, excerpt(text[p.start : p.end])) for p in structured.parts]
    left_out = [] if reading.form == "html" else unaccounted(text, ((part.start, part.end) for part in parts))
    return ReportedSource(
        path=reading.file,
        error=None,
        form=reading.form,
        characters=len(text),
        parts=tuple(parts),
        unaccounted=tuple(ReportedPart("unaccounted", start, end, excerpt(text[start:end])) for start, end in left_out),
        warnings=structured.warnings,
    )


@dataclass(frozen=True, slots=True)
class RecordBatch:
    """Some lines of a file of records."""

    file: str
    sha256: str
    lines: tuple[Line | Lost, ...]


def batches(file: str, records: Records) -> Iterator[RecordBatch]:
    """The lines of a file of records, so many at a time."""
    held: list[Line | Lost] = []
    characters = 0
    for line in records:
        held.append(line)
        characters += len(line.text) if isinstance(line, Line) else 0
        if characters >= BATCH_CHARACTERS or len(held) >= BATCH_CHARACTERS // 64:
            yield RecordBatch(file, records.sha256, tuple(held))
            held, characters = [], 0
    if held:
        yield RecordBatch(file, records.sha256, tuple(held))


@dataclass(frozen=True, slots=True)
class IncompleteLine:
    """A line of an export that does not stand with all the others of its statement."""

    line: int
    exported: Exported


@dataclass(slots=True)
class RecordCounts:
    """What became of lines of records: how many statements, characters by kind, and what was strange."""

    statements: int = 0
    characters: Counter[str] = field(default_factory=Counter)
    lost: BoundedMessages = field(default_factory=BoundedMessages)
    warnings: BoundedMessages = field(default_factory=BoundedMessages)

    def add(self, other: RecordCounts) -> None:
        """Take in what became of other lines."""
        self.statements += other.statements
        self.characters += other.characters
        self.lost.extend(other.lost)
        self.warnings.extend(other.warnings)


@dataclass(slots=True)
class ParsedRecords:
    """What lines of records gave: statements, and paragraphs of which the statement is not whole yet."""

    statements: list[ParsedStatement] = field(default_factory=list)
    loose: list[IncompleteLine] = field(default_factory=list)
    tally: RecordCounts = field(default_factory=RecordCounts)

    def add_statement(self, statement: ParsedStatement) -> None:
        """One more statement."""
        self.statements.append(statement)
        self.tally.statements += 1


def parse_batch(chunk: RecordBatch) -> ParsedRecords:
    """What is in the lines. Paragraphs of one statement that stand together are put together."""
    taken = ParsedRecords()
    exported: list[IncompleteLine] = []
    for line in chunk.lines:
        read_as = line if isinstance(line, Lost) else read_line(line)
        if isinstance(read_as, Lost):
            taken.tally.lost.add(read_as.told(chunk.file))
            taken.tally.characters["lost"] += read_as.characters
        elif isinstance(read_as, Exported):
            exported.append(IncompleteLine(line.number, read_as))
            taken.tally.characters["paragraph"] += len(read_as.text)
        else:
            _add_record(read_as, chunk, taken)
    for statement, together in groupby(exported, key=lambda each: each.exported.statement):
        lines = list(together)
        whole = assembled([each.exported for each in lines]).statement
        if whole is None:
            taken.loose += lines
        else:
            taken.add_statement(ParsedStatement(whole, lines[0].line, exported=statement.id))
    return taken


def _add_record(record: Record, chunk: RecordBatch, taken: ParsedRecords) -> None:
    whole = recorded(record, file=chunk.file, sha256=chunk.sha256)
    taken.add_statement(ParsedStatement(whole.statement, record.line, given=record.id))
    taken.tally.characters.update(whole.characters)
    for warning in whole.warnings:
        taken.tally.warnings.add(f"{chunk.file}, {warning}")


@dataclass(frozen=True, slots=True)
class IncompleteStatements:
    """Loose lines of a file, those of each statement together."""

    file: str
    groups: tuple[tuple[IncompleteLine, ...], ...]


def parse_incomplete(groups: IncompleteStatements) -> ParsedRecords:
    """The statements of paragraphs that did not stand together; what is not whole is lost."""
    taken = ParsedRecords()
    for lines in groups.groups:
        first = lines[0]
        whole = assembled([each.exported for each in lines])
        if whole.statement is None:
            reason = f"{first.exported.statement.id}: {whole.problem}"
            taken.tally.lost.add(Lost(first.line, reason).told(groups.file))
        else:
            taken.add_statement(ParsedStatement(whole.statement, first.line, exported=first.exported.statement.id))
    return taken


def report_records(file: str, characters: int, tally: RecordCounts) -> ReportedSource:
    """What is reported of a file of records, of so many characters, read to its end."""
    if not tally.statements and not tally.lost.count:
        tally.warnings.add(f"{file}: no statement found in it")
    known = sum(tally.characters.values())
    return ReportedSource(
        path=file,
        error=None,
        form="records",
        characters=characters,
        counts={**tally.characters, "furniture:json": max(characters - known, 0)},
        lost=tally.lost.told(),
        warnings=tally.warnings.told(),
    )
