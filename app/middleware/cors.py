"""CORS: which web pages of other origins may read the responses."""

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
"""The response headers that pages may read besides the safelisted ones."""

_ABOUT_A_BODY = ("content-length", "content-type")


class CORSPolicyMiddleware(CORSMiddleware):
    """Starlette's CORS for read-only endpoints without cookies."""

    def __init__(self, app: ASGIApp, *, origins: Collection[str]) -> None:
        super().__init__(
            app,
            allow_origins=origins,
            allow_methods=("GET", "HEAD"),
            allow_headers=("If-None-Match", "X-Request-ID"),
            expose_headers=_EXPOSED,
        )

    def preflight_response(self, request_headers: Headers) -> Response:
        """The response to a preflight request, always a success; the browser enforces the policy in its headers.

        Starlette rejects with a 400 in plain text, and every 400 here must be a problem response.
        """
        preflight_headers = super().preflight_response(request_headers).headers
        return Response(
            status_code=204,
            headers={name: preflight_headers[name] for name in preflight_headers if name not in _ABOUT_A_BODY},
        )
