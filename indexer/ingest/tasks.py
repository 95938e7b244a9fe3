"""The work that may be divided among processes: reading files and lines, and cutting their texts into words."""

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
"""A file that is read whole, some lines of a file of records, or some loose lines of an export."""


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What a task gave. Of a file `reported` is what the report has on it; `error` says why it could not be read."""

    statements: Sequence[StagedStatement]
    reported: bytes = b""
    sha256: str | None = None
    error: str | None = None
    loose: Sequence[IncompleteLine] = ()
    tally: RecordCounts = field(default_factory=RecordCounts)


_ALLOCATIONS = 100_000
"""Objects made, and not yet gone, before Python looks for those that only hold each other; 700 by default."""


def reduce_garbage_collection() -> None:
    """Have Python look for circular garbage seldom, of which the work leaves next to none.

    It makes millions of small objects that go by themselves; looking through them takes a tenth of the time.
    """
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS)


def do(task: Task, analyzer: Analyzer) -> TaskResult:
    """What a task gives, its texts cut into words."""
    match task:
        case File():
            return _read_file(task, analyzer)
        case RecordBatch():
            return _cut(task.file, parse_batch(task), analyzer)
        case IncompleteStatements():
            return _cut(task.file, parse_incomplete(task), analyzer)


def _read_file(file: File, analyzer: Analyzer) -> TaskResult:
    try:
        document = parse_file(file)
        statements = [_staged(each, file.name, analyzer) for each in document.statements]
    except UnreadableSourceError as error:
        return TaskResult((), dump_source(ReportedSource(path=file.name, error=str(error))), error=str(error))
    return TaskResult(statements, dump_source(document.reported), document.sha256)


def _staged(arrived: ParsedStatement, file: str, analyzer: Analyzer) -> StagedStatement:
    try:
        return stage(arrived, analyzer)
    except PydanticSerializationError as error:
        reason = "holds half a character (a lone surrogate); write the whole"
        raise UnreadableSourceError(file, "the whole file", reason) from error


def _cut(file: str, taken: ParsedRecords, analyzer: Analyzer) -> TaskResult:
    statements = [_staged(each, file, analyzer) for each in taken.statements]
    return TaskResult(statements, loose=taken.loose, tally=taken.tally)
