"""The endpoints of search and of the concordance."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.api.cursors import PageWalk
from app.api.endpoint import EndpointRoute
from app.api.formats.plain_text import concordance_text, search_text
from app.api.formats.streaming import json_lines
from app.api.formats.tables import match_table, paragraph_table
from app.api.negotiation import LIST_TYPES, ListFormat
from app.api.openapi import paged_response, problems
from app.api.parameters.search import ConcordanceParameters, SearchParameters
from app.api.problems import Code
from app.api.request_context import ListContext, RequestContext
from app.api.schemas.concordance import ConcordanceAnswer
from app.api.schemas.search import AnswerContext, SearchAnswer
from app.api.suggestion_links import suggestion_links
from search.concordance import build_concordance
from search.results import Result
from search.searcher import search

router = APIRouter(route_class=EndpointRoute, tags=["search"])

Answer = TypeVar("Answer", SearchAnswer, ConcordanceAnswer)

QUERY_PROBLEMS = (
    Code.QUERY_SYNTAX,
    Code.QUERY_TOO_LONG,
    Code.QUERY_TOO_COMPLEX,
    Code.NOT_ACCEPTABLE,
    Code.TOO_MANY_REQUESTS,
    Code.QUERY_TIMEOUT,
    Code.INDEX_UNAVAILABLE,
)
"""The problems of every endpoint that takes a query."""


@router.get(
    "/v1/search",
    summary="Find paragraphs",
    response_model=SearchAnswer,
    responses=paged_response("A page of what was found.", LIST_TYPES)
    | problems(*QUERY_PROBLEMS, Code.INVALID_CURSOR, Code.CURSOR_EXPIRED),
)
def search_paragraphs(
    parameters: Annotated[SearchParameters, Query()], request_context: ListContext
) -> SearchAnswer | Response:
    """The paragraphs that match, with every match marked, and what was searched.

    An empty `q` finds every paragraph, the newest statement first.
    """
    answer = search_answer(parameters, request_context)
    texts = {
        ListFormat.JSONL: json_lines(answer.hits),
        ListFormat.CSV: paragraph_table(answer.hits),
        ListFormat.TXT: search_text(answer),
    }
    return _in_format(answer, texts, request_context)


def search_answer(parameters: SearchParameters, request_context: RequestContext) -> SearchAnswer:
    """The answer to a search."""
    walk = request_context.walk(parameters)
    with request_context.slot():
        result = search(parameters.request(walk.offset), request_context.index, request_context.limits)
    return SearchAnswer.of(result, _page(parameters.q, result, walk, result.totals.paragraphs, request_context))


@router.get(
    "/v1/concordance",
    summary="Show every match in its context",
    response_model=ConcordanceAnswer,
    responses=paged_response("A page of the matches.", LIST_TYPES)
    | problems(*QUERY_PROBLEMS, Code.QUERY_TOO_BROAD, Code.INVALID_CURSOR, Code.CURSOR_EXPIRED),
)
def concord_matches(
    parameters: Annotated[ConcordanceParameters, Query()], request_context: ListContext
) -> ConcordanceAnswer | Response:
    """Every match on a row of its own with what stands on either side (keyword in context)."""
    answer = concordance_answer(parameters, request_context)
    texts = {
        ListFormat.JSONL: json_lines(answer.rows),
        ListFormat.CSV: match_table(answer.rows),
        ListFormat.TXT: concordance_text(answer),
    }
    return _in_format(answer, texts, request_context)


def concordance_answer(parameters: ConcordanceParameters, request_context: RequestContext) -> ConcordanceAnswer:
    """The answer with the lines of a concordance."""
    walk = request_context.walk(parameters)
    with request_context.slot():
        result = build_concordance(parameters.request(walk.offset), request_context.index, request_context.limits)
    return ConcordanceAnswer.of(
        result, _page(parameters.q, result, walk, result.totals.occurrences or 0, request_context)
    )


def _page(q: str, result: Result[Any], walk: PageWalk, total: int, request_context: RequestContext) -> AnswerContext:
    """What the request adds to a page of a result of `total` items."""
    request_context.note(result.totals, result.suggestions)
    return AnswerContext(
        q=q,
        corpus_version=request_context.corpus_version,
        suggestions=suggestion_links(result.suggestions, request_context),
        following=walk.following(total),
        preceding=walk.preceding(),
    )


def _in_format(
    answer: Answer, texts: Mapping[ListFormat, Iterable[str]], request_context: RequestContext
) -> Answer | Response:
    """The answer in the negotiated format: as it is for JSON, else the text of that format."""
    request_context.link(following=answer.next, preceding=answer.prev)
    if request_context.format == ListFormat.JSON:
        return answer
    request_context.tell(answer.query, answer.total)
    return request_context.streamed(texts[ListFormat(request_context.format)], LIST_TYPES[request_context.format])
