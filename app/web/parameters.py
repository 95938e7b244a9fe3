"""What may be asked of pages: what may be asked of the API, and the language.

A form sends its empty fields too, so an empty value is none.
"""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, model_validator

from app.api.parameters.base import Matching, Paging, Parameters
from app.api.parameters.search import ConcordanceParameters, ParagraphFilters, SearchParameters, Words
from app.api.parameters.wording import HistoryParameters, SeriesParameters, TrendsParameters
from app.api.problems import Code, ProblemError
from app.web.localization import Language
from search.concordance import LineOrder
from search.engines.protocol import Facet, Match, Sort
from search.wording.trends import By

CONTEXT = 30
"""Characters on either side of a keyword: as many as stand side by side on most screens."""

_ALL_FACETS = ",".join(Facet)


class View(StrEnum):
    """How matches are shown."""

    PARAGRAPHS = "paragraphs"
    CONCORDANCE = "concordance"


class Order(StrEnum):
    """The orders of both views."""

    RELEVANCE = Sort.RELEVANCE
    DATE = Sort.DATE
    NEWEST = Sort.NEWEST
    LEFT = LineOrder.LEFT
    RIGHT = LineOrder.RIGHT


ORDERS = {View.PARAGRAPHS: tuple(map(Order, Sort)), View.CONCORDANCE: tuple(map(Order, LineOrder))}
"""The orders of each view; the first is that of who does not ask for one."""


class PageParameters(Parameters):
    """In which language."""

    lang: Annotated[Language | None, Field(description="`zh` or `en`; without it `Accept-Language` decides.")] = None

    @model_validator(mode="before")
    @classmethod
    def _without_empty_fields(cls, values: dict[str, Any]) -> dict[str, Any]:
        filled = {name: _filled(value) for name, value in values.items()}
        return {name: value for name, value in filled.items() if value not in ("", [])}


def _filled(value: Any) -> Any:  # noqa: ANN401  whatever a query string is read as
    return [each for each in value if each != ""] if isinstance(value, list) else value


class SearchPageParameters(PageParameters, Paging, ParagraphFilters, Words):
    """The search page: how to show what was found, and everything that a search takes but its format."""

    view: Annotated[View, Field(description="Paragraphs, or a line for every match.")] = View.PARAGRAPHS
    sort: Annotated[Order | None, Field(description="The order; which there are depends on the view.")] = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing is asked: no words, no filter, no view."""
        return not self.model_fields_set - {"lang"}

    @property
    def order(self) -> Order:
        """The order that is asked for. Raises `ProblemError` when the view has no such order."""
        orders = ORDERS[self.view]
        if self.sort is None:
            return orders[0]
        if self.sort not in orders:
            hint = f"write {', '.join(orders)}"
            raise ProblemError(
                Code.INVALID_PARAMETER, f"sort: “{self.sort}” is no order of this view", param="sort", hint=hint
            )
        return self.sort

    def search(self) -> SearchParameters:
        """The search that is asked for, counted by everything."""
        return SearchParameters.model_validate(self._asked())

    def concordance(self) -> ConcordanceParameters:
        """The concordance that is asked for, counted by everything."""
        return ConcordanceParameters.model_validate(self._asked())

    def _asked(self) -> dict[str, Any]:
        asked = self.model_dump(by_alias=True, exclude={"lang", "view", "sort"})
        return asked | {"sort": self.order.value, "facets": _ALL_FACETS, "context": CONTEXT}


class StatementPageParameters(PageParameters, Words):
    """A statement, and the words to mark in it."""


class ComparePageParameters(PageParameters):
    """Two statements; without them the page lets choose."""

    a: Annotated[str, Field(description="The id of the one.")] = ""
    b: Annotated[str, Field(description="The id of the other.")] = ""


class HistoryPageParameters(PageParameters, SeriesParameters):
    """A phrase to follow; without it the page asks for one."""

    q: Annotated[str, Field(description="The phrase.")] = ""
    match: Matching = Match.EXACT

    def history(self) -> HistoryParameters:
        """The history that is asked for."""
        return HistoryParameters(q=self.q, match=self.match, kind=self.kind, party=self.party)

    def trends(self, by: By) -> TrendsParameters:
        """How often the phrase stands, by statement or by year."""
        return TrendsParameters(q=(self.q,), match=self.match, kind=self.kind, party=self.party, by=by)


class PlainPageParameters(PageParameters):
    """A page that takes nothing else."""
