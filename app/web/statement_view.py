"""The page of a statement: its matches, its neighbors, its changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from app.api.parameter_types import LIMIT_MAX
from app.api.parameters.search import SearchParameters
from app.api.parameters.wording import ChangesParameters
from app.api.routes.search import search_answer
from app.api.routes.wording import find_changes
from app.api.schemas.statements import StatementReference
from app.web.highlighting import segments
from search.engines.protocol import Filters, Sort
from search.errors import NoEarlierStatementError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.api.request_context import RequestContext
    from app.api.schemas.search import ReadQuery
    from app.api.schemas.statements import Statement
    from app.api.schemas.wording import ChangesAnswer
    from app.web.parameters import StatementPageParameters
    from search.deadline import Deadline


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a paragraph; `match` is its number among the matches of the statement, from 1, or None."""

    text: str
    match: int | None


@dataclass(frozen=True, slots=True)
class Matches:
    """The matches in a statement: the segments of each matching paragraph by its number, and the number of matches."""

    query: ReadQuery | None
    paragraphs: Mapping[int, tuple[Segment, ...]]
    total: int


def matches(
    statement: str, parameters: StatementPageParameters, request_context: RequestContext, deadline: Deadline
) -> Matches:
    """The matches of the query in a statement; none without a query. Raises `QueryTimeoutError` at the deadline."""
    if not parameters.q:
        return Matches(None, {}, 0)
    words = parameters.model_dump(include={"q", "match", "relax"})
    search = SearchParameters(**words, statement=(statement,), sort=Sort.DATE, limit=LIMIT_MAX)
    answer = search_answer(search, request_context)
    query, hits = answer.query, list(answer.hits)
    while answer.next:
        deadline.check()
        following = search.model_copy(update={"cursor": answer.next})
        answer = search_answer(following, request_context.until(deadline))
        hits += answer.hits
    numbers = count(1)
    paragraphs = {
        hit.number: tuple(
            Segment(text, next(numbers) if is_match else None) for text, is_match in segments(hit.text, hit.spans)
        )
        for hit in sorted(hits, key=lambda hit: hit.number)
    }
    return Matches(query, paragraphs, next(numbers) - 1)


@dataclass(frozen=True, slots=True)
class Neighbors:
    """The previous and the next statement by day; None at the ends, and for an undated statement."""

    before: StatementReference | None = None
    after: StatementReference | None = None


def neighbors(statement: Statement, request_context: RequestContext) -> Neighbors:
    """The neighbors of a statement in the order of days."""
    if statement.date is None:
        return Neighbors()
    engine, day = request_context.engine, statement.date
    until = engine.statements(Filters(last=day), offset=0, limit=0).total
    of_the_day = engine.statements(Filters(first=day, last=day), offset=0, limit=until).statements
    at = until - len(of_the_day) + [each.id for each in of_the_day].index(statement.id)
    return Neighbors(_dated(at - 1, request_context), _dated(at + 1, request_context))


def _dated(at: int, request_context: RequestContext) -> StatementReference | None:
    """The dated statement at an index, from 0, oldest first; None beyond the ends."""
    if at < 0:
        return None
    listing = request_context.engine.statements(Filters(first=date.min), offset=at, limit=1)
    return StatementReference.model_validate(listing.statements[0]) if listing.statements else None


def changes(statement: str, request_context: RequestContext) -> ChangesAnswer | None:
    """The changes in a statement; None if there is no earlier statement to compare it with."""
    try:
        return find_changes(statement, ChangesParameters(), request_context)
    except NoEarlierStatementError:
        return None
