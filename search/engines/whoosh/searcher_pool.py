"""A pool of Whoosh searchers, each used by one thread at a time.

A Whoosh reader keeps a position in its files, so it is not thread-safe. Several searchers, each with its own files, let
a quick search overtake a slow one.
"""

from __future__ import annotations

import struct
from contextlib import contextmanager
from queue import Empty, LifoQueue
from threading import TIMEOUT_MAX
from typing import TYPE_CHECKING, Any

from whoosh import index
from whoosh.filedb.filestore import FileStorage

from search.deadline import NEVER
from search.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.deadline import Deadline


class SearcherPool:
    """A fixed number of searchers over one index. Raises `EngineError` if Whoosh cannot open it."""

    def __init__(self, directory: Path, number: int) -> None:
        self._free: LifoQueue[Any] = LifoQueue()
        self._opened: list[Any] = []
        try:
            for _ in range(number):
                opened: Any = FileStorage(str(directory)).open_index()
                self._opened.append(opened)
                self._free.put(opened.searcher())
        except (index.IndexError, OSError, struct.error) as error:
            raise EngineError(f"The engine Whoosh cannot open {directory} ({error}).") from error

    @contextmanager
    def borrow(self, deadline: Deadline = NEVER) -> Iterator[Any]:
        """A searcher until the block ends. Raises `QueryTimeoutError` if none is free before the deadline."""
        searcher = self._next(deadline)
        try:
            yield searcher
        finally:
            self._free.put(searcher)

    def _next(self, deadline: Deadline) -> Any:  # noqa: ANN401  Whoosh's searchers have no types
        while True:
            try:
                return self._free.get(timeout=min(deadline.left, TIMEOUT_MAX))
            except Empty:
                deadline.check()

    def close(self) -> None:
        """Close the files."""
        while not self._free.empty():
            self._free.get().close()
        for opened in self._opened:
            opened.close()
