"""The OpenAPI document, and the responses that endpoints declare in it."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.api.negotiation import JSON, JSON_ONLY, MediaTypes
from app.api.problems import MEANINGS, PROBLEM_TYPE, Code, Problem

Responses = dict[int | str, dict[str, Any]]


def _header(description: str, example: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}, "example": example}


_ETAG = _header("The strong validator of the answer.", '"2b7e151628aed2a6"')
_CACHE_CONTROL = _header("`no-cache`: keep the answer, but ask whether it still holds.", "no-cache")
_CORPUS_VERSION = _header("The version of what is indexed.", "3f2a9c51d0b7")
_LINK = _header(
    "The addresses of the pages after and before this one, as `next` and `prev` (RFC 8288).",
    '</v1/statements?limit=1&cursor=AQAAAAE>; rel="next"',
)
_RETRY_AFTER = {"description": "Seconds until it is worth asking again.", "schema": {"type": "integer"}, "example": 5}
_TEXT = {"type": "string"}
_ITEMS = {"type": "array", "items": {"type": "object"}}
_ALWAYS = (Code.UNKNOWN_PARAMETER, Code.INVALID_PARAMETER, Code.METHOD_NOT_ALLOWED, Code.INTERNAL_ERROR)
"""The problem codes that every endpoint may return."""


def ok_response(description: str) -> Responses:
    """The responses 200 and 304 of an answer from the corpus."""
    headers = {"ETag": _ETAG, "Cache-Control": _CACHE_CONTROL, "X-Corpus-Version": _CORPUS_VERSION}
    return {
        200: {"description": description, "headers": headers},
        304: {"description": "`If-None-Match` names the ETag that the answer would have.", "headers": headers},
    }


def ok_response_in(description: str, types: MediaTypes) -> Responses:
    """The responses 200 and 304 of an answer in several formats."""
    responses = ok_response(description)
    others = [media_type for media_type in types.values() if media_type != JSON]
    responses[200]["content"] = {
        media_type: {"schema": _ITEMS if media_type.endswith("+json") else _TEXT} for media_type in others
    }
    return responses


def paged_response(description: str, types: MediaTypes = JSON_ONLY) -> Responses:
    """The responses 200 and 304 of a page of a long result."""
    responses = ok_response_in(description, types)
    responses[200]["headers"] = responses[200]["headers"] | {"Link": _LINK}
    return responses


def problems(*codes: Code) -> Responses:
    """The problem responses of an endpoint, by status."""
    responses: Responses = {}
    for code in sorted({*codes, *_ALWAYS}, key=list(Code).index):
        meaning = MEANINGS[code]
        response = responses.setdefault(int(meaning.status), {"model": Problem, "description": ""})
        response["description"] += f"{', ' if response['description'] else ''}`{code}`"
        if meaning.retry_seconds is not None:
            response["headers"] = {"Retry-After": _RETRY_AFTER}
    return responses


def openapi(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document that FastAPI generates, with problem details in place of FastAPI's validation errors."""
    document = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes, tags=app.openapi_tags
    )
    for methods in document["paths"].values():
        for operation in methods.values():
            _describe(operation)
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(name, None)
    return document


def _describe(operation: dict[str, Any]) -> None:
    """Set the media type of problem responses, and show an example for every parameter."""
    responses: dict[str, Any] = operation["responses"]
    responses.pop("422", None)  # FastAPI's own validation error, which is never sent
    for status, response in responses.items():
        if status >= "400":
            response["content"] = {PROBLEM_TYPE: response["content"]["application/json"]}
    for parameter in operation.get("parameters", ()):
        example = parameter["schema"]["examples"][0]
        if parameter["required"]:
            parameter["example"] = example
        else:  # Swagger UI fills in an `example`, and a form with every filter set finds little
            text = example[0] if isinstance(example, list) else example
            parameter["description"] += f" Example: `{text}`."
