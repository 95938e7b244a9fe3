"""How wording changes: trends, the history of a phrase, two statements side by side, what changed in one."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.api.answers.wording import (
    AskedWords,
    ChangesAnswer,
    CompareAnswer,
    HistoryAnswer,
    HistoryItem,
    TrendsAnswer,
    TrendSeries,
)
from app.api.described import answer, problems
from app.api.direct import DirectRoute
from app.api.parameters.wording import ChangesParameters, CompareParameters, HistoryParameters, TrendsParameters
from app.api.problems import Code
from app.api.reading import CurrentReading, Reading
from app.api.routes.search import QUERY_PROBLEMS
from search.deadline import Deadline
from search.engines.protocol import Match
from search.understanding import Relax, Understood, Wording, understand
from search.wording.changes import changes
from search.wording.compare import compare
from search.wording.history import history
from search.wording.trends import trends

router = APIRouter(route_class=DirectRoute, tags=["how wording changes"])

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
    responses=answer("How often the words stand.") | problems(*QUERY_PROBLEMS),
)
def count_trends(asked: Annotated[TrendsParameters, Query()], reading: CurrentReading) -> TrendsAnswer:
    """How often words stand in each statement, or in the statements of each year; up to 8 queries at once."""
    deadline = Deadline.after(reading.limits.seconds)
    with reading.slot():
        understood = [_understood(q, asked.match, reading, deadline) for q in asked.q]
        found = trends(
            [each.node for each in understood],
            reading.generation.wording,
            by=asked.by,
            match=asked.match,
            among=asked.among(),
            deadline=deadline,
        )
    words = [AskedWords.of(q, each) for q, each in zip(asked.q, understood, strict=True)]
    series = tuple(TrendSeries.made_of(*each) for each in zip(words, found, strict=True))
    return TrendsAnswer(corpus_version=reading.corpus_version, series=series)


@router.get(
    "/v1/history",
    summary="Follow a phrase from statement to statement",
    responses=answer("What each statement says of it.") | problems(*QUERY_PROBLEMS),
)
def follow_phrase(asked: Annotated[HistoryParameters, Query()], reading: CurrentReading) -> HistoryAnswer:
    """In each statement, oldest first, the clause that has the phrase or is nearest to it, and what changed in it."""
    deadline = Deadline.after(reading.limits.seconds)
    with reading.slot():
        understood = _understood(asked.q, asked.match, reading, deadline)
        items = history(
            understood.node,
            reading.generation.wording,
            reading.analyzer,
            match=asked.match,
            among=asked.among(),
            deadline=deadline,
        )
    return HistoryAnswer(
        query=AskedWords.of(asked.q, understood),
        corpus_version=reading.corpus_version,
        items=tuple(map(HistoryItem.of, items)),
    )


@router.get(
    "/v1/compare",
    summary="Set two statements side by side",
    responses=answer("What corresponds, and what stands alone.") | problems(*_WORDING_PROBLEMS),
)
def compare_statements(asked: Annotated[CompareParameters, Query()], reading: CurrentReading) -> CompareAnswer:
    """Their paragraphs, aligned by what they say, whatever their order, with what changed in each."""
    deadline = Deadline.after(reading.limits.seconds)
    with reading.slot():
        found = compare(asked.a, asked.b, reading.generation.wording, reading.analyzer, deadline=deadline)
    return CompareAnswer.of(found, reading.corpus_version)


@router.get(
    "/v1/changes/{id}",
    summary="See what is new in a statement",
    responses=answer("New, dropped and returned phrases.") | problems(*_WORDING_PROBLEMS, Code.NO_EARLIER_STATEMENT),
)
def find_changes(
    statement_id: Annotated[
        str, Path(alias="id", description="The statement's id.", examples=["2020-03-17-joint-statement"])
    ],
    asked: Annotated[ChangesParameters, Query()],
    reading: CurrentReading,
) -> ChangesAnswer:
    """Phrases that are new in it, that it dropped, and that came back, against the earlier statements of its like."""
    deadline = Deadline.after(reading.limits.seconds)
    with reading.slot():
        found = changes(
            statement_id,
            reading.generation.wording,
            reading.analyzer,
            against=asked.against,
            among=asked.among_or_none(),
            limit=asked.limit,
            deadline=deadline,
        )
    return ChangesAnswer.of(found, reading.corpus_version)


def _understood(q: str, match: Match, reading: Reading, deadline: Deadline) -> Understood:
    """The words to follow, exactly as they are asked for."""
    return understand(Wording(q, match, Relax.NEVER), reading.index, reading.limits, deadline)
