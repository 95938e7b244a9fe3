"""Engines by name. The library of an engine is imported when the engine is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from search.errors import EngineMissingError

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from search.analysis import Analyzer
    from search.engines.protocol import Engine, Writer

_EXTRAS = {"tantivy": "fast"}
"""The extra of this package that installs the library of an engine; other libraries are always installed."""

_MODULES = {
    "whoosh": ("search.engines.whoosh", "WhooshEngine", "WhooshWriter"),
    "tantivy": ("search.engines.tantivy", "TantivyEngine", "TantivyWriter"),
}


class _Opens(Protocol):
    def __call__(self, directory: Path, analyzer: Analyzer) -> Engine: ...


class _Writes(Protocol):
    def __call__(self, directory: Path, analyzer: Analyzer) -> Writer: ...


def engine_names() -> tuple[str, ...]:
    """The names that `open_engine` and `create_writer` accept."""
    return tuple(_MODULES)


def open_engine(name: str, directory: Path, analyzer: Analyzer) -> Engine:
    """The index in `directory`, opened by the engine that wrote it.

    Raises `KeyError` for an unknown name, `EngineMissingError` if the library is not installed.
    """
    module, engine, _ = _MODULES[name]
    return cast("_Opens", getattr(_imported(name, module), engine))(directory, analyzer)


def create_writer(name: str, directory: Path, analyzer: Analyzer) -> Writer:
    """A writer into the folder `directory`, which it creates.

    Raises `KeyError` for an unknown name, `EngineMissingError` if the library is not installed.
    """
    module, _, writer = _MODULES[name]
    return cast("_Writes", getattr(_imported(name, module), writer))(directory, analyzer)


def _imported(name: str, module: str) -> ModuleType:
    """The imported package of an engine."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if name not in _EXTRAS or error.name != name:
            raise
        message = f"The engine {name} requires the library {name}, which is not installed."
        raise EngineMissingError(message, hint=f"Run pip install 'gongbao[{_EXTRAS[name]}]' to install it.") from error
