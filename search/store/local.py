"""The store on disk: a folder of generations, one of which is current.

    DIR/current                  a symbolic link to the current generation
    DIR/generation-…/manifest.json
    DIR/generation-…/phrases.tsv
    DIR/generation-…/wording.sqlite3
    DIR/generation-…/<engine>/   the engine's own files

A generation is written to `DIR/building-…`, renamed to `DIR/generation-…` when it is committed, and becomes current
when the symbolic link `DIR/current` is replaced, which is one rename. A killed build leaves at most a folder that the
next build removes; the current generation stays.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from search.catalog import Catalog
from search.engines.registry import create_writer, engine_names, open_engine
from search.errors import EngineError, EngineMissingError, IndexUnavailableError, StoreError
from search.phrase_dictionary import read_phrase_dictionary, write_phrase_dictionary
from search.store.generation import BUILD_HINT, Generation, check_written_for, parse_manifest, unreadable_manifest
from search.wording.precomputed_store import PrecomputedWriter, open_precomputed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from search.analysis import Analyzed, Analyzer
    from search.model import Statement
    from search.store.generation import Manifest

CURRENT = "current"
MANIFEST = "manifest.json"
PHRASES = "phrases.tsv"
WORDING = "wording.sqlite3"

_BUILDING = re.compile(r"building-\d{19}")
_GENERATION = re.compile(r"generation-[0-9a-f]{12}-\d{19}")
"""The names of generation folders, with nanoseconds; no other folder is ever modified."""

_LOCK = "lock"
_ENGINE_LOCK = ".lock"


class LocalStore:
    """The generations of an index directory."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    @property
    def address(self) -> str:
        """The directory."""
        return str(self._directory)

    @property
    def engines(self) -> tuple[str, ...]:
        """The engines that write folders."""
        return engine_names()

    @property
    def poll_seconds(self) -> float:
        """A poll reads one symbolic link."""
        return 0.5

    def current(self) -> str:
        """The name of the folder of the current generation. It reads one symbolic link."""
        return current_path(self._directory).name

    def open(self, name: str, analyzer: Analyzer) -> Generation:
        """The open generation in the folder with this name."""
        return open_generation(self._directory / name, analyzer)

    def check(self, name: str) -> None:
        """Nothing to check: what is open stays readable."""

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the build lock of the directory, which is created if needed and cleared of leftovers."""
        directory = self._directory
        try:
            directory.mkdir(parents=True, exist_ok=True)
            lock = (directory / _LOCK).open("w")
        except OSError as error:
            raise StoreError(f"The index {directory} cannot be written ({error}).") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the system releases it when the process ends
            except BlockingIOError as error:
                raise StoreError(f"Another build is running in {directory}; wait for it, then build again.") from error
            if (directory / CURRENT).exists() and not (directory / CURRENT).is_symlink():
                raise StoreError(
                    f"The path {directory / CURRENT} exists and is not the symbolic link of an "
                    "index; choose another folder."
                )
            _remove_leftovers(directory)
            yield

    def begin(self, engine: str, analyzer: Analyzer) -> LocalDraft:
        """A draft in a new folder."""
        building = self._directory / f"building-{time.time_ns()}"
        try:
            building.mkdir()
        except OSError as error:
            raise StoreError(f"The index {self._directory} cannot be written ({error}).") from error
        try:
            return LocalDraft(building, engine, analyzer)
        except BaseException:
            self.drop(building.name)
            raise

    def commit(self, name: str) -> None:
        """Rename the folder, and replace the link with one rename."""
        try:
            _switch(self._directory, self._directory / name)
        except OSError as error:
            raise StoreError(f"The index {self._directory} cannot be written ({error}).") from error

    def drop(self, name: str) -> None:
        """Remove the folder of a draft."""
        if _BUILDING.fullmatch(name):
            shutil.rmtree(self._directory / name, ignore_errors=True)


class LocalDraft:
    """A generation that is being written into a folder."""

    def __init__(self, building: Path, engine: str, analyzer: Analyzer) -> None:
        self._building = building
        self._writer = create_writer(engine, building / engine, analyzer)
        self._wording = PrecomputedWriter(building / WORDING)

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self._building.name

    def add(self, statement: Statement, analyzed: Sequence[Analyzed]) -> None:
        """Add a statement to the engine's index and to the precomputed texts."""
        self._writer.add(statement, analyzed)
        self._wording.add(statement, analyzed)

    def finish(self, phrases: Mapping[str, int], manifest: Manifest) -> Manifest:
        """Write the formulas, the phrases, the engine's index and the manifest."""
        self._wording.commit()
        write_phrase_dictionary(phrases, self._building / PHRASES)
        self._writer.commit()  # last: an engine may have a thread that still processes what was added
        manifest = replace(manifest, files=file_sizes(self._building))
        text = json.dumps(manifest.as_dict(), ensure_ascii=False, indent=2)
        (self._building / MANIFEST).write_text(text, encoding="utf-8")
        return manifest


