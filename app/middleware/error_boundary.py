"""The middleware between the server and the routes: HEAD, security headers, unhandled exceptions."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
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
    """Answers HEAD like GET, disables MIME sniffing, and turns unhandled exceptions into problem responses.

    It also rejects requests without exactly one Host, and answers `If-None-Match: *`, which the routes cannot evaluate
    before they have a response.
    """

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
        has_any = [each.strip() for each in Headers(scope=scope).getlist("If-None-Match")] == ["*"]
        started = finished = False

        async def answer(message: Message) -> None:
            nonlocal started, finished, without_body
            if message["type"] == "http.response.start":
                started = True
                MutableHeaders(scope=message)["X-Content-Type-Options"] = "nosniff"
                if has_any and message["status"] == HTTPStatus.OK:
                    without_body = True
                    message = _not_modified(message)
            elif finished:
                return
            elif without_body:
                # HEAD ends a stream at its first chunk: the server then reports the client gone, and the stream stops.
                finished = True
                message = {**message, "body": b"", "more_body": False}
            await send(message)

        refused = _without_host(scope)
        app = problem_response(Request(scope), refused) if refused else self._app
        try:
            await app(scope, receive, answer)
        except Exception:
            logger.exception("The request %s %r fails with an unexpected error.", scope["method"], scope["path"])
            if started:
                raise
            await problem_response(Request(scope), _INTERNAL)(scope, receive, answer)


def _not_modified(message: Message) -> Message:
    """The beginning of an answer to a client that has any version of it already (RFC 9110, 13.1.2)."""
    of_the_body = (b"content-length", b"content-type", b"content-encoding")
    kept = [(name, value) for name, value in message["headers"] if name.lower() not in of_the_body]
    return {**message, "status": HTTPStatus.NOT_MODIFIED.value, "headers": kept}


def _without_host(scope: Scope) -> ProblemError | None:
    """What is wrong with a request of HTTP/1.1 that has not one Host header (RFC 9112, 3.2)."""
    hosts = len(Headers(scope=scope).getlist("Host"))
    if scope["http_version"] != "1.1" or hosts == 1:
        return None
    return ProblemError(
        Code.MALFORMED_REQUEST,
        f"The request has {hosts or 'no'} Host header{'s' if hosts > 1 else ''}.",
        hint="HTTP/1.1 requires one header: Host with the name of the server.",
    )
