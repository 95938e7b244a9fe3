"""The endpoints on the service itself: metadata, health and readiness."""

from datetime import datetime

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app import VERSION
from app.api.endpoint import EndpointRoute
from app.api.openapi import ok_response, problems
from app.api.parameter_types import CONTEXT_DEFAULT, CONTEXT_MAX, LIMIT_DEFAULT, LIMIT_MAX, NEIGHBORS_MAX
from app.api.problems import Code
from app.api.request_context import CurrentContext, RequestContext, live_index_of
from app.api.routes.export_feed import FEED_ENTRIES
from app.api.schemas.meta import Health, KindCount, Meta, PublishedLimits, Readiness
from search import references
from search.engines.protocol import Engine, Filters
from search.match_spans import WILDCARD_CHARACTERS
from search.model import Kind
from search.suggest import suggestions

router = APIRouter(route_class=EndpointRoute, tags=["the service"])


@router.get(
    "/v1/meta",
    summary="What is indexed, and every limit",
    responses=ok_response("What is indexed.") | problems(Code.INDEX_UNAVAILABLE),
)
def describe(request_context: CurrentContext) -> Meta:
    """What is indexed, by what, since when, and how much may be asked at once."""
    manifest = request_context.manifest
    scope = request_context.engine.scope(Filters())
    return Meta(
        corpus_version=manifest.corpus_version,
        version=VERSION,
        engine=manifest.engine,
        analyzer=manifest.analyzer,
        schema_version=manifest.schema_version,
        built=datetime.fromisoformat(manifest.built),
        statements=manifest.statements,
        paragraphs=manifest.paragraphs,
        characters=manifest.characters,
        undated=scope.undated,
        first=scope.first,
        last=scope.last,
        kinds=_kinds(request_context.engine),
        limits=_published_limits(request_context),
    )


def _kinds(engine: Engine) -> tuple[KindCount, ...]:
    """The count of statements of each kind that occurs."""
    counts = [KindCount(value=kind, count=engine.scope(Filters(kinds=(kind,))).statements) for kind in Kind]
    return tuple(count for count in counts if count.count)


def _published_limits(request_context: RequestContext) -> PublishedLimits:
    limits = request_context.limits
    return PublishedLimits(
        query_characters=limits.query.characters,
        query_leaves=limits.query.leaves,
        query_levels=limits.query.levels,
        query_distance=limits.query.distance,
        query_seconds=limits.seconds,
        searches_at_once=request_context.admission.slots,
        occurrences_bound=limits.occurrences_bound,
        limit_default=LIMIT_DEFAULT,
        limit_max=LIMIT_MAX,
        context_default=CONTEXT_DEFAULT,
        context_max=CONTEXT_MAX,
        suggestions_max=suggestions.MOST,
        feed_entries_max=FEED_ENTRIES,
        reference_characters=references.LONGEST,
        resolved_statements_max=references.MOST_STATEMENTS,
        wildcard_characters=WILDCARD_CHARACTERS,
        neighbors_max=NEIGHBORS_MAX,
    )


# The two below are `async`: they do no work, and must answer while a search occupies every thread of the pool.


@router.get("/healthz", summary="Does the process live?", responses=problems())
async def health(response: Response) -> Health:
    """Always `ok`: a process that answers is alive."""
    response.headers["Cache-Control"] = "no-store"
    return Health(status="ok")


@router.get("/readyz", summary="Can it answer?", responses=problems(Code.INDEX_UNAVAILABLE))
async def readiness(request: Request, response: Response) -> Readiness:
    """200 while an index is open and whole, else 503 with the command that helps."""
    response.headers["Cache-Control"] = "no-store"
    live_index_of(request).require_whole()
    with live_index_of(request).acquire() as generation:
        return Readiness(status="ready", corpus_version=generation.manifest.corpus_version)
