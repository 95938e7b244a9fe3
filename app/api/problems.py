"""Problem details (RFC 9457), the body of every answer with a status of 400 or more, and the table of codes."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import quote, urlencode

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

PROBLEM_TYPE = "application/problem+json"
PROBLEM_PAGE = "/docs/errors"
"""The page that a problem's `type` links to; it has an anchor for every code."""

RETRY_SECONDS = 5
"""The usual `Retry-After`: a new index is opened within a second of its build, and the load that slowed a search down
may have passed."""

_RETRY_SOON_SECONDS = 1
"""The `Retry-After` of a search without a slot: most searches end well within a second."""


class Code(StrEnum):
    """What went wrong, for programs. The meaning of a code never changes."""

    QUERY_SYNTAX = "query-syntax"
    QUERY_TOO_LONG = "query-too-long"
    QUERY_TOO_COMPLEX = "query-too-complex"
    QUERY_TOO_BROAD = "query-too-broad"
    REFERENCE_SYNTAX = "reference-syntax"
    UNKNOWN_PARAMETER = "unknown-parameter"
    INVALID_PARAMETER = "invalid-parameter"
    INVALID_CURSOR = "invalid-cursor"
    MALFORMED_REQUEST = "malformed-request"
    STATEMENT_NOT_FOUND = "statement-not-found"
    PARAGRAPH_NOT_FOUND = "paragraph-not-found"
    NO_EARLIER_STATEMENT = "no-earlier-statement"
    NOT_FOUND = "not-found"
    METHOD_NOT_ALLOWED = "method-not-allowed"
    NOT_ACCEPTABLE = "not-acceptable"
    CURSOR_EXPIRED = "cursor-expired"
    INTERNAL_ERROR = "internal-error"
    TOO_MANY_REQUESTS = "too-many-requests"
    QUERY_TIMEOUT = "query-timeout"
    INDEX_UNAVAILABLE = "index-unavailable"


class Meaning(NamedTuple):
    """The meaning of a code: its status, its title, the remedy, and the seconds until a retry is worthwhile."""

    status: HTTPStatus
    title: str
    remedy: str
    retry_seconds: int | None = None


MEANINGS: Mapping[Code, Meaning] = {
    Code.QUERY_SYNTAX: Meaning(
        HTTPStatus.BAD_REQUEST,
        "The query cannot be read",
        "The member position is the character of q, from 0, where parsing stops. Put text that "
        "looks like an operator in "
        "quotation marks.",
    ),
    Code.QUERY_TOO_LONG: Meaning(
        HTTPStatus.BAD_REQUEST, "The query is too long", "Search for a shorter part; /v1/meta has the limit."
    ),
    Code.QUERY_TOO_COMPLEX: Meaning(
        HTTPStatus.BAD_REQUEST,
        "The query has too many parts",
        "The member position is the first character of q beyond the limit. Split the query; /v1/meta has the limits.",
    ),
    Code.QUERY_TOO_BROAD: Meaning(
        HTTPStatus.BAD_REQUEST,
        "More matches than can be shown one by one",
        "/v1/meta has the limit (occurrences_bound). Search for a longer text or a shorter date range; "
        "/v1/search has no such limit.",
    ),
    Code.REFERENCE_SYNTAX: Meaning(
        HTTPStatus.BAD_REQUEST,
        "The reference cannot be read",
        "The member position is the character of ref, from 0, that is not part of a reference. "
        "Write the day or the year, the kind and the paragraph: 2015年联合声明第七段.",
    ),
    Code.UNKNOWN_PARAMETER: Meaning(
        HTTPStatus.BAD_REQUEST,
        "There is no such parameter",
        "The member param is its name. No parameter is ignored: leave it out, or spell it as hint says.",
    ),
    Code.INVALID_PARAMETER: Meaning(
        HTTPStatus.BAD_REQUEST,
        "A parameter value is invalid",
        "The member param is its name; hint lists the values allowed.",
    ),
    Code.INVALID_CURSOR: Meaning(
        HTTPStatus.BAD_REQUEST,
        "The cursor does not belong to this request",
        "Send next or prev unchanged, and every other parameter as it was; or begin again without a cursor.",
    ),
    Code.MALFORMED_REQUEST: Meaning(
        HTTPStatus.BAD_REQUEST, "The request is not HTTP", "Percent-encode the address; the connection is closed."
    ),
    Code.STATEMENT_NOT_FOUND: Meaning(
        HTTPStatus.NOT_FOUND, "There is no such statement", "See /v1/statements for the ids of all statements."
    ),
    Code.PARAGRAPH_NOT_FOUND: Meaning(
        HTTPStatus.NOT_FOUND,
        "There is no such paragraph",
        "Paragraphs are numbered from 1 in the order of the text, whatever number is printed before them.",
    ),
    Code.NO_EARLIER_STATEMENT: Meaning(
        HTTPStatus.NOT_FOUND,
        "There is nothing earlier to compare with",
        "It is the earliest of the included statements, or prints no day. Include more kinds or parties, or compare "
        "two statements by name with /v1/compare.",
    ),
    Code.NOT_FOUND: Meaning(HTTPStatus.NOT_FOUND, "There is nothing at this address", "See /docs for every address."),
    Code.METHOD_NOT_ALLOWED: Meaning(
        HTTPStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD are answered", "Nothing can be changed over HTTP: use GET."
    ),
    Code.NOT_ACCEPTABLE: Meaning(
        HTTPStatus.NOT_ACCEPTABLE,
        "There is no such format at this address",
        "The Accept header names no format of this address; hint lists them. Leave Accept out, or set format=.",
    ),
    Code.CURSOR_EXPIRED: Meaning(
        HTTPStatus.GONE,
        "The corpus has changed since the cursor was made",
        "Begin again without a cursor: the old positions no longer mean the same paragraphs.",
    ),
    Code.INTERNAL_ERROR: Meaning(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Internal server error",
        "The error is logged; report the time of the request to the operators.",
    ),
    Code.TOO_MANY_REQUESTS: Meaning(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Too many searches are running",
        "Nothing is wrong with the request: send it again after the seconds of Retry-After.",
        _RETRY_SOON_SECONDS,
    ),
    Code.QUERY_TIMEOUT: Meaning(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The search took too long",
        "It is stopped. Reduce the query: fewer parts, longer runs, a shorter date range.",
        RETRY_SECONDS,
    ),
    Code.INDEX_UNAVAILABLE: Meaning(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "No index is open",
        "The member hint is the command that builds one. The server opens it by itself; "
        "Retry-After says when to try again.",
        RETRY_SECONDS,
    ),
}


