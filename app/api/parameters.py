"""What may be asked: one frozen model for the parameters of every address."""

from dataclasses import replace
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from app.api.negotiation import DocumentFormat, ExportFormat, ListFormat
from app.api.problems import Code, ProblemError
from app.api.values import (
    CONTEXT_DEFAULT,
    FACETS_PATTERN,
    LIMIT_DEFAULT,
    SUGGESTED_DEFAULT,
    Context,
    Cursor,
    FirstDay,
    LastDay,
    Limit,
    Neighbors,
    Text,
    WholeDay,
    facet_names,
    shape,
)
from search.concordance import LineOrder
from search.engines.protocol import Facet, Filters, Match, Sort
from search.model import Kind, Speaker
from search.understanding import Relax, Wording


class Parameters(BaseModel):
    """The parameters of an address. One that is not in the model is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Parameters):
    """What to look for, and how."""

    q: Annotated[
        str,
        Field(
            description="The query. A run of characters is searched exactly; spaces are AND; `OR` or `|`; `-x` or "
            '`NOT x`; `( )`; `"…"` for text that is never relaxed; `"甲" NEAR/7 "乙"`; `"中国" ~"发展中国家"` for 中国 '
            'that is not part of 发展中国家; `"打造*共同体"` for 1 to 8 characters between. Empty: every paragraph.',
            examples=["中巴经济走廊 -瓜达尔港", "命运共同体 (新时代 OR 内涵)", "“一带一路”", "領土完整"],
        ),
    ] = ""
    match: Annotated[
        Match,
        Field(
            description="`exact`: any substring matches. `word`: a match begins and ends where a word does, so 中国 is "
            "not found in 发展中国家.",
            examples=["word"],
        ),
    ] = Match.EXACT
    relax: Annotated[
        Relax,
        Field(
            description="`auto`: a run outside quotation marks that no paragraph has is searched as its words, which a "
            "notice says. `never`: it is not.",
            examples=["never"],
        ),
    ] = Relax.AUTO

    def wording(self) -> Wording:
        """The words as `search` takes them."""
        return Wording(self.q, self.match, self.relax)


class StatementFilters(Parameters):
    """Which statements."""

    from_: Annotated[
        FirstDay,
        Field(
            alias="from",
            description="The first day, included: `2015`, `2015-04` or `2015-04-20`. Undated statements are in no "
            "range.",
        ),
    ] = None
    to: Annotated[
        LastDay,
        Field(description="The last day, included; a year or a month means its last day."),
    ] = None
    kind: Annotated[
        tuple[Kind, ...],
        Field(description="Any of these kinds of document. Repeatable.", examples=[["joint-statement"]]),
    ] = ()
    place: Annotated[
        tuple[Text, ...],
        Field(
            description="Any of these places of signing, as the documents print them. Repeatable. A place that no "
            "statement has finds nothing; `facets=place` lists those there are.",
            examples=[["北京"]],
        ),
    ] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ and self.to and self.from_ > self.to:
            raise ProblemError(
                Code.INVALID_PARAMETER,
                f"from ({self.from_}) is after to ({self.to})",
                param="from",
                hint="exchange the two",
            )
        return self

    def filters(self) -> Filters:
        """The filters as engines know them."""
        return Filters(first=self.from_, last=self.to, kinds=self.kind, places=self.place)


class ParagraphFilters(StatementFilters):
    """Which paragraphs of which statements."""

    statement: Annotated[
        tuple[Text, ...],
        Field(
            description="Any of these statements, by id. Repeatable. An id that no statement has finds nothing.",
            examples=[["2015-04-20-joint-statement"]],
        ),
    ] = ()
    speaker: Annotated[
        tuple[Speaker, ...],
        Field(description="Paragraphs in which any of these speaks. Repeatable.", examples=[["china"]]),
    ] = ()

    def filters(self) -> Filters:
        """The filters as engines know them."""
        return replace(super().filters(), statements=self.statement, speakers=self.speaker)


class Counting(Parameters):
    """What to count besides, and how much to show of the text around a match."""

    context: Context = CONTEXT_DEFAULT
    facets: Annotated[
        str | None,
        shape("year,kind", pattern=FACETS_PATTERN),
        AfterValidator(facet_names),
        Field(
            description=f"What to count the matching paragraphs by: some of {', '.join(Facet)}, with commas between."
        ),
    ] = None

    def counted_by(self) -> tuple[Facet, ...]:
        """The facets asked for, each once."""
        return tuple(dict.fromkeys(map(Facet, self.facets.split(",")))) if self.facets else ()


class Paging(Parameters):
    """Which stretch of a long result."""

    limit: Limit = LIMIT_DEFAULT
    cursor: Cursor = None

    def asked(self) -> str:
        """Everything that is asked but the place in the result; the same for two requests that ask the same."""
        return f"{type(self).__name__} {self.model_dump_json(exclude={'cursor'})}"


class Formatted(Parameters):
    """In which form."""

    format: Annotated[
        ListFormat,
        Field(
            description="`json`; `jsonl`: a match a line; `csv`: a table for spreadsheets; `txt`: text to read. "
            "Without it `Accept` decides. The last three have totals and notices in headers.",
            examples=["csv"],
        ),
    ] = ListFormat.JSON


class ListParameters(Paging, StatementFilters):
    """A list of statements."""


class SearchParameters(Formatted, Paging, Counting, ParagraphFilters, Words):
    """A search."""

    sort: Annotated[
        Sort,
        Field(
            description="`relevance`; `date`: oldest statement first, undated ones last; `-date`: newest first. Ties: "
            "newest statement first, then its id, then the number of the paragraph.",
            examples=["date"],
        ),
    ] = Sort.RELEVANCE


class ConcordanceParameters(Formatted, Paging, Counting, ParagraphFilters, Words):
    """A concordance."""

    sort: Annotated[
        LineOrder,
        Field(
            description="`date`: oldest statement first; `left`: by what stands before the match, compared outward "
            "from it; `right`: by what stands after it. Ties: by date, then by place in the text.",
            examples=["right"],
        ),
    ] = LineOrder.DATE


class ExportParameters(ParagraphFilters, Words):
    """A whole result."""

    format: Annotated[
        ExportFormat,
        Field(
            description="`jsonl`: a paragraph a line; `csv`: a table for spreadsheets; `txt`: text to read. Without it "
            "`Accept` decides.",
            examples=["txt"],
        ),
    ] = ExportFormat.JSONL


class FeedParameters(ParagraphFilters, Words):
    """What to be told of."""


class SuggestParameters(Parameters):
    """The beginning of something."""

    q: Annotated[
        str, Field(description="What has been typed so far; empty: the commonest words.", examples=["命运"])
    ] = ""
    limit: Limit = SUGGESTED_DEFAULT


class ResolveParameters(Parameters):
    """A printed reference."""

    ref: Annotated[
        Text,
        Field(
            description="A reference as it is printed, in Chinese or English, or an id.",
            examples=["2015年声明第七段", "2018-11-04 二", "Joint Statement of 20 April 2015, para. 7"],
        ),
    ]


class DocumentParameters(Parameters):
    """Itself, or a citation of it."""

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
    """How much of the text around a paragraph."""

    before: Annotated[Neighbors, Field(description="How many paragraphs before it to show as well.")] = 0
    after: Annotated[Neighbors, Field(description="How many paragraphs after it to show as well.")] = 0
