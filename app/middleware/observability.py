"""Request ids, access log and request metrics."""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders

from app.logs import current_request_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from app.metrics import Metrics

logger = logging.getLogger(__name__)

REQUEST_ID_HEADER = "X-Request-ID"

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")  # 4bf92f35-77b3.1; not "a b", 中 or anything that could end a line

_UNKNOWN_ROUTE = "unknown"
"""The route label of all unknown paths, whose number is unbounded."""

_METHODS = frozenset(("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"))
_OTHER_METHOD = "other"

_LOGGED_CHARACTERS = 500
"""A logged path is truncated to this length: one may have 64 kB."""


def request_id(requested: str | None) -> str:
    """The id that the client sent, if it is valid; otherwise a new one."""
    return requested if requested is not None and _REQUEST_ID.fullmatch(requested) else uuid4().hex


@dataclass(slots=True)
class _Sent:
    """What has been sent of a response. `length` counts the bytes of its body as sent."""

    status: int | None = None
    length: int = 0
    complete: bool = False

    def note(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif message["type"] == "http.response.body":
            self.length += len(message.get("body", b""))
            self.complete = not message.get("more_body", False)


class ObservabilityMiddleware:
    """Gives every request an id, and logs and counts it when its response has ended."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, log_queries: bool) -> None:
        self._app = app
        self._metrics = metrics
        self._log_queries = log_queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; the lifespan passes through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        own_id = request_id(Headers(scope=scope).get(REQUEST_ID_HEADER))
        # Never reset: the context of the request's task ends with it, and what the server logs after a failed request
        # should have the id too.
        current_request_id.set(own_id)
        # The inner layers modify this copy and store the route in it; the server's own scope is unchanged.
        inner_scope = dict(scope)
        sent = _Sent()

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[REQUEST_ID_HEADER] = own_id
            await send(message)
            sent.note(message)

        begun = time.perf_counter()
        try:
            with self._metrics.requests_in_progress.track_inprogress():
                await self._app(inner_scope, receive, answer)
        finally:
            seconds = time.perf_counter() - begun
            route = getattr(inner_scope.get("route"), "path", _UNKNOWN_ROUTE)
            self._count(scope["method"], route, sent, seconds)
            if logger.isEnabledFor(logging.INFO):
                self._log(scope, route, sent, seconds)

    def _count(self, method: str, route: str, sent: _Sent, seconds: float) -> None:
        method = method if method in _METHODS else _OTHER_METHOD
        self._metrics.requests.labels(route, method, str(sent.status or "none")).inc()
        self._metrics.request_seconds.labels(route).observe(seconds)

    def _log(self, scope: Scope, route: str, sent: _Sent, seconds: float) -> None:
        fields = {
            "method": scope["method"],
            "path": logged_path(scope["path"]),
            "route": route,
            "status": sent.status,
            "duration_ms": round(seconds * 1000, 3),
            "bytes": sent.length,
            "complete": sent.complete,
        }
        if self._log_queries:
            fields["query"] = _truncated(scope["query_string"].decode("ascii", "backslashreplace"))
        _log_request(fields)


def log_malformed(own_id: str, *, status: int, length: int) -> None:
    """Log the response to a malformed request, which never reaches `ObservabilityMiddleware`."""
    token = current_request_id.set(own_id)  # reset: the context here is that of the whole connection
    fields = {"method": None, "path": None, "route": _UNKNOWN_ROUTE, "status": status, "duration_ms": 0.0}
    _log_request({**fields, "bytes": length, "complete": True})
    current_request_id.reset(token)


def _log_request(fields: Mapping[str, Any]) -> None:
    """Log one line about a request: the fields for programs, and the same as a message for people."""
    address = f"{fields['path']}?{fields['query']}" if fields.get("query") else fields["path"]
    logger.info(
        "%s: %s, %s bytes in %s ms%s",
        f"{fields['method']} {address}" if fields["method"] else "malformed",
        fields["status"],
        fields["bytes"],
        fields["duration_ms"],
        "" if fields["complete"] else ", aborted",
        extra=fields,
    )


def logged_path(path: str) -> str:
    """The path percent-encoded, without blanks and control characters, and truncated if it is very long."""
    return _truncated(quote(path, safe="/:@!$&'()*+,;=~", errors="surrogatepass"))


def _truncated(address: str) -> str:
    return address if len(address) <= _LOGGED_CHARACTERS else f"{address[:_LOGGED_CHARACTERS]}..."
