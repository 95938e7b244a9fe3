"""The index on disk as readers see it: a folder of generations, one of which is current.

    DIR/current                  a symbolic link to the current generation
    DIR/generation-…/manifest.json
    DIR/generation-…/phrases.tsv
    DIR/generation-…/wording.sqlite3
    DIR/generation-…/<engine>/   the engine's own files

A generation is immutable. `indexer.generations` writes a new one beside the current one and switches the link.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from search.catalog import Catalog
from search.engines.registry import engine_names, open_engine
from search.errors import EngineError, EngineMissingError, IndexUnavailableError
from search.phrase_dictionary import read_phrase_dictionary
from search.wording.precomputed_store import open_precomputed

if TYPE_CHECKING:
    from pathlib import Path

    from search.analysis import Analyzer
    from search.engines.protocol import Engine
    from search.phrase_dictionary import PhraseDictionary
    from search.wording.precomputed_store import PrecomputedReader

SCHEMA_VERSION = 6
"""Incremented whenever an older program could misread the files."""

_LOCK = ".lock"

BUILD_HINT = "Run python -m indexer seeds --index DIR (or make index) to build it."

CURRENT = "current"
MANIFEST = "manifest.json"
PHRASES = "phrases.tsv"
WORDING = "wording.sqlite3"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The metadata of a generation. `corpus_version` depends on the indexed text, not on the time of the build."""

    schema_version: int
    engine: str
    analyzer: str  # the fingerprint of folding, lexicon and segmenter
    inputs: str  # the digest of the source files, and of the program that read them
    corpus_version: str
    statements: int
    paragraphs: int
    characters: int
    first: str | None  # ISO days
    last: str | None
    built: str  # ISO time, UTC
    files: dict[str, int]  # the size of every file of the index, by its path in the generation

    def as_dict(self) -> dict[str, object]:
        """The manifest as a JSON object."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Generation:
    """An open generation."""

    path: Path
    manifest: Manifest
    engine: Engine
    phrases: PhraseDictionary
    wording: PrecomputedReader
    catalog: Catalog

    def close(self) -> None:
        """Close the files. No call may follow."""
        self.engine.close()
        self.wording.close()


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
        version = values["schema_version"]
        if version == SCHEMA_VERSION:
            return Manifest(**values)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnavailableError(f"The index {path} has no readable manifest ({error}).", hint=BUILD_HINT) from error
    raise IndexUnavailableError(
        f"The index {path} has format {version}; this program reads format {SCHEMA_VERSION}.", hint=BUILD_HINT
    )


def file_sizes(path: Path) -> dict[str, int]:
    """The sizes of the files of a generation by relative path, without the manifest.

    Lock files are left out: they are empty, and an engine may create one at any time (a thread of tantivy does after an
    index is written).
    """
    files = (file for file in path.rglob("*") if file.is_file() and file.name != MANIFEST and file.suffix != _LOCK)
    return {str(file.relative_to(path)): file.stat().st_size for file in files}


def open_generation(path: Path, analyzer: Analyzer) -> Generation:
    """The open generation.

    Raises `IndexUnavailableError`, with the command to run as its hint, if another version of the program or of the
    analyzer wrote it, or if it is damaged.
    """
    manifest = read_manifest(path)
    if manifest.analyzer != analyzer.fingerprint:
        raise IndexUnavailableError(
            f"The index {path} is built with analyzer {manifest.analyzer}; this program has "
            f"analyzer {analyzer.fingerprint}.",
            hint=BUILD_HINT,
        )
    if manifest.engine not in engine_names():
        raise IndexUnavailableError(
            f"The index {path} is built with engine {manifest.engine}, which this program does not have.",
            hint=BUILD_HINT,
        )
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
    return Generation(path, manifest, engine, phrases, wording, Catalog(engine, analyzer))


def open_current(directory: Path, analyzer: Analyzer) -> Generation:
    """The open current generation of an index directory.

    Raises `IndexUnavailableError`, with the command to run as its hint, if there is none that this program can read.
    """
    return open_generation(current_path(directory), analyzer)
