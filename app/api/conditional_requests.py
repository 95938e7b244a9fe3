"""Conditional requests (RFC 9110, 13): the ETag of an answer, and 304 for a client that has the answer already."""

from collections.abc import Mapping
from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import Response

from app import VERSION
from app.api.query_string_validation import Pairs
from search.interpretation import Limits
from search.store.generation import Manifest

CACHE_CONTROL = "no-cache"
"""Keep the answer, but ask whether it still holds: that question is answered with 304 and costs no search."""


class NotModifiedError(Exception):
    """The client has the answer already. Answered with 304 and the headers that the answer would have had."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__(headers["ETag"])
        self.headers = headers


def etag_of(request: Request, pairs: Pairs, manifest: Manifest, limits: Limits, chosen: str) -> str:
    """The strong validator of the answer: of everything that the answer depends on."""
    scope = request.scope
    parts = (
        VERSION,
        manifest.corpus_version,
        manifest.engine,
        manifest.built,
        limits,
        chosen,
        # Citations have the address of the server.
        (scope["scheme"], request.headers.get("Host"), scope.get("server"), scope.get("root_path")),
        scope["path"],
        sorted(pairs),
    )
    return f'"{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"'


def raise_if_unchanged(request: Request, headers: Mapping[str, str]) -> None:
    """Raise `NotModifiedError` if `If-None-Match` names the ETag of the headers (RFC 9110, 13.1.2: compared weakly).

    `*` names none: whether there is anything at the address is not known yet (`error_boundary` answers it).
    """
    held = request.headers.get("If-None-Match", "")
    if headers["ETag"] in (tag.strip().removeprefix("W/") for tag in held.split(",")):
        raise NotModifiedError(headers)


async def not_modified_response(_request: Request, error: NotModifiedError) -> Response:
    """304 with the headers that the answer itself would have had."""
    return Response(status_code=304, headers=dict(error.headers))
