"""The index being served, switched to each new generation without dropping a request."""

from __future__ import annotations

import asyncio
import gc
import logging
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from search.errors import IndexUnavailableError
from search.store.generation import BUILD_HINT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from search.analysis import Analyzer
    from search.store.generation import Generation
    from search.store.protocol import Store

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _LeasedGeneration:
    """An open generation, and the number of requests that read it."""

    generation: Generation
    readers: int = 0


class LiveIndex:
    """The current generation of a store, open for reading.

    Requests call `acquire`, which never blocks; one other thread calls `refresh` and `close`, which access the store.
    """

    def __init__(self, store: Store, analyzer: Analyzer) -> None:
        self.analyzer = analyzer
        self._store = store
        self._lock = Lock()
        self._current: _LeasedGeneration | None = None
        self._retired: list[_LeasedGeneration] = []
        self._problem: IndexUnavailableError | None = None
        self._outage: IndexUnavailableError | None = None

    @contextmanager
    def acquire(self) -> Iterator[Generation]:
        """The current generation, which stays open until the block ends.

        Raises `IndexUnavailableError`, with the reason and the command to run, if none is open.
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

    @property
    def poll_seconds(self) -> float:
        """How often `refresh` should be called."""
        return self._store.poll_seconds

    def require_whole(self) -> None:
        """Raise `IndexUnavailableError` if the last `refresh` could not read every part of the open generation."""
        outage = self._outage
        if outage is not None:
            raise IndexUnavailableError(outage.message, hint=outage.hint)

    def refresh(self) -> None:
        """Open the current generation if it is not open yet, and close older ones without readers.

        A generation that fails to open is logged once for each distinct reason; the previous one keeps serving.
        """
        try:
            try:
                self._open_current()
            finally:
                self._check_current()
        except IndexUnavailableError as error:
            self._note(error)
        except Exception as error:  # a bug in an engine must not stop the open generation from serving
            problem = IndexUnavailableError(
                f"The index {self._store.address} cannot be opened ({type(error).__name__}: {error}).", hint=BUILD_HINT
            )
            if self._note(problem):
                logger.exception("An unexpected error occurs while the index is opened.")
        else:
            self._problem = None
        self._close_unread()

    def close(self) -> None:
        """Close every generation. No reader may be active."""
        with self._lock:
            if self._current is not None:
                self._retired.append(self._current)
            self._current = None
        self._close_unread()

    def _unavailable(self) -> IndexUnavailableError:
        """A new error for the problem: the traceback of one raised in several requests would grow with each."""
        if self._problem is None:
            return IndexUnavailableError(
                f"The index {self._store.address} is not open yet.", hint="Try again in a moment."
            )
        return IndexUnavailableError(self._problem.message, hint=self._problem.hint)

    def _open_current(self) -> None:
        name = self._store.current()
        if self._current is not None and self._current.generation.name == name:
            return
        generation = self._store.open(name, self.analyzer)
        with self._lock:
            if self._current is not None:
                self._retired.append(self._current)
            self._current = _LeasedGeneration(generation)
        manifest = generation.manifest
        logger.info(
            "The generation %s of %s is served: corpus version %s, %d statements, %d paragraphs.",
            name,
            self._store.address,
            manifest.corpus_version,
            manifest.statements,
            manifest.paragraphs,
        )

    def _check_current(self) -> None:
        """Raise `IndexUnavailableError`, and keep it for `require_whole`, if a part cannot be read."""
        held = self._current
        try:
            if held is not None:
                self._store.check(held.generation.name)
        except IndexUnavailableError as error:
            self._outage = error
            raise
        self._outage = None

    def _note(self, problem: IndexUnavailableError) -> bool:
        """Log the problem if it is new. Returns whether it is."""
        new = self._problem is None or self._problem.message != problem.message
        self._problem = problem
        if new:
            held = self._current
            so = (
                f"The generation {held.generation.name} is still served."
                if held
                else "Requests get 503 until there is an index."
            )
            logger.warning("%s %s %s", problem.message, so, problem.hint)
        return new

    def _close_unread(self) -> None:
        with self._lock:
            unread = [held for held in self._retired if not held.readers]
            self._retired = [held for held in self._retired if held.readers]
        for held in unread:
            try:
                held.generation.close()
            except Exception:  # polling for new generations must go on
                logger.exception("The generation %s cannot be closed.", held.generation.name)
        if unread:
            del held, unread
            # An open generation was frozen (`app.main`), and its caches refer to it in a cycle.
            gc.unfreeze()
            gc.collect()
            gc.freeze()


@asynccontextmanager
async def refresh_periodically(corpus: LiveIndex) -> AsyncIterator[None]:
    """Refresh the corpus, then periodically until the block ends; then close it."""
    await asyncio.to_thread(corpus.refresh)
    stop = asyncio.Event()
    follower = asyncio.create_task(_refresh_until(corpus, stop), name="follow the index")
    try:
        yield
    finally:
        stop.set()  # not cancelled: a refresh still running in its thread would reopen what is being closed
        await follower
        await asyncio.to_thread(corpus.close)


async def _refresh_until(corpus: LiveIndex, stop: asyncio.Event) -> None:
    """Refresh periodically, off the event loop, until `stop` is set."""
    while not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), corpus.poll_seconds)
        await asyncio.to_thread(corpus.refresh)
