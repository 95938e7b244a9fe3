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
from app.api.described import openapi
from app.api.direct import DirectRoute
from app.api.reading import UnchangedError, answer_unchanged
from app.api.refusals import answer_errors
from app.api.routes import documentation, finding, meta, metrics, search, statements, taking, wording
from app.api.strictness import refuse_surprises
from app.cache import AnswerCache
from app.compression import Compression
from app.corpus import Corpus, following
from app.cross_origin import CrossOrigin
from app.edge import Edge
from app.metrics import new_metrics
from app.observation import Observation
from app.settings import Settings
from app.shortcut import Shortcut
from app.web import routes as web
from app.web.pages import read_pages
from app.web.problems import problem_page
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
        dependencies=[Depends(refuse_surprises)],
        generate_unique_id_function=lambda route: route.name,
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.limits = settings.limits()
    app.state.metrics = new_metrics()
    app.state.answers = AnswerCache(settings.cache_megabytes * 1_000_000, app.state.metrics)
    app.state.admission = Admission(settings.searches_at_once)
    app.state.pages = read_pages()
    app.state.problem_page = problem_page
    rooms = (search, finding, taking, statements, wording, meta, metrics, documentation, web)
    for room in rooms:
        app.include_router(room.router)
    answer_errors(app)
    app.exception_handler(UnchangedError)(answer_unchanged)
    direct = [route for room in rooms for route in room.router.routes if isinstance(route, DirectRoute)]
    app.add_middleware(Shortcut, routes=direct, answers=app.exception_handlers)
    _surround(app, settings)
    # When it is first asked for: making it takes a tenth of a second, and most servers are never asked.
    app.openapi = cache(partial(openapi, app))  # type: ignore[method-assign]  # the way that FastAPI's manual documents
    return app


def _surround(app: FastAPI, settings: Settings) -> None:
    """Put the layers around the routes. What is added last is outermost: read from below, as a request meets them."""
    # Nearest to the routes, so that what HEAD is told about the body is what GET would be sent.
    app.add_middleware(Compression)
    # Around everything that can fail: no exception gets out, and a failure is answered with a problem.
    app.add_middleware(Edge)
    # Around failures, so that a page may read those too.
    if settings.cors_origins:
        app.add_middleware(CrossOrigin, origins=settings.cors_origins)
    # Outermost: whatever is answered, and by whichever layer, has an id and is counted, timed and logged as sent.
    app.add_middleware(Observation, metrics=app.state.metrics, log_queries=settings.log_queries)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    """Load the dictionaries and open the index before the port opens, follow the index, close it at the end."""
    analyzer = await run_in_threadpool(Analyzer)
    corpus = Corpus(app.state.settings.index, analyzer)
    async with following(corpus):
        gc.freeze()  # what is open stays: a collection need not look at it again and again
        gc.enable()  # `app.__main__` has held it off until here
        with app.state.metrics.describing(corpus):
            yield {"corpus": corpus}
