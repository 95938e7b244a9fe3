"""The middleware between the server and the routes: HEAD, security headers, unhandled exceptions."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.requests import Request

from app.api.problems import Code, ProblemError, problem_response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)

_INTERNAL = ProblemError(
    Code.INTERNAL_ERROR,
    "The server has an internal error, which is logged.",
    hint="Try again; if it happens again, report the address and the time to the operators.",
)


class ErrorBoundaryMiddleware:
    """Answers HEAD like GET, disables MIME sniffing, and turns unhandled exceptions into problem responses."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; the lifespan passes through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        without_body = scope["method"] == "HEAD"
        if without_body:
            scope["method"] = "GET"  # a copy of the server's scope, made by `ObservabilityMiddleware`
        started = finished = False

        async def answer(message: Message) -> None:
            nonlocal started, finished
            if message["type"] == "http.response.start":
                started = True
                MutableHeaders(scope=message)["X-Content-Type-Options"] = "nosniff"
            elif finished:
                return
            elif without_body:
                # HEAD ends a stream at its first chunk: the server then reports the client gone, and the stream stops.
                finished = True
                message = {**message, "body": b"", "more_body": False}
            await send(message)

        try:
            await self._app(scope, receive, answer)
        except Exception:
            logger.exception("The request %s %r fails with an unexpected error.", scope["method"], scope["path"])
            if started:
                raise
            await problem_response(Request(scope), _INTERNAL)(scope, receive, answer)
