"""All files of a run onto the shelf: what has not changed is there already, the rest is read and cut."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from indexer.errors import UnreadableSourceError
from indexer.files import File, program_digest
from indexer.reading import Chunk, Groups, Tally, chunks, reported_records
from indexer.report import ReportedSource, dumped
from indexer.sources.records import holds_records, open_records
from indexer.workers import workers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.files import Stamp
    from indexer.progress import Progress
    from indexer.shelf import Shelf
    from indexer.work import Done, Task
    from search.analysis import Analyzer

SHARE = 2_000_000
"""Bytes of documents that are worth a process of their own: reading them takes half a second, with jieba two."""

PACKED = 4
"""How many bytes one of a packed file stands for."""

TOGETHER = 50
"""Statements of loose lines that are put together in one go."""


def gather(stamps: Sequence[Stamp], shelf: Shelf, analyzer: Analyzer, *, jobs: int, progress: Progress) -> int:
    """How many files had not changed. All are on the shelf then, read by at most `jobs` processes.

    Raises `BuildError` when one of these has been ended from outside.
    """
    program = f"{program_digest()} {analyzer.fingerprint}"
    fresh = []
    for place, each in enumerate(stamps):
        key = None if each.sha256 is None else _key(each, program)
        if key is not None and shelf.take(place, each.file.name, key):
            progress.source(each.file.name, "unchanged")
        else:
            fresh.append(_Fresh(place, each, key))
    progress.reading(sum(max(each.stamp.size, 0) for each in fresh))
    processes = min(jobs, max(1, sum(each.work for each in fresh) // SHARE))
    with workers(processes, analyzer) as able:
        gathering = _Gathering({each.stamp.file.name: each for each in fresh}, shelf, progress)
        for task, done in able.done(gathering.tasks()):
            gathering.take(task, done)
        for task, done in able.done(gathering.groups()):
            gathering.take(task, done)
        gathering.finish()
    return len(stamps) - len(fresh)


def _key(stamp: Stamp, program: str) -> str:
    """What a file is known by on the shelf: its name and bytes, and the program that reads and cuts it."""
    return sha256(f"{stamp.file.name}\0{stamp.sha256}\0{program}".encode()).hexdigest()


@dataclass(slots=True)
class _Fresh:
    """A file to be read. Of a file of records `source` is its number on the shelf once its first line is read."""

    place: int
    stamp: Stamp
    key: str | None
    source: int | None = None
    characters: int = 0
    tally: Tally = field(default_factory=Tally)

    @property
    def work(self) -> int:
        """About how many bytes of text are to be read."""
        return max(self.stamp.size, 0) * (PACKED if self.stamp.file.path.suffix == ".gz" else 1)


class _Gathering:
    """The files to be read, by name, on their way to the shelf."""

    def __init__(self, fresh: dict[str, _Fresh], shelf: Shelf, progress: Progress) -> None:
        self._fresh = fresh
        self._shelf = shelf
        self._progress = progress

    def tasks(self) -> Iterator[Task]:
        """What there is to do, made as it is asked for."""
        for each in self._fresh.values():
            if holds_records(each.stamp.file.path):
                yield from self._lines(each)
            else:
                yield each.stamp.file

    def _lines(self, fresh: _Fresh) -> Iterator[Chunk]:
        file = fresh.stamp.file
        taken = 0
        try:
            with open_records(file.path, name=file.name) as records:
                fresh.source = self._shelf.begin(fresh.place, file.name)
                if records.sha256 != fresh.stamp.sha256:
                    fresh.key = None  # it has changed since it was looked at: read it again next time
                for chunk in chunks(file.name, records):
                    self._progress.read(records.taken - taken)
                    taken = records.taken
                    yield chunk
                fresh.characters = records.characters
        except UnreadableSourceError as error:
            self._fail(fresh, error)
        self._progress.read(max(fresh.stamp.size - taken, 0))

    def _fail(self, fresh: _Fresh, error: UnreadableSourceError) -> None:
        source = self._shelf.begin(fresh.place, fresh.stamp.file.name) if fresh.source is None else fresh.source
        self._shelf.finish(source, dumped(ReportedSource(path=error.file, error=str(error))), None)
        self._progress.source(error.file, str(error))
        fresh.source = None

    def take(self, task: Task, done: Done) -> None:
        """Put on the shelf what a task gave."""
        if isinstance(task, File):
            self._take_file(self._fresh[task.name], done)
            return
        fresh = self._fresh[task.file]
        fresh.tally.add(done.tally)
        if fresh.source is not None:
            self._shelf.put(fresh.source, done.statements, done.loose)

    def _take_file(self, fresh: _Fresh, done: Done) -> None:
        source = self._shelf.begin(fresh.place, fresh.stamp.file.name)
        self._shelf.put(source, done.statements)
        unchanged = done.error is None and done.sha256 == fresh.stamp.sha256
        self._shelf.finish(source, done.reported, fresh.key if unchanged else None)
        self._progress.read(max(fresh.stamp.size, 0))
        self._progress.source(fresh.stamp.file.name, done.error or "read")

    def groups(self) -> Iterator[Groups]:
        """The lines of exports that did not stand together, those of each statement together."""
        for name, fresh in self._fresh.items():
            if fresh.source is None:
                continue
            together = []
            for group in self._shelf.loose(fresh.source):
                together.append(group)
                if len(together) >= TOGETHER:
                    yield Groups(name, tuple(together))
                    together = []
            if together:
                yield Groups(name, tuple(together))

    def finish(self) -> None:
        """Every file of records has been read to its end."""
        for name, fresh in self._fresh.items():
            if fresh.source is not None:
                source = reported_records(name, fresh.characters, fresh.tally)
                self._shelf.finish(fresh.source, dumped(source), fresh.key)
                self._progress.source(name, "read")
