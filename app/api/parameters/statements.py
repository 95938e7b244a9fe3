"""The parameters of statements and paragraphs."""

from typing import Annotated

from pydantic import Field

from app.api.negotiation import DocumentFormat
from app.api.parameter_types import (
    Neighbors,
    WholeDay,
)
from app.api.parameters.base import Paging, Parameters, StatementFilters


class ListParameters(Paging, StatementFilters):
    """The parameters of the list of statements."""


class DocumentParameters(Parameters):
    """The format of a document: JSON, or a citation."""

    format: Annotated[
        DocumentFormat,
        Field(
            description="`json`, or a citation: `bib` (BibTeX), `ris`, `csl` (CSL-JSON), `gbt7714` (a line after GB/T "
            "7714—2015). Without it `Accept` decides.",
            examples=["gbt7714"],
        ),
    ] = DocumentFormat.JSON
    accessed: Annotated[
        WholeDay,
        Field(description="The day on which you read it, for the citation; without it none is stated."),
    ] = None


class NeighborParameters(Parameters):
    """How many neighboring paragraphs to show."""

    before: Annotated[Neighbors, Field(description="How many paragraphs before it to show as well.")] = 0
    after: Annotated[Neighbors, Field(description="How many paragraphs after it to show as well.")] = 0
