"""The answers of autocompletion and of reference resolution."""

from typing import Annotated, Self

from pydantic import Field

from app.api.schemas.search import Notice
from app.api.schemas.statements import Body, CorpusVersion, Paragraph, StatementReference
from search.references import Candidate, ReferenceType
from search.suggest.autocomplete import Completion


class CompletedPhrase(Body):
    """A phrase of the corpus."""

    text: Annotated[
        str, Field(description="The phrase, in Simplified script and small letters.", examples=["命运共同体"])
    ]
    q: Annotated[str, Field(description="The query that finds it.", examples=['"命运共同体"'])]
    count: Annotated[int, Field(description="How many paragraphs have it.", examples=[4])]

    @classmethod
    def of(cls, completion: Completion) -> Self:
        """The representation of a completion."""
        return cls(text=completion.text, q=completion.q, count=completion.paragraphs)


class SuggestAnswer(Body):
    """Completions of what was typed."""

    q: Annotated[str, Field(description="What had been typed.", examples=["命运"])]
    corpus_version: CorpusVersion
    items: Annotated[
        tuple[CompletedPhrase, ...],
        Field(description="Words and formulas that begin with it, the commonest first, then those that have it."),
    ]


class Resolution(Body):
    """One meaning of a reference."""

    read_as: Annotated[
        ReferenceType,
        Field(
            description="What it was taken for: the `id` of a paragraph, a whole `statement`, the `label` printed "
            "before a paragraph, the label of a `section`, or the `number` of a paragraph.",
            examples=["label"],
        ),
    ]
    statement: Annotated[StatementReference, Field(description="The statement that is meant.")]
    paragraphs: Annotated[
        tuple[Paragraph, ...], Field(description="The paragraphs that are meant; empty if it is the whole statement.")
    ]

    @classmethod
    def of(cls, candidate: Candidate) -> Self:
        """The representation of a candidate."""
        statement = candidate.statement
        return cls(
            read_as=candidate.as_,
            statement=StatementReference.model_validate(statement),
            paragraphs=tuple(Paragraph.of(paragraph, statement) for paragraph in candidate.paragraphs),
        )


class ResolveAnswer(Body):
    """What a printed reference may mean."""

    ref: Annotated[str, Field(description="The reference as it came.", examples=["2015年声明第七段"])]
    corpus_version: CorpusVersion
    items: Annotated[
        tuple[Resolution, ...],
        Field(description="Every meaning, the likeliest first: a number may be a label, a section's or an ordinal."),
    ]
    reason: Annotated[
        str | None,
        Field(
            description="Why there is none, or that more statements are meant than are shown; `null` otherwise.",
            examples=[
                "There is no such paragraph: 2015-04-20-joint-statement has paragraphs 1 to 20, labeled 一 to 二十."
            ],
        ),
    ]
    notices: Annotated[
        tuple[Notice, ...],
        Field(description="How a part was read that may be read otherwise: the code `day-order` for 4/5/2015."),
    ]
