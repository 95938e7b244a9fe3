"""Tasks done by several processes, in order and so many at a time that memory does not grow with them."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from contextvars import ContextVar
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from indexer.errors import BuildError
from indexer.ingest.tasks import do, reduce_garbage_collection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from indexer.ingest.tasks import Task, TaskResult
    from search.analysis import Analyzer

TASKS_PER_PROCESS = 4
"""Tasks for each process that have been begun and are not taken yet; enough to keep all of them at work."""


class Pool(Protocol):
    """Whoever does tasks."""

    def done(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, TaskResult]]:
        """Every task and what it gave, in order."""
        ...


class InlinePool:
    """This process does the tasks itself."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer

    def done(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, TaskResult]]:
        """Every task and what it gave, in order."""
        return ((task, do(task, self._analyzer)) for task in tasks)


class ProcessPool:
    """Processes of their own do the tasks."""

    def __init__(self, pool: ProcessPoolExecutor, processes: int) -> None:
        self._pool = pool
        self._most = processes * TASKS_PER_PROCESS

    def done(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, TaskResult]]:
        """Every task and what it gave, in order. Raises `BuildError` when a process has been killed."""
        waiting: deque[tuple[Task, Future[TaskResult]]] = deque()
        try:
            for task in tasks:
                waiting.append((task, self._begun(task)))
                if len(waiting) >= self._most:
                    yield _taken(*waiting.popleft())
            while waiting:
                yield _taken(*waiting.popleft())
        except BrokenProcessPool as error:
            raise BuildError(
                "a process that read documents was ended from outside, perhaps for want of memory; "
                "what was there before stays; build again, with fewer of them (--jobs 1)"
            ) from error

    def _begun(self, task: Task) -> Future[TaskResult]:
        try:
            return self._pool.submit(_do, task)
        except OSError as error:  # it would start a process while the pool is being given up
            raise BrokenProcessPool(str(error)) from error


def _taken(task: Task, future: Future[TaskResult]) -> tuple[Task, TaskResult]:
    return task, future.result()


@contextmanager
def process_pool(processes: int, analyzer: Analyzer) -> Iterator[Pool]:
    """So many processes. One process is this one itself."""
    if processes < 2:
        yield InlinePool(analyzer)
        return
    context = get_context("fork" if _may_fork() else "spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(analyzer,))
    try:
        yield ProcessPool(pool, processes)
    finally:
        pool.shutdown(cancel_futures=True)


def _may_fork() -> bool:
    """Whether copies of this process can do the work; others start anew, and read the dictionaries again.

    That takes each of them a second. But a copy of a process with threads may wait forever for a lock that a thread
    held, and on other systems than Linux nobody says what threads there are.
    """
    return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1


_ANALYZER: ContextVar[Analyzer] = ContextVar("analyzer")
"""The analyzer of a process that does tasks."""


def _begin(analyzer: Analyzer) -> None:
    """Prepare a process: an interrupt is its parent's to handle, and it does not outlive its parent."""
    reduce_garbage_collection()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _ANALYZER.set(analyzer)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(task: Task) -> TaskResult:
    return do(task, _ANALYZER.get())
