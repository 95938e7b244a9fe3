"""What is answered to somebody who types, and to somebody who has a reference in hand."""

from typing import Annotated, Self

from pydantic import Field

from app.api.answers.statements import Body, CorpusVersion
from search.completions import Completion


class CompletedPhrase(Body):
    """A phrase of the corpus."""

    text: Annotated[
        str, Field(description="The phrase, in Simplified script and small letters.", examples=["命运共同体"])
    ]
    q: Annotated[str, Field(description="The query that finds it.", examples=['"命运共同体"'])]
    count: Annotated[int, Field(description="How many paragraphs have it.", examples=[4])]

    @classmethod
    def of(cls, completion: Completion) -> Self:
        """The completion as it is answered."""
        return cls(text=completion.text, q=completion.q, count=completion.paragraphs)


class SuggestAnswer(Body):
    """What could be asked."""

    q: Annotated[str, Field(description="What had been typed.", examples=["命运"])]
    corpus_version: CorpusVersion
    items: Annotated[
        tuple[CompletedPhrase, ...],
        Field(description="Words and formulas that begin with it, the commonest first, then those that have it."),
    ]
