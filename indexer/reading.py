"""A file to its statements, still without ids, and to what is reported of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from indexer.errors import UnreadableSourceError
from indexer.report import Listed, ReportedPart, ReportedSource, excerpt, unaccounted
from indexer.sources import read
from indexer.sources.jsonlines import Exported, read_line
from indexer.sources.lines import Line, Lost
from indexer.sources.records import holds_records, open_records
from indexer.structure import structure
from indexer.structure.records import assembled, recorded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.files import File
    from indexer.sources.blocks import Reading
    from indexer.sources.jsonlines import Record
    from indexer.sources.records import Records
    from indexer.structure import Structure
    from search.model import Statement

CHUNK = 128 * 1024
"""Characters of records that are read in one go."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The statements of a file, and what is reported of it."""

    statements: tuple[Statement, ...]
    reported: ReportedSource


def read_file(file: File) -> ReadFile:
    """What is in a file."""
    try:
        if holds_records(file.path):
            with open_records(file.path, name=file.name) as records:
                return _read_records(file.name, records)
        reading = read(file.path, name=file.name)
    except UnreadableSourceError as error:
        return ReadFile((), ReportedSource(path=file.name, error=str(error)))
    structured = structure(reading)
    return ReadFile(structured.statements, _reported(reading, structured))


def _reported(reading: Reading, structured: Structure) -> ReportedSource:
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
class Chunk:
    """Some lines of a file of records."""

    file: str
    sha256: str
    lines: tuple[Line | Lost, ...]


def chunks(file: str, records: Records) -> Iterator[Chunk]:
    """The lines of a file of records, so many at a time."""
    held: list[Line | Lost] = []
    characters = 0
    for line in records:
        held.append(line)
        characters += len(line.text) if isinstance(line, Line) else 0
        if characters >= CHUNK:
            yield Chunk(file, records.sha256, tuple(held))
            held, characters = [], 0
    if held:
        yield Chunk(file, records.sha256, tuple(held))


@dataclass(frozen=True, slots=True)
class Arrived:
    """A statement as a line gave it; `given` is what the line calls it."""

    statement: Statement
    line: int
    given: str | None


@dataclass(slots=True)
class Taken:
    """What lines of records gave: statements, paragraphs whose statement is not whole yet, and what was strange."""

    statements: list[Arrived] = field(default_factory=list)
    loose: list[tuple[int, Exported]] = field(default_factory=list)  # with the numbers of their lines
    characters: Counter[str] = field(default_factory=Counter)
    lost: Listed = field(default_factory=Listed)
    warnings: Listed = field(default_factory=Listed)

    def add(self, other: Taken) -> None:
        """Take in what later lines gave."""
        self.statements += other.statements
        self.loose += other.loose
        self.characters += other.characters
        self.lost.extend(other.lost)
        self.warnings.extend(other.warnings)


def read_chunk(chunk: Chunk) -> Taken:
    """What is in the lines. Paragraphs of one statement that stand together are put together."""
    taken = Taken()
    exported: list[tuple[int, Exported]] = []
    for line in chunk.lines:
        read_as = line if isinstance(line, Lost) else read_line(line)
        if isinstance(read_as, Lost):
            taken.lost.add(read_as.told(chunk.file))
            taken.characters["lost"] += read_as.characters
        elif isinstance(read_as, Exported):
            exported.append((line.number, read_as))
            taken.characters["paragraph"] += len(read_as.text)
        else:
            _take_record(read_as, chunk, taken)
    for _, together in groupby(exported, key=lambda each: each[1].statement):
        lines = list(together)
        whole = assembled([each for _, each in lines]).statement
        if whole is None:
            taken.loose += lines
        else:
            taken.statements.append(Arrived(whole, lines[0][0], whole.id))
    return taken


def _take_record(record: Record, chunk: Chunk, taken: Taken) -> None:
    whole = recorded(record, file=chunk.file, sha256=chunk.sha256)
    taken.statements.append(Arrived(whole.statement, record.line, record.id))
    taken.characters.update(whole.characters)
    for warning in whole.warnings:
        taken.warnings.add(f"{chunk.file}, {warning}")


def gathered(file: str, loose: Iterable[tuple[int, Exported]]) -> Taken:
    """The statements of paragraphs that did not stand together; what is not whole is lost."""
    taken = Taken()
    by_statement: dict[Statement, list[tuple[int, Exported]]] = {}
    for line, exported in loose:
        by_statement.setdefault(exported.statement, []).append((line, exported))
    for lines in by_statement.values():
        whole = assembled([each for _, each in lines])
        if whole.statement is None:
            taken.lost.add(Lost(lines[0][0], f"{lines[0][1].statement.id}: {whole.problem}").told(file))
        else:
            taken.statements.append(Arrived(whole.statement, lines[0][0], whole.statement.id))
    return taken


def _read_records(file: str, records: Records) -> ReadFile:
    taken = Taken()
    for chunk in chunks(file, records):
        taken.add(read_chunk(chunk))
    taken.add(gathered(file, taken.loose))
    return ReadFile(tuple(each.statement for each in taken.statements), reported_records(file, records, taken))


def reported_records(file: str, records: Records, taken: Taken) -> ReportedSource:
    """What is reported of a file of records, read to its end: sums, and the first of what was strange."""
    if not taken.statements and not taken.lost.count:
        taken.warnings.add(f"{file}: no statement found in it")
    known = sum(taken.characters.values())
    return ReportedSource(
        path=file,
        error=None,
        form="records",
        characters=records.characters,
        counts={**taken.characters, "furniture:json": max(records.characters - known, 0)},
        lost=taken.lost.told(),
        warnings=taken.warnings.told(),
    )
