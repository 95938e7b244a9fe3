"""gzip for clients that accept it, with ETags that distinguish the two representations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MINIMUM_BYTES = 1024
"""Smaller bodies fit into one packet uncompressed."""

_LEVEL = 6
"""zlib's own default. The highest level takes several times as long and saves a few percent."""

_TAG_END = '-gzip"'
_NOT_MODIFIED = 304
_NAMES = frozenset(("gzip", "x-gzip"))
"""One coding under two names (RFC 9110, 8.4.1.3)."""


class CompressionMiddleware:
    """Compresses bodies from `MINIMUM_BYTES` on; streams stay streams.

    The routes know nothing of content codings. A strong ETag identifies bytes (RFC 9110, 8.8.3.3), so the gzip
    representation of `"abc"` has the ETag `"abc-gzip"`, which the routes see as `"abc"` in `If-None-Match`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._compressing = GZipMiddleware(app, minimum_size=MINIMUM_BYTES, compresslevel=_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; the lifespan passes through."""
        if scope["type"] != "http":
            await self._plain(scope, receive, send)
            return
        headers = MutableHeaders(scope=scope)
        held = ", ".join(headers.getlist("If-None-Match"))
        if _TAG_END in held:
            headers["If-None-Match"] = held.replace(_TAG_END, '"')
        wanted = accepts_gzip(headers.getlist("Accept-Encoding"))

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                _name(message, held, wanted=wanted)
            await send(message)

        if not wanted:
            await self._plain(scope, receive, answer)
            return
        headers["Accept-Encoding"] = "gzip"  # the only name that Starlette recognizes
        await self._compressing(scope, receive, answer)


def accepts_gzip(fields: Iterable[str]) -> bool:
    """Whether values of `Accept-Encoding` name gzip with a weight above 0 (RFC 9110, 12.5.3).

    >>> accepts_gzip(["br, GZIP;q=0.5"]), accepts_gzip(["gzip; q=0"]), accepts_gzip(["*"]), accepts_gzip([])
    (True, False, False, False)
    """
    for each in ",".join(fields).lower().split(","):
        name, _, weight = (part.strip() for part in each.partition(";"))
        if name in _NAMES:
            return weight.removeprefix("q=").strip("0.") != "" or not weight
    return False


def _name(start: Message, held: str, *, wanted: bool) -> None:
    """Set the ETag of the content coding. `held` are the ETags that the client has."""
    headers = MutableHeaders(scope=start)
    # On small responses and on 304 too: the coding depends on the header for every path.
    if "accept-encoding" not in headers.get("Vary", "").lower():
        headers.add_vary_header("Accept-Encoding")
    etag = headers.get("ETag")
    if etag is None:
        return
    coded = etag.removesuffix('"') + _TAG_END
    if start["status"] == _NOT_MODIFIED:
        is_coded = coded in held and (wanted or etag not in held)
    else:
        is_coded = headers.get("Content-Encoding") == "gzip"
    if is_coded:
        headers["ETag"] = coded
