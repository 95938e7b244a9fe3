"""The endpoints on wording: trends, the history of a phrase, the comparison of two statements, changes in one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.api.endpoint import EndpointRoute
from app.api.openapi import ok_response, problems
from app.api.parameters.wording import ChangesParameters, CompareParameters, Diffs, HistoryParameters, TrendsParameters
from app.api.problems import Code
from app.api.request_context import CurrentContext, RequestContext
from app.api.routes.search import QUERY_PROBLEMS
from app.api.schemas.wording import (
    AskedWords,
    ChangesAnswer,
    CompareAnswer,
    HistoryAnswer,
    HistoryItem,
    TrendsAnswer,
    TrendSeries,
)
from search.deadline import Deadline
from search.engines.protocol import Match
from search.interpretation import Interpretation, QueryText, Relax
from search.relaxation import interpret
from search.wording.compare import compare
from search.wording.phrase_changes import changes
from search.wording.phrase_history import history
from search.wording.trends import trends

router = APIRouter(route_class=EndpointRoute, tags=["how wording changes"])

_WORDING_PROBLEMS = (
    Code.STATEMENT_NOT_FOUND,
    Code.NOT_ACCEPTABLE,
    Code.TOO_MANY_REQUESTS,
    Code.QUERY_TIMEOUT,
    Code.INDEX_UNAVAILABLE,
)


@router.get(
    "/v1/trends",
    summary="Count words by statement or by year",
    responses=ok_response("How often the words stand.") | problems(*QUERY_PROBLEMS),
)
def count_trends(parameters: Annotated[TrendsParameters, Query()], request_context: CurrentContext) -> TrendsAnswer:
    """How often words stand in each statement, or in the statements of each year; up to 8 queries at once."""
    with _search_slot(request_context) as deadline:
        interpretations = [_interpret(q, parameters.match, request_context, deadline) for q in parameters.q]
        found = trends(
            [each.node for each in interpretations],
            request_context.generation.wording,
            by=parameters.by,
            match=parameters.match,
            among=parameters.series(),
            deadline=deadline,
        )
    words = [AskedWords.of(q, each) for q, each in zip(parameters.q, interpretations, strict=True)]
    series = tuple(TrendSeries.of_series(*each) for each in zip(words, found, strict=True))
    return TrendsAnswer(corpus_version=request_context.corpus_version, series=series)


@router.get(
    "/v1/history",
    summary="Follow a phrase from statement to statement",
    responses=ok_response("What each statement says of it.") | problems(*QUERY_PROBLEMS),
)
def follow_phrase(parameters: Annotated[HistoryParameters, Query()], request_context: CurrentContext) -> HistoryAnswer:
    """In each statement, oldest first, the clause that has the phrase or is nearest to it, and what changed in it."""
    with _search_slot(request_context) as deadline:
        interpretation = _interpret(parameters.q, parameters.match, request_context, deadline)
        items = history(
            interpretation.node,
            request_context.generation.wording,
            request_context.analyzer,
            match=parameters.match,
            among=parameters.series(),
            deadline=deadline,
        )
    return HistoryAnswer(
        query=AskedWords.of(parameters.q, interpretation),
        corpus_version=request_context.corpus_version,
        items=tuple(map(HistoryItem.of, items)),
    )


@router.get(
    "/v1/compare",
    summary="Set two statements side by side",
    responses=ok_response("What corresponds, and what stands alone.") | problems(*_WORDING_PROBLEMS),
)
def compare_statements(
    parameters: Annotated[CompareParameters, Query()], request_context: CurrentContext
) -> CompareAnswer:
    """Their paragraphs, aligned by what they say, whatever their order, with what changed in each."""
    with _search_slot(request_context) as deadline:
        found = compare(
            parameters.a,
            parameters.b,
            request_context.generation.wording,
            request_context.analyzer,
            has_diffs=parameters.diff is Diffs.TEXT,
            has_same=not parameters.changed,
            deadline=deadline,
        )
    return CompareAnswer.of(found, request_context.corpus_version)


@router.get(
    "/v1/changes/{id}",
    summary="See what is new in a statement",
    responses=ok_response("New, dropped and returned phrases.")
    | problems(*_WORDING_PROBLEMS, Code.NO_EARLIER_STATEMENT),
)
def find_changes(
    statement_id: Annotated[
        str, Path(alias="id", description="The statement's id.", examples=["2020-03-17-joint-statement"])
    ],
    parameters: Annotated[ChangesParameters, Query()],
    request_context: CurrentContext,
) -> ChangesAnswer:
    """Phrases that are new in it, that it dropped, and that came back, against the earlier statements of its like."""
    with _search_slot(request_context) as deadline:
        found = changes(
            statement_id,
            request_context.generation.wording,
            request_context.analyzer,
            against=parameters.against,
            among=parameters.series_or_none(),
            containing=parameters.q or "",
            limit=parameters.limit,
            deadline=deadline,
        )
    return ChangesAnswer.of(found, request_context.corpus_version)


@contextmanager
def _search_slot(request_context: RequestContext) -> Iterator[Deadline]:
    """A slot among the concurrent searches until the block ends, and the deadline of the request."""
    deadline = Deadline.after(request_context.limits.seconds)
    with request_context.slot():
        yield deadline


def _interpret(q: str, match: Match, request_context: RequestContext, deadline: Deadline) -> Interpretation:
    """The interpretation of `q`, which is never relaxed."""
    return interpret(QueryText(q, match, Relax.NEVER), request_context.index, request_context.limits, deadline)
