"""Engines by name. An engine's library is imported when the engine is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from pathlib import Path

    from search.analysis import Analyzer
    from search.engines.protocol import Engine, Writer

_MODULES = {
    "whoosh": ("search.engines.whoosh", "WhooshEngine", "WhooshWriter"),
    "tantivy": ("search.engines.tantivy", "TantivyEngine", "TantivyWriter"),
}


class _Opens(Protocol):
    def __call__(self, directory: Path, analyzer: Analyzer) -> Engine: ...


class _Writes(Protocol):
    def __call__(self, directory: Path, analyzer: Analyzer) -> Writer: ...


def engine_names() -> tuple[str, ...]:
    """The names that `open_engine` and `create_writer` know."""
    return tuple(_MODULES)


def open_engine(name: str, directory: Path, analyzer: Analyzer) -> Engine:
    """The index in `directory`, opened by the engine that wrote it. KeyError for an unknown name."""
    module, engine, _ = _MODULES[name]
    return cast("_Opens", getattr(import_module(module), engine))(directory, analyzer)


def create_writer(name: str, directory: Path, analyzer: Analyzer) -> Writer:
    """A writer into the empty folder `directory`. KeyError for an unknown name."""
    module, _, writer = _MODULES[name]
    return cast("_Writes", getattr(import_module(module), writer))(directory, analyzer)
