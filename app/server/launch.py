"""Starting the server, and the application factory of its worker processes, which inherit the environment."""

from __future__ import annotations

import os
import signal
import sys
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import uvicorn

from app.logs import start_logging
from app.main import create_app
from app.metrics import METRICS_DIRECTORY
from app.server.http_protocol import Utf8Protocol
from app.server.workers import LOOP, serve_workers
from app.settings import ENVIRONMENT_PREFIX, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI

GRACE_SECONDS = 10
"""How long requests may continue after a signal to stop."""


TURN_SECONDS = 0.0005
"""How long a thread may keep Python's lock while others wait; 0.005 by default. Every read and write of a connection
takes the lock anew, and beside twenty slow searches it waits for all of them each time."""


def serve(settings: Settings, given: Mapping[str, str]) -> None:
    """Serve until a signal stops the server. `given` are the settings from the command line, for the workers."""
    # uvicorn stops gracefully, then raises the signal again, which would exit with 143.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if settings.workers == 1:
        share_time()
        uvicorn.run(create_app(settings), **_options(settings))
        return
    with TemporaryDirectory(prefix="gongbao-metrics-") as metrics:
        os.environ |= {METRICS_DIRECTORY: metrics}
        os.environ |= {ENVIRONMENT_PREFIX + name.upper(): text for name, text in given.items()}
        options = {**_options(settings), "loop": LOOP, "workers": settings.workers}
        serve_workers(uvicorn.Config("app.server.launch:application", factory=True, **options))


def share_time() -> None:
    """Let the threads of this process take turns often, so that quick requests pass slow ones."""
    sys.setswitchinterval(TURN_SECONDS)


def application() -> FastAPI:
    """The application of one worker process."""
    share_time()
    settings = Settings()
    start_logging(settings)
    return create_app(settings)


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "host": settings.host,
        "port": settings.port,
        "http": Utf8Protocol,
        "ws": "none",
        "log_config": None,
        "access_log": False,  # uvicorn's prints query strings; ours is `app.middleware.observability`
        "server_header": False,
        "timeout_graceful_shutdown": GRACE_SECONDS,
    }
