"""The libraries of the extra `documents`, or what to install where one is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from indexer.errors import UnreadableSourceError


def library(module: str, *, name: str, kind: str) -> Any:  # noqa: ANN401  a module; each reader gives its types
    """A library that the file `name` of a `kind` ("a PDF") needs. Raises `UnreadableSourceError` without it."""
    try:
        return import_module(module)
    except ImportError as error:
        reason = f"The file is {kind}, which {module} reads; install it with: pip install 'gongbao[documents]'."
        raise UnreadableSourceError(name, "the whole file", reason) from error
