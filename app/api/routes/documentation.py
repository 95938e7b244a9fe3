"""The documentation: Swagger UI and the table of problems, with all assets served from this host."""

import json
from collections.abc import Mapping
from hashlib import blake2b
from html import escape
from importlib.resources import files

from fastapi import APIRouter
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.requests import Request
from starlette.responses import Response

from app.api.conditional_requests import CACHE_CONTROL, raise_if_unchanged
from app.api.problems import MEANINGS, PROBLEM_PAGE, Code, ProblemError

router = APIRouter(include_in_schema=False)

OPENAPI_PATH = "/openapi.json"
DOCS_PATH = "/docs"
_ASSETS_PATH = f"{DOCS_PATH}/assets"

_ASSETS: Mapping[str, str] = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon.png": "image/png",
}
"""The files of fastapi-offline that Swagger UI needs, and their media types."""

_OWN_HOST_ONLY = (
    "default-src 'none'; connect-src 'self'; img-src 'self' data:; script-src 'self' 'unsafe-inline'; "
    "style-src 'self' 'unsafe-inline'"
)
"""Swagger UI needs an inline script and inline styles; nothing may load from another host."""

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Problems</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem }}
:target {{ background: #fff3bf }}</style></head>
<body><h1>Problems</h1>
<p>Every answer with a status of 400 or more is <code>application/problem+json</code> (RFC 9457).
Its <code>type</code> leads here, its <code>code</code> is one of these.</p>
<dl>{rows}</dl></body></html>
"""


@router.get(DOCS_PATH)
def swagger_ui(request: Request) -> Response:
    """Swagger UI over the OpenAPI document."""
    page = get_swagger_ui_html(
        openapi_url=OPENAPI_PATH,
        title=request.app.title,
        swagger_js_url=f"{_ASSETS_PATH}/swagger-ui-bundle.js",
        swagger_css_url=f"{_ASSETS_PATH}/swagger-ui.css",
        swagger_favicon_url=f"{_ASSETS_PATH}/favicon.png",
        # Without it Swagger UI sends the document to validator.swagger.io.
        swagger_ui_parameters={"validatorUrl": None, "defaultModelsExpandDepth": 0},
    )
    return _static_response(request, bytes(page.body), "text/html")


@router.get(_ASSETS_PATH + "/{name}")
def swagger_ui_asset(request: Request, name: str) -> Response:
    """One of Swagger UI's own files."""
    if name not in _ASSETS:
        raise ProblemError(
            Code.NOT_FOUND, f"There is nothing at {request.url.path}.", hint=f"The page is at {DOCS_PATH}."
        )
    return _static_response(request, files("fastapi_offline").joinpath("static", name).read_bytes(), _ASSETS[name])


@router.get(OPENAPI_PATH)
def openapi_document(request: Request) -> Response:
    """The OpenAPI document."""
    return _static_response(request, json.dumps(request.app.openapi(), ensure_ascii=False).encode(), "application/json")


@router.get(PROBLEM_PAGE)
def problem_page(request: Request) -> Response:
    """The table of problems, with an anchor for every code."""
    rows = "".join(
        f'<dt id="{code}"><code>{code}</code> ({int(meaning.status)}): {escape(meaning.title)}</dt>'
        f"<dd>{escape(meaning.remedy)}</dd>\n"
        for code, meaning in MEANINGS.items()
    )
    return _static_response(request, _PAGE.format(rows=rows).encode(), "text/html")


def _static_response(request: Request, content: bytes, media_type: str) -> Response:
    """The response with content that only a new version of the program changes."""
    etag = f'"{blake2b(content, digest_size=12).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": CACHE_CONTROL}
    raise_if_unchanged(request, headers)
    headers["Content-Security-Policy"] = _OWN_HOST_ONLY
    return Response(content, headers=headers, media_type=media_type)
