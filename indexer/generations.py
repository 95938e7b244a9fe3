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
from search.engines.protocol import Filters, Request
from search.engines.registry import create_writer
from search.errors import EngineMissingError, GongbaoError, IndexUnavailableError
from search.generation import (
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
from search.model import Kind, Statement
from search.phrases import PhraseCounter, write_phrases
from search.query.nodes import Everything, Literal
from search.wording.store import PreparedWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from search.analysis import Analyzer
    from search.model import Paragraph
    from search.query.nodes import Node

_BUILDING = re.compile(r"building-\d{19}")
_GENERATION = re.compile(r"generation-[0-9a-f]{12}-\d{19}")
"""The names of our own folders, with nanoseconds; no other folder is ever touched."""

_LOCK = "lock"
_CHECKED_PARAGRAPHS = 5
"""How many paragraphs, spread over the corpus, a new generation must find before it serves."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a generation is made of. `inputs` identifies the files and the program that they were read with."""

    statements: Sequence[Statement]
    inputs: str


def write_generation(contents: Contents, directory: Path, *, engine: str, analyzer: Analyzer) -> Manifest:
    """The manifest of the generation that now serves, written from `contents`.

    Raises `BuildError` when another build is running, when there is nothing to index, or when the new index fails its
    checks; the current generation stays then.
    """
    if not contents.statements:
        raise BuildError(f"{directory}: nothing to index; what was there before stays")
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with _only_build(directory):
            _remove_leftovers(directory)
            return _build(contents, directory, engine=engine, analyzer=analyzer)
    except EngineMissingError as error:
        raise BuildError(f"{error}; {error.hint}") from error
    except OSError as error:
        raise BuildError(f"{directory}: cannot be written: {error}") from error


def _build(contents: Contents, directory: Path, *, engine: str, analyzer: Analyzer) -> Manifest:
    """Write, check and switch; whatever happens, nothing half done is left."""
    if (directory / CURRENT).exists() and not (directory / CURRENT).is_symlink():
        raise BuildError(f"{directory / CURRENT} is in the way; it would have to be our symbolic link")
    building = directory / f"building-{time.time_ns()}"
    building.mkdir()
    try:
        manifest = _write(contents, building, engine=engine, analyzer=analyzer)
        _check(building, contents.statements, analyzer)
        _switch(directory, building, manifest)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return manifest


def is_current(directory: Path, *, inputs: str, engine: str, analyzer: Analyzer) -> bool:
    """Whether the generation that serves was made of these inputs by this program, and can be opened."""
    try:
        generation = open_current(directory, analyzer)
    except IndexUnavailableError:
        return False
    generation.close()
    manifest = generation.manifest
    return (manifest.inputs, manifest.engine, manifest.analyzer) == (inputs, engine, analyzer.fingerprint)


@contextmanager
def _only_build(directory: Path) -> Iterator[None]:
    """Hold the directory's lock. The system lets go of it when the process ends, however it ends."""
    with (directory / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildError(f"{directory}: another build is running; wait for it, then build again") from error
        yield


def _remove_leftovers(directory: Path) -> None:
    """Remove what killed builds left."""
    for path in directory.iterdir():
        if _BUILDING.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)
    (directory / f"{CURRENT}.new").unlink(missing_ok=True)


def _write(contents: Contents, building: Path, *, engine: str, analyzer: Analyzer) -> Manifest:
    """Write index, phrases, what is prepared of the wording and manifest into the folder `building`."""
    writer = create_writer(engine, building / engine, analyzer)
    version = sha256(f"{SCHEMA_VERSION} {analyzer.fingerprint}".encode())
    as_json = TypeAdapter(Statement)
    counter = PhraseCounter()
    prepared = PreparedWriter(building / WORDING)
    for statement in sorted(contents.statements, key=lambda statement: statement.id):
        analyzed = [analyzer.analyze(paragraph.text) for paragraph in statement.paragraphs]
        writer.add(statement, analyzed)
        prepared.add(statement, analyzed)
        counter.add(analyzed, formulas=statement.kind is not Kind.NEWS)
        version.update(as_json.dump_json(statement))
    writer.commit()
    prepared.commit()
    write_phrases(counter.phrases(), building / PHRASES)
    days = [statement.date for statement in contents.statements if statement.date]
    paragraphs = [paragraph for statement in contents.statements for paragraph in statement.paragraphs]
    manifest = Manifest(
        schema_version=SCHEMA_VERSION,
        engine=engine,
        analyzer=analyzer.fingerprint,
        inputs=contents.inputs,
        corpus_version=version.hexdigest()[:12],
        statements=len(contents.statements),
        paragraphs=len(paragraphs),
        characters=sum(len(paragraph.text) for paragraph in paragraphs),
        first=min(days).isoformat() if days else None,
        last=max(days).isoformat() if days else None,
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        files=file_sizes(building),
    )
    (building / MANIFEST).write_text(json.dumps(manifest.as_dict(), ensure_ascii=False, indent=2), encoding="utf-8")
    return manifest


def _check(building: Path, statements: Sequence[Statement], analyzer: Analyzer) -> None:
    """Open the new index as a reader would, compare its counts, and find some paragraphs by their own words."""
    try:
        generation = open_generation(building, analyzer)
    except GongbaoError as error:
        raise BuildError(f"the new index cannot be opened: {error}") from error
    engine = generation.engine
    try:
        scope = engine.scope(Filters())
        counts = len(statements), sum(statement.paragraph_count for statement in statements)
        if (scope.statements, scope.paragraphs) != counts:
            raise BuildError(
                f"the new index holds {scope.statements} statements, {scope.paragraphs} paragraphs: {counts}"
            )
        paragraphs = [paragraph for statement in statements for paragraph in statement.paragraphs]
        for paragraph in paragraphs[:: max(1, len(paragraphs) // _CHECKED_PARAGRAPHS)]:
            request = Request(
                _whole(paragraph, analyzer),
                filters=Filters(statements=(paragraph.statement,)),
                limit=len(paragraphs),
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
