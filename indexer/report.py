"""The report of a run: its sources, the classification of every character, and all errors and warnings."""

from __future__ import annotations

import json
import weakref
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, overload

from pydantic import TypeAdapter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

EXCERPT = 40
"""The most characters of a part that the report shows."""

MESSAGES_MAX = 1000
"""The most messages of one file that are listed; further ones are counted. A file may have any number of lines."""


@dataclass(slots=True)
class BoundedMessages:
    """The first messages of a list, and their total number."""

    kept: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, message: str) -> None:
        """Add a message."""
        self.count += 1
        if len(self.kept) < MESSAGES_MAX:
            self.kept.append(message)

    def extend(self, other: BoundedMessages) -> None:
        """Add the messages of another list."""
        self.count += other.count
        self.kept += other.kept[: MESSAGES_MAX - len(self.kept)]

    def listed(self) -> tuple[str, ...]:
        """The messages, followed by one with the number of omitted messages."""
        more = self.count - len(self.kept)
        return (*self.kept, f"… and {more} more of this kind.") if more else tuple(self.kept)


@dataclass(frozen=True, slots=True)
class ReportedPart:
    """A part of a source, from `start` to `end`, and its kind: paragraph, label, furniture:navigation.

    `place` is where it stands in a file without offsets of text, such as "page 3".
    """

    kind: str
    start: int
    end: int
    excerpt: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class ReportedStatement:
    """A statement of a source.

    `duplicate_of` is the id of the statement with the same text, or None; `differs` says how else the two differ.
    """

    id: str
    title: str
    paragraphs: int
    duplicate_of: str | None
    differs: str | None = None


@dataclass(frozen=True, slots=True)
class ReportedSource:
    """A file of the run. `error` is None if it could be read; then `form` is text, markdown, html or records.

    A file of records may have any size: its characters are counted in `counts`, not listed in `parts`, and `lost` has a
    message for each line without a result.
    """

    path: str
    error: str | None
    form: str | None = None
    characters: int = 0
    statements: tuple[ReportedStatement, ...] = ()
    parts: tuple[ReportedPart, ...] = ()
    unaccounted: tuple[ReportedPart, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def characters_by_kind(self) -> dict[str, int]:
        """The numbers of characters by kind, largest first."""
        counts: Counter[str] = Counter(self.counts)
        for part in self.parts:
            counts[part.kind] += part.end - part.start
        return dict(counts.most_common())


_source_json = TypeAdapter(ReportedSource)


def dump_source(source: ReportedSource) -> bytes:
    """The JSON of a reported source."""
    return _source_json.dump_json(source)


def load_source(source: bytes) -> ReportedSource:
    """The reported source from the JSON of `dump_source`."""
    return _source_json.validate_json(source)


class Sources(Sequence[ReportedSource]):
    """The reported sources in order, in a temporary file, as there may be any number of them."""

    def __init__(self, sources: Iterable[bytes]) -> None:
        file = TemporaryFile()  # noqa: SIM115  closed when it is garbage-collected
        self._file = file
        self._places = array("Q", [0])
        for each in sources:
            self._places.append(self._places[-1] + file.write(each))
        weakref.finalize(self, file.close)

    def __len__(self) -> int:
        return len(self._places) - 1

    @overload
    def __getitem__(self, index: int) -> ReportedSource: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[ReportedSource, ...]: ...
    def __getitem__(self, index: int | slice) -> ReportedSource | tuple[ReportedSource, ...]:
        numbers = range(len(self))[index]
        return self._read(numbers) if isinstance(numbers, int) else tuple(map(self._read, numbers))

    def _read(self, number: int) -> ReportedSource:
        self._file.seek(self._places[number])
        return load_source(self._file.read(self._places[number + 1] - self._places[number]))


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a run.

    `unchanged` counts the files that were reused. `corpus_version` is that of the new generation, None if none was
    built.
    """

    sources: Sources
    skipped: tuple[str, ...]
    warnings: tuple[str, ...]
    statements: int
    paragraphs: int
    unchanged: int
    corpus_version: str | None
    seconds: float

    @property
    def complete(self) -> bool:
        """Whether every file and every line of records could be read."""
        return not any(source.error is not None or source.lost for source in self.sources)

    @property
    def failed(self) -> tuple[ReportedSource, ...]:
        """The files that could not be read."""
        return tuple(source for source in self.sources if source.error is not None)

    def summary(self) -> Iterator[str]:
        """A summary: totals, failures, warnings, duplicates."""
        files = f"{len(self.sources)} file{'s' if len(self.sources) != 1 else ''}"
        yield f"Read {files}: {self.statements} statements, {self.paragraphs} paragraphs in {self.seconds:.1f} s."
        if self.unchanged:
            yield f"Unchanged: {self.unchanged} file{'s' if self.unchanged != 1 else ''}, not read again."
        if self.corpus_version:
            yield f"The corpus version is {self.corpus_version}."
        for path in self.skipped:
            yield f"Skipped: {path}."
        for source in self.sources:
            yield from _failures(source)
        for source in self.sources:
            yield from _warnings(source)
        for warning in self.warnings:
            yield f"Warning: {warning}"

    def lines(self) -> Iterator[str]:
        """The full report: the classification of every character of every source."""
        for source in self.sources:
            yield from _source_lines(source)
        yield from self.summary()


def _failures(source: ReportedSource) -> Iterator[str]:
    if source.error is not None:
        yield f"Failed: {source.error}"
    for line in source.lost:
        yield f"Failed: {line}"


def _warnings(source: ReportedSource) -> Iterator[str]:
    for statement in source.statements:
        if statement.duplicate_of:
            differs = f" ({statement.differs})" if statement.differs else ""
            yield f"Duplicate: {source.path}: {statement.title} is indexed as {statement.duplicate_of}{differs}."
    for part in source.unaccounted:
        yield f"Warning: {source.path}, characters {part.start}–{part.end}: The text “{part.excerpt}” is left out."


def _source_lines(source: ReportedSource) -> Iterator[str]:
    if source.error is not None:
        yield source.error
        return
    yield f"{source.path}: {source.form}, {source.characters} characters"
    for statement in source.statements:
        yield f"  {statement.id}: {statement.title}, {statement.paragraphs} paragraphs"
    for kind, count in source.characters_by_kind().items():
        yield f"  {count:>9} {kind}"
    for part in source.parts:
        where = part.place or f"{part.start:>9}–{part.end}"
        yield f"  {where:<19} {part.kind:<24} {part.excerpt}"


def excerpt(text: str) -> str:
    """The text on one line, truncated."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…"


def unaccounted(text: str, parts: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans of text between the parts, except blank ones."""
    at = 0
    for start, end in (*sorted(parts), (len(text), len(text))):
        gap = text[at:start]
        if gap.strip().strip("\ufeff"):
            yield at, start
        at = max(at, end)


def write_json(report: Report, path: Path) -> None:
    """The report as JSON in the file `path`, its sources one at a time."""
    rest = {each.name: getattr(report, each.name) for each in fields(report) if each.name != "sources"}
    with path.open("w", encoding="utf-8") as file:
        file.write('{\n"sources": [')
        for number, source in enumerate(report.sources):
            file.write(",\n" * bool(number) + dump_source(source).decode())
        file.write("]")
        for name, value in rest.items():
            file.write(f',\n"{name}": {json.dumps(value, ensure_ascii=False)}')
        file.write("\n}\n")
