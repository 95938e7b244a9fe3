"""What the search page shows besides what was found: filters, facets, and how much there is in each statement."""

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
"""Bars that can be told apart; of more statements than that, a bar is a year."""

_SHOWN = 8
"""Values of a facet that stand open; more are folded away."""

_FOLDED = 40
"""Values that are folded away; of the statements there may be tens of thousands."""

FILTERS = ("from", "to", *(facet.value for facet in Facet if facet is not Facet.YEAR))
"""The parameters that narrow a search."""


@dataclass(frozen=True, slots=True)
class FacetLink:
    """A value of a facet: how many paragraphs have it, and the address that asks for it, or no longer does.

    `address` is None for what no filter can ask for: that nothing is printed.
    """

    value: str | None
    count: int
    address: Address | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetLinks:
    """The values of a facet, in the order in which they are shown.

    `more` are folded away; `beyond` counts those that are not listed.
    """

    facet: Facet
    shown: tuple[FacetLink, ...]
    more: tuple[FacetLink, ...]
    beyond: int = 0


def facet_links(counts: FacetCounts, here: Address) -> tuple[FacetLinks, ...]:
    """Every facet that has values, as links."""
    return tuple(_choices(facet, counts[facet], here) for facet in Facet if counts.get(facet))


def _choices(facet: Facet, counts: Sequence[FacetCount], here: Address) -> FacetLinks:
    every = [_choice(facet, each, here) for each in counts[: _SHOWN + _FOLDED]]
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
    """How many matching paragraphs there are in a statement or in a year; None: there is no statement in the year."""

    name: str
    title: str
    paragraphs: int | None
    address: Address | None


def chart_bars(
    asked: SearchPageParameters, counts: FacetCounts, here: Address, request_context: RequestContext
) -> tuple[ChartBar, ...]:
    """How much there is in each statement within the filters, oldest first; by year where they are many.

    Statements that print no day are in no year, and last among statements.
    """
    filters = asked.filters()
    listing = request_context.engine.statements(filters, offset=0, limit=MOST_BARS)
    if listing.total > MOST_BARS:
        search_all = Request(Everything(), filters=filters, facets=(Facet.YEAR,), limit=0, occurrences_bound=0)
        found_at_all = request_context.engine.search(search_all).facets[Facet.YEAR]
        years = sorted(int(each.value) for each in found_at_all if each.value)
        return _by_year(years, _counted(counts[Facet.YEAR]), here)
    found = _counted(counts[Facet.STATEMENT])
    return tuple(
        ChartBar(
            each.date.isoformat() if each.date else each.id,
            each.title,
            found.get(each.id, 0),
            here.having(statement=each.id),
        )
        for each in listing.statements
    )


def _counted(counts: Sequence[FacetCount]) -> Mapping[str | None, int]:
    return {each.value: each.count for each in counts}


def _by_year(years: Sequence[int], found: Mapping[str | None, int], here: Address) -> tuple[ChartBar, ...]:
    """A bar for every year from the first to the last; `years` are those of the statements, oldest first."""
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
