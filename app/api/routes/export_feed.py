"""The endpoints that return whole results: the export and the feed."""

from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.api.endpoint import EndpointRoute
from app.api.formats.feed import Entry, atom
from app.api.formats.plain_text import export_text
from app.api.formats.streaming import json_lines
from app.api.formats.tables import paragraph_table
from app.api.negotiation import EXPORT_TYPES, FEED_TYPES, ExportFormat
from app.api.openapi import ok_response_in, problems
from app.api.parameters.search import ExportParameters, FeedParameters
from app.api.request_context import ExportContext, FeedContext, RequestContext
from app.api.routes.search import QUERY_PROBLEMS
from app.api.schemas.search import ReadQuery, Totals
from app.api.schemas.statements import PARAGRAPH_PATH, ExportedParagraph
from search.engines.protocol import Hit, Sort
from search.model import Statement
from search.searcher import FullResult, SearchRequest, search_all

router = APIRouter(route_class=EndpointRoute, tags=["search"])

FEED_ENTRIES = 50
"""The length of a feed; readers poll long before this many statements are new."""


@router.get(
    "/v1/export",
    summary="Take everything away",
    response_class=Response,
    responses=ok_response_in("Every paragraph that matches, oldest statement first.", EXPORT_TYPES)
    | problems(*QUERY_PROBLEMS),
)
def export_paragraphs(parameters: Annotated[ExportParameters, Query()], request_context: ExportContext) -> Response:
    """Every paragraph that matches, a line each with its statement, however many there are; without `q` the corpus."""
    found = _search_all(parameters, request_context, Sort.DATE)
    query, total = ReadQuery.of(parameters.q, found.interpretation), Totals.model_validate(found.totals)
    request_context.tell(query, total)
    paragraphs = (ExportedParagraph.of(hit.paragraph, hit.statement) for hit in found.hits)
    texts = {
        ExportFormat.JSONL: json_lines(paragraphs),
        ExportFormat.CSV: paragraph_table(paragraphs),
        ExportFormat.TXT: export_text(query, total, request_context.corpus_version, paragraphs),
    }[ExportFormat(request_context.format)]
    return request_context.streamed(texts, EXPORT_TYPES[request_context.format])


@router.get(
    "/v1/feed.atom",
    summary="Be told of what is new",
    response_class=Response,
    responses=ok_response_in(f"The newest {FEED_ENTRIES}, as Atom.", FEED_TYPES) | problems(*QUERY_PROBLEMS),
)
def feed_news(parameters: Annotated[FeedParameters, Query()], request_context: FeedContext) -> Response:
    """The newest statements; with `q`, the newest paragraphs that match. An entry's id never changes."""
    if parameters.q:
        found = _search_all(parameters, request_context, Sort.NEWEST)
        entries = [_paragraph_entry(hit) for hit in islice(found.hits, FEED_ENTRIES)]
    else:
        entries = [_statement_entry(each) for each in _newest(parameters, request_context)]
    url = request_context.request.url
    title = f"公报：{parameters.q}" if parameters.q else "公报"
    content = atom(title, f"{url.path}?{url.query}" if url.query else url.path, entries)
    return request_context.sent(content, FEED_TYPES[request_context.format])


def _search_all(
    parameters: ExportParameters | FeedParameters, request_context: RequestContext, sort: Sort
) -> FullResult:
    """The whole result; matching is complete when this returns."""
    request = SearchRequest(query=parameters.query_text(), filters=parameters.filters(), sort=sort)
    with request_context.slot():
        return search_all(request, request_context.index, request_context.limits)


def _newest(parameters: FeedParameters, request_context: RequestContext) -> list[Statement]:
    """The newest dated statements with their paragraphs, newest first. A feed cannot order an undated one."""
    filters = parameters.filters()
    total = request_context.engine.statements(filters, offset=0, limit=0).total
    dated = total - request_context.engine.scope(filters).undated
    offset = max(dated - FEED_ENTRIES, 0)
    listed = request_context.engine.statements(filters, offset=offset, limit=dated - offset).statements
    return [whole for each in reversed(listed) if (whole := request_context.engine.statement(each.id))]


def _statement_entry(statement: Statement) -> Entry:
    text = statement.paragraphs[0].text if statement.paragraphs else statement.title
    return Entry(statement.id, statement.title, text, f"/v1/statements/{statement.id}", statement.date)


def _paragraph_entry(hit: Hit) -> Entry:
    paragraph, statement = hit.paragraph, hit.statement
    title = f"{statement.title} {paragraph.label or paragraph.number}"
    return Entry(paragraph.id, title, paragraph.text, f"{PARAGRAPH_PATH}/{paragraph.id}", statement.date)
