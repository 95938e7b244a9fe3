"""The work that may be divided among processes: reading files and lines, and cutting their texts into words."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic_core import PydanticSerializationError

from indexer.errors import UnreadableSourceError
from indexer.files import File
from indexer.reading import Chunk, Groups, Tally, read_chunk, read_document, read_groups
from indexer.report import ReportedSource, dumped
from indexer.shelved import shelved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.reading import Arrived, Loose, Taken
    from indexer.shelved import Shelved
    from search.analysis import Analyzer

Task = File | Chunk | Groups
"""A file that is read whole, some lines of a file of records, or some loose lines of an export."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a task gave. Of a file `reported` is what the report has on it; `error` says why it could not be read."""

    statements: Sequence[Shelved]
    reported: bytes = b""
    sha256: str | None = None
    error: str | None = None
    loose: Sequence[Loose] = ()
    tally: Tally = field(default_factory=Tally)


_ALLOCATIONS = 100_000
"""Objects made, and not yet gone, before Python looks for those that only hold each other; 700 by default."""


def collect_seldom() -> None:
    """Have Python look for circular garbage seldom, of which the work leaves next to none.

    It makes millions of small objects that go by themselves; looking through them takes a tenth of the time.
    """
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS)


def do(task: Task, analyzer: Analyzer) -> Done:
    """What a task gives, its texts cut into words."""
    match task:
        case File():
            return _read_file(task, analyzer)
        case Chunk():
            return _cut(task.file, read_chunk(task), analyzer)
        case Groups():
            return _cut(task.file, read_groups(task), analyzer)


def _read_file(file: File, analyzer: Analyzer) -> Done:
    try:
        document = read_document(file)
        statements = [_shelved(each, file.name, analyzer) for each in document.statements]
    except UnreadableSourceError as error:
        return Done((), dumped(ReportedSource(path=file.name, error=str(error))), error=str(error))
    return Done(statements, dumped(document.reported), document.sha256)


def _shelved(arrived: Arrived, file: str, analyzer: Analyzer) -> Shelved:
    try:
        return shelved(arrived, analyzer)
    except PydanticSerializationError as error:
        reason = "holds half a character (a lone surrogate); write the whole"
        raise UnreadableSourceError(file, "the whole file", reason) from error


def _cut(file: str, taken: Taken, analyzer: Analyzer) -> Done:
    statements = [_shelved(each, file, analyzer) for each in taken.statements]
    return Done(statements, loose=taken.loose, tally=taken.tally)
