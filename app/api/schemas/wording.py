"""The answers of trends, history, comparison and changes."""

from typing import Annotated, Self

from pydantic import Field

from app.api.schemas.search import Notice
from app.api.schemas.statements import (
    Body,
    CorpusVersion,
    ParagraphId,
    ParagraphNumber,
    ParagraphUrl,
    StatementId,
    StatementReference,
    paragraph_url,
)
from search.engines.protocol import Match
from search.interpretation import Interpretation
from search.model import Speaker
from search.wording import compare, phrase_changes, phrase_history, trends
from search.wording.clause_alignment import ClauseOp
from search.wording.diff import Diff, Op


class ParagraphReference(Body):
    """A paragraph, by id, number and address."""

    id: ParagraphId
    number: ParagraphNumber
    url: ParagraphUrl

    @classmethod
    def to(cls, statement: str, number: int) -> Self:
        """The reference to the paragraph with this number in the statement with this id."""
        identifier = f"{statement}.{number}"
        return cls(id=identifier, number=number, url=paragraph_url(identifier))


class Change(Body):
    """A segment of a diff: text that is equal, inserted or deleted."""

    op: Annotated[Op, Field(description="What became of it.", examples=["insert"])]
    text: Annotated[str, Field(description="The stretch, as printed.", examples=["新时代"])]


Changed = Annotated[
    tuple[Change, ...] | None,
    Field(
        description="What is equal and inserted is the new text, what is equal and deleted the old one. `null`: there "
        "is nothing to compare with.",
        examples=[[{"op": "delete", "text": "打造"}, {"op": "insert", "text": "构建"}]],
    ),
]
Similarity = Annotated[
    float | None,
    Field(description="How much both texts share: 0 nothing, 1 everything.", ge=0, le=1, examples=[0.8571]),
]


class Standing(Body):
    """The position of a text in its statement, and its speakers."""

    paragraph: Annotated[int, Field(description="The number of its paragraph.", examples=[2])]
    paragraphs: Annotated[int, Field(description="How many paragraphs the statement has.", examples=[20])]
    share: Annotated[
        float, Field(description="How much of the statement's text stands before it: 0 to 1.", examples=[0.0513])
    ]
    voice: Annotated[tuple[Speaker, ...], Field(description="Who says it; may be empty.", examples=[["both"]])]


class AskedWords(Body):
    """A query on wording and its interpretation. It is never relaxed."""

    q: Annotated[str, Field(description="The query as it came.", examples=["命运共同体"])]
    parsed: Annotated[str, Field(description="The query as it was read.", examples=["命运共同体"])]
    match: Annotated[Match, Field(description="What counted as a match.", examples=["exact"])]
    notices: Annotated[tuple[Notice, ...], Field(description="What was done to the query.", examples=[[]])]

    @classmethod
    def of(cls, q: str, interpretation: Interpretation) -> Self:
        """The interpretation of `q`."""
        notices = tuple(map(Notice.model_validate, interpretation.notices))
        return cls(q=q, parsed=interpretation.parsed, match=interpretation.match, notices=notices)


class TrendPoint(Body):
    """The frequency in one statement or in one year."""

    statement: Annotated[
        str | None, Field(description="The statement's id; `null` by year.", examples=["2015-04-20-joint-statement"])
    ]
    year: Annotated[int | None, Field(description="The year; `null` by statement.", examples=[2015])]
    occurrences: Annotated[
        int | None,
        Field(
            description="How many places match: 0 where none does, `null` for a year without a statement.", examples=[1]
        ),
    ]
    paragraphs: Annotated[int | None, Field(description="How many paragraphs match.", examples=[1])]
    per_thousand: Annotated[
        float | None, Field(description="Occurrences for 1,000 characters of paragraphs.", examples=[0.2567])
    ]


