"""The answers about the service itself."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from app.api.schemas.statements import Body, CorpusVersion
from search.model import Kind


class KindCount(Body):
    """How many statements are of a kind."""

    value: Annotated[Kind, Field(description="The kind.", examples=["joint-statement"])]
    count: Annotated[int, Field(description="How many statements are of it.", examples=[3])]


class PublishedLimits(Body):
    """Every limit. A request beyond a limit is rejected; an answer is truncated at one."""

    query_characters: Annotated[int, Field(description="The most characters that `q` may have.", examples=[500])]
    query_leaves: Annotated[int, Field(description="The most runs and quotations in a query.", examples=[32])]
    query_levels: Annotated[
        int, Field(description="How deep parentheses and negations may stand inside one another.", examples=[16])
    ]
    query_distance: Annotated[int, Field(description="The most characters that `NEAR/n` may bridge.", examples=[100])]
    query_seconds: Annotated[
        float, Field(description="How many seconds one search may work before it is stopped.", examples=[5.0])
    ]
    searches_at_once: Annotated[int, Field(description="How many searches may work at once.", examples=[16])]
    occurrences_bound: Annotated[
        int,
        Field(
            description="Where more paragraphs match than this, `total.occurrences` is `null`, and there is no "
            "concordance.",
            examples=[10000],
        ),
    ]
    limit_default: Annotated[int, Field(description="Items on a page if `limit` is not given.", examples=[20])]
    limit_max: Annotated[int, Field(description="The most items on a page.", examples=[100])]
    context_default: Annotated[int, Field(description="Characters of `kwic` if `context` is not given.", examples=[20])]
    context_max: Annotated[int, Field(description="The most characters of `kwic` on either side.", examples=[200])]
    suggestions_max: Annotated[int, Field(description="The most suggestions of an answer.", examples=[8])]
    feed_entries_max: Annotated[int, Field(description="The most entries of a feed.", examples=[50])]
    reference_characters: Annotated[int, Field(description="The most characters that `ref` may have.", examples=[2000])]
    resolved_statements_max: Annotated[
        int, Field(description="The most statements that a reference is looked for in.", examples=[50])
    ]
    wildcard_characters: Annotated[int, Field(description="The most characters that `*` may stand for.", examples=[8])]
    neighbors_max: Annotated[int, Field(description="The most paragraphs `before` and `after` one.", examples=[20])]


class Meta(Body):
    """What is indexed, by what, and every limit."""

    corpus_version: CorpusVersion
    version: Annotated[str, Field(description="The version of this program.", examples=["0.1.0"])]
    engine: Annotated[str, Field(description="The engine that searches.", examples=["whoosh"])]
    analyzer: Annotated[
        str, Field(description="The fingerprint of folding, lexicon and segmenter.", examples=["9c1d2e3f4a5b"])
    ]
    schema_version: Annotated[int, Field(description="The format of the index.", examples=[1])]
    built: Annotated[datetime, Field(description="When the index was built.", examples=["2026-01-31T12:00:00Z"])]
    statements: Annotated[int, Field(description="How many statements are indexed.", examples=[4])]
    paragraphs: Annotated[int, Field(description="How many paragraphs.", examples=[89])]
    characters: Annotated[int, Field(description="How many characters of text.", examples=[10054])]
    undated: Annotated[int, Field(description="How many statements print no day.", examples=[0])]
    first: Annotated[date | None, Field(description="The oldest day.", examples=["2015-04-20"])]
    last: Annotated[date | None, Field(description="The newest day.", examples=["2021-12-08"])]
    kinds: Annotated[tuple[KindCount, ...], Field(description="How many statements there are of each kind.")]
    limits: Annotated[PublishedLimits, Field(description="Every limit.")]


class Health(Body):
    """The process is alive."""

    status: Annotated[Literal["ok"], Field(description="Always `ok`.", examples=["ok"])]


class Readiness(Body):
    """An index is open."""

    status: Annotated[Literal["ready"], Field(description="Always `ready`.", examples=["ready"])]
    corpus_version: CorpusVersion
