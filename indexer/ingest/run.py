"""Brings all files of a run into the staging store: unchanged ones are reused, the others parsed and segmented."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from indexer.errors import UnreadableSourceError
from indexer.files import File, program_digest
from indexer.ingest.pool import process_pool
from indexer.parse import IncompleteStatements, RecordBatch, RecordCounts, batches, report_records
from indexer.report import ReportedSource, dump_source
from indexer.sources.records import holds_records, open_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.files import FileDigest
    from indexer.ingest.tasks import Task, TaskResult
    from indexer.progress import Progress
    from indexer.staging.store import StagingStore
    from search.analysis import Analyzer

BYTES_PER_PROCESS = 2_000_000
"""The bytes of documents that justify another process: parsing them takes half a second, two with jieba."""

GZIP_RATIO = 4
"""The estimated ratio of uncompressed to compressed bytes."""

GROUP_SIZE = 50
"""The number of incomplete statements in a task."""


def ingest(
    file_digests: Sequence[FileDigest],
    staging: StagingStore,
    analyzer: Analyzer,
    *,
    jobs: int,
    progress: Progress,
    columns: Mapping[str, str] | None = None,
) -> int:
    """Bring all files into the staging store with at most `jobs` processes. Returns the number of unchanged files.

    `columns` gives the names of a table's columns by what they contain, where the names do not say it.

    Raises `BuildError` if one of the processes is killed.
    """
    columns = columns or {}
    program = f"{program_digest()} {analyzer.fingerprint} {sorted(columns.items())}"
    changed = []
    for position, each in enumerate(file_digests):
        key = None if each.sha256 is None else _key(each, program)
        if key is not None and staging.reuse(position, each.file.name, key):
            progress.source(each.file.name, "unchanged")
        else:
            changed.append(_ChangedFile(position, each, key))
    progress.reading(sum(max(each.file_digest.size, 0) for each in changed))
    processes = min(jobs, max(1, sum(each.work for each in changed) // BYTES_PER_PROCESS))
    with process_pool(processes, analyzer) as pool:
        run = _Ingest({each.file_digest.file.name: each for each in changed}, staging, progress, columns)
        for task, result in pool.results(run.tasks()):
            run.store(task, result)
        for task, result in pool.results(run.groups()):
            run.store(task, result)
        run.finish()
    return len(file_digests) - len(changed)


def _key(file_digest: FileDigest, program: str) -> str:
    """The key of a file in the staging store: a digest of its name, its bytes, and the program and analyzer."""
    return sha256(f"{file_digest.file.name}\0{file_digest.sha256}\0{program}".encode()).hexdigest()


@dataclass(slots=True)
class _ChangedFile:
    """A file to parse. `source` is its number in the staging store, for a file of records that has been opened."""

    position: int
    file_digest: FileDigest
    key: str | None
    source: int | None = None
    form: str = "records"
    characters: int = 0
    counts: RecordCounts = field(default_factory=RecordCounts)

    @property
    def work(self) -> int:
        """The approximate bytes of text to parse."""
        return max(self.file_digest.size, 0) * (GZIP_RATIO if self.file_digest.file.path.suffix == ".gz" else 1)


class _Ingest:
    """The changed files of a run by name, which are parsed into the staging store."""

    def __init__(
        self, changed: dict[str, _ChangedFile], staging: StagingStore, progress: Progress, columns: Mapping[str, str]
    ) -> None:
        self._columns = columns
        self._changed = changed
        self._staging = staging
        self._progress = progress

    def tasks(self) -> Iterator[Task]:
        """The tasks, created lazily."""
        for each in self._changed.values():
            if holds_records(each.file_digest.file.path):
                yield from self._lines(each)
            else:
                yield each.file_digest.file

    def _lines(self, changed: _ChangedFile) -> Iterator[RecordBatch]:
        file = changed.file_digest.file
        counted = 0
        try:
            with open_records(file.path, name=file.name, columns=self._columns) as records:
                changed.source = self._staging.begin(changed.position, file.name)
                changed.form = records.form
                if records.sha256 != changed.file_digest.sha256:
                    changed.key = None  # it changed after its digest was taken: do not reuse it
                for batch in batches(file.name, records):
                    self._progress.read(records.taken - counted)
                    counted = records.taken
                    yield batch
                changed.characters = records.characters
        except UnreadableSourceError as error:
            self._fail(changed, error)
        self._progress.read(max(changed.file_digest.size - counted, 0))

    def _fail(self, changed: _ChangedFile, error: UnreadableSourceError) -> None:
        source = (
            self._staging.begin(changed.position, changed.file_digest.file.name)
            if changed.source is None
            else changed.source
        )
        self._staging.finish(source, dump_source(ReportedSource(path=error.file, error=str(error))), None)
        self._progress.source(error.file, str(error))
        changed.source = None

    def store(self, task: Task, result: TaskResult) -> None:
        """Store the result of a task."""
        if isinstance(task, File):
            self._store_file(self._changed[task.name], result)
            return
        changed = self._changed[task.file]
        changed.counts.add(result.counts)
        if changed.source is not None:
            self._staging.put(changed.source, result.statements, result.incomplete)

    def _store_file(self, changed: _ChangedFile, result: TaskResult) -> None:
        source = self._staging.begin(changed.position, changed.file_digest.file.name)
        self._staging.put(source, result.statements)
        unchanged = result.error is None and result.sha256 == changed.file_digest.sha256
        self._staging.finish(source, result.reported, changed.key if unchanged else None)
        self._progress.read(max(changed.file_digest.size, 0))
        self._progress.source(changed.file_digest.file.name, result.error or "read")

    def groups(self) -> Iterator[IncompleteStatements]:
        """The tasks for statements that no batch completed."""
        for name, changed in self._changed.items():
            if changed.source is None:
                continue
            groups = []
            for group in self._staging.incomplete_lines(changed.source):
                groups.append(group)
                if len(groups) >= GROUP_SIZE:
                    yield IncompleteStatements(name, tuple(groups))
                    groups = []
            if groups:
                yield IncompleteStatements(name, tuple(groups))

    def finish(self) -> None:
        """Store the reports of the files of records, which have been read completely."""
        for name, changed in self._changed.items():
            if changed.source is not None:
                source = report_records(name, changed.form, changed.characters, changed.counts)
                self._staging.finish(changed.source, dump_source(source), changed.key)
                self._progress.source(name, "read")
