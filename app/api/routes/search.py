"""Search."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.api.answers.search import SearchAnswer
from app.api.described import paged_answer, problems
from app.api.parameters import SearchParameters
from app.api.problems import Code
from app.api.reading import CurrentReading
from search.searcher import Question, search

router = APIRouter(tags=["search"])


@router.get(
    "/v1/search",
    summary="Find paragraphs",
    responses=paged_answer("A page of what was found.")
    | problems(
        Code.QUERY_SYNTAX,
        Code.QUERY_TOO_LONG,
        Code.QUERY_TOO_COMPLEX,
        Code.INVALID_CURSOR,
        Code.CURSOR_EXPIRED,
        Code.INDEX_UNAVAILABLE,
    ),
)
def search_paragraphs(asked: Annotated[SearchParameters, Query()], reading: CurrentReading) -> SearchAnswer:
    """The paragraphs that match, with every match marked, and what was searched.

    An empty `q` finds every paragraph, the newest statement first.
    """
    walk = reading.walk(asked)
    question = Question(
        q=asked.q,
        filters=asked.filters(),
        sort=asked.sort,
        facets=asked.counted_by(),
        offset=walk.offset,
        limit=walk.limit,
        context=asked.context,
    )
    answer = search(question, reading.engine, reading.analyzer, reading.limits)
    following, preceding = walk.following(answer.totals.paragraphs), walk.preceding()
    reading.link(following=following, preceding=preceding)
    return SearchAnswer.of(asked.q, answer, reading.corpus_version, following=following, preceding=preceding)
