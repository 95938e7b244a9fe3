"""The build pipeline: files in, a generation and a report out."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.errors import BuildError
from indexer.files import File, Found, digest_file, digest_of, find_files, inputs_digest, printable
from indexer.generations import Contents, build_lock, write_generation
from indexer.ingest.run import ingest
from indexer.progress import NoProgress
from indexer.report import Report, ReportedSource, Sources, dump_source
from indexer.staging.store import open_staging
from search.errors import EngineError
from search.store.location import store_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.progress import Progress
    from indexer.staging.store import StagingStore
    from search.analysis import Analyzer
    from search.store.address import Address

CLUSTER_STAGING = Path(".index")
"""The folder of the staging store when the index is in a cluster."""

__all__ = ["File", "Found", "build", "find_files", "inputs_digest", "printable"]


def build(
    found: Found,
    index: Address,
    *,
    analyzer: Analyzer,
    engine: str | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
    columns: Mapping[str, str] | None = None,
) -> Report:
    """Build a new generation in the index from the files with at most `jobs` processes. Returns the report of the run.

    `columns` gives the names of a table's columns by what they contain, where the names do not say it.
    An unreadable file is in the report; the others are indexed. Raises `BuildError` if no generation could be built,
    with the report of the run, if there is one already.
    """
    began = time.monotonic()
    progress = progress or NoProgress()
    try:
        store = store_at(index)
    except EngineError as error:
        raise BuildError(f"{error} {error.hint}".rstrip()) from error
    engine = engine or store.engines[0]
    with build_lock(store), open_staging(_staging_folder(index)) as staging:
        # Before parsing, so that a file that changes meanwhile makes the index stale.
        file_digests = [digest_file(file) for file in found.files]
        unchanged = ingest(file_digests, staging, analyzer, jobs=jobs, progress=progress, columns=columns)
        report = _report(found, staging, unchanged)
        contents = Contents(staging.statements(), digest_of(file_digests, columns), report.paragraphs)
        try:
            manifest = write_generation(contents, store, engine=engine, analyzer=analyzer, progress=progress)
        except BuildError as error:
            error.report = replace(report, seconds=time.monotonic() - began)
            raise
        staging.prune()
    return replace(report, corpus_version=manifest.corpus_version, seconds=time.monotonic() - began)


def _staging_folder(index: Address) -> Path:
    """The folder of the staging store: that of the index, or for a cluster one of its own, which is created."""
    if isinstance(index, Path):
        return index
    try:
        CLUSTER_STAGING.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BuildError(f"The folder {CLUSTER_STAGING} of the staging store cannot be written ({error}).") from error
    return CLUSTER_STAGING


def _report(found: Found, staging: StagingStore, unchanged: int) -> Report:
    """The report before the index is written."""
    warnings = staging.identify()
    statements, paragraphs = staging.totals()
    failed = [ReportedSource(path=error.file, error=str(error)) for error in found.failed]
    sources = Sources(chain(staging.reported(), map(dump_source, failed)))
    return Report(
        sources=sources,
        skipped=found.skipped,
        warnings=(*(warning for source in sources for warning in source.warnings), *warnings),
        statements=statements,
        paragraphs=paragraphs,
        unchanged=unchanged,
        corpus_version=None,
        seconds=0.0,
    )
