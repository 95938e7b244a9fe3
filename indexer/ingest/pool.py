"""A process pool that yields results in order, with a bound on pending tasks so that memory does not grow."""

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
from indexer.ingest.tasks import reduce_garbage_collection, run_task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from indexer.ingest.tasks import Task, TaskResult
    from search.analysis import Analyzer

TASKS_PER_PROCESS = 4
"""The pending tasks of each process; enough to keep all of them busy."""


class Pool(Protocol):
    """Runs tasks."""

    def results(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, TaskResult]]:
        """Every task with its result, in order."""
        ...


class InlinePool:
    """Runs tasks in this process."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer

    def results(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, TaskResult]]:
        """Every task with its result, in order."""
        return ((task, run_task(task, self._analyzer)) for task in tasks)


class ProcessPool:
    """Runs tasks in worker processes."""

    def __init__(self, pool: ProcessPoolExecutor, processes: int) -> None:
        self._pool = pool
        self._max_pending = processes * TASKS_PER_PROCESS

    def results(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, TaskResult]]:
        """Every task with its result, in order. Raises `BuildError` if a process is killed."""
        pending: deque[tuple[Task, Future[TaskResult]]] = deque()
        try:
            for task in tasks:
                pending.append((task, self._submit(task)))
                if len(pending) >= self._max_pending:
                    yield _finished(*pending.popleft())
            while pending:
                yield _finished(*pending.popleft())
        except BrokenProcessPool as error:
            raise BuildError(
                "A process that reads documents was killed, perhaps for lack of memory; "
                "any previous index stays in use; build again with fewer processes (--jobs 1)."
            ) from error

    def _submit(self, task: Task) -> Future[TaskResult]:
        try:
            return self._pool.submit(_run_in_worker, task)
        except OSError as error:  # it would start a process while the pool shuts down
            raise BrokenProcessPool(str(error)) from error


def _finished(task: Task, future: Future[TaskResult]) -> tuple[Task, TaskResult]:
    return task, future.result()


@contextmanager
def process_pool(processes: int, analyzer: Analyzer) -> Iterator[Pool]:
    """A pool of processes until the block ends; for one, tasks run in this process."""
    if processes < 2:
        yield InlinePool(analyzer)
        return
    context = get_context("fork" if _may_fork() else "spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_initialize_worker, initargs=(analyzer,))
    try:
        yield ProcessPool(pool, processes)
    except BuildError as error:
        if isinstance(error.__cause__, BrokenProcessPool):
            pool.shutdown()  # it fails its own tasks; one that is cancelled meanwhile raises in its thread
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _may_fork() -> bool:
    """Whether workers can be forked. Spawned workers must load the dictionaries again, which takes a second each.

    A fork of a process with threads may wait forever for a lock that a thread held, and only Linux lists the threads.
    """
    return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1


_ANALYZER: ContextVar[Analyzer] = ContextVar("analyzer")
"""The analyzer of a worker process."""


def _initialize_worker(analyzer: Analyzer) -> None:
    """Initialize a worker: it ignores interrupts, which its parent handles, and ends with its parent."""
    reduce_garbage_collection()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _ANALYZER.set(analyzer)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run_in_worker(task: Task) -> TaskResult:
    return run_task(task, _ANALYZER.get())
