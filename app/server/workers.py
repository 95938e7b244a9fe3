"""Several processes behind one port, each with a socket of its own, among which the system divides the connections.

Processes that accept from one socket share badly: whichever wakes first takes all connections that wait, and clients
keep them. Of two processes one may then do all the work for minutes (measured: a third fewer answers a second).
"""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING, Any

import uvloop
from prometheus_client.multiprocess import mark_process_dead
from uvicorn.supervisors import Multiprocess

if TYPE_CHECKING:
    from asyncio import AbstractServer

    from uvicorn import Config

LOOP = "app.server.workers:ReusePortLoop"
"""The loop of a worker, by the name under which uvicorn imports it."""

_DIVIDES = sys.platform == "linux"
"""Elsewhere SO_REUSEPORT lets sockets share a port, too, but one of them gets every connection."""


class ReusePortLoop(uvloop.Loop):
    """uvloop's loop, which listens on a socket of its own at the address of the one that it is given."""

    async def create_server(self, *arguments: Any, sock: socket.socket | None = None, **options: Any) -> AbstractServer:  # type: ignore[override]  # noqa: ANN401  what it does not need goes through
        """What accepts connections."""
        own = _twin(sock) if sock and _DIVIDES else sock
        return await super().create_server(*arguments, sock=own, **options)


def serve_workers(config: Config) -> None:
    """Serve from `config.workers` processes until asked to stop. Ends the program with 3 if the port is taken."""
    shared = config.bind_socket()  # not with SO_REUSEPORT yet: a port that another server has is taken
    if _DIVIDES:
        # Nobody listens yet: with SO_REUSEADDR two servers that start at the same moment would both get the port.
        shared.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        shared.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    _Supervisor(config, [shared]).run()


class _Supervisor(Multiprocess):
    """Starts processes again that have died; what a dead one was answering is no longer in progress."""

    def keep_subprocess_alive(self) -> None:
        """Look after the processes, as uvicorn does all the time."""
        before = self._pids()
        super().keep_subprocess_alive()
        for pid in before - self._pids():
            mark_process_dead(pid)

    def _pids(self) -> set[int]:
        return {each.process.pid for each in self.processes if each.process.pid}


def _twin(shared: socket.socket) -> socket.socket:
    """Another socket at the same address; it closes the first, which would else get connections and never answer."""
    own = socket.socket(shared.family, shared.type)
    own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    own.bind(shared.getsockname())
    shared.close()
    return own
