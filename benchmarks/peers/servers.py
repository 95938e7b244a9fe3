"""Server processes: starting, requests, memory, termination."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from benchmarks.processes import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.peers.peer import Peer

START_SECONDS = 120
STOP_SECONDS = 15
ANSWER_SECONDS = 60

_PSS = re.compile(r"^Pss:\s+([0-9]+) kB$", re.MULTILINE)
"""The proportional set size, in which shared memory is divided: `Pss:   1234 kB`. Not `Pss_Anon:   1234 kB`."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running peer."""

    peer: Peer
    port: int
    process: int

    @property
    def address(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> bytes:
        """The body of an answer. Raises `RuntimeError` for a status other than 200, `OSError` without an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{self.peer.name} answered {answer.status} to {path}: {body[:200]!r}")
        return body

    def megabytes(self) -> float | None:
        """The memory of all its processes, with shared memory counted once; None on other systems than Linux."""
        root = psutil.Process(self.process)
        sizes = [_pss(process.pid) for process in (root, *root.children(recursive=True))]
        known = [size for size in sizes if size is not None]
        return sum(known) / 1024 if known else None


def _pss(process: int) -> int | None:
    """The proportional set size in kilobytes (proc_pid_smaps(5)); None if unknown."""
    path = Path(f"/proc/{process}/smaps_rollup")
    found = _PSS.search(path.read_text(encoding="ascii")) if path.exists() else None
    return int(found[1]) if found else None


@contextmanager
def serving(peer: Peer, folder: Path) -> Iterator[Server]:
    """The running peer on the data in the folder, ready to answer; terminated when the block ends.

    Its output goes to a file. Raises `RuntimeError` with the end of the output if it does not start.
    """
    port = free_port()
    printed = folder / "printed"
    with printed.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603  a constant command, or a program found on PATH
            peer.command(folder, port), stdout=output, stderr=output, env={**os.environ, **peer.environment}
        )
    try:
        server = Server(peer, port, process.pid)
        _await(server, process, printed)
        yield server
    finally:
        _end(process)


def _await(server: Server, process: subprocess.Popen[bytes], printed: Path) -> None:
    began = time.monotonic()
    while True:
        try:
            server.get(server.peer.alive)
        except (OSError, http.client.HTTPException, RuntimeError) as error:
            if process.poll() is not None or time.monotonic() - began > START_SECONDS:
                output = printed.read_text(encoding="utf-8", errors="replace")[-2000:]
                raise RuntimeError(f"{server.peer.name} does not answer; it printed: {output}") from error
            time.sleep(0.05)
        else:
            return


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
