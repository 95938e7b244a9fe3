"""The parameters of trends, history, comparison and changes."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.api.parameter_types import (
    Limit,
    Text,
)
from app.api.parameters.base import Matching, Parameters
from search.engines.protocol import Match
from search.model import Kind
from search.wording.phrase_changes import SHOWN, Against
from search.wording.series import SeriesFilter
from search.wording.trends import MOST_SERIES, By


class SeriesParameters(Parameters):
    """The series of statements that is compared."""

    kind: Annotated[
        tuple[Kind, ...],
        Field(description="Only these kinds of document count. Repeatable.", examples=[["joint-statement"]]),
    ] = ()
    party: Annotated[
        tuple[Text, ...],
        Field(
            description="Only statements with these parties among theirs count, by full or short names. Repeatable.",
            examples=[["中国", "巴基斯坦"]],
        ),
    ] = ()

    def series(self) -> SeriesFilter:
        """The filter of the series."""
        return SeriesFilter(self.kind, self.party)


class HistoryParameters(SeriesParameters):
    """The phrase whose history is asked for."""

    q: Annotated[Text, Field(description="The phrase, as a query; it is never relaxed.", examples=["命运共同体"])]
    match: Matching = Match.EXACT


class TrendsParameters(SeriesParameters):
    """The queries whose frequencies are asked for."""

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


class Diffs(StrEnum):
    """Whether a comparison has diffs."""

    TEXT = "text"
    NONE = "none"


class CompareParameters(Parameters):
    """The two statements to compare."""

    a: Annotated[Text, Field(description="The id of the one.", examples=["2015-04-20-joint-statement"])]
    b: Annotated[Text, Field(description="The id of the other.", examples=["2018-11-04-joint-statement"])]
    diff: Annotated[
        Diffs,
        Field(description="`text`: pairs have their diffs and clauses; `none`: sooner, without.", examples=["none"]),
    ] = Diffs.TEXT
    changed: Annotated[bool, Field(description="`true` leaves out the pairs that are the same.", examples=[True])] = (
        False
    )


class ChangesParameters(SeriesParameters):
    """The statements that a statement is compared with."""

    against: Annotated[
        Against,
        Field(
            description="`previous`: what the statement before it had and it has not is dropped; `all`: what any "
            "earlier one had.",
            examples=["all"],
        ),
    ] = Against.PREVIOUS
    q: Annotated[
        Text | None,
        Field(description="Only phrases with this text, in whatever script; not a query.", examples=["合作"]),
    ] = None
    limit: Limit = SHOWN

    def series_or_none(self) -> SeriesFilter | None:
        """The filter of the series; None means the series that the statement belongs to."""
        return self.series() if self.kind or self.party else None
