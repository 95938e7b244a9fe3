"""A generation: one complete index, immutable once it is written, and the manifest that describes it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from search.errors import IndexUnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.analysis import Analyzer
    from search.catalog import Catalog
    from search.engines.protocol import Engine
    from search.phrase_dictionary import PhraseDictionary
    from search.wording.precomputed import Reader

SCHEMA_VERSION = 6
"""Incremented whenever an older program could misread the index."""

BUILD_HINT = "Run python -m indexer seeds --index DIR (or make index) to build it."


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
    files: dict[str, int]  # the sizes of what the index consists of: files in bytes, by path

    def as_dict(self) -> dict[str, object]:
        """The manifest as a JSON object."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Generation:
    """An open generation."""

    name: str  # unique in its store
    manifest: Manifest
    engine: Engine
    phrases: PhraseDictionary
    wording: Reader
    catalog: Catalog

    def close(self) -> None:
        """Close the files. No call may follow."""
        self.engine.close()
        self.wording.close()


def parse_manifest(values: Mapping[str, object], index: str) -> Manifest:
    """The manifest of the index named `index`, from its JSON object.

    Raises `IndexUnavailableError` if a program of another version wrote it, or if values are missing.
    """
    version = values.get("schema_version")
    if version != SCHEMA_VERSION:
        raise IndexUnavailableError(
            f"The index {index} has format {version}; this program reads format {SCHEMA_VERSION}.", hint=BUILD_HINT
        )
    try:
        return Manifest(**values)  # type: ignore[arg-type]  # values of JSON that this program wrote
    except TypeError as error:
        raise unreadable_manifest(index, error) from error


def unreadable_manifest(index: str, error: Exception) -> IndexUnavailableError:
    """The error for an index without a manifest."""
    return IndexUnavailableError(f"The index {index} has no readable manifest ({error}).", hint=BUILD_HINT)


def check_written_for(manifest: Manifest, analyzer: Analyzer, engines: tuple[str, ...], index: str) -> None:
    """Raise `IndexUnavailableError` if the index needs another analyzer, or an engine that is none of `engines`."""
    if manifest.analyzer != analyzer.fingerprint:
        raise IndexUnavailableError(
            f"The index {index} is built with analyzer {manifest.analyzer}; this program has "
            f"analyzer {analyzer.fingerprint}.",
            hint=BUILD_HINT,
        )
    if manifest.engine not in engines:
        raise IndexUnavailableError(
            f"The index {index} is built with engine {manifest.engine}, which this program does not have.",
            hint=BUILD_HINT,
        )
