"""Read, structure, write: files in, a generation and a report out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import search
from indexer.errors import BuildError, UnreadableSourceError
from indexer.generations import Contents, write_generation
from indexer.report import Report, ReportedPart, ReportedSource, ReportedStatement, excerpt, unaccounted
from indexer.sources import read
from indexer.structure import structure
from indexer.structure.identity import identify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.sources.blocks import Reading
    from indexer.structure import Structure
    from indexer.structure.identity import Identified
    from search.analysis import Analyzer
    from search.model import Statement

Progress = Callable[[ReportedSource], None]
"""Called after every file."""


def _no_progress(_source: ReportedSource) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to read, and the name under which reports and citations know it: `seeds/004.txt`, wherever seeds/ is."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, in order, and what was passed over with its reason."""

    files: tuple[File, ...]
    skipped: tuple[str, ...]


def find_files(paths: Iterable[Path]) -> Found:
    """The files that the paths name; of a folder, every file below it but hidden ones and READMEs about the folder."""
    files: dict[Path, File] = {}
    skipped: list[str] = []
    for path in paths:
        if not path.is_dir():
            files.setdefault(path, File(path, f"{path.resolve().parent.name}/{path.name}"))
            continue
        for child in sorted(path.rglob("*")):
            if child.is_dir():
                continue
            below = child.relative_to(path)
            if any(part.startswith(".") for part in below.parts):
                skipped.append(f"{child} (hidden)")
            elif child.stem.upper() == "README":
                skipped.append(f"{child} (says what the folder holds)")
            else:
                files.setdefault(child, File(child, f"{path.resolve().name}/{below}"))
    return Found(tuple(files.values()), tuple(skipped))


def inputs_digest(found: Found) -> str:
    """A digest of the files' names and bytes and of this program's code: the same inputs give the same index."""
    digest = sha256()
    rooms = (Path(__file__).parent, Path(search.__file__).parent)
    program = [File(path, path.name) for room in rooms for path in sorted(room.rglob("*.py"))]
    for file in (*program, *found.files):
        digest.update(f"{file.name}\0".encode(errors="surrogateescape"))
        try:
            digest.update(sha256(file.path.read_bytes()).digest() if file.path.is_file() else b"no file")
        except OSError as error:
            digest.update(type(error).__name__.encode())
    return digest.hexdigest()[:16]


def build(
    found: Found, directory: Path, *, analyzer: Analyzer, engine: str = "whoosh", progress: Progress = _no_progress
) -> Report:
    """The report of a run that made a new generation of the files.

    A file that cannot be read is in the report; the others are indexed. Raises `BuildError` when no generation could
    be made, with the report in its `report`.
    """
    began = time.monotonic()
    read_files = []
    for file in found.files:
        read_files.append(_read(file))
        progress(read_files[-1].reported)
    identified = identify([statement for each in read_files for statement in each.statements])
    report = Report(
        sources=tuple(_with_ids(each.reported, identified) for each in read_files),
        skipped=found.skipped,
        warnings=(*(w for each in read_files for w in each.reported.warnings), *identified.warnings),
        statements=len(identified.statements),
        paragraphs=sum(statement.paragraph_count for statement in identified.statements),
        corpus_version=None,
        seconds=time.monotonic() - began,
    )
    contents = Contents(identified.statements, inputs_digest(found))
    try:
        manifest = write_generation(contents, directory, engine=engine, analyzer=analyzer)
    except BuildError as error:
        error.report = report
        raise
    return replace(report, corpus_version=manifest.corpus_version, seconds=time.monotonic() - began)


@dataclass(frozen=True, slots=True)
class _ReadFile:
    """A file as read: the statements in it, without their final ids, and what is reported of it."""

    statements: tuple[Statement, ...]
    reported: ReportedSource


def _read(file: File) -> _ReadFile:
    try:
        reading = read(file.path, name=file.name)
    except UnreadableSourceError as error:
        return _ReadFile((), ReportedSource(path=file.name, error=str(error)))
    structured = structure(reading)
    return _ReadFile(structured.statements, _reported(reading, structured))


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


def _with_ids(source: ReportedSource, identified: Identified) -> ReportedSource:
    """The report of a file with the ids under which its statements are known."""
    indexed = [
        ReportedStatement(s.id, s.title, s.paragraph_count, None)
        for s in identified.statements
        if s.source.file == source.path
    ]
    duplicates = [
        ReportedStatement(d.kept_id, d.title, 0, d.kept_id) for d in identified.duplicates if d.file == source.path
    ]
    return replace(source, statements=(*indexed, *duplicates))
