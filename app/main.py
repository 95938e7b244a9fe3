"""The application: settings in, an ASGI application out."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache, partial
from typing import Any

from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool

from app import VERSION
from app.api.admission import Admission
from app.api.endpoint import EndpointRoute
from app.api.exception_handlers import install_exception_handlers
from app.api.openapi import openapi
from app.api.query_validation import reject_unknown_parameters
from app.api.request_context import NotModifiedError, not_modified_response
from app.api.routes import documentation, export_feed, meta, metrics, search, statements, suggest_resolve, wording
from app.corpus import Corpus, refresh_periodically
from app.metrics import new_metrics
from app.middleware.compression import CompressionMiddleware
from app.middleware.cors import CORSPolicyMiddleware
from app.middleware.error_boundary import ErrorBoundaryMiddleware
from app.middleware.observability import ObservabilityMiddleware
from app.middleware.routing import RoutingMiddleware
from app.response_cache import ResponseCache
from app.settings import Settings
from app.web import routes as web
from app.web.problem_pages import problem_page
from app.web.rendering import read_pages
from search.analysis import Analyzer

_DESCRIPTION = """
Full-text search over Chinese diplomatic communiqués: find the words, cite the paragraph.

A run of characters finds every paragraph that has exactly that run, whatever its width, letter case or script
(Traditional or Simplified). Offsets count code points, half-open, from 0. Problems are
[application/problem+json](/docs/errors).
"""


def create_app(settings: Settings) -> FastAPI:
    """The application that serves the index of the settings. It reads the index while its lifespan runs."""
    app = FastAPI(
        title="Gongbao 公报",
        version=VERSION,
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        dependencies=[Depends(reject_unknown_parameters)],
        generate_unique_id_function=lambda route: route.name,
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.limits = settings.limits()
    app.state.metrics = new_metrics()
    app.state.answers = ResponseCache(settings.cache_megabytes * 1_000_000, app.state.metrics)
    app.state.admission = Admission(settings.searches_at_once)
    app.state.pages = read_pages()
    app.state.problem_page = problem_page
    rooms = (search, suggest_resolve, export_feed, statements, wording, meta, metrics, documentation, web)
    for room in rooms:
        app.include_router(room.router)
    install_exception_handlers(app)
    app.exception_handler(NotModifiedError)(not_modified_response)
    direct = [route for room in rooms for route in room.router.routes if isinstance(route, EndpointRoute)]
    app.add_middleware(RoutingMiddleware, routes=direct, answers=app.exception_handlers)
    _surround(app, settings)
    # When it is first asked for: making it takes a tenth of a second, and most servers are never asked.
    app.openapi = cache(partial(openapi, app))  # type: ignore[method-assign]  # the way that FastAPI's manual documents
    return app


def _surround(app: FastAPI, settings: Settings) -> None:
    """Put the layers around the routes. What is added last is outermost: read from below, as a request meets them."""
    # Nearest to the routes, so that what HEAD is told about the body is what GET would be sent.
    app.add_middleware(CompressionMiddleware)
    # Around everything that can fail: no exception gets out, and a failure is answered with a problem.
    app.add_middleware(ErrorBoundaryMiddleware)
    # Around failures, so that a page may read those too.
    if settings.cors_origins:
        app.add_middleware(CORSPolicyMiddleware, origins=settings.cors_origins)
    # Outermost: whatever is answered, and by whichever layer, has an id and is counted, timed and logged as sent.
    app.add_middleware(ObservabilityMiddleware, metrics=app.state.metrics, log_queries=settings.log_queries)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    """Load the dictionaries and open the index before the port opens, follow the index, close it at the end."""
    analyzer = await run_in_threadpool(Analyzer)
    corpus = Corpus(app.state.settings.index, analyzer)
    async with refresh_periodically(corpus):
        gc.freeze()  # what is open stays: a collection need not look at it again and again
        gc.enable()  # `app.__main__` has held it off until here
        with app.state.metrics.describing(corpus):
            yield {"corpus": corpus}
