"""Search, and its matches line by line."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.api.answers.concordance import ConcordanceAnswer
from app.api.answers.search import SearchAnswer
from app.api.described import paged_answer, problems
from app.api.direct import DirectRoute
from app.api.formats.plain import concordance_text, search_text
from app.api.formats.sending import json_lines
from app.api.formats.tables import match_table, paragraph_table
from app.api.negotiation import LIST_TYPES, ListFormat
from app.api.parameters.search import ConcordanceParameters, SearchParameters
from app.api.problems import Code
from app.api.reading import ListReading, Reading
from app.api.suggested import suggested
from search.concordance import ConcordanceQuestion, concord
from search.searcher import Question, search

router = APIRouter(route_class=DirectRoute, tags=["search"])

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
    responses=paged_answer("A page of what was found.", LIST_TYPES)
    | problems(*QUERY_PROBLEMS, Code.INVALID_CURSOR, Code.CURSOR_EXPIRED),
)
def search_paragraphs(asked: Annotated[SearchParameters, Query()], reading: ListReading) -> SearchAnswer | Response:
    """The paragraphs that match, with every match marked, and what was searched.

    An empty `q` finds every paragraph, the newest statement first.
    """
    answer = search_answer(asked, reading)
    reading.link(following=answer.next, preceding=answer.prev)
    if reading.format == ListFormat.JSON:
        return answer
    reading.tell(answer.query, answer.total)
    texts = {
        ListFormat.JSONL: json_lines(answer.hits),
        ListFormat.CSV: paragraph_table(answer.hits),
        ListFormat.TXT: search_text(answer),
    }[ListFormat(reading.format)]
    return reading.streamed(texts, LIST_TYPES[reading.format])


def search_answer(asked: SearchParameters, reading: Reading) -> SearchAnswer:
    """The answer to a search."""
    walk = reading.walk(asked)
    question = Question(
        wording=asked.wording(),
        filters=asked.filters(),
        sort=asked.sort,
        facets=asked.counted_by(),
        offset=walk.offset,
        limit=walk.limit,
        context=asked.context,
    )
    with reading.slot():
        answer = search(question, reading.index, reading.limits)
    reading.note(answer.totals, answer.suggestions)
    following, preceding = walk.following(answer.totals.paragraphs), walk.preceding()
    return SearchAnswer.of(
        asked.q,
        answer,
        reading.corpus_version,
        suggestions=suggested(answer.suggestions, reading),
        following=following,
        preceding=preceding,
    )


@router.get(
    "/v1/concordance",
    summary="Show every match in its context",
    response_model=ConcordanceAnswer,
    responses=paged_answer("A page of the matches.", LIST_TYPES)
    | problems(*QUERY_PROBLEMS, Code.QUERY_TOO_BROAD, Code.INVALID_CURSOR, Code.CURSOR_EXPIRED),
)
def concord_matches(
    asked: Annotated[ConcordanceParameters, Query()], reading: ListReading
) -> ConcordanceAnswer | Response:
    """Every match on a row of its own with what stands on either side (keyword in context)."""
    answer = concordance_answer(asked, reading)
    reading.link(following=answer.next, preceding=answer.prev)
    if reading.format == ListFormat.JSON:
        return answer
    reading.tell(answer.query, answer.total)
    texts = {
        ListFormat.JSONL: json_lines(answer.rows),
        ListFormat.CSV: match_table(answer.rows),
        ListFormat.TXT: concordance_text(answer),
    }[ListFormat(reading.format)]
    return reading.streamed(texts, LIST_TYPES[reading.format])


def concordance_answer(asked: ConcordanceParameters, reading: Reading) -> ConcordanceAnswer:
    """The lines of a concordance."""
    walk = reading.walk(asked)
    question = ConcordanceQuestion(
        wording=asked.wording(),
        filters=asked.filters(),
        order=asked.sort,
        facets=asked.counted_by(),
        offset=walk.offset,
        limit=walk.limit,
        context=asked.context,
    )
    with reading.slot():
        answer = concord(question, reading.index, reading.limits)
    reading.note(answer.totals, answer.suggestions)
    following, preceding = walk.following(answer.totals.occurrences or 0), walk.preceding()
    return ConcordanceAnswer.of(
        asked.q,
        answer,
        reading.corpus_version,
        suggestions=suggested(answer.suggestions, reading),
        following=following,
        preceding=preceding,
    )
