"""Writes a new generation of the index beside the current one, checks it, and switches atomically.

A generation is written to `DIR/building-…`, renamed to `DIR/generation-…` when it is complete and checked, and becomes
current when the symbolic link `DIR/current` is replaced, which is one rename. A killed build leaves at most a folder
that the next build removes; the current generation stays.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from indexer.errors import BuildError
from indexer.progress import NoProgress
from search.engines.protocol import Filters, Request
from search.engines.registry import create_writer
from search.errors import EngineMissingError, GongbaoError, IndexUnavailableError
from search.model import Kind, Statement
from search.phrase_dictionary import PhraseCounter, write_phrase_dictionary
from search.query.nodes import Everything, Literal
from search.store.generation import (
    CURRENT,
    MANIFEST,
    PHRASES,
    SCHEMA_VERSION,
    WORDING,
    Manifest,
    current_path,
    file_sizes,
    open_current,
    open_generation,
)
from search.wording.precomputed_store import PrecomputedWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from indexer.progress import Progress
    from search.analysis import Analyzed, Analyzer
    from search.model import Paragraph
    from search.query.nodes import Node

_BUILDING = re.compile(r"building-\d{19}")
_GENERATION = re.compile(r"generation-[0-9a-f]{12}-\d{19}")
"""The names of generation folders, with nanoseconds; no other folder is ever modified."""

_statement_json = TypeAdapter(Statement)
_LOCK = "lock"
_CHECKED_PARAGRAPHS = 5
"""The number of sample paragraphs, spread over the corpus, that a new generation must find."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of a generation: statements with their analyzed paragraphs, in the order of ids.

    They are iterated once. `paragraphs` is their total number; `inputs` identifies the source files and the program
    that parsed them.
    """

    statements: Iterable[tuple[Statement, Sequence[Analyzed]]]
    inputs: str
    paragraphs: int


@contextmanager
def build_lock(directory: Path) -> Iterator[None]:
    """Hold the build lock of the directory, which is created if needed and cleared of leftovers.

    Raises `BuildError` if another build is running, or if the directory is not writable.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        lock = (directory / _LOCK).open("w")
    except OSError as error:
        raise _unwritable(directory, error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the system releases it when the process ends
        except BlockingIOError as error:
            raise BuildError(f"Another build is running in {directory}; wait for it, then build again.") from error
        if (directory / CURRENT).exists() and not (directory / CURRENT).is_symlink():
            raise BuildError(
                f"The path {directory / CURRENT} exists and is not the symbolic link of an "
                "index; choose another folder."
            )
        _remove_leftovers(directory)
        yield


def _unwritable(directory: Path, error: OSError) -> BuildError:
    return BuildError(f"The index {directory} cannot be written ({error}).")


def write_generation(
    contents: Contents, directory: Path, *, engine: str, analyzer: Analyzer, progress: Progress | None = None
) -> Manifest:
    """The manifest of the new current generation, written from `contents`. The caller holds `build_lock`.

    Raises `BuildError` if there is nothing to index, or if the new index fails its checks; then the current generation
    stays, and the new one is removed.
    """
    if not contents.paragraphs:
        raise BuildError(f"There is nothing to index; any previous index in {directory} stays in use.")
    building = directory / f"building-{time.time_ns()}"
    try:
        building.mkdir()
        written = _write(contents, building, engine=engine, analyzer=analyzer, progress=progress or NoProgress())
        _check(building, written, analyzer)
        _switch(directory, building, written.manifest)
    except EngineMissingError as error:
        raise BuildError(f"{error} {error.hint}") from error
    except OSError as error:
        raise _unwritable(directory, error) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return written.manifest


def is_current(directory: Path, *, inputs: str, engine: str, analyzer: Analyzer) -> bool:
    """Whether the current generation was built from these inputs by this program, and can be opened."""
    try:
        generation = open_current(directory, analyzer)
    except IndexUnavailableError:
        return False
    generation.close()
    manifest = generation.manifest
    return (manifest.inputs, manifest.engine, manifest.analyzer) == (inputs, engine, analyzer.fingerprint)


def _remove_leftovers(directory: Path) -> None:
    """Remove the folders that killed builds left."""
    for path in directory.iterdir():
        if _BUILDING.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)
    (directory / f"{CURRENT}.new").unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Written:
    """A generation that is written but not checked: its manifest, and sample paragraphs that it must find."""

    manifest: Manifest
    samples: tuple[Paragraph, ...]