class Problem(BaseModel):
    """Why a request failed (RFC 9457, application/problem+json). Members without a value are left out."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(
        description="Where the code is explained, relative to this host.", examples=["/docs/errors#query-syntax"]
    )
    title: str = Field(
        description="The code in words; the same for every problem with it.", examples=["The query cannot be read"]
    )
    status: int = Field(description="The HTTP status, once more.", ge=400, le=599, examples=[400])
    detail: str = Field(description="What is wrong with this request.", examples=["This parenthesis is never closed."])
    instance: str = Field(description="The path and query string of the request.", examples=["/v1/search?q=%28"])
    code: Code = Field(description="What went wrong, for programs; never renamed.", examples=["query-syntax"])
    param: str | None = Field(None, description="The parameter concerned.", examples=["q"])
    position: int | None = Field(
        None, description="The character of `param`, from 0, at which it went wrong.", ge=0, examples=[0]
    )
    hint: str | None = Field(None, description="What to do next.", examples=["Close it, or put it in quotation marks."])
    url: str | None = Field(
        None,
        description="The address that was probably meant, relative to this host.",
        examples=["/v1/search?q=%E5%91%BD%E8%BF%90"],
    )


class ProblemError(Exception):
    """A request that is answered with a problem.

    `headers` are added to those of the answer; `meant` are the parameters that were probably meant, None if unknown.
    """

    def __init__(
        self,
        code: Code,
        detail: str,
        *,
        param: str | None = None,
        position: int | None = None,
        hint: str = "",
        headers: Mapping[str, str] | None = None,
        meant: Sequence[tuple[str, str]] | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.param = param
        self.position = position
        self.hint = hint
        self.headers = headers or {}
        self.meant = meant


ProblemPage = Callable[[Request, Problem, Mapping[str, str]], Response | None]
"""The type of `state.problem_page`, which an application may set: it renders a problem as an HTML page for paths of
pages, and returns None for other paths."""


def problem_response(request: Request, error: ProblemError) -> Response:
    """The response with the problem: JSON, or an HTML page for the path of a page."""
    meaning = MEANINGS[error.code]
    problem = Problem(
        type=f"{PROBLEM_PAGE}#{error.code}",
        title=meaning.title,
        status=meaning.status,
        detail=error.detail,
        instance=_instance(request),
        code=error.code,
        param=error.param,
        position=error.position,
        hint=error.hint or None,
        url=None if error.meant is None else f"{_path(request)}?{urlencode(error.meant, quote_via=quote)}",
    )
    headers = {"Cache-Control": "no-store", **error.headers}
    if meaning.retry_seconds is not None:
        headers["Retry-After"] = str(meaning.retry_seconds)
    return _page(request, problem, headers) or Response(
        problem.model_dump_json(exclude_none=True), meaning.status, headers, media_type=PROBLEM_TYPE
    )


def _page(request: Request, problem: Problem, headers: Mapping[str, str]) -> Response | None:
    """The problem as an HTML page, if the path is that of a page."""
    app = request.scope.get("app")  # absent where the server rejects malformed HTTP
    page: ProblemPage | None = getattr(app.state, "problem_page", None) if app else None
    return page(request, problem, headers) if page else None


def _instance(request: Request) -> str:
    """The request's path and query string, percent-encoded."""
    query_string = request.scope["query_string"].decode("ascii", "replace")
    return f"{_path(request)}?{query_string}" if query_string else _path(request)


def _path(request: Request) -> str:
    """The request's path, percent-encoded."""
    return quote(request.scope["path"], safe="/:@!$&'()*+,;=~", errors="surrogatepass")
