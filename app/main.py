"""The application: settings in, an ASGI application out."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache, partial
from typing import Any

from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool

from app import VERSION
from app.api.admission_control import Admission
from app.api.conditional_requests import NotModifiedError, not_modified_response
from app.api.exception_handlers import install_exception_handlers
from app.api.openapi import openapi
from app.api.query_string_validation import reject_unknown_parameters
from app.api.routes import documentation, export_feed, meta, metrics, search, statements, suggest_resolve, wording
from app.live_index import LiveIndex, refresh_periodically
from app.metrics import new_metrics
from app.middleware.compression import CompressionMiddleware
from app.middleware.cors import CORSPolicyMiddleware
from app.middleware.error_boundary import ErrorBoundaryMiddleware
from app.middleware.observability import ObservabilityMiddleware
from app.response_cache import ResponseCache
from app.settings import Settings
from app.web import routes as web
from app.web.problem_pages import problem_page
from app.web.rendering import read_pages
from search.analysis import Analyzer
from search.store.location import store_at

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
    for module in (search, suggest_resolve, export_feed, statements, wording, meta, metrics, documentation, web):
        app.include_router(module.router)
    install_exception_handlers(app)
    app.exception_handler(NotModifiedError)(not_modified_response)
    _add_middleware(app, settings)
    # Generated on first use: it takes a tenth of a second, and most servers never need it.
    app.openapi = cache(partial(openapi, app))  # type: ignore[method-assign]  # as FastAPI's manual documents
    return app


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    """Add the middleware. The last one added is outermost, so a request passes them from the bottom up."""
    # Innermost, so that the headers of HEAD describe the body that GET would send.
    app.add_middleware(CompressionMiddleware)
    # Around everything that can fail: it turns every exception into a problem response.
    app.add_middleware(ErrorBoundaryMiddleware)
    # Around failures, so that pages of other origins can read those too.
    if settings.cors_origins:
        app.add_middleware(CORSPolicyMiddleware, origins=settings.cors_origins)
    # Outermost: every response, from whichever layer, has an id and is counted, timed and logged as sent.
    app.add_middleware(ObservabilityMiddleware, metrics=app.state.metrics, log_queries=settings.log_queries)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    """Load the dictionaries and open the index before the port opens, refresh the index, and close it at shutdown."""
    analyzer = await run_in_threadpool(Analyzer)
    corpus = LiveIndex(store_at(app.state.settings.index), analyzer)
    async with refresh_periodically(corpus):
        gc.freeze()  # the open index stays: garbage collections need not traverse it
        gc.enable()  # `app.__main__` disabled it
        with app.state.metrics.describing(corpus):
            yield {"corpus": corpus}
