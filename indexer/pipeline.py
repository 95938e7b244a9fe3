"""Read, structure, write: files in, a generation and a report out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.errors import BuildError
from indexer.files import File, Found, find_files, inputs_digest, printable
from indexer.generations import Contents, write_generation
from indexer.reading import read_file
from indexer.report import Report, ReportedSource, ReportedStatement
from indexer.structure.identity import identify

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.structure.identity import Identified
    from search.analysis import Analyzer

__all__ = ["File", "Found", "build", "find_files", "inputs_digest", "printable"]

Progress = Callable[[ReportedSource], None]
"""Called after every file."""


def _no_progress(_source: ReportedSource) -> None:
    """Tell nobody."""


def build(
    found: Found, directory: Path, *, analyzer: Analyzer, engine: str = "whoosh", progress: Progress = _no_progress
) -> Report:
    """The report of a run that made a new generation of the files.

    A file that cannot be read is in the report; the others are indexed. Raises `BuildError` when no generation could
    be made, with the report in its `report`.
    """
    began = time.monotonic()
    inputs = inputs_digest(found)  # before reading: what changes meanwhile makes the index stale
    read_files = []
    for file in found.files:
        read_files.append(read_file(file))
        progress(read_files[-1].reported)
    identified = identify([statement for each in read_files for statement in each.statements])
    report = Report(
        sources=(
            *(_with_ids(each.reported, identified) for each in read_files),
            *(ReportedSource(path=error.file, error=str(error)) for error in found.failed),
        ),
        skipped=found.skipped,
        warnings=(*(w for each in read_files for w in each.reported.warnings), *identified.warnings),
        statements=len(identified.statements),
        paragraphs=sum(statement.paragraph_count for statement in identified.statements),
        corpus_version=None,
        seconds=time.monotonic() - began,
    )
    contents = Contents(identified.statements, inputs)
    try:
        manifest = write_generation(contents, directory, engine=engine, analyzer=analyzer)
    except BuildError as error:
        error.report = report
        raise
    return replace(report, corpus_version=manifest.corpus_version, seconds=time.monotonic() - began)


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
