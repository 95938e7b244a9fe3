"""The parameters of search, concordance, export, feed, suggest and resolve."""

from dataclasses import replace
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from app.api.negotiation import ExportFormat, ListFormat
from app.api.parameter_types import (
    CONTEXT_DEFAULT,
    FACETS_PATTERN,
    SUGGESTED_DEFAULT,
    Context,
    Limit,
    Text,
    facet_names,
    shape,
)
from app.api.parameters.base import Matching, Paging, Parameters, StatementFilters
from search.concordance import ConcordanceRequest, LineOrder
from search.engines.protocol import Facet, Filters, Match, Sort
from search.headers import SearchField
from search.interpretation import QueryText, Relax
from search.model import Speaker
from search.searcher import SearchRequest


class Words(Parameters):
    """The query, and how it is matched."""

    q: Annotated[
        str,
        Field(
            description="The query. A run of characters is searched exactly; spaces are AND; `OR` or `|`; `-x` or "
            '`NOT x`; `( )`; `"…"` for text that is never relaxed; `"甲" NEAR/7 "乙"`; `"中国" ~"发展中国家"` for 中国 '
            'that is not part of 发展中国家; `"打造*共同体"` for 1 to 8 characters between. Empty: every paragraph.',
            examples=["中巴经济走廊 -瓜达尔港", "命运共同体 (新时代 OR 内涵)", "“一带一路”", "領土完整"],
        ),
    ] = ""
    match: Matching = Match.EXACT
    relax: Annotated[
        Relax,
        Field(
            description="`auto`: a run outside quotation marks that no paragraph has is searched as its words, which a "
            "notice says. `never`: it is not.",
            examples=["never"],
        ),
    ] = Relax.AUTO

    def query_text(self) -> QueryText:
        """The query as `search` takes it."""
        return QueryText(self.q, self.match, self.relax)


class ParagraphFilters(StatementFilters):
    """Filters on paragraphs and on their statements."""

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
        """The filters as an engine takes them."""
        return replace(super().filters(), statements=self.statement, speakers=self.speaker)


class Counting(Parameters):
    """The facets to count, and how much context to show around a match."""

    context: Context = CONTEXT_DEFAULT
    facets: Annotated[
        str | None,
        shape("year,kind", pattern=FACETS_PATTERN),
        AfterValidator(facet_names),
        Field(
            description=f"What to count the matching paragraphs by: some of {', '.join(Facet)}, with commas between."
        ),
    ] = None

    def requested_facets(self) -> tuple[Facet, ...]:
        """The requested facets, each once."""
        return tuple(dict.fromkeys(map(Facet, self.facets.split(",")))) if self.facets else ()


class Formatted(Parameters):
    """The format of the answer."""

    format: Annotated[
        ListFormat,
        Field(
            description="`json`; `jsonl`: a match a line; `csv`: a table for spreadsheets; `txt`: text to read. "
            "Without it `Accept` decides. The last three have totals and notices in headers.",
            examples=["csv"],
        ),
    ] = ListFormat.JSON


class ResultParameters(Formatted, Paging, Counting, ParagraphFilters, Words):
    """What a search and a concordance both take."""

    def result_fields(self, offset: int) -> dict[str, Any]:
        """The fields of a `ResultRequest` for the page that begins at `offset`."""
        return {
            "query": self.query_text(),
            "filters": self.filters(),
            "facets": self.requested_facets(),
            "offset": offset,
            "limit": self.limit,
            "context": self.context,
        }


class SearchParameters(ResultParameters):
    """The parameters of a search."""

    sort: Annotated[
        Sort,
        Field(
            description="`relevance`; `date`: oldest statement first, undated ones last; `-date`: newest first. Ties: "
            "newest statement first, then its id, then the number of the paragraph.",
            examples=["date"],
        ),
    ] = Sort.RELEVANCE

    in_: Annotated[
        SearchField,
        Field(
            alias="in",
            description="Where the query is searched. `text`: in paragraphs; `title`: in the title, the parties and "
            "the place of a statement, whose first paragraph is then the hit; `heading`: in headings, of which the "
            "first paragraph under them is the hit; `all`: in all of them, those in titles and headings first. What is "
            "no text is searched as it is written: nothing is relaxed.",
            examples=["title"],
        ),
    ] = SearchField.TEXT

    def request(self, offset: int) -> SearchRequest:
        """The request, as `search` takes it, for the page that begins at `offset`."""
        return SearchRequest(**self.result_fields(offset), sort=self.sort, field=self.in_)


class ConcordanceParameters(ResultParameters):
    """The parameters of a concordance."""

    sort: Annotated[
        LineOrder,
        Field(
            description="`date`: oldest statement first; `left`: by what stands before the match, compared outward "
            "from it; `right`: by what stands after it; both by pinyin, without punctuation. Ties: by code point, by "
            "date, then by place in the text.",
            examples=["right"],
        ),
    ] = LineOrder.DATE

    def request(self, offset: int) -> ConcordanceRequest:
        """The request, as `search` takes it, for the page that begins at `offset`."""
        return ConcordanceRequest(**self.result_fields(offset), order=self.sort)


class ExportParameters(ParagraphFilters, Words):
    """The parameters of an export."""

    format: Annotated[
        ExportFormat,
        Field(
            description="`jsonl`: a paragraph a line; `csv`: a table for spreadsheets; `txt`: text to read. Without it "
            "`Accept` decides.",
            examples=["txt"],
        ),
    ] = ExportFormat.JSONL


class FeedParameters(ParagraphFilters, Words):
    """The parameters of a feed."""


class SuggestParameters(Parameters):
    """The parameters of autocompletion."""

    q: Annotated[
        str, Field(description="What has been typed so far; empty: the commonest words.", examples=["命运"])
    ] = ""
    limit: Limit = SUGGESTED_DEFAULT


class ResolveParameters(Parameters):
    """The parameters of resolving a reference."""

    ref: Annotated[
        Text,
        Field(
            description="A reference as it is printed, in Chinese or English, or an id.",
            examples=["2015年声明第七段", "2018-11-04 二", "Joint Statement of 20 April 2015, para. 7"],
        ),
    ]
