"""The answer of a concordance."""

from typing import Annotated, Self

from pydantic import Field

from app.api.schemas.search import (
    AnswerContext,
    FacetCounts,
    Keyword,
    ReadQuery,
    Searched,
    SuggestionList,
    Totals,
    result_fields,
)
from app.api.schemas.statements import (
    Body,
    CorpusVersion,
    Label,
    NextCursor,
    ParagraphId,
    ParagraphNumber,
    ParagraphUrl,
    PreviousCursor,
    StatementReference,
    paragraph_url,
)
from search.concordance import Concordance, Line


class Row(Keyword):
    """A match in its context, and the paragraph it is in."""

    end: Annotated[int, Field(description="Where `match` ends, the character after its last.", examples=[71])]
    id: ParagraphId
    number: ParagraphNumber
    label: Label
    statement: Annotated[StatementReference, Field(description="The statement it is from.")]
    url: ParagraphUrl

    @classmethod
    def of(cls, line: Line) -> Self:
        """The row for a line of the concordance."""
        keyword, paragraph = line.keyword, line.paragraph
        return cls(
            left=keyword.left,
            match=keyword.match,
            right=keyword.right,
            start=keyword.start,
            end=keyword.start + len(keyword.match),
            id=paragraph.id,
            number=paragraph.number,
            label=paragraph.label,
            statement=StatementReference.model_validate(line.statement),
            url=paragraph_url(paragraph.id),
        )


class ConcordanceAnswer(Body):
    """A page of rows, the interpretation of the query, and the scope of the search."""

    query: Annotated[ReadQuery, Field(description="How the query was understood.")]
    corpus_version: CorpusVersion
    total: Annotated[Totals, Field(description="How much matched in all; `occurrences` is the number of rows.")]
    facets: FacetCounts
    rows: Annotated[tuple[Row, ...], Field(description="The matches of this page, in the order of `sort`.")]
    suggestions: SuggestionList
    searched: Annotated[Searched, Field(description="What the filters left to be searched.")]
    next: NextCursor
    prev: PreviousCursor

    @classmethod
    def of(cls, result: Concordance, page: AnswerContext) -> Self:
        """The answer for a result, with what the request adds to it."""
        return cls(rows=tuple(map(Row.of, result.items)), **result_fields(result, page))
