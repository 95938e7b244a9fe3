"""The base classes of the parameter models."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.api.parameter_types import (
    LIMIT_DEFAULT,
    Cursor,
    FirstDay,
    LastDay,
    Limit,
    Text,
)
from app.api.problems import Code, ProblemError
from search.engines.protocol import Filters, Match
from search.model import Kind


class Parameters(BaseModel):
    """The query parameters of an endpoint. A parameter outside the model is rejected."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Matching = Annotated[
    Match,
    Field(
        description="`exact`: any substring matches. `word`: a match begins and ends where a word does, so 中国 is not "
        "found in 发展中国家.",
        examples=["word"],
    ),
]


class StatementFilters(Parameters):
    """Filters on statements."""

    from_: Annotated[
        FirstDay,
        Field(
            alias="from",
            description="The first day, included: `2015`, `2015-04` or `2015-04-20`. Undated statements are in no "
            "range.",
        ),
    ] = None
    to: Annotated[
        LastDay,
        Field(description="The last day, included; a year or a month means its last day."),
    ] = None
    kind: Annotated[
        tuple[Kind, ...],
        Field(description="Any of these kinds of document. Repeatable.", examples=[["joint-statement"]]),
    ] = ()
    place: Annotated[
        tuple[Text, ...],
        Field(
            description="Any of these places of signing, as the documents print them. Repeatable. A place that no "
            "statement has finds nothing; `facets=place` lists those there are.",
            examples=[["北京"]],
        ),
    ] = ()

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.from_ and self.to and self.from_ > self.to:
            raise ProblemError(
                Code.INVALID_PARAMETER,
                f"The day in from ({self.from_}) is after the day in to ({self.to}).",
                param="from",
                hint="Exchange the two days.",
            )
        return self

    def filters(self) -> Filters:
        """The filters as an engine takes them."""
        return Filters(first=self.from_, last=self.to, kinds=self.kind, places=self.place)


class Paging(Parameters):
    """The page of a long result."""

    limit: Limit = LIMIT_DEFAULT
    cursor: Cursor = None

    def asked(self) -> str:
        """The request without its cursor, as text: equal for two requests for pages of the same result."""
        return f"{type(self).__name__} {self.model_dump_json(exclude={'cursor'})}"
