"""Problems as HTML pages: status, code, message, hint, and the search box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from app.web.localization import HTML_TAGS, language_of
from app.web.rendering import HTML, SECURITY_HEADERS, pages_of
from app.web.urls import Address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from app.api.problems import Problem

_PAGES = ("/", "/compare", "/history")
_UNDER_PAGES = ("/statements/",)
_NO_PAGES = ("/v1/", "/docs", "/openapi.json", "/metrics", "/healthz", "/readyz", "/assets/")


def problem_page(request: Request, problem: Problem, headers: Mapping[str, str]) -> Response | None:
    """The problem as a page, if the path is that of a page, or an unknown path requested by a browser; else None."""
    if not _is_for_people(request):
        return None
    language = language_of(request)
    here = Address.of(request)
    text = pages_of(request).text(
        "problem.html", language, {"here": here, "problem": problem, "q": request.query_params.get("q", "")}
    )
    named = {"Vary": "Accept, Accept-Language", "Content-Language": HTML_TAGS[language]}
    return Response(text, problem.status, {**headers, **SECURITY_HEADERS, **named}, media_type=HTML)


def _is_for_people(request: Request) -> bool:
    path = request.url.path
    if path in _PAGES or path.startswith(_UNDER_PAGES):
        return True
    return not path.startswith(_NO_PAGES) and HTML in request.headers.get("Accept", "").lower()
