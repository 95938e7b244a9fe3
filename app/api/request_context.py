"""What a route reads from: one generation from the beginning of a request to its end, and never twice for one ETag."""

from collections.abc import AsyncIterator, Iterable, Iterator, MutableMapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import Depends
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from app.api.admission_control import Admission
from app.api.conditional_requests import CACHE_CONTROL, etag_of, raise_if_unchanged
from app.api.cursors import PageWalk
from app.api.formats.streaming import encode_chunks
from app.api.negotiation import DOCUMENT_TYPES, EXPORT_TYPES, FEED_TYPES, JSON_ONLY, LIST_TYPES, MediaTypes, negotiated
from app.api.parameters.base import Paging
from app.api.query_string_validation import Pairs
from app.api.schemas.search import ReadQuery, Totals
from app.live_index import LiveIndex
from app.metrics import metrics_of
from app.response_cache import ResponseCache
from search.analysis import Analyzer
from search.deadline import Deadline
from search.engines import protocol
from search.engines.protocol import Engine
from search.interpretation import Limits
from search.store.generation import Generation, Manifest
from search.store.index import Index
from search.suggest.suggestions import Suggestions

CORPUS_VERSION_HEADER = "X-Corpus-Version"
"""For formats that have no place for it."""

HEADER_CHARACTERS = 2000
"""Of the longest value of a header; proxies refuse answers whose headers do not fit into 4 or 8 kB."""

Headers = MutableMapping[str, str] | MutableHeaders
"""The headers of an answer in the making."""


class StreamingContextResponse(StreamingResponse):
    """An answer that is read while it is sent: what it reads from is held until the last byte is out."""

    lease: ExitStack | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        with self.lease or nullcontext():
            await super().__call__(scope, receive, send)


@dataclass(frozen=True, slots=True)
class RequestContext:
    """The generation that a request reads, the format that the answer is in, and what goes with them."""

    generation: Generation
    analyzer: Analyzer
    limits: Limits
    admission: Admission
    format: str
    request: Request
    pairs: Pairs
    headers: Headers

    def until(self, deadline: Deadline) -> "RequestContext":
        """The same for one of several pieces of work that together have until the deadline."""
        return replace(self, limits=replace(self.limits, seconds=min(self.limits.seconds, deadline.left)))

    @property
    def engine(self) -> Engine:
        """The open index."""
        return self.generation.engine

    @property
    def index(self) -> Index:
        """The open index with what it takes to ask it."""
        return Index(self.engine, self.analyzer, self.generation.phrases, self.generation.catalog)

    def slot(self) -> AbstractContextManager[None]:
        """A place among the searches that may work at once. Raises `ProblemError` when there is none."""
        return self.admission.slot()

    @property
    def manifest(self) -> Manifest:
        """What the generation is."""
        return self.generation.manifest

    @property
    def corpus_version(self) -> str:
        """The version of what is indexed."""
        return self.generation.manifest.corpus_version

    def walk(self, asked: Paging) -> PageWalk:
        """The stretch of the result that is asked for."""
        return PageWalk.at(asked.cursor, request=asked.asked(), corpus_version=self.corpus_version, limit=asked.limit)

    def link(self, *, following: str | None, preceding: str | None) -> None:
        """Add the addresses of the pages beside this one to the answer's `Link` header (RFC 8288)."""
        here = self.request.scope["path"]
        asked = [pair for pair in self.pairs if pair[0] != "cursor"]
        links = [
            f'<{here}?{urlencode([*asked, ("cursor", cursor)])}>; rel="{relation}"'
            for relation, cursor in (("next", following), ("prev", preceding))
            if cursor
        ]
        if links:
            self.headers["Link"] = ", ".join(links)

    def note(self, totals: protocol.Totals, found: Suggestions) -> None:
        """Count a search that found nothing, and let nobody keep an answer that lacks suggestions for want of time."""
        if not totals.paragraphs:
            metrics_of(self.request).searches_without_hit.inc()
        if found.notices:
            del self.headers["ETag"]
            self.headers["Cache-Control"] = "no-store"

    def tell(self, query: ReadQuery, total: Totals) -> None:
        """Add how the query was understood, and how much matched, to the headers of an answer with no place for it."""
        parsed = quote(query.parsed, safe="")
        told = {
            "X-Query-Parsed": parsed if len(parsed) <= HEADER_CHARACTERS else None,
            "X-Query-Notices": ", ".join(notice.code for notice in query.notices),
            "X-Total-Paragraphs": total.paragraphs,
            "X-Total-Statements": total.statements,
            "X-Total-Occurrences": total.occurrences,
        }
        self.headers.update({name: str(value) for name, value in told.items() if value not in (None, "")})

    def streamed(self, texts: Iterable[str], media_type: str) -> Response:
        """The answer that is these texts one after the other, sent as they are made."""
        return StreamingContextResponse(encode_chunks(texts), headers=dict(self.headers), media_type=media_type)

    def kept(self) -> Response | None:
        """The answer, if it is kept from an earlier request."""
        return self._answers.answer(self.headers["ETag"])

    def keep(self, answer: Response) -> None:
        """Keep the answer for later requests, unless it holds for this one only (`note`)."""
        if "ETag" in self.headers:
            self._answers.keep(self.headers["ETag"], answer)

    @property
    def _answers(self) -> ResponseCache:
        answers: ResponseCache = self.request.app.state.answers
        return answers

    def address(self, path: str) -> str:
        """A path of ours with the host by which we were asked."""
        return str(self.request.base_url).rstrip("/") + path

    def sent(self, content: bytes | str, media_type: str) -> Response:
        """The answer that is this content."""
        return Response(content, headers=dict(self.headers), media_type=media_type)


