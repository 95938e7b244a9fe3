"""Search, and its matches line by line."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

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
from app.api.schemas.search import SearchAnswer
from app.api.suggestion_links import suggestion_links
from search.concordance import ConcordanceRequest, build_concordance
from search.searcher import SearchRequest, search

router = APIRouter(route_class=EndpointRoute, tags=["search"])

QUERY_PROBLEMS = (
    Code.QUERY_SYNTAX,
    Code.QUERY_TOO_LONG,
    Code.QUERY_TOO_COMPLEX,
    Code.NOT_ACCEPTABLE,
    Code.TOO_MANY_REQUESTS,
    Code.QUERY_TIMEOUT,
    Code.INDEX_UNAVAILABLE,
)
"""What can be wrong with any address that takes a query."""


@router.get(
    "/v1/search",
    summary="Find paragraphs",
    response_model=SearchAnswer,
    responses=paged_response("A page of what was found.", LIST_TYPES)
    | problems(*QUERY_PROBLEMS, Code.INVALID_CURSOR, Code.CURSOR_EXPIRED),
)
def search_paragraphs(
    asked: Annotated[SearchParameters, Query()], request_context: ListContext
) -> SearchAnswer | Response:
    """The paragraphs that match, with every match marked, and what was searched.

    An empty `q` finds every paragraph, the newest statement first.
    """
    answer = search_answer(asked, request_context)
    request_context.link(following=answer.next, preceding=answer.prev)
    if request_context.format == ListFormat.JSON:
        return answer
    request_context.tell(answer.query, answer.total)
    texts = {
        ListFormat.JSONL: json_lines(answer.hits),
        ListFormat.CSV: paragraph_table(answer.hits),
        ListFormat.TXT: search_text(answer),
    }[ListFormat(request_context.format)]
    return request_context.streamed(texts, LIST_TYPES[request_context.format])


def search_answer(asked: SearchParameters, request_context: RequestContext) -> SearchAnswer:
    """The answer to a search."""
    walk = request_context.walk(asked)
    question = SearchRequest(
        wording=asked.wording(),
        filters=asked.filters(),
        sort=asked.sort,
        facets=asked.counted_by(),
        offset=walk.offset,
        limit=walk.limit,
        context=asked.context,
    )
    with request_context.slot():
        answer = search(question, request_context.index, request_context.limits)
    request_context.note(answer.totals, answer.suggestions)
    following, preceding = walk.following(answer.totals.paragraphs), walk.preceding()
    return SearchAnswer.of(
        asked.q,
        answer,
        request_context.corpus_version,
        suggestions=suggestion_links(answer.suggestions, request_context),
        following=following,
        preceding=preceding,
    )


@router.get(
    "/v1/concordance",
    summary="Show every match in its context",
    response_model=ConcordanceAnswer,
    responses=paged_response("A page of the matches.", LIST_TYPES)
    | problems(*QUERY_PROBLEMS, Code.QUERY_TOO_BROAD, Code.INVALID_CURSOR, Code.CURSOR_EXPIRED),
)
def concord_matches(
    asked: Annotated[ConcordanceParameters, Query()], request_context: ListContext
) -> ConcordanceAnswer | Response:
    """Every match on a row of its own with what stands on either side (keyword in context)."""
    answer = concordance_answer(asked, request_context)
    request_context.link(following=answer.next, preceding=answer.prev)
    if request_context.format == ListFormat.JSON:
        return answer
    request_context.tell(answer.query, answer.total)
    texts = {
        ListFormat.JSONL: json_lines(answer.rows),
        ListFormat.CSV: match_table(answer.rows),
        ListFormat.TXT: concordance_text(answer),
    }[ListFormat(request_context.format)]
    return request_context.streamed(texts, LIST_TYPES[request_context.format])


def concordance_answer(asked: ConcordanceParameters, request_context: RequestContext) -> ConcordanceAnswer:
    """The lines of a concordance."""
    walk = request_context.walk(asked)
    question = ConcordanceRequest(
        wording=asked.wording(),
        filters=asked.filters(),
        order=asked.sort,
        facets=asked.counted_by(),
        offset=walk.offset,
        limit=walk.limit,
        context=asked.context,
    )
    with request_context.slot():
        answer = build_concordance(question, request_context.index, request_context.limits)
    request_context.note(answer.totals, answer.suggestions)
    following, preceding = walk.following(answer.totals.occurrences or 0), walk.preceding()
    return ConcordanceAnswer.of(
        asked.q,
        answer,
        request_context.corpus_version,
        suggestions=suggestion_links(answer.suggestions, request_context),
        following=following,
        preceding=preceding,
    )
