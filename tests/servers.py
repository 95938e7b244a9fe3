"""The application for tests: as a client without a socket, or as a real server."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.testclient import TestClient

from app.main import create_app
from app.server.http_protocol import Utf8Protocol
from app.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi import FastAPI


def client_of(index: Path, **settings: Any) -> TestClient:  # noqa: ANN401  the settings have several types
    """A client of a new application over the index; entering it runs the lifespan."""
    return TestClient(create_app(Settings(index=index, **settings)))


@contextmanager
def running_server(app: FastAPI, **options: Any) -> Iterator[int]:  # noqa: ANN401  passed to uvicorn
    """The port of a real server of the application, which runs in a thread until the block ends."""
    config = uvicorn.Config(app, port=0, http=Utf8Protocol, ws="none", log_config=None, **options)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