def _write(contents: Contents, building: Path, *, engine: str, analyzer: Analyzer, progress: Progress) -> _Written:
    """Write the index, phrases, precomputed texts and manifest into the folder `building`."""
    writer = create_writer(engine, building / engine, analyzer)
    prepared = PrecomputedWriter(building / WORDING)
    counter = PhraseCounter()
    sums = _Totals(f"{SCHEMA_VERSION} {analyzer.fingerprint}", max(1, contents.paragraphs // _CHECKED_PARAGRAPHS))
    progress.writing(contents.paragraphs)
    for statement, analyzed in contents.statements:
        writer.add(statement, analyzed)
        prepared.add(statement, analyzed)
        counter.add(analyzed, formulas=statement.kind is not Kind.NEWS)
        sums.add(statement)
        progress.written(len(analyzed))
    prepared.commit()
    write_phrase_dictionary(counter.phrases(), building / PHRASES)
    writer.commit()  # last: an engine may have a thread that still processes what was added
    manifest = Manifest(
        schema_version=SCHEMA_VERSION,
        engine=engine,
        analyzer=analyzer.fingerprint,
        inputs=contents.inputs,
        corpus_version=sums.version.hexdigest()[:12],
        statements=sums.statements,
        paragraphs=sums.paragraphs,
        characters=sums.characters,
        first=sums.first.isoformat() if sums.first else None,
        last=sums.last.isoformat() if sums.last else None,
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        files=file_sizes(building),
    )
    (building / MANIFEST).write_text(json.dumps(manifest.as_dict(), ensure_ascii=False, indent=2), encoding="utf-8")
    return _Written(manifest, tuple(sums.samples))


class _Totals:
    """Totals over the statements, and every `stride`th paragraph as a sample."""

    def __init__(self, form: str, stride: int) -> None:
        self.version = sha256(form.encode())
        self.statements = self.paragraphs = self.characters = 0
        self.first: date | None = None
        self.last: date | None = None
        self.samples: list[Paragraph] = []
        self._stride = stride
        self._seen = 0

    def add(self, statement: Statement) -> None:
        """Count a statement."""
        self.version.update(_statement_json.dump_json(statement))
        self.statements += 1
        self.paragraphs += statement.paragraph_count
        if statement.date is not None:
            self.first = min(self.first or statement.date, statement.date)
            self.last = max(self.last or statement.date, statement.date)
        for paragraph in statement.paragraphs:
            self.characters += len(paragraph.text)
            if self._seen % self._stride == 0:
                self.samples.append(paragraph)
            self._seen += 1


def _check(building: Path, written: _Written, analyzer: Analyzer) -> None:
    """Open the new index as a reader does, compare its counts, and find the sample paragraphs by their text."""
    manifest = written.manifest
    try:
        generation = open_generation(building, analyzer)
    except GongbaoError as error:
        raise BuildError(f"The new index cannot be opened. {error}") from error
    engine = generation.engine
    try:
        scope = engine.scope(Filters())
        counts = manifest.statements, manifest.paragraphs
        if (scope.statements, scope.paragraphs) != counts:
            raise BuildError(
                f"The new index holds {scope.statements} statements and {scope.paragraphs} "
                f"paragraphs instead of {counts[0]} and {counts[1]}."
            )
        for paragraph in written.samples:
            request = Request(
                _whole_text(paragraph, analyzer),
                filters=Filters(statements=(paragraph.statement,)),
                limit=manifest.paragraphs,
            )
            if paragraph not in [hit.paragraph for hit in engine.search(request).hits]:
                raise BuildError(f"The new index does not find {paragraph.id} by its own text.")
    finally:
        generation.close()


def _whole_text(paragraph: Paragraph, analyzer: Analyzer) -> Node:
    """The node that matches the whole text of a paragraph; everything, if its comparable text is empty."""
    text = analyzer.comparable(paragraph.text).text
    return Literal(text) if text else Everything()


def _switch(directory: Path, building: Path, manifest: Manifest) -> None:
    """Make the folder the current generation, and remove all others except the previous one."""
    try:
        before = current_path(directory).name
    except IndexUnavailableError:
        before = None
    name = f"generation-{manifest.corpus_version}-{time.time_ns()}"
    building.rename(directory / name)
    _write_to_disk(directory / name)
    link = directory / f"{CURRENT}.new"
    link.symlink_to(name)
    link.replace(directory / CURRENT)
    for path in directory.iterdir():
        if _GENERATION.fullmatch(path.name) and path.name not in (name, before):
            shutil.rmtree(path, ignore_errors=True)


def _write_to_disk(folder: Path) -> None:
    """Sync every file of the folder to disk before the link points to it."""
    for path in (*folder.rglob("*"), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
