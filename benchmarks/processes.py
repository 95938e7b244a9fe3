"""Whole processes, measured from outside: build time of the indexer, startup time of the server, memory of both."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1 << 20
SEARCHES = 200
"""The number of searches before the server's memory is measured."""


_SAMPLED = 0.05
"""The seconds between two samples of the indexer's memory."""


@dataclass(frozen=True, slots=True)
class Build:
    """One run of the indexer: wall-clock and CPU seconds, and the peak resident megabytes of all its processes.

    Shared memory is counted for each process.
    """

    seconds: float
    of_cores: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Start:
    """One start of the server: seconds to the open port and to the first answer; resident megabytes after searches."""

    ready: float
    first_answer: float
    megabytes: float


def build(source: Path, index: Path, *options: str) -> Build:
    """Run the indexer on a file or folder in its own processes, with more `options` of the command line."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "indexer", str(source), "--index", str(index), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603  a constant command
    peak = 0
    while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
        peak = max(peak, _resident(process.pid))
        time.sleep(_SAMPLED)
    _, status, usage = ended  # the usage includes that of its child processes
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return Build(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, peak / MEGABYTE)


def _resident(number: int) -> int:
    """The resident bytes of a process and its descendants; 0 if it has ended."""
    try:
        process = psutil.Process(number)
        return sum(map(_bytes, [process, *process.children(recursive=True)]))
    except psutil.NoSuchProcess:
        return 0


def _bytes(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return 0


def start(index: Path, query: str) -> Start:
    """Start the server on the index, measure it, and stop it."""
    port = free_port()
    began = time.perf_counter()
    command = [sys.executable, "-m", "app", "--index", str(index), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            _wait(f"http://127.0.0.1:{port}/readyz", began)
            ready = time.perf_counter() - began
            address = f"http://127.0.0.1:{port}/v1/search?q={query}"
            _get(address)
            first_answer = time.perf_counter() - began
            for number in range(SEARCHES):
                _get(f"{address}&context={number}")
            return Start(ready, first_answer, psutil.Process(process.pid).memory_info().rss / MEGABYTE)
        finally:
            process.terminate()


def free_port() -> int:
    """A free port of the loopback address."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(address: str, began: float) -> None:
    while True:
        try:
            _get(address)
        except (urllib.error.URLError, ConnectionError):
            if time.perf_counter() - began > 30:
                raise
            time.sleep(0.01)
        else:
            return


def _get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  a local address
        return bytes(answer.read())
