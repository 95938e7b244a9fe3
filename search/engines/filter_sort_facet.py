"""The semantics of filters, sort orders and facets, shared by all engines."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Protocol, assert_never

from search.analysis.spelling import is_spelled_so, kept_spelling
from search.engines.protocol import Facet, FacetCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from search.engines.protocol import Filters, Spelling
    from search.model import Kind, Paragraph


class Described(Protocol):
    """The attributes that filters, orders and facets use: of a statement, or of an engine's row for it."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def date(self) -> date | None: ...
    @property
    def place(self) -> str | None: ...
    @property
    def date_printed(self) -> str | None: ...


def days_of(statement: Described) -> tuple[date, date] | None:
    """The first and the last day that the statement may be of: of a month or year, where that is all it prints."""
    if statement.date is not None:
        return statement.date, statement.date
    if statement.date_printed is None:
        return None
    year, *months = map(int, statement.date_printed.split("-"))
    first, last = (months[0], months[0]) if months else (1, _MONTHS)
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


_MONTHS = 12


def first_days(statements: Iterable[Described]) -> list[date]:
    """The first day of every statement that has any."""
    return [days[0] for statement in statements if (days := days_of(statement)) is not None]


def admits(filters: Filters, statement: Described) -> bool:
    """Whether the statement passes every filter on statements."""
    if filters.kinds and statement.kind not in filters.kinds:
        return False
    if filters.statements and statement.id not in filters.statements:
        return False
    if filters.places and statement.place not in filters.places:
        return False
    if filters.first is None and filters.last is None:
        return True
    days = days_of(statement)
    return days is not None and (filters.first or date.min) <= days[1] and days[0] <= (filters.last or date.max)


def admits_paragraph(filters: Filters, paragraph: Paragraph) -> bool:
    """Whether the paragraph passes every filter on paragraphs."""
    if filters.speakers and set(filters.speakers).isdisjoint(paragraph.speakers):
        return False
    key = paragraph.statement, paragraph.number
    if key in filters.without or (filters.paragraphs is not None and key not in filters.paragraphs):
        return False
    return filters.spelling is None or admits_spelling(filters.spelling, kept_spelling(paragraph.text))


def admits_spelling(spelling: Spelling, kept: str) -> bool:
    """Whether a paragraph with this spelling (`analysis.spelling.kept_spelling`) passes the filter."""
    return is_spelled_so(spelling.characters, kept) is spelling.own


def reading_order(statement: Described) -> tuple[date, str]:
    """Sorts statements oldest first, undated ones last, those of one day by id; a month begins with its first day."""
    days = days_of(statement)
    return days[0] if days else date.max, statement.id


def newest_first(statement: Described) -> tuple[int, str]:
    """Sorts statements newest first, undated ones last, those of one day by id."""
    days = days_of(statement)
    return -(days[0] if days else date.min).toordinal(), statement.id


def facet_values(facet: Facet, statement: Described, paragraph: Paragraph) -> tuple[str | None, ...]:
    """The values of a facet that the paragraph has; None is "none printed"."""
    match facet:
        case Facet.SPEAKER:
            return tuple(paragraph.speakers) or (None,)
        case _:
            return (statement_value(facet, statement),)


def statement_value(facet: Facet, statement: Described) -> str | None:
    """The value of a facet that all paragraphs of a statement share."""
    match facet:
        case Facet.YEAR:
            days = days_of(statement)
            return f"{days[0].year:04}" if days else None
        case Facet.KIND:
            return statement.kind
        case Facet.STATEMENT:
            return statement.id
        case Facet.PLACE:
            return statement.place
        case Facet.SPEAKER:
            raise ValueError("A statement has no single speaker.")
        case _:
            assert_never(facet)


def counted(values: Iterable[str | None]) -> tuple[FacetCount, ...]:
    """The values with their counts, most frequent first, ties in the order of the values, "none printed" last."""
    return in_order(Counter(values))


def in_order(counts: Mapping[str | None, int]) -> tuple[FacetCount, ...]:
    """The counts in the order of `counted`."""
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0] is None, item[0] or ""))
    return tuple(FacetCount(value, count) for value, count in order)


def added(one: Iterable[FacetCount], other: Iterable[FacetCount]) -> tuple[FacetCount, ...]:
    """The counts of two sets of paragraphs that have none in common."""
    counts: Counter[str | None] = Counter()
    for each in (*one, *other):
        counts[each.value] += each.count
    return in_order(counts)
