"""Which web pages of other origins may read the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.datastructures import Headers
    from starlette.types import ASGIApp

_EXPOSED = (
    *("ETag", "Link", "X-Request-ID", "Retry-After", "X-Corpus-Version"),
    *("X-Query-Parsed", "X-Query-Notices", "X-Total-Paragraphs", "X-Total-Statements", "X-Total-Occurrences"),
)
"""What pages may read of the headers beside those that all may."""

_ABOUT_A_BODY = ("content-length", "content-type")


class CORSPolicyMiddleware(CORSMiddleware):
    """Starlette's CORS for addresses that only give, without cookies."""

    def __init__(self, app: ASGIApp, *, origins: Collection[str]) -> None:
        super().__init__(
            app,
            allow_origins=origins,
            allow_methods=("GET", "HEAD"),
            allow_headers=("If-None-Match", "X-Request-ID"),
            expose_headers=_EXPOSED,
        )

    def preflight_response(self, request_headers: Headers) -> Response:
        """What is allowed, to whoever asks, and to others that nothing is: it is the browser that forbids.

        Starlette says no with a 400 in plain text, and every 400 of ours is a problem.
        """
        told = super().preflight_response(request_headers).headers
        return Response(status_code=204, headers={name: told[name] for name in told if name not in _ABOUT_A_BODY})
