"""Worker processes behind one port, each with its own socket, between which the kernel balances the connections.

Processes that share one socket are balanced badly: the first to wake accepts all pending connections, and clients keep
them open. One of two processes may then do all the work for minutes (measured: a third less throughput).
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
"""The event loop of a worker, by the name under which uvicorn imports it."""

_BALANCES_SOCKETS = sys.platform == "linux"
"""On other systems SO_REUSEPORT lets sockets share a port, but one of them gets every connection."""


class ReusePortLoop(uvloop.Loop):
    """uvloop's event loop, which listens on its own socket at the address of the inherited one."""

    async def create_server(self, *arguments: Any, sock: socket.socket | None = None, **options: Any) -> AbstractServer:  # type: ignore[override]  # noqa: ANN401  passed through
        """The server that accepts the connections."""
        own = _reopened(sock) if sock and _BALANCES_SOCKETS else sock
        return await super().create_server(*arguments, sock=own, **options)


def serve_workers(config: Config) -> None:
    """Serve from `config.workers` processes until a signal stops them. Exits with 3 if the port is taken."""
    shared = config.bind_socket()  # not with SO_REUSEPORT yet, so that a port in use is detected
    if _BALANCES_SOCKETS:
        # Not listening yet: with SO_REUSEADDR two servers that start at the same moment would both get the port.
        shared.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        shared.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    _Supervisor(config, [shared]).run()


class _Supervisor(Multiprocess):
    """Restarts processes that died, and removes their requests from the gauge of requests in progress."""

    def keep_subprocess_alive(self) -> None:
        """Restart dead processes; uvicorn calls this periodically."""
        before = self._pids()
        super().keep_subprocess_alive()
        for pid in before - self._pids():
            mark_process_dead(pid)

    def _pids(self) -> set[int]:
        return {each.process.pid for each in self.processes if each.process.pid}


def _reopened(shared: socket.socket) -> socket.socket:
    """A new socket at the same address. Closes the first, which would receive connections and never answer."""
    own = socket.socket(shared.family, shared.type)
    own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    own.bind(shared.getsockname())
    shared.close()
    return own
