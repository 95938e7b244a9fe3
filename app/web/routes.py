"""The pages and their assets. They are in no OpenAPI document: programs ask the API."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from app.api.answers.concordance import ConcordanceAnswer
from app.api.answers.search import SearchAnswer
from app.api.answers.statements import Statement
from app.api.parameters.wording import CompareParameters
from app.api.problems import Code, ProblemError
from app.api.reading import Reading
from app.api.routes.search import concordance_answer, search_answer
from app.api.routes.statements import StatementId, citations, whole_statement
from app.api.routes.wording import compare_statements, count_trends, follow_phrase
from app.web.assets import ASSETS_PATH
from app.web.columns import rows
from app.web.documents import changes, matches, neighbors
from app.web.pages import CurrentVisit, Visit, pages_of
from app.web.parameters import (
    ORDERS,
    ComparePageParameters,
    HistoryPageParameters,
    SearchPageParameters,
    StatementPageParameters,
    View,
)
from app.web.results import FILTERS, amounts, choices
from search.engines.protocol import Filters
from search.wording.trends import By

router = APIRouter(include_in_schema=False)

COMPARE_PATH = "/compare"
HISTORY_PATH = "/history"
STATEMENTS_PATH = "/statements"

_FOR_EVER = "public, max-age=31536000, immutable"
"""The name of an asset says what is in it."""

MOST_LISTED = 200
"""Statements of a list to choose from, the newest; a page with more of them would be long in coming."""


@router.get("/")
def search_page(asked: Annotated[SearchPageParameters, Query()], visit: CurrentVisit) -> Response:
    """The box, and what was found; how to ask, and the statements there are, if nothing was asked."""
    if asked.is_blank:
        return visit.page(
            "home.html", asked=asked, statements=_listed(visit), scope=visit.reading.engine.scope(Filters())
        )
    answer = _answer(asked, visit.reading)
    return visit.page(
        "search.html",
        asked=asked,
        answer=answer,
        orders=ORDERS[asked.view],
        facets=choices(answer.facets, visit.here),
        filters=visit.here.only(*FILTERS),
        amounts=amounts(asked, answer.facets, visit.here, visit.reading),
        statements={each.id: each for each in _listed(visit)},
    )


def _answer(asked: SearchPageParameters, reading: Reading) -> SearchAnswer | ConcordanceAnswer:
    if asked.view is View.CONCORDANCE:
        return concordance_answer(asked.concordance(), reading)
    return search_answer(asked.search(), reading)


@router.get(STATEMENTS_PATH + "/{id}")
def statement_page(
    statement_id: StatementId, asked: Annotated[StatementPageParameters, Query()], visit: CurrentVisit
) -> Response:
    """A statement as a document, with the words marked that were asked for."""
    statement = whole_statement(statement_id, visit.reading)
    return visit.page(
        "statement.html",
        asked=asked,
        statement=statement,
        matches=matches(statement_id, asked, visit.reading),
        neighbors=neighbors(statement, visit.reading),
        citations=citations(statement_id, visit.reading),
        changes=changes(statement_id, visit.reading),
    )


@router.get(COMPARE_PATH)
def compare_page(asked: Annotated[ComparePageParameters, Query()], visit: CurrentVisit) -> Response:
    """Two statements in two columns; a list to choose from while there are not two."""
    listed = _listed(visit)
    if not (asked.a and asked.b):
        return visit.page("compare.html", asked=asked, listed=listed, answer=None)
    answer = compare_statements(CompareParameters(a=asked.a, b=asked.b), visit.reading)
    a, b = (whole_statement(each.id, visit.reading) for each in (answer.a, answer.b))
    return visit.page("compare.html", asked=asked, listed=listed, answer=answer, a=a, b=b, rows=rows(answer, a, b))


@router.get(HISTORY_PATH)
def history_page(asked: Annotated[HistoryPageParameters, Query()], visit: CurrentVisit) -> Response:
    """A phrase from statement to statement; the box while there is none."""
    if not asked.q:
        return visit.page("history.html", asked=asked, answer=None)
    answer = follow_phrase(asked.history(), visit.reading)
    years, statements = (count_trends(asked.trends(by), visit.reading).series[0] for by in (By.YEAR, By.STATEMENT))
    return visit.page("history.html", asked=asked, answer=answer, years=years, statements=statements)


@router.get(ASSETS_PATH + "/{name}")
def asset(request: Request, name: str) -> Response:
    """A file that pages load."""
    found = pages_of(request).asset(f"{ASSETS_PATH}/{name}")
    if found is None:
        raise ProblemError(Code.NOT_FOUND, f"there is nothing at {request.url.path}", hint="/ is the search page")
    return Response(found.content, headers={"Cache-Control": _FOR_EVER}, media_type=found.media_type)


def _listed(visit: Visit) -> tuple[Statement, ...]:
    """The statements to choose from, the newest first, undated ones before them."""
    total = visit.reading.engine.scope(Filters()).statements
    listing = visit.reading.engine.statements(Filters(), offset=max(total - MOST_LISTED, 0), limit=MOST_LISTED)
    return tuple(map(Statement.model_validate, reversed(listing.statements)))
