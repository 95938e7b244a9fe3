"""What a route reads from: one generation from the beginning of a request to its end, and never twice for one ETag."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

from app import VERSION
from app.api.cursors import Walk
from app.api.parameters import Paging
from app.corpus import Corpus
from app.settings import Settings
from search.analysis import Analyzer
from search.engines.protocol import Engine
from search.generation import Generation, Manifest
from search.searcher import Limits

CACHE_CONTROL = "no-cache"
"""Keep the answer, but ask whether it still holds: that question is answered with 304 and costs no search."""


class UnchangedError(Exception):
    """The client has the answer already. Answered with 304."""

    def __init__(self, etag: str) -> None:
        super().__init__(etag)
        self.etag = etag


@dataclass(frozen=True, slots=True)
class Reading:
    """The generation that a request reads, and what goes with it."""

    generation: Generation
    analyzer: Analyzer
    limits: Limits
    request: Request
    response: Response

    @property
    def engine(self) -> Engine:
        """The open index."""
        return self.generation.engine

    @property
    def manifest(self) -> Manifest:
        """What the generation is."""
        return self.generation.manifest

    @property
    def corpus_version(self) -> str:
        """The version of what is indexed."""
        return self.generation.manifest.corpus_version

    def walk(self, asked: Paging) -> Walk:
        """The stretch of the result that is asked for."""
        return Walk.at(asked.cursor, request=asked.asked(), corpus_version=self.corpus_version, limit=asked.limit)

    def link(self, *, following: str | None, preceding: str | None) -> None:
        """Add the addresses of the pages beside this one to the answer's `Link` header (RFC 8288)."""
        url = self.request.url
        links = [
            f'<{url.path}?{url.include_query_params(cursor=cursor).query}>; rel="{relation}"'
            for relation, cursor in (("next", following), ("prev", preceding))
            if cursor
        ]
        if links:
            self.response.headers["Link"] = ", ".join(links)


def corpus_of(request: Request) -> Corpus:
    """The corpus that the application serves."""
    corpus: Corpus = request.state.corpus
    return corpus


def settings_of(request: Request) -> Settings:
    """What the application was started with."""
    settings: Settings = request.app.state.settings
    return settings


async def _reading(request: Request, response: Response) -> AsyncIterator[Reading]:
    """The current generation until the answer is sent.

    Raises `UnchangedError` when the client has the answer already, `IndexUnavailableError` when there is no index.
    """
    corpus = corpus_of(request)
    limits = settings_of(request).limits()
    with corpus.reading() as generation:
        etag = _etag(request, generation.manifest, limits)
        refuse_unchanged(request, etag)
        response.headers.update({"ETag": etag, "Cache-Control": CACHE_CONTROL})
        yield Reading(generation, corpus.analyzer, limits, request, response)


CurrentReading = Annotated[Reading, Depends(_reading)]


def _etag(request: Request, manifest: Manifest, limits: Limits) -> str:
    """The strong validator of the answer: of everything that the answer depends on."""
    parts = (
        VERSION,
        manifest.corpus_version,
        manifest.engine,
        manifest.built,
        limits,
        request.url.path,
        sorted(request.query_params.multi_items()),
    )
    return f'"{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"'


def refuse_unchanged(request: Request, etag: str) -> None:
    """Raise `UnchangedError` if `If-None-Match` names the ETag (RFC 9110, 13.1.2: compared weakly)."""
    held = request.headers.get("If-None-Match", "")
    if held.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in held.split(",")):
        raise UnchangedError(etag)


async def answer_unchanged(_request: Request, error: UnchangedError) -> Response:
    """304 with the headers that the answer itself would have had."""
    return Response(status_code=304, headers={"ETag": error.etag, "Cache-Control": CACHE_CONTROL})
