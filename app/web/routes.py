"""The routes of the pages and their assets. They are not in the OpenAPI document."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from app.api.parameters.wording import CompareParameters
from app.api.problems import Code, ProblemError
from app.api.request_context import RequestContext
from app.api.routes.search import concordance_answer, search_answer
from app.api.routes.statements import StatementId, citations, whole_statement
from app.api.routes.wording import compare_statements, count_trends, follow_phrase
from app.api.schemas.concordance import ConcordanceAnswer
from app.api.schemas.search import SearchAnswer
from app.api.schemas.statements import Statement
from app.web.assets import ASSETS_PATH
from app.web.parameters import (
    ORDERS,
    ComparePageParameters,
    HistoryPageParameters,
    SearchPageParameters,
    StatementPageParameters,
    View,
)
from app.web.rendering import CurrentPage, PageContext, pages_of
from app.web.search_view import FILTERS, chart_bars, facet_links
from app.web.side_by_side import rows
from app.web.statement_view import changes, matches, neighbors
from search.deadline import Deadline
from search.engines.protocol import Filters
from search.wording.trends import By

router = APIRouter(include_in_schema=False)

COMPARE_PATH = "/compare"
HISTORY_PATH = "/history"
STATEMENTS_PATH = "/statements"

_FOR_EVER = "public, max-age=31536000, immutable"
"""The name of an asset contains the digest of its content."""

MOST_LISTED = 200
"""The most statements of a list to choose from, the newest ones; more would make a slow page."""


@router.get("/")
def search_page(parameters: Annotated[SearchPageParameters, Query()], page_context: CurrentPage) -> Response:
    """The search page: the results; without a query, instructions and the list of statements."""
    if parameters.is_blank:
        return page_context.page(
            "home.html",
            parameters=parameters,
            statements=_listed(page_context),
            scope=page_context.request_context.engine.scope(Filters()),
        )
    answer = _answer(parameters, page_context.request_context)
    return page_context.page(
        "search.html",
        parameters=parameters,
        answer=answer,
        orders=ORDERS[parameters.view],
        facets=facet_links(answer.facets, page_context.here),
        filters=page_context.here.only(*FILTERS),
        chart_bars=chart_bars(parameters, answer.facets, page_context.here, page_context.request_context),
        statements={each.id: each for each in _listed(page_context)},
    )


def _answer(parameters: SearchPageParameters, request_context: RequestContext) -> SearchAnswer | ConcordanceAnswer:
    if parameters.view is View.CONCORDANCE:
        return concordance_answer(parameters.concordance(), request_context)
    return search_answer(parameters.search(), request_context)


@router.get(STATEMENTS_PATH + "/{id}")
def statement_page(
    statement_id: StatementId, parameters: Annotated[StatementPageParameters, Query()], page_context: CurrentPage
) -> Response:
    """The page of a statement, with the matches of the query highlighted."""
    statement = whole_statement(statement_id, page_context.request_context)
    deadline = Deadline.after(page_context.request_context.limits.seconds)
    return page_context.page(
        "statement.html",
        parameters=parameters,
        statement=statement,
        matches=matches(statement_id, parameters, page_context.request_context, deadline),
        neighbors=neighbors(statement, page_context.request_context),
        citations=citations(statement_id, page_context.request_context),
        changes=changes(statement_id, page_context.request_context.until(deadline)),
    )


@router.get(COMPARE_PATH)
def compare_page(parameters: Annotated[ComparePageParameters, Query()], page_context: CurrentPage) -> Response:
    """The comparison of two statements in two columns; without two, a list to choose from."""
    listed = _listed(page_context)
    if not (parameters.a and parameters.b):
        return page_context.page("compare.html", parameters=parameters, listed=listed, answer=None)
    answer = compare_statements(CompareParameters(a=parameters.a, b=parameters.b), page_context.request_context)
    a, b = (whole_statement(each.id, page_context.request_context) for each in (answer.a, answer.b))
    return page_context.page(
        "compare.html", parameters=parameters, listed=listed, answer=answer, a=a, b=b, rows=rows(answer, a, b)
    )


@router.get(HISTORY_PATH)
def history_page(parameters: Annotated[HistoryPageParameters, Query()], page_context: CurrentPage) -> Response:
    """The history of a phrase; without one, the form."""
    if not parameters.q:
        return page_context.page("history.html", parameters=parameters, answer=None)
    context = page_context.request_context
    deadline = Deadline.after(context.limits.seconds)
    answer = follow_phrase(parameters.history(), context)
    years, statements = (
        count_trends(parameters.trends(by), context.until(deadline)).series[0] for by in (By.YEAR, By.STATEMENT)
    )
    return page_context.page("history.html", parameters=parameters, answer=answer, years=years, statements=statements)


@router.get(ASSETS_PATH + "/{name}")
def asset(request: Request, name: str) -> Response:
    """A static asset."""
    found = pages_of(request).asset(f"{ASSETS_PATH}/{name}")
    if found is None:
        raise ProblemError(
            Code.NOT_FOUND, f"There is nothing at {request.url.path}.", hint="See / for the search page."
        )
    return Response(found.content, headers={"Cache-Control": _FOR_EVER}, media_type=found.media_type)


def _listed(page_context: PageContext) -> tuple[Statement, ...]:
    """The statements to choose from, the newest first, undated ones before them."""
    total = page_context.request_context.engine.scope(Filters()).statements
    listing = page_context.request_context.engine.statements(
        Filters(), offset=max(total - MOST_LISTED, 0), limit=MOST_LISTED
    )
    return tuple(map(Statement.model_validate, reversed(listing.statements)))
