"""The sidebar of the search page: filters, facets, and the chart of matches by statement or year."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from search.engines.protocol import Facet, Request
from search.query.nodes import Everything

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.api.request_context import RequestContext
    from app.api.schemas.search import FacetCount, FacetCounts
    from app.web.parameters import SearchPageParameters
    from app.web.urls import Address

MOST_BARS = 40
"""The most bars that are distinguishable; with more statements, each bar is a year."""

_SHOWN = 8
"""Values of a facet that are always visible; the others are collapsed."""

_COLLAPSED = 40
"""The most collapsed values; there may be tens of thousands of statements."""

FILTERS = ("from", "to", *(facet.value for facet in Facet if facet is not Facet.YEAR))
"""The parameters that filter a search."""


@dataclass(frozen=True, slots=True)
class FacetLink:
    """A value of a facet: its count, and the address that adds it to the filters or removes it.

    `address` is None for a value that no filter selects: a statement that prints none.
    """

    value: str | None
    count: int
    address: Address | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetLinks:
    """The values of a facet, in the order of display.

    `more` are collapsed; `beyond` is the number of values that are not listed.
    """

    facet: Facet
    shown: tuple[FacetLink, ...]
    more: tuple[FacetLink, ...]
    beyond: int = 0


def facet_links(counts: FacetCounts, here: Address) -> tuple[FacetLinks, ...]:
    """The links of every facet that has values."""
    return tuple(_choices(facet, counts[facet], here) for facet in Facet if counts.get(facet))


def _choices(facet: Facet, counts: Sequence[FacetCount], here: Address) -> FacetLinks:
    every = [_choice(facet, each, here) for each in counts[: _SHOWN + _COLLAPSED]]
    if facet is Facet.YEAR:
        every.sort(key=lambda each: each.value or "", reverse=True)
    return FacetLinks(facet, tuple(every[:_SHOWN]), tuple(every[_SHOWN:]), len(counts) - len(every))


def _choice(facet: Facet, each: FacetCount, here: Address) -> FacetLink:
    if each.value is None:
        return FacetLink(None, each.count, None, is_chosen=False)
    if facet is Facet.YEAR:
        is_chosen = here.has("from", each.value) and here.has("to", each.value)
        year = None if is_chosen else each.value
        return FacetLink(each.value, each.count, here.having(from_=year, to=year), is_chosen)
    return FacetLink(each.value, each.count, here.toggled(facet, each.value), here.has(facet, each.value))


@dataclass(frozen=True, slots=True)
class ChartBar:
    """The number of matching paragraphs in a statement or a year; None for a year without statements."""

    name: str
    title: str
    paragraphs: int | None
    address: Address | None


def chart_bars(
    parameters: SearchPageParameters, counts: FacetCounts, here: Address, request_context: RequestContext
) -> tuple[ChartBar, ...]:
    """The bars of the statements within the filters, oldest first, or of their years if the statements are many.

    Undated statements are last among statements, and in no year.
    """
    filters = parameters.filters()
    listing = request_context.engine.statements(filters, offset=0, limit=MOST_BARS)
    if listing.total > MOST_BARS:
        search_all = Request(Everything(), filters=filters, facets=(Facet.YEAR,), limit=0, occurrences_bound=0)
        found_at_all = request_context.engine.search(search_all).facets[Facet.YEAR]
        years = sorted(int(each.value) for each in found_at_all if each.value)
        return _by_year(years, _counts_by_value(counts[Facet.YEAR]), here)
    found = _counts_by_value(counts[Facet.STATEMENT])
    return tuple(
        ChartBar(
            each.date.isoformat() if each.date else each.id,
            each.title,
            found.get(each.id, 0),
            here.having(statement=each.id),
        )
        for each in listing.statements
    )


def _counts_by_value(counts: Sequence[FacetCount]) -> Mapping[str | None, int]:
    return {each.value: each.count for each in counts}


def _by_year(years: Sequence[int], found: Mapping[str | None, int], here: Address) -> tuple[ChartBar, ...]:
    """The bars of all years from the first to the last; `years` are those of the statements, oldest first."""
    if not years:
        return ()
    with_statements = {year for year, _ in groupby(years)}
    return tuple(
        ChartBar(
            str(year),
            str(year),
            found.get(str(year), 0) if year in with_statements else None,
            here.having(from_=str(year), to=str(year)) if year in with_statements else None,
        )
        for year in range(years[0], years[-1] + 1)
    )
