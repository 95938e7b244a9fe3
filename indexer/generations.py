"""A new index beside the old one, checked, then switched in one atomic step.

A generation is written in `DIR/building-…`, renamed to `DIR/generation-…` when it is whole and checked, and becomes the
current one when the symbolic link `DIR/current` is replaced, which is one rename. A build that is killed leaves at most
a folder that the next build removes; what was current stays so.
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
"""The names of our own folders, with nanoseconds; no other folder is ever touched."""

_statement_json = TypeAdapter(Statement)
_LOCK = "lock"
_CHECKED_PARAGRAPHS = 5
"""How many paragraphs, spread over the corpus, a new generation must find before it serves."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a generation is made of: statements, each with what its paragraphs are to the analyzer, in the order of ids.

    They are asked for once, one after the other. `paragraphs` is how many there are in all; `inputs` identifies the
    files and the program that they were read with.
    """

    statements: Iterable[tuple[Statement, Sequence[Analyzed]]]
    inputs: str
    paragraphs: int


@contextmanager
def build_lock(directory: Path) -> Iterator[None]:
    """Inside the block no other build works on the directory, which is there and holds nothing half done.

    Raises `BuildError` when another build is running, or when nothing can be written there.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        lock = (directory / _LOCK).open("w")
    except OSError as error:
        raise _unwritable(directory, error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the system lets go of it when the process ends
        except BlockingIOError as error:
            raise BuildError(f"{directory}: another build is running; wait for it, then build again") from error
        if (directory / CURRENT).exists() and not (directory / CURRENT).is_symlink():
            raise BuildError(f"{directory / CURRENT} is in the way; it would have to be our symbolic link")
        _remove_leftovers(directory)
        yield


def _unwritable(directory: Path, error: OSError) -> BuildError:
    return BuildError(f"{directory}: cannot be written: {error}")


def write_generation(
    contents: Contents, directory: Path, *, engine: str, analyzer: Analyzer, progress: Progress | None = None
) -> Manifest:
    """The manifest of the generation that now serves, written from `contents`; for use inside `build_lock`.

    Raises `BuildError` when there is nothing to index, or when the new index fails its checks; the current generation
    stays then, and nothing half done is left.
    """
    if not contents.paragraphs:
        raise BuildError(f"{directory}: nothing to index; what was there before stays")
    building = directory / f"building-{time.time_ns()}"
    try:
        building.mkdir()
        written = _write(contents, building, engine=engine, analyzer=analyzer, progress=progress or NoProgress())
        _check(building, written, analyzer)
        _switch(directory, building, written.manifest)
    except EngineMissingError as error:
        raise BuildError(f"{error}; {error.hint}") from error
    except OSError as error:
        raise _unwritable(directory, error) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return written.manifest


def is_current(directory: Path, *, inputs: str, engine: str, analyzer: Analyzer) -> bool:
    """Whether the generation that serves was made of these inputs by this program, and can be opened."""
    try:
        generation = open_current(directory, analyzer)
    except IndexUnavailableError:
        return False
    generation.close()
    manifest = generation.manifest
    return (manifest.inputs, manifest.engine, manifest.analyzer) == (inputs, engine, analyzer.fingerprint)


def _remove_leftovers(directory: Path) -> None:
    """Remove what killed builds left."""
    for path in directory.iterdir():
        if _BUILDING.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)
    (directory / f"{CURRENT}.new").unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Written:
    """A generation that is written and not checked: its manifest, and some paragraphs that it must find."""

    manifest: Manifest
    samples: tuple[Paragraph, ...]


def _write(contents: Contents, building: Path, *, engine: str, analyzer: Analyzer, progress: Progress) -> _Written:
    """Write index, phrases, what is prepared of the wording and manifest into the folder `building`."""
    writer = create_writer(engine, building / engine, analyzer)
    prepared = PrecomputedWriter(building / WORDING)
    counter = PhraseCounter()
    sums = _Sums(f"{SCHEMA_VERSION} {analyzer.fingerprint}", max(1, contents.paragraphs // _CHECKED_PARAGRAPHS))
    progress.writing(contents.paragraphs)
    for statement, analyzed in contents.statements:
        writer.add(statement, analyzed)
        prepared.add(statement, analyzed)
        counter.add(analyzed, formulas=statement.kind is not Kind.NEWS)
        sums.add(statement)
        progress.written(len(analyzed))
    prepared.commit()
    write_phrase_dictionary(counter.phrases(), building / PHRASES)
    writer.commit()  # last: an engine may have a thread that is at work on what it was given
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


class _Sums:
    """What is added up while statements pass by, and every so-manieth paragraph."""

    def __init__(self, form: str, stride: int) -> None:
        self.version = sha256(form.encode())
        self.statements = self.paragraphs = self.characters = 0
        self.first: date | None = None
        self.last: date | None = None
        self.samples: list[Paragraph] = []
        self._stride = stride
        self._seen = 0

    def add(self, statement: Statement) -> None:
        """One more statement."""
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
    """Open the new index as a reader would, compare its counts, and find some paragraphs by their own words."""
    manifest = written.manifest
    try:
        generation = open_generation(building, analyzer)
    except GongbaoError as error:
        raise BuildError(f"the new index cannot be opened: {error}") from error
    engine = generation.engine
    try:
        scope = engine.scope(Filters())
        counts = manifest.statements, manifest.paragraphs
        if (scope.statements, scope.paragraphs) != counts:
            raise BuildError(
                f"the new index holds {scope.statements} statements, {scope.paragraphs} paragraphs: {counts}"
            )
        for paragraph in written.samples:
            request = Request(
                _whole(paragraph, analyzer),
                filters=Filters(statements=(paragraph.statement,)),
                limit=manifest.paragraphs,
            )
            if paragraph not in [hit.paragraph for hit in engine.search(request).hits]:
                raise BuildError(f"the new index does not find {paragraph.id} by its own text")
    finally:
        generation.close()


def _whole(paragraph: Paragraph, analyzer: Analyzer) -> Node:
    """The node that asks for the whole text of a paragraph; for everything, where it has none to compare."""
    text = analyzer.comparable(paragraph.text).text
    return Literal(text) if text else Everything()


def _switch(directory: Path, building: Path, manifest: Manifest) -> None:
    """Make the folder the current generation, and remove all others but the one before it."""
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
    """Have the system write every file of the folder to disk before a name points to it."""
    for path in (*folder.rglob("*"), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