class TrendSeries(AskedWords):
    """The frequency of a query, oldest first."""

    points: Annotated[tuple[TrendPoint, ...], Field(description="A point for each statement or year, oldest first.")]
    undated: Annotated[int, Field(description="Statements that print no day: they are in no year.", examples=[0])]

    @classmethod
    def of_series(cls, words: AskedWords, series: trends.Series) -> Self:
        """The series of the query."""
        points = tuple(map(TrendPoint.model_validate, series.points))
        return cls(**dict(words), points=points, undated=series.undated)


class TrendsAnswer(Body):
    """The frequency of each query by statement or by year."""

    corpus_version: CorpusVersion
    series: Annotated[tuple[TrendSeries, ...], Field(description="One for each `q`, in the order they were asked.")]


class HistoryItem(Body):
    """The occurrence of the phrase in one statement."""

    statement: Annotated[StatementReference, Field(description="The statement.")]
    status: Annotated[
        phrase_history.HistoryStatus,
        Field(
            description="`first`: none before has it; `same`: the same clause as in `against`; `reworded`: another "
            "one; `returned`: has it again after one of its like had not; `absent`.",
            examples=["reworded"],
        ),
    ]
    paragraph: Annotated[ParagraphReference | None, Field(description="Where it stands; `null` if it is absent.")]
    clause: Annotated[
        str | None,
        Field(
            description="The clause that has the phrase or is nearest to it, as printed.",
            examples=["打造新时代更紧密的中巴命运共同体"],
        ),
    ]
    sentence: Annotated[
        str | None, Field(description="The sentence around it.", examples=["双方同意打造新时代更紧密的中巴命运共同体"])
    ]
    against: Annotated[
        str | None,
        Field(description="The statement that it is compared with.", examples=["2015-04-20-joint-statement"]),
    ]
    diff: Changed
    similarity: Similarity
    occurrences: Annotated[int, Field(description="How often the statement has the phrase itself.", examples=[1])]
    standing: Annotated[Standing | None, Field(description="Where in the statement, and who says it.")]

    @classmethod
    def of(cls, item: phrase_history.Item) -> Self:
        """The representation of an item of a history."""
        number = item.paragraph
        return cls(
            statement=StatementReference.model_validate(item.statement),
            status=item.status,
            paragraph=None if number is None else ParagraphReference.to(item.statement.id, number),
            clause=item.clause,
            sentence=item.sentence,
            against=item.against,
            diff=_changed(item.diff),
            similarity=item.similarity,
            occurrences=item.occurrences,
            standing=Standing.model_validate(item.standing) if item.standing else None,
        )


class HistoryAnswer(Body):
    """A phrase through the statements, oldest first."""

    query: Annotated[AskedWords, Field(description="What was followed.")]
    corpus_version: CorpusVersion
    items: Annotated[tuple[HistoryItem, ...], Field(description="One for each statement, oldest first.")]


class ClauseChange(Body):
    """A clause of two aligned texts."""

    op: Annotated[
        ClauseOp,
        Field(description="What became of it: `moved` is equal at another place.", examples=["changed"]),
    ]
    a: Annotated[str | None, Field(description="As a prints it; `null`: inserted.", examples=["加强海洋合作"])]
    b: Annotated[str | None, Field(description="As b prints it; `null`: deleted.", examples=["深化海洋合作"])]
    diff: Changed


Numbers = tuple[int, ...]


class Pair(Body):
    """Paragraphs of both statements that are aligned."""

    a: Annotated[Numbers, Field(description="Numbers of paragraphs of a.", examples=[[3]])]
    b: Annotated[Numbers, Field(description="Numbers of paragraphs of b.", examples=[[4]])]
    similarity: Similarity
    status: Annotated[
        compare.PairStatus,
        Field(
            description="`same`: equal after folding; `reworded`; `moved`: among other paragraphs than before; "
            "`split`: one is several now; `merged`: several are one now.",
            examples=["reworded"],
        ),
    ]
    diff: Changed
    clauses: Annotated[
        tuple[ClauseChange, ...],
        Field(description="The clauses in the order of b, without the marks between them; empty for `diff=none`."),
    ]
    standing_a: Annotated[tuple[Standing, ...], Field(description="Where those of a stand, and who speaks in them.")]
    standing_b: Annotated[tuple[Standing, ...], Field(description="Where those of b stand, and who speaks in them.")]


