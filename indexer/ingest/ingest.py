"""All files of a run into the staging store: what has not changed is there already, the rest is read and cut."""

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
    from collections.abc import Iterator, Sequence

    from indexer.files import FileDigest
    from indexer.ingest.tasks import Task, TaskResult
    from indexer.progress import Progress
    from indexer.staging.store import StagingStore
    from search.analysis import Analyzer

BYTES_PER_PROCESS = 2_000_000
"""Bytes of documents that are worth a process of their own: reading them takes half a second, with jieba two."""

GZIP_RATIO = 4
"""How many bytes one of a packed file stands for."""

GROUP_SIZE = 50
"""Statements of loose lines that are put together in one go."""


def ingest(
    file_digests: Sequence[FileDigest], staging: StagingStore, analyzer: Analyzer, *, jobs: int, progress: Progress
) -> int:
    """How many files had not changed. All are in the staging store then, read by at most `jobs` processes.

    Raises `BuildError` when one of these has been ended from outside.
    """
    program = f"{program_digest()} {analyzer.fingerprint}"
    fresh = []
    for place, each in enumerate(file_digests):
        key = None if each.sha256 is None else _key(each, program)
        if key is not None and staging.take(place, each.file.name, key):
            progress.source(each.file.name, "unchanged")
        else:
            fresh.append(_ChangedFile(place, each, key))
    progress.reading(sum(max(each.file_digest.size, 0) for each in fresh))
    processes = min(jobs, max(1, sum(each.work for each in fresh) // BYTES_PER_PROCESS))
    with process_pool(processes, analyzer) as able:
        gathering = _Ingest({each.file_digest.file.name: each for each in fresh}, staging, progress)
        for task, done in able.done(gathering.tasks()):
            gathering.take(task, done)
        for task, done in able.done(gathering.groups()):
            gathering.take(task, done)
        gathering.finish()
    return len(file_digests) - len(fresh)


def _key(file_digest: FileDigest, program: str) -> str:
    """What a file is known by in the staging store: its name and bytes, and the program that reads and cuts it."""
    return sha256(f"{file_digest.file.name}\0{file_digest.sha256}\0{program}".encode()).hexdigest()


@dataclass(slots=True)
class _ChangedFile:
    """A file to parse. Of a file of records, `source` is its number in the staging store once a line is read."""

    place: int
    file_digest: FileDigest
    key: str | None
    source: int | None = None
    characters: int = 0
    tally: RecordCounts = field(default_factory=RecordCounts)

    @property
    def work(self) -> int:
        """About how many bytes of text are to be read."""
        return max(self.file_digest.size, 0) * (GZIP_RATIO if self.file_digest.file.path.suffix == ".gz" else 1)


class _Ingest:
    """The files to be read, by name, on their way to the staging store."""

    def __init__(self, fresh: dict[str, _ChangedFile], staging: StagingStore, progress: Progress) -> None:
        self._fresh = fresh
        self._staging = staging
        self._progress = progress

    def tasks(self) -> Iterator[Task]:
        """What there is to do, made as it is asked for."""
        for each in self._fresh.values():
            if holds_records(each.file_digest.file.path):
                yield from self._lines(each)
            else:
                yield each.file_digest.file

    def _lines(self, fresh: _ChangedFile) -> Iterator[RecordBatch]:
        file = fresh.file_digest.file
        taken = 0
        try:
            with open_records(file.path, name=file.name) as records:
                fresh.source = self._staging.begin(fresh.place, file.name)
                if records.sha256 != fresh.file_digest.sha256:
                    fresh.key = None  # it has changed since it was looked at: read it again next time
                for chunk in batches(file.name, records):
                    self._progress.read(records.taken - taken)
                    taken = records.taken
                    yield chunk
                fresh.characters = records.characters
        except UnreadableSourceError as error:
            self._fail(fresh, error)
        self._progress.read(max(fresh.file_digest.size - taken, 0))

    def _fail(self, fresh: _ChangedFile, error: UnreadableSourceError) -> None:
        source = self._staging.begin(fresh.place, fresh.file_digest.file.name) if fresh.source is None else fresh.source
        self._staging.finish(source, dump_source(ReportedSource(path=error.file, error=str(error))), None)
        self._progress.source(error.file, str(error))
        fresh.source = None

    def take(self, task: Task, done: TaskResult) -> None:
        """Put in the staging store what a task gave."""
        if isinstance(task, File):
            self._take_file(self._fresh[task.name], done)
            return
        fresh = self._fresh[task.file]
        fresh.tally.add(done.tally)
        if fresh.source is not None:
            self._staging.put(fresh.source, done.statements, done.loose)

    def _take_file(self, fresh: _ChangedFile, done: TaskResult) -> None:
        source = self._staging.begin(fresh.place, fresh.file_digest.file.name)
        self._staging.put(source, done.statements)
        unchanged = done.error is None and done.sha256 == fresh.file_digest.sha256
        self._staging.finish(source, done.reported, fresh.key if unchanged else None)
        self._progress.read(max(fresh.file_digest.size, 0))
        self._progress.source(fresh.file_digest.file.name, done.error or "read")

    def groups(self) -> Iterator[IncompleteStatements]:
        """The lines of exports that did not stand together, those of each statement together."""
        for name, fresh in self._fresh.items():
            if fresh.source is None:
                continue
            together = []
            for group in self._staging.loose(fresh.source):
                together.append(group)
                if len(together) >= GROUP_SIZE:
                    yield IncompleteStatements(name, tuple(together))
                    together = []
            if together:
                yield IncompleteStatements(name, tuple(together))

    def finish(self) -> None:
        """Every file of records has been read to its end."""
        for name, fresh in self._fresh.items():
            if fresh.source is not None:
                source = report_records(name, fresh.characters, fresh.tally)
                self._staging.finish(fresh.source, dump_source(source), fresh.key)
                self._progress.source(name, "read")