def live_index_of(request: Request) -> LiveIndex:
    """The corpus that the application serves."""
    corpus: LiveIndex = request.state.corpus
    return corpus


def admission_of(request: Request) -> Admission:
    """The slots in which searches work."""
    admission: Admission = request.app.state.admission
    return admission


@dataclass(frozen=True, slots=True, eq=False)
class RequestContextDependency:
    """The dependency of an address whose answer is in one of the formats: a reading until the answer is sent."""

    offered: MediaTypes

    async def __call__(self, request: Request, response: Response) -> AsyncIterator[RequestContext]:
        """The reading as FastAPI's dependencies are made."""
        with self.opened(request, response.headers) as request_context:
            yield request_context

    @contextmanager
    def opened(self, request: Request, headers: Headers) -> Iterator[RequestContext]:
        """The current generation until the block ends; `headers` become those of the answer.

        Raises `NotModifiedError` when the client has the answer already, `IndexUnavailableError` when there is no
        index, and `ProblemError` (`not-acceptable`) when the answer is in no format that the client reads.
        """
        pairs = request.query_params.multi_items()
        with self.of(request, pairs, dict(pairs).get("format"), headers) as request_context:
            yield request_context

    def of(
        self, request: Request, pairs: Pairs, given: str | None, headers: Headers
    ) -> AbstractContextManager[RequestContext]:
        """The same, of a request whose query string has been read; `given` is what its `format` says."""
        return opened(request, pairs, headers, negotiated(request, self.offered, given), vary="Accept")


@contextmanager
def opened(request: Request, pairs: Pairs, headers: Headers, chosen: str, *, vary: str) -> Iterator[RequestContext]:
    """The current generation until the block ends, for an answer in the form chosen by the headers named in `vary`.

    `pairs` are the parameters of the request, and `headers` become those of the answer. Raises `NotModifiedError` when
    the client has the answer already, and `IndexUnavailableError` when there is no index.
    """
    corpus = live_index_of(request)
    limits: Limits = request.app.state.limits
    with corpus.acquire() as generation:
        own = {
            "ETag": etag_of(request, pairs, generation.manifest, limits, chosen),
            "Cache-Control": CACHE_CONTROL,
            "Vary": vary,
            CORPUS_VERSION_HEADER: generation.manifest.corpus_version,
        }
        raise_if_unchanged(request, own)
        headers.update(own)
        yield RequestContext(
            generation, corpus.analyzer, limits, admission_of(request), chosen, request, pairs, headers
        )


CurrentContext = Annotated[RequestContext, Depends(RequestContextDependency(JSON_ONLY))]
DocumentContext = Annotated[RequestContext, Depends(RequestContextDependency(DOCUMENT_TYPES))]
ListContext = Annotated[RequestContext, Depends(RequestContextDependency(LIST_TYPES))]
ExportContext = Annotated[RequestContext, Depends(RequestContextDependency(EXPORT_TYPES))]
FeedContext = Annotated[RequestContext, Depends(RequestContextDependency(FEED_TYPES))]
