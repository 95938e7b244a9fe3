"""The representation of the list of statements."""

from typing import Annotated

from pydantic import Field

from app.api.schemas.search import Notice
from app.api.schemas.statements import Body, CorpusVersion, NextCursor, PreviousCursor, Statement


class StatementPage(Body):
    """A page of the list of statements, oldest first, undated ones last."""

    corpus_version: CorpusVersion
    total: Annotated[int, Field(description="How many statements there are within the filters.", examples=[4])]
    items: Annotated[tuple[Statement, ...], Field(description="Those of this page.")]
    notices: Annotated[
        tuple[Notice, ...],
        Field(description="How `q` is read where it may be meant otherwise; empty without `q`.", examples=[[]]),
    ]
    next: NextCursor
    prev: PreviousCursor
