"""The parameters of statements and paragraphs."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.api.negotiation import DocumentFormat
from app.api.parameter_types import (
    Neighbors,
    WholeDay,
)
from app.api.parameters.base import Matching, Paging, Parameters, StatementFilters
from search.engines.protocol import Match
from search.headers import SearchField
from search.interpretation import QueryText, Relax


class HeaderField(StrEnum):
    """Where a query for statements is searched."""

    TITLE = SearchField.TITLE
    HEADING = SearchField.HEADING
    ALL = SearchField.ALL


class ListParameters(Paging, StatementFilters):
    """The parameters of the list of statements."""

    q: Annotated[
        str,
        Field(
            description="A query, in the language of `/v1/search`, for the title, the parties, the place and the "
            "headings of a statement; the first three match as one. Nothing is relaxed. Empty: every statement.",
            examples=["联合声明 -新闻", "战略合作伙伴"],
        ),
    ] = ""
    match: Matching = Match.EXACT
    in_: Annotated[
        HeaderField,
        Field(
            alias="in",
            description="`title`: the title, the parties and the place; `heading`: the headings; `all`: all of them.",
            examples=["title"],
        ),
    ] = HeaderField.ALL

    def query_text(self) -> QueryText:
        """The query as `search` takes it."""
        return QueryText(self.q, self.match, Relax.NEVER)


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
