"""What the page of a statement shows besides its text: its matches, its neighbors, its citations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from app.api.answers.statements import StatementReference
from app.api.parameters.search import SearchParameters
from app.api.parameters.wording import ChangesParameters
from app.api.routes.search import search_answer
from app.api.routes.wording import find_changes
from app.api.values import LIMIT_MAX
from app.web.texts import pieces
from search.engines.protocol import Filters, Sort
from search.errors import NoEarlierStatementError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.api.answers.search import ReadQuery
    from app.api.answers.statements import Statement
    from app.api.answers.wording import ChangesAnswer
    from app.api.reading import Reading
    from app.web.parameters import StatementPageParameters


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph; `match` is the number of the match that it is, from 1 in the whole statement."""

    text: str
    match: int | None


@dataclass(frozen=True, slots=True)
class Matches:
    """The matches in a statement: the pieces of each paragraph that has any, by its number, and how many there are."""

    query: ReadQuery | None
    paragraphs: Mapping[int, tuple[Piece, ...]]
    total: int


def matches(statement: str, asked: StatementPageParameters, reading: Reading) -> Matches:
    """Where a statement has the words; nowhere if there are none."""
    if not asked.q:
        return Matches(None, {}, 0)
    words = asked.model_dump(include={"q", "match", "relax"})
    search = SearchParameters(**words, statement=(statement,), sort=Sort.DATE, limit=LIMIT_MAX)
    answer = search_answer(search, reading)
    query, hits = answer.query, list(answer.hits)
    while answer.next:
        answer = search_answer(search.model_copy(update={"cursor": answer.next}), reading)
        hits += answer.hits
    numbers = count(1)
    paragraphs = {
        hit.number: tuple(
            Piece(text, next(numbers) if is_match else None) for text, is_match in pieces(hit.text, hit.spans)
        )
        for hit in sorted(hits, key=lambda hit: hit.number)
    }
    return Matches(query, paragraphs, next(numbers) - 1)


@dataclass(frozen=True, slots=True)
class Neighbors:
    """The statements before and after one in the order of their days; None at the ends, and for one without a day."""

    before: StatementReference | None = None
    after: StatementReference | None = None


def neighbors(statement: Statement, reading: Reading) -> Neighbors:
    """The statements before and after one."""
    if statement.date is None:
        return Neighbors()
    engine, day = reading.engine, statement.date
    until = engine.statements(Filters(last=day), offset=0, limit=0).total
    of_the_day = engine.statements(Filters(first=day, last=day), offset=0, limit=until).statements
    at = until - len(of_the_day) + [each.id for each in of_the_day].index(statement.id)
    return Neighbors(_dated(at - 1, reading), _dated(at + 1, reading))


def _dated(at: int, reading: Reading) -> StatementReference | None:
    """The statement at a place, from 0, among those with a day, oldest first; None beyond the ends."""
    if at < 0:
        return None
    listing = reading.engine.statements(Filters(first=date.min), offset=at, limit=1)
    return StatementReference.model_validate(listing.statements[0]) if listing.statements else None


def changes(statement: str, reading: Reading) -> ChangesAnswer | None:
    """What is new in a statement; None if there is nothing earlier to compare it with."""
    try:
        return find_changes(statement, ChangesParameters(), reading)
    except NoEarlierStatementError:
        return None
