"""The tasks of worker processes: parsing files and lines, and segmenting their texts."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic_core import PydanticSerializationError

from indexer.errors import UnreadableSourceError
from indexer.files import File
from indexer.parse import IncompleteStatements, RecordBatch, RecordCounts, parse_batch, parse_file, parse_incomplete
from indexer.report import ReportedSource, dump_source
from indexer.staging.staged import stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.parse import IncompleteLine, ParsedRecords, ParsedStatement
    from indexer.staging.staged import StagedStatement
    from search.analysis import Analyzer

Task = File | RecordBatch | IncompleteStatements
"""A document, a batch of lines of records, or lines of incomplete statements of an export."""


@dataclass(frozen=True, slots=True)
class TaskResult:
    """The result of a task. A document has its report in `reported`; `error` says why it could not be read."""

    statements: Sequence[StagedStatement]
    reported: bytes = b""
    sha256: str | None = None
    error: str | None = None
    incomplete: Sequence[IncompleteLine] = ()
    counts: RecordCounts = field(default_factory=RecordCounts)


_ALLOCATIONS = 100_000
"""The number of new objects before a garbage collection; Python's default is 700."""


def reduce_garbage_collection() -> None:
    """Make cyclic garbage collections rare: parsing leaves almost no cyclic garbage.

    It creates millions of small objects that are freed by reference counting; collections take a tenth of the time.
    """
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS)


def run_task(task: Task, analyzer: Analyzer) -> TaskResult:
    """The result of a task, with its texts segmented."""
    match task:
        case File():
            return _parse_document(task, analyzer)
        case RecordBatch():
            return _segmented(task.file, parse_batch(task), analyzer)
        case IncompleteStatements():
            return _segmented(task.file, parse_incomplete(task), analyzer)


def _parse_document(file: File, analyzer: Analyzer) -> TaskResult:
    try:
        document = parse_file(file)
        statements = [_staged(each, file.name, analyzer) for each in document.statements]
    except UnreadableSourceError as error:
        return TaskResult((), dump_source(ReportedSource(path=file.name, error=str(error))), error=str(error))
    return TaskResult(statements, dump_source(document.reported), document.sha256)


def _staged(parsed: ParsedStatement, file: str, analyzer: Analyzer) -> StagedStatement:
    try:
        return stage(parsed, analyzer)
    except PydanticSerializationError as error:
        reason = "The text contains a lone surrogate; write the whole character."
        raise UnreadableSourceError(file, "the whole file", reason) from error


def _segmented(file: str, parsed: ParsedRecords, analyzer: Analyzer) -> TaskResult:
    statements = [_staged(each, file, analyzer) for each in parsed.statements]
    return TaskResult(statements, incomplete=parsed.incomplete, counts=parsed.counts)
