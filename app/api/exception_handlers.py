"""The exception handlers: every expected error becomes a problem response."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.api.parameter_types import InvalidValueError, shown
from app.api.problems import Code, ProblemError, problem_response
from app.metrics import metrics_of
from search.errors import (
    EngineUnavailableError,
    GongbaoError,
    IndexUnavailableError,
    NoEarlierStatementError,
    NoPhraseError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooBroadError,
    QueryTooComplexError,
    QueryTooLongError,
    ReferenceSyntaxError,
    SameStatementError,
    StatementNotFoundError,
)

_MEANINGS: Mapping[type[GongbaoError], tuple[Code, str | None]] = {
    QuerySyntaxError: (Code.QUERY_SYNTAX, "q"),
    QueryTooLongError: (Code.QUERY_TOO_LONG, "q"),
    QueryTooComplexError: (Code.QUERY_TOO_COMPLEX, "q"),
    QueryTooBroadError: (Code.QUERY_TOO_BROAD, "q"),
    QueryTimeoutError: (Code.QUERY_TIMEOUT, "q"),
    ReferenceSyntaxError: (Code.REFERENCE_SYNTAX, "ref"),
    NoPhraseError: (Code.INVALID_PARAMETER, "q"),
    SameStatementError: (Code.INVALID_PARAMETER, "b"),
    StatementNotFoundError: (Code.STATEMENT_NOT_FOUND, None),
    NoEarlierStatementError: (Code.NO_EARLIER_STATEMENT, None),
}
"""The errors of `search` that a client can act on: the code, and the parameter concerned."""

ALLOWED_METHODS = "GET, HEAD"


def install_exception_handlers(app: FastAPI) -> None:
    """Register a handler for every expected error. Any other is a bug and reaches `app.middleware.error_boundary`."""
    app.exception_handler(ProblemError)(_on_problem)
    app.exception_handler(HTTPException)(_on_framework_error)
    app.exception_handler(RequestValidationError)(_on_validation_error)
    for error in (*_MEANINGS, IndexUnavailableError, EngineUnavailableError):
        app.exception_handler(error)(_on_search_error)


async def _on_problem(request: Request, error: ProblemError) -> Response:
    _count(request, error)
    return problem_response(request, error)


async def _on_search_error(request: Request, error: GongbaoError) -> Response:
    return await _on_problem(request, _search_problem(error))


def _count(request: Request, error: ProblemError) -> None:
    """Count the problems that operators monitor."""
    metrics = metrics_of(request)
    if error.code is Code.TOO_MANY_REQUESTS:
        metrics.searches_refused.inc()
    elif error.code is Code.QUERY_TIMEOUT:
        metrics.searches_stopped.inc()


def _search_problem(error: GongbaoError) -> ProblemError:
    """The problem for an error of `search`."""
    if isinstance(error, IndexUnavailableError):
        # The reason names paths of the server, so it goes to the log only (`app.live_index`).
        return ProblemError(Code.INDEX_UNAVAILABLE, "No index is open; the log states the reason.", hint=error.hint)
    if isinstance(error, EngineUnavailableError):
        return ProblemError(Code.INDEX_UNAVAILABLE, "The cluster of the index does not answer now.", hint=error.hint)
    code, param = _MEANINGS[type(error)]
    position = getattr(error, "position", None)
    return ProblemError(code, error.message, param=param, position=position, hint=error.hint)


async def _on_framework_error(request: Request, error: HTTPException) -> Response:
    return problem_response(request, _framework_problem(request, error))


def _framework_problem(request: Request, error: HTTPException) -> ProblemError:
    """The problem for an error of the framework: unknown path, or method not allowed."""
    path = request.scope["path"]
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return ProblemError(
            Code.METHOD_NOT_ALLOWED,
            f"The address {path} does not support {request.method}.",
            hint="Use GET.",
            headers={"Allow": ALLOWED_METHODS},
        )
    if error.status_code == HTTPStatus.NOT_FOUND:
        hint = "Leave out the slash at the end." if path.endswith("/") else "See /docs for every address."
        return ProblemError(Code.NOT_FOUND, f"There is nothing at {path}.", hint=hint)
    raise error


async def _on_validation_error(request: Request, error: RequestValidationError) -> Response:
    return problem_response(request, _validation_problem(error.errors()[0]))


def _validation_problem(error: Mapping[str, Any]) -> ProblemError:
    """The problem for a value that fails validation."""
    param = str(error["loc"][1])
    context = error.get("ctx", {})
    reason = context.get("error")
    if isinstance(reason, InvalidValueError):
        return ProblemError(
            Code.INVALID_PARAMETER, f"The value of {param} is invalid: {reason}", param=param, hint=reason.hint
        )
    if error["type"] == "missing":
        return ProblemError(
            Code.INVALID_PARAMETER, f"The parameter {param} is missing.", param=param, hint="This address requires it."
        )
    if "expected" in context:
        detail = f"The value of {param} is invalid: {shown(error['input'])} is not one of those allowed."
        return ProblemError(Code.INVALID_PARAMETER, detail, param=param, hint=f"Write {_listed(context['expected'])}.")
    return ProblemError(
        Code.INVALID_PARAMETER, f"The value of {param} is invalid: {error['msg'].rstrip('.')}.", param=param
    )


def _listed(expected: str) -> str:
    """Pydantic's list of expected values, without its quotation marks."""
    return expected.replace("'", "")
