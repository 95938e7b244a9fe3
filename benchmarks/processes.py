"""Whole processes, from outside: how long the indexer takes, how soon the server answers, how much memory they hold."""

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
"""Searches before the server's memory is read."""


_SAMPLED = 0.05
"""Seconds between two looks at the memory of an indexer."""


@dataclass(frozen=True, slots=True)
class Build:
    """One run of the indexer: seconds by the clock and of all cores, peak resident megabytes of all its processes.

    Memory that processes share is counted for each of them.
    """

    seconds: float
    of_cores: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Start:
    """One start of the server: seconds to the open port and to the first answer, resident megabytes after searches."""

    ready: float
    first_answer: float
    megabytes: float


def build(source: Path, index: Path, *options: str) -> Build:
    """Index a file or folder in processes of its own, with more `options` of the command line."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "indexer", str(source), "--index", str(index), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603  our own command
    peak = 0
    while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
        peak = max(peak, _resident(process.pid))
        time.sleep(_SAMPLED)
    _, status, usage = ended  # the usage has that of all processes it waited for
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return Build(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, peak / MEGABYTE)


def _resident(number: int) -> int:
    """Bytes in memory of a process and of all that it started; 0 where it is gone."""
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
    """Start the server on the index, ask it, stop it."""
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
    """A port of the loopback address that nothing listens on at the moment."""
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
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  our own address
        return bytes(answer.read())
