"""The parameters of the pages: those of the API, and the language.

A form also sends its empty fields, so an empty value counts as absent.
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
from search.headers import SearchField
from search.wording.trends import By

CONTEXT = 30
"""Characters on either side of a keyword: as many as fit on most screens."""

_ALL_FACETS = ",".join(Facet)


class View(StrEnum):
    """The view of the matches."""

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
"""The orders of each view; the first is the default."""


class PageParameters(Parameters):
    """The parameters of every page."""

    lang: Annotated[Language | None, Field(description="`zh` or `en`; without it `Accept-Language` decides.")] = None

    @model_validator(mode="before")
    @classmethod
    def _without_empty_fields(cls, values: dict[str, Any]) -> dict[str, Any]:
        filled = {name: _filled(value) for name, value in values.items()}
        return {name: value for name, value in filled.items() if value not in ("", [])}


def _filled(value: Any) -> Any:  # noqa: ANN401  a raw value of the query string
    return [each for each in value if each != ""] if isinstance(value, list) else value


class SearchPageParameters(PageParameters, Paging, ParagraphFilters, Words):
    """The parameters of the search page: the view, and all parameters of a search except the format."""

    view: Annotated[View, Field(description="Paragraphs, or a line for every match.")] = View.PARAGRAPHS
    sort: Annotated[Order | None, Field(description="The order; which there are depends on the view.")] = None
    in_: Annotated[SearchField, Field(alias="in", description="Where the query is searched.")] = SearchField.TEXT

    @property
    def is_blank(self) -> bool:
        """Whether the request has no query, no filter and no view."""
        return not self.model_fields_set - {"lang"}

    @property
    def order(self) -> Order:
        """The requested order. Raises `ProblemError` if the view has no such order."""
        orders = ORDERS[self.view]
        if self.sort is None:
            return orders[0]
        if self.sort not in orders:
            hint = f"Write {', '.join(orders)}."
            raise ProblemError(
                Code.INVALID_PARAMETER,
                f"The value of sort is invalid: “{self.sort}” is not an order of this view.",
                param="sort",
                hint=hint,
            )
        return self.sort

    def search(self) -> SearchParameters:
        """The parameters of the search, with all facets."""
        return SearchParameters.model_validate(self._asked())

    def concordance(self) -> ConcordanceParameters:
        """The parameters of the concordance, with all facets. Raises `ProblemError` for another field than the text."""
        if self.in_ is not SearchField.TEXT:
            raise ProblemError(
                Code.INVALID_PARAMETER,
                f"The value of in is invalid: “{self.in_}” is not a field of this view.",
                param="in",
                hint="Show paragraphs instead of lines.",
            )
        asked = self._asked()
        del asked["in"]
        return ConcordanceParameters.model_validate(asked)

    def _asked(self) -> dict[str, Any]:
        parameters = self.model_dump(by_alias=True, exclude={"lang", "view", "sort"})
        return parameters | {"sort": self.order.value, "facets": _ALL_FACETS, "context": CONTEXT}


class StatementPageParameters(PageParameters, Words):
    """The parameters of a statement's page: the query to highlight."""


class ComparePageParameters(PageParameters):
    """The parameters of the comparison page; without two statements it shows a choice."""

    a: Annotated[str, Field(description="The id of the one.")] = ""
    b: Annotated[str, Field(description="The id of the other.")] = ""


class HistoryPageParameters(PageParameters, SeriesParameters):
    """The parameters of the history page; without a phrase it shows the form."""

    q: Annotated[str, Field(description="The phrase.")] = ""
    match: Matching = Match.EXACT

    def history(self) -> HistoryParameters:
        """The parameters of the history."""
        return HistoryParameters(q=self.q, match=self.match, kind=self.kind, party=self.party)

    def trends(self, by: By) -> TrendsParameters:
        """The parameters of the phrase's trends, by statement or by year."""
        return TrendsParameters(q=(self.q,), match=self.match, kind=self.kind, party=self.party, by=by)


class PlainPageParameters(PageParameters):
    """The parameters of a page without parameters of its own."""
