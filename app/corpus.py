"""The index that serves, followed from generation to generation without dropping a request."""

from __future__ import annotations

import asyncio
import gc
import logging
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from search.errors import IndexUnavailableError
from search.store.generation import BUILD_HINT, current_path, open_generation

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from search.analysis import Analyzer
    from search.store.generation import Generation

logger = logging.getLogger(__name__)

REFRESH_SECONDS = 0.5
"""How often the directory is looked at. A look reads one symbolic link."""


@dataclass(slots=True)
class _LeasedGeneration:
    """An open generation and how many requests are reading it."""

    generation: Generation
    readers: int = 0


class Corpus:
    """The current generation of an index directory, open for reading.

    `acquire` belongs to requests and never blocks; `refresh` and `close` touch the disk and belong to one other thread.
    """

    def __init__(self, directory: Path, analyzer: Analyzer) -> None:
        self.analyzer = analyzer
        self._directory = directory
        self._lock = Lock()
        self._current: _LeasedGeneration | None = None
        self._retired: list[_LeasedGeneration] = []
        self._problem: IndexUnavailableError | None = None

    @contextmanager
    def acquire(self) -> Iterator[Generation]:
        """The current generation, which stays open until the block ends.

        Raises `IndexUnavailableError`, with the reason and the command to run, while none is open.
        """
        with self._lock:
            held = self._current
            if held is None:
                raise self._unavailable()
            held.readers += 1
        try:
            yield held.generation
        finally:
            with self._lock:
                held.readers -= 1

    def refresh(self) -> None:
        """Open what is current now, if that is not open yet, and close what nobody reads any more.

        What cannot be opened is logged, once while it lasts; what was open before goes on serving.
        """
        try:
            self._open_current()
        except IndexUnavailableError as error:
            self._note(error)
        except Exception as error:  # a bug in an engine is no reason to stop serving what is open
            problem = IndexUnavailableError(f"{self._directory}: {type(error).__name__}: {error}", hint=BUILD_HINT)
            if self._note(problem):
                logger.exception("that was unexpected")
        else:
            self._problem = None
        self._close_unread()

    def close(self) -> None:
        """Close everything. No reader may be left."""
        with self._lock:
            if self._current is not None:
                self._retired.append(self._current)
            self._current = None
        self._close_unread()

    def _unavailable(self) -> IndexUnavailableError:
        """The problem as an error of its own: one that is raised in several requests would grow with each."""
        if self._problem is None:
            return IndexUnavailableError(f"{self._directory}: not opened yet", hint="try again in a moment")
        return IndexUnavailableError(self._problem.message, hint=self._problem.hint)

    def _open_current(self) -> None:
        path = current_path(self._directory)
        if self._current is not None and self._current.generation.path == path:
            return
        generation = open_generation(path, self.analyzer)
        with self._lock:
            if self._current is not None:
                self._retired.append(self._current)
            self._current = _LeasedGeneration(generation)
        manifest = generation.manifest
        logger.info(
            "%s serves: corpus %s, %d statements, %d paragraphs",
            path,
            manifest.corpus_version,
            manifest.statements,
            manifest.paragraphs,
        )

    def _note(self, problem: IndexUnavailableError) -> bool:
        """Whether the problem is new; if so, it is logged."""
        new = self._problem is None or self._problem.message != problem.message
        self._problem = problem
        if new:
            held = self._current
            so = f"{held.generation.path} goes on serving" if held else "requests get 503 until there is an index"
            logger.warning("%s; %s (%s)", problem.message, so, problem.hint)
        return new

    def _close_unread(self) -> None:
        with self._lock:
            unread = [held for held in self._retired if not held.readers]
            self._retired = [held for held in self._retired if held.readers]
        for held in unread:
            try:
                held.generation.close()
            except Exception:  # the index that serves now must go on being followed
                logger.exception("%s could not be closed", held.generation.path)
        if unread:
            del held, unread
            # What is open was frozen when it was opened (`app.main`), and its caches refer to it in a circle.
            gc.unfreeze()
            gc.collect()
            gc.freeze()


@asynccontextmanager
async def refresh_periodically(corpus: Corpus) -> AsyncIterator[None]:
    """Inside the block the corpus has been looked at and goes on being followed; after it, it is closed."""
    await asyncio.to_thread(corpus.refresh)
    stop = asyncio.Event()
    follower = asyncio.create_task(_refresh_until(corpus, stop), name="follow the index")
    try:
        yield
    finally:
        stop.set()  # not cancelled: a look that goes on in its thread would open what is being closed
        await follower
        await asyncio.to_thread(corpus.close)


async def _refresh_until(corpus: Corpus, stop: asyncio.Event) -> None:
    """Look again and again, off the event loop, until told to stop."""
    while not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), REFRESH_SECONDS)
        await asyncio.to_thread(corpus.refresh)
