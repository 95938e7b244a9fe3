"""Files to blocks: what kind of file this is, what is in it, and where each character stands.

`read` finds the kind of a file from its content and gives a `ParsedSource`.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from indexer.sources.blanks import collapsed
from indexer.sources.blocks import ParsedSource
from indexer.sources.body import read_text
from indexer.sources.decoding import LARGEST, decode, read_bytes_of
from indexer.sources.file_types import FileType, file_type
from indexer.sources.no_document import examined

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.sources.blocks import SourceContent

__all__ = ["LARGEST", "read", "read_bytes"]


class _Reader(Protocol):
    """The module of a format that is no plain text; its libraries are loaded when the first such file is met."""

    def read(self, data: bytes, *, name: str) -> SourceContent:
        """What is in a file. Raises `UnreadableSourceError`."""


def read(path: Path, *, name: str, limit: int = LARGEST) -> ParsedSource:
    """The file at `path`, which reports call `name`. Raises `UnreadableSourceError`."""
    return read_bytes(read_bytes_of(path, name=name, limit=limit), name=name)


def read_bytes(data: bytes, *, name: str) -> ParsedSource:
    """A file's bytes. Raises `UnreadableSourceError`."""
    known = file_type(data, name=name)
    parsed = read_text(decode(data, name=name), name=name) if known is None else _reader(known).read(data, name=name)
    if not parsed.items:
        parsed = examined(parsed)
    return ParsedSource(
        file=name,
        sha256=sha256(data).hexdigest(),
        text=parsed.text,
        form=parsed.form,
        metadata=parsed.metadata,
        blocks=tuple(map(collapsed, parsed.blocks)),
        furniture=parsed.furniture,
        container=known,
        marked_up=parsed.marked_up,
        places=parsed.places,
        nothing=parsed.nothing,
        warnings=parsed.warnings,
        items=tuple(replace(item, blocks=tuple(map(collapsed, item.blocks))) for item in parsed.items),
    )


def _reader(known: FileType) -> _Reader:
    return cast("_Reader", import_module(f"indexer.sources.{known}"))
