"""Trends: how often queries match in each statement, or in the statements of each year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from search.deadline import NEVER, Deadline
from search.engines.protocol import Match
from search.wording.matches import count
from search.wording.series import EVERYTHING, SeriesFilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.query.nodes import Node
    from search.wording.matches import Count
    from search.wording.precomputed import Header, Reader

MOST_SERIES = 8
"""The most queries of a request: as many lines as a chart can hold."""


class By(StrEnum):
    """The unit of a point: a statement or a year."""

    STATEMENT = "statement"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Point:
    """One statement or one year: the key that is not None says which.

    `per_thousand` is occurrences per 1,000 characters as printed. All figures are None for a year without a statement.
    """

    statement: str | None
    year: int | None
    occurrences: int | None
    paragraphs: int | None
    per_thousand: float | None


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one query, oldest first. `undated` counts the undated statements, which are in no year."""

    points: tuple[Point, ...]
    undated: int


def trends(
    nodes: Sequence[Node],
    reader: Reader,
    *,
    by: By = By.STATEMENT,
    match: Match = Match.EXACT,
    among: SeriesFilter = EVERYTHING,
    deadline: Deadline = NEVER,
) -> tuple[Series, ...]:
    """A series for each query (folded, `rewrite.folded`), all over the same statements or years.

    Raises `ValueError` for more than `MOST_SERIES`, and `QueryTimeoutError` at the deadline.
    """
    if len(nodes) > MOST_SERIES:
        raise ValueError(f"The request has {len(nodes)} queries; the limit is {MOST_SERIES}.")
    headers = reader.headers()
    ordinals = [ordinal for ordinal, header in enumerate(headers) if among.admits(header)]
    counts: list[list[Count]] = [[] for _ in nodes]
    for text in deadline.over(reader.texts(ordinals)):
        for row, node in zip(counts, deadline.over(nodes), strict=True):
            row.append(count(text, node, match))
    counted = [headers[ordinal] for ordinal in ordinals]
    points = _by_statement if by is By.STATEMENT else _by_year
    undated = sum(header.date is None for header in counted)
    return tuple(Series(tuple(points(counted, row)), undated) for row in counts)


def _by_statement(headers: Sequence[Header], counts: Sequence[Count]) -> Iterable[Point]:
    for header, each in zip(headers, counts, strict=True):
        yield _point(header.id, None, [header], [each])


def _by_year(headers: Sequence[Header], counts: Sequence[Count]) -> Iterable[Point]:
    """A point for every year from the first to the last with a statement."""
    of_year: dict[int, list[int]] = defaultdict(list)
    for at, header in enumerate(headers):
        if header.date:
            of_year[header.date.year].append(at)
    for year in range(min(of_year, default=0), max(of_year, default=-1) + 1):
        places = of_year.get(year, [])
        yield _point(None, year, [headers[at] for at in places], [counts[at] for at in places])


def _point(statement: str | None, year: int | None, headers: Sequence[Header], counts: Sequence[Count]) -> Point:
    if not headers:
        return Point(statement, year, None, None, None)
    occurrences = sum(each.occurrences for each in counts)
    characters = sum(header.characters for header in headers)
    rate = round(1000 * occurrences / characters, 4) if characters else 0.0
    return Point(statement, year, occurrences, sum(each.paragraphs for each in counts), rate)
