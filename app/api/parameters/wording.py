"""What may be asked about how wording changes."""

from typing import Annotated

from pydantic import Field

from app.api.parameter_types import (
    Limit,
    Text,
)
from app.api.parameters.base import Matching, Parameters
from search.engines.protocol import Match
from search.model import Kind
from search.wording.changes import SHOWN, Against
from search.wording.series import SeriesFilter
from search.wording.trends import MOST_SERIES, By


class AmongParameters(Parameters):
    """Which statements count."""

    kind: Annotated[
        tuple[Kind, ...],
        Field(description="Only these kinds of document count. Repeatable.", examples=[["joint-statement"]]),
    ] = ()
    party: Annotated[
        tuple[Text, ...],
        Field(
            description="Only statements by exactly these parties count, by their full or short names. Repeatable.",
            examples=[["中国", "巴基斯坦"]],
        ),
    ] = ()

    def among(self) -> SeriesFilter:
        """The statements that count."""
        return SeriesFilter(self.kind, self.party)


class HistoryParameters(AmongParameters):
    """A phrase to follow."""

    q: Annotated[Text, Field(description="The phrase, as a query; it is never relaxed.", examples=["命运共同体"])]
    match: Matching = Match.EXACT


class TrendsParameters(AmongParameters):
    """Words to count."""

    q: Annotated[
        tuple[Text, ...],
        Field(
            min_length=1,
            max_length=MOST_SERIES,
            description=f"A query; up to {MOST_SERIES} of them, each a series of its own. They are never relaxed.",
            examples=[["命运共同体", "恐怖主义"]],
        ),
    ]
    match: Matching = Match.EXACT
    by: Annotated[By, Field(description="A point for each `statement`, or for each `year`.", examples=["year"])] = (
        By.STATEMENT
    )


class CompareParameters(Parameters):
    """Two statements."""

    a: Annotated[Text, Field(description="The id of the one.", examples=["2015-04-20-joint-statement"])]
    b: Annotated[Text, Field(description="The id of the other.", examples=["2018-11-04-joint-statement"])]


class ChangesParameters(AmongParameters):
    """What to compare a statement with."""

    against: Annotated[
        Against,
        Field(
            description="`previous`: what the statement before it had and it has not is dropped; `all`: what any "
            "earlier one had.",
            examples=["all"],
        ),
    ] = Against.PREVIOUS
    limit: Limit = SHOWN

    def among_or_none(self) -> SeriesFilter | None:
        """The statements that count; None: those that the statement follows."""
        return self.among() if self.kind or self.party else None