def current_path(directory: Path) -> Path:
    """The folder of the current generation.

    Raises `IndexUnavailableError` if there is none. Cheap: it reads one symbolic link.
    """
    try:
        return directory / (directory / CURRENT).readlink()
    except OSError as error:
        raise IndexUnavailableError(f"There is no index in {directory}.", hint=BUILD_HINT) from error


def read_manifest(path: Path) -> Manifest:
    """The manifest of a generation. Raises `IndexUnavailableError` if this program cannot read it."""
    try:
        values = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise unreadable_manifest(str(path), error) from error
    if not isinstance(values, dict):
        raise unreadable_manifest(str(path), TypeError("no JSON object"))
    return parse_manifest(values, str(path))


def file_sizes(path: Path) -> dict[str, int]:
    """The sizes of the files of a generation by relative path, without the manifest.

    Lock files are left out: they are empty, and an engine may create one at any time (a thread of tantivy does after an
    index is written).
    """
    files = (file for file in path.rglob("*") if file.is_file() and file.suffix != _ENGINE_LOCK)
    return {str(file.relative_to(path)): file.stat().st_size for file in files if file.name != MANIFEST}


def open_generation(path: Path, analyzer: Analyzer) -> Generation:
    """The open generation in a folder. Raises as `Store.open` does."""
    manifest = read_manifest(path)
    check_written_for(manifest, analyzer, engine_names(), str(path))
    if file_sizes(path) != manifest.files:
        raise IndexUnavailableError(f"Files of the index {path} are missing or truncated.", hint=BUILD_HINT)
    try:
        phrases = read_phrase_dictionary(path / PHRASES)
        wording = open_precomputed(path / WORDING)
        try:
            engine = open_engine(manifest.engine, path / manifest.engine, analyzer)
        except Exception:
            wording.close()
            raise
    except EngineMissingError as error:
        raise IndexUnavailableError(f"The index {path} cannot be opened. {error}", hint=error.hint) from error
    except (OSError, ValueError, EngineError) as error:
        raise IndexUnavailableError(
            f"The index {path} is damaged: {str(error).rstrip('.')}.", hint=BUILD_HINT
        ) from error
    return Generation(path.name, manifest, engine, phrases, wording, Catalog(engine, analyzer))


def open_current(directory: Path, analyzer: Analyzer) -> Generation:
    """The open current generation of an index directory.

    Raises `IndexUnavailableError`, with the command to run as its hint, if there is none that this program can read.
    """
    return open_generation(current_path(directory), analyzer)


def _remove_leftovers(directory: Path) -> None:
    """Remove the folders that killed builds left."""
    for path in directory.iterdir():
        if _BUILDING.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)
    (directory / f"{CURRENT}.new").unlink(missing_ok=True)


def _switch(directory: Path, building: Path) -> None:
    """Make the folder the current generation, and remove all others except the previous one."""
    try:
        before = current_path(directory).name
    except IndexUnavailableError:
        before = None
    name = f"generation-{read_manifest(building).corpus_version}-{time.time_ns()}"
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
