"""What every answer has in common, whatever its route: the layer between the server and the routes."""

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
    "the server made a mistake; it has been logged",
    hint="try again; if it happens again, tell the operators the address and the time",
)


class ErrorBoundaryMiddleware:
    """Answers HEAD like GET, forbids browsers to guess media types, and lets no exception out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the server's lifespan, which passes through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        without_body = scope["method"] == "HEAD"
        if without_body:
            scope["method"] = "GET"  # not the server's own scope: `ObservabilityMiddleware` hands down a copy
        started = finished = False

        async def answer(message: Message) -> None:
            nonlocal started, finished
            if message["type"] == "http.response.start":
                started = True
                MutableHeaders(scope=message)["X-Content-Type-Options"] = "nosniff"
            elif finished:
                return
            elif without_body:
                # The first of a stream is the last: the server then calls the client gone, and the stream ends.
                finished = True
                message = {**message, "body": b"", "more_body": False}
            await send(message)

        try:
            await self._app(scope, receive, answer)
        except Exception:
            logger.exception("%s %r failed", scope["method"], scope["path"])
            if started:
                raise
            await problem_response(Request(scope), _INTERNAL)(scope, receive, answer)
