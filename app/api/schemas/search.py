"""The answer of a search, and the parts that other answers share with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Self

from pydantic import Field

from app.api.schemas.statements import (
    Body,
    CorpusVersion,
    NextCursor,
    ParagraphBody,
    PreviousCursor,
    StatementReference,
    body_of,
)
from search.catalog import HeaderKind
from search.engines import protocol
from search.engines.protocol import Facet, Match
from search.headers import HeaderMatch
from search.interpretation import Interpretation
from search.results import Result
from search.searcher import SearchHit, SearchResult
from search.suggest.suggestions import Suggestions


class Notice(Body):
    """A change that the interpretation made to the query."""

    code: Annotated[str, Field(description="What was done, for programs.", examples=["relaxed"])]
    message: Annotated[
        str,
        Field(
            description="What was done, in words.",
            examples=['No paragraph contains 两国友好; its words are searched instead: "两国" "友好".'],
        ),
    ]
    leaf: Annotated[
        str | None, Field(description="The part of the query concerned; `null`: all of it.", examples=["领土完整"])
    ]


_NONE = Suggestions()


class ReadQuery(Body):
    """The interpretation of the query."""

    q: Annotated[str, Field(description="The query as it came.", examples=["领土完整　－一个中国"])]
    parsed: Annotated[
        str, Field(description="The query as it was read; it is itself a query.", examples=["领土完整 -一个中国"])
    ]
    match: Annotated[Match, Field(description="What counted as a match.", examples=["exact"])]
    notices: Annotated[
        tuple[Notice, ...], Field(description="What was done to the query; empty if nothing was.", examples=[[]])
    ]

    @classmethod
    def of(cls, q: str, interpretation: Interpretation, suggestions: Suggestions = _NONE) -> Self:
        """The interpretation of `q`, with a notice if suggestions are missing."""
        return cls(
            q=q,
            parsed=interpretation.parsed,
            match=interpretation.match,
            notices=tuple(map(Notice.model_validate, (*interpretation.notices, *suggestions.notices))),
        )


class Totals(Body):
    """The size of the whole result. The counts are exact."""

    paragraphs: Annotated[int, Field(description="How many paragraphs match.", examples=[3])]
    statements: Annotated[int, Field(description="In how many statements.", examples=[2])]
    occurrences: Annotated[
        int | None,
        Field(
            description="How many places match; `null` if more paragraphs match than `occurrences_bound` in /v1/meta.",
            examples=[3],
        ),
    ]


class FacetCount(Body):
    """A value of a facet, and how many matching paragraphs have it."""

    value: Annotated[str | None, Field(description="The value; `null`: none is printed.", examples=["2015"])]
    count: Annotated[int, Field(description="How many paragraphs have it.", examples=[2])]


FacetCounts = Annotated[
    Mapping[Facet, tuple[FacetCount, ...]],
    Field(
        description="For each facet asked for: its values and how many matching paragraphs have them.",
        examples=[{"year": [{"value": "2015", "count": 2}]}],
    ),
]


class Keyword(Body):
    """A match with the text on either side of it (keyword in context)."""

    left: Annotated[str, Field(description="Up to `context` characters before it.", examples=["国家主权、独立和"])]
    match: Annotated[str, Field(description="The text that matched, as printed.", examples=["领土完整"])]
    right: Annotated[str, Field(description="Up to `context` characters after it.", examples=["。中方赞赏巴基斯坦"])]
    start: Annotated[int, Field(description="Where `match` begins in the paragraph's text, from 0.", examples=[67])]


class Header(Body):
    """A text above paragraphs that matches."""

    kind: Annotated[HeaderKind, Field(description="What it is.", examples=["heading"])]
    text: Annotated[str, Field(description="The text as printed.", examples=["二、经济合作"])]
    spans: Annotated[
        tuple[tuple[int, int], ...],
        Field(description="Every match in it: first character from 0, character after the last.", examples=[[[2, 4]]]),
    ]

    @classmethod
    def of(cls, found: HeaderMatch) -> Self:
        """The header with its matches."""
        return cls(kind=found.header.kind, text=found.header.text, spans=found.spans)


class Hit(ParagraphBody):
    """A paragraph that matches."""

    statement: Annotated[StatementReference, Field(description="The statement it is from.")]
    score: Annotated[
        float, Field(description="How well it matches; only comparable within one answer.", examples=[2.97])
    ]
    spans: Annotated[
        tuple[tuple[int, int], ...],
        Field(
            description="Every match in `text`: first character from 0, character after the last.",
            examples=[[[67, 71]]],
        ),
    ]
    kwic: Annotated[tuple[Keyword, ...], Field(description="Every match with its context, in the order of `spans`.")]
    headers: Annotated[
        tuple[Header, ...],
        Field(description="The title, parties, place or heading that match and lead here; empty if `in` is `text`."),
    ]

    @classmethod
    def of(cls, found: SearchHit) -> Self:
        """The hit with its matches and their contexts."""
        return cls(
            **body_of(found.paragraph, found.statement),
            statement=StatementReference.model_validate(found.statement),
            score=found.score,
            spans=found.spans,
            kwic=tuple(map(Keyword.model_validate, found.keywords)),
            headers=tuple(map(Header.of, found.headers)),
        )


class Searched(Body):
    """The statements and paragraphs within the filters: what an empty result was searched in."""

    statements: Annotated[int, Field(description="How many statements are within the filters.", examples=[4])]
    paragraphs: Annotated[int, Field(description="How many paragraphs are.", examples=[89])]
    undated: Annotated[int, Field(description="How many of the statements print no day.", examples=[0])]
    first: Annotated[date | None, Field(description="The oldest day among them.", examples=["2015-04-20"])]
    last: Annotated[date | None, Field(description="The newest day among them.", examples=["2021-12-08"])]


class Suggestion(Body):
    """Another query that finds something."""

    code: Annotated[
        str,
        Field(
            description="Why it is suggested, for programs: `wider-dates`, `no-filters`, `numeral`, `near-wording`, "
            "`words`, `part`, `farther`, `fewer`; `title`, `heading`, `text`: the same query in another field.",
            examples=["near-wording"],
        ),
    ]
    message: Annotated[
        str, Field(description="Why, in words.", examples=["外交优先向 does not occur; 外交优先方向 does."])
    ]
    leaf: Annotated[
        str | None, Field(description="The part of the query concerned; `null`: all of it.", examples=["外交优先向"])
    ]
    q: Annotated[str, Field(description="The query to run.", examples=['"外交优先方向"'])]
    url: Annotated[
        str,
        Field(
            description="The same request with that query, relative to this host.",
            examples=["/v1/search?q=%22%E5%A4%96%E4%BA%A4%E4%BC%98%E5%85%88%E6%96%B9%E5%90%91%22"],
        ),
    ]
    count: Annotated[int, Field(description="How many paragraphs it finds.", examples=[2])]


SuggestionList = Annotated[
    tuple[Suggestion, ...],
    Field(
        description="What would find something, best first, where nothing was found; a number that is also printed "
        "otherwise, and what comes near a text that does not occur, also where something was."
    ),
]


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """What an answer takes from its request: the query, the corpus version, links, and the cursors of its neighbors."""

    q: str
    corpus_version: str
    suggestions: tuple[Suggestion, ...]
    following: str | None
    preceding: str | None


def result_fields(result: Result[Any], page: AnswerContext) -> dict[str, Any]:
    """The fields that the answers of a search and of a concordance share."""
    return {
        "query": ReadQuery.of(page.q, result.interpretation, result.suggestions),
        "corpus_version": page.corpus_version,
        "total": Totals.model_validate(result.totals),
        "facets": _facet_counts(result.facets),
        "suggestions": page.suggestions,
        "searched": Searched.model_validate(result.searched),
        "next": page.following,
        "prev": page.preceding,
    }


def _facet_counts(facets: Mapping[Facet, tuple[protocol.FacetCount, ...]]) -> Mapping[Facet, tuple[FacetCount, ...]]:
    return {facet: tuple(map(FacetCount.model_validate, counts)) for facet, counts in facets.items()}


class SearchAnswer(Body):
    """A page of hits, the interpretation of the query, and the scope of the search."""

    query: Annotated[ReadQuery, Field(description="How the query was understood.")]
    corpus_version: CorpusVersion
    total: Annotated[Totals, Field(description="How much matched in all.")]
    facets: FacetCounts
    hits: Annotated[tuple[Hit, ...], Field(description="The paragraphs of this page, in the order of `sort`.")]
    suggestions: SuggestionList
    searched: Annotated[Searched, Field(description="What the filters left to be searched.")]
    next: NextCursor
    prev: PreviousCursor

    @classmethod
    def of(cls, result: SearchResult, page: AnswerContext) -> Self:
        """The answer for a result, with what the request adds to it."""
        return cls(hits=tuple(map(Hit.of, result.items)), **result_fields(result, page))