class CompareAnswer(Body):
    """Two statements side by side."""

    corpus_version: CorpusVersion
    a: Annotated[StatementReference, Field(description="The one.")]
    b: Annotated[StatementReference, Field(description="The other.")]
    pairs: Annotated[tuple[Pair, ...], Field(description="What corresponds, in the order of a.")]
    only_a: Annotated[Numbers, Field(description="Paragraphs of a without a counterpart.", examples=[[14, 20]])]
    only_b: Annotated[Numbers, Field(description="Paragraphs of b without a counterpart.", examples=[[29]])]

    @classmethod
    def of(cls, comparison: compare.Comparison, corpus_version: str) -> Self:
        """The answer for a comparison."""
        return cls(
            corpus_version=corpus_version,
            a=StatementReference.model_validate(comparison.a),
            b=StatementReference.model_validate(comparison.b),
            pairs=tuple(map(Pair.model_validate, comparison.pairs)),
            only_a=comparison.only_a,
            only_b=comparison.only_b,
        )


class Place(ParagraphReference):
    """A paragraph in which a phrase occurs."""

    statement: StatementId

    @classmethod
    def of(cls, place: phrase_changes.Place) -> Self:
        """The representation of a place."""
        return cls(statement=place.statement, **dict(ParagraphReference.to(place.statement, place.paragraph)))


class ChangedPhrase(Body):
    """A phrase and the paragraphs in which it occurs."""

    text: Annotated[str, Field(description="The phrase, as printed.", examples=["人文交流"])]
    stood: Annotated[int, Field(description="How many earlier statements have it.", examples=[2])]
    steadiness: Annotated[
        float,
        Field(
            description="Their share of the statements from the first to the last that has it: 1 is without a gap.",
            examples=[1.0],
        ),
    ]
    later: Annotated[int, Field(description="How many later statements have it.", examples=[0])]
    places: Annotated[tuple[Place, ...], Field(description="Where it stands, oldest first.")]

    @classmethod
    def of(cls, phrase: phrase_changes.Phrase) -> Self:
        """The representation of a changed phrase."""
        return cls(
            text=phrase.text,
            stood=phrase.stood,
            steadiness=phrase.steadiness,
            later=phrase.later,
            places=tuple(map(Place.of, phrase.places)),
        )


ChangedPhrases = tuple[ChangedPhrase, ...]


class ChangesAnswer(Body):
    """The phrases that are new in a statement, that it dropped, and that returned."""

    corpus_version: CorpusVersion
    statement: Annotated[StatementReference, Field(description="The statement.")]
    previous: Annotated[StatementReference, Field(description="The one before it among those that count.")]
    earlier: Annotated[int, Field(description="How many earlier statements count.", examples=[2])]
    new: Annotated[ChangedPhrases, Field(description="Phrases that no earlier statement has, the most telling first.")]
    dropped: Annotated[ChangedPhrases, Field(description="Phrases that it has no more, the longest standing first.")]
    returned: Annotated[
        ChangedPhrases, Field(description="Phrases that the previous one had not, and an earlier one had.")
    ]

    @classmethod
    def of(cls, found: phrase_changes.Changes, corpus_version: str) -> Self:
        """The answer for the changes in a statement."""
        return cls(
            corpus_version=corpus_version,
            statement=StatementReference.model_validate(found.statement),
            previous=StatementReference.model_validate(found.previous),
            earlier=found.earlier,
            new=tuple(map(ChangedPhrase.of, found.new)),
            dropped=tuple(map(ChangedPhrase.of, found.dropped)),
            returned=tuple(map(ChangedPhrase.of, found.returned)),
        )


def _changed(diff: Diff | None) -> tuple[Change, ...] | None:
    return None if diff is None else tuple(map(Change.model_validate, diff))
