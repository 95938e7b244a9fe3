"""What a concordance answers."""

from typing import Annotated, Self

from pydantic import Field

from app.api.schemas.search import (
    FacetCounts,
    Keyword,
    ReadQuery,
    Searched,
    Suggestion,
    SuggestionList,
    Totals,
    counts_of,
)
from app.api.schemas.statements import (
    PARAGRAPH_PATH,
    Body,
    CorpusVersion,
    Label,
    NextCursor,
    ParagraphId,
    ParagraphNumber,
    PreviousCursor,
    StatementReference,
)
from search.concordance import Concordance, Line


class Row(Keyword):
    """A match in its context, and the paragraph it is in."""

    end: Annotated[int, Field(description="Where `match` ends, the character after its last.", examples=[71])]
    id: ParagraphId
    number: ParagraphNumber
    label: Label
    statement: Annotated[StatementReference, Field(description="The statement it is from.")]
    url: Annotated[
        str,
        Field(
            description="The paragraph's permanent address, relative to this host.",
            examples=["/v1/paragraphs/2015-04-20-joint-statement.7"],
        ),
    ]

    @classmethod
    def of(cls, line: Line) -> Self:
        """The line as it is answered."""
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
            url=f"{PARAGRAPH_PATH}/{paragraph.id}",
        )


class ConcordanceAnswer(Body):
    """A page of the lines, how the query was understood, and what was searched."""

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
    def of(
        cls,
        q: str,
        answer: Concordance,
        corpus_version: str,
        *,
        suggestions: tuple[Suggestion, ...],
        following: str | None,
        preceding: str | None,
    ) -> Self:
        """The answer to `q` with the cursors of the pages after and before it."""
        return cls(
            query=ReadQuery.of(q, answer.understood, answer.suggestions),
            corpus_version=corpus_version,
            total=Totals.model_validate(answer.totals),
            facets=counts_of(answer.facets),
            rows=tuple(map(Row.of, answer.lines)),
            suggestions=suggestions,
            searched=Searched.model_validate(answer.searched),
            next=following,
            prev=preceding,
        )
